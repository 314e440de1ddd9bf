"""Answers are changed until a condition holds, and not beyond what their fields take."""

from __future__ import annotations

from typing import Any

import pytest

from survey_engine.testing.plan import plan_of
from survey_engine.testing.settling import Settler
from survey_engine.testing.walk import Walk
from tests import forms

QUESTIONS = """
- {id: a, type: integer, min: 0, max: 50, required: true, label: A}
- {id: b, type: decimal, places: 2, min: 0.25, required: true, label: B}
- {id: c, type: integer, min: 0, label: C, cannot_say: 99}
- {id: summa, type: computed, label: S, value: a + b * 2}
- {id: t, type: text, label: T}
"""
ANSWERS = {"a": 40, "b": 30, "c": 7, "t": "x"}


def settled(condition: str, *, holds: bool, fixed: dict[str, Any] | None = None) -> dict[str, Any] | None:
    """The answers after it, or None where it was not settled."""
    survey = forms.page(QUESTIONS + f"- {{id: sist, type: info, text: S, visible_if: '{condition}'}}\n")
    walk = Walk(plan_of(survey.form), fixed or {}, lambda part, _: ANSWERS[part.path])
    walk.page(0)
    shown_if = survey.questions[-1].visible_if
    assert shown_if is not None
    done = Settler(walk, lambda _: 0, 0).settle(shown_if.tree, holds=holds)
    return walk.answers if done else None


@pytest.mark.parametrize(("condition", "holds"), [
    ("summa < 20", True), ("summa == 12.5", True), ("summa >= 100", False), ("summa > 1000", True),
    ("round(a / b, 1) > 3", True), ("a * b == 100", True), ("max(a, b, c) <= 5", True), ("c == 99", True),
    ("answered(c) or answered(t)", False), ('t == "sesam" and a > b', True), ("abs(a - b) < 1", True),
])  # fmt: skip
def test_it_is_settled(condition: str, holds: bool) -> None:
    found = settled(condition, holds=holds)
    assert found is not None
    assert 0 <= found["a"] <= 50
    assert found["b"] >= 0.25


def test_what_is_given_beforehand_is_left_alone() -> None:
    found = settled("summa < 41", holds=True, fixed={"a": 40})
    assert found is not None
    assert "a" not in found
    assert found["b"] < 0.5


def test_what_cannot_be_is_not_settled() -> None:
    assert settled("a > 50", holds=True) is None
    assert settled("a == 3 and a == 4", holds=True) is None


def kept(wanted: str, *others: str) -> dict[str, Any]:
    """The answers after something was made to hold, while others that hold already are kept."""
    shown = "".join(
        f"- {{id: i{number}, type: info, text: S, visible_if: '{condition}'}}\n"
        for number, condition in enumerate((wanted, *others))
    )
    survey = forms.page(QUESTIONS + shown)
    walk = Walk(plan_of(survey.form), {}, lambda part, _: ANSWERS[part.path])
    walk.page(0)
    trees = [question.visible_if.tree for question in survey.questions if question.visible_if is not None]
    settler = Settler(walk, lambda _: 0, 0)
    assert all(settler.is_so(tree, True) for tree in trees[1:])
    assert settler.settle(trees[0], holds=True, kept=[(tree, True) for tree in trees[1:]])
    assert all(settler.is_so(tree, True) for tree in trees)
    return walk.answers


def test_what_is_kept_stays_so() -> None:
    assert kept("a - b == 4", "a + b == 70") == ANSWERS | {"a": 37, "b": 33}
    assert kept("c > a", "a > b") == ANSWERS | {"c": 41}
    assert kept("b > a", "a >= 40")["a"] >= 40
    assert kept("a * b == 100", "c < a")["c"] == 7


@pytest.mark.parametrize(("wished", "sum_of_them"), [("a + c > 100", {101, 102}), ("a + c <= 60", {60, 59})])
def test_a_comparison_that_is_aimed_at_comes_out_at_its_bound_and_one_step_beyond(
    wished: str, sum_of_them: set[int]
) -> None:
    survey = forms.page(QUESTIONS + f"- {{id: i, type: info, text: S, visible_if: '{wished}'}}\n")
    found = set()
    for way in range(1, 3):
        walk = Walk(plan_of(survey.form), {}, lambda part, _: ANSWERS[part.path])
        walk.page(0)
        shown_if = survey.questions[-1].visible_if
        assert shown_if is not None
        Settler(walk, lambda number, way=way: way % number, 0).aim(shown_if.tree, holds=True)  # type: ignore[misc]
        found.add(walk.answers["a"] + walk.answers["c"])
    assert found == sum_of_them
