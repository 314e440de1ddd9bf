"""One field's part in evaluation: the plain cases, which the compiled function tries first, and the doubtful rest."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from math import ceil, floor
from typing import Any

from survey_engine.engine.answers import WRONG, Wrong, first_broken, lost, read
from survey_engine.expr.types import EXACT, MAX_DIGITS
from survey_engine.journey import Value
from survey_engine.model import Condition, Field, Limit
from survey_engine.problems import Problem, broken_limit

Found = list[tuple[int, Problem]]
"""Problems, each with its place in the order that they are given in."""

_LATIN1_CONTROLS = bytes(c ^ 1 if (c < 32 and c not in (9, 10)) or 127 <= c < 160 else c for c in range(256))
"""Changes every control character but tab and LF, into its neighbour, and nothing else."""


def plain(text: str) -> bool:
    """Whether a text is in effect as it stands: Latin-1 is always NFC. False only means: look closer."""
    try:
        cooked = text.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return cooked.translate(_LATIN1_CONTROLS) is cooked


def plain_choices(
    ids: tuple[str, ...], alone: frozenset[str], most: int
) -> Callable[[list[Any]], tuple[str, ...] | None]:
    """A function from a list of ids to the chosen ids in the form's order; None means: look closer.

    `ids` are the options in the form's order, `alone` the exclusive ones, `most` how many may be chosen.
    """
    rank = {option: number for number, option in enumerate(ids)}

    def chosen(raw: list[Any]) -> tuple[str, ...] | None:
        last = -1
        try:
            for option in raw:
                if type(option) is not str:
                    return None
                number = rank[option]
                if number <= last:  # not in the form's order, or there twice
                    raw = sorted(set(raw), key=rank.__getitem__)
                    break
                last = number
        except (KeyError, TypeError):
            return None
        if len(raw) > most or (alone and len(raw) > 1 and not alone.isdisjoint(raw)):
            return None
        return tuple(raw) or None

    return chosen


def plain_decimal(places: int, least: Limit | None, most: Limit | None) -> Callable[[Any], Decimal | None]:
    """A function from a JSON number to its Decimal, when it has so many decimals and keeps the limits; else None.

    A float of at most 13 digits prints the decimal n/10^places exactly when dividing n by 10^places gives that float:
    the division is correctly rounded, and no two decimals of so few digits share a float. So limits can be kept as
    floats too.
    """
    factor = 10**places
    bound = 10 ** (MAX_DIGITS - 3)
    low = -bound if least is None else ceil(_scaled(least, factor))
    high = bound if most is None else floor(_scaled(most, factor))
    lowest, highest = (max(-bound, low) / factor, min(high, bound) / factor) if low <= high else (1.0, 0.0)
    scaleb, exponent = EXACT.scaleb, Decimal(-places)

    def number(raw: Any) -> Decimal | None:
        if type(raw) is float and lowest <= raw <= highest:
            scaled = round(raw * factor)
            return scaleb(scaled, exponent) if scaled / factor == raw else None
        if type(raw) is int and lowest <= raw <= highest:
            return scaleb(raw * factor, exponent)
        return None

    return number


def _scaled(bound: Any, factor: int) -> Decimal:
    return EXACT.multiply(Decimal(bound), Decimal(factor))


def whole_bounds(part: Field) -> tuple[Any, Any]:
    """The least and greatest whole number that an answer can be without anything to look into."""
    most = 10**MAX_DIGITS - 1
    low: Any = -most if part.min is None else part.min
    high: Any = most if part.max is None else part.max
    return max(low, -most), min(high, most)


class FieldReader:
    """Reads the answers at one field that are not plain: normalises, reports what is wrong, notes what is lost."""

    __slots__ = ("_language", "_missing", "_part", "index")

    def __init__(self, part: Field, index: int, language: str) -> None:
        self._part = part
        self.index = index
        self._language = language
        self._missing = broken_limit(part, "required", language) if part.required is True else None

    def __call__(
        self,
        raw: Any,
        values: dict[str, Value],
        found: Found,
        unanswered: list[int],
        losses: list[int],
        offered: Collection[str] | None = None,
    ) -> Value | None:
        """The value in effect of an answer at a shown field, put in `values`, and its first problem in `found`.

        A field that lacks a value and is required by a condition goes to `unanswered`, for the condition to decide; a
        choice that loses options goes to `losses`.
        """
        part = self._part
        value = None if raw is None else read(part, raw, offered)
        if value is None or isinstance(value, Wrong):
            self._report_missing(value is WRONG, found, unanswered)
            return None
        values[part.path] = value
        problem = first_broken(part, value, self._language)
        if problem is not None:
            found.append((self.index, problem))
        if part.type == "choices" and lost(part, raw, value):
            losses.append(self.index)
        return value

    def _report_missing(self, wrong: bool, found: Found, unanswered: list[int]) -> None:
        part = self._part
        if wrong:
            found.append((self.index, broken_limit(part, "type", self._language, expected=part.type)))
        elif self._missing is not None:
            found.append((self.index, self._missing))
        elif isinstance(part.required, Condition):
            unanswered.append(self.index)


def look_closer(
    readers: Mapping[str, FieldReader],
    answers: Mapping[Any, Any],
    values: dict[str, Value],
    found: Found,
    unanswered: list[int],
    losses: list[int],
) -> None:
    """Reads those texts that are not plain, though they were put in `values` as if they were.

    A text that was read before has its problem already, or none: then reading it again changes nothing.
    """
    told = {index for index, _ in found}
    for path, reader in readers.items():
        value = values.get(path)
        if not isinstance(value, str) or plain(value) or reader.index in told:
            continue
        if reader(answers.get(path), values, found, unanswered, losses) is None:
            del values[path]


def exact_decimal(scaled: int, scale: int, places: int) -> Decimal:
    """A whole number on a scale, which is never coarser than `places`, as a Decimal with that many places, or more
    where it has more."""
    surplus = 10 ** (scale - places)
    if scaled % surplus == 0:
        return Decimal(scaled // surplus).scaleb(-places, EXACT)
    return Decimal(scaled).scaleb(-scale, EXACT).normalize(EXACT)


def scaled_decimal(value: Decimal | None, scale: int, sentinel: Decimal | int | None = None) -> int | None:
    """A Decimal in effect as a whole number on a scale; missing where it is missing or a sentinel."""
    return None if value is None or value == sentinel else int(value.scaleb(scale, EXACT))
