"""What a form's scenarios notice: killed, survived, undetermined or the same."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import survey_engine as se
from survey_engine.testing import respondents, surveys, values, yaml_of
from survey_engine.testing.mutants import Mutant, mutants
from survey_engine.testing.mutation import Score, Verdict, is_equivalent, verdicts
from tests.benchmarks.large_forms import SHAPES
from tests.forms import with_head, with_page

FORM = with_page("""
    - {id: a, type: integer, label: A}
    - {id: b, type: text, label: B, visible_if: a > 3}
""")
ONE = "scenarios:\n  - {name: Mycket, answers: {a: 9}, shown: [b]}\n"


def found(text: str) -> dict[str, Verdict]:
    assert se.check_text(text) == ()
    return {verdict.mutant.after: verdict for verdict in verdicts(se.load_text(text), text)}


def test_a_scenario_kills_what_it_fails_on() -> None:
    killed = found(FORM + ONE)["not (a > 3)"]
    assert (killed.fate, killed.by, killed.survives) == ("killed", "Mycket", False)


def test_a_scenario_kills_what_lets_its_answers_break_a_never() -> None:
    form = with_page("""
        - {id: kvar, type: integer, label: Kvar}
        - {id: orsak, type: text, label: Orsak, required: true, visible_if: kvar > 0}
    """)
    text = (
        f"{form}never: [kvar > 0 and not answered(orsak)]\nscenarios:\n  - {{name: Lite kvar, answers: {{kvar: 1}}}}\n"
    )
    killed = {each.mutant.after for each in found_in(text) if each.by == "Lite kvar"}
    assert "kvar > 1" in killed


def test_a_survivor_comes_with_a_scenario_to_paste() -> None:
    survivor = found(FORM + ONE)["a >= 3"]
    assert survivor.fate == "survived"
    (pasted,) = yaml.safe_load(survivor.as_yaml())
    assert pasted == {"name": "b: a > 3", "answers": {"a": 3}, "hidden": ["b"]}
    assert found(FORM + ONE + survivor.as_yaml() + "\n")["a >= 3"].fate == "killed"


def test_what_certainly_means_the_same_is_not_counted() -> None:
    text = with_page("""
    - {id: a, type: choice, label: A, options: [{id: x, label: X}, {id: y, label: Y}]}
    - id: g
      type: group
      label: G
      visible_if: a == x
      fields: [{id: b, type: integer, label: B}, {id: c, type: text, label: C, visible_if: a == x or answered(g.b)}]
    """)
    fates = {after: verdict.fate for after, verdict in found(text).items()}
    assert fates["a == x"] == "equivalent"
    assert fates["answered(g.b)"] == "survived"


def test_the_score_leaves_out_the_equivalent() -> None:
    score = Score(killed=3, survived=1, undetermined=0, equivalent=5)
    assert (score.counted, score.percent) == (4, 75)
    assert Score.of([]).percent == 100


YES_OR_NO = "options: [{id: ja, label: Ja}, {id: nej, label: Nej}]"
TWO = f"""
pages:
  - id: p1
    questions:
      - {{id: x, type: choice, label: X, {YES_OR_NO}}}
      - {{id: y, type: choice, label: Y, {YES_OR_NO}}}
"""


def equivalent(rest: str, before: str = "") -> set[tuple[str, str]]:
    """The path and the text of each mutant that is said to mean the same."""
    text = with_head(before + TWO.lstrip() + rest)
    return {(v.mutant.place.path, v.mutant.after) for v in found_in(text) if v.fate == "equivalent"}


def found_in(text: str) -> list[Verdict]:
    assert se.check_text(text) == ()
    return list(verdicts(se.load_text(text), text))


def test_an_option_set_is_judged_where_each_question_uses_it() -> None:
    rest = """\
  - id: p2
    visible_if: x == ja
    questions: [{id: q1, type: choice, label: Q1, options: s}]
  - id: p3
    questions: [{id: q2, type: choice, label: Q2, options: s}]
"""
    assert equivalent(rest, "option_sets: {s: [{id: a, label: A}, {id: b, label: B, visible_if: x == ja}]}\n") == set()
    alone = rest[: rest.index("  - id: p3")]
    assert equivalent(alone, "option_sets: {s: [{id: a, label: A}, {id: b, label: B, visible_if: x == ja}]}\n") == {
        ("q1.b", "")
    }


def test_a_column_is_judged_in_each_row() -> None:
    rest = """\
  - id: p2
    questions:
      - id: g
        type: matrix
        label: G
        required: false
        rows: [{id: r1, label: R1, visible_if: x == ja}, {id: r2, label: R2}]
        columns: [{id: k, type: integer, label: K, required: x == ja or y == ja}]
