"""A diagnostic as somebody reads it in a terminal."""

from __future__ import annotations

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey_engine.diagnostics import Diagnostic, Fix, Note, Rule
from survey_engine.rendering.cells import width
from survey_engine.rendering.terminal import ansi, render
from survey_engine.source import START, Source, Span

UNKNOWN = Rule(
    "unknown-name",
    {"sv": "det finns inget som heter {name}", "en": "there is nothing called {name}"},
    {"sv": "menade du {near}?", "en": "did you mean {near}?"},
)
DOUBT = Rule("doubt", {"sv": "tveksamt", "en": "doubtful"}, severity="warning")
FORM = Source("form.yaml", "survey: x\npages:\n  - id: a\n    visible_if: kostnad > 0\n")
KOSTNAD = Span(4, 17, 4, 24)


def unknown(span: Span = KOSTNAD, *fixes: Fix, notes: tuple[Note, ...] = (), language: str = "sv") -> Diagnostic:
    return Diagnostic(UNKNOWN, span, {"name": "kostnad", "near": "kostnader"}, notes, fixes, language)


def drawn(text: str) -> str:
    return dedent(text).strip("\n")


def test_an_error_with_all_that_it_can_have() -> None:
    note = Note({"sv": "kostnader står här", "en": "kostnader is here"}, span=Span(3, 5, 3, 7))

    assert render(unknown(KOSTNAD, Fix(KOSTNAD, "kostnader"), notes=(note,)), FORM) == drawn("""
        fel[unknown-name]: det finns inget som heter kostnad
         --> form.yaml:4:17
          |
        4 |     visible_if: kostnad > 0
          |                 ^^^^^^^
          = hjälp: menade du kostnader?
          = obs: kostnader står här
          |
        3 |   - id: a
          |     --
          = skriv så här:
          |
        4 |     visible_if: kostnader > 0
          |                 +++++++++
        """)


def test_in_english() -> None:
    shown = render(unknown(language="en-GB"), FORM)

    assert shown.startswith("error[unknown-name]: there is nothing called kostnad\n")
    assert "= help: did you mean kostnader?" in shown


def test_a_warning_without_help() -> None:
    assert render(Diagnostic(DOUBT, Span(1, 1, 1, 7)), FORM) == drawn("""
        varning[doubt]: tveksamt
         --> form.yaml:1:1
          |
        1 | survey: x
          | ^^^^^^
        """)


def test_the_margin_is_as_wide_as_the_largest_line_number() -> None:
    source = Source("f", "x\n" * 200)
    shown = render(
        Diagnostic(DOUBT, Span(9, 1, 9, 2), notes=(Note({"sv": "s", "en": "e"}, span=Span(120, 1, 120, 2)),)), source
    )

    assert "  9 | x\n    | ^" in shown
    assert "120 | x" in shown


@pytest.mark.parametrize(
    ("text", "span", "line", "caret"),
    [
        ("\tid: a\tb", Span(1, 8, 1, 9), "    id: a    b", "             ^"),
        ("你好: x", Span(1, 5, 1, 6), "你好: x", "      ^"),
        ("你好: x", Span(1, 1, 1, 3), "你好: x", "^^^^"),
        ("e\u0301: x", Span(1, 5, 1, 6), "e\u0301: x", "   ^"),
        ("e\u0301: x", Span(1, 2, 1, 3), "e\u0301: x", "^"),
        ("a\x07: \x1b[2J", Span(1, 2, 1, 3), "a␇: ␛[2J", " ^"),
        ("slut", Span(1, 5, 1, 6), "slut", "    ^"),
        ("slut", Span(1, 5, 1, 5), "slut", "    ^"),
        ("slut", Span(1, 99, 1, 105), "slut", "    ^"),
        ("rad\r\nnästa", Span(2, 1, 2, 6), "nästa", "^^^^^"),
    ],
)
def test_the_caret_stands_under_what_it_means(text: str, span: Span, line: str, caret: str) -> None:
    *_, shown, marked = render(Diagnostic(DOUBT, span), Source("f", text)).split("\n")

    assert shown == f"{span.line} | {line}"
    assert marked == f"  | {caret}"


@pytest.mark.parametrize(
    ("source", "span"), [(Source("f", ""), START), (FORM, Span(99, 3, 99, 4)), (Source("f", ""), KOSTNAD)]
)
def test_a_place_that_the_text_does_not_have_is_named_and_not_shown(source: Source, span: Span) -> None:
    shown = render(Diagnostic(DOUBT, span), source).split("\n")

    assert shown == [
        "varning[doubt]: tveksamt",
        f"{' ' * len(str(span.line))}--> {source.name}:{span.line}:{span.column}",
    ]


