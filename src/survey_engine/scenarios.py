"""A form's own examples, held against what comes out: which expectation does not hold, what came instead, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

from survey_engine.dependencies import Blueprint
from survey_engine.diagnostics import Diagnostic, spoken
from survey_engine.engine.judge import Judge
from survey_engine.journey import Journey, ShownQuestion
from survey_engine.json_values import value_json
from survey_engine.model import Condition, Form, Scenario
from survey_engine.problem_causes import Cause, as_written, problem_causes
from survey_engine.source import Span
from survey_engine.survey import Engine, Survey
from survey_engine.why import because, reason, thing_in_words

Expectation = Literal["shown", "hidden", "values", "problems", "never"]

_WORDS = {
    "sv": {
        "shown": "{path} ska visas, men är dold",
        "hidden": "{path} ska vara dold, men visas",
        "values": "{path} ska vara {expected}, men är {got}",
        "values.missing": "{path} ska sakna värde, men är {got}",
        "problems": "{path} ska ha problemet {expected}, men har {got}",
        "problems.none": "{path} ska inte ha något problem, men har {got}",
        "never": "svaren är kompletta, och är så som formuläret aldrig ska vara: {path}",
        "never.because": "Det är så, eftersom {why}.",
        "free": "{thing} har inget villkor och visas alltid.",
        "not_own": "{thing} har inget eget villkor.",
        "missing": "utan värde",
        "no_problem": "inget",
    },
    "en": {
        "shown": "{path} is to be shown, but is hidden",
        "hidden": "{path} is to be hidden, but is shown",
        "values": "{path} is to be {expected}, but is {got}",
        "values.missing": "{path} is to have no value, but is {got}",
        "problems": "{path} is to have the problem {expected}, but has {got}",
        "problems.none": "{path} is to have no problem, but has {got}",
        "never": "the answers are a complete response, and are what the form is never to be: {path}",
        "never.because": "It is so because {why}.",
        "free": "{thing} has no condition and is always shown.",
        "not_own": "{thing} has no condition of its own.",
        "missing": "without a value",
        "no_problem": "none",
    },
}


@dataclass(frozen=True, slots=True)
class Failure:
    """One expectation of a scenario that does not hold, or a `never` that its answers break."""

    scenario: Scenario = field(repr=False)
    """The scenario that expects it."""
    expectation: Expectation
    """Where it stands: under the scenario's `shown`, `hidden`, `values` or `problems`, or under the form's `never`."""
    path: str
    """The path or id that it is about; of a `never`, the condition."""
    expected: Any = field(repr=False)
    """The value, or the code of the problem, that was expected; None for a missing value, or no problem."""
    got: Any = field(repr=False)
    """What came out instead, as a JSON value: a value, or the codes of the problems at the path."""
    journey: Journey = field(repr=False)
    """The journey of the scenario's answers."""
    form: Form = field(repr=False)
    """The form that the answers were given to."""
    span: Span | None = None
    """Where in the file the expectation stands, where that is known; of a `never`, the scenario's name."""

    def in_words(self, language: str) -> str:
        """What was expected and what came out: one clause, Swedish for `sv` and English for every other language."""
        words = _WORDS[spoken(language)]
        key: str = self.expectation
        expected, got = as_written(self.expected), as_written(self.got)
        if self.expectation == "values":
            key = "values.missing" if self.expected is None else key
            got = words["missing"] if self.got is None else got
        elif self.expectation == "problems":
            key = "problems.none" if self.expected is None else key
            got = ", ".join(self.got) or words["no_problem"]
        return words[key].format(path=self.path, expected=expected, got=got)

    def why(self, language: str) -> str:
        """Why it came out so, in whole sentences, with the deciding part of a condition; nothing where none decides."""
        return " ".join(cause.text for cause in self.causes(language))

    def causes(self, language: str) -> tuple[Cause, ...]:
        """The same one by one, each with the check or the `never` that it speaks of."""
        return tuple(self._causes(language))

    def _causes(self, language: str) -> Iterator[Cause]:
        if self.expectation == "never":
            yield self._broken_never(language)
            return
        if self.expectation == "problems":
            asked = problem_causes(self.form, self.journey, self.path, self.expected, self.got, language)
            if asked is not None:
                yield from asked
                return
        told = self._why_shown(language)
        if told:
            yield Cause(told)

    def _broken_never(self, language: str) -> Cause:
        number = next(n for n, condition in enumerate(self.form.never) if condition.source == self.path)
        values, judge = self.journey.values, _judge(self.form)
        stands = reason("page", self.form.never[number], values, lambda node: judge.holds(node, values))
        why = because(stands, language)
        return Cause(_WORDS[spoken(language)]["never.because"].format(why=why), never=number)

    def _why_shown(self, language: str) -> str:
        path = self.path
        if (question := path.partition(".")[0]) != path and any(
            path == f"{each.id}.{column.id}" for each in self.form.questions for column in each.columns
        ):
            path = question  # a column has no condition of its own
        try:
            why = self.journey.why(path)
        except KeyError:
            return ""
        to_be_away = self.expectation == "hidden" or (self.expectation == "values" and self.expected is None)
        if not why.shown or not to_be_away:
            return why.in_words(language) if why.reasons or not why.shown else ""
        words, thing = _WORDS[spoken(language)], thing_in_words(why.thing, language)
        if not why.reasons:
            return words["free"].format(thing=thing)
        if why.thing in (each.level for each in why.reasons):
            return why.in_words(language)
        outer = dict.fromkeys(each.in_words(language) for each in why.reasons if each.holds and each.level != "option")
        return " ".join((words["not_own"].format(thing=thing), *outer)) if outer else why.in_words(language)


