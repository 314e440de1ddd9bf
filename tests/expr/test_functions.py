"""The table of functions."""

from __future__ import annotations

from survey_engine.expr.functions import FUNCTIONS, reserved_words
from survey_engine.expr.parser import parse


def test_the_functions_are_a_closed_set() -> None:
    assert set(FUNCTIONS) == {"sum", "min", "max", "count", "round", "abs", "answered"}


def test_each_usage_can_be_read() -> None:
    assert not [f.name for f in FUNCTIONS.values() if isinstance(parse(f.usage), tuple)]


def test_words_are_there_in_both_languages() -> None:
    for function in FUNCTIONS.values():
        assert {*function.takes} == {*function.gives} == {*function.missing} == {"sv", "en"}


def test_no_id_is_a_keyword_a_function_or_row() -> None:
    assert {"from", "del", "min", "answered", "row"} <= reserved_words()
    assert "match" not in reserved_words()
