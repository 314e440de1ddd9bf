"""Limits that leave no answer, and a limit that limits nothing."""

from __future__ import annotations

import pytest

from tests.forms import codes, with_page


@pytest.mark.parametrize(
    ("keys", "empty"),
    [
        ("type: decimal, places: 1, min: 0.41, max: 0.49", True),
        ("type: decimal, places: 2, min: 0.41, max: 0.49", False),
        ("type: decimal, places: 1, min: 0.41, max: 0.5", False),
        ("type: integer, min: 3, max: 3", False),
        ("type: date, min: 2026-01-01, max: 2026-01-01", False),
        ("type: text, format: email, max_chars: 4", True),
        ("type: text, format: email, max_chars: 5", False),
        ("type: text, format: orgnr, max_chars: 9", True),
        ("type: text, format: url, max_chars: 7", True),
        ("type: text, max_chars: 1", False),
    ],
)
def test_something_must_be_left_to_answer(keys: str, *, empty: bool) -> None:
    assert codes(with_page(f"- {{id: a, label: A, {keys}}}")) == (["no-valid-answer"] if empty else [])


@pytest.mark.parametrize(("most", "wrong"), [(1, False), (2, True), (3, True)])
def test_a_number_of_options_is_less_than_there_are(most: int, *, wrong: bool) -> None:
    options = "[{id: a, label: Aa}, {id: b, label: Bb}, {id: c, label: Ingen, exclusive: true}]"
    text = with_page(f"- {{id: q, type: choices, label: Q, max_selected: {most}, options: {options}}}")
    assert codes(text) == (["max-selected-limits-nothing"] if wrong else [])
