"""A counterexample in the form's words: the line of the file, why it is so, the pages, and the answers as YAML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from survey_engine.dependencies import Blueprint
from survey_engine.diagnostics import Diagnostic, Note, Rule, spoken
from survey_engine.engine.judge import Judge
from survey_engine.frozen import Frozen
from survey_engine.journey import Journey
from survey_engine.model import Check, Condition, Scenario
from survey_engine.rendering.cells import cut, safe_line
from survey_engine.rendering.terminal import WIDTH, Paint, plain, render
from survey_engine.rendering.unmet import page_sequence
from survey_engine.source import START, Source, Span
from survey_engine.survey import Survey
from survey_engine.testing.falsifying import Counterexample, Met
from survey_engine.testing.killing import described
from survey_engine.testing.law import LawBroken
from survey_engine.testing.laws_in_words import IN_SWEDISH
from survey_engine.testing.obstacles import NobodyFound
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
    "nobody": {
        "sv": "ingen hittades som kan bli klar med formuläret: {reason}",
        "en": "nobody was found who can finish the form: {reason}",
    },
    "no_proof": {
        "sv": "det är inget bevis: allt som prövades misslyckades. Stämmer det inte, skriv ett exempel (scenario) på "
        "svar som kan lämnas in",
        "en": "it is no proof: all that was tried failed. If it is not so, write a scenario with answers that can be "
        "submitted",
    },
    "other_check": {"sv": "en annan kontroll på sidan: {source}", "en": "another check of the page: {source}"},
    "not_tried": {"sv": "därför prövades inte {name}", "en": "so {name} was not tried"},
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


@dataclass(frozen=True, slots=True)
class Report:
    """Tells of a form's counterexamples, in a language."""

    survey: Survey
    blueprint: Blueprint
    source: Source
    language: str
    paint: Paint = plain

    def never(self, found: Counterexample, condition: Condition) -> str:
        """A `never` that can hold: at its line, with the values that make it so."""
        if not isinstance(found.error, Met):
            return self._stopped(found, condition.source)
        journey, judge = self.survey.evaluate(found.answers), Judge(self.survey.form)
        stands = reason("page", condition, journey.values, lambda node: judge.holds(node, journey.values))
        notes = [
            *(_note("because", why=part.in_words(self.language)) for part in decisive(stands)),
            page_sequence(journey),
        ]
        span = self.blueprint.of(self.blueprint.form).at("never", self.survey.form.never.index(condition))
        told = self._rendered("never", span, notes, source=condition.source)
        return told + self._pasted(found.answers, condition.source)

    def law(self, found: Counterexample, law: str) -> str:
        """A law that does not hold: where, what was seen, and why what it is about is shown or not."""
        broken = found.error
        if not isinstance(broken, LawBroken):
            return self._stopped(found, law)
        journey = self.survey.evaluate(found.answers)
        notes = [*_law_notes(broken, journey, self.language), page_sequence(journey), _note("engine")]
        span = _span(self.blueprint, broken.where)
        told = self._rendered("law.where" if broken.where else "law", span, notes, law=law, where=broken.where)
        return told + self._pasted(found.answers, law)

    def nobody(self, nobody: NobodyFound, untried: str = "") -> str:
        """A form that nobody was found to finish: at what is in the way, with what therefore was not tried."""
        obstacle, notes = nobody.obstacle, [_note("not_tried", name=_line(untried))] if untried else []
        if obstacle is None:
            return self._rendered("nobody", START, notes, reason=str(nobody))
        spans = {check: self._of_check(check) for check in obstacle.checks(self.blueprint.form)}
        span = next(iter(spans.values()), None) or _span(self.blueprint, obstacle.path)
        others = (
            Note(_WORDS["other_check"], {"source": _line(check.source)}, at)
            for check, at in spans.items()
            if at != span
        )
        return self._rendered(
            "nobody", span, [*notes, *others, _note("no_proof")], reason=obstacle.in_words(self.language)
        )

    def _of_check(self, check: Check) -> Span:
        return self.blueprint.of(check).at("error_if")

    def _stopped(self, found: Counterexample, name: str) -> str:
        """Something was raised that is no verdict: nobody can finish the form, or the library itself is at fault."""
        if isinstance(found.error, NobodyFound):
            return self.nobody(found.error, name)
        told = self._rendered("stopped", START, [], reason=f"{type(found.error).__name__}: {found.error}")
        return told + self._pasted(found.answers, name)

    def _rendered(self, code: str, span: Span, notes: Sequence[Note], **params: str) -> str:
        rule = Rule(code.partition(".")[0], _WORDS[code])
        diagnostic = Diagnostic(rule, span, {name: _line(text) for name, text in params.items()}, tuple(notes))
        return render(diagnostic.in_language(spoken(self.language)), self.source, width=WIDTH, paint=self.paint)

    def _pasted(self, answers: Mapping[Any, Any], name: str) -> str:
        """The answers as a scenario, ready to stand in the form's list of them."""
        scenario = Scenario(name=_line(name), answers=Frozen({str(path): answer for path, answer in answers.items()}))
        text = written({"scenarios": [described(scenario)]}).partition("\n")[2]
        return f"\n\n{_WORDS['answers'][spoken(self.language)]}\n\n{text.rstrip()}"


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
