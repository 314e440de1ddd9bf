"""What a change that must not matter does to a response, is a law broken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

import survey_engine as se
from survey_engine.engine.compile import Evaluate
from survey_engine.journey import Losses, Outcome
from survey_engine.testing.law import LawBroken
from survey_engine.testing.laws import LAWS
from tests.testing.broken_engine import BIDRAG, broken_by


def test_a_hidden_answer_that_counts_breaks_a_law() -> None:
    def counts(outcome: Outcome, given: Mapping[str, Any]) -> Outcome:
        return outcome._replace(visible=(*outcome.visible, "ater")) if given.get("ater") else outcome

    assert "hidden_answers_never_matter" in broken_by(counts, {"mottaget": 1, "anvant": 1})


def test_what_is_changed_by_being_hidden_breaks_a_law() -> None:
    def shortened(outcome: Outcome, given: Mapping[str, Any]) -> Outcome:
        hidden = [(path, value) for path, value in given.items() if path == "orsak" and path not in outcome.visible]
        return outcome._replace(dropped=Losses.of([(path, value[:1], "hidden") for path, value in hidden]))

    assert "unhiding_restores" in broken_by(shortened, {"mottaget": 10, "anvant": 4, "orsak": "brist"})


def test_an_earlier_page_without_questions_stands_too() -> None:
    text = BIDRAG.replace("pages:", "pages:\n  - {id: intro, title: Välkommen}")
    survey = se.load_text(text)
    LAWS["earlier_pages_stand"](survey, {"mottaget": 1, "anvant": 0})
    right: Evaluate = survey._evaluate
    survey._evaluate = lambda given: right(given)._replace(shells=() if "ater" in given else ("intro",))
    with pytest.raises(LawBroken) as broken:
        LAWS["earlier_pages_stand"](survey, {"mottaget": 1, "anvant": 0, "ater": True})
    assert broken.value.where == "intro"
