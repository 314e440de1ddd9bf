"""Whatever a client could send."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import Phase, find, given, settings

import survey_engine as se
from survey_engine.testing import values
from tests import forms
from tests.benchmarks.large_forms import SHAPES

SURVEY = forms.page("""
- {id: antal, type: integer, min: 3, max: 9, label: Antal}
- {id: namn, type: text, max_chars: 3, label: Namn, visible_if: antal > 5}
- {id: dubbla, type: computed, label: Dubbla, value: antal * 2}
""")


@pytest.mark.parametrize("what", [
    lambda journey: journey.is_complete and len(journey.values) == 3,
    lambda journey: any(problem.code == "type" for problem in journey.problems),
    lambda journey: any(problem.code == "range" for problem in journey.problems),
    lambda journey: any(problem.code == "max_chars" for problem in journey.problems),
    *(lambda journey, reason=reason: any(dropped.reason == reason for dropped in journey.dropped)
      for reason in ("unknown", "computed", "hidden", "type")),
    lambda journey: not journey.values["namn"].isascii() if "namn" in journey.values else False,
])  # fmt: skip
def test_all_sorts_of_responses_occur(what: object) -> None:
    assert callable(what)
    find(
        values(SURVEY),
        lambda response: bool(what(SURVEY.evaluate(response))),
        settings=settings(max_examples=3000, database=None, derandomize=True),
    )


@pytest.mark.parametrize("questions", [400, 1000, 5000])
def test_a_long_form_is_answered_whole_and_in_part(questions: int) -> None:
    survey = se.load_text(SHAPES["independent"](questions)[0])
    lengths = []

    @settings(max_examples=40, database=None, derandomize=True, phases=[Phase.generate])
    @given(values(survey))
    def test(response: dict[Any, Any]) -> None:
        lengths.append(len(response))
        survey.evaluate(response)

    test()
    assert min(lengths) < 100 < questions <= max(lengths)
