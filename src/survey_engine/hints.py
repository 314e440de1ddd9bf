"""What a respondent is told of a field that nobody had to write: its limits, and how to answer it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from survey_engine.diagnostics import spoken
from survey_engine.figures import figure, measured
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
        "one": "Du kan välja ett alternativ.",
        "cannot_say": "Skriv {number} om ni inte kan svara.",
        "optional.question": "Frågan är frivillig att besvara.",
        "optional.field": "Fältet är frivilligt att fylla i.",
        "required_if.question": "Frågan måste besvaras om {words}.",
        "required_if.field": "Fältet måste fyllas i om {words}.",
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
        "one": "You can choose one option.",
        "cannot_say": "Write {number} if you cannot answer.",
        "optional.question": "The question is optional.",
        "optional.field": "The field is optional.",
        "required_if.question": "The question must be answered if {words}.",
        "required_if.field": "The field must be filled in if {words}.",
    },
}


def hints(part: Field, language: str) -> tuple[str, ...]:
    """Whole sentences in that language (Swedish for `sv`, else English): how to answer, within which limits.

    A field that the respondent does not answer has none. That a field is required is left to a mark.
    """
    return (*limits(part, language), *filter(None, (requiredness(part, language),)))


def limits(part: Field, language: str) -> tuple[str, ...]:
    """How to answer a field, within which limits, as `hints` tells it."""
    return tuple(_limits(part, language)) if part.answerable else ()


def requiredness(part: Field, language: str) -> str:
    """When a field must be answered, or that it need not be; nothing where it always must, which is left to a mark."""
    words = _WORDS[spoken(language)]
    of = "field" if part.question.type == "group" or part.chosen_with is not None else "question"
    if not part.answerable or part.required is True or (part.type == "confirm" and part.required is False):
        return ""
    if isinstance(part.required, Condition):
        return words[f"required_if.{of}"].format(words=part.required.in_words(language))
    return words[f"optional.{of}"]


def _limits(part: Field, language: str) -> Iterator[str]:
    words = _WORDS[spoken(language)]
    match part.type:
        case "text":
            if part.format is not None:
                yield words[f"format.{part.format}"]
            if part.max_chars is not None:
                yield words["max_chars"].format(most=_count(part.max_chars, language))
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
            key = "several" if most is None else "one" if most == 1 else "at_most"
            yield words[key].format(most=_count(most or 0, language))
        case _:
            pass


def _count(number: int, language: str) -> str:
    """How many there may be; up to four digits as the authorities' own forms write them: max 1000 tecken."""
    return str(number) if number < 10_000 else figure(number, language)


def _of_number(part: Field, words: dict[str, str], language: str) -> Iterator[str]:
    if part.places is not None:
        yield words["place"] if part.places == 1 else words["places"].format(places=part.places)
    if isinstance(part.min, int | Decimal):
        yield words["min"].format(least=_bound(part.min, part, language))
    if isinstance(part.max, int | Decimal):
        yield words["max"].format(most=_bound(part.max, part, language))
    if part.cannot_say is not None:
        yield words["cannot_say"].format(number=figure(part.cannot_say, language))


def _bound(limit: int | Decimal, part: Field, language: str) -> str:
    """A limit with its unit; a whole number of four digits that counts nothing may be a year, and stands together."""
    if part.unit is None and 1000 <= limit <= 9999 and limit == int(limit):
        return str(int(limit))
    return measured(figure(limit, language), part.unit)
