"""The JSON Schema of the answers to a form: one flat object from path to JSON value.

It looks at every path as if its field were shown, and refuses what would be a problem there, or lost. Stricter than the
engine it is only in what no client needs (docs/python.md names it). What depends on conditions, and what validators do
not agree on, is left to the engine; the schema's description says what.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any, Final, assert_never

from survey_engine.dependencies import conditions
from survey_engine.diagnostics import spoken
from survey_engine.expr.types import EXACT, MAX_DIGITS
from survey_engine.json_values import value_json
from survey_engine.model import Field, Form, Format

Json = dict[str, Any]

_GREATEST: Final = Decimal(10**MAX_DIGITS - 1)

_BLANK = r"^\s*$"

_CONTROLS: Final = {"type": "string", "pattern": r"[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]"}
_CONTROLS_OR_BREAKS: Final = {"type": "string", "pattern": r"[\u0000-\u001f\u007f-\u009f]"}
"""What a text must not match. A formatted text has no line break, which Python's `$` would let pass at its end."""

_FORMATS: Final[Mapping[Format, str]] = {
    "email": r"^[^@\s]+@[^@\s][^@\s.]*\.[^@\s]+$",
    "phone": r"^\+?\(?[0-9](?:[ \(\)\/\-]*[0-9]){4,14}$",
    "postcode": r"^[0-9]{3} ?[0-9]{2}$",
    "orgnr": r"^[0-9]{6}-?[0-9]{4}$",
    "url": r"^https?:\/\/[^\s\/]\S*$",
}
"""The formats of DESIGN §2 as ECMA 262 reads them, with its flags u and v too; no text makes them slow."""

_DATE: Final = {"format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "maxLength": 10}

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "sv": {
        "whole": "Svaren på formuläret: ett platt objekt från sökväg till värde, med de förifyllda värdena. Varje "
        "sökväg prövas som om frågan visades. Null och text av bara blanktecken är inget svar. Sökvägar som inte finns "
        "i formuläret godtas och räknas inte. Skicka text i Unicodes NFC med LF som radbrytning; så räknas tecknen. "
        "Det som beror på villkor avgörs av motorn: vad som visas, vad som då krävs, vilka alternativ som finns, "
        "författarens kontroller och alternativ som utesluter andra. Så även tidigaste och senaste datum, antalet "
        "decimaler och organisationsnumrets kontrollsiffra.",
        "complete": "Det som alltid visas och alltid krävs måste finnas med.",
        "computed": "Räknas fram. Det som skickas hit räknas inte.",
        "prefill": "Förifylls.",
        "unit": "Enhet: {unit}.",
        "places": "Högst {places} decimaler.",
        "earliest": "Tidigast {date}.",
        "latest": "Senast {date}.",
        "orgnr": "Med riktig kontrollsiffra.",
        "cannot_say": "Kan inte svara",
        "no_answer": "Inget svar",
    },
    "en": {
        "whole": "The answers to the form: a flat object from path to value, prefilled values included. Every path is "
        "looked at as if its question were shown. Null and text of only white space are no answer. Paths that the form "
        "does not have are accepted and do not count. Send texts in Unicode's NFC with LF as line break; that is how "
        "characters are counted. What depends on conditions is for the engine: what is shown, what is required then, "
        "which options are available, the author's checks, and options that exclude others. So are the first and last "
        "date, the number of decimals, and an organisation number's check digit.",
        "complete": "What is always shown and always required must be there.",
        "computed": "Worked out. What is sent here does not count.",
        "prefill": "Prefilled.",
        "unit": "Unit: {unit}.",
        "places": "At most {places} decimals.",
        "earliest": "{date} or later.",
        "latest": "{date} or earlier.",
        "orgnr": "With the right check digit.",
        "cannot_say": "Cannot say",
        "no_answer": "No answer",
    },
}


def answer_schema(form: Form, *, complete: bool = False) -> Json:
    """The JSON Schema (Draft 2020-12) of the form's answers, with prefilled values, in the form's language.

    With `complete`, what is always shown and always required must be there; without, nothing must.
    """
    words = _WORDS[spoken(form.language)]
    needed = dict.fromkeys(part.path for part in form.fields if complete and is_always_required(part))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": str(form.title),
        "description": words["whole"] + (" " + words["complete"] if complete else ""),
        "type": "object",
        "properties": {part.path: _property(part, part.path in needed, words) for part in form.fields},
        **({"required": list(needed)} if complete else {}),
        "additionalProperties": True,
    }


