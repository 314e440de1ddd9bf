"""What is public, read from the source: the names in `survey_engine.__all__`, what they have and what they take.

Nothing is imported, so the result is the same in every Python.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import griffe

SOURCE = Path(__file__).parents[1] / "src"
PACKAGE = "survey_engine"
NOT_PUBLIC = "Not public"
"""The docstring of an attribute that the library needs and nobody else may use begins with these words."""

Kind = Literal["function", "exception", "class", "type"]


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of a signature: its text, and the name of the public class that it names, if it names one."""

    text: str
    names: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """An attribute or a method. Of a method, `takes` is what stands between the parentheses; of an attribute, None."""

    name: str
    takes: tuple[Words, ...] | None
    gives: tuple[Words, ...]
    docstring: str


@dataclass(frozen=True, slots=True)
class Public:
    """A public name. `type` is the kind of what is reached through attributes and cannot be imported.

    `takes` is None for a class that only the library itself makes.
    """

    name: str
    kind: Kind
    takes: tuple[Words, ...] | None
    gives: tuple[Words, ...]
    docstring: str
    members: tuple[Member, ...] = ()


def written(words: Iterable[Words]) -> str:
    return "".join(part.text for part in words)


def linked(words: Iterable[Words]) -> str:
    """The same as HTML, each class a link to its heading; `*`, `_` and brackets mean nothing to Markdown here."""
    return "".join(f'<a href="#{part.names}">{part.text}</a>' if part.names else _escaped(part.text) for part in words)


def _escaped(text: str) -> str:
    return html.escape(text).translate({ord(mark): f"&#{ord(mark)};" for mark in "*_[]`"})


@cache
def public() -> tuple[Public, ...]:
    """Every public name: functions, classes, exceptions, then the types that are only reached; each by name."""
    package = griffe.load(PACKAGE, search_paths=[SOURCE], resolve_aliases=True)
    assert isinstance(package, griffe.Module)  # not an alias
    named = [_at(package, package.imports[str(name)]) for name in package.exports or ()]
    reached = _reached(package, [thing for thing in named if isinstance(thing, griffe.Class)])
    every = [_public(package, thing, thing in named) for thing in (*named, *reached)]
    order: tuple[Kind, ...] = ("function", "class", "exception", "type")
    return tuple(sorted(every, key=lambda each: (order.index(each.kind), each.name)))


def _at(package: griffe.Module, path: str) -> griffe.Object:
    """What is at a path; not by a name in the package itself, where a file may have the name of its function."""
    thing = package[path.removeprefix(f"{PACKAGE}.")]
    return thing.final_target if isinstance(thing, griffe.Alias) else thing


def _reached(package: griffe.Module, classes: list[griffe.Class]) -> list[griffe.Class]:
    """The classes that public attributes and methods lead to and that have no public name."""
    known = list(classes)
    for owner in known:
        for member in _shown(owner):
            for found in _classes(package, _given(member)):
                if found not in known:
                    known.append(found)
    return known[len(classes) :]


def _shown(owner: griffe.Class) -> Iterator[griffe.Attribute | griffe.Function]:
    """The public members of a class, in the order of the source."""
    for name, member in owner.members.items():
        docstring = member.docstring.value if member.docstring else ""
        if not name.startswith("_") and not docstring.startswith(NOT_PUBLIC):
            assert isinstance(member, griffe.Attribute | griffe.Function), member.path
            yield member


def _given(member: griffe.Attribute | griffe.Function) -> griffe.Expr | str | None:
    return member.annotation if isinstance(member, griffe.Attribute) else member.returns


def _classes(package: griffe.Module, annotation: griffe.Expr | str | None) -> Iterator[griffe.Class]:
    for found in _names(package, annotation):
        if isinstance(found, griffe.Class):
            yield found
        elif isinstance(found, griffe.Attribute):
            yield from _classes(package, found.value)


def _names(package: griffe.Module, annotation: griffe.Expr | str | None) -> Iterator[griffe.Object]:
    for part in annotation.iterate(flat=True) if isinstance(annotation, griffe.Expr) else ():
        found = _found(package, part)
        if found is not None:
            yield found


def _found(package: griffe.Module, part: str | griffe.Expr) -> griffe.Object | None:
    """What a name in an annotation means, if it is something of the library's own."""
    if not isinstance(part, griffe.ExprName) or not part.canonical_path.startswith(f"{PACKAGE}."):
        return None
    return _at(package, part.canonical_path)


def _public(package: griffe.Module, thing: griffe.Object, named: bool) -> Public:
    docstring = thing.docstring.value if thing.docstring else ""
    if isinstance(thing, griffe.Function):
        gives = tuple(_words(package, thing.returns))
        return Public(thing.name, "function", tuple(_takes(package, thing)), gives, docstring)
    assert isinstance(thing, griffe.Class), thing.path
    kind: Kind = "type" if not named else "exception" if "Exception" in map(str, thing.bases) else "class"
    made = thing.members.get("__init__")
    takes = None
    if isinstance(made, griffe.Function) and made.docstring:  # one that says how is for everybody to call
        takes = tuple(_takes(package, made))
        docstring += "\n\n" + made.docstring.value
    return Public(thing.name, kind, takes, (), docstring, tuple(_member(package, part) for part in _shown(thing)))


def _member(package: griffe.Module, member: griffe.Attribute | griffe.Function) -> Member:
    takes = tuple(_takes(package, member)) if isinstance(member, griffe.Function) else None
    docstring = member.docstring.value if member.docstring else ""
    return Member(member.name, takes, tuple(_words(package, _given(member))), docstring)


def _takes(package: griffe.Module, function: griffe.Function) -> Iterator[Words]:
    """What stands between a function's parentheses, with neither `self` nor the names of private defaults."""
    parameters = [parameter for parameter in function.parameters if parameter.name != "self"]
    named_only = False
    for number, parameter in enumerate(parameters):
        yield Words(", " if number else "")
        if parameter.kind is griffe.ParameterKind.keyword_only and not named_only:
            named_only = True
            yield Words("*, ")
        yield Words(f"{parameter.name}: ")
        yield from _words(package, parameter.annotation)
        if parameter.default is not None:
            default = str(parameter.default)
            yield Words(" = " + ("…" if default.startswith("_") else default))


def _words(package: griffe.Module, annotation: griffe.Expr | str | None) -> Iterator[Words]:
    """An annotation with the library's own abbreviations (`Kind`, `Value` …) written out."""
    if not isinstance(annotation, griffe.Expr):
        yield Words(annotation or "")
        return
    for part in annotation.iterate(flat=True):
        found = _found(package, part)
        if isinstance(found, griffe.Attribute):
            yield from _words(package, found.value)
        elif isinstance(found, griffe.Class):
            yield Words(str(part), found.name)
        else:
            yield Words(str(part))
