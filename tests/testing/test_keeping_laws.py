"""What becomes of an answer without a word is a law broken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from survey_engine.journey import Losses, Outcome
from tests.testing.broken_engine import broken_by


def test_what_is_lost_in_silence_breaks_a_law() -> None:
    def silent(outcome: Outcome, _: Mapping[str, Any]) -> Outcome:
        return outcome._replace(dropped=Losses.of(()))

    broken = broken_by(silent, {"mottaget": 1, "anvant": 1, "orsak": "x", "finns.inte": 1})
    assert {"nothing_is_lost_in_silence", "unhiding_restores"} & broken
    assert "totals_add_up" not in broken
