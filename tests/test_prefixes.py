"""An author is typing: whatever there is of a form so far is checked, and what is told stands in it."""

from __future__ import annotations

from pathlib import Path

import pytest

import survey_engine as se
from survey_engine.source import Source

LARGEST = max((Path(__file__).parents[1] / "surveys").glob("*.yaml"), key=lambda path: path.stat().st_size)
TEXT = LARGEST.read_text(encoding="utf-8")


def assert_checks(text: str) -> None:
    source = Source("<text>", text)
    for diagnostic in se.check_text(text):
        span = diagnostic.span
        assert diagnostic.message
        assert 1 <= span.line <= len(source.lines)
        assert 1 <= span.column <= len(source.line(span.line)) + 1


def prefixes(step: int) -> list[int]:
    """Where prefixes end: after each step, which no line's length divides, so they end anywhere in a line."""
    return list(range(0, len(TEXT), step))


@pytest.mark.parametrize("start", range(4))
def test_a_form_that_is_being_typed(start: int) -> None:
    for end in prefixes(397)[start::4]:
        assert_checks(TEXT[:end])


@pytest.mark.slow
@pytest.mark.parametrize("start", range(40))
def test_each_prefix_of_the_largest_form(start: int) -> None:
    for end in prefixes(7)[start::40]:
        assert_checks(TEXT[:end])


@pytest.mark.slow
def test_each_state_of_a_few_lines_that_are_typed_letter_by_letter() -> None:
    for begun in (TEXT.index("  - id: ekonomi"), TEXT.index("checks:")):
        for end in range(begun, begun + 400):
            assert_checks(TEXT[:end])
