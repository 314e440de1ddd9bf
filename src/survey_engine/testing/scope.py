"""What a generated expression may speak of, and the figures, words and days that it likes to speak of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from survey_engine.model import Column, Field, Row
from survey_engine.survey import Survey

MOST_DIGITS = 100  # an expression whose value could have more digits is an error
ANSWER_DIGITS = 15

FIGURES = (0, 1, 2, 3, 5, 10, 100)
"""Whole numbers that both expressions and answers like to use, so that they meet."""

WORDS = ("ja", "Nej", "a b", "Å", "e\u0301", "it's", 'säg "hej"', "x" * 12)
"""Texts that both expressions and answers like to use."""

FIRST_DAY = date(2025, 1, 1)
DAYS = tuple(FIRST_DAY + timedelta(days=days) for days in (0, 1, 59, 365, 425))
"""Days that both expressions and answers like to use."""


@dataclass(frozen=True)
class Known:
    """A field that an expression may name; `digits` is how many it may have before its point."""

    path: str
    kind: str
    options: tuple[str, ...] = ()
    unit: str | None = None
    places: int = 0
    digits: int = ANSWER_DIGITS
    cannot_say: Decimal | None = None

    @property
    def is_number(self) -> bool:
        return self.kind in ("integer", "decimal")


@dataclass(frozen=True)
class Whole:
    """A group, a scale with rows, a matrix row or column: what `sum`, `min`, `max` and `count` take by one name."""

    path: str
    numbers: tuple[Known, ...]


@dataclass(frozen=True)
class Scope:
    """What an expression may name."""

    fields: tuple[Known, ...] = ()
    wholes: tuple[Whole, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.fields)

    @property
    def can_count(self) -> bool:
        """Whether there is a number in it, or a choice of several, which `count` makes one of."""
        return any(known.is_number or known.kind == "choices" for known in self.fields)

    def of_kind(self, *kinds: str) -> list[Known]:
        return [known for known in self.fields if known.kind in kinds]


def scope_of(survey: Survey) -> Scope:
    """The scope of an expression that may read every field of a survey."""
    fields = {part.path: _known(part) for part in survey.fields}
    wholes = []
    lines: list[Row | Column]
    for question in survey.questions:
        parts = [part for part in question.fields if part.computed is None]
        lines = [*question.rows, *question.columns]
        if question.type == "group" or (question.type == "scale" and question.rows):
            wholes.append((question.id, parts))
        wholes += [
            (f"{question.id}.{line.id}", [part for part in parts if line in (part.row, part.column)])
            for line in lines
            if question.type == "matrix"
        ]
    members = ((path, tuple(n for part in parts if (n := fields[part.path]).is_number)) for path, parts in wholes)
    return Scope(tuple(fields.values()), tuple(Whole(path, numbers) for path, numbers in members if numbers))


def _known(part: Field) -> Known:
    places = part.places or 0
    return Known(
        path=part.path,
        kind=part.type,
        options=tuple(option.id for option in part.options),
        unit=part.unit,
        places=places,
        digits=ANSWER_DIGITS if part.computed is None else MOST_DIGITS - places,
        cannot_say=None if part.cannot_say is None else Decimal(part.cannot_say),
    )
