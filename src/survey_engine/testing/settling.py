"""Changing answers until a condition holds, or does not: how a person gets past a check."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any, Final

from survey_engine.engine.answers import read
from survey_engine.expr import nodes
from survey_engine.expr.paths import paths
from survey_engine.expr.types import EXACT
from survey_engine.model import Field
from survey_engine.testing.aims import Pick
from survey_engine.testing.conditions_apart import Atom, bases
from survey_engine.testing.valid_answers import bounds_of, is_valid, json_number, on_step, step_of
from survey_engine.testing.walk import Walk

_ROUNDS: Final = 3
"""So often are the numbers of a sum gone through: what is rounded is not hit at once."""

_TRIED_IN_A_SUM: Final = 60
"""So many numbers of a sum are changed one by one; where there are more, the rest are changed together."""


class Settler:
    """Changes the answers of one person, on the page where they stand and, where that is not enough, before it."""

    def __init__(self, walk: Walk, pick: Pick, page: int, spared: Collection[str] = ()) -> None:
        """`spared` are the fields whose answers are wanted as they are: they are changed last."""
        self._walk = walk
        self._pick = pick
        self._page = page
        self._spared = spared

    def settle(self, tree: nodes.Condition, *, holds: bool) -> bool:
        """Tries to make a condition hold, or not. Gives whether it now is so; if not, answers may have changed too."""
        if self._is(tree, holds):
            return True
        match tree:
            case nodes.Not():
                return self.settle(tree.part, holds=not holds)
            case nodes.And() | nodes.Or():
                if isinstance(tree, nodes.And) is holds:
                    return all(self.settle(part, holds=holds) for part in tree.parts) and self._is(tree, holds)
                start = self._pick(len(tree.parts))
                parts = (*tree.parts[start:], *tree.parts[:start])
                return any(self.settle(part, holds=holds) and self._is(tree, holds) for part in parts)
            case _:
                return any(way(tree, holds) for way in (self._by_reckoning, self._by_trying, self._all_at_once))

    def _is(self, tree: nodes.Condition, holds: bool) -> bool:
        return self._walk.plan.judge.holds(tree, self._walk.values) is holds

    def _parts(self, atom: Atom) -> list[Field]:
        """The fields that can be changed: those of the page first, beginning anywhere, then earlier ones."""
        walk, place = self._walk, self._walk.plan.place
        of_all = [
            part
            for part in bases(walk.plan.form, atom).values()
            if part.path in walk.shown and part.path not in walk.fixed and walk.plan.tries(part)
        ]
        here = [part for part in of_all if place[part.path] == self._page]
        start = self._pick(len(here)) if len(here) > 1 else 0
        earlier = [part for part in of_all if place[part.path] < self._page]
        return sorted([*here[start:], *here[:start], *earlier], key=lambda part: part.path in self._spared)

    def _give(self, part: Field, raw: Any) -> None:
        """Answers a field anew and goes on from there as far as the page."""
        walk = self._walk
        walk.answers[part.path] = raw
        walk.again(walk.plan.place[part.path], self._page)

    # One answer at a time.

    def _by_trying(self, atom: Atom, holds: bool) -> bool:
        """Each field in turn gets each answer that is worth trying, and none; the first that settles it stays."""
        walk = self._walk
        for part in self._parts(atom):
            before = walk.answers.get(part.path)
            for raw in self._others(part):
                if not self._might_settle(part, raw, atom, holds):
                    continue
                self._give(part, raw)
                if self._is(atom, holds):
                    return True
            if walk.answers.get(part.path) != before:
                self._give(part, before)
        return False

    def _others(self, part: Field) -> Iterator[Any]:
        offered = self._walk.offered.get(part.path)
        yield from (raw for raw in self._walk.plan.tries(part) if offered is None or is_valid(part, raw, offered))
        if part.required is not True:
            yield None

    def _might_settle(self, part: Field, raw: Any, atom: Atom, holds: bool) -> bool:
        """What is read directly is judged before all that follows from it is gone through again."""
        walk = self._walk
        if part.path not in paths(atom):
            return True
        values = dict.fromkeys(paths(atom))
        changed = {path: walk.values.get(path) for path in values}
        changed[part.path] = None if raw is None else read(part, raw, walk.offered.get(part.path))
        read_too = any(walk.plan.form.by_path[path].computed is not None for path in values)
        return read_too or walk.plan.judge.holds(atom, changed) is holds

    def _all_at_once(self, atom: Atom, holds: bool) -> bool:
        """All fields get their simplest answers, then their last ones, then none where they may."""
        walk, parts = self._walk, self._parts(atom)
        first = min((walk.plan.place[part.path] for part in parts), default=self._page)
        ways: tuple[Callable[[Field], Any], ...] = (
            lambda part: walk.plan.tries(part)[0],
            lambda part: walk.plan.tries(part)[-1],
            lambda part: None if part.required is not True else walk.answers.get(part.path),
        )
        for way in ways:
            for part in parts:
                walk.answers[part.path] = way(part)
            walk.again(first, self._page)
            if self._is(atom, holds):
                return True
        return False

    # By reckoning.

    def _by_reckoning(self, atom: Atom, holds: bool) -> bool:
        """Numbers are changed by what is lacking or too much, as far as the limits of each allow."""
        if not isinstance(atom, nodes.Compare) or not _is_numeric(atom):
            return False
        judge = self._walk.plan.judge
        between = nodes.Arithmetic("-", atom.left, atom.right)
        numbers = [part for part in self._parts(atom) if part.type in ("integer", "decimal")][:_TRIED_IN_A_SUM]
        spare = self._pick(4)
        for _ in range(_ROUNDS):
            for part in numbers:
                now = judge.number(between, self._walk.values)
                old = self._walk.values.get(part.path)
                if now is None or not isinstance(old, int | Decimal):
                    continue
                for figure in self._towards(part, Decimal(old), now, between, atom, holds, spare):
                    self._give(part, json_number(figure))
                    if self._is(atom, holds):
                        return True
        return False

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
