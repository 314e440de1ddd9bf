"""A condition that repeats what it stands under."""

from __future__ import annotations

import pytest

import survey_engine as se
from tests.forms import codes, with_head

FORM = """
    option_sets:
      svar: [{id: x, label: Xx, visible_if: a > 2}, {id: y, label: Yy}]
    pages:
      - id: forst
        questions:
          - {id: a, type: integer, label: Antal A}
          - {id: b, type: integer, label: Antal B}
      - id: sist
        visible_if: PAGE
        questions:
          - {id: q, type: text, label: Fråga, visible_if: QUESTION}
          - {id: fri, type: choice, label: Fri, options: svar, visible_if: a > 2}
"""


def found(page: str, question: str) -> list[str]:
    text = with_head(FORM.replace("PAGE", page).replace("QUESTION", question))
    lines = text.splitlines()
    return [
        lines[each.span.line - 1][each.span.column - 1 : each.span.end_column - 1]
        for each in se.check_text(text)
        if each.code == "condition-said-twice"
    ]


@pytest.mark.parametrize(
    ("page", "question", "twice"),
    [
        ("a > 1", "a > 1", ["a > 1"]),
        ("a > 1", "a>1", ["a>1"]),
        ("a > 1", "a > 1 and b > 3", ["a > 1"]),
        ("a > 1 and b > 3", "b > 3", ["b > 3"]),
        ("a > 1 or b > 3", "a > 1 or b > 3", ["a > 1 or b > 3"]),
        ("a > 1 and b > 3", "a > 1 and b > 3", ["a > 1 and b > 3"]),
        ("a > 1 or b > 3", "a > 1", []),
        ("a > 1", "a > 1 or b > 3", []),
        ("a > 1", "a > 3", []),
    ],
)
def test_what_the_page_says_need_not_be_said_again(page: str, question: str, twice: list[str]) -> None:
    assert found(page, question) == twice


def test_an_option_of_a_set_may_need_its_condition_elsewhere() -> None:
    assert codes(with_head(FORM.replace("PAGE", "a > 1").replace("QUESTION", "b > 1"))) == []
