"""How much of a form's skip logic a set of responses has tried: each condition, clause, option and check.

A condition counts when what is around it is shown, since nothing hangs on it otherwise; a check when it is tried,
on any row. Of its clauses `decision` says which have decided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from survey_engine.dependencies import Blueprint
from survey_engine.engine.judge import Judge
from survey_engine.expr import nodes
from survey_engine.expr.paths import paths
from survey_engine.model import Check, Condition, Field, Form, Option
from survey_engine.survey import Survey
from survey_engine.testing.decision import Decided, Decision, Vector
from survey_engine.testing.logic import Kind, Standing, logic_of
from survey_engine.why import clauses

GROUPS: Mapping[str, tuple[Kind, ...]] = {
    "conditions": ("page", "question", "row", "field", "required"),
    "options": ("option",),
    "checks": ("check",),
}
"""What conditions are counted together as."""


@dataclass(frozen=True, slots=True)
class ClauseCoverage:
    """What was seen of one clause of a condition."""

    source: str
    """Its text, as it stands in the form."""
    condition: Condition = field(repr=False, compare=False)
    """The clause alone, as a condition; `in_words` puts it into words."""
    seen_true: bool
    seen_false: bool
    decided: Decided | None
    """How it was seen to decide the outcome; None: it never was."""
    seen_missing: bool
    """Whether something that it reads was missing once: an answer, or a number by the language (a sentinel, a division
    by zero). It is not counted in any percentage, since some values never can be missing."""

    @property
    def seen_unmet(self) -> bool:
        """Whether it came to what a missing answer makes of it: true of `!=` and `not in`, and false of all else."""
        return self.seen_true if isinstance(self.condition.tree, nodes.Not) else self.seen_false


@dataclass(frozen=True, slots=True)
class ConditionCoverage:
    """What was seen of one condition."""

    kind: Kind
    """Whose condition it is; of an option, true means that it is offered; of a check, that it is set off."""
    path: str
    """The path or id of what it stands on, of an option `choice.option`."""
    condition: Condition = field(repr=False, compare=False)
    line: int | None
    """The line of the file it stands on, where that is known."""
    seen_true: bool
    seen_false: bool
    clauses: tuple[ClauseCoverage, ...]
    """Each clause once, in the order of the text."""

    @property
    def source(self) -> str:
        """Its text, as it stands in the form."""
        return self.condition.source

    @property
    def gaps(self) -> tuple[ClauseCoverage, ...]:
        """Of a condition with several clauses, those that never decided."""
        return tuple(clause for clause in self.clauses if clause.decided is None) if len(self.clauses) > 1 else ()

    @property
    def is_reached(self) -> bool:
        """Whether it was tried at all: what is around it has been shown."""
        return self.seen_true or self.seen_false

    @property
    def is_full(self) -> bool:
        return self.seen_true and self.seen_false and not self.gaps

    @property
    def never_missing(self) -> tuple[ClauseCoverage, ...]:
        """The clauses that were tried, though never with anything missing, which is not counted.

        Those are left out that can only be so because they never came to what they come to without an answer.
        """
        return tuple(clause for clause in self.clauses if clause.seen_unmet and not clause.seen_missing)


@dataclass(frozen=True, slots=True)
class Tally:
    """So many of so many."""

    met: int
    of: int

    @property
    def percent(self) -> float:
        return 100 * self.met / self.of if self.of else 100.0

    def as_json(self) -> dict[str, int]:
        """Both, as JSON values."""
        return {"met": self.met, "of": self.of}


@dataclass(frozen=True)
class Report:
    """What a set of responses has tried of a form's logic."""

    responses: int
    conditions: tuple[ConditionCoverage, ...] = field(repr=False)
    """Every condition, in the form's order."""

    @cached_property
    def totals(self) -> Mapping[str, Tally]:
        """Conditions, options and checks (each true and each false), and clauses that have decided, where several."""
        totals = {name: self._outcomes(kinds) for name, kinds in GROUPS.items()}
        several = [each for each in self.conditions if len(each.clauses) > 1]
        of = sum(len(each.clauses) for each in several)
        return totals | {"clauses": Tally(of - sum(len(each.gaps) for each in several), of)}

    def _outcomes(self, kinds: Iterable[Kind]) -> Tally:
        counted = [each for each in self.conditions if each.kind in kinds]
        return Tally(sum(each.seen_true + each.seen_false for each in counted), 2 * len(counted))

    @property
    def total(self) -> Tally:
        """All of it together."""
        return Tally(sum(t.met for t in self.totals.values()), sum(t.of for t in self.totals.values()))

    @property
    def missing(self) -> Tally:
        """The clauses that were tried with something missing, of all clauses; no part of the totals."""
        every = [clause for each in self.conditions for clause in each.clauses]
        return Tally(sum(clause.seen_missing for clause in every), len(every))

    @property
    def gaps(self) -> tuple[ConditionCoverage, ...]:
        """The conditions of which something that counts has not been seen."""
        return tuple(each for each in self.conditions if not each.is_full)

    def as_json(self) -> dict[str, Any]:
        """The report as JSON values."""
        return {
            "responses": self.responses,
            "percent": round(self.total.percent, 2),
            "totals": {name: tally.as_json() for name, tally in self.totals.items()},
            "missing": self.missing.as_json(),
            "conditions": [_condition_json(each) for each in self.conditions],
        }


