"""The conditions of a form that show something, each with what it stands on and what it stands under."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from survey_engine.dependencies import Blueprint, Written
from survey_engine.expr import nodes
from survey_engine.model import Condition, Option, Page, Question
from survey_engine.source import Span

THINGS: Mapping[str, Mapping[str, str]] = {
    "page": {"sv": "sidan", "en": "the page"},
    "question": {"sv": "frågan", "en": "the question"},
    "row": {"sv": "raden", "en": "the row"},
    "field": {"sv": "fältet", "en": "the field"},
    "option": {"sv": "alternativet", "en": "the option"},
}


@dataclass(frozen=True)
class Shown:
    """A condition and what it shows; `outer` are the conditions that hold where it is read, with what they show."""

    written: Written
    condition: Condition
    thing: str
    page: Page
    outer: tuple[Shown, ...] = ()

    @property
    def named(self) -> Mapping[str, str]:
        """What is shown, in every language."""
        return THINGS[self.thing]

    def span(self, node: nodes.Condition) -> Span:
        """Where a part of the condition stands."""
        return self.written.within("visible_if", *node.at)


def shown(blueprint: Blueprint) -> Iterator[Shown]:
    """Every condition that shows something, once.

    Left out are those of options that have one in their set and another where the set is used: they are written in two
    places.
    """
    for page in blueprint.form.pages:
        outer: tuple[Shown, ...] = ()
        if page.visible_if is not None:
            outer = (Shown(blueprint.of(page), page.visible_if, "page", page),)
            yield outer[0]
        for question in page.questions:
            yield from _of_question(blueprint, question, outer)


def _of_question(blueprint: Blueprint, question: Question, outer: tuple[Shown, ...]) -> Iterator[Shown]:
    page, of = question.page, blueprint.of
    if question.visible_if is not None:
        own = Shown(of(question), question.visible_if, "question", page, outer)
        yield own
        outer = (*outer, own)
    of_row: dict[str, tuple[Shown, ...]] = {}
    for row in question.rows:
        if row.visible_if is not None:
            shown_row = Shown(of(row), row.visible_if, "row", page, outer)
            yield shown_row
            of_row[row.id] = (*outer, shown_row)
    seen: set[int] = set()
    for part in question.fields:
        around = of_row.get(part.row.id, outer) if part.row else outer
        if part.visible_if is not None:
            shown_part = Shown(of(part), part.visible_if, "field", page, around)
            yield shown_part
            around = (*around, shown_part)
        for option in part.options:
            if option.visible_if is not None and id(option.visible_if) not in seen:
                seen.add(id(option.visible_if))
                yield from _of_option(blueprint, option, page, outer if part.row else around)


def _of_option(blueprint: Blueprint, option: Option, page: Page, outer: tuple[Shown, ...]) -> Iterator[Shown]:
    assert option.visible_if is not None
    written = [blueprint.of(option), blueprint.reference(option)]
    places = [place for place in written if place is not None and place.has("visible_if")]
    if len(places) == 1:
        yield Shown(places[0], option.visible_if, "option", page, outer)


def clauses(tree: nodes.Condition) -> tuple[nodes.Condition, ...]:
    """The conditions that are joined by `and`, or the one that there is."""
    return tuple(clause for part in tree.parts for clause in clauses(part)) if isinstance(tree, nodes.And) else (tree,)


def without_negation(tree: nodes.Condition, *, holds: bool = True) -> nodes.Condition:
    """The condition (or its opposite) with each `not` beside what it denies, where it denies no more than one thing."""
    match tree:
        case nodes.Not():
            return without_negation(tree.part, holds=not holds)
        case nodes.And() | nodes.Or():
            parts = tuple(without_negation(part, holds=holds) for part in tree.parts)
            return nodes.And(parts, tree.at) if isinstance(tree, nodes.And) is holds else nodes.Or(parts, tree.at)
        case _:
            return tree if holds else nodes.Not(tree, tree.at)
