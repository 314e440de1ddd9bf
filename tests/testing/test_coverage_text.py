"""What has been tried, as lines of text."""

from __future__ import annotations

from survey_engine.testing.coverage import Coverage
from survey_engine.testing.coverage_text import coverage_lines
from tests.forms import page

QUESTIONS = """
- {id: a, type: confirm, label: A}
- {id: b, type: confirm, label: B}
- {id: c, type: text, label: C, visible_if: a and b}
"""


def test_totals_and_gaps() -> None:
    coverage = Coverage(page(QUESTIONS))
    coverage.add({"a": True})
    assert list(coverage_lines(coverage.report(), "sv")) == [
        "",
        "Prövat av logiken, med ett svar:",
        "  villkor som varit sanna och falska        1 av 2   50,0 %",
        "  delvillkor som avgjort                    0 av 2    0,0 %",
        "  tillsammans                               1 av 4   25,0 %",
        "Inte prövat:",
        "  c  a and b  – har aldrig varit sant",
        "  c  a and b  – har aldrig avgjort: a",
        "  c  a and b  – har aldrig avgjort: b",
    ]


def test_where_all_is_tried_there_are_no_gaps() -> None:
    coverage = Coverage(page(QUESTIONS))
    for answers in ({"a": True}, {"b": True}, {"a": True, "b": True}):
        coverage.add(answers)
    assert list(coverage_lines(coverage.report(), "en"))[-1].endswith("100.0 %")
