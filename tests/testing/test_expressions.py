"""Generated expressions fit the form that they are for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

import survey_engine as se
from survey_engine.testing import expressions
from survey_engine.testing.yaml_text import quoted
from tests import forms

QUESTIONS = """
- {id: antal, type: integer, label: Antal, unit: kr}
- {id: andel, type: decimal, places: 2, label: Andel, cannot_say: 99}
- {id: dag, type: date, label: Dag}
- {id: namn, type: text, label: Namn}
- {id: val, type: choice, label: Val, options: [{id: ja, label: Ja}, {id: nej, label: Nej}]}
- {id: fler, type: choices, label: Fler, options: [{id: ett, label: Ett}, {id: annat, label: Annat}]}
- {id: klar, type: confirm, label: Klar, statement: Klart}
"""
SURVEY = forms.page(QUESTIONS)


@given(expressions(SURVEY), expressions(SURVEY, gives="number"))
def test_a_form_takes_them_where_they_belong(condition: str, number: str) -> None:
    text = forms.with_page(
        f"{QUESTIONS}- {{id: vidare, type: text, label: V, visible_if: {quoted(condition)}}}\n"
        f"- {{id: summa, type: computed, label: S, value: {quoted(number)}}}\n"
    )
    assert not [found for found in se.check_text(text) if found.severity == "error"]


def test_a_form_without_fields_has_nothing_to_speak_of() -> None:
    with pytest.raises(InvalidArgument, match="no field for a condition"):
        expressions(forms.page("- {id: a, type: info, text: Hej}"))
    with pytest.raises(InvalidArgument, match="no field for a number"):
        expressions(forms.page("- {id: a, type: text, label: A}"), gives="number")


@given(st.data())
def test_they_are_for_any_survey(data: st.DataObject) -> None:
    assert data.draw(expressions(SURVEY, max_depth=data.draw(st.integers(0, 3))))
