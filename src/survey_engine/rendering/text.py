"""The reading version, or a response, as plain text: 76 columns, good enough to mail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import assert_never

from survey_engine.diagnostics import spoken
from survey_engine.rendering.columns import indented, led, spaced, table, underlined, wrapped
from survey_engine.rendering.prose_text import lines
from survey_engine.rendering.reading import (
    Body,
    Box,
    Choice,
    Choices,
    Part,
    Reading,
    Section,
    Statement,
    Steps,
    Table,
    asks,
    needs_answer,
)

WIDTH = 76
_INDENT = 4
_LINE = "_" * 48
_FIGURE_LINE = "_" * 16
_CELL_LINE = "_" * 8
_LINES = 3
_SPACE = "\N{NO-BREAK SPACE}"

_WORDS: Mapping[str, Mapping[str, str]] = {
    "sv": {
        "legend": "Frågor märkta med * måste besvaras.",
        "answers": "Era svar",
        "prefilled": "[Förifylls]",
        "computed": "[Automatisk beräkning]",
        "none": "(inget svar)",
    },
    "en": {
        "legend": "Questions marked with * must be answered.",
        "answers": "Your answers",
        "prefilled": "[Filled in beforehand]",
        "computed": "[Calculated automatically]",
        "none": "(no answer)",
    },
}


def write(reading: Reading) -> str:
    """The text, with a line break at its end. Nothing in it acts on a terminal or on the text around it.

    Raises ModuleNotFoundError with what to install where the extra `[html]` is missing, which reads Markdown.
    """
    return "\n".join(_Text(reading).document()) + "\n"


class _Text:
    """Writes one reading."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.words = _WORDS[spoken(reading.language)]

    def document(self) -> list[str]:
        title = underlined(wrapped(self.reading.title, WIDTH), "=")
        told = [title]
        if self.reading.answered:
            told.append([self.words["answers"]])
        elif any(needs_answer(part) for section in self.reading.sections for part in section.parts):
            told.append(wrapped(self.words["legend"], WIDTH))
        written = spaced(told)
        for section in self.reading.sections:
            shown = self._section(section)
            if shown:
                written += ["", "", *shown]
        return written

    def _section(self, section: Section) -> list[str]:
        title = underlined(wrapped(section.title, WIDTH), "-") if section.title.strip() else []
        parts = [self._question(part, WIDTH) for part in section.parts if asks(part) or not self.reading.answered]
        if self.reading.answered:
            return spaced([title, *parts]) if parts else []
        return spaced([title, _wrapped(section.note, WIDTH), lines(section.text, WIDTH), *parts])

    def _question(self, part: Part, room: int) -> list[str]:
        """A question: its label, and what belongs to it further in, each piece after an empty line."""
        if isinstance(part.body, Box) and self._is_brief(part):
            brief = self._on_one_line(part, part.body, room)
            if not self.reading.answered or (len(brief) == 1 and "?" not in part.label):
                return brief
        label = self._label(part, room)
        by = _INDENT if label else 0
        fields = [self._field(field, room - by) for field in part.parts]
        close = all(self._is_brief(field) for field in part.parts)
        inner = spaced(
            [
                *self._told(part, room - by),
                self._body(part.body, room - by),
                *([[line for field in fields for line in field]] if close else fields),
            ]
        )
        return spaced([label, indented(inner, by)])

    def _field(self, part: Part, room: int) -> list[str]:
        """A field of a group, without empty lines inside."""
        told = self._told(part, room - _INDENT)
        if isinstance(part.body, Box) and self._is_brief(part):
            return self._on_one_line(part, part.body, room)
        body = self._body(part.body, room - _INDENT)
        if isinstance(part.body, Statement) and part.body.text == part.label:
            return self._body(part.body, room) + indented([line for block in told for line in block], _INDENT)
        return self._label(part, room) + indented([line for block in (*told, body) for line in block], _INDENT)

    def _told(self, part: Part, room: int) -> list[list[str]]:
        """What is said of a question: when it is shown, what it is about, how to answer it; nothing in a response.

        There it could not be told from an answer.
        """
        if self.reading.answered:
            return []
        blocks = (
            _wrapped(part.note, room),
            lines(part.text, room),
            lines(part.help, room),
            _wrapped(" ".join(part.remarks), room),
        )
        return [block for block in blocks if block]

    def _label(self, part: Part, room: int) -> list[str]:
        number = f"{part.number}. " if part.number is not None else ""
        star = " *" if part.mark == "required" and not self.reading.answered else ""
        return wrapped(part.label + star, room, number) if number or part.label.strip() else []

    def _is_brief(self, part: Part) -> bool:
        """Whether a field takes one line: its label, and a short answer or how it comes about."""
        if not isinstance(part.body, Box) or self._told(part, WIDTH):
            return False
        if self.reading.answered:
            return "\n" not in (part.body.answer or "")
        return part.mark in ("prefilled", "computed")

    def _on_one_line(self, part: Part, box: Box, room: int) -> list[str]:
        number = f"{part.number}. " if part.number is not None else ""
        return wrapped(f"{led(part.label)} {self._written(box, '')}", room, number, " " * _INDENT)

    def _body(self, body: Body | None, room: int) -> list[str]:
        match body:
            case None:
                return []
            case Box():
                return self._box(body, room)
            case Choices():
                return self._choices(body, room)
            case Statement():
                return wrapped(body.text, room, f"[{'x' if body.ticked else ' '}] ")
            case Steps():
                return self._steps(body, room)
            case Table():
                return self._table(body, room)
            case _:
                assert_never(body)

    def _box(self, box: Box, room: int) -> list[str]:
        remarks = _wrapped(" ".join(box.remarks), room)
        if box.answer is None and box.mark is None:
            line = _FIGURE_LINE if box.unit else _LINE[:room]
            return (
                remarks
                + [line] * (_LINES - 1 if box.lines else 0)
                + _wrapped(f"{line}{_SPACE}{box.unit}".rstrip(), room)
            )
        return remarks + wrapped(self._written(box, _LINE), room)

    def _written(self, box: Box, line: str) -> str:
        """What stands in a box: the answer, how it comes about, or a line to write on."""
        if box.answer is not None:
            return f"{box.answer}{_SPACE}{box.unit}".rstrip() if box.answer.strip() else self.words["none"]
        told = self.words[box.mark] if box.mark in ("prefilled", "computed") else line
        return f"{told}{_SPACE}{box.unit}".rstrip()

    def _choices(self, choices: Choices, room: int) -> list[str]:
        """The options, those with one note under it; of a response only what was chosen."""
        if self.reading.answered:
            chosen = [
                line for option in choices.options if option.ticked for line in self._option(option, choices, room)
            ]
            return chosen or [self.words["none"]]
        blocks: list[list[str]] = []
        for note, options in groupby(choices.options, key=lambda option: option.shared_note or option.note):
            by = _INDENT if note else 0
            listed = [line for option in options for line in self._option(option, choices, room - by)]
            blocks.append(_wrapped(note, room) + indented(listed, by))
        return spaced(blocks)

    def _option(self, option: Choice, choices: Choices, room: int) -> list[str]:
        companion = self._body(option.companion, room - _INDENT)
        remark = _wrapped(option.remark and f"({option.remark})", room - _INDENT)
        return wrapped(option.label, room, _tick(choices, option)) + indented([*remark, *companion], _INDENT)

    def _steps(self, steps: Steps, room: int) -> list[str]:
        ends = [f"{step} = {end}" for step, end in zip(_ends(steps), (steps.low, steps.high), strict=True) if end]
        return spaced([_wrapped(", ".join(ends), room), wrapped(self._chosen_step(steps), room)])

    def _chosen_step(self, steps: Steps) -> str:
        if self.reading.answered:
            return steps.chosen or self.words["none"]
        return f"{_SPACE} ".join(f"( ) {step}" for step in steps.steps)

    def _table(self, body: Table, room: int) -> list[str]:
        notes = [line for note in body.notes for line in _wrapped(note, room, "- ")]
        helps = [
            [*_wrapped(label, room), *indented(lines(told, room - _INDENT), _INDENT)]
            for label, told in (() if self.reading.answered else body.helps)
        ]
        remarks = [line for remark in body.remarks for line in _wrapped(remark, room)]
        heads, rows, over = self._cells(body)
        drawn = table(["", *heads], rows, room) or self._row_by_row(body, room)
        return spaced([notes, *helps, remarks, _wrapped(over, room), drawn])

    def _cells(self, body: Table) -> tuple[Sequence[str], list[list[str]], str]:
        """The heads and rows of a table as texts, and what stands over it; each step of a scale in its own column."""
        steps = {cell.steps for _, cells in body.rows for cell in cells if isinstance(cell, Steps)}
        if len(steps) == 1:
            over = ", ".join(filter(None, body.heads))
            if self.reading.answered:
                return ("",), [[label, *map(self._cell, cells)] for label, cells in body.rows], over
            (heads,) = steps
            return heads, [[label, *("( )" for _ in heads)] for label, _ in body.rows], over
        return body.heads, [[label, *map(self._cell, cells)] for label, cells in body.rows], ""

    def _cell(self, body: Body) -> str:
        match body:
            case Box():
                return self._written(body, _CELL_LINE)
            case Choices() if self.reading.answered:
                return "\n".join(option.label for option in body.options if option.ticked) or self.words["none"]
            case Choices():
                return "\n".join(_tick(body, option) + option.label for option in body.options)
            case Statement():
                return f"[{'x' if body.ticked else ' '}] {body.text}"
            case Steps():
                return self._chosen_step(body)
            case _:
                raise AssertionError("a cell holds no table")

    def _row_by_row(self, body: Table, room: int) -> list[str]:
        """A table that is too wide, as a list."""
        return spaced(
            [
                *wrapped(label, room),
                *(line for each in zip(body.heads, cells, strict=True) for line in self._item(*each, room)),
            ]
            for label, cells in body.rows
        )

    def _item(self, head: str, cell: Body, room: int) -> list[str]:
        """A cell of a table that is written as a list, after the head of its column."""
        told = self._cell(cell)
        if isinstance(cell, Steps):
            return wrapped(told, room, " " * _INDENT)
        if "\n" not in told:
            return wrapped(f"{led(head)} {told}", room, " " * _INDENT, " " * 2 * _INDENT)
        first = wrapped(led(head), room, " " * _INDENT)
        return first + [line for each in told.split("\n") for line in wrapped(each, room, " " * 2 * _INDENT)]


def _tick(choices: Choices, option: Choice) -> str:
    mark = "x" if option.ticked else " "
    return f"[{mark}] " if choices.several else f"({mark}) "


def _ends(steps: Steps) -> tuple[str, str]:
    return steps.steps[0], steps.steps[-1]


def _wrapped(text: str, room: int, first: str = "") -> list[str]:
    return wrapped(text, room, first) if text.strip() else []
