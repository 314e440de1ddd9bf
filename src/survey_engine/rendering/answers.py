"""Values as people write them, in any language that Unicode's locale data (CLDR, by babel) knows: 1 234 567, 11,3 and
2 mars 2026 in Swedish."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, localcontext
from functools import cache
from typing import TYPE_CHECKING

from survey_engine.diagnostics import spoken
from survey_engine.expr.types import EXACT
from survey_engine.journey import Value
from survey_engine.model import Field

if TYPE_CHECKING:
    from babel import Locale

MISSING = 'survey-engine: figures and dates in a summary need one more package: pip install "survey-engine[html]"'

_DIRECTION_MARKS = "\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}\N{ARABIC LETTER MARK}"


def written(part: Field, value: Value | None, language: str) -> str:
    """A field's value in effect as people write it, without its unit; nothing where it is missing.

    Raises ModuleNotFoundError with what to install without babel.
    """
    if value is None or value is True:
        return ""
    if isinstance(value, tuple):
        return ", ".join(str(option.label) for option in part.options if option.id in value)
    if part.type == "choice":
        return next(str(option.label) for option in part.options if option.id == value)
    if isinstance(value, int | Decimal):
        return _figure(value, language)
    return _date(value, language) if isinstance(value, date) else value


def _figure(number: int | Decimal, language: str) -> str:
    locale = _locale(language)
    from babel.numbers import format_decimal, get_minus_sign_symbol

    with localcontext(EXACT):  # babel reckons in the context that it finds, and the host's may be narrow
        size = format_decimal(abs(Decimal(number)), locale=locale, decimal_quantization=False)
    # babel leaves the hyphen of its patterns for a minus; marks of direction are the format's own matter.
    return get_minus_sign_symbol(locale).strip(_DIRECTION_MARKS) + size if number < 0 else size


def _date(day: date, language: str) -> str:
    locale = _locale(language)
    from babel.dates import format_date

    return format_date(day, "long", locale=locale)


@cache
def _locale(language: str) -> Locale:
    """The customs of a language; where they are not known, those of the language that its notes are in.

    English without a country is Britain's, for the notes say 2 March 2026 and not March 2, 2026.
    """
    try:
        from babel import Locale, UnknownLocaleError  # late: an extra, and a bare import loads none
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(MISSING, name=error.name) from None

    try:
        known = Locale.parse(language.replace("_", "-"), sep="-")
    except (UnknownLocaleError, ValueError):
        known = Locale("root")
    if known.months["format"]["wide"] == Locale("root").months["format"]["wide"]:  # it would say 2026 M03 2
        known = Locale(spoken(language))
    return Locale("en", "GB") if known == Locale("en") else known
