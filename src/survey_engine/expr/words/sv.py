"""Conditions in Swedish, addressed to those who answer ("ni")."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from survey_engine.expr.words.phrases import Phrases

_MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)


def _figure(number: Decimal) -> str:
    return f"{number:,f}".translate(str.maketrans(",.", " ,")).replace("-", "−")


def _date(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _to_places(places: int) -> str:
    return {0: "heltal", 1: "en decimal"}.get(places, f"{places} decimaler")


SWEDISH = Phrases(
    all_of="både ",
    any_of="antingen ",
    and_=" och ",
    or_=" eller ",
    if_=", om ",
    and_if=", och om ",
    or_if=", eller om ",
    verb="är",
    denied_verb="är inte",
    number={"==": "", "<": "mindre än ", "<=": "högst ", ">": "större än ", ">=": "minst "},
    day={"==": "", "<": "före ", "<=": "senast ", ">": "efter ", ">=": "tidigast "},
    neither="varken ",
    nor=" eller ",
    picked="ni har svarat {items} på {of}",
    picked_all="ni har svarat både {items} på {of}",
    not_picked="ni inte har svarat {items} på {of}",
    not_picked_all="ni inte har svarat både {items} på {of}",
    confirmed="ni har bekräftat {of}",
    not_confirmed="ni inte har bekräftat {of}",
    answered="ni har besvarat {of}",
    not_answered="ni inte har besvarat {of}",
    cannot_say="ni har svarat {value} (kan inte svara) på {of}",
    not_cannot_say="ni inte har svarat {value} (kan inte svara) på {of}",
    plus=" plus ",
    minus=" minus ",
    times=" gånger ",
    negative="minus {value}",
    absolute="absolutbeloppet av {value}",
    divided=" delat med ",
    rounded="{value} avrundat till {places}",
    to_places=_to_places,
    sum="summan av {items}",
    min="det minsta av {items}",
    max="det största av {items}",
    count="antalet ifyllda av {items}",
    count_picked="antalet valda alternativ på {of}",
    the_question="frågan {label}",
    numbered="fråga {number}",
    the_answer="svaret på {of}",
    the_answers="svaren på {of}",
    under="{label} under {of}",
    cell="{column} för {row}",
    companion="beskrivningen av {label} på {of}",
    on_page="{of} på sidan {page}",
    in_order="{of} (nummer {number} i formuläret)",
    quotes=("”", "”"),
    figure=_figure,
    date=_date,
    asking=frozenset(
        (
            "ange",
            "beskriv",
            "skriv",
            "fyll",
            "välj",
            "kryssa",
            "uppge",
            "redogör",
            "bedöm",
            "motivera",
            "kommentera",
            "förklara",
        )
    ),
    own_words=frozenset(
        (
            "och",
            "eller",
            "är",
            "inte",
            "ni",
            "om",
            "på",
            "av",
            "under",
            "för",
            "plus",
            "minus",
            "gånger",
            "delat",
            "med",
            "avrundat",
            "till",
            "mindre",
            "större",
            "än",
            "högst",
            "minst",
            "före",
            "efter",
            "senast",
            "tidigast",
            "varken",
            "både",
            "antingen",
            "frågan",
            "fråga",
            "svaret",
            "summan",
            "det",
            "antalet",
            "sidan",
        )
    ),
)
