"""Checks that stop everybody, and those that stop whoever leaves an optional answer blank."""

from __future__ import annotations

import pytest

from tests.forms import codes, with_page

NOBODY, BLANK = "cannot-be-submitted", "check-fires-on-blank"
FIRST = "- {id: n, type: integer, label: Antal N, required: true}\n"


def wrong(keys: str, *conditions: str) -> list[str]:
    checks = ", ".join(f"{{error_if: '{condition}', message: Fel.}}" for condition in conditions)
    return codes(with_page(f"{FIRST}- {{id: k, label: Ett svar, {keys}, checks: [{checks}]}}"))


@pytest.mark.parametrize(
    ("keys", "conditions"),
    [
        ("type: confirm, statement: Jag lovar", ["k"]),
        ("type: text", ["answered(k)"]),
        ("type: integer, min: 20, max: 30", ["k > 10"]),
        ("type: integer", ["k > 10", "k <= 10"]),
        ("type: choice, options: [{id: x, label: Ja}, {id: y, label: Nej}]", ["k == x", "k == y"]),
        ("type: choices, options: [{id: x, label: Ja}, {id: y, label: Nej}]", ["count(k) > 0"]),
    ],
)
def test_nobody_gets_past_a_required_answer(keys: str, conditions: list[str]) -> None:
    assert wrong(f"{keys}, required: true", *conditions) == [NOBODY]
    assert NOBODY not in wrong(keys, *conditions)
    assert NOBODY not in wrong(f"{keys}, required: n > 3", *conditions)
    assert NOBODY not in wrong(f"{keys}, required: true, visible_if: n > 3", *conditions)


def test_somebody_gets_past() -> None:
    assert wrong("type: integer, min: 20, max: 30, required: true", "k > 29") == []
    assert wrong("type: integer, max: 30, cannot_say: 99, required: true", "k <= 30") != [NOBODY]
    assert wrong("type: integer, required: true", "k > 10", "k < 10") == []


def test_a_condition_that_is_wrong_hides_perhaps() -> None:
    assert NOBODY not in wrong("type: text, required: true, visible_if: borta > 3", "answered(k)")


@pytest.mark.parametrize(
    ("condition", "fires"),
    [
        ("k != n", True),
        ("not k > 3", True),
        ("n > 3 and k != 4", True),
        ("k not in [1, 2]", True),
        ("answered(k) and k != n", False),
        ("answered(k) and not k > 3", False),
        ("not answered(k)", False),
        ("k > 3", False),
        ("k > 3 and k != 5", False),
        ("n != 4", False),
    ],
)
def test_a_blank_answer_sets_a_check_off(condition: str, fires: bool) -> None:
    assert wrong("type: integer", condition) == [BLANK] * fires
    assert BLANK not in wrong("type: integer, required: true", condition)
