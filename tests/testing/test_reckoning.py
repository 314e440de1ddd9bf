"""What a reader with pen and paper makes of an expression."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import survey_engine as se
from survey_engine import reference
from survey_engine.testing.reckoning import Reader, rounded
from survey_engine.testing.surveys import surveys
from survey_engine.testing.values import values


@pytest.mark.parametrize(
    ("number", "places", "expected"),
    [("0.5", 0, 1), ("-0.5", 0, -1), ("2.5", 0, 3), ("1/3", 2, "0.33"), ("-2/3", 1, "-0.7"), ("1.005", 2, "1.01")],
)
def test_halves_are_rounded_away_from_zero(number: str, places: int, expected: Any) -> None:
    assert rounded(Fraction(number), places) == Fraction(expected)


@settings(max_examples=40)
@given(st.data())
def test_the_reader_reads_conditions_and_totals_as_the_reference_does(data: st.DataObject) -> None:
    survey = data.draw(surveys(max_questions=5, max_depth=2))
    journey = survey.evaluate(data.draw(values(survey)), engine="reference")
    reader = Reader(survey.form, journey.values)
    for part in survey.fields:
        for thing in (part.page, part.question, part):
            if thing.visible_if is not None:
                tree = thing.visible_if.tree
                assert reader.holds(tree) is reference.judge(survey.form, tree, journey.values)
        if part.computed is not None and part.path in journey.visible:
            assert reader.number(part.computed.tree) == journey.values.get(part.path)


def test_what_is_missing_is_in_no_comparison_and_no_sum() -> None:
    survey = se.load_text("""
survey: s
version: "1"
language: sv
title: S
pages:
  - id: p
    questions:
      - {id: a, type: integer, label: A, cannot_say: 9}
      - {id: b, type: decimal, places: 2, label: B}
      - {id: summa, type: computed, label: Summa, value: "sum(a, b)"}
      - {id: skillnad, type: computed, label: Skillnad, value: a - b}
      - {id: c, type: text, label: C, visible_if: a != 1}
""")
    field = survey.field
    reader = Reader(survey.form, {"a": 9, "b": Decimal("1.50")})
    total, difference, shown = field("summa").computed, field("skillnad").computed, field("c").question.visible_if
    assert total is not None
    assert difference is not None
    assert shown is not None
    assert reader.number(total.tree) == Fraction(3, 2)
    assert reader.number(difference.tree) is None
    assert reader.holds(shown.tree)
