"""Answers at the edges of a field, each with what has to become of it: what the laws put into a response."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from survey_engine.model import Field
from survey_engine.problems import Code
from survey_engine.testing.formatted_texts import BAD, GOOD

_DAY = timedelta(days=1)


class Edge(NamedTuple):
    """An answer, its value if that is in effect (None: it is missing), and the code of the field's own problem."""

    answer: Any
    value: Any
    code: Code | None = None


def edges(part: Field, offered: Sequence[str]) -> Iterator[Edge]:
    """Answers to a field whose available options are `offered`; of those without a value or a type, `required` says
    whether they are a problem."""
    yield from (Edge(nothing, None) for nothing in (None, "", " ", "\t\n", " \r\n", "\u2003"))
    match part.type:
        case "text":
            yield from _texts(part)
        case "integer" | "decimal":
            yield from _numbers(part)
        case "date":
            yield from _days(part)
        case "choice":
            yield from (Edge(option, option) for option in offered)
            yield from (Edge(o.id, None) for o in part.options if o.id not in offered)
            yield from (Edge("", None), Edge("finns inte", None))
            yield from _mistyped(3, True, [*offered], {})
        case "choices":
            yield from _several(part, offered)
        case "confirm":
            yield from (Edge(True, True), Edge(False, None))
            yield from _mistyped(1, 0, "ja", [], {})


def _mistyped(*answers: Any) -> Iterator[Edge]:
    yield from (Edge(answer, None, "type") for answer in answers)


def _texts(part: Field) -> Iterator[Edge]:
    yield from _mistyped(1, True, False, 1.5, ["x"], [], {}, "a\x00", "\x7fa", "a\x85", "a\ud800", "å日\x1f")
    most = part.max_chars
    if part.format is not None:
        fitting = [text for text in (*GOOD[part.format], *BAD[part.format]) if most is None or len(text) <= most]
        yield from (Edge(text, text, None if text in GOOD[part.format] else "format") for text in fitting)
        return
    long = most or 3
    for text, value in (("å" * long, "å" * long), ("e\u0301" * long, "é" * long), ("🙂" * long, "🙂" * long)):
        yield Edge(text, value)
        if most is not None:
            yield Edge(text + text[: len(text) // most], value + value[0], "max_chars")
    yield Edge("\r\n" * (long - 1) + "x", "\n" * (long - 1) + "x")
    yield Edge("x" + "\r" * (long - 1), "x" + "\n" * (long - 1))


def _numbers(part: Field) -> Iterator[Edge]:
    yield from _mistyped(True, False, "3", [1], [], {}, float("nan"), float("-inf"), 10**15, -(10**15), Decimal("NaN"))
    yield from _mistyped(1e15, Decimal("1.000000000000001"), 1e-15)
    places = part.places if part.type == "decimal" and part.places is not None else 0
    step = Decimal(1).scaleb(-places)
    low, high = (None if bound is None else Decimal(str(bound)) for bound in (part.min, part.max))
    said = None if part.cannot_say is None else Decimal(str(part.cannot_say))
    within = [low or 0, high or 0, (low or 0) + step, (high or 0) - step, Decimal(7), Decimal(-1), Decimal("0")]
    outside = [low - step] if low is not None else []
    outside += [high + step] if high is not None else []
    for number in map(Decimal, (*within, *outside)):
        below, above = low is not None and number < low, high is not None and number > high
        if number == number.quantize(step):
            for answer in _written(number):
                is_wrong = (below or above) and number != said
                yield Edge(answer, _typed(number, places, part), "range" if is_wrong else None)
    if said is not None:
        yield from (Edge(answer, _typed(said, places, part)) for answer in _written(said))
    more = (low or high or Decimal(0)) + (step / 10 if high is None or low is not None else -step / 10)
    if part.type == "integer":
        yield Edge(Decimal(more), None, "type")
        yield Edge(float(more), None, "type")
    elif more != said and (high is None or more <= high):
        yield Edge(Decimal(more), Decimal(more), "places")


def _typed(number: Decimal, places: int, part: Field) -> int | Decimal:
    return int(number) if part.type == "integer" else number.quantize(Decimal(1).scaleb(-places)) + 0


def _written(number: Decimal) -> Iterator[Any]:
    """The same number as a host or a client may have written it."""
    yield number
    yield Decimal(f"{number:f}" + ("00" if "." in f"{number:f}" else ".0"))
    yield float(number)
    if number == int(number):
        yield int(number)


def _days(part: Field) -> Iterator[Edge]:
    yield from _mistyped(5, True, "2025-02-30", "2025-2-3", "20250203", "2025-02-03T00:00", "２０２５-01-01", "x", [])
    yield from _mistyped(datetime(2025, 1, 1))  # noqa: DTZ001 what no form takes
    low, high = (bound if isinstance(bound, date) else None for bound in (part.min, part.max))
    middle = low or high or date(2024, 2, 29)
    for day in (middle, low or middle, high or middle):
        yield from (Edge(str(day), day), Edge(day, day))
    outside = [low - _DAY] if low is not None and low > date.min else []
    outside += [high + _DAY] if high is not None and high < date.max else []
    for day in outside:
        yield from (Edge(str(day), day, "range"), Edge(day, day, "range"))
    yield Edge(" ", None)


def _several(part: Field, offered: Sequence[str]) -> Iterator[Edge]:
    yield from _mistyped("ja", 3, True, ["ja", 1], [["ja"]], {})
    yield from (Edge([], None), Edge((), None), Edge(["finns inte"], None))
    filtered = [option.id for option in part.options if option.id not in offered]
    if filtered:
        yield Edge(filtered, None)
    most = part.max_selected
    social = [option.id for option in part.options if option.id in offered and not option.exclusive]
    alone = [option.id for option in part.options if option.id in offered and option.exclusive]
    for option in (*social[:1], *alone[:1]):
        yield from (Edge([option], (option,)), Edge([option, option], (option,)))
        yield Edge(["finns inte", *filtered, option], (option,))
    if alone and len(offered) > 1:
        other = next(option for option in offered if option != alone[0])
        both = tuple(option for option in offered if option in (alone[0], other))
        yield from (Edge([*both], both, "exclusive"), Edge([*reversed(both)], both, "exclusive"))
    for few in range(2, len(social) + 1):
        chosen = tuple(social[:few])
        code: Code | None = "max_selected" if most is not None and few > most else None
        yield from (Edge([*chosen], chosen, code), Edge((*reversed(chosen), chosen[0]), chosen, code))