def failures(
    survey: Survey, scenario: Scenario, *, engine: Engine = "compiled", blueprint: Blueprint | None = None
) -> tuple[Failure, ...]:
    """What of a scenario does not hold, in its own order; then each `never` that its answers break.

    Only what the scenario says is compared; a `never` is broken only by a complete response, with no prefilled values
    but those that the scenario gives. Empty where all of it holds. With a blueprint of the same form, each failure
    knows its place.
    """
    journey = survey.evaluate(scenario.answers, engine=engine)
    written = None if blueprint is None else blueprint.of(scenario)
    unmet = tuple(
        Failure(
            scenario,
            expectation,
            path,
            expected,
            got,
            journey,
            survey.form,
            None if written is None else written.at(expectation, part),
        )
        for expectation, part, path, expected, got in _unmet(scenario, journey)
    )
    place = None if written is None else written.at("name")
    broken = (condition.source for condition in survey.form.never if _is_broken(survey.form, condition, journey))
    return (
        *unmet,
        *(Failure(scenario, "never", source, False, True, journey, survey.form, place) for source in broken),
    )


def warnings_within(survey: Survey, scenario: Scenario, blueprint: Blueprint) -> tuple[Diagnostic, ...]:
    """Those of the warnings that the survey was loaded with that stand in a scenario, such as a misspelt option."""
    place = blueprint.of(scenario).place
    begin, end = (place.line, place.column), (place.end_line, place.end_column)
    return tuple(each for each in survey.diagnostics if begin <= (each.span.line, each.span.column) <= end)


@lru_cache(maxsize=4)
def _judge(form: Form) -> Judge:
    return Judge(form)


def _is_broken(form: Form, never: Condition, journey: Journey) -> bool:
    return journey.is_complete and _judge(form).holds(never.tree, journey.values)


def shown_names(journey: Journey) -> frozenset[str]:
    """All that a scenario can name as shown: the ids of shown pages and questions, and the paths of shown fields.

    A matrix's row or column is shown while one of its fields is.
    """
    pages = journey.pages
    questions = [question for page in pages for question in page.questions]
    ids = (*(page.id for page in pages), *(question.id for question in questions))
    matrices = (question for question in questions if question.type == "matrix")
    return frozenset((*ids, *journey.visible, *(name for matrix in matrices for name in _rows_and_columns(matrix))))


def _rows_and_columns(matrix: ShownQuestion) -> Iterator[str]:
    for field_ in matrix.fields:
        question, row, column = field_.path.split(".")
        yield from (f"{question}.{row}", f"{question}.{column}")


_Unmet = tuple[Expectation, str | int, str, Any, Any]


def _unmet(scenario: Scenario, journey: Journey) -> Iterator[_Unmet]:
    """Each unmet expectation: its key, where it stands under that, its path, what was expected and what came out."""
    shown = shown_names(journey)
    yield from (("shown", at, path, True, False) for at, path in enumerate(scenario.shown) if path not in shown)
    yield from (("hidden", at, path, False, True) for at, path in enumerate(scenario.hidden) if path in shown)
    for path, value in scenario.values.items():
        expected, got = value_json(value), value_json(journey.values.get(path))
        if expected != got:
            yield "values", path, path, expected, got
    for path, code in scenario.problems.items():
        codes = tuple(dict.fromkeys(problem.code for problem in journey.problems if problem.path == path))
        if (code not in codes) if code is not None else codes:
            yield "problems", path, path, code, codes
