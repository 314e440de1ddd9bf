"""A form's own examples, held against what comes out."""

from __future__ import annotations

import survey_engine as se
from survey_engine.json_values import value_json
from survey_engine.model import Scenario
from survey_engine.survey import Engine


def assert_holds(survey: se.Survey, scenario: Scenario, engine: Engine) -> None:
    """What the author says comes out comes out: what is shown and hidden, values, and problems among others."""
    journey = survey.evaluate(scenario.answers, engine=engine)
    shown = {page.id for page in journey.pages} | {q.id for page in journey.pages for q in page.questions}
    shown.update(journey.visible)
    assert not [path for path in scenario.shown if path not in shown], scenario.name
    assert not [path for path in scenario.hidden if path in shown], scenario.name
    values = journey.as_json()["values"]
    expected = {path: value_json(value) for path, value in scenario.values.items()}
    assert {path: values.get(path) for path in expected} == expected, scenario.name
    assert {(problem.path, problem.code) for problem in journey.problems} >= {*scenario.problems.items()}, scenario.name
