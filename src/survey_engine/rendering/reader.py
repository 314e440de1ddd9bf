"""Reads a form, or one response to it, into the parts that every format writes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from survey_engine.diagnostics import spoken
from survey_engine.hints import hints
from survey_engine.journey import Journey
from survey_engine.model import Field, Form, Option, Page, Question, Row
from survey_engine.rendering.answers import written
from survey_engine.rendering.reading import (
    Body,
    Box,
    Choice,
    Choices,
    Line,
    Mark,
    Markdown,
    Part,
    Reading,
    Section,
    Statement,
    Steps,
    Table,
)
from survey_engine.rendering.table_marks import mark, marks_of, remarks_of, supplied
from survey_engine.rendering.wording import wording

_NOTES: Mapping[str, Mapping[str, str]] = {
    "sv": {
        "page": "Avsnittet visas om {words}.",
        "question": "Frågan visas om {words}.",
        "field": "Fältet visas om {words}.",
        "text": "Texten visas om {words}.",
        "row": "Raden {label} visas om {words}.",
        "option": "Alternativet visas om {words}.",
        "options": "Alternativen visas om {words}.",
        "exclusive": "Kan inte väljas tillsammans med andra alternativ.",
    },
    "en": {
        "page": "The section is shown if {words}.",
        "question": "The question is shown if {words}.",
        "field": "The field is shown if {words}.",
        "text": "The text is shown if {words}.",
        "row": "The row {label} is shown if {words}.",
        "option": "The option is shown if {words}.",
        "options": "The options are shown if {words}.",
        "exclusive": "Cannot be chosen together with other options.",
    },
}


def reading(form: Form, journey: Journey | None = None) -> Reading:
    """The form as it is read, in its language; with a journey only what was asked, and the answers.

    What tells of a question (texts, help, limits, marks, when it is shown) is for who is to answer it: of a response
    it is left out, and so is a page that asked nothing.
    """
    reader = _Reader(form, journey)
    return Reading(
        title=str(form.title),
        language=form.language,
        version=form.version,
        answered=journey is not None,
        sections=tuple(reader.sections()),
    )


class _Reader:
    """Goes through a form and puts down what a reader meets."""

    def __init__(self, form: Form, journey: Journey | None) -> None:
        self.form = form
        self.journey = journey
        self.words = _NOTES[spoken(form.language)]
        self.callings = form.callings(form.language)
        self.shown_fields = None if journey is None else frozenset(journey.visible)

    def sections(self) -> Iterator[Section]:
        for page in self.form.pages:
            parts = tuple(filter(None, map(self._question, page.questions)))
            if parts or self.journey is None:
                yield Section(
                    title=str(page.title),
                    text=self._told(page.text),
                    note=self._note("page", page),
                    parts=parts,
                )

    def _told(self, text: str) -> Markdown:
        """A text that tells how to answer."""
        return Markdown(text if self.journey is None else "")

    def _note(self, level: str, thing: Page | Question | Row | Field | Option) -> str:
        """When something is shown: in its author's words or, without them, in those made from its condition."""
        if thing.visible_if is None or self.journey is not None:
            return ""
        if thing.shown_when_text:
            return str(thing.shown_when_text)
        label = self.callings.text(str(thing.label)) if isinstance(thing, Row) else ""
        return self.words[level].format(words=thing.visible_if.in_words(self.form.language), label=label)

    def _question(self, question: Question) -> Part | None:
        """The question, or nothing where a response has no answer to it because it asks for none."""
        own = [part for part in question.fields if part.chosen_with is None and self._is_asked(part)]
        if not own and self.journey is not None:
            return None
        part = Part(
            label=str(question.label),
            number=question.number,
            text=self._told(question.text),
            help=self._told(question.help),
            note=self._note("text" if question.type == "info" else "question", question),
        )
        return self._filled(part, question, own) if own else part

    def _is_asked(self, part: Field) -> bool:
        return self.shown_fields is None or part.path in self.shown_fields

    def _filled(self, part: Part, question: Question, own: Sequence[Field]) -> Part:
        """The question with what there is to fill in, by its layout."""
        if question.type == "matrix" or (question.type == "scale" and question.rows):
            return self._tabled(part, question, own)
        if question.type == "group":
            return replace(part, parts=tuple(map(self._in_group, own)))
        (only,) = own
        return replace(part, mark=self._mark(only), remarks=self._remarks(only), body=self._body(only))

    def _in_group(self, part: Field) -> Part:
        return Part(
            label=str(part.label),
            mark=self._mark(part),
            help=self._told(part.help),
            note=self._note("field", part),
            remarks=self._remarks(part),
            body=self._body(part),
        )

    def _mark(self, part: Field) -> Mark | None:
        return mark(part) if self.journey is None else None

    def _remarks(self, part: Field) -> tuple[str, ...]:
        return hints(part, self.form.language) if self.journey is None else ()

    def _body(self, part: Field) -> Body:
        value = self._value(part.path)
        if part.question.type == "scale":
            return _steps(part, value)
        match part.type:
            case "choice" | "choices":
                return Choices(
                    tuple(self._options(part, value)), several=part.type == "choices", mark=self._supplied(part)
                )
            case "confirm":
                return Statement(str(part.statement or part.label), None if self.journey is None else value is True)
            case _:
                return self._box(part)

    def _options(self, part: Field, value: Any) -> Iterator[Choice]:
        chosen = set(value) if isinstance(value, tuple) else {value}
        sharing = _sharing(part)
        for option in part.options if self.journey is None else self.journey.available(part):
            yield Choice(
                label=str(option.label),
                ticked=None if self.journey is None else option.id in chosen,
                note=self._note("option", option),
                remark=self.words["exclusive"] if self._stands_alone(part, option) else "",
                companion=self._companion(option),
                shared_note=self._note("options", option) if option.id in sharing else "",
            )

    def _stands_alone(self, part: Field, option: Option) -> bool:
        return option.exclusive and part.type == "choices" and self.journey is None

    def _companion(self, option: Option) -> Part | None:
        """The text that goes with an option, where there is one; labelled where it is not by its option."""
        part = option.companion
        if part is None or not self._is_asked(part):
            return None
        return Part(
            label=str(part.label) if part.label != option.label else "",
            help=self._told(part.help),
            remarks=self._remarks(part),
            body=self._box(part),
        )

    def _box(self, part: Field) -> Box:
        if self.journey is None:
            return Box(unit=str(part.unit or ""), lines=part.multiline, mark=supplied(part))
        value = self._value(part.path)
        if value is not None and value == part.cannot_say:
            return Box(answer=wording(self.form.language)["cannot_say"])
        return Box(answer=written(part, value, self.form.language), unit=str(part.unit or ""), lines=part.multiline)

    def _supplied(self, part: Field) -> Mark | None:
        return supplied(part) if self.journey is None else None

    def _value(self, path: str) -> Any:
        return None if self.journey is None else self.journey.values.get(path)

    def _tabled(self, part: Part, question: Question, own: Sequence[Field]) -> Part:
        """The question with its table. Of a response it has neither marks nor remarks."""
        grid = [list(cells) for _, cells in groupby(own, key=lambda part: id(part.row))]
        columns, rows = [each.column for each in grid[0]], [cells[0].row for cells in grid]
        heads = [str(column.label) for column in columns if column is not None]
        labels = [str(row.label) for row in rows if row is not None]
        bodies = [tuple(map(self._cell, cells)) for cells in grid]
        if self.journey is not None:
            lined = zip(map(Line, labels), bodies, strict=True)
            return replace(part, body=Table(tuple(map(Line, heads)), tuple(lined)))
        marks = marks_of(grid, self.callings, self.form.language)
        lined = zip(_lines(labels, marks.rows), bodies, strict=True)
        helped = [each for each in (*columns, *rows) if each is not None and each.help]
        body = Table(
            heads=_lines(heads, marks.columns),
            rows=tuple(lined),
            notes=(*filter(None, (self._note("row", row) for row in question.rows)), *self._options_in(grid[0])),
            remarks=(*marks.sentences, *remarks_of(grid, self.form.language)),
            helps=tuple((str(each.label), Markdown(each.help)) for each in helped),
        )
        return replace(part, mark=marks.whole, body=body)

    def _cell(self, part: Field) -> Body:
        """What stands in a cell: as outside a table, but for what its column says already."""
        body = self._body(part)
        if isinstance(body, Choices):
            return replace(body, options=tuple(replace(each, note="", shared_note="") for each in body.options))
        return replace(body, text=str(part.statement)) if isinstance(body, Statement) else body

    def _options_in(self, columns: Sequence[Field]) -> Iterator[str]:
        """When the options of each column are available, said once of all its cells."""
        for part in columns:
            runs = Choices(tuple(self._options(part, None)), several=False).runs
            for note, options in runs:
                if note:
                    named = ", ".join(self.callings.quoted(option.label) for option in options)
                    yield f"{self.callings.text(_column_label(part))}, {named}: {note}"


def _column_label(part: Field) -> str:
    return str(part.column.label if part.column is not None else part.label)


def _sharing(part: Field) -> set[str]:
    """The options that have their condition, and what is said of it, in common with one next to them."""

    def said(option: Option) -> tuple[str, str] | None:
        return (option.visible_if.source, str(option.shown_when_text)) if option.visible_if is not None else None

    runs = (list(run) for _, run in groupby(part.options, key=said))
    return {option.id for run in runs if len(run) > 1 for option in run}


def _steps(part: Field, value: Any) -> Steps:
    assert isinstance(part.min, int)
    assert isinstance(part.max, int)
    steps = tuple(str(step) for step in range(part.min, part.max + 1))
    return Steps(steps, str(part.question.low), str(part.question.high), None if value is None else str(value))


def _lines(labels: Sequence[str], marks: Sequence[Mark | None]) -> tuple[Line, ...]:
    return tuple(Line(label, each) for label, each in zip(labels, marks or [None] * len(labels), strict=True))
