"""Reads what people type: a text becomes an answer, or it is refused with what to write instead.

Only what can be understood in one way is taken. Whether the answer keeps within the field's limits is for the engine.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import NoReturn, assert_never

from survey_engine.composed import nfc
from survey_engine.diagnostics import spoken
from survey_engine.expr.types import MAX_DIGITS
from survey_engine.model import Field, Option
from survey_engine.refused import Refused

Json = int | float | str | bool | list[str] | None

_INVISIBLE = "\u200b\u200e\u200f\u202c\u202d\u2060\ufeff"  # comes along unseen when a cell or a web page is copied
_MINUS = re.compile(r"^[\u2212\u2013](?=[0-9.,])")
_KRONOR = re.compile(r"(?<=[0-9]) ?[:,][-\u2013]$")

_EITHER = re.compile(r"(?!0[.,])[0-9]{1,3}[.,][0-9]{3}")
_NUMBERS = (
    re.compile(r"(?P<whole>[0-9]+)(?:[.,](?P<decimals>[0-9]+))?"),
    re.compile(r"(?P<whole>)[.,](?P<decimals>[0-9]+)"),
    re.compile(r"(?P<whole>[1-9][0-9]{0,2}(?: [0-9]{3})+)(?:[.,](?P<decimals>[0-9]+))?"),
    re.compile(r"(?P<whole>[1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,(?P<decimals>[0-9]+))?"),
    re.compile(r"(?P<whole>[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.(?P<decimals>[0-9]+))?"),
)
_SPACED = re.compile(r"[0-9][0-9 ]*(?:[.,][0-9]+)?")

_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"))
_YEAR_FIRST = (
    re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})"),
    re.compile(r"([0-9]{4})()([0-9]{2})([0-9]{2})"),
)
_YEAR_LAST = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/. ]([0-9]{4})")
_SHORT_YEAR = re.compile(r"[0-9]{1,2}[-/.][0-9]{1,2}[-/. ][0-9]{2}|[0-9]{6}")
_DAY_MONTH = re.compile(r"(?:den )?([0-9]{1,2})(?::[ae]|\.|st|nd|rd|th)? ?(?:of )?([a-z]{3,9})\.?,? ([0-9]{4})")
_MONTH_DAY = re.compile(r"([a-z]{3,9})\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januari january",
            "feb februari february",
            "mar mars march",
            "apr april",
            "maj may",
            "jun juni june",
            "jul juli july",
            "aug augusti august",
            "sep sept september",
            "okt oktober oct october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}

_YES = frozenset({"ja", "j", "yes", "y", "x", "true", "sant", "1", "on"})
_NO = frozenset({"nej", "n", "no", "false", "falskt", "0", "off"})

_WORDS: dict[str, dict[str, str]] = {
    "sv": {
        "not-a-number.integer": "Skriv ett heltal med bara siffror, till exempel 1 234.",
        "not-a-number.integer.unit": "Skriv ett heltal i {unit} med bara siffror, till exempel 1 234.",
        "not-a-number.decimal": "Skriv ett tal med bara siffror, till exempel 1 234,5.",
        "not-a-number.decimal.unit": "Skriv ett tal i {unit} med bara siffror, till exempel 1 234,5.",
        "ambiguous-number.integer": "Tecknet mellan siffrorna kan läsas på två sätt. Skriv talet utan det, som 1234.",
        "ambiguous-number.decimal": (
            "Tecknet mellan siffrorna kan läsas på två sätt. Skriv 1234 eller 1 234 om det skiljer tusental, "
            "och 1,2340 om det skiljer decimaler."
        ),
        "uneven-groups": "Skriv siffrorna i grupper om tre, som 12 345, eller utan mellanrum, som 12345.",
        "not-whole": "Skriv ett heltal, utan decimaler.",
        "too-many-digits": "Skriv ett tal med högst 15 siffror.",
        "not-a-date": "Skriv ett datum som ÅÅÅÅ-MM-DD, till exempel 2026-03-02.",
        "ambiguous-date": "Datumet kan läsas på flera sätt. Skriv det som ÅÅÅÅ-MM-DD, till exempel 2026-03-02.",
        "no-such-date": "Det datumet finns inte. Skriv ett som finns, som ÅÅÅÅ-MM-DD.",
        "unknown-option.choice": "Skriv ett av alternativen precis som det står.",
        "unknown-option.choices": "Skriv alternativen precis som de står, med semikolon eller ny rad emellan.",
        "ambiguous-option": "Flera alternativ heter så. Skriv alternativets id i stället.",
        "not-yes-or-no": "Skriv ja eller nej.",
        "control-character": "Texten innehåller osynliga styrtecken. Ta bort dem, eller skriv texten på nytt.",
    },
    "en": {
        "not-a-number.integer": "Write a whole number in digits only, such as 1234.",
        "not-a-number.integer.unit": "Write a whole number in {unit}, digits only, such as 1234.",
        "not-a-number.decimal": "Write a number in digits only, such as 1234.5.",
        "not-a-number.decimal.unit": "Write a number in {unit}, digits only, such as 1234.5.",
        "ambiguous-number.integer": "The mark between the digits can be read in two ways. Leave it out, as in 1234.",
        "ambiguous-number.decimal": (
            "The mark between the digits can be read in two ways. Write 1234 or 1 234 if it separates thousands, "
            "and 1.2340 if it separates decimals."
        ),
        "uneven-groups": "Write the digits in groups of three, as in 12 345, or without spaces, as in 12345.",
        "not-whole": "Write a whole number, without decimals.",
        "too-many-digits": "Write a number of at most 15 digits.",
        "not-a-date": "Write a date as YYYY-MM-DD, such as 2026-03-02.",
        "ambiguous-date": "The date can be read in several ways. Write it as YYYY-MM-DD, such as 2026-03-02.",
        "no-such-date": "There is no such date. Write one that exists, as YYYY-MM-DD.",
        "unknown-option.choice": "Write one of the options exactly as it stands.",
        "unknown-option.choices": "Write the options exactly as they stand, with a semicolon or a new line between.",
        "ambiguous-option": "Several options have that name. Write the option's id instead.",
        "not-yes-or-no": "Write yes or no.",
        "control-character": "The text contains invisible control characters. Remove them, or write the text anew.",
    },
}


def parse_answer(field: Field, text: str, language: str = "sv") -> Json:
    """The answer that a typed text is at that field, as a JSON value; None when there is no answer in it.

    Numbers may be typed in Swedish or plain notation and with the field's unit, dates in several ways, options by id
    or label. Raises `Refused`, its message in that language, when the text cannot be read or can be read in two ways.
    """
    if not text or text.isspace():
        return None
    match field.type:
        case "text":
            return _text(field, text, language)
        case "integer" | "decimal":
            return _number(field, text, language)
        case "date":
            return _date(field, text, language)
        case "choice":
            return _option(field, text, language).id
        case "choices":
            return _options(field, text, language)
        case "confirm":
            return _confirmation(field, text, language)
        case _:
            assert_never(field.type)


def _refuse(field: Field, language: str, code: str, variant: str = "") -> NoReturn:
    message = _WORDS[spoken(language)][code + variant]
    raise Refused(code, field.path, message.format(unit=field.unit))


def _text(field: Field, text: str, language: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\t\n" for c in text):
        _refuse(field, language, "control-character")
    return text.strip() if field.format else text


def _number(field: Field, text: str, language: str) -> int | float:
    figure = _MINUS.sub("-", _without_unit(_trimmed(text), field.unit))
    sign, digits = ("-" if figure.startswith("-") else ""), figure[figure.startswith(("-", "+")) :]
    if _EITHER.fullmatch(digits):
        _refuse(field, language, "ambiguous-number", f".{field.type}")
    number = next((found for pattern in _NUMBERS if (found := pattern.fullmatch(digits))), None)
    if number is None:
        if _SPACED.fullmatch(digits):
            _refuse(field, language, "uneven-groups")
        _refuse(field, language, "not-a-number", f".{field.type}" + (".unit" if field.unit else ""))
    whole = re.sub(r"[ .,]", "", number["whole"]).lstrip("0") or "0"
    decimals = (number["decimals"] or "").rstrip("0")
    if decimals and field.type == "integer":
        _refuse(field, language, "not-whole")
    if len(whole) + len(decimals) > MAX_DIGITS:
        _refuse(field, language, "too-many-digits")
    return float(f"{sign}{whole}.{decimals}") if decimals else int(sign + whole)


def _trimmed(text: str) -> str:
    """The text without what surrounds it unseen, and with one kind of space (a tab or a line break is none)."""
    bare = text.strip().strip(_INVISIBLE).strip()
    return "".join(" " if unicodedata.category(c) == "Zs" else c for c in bare)


def _without_unit(figure: str, unit: str | None) -> str:
    """A number without its unit before or after it, unless it could not be told where the one ends."""
    unit = _trimmed(unit or "")
    if not unit:
        return figure
    if unit.casefold() == "kr":
        figure = _KRONOR.sub("", figure)
    for touching, own, rest in (
        (unit[0], figure[-len(unit) :], figure[: -len(unit)]),
        (unit[-1], figure[: len(unit)], figure[len(unit) :]),
    ):
        if own.casefold() == unit.casefold() and not re.match(r"[0-9.,+\u2212\u2013-]", touching):
            return rest.strip()
    return figure


def _date(field: Field, text: str, language: str) -> str:
    written = _folded(_trimmed(text)).translate(_DASHES)
    readings = _date_readings(written)
    if not readings:
        _refuse(field, language, "ambiguous-date" if _SHORT_YEAR.fullmatch(written) else "not-a-date")
    days = {day for reading in readings if (day := _day(*reading))}
    if not days:
        _refuse(field, language, "no-such-date")
    if len(days) > 1:
        _refuse(field, language, "ambiguous-date")
    return days.pop().isoformat()


def _date_readings(written: str) -> list[tuple[int, int, int]]:
    """Year, month and day in every way that a date can be read; day and month of 2/3 2026 change places."""
    for pattern in _YEAR_FIRST:
        if found := pattern.fullmatch(written):
            return [(int(found[1]), int(found[3]), int(found[4]))]
    if found := _YEAR_LAST.fullmatch(written):
        first, second, year = (int(part) for part in found.groups())
        return [(year, second, first), (year, first, second)]
    if (found := _DAY_MONTH.fullmatch(written)) and found[2] in _MONTHS:
        return [(int(found[3]), _MONTHS[found[2]], int(found[1]))]
    if (found := _MONTH_DAY.fullmatch(written)) and found[1] in _MONTHS:
        return [(int(found[3]), _MONTHS[found[1]], int(found[2]))]
    return []


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _option(field: Field, text: str, language: str) -> Option:
    found = _named(field, text)
    if not found:
        _refuse(field, language, "unknown-option", f".{field.type}")
    if len(found) > 1:
        _refuse(field, language, "ambiguous-option")
    return found[0]


def _options(field: Field, text: str, language: str) -> list[str]:
    """The ids, each once and in the form's order. A label may contain a comma, or even a semicolon."""
    pieces = [text] if _named(field, text) else [piece for piece in re.split(r"[;\r\n]", text) if piece.strip()]
    chosen = {
        _option(field, name, language).id
        for piece in pieces or [text]
        for name in ([piece] if _named(field, piece) else _at_commas(field, piece))
    }
    return [option.id for option in field.options if option.id in chosen]


def _at_commas(field: Field, piece: str) -> list[str]:
    names = piece.split(",")
    return names if all(_named(field, name) for name in names) else [piece]


def _named(field: Field, text: str) -> list[Option]:
    """The option with that id, else those with that label."""
    name = _folded(text)
    own = [option for option in field.options if option.id == text.strip()]
    return own or [option for option in field.options if _folded(option.label) == name]


def _confirmation(field: Field, text: str, language: str) -> bool:
    word = _folded(text)
    if word in _YES or (field.statement and word == _folded(field.statement)):
        return True
    if word not in _NO:
        _refuse(field, language, "not-yes-or-no")
    return False


def _folded(text: str) -> str:
    """A text as it is compared with another: whatever its capitals and its white space."""
    return nfc(" ".join(nfc(text).casefold().split()))
