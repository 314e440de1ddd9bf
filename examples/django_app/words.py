"""What the application says in its own words, in Swedish: limits before they are broken, and values as people write
them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.formats import number_format

import survey_engine as se

Value = int | Decimal | date | str | bool | tuple[str, ...]
"""What `Journey.values` holds."""


def hint(field: se.Field) -> str:
    """What a field takes. The limit of a text is told and not enforced by the browser, which would cut off, without a
    word, the end of what somebody pastes."""
    match field.type:
        case "integer" if field.question.type == "scale":
            said = []  # its steps are there to be seen
        case "text":
            said = [f"Högst {figure(field.max_chars)} tecken"] if field.max_chars else []
        case "integer" | "decimal":
            said = ["Heltal" if field.type == "integer" else f"Högst {field.places} decimaler", *_limits(field)]
        case "date":
            said = ["Datum, som 2026-03-02", *_limits(field)]
        case "choices" if len(field.options) > 1:
            said = [f"Välj högst {field.max_selected}" if field.max_selected else "Du kan välja flera alternativ"]
        case _:
            said = []
    if field.cannot_say is not None:
        said.append(f"skriv {figure(field.cannot_say)} om ni inte kan svara")
    return ", ".join(said) + "." if said else ""


def _limits(field: se.Field) -> list[str]:
    bounds = {"lägst": field.min, "högst": field.max}
    return [f"{word} {figure(bound)}" for word, bound in bounds.items() if bound is not None]


def figure(value: float | Decimal | date) -> str:
    return value.isoformat() if isinstance(value, date) else number_format(value, force_grouping=True)


def written(field: se.Field, value: Value | None) -> str:
    """A value as people write it: 1 234,50 kr, the options' labels, the statement that was agreed to."""
    labels = {option.id: option.label for option in field.options}
    match value:
        case None:
            return ""
        case bool():
            return field.statement
        case tuple():
            return "\n".join(labels[chosen] for chosen in value)
        case str():
            return labels.get(value, value)
        case date():
            return figure(value)
        case _:
            return f"{figure(value)} {field.unit or ''}".strip()
