"""The laws hold of every generated form and response, and of the real forms; each says what it is when it is broken."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import survey_engine as se
from survey_engine import Survey
from survey_engine.testing.law import LawBroken
from survey_engine.testing.laws import LAWS, OF_FORMS, OF_INTERVIEWS, OF_RESPONSES
from survey_engine.testing.surveys import surveys
from survey_engine.testing.values import values
from tests.testing.broken_engine import BIDRAG

FORMS = sorted((Path(__file__).parents[2] / "surveys").glob("*.yaml"))


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
