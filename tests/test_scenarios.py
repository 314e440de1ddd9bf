"""A form's own examples: what does not hold is told, with what came out instead, why, and where it stands."""

from __future__ import annotations

import pytest

from survey_engine.load import load_with_blueprint
from survey_engine.scenarios import Failure, failures
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
