"""Where logic stands in a form: every condition, required mark and check, in order, with what is around it.

What tries the logic and what makes slips in it walk over the form by this one walk.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from survey_engine.located import Level
from survey_engine.model import Check, Condition, Field, Form, Option, Page, Question, Row

Kind = Level | Literal["required", "check"]
Thing = Page | Question | Row | Field | Option | Check


@dataclass(frozen=True, slots=True)
class Standing:
    """A place in a form where logic stands. Several fields may share one condition: it then stands at each of them."""

    kind: Kind
    """Whose condition it is: that of what it shows or offers, or of what it requires or reports."""
    path: str
    """The path or id of what it stands on, of an option `choice.option`, of a check that of its question."""
    thing: Thing = field(repr=False)
    """What it stands on: of `required` the field, of a check the check."""
    condition: Condition | None
    """What stands there, of a check with its first row written out; None for what is simply required."""
    fields: tuple[Field, ...] = field(repr=False)
    """The fields that it says something of."""
    outer: tuple[Condition, ...] = field(repr=False)
    """What must hold for it to matter, from the page inwards."""


def logic_of(form: Form) -> Iterator[Standing]:
    """Every place in a form where logic stands, in the form's order; its `never` are no such places."""
    for page in form.pages:
        inside = tuple(part for question in page.questions for part in question.fields)
        yield from _shown("page", page.id, page, inside, ())
        for question in page.questions:
            yield from _of_question(form, page, question)


def _of_question(form: Form, page: Page, question: Question) -> Iterator[Standing]:
    outer = _there(page.visible_if)
    yield from _shown("question", question.id, question, question.fields, outer)
    outer += _there(question.visible_if)
    for row in question.rows:
        of_row = tuple(part for part in question.fields if part.row is row)
        yield from _shown("row", f"{question.id}.{row.id}", row, of_row, outer)
    for part in question.fields:
        yield from _of_field(question, part, outer + _there(part.row.visible_if if part.row else None))
    for check in question.checks:
        condition = Condition(check.source, check.cases[0].tree)
        object.__setattr__(condition, "form", form)
        yield Standing("check", question.id, check, condition, question.fields, outer)


def _of_field(question: Question, part: Field, outer: tuple[Condition, ...]) -> Iterator[Standing]:
    if part.visible_if is not question.visible_if:
        yield from _shown("field", part.path, part, (part,), outer)
        outer += _there(part.visible_if)
    for option in part.options:
        yield from _shown("option", f"{part.path}.{option.id}", option, (part,), outer)
    if part.required is not False:
        condition = part.required if isinstance(part.required, Condition) else None
        yield Standing("required", part.path, part, condition, (part,), outer)


def _shown(
    kind: Level,
    path: str,
    thing: Page | Question | Row | Field | Option,
    fields: tuple[Field, ...],
    outer: tuple[Condition, ...],
) -> Iterator[Standing]:
    if thing.visible_if is not None:
        yield Standing(kind, path, thing, thing.visible_if, fields, outer)


def _there(condition: Condition | None) -> tuple[Condition, ...]:
    return () if condition is None else (condition,)
