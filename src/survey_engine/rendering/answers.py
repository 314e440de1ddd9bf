"""Values as people write them: 1 234 567, 11,3 and 2 mars 2026 in Swedish."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from survey_engine.hints import figure
from survey_engine.journey import Value
from survey_engine.model import Field


def written(part: Field, value: Value | None, language: str) -> str:
    """A field's value in effect as people write it, without its unit; nothing where it is missing."""
    if value is None or value is True:
        return ""
    if isinstance(value, tuple):
        return ", ".join(str(option.label) for option in part.options if option.id in value)
    if part.type == "choice":
        return next(str(option.label) for option in part.options if option.id == value)
    return figure(value, language) if isinstance(value, int | Decimal | date) else value
