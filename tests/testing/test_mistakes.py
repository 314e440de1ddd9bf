"""Respondents with one thing wrong: both engines report it, where and as it was said."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import survey_engine as se
from survey_engine.testing import Mistake, NobodyFound, mistakes, surveys
from tests import forms

FORMS = sorted((Path(__file__).parents[2] / "surveys").glob("*.yaml"))


def assert_reported(survey: se.Survey, mistake: Mistake) -> None:
    for journey in (survey.evaluate(mistake.values), survey.evaluate(mistake.values, engine="reference")):
        assert (mistake.path, mistake.code) in {(problem.path, problem.code) for problem in journey.problems}
        assert not journey.is_complete


@settings(max_examples=200)
@given(st.data())
def test_a_mistake_in_any_form_is_reported(data: st.DataObject) -> None:
    survey = data.draw(surveys())
    try:
        mistake = data.draw(mistakes(survey))
    except NobodyFound:
        return
    assert_reported(survey, mistake)


def drawn(survey: se.Survey, count: int) -> list[Mistake]:
    found: list[Mistake] = []

    @settings(
        max_examples=count,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(mistakes(survey))
    def test(mistake: Mistake) -> None:
        found.append(mistake)

    test()
    return found


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_mistakes_in_the_real_forms_are_reported(path: Path) -> None:
    survey = se.load(path)
    for mistake in drawn(survey, 60):
        assert_reported(survey, mistake)


EVERY_LIMIT = """
- {id: antal, type: integer, min: 1, max: 9, label: A, required: true}
- {id: andel, type: decimal, places: 1, label: B}
- {id: kort, type: text, max_chars: 3, label: C}
- {id: epost, type: text, format: email, label: D}
- {id: fler, type: choices, max_selected: 1, label: E,
   options: [{id: a, label: Aa}, {id: b, label: Bb}, {id: c, label: Cc, exclusive: true}],
   checks: [{error_if: antal > 5 and a in fler, message: Nej}]}
"""


def test_every_kind_of_mistake_is_made() -> None:
    survey = forms.page(EVERY_LIMIT)
    made = Counter(mistake.code for mistake in drawn(survey, 300))
    assert set(made) == {
        "type", "required", "range", "max_chars", "places", "format", "exclusive", "max_selected", "check",
    }  # fmt: skip


def test_where_nothing_can_be_answered_nobody_is_wrong() -> None:
    with pytest.raises(NobodyFound, match="get anything wrong in 'prov'"):
        drawn(forms.page("- {id: a, type: info, text: Välkommen}"), 1)