"""
    assert equivalent(rest) == set()
    assert ("g.r1.k", "") in equivalent(rest.replace("label: R2", "label: R2, visible_if: x == ja"))


@pytest.mark.parametrize("condition", ["y == ja or x == ja", "x == ja or y == ja"])
def test_a_reference_to_a_set_is_judged_for_each_of_its_options(condition: str) -> None:
    rest = f"""\
  - id: p2
    questions:
      - {{id: q1, type: choice, label: Q1, options: [{{set: s, visible_if: {condition}}}, {{id: c, label: C}}]}}
"""
    own = "option_sets: {s: [{id: a, label: A, visible_if: x == ja}, {id: b, label: B}]}\n"
    assert equivalent(rest, own) == set()
    only = "option_sets: {s: [{id: a, label: A, visible_if: x == ja}]}\n"
    assert ("q1.a", "") in equivalent(rest, only)


ALIAS = """\
  - id: p2
    visible_if: x == ja
    questions: [{id: q1, type: text, label: Q1, visible_if: &c x == ja or y == ja}]
  - id: p3
    questions: [{id: q2, type: text, label: Q2, visible_if: *c}]
"""


def test_what_is_written_once_and_repeated_is_one_place_judged_wherever_it_is() -> None:
    assert equivalent(ALIAS) == set()
    twice = [v.mutant for v in found_in(with_head(TWO.lstrip() + ALIAS)) if len(v.mutant.place.uses) == 2]
    slips = [(mutant.kind, mutant.after) for mutant in twice]
    assert len(slips) == len(set(slips)) == 9


def test_what_shows_and_requires_alike_is_judged_as_both() -> None:
    rest = """\
  - id: p2
    visible_if: x == ja
    questions:
      - {id: q1, type: text, label: Q1, visible_if: &c x == ja or y == ja}
  - id: p3
    questions:
      - {id: q2, type: text, label: Q2, required: *c}
"""
    assert equivalent(rest) == {("q1", "")}


def test_the_text_beside_an_option_does_not_follow_its_question() -> None:
    rest = """\
  - id: p2
    questions:
      - {id: q, type: choice, label: Q, required: x == ja, options: [{id: a, label: A, specify: {label: V}}]}
"""
    text = with_head(TWO.lstrip() + rest)
    assert {m.place.fields for m in mutants(text) if m.place.role == "required"} == {("q",)}


def differ(survey: se.Survey, mutant: Mutant, answers: dict[str, object]) -> bool:
    mine, theirs = survey.evaluate(answers), mutant.survey.evaluate(answers)
    return (mine.visible, mine.values, mine.problems) != (theirs.visible, theirs.values, theirs.problems)


@given(st.data())
@settings(max_examples=15, deadline=None)
def test_no_answers_tell_apart_what_is_called_equivalent(data: st.DataObject) -> None:
    text = yaml_of(data.draw(surveys()))
    survey = se.load_text(text)
    same = [mutant for mutant in mutants(text, most=40) if is_equivalent(survey, mutant)]
    for answers in data.draw(st.lists(values(survey), min_size=3, max_size=3)) if same else ():
        assert [mutant for mutant in same if differ(survey, mutant, answers)] == []


FORMS = sorted((Path(__file__).parents[2] / "surveys").glob("*.yaml"))


@cache
def same_in_a_real_form(path: Path) -> tuple[se.Survey, list[Mutant]]:
    text = path.read_text(encoding="utf-8")
    survey = se.load_text(text)
    return survey, [mutant for mutant in mutants(text) if is_equivalent(survey, mutant)]


@pytest.mark.slow
@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
@given(data=st.data())
@settings(max_examples=5, deadline=None)
def test_nor_in_the_real_forms(path: Path, data: st.DataObject) -> None:
    survey, same = same_in_a_real_form(path)
    for answers in (data.draw(values(survey)), data.draw(respondents(survey))):
        assert [mutant for mutant in same if differ(survey, mutant, answers)] == []


def test_of_a_large_form_some_slips_are_made_spread_over_it() -> None:
    text, _ = SHAPES["one answer hides all others"](300)
    some = list(mutants(text, most=20))
    assert 10 < len(some) <= 20
    assert some[0].every > 1
    assert len({mutant.kind for mutant in some}) > 3
    lines = [mutant.span.line for mutant in some]
    assert lines == sorted(lines)
    assert lines[-1] - lines[0] > 200


def test_of_a_form_of_some_size_all_are_made() -> None:
    text, _ = SHAPES["one answer hides all others"](90)
    assert next(mutants(text, most=2000)).every == 1
