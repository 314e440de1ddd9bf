"""Respondents of a form: they answer what they are shown, validly, and get everywhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

import survey_engine as se
from survey_engine.journey import Journey
from survey_engine.model import Field
from survey_engine.testing import NobodyFound, respondents, surveys
from tests import forms
from tests.benchmarks.large_forms import SHAPES

CRIME_PREVENTION = Path(__file__).parents[2] / "surveys" / "forebygga-brottslighet-2025.yaml"
FORMS = sorted((Path(__file__).parents[2] / "surveys").glob("*.yaml"))
JA_NEJ = "options: [{id: ja, label: Ja}, {id: nej, label: Nej}]"


@pytest.fixture(params=FORMS, ids=lambda path: path.stem)
def real(request: pytest.FixtureRequest) -> se.Survey:
    return se.load(request.param)


def drawn(survey: se.Survey, count: int = 100, **options: Any) -> list[dict[str, Any]]:
    """What a test of so many examples would be given."""
    found: list[dict[str, Any]] = []

    @settings(
        max_examples=count,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(respondents(survey, **options))
    def test(answers: dict[str, Any]) -> None:
        found.append(answers)

    test()
    return found


def apart(survey: se.Survey, answers: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is filled in beforehand, and what is answered."""
    beforehand = {path: value for path, value in answers.items() if survey.field(path).prefill}
    return beforehand, {path: value for path, value in answers.items() if path not in beforehand}


def assert_finished(survey: se.Survey, answers: dict[str, Any]) -> None:
    journey = survey.evaluate(answers)
    assert journey.is_complete
    assert list(answers) == [part.path for part in survey.fields if part.path in answers]
    beforehand, own = apart(survey, answers)
    assert {dropped.path for dropped in journey.dropped} <= set(beforehand)
    assert isinstance(se.Interview(survey, beforehand, own).submit(), se.Submission)


def test_they_finish_every_real_form_and_meet_every_question_and_option(real: se.Survey) -> None:
    shown: set[str] = set()
    chosen: set[tuple[str, Any]] = set()
    for answers in drawn(real, 500):
        assert_finished(real, answers)
        journey = real.evaluate(answers)
        shown.update(journey.visible)
        chosen |= {
            (path, option)
            for path, value in journey.values.items()
            for option in (value if isinstance(value, tuple) else (value,))
        }
    assert {part.path for part in real.fields} == shown
    conditional = [c for p in real.fields for c in ((p.path, o.id) for o in p.options if o.visible_if is not None)]
    assert set(conditional) <= chosen


@settings(max_examples=300)
@given(st.data())
def test_they_finish_any_form_or_somebody_is_told_where_they_are_stuck(data: st.DataObject) -> None:
    survey = data.draw(surveys())
    try:
        answers = data.draw(respondents(survey))
    except NobodyFound:
        return
    assert_finished(survey, answers)


@settings(max_examples=200)
@given(st.data())
def test_they_may_stop_anywhere(data: st.DataObject) -> None:
    survey = data.draw(surveys())
    try:
        answers = data.draw(respondents(survey, complete=False))
    except NobodyFound:
        return
    journey = survey.evaluate(answers)
    assert {dropped.path for dropped in journey.dropped} <= {part.path for part in survey.fields if part.prefill}
    assert not {problem.code for problem in journey.problems if problem.severity == "error"} - {"required", "check"}
    se.Interview(survey, *apart(survey, answers))


def test_one_who_stops_may_have_answered_nothing_or_stopped_on_any_page(real: se.Survey) -> None:
    own = [apart(real, answers)[1] for answers in drawn(real, 100, complete=False)]
    assert {} in own
    last_pages = {real.field(next(reversed(answers))).page.id for answers in own if answers}
    assert len(last_pages) > 2


LIMITS = f"""
- {{id: orgnr, type: text, format: orgnr, label: O, required: true}}
- {{id: epost, type: text, format: email, max_chars: 6, label: E, required: true}}
- {{id: telefon, type: text, format: phone, label: T, required: true}}
- {{id: postnr, type: text, format: postcode, label: P, required: true}}
- {{id: webb, type: text, format: url, label: W, required: true}}
- {{id: andel, type: decimal, places: 2, min: 0.25, max: 0.5, label: A, required: true}}
- {{id: dag, type: date, min: 2026-02-27, max: 2026-03-01, label: D, required: true}}
- id: val
  type: choices
  label: V
  required: true
  max_selected: 2
  options: [{{id: a, label: A}}, {{id: b, label: B}}, {{id: c, label: C}}, {{id: inget, label: I, exclusive: true}}]
- {{id: intyg, type: confirm, label: I, statement: S, required: true}}
- {{id: fler, type: choice, label: F, required: true, {JA_NEJ}}}
"""


