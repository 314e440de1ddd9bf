"""What hurts users of other survey tools most, and must not hurt ours; the trackers are told in each docstring."""

from __future__ import annotations

from typing import Any

import pytest

import survey_engine as se
from survey_engine.survey import Engine
from tests.forms import codes, page, with_head, with_page

EMPLOYED = """
- {id: anstallt, type: choice, label: Har ni anställt?, required: true,
   options: [{id: ja, label: Ja}, {id: nej, label: Nej}]}
- {id: antal, type: integer, label: Hur många?, required: true, visible_if: anstallt == ja}
- {id: hur, type: text, label: Hur gick det?, required: true, visible_if: antal > 3}
- {id: kvar, type: integer, label: Hur många är kvar?}
- {id: summa, type: computed, label: Summa, value: "sum(antal, kvar)"}
"""


def test_pain_1_stale_hidden_answers_reach_the_results(engine: Engine) -> None:
    """surveyjs/survey-library#817, #152; open-formulieren/open-forms#1527."""
    journey = page(EMPLOYED).evaluate({"anstallt": "nej", "antal": 5, "hur": "bra"}, engine=engine)
    assert dict(journey.values) == {"anstallt": "nej"}
    assert list(journey.as_json()["values"]) == ["anstallt"]
    assert [(d.path, d.reason) for d in journey.dropped] == [("antal", "hidden"), ("hur", "hidden")]


def test_pain_2_one_mis_click_destroys_what_was_typed() -> None:
    """formio/formio.js#2484; decidim/decidim PR 17321."""
    interview = se.Interview(page(EMPLOYED), {}, answers={"anstallt": "ja", "antal": 5, "hur": "En lång text"})
    mis_clicked = interview.answer("anstallt", "nej")
    assert "hur" not in mis_clicked.journey.values
    assert mis_clicked.answer("anstallt", "ja").journey.values["hur"] == "En lång text"


def test_pain_3_hiding_does_not_cascade(engine: Engine) -> None:
    """survey-library#589; InseeFr/Lunatic#655; ohs-foundation/android-fhir#1765."""
    journey = page(EMPLOYED).evaluate({"anstallt": "nej", "antal": 5}, engine=engine)
    assert journey.visible == ("anstallt", "kvar", "summa")


def test_pain_4_hidden_answers_still_drive_logic_and_sums(engine: Engine) -> None:
    """enketo/enketo#82; enketo-core#849; ONSdigital/eq-survey-runner#1744."""
    journey = page(EMPLOYED).evaluate({"anstallt": "nej", "antal": 5, "kvar": 2}, engine=engine)
    assert journey.values["summa"] == 2


def test_pain_5_a_hidden_required_question_blocks_the_submission(engine: Engine) -> None:
    """formio/formio#588, #752; open-forms#5994."""
    assert page(EMPLOYED).evaluate({"anstallt": "nej"}, engine=engine).is_complete
    assert not page(EMPLOYED).evaluate({"anstallt": "ja"}, engine=engine).is_complete


def test_pain_6_a_choice_that_was_filtered_away_stays_chosen(engine: Engine) -> None:
    """getodk/collect#385; javarosa#436; survey-library#1093."""
    survey = page("""
- {id: lan, type: choice, label: Län, options: [{id: skane, label: Skåne}, {id: gotland, label: Gotland}]}
- id: kommun
  type: choice
  label: Kommun
  required: true
  options:
    - {id: lund, label: Lund, visible_if: lan == skane}
    - {id: visby, label: Visby, visible_if: lan == gotland}
- {id: bor_i_lund, type: confirm, label: L, visible_if: kommun == lund}
""")
    journey = survey.evaluate({"lan": "gotland", "kommun": "lund"}, engine=engine)
    assert "kommun" not in journey.values
    assert "bor_i_lund" not in journey.visible
    assert [(p.path, p.code) for p in journey.problems] == [("kommun", "required")]


@pytest.mark.parametrize(
    ("value", "answers", "found"),
    [
        ("sum(a, b)", {"a": 5}, 5), ("a + b", {"a": 5}, None), ("a - b", {"b": 5}, None), ("a * b", {"a": 0}, None),
        ("sum(a, b)", {}, None), ("count(a, b)", {}, 0), ("max(a, b)", {"b": -1}, -1),
        ("round(a / b, 2)", {"a": 1, "b": 0}, None),
    ],
)  # fmt: skip
def test_pain_7_blank_in_arithmetic(engine: Engine, value: str, answers: dict[str, int], found: Any) -> None:
    """getodk/docs#731; getodk/web-forms#768; medic/cht-core#7222."""
    survey = page(f"""
- {{id: a, type: integer, label: A}}
- {{id: b, type: integer, label: B}}
- {{id: svar, type: computed, label: S, value: "{value}"}}
""")
    assert survey.evaluate(answers, engine=engine).values.get("svar") == found


def test_pain_8_cycles_are_found_late_or_not_named() -> None:
    """getodk/validate#80; survey-library#9956; orbeon/orbeon-forms#5731."""
    found = se.check_text(
        with_page("""
- {id: a, type: integer, label: A, visible_if: c > 0}
- {id: b, type: integer, label: B, visible_if: a > 0}
- {id: c, type: integer, label: C, visible_if: b > 0}
""")
    )
    assert [diagnostic.code for diagnostic in found] == ["cycle"]
    assert all(name in found[0].message for name in ("a", "b", "c", "→"))
    assert found[0].span.line in (8, 9, 10)


def test_pain_9_errors_do_not_locate_the_defect() -> None:
    """pyxform#714, #862; survey-library#7912; expectedparrot/edsl#1239."""
    text = with_page("""
- {id: antal, type: integer, label: Antal}
- id: mer
  type: text
  label: Mer
  visible_if: >-
    antal > 3 and
    antall < 10
""")
    (found,) = se.check_text(text)
    line = text.splitlines()[found.span.line - 1]
    assert line[found.span.column - 1 : found.span.end_column - 1] == "antall"
    assert "antal" in found.help


def test_pain_11_yaml_turns_yes_and_no_into_booleans(engine: Engine) -> None:
    """inducer/relate#136; GovReady/govready-q#830."""
    survey = page(
        """
- {id: fraga, type: choice, label: No, options: [{id: yes, label: Yes}, {id: no, label: off}, {id: on, label: 012}]}
- {id: mer, type: text, label: ja, visible_if: fraga == no}
""".replace("label: 012", 'label: "012"')
    )
    assert [(option.id, option.label) for option in survey.questions[0].options] == [
        ("yes", "Yes"),
        ("no", "off"),
        ("on", "012"),
    ]
    assert survey.questions[0].label == "No"
    assert survey.evaluate({"fraga": "no"}, engine=engine).visible == ("fraga", "mer")


def test_pain_11_a_form_says_no_in_its_own_language() -> None:
    """inducer/relate#136: a text that other readers of YAML make a boolean is kept, `true` itself is pointed out."""
    assert codes(with_head("pages: [{id: sidan, title: nej}]")) == []
    assert codes(with_head("pages: [{id: sidan, title: true}]")) == ["text-is-special-word"]
    assert se.load_text(with_head("pages: [{id: sidan, title: nej}]")).pages[0].title == "nej"
