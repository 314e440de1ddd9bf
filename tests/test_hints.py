"""What a respondent is told of a field that nobody had to write."""

from __future__ import annotations

import pytest

from survey_engine.hints import hints
from tests.forms import page

REQUIRED = ", required: true"


@pytest.mark.parametrize(
    ("question", "swedish", "english"),
    [
        ("type: text" + REQUIRED, "", ""),
        ("type: text", "Frågan är frivillig att besvara.", "The question is optional."),
        (
            "type: text, max_chars: 12000" + REQUIRED,
            "Du kan skriva max 12\u00a0000 tecken.",
            "You can write at most 12,000 characters.",
        ),
        ("type: text, format: email" + REQUIRED, "Skriv en e-postadress.", "Write an e-mail address."),
        (
            "type: text, format: postcode" + REQUIRED,
            "Skriv ett postnummer med fem siffror.",
            "Write a postcode of five digits.",
        ),
        (
            "type: integer, unit: kr, min: 0, max: 1500000" + REQUIRED,
            "Lägst 0\u00a0kr. Högst 1\u00a0500\u00a0000\u00a0kr.",
            "At least 0\u00a0kr. At most 1,500,000\u00a0kr.",
        ),
        (
            "type: integer, min: 2026, max: 10000" + REQUIRED,
            "Lägst 2026. Högst 10\u00a0000.",
            "At least 2026. At most 10,000.",
        ),
        ("type: decimal, places: 1" + REQUIRED, "Högst en decimal.", "At most one decimal."),
        (
            "type: decimal, places: 2, max: 0.5" + REQUIRED,
            "Högst 2 decimaler. Högst 0,5.",
            "At most 2 decimals. At most 0.5.",
        ),
        (
            "type: integer, cannot_say: 999999" + REQUIRED,
            "Skriv 999\u00a0999 om ni inte kan svara.",
            "Write 999,999 if you cannot answer.",
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
