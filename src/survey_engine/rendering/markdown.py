"""The reading version, or a response, as Markdown (CommonMark, with the tables of GitHub's).

Every text that is not Markdown itself is escaped, so that it comes out as it is in any reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import assert_never

from survey_engine.diagnostics import spoken
from survey_engine.rendering.columns import indented, led, spaced
from survey_engine.rendering.prose_markdown import escaped, heading, paragraph, plain, prose
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

_INDENT = 2
_LINE = "…" * 20
_SHORT_LINE = "…" * 6

_WORDS: Mapping[str, Mapping[str, str]] = {
    "sv": {
        "legend": "Frågor märkta med \\* måste besvaras.",
        "answers": "Era svar",
        "prefilled": "[Förifylls]",
        "computed": "[Automatisk beräkning]",
        "none": "(inget svar)",
    },
    "en": {
        "legend": "Questions marked with \\* must be answered.",
        "answers": "Your answers",
        "prefilled": "[Filled in beforehand]",
        "computed": "[Calculated automatically]",
        "none": "(no answer)",
    },
}


def write(reading: Reading) -> str:
    """The Markdown, with a line break at its end.

    Raises ModuleNotFoundError with what to install where the extra `[html]` is missing, which reads Markdown.
    """
    return "\n".join(_Markdown(reading).document()) + "\n"


class _Markdown:
    """Writes one reading."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.words = _WORDS[spoken(reading.language)]

    def document(self) -> list[str]:
        told = ""
        if self.reading.answered:
            told = self.words["answers"]
        elif any(needs_answer(part) for section in self.reading.sections for part in section.parts):
            told = self.words["legend"]
        sections = (self._section(section) for section in self.reading.sections)
        return spaced([heading(1, escaped(self.reading.title)), [told] if told else [], *sections])

    def _section(self, section: Section) -> list[str]:
        title = heading(2, escaped(section.title))
        parts = [self._question(part) for part in section.parts if asks(part) or not self.reading.answered]
        if self.reading.answered:
            return spaced([title, *parts]) if parts else []
        return spaced([title, _note(section.note), prose(section.text), *parts])

    def _question(self, part: Part) -> list[str]:
        number = f"{part.number}. " if part.number is not None else ""
        fields = _ended([line for field in part.parts for line in self._field(field)])
        label = heading(3, f"{number}{escaped(part.label)}{self._star(part)}".strip())
        return spaced([label, *self._told(part), self._body(part.body), fields])

    def _field(self, part: Part) -> list[str]:
        """A field of a group, as an item of a list."""
        label = f"- {_strong(part.label)}{self._star(part)}"
        told = self._told(part)
        if isinstance(part.body, Statement) and part.body.text == part.label:
            return [f"- {self._statement(part.body)}", *_within(told)]
        if isinstance(part.body, Box) and "\n" not in (part.body.answer or ""):
            if part.body.answer is not None or part.body.mark in ("prefilled", "computed"):
                label = f"- {_strong(led(part.label))}"
            return [f"{label} {self._written(part.body, _LINE)}", *_within(told)]
        return [label, *_within([*told, self._body(part.body)])]

    def _told(self, part: Part) -> list[list[str]]:
        """What is said of a question; nothing in a response, where it could not be told from an answer."""
        if self.reading.answered:
            return []
        remarks = plain(" ".join(part.remarks)) if part.remarks else []
        return [block for block in (_note(part.note), prose(part.text), prose(part.help), remarks) if block]

    def _star(self, part: Part) -> str:
        starred = part.mark == "required" and part.label.strip() and not self.reading.answered
        return " \\*" if starred else ""

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
                return spaced([plain(_ends(body)) if _ends(body) else [], [self._step(body)]])
            case Table():
                return self._table(body)
            case _:
                assert_never(body)

    def _box(self, box: Box) -> list[str]:
        remarks = plain(" ".join(box.remarks)) if box.remarks else []
        if box.answer is not None and "\n" in box.answer:
            return spaced([remarks, plain(box.answer)])
        return spaced([remarks, paragraph(self._written(box, _LINE))])

    def _written(self, box: Box, line: str) -> str:
        """What stands in a box, on one line: the answer, how it comes about, or a line to write on."""
        if box.answer is not None and not box.answer.strip():
            return self.words["none"]
        supplied = self.words[box.mark] if box.mark in ("prefilled", "computed") else line
        told = supplied if box.answer is None else escaped(box.answer)
        return f"{told} {escaped(box.unit)}".rstrip()

    def _statement(self, body: Statement) -> str:
        return f"[{'x' if body.ticked else ' '}] {escaped(body.text)}"

    def _choices(self, choices: Choices) -> list[str]:
        """The options, those with one note under it; of a response only what was chosen."""
        if self.reading.answered:
            chosen = [line for option in choices.options if option.ticked for line in self._option(option, choices)]
            return _ended(chosen) or [self.words["none"]]
        listed: list[str] = []
        for note, options in groupby(choices.options, key=lambda option: option.shared_note or option.note):
            lines = [line for option in options for line in self._option(option, choices)]
            listed += [f"- {_emphasis(note)}", *indented(lines, _INDENT)] if note else lines
        return _ended(listed)

    def _option(self, option: Choice, choices: Choices) -> list[str]:
        label = f"- {_tick(choices, option)}{escaped(option.label)}"
        remark = f" ({escaped(option.remark)})" if option.remark else ""
        companion = option.companion
        if companion is None:
            return [label + remark]
        if "\n" in (companion.answer or ""):
            return [label + remark, *_within([self._box(companion)])]
        told = plain(" ".join(companion.remarks)) if companion.remarks else []
        return [f"{label}{remark} {self._written(companion, _LINE)}", *_within([told])]

    def _step(self, steps: Steps) -> str:
        if self.reading.answered:
            return escaped(steps.chosen or self.words["none"])
        return " ".join(f"( ) {step}" for step in steps.steps)

    def _table(self, body: Table) -> list[str]:
        notes = [f"- {_emphasis(note)}" for note in body.notes]
        helps = [line for label, told in self._helps(body) for line in (f"- {_strong(label)}", *_within([prose(told)]))]
        remarks = [f"- {escaped(remark)}" for remark in body.remarks]
        steps = {cell.steps for _, cells in body.rows for cell in cells if isinstance(cell, Steps)}
        if len(steps) == 1 and not self.reading.answered:
            over, (heads,) = ", ".join(filter(None, body.heads)), steps
            rows = [[escaped(label), *("( )" for _ in heads)] for label, _ in body.rows]
        else:
            over, heads = "", body.heads
            rows = [[escaped(label), *map(self._cell, cells)] for label, cells in body.rows]
        return spaced([notes, helps, remarks, plain(over) if over else [], list(_grid(heads, rows))])

    def _helps(self, body: Table) -> Sequence[tuple[str, str]]:
        return () if self.reading.answered else body.helps

    def _cell(self, body: Body) -> str:
        match body:
            case Box():
                return self._written(body, _SHORT_LINE)
            case Choices():
                options = [option for option in body.options if option.ticked or not self.reading.answered]
                mark = "" if self.reading.answered else None
                told = (f"{_tick(body, each) if mark is None else mark}{escaped(each.label)}" for each in options)
                return (", " if self.reading.answered else " ").join(told) or self.words["none"]
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
    mark = "x" if option.ticked else " "
    return f"[{mark}] " if choices.several else f"({mark}) "


def _ends(steps: Steps) -> str:
    ends = zip((steps.steps[0], steps.steps[-1]), (steps.low, steps.high), strict=True)
    return ", ".join(f"{step} = {end}" for step, end in ends if end)


def _grid(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A table; its first column is for labels. The cells are escaped already."""
    yield f"| | {' | '.join(map(escaped, heads))} |"
    yield f"|---|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
