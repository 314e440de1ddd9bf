"""Answers that one field takes: those worth trying, because a limit or a condition speaks of them, and any other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import islice
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from survey_engine.engine.answers import Wrong, first_broken, read
from survey_engine.expr.types import EXACT
from survey_engine.model import Field
from survey_engine.testing.formatted_texts import GOOD
from survey_engine.testing.scope import DAYS, FIGURES, WORDS

MOST = Decimal(10**15 - 1)
_MOST_OPTIONS: Final = 12
"""Of so many options each is tried beside others; of more, each alone and some together."""

_MOST_NEAR: Final = 40
"""So many of each sort of set near another are looked at."""

_PLAIN = ("x", *WORDS, "Två rader\nmed å, ä och ö", "🙂", "<b>&amp;</b>")


def is_valid(part: Field, raw: Any, offered: Sequence[str] | None = None) -> bool:
    """Whether an answer is one, and breaks no limit of its field."""
    value = read(part, raw, offered)
    return value is not None and not isinstance(value, Wrong) and first_broken(part, value, "en") is None


def worth_trying(part: Field, literals: Iterable[Any], named: frozenset[str]) -> tuple[Any, ...]:
    """Valid answers as JSON values, the simplest first; none where the limits leave none.

    `literals` are what conditions compare the field with, `named` the options that they name.
    """
    found = {repr(raw): raw for raw in _to_try(part, literals, named)}
    return tuple(raw for raw in found.values() if is_valid(part, raw))


def _to_try(part: Field, literals: Iterable[Any], named: frozenset[str]) -> Iterable[Any]:
    ids = sorted((option.id for option in part.options), key=named.__contains__)  # those that are named lead further
    match part.type:
        case "text":
            return _texts(part, literals)
        case "integer" | "decimal":
            return map(json_number, _figures(part, literals))
        case "date":
            return map(str, _days(part, literals))
        case "choice":
            return ids
        case "choices":
            return _sets(part, ids)
        case "confirm":
            return (True,)


def json_number(figure: Decimal) -> int | float:
    """The JSON number that prints as a decimal; of at most 15 digits a float does."""
    return int(figure) if figure == figure.to_integral_value(context=EXACT) else float(figure)


def step_of(part: Field) -> Decimal:
    """The least difference between two answers to a number."""
    return Decimal((0, (1,), -(part.places or 0))) if part.type == "decimal" else Decimal(1)


def bounds_of(part: Field) -> tuple[Decimal, Decimal]:
    """The least and the greatest number that a field takes with all its decimals; the least above where none does."""
    step = step_of(part)
    most = EXACT.multiply(MOST, step)
    low = -most if part.min is None else max(Decimal(str(part.min)), -most)
    high = most if part.max is None else min(Decimal(str(part.max)), most)
    return on_step(low, step, ROUND_CEILING), on_step(high, step, ROUND_FLOOR)


def on_step(figure: Decimal, step: Decimal, rounding: str) -> Decimal:
    return figure.quantize(step, rounding=rounding, context=EXACT)


def _figures(part: Field, literals: Iterable[Any]) -> Iterator[Decimal]:
    step = step_of(part)
    low, high = bounds_of(part)
    yield from (Decimal(figure) for figure in (0, 1, 2))
    for literal in literals:
        if isinstance(literal, Decimal):
            near = on_step(literal, step, ROUND_FLOOR)
            yield from (near, EXACT.add(near, step), EXACT.subtract(near, step))
    yield from (Decimal(figure) for figure in (*FIGURES, 1000))
    if part.min is not None:
        yield from (low, EXACT.add(low, step))
    if part.max is not None:
        yield from (high, EXACT.subtract(high, step))
    if step < 1:
        yield from (step, EXACT.subtract(Decimal(1), step))
    if part.cannot_say is not None:
        yield Decimal(part.cannot_say)


def _days(part: Field, literals: Iterable[Any]) -> Iterator[date]:
    limits = [limit for limit in (part.min, part.max) if isinstance(limit, date)]
    yield from DAYS
    for day in (*limits, *(literal for literal in literals if isinstance(literal, date))):
        yield day
        for days in (-1, 1):
            if date.min < day < date.max:
                yield day + timedelta(days=days)


def _texts(part: Field, literals: Iterable[Any]) -> list[str]:
    plain = GOOD[part.format] if part.format else _PLAIN
    if part.format is None and part.max_chars is not None:
        plain = (*plain, "å" * part.max_chars)
    return [*plain, *(literal for literal in literals if isinstance(literal, str))]


def _sets(part: Field, ids: Sequence[str]) -> Iterator[list[str]]:
    """Each option alone, and together with others as far as they go together."""
    together = [option.id for option in part.options if not option.exclusive]
    most = part.max_selected or len(together)
    yield from ([option] for option in ids)
    if len(together) <= _MOST_OPTIONS:
        yield from ([one, other] for place, one in enumerate(together) for other in together[place + 1 :])
    yield from (together[:number] for number in range(3, min(most, _MOST_OPTIONS)))
    yield together[:most]
    yield together[-most:]


def sets_near(
    part: Field, now: Sequence[str], offered: Sequence[str] | None, named: Sequence[str]
) -> Iterator[list[str]]:
    """Valid choices of several that differ little from one: an option less, more or another instead, then ever more.

    Where options are `named`, those alone are taken away or put in.
    """
    ids = [option.id for option in part.options if offered is None or option.id in offered]
    chosen = [option for option in ids if option in now]
    others = [option for option in ids if option not in now]
    out = [option for option in chosen if option in named] or chosen
    put_in = [option for option in others if option in named] or others
    less = ([kept for kept in chosen if kept != option] for option in out)
    more = ([*chosen, option] for option in put_in)
    instead = ([*(kept for kept in chosen if kept != old), new] for old in out for new in put_in)
    grown = ([*chosen, *others[:number]] for number in range(2, len(others) + 1))
    shrunk = (chosen[:number] for number in range(len(chosen) - 2, 0, -1))
    for near in (*islice(less, _MOST_NEAR), *islice(more, _MOST_NEAR), *islice(instead, _MOST_NEAR), *grown, *shrunk):
        if is_valid(part, near, offered):
            yield near


# Any others.


def any_valid(part: Field, tried: Sequence[Any]) -> SearchStrategy[Any]:
    """Valid answers of all sorts; where that could go wrong, one of those worth trying instead."""
    match part.type:
        case "integer" | "decimal":
            return _any_numbers(part, tried)
        case "date":
            low = part.min if isinstance(part.min, date) else date.min
            high = part.max if isinstance(part.max, date) else date.max
            return st.dates(low, high).map(str)
        case "text":
            texts = _ANY[part.format] if part.format else st.text(_CHARACTERS, max_size=min(part.max_chars or 40, 40))
            return texts.map(lambda text: text if is_valid(part, text) else tried[0])
        case "choices":
            alone = {option.id for option in part.options if option.exclusive}
            ids = [option.id for option in part.options if option.id not in alone]
            some = st.lists(st.sampled_from(ids), min_size=1, max_size=part.max_selected, unique=True) if ids else None
            return st.sampled_from(tried) if some is None else some
        case _:
            return st.sampled_from(tried)


def _any_numbers(part: Field, tried: Sequence[Any]) -> SearchStrategy[Any]:
    step = step_of(part)
    low, high = (int(EXACT.divide(bound, step)) for bound in bounds_of(part))
    if low > high:
        return st.sampled_from(tried)
    return st.integers(low, high).map(lambda steps: json_number(EXACT.multiply(Decimal(steps), step)))


_CHARACTERS = st.characters(exclude_categories=("Cc", "Cs"))
_WORD = st.text(st.sampled_from("abåö09-_"), min_size=1, max_size=12)


def _orgnr(number: int) -> str:
    """Nine digits and the check digit by Luhn's formula."""
    digits = f"{number:09d}"
    doubled = sum(sum(divmod(int(digit) * (2 - place % 2), 10)) for place, digit in enumerate(digits))
    return f"{digits}{-doubled % 10}"


def _hyphened(orgnr: str, hyphen: bool) -> str:
    return f"{orgnr[:6]}-{orgnr[6:]}" if hyphen else orgnr


_ANY: Mapping[str, SearchStrategy[str]] = {
    "email": st.builds("{}@{}.{}".format, _WORD, _WORD, _WORD),
    "phone": st.builds("{}{}".format, st.sampled_from(("", "+")), st.integers(10**4, 10**15 - 1)),
    "postcode": st.builds("{:03d}{}{:02d}".format, st.integers(0, 999), st.sampled_from(("", " ")), st.integers(0, 99)),
    "orgnr": st.builds(_hyphened, st.integers(0, 10**9 - 1).map(_orgnr), st.booleans()),
    "url": st.builds("{}://{}/{}".format, st.sampled_from(("http", "https")), _WORD, _WORD),
}
