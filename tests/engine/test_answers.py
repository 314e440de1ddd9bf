"""Reading one answer: what it is worth, and the first limit that it breaks."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey_engine import reference
from survey_engine.engine.answers import WRONG, decimals, first_broken, is_answer, lost, number, read, with_places
from survey_engine.model import Field, Kind, Option
from survey_engine.testing.values import JUNK, edge_answers, right_answers

OPTIONS = tuple(Option(id=id_, label=id_.title(), exclusive=id_ == "ingen") for id_ in ("a", "b", "ingen"))
EVERY_KIND: dict[Kind, Field] = {
    "text": Field(path="f", type="text", label="F", max_chars=3),
    "integer": Field(path="f", type="integer", label="F", min=-2, max=10, cannot_say=99),
    "decimal": Field(path="f", type="decimal", label="F", places=2, min=Decimal("-0.5"), max=10),
    "date": Field(path="f", type="date", label="F"),
    "choice": Field(path="f", type="choice", label="F", options=OPTIONS),
    "choices": Field(path="f", type="choices", label="F", options=OPTIONS, max_selected=1),
    "confirm": Field(path="f", type="confirm", label="F"),
}


@pytest.mark.parametrize("kind", EVERY_KIND)
@given(st.data())
def test_an_answer_is_read_as_the_reference_reads_it(kind: Kind, data: st.DataObject) -> None:
    part = EVERY_KIND[kind]
    answer = data.draw(right_answers(part) | edge_answers(part) | JUNK)
    assert is_answer(kind, answer) is not reference.is_no_answer(part, answer)
    mine, other = read(part, answer), reference.read(part, answer)
    match other:
        case reference.Unreadable.NO_ANSWER:
            assert mine is None
        case reference.Unreadable.WRONG_TYPE:
            assert mine is WRONG
        case tuple():
            chosen = tuple(option.id for option in OPTIONS if option.id in other)
            assert mine == (chosen or None)
        case str() if kind == "choice":
            assert mine == (other if other in ("a", "b", "ingen") else None)
        case _:
            assert (type(mine), str(mine)) == (type(other), str(other))


@pytest.mark.parametrize(
    ("answer", "figures"),
    [
        (0, "0"), (-0.0, "0"), (0.1, "0.1"), (1e3, "1000"), (1e-7, "0.0000001"), (Decimal("1.500"), "1.5"),
        (Decimal("1E+3"), "1000"), (Decimal("0E+50"), "0"), (999_999_999_999_999, "999999999999999"),
        (Decimal("0.00000000000001"), "0.00000000000001"), (Decimal("123456789012345.000"), "123456789012345"),
    ],
)  # fmt: skip
def test_a_number_is_read_by_the_decimal_that_it_prints(answer: Any, figures: str) -> None:
    found = number(answer)
    assert found is not None
    assert f"{found:f}" == figures


@pytest.mark.parametrize(
    "answer",
    [
        True, "1", None, 10**15, -(10**15), 1e15, 1e300, 5e-324, float("nan"), float("-inf"), Decimal("sNaN"),
        Decimal("Infinity"), Decimal("0.000000000000001"), Decimal("1E+999999"), Decimal("1E-999999"), 10**400,
    ],
)  # fmt: skip
def test_no_number_or_one_of_more_than_15_digits(answer: Any) -> None:
    assert number(answer) is None


@pytest.mark.parametrize(
    ("written", "places", "kept"), [("2", 2, "2.00"), ("2.5", 2, "2.50"), ("2.125", 2, "2.125"), ("-1", 1, "-1.0")]
)
def test_a_decimal_keeps_its_fields_places_and_more_if_it_has_more(written: str, places: int, kept: str) -> None:
    assert str(with_places(Decimal(written), places)) == kept


@pytest.mark.parametrize(("written", "needed"), [("1.50", 1), ("1.00", 0), ("100", 0), ("1E+2", 0), ("0.001", 3)])
def test_the_decimals_that_a_number_needs(written: str, needed: int) -> None:
    assert decimals(Decimal(written)) == needed


@pytest.mark.parametrize(
    ("kind", "value", "code", "params"),
    [
        ("integer", 11, "range", {"min": -2, "max": 10}),
        ("integer", 99, None, {}),
        ("decimal", Decimal("0.125"), "places", {"places": 2}),
        ("decimal", Decimal("10.001"), "range", {"min": Decimal("-0.5"), "max": 10}),
        ("text", "abcd", "max_chars", {"count": 4, "max": 3}),
        ("choices", ("a", "ingen"), "exclusive", {"option": "ingen"}),
        ("choices", ("a", "b"), "max_selected", {"count": 2, "max": 1}),
        ("choices", ("ingen",), None, {}),
        ("confirm", True, None, {}),
    ],
)
def test_the_first_limit_that_is_broken(kind: Kind, value: Any, code: str | None, params: dict[str, Any]) -> None:
    problem = first_broken(EVERY_KIND[kind], value, "sv")
    assert (problem.code if problem else None) == code
    assert (dict(problem.params) if problem else {}) == params


def test_a_number_in_a_message_is_written_as_its_readers_write_it() -> None:
    part = Field(path="f", type="text", label="F", max_chars=1000)
    told = {language: first_broken(part, "x" * 1204, language) for language in ("sv", "en", "sv-FI", "fi")}
    assert {language: problem.message for language, problem in told.items() if problem} == {
        "sv": "1\u00a0204 av högst 1\u00a0000 tecken.",
        "en": "1,204 of at most 1,000 characters.",
        "sv-FI": "1\u00a0204 av högst 1\u00a0000 tecken.",
        "fi": "1,204 of at most 1,000 characters.",
    }


def test_what_a_filter_took_is_told_once_and_in_the_forms_order() -> None:
    choices, choice = EVERY_KIND["choices"], EVERY_KIND["choice"]
    assert lost(choices, ["z", "b", "x", "a", "b"], ("a",)) == ("b", "x", "z")
    assert lost(choices, ["a"], ("a",)) == ()
    assert lost(choice, "z", None) == "z"
