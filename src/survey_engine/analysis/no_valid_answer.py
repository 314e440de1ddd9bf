"""Limits that leave no answer, and a limit that limits nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_CEILING, Decimal

from survey_engine.dependencies import Blueprint, Written
from survey_engine.diagnostics import Diagnostic, Note, Rule
from survey_engine.model import Field

NO_VALID_ANSWER = Rule(
    "no-valid-answer",
    {"sv": "inget svar håller sig inom gränserna", "en": "no answer keeps to the limits"},
    {
        "sv": "ändra min eller max så att minst ett värde går att svara",
        "en": "change min or max so that at least one value can be given",
    },
    severity="warning",
)
TOO_SHORT_FOR_FORMAT = Rule(
    NO_VALID_ANSWER.code,
    NO_VALID_ANSWER.message,
    {
        "sv": "med format: {format} är det kortaste svaret {shortest} tecken: höj max_chars",
        "en": "with format: {format} the shortest answer has {shortest} characters: raise max_chars",
    },
    severity="warning",
)
MAX_SELECTED_LIMITS_NOTHING = Rule(
    "max-selected-limits-nothing",
    {
        "sv": "fler än {count} alternativ går ändå inte att välja",
        "en": "more than {count} options cannot be chosen anyway",
    },
    {"sv": "ta bort max_selected, eller sänk det", "en": "remove max_selected, or lower it"},
    severity="warning",
)
LEAST_HERE = {"sv": "det minsta värdet står här", "en": "the smallest value is here"}
FORMAT_HERE = {"sv": "formatet står här", "en": "the format is here"}

_SHORTEST = {"email": len("a@b.c"), "phone": 5, "postcode": 5, "orgnr": 10, "url": len("http://a")}


def no_valid_answer(blueprint: Blueprint) -> Iterator[Diagnostic]:
    """Fields whose limits contradict one another, or say nothing. A scale's steps are its own."""
    seen: set[Written] = set()
    for part in blueprint.form.fields:
        if part.min is None and part.max is None and part.max_chars is None and part.max_selected is None:
            continue
        if part.question.type == "scale" or part.computed is not None:
            continue
        written = blueprint.of(part)
        if written not in seen:
            seen.add(written)
            yield from _of_field(part, written)


def _of_field(part: Field, written: Written) -> Iterator[Diagnostic]:
    if _is_empty(part):
        yield Diagnostic(NO_VALID_ANSWER, written.at("max"), notes=(Note(LEAST_HERE, span=written.at("min")),))
    shortest = _SHORTEST.get(part.format or "", 0)
    if part.max_chars is not None and part.format and part.max_chars < shortest:
        params = {"format": part.format, "shortest": shortest}
        note = Note(FORMAT_HERE, span=written.at("format"))
        yield Diagnostic(TOO_SHORT_FOR_FORMAT, written.at("max_chars"), params, (note,))
    most = max(sum(not option.exclusive for option in part.options), 1)
    if part.max_selected is not None and part.options and part.max_selected >= most:
        yield Diagnostic(MAX_SELECTED_LIMITS_NOTHING, written.at("max_selected"), {"count": most})


def _is_empty(part: Field) -> bool:
    """Whether nothing between the least and the greatest value can be written with so many decimals."""
    least, most = part.min, part.max
    if least is None or most is None or isinstance(least, date) or isinstance(most, date) or least > most:
        return False  # a least above the greatest is told of where they are read
    step = Decimal(1).scaleb(-(part.places or 0))
    first = (Decimal(least) / step).to_integral_value(ROUND_CEILING)
    return first * step > most
