"""Answers that tell a mutant from its form, searched for near what the two conditions look at.

The engine is the judge. The search begins at the form's own scenarios and at nothing, changes one answer, then two, in
a fixed order, and gives up after a certain number of tries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import combinations, islice, pairwise, product
from typing import Any

from survey_engine.dependencies import conditions as conditions_of
from survey_engine.engine.answers import read
from survey_engine.engine.judge import Judge
from survey_engine.expr import nodes
from survey_engine.expr.paths import paths
from survey_engine.frozen import Frozen
from survey_engine.journey import Journey
from survey_engine.json_values import value_json
from survey_engine.model import Field, Form, Scenario
from survey_engine.scenarios import failures, shown_names
from survey_engine.survey import Survey
from survey_engine.testing.conditions_apart import atoms, bases, trees_of, upstream
from survey_engine.testing.formatted_texts import GOOD
from survey_engine.testing.literals import days_beside, literals
from survey_engine.testing.mutants import Change, Mutant

MOST_TRIES = 4_000
_MOST_PATHS = 14
_MOST_NAMES = 3
_MOST_WAYS = 600
_MOST_NUMBERS = 16
_MOST_CHANGES = 6
_MOST_APART = 200
_MANY_GOALS = 30
_FEWEST_SHRINKING = 20
_SHARE = 85
"""So many hundredths of the tries are kept when answers are made to reach what is around a slip."""

Answers = Mapping[str, Any]
_Wish = tuple[nodes.Condition, bool]
"""A condition, and whether it is to hold."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a scenario can say of a journey."""

    shown: frozenset[str]
    values: Mapping[str, Any]
    problems: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, journey: Journey) -> _Seen:
        problems = frozenset((problem.path, problem.code) for problem in journey.problems)
        return cls(shown_names(journey), journey.values, problems)

    def clean_where(self, other: _Seen) -> set[str]:
        """The paths that have problems in the other alone."""
        return {path for path, _ in other.problems} - {path for path, _ in self.problems}

    def differs(self, other: _Seen) -> bool:
        """Whether a scenario of this can tell it from the other. Only codes that are there can be said, or none."""
        if self.shown != other.shown or self.values != other.values:
            return True
        return not self.problems <= other.problems or bool(self.clean_where(other))


@dataclass(frozen=True, slots=True)
class Search:
    """What came of looking for answers that tell a mutant from its form."""

    killer: Scenario | None
    """A scenario that holds for the form and not for the mutant, if one was found.

    It says what comes out of the form as it is. Whether that is what its author means is for the author to say.
    """
    to_the_end: bool
    """Whether all that was worth trying was tried, or a scenario found; False where the tries ran out."""
    tries: int = 0
    """So many times a form was evaluated."""


