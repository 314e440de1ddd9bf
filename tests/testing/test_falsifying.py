"""What is looked for: complete responses that a form says can never be, and responses that break a law."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

import survey_engine as se
from survey_engine.journey import Journey
from survey_engine.source import START, Source
from survey_engine.testing.counterexamples import told_of_never
from survey_engine.testing.falsifying import SEARCHED, Met, against_law, against_never
from survey_engine.testing.laws_in_words import IN_SWEDISH
from survey_engine.testing.respondents import NobodyFound

SURVEYS = Path(__file__).parents[2] / "surveys"
FORM = """
survey: bidrag
version: "1"
language: sv
title: Bidrag
pages:
  - id: pengar
    title: Pengar
    questions:
      - {id: mottaget, type: integer, label: Mottaget belopp, min: 0, required: true}
      - {id: anvant, type: integer, label: Använt belopp, min: 0, required: true}
      - {id: namn, type: text, label: Namn}
never: [anvant > mottaget, anvant < 0]
"""


@pytest.fixture(autouse=True)
def _without_database() -> Iterator[None]:
    """Nothing is remembered from the last time, and nothing left for the next."""
    before = settings.get_current_profile_name()
    settings.register_profile("without_database", settings(), database=None, derandomize=True)
    settings.load_profile("without_database")
    yield
    settings.load_profile(before)


def test_a_never_that_can_be_is_found_with_nothing_that_does_not_matter() -> None:
    survey = se.load_text(FORM)
    can_be, cannot_be = survey.form.never
    found = against_never(survey, can_be, "can be")
    assert found is not None
    assert dict(found.answers) == {"mottaget": 0, "anvant": 1}
    assert against_never(survey, cannot_be, "cannot be") is None


def test_one_crown_too_many_is_found_in_a_real_form() -> None:
    text = (SURVEYS / "rekvisition-utsatta-omraden-2023.yaml").read_text(encoding="utf-8")
    survey = se.load_text(text.replace("error_if: belopp > tilldelat", "error_if: belopp > tilldelat + 1"))
    found = against_never(survey, survey.form.never[0], "kvar")
    assert found is not None
    assert isinstance(found.error, Met)


def test_a_law_that_is_broken_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    survey = se.load_text(FORM)
    assert against_law(survey, "a_complete_response_is_accepted", "law") is None
    monkeypatch.setattr(Journey, "is_complete", property(lambda journey: "namn" in journey.values))
    found = against_law(survey, "a_complete_response_is_accepted", "law")
    assert found is not None
    assert len(found.answers) <= 2


def test_a_form_that_nobody_can_finish_is_told_without_answers() -> None:
    survey = se.load_text(
        FORM.replace("min: 0, required: true}\n      - {id: namn", "required: true, min: 2, max: 2}\n      - {id: namn")
        .replace("type: text, label: Namn", "type: text, label: Namn, visible_if: anvant == 3, required: true")
        .replace("label: Mottaget belopp, min: 0, required: true}", "label: M, required: true, checks: "
                 "[{error_if: answered(mottaget), message: Nej}]}")
    )  # fmt: skip
    condition = survey.form.never[0]
    found = against_never(survey, condition, "nobody")
    assert found is not None
    assert isinstance(found.error, NobodyFound)
    told = told_of_never(found, survey, condition, START, Source("f.yaml", FORM), "sv")
    assert told.startswith("fel[stopped]: det gick inte att pröva")
    assert "scenarios" not in told


def test_every_law_says_in_swedish_what_it_says() -> None:
    assert set(IN_SWEDISH) == set(SEARCHED)
