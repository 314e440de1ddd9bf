"""A respondent who does everything that can be done: by itself, and at a front end."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import Phase, settings
from hypothesis.errors import InvalidArgument
from hypothesis.stateful import run_state_machine_as_test

import survey_engine as se
from survey_engine.testing.law import LawBroken
from survey_engine.testing.machine import InterviewMachine

FORMS = Path(__file__).parents[2] / "surveys"
QUICK = settings(max_examples=5, stateful_step_count=10)

FORM = """
survey: bidrag
version: "2025"
language: sv
title: Återrapportering
pages:
  - id: ekonomi
    questions:
      - {id: totalt, type: integer, label: Totalt, prefill: true, min: 0}
      - {id: loner, type: integer, label: Löner, required: true, min: 0}
      - {id: kvar, type: computed, label: Kvar, value: totalt - loner}
  - id: orsaker
    visible_if: kvar > 0
    questions:
      - {id: orsak, type: choice, label: Orsak, options: [{id: tid, label: Tid}, {id: annan, label: Annan}]}
"""


class Respondent(InterviewMachine):
    survey = se.load_text(FORM)


class ForwardOnly(InterviewMachine):
    survey = se.load_text(FORM.replace("pages:", "back: false\npages:", 1))


class Prefilled(InterviewMachine):
    survey = se.load_text(FORM)
    prefill: ClassVar[Mapping[str, Any] | None] = {"totalt": 7}

    def compare(self) -> None:
        assert self.interview.journey.values["totalt"] == 7


class AtAPage(InterviewMachine):
    """A front end that keeps what it was told, and forgets one thing when it is resumed."""

    survey = se.load_text(FORM)
    stored: dict[str, Any]

    def begin(self, prefill: Mapping[str, Any]) -> None:
        self.stored = {}
        super().begin(prefill)

    def answer(self, path: str, value: Any) -> None:
        super().answer(path, value)
        self.stored = dict(self.interview.answers)

    def resume(self) -> None:
        self.stored.pop("loner", None)
        super().resume()

    def compare(self) -> None:
        assert self.stored == dict(self.interview.answers)


TestRespondent = Respondent.TestCase
TestRespondent.settings = QUICK
TestForwardOnly = ForwardOnly.TestCase
TestForwardOnly.settings = QUICK
TestPrefilled = Prefilled.TestCase
TestPrefilled.settings = QUICK


def test_a_front_end_that_forgets_is_found_out() -> None:
    with pytest.raises(AssertionError) as found:
        run_state_machine_as_test(
            AtAPage, settings=settings(QUICK, max_examples=100, database=None, phases=[Phase.generate])
        )
    assert "resumes" in "\n".join(found.value.__notes__)


class Promising(InterviewMachine):
    survey = se.load_text(FORM + "never: [loner > 2]\n")


def test_what_the_form_is_never_to_be_is_found() -> None:
    with pytest.raises(LawBroken, match="loner > 2"):
        run_state_machine_as_test(
            Promising,
            settings=settings(QUICK, max_examples=100, database=None, phases=[Phase.generate, Phase.shrink]),
        )


class Recording(InterviewMachine):
    survey = se.load_text(FORM)
    sent: ClassVar[list[Any]] = []

    def answer(self, path: str, value: Any) -> None:
        self.sent.append(value)
        super().answer(path, value)


def test_all_that_is_sent_is_json() -> None:
    run_state_machine_as_test(Recording, settings=settings(QUICK, max_examples=30, database=None))
    assert len(Recording.sent) > 20
    assert json.loads(json.dumps(Recording.sent, allow_nan=False)) == Recording.sent


def test_a_machine_without_a_form_says_so() -> None:
    with pytest.raises(InvalidArgument, match="InterviewMachine needs a survey"):
        InterviewMachine()


@pytest.mark.slow
@pytest.mark.parametrize("form", sorted(FORMS.glob("*.yaml")), ids=lambda form: form.stem)
def test_the_laws_hold_of_respondents_of_the_real_forms(form: Path) -> None:
    machine = type("OfForm", (InterviewMachine,), {"survey": se.load(form)})
    run_state_machine_as_test(machine, settings=settings(max_examples=10, stateful_step_count=20))