class Coverage:
    """Collects what responses try of a survey's logic.

    With the blueprint of the same form, the report knows lines.
    """

    def __init__(self, survey: Survey, blueprint: Blueprint | None = None) -> None:
        self._survey = survey
        self._judge = Judge(survey.form)
        self._sites = tuple(_sites(survey.form, blueprint))
        self._seen: list[set[Vector]] = [set() for _ in self._sites]
        self._missing: list[set[int]] = [set() for _ in self._sites]
        self._responses = 0

    def add(self, answers: Mapping[str, Any]) -> None:
        """Takes in one response: answers and prefilled values, as for `Survey.evaluate`."""
        journey = self._survey.evaluate(answers)
        values, visible = journey.values, frozenset(journey.visible)
        self._responses += 1

        def holds(node: nodes.Condition) -> bool:
            return self._judge.holds(node, values)

        for site, seen, missing in zip(self._sites, self._seen, self._missing, strict=True):
            for trial in site.trials:
                if trial.is_reached(holds, visible):
                    seen.add(tuple(holds(clause.node) for clause in trial.clauses))
                    missing.update(i for i, each in enumerate(trial.clauses) if each.is_missing(self._judge, values))

    def seen(self) -> dict[str, Any]:
        """What has been seen, as JSON values, for another process to `add_seen`."""
        return {
            "responses": self._responses,
            "vectors": [sorted(map(list, seen)) for seen in self._seen],
            "missing": [sorted(missing) for missing in self._missing],
        }

    def add_seen(self, seen: Mapping[str, Any]) -> None:
        """Takes in what a `Coverage` of the same form has seen elsewhere."""
        self._responses += seen["responses"]
        for mine, vectors in zip(self._seen, seen["vectors"], strict=True):
            mine.update(map(tuple, vectors))
        for absent, theirs in zip(self._missing, seen["missing"], strict=True):
            absent.update(theirs)

    def report(self) -> Report:
        """What has been tried so far."""
        found = zip(self._sites, self._seen, self._missing, strict=True)
        return Report(self._responses, tuple(_covered(site, seen, missing) for site, seen, missing in found))


