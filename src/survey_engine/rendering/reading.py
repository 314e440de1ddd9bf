"""The reading version of a form: everything that a respondent may meet, in order, as parts that any format can write.

With a journey it is one response: only what was asked, with the answers. Texts are in the form's language; those that
are Markdown say so by their type. Nothing here knows of HTML or paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Literal

from survey_engine.diagnostics import spoken
from survey_engine.hints import hints
from survey_engine.journey import Journey
from survey_engine.model import Column, Condition, Field, Form, Option, Page, Question, Row
from survey_engine.rendering.answers import written

Mark = Literal["required", "prefilled", "computed"]


class Markdown(str):
    """A text of the form that is Markdown."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """An option, ticked or not; `note` says when it is available, `companion` is its text box.

    Where options next to each other share their condition, `shared_note` says it once of them all.
    """

    label: str
    ticked: bool | None = None
    note: str = ""
    remark: str = ""
    companion: Box | None = None
    shared_note: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """A list of options: `several` when more than one can be ticked."""

    options: tuple[Choice, ...]
    several: bool


@dataclass(frozen=True, slots=True)
class Box:
    """Where something is written. `answer` is what was, None in a form without answers; "" if nothing was."""

    answer: str | None = None
    unit: str = ""
    lines: bool = False
    mark: Mark | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """Something to confirm by a tick."""

    text: str
    ticked: bool | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A matrix, or a scale with rows: heads of the columns, and each row's label with its cells; `helps` are the help
    texts of columns and rows with their labels."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Body, ...]], ...]
    notes: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    helps: tuple[tuple[str, Markdown], ...] = ()


@dataclass(frozen=True, slots=True)
class Steps:
    """A scale without rows, from its first step to its last, with what these mean."""

    steps: tuple[str, ...]
    low: str = ""
    high: str = ""
    chosen: str | None = None


Body = Choices | Box | Statement | Table | Steps


@dataclass(frozen=True, slots=True)
class Part:
    """A question, or a field of a group: what it says, when it is shown, what there is to fill in."""

    label: str = ""
    number: int | None = None
    mark: Mark | None = None
    text: Markdown = Markdown()  # noqa: RUF009 -- a text cannot change
    help: Markdown = Markdown()  # noqa: RUF009 -- the same
    note: str = ""
    remarks: tuple[str, ...] = ()
    body: Body | None = None
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A page of the form."""

    title: str
    text: Markdown
    note: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The whole form, or one response to it."""

    title: str
    language: str
    version: str
    answered: bool
    sections: tuple[Section, ...] = field(repr=False)


def asks(part: Part) -> bool:
    """Whether there is anything to answer, rather than only to read."""
    return part.body is not None or bool(part.parts)


def needs_answer(part: Part) -> bool:
    """Whether something in it is marked as required."""
    return part.mark == "required" or any(map(needs_answer, part.parts))


_NOTES: Mapping[str, Mapping[str, str]] = {
    "sv": {
        "page": "Avsnittet visas om {words}.",
        "question": "Frågan visas om {words}.",
        "row": "Raden {label} visas om {words}.",
        "option": "Alternativet visas om {words}.",
        "options": "Alternativen visas om {words}.",
        "exclusive": "Kan inte väljas tillsammans med andra alternativ.",
    },
    "en": {
        "page": "The section is shown if {words}.",
        "question": "The question is shown if {words}.",
        "row": "The row {label} is shown if {words}.",
        "option": "The option is shown if {words}.",
        "options": "The options are shown if {words}.",
        "exclusive": "Cannot be chosen together with other options.",
    },
}


def reading(form: Form, journey: Journey | None = None) -> Reading:
    """The form as it is read, in its language; with a journey only what was asked, and the answers."""
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
        shown = journey.pages if journey is not None else ()
        self.shown_pages = {page.id for page in shown}
        self.shown_questions = {question.id for page in shown for question in page.questions}
        self.shown_fields = set(journey.visible) if journey is not None else set()

    def sections(self) -> Iterator[Section]:
        for page in self.form.pages:
            if self.journey is None or page.id in self.shown_pages:
                yield self._section(page)

    def _section(self, page: Page) -> Section:
        asked = (q for q in page.questions if self.journey is None or q.id in self.shown_questions)
        return Section(
            title=str(page.title),
            text=Markdown(page.text),
            note=self._note("page", page.visible_if),
            parts=tuple(map(self._question, asked)),
        )

    def _note(self, level: str, condition: Condition | None, label: str = "") -> str:
        """When something is shown, in words; a response needs no such note, for it was shown."""
        if condition is None or self.journey is not None:
            return ""
        return self.words[level].format(words=condition.in_words(self.form.language), label=label)

    def _question(self, question: Question) -> Part:
        fields = [part for part in question.fields if self.journey is None or part.path in self.shown_fields]
        part = Part(
            label=str(question.label),
            number=question.number,
            text=Markdown(question.text),
            help=Markdown(question.help),
            note=self._note("question", question.visible_if),
        )
        return self._filled(part, question, fields)

    def _filled(self, part: Part, question: Question, fields: Sequence[Field]) -> Part:
        """The question with what there is to fill in, by its layout."""
        own = [each for each in fields if each.chosen_with is None]
        if question.type == "info" or not own:
            return part
        if question.type == "matrix" or (question.type == "scale" and question.rows):
            return _changed(part, mark=_common_mark(own), body=self._table(question, own))
        if question.type == "group":
            return _changed(part, mark=_common_mark(own), parts=tuple(map(self._in_group, own)))
        return _changed(part, mark=_mark(own[0]), remarks=self._remarks(own[0]), body=self._body(own[0], question))

    def _in_group(self, part: Field) -> Part:
        return Part(
            label=str(part.label),
            mark=_mark(part),
            help=Markdown(part.help),
            note=self._note("question", part.visible_if),
            remarks=self._remarks(part),
            body=self._body(part),
        )

    def _remarks(self, part: Field) -> tuple[str, ...]:
        return hints(part, self.form.language) if self.journey is None else ()

    def _body(self, part: Field, question: Question | None = None) -> Body:
        if question is not None and question.type == "scale":
            return _steps(part, question, self._value(part.path))
        match part.type:
            case "choice" | "choices":
                return Choices(tuple(self._options(part)), several=part.type == "choices")
            case "confirm":
                ticked = None if self.journey is None else self._value(part.path) is True
                return Statement(str(part.statement or part.label), ticked)
            case _:
                return self._box(part)

    def _options(self, part: Field) -> Iterator[Choice]:
        chosen = self._value(part.path)
        ticked = set(chosen) if isinstance(chosen, tuple) else {chosen}
        sharing = _sharing(part)
        for option in part.options if self.journey is None else self.journey.available(part):
            companion = option.companion
            asked = companion is not None and (self.journey is None or companion.path in self.shown_fields)
            yield Choice(
                label=str(option.label),
                ticked=None if self.journey is None else option.id in ticked,
                note=self._note("option", option.visible_if),
                remark=self.words["exclusive"] if self._stands_alone(part, option) else "",
                companion=self._box(companion, remarks=self._remarks(companion)) if companion and asked else None,
                shared_note=self._note("options", option.visible_if) if option.id in sharing else "",
            )

    def _stands_alone(self, part: Field, option: Option) -> bool:
        return option.exclusive and part.type == "choices" and self.journey is None

    def _box(self, part: Field, remarks: tuple[str, ...] = ()) -> Box:
        answer = None if self.journey is None else written(part, self._value(part.path), self.form.language)
        return Box(
            answer=answer, unit=str(part.unit or ""), lines=part.multiline, mark=_supplied(part), remarks=remarks
        )

    def _value(self, path: str) -> Any:
        return None if self.journey is None else self.journey.values.get(path)

    def _table(self, question: Question, own: Sequence[Field]) -> Table:
        rows: list[tuple[str, tuple[Body, ...]]] = []
        asked: list[Row] = []
        for _, cells in groupby(own, key=lambda part: id(part.row)):
            of_row = list(cells)
            row = of_row[0].row
            assert row is not None  # a matrix and a scale with rows have one for each field
            asked.append(row)
            rows.append((str(row.label), tuple(self._cell(part, question) for part in of_row)))
        notes = tuple(filter(None, map(self._row_note, question.rows)))
        first = [part for part in own if part.row is own[0].row]
        remarks = dict.fromkeys(remark for part in first for remark in self._of_column(part))
        lines: list[Row | Column] = [*(part.column for part in first if part.column is not None), *asked]
        helps = tuple((str(line.label), Markdown(line.help)) for line in lines if line.help)
        return Table(_heads(question, first), tuple(rows), notes, tuple(remarks), helps)

    def _of_column(self, part: Field) -> Iterator[str]:
        label = f"{part.column.label}: " if part.column is not None else ""
        if remarks := self._remarks(part):
            yield label + " ".join(remarks)

    def _row_note(self, row: Row) -> str:
        return self._note("row", row.visible_if, str(row.label))

    def _cell(self, part: Field, question: Question) -> Body:
        return self._body(part, question) if question.type == "scale" else self._body(part)


def _changed(part: Part, **changes: Any) -> Part:
    kept = {name: getattr(part, name) for name in Part.__slots__}
    return Part(**(kept | changes))


def _mark(part: Field) -> Mark | None:
    return "required" if part.answerable and part.required is True else _supplied(part)


def _supplied(part: Field) -> Mark | None:
    """How a value comes about that the respondent does not give."""
    if part.computed is not None:
        return "computed"
    return "prefilled" if part.prefill else None


def _sharing(part: Field) -> set[str]:
    """The options that have their condition in common with one next to them."""
    runs = (list(run) for _, run in groupby(part.options, key=lambda each: each.visible_if and each.visible_if.source))
    return {option.id for run in runs if len(run) > 1 for option in run}


def _common_mark(fields: Sequence[Field]) -> Mark | None:
    """The mark of a layout: that of its fields, where it is the same for all."""
    marks = {_mark(part) for part in fields}
    return marks.pop() if len(marks) == 1 else None


def _steps(part: Field, question: Question, value: Any) -> Steps:
    assert isinstance(part.min, int)
    assert isinstance(part.max, int)
    steps = tuple(str(step) for step in range(part.min, part.max + 1))
    return Steps(steps, str(question.low), str(question.high), None if value is None else str(value))


def _heads(question: Question, first: Sequence[Field]) -> tuple[str, ...]:
    """The heads of a table's columns: the columns' labels, or the one of a scale's steps."""
    if question.type != "scale":
        return tuple(str(part.column.label) for part in first if part.column is not None)
    ends = [
        f"{step} = {meaning}"
        for step, meaning in zip(_ends(first[0]), (question.low, question.high), strict=True)
        if meaning
    ]
    return (", ".join(ends),)


def _ends(part: Field) -> tuple[str, str]:
    return str(part.min), str(part.max)
