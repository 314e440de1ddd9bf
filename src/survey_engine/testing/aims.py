"""What somebody would have to answer for a condition to hold, or not to: an aim, followed back to single answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from survey_engine.expr import nodes
from survey_engine.expr.paths import paths
from survey_engine.model import Condition, Field
from survey_engine.testing.conditions_apart import Atom, bases, is_about_one
from survey_engine.testing.plan import Plan

Pick = Callable[[int], int]
"""Chooses one of so many things, by its number."""


class Aims:
    """What is wished of single answers, and of sums and the like once a page's answers are there.

    Nothing here is certain: an aim can contradict another, or the form.
    """

    def __init__(self, plan: Plan, pick: Pick) -> None:
        self._plan = plan
        self._pick = pick
        self.of_field: defaultdict[str, list[tuple[nodes.Condition, bool]]] = defaultdict(list)
        self.of_page: defaultdict[int, list[tuple[nodes.Condition, bool]]] = defaultdict(list)
        self._followed: set[tuple[int, bool]] = set()
        self._shown: set[str] = set()
        self._waiting: list[tuple[nodes.Condition, bool]] = []

    def add(self, tree: nodes.Condition, *, holds: bool) -> None:
        """Aims at a condition, and at all that has to be so before it can be."""
        self._waiting.append((tree, holds))
        self._follow()

    def show(self, part: Field) -> None:
        """Aims at a field's being shown."""
        self._show(part)
        self._follow()

    def _follow(self) -> None:
        while self._waiting:
            tree, holds = self._waiting.pop()
            if (id(tree), holds) in self._followed:
                continue
            self._followed.add((id(tree), holds))
            match tree:
                case nodes.Not():
                    self._waiting.append((tree.part, not holds))
                case nodes.And() | nodes.Or():
                    of_all = isinstance(tree, nodes.And) is holds
                    parts = tree.parts if of_all else (tree.parts[self._pick(len(tree.parts))],)
                    self._waiting += [(part, holds) for part in parts]
                case _:
                    self._aim(tree, holds)

    def _aim(self, atom: Atom, holds: bool) -> None:
        form = self._plan.form
        if holds and not self._plan.judge.holds(atom, {}):  # what holds without answers need not be shown
            for part in bases(form, atom).values():
                self._show(part)
            atom = self._narrowed(atom)
        path = next(paths(atom), None)
        if path is not None and is_about_one(atom) and form.by_path[path].computed is None:
            self.of_field[path].append((atom, holds))
        else:
            self.of_page[self._plan.last_page(atom)].append((atom, holds))

    def _narrowed(self, atom: Atom) -> Atom:
        """Of several options one, which then has to be offered."""
        match atom:
            case nodes.OneOf(path, options):
                option = options[self._pick(len(options))]
                atom = nodes.OneOf(path, (option,))
            case nodes.Chosen(path, option):
                pass
            case _:
                return atom
        self._offer(path, option)
        return atom

    def _offer(self, path: str, option: str) -> None:
        for known in self._plan.form.by_path[path].options:
            if known.id == option:
                self._want(known.visible_if)

    def _show(self, part: Field) -> None:
        if part.path in self._shown:
            return
        self._shown.add(part.path)
        for holder in (part.page, part.question, part.row, part):
            self._want(holder.visible_if if holder is not None else None)
        if part.chosen_with is not None:
            path, option = part.chosen_with
            choice = self._plan.form.by_path[path]
            chosen = nodes.Chosen(path, option) if choice.type == "choices" else nodes.OneOf(path, (option,))
            self._waiting.append((chosen, True))
        if part.options and all(option.visible_if is not None for option in part.options):
            self._want(part.options[self._pick(len(part.options))].visible_if)

    def _want(self, condition: Condition | None) -> None:
        if condition is not None:
            self._waiting.append((condition.tree, True))
