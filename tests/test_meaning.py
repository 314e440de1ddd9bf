"""What a form means: DESIGN §3, rule by rule, with forms as their authors write them. Both engines say the same."""

from __future__ import annotations

import decimal
import subprocess
import sys
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from survey_engine.survey import Engine
from tests.forms import form, page, with_page

COSTS = """
- {id: bidrag, type: integer, label: Mottaget bidrag}
- id: kostnader
  type: group
  label: Kostnader
  fields:
    - {id: loner, type: integer, label: Löner}
    - {id: resor, type: integer, label: Resor}
- {id: oanvant, type: computed, label: Oanvänt, value: bidrag - sum(kostnader)}
- id: orsak
  type: choice
  label: Orsak
  required: true
  visible_if: oanvant > 0
  options: [{id: tid, label: Tidsbrist}, {id: annan, label: "Annan, nämligen", specify: {max_chars: 5}}]
"""

# Rule 1: in effect.


def test_rule_1_a_value_that_is_not_shown_is_missing_everywhere_and_that_cascades(engine: Engine) -> None:
    journey = page(COSTS).evaluate(
        {"bidrag": 100, "kostnader.loner": 100, "orsak": "annan", "orsak.annan": "ingen"}, engine=engine
    )
    assert journey.visible == ("bidrag", "kostnader.loner", "kostnader.resor", "oanvant")
    assert dict(journey.values) == {"bidrag": 100, "kostnader.loner": 100, "oanvant": 0}


@pytest.mark.parametrize("nothing", [None, "", "  ", "\t\r\n", "\u00a0\u2003"])
@pytest.mark.parametrize("kind", ["text", "integer", "date", "confirm"])
def test_rule_1_null_and_blank_text_are_no_answer_at_any_path(engine: Engine, kind: str, nothing: Any) -> None:
    journey = page(f"- {{id: fraga, type: {kind}, label: F}}").evaluate({"fraga": nothing, "x": nothing}, engine=engine)
    assert not journey.values
    assert not journey.problems
    assert not journey.dropped


def test_rule_1_an_empty_list_and_an_unticked_box_are_no_answer(engine: Engine) -> None:
    survey = page("""
- {id: val, type: choices, label: V, options: [{id: a, label: A}]}
- {id: intygar, type: confirm, label: Jag intygar}
""")
    journey = survey.evaluate({"val": [], "intygar": False}, engine=engine)
    assert not journey.values
    assert not journey.problems
    assert not journey.dropped


ONE_OF_EACH = """
- {id: text, type: text, label: T}
- {id: heltal, type: integer, label: H}
- {id: tal, type: decimal, places: 2, label: D}
- {id: dag, type: date, label: D}
- {id: val, type: choice, label: V, options: [{id: a, label: A}]}
- {id: flera, type: choices, label: F, options: [{id: a, label: A}, {id: b, label: B}]}
- {id: bock, type: confirm, label: B}
"""


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("text", 1), ("text", ["a"]), ("text", "a\x00"), ("text", "a\x85"), ("text", "\ud800"),
        ("heltal", "3"), ("heltal", True), ("heltal", 3.5), ("heltal", 10**15), ("heltal", float("nan")),
        ("tal", "1.5"), ("tal", False), ("tal", float("inf")), ("tal", 1e15), ("tal", Decimal("0.000000000000001")),
        ("dag", "2026-02-30"), ("dag", "2026-2-3"), ("dag", "20260203"), ("dag", 20260203),
        ("val", ["a"]), ("val", 1), ("flera", "a"), ("flera", ["a", 1]), ("flera", {"a": True}),
        ("bock", 1), ("bock", "true"),
    ],
)  # fmt: skip
def test_rule_1_the_wrong_type_is_missing_and_a_problem_where_it_is_shown(
    engine: Engine, path: str, answer: Any
) -> None:
    journey = page(ONE_OF_EACH).evaluate({path: answer}, engine=engine)
    assert not journey.values
    assert [(problem.path, problem.code) for problem in journey.problems] == [(path, "type")]
    assert [(dropped.path, dropped.reason) for dropped in journey.dropped] == [(path, "type")]