@pytest.mark.parametrize("column", [1, 40, 2500, 4990, 5000])
def test_a_line_of_5000_characters_is_cut_around_the_caret(column: int) -> None:
    text = "".join(chr(97 + n % 26) for n in range(5000))
    *_, shown, marked = render(Diagnostic(DOUBT, Span(1, column, 1, column + 3)), Source("f", text), width=80).split(
        "\n"
    )

    assert len(shown) <= 80
    start = marked.index("^")
    assert shown[start : start + 3].rstrip("…") == text[column - 1 : column + 2]
    assert marked[start:] == "^" * len(text[column - 1 : column + 2])


def test_a_span_longer_than_the_terminal_is_marked_as_far_as_it_is_shown() -> None:
    *_, shown, marked = render(Diagnostic(DOUBT, Span(1, 1, 1, 5000)), Source("f", "x" * 5000), width=60).split("\n")

    assert len(shown) <= 60
    assert len(marked) <= 60


def test_a_stretch_over_two_lines() -> None:
    source = Source("f", "a: >-\n  kostnad\n  > 0 and\n  x\n")

    assert render(Diagnostic(DOUBT, Span(2, 5, 3, 6)), source).split("\n")[2:] == [
        "  |",
        "2 |   kostnad",
        "  |     ^^^^^",
        "3 |   > 0 and",
        "  |   ^^^",
    ]


def test_of_a_long_stretch_the_first_line() -> None:
    assert render(Diagnostic(DOUBT, Span(1, 1, 5, 1)), Source("f", "ett\ntvå\ntre\nfyra\nfem")).split("\n")[2:] == [
        "  |",
        "1 | ett",
        "  | ^^^",
        "  …",
    ]


def test_two_fixes_on_a_line_are_shown_together() -> None:
    fixes = (Fix(Span(1, 4, 1, 5), "=="), Fix(Span(1, 6, 1, 7), "ja"))

    assert render(Diagnostic(DOUBT, Span(1, 4, 1, 5), fixes=fixes), Source("f", "x: = y")).split("\n")[-2:] == [
        "1 | x: == ja",
        "  |    +++++",
    ]


def test_a_fix_over_several_lines_and_one_that_takes_away() -> None:
    joined = Diagnostic(DOUBT, START, fixes=(Fix(Span(1, 3, 2, 3), "-"),))
    shorter = Diagnostic(DOUBT, START, fixes=(Fix(Span(1, 1, 1, 3), ""),))

    assert render(joined, Source("f", "ab\n  cd")).endswith("1 | ab-cd\n  |   +")
    assert render(shorter, Source("f", "abc\n")).endswith("= skriv så här:\n  |\n1 | c")


def test_a_line_that_the_help_has_said_is_not_said_again() -> None:
    rule = Rule("r", {"sv": "m", "en": "m"}, {"sv": "skriv: {line}", "en": "write: {line}"})
    fixed = Diagnostic(rule, START, {"line": 'label: "Namn:"'}, fixes=(Fix(Span(1, 10, 1, 15), '"Namn:"'),))

    assert "skriv så här" not in render(fixed, Source("f", "  label: Namn:"))


def test_what_is_quoted_from_the_file_cannot_act_on_the_terminal() -> None:
    shown = render(Diagnostic(UNKNOWN, START, {"name": "\x1b[2J", "near": "a\nb"}), Source("f\x1b[0m", "\x1b[1m"))

    assert "\x1b" not in shown
    assert "= hjälp: menade du a\n           b?" in shown


def test_colour_changes_nothing_but_the_colour() -> None:
    coloured = render(unknown(KOSTNAD, Fix(KOSTNAD, "kostnader")), FORM, paint=ansi)

    assert "\x1b[1;31mfel[unknown-name]\x1b[0m" in coloured
    for code in ("1;31", "1;34", "1", "34", "32", "0"):
        coloured = coloured.replace(f"\x1b[{code}m", "")
    assert coloured == render(unknown(KOSTNAD, Fix(KOSTNAD, "kostnader")), FORM)


SPANS = st.builds(Span, st.integers(1, 6), st.integers(1, 90), st.integers(1, 6), st.integers(1, 90))


@given(st.text(st.sampled_from("a :\n\r\t你\u0301\x07"), max_size=200), SPANS, SPANS, st.text(max_size=5))
def test_no_span_whatever_breaks_it(text: str, span: Span, other: Span, instead: str) -> None:
    note = Note({"sv": "s", "en": "e"}, span=other)
    shown = render(Diagnostic(DOUBT, span, notes=(note,), fixes=(Fix(other, instead),)), Source("f", text), width=50)

    assert all(sum(map(width, line)) <= 50 for line in shown.split("\n"))
