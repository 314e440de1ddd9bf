"""The laws hold of every generated form and response, and of the real forms; each says what it is when it is broken."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import survey_engine as se
from survey_engine import Survey
from survey_engine.engine.compile import Evaluate
from survey_engine.journey import Losses, Outcome
from survey_engine.testing.law import LawBroken
from survey_engine.testing.laws import LAWS, OF_FORMS, OF_INTERVIEWS, OF_RESPONSES
from survey_engine.testing.surveys import surveys
from survey_engine.testing.values import values

FORMS = sorted((Path(__file__).parents[2] / "surveys").glob("*.yaml"))

BIDRAG = """
survey: bidrag
version: "2025"
language: sv
title: Återrapportering
pages:
  - id: ekonomi
    questions:
      - {id: mottaget, type: integer, label: Mottaget, required: true, min: 0}
      - {id: anvant, type: integer, label: Använt, min: 0, cannot_say: 999999}
      - {id: kvar, type: computed, label: Kvar, value: mottaget - anvant}
      - {id: orsak, type: text, label: Orsak, visible_if: kvar > 0, required: true, max_chars: 5}
  - id: mer
    visible_if: kvar > 0
    questions:
      - {id: ater, type: confirm, label: Betalas tillbaka}
never:
  - kvar < 0
"""


def test_every_law_is_there_by_its_name_and_says_what_holds() -> None:
    assert len(LAWS) == len(OF_RESPONSES) + len(OF_INTERVIEWS) + len(OF_FORMS) >= 25
    for name, law in LAWS.items():
        assert law.__name__ == name
        assert (law.__doc__ or "").partition("\n\n")[0].rstrip().endswith(".")


@settings(max_examples=25)
@given(st.data())
def test_the_laws_hold_of_generated_forms(data: st.DataObject) -> None:
    survey = data.draw(surveys(max_questions=6, max_depth=2))
    response = data.draw(values(survey))
    for law in OF_RESPONSES.values():
        law(survey, response)


@pytest.mark.slow
@settings(max_examples=1000)
@given(st.data())
def test_the_laws_hold_of_generated_forms_in_a_long_sweep(data: st.DataObject) -> None:
    survey = data.draw(surveys(max_questions=6, max_depth=2))
    response = data.draw(values(survey))
    for law in OF_RESPONSES.values():
        law(survey, response)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_the_laws_hold_of_the_real_forms_and_their_scenarios(form: Path) -> None:
    survey = se.load(form)
    for scenario in survey.form.scenarios[:4]:
        for law in (*OF_RESPONSES.values(), *OF_FORMS.values()):
            law(survey, scenario.answers)


def broken_by(change: Any, answers: Mapping[str, Any]) -> set[str]:
    """The laws that a survey breaks whose engine's outcome is changed."""
    survey = se.load_text(BIDRAG)
    right: Evaluate = survey._evaluate
    survey._evaluate = lambda given: change(right(given), given)
    broken: set[str] = set()
    told: dict[str, str] = {}
    for name, law in {**OF_RESPONSES, **OF_FORMS}.items():
        try:
            law(survey, answers)
        except LawBroken as error:
            broken.add(error.law)
            told[error.law] = name
    assert all(law == name for law, name in told.items())
    return broken


def test_a_hidden_answer_that_counts_breaks_a_law() -> None:
    def counts(outcome: Outcome, given: Mapping[str, Any]) -> Outcome:
        return outcome._replace(visible=(*outcome.visible, "ater")) if given.get("ater") else outcome

    assert "hidden_answers_never_matter" in broken_by(counts, {"mottaget": 1, "anvant": 1})


def test_what_is_lost_in_silence_breaks_a_law() -> None:
    def silent(outcome: Outcome, _: Mapping[str, Any]) -> Outcome:
        return outcome._replace(dropped=Losses.of(()))

    broken = broken_by(silent, {"mottaget": 1, "anvant": 1, "orsak": "x", "finns.inte": 1})
    assert {"nothing_is_lost_in_silence", "unhiding_restores"} & broken
    assert "totals_add_up" not in broken


def test_a_total_that_is_wrong_breaks_a_law() -> None:
    def more(outcome: Outcome, _: Mapping[str, Any]) -> Outcome:
        kvar = outcome.values.get("kvar")
        return outcome._replace(values={**outcome.values, "kvar": kvar + 1}) if isinstance(kvar, int) else outcome

    assert "totals_add_up" in broken_by(more, {"mottaget": 10, "anvant": 4})


def test_what_is_not_asked_for_breaks_a_law() -> None:
    def lenient(outcome: Outcome, _: Mapping[str, Any]) -> Outcome:
        return outcome._replace(problems=())

    assert {"what_is_asked_is_validated", "limits_hold_to_the_last_step"} <= broken_by(lenient, {"mottaget": 10})


def test_the_authors_never_is_a_law_of_the_form_alone() -> None:
    survey = se.load_text(BIDRAG)
    with pytest.raises(LawBroken) as broken:
        LAWS["never_never"](survey, {"mottaget": 1, "anvant": 2})
    assert broken.value.where == "kvar < 0"
    LAWS["never_never"](survey, {"mottaget": 2, "anvant": 2})


@given(st.data())
@settings(max_examples=20)
def test_a_response_that_is_no_survey_s_own_keeps_the_laws_too(data: st.DataObject) -> None:
    survey: Survey = se.load_text(BIDRAG)
    junk = data.draw(st.dictionaries(st.text(max_size=3) | st.none() | st.integers(), st.booleans() | st.text()))
    for law in OF_RESPONSES.values():
        law(survey, junk)