def test_rule_1_every_control_character_but_tab_lf_and_cr_is_the_wrong_type(engine: Engine) -> None:
    survey = page(ONE_OF_EACH)
    controls = [chr(code) for code in (*range(32), *range(127, 160))]
    kept = [c for c in controls if survey.evaluate({"text": f"a{c}b"}, engine=engine).values]
    assert kept == ["\t", "\n", "\r"]
    assert not any(survey.evaluate({"text": f"{c}å"}, engine=engine).values for c in controls if c not in kept)


@pytest.mark.parametrize(
    ("path", "answer", "value"),
    [
        ("text", "a\r\nb\rc\n\td", "a\nb\nc\n\td"), ("text", "A\u030a", "Å"), ("text", " a ", " a "),
        ("heltal", 3.0, 3), ("heltal", -0.0, 0), ("heltal", Decimal("3.00"), 3), ("heltal", 10**15 - 1, 10**15 - 1),
        ("tal", 2, Decimal("2.00")), ("tal", 0.1, Decimal("0.10")), ("tal", 1e-3, Decimal("0.001")),
        ("dag", "2024-02-29", date(2024, 2, 29)), ("dag", date(2026, 3, 2), date(2026, 3, 2)),
        ("flera", ["b", "a", "b"], ("a", "b")), ("flera", ("b",), ("b",)), ("bock", True, True),
    ],
)  # fmt: skip
def test_rule_1_the_value_in_effect(engine: Engine, path: str, answer: Any, value: Any) -> None:
    found = page(ONE_OF_EACH).evaluate({path: answer}, engine=engine).values[path]
    assert found == value
    assert type(found) is type(value)
    assert str(found) == str(value)


def test_rule_1_a_value_of_the_right_type_that_breaks_a_limit_stays_in_effect(engine: Engine) -> None:
    survey = page(
        """
- {id: antal, type: integer, max: 10, label: Antal}
- {id: dubbla, type: computed, label: D, value: antal * 2}
"""
    )
    journey = survey.evaluate({"antal": 11}, engine=engine)
    assert dict(journey.values) == {"antal": 11, "dubbla": 22}
    assert [(p.path, p.code, dict(p.params)) for p in journey.problems] == [("antal", "range", {"max": 10})]


# Rule 2: shown follows from values and never changes them.


def test_rule_2_a_choice_none_of_whose_options_is_available_is_not_shown(engine: Engine) -> None:
    survey = page("""
- {id: vill, type: confirm, label: V}
- {id: val, type: choice, label: V, required: true, options: [{id: a, label: A, visible_if: vill}]}
""")
    assert survey.evaluate({}, engine=engine).visible == ("vill",)
    assert survey.evaluate({}, engine=engine).is_complete
    assert survey.evaluate({"vill": True}, engine=engine).visible == ("vill", "val")


@pytest.mark.parametrize(
    "layout",
    [
        "type: group\n  fields: [{id: a, type: integer, label: A, visible_if: vill}]",
        "type: matrix\n  rows: [{id: a, label: A, visible_if: vill}]\n  columns: [{id: k, type: integer, label: K}]",
        "type: scale\n  from: 1\n  to: 5\n  rows: [{id: a, label: A, visible_if: vill}]",
    ],
)
def test_rule_2_a_layout_none_of_whose_fields_is_shown_is_not_shown(engine: Engine, layout: str) -> None:
    survey = page(f"- {{id: vill, type: confirm, label: V}}\n- id: delar\n  label: D\n  {layout}")
    without, with_ = survey.evaluate({}, engine=engine), survey.evaluate({"vill": True}, engine=engine)
    assert [question.id for question in without.pages[0].questions] == ["vill"]
    assert [question.id for question in with_.pages[0].questions] == ["vill", "delar"]


