"""What a form's own tests found, at its line, with what it speaks of beside it."""

from __future__ import annotations

from survey_engine.load import load_with_blueprint
from survey_engine.rendering.terminal import render
from survey_engine.rendering.unmet import page_sequence, told_of
from survey_engine.scenarios import failures
from survey_engine.source import Source
from tests.forms import with_page

FORM = (
    with_page("""
    - {id: mal, type: choice, label: Nådde ni målen?, options: [{id: helt, label: Helt}, {id: nej, label: Nej}]}
    - id: antal
      type: integer
      label: Antal
      checks: [{warn_if: antal > 5, message: Många.}]
""")
    + """
never: [antal == 1]
scenarios:
  - name: Många
    answers: {antal: 6, mal: heltt}
    problems: {antal: null}
  - {name: Ett, answers: {antal: 1}}
"""
)


def told(number: int, language: str) -> str:
    survey, blueprint = load_with_blueprint(FORM, language)
    scenario = survey.form.scenarios[number]
    found = failures(survey, scenario, blueprint=blueprint)
    source = Source("form.yaml", FORM)
    return "\n".join(render(each, source) for each in told_of(found, scenario, survey, blueprint, language))


def line_of(text: str) -> int:
    return next(number for number, line in enumerate(FORM.splitlines(), 1) if text in line)


def test_a_check_is_shown_where_it_stands_and_a_misspelt_answer_after_it() -> None:
    report = told(0, "sv")
    assert "fel[scenario-problems]: antal ska inte ha något problem, men har check" in report
    assert "obs: Kontrollen ”Många” slår till, eftersom Antal är större än 5 (nu: 6)." in report
    assert f"\n{line_of('warn_if')} |" in report
    assert "obs: i exemplet ”Många”" in report
    assert report.index("scenario-problems") < report.index("varning[unknown-option-in-scenario]: mal har inget")


def test_a_broken_never_is_told_at_the_scenario_with_the_line_that_it_breaks() -> None:
    report = told(1, "en")
    assert report.startswith("error[scenario-never]: the answers are a complete response, and are what the form is")
    assert f"--> form.yaml:{line_of('name: Ett')}:" in report
    assert "note: It is so because Antal is 1" in report
    assert f"\n{line_of('never:')} | never: [antal == 1]" in report
    assert "warning" not in report


def test_the_pages_are_told_in_order() -> None:
    survey, _ = load_with_blueprint(FORM)
    assert page_sequence(survey.evaluate({})).message == "sidor: sidan"
