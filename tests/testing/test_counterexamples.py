"""What was found is told in the words of the form, at its place, with answers to be pasted."""

from __future__ import annotations

import pytest

from survey_engine.journey import Journey
from survey_engine.load import load_with_blueprint
from survey_engine.source import Source
from survey_engine.testing.counterexamples import Report
from survey_engine.testing.falsifying import Counterexample, against_law, against_never
from survey_engine.testing.obstacles import NobodyFound, Obstacle

FORM = """\
survey: bidrag
version: "1"
language: sv
title: {sv: Bidrag, en: Grant}
pages:
  - id: pengar
    questions:
      - {id: mottaget, type: integer, unit: kr, label: {sv: Mottaget, en: Received}, min: 0, required: true}
      - id: anvant
        type: integer
        label: {sv: Använt, en: Used}
        min: 0
        required: true
        checks:
          - {error_if: anvant > 1000000, message: För mycket.}
never:
  - anvant > mottaget
"""
CONTRADICTING = FORM.replace(
    "message: För mycket.}", "message: För mycket.}\n          - {error_if: anvant < 1000001, message: För lite.}"
)


def report(text: str, language: str) -> Report:
    survey, blueprint = load_with_blueprint(text, language)
    return Report(survey, blueprint, Source("bidrag.yaml", text), language)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "sv",
            [
                "fel[never]: ett komplett svar kan vara så som formuläret aldrig ska vara: anvant > mottaget",
                "  --> bidrag.yaml:17:5",
                "   = obs: det är så, eftersom Använt är större än Mottaget (Använt: 1; Mottaget: 0\u00a0kr)",
                "   = obs: sidor: pengar",
                "Svaren, att klistra in under scenarios:",
            ],
        ),
        ("en", ["error[never]: a complete response can be what the form is never to be: anvant > mottaget"]),
    ],
)
def test_a_never_is_told_at_its_line(language: str, told: list[str]) -> None:
    reporting = report(FORM, language)
    condition = reporting.survey.form.never[0]
    found = against_never(reporting.survey, condition, f"told {language}")
    assert found is not None
    lines = reporting.never(found, condition).splitlines()
    assert [line for line in told if line not in lines] == []
    assert lines[-4:] == ['  - name: "anvant > mottaget"', "    answers:", "      mottaget: 0", "      anvant: 1"]


NOBODY = {
    "sv": """\
fel[nobody]: ingen hittades som kan bli klar med formuläret: sidan pengar: en kontroll vid frågan anvant slår till, \
vad som än prövades: anvant > 1000000
  --> bidrag.yaml:15:24
   |
15 |           - {error_if: anvant > 1000000, message: För mycket.}
   |                        ^^^^^^^^^^^^^^^^
   = obs: därför prövades inte anvant > mottaget
   = obs: en annan kontroll på sidan: anvant < 1000001
   |
16 |           - {error_if: anvant < 1000001, message: För lite.}
   |                        ----------------
   = obs: det är inget bevis: allt som prövades misslyckades. Stämmer det inte, skriv ett exempel (scenario) på svar \
som kan lämnas in""",
    "en": """\
error[nobody]: nobody was found who can finish the form: page pengar: a check of question anvant stays set off: \
anvant > 1000000
  --> bidrag.yaml:15:24
   |
15 |           - {error_if: anvant > 1000000, message: För mycket.}
   |                        ^^^^^^^^^^^^^^^^
   = note: so anvant > mottaget was not tried
   = note: another check of the page: anvant < 1000001
   |
16 |           - {error_if: anvant < 1000001, message: För lite.}
   |                        ----------------
   = note: it is no proof: all that was tried failed. If it is not so, write a scenario with answers that can be \
submitted""",
}


@pytest.mark.parametrize("language", NOBODY)
def test_what_nobody_gets_past_is_told_at_its_line_with_the_checks_beside_it(language: str) -> None:
    reporting = report(CONTRADICTING, language)
    nobody = NobodyFound("", Obstacle("check", "pengar", "anvant", "anvant > 1000000"))
    condition = reporting.survey.form.never[0]
    assert reporting.never(Counterexample({}, nobody), condition) == NOBODY[language]
    alone = reporting.nobody(nobody)
    assert alone == "\n".join(line for line in NOBODY[language].splitlines() if "anvant > mottaget" not in line)


def test_a_law_is_told_where_it_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    reporting = report(FORM, "en")
    monkeypatch.setattr(Journey, "is_complete", property(lambda _: True))
    found = against_law(reporting.survey, "a_complete_response_is_accepted", "told")
    assert found is not None
    told = reporting.law(found, "a complete response is accepted")
    assert told.startswith("error[law]: the law does not hold: a complete response is accepted")
    assert told.endswith("    answers: {}")