def test_rule_2_a_page_all_of_whose_questions_are_hidden_is_not_shown_and_one_without_questions_is(
    engine: Engine,
) -> None:
    survey = form("""
        pages:
          - {id: inledning, text: Välkommen}
          - {id: forsta, questions: [{id: vill, type: confirm, label: V}]}
          - {id: andra, questions: [{id: mer, type: text, label: M, visible_if: vill}]}
          - {id: tack, text: Tack, visible_if: vill}
    """)
    assert [p.id for p in survey.evaluate({}, engine=engine).pages] == ["inledning", "forsta"]
    shown = survey.evaluate({"vill": True}, engine=engine).pages
    assert [p.id for p in shown] == ["inledning", "forsta", "andra", "tack"]


# Rule 3: nothing the respondent wrote is thrown away.


def test_rule_3_what_is_hidden_returns_with_its_question(engine: Engine) -> None:
    survey = page(COSTS)
    answers = {"bidrag": 100, "kostnader.loner": 100, "orsak": "tid"}
    assert "orsak" not in survey.evaluate(answers, engine=engine).values
    assert survey.evaluate(answers | {"kostnader.loner": 50}, engine=engine).values["orsak"] == "tid"


def test_rule_3_what_is_left_out_is_listed_with_the_first_reason_that_applies(engine: Engine) -> None:
    survey = page("""
- {id: vill, type: confirm, label: V}
- {id: dold, type: integer, label: D, visible_if: vill}
- {id: antal, type: integer, label: A}
- {id: dubbla, type: computed, label: D, value: antal * 2}
- {id: val, type: choice, label: V, options: [{id: a, label: A, visible_if: vill}, {id: b, label: B}]}
- {id: flera, type: choices, label: F, options: [{id: a, label: A, visible_if: vill}, {id: b, label: B}]}
""")
    answers = {
        "dold": "fel", "antal": "fel", "dubbla": 3, "val": "a", "flera": ["zebra", "b", "a", "alg"],
        "okand": 1, "tom": "",
    }  # fmt: skip
    dropped = survey.evaluate(answers, engine=engine).dropped
    assert [(d.path, d.reason, d.value) for d in dropped] == [
        ("dold", "hidden", "fel"),
        ("antal", "type", "fel"),
        ("dubbla", "computed", 3),
        ("val", "filtered", "a"),
        ("flera", "filtered", ("a", "alg", "zebra")),
        ("okand", "unknown", 1),
    ]


# Rules 4 and 5: missing values in comparisons and in arithmetic.


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("antal == 0", False), ("antal < 1", False), ("antal <= 1", False), ("antal > -1", False),
        ("antal >= 0", False), ("antal in [0, 1]", False), ("antal != 0", True), ("antal not in [0, 1]", True),
        ("not (antal > 0)", True), ("not (antal <= 0)", True), ("val == a", False), ("val != a", True),
        ("a in flera", False), ("a not in flera", True), ("bock", False), ("not bock", True), ('namn == "x"', False),
        ('namn != "x"', True), ("antal == dubbla", False), ("antal != dubbla", True), ("answered(antal)", False),
        ("0 < antal < 3", False), ("count(flera) == 0", True), ('dag < "2026-01-01"', False),
    ],
)  # fmt: skip
def test_rule_4_comparisons_with_a_missing_value(engine: Engine, condition: str, holds: bool) -> None:
    survey = page(f"""
- {{id: antal, type: integer, label: A}}
- {{id: dubbla, type: computed, label: D, value: antal * 2}}
- {{id: namn, type: text, label: N}}
- {{id: dag, type: date, label: D}}
- {{id: bock, type: confirm, label: B}}
- {{id: val, type: choice, label: V, options: [{{id: a, label: A}}]}}
- {{id: flera, type: choices, label: F, options: [{{id: a, label: A}}]}}
- {{id: foljd, type: text, label: F, visible_if: '{condition}'}}
""")
    assert ("foljd" in survey.evaluate({}, engine=engine).visible) is holds


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("a + b", None), ("a * b", None), ("-b", None), ("abs(b)", None), ("round(a / b, 2)", None),
        ("round(a / 0, 2)", None), ("round(a / (a - a), 2)", None), ("sum(a, b)", 7), ("min(a, b)", 7),
        ("max(a, b)", 7), ("count(a, b)", 1), ("sum(b, c)", None), ("min(b, c)", None), ("count(b, c)", 0),
        ("sum(a - a, b, c)", 0), ("sum(a - a, b, c, a - a, b)", 0),

        ("sum(grupp)", None), ("round(a / 2, 0)", 4), ("round(-a / 2, 0)", -4), ("round(a / 3, 2)", Decimal("2.33")),
        ("round(2.5, 0) + a", 10), ("a - 2.50", Decimal("4.50")),
    ],
)  # fmt: skip
def test_rule_5_arithmetic_with_missing_values(engine: Engine, value: str, found: Any) -> None:
    survey = page(f"""
- {{id: a, type: integer, label: A}}
- {{id: b, type: integer, label: B}}
- {{id: c, type: integer, label: C}}
- {{id: grupp, type: group, fields: [{{id: x, type: integer, label: X}}]}}
- {{id: svar, type: computed, label: S, value: "{value}"}}
""")
    values = survey.evaluate({"a": 7}, engine=engine).values
    assert values.get("svar") == found
    assert str(values.get("svar")) == str(found)


