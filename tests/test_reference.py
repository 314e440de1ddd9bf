"""What a form means: DESIGN §3, rule by rule. How single answers are read has its own file."""

from __future__ import annotations

import decimal
import json
import time
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from survey_engine.expr import nodes
from survey_engine.journey import Journey
from survey_engine.json_values import value_json
from survey_engine.model import (
    Check,
    CheckCase,
    Form,
    Option,
    Page,
    Question,
)
from survey_engine.reference import judge, run
from tests.by_hand import (
    JA_NEJ,
    ORSAK,
    alone,
    asked,
    computed,
    dropped,
    example,
    form,
    matrix,
    more_than,
    only,
    pages,
    problems,
    specify,
    when,
)


def test_the_outcome_follows_the_forms_order_not_the_answers() -> None:
    outcome = run(
        form(alone("a", "text"), alone("b", "text"), alone("c", "integer", required=True)), {"b": "2", "a": "1"}
    )
    assert list(outcome.values) == ["a", "b"]
    assert outcome.visible == ("a", "b", "c")


def test_what_is_not_shown_is_missing_and_that_cascades() -> None:
    chain = form(
        alone("a", "integer"),
        alone("b", "integer", visible_if=when(more_than("a", 0))),
        alone("c", "integer", visible_if=when(more_than("b", 0))),
    )
    assert run(chain, {"a": 1, "b": 1, "c": 1}).visible == ("a", "b", "c")
    assert run(chain, {"a": 0, "b": 1, "c": 1}).visible == ("a",)
    assert run(chain, {"a": 0, "b": 1, "c": 1}).values == {"a": 0}


def test_what_is_defined_later_on_the_page_may_be_named_earlier() -> None:
    backwards = form(
        alone("fraga", "text", visible_if=when(more_than("kvar", 0))),
        computed("kvar", nodes.Negative(nodes.Ref("skuld", "integer"))),
        alone("skuld", "integer"),
    )
    assert run(backwards, {"skuld": -1}).visible == ("fraga", "kvar", "skuld")
    assert run(backwards, {"skuld": 1}).visible == ("kvar", "skuld")


# Rule 2: what is shown.


def test_a_group_is_shown_while_a_field_is_and_a_page_while_a_question_is() -> None:
    part = alone("g.x", "text", visible_if=when(nodes.Confirmed("intyg")))
    group = Question(id="g", type="group", fields=(part,))
    both = pages(
        Page(id="ett", questions=(asked(alone("intyg", "confirm")),)),
        Page(id="tva", questions=(group,)),
        Page(id="slut"),
    )
    assert [page.id for page in Journey(both, run(both, {}), judge).pages] == ["ett", "slut"]
    assert [page.id for page in Journey(both, run(both, {"intyg": True}), judge).pages] == ["ett", "tva", "slut"]


def test_shells_are_what_is_shown_and_has_no_field() -> None:
    hidden = when(nodes.Confirmed("intyg"))
    shells = pages(
        Page(id="tom"),
        Page(id="gomd", visible_if=hidden),
        Page(
            id="upplysning",
            questions=(
                Question(id="las", type="info"),
                Question(id="las_ej", type="info", visible_if=hidden),
                asked(alone("intyg", "confirm")),
            ),
        ),
        Page(id="gomd2", visible_if=hidden, questions=(Question(id="las2", type="info"),)),
    )
    assert run(shells, {}).shells == ("tom", "las")
    assert run(shells, {"intyg": True}).shells == ("tom", "gomd", "las", "las_ej", "las2")


def test_a_choice_none_of_whose_options_is_available_is_not_shown() -> None:
    never = when(nodes.Confirmed("intyg"))
    part = alone("val", "choice", required=True, options=(Option(id="a", label="A", visible_if=never),))
    outcome = run(form(alone("intyg", "confirm"), part), {"val": "a"})
    assert outcome.visible == ("intyg",)
    assert outcome.offered == {}
    assert problems(outcome) == []
    assert dropped(outcome) == [("val", "hidden", "a")]


