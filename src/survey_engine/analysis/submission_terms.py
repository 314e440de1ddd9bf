"""What a form says of its submission can be kept: it opens before it closes, and a receipt has an address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from survey_engine.dependencies import Blueprint, conditions
from survey_engine.diagnostics import Diagnostic, Note, Rule
from survey_engine.model import Field, Format

CLOSES_BEFORE_OPENS = Rule(
    "closes-before-opens",
    {"sv": "formuläret stänger innan det öppnar", "en": "the form closes before it opens"},
    {
        "sv": "skriv en sista dag som inte är tidigare än den första",
        "en": "write a last day that is not earlier than the first",
    },
    severity="warning",
)
RECEIPT_NOT_AN_EMAIL = Rule(
    "receipt-not-an-email",
    {
        "sv": "{path} kan innehålla annat än en e-postadress",
        "en": "{path} can hold other things than an e-mail address",
    },
    {"sv": "skriv format: email på frågan", "en": "write format: email on the question"},
    severity="warning",
)
RECEIPT_OPTIONAL = Rule(
    "receipt-optional",
    {
        "sv": "{path} är frivillig, så ett kvitto kan sakna adress",
        "en": "{path} is optional: a receipt may lack an address",
    },
    {"sv": "skriv required: true på frågan", "en": "write required: true on the question"},
    severity="warning",
)
OPENS_HERE = {"sv": "första dagen står här", "en": "the first day is here"}
ADDRESS_HERE = {"sv": "frågan står här", "en": "the question is here"}


def submission_terms(blueprint: Blueprint) -> Iterator[Diagnostic]:
    """A last day before the first, and a receipt that may have nowhere to go.

    An address that is asked for under a condition is left alone: there, who wants no receipt says so.
    """
    terms = blueprint.form.submission
    if terms.opens and terms.closes and terms.closes < terms.opens:
        written = blueprint.of(terms)
        yield Diagnostic(CLOSES_BEFORE_OPENS, written.at("closes"), notes=(Note(OPENS_HERE, span=written.at("opens")),))
    part = blueprint.form.by_path.get(terms.receipt_to) if terms.receipt_to else None
    if part is not None and part.type == "text" and part.chosen_with is None:
        place, note = blueprint.of(terms).at("receipt_to"), Note(ADDRESS_HERE, span=blueprint.place(part.path))
        if part.format not in (None, *get_args(Format)):
            return  # that there is no such format was told of
        if part.format != "email":
            yield Diagnostic(RECEIPT_NOT_AN_EMAIL, place, {"path": part.path}, (note,))
        elif _is_optional(part) and not blueprint.incomplete:  # what it says of `required` may be what is wrong
            yield Diagnostic(RECEIPT_OPTIONAL, place, {"path": part.path}, (note,))


def _is_optional(part: Field) -> bool:
    return part.required is False and not part.prefill and not any(conditions(part))
