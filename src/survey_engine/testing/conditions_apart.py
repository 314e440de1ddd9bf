"""Conditions taken apart: their smallest parts, what these compare with, and which answers they follow from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from survey_engine.expr import nodes
from survey_engine.expr.paths import paths
from survey_engine.model import Condition, Field, Form, Option, Page, Question, Row

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


def literals(atom: Atom) -> Iterator[Any]:
    """The numbers, days and texts that it compares with."""
    match atom:
        case nodes.Compare():
            for side in (atom.left, atom.right):
                match side:
                    case nodes.Number() | nodes.Day() | nodes.Text():
                        yield side.value
                    case nodes.Negative(nodes.Number() as number):
                        yield -number.value
                    case _:
                        pass
        case nodes.Among():
            yield from (literal.value for literal in atom.literals)
        case _:
            return


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
    found: dict[str, Field] = {}
    seen: set[str] = set()
    waiting = list(paths(tree))[::-1]
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        part = form.by_path[path]
        if part.computed is None:
            found[path] = part
        else:
            waiting += list(paths(part.computed.tree))[::-1]
    return found


def conditions_of(form: Form) -> Iterator[Condition]:
    """Every condition that shows, offers or requires something, in the form's order."""
    for page in form.pages:
        yield from _shown_if(page)
        for question in page.questions:
            yield from _shown_if(question)
            for row in question.rows:
                yield from _shown_if(row)
            for part in question.fields:
                if part.path != question.id:
                    yield from _shown_if(part)
                for option in part.options:
                    yield from _shown_if(option)
                if isinstance(part.required, Condition):
                    yield part.required


def _shown_if(thing: Page | Question | Row | Field | Option) -> Iterator[Condition]:
    if thing.visible_if is not None:
        yield thing.visible_if


def trees_of(form: Form) -> Iterator[nodes.Condition]:
    """Every condition of any kind, checks and `never` among them."""
    yield from (condition.tree for condition in (*conditions_of(form), *form.never))
    for question in form.questions:
        yield from (case.tree for check in question.checks for case in check.cases)
