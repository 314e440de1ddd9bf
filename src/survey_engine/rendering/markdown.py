"""The reading version, or a response, as Markdown (CommonMark, with the tables of GitHub's).

Every text that is not Markdown itself is escaped, so that it comes out as it is in any reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from survey_engine.figures import measured
from survey_engine.rendering.columns import indented, led, spaced
from survey_engine.rendering.prose_markdown import escaped, heading, paragraph, plain, prose
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

_INDENT = 2
_LINE = "…" * 20
_SHORT_LINE = "…" * 6


def write(reading: Reading) -> str:
    """The Markdown, with a line break at its end.

    Raises ModuleNotFoundError with what to install where the extra `[html]` is missing, which reads Markdown.
    """
    return "\n".join(_Markdown(reading).document()) + "\n"


class _Markdown:
    """Writes one reading."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.words = wording(reading.language)

    def document(self) -> list[str]:
        told = ""
        if self.reading.answered:
            told = self.words["kind_answered"]
        elif self.reading.has_required:
            told = self.words["legend"].format(star="\\*")
        sections = (self._section(section) for section in self.reading.sections)
        version = plain(self.words["version"].format(version=self.reading.version))
        return spaced([heading(1, escaped(self.reading.title)), [told] if told else [], *sections, version])

    def _section(self, section: Section) -> list[str]:
        title = heading(2, escaped(section.title))
        parts = [self._question(part) for part in section.parts]
        return spaced([title, _note(section.note), prose(section.text), *parts])

    def _question(self, part: Part) -> list[str]:
        number = f"{part.number}. " if part.number is not None else ""
        fields = _ended([line for field in part.parts for line in self._field(field)])
        marked = f"{escaped(part.label)}{self._mark(part.mark)}" if part.label.strip() else ""
        label = heading(3, (number + marked).strip())
        return spaced([label, *self._told(part), self._body(part.body), fields])

    def _field(self, part: Part) -> list[str]:
        """A field of a group, as an item of a list."""
        label = f"- {_strong(part.label)}{self._mark(part.mark)}"
        told = self._told(part)
        if isinstance(part.body, Statement) and part.body.text == part.label:
            return [f"- {self._statement(part.body)}", *_within(told)]
        if isinstance(part.body, Box) and "\n" not in (part.body.answer or ""):
            if part.body.answer is not None or part.body.mark is not None:
                label = f"- {_strong(led(part.label))}"
            return [f"{label} {self._written(part.body, _LINE)}", *_within(told)]
        return [label, *_within([*told, self._body(part.body)])]

    def _told(self, part: Part) -> list[list[str]]:
        """What is said of a question: when it is shown, what it is about, how to answer it."""
        remarks = plain(" ".join(part.remarks)) if part.remarks else []
        return [block for block in (_note(part.note), prose(part.text), prose(part.help), remarks) if block]

    def _mark(self, mark: Mark | None) -> str:
        """What stands after a label: a star, or how the values come about."""
        if mark is None:
            return ""
        return " \\*" if mark == "required" else f" {self._supplied(mark)}"

    def _supplied(self, mark: Mark) -> str:
        return f"[{self.words[mark]}]"

    def _nothing(self) -> str:
        """That there is no answer, told from an answer that says so."""
        return f"({self.words['nothing'].lower()})"

    def _body(self, body: Body | None) -> list[str]:
        match body:
            case None:
                return []
            case Box():
                return self._box(body)
            case Choices():
                return self._choices(body)
            case Statement():
                return [f"- {self._statement(body)}"]
            case Steps():
                return spaced([plain(body.ends) if body.ends else [], [self._step(body)]])
            case Table():
                return self._table(body)
            case _:
                assert_never(body)

    def _box(self, box: Box) -> list[str]:
        if box.answer is not None and "\n" in box.answer:
            return plain(box.answer)
        return paragraph(self._written(box, _LINE))

    def _written(self, box: Box, line: str) -> str:
        """What stands in a box, on one line: the answer, how it comes about, or a line to write on."""
        if box.answer is not None and not box.answer.strip():
            return self._nothing()
        supplied = self._supplied(box.mark) if box.mark is not None else line
        told = supplied if box.answer is None else escaped(box.answer)
        return measured(told, escaped(box.unit))

    def _statement(self, body: Statement) -> str:
        return f"[{'x' if body.ticked else ' '}] {escaped(body.text)}".rstrip()

    def _choices(self, choices: Choices) -> list[str]:
        """The options, those with one note under it; of a response only what was chosen."""
        if self.reading.answered:
            chosen = [line for option in choices.ticked for line in self._option(option, choices)]
            return _ended(chosen) or [self._nothing()]
        listed: list[str] = []
        for note, options in choices.runs:
            lines = [line for option in options for line in self._option(option, choices)]
            listed += [f"- {_emphasis(note)}", *indented(lines, _INDENT)] if note else lines
        return _ended(listed)

    def _option(self, option: Choice, choices: Choices) -> list[str]:
        label = f"- {_tick(choices, option)}{escaped(option.label)}"
        remark = f" ({escaped(option.remark)})" if option.remark else ""
        companion = option.companion
        if companion is None or not isinstance(companion.body, Box):
            return [label + remark]
        box, told = companion.body, self._told(companion)
        if companion.label or "\n" in (box.answer or ""):
            lead = [_strong(companion.label)] if companion.label else []
            return [label + remark, *_within([lead, *told, self._box(box)])]
        return [f"{label}{remark} {self._written(box, _LINE)}", *_within(told)]

    def _step(self, steps: Steps) -> str:
        if self.reading.answered:
            return escaped(steps.chosen or self._nothing())
        return " ".join(f"( ) {step}" for step in steps.steps)

    def _table(self, body: Table) -> list[str]:
        notes = [f"- {_emphasis(note)}" for note in body.notes]
        helps = [line for label, told in body.helps for line in (f"- {_strong(label)}", *_within([prose(told)]))]
        remarks = [f"- {escaped(remark)}" for remark in body.remarks]
        scale = body.scale
        ends = plain(scale.ends) if scale is not None and scale.ends else []
        if scale is not None and not self.reading.answered:
            heads: Sequence[str] = scale.steps
            rows = [[self._line(line), *("( )" for _ in heads)] for line, _ in body.rows]
        else:
            heads = [self._line(line) for line in body.heads] or [""]
            rows = [[self._line(line), *map(self._cell, cells)] for line, cells in body.rows]
        return spaced([notes, helps, remarks, ends, list(_grid(heads, rows))])

    def _line(self, line: Line) -> str:
        return escaped(line.label) + self._mark(line.mark)

    def _cell(self, body: Body) -> str:
        match body:
            case Box():
                return self._written(body, _SHORT_LINE)
            case Choices():
                if self.reading.answered:
                    return ", ".join(escaped(each.label) for each in body.ticked) or self._nothing()
                return " ".join(f"{_tick(body, each)}{escaped(each.label)}" for each in body.options)
            case Statement():
                return self._statement(body)
            case Steps():
                return self._step(body)
            case _:
                raise AssertionError("a cell holds no table")


def _strong(text: str) -> str:
    return f"**{escaped(text)}**" if text.strip() else ""


def _emphasis(text: str) -> str:
    return f"*{escaped(text)}*" if text.strip() else ""


def _note(note: str) -> list[str]:
    return [_emphasis(note)] if note.strip() else []


def _within(blocks: Iterable[Sequence[str]]) -> list[str]:
    """Blocks inside an item of a list, the first after an empty line."""
    inner = spaced(blocks)
    return ["", *indented(inner, _INDENT), ""] if inner else []


def _ended(lines: list[str]) -> list[str]:
    """A list without the empty lines at its end."""
    while lines and not lines[-1]:
        lines = lines[:-1]
    return lines


def _tick(choices: Choices, option: Choice) -> str:
    if choices.mark is not None:
        return ""
    mark = "x" if option.ticked else " "
    return f"[{mark}] " if choices.several else f"({mark}) "


def _grid(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A table; its first column is for labels. Heads and cells are escaped already."""
    yield f"| | {' | '.join(heads)} |"
    yield f"|---|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
