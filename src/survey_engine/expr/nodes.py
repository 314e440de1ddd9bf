"""An expression whose names and types are known: frozen nodes without behaviour, what every reader reads.

`at` is the stretch of the expression's own text (code points, end exclusive) that a node was written as; it says where
a node came from and is no part of what it means. `!=` and `not in` are `Not` around their opposites, a chain of
comparisons is an `And`, and an aggregate over a group or matrix row has its members written out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

At = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Condition, ...]
    at: At = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Condition, ...]
    at: At = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    part: Condition
    at: At = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Compare:
    """Two numbers, two dates, or (with `==` only) two texts; false when either is missing."""

    operator: Literal["==", "<", "<=", ">", ">="]
    left: Value
    right: Value
    at: At = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Among:
    """A number, date or text equals one of some literals; false when it is missing."""

    value: Value
    literals: tuple[Literals, ...]
    at: At = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class OneOf:
    """The chosen option of a `choice` is one of these; false when nothing is chosen."""

    path: str
    options: tuple[str, ...]
    at: At = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The option is among those chosen at a `choices`."""

    path: str
    option: str
    at: At = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The confirm is ticked."""

    path: str
    at: At = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Answered:
    """The path has a value in effect; a sentinel ("we cannot say") counts."""

    path: str
    at: At = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class CannotSay:
    """The number's value is its sentinel (`cannot_say`), compared with that very number written as a literal."""

    path: str
    sentinel: Decimal
    at: At = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Ref:
    """The value at a path; a number that is its field's sentinel is missing here."""

    path: str
    type: Literal["integer", "decimal", "date", "text"]
    at: At = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Number:
    value: Decimal
    at: At = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Day:
    value: date
    at: At = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Text:
    """A text, in Unicode's NFC."""

    value: str
    at: At = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Exact; missing when either side is."""

    operator: Literal["+", "-", "*"]
    left: Value
    right: Value
    at: At = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Negative:
    value: Value
    at: At = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Absolute:
    value: Value
    at: At = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Round:
    """`round(dividend / divisor, places)`, or without a divisor `round(dividend, places)`; halves away from zero.

    The quotient is exact until it is rounded once; missing when a part is, or when the divisor is zero.
    """

    dividend: Value
    divisor: Value | None
    places: int
    at: At = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Aggregate:
    """The sum, least or greatest of those items that are there; missing when none is.

    `of` is the path as it was written (a group, scale, matrix row or column); None when the items were.
    """

    function: Literal["sum", "min", "max"]
    items: tuple[Value, ...]
    of: str | None = None
    at: At = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Count:
    """How many of the items are there; 0 of none."""

    items: tuple[Value, ...]
    of: str | None = None
    at: At = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class CountChosen:
    """How many options are chosen at a `choices`; 0 of none."""

    path: str
    at: At = field(default=(0, 0), compare=False)


Literals = Number | Day | Text
Value = Ref | Number | Day | Text | Arithmetic | Negative | Absolute | Round | Aggregate | Count | CountChosen
Condition = Or | And | Not | Compare | Among | OneOf | Chosen | Confirmed | Answered | CannotSay
Node = Condition | Value