def test_rule_5_numbers_are_exact_in_a_context_of_our_own(engine: Engine) -> None:
    survey = page("""
- {id: a, type: decimal, places: 2, label: A}
- {id: b, type: decimal, places: 2, label: B}
- {id: svar, type: computed, label: S, value: a * b + 0.1}
""")
    with decimal.localcontext(decimal.Context(prec=2)):
        values = survey.evaluate({"a": 123456789.01, "b": 0.2}, engine=engine).values
    assert values["svar"] == Decimal("24691357.9020")


# Rule 6: filtered options.


FILTERED = """
- {id: vill, type: confirm, label: V}
- id: val
  type: choices
  label: V
  required: true
  options:
    - {id: a, label: A, visible_if: vill, specify: true}
    - {id: b, label: B, specify: {required: false}}
    - {id: ingen, label: Ingen, exclusive: true}
"""


def test_rule_6_an_option_that_is_filtered_away_is_lost_alone(engine: Engine) -> None:
    journey = page(FILTERED).evaluate({"val": ["a", "b", "okant"], "val.a": "text"}, engine=engine)
    assert journey.values["val"] == ("b",)
    assert [option.id for option in journey.pages[0].questions[1].options] == ["b", "ingen"]
    assert [(d.path, d.reason, d.value) for d in journey.dropped] == [
        ("val", "filtered", ("a", "okant")),
        ("val.a", "hidden", "text"),
    ]


def test_rule_6_a_lost_option_is_told_when_all_else_is_in_effect(engine: Engine) -> None:
    survey = page("- {id: val, type: choices, label: V, options: [{id: a, label: A}, {id: b, label: B}]}")
    dropped = survey.evaluate({"val": ["a", "okant"]}, engine=engine).dropped
    assert [(d.path, d.reason, d.value) for d in dropped] == [("val", "filtered", ("okant",))]


def test_rule_6_a_choice_that_lost_all_its_options_is_missing(engine: Engine) -> None:
    journey = page(FILTERED).evaluate({"val": ["a"]}, engine=engine)
    assert "val" not in journey.values
    assert [(p.path, p.code) for p in journey.problems] == [("val", "required")]


def test_rule_6_a_companion_text_is_required_while_its_option_is_chosen_unless_it_says_otherwise(
    engine: Engine,
) -> None:
    journey = page(FILTERED).evaluate({"vill": True, "val": ["a", "b"]}, engine=engine)
    assert journey.visible == ("vill", "val", "val.a", "val.b")
    assert [(p.path, p.code) for p in journey.problems] == [("val.a", "required")]


