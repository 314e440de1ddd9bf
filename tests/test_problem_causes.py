"""Why a path has the problems that it has: the check that is set off or not, or what is asked there."""

from __future__ import annotations

import pytest

from survey_engine.load import load_with_blueprint
from survey_engine.scenarios import failures
from tests.forms import with_page

FORM = with_page("""
    - {id: fick, type: integer, label: Fick, unit: kr, prefill: true}
    - id: kostnader
      type: group
      label: Kostnader
      fields: [{id: loner, type: integer, label: Löner, unit: kr}, {id: resor, type: integer, label: Resor, unit: kr}]
      checks:
        - {error_if: sum(kostnader) > fick, message: Kostnaderna är större än bidraget.}
        - {warn_if: kostnader.resor > 100 and kostnader.loner > 0, message: Mycket resor.}
    - id: tjanster
      type: matrix
      label: Tjänster
      rows: [{id: lotsar, label: Lotsar}, {id: tolkar, label: Tolkar, visible_if: fick > 50}]
      columns: [{id: fran, type: integer, label: Från}, {id: till, type: integer, label: Till}]
      checks: [{error_if: row.till < row.fran, message: Fel ordning.}]
    - {id: namn, type: text, label: Namn, required: true, visible_if: fick > 10}
    - {id: antal, type: integer, label: Antal, min: 1, max: 9}
    - {id: skal, type: text, label: Skäl, required: antal > 5}
    - {id: fri, type: text, label: Fri}
""")


def told(answers: str, problems: str, language: str = "sv") -> list[str]:
    """Why, of one expectation of what is wrong that does not hold."""
    text = f"{FORM}scenarios: [{{name: A, answers: {answers}, problems: {problems}}}]\n"
    survey, blueprint = load_with_blueprint(text, language)
    (failure,) = failures(survey, survey.form.scenarios[0], blueprint=blueprint)
    return [cause.text.replace("\u00a0", " ") for cause in failure.causes(language)]


def test_a_check_that_is_set_off_is_told_of_with_the_part_that_decides() -> None:
    answers = "{fick: 100, kostnader.loner: 60, kostnader.resor: 70}"
    (why,) = told(answers, "{kostnader: null}")
    assert why == (
        "Kontrollen ”Kostnaderna är större än bidraget” slår till, eftersom summan av Kostnader är större än Fick "
        "(Löner under Kostnader: 60 kr; Resor under Kostnader: 70 kr; Fick: 100 kr)."
    )


def test_a_check_that_is_not_set_off_is_told_of_each_by_itself() -> None:
    answers = "{fick: 1000, kostnader.loner: 60, kostnader.resor: 70}"
    first, second = told(answers, "{kostnader: check}", "en")
    assert first.startswith("The check “Kostnaderna är större än bidraget” is not set off, because the sum of")
    assert second.startswith("The check “Mycket resor” is not set off, because")
    assert "100 kr" in second
    assert "60" not in second  # the other part holds and does not decide


def test_a_check_of_a_row_is_told_of_at_the_row() -> None:
    answers = "{fick: 100, tjanster.tolkar.fran: 5, tjanster.tolkar.till: 3}"
    (why,) = told(answers, "{tjanster.tolkar: null}")
    assert why.startswith("Kontrollen ”Fel ordning” slår till, eftersom")
    assert "5" in why
    assert "3" in why
    assert told(answers, "{tjanster: check}") == [
        "tjanster har ingen kontroll; kontrollernas problem står vid tjanster.lotsar, tjanster.tolkar."
    ]
    (hidden,) = told("{fick: 20}", "{tjanster.tolkar: check}")
    assert hidden == "Raden visas inte, eftersom Fick inte är större än 50 kr (nu: 20 kr)."


@pytest.mark.parametrize(
    ("answers", "problems", "why"),
    [
        ("{fick: 20}", "{namn: null}", ["Den som svarar får veta: ”Frågan behöver ett svar.”"]),
        ("{fick: 20, namn: Bo}", "{namn: required}", ["Svaret är Bo."]),
        (
            "{fick: 5}",
            "{namn: required}",
            ["Frågan visas inte, eftersom Fick inte är större än 10 kr (nu: 5 kr)."],
        ),
        ("{fick: 5}", "{fri: required}", ["Det finns inget svar.", "Frågan är frivillig att besvara."]),
        (
            "{fick: 5, antal: 3}",
            "{skal: required}",
            [
                "Det finns inget svar.",
                "Frågan är inte obligatorisk, eftersom Antal inte är större än 5 (nu: 3).",
            ],
        ),
        (
            "{fick: 5, antal: 7}",
            "{skal: null}",
            [
                "Frågan är obligatorisk, eftersom Antal är större än 5 (nu: 7).",
                "Den som svarar får veta: ”Frågan behöver ett svar.”",
            ],
        ),
        ("{fick: 5, antal: 7}", "{antal: range}", ["Svaret är 7.", "Lägst 1. Högst 9."]),
        (
            "{fick: 5, antal: 12}",
            "{antal: required}",
            ["Svaret är 12.", "Den som svarar får veta: ”Svaret får vara lägst 1 och högst 9.”"],
        ),
        ("{fick: 5}", "{antal: check}", ["antal har ingen kontroll."]),
        (
            "{fick: 5}",
            "{kostnader: required}",
            ["kostnader kan bara ha problemet check; required står vid ett fält, som kostnader.loner."],
        ),
    ],
)
def test_what_is_asked_of_a_field_is_told(answers: str, problems: str, why: list[str]) -> None:
    assert told(answers, problems) == why


def test_a_long_message_is_cut() -> None:
    text = with_page(f"      - {{id: a, type: integer, label: A, checks: [{{error_if: a > 1, message: {'x ' * 90}}}]}}")
    survey, _ = load_with_blueprint(f"{text}scenarios: [{{name: A, answers: {{a: 2}}, problems: {{a: null}}}}]\n")
    (failure,) = failures(survey, survey.form.scenarios[0])
    assert "x x…” slår till" in failure.why("sv")
    assert len(failure.why("sv")) < 200
