"""The laws of a respondent's way hold at each step, and a front end that loses its way breaks them."""

from __future__ import annotations

from typing import Any, Self

import pytest

import survey_engine as se
from survey_engine import Interview
from survey_engine.testing.interview_laws import INTERVIEW_LAWS
from survey_engine.testing.law import LawBroken

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
      - id: orsak
        type: choices
        label: Orsak
        required: true
        options: [{id: tid, label: Tid}, {id: annan, label: Annan, specify: true}]
  - id: slut
"""


def broken(interview: Interview) -> set[str]:
    """The laws that do not hold of an interview."""
    names = set()
    for law in INTERVIEW_LAWS:
        try:
            law(interview)
        except LawBroken as found:
            names.add(found.law)
    return names


def form(back: bool) -> se.Survey:
    return se.load_text(FORM if back else FORM.replace("pages:", "back: false\npages:", 1))


@pytest.mark.parametrize("back", [True, False])
def test_they_hold_all_the_way(back: bool) -> None:
    interview = Interview(form(back), {"totalt": 10})
    steps: list[Any] = [
        lambda at: at.next(),
        lambda at: at.answer("loner", 4),
        lambda at: at.next(),
        lambda at: at.answer("orsak", ["annan"]),
        lambda at: at.answer("orsak.annan", "x"),
        lambda at: at.next(),
        lambda at: at.back() if back else at,
    ]
    for step in (lambda at: at, *steps):
        interview = step(interview)
        assert broken(interview) == set()


class Forgetful(Interview):
    """Throws away what a new answer hides."""

    def answer(self, path: str, value: Any) -> Self:
        answered = super().answer(path, value)
        shown = {p: a for p, a in answered.answers.items() if p in answered.journey.visible}
        return type(self)(self.survey, {"totalt": 10}, shown, self.page.id if self.page else None)


class Hasty(Interview):
    """Goes on whatever is wrong."""

    def next(self) -> Self:
        pages = [page.id for page in self.journey.pages]
        return type(self)(self.survey, {"totalt": 10}, self.answers, pages[-1])


def test_one_that_throws_answers_away_breaks_them() -> None:
    answers = {"loner": 4, "orsak": ["annan"], "orsak.annan": "x"}
    assert "a_mind_changed_back_is_as_before" in broken(Forgetful(form(True), {"totalt": 10}, answers))


def test_one_that_goes_on_despite_an_error_breaks_them() -> None:
    assert broken(Hasty(form(True), {"totalt": 10})) == {"next_goes_one_page_on_unless_it_has_an_error"}
