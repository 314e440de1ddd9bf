"""Lines of answers: what an expression comes to by each, and how far answers go for it to come out right."""

from __future__ import annotations

from fractions import Fraction

import pytest

from survey_engine.expr import nodes
from survey_engine.testing.linear import Line, Row, difference, steps_to
from tests import forms

QUESTIONS = """
- {id: a, type: integer, label: A}
- {id: b, type: decimal, places: 2, label: B}
- {id: d, type: date, label: D}
- {id: summa, type: computed, label: S, value: 2 * (a + b) - 3}
"""
ANYWHERE = (-1000, 1000)


def compared(condition: str) -> Line | None:
    survey = forms.page(QUESTIONS + f"- {{id: i, type: info, text: S, visible_if: '{condition}'}}\n")
    shown_if = survey.questions[-1].visible_if
    assert shown_if is not None
    assert isinstance(shown_if.tree, nodes.Compare)
    return difference(survey.form, shown_if.tree)


@pytest.mark.parametrize(("condition", "line"), [
    ("a > b", Line({"a": 1, "b": -1}, 0)),
    ("sum(a, b) <= 4.5", Line({"a": 1, "b": 1}, Fraction(-9, 2))),
    ("summa == a", Line({"a": 1, "b": 2}, -3)),
    ('d > "0001-01-03"', Line({"d": 1}, -3)),
    ("a * b > 3", None),
    ("max(a, b) > 3", None),
    ("round(a, 0) > 3", None),
])  # fmt: skip
def test_an_expression_is_a_line_where_it_is_so_much_of_each_answer(condition: str, line: Line | None) -> None:
    assert compared(condition) == line


def row(low: int | None, high: int | None, now: int = 0, **rates: int) -> Row:
    return Row(rates, now, low, high)


def test_the_first_field_goes_as_far_as_it_can() -> None:
    wanted = row(10, 10, a=1, b=1)
    assert steps_to(10, wanted, [], {"a": ANYWHERE, "b": ANYWHERE}) == {"a": 10}
    assert steps_to(10, wanted, [], {"a": (0, 4), "b": ANYWHERE}) == {"a": 4, "b": 6}


def test_what_is_not_reached_is_none_unless_it_is_enough() -> None:
    assert steps_to(10, row(10, 10, a=1), [], {"a": (0, 4)}) is None
    assert steps_to(10, row(3, None, a=1), [], {"a": (0, 4)}) == {"a": 4}


def test_fields_go_together_where_a_kept_line_is_fixed() -> None:
    room = {"a": ANYWHERE, "b": ANYWHERE}
    assert steps_to(4, row(4, 4, a=1, b=-1), [row(0, 0, a=1, b=1)], room) == {"a": 2, "b": -2}


def test_a_kept_line_at_its_limit_is_moved_along() -> None:
    """Each must be greater than the next; the last can go no further down."""
    room = {"a": (0, 5), "b": (0, 5), "c": (0, 0)}
    kept = [row(1, None, now=1, a=1, b=-1)]
    assert steps_to(1, row(1, None, b=1, c=-1), kept, room) == {"a": 1, "b": 1}
