"""What a terminal is given for a text, and which part of a long line."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey_engine.rendering.cells import Piece, cut, safe, width


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Räksmörgås – 1 204 kr", "Räksmörgås – 1 204 kr"),
        ("a\tb", "a    b"),
        ("\x1b[31mröd\x07", "␛[31mröd␇"),
        ("a\x7fb\x9bc", "a␡b�c"),
        ("vänster\u202eregöh\u200b", "vänster�regöh�"),
        ("ensam \ud800", "ensam �"),
        ("två\r\nrader\u2028här\r", "två\nrader�här␍"),
    ],
)
def test_nothing_in_a_safe_text_acts_on_a_terminal(text: str, shown: str) -> None:
    assert safe(text) == shown


@given(st.text())
def test_a_safe_text_has_no_character_that_is_unseen(text: str) -> None:
    assert not {unicodedata.category(c) for c in safe(text)} - {"Cc"} & {"Cf", "Cs", "Zl", "Zp"}
    assert all(c == "\n" for c in safe(text) if unicodedata.category(c) == "Cc")


@pytest.mark.parametrize(("character", "columns"), [("a", 1), ("你", 2), ("😀", 2), ("\u0301", 0), ("\t", 4), ("ﾊ", 1)])
def test_width(character: str, columns: int) -> None:
    assert width(character) == columns


def test_a_short_line_is_whole() -> None:
    assert cut("  å: 你好 x", 7, 8, 40) == Piece("  å: 你好 x", 9, 10)


def test_a_stretch_that_begins_with_a_combining_mark_begins_at_its_letter() -> None:
    assert cut("ke\u0301x", 2, 3, 40)[1:] == (1, 2)


@given(st.text(st.sampled_from("ab 你\u0301\t\x1b😀"), max_size=300), st.integers(0, 310), st.integers(0, 310))
def test_whatever_is_cut_fits_and_holds_the_beginning_of_the_stretch(line: str, start: int, end: int) -> None:
    piece = cut(line, start, end, 40)

    assert sum(map(width, piece.text)) <= 40 or "\t" in line
    assert 0 <= piece.start < piece.end
    assert piece.start <= sum(map(width, piece.text))
