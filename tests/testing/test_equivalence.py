"""Whether two conditions are certainly the same: never said of two that anybody can tell apart."""

from __future__ import annotations

import pytest

from survey_engine.testing.equivalence import certainly_same
from tests.forms import page

QUESTIONS = """
- {id: n, type: integer, label: N}
- {id: o, type: integer, label: O}
- {id: d, type: decimal, places: 2, label: D}
- {id: t, type: text, label: T}
- {id: dag, type: date, label: Dag}
- {id: k, type: confirm, label: K}
- {id: s, type: integer, label: S, cannot_say: 9}
- {id: c, type: choice, label: C, options: [{id: x, label: X}, {id: y, label: Y}, {id: z, label: Z}]}
- {id: m, type: choices, label: M, options: [{id: p, label: P}, {id: q, label: Q}]}
"""


def same(left: str, right: str, *outer: str) -> bool:
    conditions = (left, right, *outer)
    infos = "".join(f"- {{id: i{n}, type: info, text: T, visible_if: '{c}'}}\n" for n, c in enumerate(conditions))
    survey = page(QUESTIONS + infos)
    trees = [question.visible_if.tree for question in survey.questions if question.visible_if is not None]
    return certainly_same(survey.form, trees[0], trees[1], trees[2:])


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("n > 3", "n >= 4"),
        ("n > 3", "not (n <= 3) and answered(n)"),
        ("c in [x, y]", "answered(c) and c != z"),
        ("k and answered(t)", "answered(t) and k"),
        ("count(m) > 0", "p in m or q in m"),
        ('dag > "2025-01-01"', 'dag >= "2025-01-02"'),
        ("s == 9", "s == 9 and answered(s)"),
        ("n > 3 or n <= 3", "answered(n)"),
        ('dag < "9999-12-31"', 'dag <= "9999-12-30"'),
        ('dag >= "0001-01-01"', "answered(dag)"),
        ("n > -3", "n >= -2"),
    ],
)
def test_some_are(left: str, right: str) -> None:
    assert same(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("n > 3", "n >= 3"),
        ("d > 3", "d >= 4"),
        ("n > 3", "not (n <= 3)"),
        ("c in [x, y]", "c != z"),
        ("k and answered(t)", "k or answered(t)"),
        ("p in m", "q in m"),
        ('t == "a"', 't != "b"'),
        ("s > 8", "s == 9"),
    ],
)
def test_some_are_not(left: str, right: str) -> None:
    assert not same(left, right)


def test_where_what_is_around_them_holds() -> None:
    assert not same("k", "k or c == x")
    assert same("k", "k or c == x", "c == y")
    assert not same("k", "k or c == x", "c in [x, y]")


def test_what_is_reckoned_from_several_answers_is_not_tried() -> None:
    assert not same("n + o > 3", "o + n > 3")
    assert not same("n > o", "o < n")


def test_against_always_and_never() -> None:
    survey = page(QUESTIONS + "- {id: i, type: info, text: T, visible_if: k or not k}\n")
    (condition,) = (q.visible_if for q in survey.questions if q.visible_if)
    assert certainly_same(survey.form, condition.tree, True)
    assert not certainly_same(survey.form, condition.tree, False)