def test_rule_6_an_exclusive_option_beside_another_is_a_problem_and_both_stay(engine: Engine) -> None:
    journey = page(FILTERED).evaluate({"val": ["ingen", "b"]}, engine=engine)
    assert journey.values["val"] == ("b", "ingen")
    assert [(p.path, p.code, dict(p.params)) for p in journey.problems] == [("val", "exclusive", {"option": "ingen"})]


# Rule 7: required, prefill and what is hidden.


def test_rule_7_hidden_questions_are_never_validated(engine: Engine) -> None:
    survey = page("""
- {id: vill, type: confirm, label: V}
- id: dold
  type: integer
  label: D
  required: true
  max: 3
  visible_if: vill
  checks: [{error_if: not answered(vill), message: Fel}]
""")
    for answers in ({}, {"dold": 7}, {"dold": "fel"}):
        assert survey.evaluate(answers, engine=engine).is_complete


def test_rule_7_required_on_a_layout_is_a_default_and_the_row_has_the_last_word(engine: Engine) -> None:
    survey = page("""
- {id: vill, type: confirm, label: V}
- id: tabell
  type: matrix
  label: T
  required: true
  rows:
    - {id: ett, label: Ett}
    - {id: tva, label: Två, required: vill}
  columns:
    - {id: k, type: integer, label: K}
    - {id: fritt, type: text, label: F, required: false}
- id: grupp
  type: group
  required: true
  fields: [{id: a, type: text, label: A}, {id: b, type: text, label: B, required: not vill}]
""")

    def required(answers: dict[str, Any]) -> list[str]:
        return [p.path for p in survey.evaluate(answers, engine=engine).problems if p.code == "required"]

    assert required({}) == ["tabell.ett.k", "grupp.a", "grupp.b"]
    assert required({"vill": True}) == ["tabell.ett.k", "tabell.tva.k", "tabell.tva.fritt", "grupp.a"]


def test_rule_7_a_shown_prefilled_field_must_have_a_value_unless_it_says_otherwise(engine: Engine) -> None:
    survey = page("""
- id: mottaget
  type: group
  prefill: true
  fields: [{id: a, type: integer, label: A}, {id: b, type: integer, label: B, required: false}]
""")
    assert [p.path for p in survey.evaluate({}, engine=engine).problems] == ["mottaget.a"]
    assert survey.evaluate({"mottaget.a": 1}, engine=engine).is_complete


# Rule 8: checks.


def test_rule_8_a_check_is_set_off_by_a_missing_value_only_through_a_negation(engine: Engine) -> None:
    survey = page("""
- id: antal
  type: integer
  label: A
  checks:
    - {error_if: antal < 3, message: mindre}
    - {warn_if: antal != 3, message: inte tre}
    - {warn_if: not (antal > 3), message: inte mer}
""")
    journey = survey.evaluate({}, engine=engine)
    assert [(p.path, p.severity, p.message) for p in journey.problems] == [
        ("antal", "warning", "inte tre"),
        ("antal", "warning", "inte mer"),
    ]
    assert journey.is_complete
    assert not survey.evaluate({"antal": 2}, engine=engine).is_complete


def test_rule_8_a_check_of_rows_is_tried_for_each_shown_row(engine: Engine) -> None:
    survey = page("""
- {id: vill, type: confirm, label: V}
- id: tjanster
  type: matrix
  label: T
  rows: [{id: lotsar, label: L}, {id: andra, label: A, visible_if: vill}]
  columns: [{id: personer, type: integer, label: P}, {id: nya, type: integer, label: N}]
  checks:
    - {error_if: row.nya > row.personer, message: fler nya än alla}
    - {warn_if: sum(tjanster.nya) > 5, message: många}
""")
    answers = {
        f"tjanster.{row}.{column}": n for row in ("lotsar", "andra") for column, n in (("personer", 1), ("nya", 4))
    }
    assert [p.path for p in survey.evaluate(answers, engine=engine).problems] == ["tjanster.lotsar"]
    journey = survey.evaluate(answers | {"vill": True}, engine=engine)
    assert [(p.path, p.code) for p in journey.problems] == [
        ("tjanster.lotsar", "check"),
        ("tjanster.andra", "check"),
        ("tjanster", "check"),
    ]


