"""Expressions against a grant form: what they mean, and what is said of those that mean nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey_engine.diagnostics import LANGUAGES, Diagnostic
from survey_engine.expr.check import Checked, check_condition, check_value
from survey_engine.expr.mistakes import Mistake
from survey_engine.expr.nodes import (
    Absolute,
    Aggregate,
    Among,
    And,
    Answered,
    Arithmetic,
    CannotSay,
    Chosen,
    Compare,
    Condition,
    Confirmed,
    Count,
    CountChosen,
    Day,
    Negative,
    Not,
    Number,
    OneOf,
    Or,
    Ref,
    Round,
    Text,
    Value,
)
from survey_engine.expr.types import ChoiceType, ManyType, NumberType, Type
from survey_engine.source import START
from tests.expr.scopes import FORM, GRANT_FORM, IN_MATRIX, DictScope

LONER, RESOR = Ref("kostnader.loner", "integer"), Ref("kostnader.resor", "integer")
ANTAL, OANVANT, ANDEL = Ref("antal", "integer"), Ref("oanvant", "integer"), Ref("andel", "decimal")
BEGINNING, END = Ref("start", "date"), Ref("slut", "date")
NAMN = Ref("kontakt.namn", "text")


def number(text: str) -> Number:
    return Number(Decimal(text))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("fristaende == ja", OneOf("fristaende", ("ja",))),
        ("fristaende != ja", Not(OneOf("fristaende", ("ja",)))),
        ("fristaende == nej", OneOf("fristaende", ("nej",))),
        ("syfte in [lag, ganska_lag]", OneOf("syfte", ("lag", "ganska_lag"))),
        ("syfte not in [lag]", Not(OneOf("syfte", ("lag",)))),
        ("personal in insatser", Chosen("insatser", "personal")),
        ("personal not in insatser", Not(Chosen("insatser", "personal"))),
        ("not personal in insatser", Not(Chosen("insatser", "personal"))),
        ("intygar", Confirmed("intygar")),
        ("not intygar", Not(Confirmed("intygar"))),
        ("answered(orsak.annan)", Answered("orsak.annan")),
        ("answered(intygar)", Answered("intygar")),
        ("oanvant > 0", Compare(">", OANVANT, number("0"))),
        ("0 < oanvant <= 10", And((Compare("<", number("0"), OANVANT), Compare("<=", OANVANT, number("10"))))),
        ("oanvant in [-1, 5]", Among(OANVANT, (number("-1"), number("5")))),
        ("antal == 999999", CannotSay("antal", Decimal(999999))),
        ("999999 != antal", Not(CannotSay("antal", Decimal(999999)))),
        ("antal == 999999.0", CannotSay("antal", Decimal(999999))),
        ("antal >= 999999", Compare(">=", ANTAL, number("999999"))),
        ("antal in [999999, 5]", Or((CannotSay("antal", Decimal(999999)), Among(ANTAL, (number("5"),))))),
        ("antal not in [999999]", Not(CannotSay("antal", Decimal(999999)))),
        ('start >= "2026-03-02"', Compare(">=", BEGINNING, Day(date(2026, 3, 2)))),
        ('"2026-01-01" <= start < slut',
         And((Compare("<=", Day(date(2026, 1, 1)), BEGINNING), Compare("<", BEGINNING, END)))),
        ('slut in ["2026-03-02"]', Among(END, (Day(date(2026, 3, 2)),))),
        ('kontakt.namn != "Å\u0308"', Not(Compare("==", NAMN, Text("Å\u0308")))),
        ("kontakt.namn == 'A\u030a'", Compare("==", NAMN, Text("Å"))),
        ('kontakt.namn in ["a", "b"]', Among(NAMN, (Text("a"), Text("b")))),
        ("intygar or intygar and not intygar",
         Or((Confirmed("intygar"), And((Confirmed("intygar"), Not(Confirmed("intygar"))))))),
    ],
)  # fmt: skip
def test_a_condition_is_understood(text: str, tree: Condition) -> None:
    checked = check_condition(text, FORM)
    assert checked.mistakes == ()
    assert checked.tree == tree


@pytest.mark.parametrize(
    ("text", "tree", "type"),
    [
        ("mottaget.totalt - sum(kostnader)",
         Arithmetic("-", Ref("mottaget.totalt", "integer"), Aggregate("sum", (LONER, RESOR), "kostnader")),
         NumberType(0, 17, "kr")),
        ("andel * 1.25", Arithmetic("*", ANDEL, number("1.25")), NumberType(4, 16)),
        ("-andel + antal", Arithmetic("+", Negative(ANDEL), ANTAL), NumberType(2, 16)),
        ("abs(oanvant)", Absolute(OANVANT), NumberType(0, 17, "kr")),
        ("round(andel, 1)", Round(ANDEL, None, 1), NumberType(1, 16)),
        ("round(100 * antal / oanvant, 2)",
         Round(Arithmetic("*", number("100"), ANTAL), OANVANT, 2), NumberType(2, 19)),
        ("max(oanvant, 0)", Aggregate("max", (OANVANT, number("0"))), NumberType(0, 17, "kr")),
        ("min(tjanster.personer)",
         Aggregate("min", (Ref("tjanster.lotsar.personer", "integer"), Ref("tjanster.samordnare.personer", "integer")),
                   "tjanster.personer"), NumberType(0, 15)),
        ("sum(tjanster.lotsar)",
         Aggregate("sum", (Ref("tjanster.lotsar.arsarbetare", "decimal"), Ref("tjanster.lotsar.personer", "integer")),
                   "tjanster.lotsar"), NumberType(2, 16)),
        ("count(kostnader)", Count((LONER, RESOR), "kostnader"), NumberType(0, 1)),
        ("count(orsak)", CountChosen("orsak"), NumberType(0, 1)),
    ],
)  # fmt: skip
def test_a_value_is_understood_with_its_type(text: str, tree: Value, type: NumberType) -> None:
    checked = check_value(text, FORM)
    assert checked.mistakes == ()
    assert checked.tree == tree
    assert checked.type == type


def test_reads_are_whole_paths_with_members_written_out_and_their_places() -> None:
    checked = check_condition("sum(kostnader) > oanvant and ja in insatser or fristaende == nej", FORM)
    assert checked.reads == (
        ("kostnader.loner", (4, 13)),
        ("kostnader.resor", (4, 13)),
        ("oanvant", (17, 24)),
        ("insatser", (35, 43)),
        ("fristaende", (47, 57)),
    )


def test_row_stands_for_the_row_of_a_matrix() -> None:
    checked = check_condition("row.personer > row.arsarbetare", IN_MATRIX)
    assert [path for path, _ in checked.reads] == ["tjanster.lotsar.personer", "tjanster.lotsar.arsarbetare"]
    assert codes(check_condition("row.personer > 1", FORM)) == [("row-outside-matrix", "row.personer")]


def codes(checked: Checked) -> list[tuple[str, str]]:
    """The code of each mistake, and the help or the place it is about."""
    return [(m.rule.code, str(m.params.get("name", m.at))) for m in checked.mistakes]


def mended(text: str, mistake: Mistake) -> str:
    assert mistake.replacement
    (start, end), right = mistake.replacement
    return text[:start] + right + text[end:]


@pytest.mark.parametrize(
    ("text", "code", "at", "right"),
    [
        ('fristaende == "ja"', "quoted-option", (14, 18), "fristaende == ja"),
        ("ja == fristaende", "option-first", (0, 16), "fristaende == ja"),
        ('"ja" != fristaende', "option-first", (0, 18), "fristaende != ja"),
        ("fristaende == Ja", "unknown-option", (14, 16), "fristaende == ja"),
        ("fristaende == fristaende.ja", "unknown-option", (14, 27), "fristaende == ja"),
        ("syfte == [lag, hog]", "list-needs-in", (0, 19), "syfte in [lag, hog]"),
        ("syfte in lag", "list-brackets", (9, 12), "syfte in [lag]"),
        ("lag in syfte", "in-choice", (0, 12), "syfte == lag"),
        ("syfte == lag or hog", "option-alone", (16, 19), "syfte in [lag, hog]"),
        ("orsak == annan", "choices-equality", (0, 14), "annan in orsak"),
        ("annan != orsak", "choices-equality", (0, 14), "annan not in orsak"),
        ("orsak in [annan, tidsbrist]", "choices-in-list", (0, 27), "(annan in orsak or tidsbrist in orsak)"),
        ("loner > 1", "sibling-name", (0, 5), "kostnader.loner > 1"),
        ("Oanvant > 1", "unknown-name", (0, 7), "oanvant > 1"),
        ("intygar == true", "confirm-compared", (0, 15), "intygar"),
        ("intygar != True", "confirm-compared", (0, 15), "not intygar"),
        ('oanvant > "100"', "quoted-number", (10, 15), "oanvant > 100"),
        ('kontakt.namn == ""', "never-an-answer", (16, 18), "not answered(kontakt.namn)"),
        ("antal != null", "never-an-answer", (9, 13), "answered(antal)"),
        ('"" == fristaende', "never-an-answer", (0, 2), "not answered(fristaende)"),
        ("answered(antal) == false", "condition-compared", (0, 24), "not answered(antal)"),
        ("true == (antal > 1)", "condition-compared", (0, 19), "(antal > 1)"),
        ("antal == 5 or 6 or 7", "option-alone", (14, 15), "antal in [5, 6, 7]"),
        ("kontakt.namn == Anna", "unquoted-text", (16, 20), 'kontakt.namn == "Anna"'),
        ("summa(kostnader) > 1", "unknown-function", (0, 5), "sum(kostnader) > 1"),
        ("round(antal / oanvant * 100, 1) > 5", "division-not-last", (6, 27), "round(antal * 100 / oanvant, 1) > 5"),
        (
            "round(100 * (antal / oanvant), 1) > 5",
            "division-not-last",
            (6, 29),
            "round(100 * antal / oanvant, 1) > 5",
        ),
    ],
)
def test_a_slip_that_is_certain_is_mended(text: str, code: str, at: tuple[int, int], right: str) -> None:
    checked = check_condition(text, FORM)
    assert [(m.rule.code, m.at) for m in checked.mistakes] == [(code, at)]
    assert checked.tree is None
    assert mended(text, checked.mistakes[0]) == right
    assert check_condition(right, FORM).mistakes == ()


@pytest.mark.parametrize(
    ("text", "code", "at"),
    [
        ("fristaende == kanske", "unknown-option", (14, 20)),
        ("fristaende == syfte", "two-choices", (14, 19)),
        ("fristaende in insatser", "two-choices", (0, 10)),
        ("oanvnt > 1", "unknown-name", (0, 6)),
        ("fordon > 1", "unknown-name", (0, 6)),
        ("oanvant == true", "truth-value", (11, 15)),
        ("sm(kostnader) > 1", "unknown-function", (0, 2)),
        ("answered", "missing-parentheses", (0, 8)),
        ("kostnader > 100", "group-without-function", (0, 9)),
        ("lag in kontakt", "group-without-function", (7, 14)),
        ("sum(kostnader, 5) > 1", "group-among-numbers", (4, 13)),
        ("sum(tjanster) > 1", "whole-matrix", (4, 12)),
        ("answered(tjanster)", "whole-matrix", (9, 17)),
        ("answered(kostnader)", "answered-whole", (9, 18)),
        ("answered(antal > 1)", "answered-path", (9, 18)),
        ("answered(ekonomi)", "holds-no-value", (9, 16)),
        ("inledning == 1", "holds-no-value", (0, 9)),
        ("sum(kontakt) > 1", "no-numbers", (4, 11)),
        ("sum(blandat) > 1", "unequal-units", (0, 12)),
        ("max(oanvant, antal) > 1", "unequal-units", (0, 19)),
        ("sum(antal) > 1", "too-few-numbers", (0, 10)),
        ("sum() > 1", "argument-count", (0, 5)),
        ("round(andel) > 1", "argument-count", (0, 12)),
        ("round(andel, 7) > 1", "round-places", (13, 14)),
        ("round(andel, antal) > 1", "round-places", (13, 18)),
        ("andel / 2 > 1", "unrounded-quotient", (0, 9)),
        ("round(andel / 2 + 1, 1) > 1", "unrounded-quotient", (6, 15)),
        (" * ".join(["antal"] * 7) + " > 1", "too-large", (0, 53)),
        ("antal > " + "9" * 101, "too-large", (8, 109)),
        ("antal > kontakt.namn", "type-mismatch", (0, 20)),
        ('antal == "många"', "type-mismatch", (0, 16)),
        ("start > 5", "type-mismatch", (0, 9)),
        ('start > "2026-02-30"', "bad-date", (8, 20)),
        ('start > "igår"', "bad-date", (8, 14)),
        ("syfte >= lag", "no-order", (0, 12)),
        ("intygar > 1", "no-order", (0, 11)),
        ('kontakt.namn < "b"', "no-order", (0, 18)),
        ('"a" in kontakt.namn', "no-substring", (0, 19)),
        ('kontakt.namn in "abc"', "no-substring", (0, 21)),
        ("intygar == 1", "confirm-compared", (0, 12)),
        ("antal in 5", "in-needs-list", (9, 10)),
        ("antal in []", "in-empty-list", (9, 11)),
        ('kontakt.namn in ["a", " "]', "never-an-answer", (22, 25)),
        ("(antal > 1) == intygar", "condition-compared", (0, 22)),
        ("syfte == lag and hog", "option-alone", (17, 20)),
        ("antal in [oanvant]", "literal-only", (10, 17)),
        ('antal in [1, "a"]', "type-mismatch", (0, 17)),
        ("antal", "not-a-condition", (0, 5)),
        ("fristaende", "not-a-condition", (0, 10)),
        ("not orsak", "not-a-condition", (4, 9)),
        ("start and intygar", "not-a-condition", (0, 5)),
        ("sum(kostnader)", "not-a-condition", (0, 14)),
        ('"ja"', "not-a-condition", (0, 4)),
        ("fristaende + 1 > 2", "not-a-number", (0, 10)),
        ("abs(antal > 1) > 1", "not-a-number", (4, 13)),
        ("1 + answered(antal) > 1", "not-a-number", (4, 19)),
        ("1 < antal in [2]", "in-chain", (0, 16)),
        ("fristaende == ja == ja", "not-chainable", (0, 22)),
        ("oanvant == antal != 3", "not-chainable", (0, 21)),
        ("1 < 2", "reads-nothing", (0, 5)),
    ],
)
def test_what_means_nothing_is_pointed_at(text: str, code: str, at: tuple[int, int]) -> None:
    checked = check_condition(text, FORM)
    assert [(m.rule.code, m.at) for m in checked.mistakes] == [(code, at)]
    assert checked.tree is None


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("ja in bilagor", "bilagor.forsta.finns == ja"),
        ("nej not in bilagor", "bilagor.forsta.finns != nej"),
        ("bilagor == ja", "bilagor.forsta.finns == ja"),
        ("bilagor != nej", "bilagor.forsta.finns != nej"),
    ],
)
def test_an_option_in_a_column_is_shown_as_one_in_a_cell(text: str, right: str) -> None:
    yes_or_no = ChoiceType(("ja", "nej"))
    cells: dict[str, Type] = {f"bilagor.{row}.finns": yes_or_no for row in ("forsta", "andra")}
    scope = DictScope({**cells, "bilagor": ManyType("column", tuple(cells), ())})
    (found,) = check_condition(text, scope).mistakes
    assert (found.rule.code, found.params["right"]) == ("group-without-function", right)
    assert check_condition(right, scope).mistakes == ()


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("antal is None", "not answered(antal)"),
        ("antal is not None", "answered(antal)"),
        ("intygar and antal är inte null", "intygar and answered(antal)"),
    ],
)
def test_whether_there_is_an_answer_is_told_at_once(text: str, right: str) -> None:
    (found,) = check_condition(text, FORM).mistakes
    assert found.rule.code == "word-comparison"
    assert mended(text, found) == right
    assert check_condition(right, FORM).mistakes == ()


@pytest.mark.parametrize("text", ["antal > 1 and not", "(not) or antal > 1"])
def test_a_not_without_anything_after_it(text: str) -> None:
    (found,) = check_condition(text, FORM).mistakes
    assert found.rule.code == "missing-operand"
    assert found.rule.help is not None
    assert "after “not”" in found.rule.help["en"]


def test_where_mistakes_are_cut_off_the_last_one_says_so() -> None:
    found = check_condition(" or ".join(["antal = 1"] * 21), FORM).mistakes
    assert [len(each.notes) for each in found] == [0] * 19 + [1]
    assert [each.notes for each in check_condition(" or ".join(["antal = 1"] * 20), FORM).mistakes] == [()] * 20


def test_all_that_is_wrong_is_said_in_one_go() -> None:
    checked = check_condition('fristaende == "ja" and not (okand > fordon) or start > "2026-13-01"', FORM)
    assert [m.rule.code for m in checked.mistakes] == ["quoted-option", "unknown-name", "bad-date"]


@pytest.mark.parametrize("text", ["trasig > 1", "trasig == ja", "intygar and trasig", "sum(trasig, okand.a) > antal",
                                  "not answered(trasig)", "a in trasig", "trasig in [a, b]"])  # fmt: skip
def test_what_is_itself_wrong_makes_no_echoes(text: str) -> None:
    checked = check_condition(text, FORM)
    assert checked.tree is None
    assert [m.rule.code for m in checked.mistakes] == ["unknown-name"] * ("okand" in text)


def test_an_option_is_an_option_even_when_a_broken_question_has_its_id() -> None:
    scope = DictScope({**GRANT_FORM, "ja": GRANT_FORM["trasig"], "personal": GRANT_FORM["trasig"]})
    assert check_condition("fristaende == ja", scope).tree == OneOf("fristaende", ("ja",))
    assert check_condition("personal in insatser", scope).tree == Chosen("insatser", "personal")


def test_an_unknown_question_says_nothing_of_what_stands_beside_it() -> None:
    assert codes(check_condition("fordon == bil", FORM)) == [("unknown-name", "fordon")]


_WORDS = [*GRANT_FORM, "row.personer", "ja",
          "lag", "annan", "okand", "1", "-1", "0.5", "999999", '"ja"', '"2026-03-02"',
          "true", "sum(kostnader)", "count(orsak)", "round(antal / andel, 2)", "answered(antal)", "[ja, nej]", "[1, 2]",
          '["a"]', "abs(x)", "min(antal, 2)", "median(antal)"]  # fmt: skip
_BINARY = ["and", "or", "==", "!=", "<", ">=", "in", "not in", "+", "-", "*", "/"]


def _grown(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.tuples(parts, st.sampled_from(_BINARY), parts).map(" ".join),
        parts.map("not {}".format),
        parts.map("-{}".format),
        parts.map("({})".format),
        st.tuples(parts, parts).map(lambda pair: f"[{pair[0]}, {pair[1]}]"),
        st.tuples(st.sampled_from(["sum", "max", "round", "abs", "count", "answered", "f"]),
                  st.lists(parts, max_size=3))
        .map(lambda call: f"{call[0]}({', '.join(call[1])})"),
    )  # fmt: skip


@given(st.recursive(st.sampled_from(_WORDS), _grown, max_leaves=12), st.sampled_from([FORM, IN_MATRIX]))
def test_check_never_raises_and_gives_a_tree_or_a_reason(text: str, scope: DictScope) -> None:
    for checked in (check_condition(text, scope), check_value(text, scope)):
        assert (checked.tree is None) == bool(checked.mistakes) or "trasig" in text
        for mistake in checked.mistakes:
            assert 0 <= mistake.at[0] <= mistake.at[1] <= len(text)
            for language in LANGUAGES:
                diagnostic = Diagnostic(mistake.rule, START, mistake.params, language=language)
                assert diagnostic.message.encode()
                assert diagnostic.help.encode()


@given(st.recursive(st.sampled_from(_WORDS), _grown, max_leaves=6))
def test_what_is_mended_is_no_longer_reported(text: str) -> None:
    for mistake in check_condition(text, FORM).mistakes:
        if mistake.replacement:
            again = check_condition(mended(text, mistake), FORM)
            assert (mistake.rule.code, mistake.at) not in [(m.rule.code, m.at) for m in again.mistakes]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("antal < oanvant / 2", "2 * antal < oanvant"),
        ("antal / 3 >= sum(kostnader)", "antal >= 3 * sum(kostnader)"),
    ],
)
def test_a_share_is_compared_without_dividing(text: str, right: str) -> None:
    (found,) = check_condition(text, FORM).mistakes
    assert found.rule.code == "unrounded-quotient"
    assert Diagnostic(found.rule, START, found.params, language="sv").help == f"jämför utan att dela: {right}"
    assert check_condition(right, FORM).mistakes == ()


def test_a_column_is_also_each_row_by_itself() -> None:
    (found,) = check_condition("tjanster.personer > 1", FORM).mistakes
    help_ = Diagnostic(found.rule, START, found.params, language="sv").help
    assert help_.endswith("i matrisens egna checks är row.personer varje rad för sig")
