"""What an expression means: rules 4, 5 and 10, node by node."""

from __future__ import annotations

import decimal
import warnings
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey_engine.expr import nodes
from survey_engine.expr.reference import InEffect, Numeral, holds, worth

LONER = nodes.Ref("kostnader.loner", "integer")
RESOR = nodes.Ref("kostnader.resor", "integer")
START = nodes.Ref("start", "date")
NAMN = nodes.Ref("namn", "text")
ZERO = nodes.Number(Decimal(0))
SENTINELS: dict[str, Numeral] = {"kostnader.loner": 999999}


def true(tree: nodes.Condition, **values: InEffect) -> bool:
    return holds(tree, _by_path(values), SENTINELS)


def value(tree: nodes.Value, **values: InEffect) -> Fraction | date | str | None:
    return worth(tree, _by_path(values), SENTINELS)


def _by_path(values: dict[str, InEffect]) -> dict[str, InEffect]:
    return {f"kostnader.{name}" if name in ("loner", "resor") else name: each for name, each in values.items()}


def number(figures: str) -> nodes.Number:
    return nodes.Number(Decimal(figures))


@pytest.mark.parametrize("sign", ["==", "<", "<=", ">", ">="])
def test_every_comparison_with_a_missing_value_is_false(sign: Literal["==", "<", "<=", ">", ">="]) -> None:
    assert not true(nodes.Compare(sign, LONER, ZERO))
    assert not true(nodes.Compare(sign, ZERO, LONER))
    assert not true(nodes.Compare(sign, LONER, RESOR))


def test_the_negation_of_a_comparison_holds_for_a_missing_value() -> None:
    assert true(nodes.Not(nodes.Compare("==", LONER, ZERO)))
    assert true(nodes.Not(nodes.Among(LONER, (nodes.Number(Decimal(1)),))))


def test_numbers_are_compared_by_worth_not_by_writing() -> None:
    assert true(nodes.Compare("==", nodes.Ref("andel", "decimal"), number("2")), andel=Decimal("2.00"))
    assert true(nodes.Compare(">", LONER, number("0.5")), loner=1)
    assert not true(nodes.Compare("<", LONER, number("1")), loner=1)


def test_dates_have_an_order() -> None:
    assert true(nodes.Compare("<", START, nodes.Day(date(2026, 3, 2))), start=date(2026, 3, 1))
    assert not true(nodes.Compare(">=", START, nodes.Day(date(2026, 3, 2))), start=date(2026, 3, 1))


def test_a_text_equals_that_very_text() -> None:
    assert true(nodes.Compare("==", NAMN, nodes.Text("Åsa")), namn="Åsa")
    assert not true(nodes.Compare("==", NAMN, nodes.Text("åsa")), namn="Åsa")


def test_among_asks_for_one_of_the_literals() -> None:
    assert true(nodes.Among(LONER, (number("1"), number("2.0"))), loner=2)
    assert true(nodes.Among(START, (nodes.Day(date(2026, 1, 1)),)), start=date(2026, 1, 1))
    assert not true(nodes.Among(NAMN, (nodes.Text("a"), nodes.Text("b"))), namn="ab")
    assert not true(nodes.Among(NAMN, (nodes.Text("a"),)))


def test_options_of_choice_and_choices() -> None:
    assert true(nodes.OneOf("fristaende", ("ja", "vet_ej")), fristaende="ja")
    assert not true(nodes.OneOf("fristaende", ("ja",)), fristaende="j")
    assert not true(nodes.OneOf("fristaende", ("ja",)))
    assert true(nodes.Chosen("insatser", "personal"), insatser=("utbildning", "personal"))
    assert not true(nodes.Chosen("insatser", "person"), insatser=("personal",))
    assert not true(nodes.Chosen("insatser", "personal"))


def test_a_confirm_stands_alone() -> None:
    assert true(nodes.Confirmed("intygas"), intygas=True)
    assert not true(nodes.Confirmed("intygas"))


def test_logic_is_two_valued() -> None:
    missing, there = nodes.Compare(">", LONER, ZERO), nodes.Answered("namn")
    assert true(nodes.Or((missing, there)), namn="x")
    assert not true(nodes.And((missing, there)), namn="x")
    assert true(nodes.And((nodes.Not(missing), there)), namn="x")


@pytest.mark.parametrize(("sign", "expected"), [("+", 7), ("-", 3), ("*", 10)])
def test_arithmetic(sign: Literal["+", "-", "*"], expected: int) -> None:
    assert value(nodes.Arithmetic(sign, LONER, RESOR), loner=5, resor=2) == expected
    assert value(nodes.Arithmetic(sign, LONER, RESOR), loner=5) is None
    assert value(nodes.Arithmetic(sign, LONER, RESOR), resor=5) is None


