"""A condition that is met while the answer it speaks of is not there yet: `!=`, `not in` and `not` hold of nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from survey_engine.analysis.conditions import Shown, clauses, shown, without_negation
from survey_engine.dependencies import Blueprint, conditions
from survey_engine.diagnostics import Diagnostic, Note, Param, Rule
from survey_engine.expr import nodes
from survey_engine.expr.paths import paths
from survey_engine.model import Field

SHOWN_BEFORE_ANSWERED = Rule(
    "shown-before-answered",
    {"sv": "{thing} visas redan innan {path} har besvarats", "en": "{thing} shows before {path} has been answered"},
    {"sv": "skriv answered({path}) and före villkoret", "en": "write answered({path}) and before the condition"},
    severity="warning",
)
_FAR = 20  # steps back from a condition that are followed
_MANY = 200  # answers that anything may be said to need
ASKED_HERE = {"sv": "{path} frågas här, på samma sida", "en": "{path} is asked here, on the same page"}


def shown_too_early(blueprint: Blueprint) -> Iterator[Diagnostic]:
    """Conditions that deny something of an answer that is given on their own page, and do not ask for the answer.

    An earlier page is left before its conditions are read, so what it left unanswered was left so by somebody. A tick
    that is not there says something too (`not agreed`, `none not in costs`), where the question can be left without.
    """
    needed = _Needed(blueprint)
    for each in shown(blueprint):
        if each.thing != "page" and ("not" in each.condition.source or "!=" in each.condition.source):
            given = frozenset(
                path for outer in each.outer for path in needed.by(without_negation(outer.condition.tree))
            )
            told: set[str] = set()
            for denial, path in _Judged(blueprint, each, needed).early(without_negation(each.condition.tree), given):
                if path not in told:
                    told.add(path)
                    note = Note(ASKED_HERE, {"path": path}, blueprint.place(path))
                    params: dict[str, Param] = {"path": path, "thing": each.named}
                    yield Diagnostic(SHOWN_BEFORE_ANSWERED, each.span(denial), params, (note,))


@dataclass(frozen=True)
class _Needed:
    """Which answers have to be there for a condition to be met, as far as is plain from it and what it reads."""

    blueprint: Blueprint
    _of_field: dict[str, frozenset[str]] = field(default_factory=dict)

    def by(self, tree: nodes.Condition, depth: int = 0) -> frozenset[str]:
        """What a condition needs that has been freed of negations of more than one thing."""
        match tree:
            case nodes.And():
                return frozenset().union(*(self.by(part, depth) for part in tree.parts))
            case nodes.Or():
                return frozenset.intersection(*(self.by(part, depth) for part in tree.parts))
            case nodes.Not():
                return frozenset()
            case _:
                return frozenset(needed for path in paths(tree) for needed in self.of_field(path, depth))

    def of_field(self, path: str, depth: int = 0) -> frozenset[str]:
        """What has to be there for a field to have a value: itself, what shows it and what it is computed from."""
        if path not in self._of_field:
            self._of_field[path] = frozenset((path,))  # ends the way round in a form that has a cycle
            part = self.blueprint.form.by_path.get(path)
            if part is not None and depth < _FAR:
                needed = {path}
                for condition in conditions(part):
                    needed |= self.by(without_negation(condition.tree), depth + 1)
                for read in paths(part.computed.tree) if part.computed else ():
                    needed |= self.of_field(read, depth + 1)
                if len(needed) <= _MANY:
                    self._of_field[path] = frozenset(needed)
        return self._of_field[path]


@dataclass(frozen=True)
class _Judged:
    """One condition, and what is not there yet when its page is met."""

    blueprint: Blueprint
    shown: Shown
    needed: _Needed

    def early(self, tree: nodes.Condition, given: frozenset[str]) -> Iterator[tuple[nodes.Condition, str]]:
        """Each denial that holds before its answer is there, where nothing beside it asks for that; with the path."""
        match tree:
            case nodes.And():
                needs = [self.needed.by(part) for part in tree.parts]
                for number, part in enumerate(tree.parts):
                    yield from self.early(part, given.union(*needs[:number], *needs[number + 1 :]))
            case nodes.Or():
                for part in tree.parts:
                    yield from self.early(part, given)
            case nodes.Not(part):
                path = self._denied(part)
                if path is not None and path not in given:
                    yield tree, path

    def _denied(self, atom: nodes.Condition) -> str | None:
        """The path of an answer that is not there yet and of which something is denied."""
        match atom:
            case nodes.OneOf() | nodes.CannotSay():
                return atom.path if self._blank(atom.path) else None
            case nodes.Chosen():
                return atom.path if self._blank(atom.path) and self._by_path[atom.path].required is True else None
            case nodes.Compare():
                return self._missing(atom.left) or self._missing(atom.right)
            case nodes.Among():
                return self._missing(atom.value)
            case _:
                return None

    def _missing(self, value: nodes.Value) -> str | None:
        """The path that a value lacks before anything is answered on the page."""
        match value:
            case nodes.Ref(path):
                part = self._by_path.get(path)
                if part is not None and part.computed is not None:
                    return self._lacks(part.computed.tree)
                return path if self._blank(path) else None
            case nodes.Arithmetic():
                return self._missing(value.left) or self._missing(value.right)
            case nodes.Negative() | nodes.Absolute():
                return self._missing(value.value)
            case nodes.Round():
                return self._missing(value.dividend) or (self._missing(value.divisor) if value.divisor else None)
            case _:
                return None

    def _lacks(self, value: nodes.Value) -> str | None:
        """The answer that a computed value lacks before anything is answered, of those that it reads itself."""
        match value:
            case nodes.Ref(path):
                return path if self._blank(path) else None
            case nodes.Arithmetic():
                return self._lacks(value.left) or self._lacks(value.right)
            case nodes.Negative() | nodes.Absolute():
                return self._lacks(value.value)
            case nodes.Aggregate():
                lacking = [self._lacks(item) for item in value.items]
                return lacking[0] if lacking and all(lacking) else None
            case nodes.Round():
                return self._lacks(value.dividend) or (self._lacks(value.divisor) if value.divisor else None)
            case _:
                return None

    @cached_property
    def _own(self) -> frozenset[nodes.Condition]:
        """The clauses that the thing is shown by."""
        trees = (self.shown.condition.tree, *(outer.condition.tree for outer in self.shown.outer))
        return frozenset(clause for tree in trees for clause in clauses(tree))

    @property
    def _by_path(self) -> Mapping[str, Field]:
        return self.blueprint.form.by_path

    def _blank(self, path: str) -> bool:
        """Whether an answer is one that the page asks for, of everybody who is shown the thing."""
        part = self._by_path.get(path)
        if part is None or not part.answerable or part.page is not self.shown.page or part.chosen_with is not None:
            return False
        return all(clause in self._own for condition in conditions(part) for clause in clauses(condition.tree))
