"""Conditions that no answers meet, or that every answer does."""

from __future__ import annotations

import pytest

from tests.forms import codes, with_head

FORM = """
    pages:
      - id: forst
        questions:
          - {id: a, type: integer, label: Antal A, min: 1, max: 9}
          - {id: b, type: integer, label: Antal B, min: 0, cannot_say: 999}
          - {id: val, type: choice, label: Val, options: [{id: ja, label: Ja}, {id: nej, label: Nej}]}
          - {id: enda, type: choice, label: Enda, options: [{id: ja, label: Ja}]}
          - {id: fler, type: choices, label: Fler, options: [{id: x, label: Xx}, {id: y, label: Yy}]}
      - id: sist
        visible_if: val == ja
        questions:
          - id: q
            type: text
            label: Fråga
            visible_if: CONDITION
"""
CHECK = """
    pages:
      - id: forst
        questions:
          - id: a
            type: integer
            label: Antal A
            min: 1
            max: 9
            checks:
              - error_if: CONDITION
                message: Fel.
"""


@pytest.mark.parametrize(
    ("condition", "wrong"),
    [
        ("a > 9", ["condition-never-met"]),
        ("a < 1", ["condition-never-met"]),
        ("a == 12", ["condition-never-met"]),
        ("a in [12, 13]", ["condition-never-met"]),
        ("a > 5 and a < 3", ["condition-never-met"]),
        ("val == nej", ["condition-never-met"]),
        ("val == nej and a > 3", ["condition-never-met"]),
        ("a > 3 or a > 12", ["condition-never-met"]),
        ("a >= 1", ["condition-always-met"]),
        ("1 <= a <= 9", ["condition-always-met"]),
        ("val in [ja, nej]", ["condition-always-met"]),
        ("answered(a) or not answered(a)", ["condition-always-met"]),
        ("a > 0", []),
        ("a >= 2", []),
        ("b >= 0", []),
        ("answered(a)", []),
        ("enda == ja", []),
        ("count(fler) > 0", []),
        ("count(fler) > 2", ["condition-never-met"]),
        ("x in fler or y in fler", []),
    ],
)
def test_a_condition_can_turn_out_in_two_ways(condition: str, wrong: list[str]) -> None:
    assert codes(with_head(FORM.replace("CONDITION", condition))) == wrong


@pytest.mark.parametrize(
    ("condition", "wrong"),
    [
        ("a > 5 and a < 3", ["check-never-fires"]),
        ("a >= 1", ["check-always-fires"]),
        ("answered(a) or not answered(a)", ["cannot-be-submitted"]),
        ("a > 9", []),
        ("a > 8", []),
    ],
)
def test_a_check_fires_for_some(condition: str, wrong: list[str]) -> None:
    assert codes(with_head(CHECK.replace("CONDITION", condition))) == wrong
