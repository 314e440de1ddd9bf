"""What a form's own tests found, as diagnostics: at its line of the file, with the reason."""

from __future__ import annotations

from survey_engine.diagnostics import Diagnostic, Note, Rule, spoken
from survey_engine.journey import Journey
from survey_engine.scenarios import Failure
from survey_engine.source import START

_OF = {"sv": "i exemplet ”{name}”", "en": "in the example “{name}”"}
_PAGES = {"sv": "sidor: {pages}", "en": "pages: {pages}"}
_NO_PAGES = {"sv": "ingen sida visas", "en": "no page is shown"}
_AS_IT_IS = {"sv": "{text}", "en": "{text}"}


def unmet(failure: Failure, language: str) -> Diagnostic:
    """What does not hold of a scenario, with why it is so."""
    notes = [Note(_OF, {"name": str(failure.scenario.name)})]
    why = failure.why(language)
    if why:
        notes.insert(0, Note(_AS_IT_IS, {"text": why}))
    rule = Rule(f"scenario-{failure.expectation}", _AS_IT_IS)
    told = Diagnostic(rule, failure.span or START, {"text": failure.in_words(language)}, tuple(notes))
    return told.in_language(spoken(language))


def page_sequence(journey: Journey) -> Note:
    """The pages that were shown, in order."""
    pages = " → ".join(page.id for page in journey.pages)
    return Note(_PAGES, {"pages": pages}) if pages else Note(_NO_PAGES)
