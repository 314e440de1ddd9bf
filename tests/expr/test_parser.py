"""Expressions as they are written: what is read, and what is said of slips in the writing."""

from __future__ import annotations

import ast
import unicodedata
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey_engine.diagnostics import LANGUAGES, Diagnostic
from survey_engine.expr import syntax
from survey_engine.expr.mistakes import Mistake
from survey_engine.expr.parser import MAX_CHARACTERS, MAX_DEPTH, parse
from survey_engine.source import START


def mistakes(text: str) -> tuple[Mistake, ...]:
    read = parse(text)
    assert isinstance(read, tuple), read
    return read


def tree(text: str) -> syntax.Node:
    read = parse(text)
    assert not isinstance(read, tuple), read
    return read


def repaired(text: str, found: tuple[Mistake, ...]) -> str:
    for mistake in reversed(found):
        assert mistake.replacement
        (start, end), right = mistake.replacement
        text = text[:start] + right + text[end:]
    return text


def test_a_path_is_one_name() -> None:
    assert tree("kostnader.resor") == syntax.Name("kostnader.resor", (0, 15))


def test_offsets_are_code_points() -> None:
    assert tree("åäö == \n ö") == syntax.Comparison(
        (syntax.Name("åäö", (0, 3)), syntax.Name("ö", (9, 10))), ("==",), (0, 10)
    )


def test_names_are_nfc_and_no_further_normalised() -> None:
    assert tree(unicodedata.normalize("NFD", "år")) == syntax.Name("år", (0, 3))
    assert tree("ﬁl") == syntax.Name("ﬁl", (0, 2))


@pytest.mark.parametrize("word", ["not in", "not", "in", "inte", "=", "(", "1,5", "# no comment", "AND", "d’or"])
def test_within_quotes_anything_is_text(word: str) -> None:
    length = len(word) + 2
    assert tree(f'a == "{word}" and b') == syntax.Logic(
        "and",
        (
            syntax.Comparison(
                (syntax.Name("a", (0, 1)), syntax.String(word, (5, 5 + length))), ("==",), (0, 5 + length)
            ),
            syntax.Name("b", (10 + length, 11 + length)),
        ),
        (0, 11 + length),
    )
    assert not isinstance(tree(f'a in ["{word}", "b"]'), tuple)


def test_line_breaks_are_spaces() -> None:
    assert isinstance(tree("  a\n and\r\n b\n"), syntax.Logic)
    assert tree('"a\r\nb"') == syntax.String("a b", (0, 6))


def test_numbers_keep_the_decimals_that_were_written() -> None:
    found = tree("0.50")
    assert isinstance(found, syntax.Number)
    assert str(found.value) == "0.50"
    assert tree("9" * 1999) == syntax.Number(Decimal("9" * 1999), (0, 1999))


def test_precedence_is_pythons() -> None:
    found = tree("not a in b")
    assert isinstance(found, syntax.Not)
    assert isinstance(found.part, syntax.Comparison)
    found = tree("a + b * -c")
    assert isinstance(found, syntax.Arithmetic)
    assert found.operator == "+"


def test_brackets_belong_to_the_operation_around_them() -> None:
    found = tree("(a + b) * c - (d)")
    assert isinstance(found, syntax.Arithmetic)
    assert found.at == (0, 17)
    assert found.left.at == (0, 11)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("a = 1", [("single-equals", 2, 3)]),
        ("a => 1", [("operator-spelling", 2, 4)]),
        ("a =< 1 and b <> 2", [("operator-spelling", 2, 4), ("operator-spelling", 13, 15)]),
        ("a ≥ 1", [("operator-spelling", 2, 3)]),
        ("a > 1 && b > 2 || !c", [("c-style-logic", 6, 8), ("c-style-logic", 15, 17), ("c-style-logic", 18, 19)]),
        ("a > 1 AND b > 2", [("capital-logic", 6, 9)]),
        ("a > 1 och inte b", [("capital-logic", 6, 9), ("capital-logic", 10, 14)]),
        ("a > 1 Eller NOT (b)", [("capital-logic", 6, 11), ("capital-logic", 12, 15)]),
        ("a inte i [b]", [("capital-logic", 2, 6), ("capital-logic", 7, 8)]),
        ("a är b", [("word-comparison", 2, 4)]),
        ("a is not b", [("word-comparison", 2, 8)]),
        ("b and a is not None", [("word-comparison", 6, 19)]),
        ("a\u00a0> 1", [("no-break-space", 1, 2)]),
        ("a\u200b > 1", [("no-break-space", 1, 2)]),
        ("a == “b”", [("typographic-quotes", 5, 8)]),
        ("a > 1 000", [("number-format", 4, 9)]),
        ("a > 1,5", [("decimal-comma", 4, 7)]),
        ("a > 1_000", [("number-format", 4, 9)]),
        ("a > 1e3", [("number-format", 4, 7)]),
        ("a > 0x10", [("number-format", 4, 8)]),
        ("a > .5", [("number-format", 4, 6)]),
        ("a > 5. ", [("number-format", 4, 6)]),
        ("a > 007", [("number-format", 4, 7)]),
        ("a > 100kr", [("number-format", 4, 9)]),
        ("a > 2026-03-02", [("unquoted-date", 4, 14)]),
        ("a in (b, c)", [("round-list", 5, 11)]),
        ("a > 1:", [("trailing-mark", 5, 6)]),
        ("a > 1?", [("trailing-mark", 5, 6)]),
        ("if a > 1", [("leading-if", 0, 2)]),
        ("answered a", [("missing-parentheses", 0, 8)]),
        ("f'a' == b", [("text-prefix", 0, 1)]),
        ("round(a, places=2)", [("keyword-argument", 9, 16)]),
    ],
)
def test_a_common_slip_is_named_and_mended(text: str, codes: list[tuple[str, int, int]]) -> None:
    found = mistakes(text)
    assert [(m.rule.code, *m.at) for m in found] == codes
    assert not isinstance(parse(repaired(text, found)), tuple)


