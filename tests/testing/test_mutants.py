"""Small slips in a form's logic: each is an edit of the text, each another form, and all places are gone through."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import survey_engine as se
from survey_engine.load import load_with_blueprint
from survey_engine.testing.mutants import Mutant, mutants, places
from tests.forms import with_page


def kinds(questions: str) -> list[tuple[str, str, str]]:
    return [(mutant.kind, mutant.place.path, mutant.after) for mutant in mutants(with_page(questions))]


def test_marks_filters_and_checks_are_left_out() -> None:
    found = kinds("""
    - {id: a, type: confirm, label: A, required: true}
    - id: c
      type: choice
      label: C
      options: [{id: x, label: X}, {id: y, label: Y, visible_if: a}]
    - {id: n, type: integer, label: N, checks: [{error_if: answered(n), message: Fel.}]}
    - {id: t, type: text, label: T, required: answered(n)}
    """)
    assert ("required-dropped", "a", "") in found
    assert ("filter-dropped", "c.y", "") in found
    assert ("check-dropped", "n", "") in found
    assert ("required-dropped", "t", "") in found
    assert ("condition-dropped", "t", "") in found
    assert ("negated", "t", "not (answered(n))") in found


def test_what_stands_once_in_the_file_is_one_place() -> None:
    text = with_page("""
    - {id: a, type: confirm, label: A}
    - id: g
      type: group
      label: G
      required: true
      visible_if: a
      fields: [{id: x, type: integer, label: X}, {id: y, type: integer, label: Y}]
    """)
    found = [(place.role, place.fields) for place in places(load_with_blueprint(text)[1])]
    assert found == [("shown", ("g.x", "g.y")), ("required", ("g.x", "g.y"))]


def test_an_option_may_have_a_condition_of_its_own_and_one_of_its_set() -> None:
    text = """
survey: prov
version: "1"
language: sv
title: Prov
option_sets:
  alla: [{id: x, label: X, visible_if: a}, {id: y, label: Y}]
pages:
  - id: sidan
    questions:
      - {id: a, type: confirm, label: A}
      - {id: b, type: confirm, label: B}
      - {id: c, type: choice, label: C, options: [{set: alla, visible_if: b}, {id: z, label: Z}]}
"""
    found = {(mutant.kind, mutant.before, mutant.after) for mutant in mutants(text)}
    assert found == {
        ("negated", "a", "not (a)"),
        ("negated", "b", "not (b)"),
        ("filter-dropped", "visible_if: a", ""),
        ("filter-dropped", "visible_if: b", ""),
    }


@cache
def of_a_real_form() -> tuple[str, tuple[Mutant, ...]]:
    path = Path(__file__).parents[2] / "surveys" / "rekvisition-utsatta-omraden-2023.yaml"
    text = path.read_text(encoding="utf-8")
    return text, tuple(mutants(text))


def test_a_mutant_is_the_form_that_its_text_would_be() -> None:
    """What would stand there is put into the file: it loads, and means what the mutant does."""
    text, found = of_a_real_form()
    tried = 0
    for mutant in found:
        lines = text.splitlines()
        span = mutant.span
        if not mutant.after or span.line != span.end_line:
            continue
        line = lines[span.line - 1]
        lines[span.line - 1] = line[: span.column - 1] + mutant.after + line[span.end_column - 1 :]
        survey = se.load_text("\n".join(lines) + "\n")
        for scenario in survey.form.scenarios:
            mine, theirs = survey.evaluate(scenario.answers), mutant.survey.evaluate(scenario.answers)
            assert mine.as_json() == theirs.as_json()
        tried += 1
    assert tried > 10


def test_each_is_another_form_and_numbered() -> None:
    _, found = of_a_real_form()
    assert [mutant.number for mutant in found] == list(range(1, len(found) + 1))
    assert len({(mutant.span, mutant.kind, mutant.after) for mutant in found}) == len(found)
