"""The form made from the invented decision: it checks clean, and its examples say what the decision does."""

from __future__ import annotations

from pathlib import Path

import pytest

import survey_engine as se
from survey_engine.model import Scenario
from survey_engine.scenarios import failures
from survey_engine.survey import Engine

FORM = Path(__file__).parents[2] / "examples" / "tradplantering.yaml"
ENGINES: tuple[Engine, ...] = ("compiled", "reference")


@pytest.fixture(scope="module")
def survey() -> se.Survey:
    return se.load(FORM)


def scenario(survey: se.Survey, name: str) -> Scenario:
    (found,) = [scenario for scenario in survey.form.scenarios if scenario.name == name]
    return found


def test_it_checks_clean() -> None:
    assert se.check(FORM) == ()


@pytest.mark.parametrize("engine", ENGINES)
def test_what_its_scenarios_say_comes_out(survey: se.Survey, engine: Engine) -> None:
    wrong = [
        f"{scenario.name}: {failure.in_words('sv')}"
        for scenario in survey.form.scenarios
        for failure in failures(survey, scenario, engine=engine)
    ]
    assert not wrong


def test_a_whole_report_can_be_submitted(survey: se.Survey) -> None:
    whole = scenario(survey, "En kommun som har använt allt och planterat alla träd")
    assert survey.evaluate(whole.answers).is_complete


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"kostnader.inkop": 200001}, ("kostnader", "check")),
        ({"kostnader.inkop": 199999, "kostnader.skotsel": 40001}, ("kostnader", "check")),
        ({"kostnader.inkop": 199500}, ("skal", "required")),
        ({"huvudman": "enskild"}, ("orgnr", "required")),
        ({"har_skolor": ["lag", "mellan", "hog"]}, ("stadier.mellan.elever", "required")),
        ({"stadier.hog.skolor": 0}, ("stadier.hog", "check")),
        ({"stadier.lag.trad": 39}, ("farre_trad", "required")),
        ({"stadier.lag.trad": 9}, ("resten", "required")),
        ({"forsta_planteringen": "2027-02-28"}, ("forsta_planteringen", "range")),
        ({"slag": ["frukt"]}, ("sommarlovet", "required")),
        ({"medverkan": ["skotsel"]}, ("sommarlovet", "required")),
        ({"undervisning": 2}, ("exempel", "required")),
        ({"undervisning": 5}, ("undervisning", "check")),
        ({"bedomning.mangfald": 2}, ("lag_bedomning", "required")),
    ],
)
def test_each_rule_stops_a_report_that_breaks_it(
    survey: se.Survey, changed: dict[str, object], problem: tuple[str, str]
) -> None:
    whole = scenario(survey, "En kommun som har använt allt och planterat alla träd")
    journey = survey.evaluate({**whole.answers, **changed})

    assert problem in {(found.path, found.code) for found in journey.problems}
    assert not journey.is_complete
