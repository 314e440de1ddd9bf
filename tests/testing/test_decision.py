"""Which clauses have decided: unique cause and masking, beside their definitions tried on every pair of responses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import survey_engine as se
from survey_engine.engine.judge import Judge
from survey_engine.expr import nodes
from survey_engine.model import Condition
from survey_engine.testing import expressions
from survey_engine.testing.conditions_apart import atoms
from survey_engine.testing.coverage import Coverage
from survey_engine.testing.decision import Decision, Vector
from tests.forms import page, with_page

QUESTIONS = """
- {id: a, type: confirm, label: A}
- {id: b, type: confirm, label: B}
- {id: n, type: integer, label: N, cannot_say: 99}
- {id: k, type: choices, label: K, options: [{id: x, label: X}, {id: y, label: Y}]}
"""
RESPONSES = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "a": st.just(True),
            "b": st.just(True),
            "n": st.sampled_from((0, 1, 2, 3, 5, 10, 99)),
            "k": st.sampled_from((["x"], ["y"], ["x", "y"])),
        },
    ),
    max_size=8,
)
Truth = Mapping[nodes.Condition, bool]


def shown_if(condition: str) -> se.Survey:
    return se.load_text(with_page(f"{QUESTIONS}- {{id: t, type: text, label: T, visible_if: '{condition}'}}"))


def condition_of(survey: se.Survey) -> Condition:
    condition = survey.form.questions[-1].visible_if
    assert condition is not None
    return condition


def comes_to(tree: nodes.Condition, truth: Truth) -> bool:
    match tree:
        case nodes.And():
            return all(comes_to(part, truth) for part in tree.parts)
        case nodes.Or():
            return any(comes_to(part, truth) for part in tree.parts)
        case nodes.Not():
            return not comes_to(tree.part, truth)
        case _:
            return truth[tree]


def by_definition(survey: se.Survey, responses: list[dict[str, Any]]) -> list[str | None]:
    """Of each clause whether two responses show that it decides, with the outcomes as the engine has them."""
    tree, judge = condition_of(survey).tree, Judge(survey.form)
    clauses = list(dict.fromkeys(atoms(tree)))
    seen: list[tuple[Truth, bool]] = []
    for answers in responses:
        journey = survey.evaluate(answers)
        seen.append(({each: judge.holds(each, journey.values) for each in clauses}, "t" in journey.visible))
    pairs = [(one, other) for one in seen for other in seen if one[1] and not other[1]]

    def hangs_on(clause: nodes.Condition, truth: Truth) -> bool:
        return comes_to(tree, {**truth, clause: True}) is not comes_to(tree, {**truth, clause: False})

    def decided(clause: nodes.Condition) -> str | None:
        apart = [(one, other) for (one, _), (other, _) in pairs if one[clause] is not other[clause]]
        if any({each for each in clauses if one[each] is not other[each]} == {clause} for one, other in apart):
            return "unique"
        masked = any(hangs_on(clause, one) and hangs_on(clause, other) for one, other in apart)
        return "masking" if masked else None

    return [decided(clause) for clause in clauses]


@given(condition=expressions(page(QUESTIONS)), responses=RESPONSES)
def test_it_is_as_the_definitions_say_on_every_pair_of_responses(
    condition: str, responses: list[dict[str, Any]]
) -> None:
    survey = shown_if(condition)
    coverage = Coverage(survey)
    for answers in responses:
        coverage.add(answers)
    (found,) = coverage.report().conditions
    assert [clause.decided for clause in found.clauses] == by_definition(survey, responses)


@pytest.mark.parametrize(
    ("condition", "clauses"),
    [
        ("a and b or a and n > 3", ["a", "b", "n > 3"]),
        ("n == 3 or a and n != 3", ["n == 3", "a"]),
        ("n != 3 and not (b or not a)", ["n != 3", "b", "a"]),
        ("1 < n < 5", ["1 < n", "n < 5"]),
    ],
)
def test_each_clause_is_there_once_as_it_is_written(condition: str, clauses: list[str]) -> None:
    whole = condition_of(shown_if(condition))
    assert [whole.source[slice(*clause.at)] for clause in Decision(whole.tree).clauses] == clauses


def test_a_clause_that_is_written_twice_turns_everywhere_at_once() -> None:
    decision = Decision(condition_of(shown_if("n == 3 or a and n != 3")).tree)
    assert decision.clause_at == (0, 1, 0)
    assert decision.once((True, False, True)) == (True, False)
    assert [decision.outcome(each) for each in ((True, True), (True, False), (False, True), (False, False))] == [
        True,
        True,
        True,
        False,
    ]


def test_a_clause_on_which_no_outcome_hangs_never_decides() -> None:
    decision = Decision(condition_of(shown_if("a and b or a and not b")).tree)
    every: dict[Vector, bool] = {(a, b): decision.outcome((a, b)) for a in (True, False) for b in (True, False)}
    assert [decision.decided(i, every) for i in (0, 1)] == ["unique", None]


def test_a_clause_that_follows_from_another_never_decides() -> None:
    survey = shown_if("n > 3 and n > 5 or b")
    coverage = Coverage(survey)
    for answers in ({"n": 10}, {"n": 0}):
        coverage.add(answers)
    (found,) = coverage.report().conditions
    assert [clause.decided for clause in found.clauses] == [None, None, None]
    coverage.add({"n": 5})
    (found,) = coverage.report().conditions
    assert [clause.decided for clause in found.clauses] == [None, "unique", None]
