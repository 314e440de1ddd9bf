"""Answers worth trying at one field, and any others: all are valid."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey_engine.testing import surveys
from survey_engine.testing.valid_answers import any_valid, is_valid, sets_near, worth_trying
from tests import forms


@given(st.data())
def test_whatever_is_given_is_valid(data: st.DataObject) -> None:
    survey = data.draw(surveys(max_pages=1))
    for part in survey.fields:
        tries = worth_trying(part, (), frozenset())
        assert all(is_valid(part, raw) for raw in tries)
        if tries and part.computed is None:
            assert is_valid(part, data.draw(any_valid(part, tries)))


@pytest.mark.parametrize(("field", "literals", "tried"), [
    ("type: integer, min: 10, max: 20", [Decimal(15)], {10, 11, 14, 15, 16, 19, 20}),
    ("type: decimal, places: 1, max: 0.5", [], {0.5, 0.4, 0}),
    ("type: integer, cannot_say: 99, max: 5", [], {99, 5, 0}),
    ("type: text, max_chars: 4", ["sesa", "för långt"], {"sesa", "åååå"}),
    ('type: date, min: "2026-01-01"', [], {"2026-01-01", "2026-01-02"}),
])  # fmt: skip
def test_what_limits_and_conditions_speak_of_is_tried(field: str, literals: list[object], tried: set[object]) -> None:
    part = forms.page(f"- {{id: a, label: A, {field}}}").field("a")
    assert tried <= set(worth_trying(part, literals, frozenset()))


def test_options_that_lead_nowhere_come_first() -> None:
    part = forms.page("- {id: a, type: choice, label: A, options: [{id: ja, label: Ja}, {id: nej, label: Nej}]}").field(
        "a"
    )
    assert worth_trying(part, (), frozenset({"ja"})) == ("nej", "ja")


@pytest.mark.parametrize("field", ["format: email, max_chars: 4", "format: orgnr, max_chars: 9"])
def test_where_nothing_is_valid_nothing_is_tried(field: str) -> None:
    part = forms.page(f"- {{id: a, type: text, label: A, {field}}}").field("a")
    assert worth_trying(part, (), frozenset()) == ()


OPTIONS = "options: [{id: a, label: A}, {id: b, label: B}, {id: c, label: C}, {id: d, label: D, exclusive: true}]"


def test_sets_near_another_have_an_option_less_or_more_or_another_instead() -> None:
    part = forms.page(f"- {{id: v, type: choices, label: V, max_selected: 2, {OPTIONS}}}").field("v")
    assert list(sets_near(part, ["a", "b"], None, ["b"])) == [["a"], ["a", "c"]]
    near = list(sets_near(part, ["a"], None, []))
    assert near == [["a", "b"], ["a", "c"], ["b"], ["c"], ["d"]]
    assert list(sets_near(part, ["a"], ["a", "b"], [])) == [["a", "b"], ["b"]]
