"""The real forms in `surveys/`: each checks clean, its examples hold, try all of its logic and notice slips in it."""

from __future__ import annotations

from pathlib import Path

import pytest

import survey_engine as se
from survey_engine.load import load_with_blueprint
from survey_engine.scenarios import failures
from survey_engine.survey import Engine
from survey_engine.testing.coverage import Coverage
from survey_engine.testing.mutation import Score, verdicts

FORMS = sorted((Path(__file__).parents[1] / "surveys").glob("*.yaml"))
form = pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)


@form
def test_a_real_form_checks_clean(path: Path) -> None:
    assert se.check(path) == ()


@form
def test_what_its_scenarios_say_comes_out(path: Path, engine: Engine) -> None:
    survey = se.load(path)
    for scenario in survey.form.scenarios:
        assert failures(survey, scenario, engine=engine) == (), scenario.name


@form
def test_its_scenarios_try_every_condition_both_ways_and_every_clause_of_several(path: Path) -> None:
    survey, blueprint = load_with_blueprint(path.read_text(encoding="utf-8"))
    coverage = Coverage(survey, blueprint)
    for scenario in survey.form.scenarios:
        coverage.add(scenario.answers)
    assert [(each.line, each.source) for each in coverage.report().gaps] == []


@pytest.mark.slow
@form
def test_its_scenarios_notice_nearly_every_slip_in_its_logic(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    score = Score.of(verdicts(se.load_text(text), text))
    assert score.counted > 20
    assert score.percent >= 95
