"""Values as JSON values: exact, short enough for every reader, and always text that can be sent."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from survey_engine.json_values import value_json
from tests.forms import page


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, True), (None, None), ("å", "å"), (7, 7), (-999999999999999, -999999999999999),
        (10**15, "1000000000000000"), (10**5000, "1" + "0" * 5000), (Decimal("2.50"), 2.5), (Decimal("0.1"), 0.1),
        (Decimal("0.1234567890123456789"), "0.1234567890123456789"), (float("inf"), "inf"),
        (date(2026, 3, 2), "2026-03-02"), (("a", "b"), ["a", "b"]), ({1: (2,)}, {"1": [2]}), (object(), "<object>"),
        ("a\ud800b", "a\ufffdb"), ("\ud83d\ude42", "🙂"), ({"\udfff": 1}, {"\ufffd": 1}),
    ],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_a_value_as_json(value: Any, expected: Any) -> None:
    assert value_json(value) == expected


def test_whatever_was_sent_can_be_sent_on() -> None:
    survey = page("- {id: namn, type: text, label: Namn}")
    journey = survey.evaluate({"namn": "\ud800", "\udfff": ["\ud801", float("nan")]})
    told = json.dumps(journey.as_json(), ensure_ascii=False, allow_nan=False).encode()
    assert [each["reason"] for each in json.loads(told)["dropped"]] == ["type", "unknown"]


def test_a_problem_and_a_loss_tell_themselves_as_json() -> None:
    survey = page("- {id: antal, type: integer, min: 2, label: Antal}")
    journey = survey.evaluate({"antal": 1, "x": 2})
    assert [problem.as_json() for problem in journey.problems] == journey.as_json()["problems"]
    assert journey.problems[0].as_json()["params"] == {"min": 2}
    assert [loss.as_json() for loss in journey.dropped] == [{"path": "x", "reason": "unknown", "value": 2}]
