"""Conditions taken apart: their smallest parts, the options these name, and which answers they follow from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from survey_engine.dependencies import feeds
from survey_engine.expr import nodes
from survey_engine.expr.paths import paths
from survey_engine.model import Condition, Field, Form
from survey_engine.testing.logic import logic_of

Atom = (
    nodes.Compare
    | nodes.Among
    | nodes.OneOf
    | nodes.Chosen
    | nodes.Confirmed
    | nodes.Answered
    | nodes.CannotSay
)  # fmt: skip


def atoms(tree: nodes.Condition) -> Iterator[Atom]:
    """The comparisons and the like that a condition is made of."""
    match tree:
        case nodes.And() | nodes.Or():
            for part in tree.parts:
                yield from atoms(part)
        case nodes.Not():
            yield from atoms(tree.part)
        case _:
            yield tree


def options_named(atom: Atom) -> tuple[str, ...]:
    """The options that it speaks of."""
    match atom:
        case nodes.OneOf():
            return atom.options
        case nodes.Chosen():
            return (atom.option,)
        case _:
            return ()


def is_about_one(atom: Atom) -> bool:
    """Whether it asks something of a single value, so that each answer to it can be judged alone."""
    return len(set(paths(atom))) == 1


def bases(form: Form, tree: nodes.Node) -> dict[str, Field]:
    """The fields that are answered (or prefilled) and that the expression follows from, through computed ones too."""
    return _answered(form, paths(tree), lambda part: paths(part.computed.tree) if part.computed is not None else ())


def upstream(form: Form, read: Iterable[str]) -> dict[str, Field]:
    """The fields that are answered (or prefilled) among these and all that their being shown follows from."""
    return _answered(form, read, feeds)


def _answered(form: Form, read: Iterable[str], onward: Callable[[Field], Iterable[str]]) -> dict[str, Field]:
    found: dict[str, Field] = {}
    seen: set[str] = set()
    waiting = list(read)[::-1]
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        part = form.by_path[path]
        if part.computed is None:
            found[path] = part
        waiting += list(onward(part))[::-1]
    return found


def conditions_of(form: Form) -> Iterator[Condition]:
    """Every condition that shows, offers or requires something, in the form's order."""
    yield from (each.condition for each in logic_of(form) if each.condition is not None and each.kind != "check")


def trees_of(form: Form) -> Iterator[nodes.Condition]:
    """Every condition of any kind, checks and `never` among them."""
    yield from (condition.tree for condition in (*conditions_of(form), *form.never))
    for question in form.questions:
        yield from (case.tree for check in question.checks for case in check.cases)
