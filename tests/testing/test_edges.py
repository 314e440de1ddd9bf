"""Answers at the edges: each is what both engines make of it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings

import survey_engine as se
from survey_engine.engine.answers import Wrong, first_broken, read
from survey_engine.engine.formats import FORMATS
from survey_engine.model import Format
from survey_engine.testing.edges import edges
from survey_engine.testing.formatted_texts import BAD, GOOD
from survey_engine.testing.surveys import surveys

FORM = """
survey: s
version: "1"
language: sv
title: S
pages:
  - id: p
    questions:
"""


def field(yaml: str) -> se.Field:
    return se.load_text(f"{FORM}      - {{id: q, label: Q, {yaml}}}\n").field("q")


@pytest.mark.parametrize("name", GOOD)
def test_good_and_bad_examples_of_a_format(name: Format) -> None:
    assert all(FORMATS[name](text) for text in GOOD[name])
    assert not any(FORMATS[name](text) for text in BAD[name])


@settings(max_examples=30)
@given(surveys(max_questions=12))
def test_every_edge_is_what_the_engine_reads(survey: se.Survey) -> None:
    for part in survey.fields:
        offered = [option.id for option in part.options]
        for edge in edges(part, offered) if part.computed is None else ():
            value = read(part, edge.answer, offered)
            if edge.code == "type":
                assert isinstance(value, Wrong)
                continue
            assert value == edge.value
            if edge.value is not None:
                problem = first_broken(part, edge.value, "sv")
                assert (None if problem is None else problem.code) == edge.code


def test_the_steps_around_a_limit() -> None:
    told = {
        edge.answer: edge.code for edge in edges(field("type: integer, min: 1, max: 3"), ()) if edge.value is not None
    }
    assert {0: "range", 1: None, 3: None, 4: "range"}.items() <= told.items()


def test_a_sentinel_is_exempt_from_limits() -> None:
    said = field("type: decimal, places: 1, min: 0, max: 3, cannot_say: 99")
    assert any(edge.value == Decimal(99) and edge.code is None for edge in edges(said, ()))


def test_there_is_no_day_beyond_the_calendar() -> None:
    days = field('type: date, min: "0001-01-01", max: "9999-12-31"')
    assert {edge.code for edge in edges(days, ())} == {None, "type"}
