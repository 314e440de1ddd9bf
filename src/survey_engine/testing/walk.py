"""One person's way through a form: what they are shown follows from what they answered so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from heapq import heapify, heappop, heappush
from typing import Any

from survey_engine.engine.answers import Wrong, read
from survey_engine.model import CheckCase, Condition, Field, Question
from survey_engine.testing.plan import Plan

Give = Callable[[Field, tuple[str, ...] | None], Any]
"""Answers a field that is shown for the first time: a JSON value, or None for nothing. Gets the options offered."""


class Walk:
    """A person who goes through the pages in order. Answers once given are kept, also when they are hidden later."""

    def __init__(self, plan: Plan, fixed: dict[str, Any], give: Give) -> None:
        self.plan = plan
        self.fixed = fixed
        self.give = give
        self.answers: dict[str, Any] = {}
        self.values: dict[str, Any] = {}
        self.shown: set[str] = set()
        self.offered: dict[str, tuple[str, ...]] = {}
        self._seen: dict[int, bool] = {}

    def page(self, number: int) -> None:
        """Goes through a page, or again through one whose answers were changed."""
        self._seen = {}
        for part in self.plan.pages[number][1]:
            self._meet(part)

    def answer(self, answers: Mapping[str, Any], last: int) -> None:
        """Answers some fields anew, and goes through all that follows from them, as far as the last page."""
        self._seen = {}
        self.answers |= answers
        plan = self.plan
        rank, followers, place = plan.rank, plan.followers, plan.place
        waiting = [(rank[path], path) for path in answers]
        heapify(waiting)
        met = -1
        while waiting:
            number, path = heappop(waiting)
            if number == met or place[path] > last:
                continue
            met = number
            before = self.values.get(path)
            self._meet(plan.form.by_path[path])
            if self.values.get(path) != before or path in answers:
                for after in followers.get(path, ()):
                    heappush(waiting, (rank[after], after))

    def _meet(self, part: Field) -> None:
        """Sees whether a field is shown, and if so its answer."""
        path = part.path
        self.values.pop(path, None)
        self.shown.discard(path)
        if self._is_shown(part):
            self.shown.add(path)
            value = self._computed(part) if part.computed is not None else self._answered(part)
            if value is not None:
                self.values[path] = value

    def again(self, first: int, last: int) -> None:
        """Through all pages from the first to the last, after an answer on the first was changed."""
        for number in range(first, last + 1):
            self.page(number)

    def _computed(self, part: Field) -> Any:
        assert part.computed is not None
        number = self.plan.judge.number(part.computed.tree, self.values)
        return int(number) if number is not None and part.type == "integer" else number

    def _answered(self, part: Field) -> Any:
        offered = self.offered.get(part.path)
        if part.path in self.fixed:
            raw = self.fixed[part.path]
        else:
            if not self._stands(part, offered):
                self.answers[part.path] = self.give(part, offered)
            raw = self.answers[part.path]
        value = None if raw is None else read(part, raw, offered)
        return None if isinstance(value, Wrong) else value

    def _stands(self, part: Field, offered: tuple[str, ...] | None) -> bool:
        """Whether the field was answered before, by options that are still there."""
        if part.path not in self.answers:
            return False
        raw = self.answers[part.path]
        if offered is None or raw is None:
            return True
        return raw in offered if part.type == "choice" else set(raw) <= set(offered)

    def as_values(self, part: Field, raw: Any) -> dict[str, Any]:
        """What a condition on that field alone would see of an answer."""
        value = None if raw is None else read(part, raw, self.offered.get(part.path))
        return {} if value is None or isinstance(value, Wrong) else {part.path: value}

    # What is shown.

    def _is_shown(self, part: Field) -> bool:
        if not (self._holds(part.page.visible_if) and self._holds(part.question.visible_if)):
            return False
        if part.row is not None and not self._holds(part.row.visible_if):
            return False
        if part.path != part.question.id and not self._holds(part.visible_if):
            return False
        if part.chosen_with is not None and not self._is_chosen(*part.chosen_with):
            return False
        return not part.options or self._offers(part)

    def _is_chosen(self, choice: str, option: str) -> bool:
        value = self.values.get(choice)
        return option in value if isinstance(value, tuple) else value == option

    def _offers(self, part: Field) -> bool:
        if all(option.visible_if is None for option in part.options):
            return True
        offered = tuple(option.id for option in part.options if self._holds(option.visible_if))
        self.offered[part.path] = offered
        return bool(offered)

    def _holds(self, condition: Condition | None) -> bool:
        """Whether it holds; asked once on a page, when all that it follows from is settled."""
        if condition is None:
            return True
        if id(condition) not in self._seen:
            self._seen[id(condition)] = self.plan.judge.holds(condition.tree, self.values)
        return self._seen[id(condition)]

    # What is lacking and what is wrong.

    def must_answer(self, part: Field) -> bool:
        """Whether a shown field needs an answer, by what is answered now."""
        if isinstance(part.required, Condition):
            return self.plan.judge.holds(part.required.tree, self.values)
        return part.required

    def lacking(self, number: int) -> list[Field]:
        """The fields of a page that need an answer and have none."""
        parts = self.plan.pages[number][1]
        return [
            part
            for part in parts
            if part.path in self.shown
            and part.computed is None
            and part.path not in self.values
            and self.must_answer(part)
        ]

    def is_tried(self, case: CheckCase, question: Question) -> bool:
        """Whether a check is tried: its question, and the row that it speaks of, are shown."""
        return any(part.path in self.shown and case.row in (None, part.row) for part in question.fields)