def test_limits_and_formats_are_kept_and_their_edges_met() -> None:
    survey = forms.page(LIMITS)
    found = drawn(survey, 300)
    for answers in found:
        assert_finished(survey, answers)
    assert {0.25, 0.5} <= {answers["andel"] for answers in found}
    assert {"2026-02-27", "2026-03-01"} <= {answers["dag"] for answers in found}
    assert {1, 2} == {len(answers["val"]) for answers in found}
    assert len({answers["orgnr"] for answers in found}) > 10


SUM = """
- {id: mottaget, type: integer, min: 0, label: M, prefill: true}
- id: kostnader
  type: group
  required: true
  fields:
    - {id: loner, type: integer, min: 0, label: L}
    - {id: resor, type: integer, min: 0, label: R}
    - {id: annat, type: integer, min: 0, label: A}
  checks: [{error_if: sum(kostnader) > mottaget, message: För mycket}]
- {id: kvar, type: computed, label: K, value: mottaget - sum(kostnader)}
- {id: orsak, type: text, label: O, required: true, visible_if: kvar > 0}
"""


def test_sums_are_kept_within_what_there_is_and_both_sides_of_the_edge_are_met() -> None:
    survey = forms.page(SUM)
    left = [survey.evaluate(answers).values["kvar"] for answers in drawn(survey, 200)]
    assert all(isinstance(kvar, int) and kvar >= 0 for kvar in left)
    assert 0 in left
    assert len([kvar for kvar in left if kvar != 0]) > 20


def test_what_is_given_beforehand_is_kept() -> None:
    survey = forms.page(SUM)
    given_beforehand = st.just({"mottaget": 10})
    found = drawn(survey, 100, prefill=given_beforehand)
    assert all(answers["mottaget"] == 10 for answers in found)
    assert all(survey.evaluate(answers).is_complete for answers in found)


@pytest.mark.parametrize("wrong", [{"kostnader.loner": 1}, {"mottaget": -1}, {"mottaget": "x"}, {"finns.inte": 1}])
def test_what_no_host_may_give_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidArgument, match=next(iter(wrong))):
        drawn(forms.page(SUM), 1, prefill=st.just(wrong))


RARE = f"""
- {{id: a, type: choice, label: A, required: true, {JA_NEJ}}}
- {{id: b, type: integer, label: B, required: true, visible_if: a == nej}}
- {{id: c, type: text, label: C, required: true, visible_if: b == 123456}}
- {{id: d, type: date, label: D, required: true, visible_if: 'c == "sesam" and answered(b)'}}
- {{id: e, type: confirm, label: E, statement: S, visible_if: 'd > "2031-05-01" and d < "2031-05-03"'}}
- {{id: f, type: text, label: F, required: true, visible_if: "e and not b < 5"}}
"""


def test_what_is_behind_many_conditions_is_met() -> None:
    survey = forms.page(RARE)
    assert any("f" in answers for answers in drawn(survey, 200))


def test_all_are_shown_what_they_are_to_reach(real: se.Survey) -> None:
    seldom = [part for part in real.fields if part.question.visible_if is not None][:6]
    for part in seldom:
        for answers in drawn(real, 10, reaching=part.path):
            assert part.path in real.evaluate(answers).visible
            assert real.evaluate(answers).is_complete


def test_to_reach_an_option_is_to_choose_it() -> None:
    survey = forms.page(RARE)
    assert {answers["a"] for answers in drawn(survey, 20, reaching="a.nej")} == {"nej"}


def test_a_question_that_nobody_can_reach_is_named() -> None:
    survey = forms.page(f"- {{id: a, type: choice, label: A, {JA_NEJ}}}\n"
                        "- {id: aldrig, type: text, label: B, visible_if: a == ja and a == nej}\n")  # fmt: skip
    with pytest.raises(NobodyFound, match="shown 'aldrig' in 'prov'"):
        drawn(survey, 1, reaching="aldrig")


