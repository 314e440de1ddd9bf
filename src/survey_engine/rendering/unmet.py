"""What a form's own tests found, as diagnostics: at its line of the file, with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from survey_engine.dependencies import Blueprint
from survey_engine.diagnostics import Diagnostic, Note, Rule, spoken
from survey_engine.journey import Journey
from survey_engine.model import Scenario
from survey_engine.problem_causes import Cause
from survey_engine.scenarios import Failure, warnings_within
from survey_engine.source import START, Span
from survey_engine.survey import Survey

_OF = {"sv": "i exemplet ”{name}”", "en": "in the example “{name}”"}
_PAGES = {"sv": "sidor: {pages}", "en": "pages: {pages}"}
_NO_PAGES = {"sv": "ingen sida visas", "en": "no page is shown"}
_AS_IT_IS = {"sv": "{text}", "en": "{text}"}


def unmet(failure: Failure, language: str, blueprint: Blueprint | None = None) -> Diagnostic:
    """What does not hold of a scenario, with why it is so; with the form's blueprint, also where that stands."""
    notes = [Note(_AS_IT_IS, {"text": cause.text}, _place(cause, blueprint)) for cause in failure.causes(language)]
    if failure.expectation != "never":
        notes.append(Note(_OF, {"name": str(failure.scenario.name)}))
    rule = Rule(f"scenario-{failure.expectation}", _AS_IT_IS)
    told = Diagnostic(rule, failure.span or START, {"text": failure.in_words(language)}, tuple(notes))
    return told.in_language(spoken(language))


def told_of(
    found: Iterable[Failure], scenario: Scenario, survey: Survey, blueprint: Blueprint, language: str
) -> Iterator[Diagnostic]:
    """What does not hold of a scenario, and then the warnings about what is written in it."""
    yield from (unmet(failure, language, blueprint) for failure in found)
    yield from (each.in_language(spoken(language)) for each in warnings_within(survey, scenario, blueprint))


def _place(cause: Cause, blueprint: Blueprint | None) -> Span | None:
    if blueprint is None:
        return None
    if cause.check is not None:
        return blueprint.of(cause.check).at("error_if" if cause.check.severity == "error" else "warn_if")
    return None if cause.never is None else blueprint.of(blueprint.form).at("never", cause.never)


def page_sequence(journey: Journey) -> Note:
    """The pages that were shown, in order."""
    pages = " → ".join(page.id for page in journey.pages)
    return Note(_PAGES, {"pages": pages}) if pages else Note(_NO_PAGES)
