"""Where a part of a text stands in the file, whatever the style it is written in."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from survey_engine.parsing.document import Mapping, Scalar, Sequence
from survey_engine.parsing.placing import Placing, place
from survey_engine.parsing.reader import read
from survey_engine.source import Source, Span


def value_of(text: str, key: str = "a") -> Scalar:
    document, _ = read(Source("form.yaml", text))
    assert isinstance(document, Mapping)
    scalar = document.values[key]
    assert isinstance(scalar, Scalar)
    return scalar


@pytest.mark.parametrize(
    ("text", "part", "line", "column"),
    [
        ("a: kostnad > 0\n", ">", 1, 12),
        ("a: kostnad\n   > 0\n", ">", 2, 4),
        ('a: "kostnad > 0"\n', ">", 1, 13),
        ('a: "\\u00e5r > 0"\n', ">", 1, 13),
        ('a: "kost\\\n    nad > 0"\n', ">", 2, 9),
        ("a: 'nu''s > 0'\n", ">", 1, 11),
        ("a: |\n  kostnad\n    > 0\n", ">", 3, 5),
        ("a: >-  # villkor\n\n  kostnad\n  > 0\n", ">", 4, 3),
        ("a: |2\n    kostnad > 0\n", ">", 2, 13),
        ("a: &b !!str kostnad > 0\n", ">", 1, 21),
        ("å: 😀\na: 😀 > 0\n", ">", 2, 6),
        ("å: x\r\na: |\r\n  x\r\n  y > 0\r\n", ">", 4, 5),
        ("å: x\ra: x\r  y > 0\r", ">", 3, 5),
    ],
)
def test_a_part_of_a_text(text: str, part: str, line: int, column: int) -> None:
    scalar = value_of(text)
    start = scalar.text.index(part)

    assert place(scalar, start, start + 1) == Span(line, column, line, column + 1)


def test_a_stretch_over_several_lines() -> None:
    assert place(value_of("a: >\n  ett två\n  tre fyra\n"), 4, 11) == Span(2, 7, 3, 6)


@pytest.mark.parametrize(
    "text", ["a: x\n", "a: 'x'\n", 'a: "x"\n', "a: |\n  x\n", "a: >-\n  x\n", "a: |\n", "a: ''\n", "a:\n"]
)
def test_the_end_of_a_text_is_one_column_wide(text: str) -> None:
    scalar = value_of(text)
    span = place(scalar, len(scalar.text), len(scalar.text))

    assert (span.end_line, span.end_column) == (span.line, span.column + 1)


def test_blanks_stand_between_their_neighbours() -> None:
    assert place(value_of("a: 'x y'\n"), 1, 2) == Span(1, 6, 1, 7)


def test_indices_beyond_the_text_stand_at_its_end() -> None:
    assert place(value_of("a: xy\n"), 7, 9) == Span(1, 6, 1, 7)


TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"], include_characters="\n\t")).filter(
    lambda text: "\ufeff" not in text and "\x85" not in text
)


@given(TEXTS, st.sampled_from(["'", '"', "|", ">", None]), st.integers(10, 80), st.booleans())
@settings(max_examples=300, deadline=None)
def test_each_character_is_found(text: str, style: str | None, width: int, unicode: bool) -> None:
    written = yaml.dump({"z": {"a": text}}, default_style=style, width=width, allow_unicode=unicode)
    document, _ = read(Source("form.yaml", written))
    assert isinstance(document, Mapping)
    inner = document.values["z"]
    assert isinstance(inner, Mapping)
    scalar = inner.values["a"]
    assert isinstance(scalar, Scalar)
    for index, letter in enumerate(scalar.text):
        if letter in " \t\r\n":
            continue
        span = place(scalar, index, index + 1)
        found = scalar.source.line(span.line)[span.column - 1 : span.end_column - 1]
        assert found == letter or (found[0] == "\\" and yaml.safe_load(f'"{found}"') == letter) or found == "''"


@given(TEXTS, st.sampled_from(["'", '"', "|", ">", None]), st.integers(-2, 40), st.integers(-2, 40))
@settings(max_examples=200, deadline=None)
def test_any_stretch_has_a_place_of_some_width(text: str, style: str | None, start: int, end: int) -> None:
    document, _ = read(Source("form.yaml", yaml.dump({"a": text}, default_style=style)))
    assert isinstance(document, Mapping)
    scalar = document.values["a"]
    assert isinstance(scalar, Scalar)
    span = place(scalar, start, end)
    assert (span.line, span.column) < (span.end_line, span.end_column)


@pytest.mark.parametrize(
    ("text", "old", "new", "result"),
    [
        ("a = b", "=", "==", "a == b"),
        ("'a = b'", "=", "==", "'a == b'"),
        ("2026-03-02 < a", "2026-03-02", '"2026-03-02"', "'\"2026-03-02\" < a'"),
        ('"a == b"', "b", '"b"', "'a == \"b\"'"),
        ("'a == b'", "b", "'b'", "\"a == 'b'\""),
        ("a == b", "b", "b # c", '"a == b # c"'),
        ("a == true", "a == true", "true", '"true"'),
        ("[x, a in b]", "b", "(b)", "[x, a in (b)]"),
        ("[x, a in b]", "b", "[b]", '[x, "a in [b]"]'),
    ],
)
def test_an_edit_within_a_text_leaves_yaml_that_is_read_back(text: str, old: str, new: str, result: str) -> None:
    node = _last_scalar(text)
    start = node.text.index(old)
    edit = Placing(node).edit(start, start + len(old), new)
    assert edit is not None
    span, instead = edit
    assert text[: span.column - 1] + instead + text[span.end_column - 1 :] == result
    assert _last_scalar(result).text == node.text.replace(old, new)


def test_an_edit_of_a_text_on_several_lines_that_its_style_cannot_hold_is_none() -> None:
    assert Placing(_last_scalar('"a ==\n b"')).edit(5, 6, '"b"') is None


def _last_scalar(text: str) -> Scalar:
    document, faults = read(Source("form.yaml", text))
    assert faults == ()
    while isinstance(document, Sequence):
        document = document.items[-1]
    assert isinstance(document, Scalar)
    return document
