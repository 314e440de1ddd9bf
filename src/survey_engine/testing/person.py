"""A person who answers what they are shown, validly, page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

from survey_engine.expr import nodes
from survey_engine.model import Field
from survey_engine.testing.aims import Aims
from survey_engine.testing.dice import Dice
from survey_engine.testing.finishing import Finishing
from survey_engine.testing.obstacles import Obstacle, Stuck
from survey_engine.testing.plan import ANY, Plan
from survey_engine.testing.settling import Settler
from survey_engine.testing.valid_answers import is_valid
from survey_engine.testing.walk import Walk

Manner = Literal["free", "sparing", "middling", "thorough"]
"""How somebody answers: as it is drawn, as little and simply as they may, in between, or all that they are asked."""

_TRIES_OF_A_PAGE: Final = 4
_MOST_WANTED: Final = 40
"""Of so many answers worth trying, those that an aim allows are looked for."""


class Person:
    """One way of answering a form. `walk` gathers the answers; prefilled ones that are `given` are left alone."""

    def __init__(self, dice: Dice, plan: Plan, given: Mapping[str, Any], aims: Aims, manner: Manner) -> None:
        self._dice = dice
        self.plan = plan
        self._aims = aims
        self._manner = manner
        self.walk = Walk(plan, dict(given), self._give)

    def finish(self) -> None:
        """Answers every page. Raises `Stuck` where a page has no valid answers that were found."""
        for number in range(len(self.plan.pages)):
            self._finish_page(number)
        self._fill_in_beforehand()

    def stop_after(self, fields: int, *, gives_up: bool) -> None:
        """Answers so many fields and then no more; every page before the one where they stop is valid.

        Raises `Stuck` where they cannot leave a page, unless they give up and stop there, and where nothing valid can
        be filled in beforehand.
        """
        for number, (_, parts) in enumerate(self.plan.pages):
            if fields >= len(parts):
                try:
                    self._finish_page(number)
                except Stuck:
                    if gives_up:
                        break
                    raise
            else:
                rest = {part.path for part in parts[fields:] if not part.prefill}
                self.walk.answers |= dict.fromkeys(rest)
                self.walk.page(number)
                break
            fields -= len(parts)
        self._fill_in_beforehand()

    def answers(self) -> dict[str, Any]:
        """What is answered and shown, and what is filled in beforehand, shown or not, in the form's order."""
        walk = self.walk
        both = walk.answers | walk.fixed
        return {
            part.path: both[part.path]
            for part in self.plan.form.fields
            if both.get(part.path) is not None and (part.prefill or part.path in walk.shown)
        }

    # Pages.

    def _finish_page(self, number: int) -> None:
        walk = self.walk
        walk.page(number)
        settler = Settler(walk, self.pick, number, self._aims.of_field)
        for tree, holds in self._aims.of_page.get(number, ()):
            settler.aim(tree, holds=holds)
        finishing = Finishing(walk, settler, number)
        for _ in range(_TRIES_OF_A_PAGE):
            self._answer_what_lacks(number)
            if not finishing.failing():
                return
            if not finishing.get_past():
                break
        self._answer_what_lacks(number)
        finishing.search()
        self._answer_what_lacks(number)
        for question, source, case in finishing.failing():
            row = "" if case.row is None else case.row.id
            raise Stuck(Obstacle("check", self.plan.pages[number][0].id, question.id, source, row))

    def _answer_what_lacks(self, number: int) -> None:
        """Answers what a condition requires, till nothing lacks: each time there is something, more is answered."""
        walk = self.walk
        while lacking := walk.lacking(number):
            for part in lacking:
                if part.path in walk.fixed:
                    raise Stuck(Obstacle("prefilled", part.page.id, part.path))
                walk.answers[part.path] = self._answer(part, walk.offered.get(part.path), optional=False)
            walk.page(number)

    def _fill_in_beforehand(self) -> None:
        """Prefilled values are supplied whether they are shown or not; a companion text with its option."""
        walk = self.walk
        both = walk.answers | walk.fixed
        for part in self.plan.form.fields:
            if not part.prefill or part.computed is not None or both.get(part.path) is not None:
                continue
            if part.chosen_with is not None:
                path, option = part.chosen_with
                chosen = both.get(path)
                if chosen != option and not (isinstance(chosen, list | tuple) and option in chosen):
                    continue
            both[part.path] = walk.answers[part.path] = self._answer(part, None, optional=part.required is False)

    # Answers.

    def pick(self, number: int) -> int:
        """One of so many things."""
        return self._dice.index(number) if self._manner == "free" else 0

    def _give(self, part: Field, offered: tuple[str, ...] | None) -> Any:
        return self._answer(part, offered, optional=part.required is not True)

    def _answer(self, part: Field, offered: tuple[str, ...] | None, *, optional: bool) -> Any:
        tries = self.plan.tries(part)
        if offered is not None:
            tries = _of_those_offered(part, tries, offered)
        if not tries:
            if optional:
                return None
            raise Stuck(Obstacle("no-answer", part.page.id, part.path))
        aims = self._aims.of_field.get(part.path)
        if aims:
            return self._aimed(part, [*([None] if optional else []), *tries])
        if self._manner != "free":
            return self._in_manner(tries, optional=optional)
        if offered is not None:
            among: Sequence[Any] = (*([None] if optional else []), *tries)
        else:
            among = self.plan.answers(part, optional=optional)
        chosen = among[self._dice.index(len(among))]
        if chosen is not ANY:
            return chosen
        return self._dice.any_of(self.plan.others(part)) if self._dice.has_room else tries[-1]

    def _in_manner(self, tries: Sequence[Any], *, optional: bool) -> Any:
        match self._manner:
            case "sparing":
                return None if optional else tries[0]
            case "thorough":
                return tries[-1]
            case _:
                return tries[len(tries) // 2]

    def _aimed(self, part: Field, tries: Sequence[Any]) -> Any:
        """One of the answers that do what is aimed at, as far as the aims go together."""
        judge = self.plan.judge
        options = {option.id for option in part.options}
        found = [*tries, *_wished_together(part, self._aims, options)]
        for tree, holds in self._aims.of_field[part.path]:
            kept = [raw for raw in found if judge.holds(tree, self.walk.as_values(part, raw)) is holds]
            found = kept or found
        return found[self.pick(min(len(found), _MOST_WANTED))]


def _of_those_offered(part: Field, tries: Sequence[Any], offered: Sequence[str]) -> tuple[Any, ...]:
    if part.type == "choice":
        return tuple(raw for raw in tries if raw in offered)
    there = set(offered)
    cut = {tuple(kept): kept for raw in tries if (kept := [option for option in raw if option in there])}
    return tuple(kept for kept in cut.values() if is_valid(part, kept, offered))


def _wished_together(part: Field, aims: Aims, options: set[str]) -> list[Any]:
    """All the options of a choice of several that an aim speaks of, together, where that is valid."""
    if part.type != "choices":
        return []
    wished = [tree.option for tree, holds in aims.of_field[part.path] if holds and isinstance(tree, nodes.Chosen)]
    together = [option for option in dict.fromkeys(wished) if option in options]
    return [together] if together and is_valid(part, together) else []