def is_always_required(part: Field) -> bool:
    """Whether no response can be complete without a value here, whatever the others are."""
    asked = part.computed is None and part.required is True
    shown = part.chosen_with is None and not any(conditions(part))
    return asked and shown and (not part.options or any(option.visible_if is None for option in part.options))


def _property(part: Field, needed: bool, words: Mapping[str, str]) -> Json:
    about: Json = {"title": str(part.label)}
    notes = " ".join(_notes(part, words))
    if notes:
        about["description"] = notes
    if part.computed is not None:
        return about | {"readOnly": True}
    return about | (_value(part, words) if needed else _value_or_none(part, words))


def _notes(part: Field, words: Mapping[str, str]) -> Iterator[str]:
    """What the rest of the schema does not say of a field."""
    if part.help:
        yield str(part.help)
    if part.computed is not None:
        yield words["computed"]
    if part.prefill:
        yield words["prefill"]
    if part.unit:
        yield words["unit"].format(unit=part.unit)
    if part.places and part.computed is None:
        yield words["places"].format(places=part.places)
    if part.type == "date":
        yield from (
            words[word].format(date=day)
            for word, day in (("earliest", part.min), ("latest", part.max))
            if day is not None
        )
    if part.format == "orgnr":
        yield words["orgnr"]


def _value_or_none(part: Field, words: Mapping[str, str]) -> Json:
    """What may be sent where nothing has to be: a value, null or a blank text; `[]` and `false` as their kinds have."""
    match part.type:
        case "text":
            written = {} if part.format is None else {"pattern": f"{_BLANK}|{_FORMATS[part.format]}"}
            return {"type": ["string", "null"], **_text(part), **written}
        case "date":
            return {"type": ["string", "null"], "anyOf": [_DATE.copy(), {"pattern": _BLANK}]}
        case "choice":
            nothing = {"title": words["no_answer"], "type": ["null", "string"], "pattern": _BLANK}
            return {"oneOf": [*_options(part), nothing]}
        case "integer" | "decimal":
            own = _number(part, words)
        case "choices":
            own = _chosen(part)
        case "confirm":
            own = {"type": "boolean"}
        case _:
            assert_never(part.type)
    return own | {"type": [own["type"], "null", "string"], "pattern": _BLANK}


def _value(part: Field, words: Mapping[str, str]) -> Json:
    """What may be sent where there must be a value."""
    match part.type:
        case "text":
            return {"type": "string", **_text(part), "pattern": _FORMATS[part.format] if part.format else r"\S"}
        case "integer" | "decimal":
            return _number(part, words)
        case "date":
            return {"type": "string", **_DATE}
        case "choice":
            return {"type": "string", "oneOf": _options(part)}
        case "choices":
            return _chosen(part) | {"minItems": 1}
        case "confirm":
            return {"const": True}
        case _:
            assert_never(part.type)


def _text(part: Field) -> Json:
    """What limits a text but for its pattern, which tells what may be blank."""
    longest = {} if part.max_chars is None else {"maxLength": part.max_chars}
    return longest | {"not": (_CONTROLS if part.format is None else _CONTROLS_OR_BREAKS).copy()}


def _number(part: Field, words: Mapping[str, str]) -> Json:
    own = {"type": "integer" if part.type == "integer" else "number"}
    bounds = _bounds(part)
    if part.cannot_say is None:
        return own | bounds
    said = {"title": words["cannot_say"], "const": value_json(part.cannot_say)}
    return own | {"anyOf": [bounds, said]}


def _bounds(part: Field) -> Json:
    """The limits of a number. No answer has more than 15 digits, so limits with more are moved to the nearest that
    has not: every reader then compares exactly, also one whose numbers are binary."""
    low = -_GREATEST if not isinstance(part.min, int | Decimal) else _in_digits(Decimal(part.min), ROUND_CEILING)
    high = _GREATEST if not isinstance(part.max, int | Decimal) else _in_digits(Decimal(part.max), ROUND_FLOOR)
    return {"minimum": _figure(max(low, -_GREATEST)), "maximum": _figure(min(high, _GREATEST))}


def _in_digits(limit: Decimal, rounding: str) -> Decimal:
    places = MAX_DIGITS - max(limit.adjusted() + 1, 1)
    return limit.quantize(Decimal((0, (1,), -places)), rounding, EXACT)


def _figure(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value(context=EXACT) else float(number)


def _chosen(part: Field) -> Json:
    most = {} if part.max_selected is None else {"maxItems": part.max_selected}
    return {"type": "array", "items": {"oneOf": _options(part)}, "uniqueItems": True} | most


def _options(part: Field) -> list[Json]:
    return [{"const": option.id, "title": str(option.label)} for option in part.options]
