"""Getting past the checks of a page: one after another, and where that is not enough, by searching among answers."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Sequence
from decimal import Decimal
from itertools import islice
from operator import itemgetter
from typing import Any, Final

from survey_engine.model import CheckCase
from survey_engine.testing.plan import ErrorCase
from survey_engine.testing.settling import Settler, Wanted
from survey_engine.testing.walk import Walk

_STEPS: Final = 25
_MOST_ANSWERS: Final = 350
"""So many answers are tried in a search: nobody is kept waiting long by a page that cannot be finished."""

_MOST_FIELDS: Final = 8
_MOST_OF_A_FIELD: Final = 40
_RESTING: Final = 2
"""A field whose answer was changed is left alone for so many steps, so that a search does not go in circles."""


class Finishing:
    """One person's answers on a page, changed until no check that is an error is set off."""

    def __init__(self, walk: Walk, settler: Settler, page: int) -> None:
        self._walk = walk
        self._settler = settler
        self._page = page
        self._cases = walk.plan.error_cases(walk.plan.pages[page][0])

    def failing(self, among: Sequence[ErrorCase] | None = None) -> list[ErrorCase]:
        """The checks that are set off."""
        walk = self._walk
        return [
            each
            for each in (self._cases if among is None else among)
            if walk.is_tried(each[2], each[0]) and walk.plan.judge.holds(each[2].tree, walk.values)
        ]

    def get_past(self) -> bool:
        """Settles each check that is set off, if it can without setting off another. Gives whether any was settled."""
        settled = [self._settler.settle(case.tree, holds=False, kept=self._kept(case)) for _, _, case in self.failing()]
        return any(settled)

    def _kept(self, settled: CheckCase) -> list[Wanted]:
        """What a check's answers also decide, and is not set off now."""
        walk = self._walk
        return [
            (case.tree, False)
            for question, _, case in walk.plan.related(self._page, settled)
            if case is not settled and walk.is_tried(case, question) and self._settler.is_so(case.tree, False)
        ]

    # By searching.

    def search(self) -> bool:
        """Changes one answer at a time, always to what leaves the fewest checks set off; the simplest of several.

        Gives whether none is set off any more.
        """
        left = _MOST_ANSWERS
        resting: deque[str] = deque(maxlen=_RESTING)
        for step in range(_STEPS):
            wrong = self.failing()
            if not wrong or left <= 0:
                break
            looked, best = self._best(wrong[step % len(wrong)][2], resting)
            left -= looked
            if best is None:
                resting.clear()
            else:
                self._walk.answer(dict([best]), self._page)
                resting.append(best[0])
        return not self.failing()

    def _best(self, case: CheckCase, resting: Collection[str]) -> tuple[int, tuple[str, Any] | None]:
        """How many answers were looked at, and the path and answer that leave the fewest checks set off."""
        walk = self._walk
        among = walk.plan.related(self._page, case)
        looked: list[tuple[tuple[int, Decimal], str, Any]] = []
        for part in self._settler.parts(case.tree)[:_MOST_FIELDS]:
            if part.path in resting:
                continue
            before = walk.answers.get(part.path)
            for raw in islice(self._settler.candidates(part, case.tree), _MOST_OF_A_FIELD):
                walk.answer({part.path: raw}, self._page)
                looked.append((self._cost(among), part.path, raw))
            walk.answer({part.path: before}, self._page)
        if not looked:
            return 0, None
        _, path, raw = min(looked, key=itemgetter(0))
        return len(looked), (path, raw)

    def _cost(self, among: Sequence[ErrorCase]) -> tuple[int, Decimal]:
        """How many checks are set off, and how far their numbers are from each other."""
        trees = [case.tree for _, _, case in self.failing(among)]
        return len(trees), sum(map(self._settler.distance, trees), Decimal(0))
