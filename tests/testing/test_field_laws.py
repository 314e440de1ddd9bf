"""The laws of one field hold of every kind of field."""

from __future__ import annotations

import pytest

import survey_engine as se
from survey_engine.testing.field_laws import FIELD_LAWS

KINDS = (
    "type: text, max_chars: 3, required: true",
    "type: text, format: orgnr",
    "type: integer, min: 1, max: 3, cannot_say: 99",
    "type: decimal, places: 2, min: 0.5",
    "type: date, min: 2025-01-01, max: 2025-12-31",
    "type: choice, options: [{id: a, label: A}, {id: b, label: B}]",
    "type: choices, max_selected: 1, options: [{id: a, label: A}, {id: b, label: B}]",
    "type: choices, options: [{id: a, label: A}, {id: b, label: B, exclusive: true}]",
    "type: confirm, required: true",
    "type: scale, from: 1, to: 5",
)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_field_keeps_them(kind: str) -> None:
    survey = se.load_text(f"""
survey: s
version: "1"
language: sv
title: S
pages:
  - id: p
    questions:
      - {{id: q, label: Q, {kind}}}
""")
    for law in FIELD_LAWS:
        law(survey, {})
