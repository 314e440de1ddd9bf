"""Figures as Unicode's locale data writes them, and a figure with its unit."""

from __future__ import annotations

from decimal import ROUND_UP, Context, Decimal, localcontext

import pytest
from babel.numbers import format_decimal, get_minus_sign_symbol
from hypothesis import example, given
from hypothesis import strategies as st

import survey_engine as se
from survey_engine.expr.types import EXACT
from survey_engine.figures import figure, measured, percentage
from tests.forms import page

DECIMALS = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places, EXACT),
    st.integers(-(10**15) + 1, 10**15 - 1),
    st.integers(0, 6),
)


@pytest.mark.parametrize("language", ["sv", "en"])
@given(number=DECIMALS | st.integers(-(10**15), 10**15))
@example(number=Decimal("11.300"))
@example(number=Decimal("-0.000001"))
@example(number=-1000)
def test_a_figure_is_written_as_the_locale_data_has_it(language: str, number: int | Decimal) -> None:
    with localcontext(EXACT):
        size = format_decimal(abs(Decimal(number)), locale=language, decimal_quantization=False)
    # babel writes a hyphen for every minus; the locale data has a sign of its own for each language
    assert figure(number, language) == (get_minus_sign_symbol(language) if number < 0 else "") + size


@pytest.mark.parametrize(
    ("number", "swedish", "english"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (1000, "1\u00a0000", "1,000"),
        (-1234567, "−1\u00a0234\u00a0567", "-1,234,567"),
        (Decimal("11.30"), "11,3", "11.3"),
        (Decimal("1000.00"), "1\u00a0000", "1,000"),
        (Decimal("1E+3"), "1\u00a0000", "1,000"),
        (Decimal("12345.5"), "12\u00a0345,5", "12,345.5"),
    ],
)
def test_figures(number: int | Decimal, swedish: str, english: str) -> None:
    assert (figure(number, "sv"), figure(number, "en")) == (swedish, english)
    assert (figure(number, "sv-FI"), figure(number, "fi")) == (swedish, english)


def test_no_digit_is_lost_whatever_the_host_reckons_with() -> None:
    with localcontext(Context(prec=3, rounding=ROUND_UP)):
        assert figure(Decimal("123456789012345.123456"), "en") == "123,456,789,012,345.123456"


@given(number=st.integers(-(10**15) + 1, 10**15 - 1))
@example(number=-1234)
def test_a_swedish_figure_can_be_typed_back(number: int) -> None:
    field = page("- {id: q, type: integer, unit: kr, label: Q}").field("q")
    assert se.parse_answer(field, measured(figure(number, "sv"), "kr"), "sv") == number


def test_a_figure_and_its_unit_stay_on_one_line() -> None:
    assert measured("1\u00a0000", "kr") == "1\u00a0000\u00a0kr"
    assert measured("5", "kronor per år") == "5\u00a0kronor per år"
    assert measured("5", None) == measured("5", "") == "5"


def test_a_percentage_has_one_decimal_and_is_never_rounded_to_all_or_nothing() -> None:
    assert [percentage(each, "en") for each in (0, 0.01, 50, 83.333, 99.96, 100)] == [
        "0.0\u00a0%",
        "0.1\u00a0%",
        "50.0\u00a0%",
        "83.3\u00a0%",
        "99.9\u00a0%",
        "100.0\u00a0%",
    ]
    assert percentage(62.5, "sv") == "62,5\u00a0%"