def test_a_row_that_is_not_shown_hides_its_fields() -> None:
    both = form(alone("intyg", "confirm"), matrix())
    assert run(both, {}).visible == ("intyg", "tj.lots.antal", "tj.lots.nya")
    assert len(run(both, {"intyg": True}).visible) == 5


# Rule 3: nothing is lost in silence.


def test_dropped_names_the_first_reason_that_applies() -> None:
    hidden = when(nodes.Confirmed("intyg"))
    survey = form(
        alone("intyg", "confirm"),
        computed("summa", nodes.Number(Decimal(1))),
        alone("gomd", "integer", visible_if=hidden),
        alone("tal", "integer"),
        alone("val", "choice", options=JA_NEJ),
    )
    answers = {"zeta": 1, "alfa": [], "tom": " ", "summa": "x", "gomd": "x", "tal": "x", "val": "kanske"}
    assert dropped(run(survey, answers)) == [
        ("summa", "computed", "x"),
        ("gomd", "hidden", "x"),
        ("tal", "type", "x"),
        ("val", "filtered", "kanske"),
        ("alfa", "unknown", []),
        ("zeta", "unknown", 1),
    ]


def test_what_is_out_of_effect_returns_with_its_question() -> None:
    survey = form(alone("a", "confirm"), alone("b", "text", visible_if=when(nodes.Confirmed("a"))))
    assert run(survey, {"b": "kvar"}).values == {}
    assert run(survey, {"b": "kvar", "a": True}).values == {"a": True, "b": "kvar"}


def test_of_choices_only_the_lost_ids_are_dropped_the_forms_own_first() -> None:
    options = (
        Option(id="a", label="", visible_if=when(nodes.Confirmed("intyg"))),
        Option(id="b", label=""),
        Option(id="c", label="", visible_if=when(nodes.Confirmed("intyg"))),
    )
    survey = form(alone("intyg", "confirm"), alone("val", "choices", options=options))
    outcome = run(survey, {"val": ["ö", "c", "b", "a", "d", "ö"]})
    assert outcome.values == {"val": ("b",)}
    assert dropped(outcome) == [("val", "filtered", ("a", "c", "d", "ö"))]
    assert outcome.offered == {"val": ("b",)}


def test_keys_that_are_no_text_are_unknown_paths() -> None:
    assert dropped(run(form(alone("a", "text")), {1: "x", None: "y", ("a",): None, "a": "z"})) == [
        ("<NoneType>", "unknown", "y"),
        ("<int>", "unknown", "x"),
    ]


# Rules 4 and 5 are held by the tests of expressions; here, what becomes of a computed value.


def test_a_computed_value_is_in_effect_only_when_there_is_one() -> None:
    kvar = computed("kvar", nodes.Arithmetic("-", nodes.Ref("in", "integer"), nodes.Ref("ut", "integer")))
    survey = form(alone("in", "integer"), alone("ut", "integer"), kvar)
    assert run(survey, {"in": 5, "ut": 2}).values["kvar"] == 3
    outcome = run(survey, {"in": 5})
    assert "kvar" in outcome.visible
    assert "kvar" not in outcome.values


def test_a_computed_decimal_has_its_places() -> None:
    half = nodes.Round(nodes.Ref("a", "integer"), nodes.Number(Decimal(2)), 2)
    with decimal.localcontext() as context:
        context.prec = 1
        context.traps[decimal.Inexact] = True
        values = run(form(alone("a", "integer"), computed("b", half, "decimal", 2)), {"a": 999999999999999}).values
    assert str(values["b"]) == "499999999999999.50"


# Rule 6: companions and filters.


def test_a_companion_text_is_shown_while_its_option_is_chosen_and_in_effect() -> None:
    assert run(form(ORSAK), {"orsak": ["pengar"]}).visible == ("orsak",)
    outcome = run(form(ORSAK), {"orsak": ["tid", "annat"], "orsak.tid": "för lite"})
    assert outcome.visible == ("orsak", "orsak.tid", "orsak.annat")
    assert problems(outcome) == [("orsak.tid", "max_chars")]