def test_arithmetic_is_exact_whatever_the_decimal_context() -> None:
    huge = nodes.Arithmetic("*", LONER, number("1000000000000001"))
    with decimal.localcontext() as context:
        context.prec = 3
        context.traps[decimal.Inexact] = True
        assert value(huge, loner=10**15 + 3) == (10**15 + 3) * (10**15 + 1)
        assert value(nodes.Arithmetic("+", number("0.1"), number("0.2"))) == Fraction(3, 10)


def test_the_negative_and_the_absolute() -> None:
    assert value(nodes.Negative(LONER), loner=5) == -5
    assert value(nodes.Absolute(LONER), loner=-5) == 5
    assert value(nodes.Negative(LONER)) is None
    assert value(nodes.Absolute(LONER)) is None


@pytest.mark.parametrize(
    ("figures", "places", "expected"),
    [
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("0.125", 2, "0.13"),
        ("-0.125", 2, "-0.13"),
        ("2.4999", 0, "2"),
        ("7", 2, "7"),
    ],
)
def test_halves_are_rounded_away_from_zero(figures: str, places: int, expected: str) -> None:
    assert value(nodes.Round(number(figures), None, places)) == Fraction(expected)


def test_a_quotient_is_exact_until_it_is_rounded_once() -> None:
    assert value(nodes.Round(LONER, RESOR, 1), loner=1, resor=3) == Fraction(3, 10)
    assert value(nodes.Round(number("0.449999999999999"), number("1"), 1)) == Fraction(4, 10)


def test_a_quotient_is_missing_with_its_parts_and_when_divided_by_zero() -> None:
    assert value(nodes.Round(LONER, RESOR, 1), loner=1, resor=0) is None
    assert value(nodes.Round(LONER, RESOR, 1), loner=1) is None
    assert value(nodes.Round(LONER, RESOR, 1), resor=1) is None


@pytest.mark.parametrize(("function", "expected"), [("sum", 6), ("min", 2), ("max", 4)])
def test_aggregates_skip_what_is_missing(function: Literal["sum", "min", "max"], expected: int) -> None:
    items = (LONER, RESOR, nodes.Ref("lokaler", "integer"))
    assert value(nodes.Aggregate(function, items), resor=2, lokaler=4) == expected
    assert value(nodes.Aggregate(function, items)) is None


def test_count_counts_what_is_there() -> None:
    assert value(nodes.Count((LONER, RESOR)), resor=0) == 1
    assert value(nodes.Count((LONER, RESOR))) == 0
    assert value(nodes.CountChosen("insatser"), insatser=("a", "b")) == 2
    assert value(nodes.CountChosen("insatser")) == 0


def test_cannot_say_is_seen_by_answered_and_its_own_literal_and_by_nothing_else() -> None:
    assert true(nodes.Answered("kostnader.loner"), loner=999999)
    assert true(nodes.CannotSay("kostnader.loner", Decimal(999999)), loner=999999)
    assert not true(nodes.CannotSay("kostnader.loner", Decimal(999999)), loner=5)
    assert not true(nodes.CannotSay("kostnader.loner", Decimal(999999)))
    assert not true(nodes.Compare(">", LONER, ZERO), loner=999999)
    assert value(nodes.Aggregate("sum", (LONER, RESOR)), loner=999999, resor=2) == 2
    assert value(nodes.Count((LONER, RESOR)), loner=999999, resor=2) == 1
    assert value(LONER, loner=999999) is None
    assert value(RESOR, resor=999999) == 999999


def test_a_long_text_meets_no_limit_of_the_machinery() -> None:
    long = "x" * 200_000
    assert true(nodes.Compare("==", NAMN, nodes.Text(long)), namn=long)
    assert true(nodes.Among(NAMN, (nodes.Text(long),)), namn=long)


def test_a_path_may_have_any_name() -> None:
    for path in ("sum", "given", "True", "count_chosen", "åäö_1.nej"):
        assert holds(nodes.Answered(path), {path: "x"}, {})
        assert worth(nodes.Aggregate("sum", (nodes.Ref(path, "integer"),)), {path: 3}, {}) == 3


def test_reading_leaves_the_warning_filters_alone() -> None:
    before = list(warnings.filters)
    true(nodes.Answered("namn"))
    assert warnings.filters == before


@given(st.integers(-(10**9), 10**9), st.integers(-(10**5), 10**5).filter(bool), st.integers(0, 6))
def test_a_rounded_quotient_is_nearest_and_symmetric(dividend: int, divisor: int, places: int) -> None:
    tree = nodes.Round(LONER, RESOR, places)
    rounded = worth(tree, {"kostnader.loner": dividend, "kostnader.resor": divisor}, {})
    mirrored = worth(tree, {"kostnader.loner": -dividend, "kostnader.resor": divisor}, {})
    assert isinstance(rounded, Fraction)
    assert isinstance(mirrored, Fraction)
    assert abs(rounded - Fraction(dividend, divisor)) <= Fraction(1, 2 * 10**places)
    assert (rounded * 10**places).denominator == 1
    assert mirrored == -rounded
