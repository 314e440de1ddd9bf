"""What a reader would not come to is a law broken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from survey_engine.journey import Outcome
from tests.testing.broken_engine import broken_by


def test_a_total_that_is_wrong_breaks_a_law() -> None:
    def more(outcome: Outcome, _: Mapping[str, Any]) -> Outcome:
        kvar = outcome.values.get("kvar")
        return outcome._replace(values={**outcome.values, "kvar": kvar + 1}) if isinstance(kvar, int) else outcome

    assert "totals_add_up" in broken_by(more, {"mottaget": 10, "anvant": 4})


def test_what_is_not_asked_for_breaks_a_law() -> None:
    def lenient(outcome: Outcome, _: Mapping[str, Any]) -> Outcome:
        return outcome._replace(problems=())

    assert {"what_is_asked_is_validated", "limits_hold_to_the_last_step"} <= broken_by(lenient, {"mottaget": 10})


def test_a_wrong_type_that_is_not_told_breaks_the_law_of_what_is_asked() -> None:
    def without_types(outcome: Outcome, _: Mapping[str, Any]) -> Outcome:
        return outcome._replace(problems=tuple(p for p in outcome.problems if p.code != "type"))

    assert "what_is_asked_is_validated" in broken_by(without_types, {"mottaget": 10, "anvant": "fyra"})
