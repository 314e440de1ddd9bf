"""Reading one answer: from what a client sent to a value in effect, and the first limit that the value breaks.

This is the whole of DESIGN §3 rule 1 for a single field, with every doubt looked into; the compiled function does the
plain cases itself and comes here with the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from survey_engine.composed import nfc
from survey_engine.engine.formats import FORMATS
from survey_engine.expr.types import EXACT, MAX_DIGITS
from survey_engine.journey import Value
from survey_engine.model import Field, Kind
from survey_engine.problems import Problem, broken_limit


class Wrong:
    """What a value of the wrong type is read as."""


WRONG: Final = Wrong()

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}").fullmatch


def is_answer(kind: Kind, raw: Any) -> bool:
    """Whether something was answered at all: not null, blank text, an empty list of choices or an unticked confirm."""
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return False
    if kind == "choices":
        return not (isinstance(raw, list | tuple) and not raw)
    return not (kind == "confirm" and raw is False)


def read(part: Field, raw: Any, offered: Collection[str] | None = None) -> Value | Wrong | None:
    """The value of an answer at a field; None where there is none, `WRONG` where its type is.

    `offered` are the ids of the options that are available; without it, all are. A lost option is lost alone.
    """
    if not is_answer(part.type, raw):
        return None
    if part.type == "choice":
        return _choice(part, raw, offered)
    if part.type == "choices":
        return _choices(part, raw, offered)
    return _READERS[part.type](part, raw)


def _text(_: Field, raw: Any) -> Value | Wrong:
    if not isinstance(raw, str):
        return WRONG
    text = str.__str__(raw).replace("\r\n", "\n").replace("\r", "\n")
    return WRONG if _CONTROL.search(text) else nfc(text)


def number(raw: Any) -> Decimal | None:
    """A JSON number by the decimal that it prints, without trailing zeros; None if it is none or has over 15 digits."""
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal):
        return None
    if isinstance(raw, int):
        return Decimal(raw) if -(10**MAX_DIGITS) < raw < 10**MAX_DIGITS else None
    value = Decimal(float.__repr__(raw)) if isinstance(raw, float) else Decimal(raw)
    if not value.is_finite():
        return None
    if not value:
        return Decimal(0)
    if not -MAX_DIGITS < value.adjusted() < MAX_DIGITS:
        return None
    plain = format(value, "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return Decimal(plain) if sum(map(str.isdigit, plain)) <= MAX_DIGITS else None


def _integer(_: Field, raw: Any) -> Value | Wrong:
    value = number(raw)
    return WRONG if value is None or value != value.to_integral_value(context=EXACT) else int(value)


def _decimal(part: Field, raw: Any) -> Value | Wrong:
    value = number(raw)
    return WRONG if value is None else with_places(value, part.places or 0)


def with_places(value: Decimal, places: int) -> Decimal:
    """The number with exactly so many decimals, or more where it has more."""
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and -exponent >= places:
        return value
    return value.quantize(Decimal((0, (1,), -places)), context=EXACT)


def decimals(value: Decimal) -> int:
    """How many decimals a number needs: 2 for 1.50 kept at two places is 1."""
    exponent = value.normalize(EXACT).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _date(_: Field, raw: Any) -> Value | Wrong:
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw
    if not isinstance(raw, str) or not _DATE(raw):
        return WRONG
    try:
        return date.fromisoformat(raw)
    except ValueError:
        return WRONG


def _confirm(_: Field, raw: Any) -> Value | Wrong:
    return True if raw is True else WRONG


def _choice(part: Field, raw: Any, offered: Collection[str] | None) -> Value | Wrong | None:
    if not isinstance(raw, str):
        return WRONG
    available = [o.id for o in part.options] if offered is None else offered
    chosen = str.__str__(raw)
    return chosen if chosen in available else None


def _choices(part: Field, raw: Any, offered: Collection[str] | None) -> Value | Wrong | None:
    if not isinstance(raw, list | tuple) or not all(isinstance(item, str) for item in raw):
        return WRONG
    chosen = set(map(str.__str__, raw))
    kept = tuple(o.id for o in part.options if o.id in chosen and (offered is None or o.id in offered))
    return kept or None


_READERS: dict[Kind, Callable[[Field, Any], Value | Wrong]] = {
    "text": _text,
    "integer": _integer,
    "decimal": _decimal,
    "date": _date,
    "confirm": _confirm,
}


def lost(part: Field, raw: Any, kept: Value | None) -> Any:
    """What a filter took of a choice, if anything: the id, or the lost ids (the form's in its order, then others)."""
    if part.type == "choice":
        return raw if kept is None else None
    gone = set(raw) - set(kept if isinstance(kept, tuple) else ())
    known = tuple(option.id for option in part.options if option.id in gone)
    return known + tuple(sorted(gone - set(known)))


def first_broken(part: Field, value: Value, language: str) -> Problem | None:
    """The first limit that a value in effect breaks, in the order range, length, places, format, exclusive, number."""
    match value:
        case bool():
            return None
        case int() | Decimal() | date():
            return _broken_number(part, value, language)
        case str():
            return _broken_text(part, value, language)
        case tuple():
            return _broken_choices(part, value, language)


def _broken_number(part: Field, value: int | Decimal | date, language: str) -> Problem | None:
    if part.cannot_say is not None and value == part.cannot_say:
        return None
    low: Any = part.min
    high: Any = part.max
    if (low is not None and value < low) or (high is not None and value > high):
        bounds = {name: bound for name, bound in (("min", low), ("max", high)) if bound is not None}
        return broken_limit(part, "range", language, **bounds)
    if isinstance(value, Decimal) and part.places is not None and decimals(value) > part.places:
        return broken_limit(part, "places", language, places=part.places)
    return None


def _broken_text(part: Field, value: str, language: str) -> Problem | None:
    if part.max_chars is not None and len(value) > part.max_chars:
        return broken_limit(part, "max_chars", language, count=len(value), max=part.max_chars)
    if part.format is not None and not FORMATS[part.format](value):
        return broken_limit(part, "format", language, format=part.format)
    return None


def _broken_choices(part: Field, value: tuple[str, ...], language: str) -> Problem | None:
    if len(value) > 1:
        alone = next((o.id for o in part.options if o.exclusive and o.id in value), None)
        if alone is not None:
            return broken_limit(part, "exclusive", language, option=alone)
    if part.max_selected is not None and len(value) > part.max_selected:
        return broken_limit(part, "max_selected", language, count=len(value), max=part.max_selected)
    return None