def test_what_is_not_in_the_form_cannot_be_reached() -> None:
    with pytest.raises(InvalidArgument, match="did you mean 'mottaget'"):
        respondents(forms.page(SUM), reaching="motaget")
    with pytest.raises(InvalidArgument, match="complete=False"):
        respondents(forms.page(SUM), reaching="mottaget", complete=False)


@pytest.mark.parametrize(("questions", "told"), [
    ("- {id: a, type: text, format: email, max_chars: 3, required: true, label: A}",
     "page sidan: question a has no valid answer"),
    (("- {id: a, type: integer, label: A, required: true,"
      " checks: [{error_if: a < 5 or a > 2, message: M}]}"), "page sidan: a check of question a .* a < 5 or a > 2"),
])  # fmt: skip
def test_a_page_that_nobody_can_finish_is_named(questions: str, told: str) -> None:
    with pytest.raises(NobodyFound, match=told):
        drawn(forms.page(questions), 1)


CHECKS = (
    "a != 7", "a + b > 10 or a == b", "not klar", "not answered(t)", "a * b < 50", "t != \"hemligt\"",
    "round(a / b, 2) > 0.5", "abs(a - b) > 3", "min(a, b) < 4", "v != ja", "x not in f or count(f) < 2",
    "not (5 < a and a < 7 and b > 90)", 'd < "2026-01-01" or not answered(d)',
)  # fmt: skip


@pytest.mark.parametrize("check", CHECKS)
def test_checks_of_many_kinds_are_got_past(check: str) -> None:
    survey = forms.page(f"""
- {{id: a, type: integer, label: A, min: 0, max: 99, required: true}}
- {{id: b, type: integer, label: B, min: 0, max: 99, required: true}}
- {{id: t, type: text, label: T}}
- {{id: d, type: date, label: D}}
- {{id: klar, type: confirm, label: K, statement: S}}
- {{id: v, type: choice, label: V, {JA_NEJ}}}
- {{id: f, type: choices, label: F, options: [{{id: x, label: X}}, {{id: y, label: Y}}, {{id: z, label: Z}}],
    checks: [{{error_if: '{check}', message: M}}]}}
""")
    for answers in drawn(survey, 20):
        assert_finished(survey, answers)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_form_of_thousands_of_questions_is_answered(shape: str) -> None:
    survey = se.load_text(SHAPES[shape](5000)[0])
    for answers in drawn(survey, 3):
        assert survey.evaluate(answers).is_complete


FAILURES: dict[str, Callable[[Journey], bool]] = {
    "an option": lambda journey: journey.values.get("fristaende") == "ja",
    "a companion text": lambda journey: any(part.chosen_with for part in _answered(journey)),
    "several options": lambda journey: sum(len(v) for v in journey.values.values() if isinstance(v, tuple)) > 6,
    "a total": lambda journey: sum(v for v in journey.values.values() if isinstance(v, int)) > 10000,
    "a warning": lambda journey: any(problem.severity == "warning" for problem in journey.problems),
    "few pages": lambda journey: len(journey.pages) <= 10,
    "optional texts": lambda journey: len([p for p in _answered(journey) if p.type == "text" and not p.required]) > 2,
}


def _errors(journey: Journey) -> set[tuple[str, str]]:
    return {(problem.path, problem.code) for problem in journey.problems if problem.severity == "error"}


def _answered(journey: Journey) -> list[Field]:
    shown = [part.field for page in journey.pages for question in page.questions for part in question.fields]
    return [part for part in shown if part.path in journey.values]


@pytest.mark.parametrize("complete", [True, False], ids=["complete", "stopped"])
@pytest.mark.parametrize("failure", FAILURES)
def test_a_failure_shrinks_to_the_answers_that_matter(failure: str, complete: bool) -> None:
    """What need not be answered, and makes no difference to the failure, is not in it."""
    survey, fails = se.load(CRIME_PREVENTION), FAILURES[failure]
    shrunk = find(
        respondents(survey, complete=complete),
        lambda answers: fails(survey.evaluate(answers)),
        settings=settings(max_examples=500, database=None, derandomize=True, phases=[Phase.generate, Phase.shrink]),
    )
    before = _errors(survey.evaluate(shrunk))
    without = {left: survey.evaluate({p: answer for p, answer in shrunk.items() if p != left}) for left in shrunk}
    needless = [left for left, journey in without.items() if fails(journey) and _errors(journey) <= before]
    assert len(needless) <= 5


def test_it_is_called_by_its_name() -> None:
    assert repr(respondents(forms.page(SUM))).startswith("respondents(<Survey 'prov'")
