"""What can be wrong with a response, in data and in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from survey_engine.diagnostics import Severity, spoken
from survey_engine.figures import figure
from survey_engine.json_values import sendable, value_json
from survey_engine.model import Check, Field

Code = Literal["type", "required", "range", "max_chars", "places", "format", "exclusive", "max_selected", "check"]
Reason = Literal["unknown", "computed", "hidden", "type", "filtered"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong (or, with severity `warning`, doubtful) with a response, at a path.

    `code` is stable: type, required, range, max_chars, places, format, exclusive, max_selected or check. `params` are
    the figures behind the message, which is in the form's language; neither holds an answer.
    """

    path: str
    """The field's path; of a check, its question's id, or with `row.` the row's path."""
    code: Code
    """What is wrong, in one word that programs can go by."""
    severity: Severity
    """`error` stops a submission, `warning` stops nothing."""
    message: str
    """What to do about it, for the respondent, in the survey's language."""
    details: tuple[tuple[str, Any], ...] = field(default=(), repr=False)
    """Not public: `params`, as pairs."""

    @property
    def params(self) -> Mapping[str, Any]:
        """The figures behind the message, by name; which ones is told in “What a form means”."""
        return MappingProxyType(dict(self.details))

    def as_json(self) -> dict[str, Any]:
        """The problem as JSON values: path, code, severity, message and params."""
        return {
            "path": self.path,
            "code": self.code,
            "severity": self.severity,
            "message": self.message,
            "params": value_json(self.params),
        }


def broken_limit(part: Field, code: Code, language: str, **params: Any) -> Problem:
    """The problem of a field whose answer breaks one of its own limits."""
    message = _message(code, part, params, language)
    return Problem(part.path, code, "error", message, tuple(params.items()))


def failed_check(check: Check, path: str) -> Problem:
    """The problem of a check that was set off."""
    return Problem(path, "check", check.severity, str(check.message))


class Dropped(NamedTuple):
    """Something that was answered and is not in effect, and why.

    `reason` is the first that applies of: unknown (no such path), computed, hidden, type (the wrong kind of value),
    filtered (options that are not available). `value` is what was lost; of choices only the lost ids.
    """

    path: str
    """The path as it was given; a key that is no text is called by its type."""
    reason: Reason
    """Why it does not count: the first that applies."""
    value: Any
    """What was lost, as it was given."""

    def as_json(self) -> dict[str, Any]:
        """What was lost as JSON values: path, reason and value."""
        return {"path": sendable(self.path), "reason": self.reason, "value": value_json(self.value)}

    def __repr__(self) -> str:
        return f"Dropped(path={self.path!r}, reason={self.reason!r})"


_WORDS: dict[str, dict[str, str]] = {
    "sv": {
        "type.text": "Skriv en text, utan styrtecken.",
        "type.integer": "Skriv ett heltal med högst 15 siffror.",
        "type.decimal": "Skriv ett tal med högst 15 siffror.",
        "type.date": "Skriv ett datum som finns, som ÅÅÅÅ-MM-DD.",
        "type.choice": "Välj ett av alternativen.",
        "type.choices": "Välj bland alternativen.",
        "type.confirm": "Kryssa i rutan eller lämna den tom.",
        "required": "Frågan behöver ett svar.",
        "required.prefill": "En uppgift som skulle vara ifylld i förväg saknas.",
        "range": "Svaret får vara lägst {min} och högst {max}.",
        "range.min": "Svaret får vara lägst {min}.",
        "range.max": "Svaret får vara högst {max}.",
        "range.date": "Datumet får vara tidigast {min} och senast {max}.",
        "range.date.min": "Datumet får vara tidigast {min}.",
        "range.date.max": "Datumet får vara senast {max}.",
        "max_chars": "{count} av högst {max} tecken.",
        "places": "Skriv högst {places} decimaler.",
        "places.1": "Skriv högst en decimal.",
        "format.email": "Skriv en e-postadress, till exempel namn@kommun.se.",
        "format.phone": "Skriv ett telefonnummer med 5–15 siffror, till exempel 08-123 45 67.",
        "format.postcode": "Skriv ett postnummer med fem siffror, till exempel 123 45.",
        "format.orgnr": "Skriv ett organisationsnummer med tio siffror, till exempel 212000-0142.",
        "format.url": "Skriv en webbadress som börjar med https://.",
        "exclusive": "”{option}” kan inte väljas tillsammans med andra alternativ.",
        "max_selected": "{count} valda av högst {max}.",
    },
    "en": {
        "type.text": "Write a text, without control characters.",
        "type.integer": "Write a whole number of at most 15 digits.",
        "type.decimal": "Write a number of at most 15 digits.",
        "type.date": "Write a date that exists, as YYYY-MM-DD.",
        "type.choice": "Choose one of the options.",
        "type.choices": "Choose among the options.",
        "type.confirm": "Tick the box or leave it empty.",
        "required": "The question needs an answer.",
        "required.prefill": "A value that should have been filled in beforehand is missing.",
        "range": "The answer must be at least {min} and at most {max}.",
        "range.min": "The answer must be at least {min}.",
        "range.max": "The answer must be at most {max}.",
        "range.date": "The date must be between {min} and {max}.",
        "range.date.min": "The date must be {min} or later.",
        "range.date.max": "The date must be {max} or earlier.",
        "max_chars": "{count} of at most {max} characters.",
        "places": "Write at most {places} decimals.",
        "places.1": "Write at most one decimal.",
        "format.email": "Write an e-mail address, such as name@example.org.",
        "format.phone": "Write a telephone number of 5–15 digits, such as +46 8 123 45 67.",
        "format.postcode": "Write a postcode of five digits, such as 123 45.",
        "format.orgnr": "Write an organisation number of ten digits, such as 212000-0142.",
        "format.url": "Write a web address that begins with https://.",
        "exclusive": "“{option}” cannot be chosen together with other options.",
        "max_selected": "{count} chosen of at most {max}.",
    },
}


def _message(code: Code, part: Field, params: Mapping[str, Any], language: str) -> str:
    tongue = spoken(language)
    words = _WORDS[tongue]
    if code == "exclusive":
        label = next(option.label for option in part.options if option.id == params["option"])
        return words[code].format(option=label)
    figures = {name: written(value, tongue) for name, value in params.items()}
    return words[_key(code, part, params)].format(**figures)


def _key(code: Code, part: Field, params: Mapping[str, Any]) -> str:
    match code:
        case "type":
            return f"type.{part.type}"
        case "required":
            return "required.prefill" if part.prefill else "required"
        case "range":
            bounds = [name for name in ("min", "max") if name in params]
            return "range" + (".date" if part.type == "date" else "") + (f".{bounds[0]}" if len(bounds) == 1 else "")
        case "places":
            return "places.1" if params["places"] == 1 else "places"
        case "format":
            return f"format.{part.format}"
        case _:
            return code


def written(value: Any, language: str) -> str:
    """A figure as people write it, and a date as YYYY-MM-DD."""
    return figure(value, language) if isinstance(value, int | Decimal) else str(value)
