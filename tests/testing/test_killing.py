"""Answers that tell a mutant from its form: found where there are any, and no more than needed."""

from __future__ import annotations

import pytest

import survey_engine as se
from survey_engine.model import Scenario
from survey_engine.scenarios import failures
from survey_engine.testing.killing import killing
from survey_engine.testing.mutants import mutants
from tests.forms import with_page

FORM = with_page("""
    - {id: fick, type: integer, label: Fick, prefill: true}
    - id: kostnader
      type: group
      label: Kostnader
      required: true
      fields: [{id: loner, type: integer, label: Löner}, {id: resor, type: integer, label: Resor}]
      checks: [{error_if: sum(kostnader) > fick, message: För mycket.}]
    - {id: kvar, type: computed, label: Kvar, value: fick - sum(kostnader)}
    - id: orsak
      type: choices
      label: Orsak
      visible_if: kvar > 0
      options: [{id: tid, label: Tid}, {id: annan, label: Annan, visible_if: kvar > 100}]
    - {id: senare, type: date, label: Senare, required: annan in orsak}
    - {id: dag, type: text, label: Dag, visible_if: 'senare > "2025-03-01" and tid in orsak'}
""")


def killers(text: str) -> list[tuple[str, Scenario | None]]:
    survey = se.load_text(text)
    found = []
    for mutant in mutants(text):
        killer = killing(survey, mutant).killer
        if killer is not None:
            assert failures(survey, killer) == ()
            assert failures(mutant.survey, killer)
        found.append((f"{mutant.place.path}: {mutant}", killer))
    return found


def test_every_mutant_is_told_apart() -> None:
    assert [name for name, killer in killers(FORM) if killer is None] == []


@pytest.mark.parametrize(
    ("name", "answers"),
    [
        ("orsak: kvar > 0 → kvar >= 0", 2),
        ("kostnader: sum(kostnader) > fick → sum(kostnader) >= fick", 2),
        ("orsak.annan: visible_if: kvar > 100 → –", 3),
    ],
)
def test_no_answer_is_there_that_does_not_matter(name: str, answers: int) -> None:
    killer = dict(killers(FORM))[name]
    assert killer is not None
    assert len(killer.answers) == answers


def test_nothing_is_found_where_nothing_can_be_said() -> None:
    """The same code at the same path: a scenario says which codes are there, not how often."""
    text = with_page("""
    - id: a
      type: integer
      label: A
      checks:
        - {error_if: a > 3, message: Stort.}
        - {error_if: a > 2, message: Större.}
    """)
    assert dict(killers(text))["a: a > 3 → a > 4"] is None


def test_a_condition_of_many_clauses_is_met_clause_by_clause() -> None:
    text = with_page("""
    - {id: x, type: choice, label: X, options: [{id: ja, label: Ja}, {id: nej, label: Nej}]}
    - {id: a, type: confirm, label: A}
    - {id: b, type: confirm, label: B}
    - {id: c, type: confirm, label: C}
    - {id: t, type: text, label: T, visible_if: a and b and c and x == ja}
    """)
    assert [name for name, killer in killers(text) if killer is None] == []


def test_clauses_that_are_alternatives_are_each_turned() -> None:
    text = with_page("""
    - {id: n, type: integer, label: N}
    - {id: d, type: date, label: D}
    - {id: a, type: confirm, label: A}
    - {id: b, type: confirm, label: B}
    - {id: t, type: text, label: T, visible_if: '(n > 40 or d < "2001-02-03") and (a or n < 7) and not (b and a)'}
    """)
    assert [name for name, killer in killers(text) if killer is None] == []


def test_a_text_is_answered_as_the_condition_has_it() -> None:
    text = with_page("""
    - {id: kod, type: text, label: Kod}
    - {id: a, type: confirm, label: A}
    - {id: t, type: text, label: T, visible_if: 'kod == "hemligt" and a'}
    """)
    assert [name for name, killer in killers(text) if killer is None] == []


def test_a_search_that_runs_out_of_tries_says_so() -> None:
    survey = se.load_text(FORM)
    mutant = next(mutants(FORM))
    assert killing(survey, mutant).to_the_end
    cut = killing(survey, mutant, tries=1)
    assert (cut.killer, cut.to_the_end) == (None, False)


def test_days_at_the_ends_of_the_calendar() -> None:
    text = with_page("""
    - {id: d, type: date, label: D, max: "9999-12-31"}
    - {id: a, type: confirm, label: A}
    - {id: t, type: text, label: T, visible_if: 'd < "9999-12-31" and d > "0001-01-01" and a'}
    """)
    assert [name for name, killer in killers(text) if killer is None] == []
