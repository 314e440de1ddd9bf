"""All rules about a well-formed form, in one place."""

from __future__ import annotations

from decimal import localcontext

from survey_engine.analysis.bands import bands
from survey_engine.analysis.check_places import check_places
from survey_engine.analysis.checks_that_stop import checks_that_stop
from survey_engine.analysis.cycles import cycles
from survey_engine.analysis.drifted_notes import drifted_notes
from survey_engine.analysis.every_text import every_text
from survey_engine.analysis.labels_alike import labels_alike
from survey_engine.analysis.look_back import look_back
from survey_engine.analysis.never_or_always import never_or_always
from survey_engine.analysis.no_valid_answer import no_valid_answer
from survey_engine.analysis.option_sets import option_sets
from survey_engine.analysis.options_run_out import options_run_out
from survey_engine.analysis.quoted_labels import quoted_labels
from survey_engine.analysis.said_twice import said_twice
from survey_engine.analysis.scenario_names import scenario_names
from survey_engine.analysis.several_or_one import several_or_one
from survey_engine.analysis.shown_too_early import shown_too_early
from survey_engine.analysis.submission_terms import submission_terms
from survey_engine.analysis.told_limits import told_limits
from survey_engine.analysis.translations import translations
from survey_engine.dependencies import Blueprint
from survey_engine.diagnostics import Diagnostic
from survey_engine.expr.types import EXACT

RULES = (
    look_back,
    cycles,
    drifted_notes,
    labels_alike,
    several_or_one,
    bands,
    shown_too_early,
    option_sets,
    options_run_out,
    submission_terms,
    no_valid_answer,
    said_twice,
    check_places,
    checks_that_stop,
    never_or_always,
    scenario_names,
)
TEXT_RULES = (told_limits, translations, quoted_labels)
"""Those that go through every text of a form; they share one pass over them."""


def analyse(blueprint: Blueprint) -> tuple[Diagnostic, ...]:
    """Everything that the rules say of a form."""
    with localcontext(EXACT):  # rules reckon with limits, and the host's context may be narrow
        texts = tuple(every_text(blueprint))
        found = [diagnostic for rule in RULES for diagnostic in rule(blueprint)]
        found += (diagnostic for text_rule in TEXT_RULES for diagnostic in text_rule(blueprint, texts))
    return tuple(found)