# ------------------------------------------------------------------------------------------------ what is tried


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause, with what can be missing in it: paths, and numbers that may not come to anything."""

    node: nodes.Condition
    reads: frozenset[str]
    numbers: tuple[nodes.Value, ...]

    def is_missing(self, judge: Judge, values: Mapping[str, Any]) -> bool:
        return not self.reads.issubset(values) or any(judge.number(number, values) is None for number in self.numbers)


@dataclass(frozen=True, slots=True)
class _Trial:
    """One way of trying a condition: its clauses, and what has to be shown around it."""

    tree: nodes.Condition
    clauses: tuple[_Clause, ...]
    outer: tuple[Condition, ...] = ()
    shown: frozenset[str] | None = None

    def is_reached(self, holds: Callable[[nodes.Condition], bool], visible: frozenset[str]) -> bool:
        if self.shown is not None and self.shown.isdisjoint(visible):
            return False
        return all(holds(condition.tree) for condition in self.outer)


@dataclass(frozen=True, slots=True)
class _Site:
    kind: Kind
    path: str
    condition: Condition
    line: int | None
    trials: list[_Trial]


def _sites(form: Form, blueprint: Blueprint | None) -> Iterable[_Site]:
    """Every condition of a form, with how it is tried; one that several things share is there once."""
    sites: dict[tuple[object, ...], _Site] = {}
    for each in logic_of(form):
        if each.condition is None:
            continue
        key = (each.kind, id(each.condition), each.path if each.kind == "option" else None)
        if key not in sites:
            line = None if blueprint is None else _line(blueprint, each)
            sites[key] = _Site(each.kind, each.path, each.condition, line, [])
        sites[key].trials.extend(_trials(each, each.condition))
    return sites.values()


def _trials(each: Standing, condition: Condition) -> Iterator[_Trial]:
    match each.thing:
        case Check() as check:
            for case in check.cases:
                shown = frozenset(part.path for part in each.fields if case.row is None or part.row is case.row)
                yield _Trial(case.tree, _clauses(case.tree), shown=shown)
        case _ if each.kind == "required":
            shown = frozenset(part.path for part in each.fields)
            yield _Trial(condition.tree, _clauses(condition.tree), shown=shown)
        case _:
            yield _Trial(condition.tree, _clauses(condition.tree), each.outer)


def _clauses(tree: nodes.Condition) -> tuple[_Clause, ...]:
    return tuple(_Clause(node, frozenset(paths(node)), tuple(_numbers(node))) for node in clauses(tree))


def _numbers(node: nodes.Node) -> Iterator[nodes.Value]:
    """Where a number can turn out missing though all that is read has a value: a sentinel, a division by zero."""
    match node:
        case nodes.Compare() | nodes.Arithmetic():
            yield from _numbers(node.left)
            yield from _numbers(node.right)
        case nodes.Among() | nodes.Negative() | nodes.Absolute():
            yield from _numbers(node.value)
        case nodes.Aggregate() | nodes.Count():
            for item in node.items:
                yield from _numbers(item)
        case nodes.Round():
            yield node
            yield from _numbers(node.dividend)
        case nodes.Ref(type="integer" | "decimal"):
            yield node
        case _:
            return


def _line(blueprint: Blueprint, standing: Standing) -> int | None:
    of, thing = blueprint.of, standing.thing
    match thing:
        case Check():
            return of(thing).at("error_if" if thing.severity == "error" else "warn_if").line
        case Field() if standing.kind == "required":
            parts = [part for part in (thing, thing.row, thing.column, thing.question) if part is not None]
            written = next((of(part) for part in parts if of(part).has("required")), of(thing))
            return written.at("required").line
        case Option():
            written = of(thing)
            brought = blueprint.reference(thing)
            return (written if brought is None or written.has("visible_if") else brought).at("visible_if").line
        case _:
            return of(thing).at("visible_if").line


# ------------------------------------------------------------------------------------------------ what was seen


def _covered(site: _Site, seen: set[Vector], missing: set[int]) -> ConditionCoverage:
    decision = Decision(*(trial.tree for trial in site.trials))
    vectors = {once: decision.outcome(once) for once in map(decision.once, seen)}
    absent = {decision.clause_at[place] for place in missing}
    return ConditionCoverage(
        site.kind,
        site.path,
        site.condition,
        site.line,
        True in vectors.values(),
        False in vectors.values(),
        tuple(
            ClauseCoverage(
                source,
                clause,
                any(vector[i] for vector in vectors),
                any(not vector[i] for vector in vectors),
                decision.decided(i, vectors),
                i in absent,
            )
            for i, (source, clause) in enumerate(_told(site.condition, decision))
        ),
    )


def _told(condition: Condition, decision: Decision) -> Iterator[tuple[str, Condition]]:
    for clause in decision.clauses:
        start, end = clause.at
        alone = Condition(condition.source[start:end], clause)
        object.__setattr__(alone, "form", condition.form)
        yield alone.source, alone


def _condition_json(each: ConditionCoverage) -> dict[str, Any]:
    return {
        "kind": each.kind,
        "path": each.path,
        "line": each.line,
        "condition": each.source,
        "true": each.seen_true,
        "false": each.seen_false,
        "clauses": [
            {
                "clause": clause.source,
                "true": clause.seen_true,
                "false": clause.seen_false,
                "decided": clause.decided,
                "missing": clause.seen_missing,
            }
            for clause in each.clauses
        ],
    }
