"""What a respondent is told of a field that nobody had to write."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from survey_engine.hints import figure, hints
from tests.forms import page

REQUIRED = ", required: true"


@pytest.mark.parametrize(
    ("question", "swedish", "english"),
    [
        ("type: text" + REQUIRED, "", ""),
        ("type: text", "Frågan är frivillig att besvara.", "The question is optional."),
        (
            "type: text, max_chars: 12000" + REQUIRED,
            "Du kan skriva max 12000 tecken.",
            "You can write at most 12000 characters.",
        ),
        ("type: text, format: email" + REQUIRED, "Skriv en e-postadress.", "Write an e-mail address."),
        (
            "type: text, format: postcode" + REQUIRED,
            "Skriv ett postnummer med fem siffror.",
            "Write a postcode of five digits.",
        ),
        (
            "type: integer, unit: kr, min: 0, max: 1500000" + REQUIRED,
            "Lägst 0 kr. Högst 1\u00a0500\u00a0000 kr.",
            "At least 0 kr. At most 1,500,000 kr.",
        ),
        ("type: decimal, places: 1" + REQUIRED, "Högst en decimal.", "At most one decimal."),
        (
            "type: decimal, places: 2, max: 0.5" + REQUIRED,
            "Högst 2 decimaler. Högst 0,5.",
            "At most 2 decimals. At most 0.5.",
        ),
        (
            "type: integer, cannot_say: 999999" + REQUIRED,
            "Skriv 999999 om ni inte kan svara.",
            "Write 999999 if you cannot answer.",
        ),
        (
            "type: date, min: 2026-01-01, max: 2026-12-31" + REQUIRED,
            "Skriv datumet som ÅÅÅÅ-MM-DD. Tidigast 2026-01-01. Senast 2026-12-31.",
            "Write the date as YYYY-MM-DD. 2026-01-01 or later. 2026-12-31 or earlier.",
        ),
        (
            "type: choices, options: [{id: a, label: A}]" + REQUIRED,
            "Du kan välja flera alternativ.",
            "You can choose several options.",
        ),
        (
            "type: choices, max_selected: 3, options: [{id: a, label: A}]" + REQUIRED,
            "Du kan välja högst 3 alternativ.",
            "You can choose at most 3 options.",
        ),
        ("type: choice, options: [{id: a, label: A}]" + REQUIRED, "", ""),
        ("type: scale, from: 1, to: 5" + REQUIRED, "", ""),
        ("type: confirm, statement: Ja", "", ""),
        ("type: text, prefill: true, max_chars: 5", "", ""),
    ],
)
def test_hints(question: str, swedish: str, english: str) -> None:
    (field,) = page(f"- {{id: q, label: Q, {question}}}").fields
    assert " ".join(hints(field, "sv")) == swedish
    assert " ".join(hints(field, "en")) == english
    assert hints(field, "fi") == hints(field, "en")


def test_a_computed_field_has_none() -> None:
    survey = page("- {id: p, type: integer, label: P}\n- {id: q, type: computed, label: Q, value: p + 1}")
    assert hints(survey.field("q"), "sv") == ()


def test_a_condition_for_being_required_is_told_in_words() -> None:
    survey = page("- {id: p, type: text, label: Namn}\n- {id: q, type: text, label: Q, required: answered(p)}")
    assert hints(survey.field("q"), "sv") == ("Frågan måste besvaras om ni har besvarat frågan ”Namn”.",)
    assert hints(survey.field("q"), "en") == (
        "The question must be answered if you have answered the question “Namn”.",
    )


@pytest.mark.parametrize(
    ("number", "swedish", "english"),
    [
        (0, "0", "0"),
        (1000, "1000", "1000"),
        (9999, "9999", "9999"),
        (10000, "10\u00a0000", "10,000"),
        (-1234567, "−1\u00a0234\u00a0567", "-1,234,567"),
        (Decimal("11.30"), "11,30", "11.30"),
        (Decimal("12345.5"), "12\u00a0345,5", "12,345.5"),
        (date(2026, 3, 2), "2026-03-02", "2026-03-02"),
    ],
)
def test_figures(number: int | Decimal | date, swedish: str, english: str) -> None:
    assert (figure(number, "sv"), figure(number, "en")) == (swedish, english)