def test_a_companion_text_is_required_unless_it_says_otherwise() -> None:
    assert problems(run(form(ORSAK), {"orsak": ["tid", "annat"]})) == [("orsak.tid", "required")]


def test_a_companion_of_a_choice_goes_with_its_filtered_option() -> None:
    options = (
        Option(id="a", label="", companion=specify("val", "a"), visible_if=when(nodes.Confirmed("intyg"))),
        Option(id="b", label=""),
    )
    survey = form(alone("intyg", "confirm"), alone("val", "choice", required=True, options=options))
    answers = {"val": "a", "val.a": "x"}
    assert run(survey, answers | {"intyg": True}).values == {"intyg": True, "val": "a", "val.a": "x"}
    outcome = run(survey, answers)
    assert problems(outcome) == [("val", "required")]
    assert dropped(outcome) == [("val", "filtered", "a"), ("val.a", "hidden", "x")]


# Rule 7: required.


def test_hidden_questions_are_never_validated() -> None:
    survey = form(alone("a", "confirm"), alone("b", "integer", required=True, visible_if=when(nodes.Confirmed("a"))))
    assert problems(run(survey, {"b": "x"})) == []
    assert problems(run(survey, {"a": True})) == [("b", "required")]


def test_required_may_be_a_condition() -> None:
    survey = form(alone("a", "confirm"), alone("b", "integer", required=when(nodes.Confirmed("a"))))
    assert problems(run(survey, {})) == []
    assert problems(run(survey, {"a": True})) == [("b", "required")]


def test_a_shown_prefilled_field_must_have_a_value() -> None:
    assert only(alone("x", "integer", prefill=True, required=True), None) == (None, ["required"])


# Rule 8: checks.


def differ(left: str, right: str) -> nodes.Condition:
    return nodes.Not(nodes.Compare("==", nodes.Ref(left, "integer"), nodes.Ref(right, "integer")))


def exceed(left: str, right: str) -> nodes.Condition:
    return nodes.Compare(">", nodes.Ref(left, "integer"), nodes.Ref(right, "integer"))


def test_a_missing_value_sets_a_check_off_only_through_a_negation() -> None:
    def checked(tree: nodes.Condition) -> Form:
        check = Check("error", "…", "Stämmer inte.", (CheckCase("a", tree),))
        return form(asked(alone("a", "integer"), checks=(check,)), alone("b", "integer"))

    assert problems(run(checked(exceed("a", "b")), {"a": 1})) == []
    assert problems(run(checked(differ("a", "b")), {"a": 1})) == [("a", "check")]
    assert problems(run(checked(differ("a", "b")), {"a": 1, "b": 1})) == []


def test_a_check_is_tried_while_its_question_is_shown() -> None:
    check = Check("error", "…", "Fel.", (CheckCase("b", nodes.Not(nodes.Answered("b"))),))
    part = alone("b", "integer", visible_if=when(nodes.Confirmed("a")))
    survey = form(alone("a", "confirm"), asked(part, checks=(check,)))
    assert problems(run(survey, {})) == []
    assert problems(run(survey, {"a": True})) == [("b", "check")]


def test_a_check_of_rows_is_tried_once_for_each_shown_row() -> None:
    rows = matrix().rows
    cases = tuple(CheckCase(f"tj.{row.id}", exceed(f"tj.{row.id}.nya", f"tj.{row.id}.antal"), row) for row in rows)
    survey = form(alone("intyg", "confirm"), matrix(checks=(Check("warning", "…", "Fler nya än alla.", cases),)))
    answers = {"tj.lots.antal": 1, "tj.lots.nya": 2, "tj.sam.antal": 1, "tj.sam.nya": 2}
    assert problems(run(survey, answers)) == [("tj.lots", "check")]
    assert problems(run(survey, answers | {"intyg": True})) == [("tj.lots", "check"), ("tj.sam", "check")]


