"""A page form as its template draws it: questions, each with its fields, or with rows of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from django.forms.boundfield import BoundField, BoundWidget

import survey_engine as se

from .survey_forms import Asked, PageForm
from .words import hint, written


class Choice(NamedTuple):
    """An option, with the text that goes with it."""

    widget: BoundWidget
    companion: Part | None


@dataclass(frozen=True)
class Part:
    """A field: `bound` to be filled in, or a `text` to be read."""

    field: se.Field
    bound: BoundField | None = None
    text: str = ""
    choices: tuple[Choice, ...] = ()
    errors: Sequence[str] = ()
    warnings: Sequence[str] = ()

    @property
    def id(self) -> str:
        """Where a link to it leads: to the first of several buttons."""
        if self.choices:
            return self.choices[0].widget.id_for_label
        return str(self.bound.id_for_label) if self.bound else f"id_{self.field.path}"


class Row(NamedTuple):
    """A row of a table."""

    id: str
    label: str
    help: str
    parts: tuple[Part, ...]
    errors: Sequence[str]
    warnings: Sequence[str]


class Column(NamedTuple):
    """A column of a table: its heading, and what its fields take."""

    label: str
    help: str
    hint: str
    unit: str


class Link(NamedTuple):
    """A line of what is told at the top of the page: where it leads, what it is about, and what is the matter."""

    id: str
    label: str
    message: str = ""


@dataclass(frozen=True)
class Question:
    """A question. Its own errors and warnings are those that concern several of its fields."""

    question: se.Question
    parts: tuple[Part, ...]
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    errors: Sequence[str]
    warnings: Sequence[str]

    @property
    def id(self) -> str:
        return f"id_{self.question.id}"

    @property
    def is_one_field(self) -> bool:
        """Whether the question's heading is its field's."""
        return bool(self.parts) and self.question.type != "group" and not self.parts[0].field.row


def questions(form: PageForm) -> list[Question]:
    form.is_valid()  # finds its errors, if that is not yet done
    return [_question(form, shown) for shown in form.questions]


def _question(form: PageForm, shown: se.ShownQuestion) -> Question:
    parts = tuple(_part(form, Asked(at.field, at.options)) for at in shown.fields if not at.field.chosen_with)
    one_field = any(part.field.path == shown.id for part in parts)
    return Question(
        question=shown.question,
        parts=parts,
        rows=tuple(_rows(form, parts)) if shown.type == "matrix" else (),
        columns=tuple(_columns(parts)) if shown.type == "matrix" else (),
        errors=() if one_field else form.errors_at.get(shown.id, ()),
        warnings=() if one_field else form.warnings_at.get(shown.id, ()),
    )


def _part(form: PageForm, asked: Asked) -> Part:
    field, path = asked.field, asked.field.path
    warnings = form.warnings_at.get(path, ())
    if path not in form.fields:
        return Part(field, text=_given(form, field), errors=form.errors_at.get(path, ()), warnings=warnings)
    bound = form[path]
    several = field.type in ("choice", "choices") or field.question.type == "scale"
    choices = tuple(_choices(form, asked, bound)) if several and not field.column else ()
    return Part(field, bound, choices=choices, errors=[str(message) for message in bound.errors], warnings=warnings)


def _given(form: PageForm, field: se.Field) -> str:
    """What the respondent reads and cannot change, each chosen option with its companion text."""
    values = form.interview.journey.values
    value = values.get(field.path)
    if not field.options:
        return written(field, value)
    texts = {option.id: values.get(option.companion.path) for option in field.options if option.companion}
    chosen = [option for option in field.options if option.id in (value if isinstance(value, tuple) else (value,))]
    return "\n".join(f"{o.label}: {texts[o.id]}" if texts.get(o.id) else o.label for o in chosen)


def _choices(form: PageForm, asked: Asked, bound: BoundField) -> Iterator[Choice]:
    companions = {option.id: option.companion for option in asked.options if option.companion}
    for widget in bound.subwidgets:
        companion = companions.get(str(widget.data["value"]))
        yield Choice(widget, _part(form, Asked(companion)) if companion else None)


def _rows(form: PageForm, parts: Sequence[Part]) -> Iterator[Row]:
    for row, cells in groupby(parts, key=lambda part: part.field.row):
        if row:
            path = f"{parts[0].field.question.id}.{row.id}"
            errors, warnings = form.errors_at.get(path, ()), form.warnings_at.get(path, ())
            yield Row(f"id_{path}", row.label, row.help, tuple(cells), errors, warnings)


def _columns(parts: Sequence[Part]) -> Iterator[Column]:
    for part in parts:
        if part.field.column and part.field.row is parts[0].field.row:
            column, own = part.field.column, part.bound is not None
            yield Column(column.label, column.help, hint(part.field) if own else "", part.field.unit or "")


def faults(drawn: Sequence[Question]) -> list[Link]:
    return [Link(id, label, message) for id, label, errors, _ in _places(drawn) for message in errors]


def doubts(drawn: Sequence[Question]) -> list[Link]:
    return [Link(id, label, message) for id, label, _, warnings in _places(drawn) for message in warnings]


def revealed(drawn: Sequence[Question], unseen: Collection[str]) -> list[Link]:
    """What the respondent had not seen when they answered, but for what has an error, which says enough."""
    parts = (part for question in drawn for part in question.parts)
    return [Link(part.id, part.field.label) for part in parts if part.field.path in unseen and not part.errors]


def _places(drawn: Sequence[Question]) -> Iterator[tuple[str, str, Sequence[str], Sequence[str]]]:
    """Everything at which a message can stand, from the top of the page to its end."""
    for question in drawn:
        yield question.id, question.question.label, question.errors, question.warnings
        for row in question.rows:
            yield row.id, row.label, row.errors, row.warnings
        for part in _with_companions(question.parts):
            yield part.id, part.field.label, part.errors, part.warnings


def _with_companions(parts: Sequence[Part]) -> Iterator[Part]:
    for part in parts:
        yield part
        yield from (choice.companion for choice in part.choices if choice.companion)
