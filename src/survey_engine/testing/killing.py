"""Answers that tell a mutant from its form, searched for near what the two conditions look at.

The engine is the judge. The search begins at the form's own scenarios and at nothing, changes one answer, then two, in
a fixed order, and gives up after a certain number of tries.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import combinations, islice, pairwise, product
from typing import Any

from survey_engine.dependencies import conditions as conditions_of
from survey_engine.dependencies import feeds
from survey_engine.engine.judge import Judge
from survey_engine.expr.paths import paths
from survey_engine.frozen import Frozen
from survey_engine.journey import Journey
from survey_engine.json_values import value_json
from survey_engine.model import Condition, Field, Form, Scenario
from survey_engine.scenarios import failures, shown_names
from survey_engine.survey import Survey
from survey_engine.testing.literals import literals
from survey_engine.testing.mutants import Mutant

MOST_TRIES = 4_000
_MOST_PATHS = 14
_MOST_NAMES = 3
_MOST_WAYS = 600
_MOST_NUMBERS = 16
_DAY = timedelta(days=1)
_SAMPLES = {
    "email": "namn@kommun.se",
    "phone": "08-123 45 67",
    "postcode": "123 45",
    "orgnr": "212000-0142",
    "url": "https://kommun.se",
}

Answers = Mapping[str, Any]


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


def killing(survey: Survey, mutant: Mutant, *, tries: int = MOST_TRIES) -> Scenario | None:
    """A scenario that holds for the form and not for the mutant; None where none was found in so many tries.

    It says what comes out of the form as it is. Whether that is what its author means is for the author to say.
    """
    search = _Search(survey, mutant)
    for answers in islice(search.answers(), tries):
        if search.differs(answers):
            return search.scenario(search.shrunk(answers))
    return None


class _Search:
    def __init__(self, survey: Survey, mutant: Mutant) -> None:
        self.survey = survey
        self.mutant = mutant
        self.form = survey.form
        self.judge = Judge(survey.form)
        self.conditions = [c for c in (mutant.place.condition, mutant.condition) if isinstance(c, Condition)]
        self.goals = self._goals()

    # -------------------------------------------------------------------------------------------- candidates

    def answers(self) -> Iterator[dict[str, Any]]:
        """Answers worth trying, the most promising first."""
        bases = sorted(self._bases(), key=self._unmet)
        for base in bases:
            yield base
        relevant = self._relevant()
        for base in bases[:6]:
            for path in relevant:
                for value in self._candidates(path, base):
                    yield _changed(base, ((path, value),))
        for base in bases[:3]:
            for pair in combinations(relevant, 2):
                for both in product(*([(path, v) for v in self._candidates(path, base)] for path in pair)):
                    yield _changed(base, both)

    def _bases(self) -> Iterator[dict[str, Any]]:
        """The answers of scenarios and none at all, and each with what is around the slip shown, where that works."""
        for base in ({}, *(dict(scenario.answers) for scenario in self.form.scenarios)):
            yield base
            reached = self._reached(base)
            if reached != base:
                yield reached

    def _unmet(self, base: Answers) -> int:
        values = self.survey.evaluate(base).values
        return sum(not self.judge.holds(condition.tree, values) for condition in self.goals)

    def _goals(self) -> list[Condition]:
        """What should hold so that the slip can matter: what shows the answers that it looks at, and what is around.

        Those of earlier fields first, for the later may follow from them.
        """
        read = {path for condition in (*self.conditions, *self.mutant.place.outer) for path in paths(condition.tree)}
        upstream = {*self._upstream(tuple(read)), *read}
        shown = [c for part in self.form.fields if part.path in upstream for c in conditions_of(part)]
        return list(dict.fromkeys((*shown, *self.mutant.place.outer)))

    def _reached(self, base: Answers) -> dict[str, Any]:
        """Answers like these with which the slip can matter, as far as small changes lead there."""
        answers = dict(base)
        for condition in self.goals:
            if not self._holds(condition, answers):
                ways = islice(self._ways(condition, answers), _MOST_WAYS)
                answers = next((way for way in ways if self._holds(condition, way)), answers)
        return answers

    def _ways(self, condition: Condition, answers: Answers) -> Iterator[dict[str, Any]]:
        read = list(dict.fromkeys(self._upstream(tuple(dict.fromkeys(paths(condition.tree))))))[:_MOST_PATHS]
        for path in read:
            for value in self._candidates(path, answers):
                yield _changed(answers, ((path, value),))
        for pair in combinations(read, 2):
            for both in product(*([(path, v) for v in self._candidates(path, answers)] for path in pair)):
                yield _changed(answers, both)

    def _holds(self, condition: Condition, answers: Answers) -> bool:
        return self.judge.holds(condition.tree, self.survey.evaluate(answers).values)

    def _relevant(self) -> list[str]:
        """The paths whose answers may matter: what the conditions read, what that follows from, and what they show."""
        read = dict.fromkeys(path for condition in self.conditions for path in paths(condition.tree))
        around = dict.fromkeys(path for condition in self.mutant.place.outer for path in paths(condition.tree))
        own = self.mutant.place.fields[:4]
        found = dict.fromkeys((*self._upstream((*read, *own)), *self._upstream(tuple(around))))
        return list(found)[:_MOST_PATHS]

    def _upstream(self, read: Sequence[str]) -> Iterator[str]:
        """The paths that can be answered among these and what they follow from."""
        seen: dict[str, None] = {}
        waiting = list(reversed(read))
        while waiting:
            path = waiting.pop()
            if path in seen:
                continue
            seen[path] = None
            part = self.form.by_path[path]
            if part.computed is None:
                yield path
            waiting += reversed(list(feeds(part)))

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
                return [None, _SAMPLES.get(part.format or "", "text")]
            case "date":
                return [None, *_days(part, _literals(self.form))]
            case _:
                others = [value for value in base.values() if _is_number(value)]
                return [None, *_numbers(part, _literals(self.form), others)]

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
        return _Seen.of(self.survey.evaluate(answers)), _Seen.of(self.mutant.survey.evaluate(answers))

    def shrunk(self, answers: Answers) -> dict[str, Any]:
        """The answers without those that do not matter."""
        kept = dict(answers)
        for path in list(kept):
            fewer = {other: value for other, value in kept.items() if other != path}
            if self.differs(fewer):
                kept = fewer
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
            if failures(self.mutant.survey, brief) and not failures(self.survey, brief):
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


@cache
def _literals(form: Form) -> tuple[Any, ...]:
    """The values of every literal that a form's conditions look at."""
    conditions: list[Condition | None] = [page.visible_if for page in form.pages]
    for question in form.questions:
        conditions += [question.visible_if, *(row.visible_if for row in question.rows)]
    for part in form.fields:
        conditions += [part.visible_if, *(option.visible_if for option in part.options)]
        conditions.append(part.required if isinstance(part.required, Condition) else None)
    trees = [condition.tree for condition in conditions if condition is not None]
    trees += [case.tree for question in form.questions for check in question.checks for case in check.cases[:1]]
    return tuple(dict.fromkeys(literal.value for tree in trees for literal in literals(tree)))


def _numbers(part: Field, compared: Sequence[Any], others: Sequence[Any]) -> list[Any]:
    near = [Decimal(0), *(each for each in compared if isinstance(each, Decimal)), *(Decimal(str(o)) for o in others)]
    found = dict.fromkeys(value for each in near for value in (each, each + 1, each - 1))
    limits = [Decimal(limit) for limit in (part.min, part.max) if isinstance(limit, int | Decimal)]
    found |= dict.fromkeys(value for limit in limits for value in (limit, limit + 1, limit - 1))
    if part.cannot_say is not None:
        found[Decimal(part.cannot_say)] = None
    low, high = part.min, part.max
    within = [v for v in found if not (isinstance(low, int | Decimal) and v < low)]
    within = [v for v in within if not (isinstance(high, int | Decimal) and v > high) or v == part.cannot_say]
    return [int(v) if v == v.to_integral_value() else v for v in within][:_MOST_NUMBERS]


def _days(part: Field, compared: Sequence[Any]) -> list[str]:
    near = [each for each in (*compared, part.min, part.max) if isinstance(each, date)] or [date(2025, 1, 1)]
    return [day.isoformat() for each in near for day in (each, each - _DAY, each + _DAY)]
