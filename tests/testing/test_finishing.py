"""Pages whose checks depend on each other are finished, and a page that nobody can finish is told of soon."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

import survey_engine as se
from survey_engine.testing import NobodyFound, mistakes, respondents
from tests import forms

REAL = Path(__file__).parents[2] / "surveys" / "rss-omstallning-2025.yaml"
CHOICES = """
- id: val
  type: choices
  label: V
  required: true
  options: [{id: a, label: A}, {id: b, label: B}, {id: c, label: C}, {id: d, label: D}, {id: e, label: E}]
"""


def numbers(ids: str, limits: str = "") -> str:
    return "".join(f"- {{id: {each}, type: integer, label: L, required: true{limits}}}\n" for each in ids)


def dates(ids: str, limits: str = "") -> str:
    return "".join(f"- {{id: {each}, type: date, label: L, required: true{limits}}}\n" for each in ids)


def with_checks(questions: str, *checks: str) -> se.Survey:
    """A page whose last question has these checks."""
    listed = ", ".join(f'{{error_if: "{check}", message: M}}' for check in checks)
    last = f"- {{id: sist, type: text, label: S, checks: [{listed}]}}\n"
    return forms.page(questions + last)


def drawn(survey: se.Survey, count: int = 20) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []

    @settings(
        max_examples=count,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(respondents(survey))
    def test(answers: dict[str, Any]) -> None:
        found.append(answers)

    test()
    return found


@pytest.mark.parametrize(("questions", "checks"), [
    (CHOICES, ["count(val) != 3", "a in val", "b in val"]),
    (dates("abc", ", min: 9999-12-29"), ["a >= b", "b >= c"]),
    (numbers("ab"), ["a + b != 10", "a - b != 4"]),
    (numbers("abcd", ", min: 0"), ["a + b != 10", "c + d != 20", "a + c != 15"]),
    (numbers("abc"), ["max(a, b, c) != 10", "min(a, b, c) != 3", "a + b + c != 20"]),
    (numbers("abcdef", ", min: 0, max: 5"), ["a <= b", "b <= c", "c <= d", "d <= e", "e <= f"]),
    (numbers("ab", ", min: 2"), ["a * b != 35"]),
    (numbers("a"), ["a * a != 49"]),
    (numbers("abcd", ", min: 1, max: 4"),
     ["a == b", "a == c", "a == d", "b == c", "b == d", "c == d"]),
], ids=["options", "days", "two lines", "three lines", "greatest and least", "order", "product", "square", "distinct"],
)  # fmt: skip
def test_checks_that_depend_on_each_other_are_got_past(questions: str, checks: list[str]) -> None:
    survey = with_checks(questions, *checks)
    found = drawn(survey)
    assert len(found) > 1
    for answers in found:
        assert survey.evaluate(answers).is_complete


def sums(groups: int, fields: int) -> se.Survey:
    """Groups of numbers, each with the same sum as the one before."""
    inside = "".join(f"    - {{id: f{each}, type: integer, label: F, min: 0, max: 50}}\n" for each in range(fields))
    text = ""
    for number in range(groups):
        text += f"- id: g{number}\n  type: group\n  label: G\n  required: true\n  fields:\n{inside}"
        if number:
            text += f'  checks: [{{error_if: "sum(g{number}) != sum(g{number - 1})", message: M}}]\n'
    return forms.page(text)


@pytest.mark.parametrize("strategy", [respondents, mistakes])
def test_sums_of_many_numbers_are_settled_without_hypothesis_finding_it_slow(strategy: Any) -> None:
    @settings(max_examples=20, database=None, derandomize=True, deadline=None, phases=[Phase.generate])
    @given(strategy(sums(10, 40)))
    def test(_: object) -> None:
        pass

    test()


@pytest.mark.parametrize("checks", [
    ["sum(kostnader) > 3", "sum(kostnader) <= 3"],
    ["kostnader.loner * kostnader.ovriga != 7.5"],
    ["kostnader.loner >= kostnader.ovriga", "kostnader.ovriga >= kostnader.loner"],
])  # fmt: skip
def test_a_page_that_nobody_can_finish_is_told_of_soon(checks: list[str]) -> None:
    check = "          - error_if: sum(kostnader) > mottaget\n"
    added = "".join(f'          - {{error_if: "{each}", message: M}}\n' for each in checks)
    text = REAL.read_text(encoding="utf-8")
    assert text.count(check) == 1
    survey = se.load_text(text.replace(check, added + check))
    began = time.process_time()
    with pytest.raises(NobodyFound, match="check of question kostnader"):
        drawn(survey, 1)
    assert time.process_time() - began < 2
