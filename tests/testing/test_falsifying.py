"""What is looked for: complete responses that a form says can never be, and responses that break a law."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

import survey_engine as se
from survey_engine.journey import Journey
from survey_engine.testing.falsifying import (
    SEARCHED,
    Met,
    _drawn,
    _Search,
    _shortest,
    against_law,
    against_never,
    nobody_can_finish,
)
from survey_engine.testing.laws import OF_INTERVIEWS
from survey_engine.testing.laws_in_words import IN_SWEDISH
from survey_engine.testing.obstacles import NobodyFound, Obstacle

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


def test_a_never_is_aimed_at() -> None:
    survey = se.load_text(FORM.replace("anvant < 0]", 'anvant == 71203 and namn == "Å"]'))
    found = against_never(survey, survey.form.never[1], "rare")
    assert found is not None
    assert (found.answers["anvant"], found.answers["namn"]) == (71203, "Å")


def test_a_law_that_is_broken_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    survey = se.load_text(FORM)
    assert against_law(survey, "a_complete_response_is_accepted", "law") is None
    monkeypatch.setattr(Journey, "is_complete", property(lambda journey: "namn" in journey.values))
    found = against_law(survey, "a_complete_response_is_accepted", "law")
    assert found is not None
    assert len(found.answers) <= 2


def test_a_form_that_nobody_can_finish_is_found_out_with_what_is_in_the_way() -> None:
    survey = se.load_text(FORM.replace("label: Namn}", "label: Namn, checks: [{error_if: anvant > -1, message: Nej}]}"))
    found = against_never(survey, survey.form.never[0], "nobody")
    assert found is not None
    assert isinstance(found.error, NobodyFound)
    assert found.error.obstacle == Obstacle("check", "pengar", "namn", "anvant > -1")
    nobody = nobody_can_finish(survey)
    assert nobody is not None
    assert nobody.obstacle == found.error.obstacle
    assert nobody_can_finish(se.load_text(FORM)) is None


def test_laws_are_tried_on_those_who_cannot_finish_too() -> None:
    survey = se.load_text(FORM.replace("label: Namn}", "label: Namn, checks: [{error_if: anvant > -1, message: Nej}]}"))
    assert all(against_law(survey, law, "nobody") is None for law in OF_INTERVIEWS)


LONG_ANSWERS = """
survey: langa
version: "1"
language: sv
title: Långa
pages:
  - id: p
    questions:
      - {id: n, type: integer, label: N, required: true}
      - {id: t, type: text, label: T, required: true}
      - {id: u, type: text, label: U}
      - id: c
        type: choices
        label: C
        required: true
        options: [{id: a, label: A}, {id: b, label: B}, {id: d, label: D}]
"""


def test_what_is_found_is_made_as_plain_as_it_can_be() -> None:
    survey = se.load_text(LONG_ANSWERS)
    ugly = {"n": 71203, "t": "Två rader\nå\u200bå", "u": "x" * 500, "c": ["a", "b", "d"], "finns.inte": [1]}

    def judge(subject: tuple[dict[Any, Any], int]) -> None:
        journey = survey.evaluate(subject[0])
        if journey.is_complete and "b" in str(journey.values["c"]):
            raise Met

    plain = _shortest(_Search(survey, "complete", judge, ""), (ugly, 0), Met())
    assert plain.answers == {"n": 0, "t": "x", "c": ["b"]}


def test_respondents_are_drawn_once_for_all_laws() -> None:
    survey = se.load_text(FORM)
    _drawn.cache_clear()
    for law in SEARCHED:
        assert against_law(survey, law, "once") is None
    assert _drawn.cache_info().misses == 2


def test_every_law_says_in_swedish_what_it_says() -> None:
    assert set(IN_SWEDISH) == set(SEARCHED)
