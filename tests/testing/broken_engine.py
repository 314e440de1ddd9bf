"""A form whose engine is made to go wrong, and the laws that it breaks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import survey_engine as se
from survey_engine.engine.compile import Evaluate
from survey_engine.testing.law import LawBroken
from survey_engine.testing.laws import OF_FORMS, OF_RESPONSES

BIDRAG = """
survey: bidrag
version: "2025"
language: sv
title: Återrapportering
pages:
  - id: ekonomi
    questions:
      - {id: mottaget, type: integer, label: Mottaget, required: true, min: 0}
      - {id: anvant, type: integer, label: Använt, min: 0, cannot_say: 999999}
      - {id: kvar, type: computed, label: Kvar, value: mottaget - anvant}
      - {id: orsak, type: text, label: Orsak, visible_if: kvar > 0, required: true, max_chars: 5}
  - id: mer
    visible_if: kvar > 0
    questions:
      - {id: ater, type: confirm, label: Betalas tillbaka}
never:
  - kvar < 0
"""


def broken_by(change: Any, answers: Mapping[str, Any]) -> set[str]:
    """The laws that a survey breaks whose engine's outcome is changed."""
    survey = se.load_text(BIDRAG)
    right: Evaluate = survey._evaluate
    survey._evaluate = lambda given: change(right(given), given)
    broken: set[str] = set()
    told: dict[str, str] = {}
    for name, law in {**OF_RESPONSES, **OF_FORMS}.items():
        try:
            law(survey, answers)
        except LawBroken as error:
            broken.add(error.law)
            told[error.law] = name
    assert all(law == name for law, name in told.items())
    return broken
