"""A form's YAML as a document with places; what breaks YAML's rules, told at its place."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey_engine.diagnostics import Diagnostic
from survey_engine.parsing.decoding import MOST_CONTROL_CHARACTERS
from survey_engine.parsing.document import Mapping, Node, Scalar, Sequence, plain
from survey_engine.parsing.reader import MOST_DIAGNOSTICS, decode, read
from survey_engine.source import Source, Span


def document_of(text: str) -> Node:
    document, diagnostics = read(Source("form.yaml", text))
    assert diagnostics == ()
    assert document is not None
    return document


def faults(text: str) -> list[tuple[str, int, int]]:
    return [(d.code, d.span.line, d.span.column) for d in read(Source("form.yaml", text))[1]]


def test_where_faults_are_cut_off_the_last_one_says_so() -> None:
    for text in ("a: \x07" * MOST_CONTROL_CHARACTERS, "- !a b\n" * MOST_DIAGNOSTICS):
        *others, last = read(Source("form.yaml", text))[1]
        assert {each.notes for each in others} == {()}
        assert [note.message for note in last.notes] == [
            "det kan finnas fler fel än som visas: rätta dessa och kontrollera igen"
        ]


def test_values_follow_yaml_1_2() -> None:
    text = "{a: ja, b: no, c: 012, d: 1.50, e: true, f: null, g: '3', h: 2026-03-02, i: ~, j: \"true\"}\n"

    assert plain(document_of(text)) == {
        "a": "ja",
        "b": "no",
        "c": 12,
        "d": Decimal("1.50"),
        "e": True,
        "f": None,
        "g": "3",
        "h": "2026-03-02",
        "i": None,
        "j": "true",
    }


def test_nesting_in_every_style() -> None:
    text = "pages:\n  - id: a\n    text: |\n      Rad\n      två\n    fields: [{id: b}, {id: c, meta: {}}]\nnever: []\n"

    assert plain(document_of(text)) == {
        "pages": [{"id": "a", "text": "Rad\ntvå\n", "fields": [{"id": "b"}, {"id": "c", "meta": {}}]}],
        "never": [],
    }


def test_everything_knows_where_it_stands() -> None:
    root = document_of("å: 😀\npages:\n  - label: 'ett\n      två'\n    ids: [a, b]\n")
    assert isinstance(root, Mapping)
    pages = root.values["pages"]
    assert isinstance(pages, Sequence)
    page = pages.items[0]
    assert isinstance(page, Mapping)

    assert root.keys["pages"].span == Span(2, 1, 2, 6)
    assert root.values["å"].span == Span(1, 4, 1, 5)
    assert pages.span == Span(3, 3, 5, 16)
    assert page.span == Span(3, 5, 5, 16)
    assert page.values["label"].span == Span(3, 12, 4, 11)
    assert page.values["ids"].span == Span(5, 10, 5, 16)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system(end: str) -> None:
    root = document_of(f"a: b{end}# x{end}c: d{end}")
    assert isinstance(root, Mapping)

    assert root.keys["c"].span == Span(3, 1, 3, 2)


@pytest.mark.parametrize("separator", ["\u2028", "\u2029"])
def test_a_line_separator_is_an_ordinary_character(separator: str) -> None:
    root = document_of(f"a: b{separator}c\nd: \ue000\n")
    assert isinstance(root, Mapping)

    assert plain(root) == {"a": f"b{separator}c", "d": "\ue000"}
    assert root.keys["d"].span.line == 2


def test_a_byte_order_mark_moves_nothing() -> None:
    root = document_of("\ufeffa: b\n")
    assert isinstance(root, Mapping)

    assert root.values["a"].span == Span(1, 4, 1, 5)


def test_the_style_and_raw_text_of_a_scalar() -> None:
    root = document_of('a: &x "b"\nc: |\n  d\n\ne: f\n')
    assert isinstance(root, Mapping)
    quoted, block, bare = (root.values[key] for key in "ace")
    assert isinstance(quoted, Scalar)
    assert isinstance(block, Scalar)
    assert isinstance(bare, Scalar)

    assert (quoted.quoted, quoted.source.text[quoted.start : quoted.end]) == (True, '"b"')
    assert (block.style, block.source.text[block.start : block.end]) == ("|", "|\n  d")
    assert bare.style == ""


def test_an_alias_repeats_what_its_anchor_names() -> None:
    assert plain(document_of("a: &x {b: [1]}\nc: *x\nd: [*x, *x]\n")) == {
        "a": {"b": [1]},
        "c": {"b": [1]},
        "d": [{"b": [1]}, {"b": [1]}],
    }


def test_a_merge_key_is_a_key_like_any_other() -> None:
    assert plain(document_of("a: &x {b: 1}\nc: {<<: *x}\n")) == {"a": {"b": 1}, "c": {"<<": {"b": 1}}}


def test_text_is_kept_as_it_is_written() -> None:
    assert plain(document_of("a: a\u030a\n")) == {"a": "a\u030a"}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", ("empty-file", 1, 1)),
        ("# bara en kommentar\n\n", ("empty-file", 1, 1)),
        ("---\n", ("empty-file", 1, 1)),
        ("a: b\n---\nc: d\n", ("several-documents", 2, 1)),
        ("a: b\n...\nc: d\n", ("several-documents", 3, 1)),
        ("%YAML 1.1\n---\na: b\n", ("yaml-directive", 1, 1)),
        ("%TAG ! x\n---\na: b\n", ("yaml-directive", 1, 1)),
        ("%FOO x\n---\na: b\n", ("yaml-directive", 1, 1)),
        ("a:\n\tb: c\n", ("tab-indentation", 2, 1)),
        ("a: b\n\tc: d\n", ("tab-indentation", 2, 1)),
        ("a: |\n\tb\n", ("tab-indentation", 2, 1)),
        ("a:\n\u00a0\u00a0b: c\n", ("hard-space-indentation", 2, 1)),
        ("a:\n  - b\n\u00a0\u00a0- c\nd: e\n", ("hard-space-indentation", 3, 1)),
        ("a:\n  b: c\n d: e\n", ("bad-indentation", 3, 2)),
        ("a: b\n  c: d\n", ("bad-indentation", 2, 3)),
        ("- a\nb: c\n", ("bad-indentation", 2, 1)),
        ('a: "b\nc: d\n', ("yaml-unclosed-quote", 1, 4)),
        ('a: "b\nc: "d"\n', ("yaml-unclosed-quote", 1, 4)),
        ("a: 'b\n---\n", ("yaml-unclosed-quote", 1, 4)),
        ("a: [b, c\nd: e\n", ("yaml-unclosed-bracket", 1, 4)),
        ("a: {b: c\n", ("yaml-unclosed-bracket", 1, 4)),
        ("a: [b}\n", ("yaml-unclosed-bracket", 1, 4)),
        ("a: [\n", ("yaml-unclosed-bracket", 1, 4)),
        ("a: {b: c}}\n", ("stray-mark", 1, 10)),
        ('a: "b",\n', ("stray-mark", 1, 7)),
        ("a: {b: c,, d: e}\n", ("stray-mark", 1, 10)),
        ("a: ]\n", ("stray-mark", 1, 4)),
        ('a: "C:\\qux"\n', ("unknown-escape", 1, 7)),
        ('a: "\\xZZ"\n', ("unknown-escape", 1, 5)),
        ("a: b\nc\nd: e\n", ("missing-colon", 2, 1)),
        ("a: b\nc:d\ne: f\n", ("missing-colon", 2, 2)),
        ("a:b\nc: d\n", ("missing-colon", 1, 2)),
        ("{id: a, label:}\n", ("no-value", 1, 9)),
        ("a: !x b\n", ("yaml-tag", 1, 4)),
        ("a: !!str b\n", ("yaml-tag", 1, 4)),
        ("a: !x {b: c}\n", ("yaml-tag", 1, 4)),
        ("a: !viktigt sak: c\n", ("yaml-tag", 1, 4)),
        ("a: !e!x b\n", ("yaml-tag", 1, 4)),
        ("a: 1\nb: 2\n'a': 3\n", ("duplicate-key", 3, 1)),
        ("1: a\n", ("key-not-text", 1, 1)),
        ("true: a\n", ("key-not-text", 1, 1)),
        ("? [a]\n: b\n", ("key-not-text", 1, 3)),
        ("? \n: b\n", ("key-not-text", 1, 2)),
        ("a: *b\n", ("unknown-alias", 1, 4)),
        ("a: &x [1, *x]\n", ("recursive-alias", 1, 11)),
        ("a: b\x07c\n", ("control-character", 1, 5)),
        ("a: b  # \x0b\n", ("control-character", 1, 9)),
        ("a: \x85\n", ("control-character", 1, 4)),
        ('a: "b\\x07"\n', ("control-character", 1, 4)),
        ('a: "\\ud800"\n', ("control-character", 1, 5)),
        ("a: b\ud800\n", ("control-character", 1, 5)),
        ("a: b\uffff\n", ("control-character", 1, 5)),
        ("[" * 50_000, ("too-deep", 1, 21)),
        ("- " * 50_000, ("too-deep", 1, 41)),
        ("a: [" + "[]," * 160_000 + "]\n", ("too-many-values", 1, 300_002)),
        ("...\n", ("yaml-syntax", 1, 1)),
    ],
)
def test_a_fault_is_told_at_its_place(text: str, fault: tuple[str, int, int]) -> None:
    assert faults(text) == [fault]


def test_aliases_of_aliases_do_not_explode() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 19))

    assert [code for code, _, _ in faults(bomb)] == ["too-many-values"]


def test_aliases_count_as_deep_as_what_they_repeat() -> None:
    chain = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 25))

    assert faults(chain) == [("too-deep", 20, 12)]


def test_twenty_levels_are_allowed() -> None:
    assert faults("[" * 20 + "]" * 20) == []


def test_all_that_is_wrong_is_told_at_once() -> None:
    assert faults("1: a\nb: !x c\nd: \x07\nd: e\nf: *g\nh: @\ni: `\n") == [
        ("key-not-text", 1, 1),
        ("yaml-tag", 2, 4),
        ("control-character", 3, 4),
        ("duplicate-key", 4, 1),
        ("unknown-alias", 5, 4),
        ("reserved-start", 6, 4),
    ]


def test_a_duplicate_key_shows_the_first() -> None:
    document, (diagnostic,) = read(Source("form.yaml", "a: 1\nb: 2\na: 3\n"))

    assert document is not None
    assert plain(document) == {"a": 1, "b": 2}
    assert [note.span for note in diagnostic.notes] == [Span(1, 1, 1, 2)]


def test_a_number_as_key_is_mended_by_quotes() -> None:
    _, (diagnostic,) = read(Source("form.yaml", "1: a\n"))

    assert [fix.text for fix in diagnostic.fixes] == ['"1"']


@pytest.mark.parametrize("text", ["a: [b\nc: d\n", "a: b: c\n", "a: @x\n", 'a: "x" y\n', "a: b\nc\n", "a: {b: c\n"])
def test_everything_is_said_in_swedish_and_english_and_never_in_libyaml_s_words(text: str) -> None:
    _, (diagnostic,) = read(Source("form.yaml", text))
    for language in ("sv", "en"):
        told = diagnostic.in_language(language)
        words = " ".join([told.message, told.help, *(note.message for note in told.notes)])
        assert told.message
        assert told.help
        assert not re.search("mapping|scalar|token|block|flow|simple key|expected", words)


def decoded(raw: bytes) -> tuple[Source | None, list[tuple[str, int, int]], tuple[Diagnostic, ...]]:
    source, diagnostics = decode("form.yaml", raw)
    return source, [(d.code, d.span.line, d.span.column) for d in diagnostics], diagnostics


def test_bytes_are_utf_8_with_or_without_a_mark() -> None:
    assert decoded("å: 😀\n".encode())[0] == Source("form.yaml", "å: 😀\n")
    assert decoded("\ufeffå: b\n".encode())[0] == Source("form.yaml", "å: b\n")


def test_other_encodings_are_told_at_the_first_bad_byte() -> None:
    source, found, diagnostics = decoded("å: b\nc: ".encode() + b"\xe5\n")

    assert (source, found) == (None, [("not-utf-8", 2, 4)])
    assert "Windows-1252" in diagnostics[0].help


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_named(encoding: str) -> None:
    _, found, diagnostics = decoded("\ufeffa: b\n".encode(encoding))

    assert found == [("not-utf-8", 1, 1)]
    assert "UTF-16" in diagnostics[0].help


def test_too_much_is_not_read() -> None:
    assert decoded(b"#" * 2_000_001)[:2] == (None, [("file-too-large", 1, 1)])
    assert decoded(b"#" * 2_000_000)[1] == []
    assert faults("å" * 1_000_001) == [("file-too-large", 1, 1)]


WORDS = [
    "a",
    "b c",
    "label",
    ": ",
    ":",
    " ",
    "\n",
    "\n  ",
    "\n- ",
    "- ",
    *"{}[],#\"'|>@%`\\",
    " #",
    " # ",
    "&x ",
    "*x",
    "!t ",
]
ODD = [
    "\t",
    "\r\n",
    "\r",
    "\u2028",
    "\x85",
    "\ufeff",
    "\u00a0",
    "😀",
    "\\u",
    "---\n",
    "...\n",
    "? ",
    "1",
    "\x00",
    "\ud800",
]


@given(st.one_of(st.text(), st.lists(st.sampled_from([*WORDS, *ODD]), max_size=30).map("".join)))
@settings(max_examples=500, deadline=None)
def test_any_text_is_read_or_told_about(text: str) -> None:
    document, diagnostics = read(Source("form.yaml", text))

    assert document is not None or diagnostics
    for diagnostic in diagnostics:
        assert diagnostic.message
        assert diagnostic.in_language("en").help
        assert Span(1, 1, 1, 1) <= diagnostic.span
        assert (diagnostic.span.line, diagnostic.span.column) <= (diagnostic.span.end_line, diagnostic.span.end_column)


@given(st.binary())
def test_any_bytes_are_decoded_or_told_about(raw: bytes) -> None:
    source, diagnostics = decode("form.yaml", raw)

    assert (source is None) == bool(diagnostics)
