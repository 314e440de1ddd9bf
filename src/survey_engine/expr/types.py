"""What the things that an expression can name are: the types that a scope answers with."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import (
    MAX_EMAX,
    MIN_EMIN,
    ROUND_HALF_EVEN,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
)
from typing import Final

MAX_DIGITS = 15
"""A number in an answer has at most this many digits in plain notation (DESIGN §3, rule 1)."""

EXACT: Final = Context(
    prec=300,
    rounding=ROUND_HALF_EVEN,
    Emin=MIN_EMIN,
    Emax=MAX_EMAX,
    capitals=1,
    clamp=0,
    flags=[],
    traps=[InvalidOperation, DivisionByZero, Overflow],
)
"""The library's own decimal context, nothing of it taken from the host's.

It is wide enough that nothing an expression may hold is ever rounded by it.
"""


@dataclass(frozen=True, slots=True)
class NumberType:
    """A number with at most `digits` digits before the point and, when it keeps its limits, `places` after it.

    `cannot_say` is the sentinel of a field that has one. `unit` is None for a bare number.
    """

    places: int
    digits: int = MAX_DIGITS
    unit: str | None = None
    cannot_say: Decimal | None = None


@dataclass(frozen=True, slots=True)
class DateType:
    pass


@dataclass(frozen=True, slots=True)
class TextType:
    pass


@dataclass(frozen=True, slots=True)
class ChoiceType:
    """One of some options, by their ids in the form's order. `labels`, in that order, are what people call them."""

    options: tuple[str, ...]
    labels: tuple[str, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ChoicesType:
    """Any number of some options, by their ids in the form's order. `labels` are as those of a `ChoiceType`."""

    options: tuple[str, ...]
    labels: tuple[str, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ConfirmType:
    pass


@dataclass(frozen=True, slots=True)
class ManyType:
    """A group, a scale with rows, a matrix row or column: the paths of all its fields, computed ones too.

    `numbers` are those that `sum`, `min`, `max` and `count` read: its number fields, computed ones left out.
    """

    kind: str
    fields: tuple[str, ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MatrixType:
    """A whole matrix, which no function takes; its rows and columns say what to write instead."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoValueType:
    """Something that has a name and never a value: a page or an info question. `kind` is the form's word for it."""

    kind: str


@dataclass(frozen=True, slots=True)
class BrokenType:
    """A thing that is itself reported as wrong: whatever is said of it is let pass, to spare the reader echoes."""


ValueType = NumberType | DateType | TextType | ChoiceType | ChoicesType | ConfirmType
Type = ValueType | ManyType | MatrixType | NoValueType | BrokenType
