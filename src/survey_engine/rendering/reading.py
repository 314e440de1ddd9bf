"""The reading version of a form: everything that a respondent may meet, in order, as parts that any format can write.

Of one response it is the summary: only what was asked, with the answers. Texts are in the form's language; those that
are Markdown say so by their type. Nothing here knows of HTML or paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

Mark = Literal["required", "prefilled", "computed"]

_MOST_STEPS_AS_COLUMNS = 11


class Markdown(str):
    """A text of the form that is Markdown."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """An option, ticked or not; `note` says when it is available, `companion` is the text that goes with it.

    Where options next to each other share their condition, `shared_note` says it once of them all.
    """

    label: str
    ticked: bool | None = None
    note: str = ""
    remark: str = ""
    companion: Part | None = None
    shared_note: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """A list of options: `several` when more than one can be ticked; `mark` says that others do it beforehand."""

    options: tuple[Choice, ...]
    several: bool
    mark: Mark | None = None

    @property
    def ticked(self) -> tuple[Choice, ...]:
        """Those that were chosen."""
        return tuple(option for option in self.options if option.ticked)

    @property
    def runs(self) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
        """The options in their order, those side by side together that have a note in common, after that note."""
        notes = groupby(self.options, key=lambda option: option.shared_note or option.note)
        return tuple((note, tuple(options)) for note, options in notes)


@dataclass(frozen=True, slots=True)
class Box:
    """Where something is written. `answer` is what was, None in a form without answers; "" if nothing was.

    `mark` says how a value comes about that is not the respondent's own.
    """

    answer: str | None = None
    unit: str = ""
    lines: bool = False
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """Something to confirm by a tick; in a table, where its column says what, it may be without text."""

    text: str
    ticked: bool | None = None


@dataclass(frozen=True, slots=True)
class Steps:
    """A scale without rows, from its first step to its last, with what these mean."""

    steps: tuple[str, ...]
    low: str = ""
    high: str = ""
    chosen: str | None = None

    @property
    def beside(self) -> bool:
        """Whether the answer is none of its steps."""
        return self.chosen is not None and self.chosen not in self.steps

    @property
    def ends(self) -> str:
        """What its ends mean, as `1 = illa, 3 = bra`; nothing where they have no meaning."""
        meant = zip((self.steps[0], self.steps[-1]), (self.low, self.high), strict=True)
        return ", ".join(f"{step} = {meaning}" for step, meaning in meant if meaning)


@dataclass(frozen=True, slots=True)
class Line:
    """The label of a row or a column, with the mark that its cells have in common where those of the table differ."""

    label: str
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A matrix, or a scale with rows: the heads of its columns (none of a scale), and its rows with their cells.

    `remarks` are told over it, and `helps` are the help texts of columns and rows with their labels.
    """

    heads: tuple[Line, ...]
    rows: tuple[tuple[Line, tuple[Body, ...]], ...]
    notes: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    helps: tuple[tuple[str, Markdown], ...] = ()

    @property
    def scale(self) -> Steps | None:
        """The scale that its rows are asked on, where it is one."""
        cell = self.rows[0][1][0]
        return cell if isinstance(cell, Steps) else None

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps of its scale, when each can have a column of its own; an answer beside the scale has none."""
        if self.scale is None or len(self.scale.steps) > _MOST_STEPS_AS_COLUMNS:
            return ()
        cells = (cell for _, cells in self.rows for cell in cells)
        return () if any(isinstance(cell, Steps) and cell.beside for cell in cells) else self.scale.steps


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

    @property
    def has_required(self) -> bool:
        """Whether anything in it is marked as required."""
        return any(_has_required(section.parts) for section in self.sections)


def _has_required(parts: Sequence[Part]) -> bool:
    return any(part.mark == "required" or _in_table(part.body) or _has_required(part.parts) for part in parts)


def _in_table(body: Body | None) -> bool:
    lines = (*body.heads, *(line for line, _ in body.rows)) if isinstance(body, Table) else ()
    return any(line.mark == "required" for line in lines)