def test_only_errors_stop_a_submission() -> None:
    for severity, complete in (("warning", True), ("error", False)):
        check = Check(severity, "…", "Hm.", (CheckCase("a", nodes.Answered("a")),))  # type: ignore[arg-type]
        survey = form(asked(alone("a", "integer"), checks=(check,)))
        assert Journey(survey, run(survey, {"a": 1}), judge).is_complete is complete


def test_limits_come_first_and_checks_follow_in_the_forms_order() -> None:
    checks = tuple(Check("error", "…", text, (CheckCase("a", nodes.Answered("a")),)) for text in ("ett", "två"))
    survey = form(asked(alone("a", "integer", max=0), checks=checks), alone("b", "text", required=True))
    outcome = run(survey, {"a": 1})
    assert [(p.path, p.code) for p in outcome.problems] == [
        ("a", "range"),
        ("b", "required"),
        ("a", "check"),
        ("a", "check"),
    ]
    assert [p.message for p in outcome.problems][2:] == ["ett", "två"]


# Rule 10: cannot_say.


def test_cannot_say_satisfies_required_and_is_exempt_from_limits() -> None:
    part = alone("x", "integer", required=True, max=100, cannot_say=999999)
    assert only(part, 999999) == (999999, [])
    assert only(part, 999998) == (999998, ["range"])
    assert only(alone("x", "decimal", places=1, cannot_say=Decimal("0.99")), 0.99) == (Decimal("0.99"), [])


def test_conditions_see_cannot_say_as_missing_but_answered() -> None:
    survey = form(
        alone("x", "integer", cannot_say=999999),
        alone("stort", "text", visible_if=when(more_than("x", 0))),
        alone("svarat", "text", visible_if=when(nodes.Answered("x"))),
    )
    assert run(survey, {"x": 999999}).visible == ("x", "svarat")


# Rule 13: one whole pure function.


PATHS = [part.path for part in example().fields]
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(-20, 20)
    | st.floats()
    | st.decimals()
    | st.text(st.characters(exclude_categories=()))
    | st.dates()
    | st.sampled_from(["ja", "tid", "annat", "inget", "2026-05-05", 999999, 10**4000, Decimal("1E+999999")])
)
ANYTHING = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner, inner), max_leaves=5
)
CHOSEN = st.lists(st.sampled_from(["tid", "pengar", "annat", "inget", "x"]))
KEYS = st.sampled_from(PATHS) | st.text() | st.integers() | st.none() | st.floats()


@given(st.dictionaries(KEYS, ANYTHING | CHOSEN))
def test_any_mapping_at_all_has_an_outcome(answers: dict[Any, Any]) -> None:
    survey = example()
    outcome = run(survey, answers)
    assert set(outcome.values) <= set(outcome.visible)
    assert run(survey, answers) == outcome


@given(st.dictionaries(st.sampled_from(PATHS), ANYTHING | CHOSEN))
def test_evaluating_the_values_again_gives_the_same(answers: dict[str, Any]) -> None:
    survey = example()
    first = run(survey, answers)
    in_json = json.loads(json.dumps({path: value_json(value) for path, value in first.values.items()}))
    for again in (run(survey, first.values), run(survey, in_json)):
        assert (again.visible, again.values, again.shells) == (first.visible, first.values, first.shells)
        assert set(again.dropped.reasons) <= {"computed"}


def test_every_answer_is_in_effect_or_accounted_for() -> None:
    answers = dict.fromkeys(PATHS, 3)
    outcome = run(example(), answers)
    assert set(PATHS) - {"summa"} <= set(outcome.values) | set(outcome.dropped.paths)


def test_a_form_of_ninety_fields_is_no_burden() -> None:
    parts = [
        alone(f"f{i}", "integer", visible_if=when(more_than(f"f{i - i % 10}", 0)) if i % 10 else None)
        for i in range(90)
    ]
    survey = form(*parts)
    start = time.perf_counter()
    outcome = run(survey, {part.path: 1 for part in parts})
    assert len(outcome.values) == 90
    assert time.perf_counter() - start < 1
