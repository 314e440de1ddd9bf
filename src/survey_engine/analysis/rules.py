"""All rules about a well-formed form, in one place."""

from __future__ import annotations

from survey_engine.analysis.cycles import cycles
from survey_engine.analysis.look_back import look_back
from survey_engine.dependencies import Blueprint
from survey_engine.diagnostics import Diagnostic

RULES = (look_back, cycles)


def analyse(blueprint: Blueprint) -> tuple[Diagnostic, ...]:
    """Everything that the rules say of a form."""
    return tuple(diagnostic for rule in RULES for diagnostic in rule(blueprint))
