"""How much of a form's skip logic a set of responses has tried: each condition, clause, option and check.

A condition counts when what is around it is shown, since nothing hangs on it otherwise; a check when it is tried. All
clauses of a condition are looked at, whatever a short-circuit would leave out. A clause has decided (MC/DC) when
turning it alone turns the outcome: shown by two responses that differ in it and in no other clause (unique cause), or,
where no two such were there, by one in which it is true and one in which it is false, of which in each the other
clauses leave the outcome to it (masking).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from survey_engine.dependencies import Blueprint
from survey_engine.engine.judge import Judge
from survey_engine.expr import nodes
from survey_engine.expr.paths import paths
from survey_engine.located import Level
from survey_engine.model import Check, Condition, Field, Form, Option, Page, Question, Row
from survey_engine.survey import Survey
from survey_engine.why import clauses

Kind = Level | Literal["required", "check"]
Decided = Literal["unique", "masking"]
Vector = tuple[bool, ...]

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
    """Whether a value that it reads was missing once. It counts for nothing: some values never can be."""


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
    def is_full(self) -> bool:
        return self.seen_true and self.seen_false and not self.gaps


@dataclass(frozen=True, slots=True)
class Tally:
    """So many of so many."""

    met: int
    of: int

    @property
    def percent(self) -> float:
        return 100 * self.met / self.of if self.of else 100.0


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
    def gaps(self) -> tuple[ConditionCoverage, ...]:
        """The conditions of which something has not been seen."""
        return tuple(each for each in self.conditions if not each.is_full)

    def as_json(self) -> dict[str, Any]:
        """The report as JSON values."""
        return {
            "responses": self.responses,
            "percent": round(self.total.percent, 2),
            "totals": {name: {"met": tally.met, "of": tally.of} for name, tally in self.totals.items()},
            "conditions": [_condition_json(each) for each in self.conditions],
        }


class Coverage:
    """Collects what responses try of a survey's logic.

    With the blueprint of the same form, the report knows lines.
    """

    def __init__(self, survey: Survey, blueprint: Blueprint | None = None) -> None:
        self._survey = survey
        self._judge = Judge(survey.form)
        self._sites = tuple(_Sites(survey.form, blueprint).all())
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
                    seen.add(tuple(map(holds, trial.clauses)))
                    missing.update(i for i, read in enumerate(trial.reads) if not read.issubset(values))

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


# ------------------------------------------------------------------------------------------------ where logic stands


@dataclass(frozen=True, slots=True)
class _Trial:
    """One way of trying a condition: its clauses, and what has to be shown around it."""

    outer: tuple[Condition, ...]
    shown: frozenset[str]
    clauses: tuple[nodes.Condition, ...]
    reads: tuple[frozenset[str], ...]

    def is_reached(self, holds: Callable[[nodes.Condition], bool], visible: frozenset[str]) -> bool:
        if self.shown and self.shown.isdisjoint(visible):
            return False
        return all(holds(condition.tree) for condition in self.outer)


@dataclass(frozen=True, slots=True)
class _Site:
    kind: Kind
    path: str
    condition: Condition
    line: int | None
    trials: list[_Trial]


class _Sites:
    """Every condition of a form, with how it is tried; one that several things share is there once."""

    def __init__(self, form: Form, blueprint: Blueprint | None) -> None:
        self.form = form
        self.blueprint = blueprint
        self.sites: dict[tuple[object, ...], _Site] = {}

    def all(self) -> Iterable[_Site]:
        for page in self.form.pages:
            self._shown("page", page.id, page, ())
            for question in page.questions:
                self._question(page, question)
        return self.sites.values()

    def _question(self, page: Page, question: Question) -> None:
        outer = _there(page.visible_if)
        self._shown("question", question.id, question, outer)
        outer += _there(question.visible_if)
        for row in question.rows:
            self._shown("row", f"{question.id}.{row.id}", row, outer)
        for part in question.fields:
            around = outer + _there(part.row.visible_if if part.row else None)
            if part.visible_if is not question.visible_if:
                self._shown("field", part.path, part, around)
            around += _there(part.visible_if)
            for option in part.options:
                self._shown("option", f"{part.path}.{option.id}", option, around)
            if isinstance(part.required, Condition):
                self._add("required", part.path, part.required, _trial(part.required.tree, shown={part.path}), part)
        for check in question.checks:
            self._check(question, check)

    def _shown(
        self, kind: Level, path: str, thing: Page | Question | Row | Field | Option, outer: tuple[Condition, ...]
    ) -> None:
        if thing.visible_if is not None:
            self._add(kind, path, thing.visible_if, _trial(thing.visible_if.tree, outer=outer), thing)

    def _check(self, question: Question, check: Check) -> None:
        condition = Condition(check.source, check.cases[0].tree)
        object.__setattr__(condition, "form", self.form)
        for case in check.cases:
            shown = {part.path for part in question.fields if case.row is None or part.row is case.row}
            self._add("check", question.id, condition, _trial(case.tree, shown=shown), check)

    def _add(self, kind: Kind, path: str, condition: Condition, trial: _Trial, thing: Any) -> None:
        key = (kind, id(condition), path if kind == "option" else None)
        if key not in self.sites:
            self.sites[key] = _Site(kind, path, condition, self._line(kind, thing), [])
        self.sites[key].trials.append(trial)

    def _line(self, kind: Kind, thing: Any) -> int | None:
        if self.blueprint is None:
            return None
        of = self.blueprint.of
        match kind:
            case "check":
                return of(thing).at("error_if" if thing.severity == "error" else "warn_if").line
            case "required":
                parts = [part for part in (thing, thing.row, thing.column, thing.question) if part is not None]
                written = next((of(part) for part in parts if of(part).has("required")), of(thing))
                return written.at("required").line
            case "option":
                written = of(thing)
                brought = self.blueprint.reference(thing)
                return (written if brought is None or written.has("visible_if") else brought).at("visible_if").line
            case _:
                return of(thing).at("visible_if").line


def _there(condition: Condition | None) -> tuple[Condition, ...]:
    return () if condition is None else (condition,)


def _trial(tree: nodes.Condition, *, outer: tuple[Condition, ...] = (), shown: Iterable[str] = ()) -> _Trial:
    found = tuple(clauses(tree))
    return _Trial(outer, frozenset(shown), found, tuple(frozenset(paths(clause)) for clause in found))


# ------------------------------------------------------------------------------------------------ what was seen


def _covered(site: _Site, seen: set[Vector], missing: set[int]) -> ConditionCoverage:
    tree = site.condition.tree
    decision = Decision(tree)
    vectors = {decision.once(vector): decision.outcome(vector) for vector in seen}
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
                any(place in missing for place, atom in enumerate(decision.atoms) if atom == i),
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


class Decision:
    """A condition as a function of its clauses; a clause that stands in it twice is one."""

    def __init__(self, tree: nodes.Condition) -> None:
        self._tree = tree
        found = tuple(clauses(tree))
        self.clauses = tuple(dict.fromkeys(found))
        """Each clause once."""
        self.atoms = tuple(map({clause: i for i, clause in enumerate(self.clauses)}.__getitem__, found))
        """For each place in the text that a clause stands at, which clause it is."""

    def once(self, vector: Vector) -> Vector:
        """The truth of each clause, of that at each place."""
        truth = dict(zip(self.atoms, vector, strict=True))
        return tuple(truth[i] for i in range(len(self.clauses)))

    def outcome(self, vector: Vector) -> bool:
        """What the condition comes to, with that truth at each place."""
        return _outcome(self._tree, iter(vector))

    def decided(self, clause: int, vectors: Mapping[Vector, bool]) -> Decided | None:
        """How a clause was seen to decide the outcome, in vectors of each clause once."""
        turning: dict[bool, set[bool]] = {True: set(), False: set()}
        for vector, outcome in vectors.items():
            turned = (*vector[:clause], not vector[clause], *vector[clause + 1 :])
            if self.outcome(tuple(turned[i] for i in self.atoms)) is not outcome:
                if turned in vectors:
                    return "unique"
                turning[vector[clause]].add(outcome)
        apart = any(left is not right for left in turning[True] for right in turning[False])
        return "masking" if apart else None


def _outcome(node: nodes.Condition, truth: Iterator[bool]) -> bool:
    match node:
        case nodes.And():
            return all(tuple(_outcome(part, truth) for part in node.parts))  # every clause takes its own
        case nodes.Or():
            return any(tuple(_outcome(part, truth) for part in node.parts))
        case nodes.Not():
            return not _outcome(node.part, truth)
        case _:
            return next(truth)


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