def test_rule_8_a_check_of_a_table_is_not_tried_when_all_its_rows_are_hidden(engine: Engine) -> None:
    survey = page("""
- {id: vill, type: confirm, label: V}
- id: tabell
  type: matrix
  label: T
  rows: [{id: rad, label: R, visible_if: vill}]
  columns: [{id: k, type: integer, label: K}]
  checks: [{error_if: not (tabell.rad.k > 0), message: M}]
""")
    assert survey.evaluate({}, engine=engine).is_complete
    assert not survey.evaluate({"vill": True}, engine=engine).is_complete


def test_rule_8_one_problem_of_a_fields_own_limits_and_then_the_checks(engine: Engine) -> None:
    survey = page("""
- id: forst
  type: integer
  label: F
  checks: [{error_if: forst > 1, message: fel}]
- {id: sedan, type: text, max_chars: 2, format: postcode, label: S}
""")
    journey = survey.evaluate({"forst": 2, "sedan": "abc"}, engine=engine)
    assert [(p.path, p.code) for p in journey.problems] == [("sedan", "max_chars"), ("forst", "check")]


# Rule 9: conditions look back, also within a page in any direction.


def test_rule_9_a_condition_may_look_anywhere_on_its_own_page(engine: Engine) -> None:
    survey = page("""
- {id: forst, type: text, label: F, visible_if: sist > 3}
- {id: mitten, type: text, label: M, visible_if: answered(forst)}
- {id: sist, type: integer, label: S}
""")
    journey = survey.evaluate({"forst": "ja", "mitten": "ja", "sist": 4}, engine=engine)
    assert journey.visible == ("forst", "mitten", "sist")
    assert list(journey.values) == ["forst", "mitten", "sist"]
    assert survey.evaluate({"forst": "ja", "mitten": "ja", "sist": 3}, engine=engine).visible == ("sist",)


def test_rule_9_dependencies_are_judged_path_by_path(engine: Engine) -> None:
    survey = page("""
- id: forst
  type: group
  fields: [{id: a, type: integer, label: A}, {id: b, type: integer, label: B, visible_if: sedan.c > 0}]
- id: sedan
  type: group
  fields:
    - {id: c, type: integer, label: C, visible_if: forst.a > 0}
    - {id: d, type: integer, label: D, visible_if: forst.b > 0}
""")
    journey = survey.evaluate({"forst.a": 1, "sedan.c": 1, "forst.b": 1}, engine=engine)
    assert journey.visible == ("forst.a", "forst.b", "sedan.c", "sedan.d")
    assert survey.evaluate({"sedan.c": 1, "forst.b": 1}, engine=engine).visible == ("forst.a",)


# Rule 10: cannot_say.


CANNOT_SAY = """
- {id: antal, type: integer, label: A, min: 0, max: 100, cannot_say: 999999, required: true}
- {id: svarat, type: confirm, label: S, visible_if: answered(antal)}
- {id: vet_ej, type: confirm, label: V, visible_if: antal == 999999}
- {id: lista, type: confirm, label: L, visible_if: "antal in [1, 999999]"}
- {id: vet, type: confirm, label: V, visible_if: antal != 999999}
- {id: mer, type: confirm, label: M, visible_if: antal > 50}
- {id: mindre, type: confirm, label: M, visible_if: antal < 50}
- {id: dubbla, type: computed, label: D, value: antal * 2}
- {id: summan, type: computed, label: S, value: "count(antal, dubbla)"}
"""


def test_rule_10_cannot_say_answers_the_question_and_is_missing_to_everything_else(engine: Engine) -> None:
    journey = page(CANNOT_SAY).evaluate({"antal": 999999}, engine=engine)
    assert journey.is_complete
    assert journey.visible == ("antal", "svarat", "vet_ej", "lista", "dubbla", "summan")
    assert dict(journey.values) == {"antal": 999999, "summan": 0}


