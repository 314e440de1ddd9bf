"""Values as JSON values: what is in effect, and whatever else was sent in place of an answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from math import isfinite
from typing import Any

from survey_engine.expr.types import EXACT

EXACT_DIGITS = 15
"""A number with more digits than this becomes text in JSON, where most readers would round it."""

DEEPEST = 50
"""How deep nested lists and objects are told in JSON; a client can send them deeper than Python can walk."""


def value_json(value: Any, depth: int = 0) -> Any:
    """A value as a JSON value: a date as YYYY-MM-DD, chosen options as a list, what JSON cannot hold as text.

    What is nested deeper than `DEEPEST` (only what was left out can be) becomes a text too.
    """
    match value:
        case str():
            return sendable(value)
        case bool() | None:
            return value
        case int():
            return int(value) if abs(value) < 10**EXACT_DIGITS else _digits(value)
        case float():
            return value if isfinite(value) else float.__repr__(value)
        case Decimal():
            return _decimal_json(value)
        case date():
            return value.isoformat()
        case tuple() | list() if depth < DEEPEST:
            return [value_json(item, depth + 1) for item in value]
        case Mapping() if depth < DEEPEST:
            return {sendable(str(key)): value_json(item, depth + 1) for key, item in value.items()}
        case _:
            return f"<{type(value).__name__}>"


def sendable(text: str) -> str:
    """A text as it is, or with a replacement character for each lone surrogate, which no UTF-8 can carry."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _decimal_json(value: Decimal) -> float | str:
    if not value.is_finite():
        return EXACT.to_sci_string(value)
    nearest = float(value)
    return nearest if isfinite(nearest) and Decimal(float.__repr__(nearest)) == value else EXACT.to_sci_string(value)


def _digits(value: int) -> str:
    """A whole number in digits, however long (`str` stops at 4,300 of them)."""
    return format(Decimal(value), "f")
