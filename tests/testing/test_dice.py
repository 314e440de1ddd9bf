"""Chance enough for any form, in one example."""

from __future__ import annotations

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from survey_engine.testing.dice import Dice


@st.composite
def thrown(draw: st.DrawFn, times: int) -> list[int]:
    dice = Dice(draw)
    return [dice.index(6) for _ in range(times)]


@settings(max_examples=5)
@given(thrown(50_000))
def test_any_number_of_throws_fits(throws: list[int]) -> None:
    assert set(throws) <= set(range(6))


def test_late_throws_differ() -> None:
    faces: set[int] = set()

    @settings(max_examples=5, database=None, derandomize=True, phases=[Phase.generate])
    @given(thrown(1500))
    def test(throws: list[int]) -> None:
        faces.update(throws[1000:])

    test()
    assert faces == set(range(6))
