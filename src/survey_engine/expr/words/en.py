"""Conditions in English, addressed to those who answer ("you")."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from survey_engine.expr.words.phrases import Phrases

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def _figure(number: Decimal) -> str:
    return f"{number:,f}".replace("-", "−")


def _date(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _to_places(places: int) -> str:
    return {0: "a whole number", 1: "one decimal"}.get(places, f"{places} decimals")


ENGLISH = Phrases(
    all_of="both ",
    any_of="either ",
    and_=" and ",
    or_=" or ",
    if_=", if ",
    and_if=", and if ",
    or_if=", or if ",
    verb="is",
    denied_verb="is not",
    number={"==": "", "<": "less than ", "<=": "at most ", ">": "greater than ", ">=": "at least "},
    day={"==": "", "<": "before ", "<=": "no later than ", ">": "after ", ">=": "no earlier than "},
    neither="neither ",
    nor=" nor ",
    picked="you have answered {items} to {of}",
    picked_all="you have answered both {items} to {of}",
    not_picked="you have not answered {items} to {of}",
    not_picked_all="you have not answered both {items} to {of}",
    confirmed="you have confirmed {of}",
    not_confirmed="you have not confirmed {of}",
    answered="you have answered {of}",
    not_answered="you have not answered {of}",
    cannot_say="you have answered {value} (cannot say) to {of}",
    not_cannot_say="you have not answered {value} (cannot say) to {of}",
    plus=" plus ",
    minus=" minus ",
    times=" times ",
    negative="minus {value}",
    absolute="the absolute value of {value}",
    divided=" divided by ",
    rounded="{value} rounded to {places}",
    to_places=_to_places,
    sum="the sum of {items}",
    min="the least of {items}",
    max="the greatest of {items}",
    count="the number filled in of {items}",
    count_picked="the number of options chosen at {of}",
    the_question="the question {label}",
    numbered="question {number}",
    the_answer="the answer to {of}",
    the_answers="the answers to {of}",
    under="{label} under {of}",
    cell="{column} for {row}",
    companion="the description of {label} at {of}",
    on_page="{of} on the page {page}",
    in_order="{of} (number {number} in the form)",
    quotes=("“", "”"),
    figure=_figure,
    date=_date,
    asking=frozenset(
        (
            "state",
            "describe",
            "write",
            "fill",
            "choose",
            "select",
            "tick",
            "give",
            "explain",
            "enter",
            "list",
            "assess",
            "comment",
        )
    ),
    own_words=frozenset(
        (
            "and",
            "or",
            "is",
            "not",
            "you",
            "if",
            "on",
            "of",
            "under",
            "for",
            "plus",
            "minus",
            "times",
            "divided",
            "by",
            "rounded",
            "to",
            "less",
            "greater",
            "than",
            "at",
            "most",
            "least",
            "no",
            "later",
            "earlier",
            "before",
            "after",
            "neither",
            "nor",
            "both",
            "either",
            "question",
            "the",
            "page",
            "answered",
            "confirmed",
        )
    ),
)
