"""What a set of responses has tried of a form's logic: each condition, clause, option and check, by MC/DC."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

import survey_engine as se
from survey_engine.load import load_with_blueprint
from survey_engine.testing.coverage import ConditionCoverage, Coverage, Report
from tests.forms import page, with_page

TWO = """
- {id: a, type: confirm, label: A}
- {id: b, type: confirm, label: B}
- {id: c, type: text, label: C, visible_if: %s}
"""
A, B = {"a": True}, {"b": True}


def report(survey: se.Survey, *responses: Mapping[str, Any]) -> Report:
    coverage = Coverage(survey)
    for answers in responses:
        coverage.add(answers)
    return coverage.report()


def only(questions: str, *responses: Mapping[str, Any]) -> ConditionCoverage:
    (condition,) = report(page(questions), *responses).conditions
    return condition


def decided(condition: str, *responses: Mapping[str, Any]) -> list[str | None]:
    return [clause.decided for clause in only(TWO % condition, *responses).clauses]


def test_a_condition_is_seen_true_and_seen_false() -> None:
    one = "- {id: a, type: integer, label: A}\n- {id: b, type: text, label: B, visible_if: a > 3}"
    assert (only(one).seen_true, only(one).seen_false) == (False, False)
    assert (only(one, {}).seen_true, only(one, {}).seen_false) == (False, True)
    assert only(one, {"a": 4}, {"a": 3}).is_full


@pytest.mark.parametrize(
    ("condition", "responses", "expected"),
    [
        ("a and b", [A | B, A, B], ["unique", "unique"]),
        ("a and b", [A | B, A], [None, "unique"]),
        ("a and b", [A | B, {}], [None, None]),
        ("a or b", [A, B, {}], ["unique", "unique"]),
        ("a or b", [A | B, {}], [None, None]),
        ("not (a and b)", [A | B, A, B], ["unique", "unique"]),
        ("a and b or a and not b", [A | B, {}, A], ["unique", None]),
    ],
)
def test_a_clause_has_decided_when_turning_it_alone_turned_the_outcome(
    condition: str, responses: list[dict[str, Any]], expected: list[str | None]
) -> None:
    assert decided(condition, *responses) == expected


def test_masking_is_told_apart_from_unique_cause() -> None:
    four = """
    - {id: a, type: confirm, label: A}
    - {id: b, type: confirm, label: B}
    - {id: d, type: confirm, label: D}
    - {id: c, type: text, label: C, visible_if: a and b or d}
    """
    on, off = {"a": True, "b": True}, {"b": True, "d": False}
    found = only(four, on, off, {"a": True, "d": True}, {"a": True})
    assert [clause.decided for clause in found.clauses] == ["unique", "unique", "unique"]
    found = only(four, on, {"b": True}, {"a": True, "d": True}, {})
    assert [clause.decided for clause in found.clauses] == ["unique", None, "masking"]


def test_a_short_circuit_hides_no_clause() -> None:
    first, second = only(TWO % "a or b", A | B, A).clauses
    assert (second.seen_true, second.seen_false) == (True, True)
    assert first.decided is None


def test_missing_operands_are_seen() -> None:
    one = "- {id: a, type: integer, label: A}\n- {id: b, type: text, label: B, visible_if: a != 3}"
    assert [clause.seen_missing for clause in only(one, {"a": 3}, {"a": 4}).clauses] == [False]
    assert [clause.seen_missing for clause in only(one, {"a": 3}, {}).clauses] == [True]


@pytest.mark.parametrize(
    ("condition", "responses", "expected"),
    [
        ("n > 5", [{"n": 7}, {"n": 99}], True),
        ("n > 5", [{"n": 7}, {"n": 1}], False),
        ("n in [1, 2]", [{"n": 99}], True),
        ("sum(n, m) > 5", [{"n": 99, "m": 7}], True),
        ("n == 99", [{"n": 99}], False),
        ("answered(n)", [{"n": 99}], False),
        ("round(m / n, 1) > 5", [{"n": 0, "m": 7}], True),
        ("round(m / n, 1) > 5", [{"n": 1, "m": 7}], False),
        ("round(m / n, 1) > 5", [{"n": 99, "m": 7}], True),
    ],
)
def test_a_number_is_missing_where_the_language_says_so(
    condition: str, responses: list[dict[str, Any]], expected: bool
) -> None:
    form = f"""
    - {{id: n, type: integer, label: N, cannot_say: 99}}
    - {{id: m, type: integer, label: M}}
    - {{id: b, type: text, label: B, visible_if: "{condition}"}}
    """
    (clause,) = only(form, *responses).clauses
    assert clause.seen_missing is expected


def test_unequal_and_not_among_are_true_when_they_say_so() -> None:
    two = """
    - {id: a, type: integer, label: A}
    - {id: b, type: text, label: B, visible_if: a != 3 and not a == 5}
    """
    unequal, equal = only(two, {"a": 4}).clauses
    assert (unequal.source, unequal.seen_true, unequal.seen_false) == ("a != 3", True, False)
    assert unequal.condition.in_words("en") == "“A” is not 3"
    assert (equal.source, equal.seen_true, equal.seen_false) == ("a == 5", False, True)


def test_what_is_hidden_anyway_is_not_tried() -> None:
    survey = page("""
    - {id: a, type: confirm, label: A}
    - {id: b, type: confirm, label: B}
    - id: g
      type: group
      label: G
      visible_if: a
      fields: [{id: x, type: integer, label: X}, {id: y, type: text, label: Y, visible_if: b}]
    """)
    outer, inner = report(survey, {}, B).conditions
    assert (outer.seen_false, inner.seen_false, inner.seen_true) == (True, False, False)
    _, inner = report(survey, A, A | B).conditions
    assert inner.is_full


def test_what_was_never_reached_is_told_apart() -> None:
    outer, inner = report(
        page("""
        - {id: a, type: confirm, label: A}
        - {id: b, type: choice, label: B, visible_if: a, options: [{id: x, label: X, visible_if: a}]}
        """),
        {},
    ).conditions
    assert (outer.is_reached, inner.is_reached) == (True, False)


def test_options_are_offered_and_withheld() -> None:
    survey = page("""
    - {id: a, type: confirm, label: A}
    - id: c
      type: choice
      label: C
      options: [{id: x, label: X}, {id: y, label: Y, visible_if: a}, {id: z, label: Z, visible_if: not a}]
    """)
    found = report(survey, A)
    assert [(each.path, each.seen_true, each.seen_false) for each in found.conditions] == [
        ("c.y", True, False),
        ("c.z", False, True),
    ]
    assert (found.totals["options"].met, found.totals["options"].of) == (2, 4)
    assert report(survey, A, {}).total.percent == 100


def test_checks_are_set_off_and_not_on_any_row() -> None:
    survey = page("""
    - id: t
      type: matrix
      label: T
      rows: [{id: r, label: R}, {id: s, label: S}]
      columns: [{id: alla, type: integer, label: Alla}, {id: nya, type: integer, label: Nya}]
      checks: [{warn_if: row.nya > row.alla, message: För många.}]
    """)
    (check,) = report(survey, {"t.s.nya": 2, "t.s.alla": 1}).conditions
    assert (check.kind, check.path, check.is_full) == ("check", "t", True)


@pytest.mark.parametrize(
    ("check", "expected"),
    [
        ("m.r.k > 5 and row.k > 5", {"m.r.k > 5": "unique", "row.k > 5": None}),
        ("row.k > 5 and m.r.k > 5", {"row.k > 5": None, "m.r.k > 5": "unique"}),
    ],
)
def test_clauses_of_a_check_are_one_only_where_they_are_so_on_all_rows(check: str, expected: dict[str, str]) -> None:
    matrix = f"""
    - id: m
      type: matrix
      label: M
      rows: [{{id: r, label: R}}, {{id: s, label: S}}]
      columns: [{{id: k, type: integer, label: K}}]
      checks: [{{error_if: {check}, message: Fel.}}]
    """
    found = only(matrix, {"m.r.k": 9, "m.s.k": 9}, {"m.r.k": 0, "m.s.k": 9})
    assert {clause.source: clause.decided for clause in found.clauses} == expected
    assert not found.is_full
    assert only(matrix, {"m.r.k": 9, "m.s.k": 9}, {"m.r.k": 9}, {"m.s.k": 9}).is_full


def test_required_conditions_count_while_the_field_is_shown() -> None:
    survey = page("""
    - {id: a, type: confirm, label: A}
    - {id: b, type: text, label: B, required: a}
    """)
    (needed,) = report(survey, A, {}).conditions
    assert (needed.kind, needed.is_full) == ("required", True)


def test_it_knows_lines_and_totals_and_gives_json() -> None:
    text = with_page(TWO % "a and b")
    survey, blueprint = load_with_blueprint(text)
    coverage = Coverage(survey, blueprint)
    coverage.add(A)
    found = coverage.report()
    (condition,) = found.conditions
    assert condition.line == next(n for n, line in enumerate(text.splitlines(), 1) if "a and b" in line)
    assert found.gaps == (condition,)
    told = found.as_json()
    assert (told["responses"], told["percent"]) == (1, 25.0)
    assert [clause["clause"] for clause in told["conditions"][0]["clauses"]] == ["a", "b"]
    assert told["missing"] == {"met": 1, "of": 2}


def test_what_was_seen_elsewhere_is_taken_in() -> None:
    survey = page(TWO % "a and b")
    first, second = Coverage(survey), Coverage(survey)
    first.add(A | B)
    second.add(A)
    second.add(B)
    first.add_seen(second.seen())
    assert first.report().total.percent == 100
    assert first.report().responses == 3
