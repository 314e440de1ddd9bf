"""Chance for one respondent, however long the form: Hypothesis holds some thousands of draws in an example, no more."""

from __future__ import annotations

from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

_MOST_DRAWS: Final = 1000
_COST_OF_ANY: Final = 8
"""A draw of any value whatever counts as so many."""

_FEWEST_OF_A_SEED: Final = 16
_SEEDS = st.integers(0, 2**16 - 1)
_MIXING: Final = 0x9E3779B1


class Dice:
    """Draws one by one what an example has room for; then several things follow from one draw, ever more of them.

    All shrinks towards the first of the things that there are to choose from.
    """

    def __init__(self, draw: DrawFn) -> None:
        self._draw = draw
        self._drawn = 0
        self._seed = 0
        self._left = 0

    @property
    def has_room(self) -> bool:
        """Whether there is room for draws of their own."""
        return self._drawn < _MOST_DRAWS

    def index(self, number: int) -> int:
        """One of so many things, by its number."""
        if number < 2:
            return 0
        self._drawn += 1
        if self._drawn <= _MOST_DRAWS:
            return self._draw(st.integers(0, number - 1))
        if not self._left:
            self._seed = self._draw(_SEEDS)
            self._left = _FEWEST_OF_A_SEED + (self._drawn - _MOST_DRAWS) // 64
        self._left -= 1
        return (self._seed * (self._left + 1) * _MIXING >> 12) % number

    def any_of(self, strategy: SearchStrategy[Any]) -> Any:
        """Whatever a strategy gives; only while there is room."""
        self._drawn += _COST_OF_ANY
        return self._draw(strategy)