def test_rule_10_a_decimal_that_cannot_be_said_is_missing_in_arithmetic(engine: Engine) -> None:
    survey = page("""
- {id: andel, type: decimal, places: 1, max: 1, cannot_say: 9.5, label: A}
- {id: dubbla, type: computed, label: D, value: andel * 2}
- {id: vet_ej, type: confirm, label: V, visible_if: andel == 9.5}
""")
    journey = survey.evaluate({"andel": 9.5}, engine=engine)
    assert journey.is_complete
    assert journey.visible == ("andel", "dubbla", "vet_ej")
    assert "dubbla" not in journey.values
    assert survey.evaluate({"andel": 0.5}, engine=engine).values["dubbla"] == 1


def test_rule_10_another_number_is_an_ordinary_one(engine: Engine) -> None:
    journey = page(CANNOT_SAY).evaluate({"antal": 60}, engine=engine)
    assert journey.visible == ("antal", "svarat", "vet", "mer", "dubbla", "summan")
    assert journey.values["summan"] == 2


# Rule 11: text is counted.


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("abc", 3),
        ("a\r\nb", 3),
        ("a\rb", 3),
        ("🙂🙂🙂", 3),
        ("e\u0301e\u0301e\u0301", 3),
        (" a ", 3),
        ("abcd", 4),
        ("a\n\n\n", 4),
    ],
)
def test_rule_11_text_is_counted_in_code_points(engine: Engine, text: str, count: int) -> None:
    problems = page("- {id: namn, type: text, max_chars: 2, label: N}").evaluate({"namn": text}, engine=engine).problems
    assert [(p.code, dict(p.params)) for p in problems] == [("max_chars", {"count": count, "max": 2})]


# Rule 12: never.


def test_rule_12_never_is_read_and_does_not_touch_a_response(engine: Engine) -> None:
    survey = form("""
        pages:
          - id: sidan
            questions: [{id: antal, type: integer, label: A}]
        never: [antal < 0]
    """)
    assert [condition.source for condition in survey.form.never] == ["antal < 0"]
    assert survey.evaluate({"antal": -1}, engine=engine).is_complete


# Rule 13: one whole pure function.


def test_rule_13_the_same_in_every_process(engine: Engine) -> None:
    program = (
        "import sys, json, survey_engine as se\n"
        "survey = se.load_text(sys.argv[1])\n"
        "print(json.dumps(survey.evaluate(json.loads(sys.argv[2]), engine=sys.argv[3]).as_json()))"
    )
    arguments = [with_page(FILTERED), '{"val": ["okant", "b", "annat", "a"], "x": {"a": 1}}', engine]
    told = {
        subprocess.run(
            [sys.executable, "-c", program, *arguments],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(told) == 1


def test_rule_13_evaluating_leaves_the_answers_alone_and_has_no_memory(engine: Engine) -> None:
    survey = page(FILTERED)
    answers = {"val": ["b", "a"], "vill": True}
    first = survey.evaluate(answers, engine=engine).as_json()
    survey.evaluate({"val": ["ingen"]}, engine=engine)
    assert answers == {"val": ["b", "a"], "vill": True}
    assert survey.evaluate(answers, engine=engine).as_json() == first


def test_rule_13_the_values_are_answers_that_mean_the_same(engine: Engine) -> None:
    survey = page(ONE_OF_EACH)
    answers = {"text": "A\u030a\r\n", "heltal": 3.0, "tal": 0.1, "dag": "2026-03-02", "flera": ["b", "a"], "x": 1}
    journey = survey.evaluate(answers, engine=engine)
    for values in (journey.values, journey.as_json()["values"]):
        again = survey.evaluate(values, engine=engine)
        assert again.values == journey.values
        assert again.visible == journey.visible
        assert not again.dropped
