"""A form's own examples, held against what comes out: which expectation does not hold, what came instead, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from survey_engine.dependencies import Blueprint
from survey_engine.diagnostics import spoken
from survey_engine.journey import Journey, ShownQuestion
from survey_engine.json_values import value_json
from survey_engine.model import Scenario
from survey_engine.source import Span
from survey_engine.survey import Engine, Survey

Expectation = Literal["shown", "hidden", "values", "problems"]

_WORDS = {
    "sv": {
        "shown": "{path} ska visas, men är dold",
        "hidden": "{path} ska vara dold, men visas",
        "values": "{path} ska vara {expected}, men är {got}",
        "values.missing": "{path} ska sakna värde, men är {got}",
        "problems": "{path} ska ha problemet {expected}, men har {got}",
        "problems.none": "{path} ska inte ha något problem, men har {got}",
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
        "missing": "without a value",
        "no_problem": "none",
    },
}


@dataclass(frozen=True, slots=True)
class Failure:
    """One expectation of a scenario that does not hold."""

    scenario: Scenario = field(repr=False)
    """The scenario that expects it."""
    expectation: Expectation
    """Where in the scenario it stands: under `shown`, `hidden`, `values` or `problems`."""
    path: str
    """The path or id that it is about."""
    expected: Any = field(repr=False)
    """The value, or the code of the problem, that was expected; None for a missing value, or no problem."""
    got: Any = field(repr=False)
    """What came out instead, as a JSON value: a value, or the codes of the problems at the path."""
    journey: Journey = field(repr=False)
    """The journey of the scenario's answers."""
    span: Span | None = None
    """Where in the file the expectation stands, where that is known."""

    def in_words(self, language: str) -> str:
        """What was expected and what came out: one clause, Swedish for `sv` and English for every other language."""
        words = _WORDS[spoken(language)]
        key: str = self.expectation
        expected, got = _told(self.expected), _told(self.got)
        if self.expectation == "values":
            key = "values.missing" if self.expected is None else key
            got = words["missing"] if self.got is None else got
        elif self.expectation == "problems":
            key = "problems.none" if self.expected is None else key
            got = ", ".join(self.got) or words["no_problem"]
        return words[key].format(path=self.path, expected=expected, got=got)

    def why(self, language: str) -> str:
        """Why what it is about is shown or not, with the deciding part of its condition; nothing where none decides."""
        try:
            why = self.journey.why(self.path)
        except KeyError:
            return ""
        return why.in_words(language) if why.reasons or not why.shown else ""


def failures(
    survey: Survey, scenario: Scenario, *, engine: Engine = "compiled", blueprint: Blueprint | None = None
) -> tuple[Failure, ...]:
    """What of a scenario does not hold, in its own order; empty where all of it does.

    Only what the scenario says is compared. With a blueprint of the same form, each failure knows its place.
    """
    journey = survey.evaluate(scenario.answers, engine=engine)
    return tuple(
        Failure(
            scenario,
            expectation,
            path,
            expected,
            got,
            journey,
            None if blueprint is None else blueprint.of(scenario).at(expectation, part),
        )
        for expectation, part, path, expected, got in _unmet(scenario, journey)
    )


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


def _told(value: Any) -> str:
    """A value as it stands in a form."""
    match value:
        case True | False:
            return "true" if value else "false"
        case list() | tuple():
            return f"[{', '.join(map(_told, value))}]"
        case _:
            return str(value)
