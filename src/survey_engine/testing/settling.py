"""Changing answers until a condition holds, or does not: how a person gets past a check."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any, Final

from survey_engine.engine.answers import read
from survey_engine.expr import nodes
from survey_engine.expr.paths import paths
from survey_engine.expr.types import EXACT
from survey_engine.model import Field
from survey_engine.testing.aims import Pick
from survey_engine.testing.conditions_apart import Atom, atoms, options_named
from survey_engine.testing.linear import Exact, Row, aim_of, exact, least, limits_for, steps_to
from survey_engine.testing.literals import days_beside
from survey_engine.testing.valid_answers import bounds_of, is_valid, json_number, on_step, sets_near, step_of
from survey_engine.testing.walk import Walk

_ROUNDS: Final = 12
"""So often is a number brought nearer by what is lacking: what is rounded or squared is not hit at once."""

_TRIED_ONE_BY_ONE: Final = 60
"""So many numbers are changed one by one; where there are more, the rest are changed together."""

_IN_PAIRS: Final = 4
"""Of so many numbers each is tried out with one of the others reckoned."""

_FIRST_OF_A_PAIR: Final = 30
"""So many figures are tried of the one number."""

_FAR: Final = Decimal(10**9)
"""Numbers this far apart and further are equally far apart."""

_WAYS_TO_AIM: Final = 4
"""A comparison that is aimed at: as it comes, at its bound, one step beyond, and once more as it comes."""

Wanted = tuple[nodes.Condition, bool]
"""A condition, and whether it is to hold."""


class Settler:
    """Changes the answers of one person, on the page where they stand and, where that is not enough, before it."""

    def __init__(self, walk: Walk, pick: Pick, page: int, spared: Collection[str] = ()) -> None:
        """`spared` are the fields whose answers are wanted as they are: they are changed last."""
        self._walk = walk
        self._pick = pick
        self._page = page
        self._spared = spared

    def settle(self, tree: nodes.Condition, *, holds: bool, kept: Sequence[Wanted] = ()) -> bool:
        """Tries to make a condition hold, or not. Gives whether it now is so; if not, answers may have changed too.

        What is `kept` is as wanted already: ways that leave it so are tried first.
        """
        if self.is_so(tree, holds):
            return True
        match tree:
            case nodes.Not():
                return self.settle(tree.part, holds=not holds, kept=kept)
            case nodes.And() | nodes.Or():
                if isinstance(tree, nodes.And) is holds:
                    return self._all(tree.parts, holds, kept) and self.is_so(tree, holds)
                start = self._pick(len(tree.parts))
                parts = (*tree.parts[start:], *tree.parts[:start])
                return any(self.settle(part, holds=holds, kept=kept) and self.is_so(tree, holds) for part in parts)
            case _:
                ways = (self._by_steps, self._by_trying, self._by_reckoning, self._in_pairs)
                if kept and any(way(tree, holds, kept) for way in ways):
                    return True
                return any(way(tree, holds, ()) for way in ways) or self._all_at_once(tree, holds)

    def aim(self, tree: nodes.Condition, *, holds: bool) -> bool:
        """As `settle`; of a comparison sometimes at its bound, or one step beyond, also where it is so already."""
        if isinstance(tree, nodes.Compare):
            beyond = self._pick(_WAYS_TO_AIM) - 1
            if beyond in (0, 1) and self._by_steps(tree, holds, (), beyond):
                return True
        return self.settle(tree, holds=holds)

    def _all(self, parts: Sequence[nodes.Condition], holds: bool, kept: Sequence[Wanted]) -> bool:
        done: list[Wanted] = [*kept]
        for part in parts:
            if not self.settle(part, holds=holds, kept=done):
                return False
            done.append((part, holds))
        return True

    def is_so(self, tree: nodes.Condition, holds: bool) -> bool:
        """Whether a condition holds now, or does not."""
        return self._walk.plan.judge.holds(tree, self._walk.values) is holds

    def parts(self, tree: nodes.Condition) -> list[Field]:
        """The fields that can be changed: those of the page first, beginning anywhere, then earlier ones."""
        walk, place = self._walk, self._walk.plan.place
        of_all = [part for part in walk.plan.bases(tree).values() if self._can_change(part)]
        here = [part for part in of_all if place[part.path] == self._page]
        start = self._pick(len(here)) if len(here) > 1 else 0
        earlier = [part for part in of_all if place[part.path] < self._page]
        return sorted([*here[start:], *here[:start], *earlier], key=lambda part: part.path in self._spared)

    def _can_change(self, part: Field) -> bool:
        walk = self._walk
        return part.path in walk.shown and part.path not in walk.fixed and bool(walk.plan.tries(part))

    def _give(self, answers: Mapping[str, Any]) -> None:
        self._walk.answer(answers, self._page)

    def _settled(self, answers: Mapping[str, Any], tree: nodes.Condition, holds: bool, kept: Sequence[Wanted]) -> bool:
        """Answers some fields anew, if that settles it and what is kept stays so; else they are as they were."""
        before = {path: self._walk.answers.get(path) for path in answers}
        self._give(answers)
        if self.is_so(tree, holds) and all(self.is_so(*each) for each in kept):
            return True
        self._give(before)
        return False

    # One answer at a time.

    def _by_trying(self, atom: Atom, holds: bool, kept: Sequence[Wanted]) -> bool:
        """Each field in turn gets each answer that is worth trying, and none; the first that settles it stays."""
        walk = self._walk
        read_here = dict.fromkeys(paths(atom))
        if any(walk.plan.form.by_path[path].computed is not None for path in read_here):
            read_here = {}
        for part in self.parts(atom)[:_TRIED_ONE_BY_ONE]:
            for raw in self.others(part, atom):
                if part.path in read_here and not self._would_settle(part, raw, atom, holds, read_here):
                    continue
                if self._settled({part.path: raw}, atom, holds, kept):
                    return True
        return False

    def others(self, part: Field, atom: nodes.Condition) -> Iterator[Any]:
        """Answers that a field might have instead, the simplest first."""
        walk = self._walk
        offered, now = walk.offered.get(part.path), walk.answers.get(part.path)
        tries = walk.plan.tries(part)
        yield from (raw for raw in tries if raw != now and (offered is None or is_valid(part, raw, offered)))
        if part.type == "choices":
            yield from sets_near(part, now or (), offered, options_named_in(atom))
        if part.required is not True and now is not None:
            yield None

    def candidates(self, part: Field, tree: nodes.Condition) -> Iterator[Any]:
        """Answers that might be better in a condition: what its numbers lack or have too much, a step, any other."""
        value = self._walk.values.get(part.path)
        if part.type in ("integer", "decimal") and isinstance(value, int | Decimal):
            yield from map(json_number, self._beside(part, Decimal(value), tree))
        elif isinstance(value, date):
            yield from map(str, days_beside(value))
        yield from self.others(part, tree)

    def _beside(self, part: Field, value: Decimal, tree: nodes.Condition) -> Iterator[Decimal]:
        step, (low, high) = step_of(part), bounds_of(part)
        figures = [EXACT.add(value, step), EXACT.subtract(value, step)]
        for atom in atoms(tree):
            if isinstance(atom, nodes.Compare) and _is_numeric(atom):
                between = self._walk.plan.between(atom)
                now = self._walk.plan.judge.number(between, self._walk.values)
                if now is not None:
                    for holds in (True, False):
                        figures += self._towards(part, value, now, between, atom, holds, 0)
        yield from (figure for figure in dict.fromkeys(figures) if low <= figure <= high and figure != value)

    def distance(self, tree: nodes.Condition) -> Decimal:
        """How far apart the numbers are that a condition compares."""
        far = Decimal(0)
        for atom in atoms(tree):
            if isinstance(atom, nodes.Compare) and _is_numeric(atom):
                now = self._walk.plan.judge.number(self._walk.plan.between(atom), self._walk.values)
                far += Decimal(0) if now is None else min(abs(now), _FAR)
        return far

    def _would_settle(self, part: Field, raw: Any, atom: Atom, holds: bool, read_here: Collection[str]) -> bool:
        """What is read directly is judged before all that follows from it is gone through again."""
        walk = self._walk
        changed = {path: walk.values.get(path) for path in read_here}
        changed[part.path] = None if raw is None else read(part, raw, walk.offered.get(part.path))
        return walk.plan.judge.holds(atom, changed) is holds

    def _all_at_once(self, atom: Atom, holds: bool) -> bool:
        """All fields get their simplest answers, then their last ones, then none where they may."""
        walk, parts = self._walk, self.parts(atom)
        ways: tuple[Callable[[Field], Any], ...] = (
            lambda part: walk.plan.tries(part)[0],
            lambda part: walk.plan.tries(part)[-1],
            lambda part: None if part.required is not True else walk.answers.get(part.path),
        )
        for way in ways:
            self._give({part.path: way(part) for part in parts})
            if self.is_so(atom, holds):
                return True
        return False

    # By steps.

    def _by_steps(self, atom: Atom, holds: bool, kept: Sequence[Wanted], beyond: int | None = None) -> bool:
        """Numbers and days go as many steps as are lacking or too many, and what is kept stays as it is.

        They end `beyond` (in steps) what is just enough, or somewhere beyond it.
        """
        if not isinstance(atom, nodes.Compare):
            return False
        wanted = self._row(atom, holds)
        if wanted is None:
            return False
        spare: Exact = max(wanted.now, -wanted.now) * self._pick(4) // 10
        if beyond is not None:
            spare = least(wanted.rates) * beyond
        aim = aim_of(wanted, spare)
        rows = [row for tree, as_wanted in kept for row in self._rows(tree, as_wanted)]
        room = self._room(atom, {path for row in rows for path in row.rates} - set(wanted.rates))
        steps = steps_to(aim, wanted, rows, room)
        if steps is None:
            return False
        answers = {path: self._stepped(path, number) for path, number in steps.items() if number}
        return self._settled(answers, atom, holds, kept)

    def _rows(self, tree: nodes.Condition, holds: bool) -> Iterator[Row]:
        """The lines that must stay between their limits for a condition to stay as it is."""
        match tree:
            case nodes.Not():
                yield from self._rows(tree.part, not holds)
            case nodes.And() | nodes.Or():
                of_all = isinstance(tree, nodes.And) is holds
                parts = [part for part in tree.parts if of_all or self.is_so(part, holds)]
                for part in parts if of_all else parts[:1]:
                    yield from self._rows(part, holds)
            case nodes.Compare():
                row = self._row(tree, holds)
                if row is not None:
                    yield row

    def _row(self, atom: nodes.Compare, holds: bool) -> Row | None:
        """What the left side has over the right, now and as wanted; None where it is no line of numbers or days."""
        walk = self._walk
        line = walk.plan.difference(atom)
        if line is None:
            return None
        now = line.constant
        rates: dict[str, Exact] = {}
        for path, rate in line.rates.items():
            figure = self._figure(path)
            if figure is not None:
                now += rate * figure
                rates[path] = rate * walk.plan.reach(path)[0]
        if not any(rates.values()):
            return None
        low, high = limits_for(atom.operator, holds, least(rates), now)
        return Row(rates, now, low, high)

    def _figure(self, path: str) -> Exact | None:
        """The number at a path, or its day's; None where there is none, or it cannot be said."""
        value = self._walk.values.get(path)
        if isinstance(value, date):
            return value.toordinal()
        if not isinstance(value, int | Decimal) or value == self._walk.plan.form.by_path[path].cannot_say:
            return None
        return value if isinstance(value, int) else exact(value)

    def _room(self, atom: Atom, besides: Collection[str]) -> dict[str, tuple[int, int]]:
        """By field, how many steps it can go downwards and upwards; those that the comparison reads first."""
        walk, place = self._walk, self._walk.plan.place
        parts = self.parts(atom)
        more = [walk.plan.form.by_path[path] for path in sorted(besides, key=walk.plan.rank.__getitem__)]
        parts += [part for part in more if place[part.path] <= self._page and self._can_change(part)]
        room = {}
        for part in parts:
            figure = self._figure(part.path)
            if figure is not None and part.computed is None:
                step, low, high = walk.plan.reach(part.path)
                room[part.path] = min(0, int(-((figure - low) // step))), max(0, int((high - figure) // step))
        return room

    def _stepped(self, path: str, steps: int) -> Any:
        part = self._walk.plan.form.by_path[path]
        value = self._walk.values[path]
        if isinstance(value, date):
            return str(date.fromordinal(value.toordinal() + steps))
        return json_number(EXACT.add(Decimal(value), EXACT.multiply(step_of(part), Decimal(steps))))

    # By reckoning.

    def _by_reckoning(self, atom: Atom, holds: bool, kept: Sequence[Wanted]) -> bool:
        """Numbers are changed one by one by what is lacking or too much, again and again as it comes nearer."""
        if not isinstance(atom, nodes.Compare) or not _is_numeric(atom) or self._walk.plan.difference(atom) is not None:
            return False
        between = self._walk.plan.between(atom)
        spare = self._pick(4)
        for part in self._numbers(atom):
            before = self._walk.answers.get(part.path)
            if self._nearer(part, between, atom, holds, kept, spare):
                return True
            if kept:
                self._give({part.path: before})
        return False

    def _numbers(self, atom: Atom) -> list[Field]:
        return [part for part in self.parts(atom) if part.type in ("integer", "decimal")][:_TRIED_ONE_BY_ONE]

    def _nearer(
        self, part: Field, between: nodes.Value, atom: nodes.Compare, holds: bool, kept: Sequence[Wanted], spare: int
    ) -> bool:
        walk = self._walk
        tried: set[Decimal] = set()
        for _ in range(_ROUNDS):
            now = walk.plan.judge.number(between, walk.values)
            old = walk.values.get(part.path)
            if now is None or not isinstance(old, int | Decimal):
                return False
            figures = [each for each in self._towards(part, Decimal(old), now, between, atom, holds, spare)
                       if each not in tried]  # fmt: skip
            if not figures:
                return False
            for figure in figures:
                tried.add(figure)
                self._give({part.path: json_number(figure)})
                if self.is_so(atom, holds) and all(self.is_so(*each) for each in kept):
                    return True
        return False

    def _in_pairs(self, atom: Atom, holds: bool, kept: Sequence[Wanted]) -> bool:
        """One number is tried out, and another reckoned from it: what a product, or a greatest of several, takes."""
        if not isinstance(atom, nodes.Compare) or not _is_numeric(atom) or self._walk.plan.difference(atom) is not None:
            return False
        walk = self._walk
        between = walk.plan.between(atom)
        numbers = self._numbers(atom)[:_IN_PAIRS]
        for first in numbers if len(numbers) > 1 else ():
            before = walk.answers.get(first.path)
            for raw in self._small(first):
                self._give({first.path: raw})
                for other in numbers:
                    now, old = walk.plan.judge.number(between, walk.values), walk.values.get(other.path)
                    if other is first or now is None or not isinstance(old, int | Decimal):
                        continue
                    for figure in self._towards(other, Decimal(old), now, between, atom, holds, 0):
                        if self._settled({other.path: json_number(figure)}, atom, holds, kept):
                            return True
            self._give({first.path: before})
        return False

    def _small(self, part: Field) -> list[Any]:
        """Figures near the least that a number may be, or near none, and those that are worth trying."""
        low, high = bounds_of(part)
        start = max(low, min(high, Decimal(0)))
        figures = [EXACT.add(start, EXACT.multiply(step_of(part), Decimal(each))) for each in range(_FIRST_OF_A_PAIR)]
        small = [json_number(figure) for figure in figures if figure <= high]
        return list(dict.fromkeys((*small, *self._walk.plan.tries(part))))

    def _towards(
        self,
        part: Field,
        old: Decimal,
        now: Decimal,
        between: nodes.Value,
        atom: nodes.Compare,
        holds: bool,
        spare: int,
    ) -> list[Decimal]:
        """What a number would have to be for the difference to be right, as far as its limits go; none if it is not
        in the difference. `spare` is how much further than needed to go, in tenths of the difference."""
        step = step_of(part)
        per_step = self._change(part, EXACT.add(old, step), between, now)
        if not per_step:
            return []
        further = EXACT.multiply(EXACT.abs(now), Decimal(spare).scaleb(-1, EXACT))
        aim = _difference_for(atom.operator, holds, EXACT.abs(per_step), further)
        wanted = EXACT.add(old, EXACT.multiply(EXACT.divide(EXACT.subtract(aim, now), per_step), step))
        low, high = bounds_of(part)
        near = (on_step(wanted, step, rounding) for rounding in (ROUND_FLOOR, ROUND_CEILING))
        return list(dict.fromkeys(max(low, min(high, figure)) for figure in near))

    def _change(self, part: Field, figure: Decimal, between: nodes.Value, now: Decimal) -> Decimal | None:
        """How much the difference changes when a number becomes another."""
        walk = self._walk
        before = {path: walk.values.get(path) for path in self._follow_from(part, between)}
        walk.values[part.path] = figure if part.type == "decimal" else int(figure)
        for path in before:
            computed = walk.plan.form.by_path[path].computed
            if computed is not None:
                walk.values[path] = walk.plan.judge.number(computed.tree, walk.values)
        then = walk.plan.judge.number(between, walk.values)
        for path, value in before.items():
            if value is None:
                walk.values.pop(path, None)
            else:
                walk.values[path] = value
        return None if then is None else EXACT.subtract(then, now)

    def _follow_from(self, part: Field, node: nodes.Node) -> list[str]:
        """The field, and the computed ones that the expression reads, in the order in which they follow."""
        form = self._walk.plan.form
        computed: dict[str, None] = {}
        waiting = list(paths(node))
        while waiting:
            path = waiting.pop()
            found = form.by_path[path].computed
            if found is not None:
                computed.pop(path, None)
                computed[path] = None
                waiting += list(paths(found.tree))
        return [part.path, *reversed(computed)]


def options_named_in(tree: nodes.Condition) -> tuple[str, ...]:
    """The options that a condition speaks of."""
    return tuple(option for atom in atoms(tree) for option in options_named(atom))


def _is_numeric(atom: nodes.Compare) -> bool:
    return not any(
        isinstance(side, nodes.Day | nodes.Text) or (isinstance(side, nodes.Ref) and side.type in ("date", "text"))
        for side in (atom.left, atom.right)
    )


def _difference_for(operator: str, holds: bool, step: Decimal, spare: Decimal) -> Decimal:
    """A difference between two numbers with which a comparison holds, or does not."""
    match (operator, holds):
        case ("==", True):
            return Decimal(0)
        case ("<=", True) | (">", False):
            return -spare
        case ("<", True) | (">=", False):
            return -step - spare
        case (">=", True) | ("<", False):
            return spare
        case _:
            return step + spare
