"""Nothing follows from itself; what does is told once, with the way round."""

from __future__ import annotations

import time

import pytest

import survey_engine as se
from survey_engine import Diagnostic
from tests.forms import codes, with_page

GROUPS = """
- id: forst
  type: group
  fields: [{id: a, type: integer, label: A}, {id: b, type: integer, label: B, visible_if: sedan.c > 0}]
- id: sedan
  type: group
  fields: [{id: c, type: integer, label: C, visible_if: forst.a > 0}]
"""


def way(found: Diagnostic) -> list[str]:
    """The way round that a diagnostic names."""
    return found.message.rpartition(": ")[2].split(" → ")


@pytest.mark.parametrize(
    ("questions", "round_"),
    [
        ("- {id: a, type: integer, label: A, visible_if: a > 0}", {"a"}),
        ("- {id: a, type: computed, label: A, value: a + 1}", {"a"}),
        (
            "- {id: a, type: integer, label: A, visible_if: b > 0}\n- {id: b, type: computed, label: B, value: a + 1}",
            {"a", "b"},
        ),
        (
            (
                "- {id: v, type: choice, label: V, options: [{id: x, label: X, visible_if: w == x}]}\n"
                "- {id: w, type: choice, label: W, visible_if: answered(v), options: [{id: x, label: X}]}"
            ),
            {"v", "w"},
        ),
        (
            "- {id: v, type: choice, label: V, visible_if: answered(v.x), options: [{id: x, label: X, specify: true}]}",
            {"v", "v.x"},
        ),
        ("- {id: g, type: group, visible_if: g.a > 0, fields: [{id: a, type: integer, label: A}]}", {"g.a"}),
        (
            (
                "- {id: g, type: group, fields: [{id: a, type: integer, label: A, visible_if: g.s > 0},"
                " {id: s, type: computed, label: S, value: sum(g)}]}"
            ),
            {"g.a", "g.s"},
        ),
        (
            (
                "- {id: t, type: matrix, label: T, rows: [{id: r, label: R, visible_if: t.s.k > 0},"
                " {id: s, label: S, visible_if: t.r.k > 0}], columns: [{id: k, type: integer, label: K}]}"
            ),
            {"t.r.k", "t.s.k"},
        ),
    ],
)
def test_a_round_is_found_and_named(questions: str, round_: set[str]) -> None:
    (found,) = se.check_text(with_page(questions))
    assert found.code == "cycle"
    assert set(way(found)) == round_
    assert way(found)[0] == way(found)[-1]
    assert len(way(found)) == len(round_) + 1


def test_the_diagnostic_stands_at_a_reading_on_the_way_round() -> None:
    text = with_page(
        "- {id: a, type: integer, label: A, visible_if: b > 0}\n- {id: b, type: integer, label: B, visible_if: a > 0}"
    )
    (found,) = se.check_text(text)
    line = text.splitlines()[found.span.line - 1]
    name = line[found.span.column - 1 : found.span.end_column - 1]
    assert f"visible_if: {name} > 0" in line
    assert {name, found.params["path"]} == {"a", "b"}


def test_paths_are_judged_one_by_one_and_not_question_by_question() -> None:
    assert codes(with_page(GROUPS)) == []
    assert codes(with_page(GROUPS.replace("forst.a > 0", "forst.b > 0"))) == ["cycle"]


@pytest.mark.parametrize(
    "question",
    [
        "{id: a, type: integer, label: A, required: a > 3}",
        "{id: a, type: integer, label: A, checks: [{error_if: a > 3, message: M}]}",
        "{id: a, type: choice, label: A, options: [{id: x, label: X, specify: {required: a.x != a.x}}]}",
    ],
)
def test_checks_and_required_may_use_their_own_fields(question: str) -> None:
    assert codes(with_page(f"- {question}")) == []


def test_two_rounds_are_told_apart_and_no_field_is_in_two() -> None:
    found = se.check_text(
        with_page("""
- {id: a, type: integer, label: A, visible_if: b > 0}
- {id: b, type: integer, label: B, visible_if: a > 0 or c > 0}
- {id: c, type: integer, label: C, visible_if: b > 0}
- {id: d, type: integer, label: D, visible_if: d > 0}
""")
    )
    assert [diagnostic.code for diagnostic in found] == ["cycle"] * len(found)
    assert len(found) in (2, 3)
    named = [name for diagnostic in found for name in way(diagnostic)[1:]]
    assert len(named) == len(set(named))
    assert "d" in named


def test_a_long_round_and_a_long_chain_are_read_without_recursion() -> None:
    lines = [f"- {{id: v{n}, type: integer, label: V {n}, visible_if: v{n + 1} > 0}}" for n in range(2000)]
    before = time.perf_counter()
    assert codes(with_page("\n".join([*lines, "- {id: v2000, type: integer, label: V}"]))) == []
    assert codes(with_page("\n".join([*lines, "- {id: v2000, type: integer, label: V, visible_if: v0 > 0}"]))) == [
        "cycle"
    ]
    assert time.perf_counter() - before < 60  # no search of every way there is
