"""A form's own examples: what does not hold is told, with what came out instead, why, and where it stands."""

from __future__ import annotations

import pytest

from survey_engine.load import load_with_blueprint
from survey_engine.scenarios import Failure, failures, warnings_within
from survey_engine.survey import Engine
from tests.forms import with_page

FORM = with_page("""
    - {id: fick, type: integer, label: Bidrag, prefill: true}
    - id: anvant
      type: integer
      label: Använt
      required: true
      checks: [{error_if: anvant > fick, message: För mycket.}]
    - {id: kvar, type: computed, label: Kvar, value: fick - anvant}
    - {id: orsak, type: text, label: Orsak, required: true, visible_if: kvar > 0}
""")


def unmet(scenario: str, engine: Engine = "compiled") -> tuple[Failure, ...]:
    survey, blueprint = load_with_blueprint(f"{FORM}scenarios:\n  - {scenario}\n")
    (only,) = survey.form.scenarios
    return failures(survey, only, engine=engine, blueprint=blueprint)


@pytest.mark.parametrize(
    "expected",
    [
        "shown: [sidan, orsak, kvar]",
        "values: {kvar: 400, orsak: null}",
        "problems: {orsak: required, anvant: null}",
    ],
)
def test_what_holds_is_not_told(expected: str, engine: Engine) -> None:
    assert unmet(f"{{name: A, answers: {{fick: 1000, anvant: 600}}, {expected}}}", engine) == ()


@pytest.mark.parametrize(
    ("expected", "told"),
    [
        ("hidden: [kvar, orsak]", ["kvar ska vara dold, men visas", "orsak ska vara dold, men visas"]),
        ("values: {kvar: 4, orsak: Tid}", ["kvar ska vara 4, men är 400", "orsak ska vara Tid, men är utan värde"]),
        ("values: {anvant: null}", ["anvant ska sakna värde, men är 600"]),
        ("problems: {anvant: check}", ["anvant ska ha problemet check, men har inget"]),
        ("problems: {orsak: null}", ["orsak ska inte ha något problem, men har required"]),
    ],
)
def test_what_does_not_hold_is_told_with_what_came_out(expected: str, told: list[str], engine: Engine) -> None:
    found = unmet(f"{{name: A, answers: {{fick: 1000, anvant: 600}}, {expected}}}", engine)
    assert [failure.in_words("sv") for failure in found] == told


def test_it_says_why() -> None:
    (failure,) = unmet("{name: A, answers: {fick: 1000, anvant: 1000}, shown: [orsak]}")
    assert failure.in_words("en") == "orsak is to be shown, but is hidden"
    assert failure.why("sv") == "Frågan visas inte, eftersom Kvar inte är större än 0 (nu: 0)."
    assert failure.why("en") == "The question is not shown, because Kvar is not greater than 0 (now: 0)."


def test_it_says_where() -> None:
    *_, failure = unmet("{name: A, answers: {fick: 1000, anvant: 1000}, shown: [kvar, orsak]}")
    line = f"{FORM}scenarios:\n  - {{name: A, answers: {{fick: 1000, anvant: 1000}}, shown: [kvar, ".splitlines()
    assert failure.span is not None
    assert (failure.span.line, failure.span.column) == (len(line), len(line[-1]) + 1)


def test_nothing_of_the_answers_is_in_its_repr() -> None:
    (failure,) = unmet("{name: A, answers: {fick: 1000, anvant: 677}, values: {anvant: 600}}")
    assert "677" not in repr(failure)


def test_a_matrix_row_or_column_is_shown_while_one_of_its_fields_is() -> None:
    form = with_page("""
        - {id: alla, type: confirm, label: Alla}
        - id: tjanster
          type: matrix
          label: Tjänster
          rows: [{id: lotsar, label: Lotsar}, {id: tolkar, label: Tolkar, visible_if: alla}]
          columns: [{id: personer, type: integer, label: Personer}]
    """)
    said = "shown: [tjanster.lotsar, tjanster.personer, tjanster.tolkar], hidden: [tjanster.lotsar, tjanster.tolkar]"
    survey, _ = load_with_blueprint(f"{form}scenarios: [{{name: A, answers: {{}}, {said}}}]\n")

    found = failures(survey, survey.form.scenarios[0])
    assert [(failure.expectation, failure.path) for failure in found] == [
        ("shown", "tjanster.tolkar"),
        ("hidden", "tjanster.lotsar"),
    ]


