"""Wrapped lines and tables of plain text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey_engine.rendering.columns import clean, columns, indented, led, spaced, table, underlined, wrapped


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("ett två tre", ["ett två", "tre"]),
        ("ett\ntvå", ["ett", "två"]),
        ("  många \t mellanrum ", ["många", "mellanrum"]),
        ("abcdefghijklmno", ["abcdefghij", "klmno"]),
        ("se https://example.se/en-lang-adress", ["se", "https://example.se/en-lang-adress"]),
        ("se <https://example.se/en-lang>.", ["se", "<https://example.se/en-lang>."]),
        ("a@example.se-lang.example", ["a@example.se-lang.example"]),
        ("abcd efgh *", ["abcd", "efgh *"]),
        ("( ) alfa ( ) beta", ["( ) alfa", "( ) beta"]),
        ("漢字漢字漢字", ["漢字漢字漢", "字"]),
        ("1\u00a0234\u00a0567\u00a0kr", ["1\u00a0234\u00a0567", "kr"]),
        ("e\u0301" * 11, ["e\u0301" * 10, "e\u0301"]),
    ],
)
def test_wrapped(text: str, lines: list[str]) -> None:
    assert wrapped(text, 10) == lines


def test_the_first_line_and_the_others_begin_as_they_should() -> None:
    assert wrapped("ett två tre", 9, "- ") == ["- ett två", "  tre"]
    assert wrapped("ett två tre", 9, "1. ", "....") == ["1. ett", "....två", "....tre"]
    assert wrapped("", 9, "- ") == ["-"]


@given(text=st.text(), room=st.integers(1, 40))
def test_nothing_is_lost_and_no_line_is_too_long(text: str, room: int) -> None:
    lines = wrapped(text, room)
    assert "".join("".join(lines).split()) == "".join(clean(text).split())
    widest = max(2, room)  # a letter may take two columns
    assert all(
        columns(line) <= widest or "@" in line or "://" in line or " *" in line or len(line.split()[0]) == 1
        for line in lines
    )


def test_a_long_word_takes_no_long_time() -> None:
    for word in ("x" * 100_000, "@" * 100_000, "e\u0301" * 50_000, "漢" * 100_000, "http:" * 20_000):
        began = time.perf_counter()
        assert "".join(wrapped(word, 76)) == word
        assert time.perf_counter() - began < 2


def test_nothing_acts_on_the_text_around_it() -> None:
    assert clean("\u202eabc\u2066\x1b[2J") == "�abc�␛[2J"
    assert clean("för\u00advaltning") == "förvaltning"
    assert clean("👩\u200d👧") == "👩\u200d👧"
    assert clean("a\r\nb") == "a\nb"


def test_a_table_stands_on_the_last_line_of_its_labels() -> None:
    assert table(["", "Antal", "Summa lönekostnad"], [["Fältarbetare eller motsvarande", "1", "2 kr"]], 40) == [
        "                             Summa",
        "                      Antal  lönekostnad",
        "--------------------  -----  -----------",
        "Fältarbetare eller",
        "motsvarande           1      2 kr",
    ]


def test_a_table_that_cannot_be_held_is_none() -> None:
    assert table(["", "Kommunförvaltning"], [["Rad", "1"]], 20) is None
    assert table(["", "A" * 10], [["en ganska lång etikett på raden", "1"]], 24) is None


def test_a_table_without_heads_has_no_rule() -> None:
    assert table(["", ""], [["a", "1"], ["bb", "2"]], 20) == ["a   1", "bb  2"]


def test_small_things() -> None:
    assert underlined(["ett", "längre"], "-") == ["ett", "längre", "------"]
    assert indented(["a", ""], 2) == ["  a", ""]
    assert spaced([["a"], [], ["b", "c"]]) == ["a", "", "b", "c"]
    assert [led("Namn"), led("Namn:"), led("Varför?")] == ["Namn:", "Namn:", "Varför?"]
