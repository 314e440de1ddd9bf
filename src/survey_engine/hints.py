"""What a respondent is told of a field that nobody had to write: its limits, and how to answer it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from survey_engine.diagnostics import spoken
from survey_engine.model import Condition, Field

_WORDS: dict[str, dict[str, str]] = {
    "sv": {
        "max_chars": "Du kan skriva max {most} tecken.",
        "format.email": "Skriv en e-postadress.",
        "format.phone": "Skriv ett telefonnummer.",
        "format.postcode": "Skriv ett postnummer med fem siffror.",
        "format.orgnr": "Skriv ett organisationsnummer med tio siffror.",
        "format.url": "Skriv en webbadress.",
        "min": "Lägst {least}.",
        "max": "Högst {most}.",
        "places": "Högst {places} decimaler.",
        "place": "Högst en decimal.",
        "date": "Skriv datumet som ÅÅÅÅ-MM-DD.",
        "earliest": "Tidigast {least}.",
        "latest": "Senast {most}.",
        "several": "Du kan välja flera alternativ.",
        "at_most": "Du kan välja högst {most} alternativ.",
        "cannot_say": "Skriv {number} om ni inte kan svara.",
        "optional": "Frågan är frivillig att besvara.",
        "required_if": "Frågan måste besvaras om {words}.",
    },
    "en": {
        "max_chars": "You can write at most {most} characters.",
        "format.email": "Write an e-mail address.",
        "format.phone": "Write a telephone number.",
        "format.postcode": "Write a postcode of five digits.",
        "format.orgnr": "Write an organisation number of ten digits.",
        "format.url": "Write a web address.",
        "min": "At least {least}.",
        "max": "At most {most}.",
        "places": "At most {places} decimals.",
        "place": "At most one decimal.",
        "date": "Write the date as YYYY-MM-DD.",
        "earliest": "{least} or later.",
        "latest": "{most} or earlier.",
        "several": "You can choose several options.",
        "at_most": "You can choose at most {most} options.",
        "cannot_say": "Write {number} if you cannot answer.",
        "optional": "The question is optional.",
        "required_if": "The question must be answered if {words}.",
    },
}


def hints(part: Field, language: str) -> tuple[str, ...]:
    """Whole sentences in that language (Swedish for `sv`, else English): how to answer, within which limits.

    A field that the respondent does not answer has none. That a field is required is left to a mark.
    """
    return tuple(_hints(part, language)) if part.answerable else ()


def _hints(part: Field, language: str) -> Iterator[str]:
    words = _WORDS[spoken(language)]
    match part.type:
        case "text":
            if part.format is not None:
                yield words[f"format.{part.format}"]
            if part.max_chars is not None:
                yield words["max_chars"].format(most=part.max_chars)
        case "integer" | "decimal" if part.question.type != "scale":  # a scale shows its steps
            yield from _of_number(part, words, language)
        case "date":
            yield words["date"]
            if part.min is not None:
                yield words["earliest"].format(least=part.min)
            if part.max is not None:
                yield words["latest"].format(most=part.max)
        case "choices":
            most = part.max_selected
            yield words["several"] if most is None else words["at_most"].format(most=most)
        case _:
            pass
    if isinstance(part.required, Condition):
        yield words["required_if"].format(words=part.required.in_words(language))
    elif part.required is False and part.type != "confirm":
        yield words["optional"]


def _of_number(part: Field, words: dict[str, str], language: str) -> Iterator[str]:
    unit = f" {part.unit}" if part.unit else ""
    if part.places is not None:
        yield words["place"] if part.places == 1 else words["places"].format(places=part.places)
    if part.min is not None:
        yield words["min"].format(least=figure(part.min, language) + unit)
    if part.max is not None:
        yield words["max"].format(most=figure(part.max, language) + unit)
    if part.cannot_say is not None:
        yield words["cannot_say"].format(number=part.cannot_say)


def figure(number: int | Decimal | date, language: str) -> str:
    """A figure as it stands in print: 1 234 567 and 11,3 in Swedish, 1,234,567 and 11.3 in English.

    Four digits stand together, as in 1000; the space between more is one that no line breaks at.
    """
    if isinstance(number, date):
        return number.isoformat()
    exact = Decimal(number)
    text = f"{exact:,f}" if abs(exact) >= 10_000 else f"{exact:f}"
    if spoken(language) == "en":
        return text
    return text.translate(str.maketrans(",.", "\N{NO-BREAK SPACE},")).replace("-", "−")
