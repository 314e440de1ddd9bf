"""What a law sees of a response, and the responses beside it."""

from __future__ import annotations

import survey_engine as se
from survey_engine.testing.seen import MOST, beside, everything, of_page, some, unlike

FORM = """
survey: s
version: "1"
language: sv
title: S
pages:
  - id: en
    questions:
      - {id: a, type: integer, label: A}
  - id: tva
    questions:
      - {id: b, type: text, label: B, visible_if: a > 41}
"""


def test_two_journeys_differ_where_they_differ() -> None:
    survey = se.load_text(FORM)
    one, other = survey.evaluate({"a": 1}), survey.evaluate({"a": 2})
    assert set(unlike(everything(one), everything(other))) == {"values"}
    assert unlike(everything(one), everything(one)) == {}


def test_of_many_things_some_are_tried_the_same_ones_each_time() -> None:
    journey = se.load_text(FORM).evaluate({"a": 1})
    many = list(range(1000))
    chosen = some(many, journey)
    assert len(set(chosen)) == len(chosen) == MOST
    assert chosen == some(many, journey)
    assert some([1, 2], journey) == [1, 2]


def test_responses_beside_one_take_an_answer_back_or_change_it_to_one_that_matters() -> None:
    survey = se.load_text(FORM)
    changed = [dict(each) for each in beside(survey, {"a": 1})]
    assert changed[0] == {"a": 1}
    assert {"a": None} in changed
    several = [each for number in range(9) for each in beside(survey, {"a": number})]
    assert {"b" in survey.evaluate(each).visible for each in several} == {True, False}


def test_a_page_has_its_paths_and_its_questions() -> None:
    assert of_page(se.load_text(FORM), 1) == {"a"}
    assert of_page(se.load_text(FORM), 2) == {"a", "b"}
