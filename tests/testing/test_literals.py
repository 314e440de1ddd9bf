"""The literals that a condition compares with."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from survey_engine.testing.literals import days_beside, literals
from tests.forms import page

QUESTIONS = """
- {id: n, type: integer, label: N, cannot_say: 99}
- {id: t, type: text, label: T}
- {id: dag, type: date, label: Dag}
- {id: m, type: choices, label: M, options: [{id: p, label: P}, {id: q, label: Q}]}
"""


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ("1 < n <= 5", [Decimal(1), Decimal(5)]),
        ("n == 99 or n in [1, -2]", [Decimal(99), Decimal(1), Decimal(-2)]),
        ('not t == "a" and dag > "2025-01-01"', ["a", date(2025, 1, 1)]),
        ("round(abs(n - 3) / 4, 2) > max(n, 7)", [Decimal(3), Decimal(4), Decimal(7)]),
        ("answered(n) or p in m", []),
        ("n > -3 or n > -(4)", [Decimal(-3), Decimal(-4)]),
        ("count(m) > 1", [Decimal(1)]),
    ],
)
def test_every_literal_is_found(condition: str, found: list[object]) -> None:
    survey = page(f"{QUESTIONS}- {{id: i, type: info, text: T, visible_if: '{condition}'}}\n")
    (tree,) = (question.visible_if.tree for question in survey.questions if question.visible_if)
    assert [literal.value for literal in literals(tree)] == found


def test_there_is_no_day_beyond_the_calendar() -> None:
    assert days_beside(date(2025, 3, 1)) == (date(2025, 2, 28), date(2025, 3, 2))
    assert days_beside(date.min) == (date(1, 1, 2),)
    assert days_beside(date.max) == (date(9999, 12, 30),)