def killing(survey: Survey, mutant: Mutant, *, tries: int = MOST_TRIES) -> Search:
    """Looks for answers that tell a mutant from its form; gives up after so many evaluations of a form."""
    search = _Search(survey, mutant, tries)
    try:
        for answers in search.answers():
            if search.differs(answers):
                spent = tries - search.tries
                killer = search.scenario(search.shrunk(answers, max(_FEWEST_SHRINKING, tries // 10)))
                return Search(killer, to_the_end=True, tries=spent)
    except _OutOfTries:
        return Search(None, to_the_end=False, tries=tries)
    return Search(None, to_the_end=True, tries=tries - search.tries)


class _OutOfTries(Exception):
    pass


class _Search:
    def __init__(self, survey: Survey, mutant: Mutant, tries: int) -> None:
        self.survey = survey
        self.mutant = mutant
        self.tries = tries
        self.form = survey.form
        self.judge = Judge(survey.form)
        self.changes = _to_try(mutant)
        around = [tree for change in self.changes for tree in change.use.outer]
        self.around = list({id(tree): tree for tree in around}.values())
        decides = [tree for change in self.changes for tree in (change.use.decides, change.after)]
        self.trees = [tree for tree in decides if tree is not None and not isinstance(tree, bool)]
        self.goals = self._goals()

    # -------------------------------------------------------------------------------------------- candidates

    def answers(self) -> Iterator[dict[str, Any]]:
        """Answers worth trying, the most promising first."""
        bases = sorted(self._bases(), key=self._unmet)
        yield from bases
        relevant = self._relevant()
        for number, base in enumerate(bases[:6]):
            for path in relevant:
                for value in self._candidates(path, base):
                    yield _changed(base, ((path, value),))
            if number == 1 or number == len(bases[:6]) - 1 == 0:
                for start in bases[:2]:
                    yield from islice(self._apart(start), _MOST_APART)
        for base in bases[:3]:
            for pair in combinations(relevant, 2):
                for both in product(*([(path, v) for v in self._candidates(path, base)] for path in pair)):
                    yield _changed(base, both)

    def _bases(self) -> Iterator[dict[str, Any]]:
        """The answers of scenarios and none at all, and each with what is around the slip shown, where that works."""
        wished = self._wished()
        for base in ({}, *([wished] if wished else []), *(dict(scenario.answers) for scenario in self.form.scenarios)):
            yield base
            reached = self._reached(base)
            if reached != base:
                yield reached

    def _wished(self) -> dict[str, Any]:
        """Answers that meet the goals one by one, as far as single answers do; nothing is evaluated for them."""
        if len(self.goals) < _MANY_GOALS:
            return {}
        answers: dict[str, Any] = {}
        values: dict[str, Any] = {}
        for tree in self.goals:
            read_here = [self.form.by_path[path] for path in dict.fromkeys(paths(tree))]
            for part in (part for part in read_here if part.computed is None):
                if self.judge.holds(tree, values):
                    break
                before = answers.get(part.path), values.get(part.path)
                for raw in self._candidates(part.path, {}):
                    answers[part.path], values[part.path] = raw, None if raw is None else read(part, raw)
                    if self.judge.holds(tree, values):
                        break
                else:
                    answers[part.path], values[part.path] = before
        return _changed({}, tuple(answers.items()))

    def _unmet(self, base: Answers) -> int:
        values = self._values(base)
        return sum(not self.judge.holds(tree, values) for tree in self.goals)

    def _goals(self) -> list[nodes.Condition]:
        """What should hold so that the slip can matter: what shows the answers that it looks at, and what is around.

        Those of earlier fields first, for the later may follow from them.
        """
        needed = upstream(self.form, (path for tree in (*self.trees, *self.around) for path in paths(tree)))
        shown = [c.tree for part in self.form.fields if part.path in needed for c in conditions_of(part)]
        return list({id(tree): tree for tree in (*shown, *self.around)}.values())

    def _reached(self, base: Answers) -> dict[str, Any]:
        """Answers like these with which the slip can matter, as far as small changes lead there."""
        answers, values = dict(base), self._values(base)
        left = self.tries * _SHARE // 100
        for tree in self.goals:
            if self.tries <= left:
                break
            if not self.judge.holds(tree, values):
                answers = next(self._settled(tree, True, answers), answers)
                values = self._values(answers)
        return answers

    def _apart(self, base: Answers) -> Iterator[dict[str, Any]]:
        """Answers like these with which the condition holds and not with the slip, or the other way round."""
        for change in self.changes:
            for holds in (True, False):
                both = [(change.use.decides, holds), (change.after, not holds)]
                if any(tree is (not wish) for tree, wish in both):
                    continue
                wishes = [(tree, wish) for tree, wish in both if tree is not None and not isinstance(tree, bool)]
                yield from self._all(sorted(wishes, key=_must_fail), base)

    def _all(self, wishes: Sequence[_Wish], answers: Answers) -> Iterator[dict[str, Any]]:
        """Answers with which each wish came true in its turn; a later one may have undone an earlier."""
        if not wishes:
            yield dict(answers)
            return
        (tree, holds), *others = wishes
        for settled in self._settled(tree, holds, answers):
            yield from self._all(others, settled)

    def _settled(self, tree: nodes.Condition, holds: bool, answers: Answers) -> Iterator[dict[str, Any]]:
        """Answers like these with which a condition holds, or does not: these themselves where it already is so."""
        if self._is(tree, holds, answers):
            yield dict(answers)
            return
        match tree:
            case nodes.Not():
                yield from self._settled(tree.part, not holds, answers)
            case nodes.And() | nodes.Or():
                if isinstance(tree, nodes.And) is holds:
                    yield from self._all([(part, holds) for part in tree.parts], answers)
                else:
                    for part in tree.parts:
                        yield from self._settled(part, holds, answers)
            case _:
                ways = islice(self._ways(tree, answers), _MOST_WAYS)
                yield from (way for way in ways if self._is(tree, holds, way))

    def _ways(self, tree: nodes.Condition, answers: Answers) -> Iterator[dict[str, Any]]:
        read = list(upstream(self.form, paths(tree)))[:_MOST_PATHS]
        for path in read:
            for value in self._candidates(path, answers):
                yield _changed(answers, ((path, value),))
        for pair in combinations(read, 2):
            for both in product(*([(path, v) for v in self._candidates(path, answers)] for path in pair)):
                yield _changed(answers, both)

    def _is(self, tree: nodes.Condition, holds: bool, answers: Answers) -> bool:
        return self.judge.holds(tree, self._values(answers)) is holds

    def _values(self, answers: Answers) -> Mapping[str, Any]:
        return self._journey(self.survey, answers).values

    def _relevant(self) -> list[str]:
        """The paths whose answers may matter: what the conditions read, what that follows from, and what they show."""
        read = [path for tree in self.trees for path in paths(tree)]
        around = [path for tree in self.around for path in paths(tree)]
        own = list(dict.fromkeys(path for change in self.changes for path in change.use.fields))[:4]
        found = upstream(self.form, (*read, *own)) | upstream(self.form, around)
        return list(found)[:_MOST_PATHS]

    def _candidates(self, path: str, base: Answers) -> list[Any]:
        """Values that a path may be given: at the literals it is compared with, and at the other numbers there."""
        part = self.form.by_path[path]
        match part.type:
            case "choice":
                return [None, *(option.id for option in part.options)]
            case "choices":
                return self._chosen(part)
            case "confirm":
                return [None, True]
            case "text":
                sample = GOOD[part.format][0] if part.format else "text"
                return [None, sample, *(text for text in self._compared(path) if isinstance(text, str))]
            case "date":
                return [None, *_days(part, _literals(self.form))]
            case _:
                others = [value for value in base.values() if _is_number(value)]
                compared = (*self._compared(path), *_literals(self.form))
                return [None, *_numbers(part, compared, others)]

    def _compared(self, path: str) -> tuple[Any, ...]:
        return _compared_with(self.form).get(path, ())

    def _chosen(self, part: Field) -> list[Any]:
        """Each option alone, and with the one that this is about."""
        ids = [option.id for option in part.options]
        path, _, own = self.mutant.place.path.rpartition(".")
        ids = [own, *(i for i in ids if i != own)] if path == part.path and own in ids else ids
        pairs = [list(pair) for pair in pairwise(ids)]
        free = [option.id for option in part.options if not option.exclusive]
        return [None, *([one] for one in ids), free, *pairs]

    # -------------------------------------------------------------------------------------------- judging

    def differs(self, answers: Answers) -> bool:
        mine, theirs = self._both(answers)
        return mine.differs(theirs)

    def _both(self, answers: Answers) -> tuple[_Seen, _Seen]:
        mine, theirs = (self._journey(survey, answers) for survey in (self.survey, self.mutant.survey))
        return _Seen.of(mine), _Seen.of(theirs)

    def _journey(self, survey: Survey, answers: Answers) -> Journey:
        if self.tries <= 0:
            raise _OutOfTries
        self.tries -= 1
        return survey.evaluate(answers)

    def shrunk(self, answers: Answers, tries: int) -> dict[str, Any]:
        """The answers without those that do not matter."""
        near = upstream(self.form, (*self._relevant(), *(path for tree in self.goals for path in paths(tree))))
        kept = dict(answers)
        fewer = {path: value for path, value in kept.items() if path in near}
        self.tries = tries + 4  # what was found is told, whatever was spent on finding it
        if self.differs(fewer):
            kept = fewer
        for path in list(kept):
            if self.tries <= 2:
                break
            fewer = {other: value for other, value in kept.items() if other != path}
            if self.differs(fewer):
                kept = fewer
        self.tries = 2
        return kept

    def scenario(self, answers: Answers) -> Scenario:
        """What comes out of the form and not of the mutant."""
        mine, theirs = self._both(answers)
        values = {
            path: value_json(mine.values.get(path))
            for path in dict.fromkeys((*mine.values, *theirs.values))
            if mine.values.get(path) != theirs.values.get(path)
        }
        problems: dict[str, str | None] = dict(sorted(mine.problems - theirs.problems))
        problems |= dict.fromkeys(sorted(mine.clean_where(theirs)))
        shown, hidden = mine.shown - theirs.shown, theirs.shown - mine.shown
        whole = Scenario(
            name=f"{self.mutant.place.path}: {self.mutant.before}",
            answers=Frozen({path: answers[path] for path in self.form.by_path if path in answers}),
            shown=self._named(shown),
            hidden=self._named(hidden),
            values=Frozen(islice(values.items(), _MOST_NAMES)),
            problems=Frozen(islice(problems.items(), _MOST_NAMES)),
        )
        return self._brief(whole)

    def _named(self, names: frozenset[str]) -> tuple[str, ...]:
        pages = [page.id for page in self.form.pages if page.id in names]
        questions = [q.id for q in self.form.questions if q.id in names and q.page.id not in pages]
        inside = {*pages, *questions}
        parts = [p.path for p in self.form.fields if p.path in names and not inside & {p.page.id, p.question.id}]
        return tuple((*pages, *questions, *parts)[:_MOST_NAMES])

    def _brief(self, scenario: Scenario) -> Scenario:
        """The scenario with what is shown alone, or values alone, or problems alone, where that tells them apart."""
        for kept in (("shown", "hidden"), ("values",), ("problems",)):
            empty: dict[str, Any] = {"shown": (), "hidden": (), "values": Frozen(), "problems": Frozen()}
            brief = replace(scenario, **{key: value for key, value in empty.items() if key not in kept})
            noticed = any(each.expectation != "never" for each in failures(self.mutant.survey, brief))
            if noticed and not failures(self.survey, brief):
                return brief
        return scenario


def described(scenario: Scenario) -> dict[str, Any]:
    """A scenario as it stands in a form, as plain data."""
    given = {
        "name": scenario.name,
        "answers": {path: value_json(value) for path, value in scenario.answers.items()},
        "shown": list(scenario.shown),
        "hidden": list(scenario.hidden),
        "values": dict(scenario.values),
        "problems": dict(scenario.problems),
    }
    return {key: value for key, value in given.items() if value or key in ("name", "answers")}


def _changed(base: Answers, changes: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    changed = {**base, **dict(changes)}
    return {path: value for path, value in changed.items() if value is not None}


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _to_try(mutant: Mutant) -> tuple[Change, ...]:
    """Of all that a slip changes one thing after another kind of thing; of the same conditions a few."""
    found: dict[Any, list[Change]] = {}
    for change in mutant.changes:
        same = found.setdefault((id(change.use.decides), tuple(map(id, change.use.outer))), [])
        if not same:
            same.append(change)
    return tuple(change for same in found.values() for change in same)[:_MOST_CHANGES]


def _must_fail(wish: _Wish) -> bool:
    """What must not hold comes last: of what holds together one part is easily undone."""
    return not wish[1]


@cache
def _literals(form: Form) -> tuple[Any, ...]:
    """The values of every literal that a form's conditions look at."""
    return tuple(dict.fromkeys(literal.value for tree in trees_of(form) for literal in literals(tree)))


@cache
def _compared_with(form: Form) -> Mapping[str, tuple[Any, ...]]:
    """By path: the values of the literals that it is compared with, directly or in a sum."""
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for tree in trees_of(form):
        for atom in atoms(tree):
            values = [literal.value for literal in literals(atom)]
            for path in bases(form, atom) if values else ():
                found[path] += values
    return {path: tuple(dict.fromkeys(values)) for path, values in found.items()}


def _numbers(part: Field, compared: Sequence[Any], others: Sequence[Any]) -> list[Any]:
    near = [Decimal(0), *(each for each in compared if isinstance(each, Decimal)), *(Decimal(str(o)) for o in others)]
    found = dict.fromkeys(value for each in near for value in (each, each + 1, each - 1))
    limits = [Decimal(limit) for limit in (part.min, part.max) if isinstance(limit, int | Decimal)]
    found |= dict.fromkeys(value for limit in limits for value in (limit, limit + 1, limit - 1))
    if part.cannot_say is not None:
        found[Decimal(part.cannot_say)] = None
    within = [value for value in found if value == part.cannot_say or _is_within(part, value)]
    return [int(value) if value == value.to_integral_value() else value for value in within][:_MOST_NUMBERS]


def _is_within(part: Field, value: Decimal) -> bool:
    low, high = part.min, part.max
    return not (isinstance(low, int | Decimal) and value < low) and not (
        isinstance(high, int | Decimal) and value > high
    )


def _days(part: Field, compared: Sequence[Any]) -> list[str]:
    near = [each for each in (*compared, part.min, part.max) if isinstance(each, date)] or [date(2025, 1, 1)]
    return [day.isoformat() for each in near for day in (each, *days_beside(each))]
