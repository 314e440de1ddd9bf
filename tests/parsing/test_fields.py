"""Fields, options, rows and columns: what is said of them, and what of it cannot be."""

from __future__ import annotations

import pytest

import survey_engine as se
from tests.forms import codes, with_page


@pytest.mark.parametrize(
    "question",
    [
        "{id: a, type: integer, label: A, min: 3, max: 2}",
        "{id: a, type: decimal, places: 2, label: A, min: 0.5, max: 0.25}",
        "{id: a, type: date, label: A, min: 2026-03-02, max: 2026-03-01}",
        "{id: a, type: scale, label: A, from: 5, to: 1}",
        "{id: a, type: scale, label: A, from: 5, to: 1, rows: [{id: r, label: R}, {id: s, label: S}]}",
        "{id: a, type: group, fields: [{id: f, type: integer, label: F, min: 3, max: 2}]}",
        (
            "{id: a, type: matrix, label: A, rows: [{id: r, label: R}, {id: s, label: S}],"
            " columns: [{id: k, type: integer, label: K, min: 3, max: 2}]}"
        ),
    ],
)
def test_a_least_that_is_more_than_the_most(question: str) -> None:
    assert codes(with_page(f"- {question}")) == ["no-room"]


@pytest.mark.parametrize(
    "question",
    [
        "{id: a, type: integer, label: A, min: 2, max: 2}",
        "{id: a, type: integer, label: A, min: 2}",
        "{id: a, type: decimal, places: 1, label: A, max: -0.5}",
        "{id: a, type: date, label: A, min: 2026-03-02, max: 2026-03-02}",
    ],
)
def test_limits_that_leave_room(question: str) -> None:
    assert codes(with_page(f"- {question}")) == []


def test_the_figures_are_told() -> None:
    (found,) = se.check_text(with_page("- {id: a, type: integer, label: A, min: 1200, max: 2}"), language="sv")
    assert found.message == "det lägsta (1\u00a0200) är större än det högsta (2)"
