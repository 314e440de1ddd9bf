"""Generated surveys: they load, they show their YAML, and they have everything that a form can have."""

from __future__ import annotations

import pickle
import subprocess
import sys
from typing import get_args

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

import survey_engine as se
from survey_engine import load_text
from survey_engine.model import QuestionType
from survey_engine.testing import surveys, yaml_of
from tests import forms


@given(surveys())
def test_a_survey_shows_the_yaml_that_makes_it_again(survey: se.Survey) -> None:
    again = load_text(yaml_of(survey))
    assert again.fingerprint == survey.fingerprint
    assert eval(repr(survey), {"load_text": load_text}).fingerprint == survey.fingerprint
    assert yaml_of(pickle.loads(pickle.dumps(survey))) == yaml_of(survey)


@given(surveys())
def test_a_survey_has_no_errors(survey: se.Survey) -> None:
    assert not [found for found in se.check_text(yaml_of(survey)) if found.severity == "error"]


def test_every_type_of_question_occurs() -> None:
    met: set[str] = set()

    @settings(max_examples=100, database=None, derandomize=True, phases=[Phase.generate])
    @given(surveys())
    def test(survey: se.Survey) -> None:
        met.update(question.type for question in survey.questions)

    test()
    assert met == set(get_args(QuestionType))


@pytest.mark.parametrize("size", [{"max_pages": 0}, {"max_questions": 0}, {"max_depth": -1}])
def test_sizes_that_make_no_form_are_refused(size: dict[str, int]) -> None:
    with pytest.raises(InvalidArgument, match=next(iter(size))):
        surveys(**size)


def test_a_survey_that_was_loaded_has_its_text_elsewhere() -> None:
    with pytest.raises(ValueError, match="its text is what it was loaded from"):
        yaml_of(forms.page("- {id: a, type: text, label: A}"))


def test_hypothesis_finds_a_survey_by_its_type() -> None:
    program = (
        "import _survey_engine_hypothesis, sys\n"
        "_survey_engine_hypothesis.register()\n"
        "assert 'survey_engine.testing' not in sys.modules and 'yaml' not in sys.modules\n"
        "import survey_engine as se\n"
        "from hypothesis import Phase, find, settings, strategies as st\n"
        "once = settings(database=None, max_examples=1, phases=[Phase.generate])\n"
        "print(find(st.from_type(se.Survey), lambda survey: True, settings=once).id)\n"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert told.strip() == "prov-form"


def test_without_hypothesis_one_line_says_what_to_install() -> None:
    program = "import sys; sys.modules['hypothesis'] = None\nfrom survey_engine.testing import surveys"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False).stderr
    assert told.splitlines()[-1] == (
        'ModuleNotFoundError: survey_engine.testing needs one more package: pip install "survey-engine[testing]"'
    )


def test_a_bare_import_does_not_load_it() -> None:
    program = "import sys, survey_engine; print('survey_engine.testing' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout.strip() == "False"


@given(st.data())
def test_its_size_is_kept(data: st.DataObject) -> None:
    survey = data.draw(surveys(max_pages=1, max_questions=2))
    assert len(survey.pages) == 1
    assert len(survey.questions) <= 2
