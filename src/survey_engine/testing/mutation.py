"""What a form's scenarios notice: each mutant of the form is killed by one, or survives, or means the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from survey_engine.model import Condition, Scenario
from survey_engine.scenarios import failures
from survey_engine.survey import Survey
from survey_engine.testing.equivalence import certainly_same
from survey_engine.testing.killing import described, killing
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
    """Of a survivor: a scenario that would kill it."""

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

    `text` is the YAML that the survey was loaded from. Scenarios that fail on the form itself kill nothing.
    """
    scenarios = [scenario for scenario in survey.form.scenarios if not failures(survey, scenario)]
    return (_verdict(survey, mutant, scenarios) for mutant in mutants(text))


def _verdict(survey: Survey, mutant: Mutant, scenarios: Iterable[Scenario]) -> Verdict:
    for scenario in scenarios:
        if failures(mutant.survey, scenario):
            return Verdict(mutant, "killed", by=str(scenario.name))
    if _is_equivalent(survey, mutant):
        return Verdict(mutant, "equivalent")
    killer = killing(survey, mutant)
    return Verdict(mutant, "undetermined" if killer is None else "survived", killer=killer)


def _is_equivalent(survey: Survey, mutant: Mutant) -> bool:
    """Whether it is certain that nothing tells the mutant from the form. A check that has rows is not tried."""
    place = mutant.place
    if place.condition is None or (place.role == "check" and "row." in place.condition.source):
        return False
    slipped = mutant.condition.tree if isinstance(mutant.condition, Condition) else mutant.condition
    outer = [condition.tree for condition in place.outer]
    return certainly_same(survey.form, place.condition.tree, slipped, outer)


def written_scenario(scenario: Scenario) -> str:
    """A scenario as YAML, an item of the list `scenarios:`, indented as in most forms."""
    lines = written({"scenarios": [described(scenario)]}).splitlines()
    return "\n".join(lines[1:])
