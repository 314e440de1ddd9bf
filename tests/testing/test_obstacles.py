"""What is in the way of whoever fills in a form, in both languages."""

from __future__ import annotations

import pytest

import survey_engine as se
from survey_engine.testing.obstacles import Obstacle

FORM = """
survey: s
version: "1"
language: sv
title: S
pages:
  - id: p
    questions:
      - {id: a, type: integer, label: A, checks: [{error_if: a > 1, message: M}, {warn_if: a > 0, message: M}]}
      - {id: b, type: integer, label: B, checks: [{error_if: b > 1, message: M}]}
"""


@pytest.mark.parametrize(
    ("obstacle", "swedish", "english"),
    [
        (
            Obstacle("check", "p", "m", "row.k > 1", "r"),
            "sidan p: en kontroll vid frågan m på raden r slår till, vad som än prövades: row.k > 1",
            "page p: a check of question m in row r stays set off: row.k > 1",
        ),
        (
            Obstacle("no-answer", "p", "a"),
            "sidan p: frågan a kräver ett svar, och inget svar är giltigt",
            "page p: question a has no valid answer, and needs one",
        ),
        (
            Obstacle("prefilled", "p", "a"),
            "sidan p: det förifyllda värdet a räknas inte",
            "page p: the prefilled value at a does not count",
        ),
        (
            Obstacle("problem", "p", "a", "range"),
            "sidan p: a behåller problemet range",
            "page p: a keeps its problem range",
        ),
    ],
)
def test_it_is_told_in_both_languages(obstacle: Obstacle, swedish: str, english: str) -> None:
    assert (obstacle.in_words("sv"), obstacle.in_words("en"), obstacle.in_words("fi")) == (swedish, english, english)


def test_the_check_that_is_in_the_way_comes_before_the_other_errors_of_its_page() -> None:
    form = se.load_text(FORM).form
    assert [check.source for check in Obstacle("check", "p", "b", "b > 1").checks(form)] == ["b > 1", "a > 1"]
    assert Obstacle("no-answer", "p", "b").checks(form) == ()
