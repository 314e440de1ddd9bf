"""How an answer becomes a value in effect, and which limits it can break: DESIGN §3, rules 1, 10 and 11."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from survey_engine import model
from survey_engine.model import (
    Field,
)
from survey_engine.reference import has_format, run
from tests.by_hand import (
    JA_NEJ,
    ORSAK,
    alone,
    dropped,
    form,
    only,
    problems,
)

# Rule 1: in effect, missing, and the right type.


@pytest.mark.parametrize("kind", ["text", "integer", "decimal", "date", "choice", "choices", "confirm"])
@pytest.mark.parametrize("answer", [None, "", " ", "\n\t\u00a0\u2003", "\x1f"])
def test_null_and_blank_text_are_no_answer_at_any_path(kind: model.Kind, answer: str | None) -> None:
    outcome = run(form(alone("x", kind, options=JA_NEJ)), {"x": answer})
    assert (outcome.values, outcome.problems, dropped(outcome)) == ({}, (), [])


def test_the_empty_list_at_choices_and_false_at_a_confirm_are_no_answer() -> None:
    parts = (alone("val", "choices", options=JA_NEJ), alone("intyg", "confirm"))
    empty: list[Any] = [[], ()]
    for nothing in empty:
        outcome = run(form(*parts), {"val": nothing, "intyg": False})
        assert (outcome.values, outcome.problems, dropped(outcome)) == ({}, (), [])


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("text", 3),
        ("text", ["a"]),
        ("text", "a\x07"),
        ("text", "a\x85"),
        ("text", "a\ud800"),
        ("integer", "3"),
        ("integer", True),
        ("integer", 3.5),
        ("integer", 10**15),
        pytest.param("integer", 10**5000, id="more digits than Python prints"),
        ("integer", float("nan")),
        ("integer", float("-inf")),
        ("integer", Decimal("sNaN")),
        ("integer", Decimal("-Infinity")),
        ("integer", Decimal("1E+999999")),
        ("integer", []),
        ("decimal", 1e15),
        ("decimal", 1e-15),
        ("decimal", "1.5"),
        ("decimal", False),
        ("date", "2026-02-30"),
        ("date", "2026-2-3"),
        ("date", " 2026-02-03"),
        ("date", "20260203"),
        ("date", "0000-01-01"),
        ("date", "٢٠٢٦-٠١-٠١"),
        ("date", 20260203),
        ("date", datetime(2026, 2, 3)),  # noqa: DTZ001  # any time of day is wrong
        ("choice", ["ja"]),
        ("choice", 1),
        ("choices", "ja"),
        ("choices", ["ja", 1]),
        ("choices", {"ja"}),
        ("choices", {"ja": True}),
        ("choices", {}),
        ("choices", False),
        ("confirm", 1),
        ("confirm", "ja"),
        ("confirm", 0),
        ("confirm", []),
    ],
)
def test_the_wrong_type_is_missing_and_where_shown_a_problem(kind: model.Kind, answer: Any) -> None:
    outcome = run(form(alone("x", kind, options=JA_NEJ, required=True)), {"x": answer})
    assert outcome.values == {}
    assert problems(outcome) == [("x", "type")]
    assert dict(outcome.problems[0].params) == {"expected": kind}
    assert [loss[:2] for loss in dropped(outcome)] == [("x", "type")]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (3, 3),
        (3.0, 3),
        (-0.0, 0),
        (1e14, 10**14),
        (Decimal("3.000"), 3),
        (Decimal("1E+3"), 1000),
        (999999999999999, 999999999999999),
        (Decimal("0E-999999"), 0),
        (Decimal("0E+999999"), 0),
        (Decimal("7." + "0" * 100_000), 7),
    ],
)
def test_a_whole_number_however_written_is_an_integer(answer: Any, expected: int) -> None:
    value, codes = only(alone("x", "integer"), answer)
    assert value == expected
    assert type(value) is int
    assert codes == []


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (2, "2.00"),
        (0.1, "0.10"),
        (Decimal("1.5000"), "1.50"),
        (0.125, "0.125"),
        (-0.0, "0.00"),
        (Decimal("1E+2"), "100.00"),
        (0.00000000000001, "0.00000000000001"),
    ],
)
def test_a_decimal_is_read_by_what_it_prints_and_has_its_places_or_more(answer: Any, expected: str) -> None:
    assert str(format(only(alone("x", "decimal", places=2), answer)[0], "f")) == expected


@pytest.mark.parametrize(
    ("answer", "is_read"), [("0.12345678901234", True), ("0.123456789012345", False), ("12345678901234.50", True)]
)
def test_fifteen_digits_in_plain_notation_count_the_leading_zero(answer: str, is_read: bool) -> None:
    assert (only(alone("x", "decimal", places=6), Decimal(answer))[0] is not None) is is_read


def test_text_in_effect_is_nfc_with_line_feeds_and_untrimmed() -> None:
    assert only(alone("x", "text"), " A\u030a\r\nb\rc\n\td\u2028 ") == (" Å\nb\nc\n\td\u2028 ", [])


def test_a_date_is_read_from_its_text_or_as_it_is() -> None:
    day = date(2024, 2, 29)
    assert only(alone("x", "date"), "2024-02-29") == (day, [])
    assert only(alone("x", "date"), day) == (day, [])


def test_choices_are_a_set_in_the_forms_order() -> None:
    assert only(alone("x", "choices", options=JA_NEJ), ["nej", "ja", "nej"]) == (("ja", "nej"), [])


# Limits: a value of the right type that breaks one stays in effect.


@pytest.mark.parametrize(
    ("part", "answer", "code", "params"),
    [
        (alone("x", "integer", min=0, max=9), 10, "range", {"min": 0, "max": 9}),
        (alone("x", "integer", min=0), -1, "range", {"min": 0}),
        (alone("x", "decimal", places=1, max=Decimal("1.5")), Decimal("1.51"), "range", {"max": Decimal("1.5")}),
        (alone("x", "date", min=date(2026, 1, 1)), date(2025, 12, 31), "range", {"min": date(2026, 1, 1)}),
        (alone("x", "decimal", places=1), Decimal("1.25"), "places", {"places": 1}),
        (alone("x", "text", max_chars=2, format="email"), "abc", "max_chars", {"count": 3, "max": 2}),
        (alone("x", "text", max_chars=9, format="email"), "abc", "format", {"format": "email"}),
    ],
)
def test_a_broken_limit_is_one_problem_and_the_value_stays(
    part: Field, answer: Any, code: str, params: dict[str, Any]
) -> None:
    outcome = run(form(part), {"x": answer})
    assert outcome.values == {"x": answer}
    assert [(p.code, dict(p.params)) for p in outcome.problems] == [(code, params)]
    assert dropped(outcome) == []


@pytest.mark.parametrize("answer", [0, 9])
def test_limits_are_inclusive(answer: int) -> None:
    assert only(alone("x", "integer", min=0, max=9), answer) == (answer, [])


def test_an_exclusive_option_beside_another_is_a_problem_and_both_stay() -> None:
    outcome = run(form(ORSAK), {"orsak": ["inget", "pengar"]})
    assert outcome.values == {"orsak": ("pengar", "inget")}
    assert [(p.code, dict(p.params)) for p in outcome.problems] == [("exclusive", {"option": "inget"})]
    assert run(form(ORSAK), {"orsak": ["inget"]}).problems == ()


def test_exclusive_comes_before_the_number_of_choices() -> None:
    assert problems(run(form(ORSAK), {"orsak": ["pengar", "annat", "inget"]})) == [("orsak", "exclusive")]
    too_many = run(form(ORSAK), {"orsak": ["tid", "pengar", "annat"], "orsak.tid": "ja"})
    assert [(p.code, dict(p.params)) for p in too_many.problems] == [("max_selected", {"count": 3, "max": 2})]


def test_text_is_counted_in_code_points_after_nfc_a_line_break_as_one() -> None:
    assert only(alone("x", "text", max_chars=4), "A\u030a\r\n😀 ")[1] == []
    assert only(alone("x", "text", max_chars=3), "A\u030a\r\n😀 ")[1] == ["max_chars"]


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        ("email", ["a@b.c", "å.ö@x..y", "a@.b.c"], ["a@b", "a@.b", "a@b.", "@b.c", "a@b@c.d", "a@b.c ", "a b@c.d"]),
        (
            "phone",
            ["12345", "+46 8 123 45 67", "(08)12-34/5", "+(0)12345"],
            ["1234", "1" * 16, "12345 ", "++12345", "1234a5"],
        ),
        ("postcode", ["12345", "123 45"], ["1234", "12 345", "123  45", "12345\n", "١٢٣٤٥"]),
        ("orgnr", ["212000-0142", "2120000142"], ["212000-0143", "21200-00142", "212000 0142", ""]),
        (
            "url",
            ["https://x", "http://a.b/c?d", "https://x/"],
            ["https://", "https:///x", "ftp://x", "http://a b", "HTTP://x"],
        ),
    ],
)
def test_formats(kind: model.Format, right: Sequence[str], wrong: Sequence[str]) -> None:
    assert [text for text in right if not has_format(kind, text)] == []
    assert [text for text in wrong if has_format(kind, text)] == []
