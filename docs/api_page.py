"""The page of the API reference, made from the docstrings."""

from __future__ import annotations

import re
from textwrap import indent

from docs.public_api import Kind, Member, Public, linked, public

_TOP = """\
# API reference

Every public name with all that it has and takes, made from the docstrings. How they are used together is in
[The library from Python](python.md), and what will stay as it is in [What is promised](promise.md).
`se` is `import survey_engine as se`.
"""

_SECTIONS: dict[Kind, str] = {
    "function": "## Functions\n",
    "class": "## Classes\n\nThe library makes all of these, except `Interview`, which you make.\n",
    "exception": "## Exceptions\n",
    "type": "## Types without a name of their own\n\nYou meet these in what the classes have, and never import them.\n",
}

_NAME = re.compile(r"(?<!\[)`(\w+)`")


def api_page() -> str:
    """The page, as Markdown."""
    everything = public()
    parts = [_TOP]
    for kind, head in _SECTIONS.items():
        parts.append(head)
        parts.extend(_entry(each) for each in everything if each.kind == kind)
    text = "\n".join(parts)
    names = {each.name for each in everything}
    return _NAME.sub(lambda found: _link(found[1]) if found[1] in names else found[0], text)


def _link(name: str) -> str:
    return f"[`{name}`](#{name})"


def _entry(each: Public) -> str:
    signature = ""
    if each.takes is not None:
        gives = f" → {linked(each.gives)}" if each.gives else ""
        signature = f"<code>se.{each.name}({linked(each.takes)}){gives}</code>\n\n"
    attributes = "\n".join(_member(member) for member in each.members if member.takes is None)
    methods = "\n".join(_member(member) for member in each.members if member.takes is not None)
    members = "\n".join(part for part in (attributes, methods) if part)
    return f"### {each.name} {{ #{each.name} }}\n\n{signature}{each.docstring}\n" + (f"\n{members}" if members else "")


def _member(member: Member) -> str:
    """A point of a list: what is said of it stands below it."""
    gives = linked(member.gives)
    if member.takes is None:
        head = f"<code><strong>{member.name}</strong>: {gives}</code>"
    else:
        head = f"<code><strong>{member.name}</strong>({linked(member.takes)}) → {gives}</code>"
    return f"- {head}\n\n{indent(member.docstring, '    ')}\n"
