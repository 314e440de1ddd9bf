"""Names tell a form's examples apart: reports speak of an example by its name."""

from __future__ import annotations

from collections.abc import Iterator

from survey_engine.analysis.wording import shortened
from survey_engine.dependencies import Blueprint
from survey_engine.diagnostics import Diagnostic, Note, Rule
from survey_engine.model import Scenario

NAMED_TWICE = Rule(
    "scenario-named-twice",
    {"sv": "ett annat exempel heter redan ”{name}”", "en": "another example is already called “{name}”"},
    {
        "sv": "skriv vad som skiljer exemplen åt, annars vet ingen vilket av dem det är som inte stämmer",
        "en": "write what tells the examples apart, or nobody knows which of them it is that fails",
    },
    severity="warning",
)
FIRST = {"sv": "det första står här", "en": "the first one is here"}


def scenario_names(blueprint: Blueprint) -> Iterator[Diagnostic]:
    """Each example that is called as an earlier one; white space aside."""
    first: dict[str, Scenario] = {}
    for scenario in blueprint.form.scenarios:
        name = " ".join(str(scenario.name).split())
        other = first.setdefault(name, scenario)
        if name and other is not scenario:
            note = Note(FIRST, span=blueprint.of(other).at("name"))
            yield Diagnostic(NAMED_TWICE, blueprint.of(scenario).at("name"), {"name": shortened(name)}, (note,))
