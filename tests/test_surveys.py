"""The real forms in `surveys/`: each checks clean, its examples hold, and they see every condition both ways."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import survey_engine as se
from survey_engine.engine.judge import holds
from survey_engine.model import Condition
from survey_engine.survey import Engine
from tests.scenarios import assert_holds

FORMS = sorted((Path(__file__).parents[1] / "surveys").glob("*.yaml"))
form = pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)


def conditions(survey: se.Survey) -> Iterator[tuple[str, Condition]]:
    """Every condition that shows something or requires it, with the path or id of what it stands on."""
    for page in survey.pages:
        yield from _given(page.id, page.visible_if)
    for question in survey.questions:
        yield from _given(question.id, question.visible_if)
        for row in question.rows:
            yield from _given(f"{question.id}.{row.id}", row.visible_if)
    for part in survey.fields:
        yield from _given(part.path, part.visible_if)
        yield from _given(part.path, part.required)
        for option in part.options:
            yield from _given(f"{part.path}: {option.id}", option.visible_if)


def _given(name: str, condition: Condition | bool | None) -> Iterator[tuple[str, Condition]]:
    if isinstance(condition, Condition):
        yield name, condition


@form
def test_a_real_form_checks_clean(path: Path) -> None:
    assert se.check(path) == ()


@form
def test_what_its_scenarios_say_comes_out(path: Path, engine: Engine) -> None:
    survey = se.load(path)
    for scenario in survey.form.scenarios:
        assert_holds(survey, scenario, engine)


@form
def test_its_scenarios_see_every_condition_both_ways(path: Path) -> None:
    survey = se.load(path)
    journeys = [survey.evaluate(scenario.answers) for scenario in survey.form.scenarios]
    unseen = [
        f"{name}: {condition.source} is never {outcome}"
        for name, condition in conditions(survey)
        for outcome in (True, False)
        if all(holds(survey.form, condition.tree, journey.values) is not outcome for journey in journeys)
    ]
    assert not unseen
