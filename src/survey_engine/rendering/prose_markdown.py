"""Markdown texts of a form written anew so that they fit inside a page, and plain texts so that nothing in them acts.

HTML is text, a picture a link, and a heading a lower one, for the page has headings of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from survey_engine.rendering.columns import clean, indented, spaced
from survey_engine.rendering.marked import address, is_bare, tree

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

_DEEPEST_HEADING = 6
_ODD = re.compile(r"[()<>\s\\]|^$")
_SPACES = re.compile(r"[ \t\n\r\f\v]+")
_MARKS = re.compile(r"[\\`*\[\]<>|~]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
_BEGINNING = re.compile(r"[+-](?=\s|$)|-(?=-)|#(?=#{0,5}(?:\s|$))|=(?==*\s*$)|\d{1,9}(?=[.)](?:\s|$))")
"""What means something at the beginning of a line only."""


def escaped(text: str) -> str:
    """A text on one line that no Markdown acts in."""
    return _escaped(_SPACES.sub(" ", clean(text)).strip())


def _escaped(text: str) -> str:
    return _MARKS.sub(r"\\\g<0>", clean(text))


def plain(text: str) -> list[str]:
    """A plain text as paragraphs; its line breaks stay."""
    paragraphs = re.split(r"\n\s*\n", clean(text).strip())
    return spaced(paragraph("\n".join(_escaped(line.strip()) for line in each.split("\n"))) for each in paragraphs)


def paragraph(escaped_text: str) -> list[str]:
    """Lines that stand at the beginning of a block, where more characters mean something."""
    lines = [_guarded(line) for line in escaped_text.split("\n") if line.strip()]
    return [f"{line}  " for line in lines[:-1]] + lines[-1:]


def _guarded(line: str) -> str:
    found = _BEGINNING.match(line)
    if found is None:
        return line
    return f"{found[0]}\\{line[found.end() :]}" if found[0].isdigit() else f"\\{line}"


def heading(level: int, written: str) -> list[str]:
    """A heading of a text that is escaped already; none of an empty one."""
    text = _SPACES.sub(" ", written).strip()
    return [f"{'#' * level} " + re.sub(r"#(?=#*$)", r"\\#", text)] if text else []


def prose(text: str) -> list[str]:
    """A Markdown text of the form, written anew: HTML in it is text, a picture is a link, a heading a lower one."""
    return _blocks(tree(text)) if text.strip() else []


def _blocks(parent: SyntaxTreeNode) -> list[str]:
    return spaced(map(_block, parent.children))


def _block(node: SyntaxTreeNode) -> list[str]:
    match node.type:
        case "paragraph":
            return paragraph(_inline(node))
        case "heading":
            return heading(min(int(node.tag[1]) + 3, _DEEPEST_HEADING), _inline(node))
        case "bullet_list" | "ordered_list":
            return _list(node)
        case "blockquote":
            return [f"> {line}".rstrip() for line in _blocks(node)]
        case "code_block" | "fence":
            fence = _longer("`", node.content, 3)
            return [fence, *clean(node.content).rstrip("\n").split("\n"), fence]
        case "hr":
            return ["---"]
        case _:
            return plain(node.content)


def _list(node: SyntaxTreeNode) -> list[str]:
    items: list[list[str]] = []
    for item in node.children:
        mark = f"{item.info}. " if node.type == "ordered_list" else "- "
        first, *rest = _blocks(item) or [""]
        items.append([mark + first, *indented(rest, len(mark))])
    close = all(child.hidden for item in node.children for child in item.children if child.type == "paragraph")
    return [line for item in items for line in item] if close else spaced(items)


def _inline(node: SyntaxTreeNode) -> str:
    inner = "".join(map(_inline, node.children))
    match node.type:
        case "softbreak":
            return " "
        case "hardbreak":
            return "\n"
        case "em":
            return f"*{inner}*"
        case "strong":
            return f"**{inner}**"
        case "code_inline":
            fence = _longer("`", node.content, 1)
            return f"{fence} {clean(node.content)} {fence}" if "`" in node.content else f"`{clean(node.content)}`"
        case "link" | "image":
            return _link(inner, node)
        case _:
            return inner or _escaped(node.content)


def _link(inner: str, node: SyntaxTreeNode) -> str:
    to = address(node)
    if is_bare(node) and " " not in to:
        return f"<{to.removeprefix('mailto:')}>"
    return f"[{inner}](<{to}>)" if _ODD.search(to) else f"[{inner}]({to})"


def _longer(mark: str, content: str, least: int) -> str:
    """So many of a mark that the content has not as many in a row."""
    longest = max((len(found) for found in re.findall(f"{mark}+", content)), default=0)
    return mark * max(longest + 1, least)