@pytest.mark.parametrize(
    ("text", "code", "at"),
    [
        ("", "empty-expression", (0, 0)),
        (" \n ", "empty-expression", (0, 3)),
        ("a > 1  # b", "comment", (7, 10)),
        ('"a" "b"', "joined-texts", (0, 7)),
        ('a == "b', "unclosed-quote", (5, 7)),
        ('a == "b\\n"', "backslash", (7, 8)),
        ("a > 100 kr", "number-with-unit", (8, 10)),
        ("a > 1j", "number-format", (4, 6)),
        ("a ** b", "unknown-operator", (2, 4)),
        ("a // b", "unknown-operator", (2, 4)),
        ("a % b", "unknown-operator", (2, 3)),
        ("~a", "unknown-operator", (0, 1)),
        ("+a", "missing-operand", (0, 1)),
        ("a and", "missing-operand", (2, 5)),
        ("a > > b", "missing-operand", (4, 5)),
        ("()", "empty-brackets", (1, 2)),
        ("a b", "missing-operator", (0, 3)),
        ("a not b", "misplaced-not", (2, 5)),
        ("a, b", "stray-comma", (1, 2)),
        ("(a", "unclosed-bracket", (0, 1)),
        ("a)", "unmatched-bracket", (1, 2)),
        ("a[0]", "subscript", (1, 2)),
        ("{a}", "unexpected-character", (0, 1)),
        ("a. b", "unexpected-character", (1, 2)),
        ("(a).b", "unexpected-character", (3, 4)),
        ("lambda", "reserved-word", (0, 6)),
        ("a.if > 1", "reserved-word", (0, 4)),
        ("b if a else c", "reserved-word", (2, 4)),
        ("a == not b", "expression-syntax", (5, 8)),
        ("a > \ud800", "unexpected-character", (4, 5)),
        ("a > \0", "unexpected-character", (4, 5)),
        ("a" * (MAX_CHARACTERS + 1), "expression-too-long", (0, 2001)),
        ("(" * 51 + "a" + ")" * 51, "expression-too-deep", (0, 103)),
        ("not " * 51 + "a", "expression-too-deep", (0, 205)),
    ],
)
def test_what_cannot_be_read_is_pointed_at(text: str, code: str, at: tuple[int, int]) -> None:
    assert [(m.rule.code, m.at) for m in mistakes(text)][:1] == [(code, at)]


@pytest.mark.parametrize("piece", ["(", "-", "not ", "~", "[", "!", "'", '"', "a.", "a(", "1 ", "\0", "\ud800", "a-"])
def test_two_thousand_characters_of_anything_are_answered(piece: str) -> None:
    assert isinstance(parse((piece * MAX_CHARACTERS)[:MAX_CHARACTERS]), tuple)


@pytest.mark.parametrize("joint", [" + ", " * ", " and ", " or ", " < "])
def test_a_chain_is_flat_however_long(joint: str) -> None:
    found = tree(joint.join(["ab"] * 285))
    assert found.at[0] == 0


def test_a_chain_with_minus_keeps_its_signs() -> None:
    signs = {"a": 0, "b": 0}

    def tally(node: syntax.Node, sign: int) -> None:
        match node:
            case syntax.Arithmetic(operator, left, right):
                tally(left, sign)
                tally(right, -sign if operator == "-" else sign)
            case syntax.Name(path):
                signs[path] += sign
            case _:
                pytest.fail(str(node))

    tally(tree("a" + " - b + a" * 100), 1)
    assert signs == {"a": 101, "b": -100}


def test_fifty_levels_are_read() -> None:
    assert tree("(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH) == syntax.Name("a", (MAX_DEPTH, MAX_DEPTH + 1))
    tree("not " * (MAX_DEPTH - 1) + "a")


_PIECES = st.one_of(
    st.sampled_from(["a", "b.c", "ja", "1", "0.5", "1e5", '"x"', "2026-03-02", "å", "ｘ", "round", "answered"]),
    st.sampled_from(["and", "or", "not", "in", "==", "!=", "<", "<=", "+", "-", "*", "/", "(", ")", "[", "]", ","]),
    st.sampled_from(
        ["'", "“", "”", "=", "&&", "!", "~", "#", ":", ".", "\\", "{", "}", "is", "är", "och", "NOT", "if"]
    ),
    st.sampled_from(["\n", "\u00a0", "\ud800", "\0"]),
)


@given(st.one_of(st.text(), st.lists(_PIECES, max_size=40).map(" ".join), st.lists(_PIECES, max_size=40).map("".join)))
def test_parse_never_raises_and_points_within_the_text(text: str) -> None:
    read = parse(text)
    for mistake in read if isinstance(read, tuple) else ():
        assert 0 <= mistake.at[0] <= mistake.at[1] <= len(text)
        for language in LANGUAGES:
            diagnostic = Diagnostic(mistake.rule, START, mistake.params, language=language)
            assert diagnostic.message.encode()
            assert diagnostic.help.encode()


def test_an_expression_is_read_again_when_python_trips_over_another_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    meetings = iter([True, True, False])
    parse_once = ast.parse

    def tripping(*arguments: Any, **options: Any) -> Any:
        if next(meetings):
            raise SystemError("AST constructor recursion depth mismatch")
        return parse_once(*arguments, **options)

    monkeypatch.setattr(ast, "parse", tripping)
    assert not isinstance(parse("antal > 1"), tuple)
