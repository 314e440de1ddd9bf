"""A check stands where the last of what it reads is asked."""

from __future__ import annotations

import pytest

from tests.forms import codes, with_head

FORM = """
    pages:
      - id: forst
        questions:
          - {id: givet, type: integer, label: Givet, prefill: true}
          - {id: a, type: integer, label: Antal A}
      - id: sist
        questions:
          - id: b
            type: integer
            label: Antal B
            checks: [{KIND: CONDITION, message: Fel.}]
          - {id: kvar, type: computed, label: Kvar, value: givet - a}
          - {id: c, type: integer, label: Antal C}
          - {id: fast, type: integer, label: Fast, prefill: true}
"""


@pytest.mark.parametrize(
    ("condition", "wrong"),
    [
        ("b > a", []),
        ("b > c", ["check-before-its-answers"]),
        ("c > 3", ["check-before-its-answers"]),
        ("b > fast", []),
        ("a > 3", ["check-after-its-page"]),
        ("a > givet", ["check-after-its-page"]),
        ("givet > 3", []),
        ("kvar < 0", []),
    ],
)
def test_a_check_stands_at_the_last_answer_that_it_reads(condition: str, wrong: list[str]) -> None:
    assert codes(with_head(FORM.replace("KIND", "error_if").replace("CONDITION", condition))) == wrong


def test_a_warning_may_look_back_at_earlier_pages() -> None:
    assert codes(with_head(FORM.replace("KIND", "warn_if").replace("CONDITION", "a > 3"))) == []
