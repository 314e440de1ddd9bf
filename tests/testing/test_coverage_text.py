"""What has been tried, as lines of text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from survey_engine.testing.coverage import Coverage
from survey_engine.testing.coverage_text import coverage_lines
from tests.forms import page

QUESTIONS = """
- {id: a, type: confirm, label: A}
- {id: b, type: confirm, label: B}
- {id: c, type: text, label: C, visible_if: a and b}
"""


def lines(language: str, *responses: Mapping[str, Any], questions: str = QUESTIONS) -> list[str]:
    coverage = Coverage(page(questions))
    for answers in responses:
        coverage.add(answers)
    return list(coverage_lines(coverage.report(), language))


def test_totals_and_a_line_for_each_condition_and_clause_that_lacks_something() -> None:
    assert lines("sv", {"a": True}) == [
        "",
        "Prövat av logiken, med ett svar:",
        "  villkor som varit sanna och falska        1 av 2   50,0\N{NO-BREAK SPACE}%",
        "  delvillkor som avgjort                    0 av 2    0,0\N{NO-BREAK SPACE}%",
        "  tillsammans                               1 av 4   25,0\N{NO-BREAK SPACE}%",
        "  med svar som saknats (räknas inte)        1 av 2",
        "Inte prövat:",
        "  c  a and b  – har aldrig varit sant",
        "  c  delvillkoret a  – har aldrig varit falskt, har aldrig avgjort",
        "  c  delvillkoret b  – har aldrig varit sant, har aldrig avgjort",
    ]


def test_where_all_is_tried_there_are_only_totals() -> None:
    told = lines("en", {"a": True}, {"b": True}, {"a": True, "b": True})
    assert told[-2:] == [
        "  together                                   4 of 4  100.0\N{NO-BREAK SPACE}%",
        "  with answers missing (not counted)         2 of 2",
    ]


def test_without_responses_nothing_is_listed() -> None:
    assert lines("en")[-1] == "Not tried: all of it."


def test_what_is_never_shown_takes_one_line() -> None:
    questions = """
    - {id: a, type: confirm, label: A}
    - {id: b, type: choice, label: B, visible_if: a, options: [{id: x, label: X, visible_if: a and a}]}
    """
    assert lines("en", {}, questions=questions)[-1] == (
        "  b.x  a and a  – has never been tried, since what it belongs to was never shown"
    )


def test_where_no_answer_was_missing_is_told_apart_and_not_counted() -> None:
    questions = """
    - {id: n, type: integer, label: N, cannot_say: 99}
    - {id: m, type: integer, label: M}
    - {id: b, type: text, label: B, visible_if: n > 5}
    - {id: c, type: text, label: C, visible_if: n > 5 and m != 3}
    """
    tried = [{"n": 7, "m": 1}, {"n": 7, "m": 3}, {"n": 1, "m": 1}]
    assert lines("sv", *tried, questions=questions)[4:] == [
        "  tillsammans                               6 av 6  100,0\N{NO-BREAK SPACE}%",
        "  med svar som saknats (räknas inte)        0 av 3",
        "Inte prövat med svar som saknas (räknas inte i procenten):",
        "  b  n > 5",
        "  c  delvillkoret n > 5",
        "  c  delvillkoret m != 3",
    ]
    assert lines("sv", *tried, {"n": 99}, questions=questions)[-1].endswith("3 av 3")


def test_a_little_less_than_all_is_not_all() -> None:
    several = "\n".join(f"- {{id: q{number}, type: text, label: Q, visible_if: a}}" for number in range(1, 1001))
    told = lines("en", {"a": True}, {}, questions=f"- {{id: a, type: confirm, label: A}}\n{several}")
    assert any("100.0\N{NO-BREAK SPACE}%" in line for line in told)
    never = f"{several}\n- {{id: n, type: integer, label: N}}\n- {{id: z, type: text, label: Z, visible_if: n > 9}}"
    told = lines("en", {"a": True}, {}, questions=f"- {{id: a, type: confirm, label: A}}\n{never}")
    assert not any("100.0\N{NO-BREAK SPACE}%" in line for line in told)
