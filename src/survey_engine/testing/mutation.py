"""What a form's scenarios notice: each mutant of the form is killed by one, or survives, or means the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from survey_engine.model import Scenario
from survey_engine.scenarios import failures
from survey_engine.survey import Survey
from survey_engine.testing.equivalence import certainly_same
from survey_engine.testing.killing import MOST_TRIES, described, killing
from survey_engine.testing.mutants import Mutant, mutants
from survey_engine.testing.yaml_text import written

Fate = Literal["killed", "survived", "undetermined", "equivalent"]
"""`survived`: answers are known that a scenario could kill it with. `undetermined`: none were found, and nothing
proves that there are none; it counts as surviving. `equivalent`: it certainly means the same as the form."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one mutant."""

    mutant: Mutant
    fate: Fate
    by: str = ""
    """Of a killed one: the name of the first scenario that fails on it."""
    killer: Scenario | None = field(default=None, repr=False)
    """Of a survivor: a scenario that would kill it; it may be the same as of another."""
    to_the_end: bool = True
    """Of an undetermined one: whether all answers worth trying were tried, or the tries ran out."""

    @property
    def survives(self) -> bool:
        return self.fate in ("survived", "undetermined")

    def as_yaml(self) -> str:
        """The scenario that would kill it, ready to be pasted under `scenarios:`; nothing where none is known."""
        return "" if self.killer is None else written_scenario(self.killer)

    def as_json(self) -> dict[str, Any]:
        """The verdict as JSON values."""
        mutant = self.mutant
        value: dict[str, Any] = {
            "number": mutant.number,
            "kind": mutant.kind,
            "path": mutant.place.path,
            "line": mutant.span.line,
            "column": mutant.span.column,
            "before": mutant.before,
            "after": mutant.after or None,
            "fate": self.fate,
        }
        if self.fate == "killed":
            value["by"] = self.by
        return value | ({"killer": described(self.killer)} if self.killer is not None else {})


@dataclass(frozen=True, slots=True)
class Score:
    """How many of the mutants that mean something else were killed."""

    killed: int
    survived: int
    undetermined: int
    equivalent: int

    @classmethod
    def of(cls, verdicts: Iterable[Verdict]) -> Score:
        fates = [verdict.fate for verdict in verdicts]
        return cls(*(fates.count(fate) for fate in ("killed", "survived", "undetermined", "equivalent")))

    @property
    def counted(self) -> int:
        """The mutants that are not equivalent."""
        return self.killed + self.survived + self.undetermined

    @property
    def percent(self) -> float:
        return 100 * self.killed / self.counted if self.counted else 100.0


def verdicts(survey: Survey, text: str) -> Iterator[Verdict]:
    """What becomes of each mutant, one at a time, in the form's order.

    `text` is the YAML that the survey was loaded from. Scenarios that fail on the form itself kill nothing. Of a form
    of thousands of questions some slips are made, spread over the form: `mutant.every` says one in how many.
    """
    scenarios = [scenario for scenario in survey.form.scenarios if not failures(survey, scenario)]
    killers: list[Scenario] = []
    size = len(survey.form.fields) + 1
    pool = _WORK_OF_SEARCHES // size
    for mutant in mutants(text, most=max(_FEWEST, _WORK // size)):
        fate = _known(survey, mutant, scenarios)
        if fate is None:
            fate = _by_another(mutant, killers)
        if fate is not None:
            yield fate
            continue
        search = killing(survey, mutant, tries=max(_FEWEST, min(MOST_TRIES, pool // _SHARES)))
        pool -= search.tries
        if search.killer is None:
            yield Verdict(mutant, "undetermined", to_the_end=search.to_the_end)
            continue
        killers.append(_with_own_name(search.killer, (*survey.form.scenarios, *killers)))
        yield Verdict(mutant, "survived", killer=killers[-1])


def _by_another(mutant: Mutant, killers: Iterable[Scenario]) -> Verdict | None:
    """The scenario that was found for another survivor, where it kills this one too: there are fewer to read."""
    killer = next((killer for killer in killers if failures(mutant.survey, killer)), None)
    return None if killer is None else Verdict(mutant, "survived", killer=killer)


def _with_own_name(scenario: Scenario, others: Iterable[Scenario]) -> Scenario:
    """The scenario with a name that none of the others has."""
    taken = {str(other.name) for other in others}
    name, number = scenario.name, 1
    while name in taken:
        number += 1
        name = f"{scenario.name} ({number})"
    return replace(scenario, name=name)


_WORK = 150_000
"""So many fields are built again, in all the mutants together."""

_WORK_OF_SEARCHES = 10_000_000
"""So many fields are gone through in the searches for answers, all together."""

_SHARES = 20
"""Each search may have one in so many parts of what is left."""

_FEWEST = 30


def _known(survey: Survey, mutant: Mutant, scenarios: Iterable[Scenario]) -> Verdict | None:
    """What became of a mutant, where that is known without a search."""
    for scenario in scenarios:
        if failures(mutant.survey, scenario):
            return Verdict(mutant, "killed", by=str(scenario.name))
    return Verdict(mutant, "equivalent") if is_equivalent(survey, mutant) else None


def is_equivalent(survey: Survey, mutant: Mutant) -> bool:
    """Whether it is certain that nothing tells the mutant from the form: in all that the slip changes."""
    form = survey.form
    return all(
        change.after is not None and certainly_same(form, change.use.decides, change.after, change.use.outer)
        for change in mutant.changes
    )


def written_scenario(scenario: Scenario) -> str:
    """A scenario as YAML, an item of the list `scenarios:`, indented as in most forms."""
    lines = written({"scenarios": [described(scenario)]}).splitlines()
    return "\n".join(lines[1:])
