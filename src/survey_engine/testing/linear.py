"""Numbers and days that are so much of each answer: how far answers go for one to come out right, and others stay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Final

from survey_engine.expr import nodes
from survey_engine.model import Form

Exact = int | Fraction
"""A number without rounding; whole ones as integers, which are reckoned with much faster."""

_DEEPEST: Final = 20
"""Through so many computed values in a row an expression is followed."""

_SWEEPS: Final = 6
_MOST_TOGETHER: Final = 30
"""So many fields are moved together so that others come out as they were."""


@dataclass(frozen=True, slots=True)
class Line:
    """A number (of a date: its day's number) as a constant and so much of each field that is answered."""

    rates: Mapping[str, Exact]
    constant: Exact


def line_of(form: Form, value: nodes.Value, deep: int = 0) -> Line | None:
    """An expression as a line, through computed values too; None where it is no such thing."""
    match value:
        case nodes.Number():
            return Line({}, exact(value.value))
        case nodes.Day():
            return Line({}, value.value.toordinal())
        case nodes.Ref():
            computed = form.by_path[value.path].computed
            if computed is not None:
                return line_of(form, computed.tree, deep + 1) if deep < _DEEPEST else None
            return None if value.type == "text" else Line({value.path: 1}, 0)
        case nodes.Negative():
            return _together([(line_of(form, value.value, deep), -1)])
        case nodes.Aggregate() if value.function == "sum":
            return _together((line_of(form, item, deep), 1) for item in value.items)
        case nodes.Arithmetic():
            left, right = line_of(form, value.left, deep), line_of(form, value.right, deep)
            if value.operator != "*":
                return _together([(left, 1), (right, (-1 if value.operator == "-" else 1))])
            for one, other in ((left, right), (right, left)):
                if one is not None and not one.rates:
                    return _together([(other, one.constant)])
    return None


def exact(number: int | Decimal) -> Exact:
    """A number without rounding."""
    fraction = Fraction(number)
    return fraction.numerator if fraction.denominator == 1 else fraction


def difference(form: Form, compared: nodes.Compare) -> Line | None:
    """What the left side of a comparison has over the right, as a line."""
    return _together([(line_of(form, compared.left), 1), (line_of(form, compared.right), -1)])


def _together(lines: Iterable[tuple[Line | None, Exact]]) -> Line | None:
    rates: dict[str, Exact] = {}
    constant: Exact = 0
    for line, times in lines:
        if line is None:
            return None
        constant += line.constant * times
        for path, rate in line.rates.items():
            rates[path] = rates.get(path, 0) + rate * times
    return Line(rates, constant)


@dataclass(frozen=True, slots=True)
class Row:
    """A line as it is now, how much it changes by one step of each field, and between what it is to be."""

    rates: Mapping[str, Exact]
    now: Exact
    low: Exact | None
    high: Exact | None

    @property
    def is_fixed(self) -> bool:
        return self.low is not None and self.low == self.high

    def allows(self, figure: Exact) -> bool:
        """Whether the line may come to that."""
        return (self.low is None or self.low <= figure) and (self.high is None or figure <= self.high)


def least(rates: Mapping[str, Exact]) -> Exact:
    """By how much a line changes at least."""
    return min(max(rate, -rate) for rate in rates.values() if rate)


def limits_for(operator: str, holds: bool, step: Exact, now: Exact) -> tuple[Exact | None, Exact | None]:
    """Between what a difference must be for a comparison to hold, or not to."""
    match (operator, holds):
        case ("==", True):
            return 0, 0
        case ("<=", True) | (">", False):
            return None, 0
        case ("<", True) | (">=", False):
            return None, -step
        case (">=", True) | ("<", False):
            return 0, None
        case ("==", False) if now < 0:
            return None, -step
        case _:
            return step, None


def aim_of(wanted: Row, spare: Exact) -> Exact:
    """The end of what is wanted, or so much further."""
    if wanted.is_fixed:
        return wanted.now if wanted.low is None else wanted.low
    if wanted.low is not None:
        return wanted.low + spare
    return 0 if wanted.high is None else wanted.high - spare


def steps_to(
    aim: Exact, wanted: Row, kept: Sequence[Row], room: Mapping[str, tuple[int, int]]
) -> dict[str, int] | None:
    """How many steps each field goes for a line to come as far as its aim, or at least to be what is wanted.

    The `kept` lines stay within what they may be, and each field within its `room` (steps downwards and upwards, the
    first fields first). None where no way was found.
    """
    alike: defaultdict[tuple[Exact, ...], list[str]] = defaultdict(list)
    for path in room:
        alike[tuple(row.rates.get(path, 0) for row in (wanted, *kept))].append(path)
    pools = {paths[0]: paths for paths in alike.values()}
    together = {
        first: (sum(room[path][0] for path in paths), sum(room[path][1] for path in paths))
        for first, paths in pools.items()
    }
    steps = _Steps(aim, wanted, kept, together)
    return _shared(steps.gone, pools, room) if steps.reach() else None


def _shared(
    gone: Mapping[str, int], pools: Mapping[str, Sequence[str]], room: Mapping[str, tuple[int, int]]
) -> dict[str, int]:
    """The steps of fields that count alike, by field: the first goes as far as it can."""
    shared: dict[str, int] = {}
    for first, steps in gone.items():
        left = steps
        for path in pools[first]:
            low, high = room[path]
            shared[path] = max(low, min(high, left))
            left -= shared[path]
    return {path: number for path, number in shared.items() if number}


class _Steps:
    def __init__(self, aim: Exact, wanted: Row, kept: Sequence[Row], room: Mapping[str, tuple[int, int]]) -> None:
        self._aim = aim
        self._wanted = wanted
        self._kept = [*kept]
        self._room = room
        self._now = wanted.now
        self._kept_now = [row.now for row in kept]
        self.gone: dict[str, int] = {}

    def reach(self) -> bool:
        tight = [row for row in self._kept if row.is_fixed]
        for _ in range(_SWEEPS):
            before = self._now
            for direction in self._directions(tight):
                self._go(direction)
                if self._now == self._aim:
                    return True
            more = [row for row in self._edges() if row not in tight]
            if self._now == before and not more:
                break
            tight += more
        return self._wanted.allows(self._now)

    def _directions(self, tight: Sequence[Row]) -> Iterator[Mapping[str, int]]:
        """Ways to go that change none of the tight lines: one field alone, else several together."""
        bound = {path for row in tight for path, rate in row.rates.items() if rate}
        for path in self._room:
            if path not in bound and self._wanted.rates.get(path):
                yield {path: 1}
        together = [path for path in self._room if path in bound][:_MOST_TOGETHER]
        if together:
            yield from _unchanging(tight, together)

    def _edges(self) -> list[Row]:
        """The lines that are as far as they may be."""
        return [row for row, now in zip(self._kept, self._kept_now, strict=True) if now in (row.low, row.high)]

    def _go(self, direction: Mapping[str, int]) -> None:
        rate = _rate(self._wanted, direction)
        if not rate:
            return
        lacking = self._aim - self._now
        down, up = lacking // rate, -(-lacking // rate)
        low, high = self._limits(direction)
        exact = self._wanted.is_fixed == (
            (lacking > 0) == (rate > 0)
        )  # of a fixed figure not beyond it, else not short of it
        steps = max(low, min(high, down if exact else up))
        if steps == 0 or low > high:
            return
        for path, each in direction.items():
            self.gone[path] = self.gone.get(path, 0) + steps * each
        self._now += rate * steps
        self._kept_now = [
            now + _rate(row, direction) * steps for row, now in zip(self._kept, self._kept_now, strict=True)
        ]

    def _limits(self, direction: Mapping[str, int]) -> tuple[int, int]:
        """How many times one can go that way, back and forth."""
        lows: list[int] = []
        highs: list[int] = []

        def limit(down: Exact | None, up: Exact | None, rate: Exact) -> None:
            if rate < 0:
                down, up, rate = (None if up is None else -up), (None if down is None else -down), -rate
            if down is not None:
                lows.append(-(-down // rate))
            if up is not None:
                highs.append(up // rate)

        for path, each in direction.items():
            down, up = self._room[path]
            gone = self.gone.get(path, 0)
            limit(down - gone, up - gone, each)
        for row, now in zip(self._kept, self._kept_now, strict=True):
            rate = _rate(row, direction)
            if rate and row.allows(now):
                limit(None if row.low is None else row.low - now, None if row.high is None else row.high - now, rate)
        return max(lows), min(highs)


def _rate(row: Row, direction: Mapping[str, int]) -> Exact:
    total: Exact = 0
    for path, each in direction.items():
        rate = row.rates.get(path)
        if rate:
            total += rate * each
    return total


def _unchanging(rows: Sequence[Row], fields: Sequence[str]) -> Iterator[Mapping[str, int]]:
    """Whole steps of several fields that change none of the rows: a basis of the null space, by elimination."""
    matrix = [[Fraction(row.rates.get(path, 0)) for path in fields] for row in rows]
    pivots: list[int] = []
    for column in range(len(fields)):
        top = len(pivots)
        found = next((number for number in range(top, len(matrix)) if matrix[number][column]), None)
        if found is None:
            continue
        matrix[top], matrix[found] = matrix[found], matrix[top]
        head = matrix[top][column]
        matrix[top] = [figure / head for figure in matrix[top]]
        for number, line in enumerate(matrix):
            if number != top and (times := line[column]):
                matrix[number] = [figure - times * above for figure, above in zip(line, matrix[top], strict=True)]
        pivots.append(column)
    for free in range(len(fields)):
        if free in pivots:
            continue
        steps = {fields[free]: Fraction(1)}
        steps |= {fields[pivot]: -matrix[line][free] for line, pivot in enumerate(pivots) if matrix[line][free]}
        whole = lcm(*(each.denominator for each in steps.values()))
        yield {path: int(each * whole) for path, each in steps.items()}
