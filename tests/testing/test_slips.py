"""Small slips in one condition, as text: what an author might have written instead."""

from __future__ import annotations

import pytest

import survey_engine as se
from survey_engine.testing.mutants import mutants
from tests.forms import with_page

CHOICES = """
- {id: n, type: integer, label: N}
- {id: d, type: decimal, places: 2, label: D}
- {id: dag, type: date, label: Dag}
- {id: s, type: integer, label: S, cannot_say: 99}
- id: c
  type: choice
  label: C
  options: [{id: x, label: X}, {id: y, label: Y}, {id: z, label: Z}]
- id: m
  type: choices
  label: M
  options: [{id: p, label: P}, {id: q, label: Q}, {id: r, label: R}]
"""


def slips(condition: str) -> dict[str, set[str]]:
    """What each kind of slip makes of a condition."""
    text = with_page(f"{CHOICES}- {{id: visas, type: info, text: T, visible_if: '{condition}'}}\n")
    assert se.check_text(text) == ()
    found: dict[str, set[str]] = {}
    for mutant in mutants(text):
        found.setdefault(mutant.kind, set()).add(mutant.after)
    assert found.pop("condition-dropped") == {""}
    return found


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("n > 3", {"negated": {"not (n > 3)"}, "comparison": {"n >= 3"}, "bound": {"n > 4", "n > 2"}}),
        ("n == 3", {"negated": {"n != 3"}, "bound": {"n == 4", "n == 2"}}),
        ("d <= 1.5", {"negated": {"not (d <= 1.5)"}, "comparison": {"d < 1.5"}, "bound": {"d <= 1.6", "d <= 1.4"}}),
        ("c == y", {"negated": {"c != y"}, "option": {"c == x", "c == z"}}),
        ("c == x", {"negated": {"c != x"}, "option": {"c == y"}}),
        (
            "c in [x, y]",
            {
                "negated": {"c not in [x, y]"},
                "option": {"c in [x, z]"},
                "clause-dropped": {"c in [y]", "c in [x]"},
            },
        ),
        ("q in m", {"negated": {"q not in m"}, "option": {"p in m", "r in m"}}),
        ("p not in m", {"negated": {"p in m"}, "option": {"q not in m"}}),
        (
            "n in [1, 2]",
            {
                "negated": {"n not in [1, 2]"},
                "bound": {"n in [0, 2]", "n in [1, 3]"},
                "clause-dropped": {"n in [1]", "n in [2]"},
            },
        ),
        ("answered(n)", {"negated": {"not (answered(n))"}}),
        ("not answered(n)", {"negated": {"(answered(n))"}}),
    ],
)
def test_the_slips_of_one_clause(condition: str, expected: dict[str, set[str]]) -> None:
    assert slips(condition) == expected


def test_a_date_moves_by_a_day() -> None:
    assert slips('dag >= "2025-03-01"')["bound"] == {'dag >= "2025-03-02"', 'dag >= "2025-02-28"'}


def test_the_slips_of_several_clauses() -> None:
    found = slips("n > 3 and (c == x or answered(d))")
    assert found["and-or"] == {"n > 3 or (c == x or answered(d))", "n > 3 and (c == x and answered(d))"}
    assert found["clause-dropped"] == {
        "(c == x or answered(d))",
        "n > 3",
        "n > 3 and (answered(d))",
        "n > 3 and (c == x)",
    }
    assert found["negated"] == {
        "not (n > 3 and (c == x or answered(d)))",
        "not (n > 3) and (c == x or answered(d))",
        "n > 3 and (c != x or answered(d))",
        "n > 3 and (c == x or not (answered(d)))",
    }


def test_a_chain_of_comparisons_is_two_clauses() -> None:
    assert slips("1 < n <= 5")["clause-dropped"] == {"n <= 5", "1 < n"}


@pytest.mark.parametrize(
    ("condition", "bounds"),
    [
        ("n > min(d, 1000)", {"n > min(d, 1001)", "n > min(d, 999)"}),
        ("count(n, 7) > n", {"count(n, 8) > n", "count(n, 6) > n"}),
        ("max(n, 3) in [5]", {"max(n, 4) in [5]", "max(n, 2) in [5]", "max(n, 3) in [6]", "max(n, 3) in [4]"}),
        ("n > -(d - 4)", {"n > -(d - 5)", "n > -(d - 3)"}),
        ("abs(n - 4) > d", {"abs(n - 5) > d", "abs(n - 3) > d"}),
        ("n > round(d / 4, 1)", {"n > round(d / 5, 1)", "n > round(d / 3, 1)"}),
        ("n >= -3", {"n >= -2", "n >= -4"}),
        ("answered(s) and s != 99", {"answered(s) and s != 100", "answered(s) and s != 98"}),
        ("99 == s", {"100 == s", "98 == s"}),
        ('dag < "9999-12-31"', {'dag < "9999-12-30"'}),
        ('dag > "0001-01-01"', {'dag > "0001-01-02"'}),
    ],
)
def test_every_number_and_day_is_moved_wherever_it_stands(condition: str, bounds: set[str]) -> None:
    assert slips(condition)["bound"] == bounds


def test_an_option_is_found_beside_a_question_of_the_same_name() -> None:
    text = with_page("""
    - {id: ja, type: choice, label: J, options: [{id: ja, label: Ja}, {id: nej, label: Nej}]}
    - {id: in_2, type: choices, label: I, options: [{id: in_2, label: I}, {id: ut, label: U}]}
    - {id: visas, type: info, text: T, visible_if: ja == ja and in_2 in in_2}
    """)
    found = {mutant.after for mutant in mutants(text) if mutant.kind == "option"}
    assert found == {"ja == nej and in_2 in in_2", "ja == ja and ut in in_2"}


def test_the_check_of_a_row_speaks_of_its_own_cells() -> None:
    text = with_page("""
    - id: m
      type: matrix
      label: M
      rows: [{id: r1, label: R1}, {id: r2, label: R2}]
      columns: [{id: k, type: choice, label: K, options: [{id: x, label: X}, {id: y, label: Y}]}]
      checks: [{error_if: row.k == x, message: Fel.}]
    """)
    assert [mutant.after for mutant in mutants(text) if mutant.kind == "option"] == ["row.k == y"]
