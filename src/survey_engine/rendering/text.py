"""The reading version, or a response, as plain text: 76 columns, good enough to mail."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from survey_engine.rendering.columns import indented, led, spaced, table, underlined, wrapped
from survey_engine.rendering.prose_text import lines
from survey_engine.rendering.reading import (
    Body,
    Box,
    Choice,
    Choices,
    Line,
    Mark,
    Part,
    Reading,
    Section,
    Statement,
    Steps,
    Table,
)
from survey_engine.rendering.wording import wording

WIDTH = 76
_INDENT = 4
_LINE = "_" * 48
_FIGURE_LINE = "_" * 16
_CELL_LINE = "_" * 8
_LINES = 3
_SPACE = "\N{NO-BREAK SPACE}"


def write(reading: Reading) -> str:
    """The text, with a line break at its end. Nothing in it acts on a terminal or on the text around it.

    Raises ModuleNotFoundError with what to install where the extra `[html]` is missing, which reads Markdown.
    """
    return "\n".join(_Text(reading).document()) + "\n"


class _Text:
    """Writes one reading."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.words = wording(reading.language)

    def document(self) -> list[str]:
        title = underlined(wrapped(self.reading.title, WIDTH), "=")
        told = [title]
        if self.reading.answered:
            told.append([self.words["kind_answered"]])
        elif self.reading.has_required:
            told.append(wrapped(self.words["legend"].format(star="*"), WIDTH))
        written = spaced(told)
        for section in self.reading.sections:
            shown = self._section(section)
            if shown:
                written += ["", "", *shown]
        return [*written, "", "", *wrapped(self.words["version"].format(version=self.reading.version), WIDTH)]

    def _section(self, section: Section) -> list[str]:
        title = underlined(wrapped(section.title, WIDTH), "-") if section.title.strip() else []
        parts = [self._question(part, WIDTH) for part in section.parts]
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
        """What is said of a question: when it is shown, what it is about, how to answer it."""
        blocks = (
            _wrapped(part.note, room),
            lines(part.text, room),
            lines(part.help, room),
            _wrapped(" ".join(part.remarks), room),
        )
        return [block for block in blocks if block]

    def _label(self, part: Part, room: int) -> list[str]:
        number = f"{part.number}. " if part.number is not None else ""
        label = self._marked(part.label, part.mark)
        return wrapped(label, room, number) if number or label.strip() else []

    def _marked(self, label: str, mark: Mark | None) -> str:
        """A label with its mark: a star, or how the values come about."""
        return f"{label} {'*' if mark == 'required' else self._supplied(mark)}" if mark is not None else label

    def _supplied(self, mark: Mark) -> str:
        return f"[{self.words[mark]}]"

    def _is_brief(self, part: Part) -> bool:
        """Whether a field takes one line: its label, and a short answer or how it comes about."""
        if not isinstance(part.body, Box) or self._told(part, WIDTH):
            return False
        if self.reading.answered:
            return "\n" not in (part.body.answer or "")
        return part.body.mark is not None

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
        if box.answer is None and box.mark is None:
            line = _FIGURE_LINE if box.unit else _LINE[:room]
            above = [line] * (_LINES - 1 if box.lines else 0)
            return above + _wrapped(f"{line}{_SPACE}{box.unit}".rstrip(), room)
        return wrapped(self._written(box, _LINE), room)

    def _written(self, box: Box, line: str) -> str:
        """What stands in a box: the answer, how it comes about, or a line to write on."""
        if box.answer is not None:
            return f"{box.answer}{_SPACE}{box.unit}".rstrip() if box.answer.strip() else self._nothing()
        told = self._supplied(box.mark) if box.mark is not None else line
        return f"{told}{_SPACE}{box.unit}".rstrip()

    def _nothing(self) -> str:
        """That there is no answer, told from an answer that says so."""
        return f"({self.words['nothing'].lower()})"

    def _choices(self, choices: Choices, room: int) -> list[str]:
        """The options, those with one note under it; of a response only what was chosen."""
        if self.reading.answered:
            chosen = [line for option in choices.ticked for line in self._option(option, choices, room)]
            return chosen or [self._nothing()]
        blocks: list[list[str]] = []
        for note, options in choices.runs:
            by = _INDENT if note else 0
            listed = [line for option in options for line in self._option(option, choices, room - by)]
            blocks.append(_wrapped(note, room) + indented(listed, by))
        return spaced(blocks)

    def _option(self, option: Choice, choices: Choices, room: int) -> list[str]:
        companion = self._companion(option.companion, room - _INDENT) if option.companion is not None else []
        remark = _wrapped(option.remark and f"({option.remark})", room - _INDENT)
        return wrapped(option.label, room, _tick(choices, option)) + indented([*remark, *companion], _INDENT)

    def _companion(self, part: Part, room: int) -> list[str]:
        """The text that goes with an option: what is told of it, and where it is written."""
        told = self._told(part, room)
        return [*self._label(part, room), *(line for block in told for line in block), *self._body(part.body, room)]

    def _steps(self, steps: Steps, room: int) -> list[str]:
        return spaced([_wrapped(steps.ends, room), wrapped(self._chosen_step(steps), room)])

    def _chosen_step(self, steps: Steps) -> str:
        if self.reading.answered:
            return steps.chosen or self._nothing()
        return f"{_SPACE} ".join(f"( ) {step}" for step in steps.steps)

    def _table(self, body: Table, room: int) -> list[str]:
        notes = [line for note in body.notes for line in _wrapped(note, room, "- ")]
        helps = [
            [*_wrapped(label, room), *indented(lines(told, room - _INDENT), _INDENT)] for label, told in body.helps
        ]
        remarks = [line for remark in body.remarks for line in _wrapped(remark, room)]
        ends = _wrapped(body.scale.ends, room) if body.scale is not None else []
        drawn = table(["", *self._heads(body)], self._rows(body), room) or self._row_by_row(body, room)
        return spaced([notes, *helps, remarks, ends, drawn])

    def _heads(self, body: Table) -> Sequence[str]:
        """The heads of the columns; the steps of a scale have one each until it is answered."""
        if body.scale is not None:
            return ("",) if self.reading.answered else body.scale.steps
        return [self._lined(line) for line in body.heads]

    def _lined(self, line: Line) -> str:
        return self._marked(line.label, line.mark)

    def _rows(self, body: Table) -> list[list[str]]:
        if body.scale is not None and not self.reading.answered:
            return [[self._lined(line), *("( )" for _ in body.scale.steps)] for line, _ in body.rows]
        return [[self._lined(line), *map(self._cell, cells)] for line, cells in body.rows]

    def _cell(self, body: Body) -> str:
        match body:
            case Box():
                return self._written(body, _CELL_LINE)
            case Choices() if self.reading.answered:
                return "\n".join(option.label for option in body.ticked) or self._nothing()
            case Choices():
                return "\n".join(_tick(body, option) + option.label for option in body.options)
            case Statement():
                return f"[{'x' if body.ticked else ' '}] {body.text}".rstrip()
            case Steps():
                return self._chosen_step(body)
            case _:
                raise AssertionError("a cell holds no table")

    def _row_by_row(self, body: Table, room: int) -> list[str]:
        """A table that is too wide, as a list."""
        return spaced(
            [
                *wrapped(self._lined(line), room),
                *(line for head, cell in self._items(body, cells) for line in self._item(head, cell, room)),
            ]
            for line, cells in body.rows
        )

    def _items(self, body: Table, cells: Sequence[Body]) -> Sequence[tuple[str, Body]]:
        """The cells of a row, each with the head of its column."""
        heads = [self._lined(head) for head in body.heads] or [""] * len(cells)
        return list(zip(heads, cells, strict=True))

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
    if choices.mark is not None:
        return "- "
    mark = "x" if option.ticked else " "
    return f"[{mark}] " if choices.several else f"({mark}) "


def _wrapped(text: str, room: int, first: str = "") -> list[str]:
    return wrapped(text, room, first) if text.strip() else []
