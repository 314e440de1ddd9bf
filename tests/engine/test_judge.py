"""Whether a part of a condition holds for values in effect."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import survey_engine as se
from survey_engine import reference
from survey_engine.engine.judge import holds
from survey_engine.expr import nodes
from survey_engine.model import Condition
from survey_engine.testing.surveys import survey_texts
from survey_engine.testing.values import values
from tests.forms import page

SURVEY = page("""
- {id: antal, type: integer, cannot_say: 99, label: A}
- {id: andel, type: decimal, places: 2, cannot_say: 0.5, label: A}
- {id: dubbla, type: computed, label: D, value: andel * 2}
- {id: hela, type: computed, label: H, value: antal + 1}
""")


def judged(source: str, values: dict[str, Any]) -> bool:
    condition = (
        page(f"""
- {{id: antal, type: integer, cannot_say: 99, label: A}}
- {{id: andel, type: decimal, places: 2, cannot_say: 0.5, label: A}}
- {{id: dubbla, type: computed, label: D, value: andel * 2}}
- {{id: hela, type: computed, label: H, value: antal + 1}}
- {{id: text, type: text, label: T, visible_if: "{source}"}}
""")
        .field("text")
        .question.visible_if
    )
    assert condition is not None
    return holds(SURVEY.form, condition.tree, values)


@pytest.mark.parametrize(
    ("source", "values", "true"),
    [
        ("antal > 3", {"antal": 4}, True), ("antal > 3", {"antal": 99}, False), ("antal == 99", {"antal": 99}, True),
        ("answered(antal)", {"antal": 99}, True), ("antal > 3", {}, False), ("antal != 3", {}, True),
        ("andel < 0.6", {"andel": Decimal("0.50")}, False), ("andel < 0.6", {"andel": Decimal("0.41")}, True),
        ("dubbla == 0.82", {"dubbla": Decimal("0.82")}, True),
        ("dubbla > hela", {"dubbla": Decimal("1.01"), "hela": 1}, True),
        ("round(hela / 3, 1) == 0.3", {"hela": 1}, True), ("sum(antal, hela) == 5", {"antal": 2, "hela": 3}, True),
    ],
)  # fmt: skip
def test_a_condition_of_values_in_effect(source: str, values: dict[str, Any], true: bool) -> None:
    assert judged(source, values) is true


@given(st.data())
def test_the_judge_says_what_the_reference_says(data: st.DataObject) -> None:
    survey = se.load_text(data.draw(survey_texts(max_pages=2)))
    found = survey.evaluate(data.draw(values(survey))).values
    for tree in _trees(survey):
        assert holds(survey.form, tree, found) is reference.judge(survey.form, tree, found)


def _trees(survey: se.Survey) -> list[nodes.Condition]:
    things: list[Any] = [*survey.pages, *survey.questions, *survey.fields]
    things += [option for part in survey.fields for option in part.options]
    conditions = [thing.visible_if for thing in things] + [part.required for part in survey.fields]
    cases = [case.tree for question in survey.questions for check in question.checks for case in check.cases]
    return cases + [condition.tree for condition in conditions if isinstance(condition, Condition)]
