"""A counterexample in the form's words: the line of the file, why it is so, the pages, and the answers as YAML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from survey_engine.dependencies import Blueprint
from survey_engine.diagnostics import Diagnostic, Note, Rule, spoken
from survey_engine.engine.judge import Judge
from survey_engine.frozen import Frozen
from survey_engine.journey import Journey
from survey_engine.model import Condition, Scenario
from survey_engine.rendering.cells import cut, safe_line
from survey_engine.rendering.terminal import WIDTH, Paint, plain, render
from survey_engine.rendering.unmet import page_sequence
from survey_engine.source import START, Source, Span
from survey_engine.survey import Survey
from survey_engine.testing.falsifying import Counterexample, Met
from survey_engine.testing.killing import described
from survey_engine.testing.law import LawBroken
from survey_engine.testing.laws_in_words import IN_SWEDISH
from survey_engine.testing.respondents import NobodyFound
from survey_engine.testing.yaml_text import written
from survey_engine.why import decisive, reason

_WORDS: dict[str, dict[str, str]] = {
    "never": {
        "sv": "ett komplett svar kan vara så som formuläret aldrig ska vara: {source}",
        "en": "a complete response can be what the form is never to be: {source}",
    },
    "law": {"sv": "lagen håller inte: {law}", "en": "the law does not hold: {law}"},
    "law.where": {"sv": "lagen håller inte vid {where}: {law}", "en": "the law does not hold at {where}: {law}"},
    "stopped": {"sv": "det gick inte att pröva: {reason}", "en": "it could not be tried: {reason}"},
    "because": {"sv": "det är så, eftersom {why}", "en": "it is so because {why}"},
    "seen": {"sv": "{name}: {seen}", "en": "{name}: {seen}"},
    "engine": {
        "sv": "en lag gäller alla formulär: felet är troligen motorns och inte formulärets",
        "en": "a law is of all forms: the fault is probably the engine’s and not the form’s",
    },
    "as_it_is": {"sv": "{text}", "en": "{text}"},
    "answers": {
        "sv": "Svaren, att klistra in under scenarios:",
        "en": "The answers, to be pasted under scenarios:",
    },
}
_LONGEST = 300


def told_of_never(
    found: Counterexample,
    survey: Survey,
    condition: Condition,
    span: Span,
    source: Source,
    language: str,
    paint: Paint = plain,
) -> str:
    """A `never` that can hold: at its line, with the values that make it so."""
    if not isinstance(found.error, Met):
        return _stopped(found, span, condition.source, source, language, paint)
    journey = survey.evaluate(found.answers)
    judge = Judge(survey.form)
    stands = reason("page", condition, journey.values, lambda node: judge.holds(node, journey.values))
    notes = [
        *(_note("because", why=part.in_words(language)) for part in decisive(stands)),
        page_sequence(journey),
    ]
    rule = Rule("never", _WORDS["never"])
    diagnostic = Diagnostic(rule, span, {"source": _line(condition.source)}, tuple(notes))
    return _rendered(diagnostic, source, language, paint) + _pasted(found.answers, condition.source, language)


def told_of_law(
    found: Counterexample,
    survey: Survey,
    law: str,
    blueprint: Blueprint,
    source: Source,
    language: str,
    paint: Paint = plain,
) -> str:
    """A law that does not hold: where, what was seen, and why what it is about is shown or not."""
    if not isinstance(found.error, LawBroken):
        return _stopped(found, START, law, source, language, paint)
    broken = found.error
    journey = survey.evaluate(found.answers)
    rule = Rule("law", _WORDS["law.where" if broken.where else "law"])
    notes = [*_law_notes(broken, journey, language), page_sequence(journey), _note("engine")]
    span = _span(blueprint, broken.where)
    diagnostic = Diagnostic(rule, span, {"law": law, "where": _line(broken.where)}, tuple(notes))
    return _rendered(diagnostic, source, language, paint) + _pasted(found.answers, law, language)


def _law_notes(broken: LawBroken, journey: Journey, language: str) -> Iterator[Note]:
    in_swedish = IN_SWEDISH.get(broken.law, "") if spoken(language) == "sv" else ""
    yield _note("as_it_is", text=in_swedish or broken.sentence)
    try:
        why = journey.why(broken.where)
    except KeyError:
        pass
    else:
        yield _note("as_it_is", text=why.in_words(language))
    for name, seen in broken.seen.items():
        if seen:
            yield _note("seen", name=name, seen=_line(repr(seen)))


def _stopped(found: Counterexample, span: Span, name: str, source: Source, language: str, paint: Paint) -> str:
    """Something was raised that is no verdict: nobody can finish the form, or the library itself is at fault."""
    error, nobody = found.error, isinstance(found.error, NobodyFound)
    stopped_by = str(error) if nobody else f"{type(error).__name__}: {error}"
    diagnostic = Diagnostic(Rule("stopped", _WORDS["stopped"]), span, {"reason": _line(stopped_by)})
    told = _rendered(diagnostic, source, language, paint)
    return told if nobody else told + _pasted(found.answers, name, language)


def _span(blueprint: Blueprint, where: str) -> Span:
    """Where the page, question or field stands in the file."""
    form = blueprint.form
    things = {page.id: page for page in form.pages} | {question.id: question for question in form.questions}
    if where in things:
        return blueprint.of(things[where]).place
    return blueprint.place(where) or START


def _note(key: str, **params: str) -> Note:
    return Note(_WORDS[key], params)


def _line(text: str) -> str:
    return cut(safe_line(" ".join(text.split())), 0, 0, _LONGEST).text


def _rendered(diagnostic: Diagnostic, source: Source, language: str, paint: Paint) -> str:
    return render(diagnostic.in_language(spoken(language)), source, width=WIDTH, paint=paint)


def _pasted(answers: Mapping[Any, Any], name: str, language: str) -> str:
    """The answers as a scenario, ready to stand in the form's list of them."""
    scenario = Scenario(name=_line(name), answers=Frozen({str(path): answer for path, answer in answers.items()}))
    text = written({"scenarios": [described(scenario)]}).partition("\n")[2]
    return f"\n\n{_WORDS['answers'][spoken(language)]}\n\n{text.rstrip()}"