def told(form: str, scenario: str, language: str = "sv") -> list[tuple[str, str]]:
    """What does not hold of a scenario of a form, each with why it is so."""
    survey, blueprint = load_with_blueprint(f"{form}scenarios:\n  - {scenario}\n", language)
    (only,) = survey.form.scenarios
    found = failures(survey, only, blueprint=blueprint)
    return [(failure.in_words(language), failure.why(language)) for failure in found]


NEVER = f"{FORM}never:\n  - kvar < 0\n  - kvar > 0 and not answered(orsak)\n".replace(
    "visible_if: kvar > 0", "visible_if: kvar > 1"
)


def test_a_complete_response_that_the_form_is_never_to_be_is_told(engine: Engine) -> None:
    survey, blueprint = load_with_blueprint(
        f"{NEVER}scenarios:\n  - {{name: A, answers: {{fick: 10, anvant: 9}}, hidden: [orsak]}}\n"
    )
    (only,) = survey.form.scenarios
    (failure,) = failures(survey, only, engine=engine, blueprint=blueprint)
    assert (failure.expectation, failure.path) == ("never", "kvar > 0 and not answered(orsak)")
    assert failure.span == blueprint.of(only).at("name")
    assert [cause.never for cause in failure.causes("sv")] == [1]
    assert failure.in_words("en") == (
        "the answers are a complete response, and are what the form is never to be: kvar > 0 and not answered(orsak)"
    )
    assert failure.why("sv") == (
        "Det är så, eftersom Kvar är större än 0 (nu: 1), och eftersom ni inte har besvarat frågan ”Orsak”."
    )


@pytest.mark.parametrize(
    "answers",
    ["{fick: 10, anvant: 11}", "{anvant: 9}", "{fick: 10}", "{fick: 10, anvant: 10}", "{fick: 10, anvant: 1}"],
    ids=["an error", "not prefilled", "unanswered", "not met", "shown and unanswered"],
)
def test_what_is_not_complete_or_does_not_meet_it_breaks_no_never(answers: str, engine: Engine) -> None:
    survey, _ = load_with_blueprint(f"{NEVER}scenarios:\n  - {{name: A, answers: {answers}}}\n")
    assert failures(survey, survey.form.scenarios[0], engine=engine) == ()


FREE = """
survey: blankett
version: "1"
language: sv
title: Blankett
pages:
  - id: forst
    questions:
      - {id: alla, type: confirm, label: Alla}
      - {id: fri, type: text, label: Fri}
  - id: sist
    visible_if: alla
    questions:
      - id: tal
        type: matrix
        label: Tal
        rows: [{id: a, label: A}, {id: b, label: B, visible_if: alla}]
        columns: [{id: antal, type: integer, label: Antal}]
"""


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("fri", "Frågan har inget villkor och visas alltid."),
        ("forst", "Avsnittet har inget villkor och visas alltid."),
        ("tal", "Frågan har inget eget villkor. Avsnittets villkor är uppfyllt, eftersom ni har kryssat i ”Alla”."),
        ("tal.a", "Raden har inget eget villkor. Avsnittets villkor är uppfyllt, eftersom ni har kryssat i ”Alla”."),
        (
            "tal.antal",
            "Frågan har inget eget villkor. Avsnittets villkor är uppfyllt, eftersom ni har kryssat i ”Alla”.",
        ),
    ],
)
def test_what_has_no_condition_of_its_own_is_said_to_have_none(path: str, why: str) -> None:
    found = told(FREE, f"{{name: A, answers: {{alla: true}}, hidden: [{path}]}}")
    assert found == [(f"{path} ska vara dold, men visas", why)]


def test_a_value_that_should_not_be_there_is_told_of_likewise() -> None:
    found = told(FREE, "{name: A, answers: {fri: Hej}, values: {fri: null}}", "en")
    assert found == [("fri is to have no value, but is Hej", "The question has no condition and is always shown.")]


def test_the_warnings_within_a_scenario_are_its_own() -> None:
    form = with_page(
        "      - {id: mal, type: choice, label: Mål, options: [{id: helt, label: H}, {id: nej, label: N}]}"
    )
    text = (
        f"{form}scenarios:\n"
        "  - name: A\n    answers: {mal: heltt}\n"
        "  - {name: B, answers: {mal: helt}}\n"
        "  - {name: C, answers: {mal: nejj}}\n"
    )
    survey, blueprint = load_with_blueprint(text)
    within = [warnings_within(survey, scenario, blueprint) for scenario in survey.form.scenarios]
    assert [[warning.code for warning in each] for each in within] == [
        ["unknown-option-in-scenario"],
        [],
        ["unknown-option-in-scenario"],
    ]
