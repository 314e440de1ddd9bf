"""The conditions that show something, with what they stand under."""

from __future__ import annotations

from survey_engine.analysis.conditions import clauses, shown, without_negation
from survey_engine.expr import nodes
from survey_engine.load import load_with_blueprint
from tests.forms import with_head

FORM = """
    option_sets:
      svar: [{id: x, label: Xx, visible_if: answered(a)}, {id: y, label: Yy}]
    pages:
      - id: forst
        questions: [{id: a, type: integer, label: A}]
      - id: sist
        visible_if: a > 1
        questions:
          - id: tabell
            type: matrix
            label: T
            visible_if: a > 2
            rows: [{id: r, label: R, visible_if: a > 3}]
            columns: [{id: k, type: choice, label: K, options: svar}]
          - id: grupp
            type: group
            fields: [{id: f, type: choice, label: F, visible_if: a > 4, options: [{set: svar, visible_if: a > 5}]}]
"""


def test_every_condition_that_shows_something_is_found_with_what_it_stands_under() -> None:
    blueprint = load_with_blueprint(with_head(FORM))[1]
    found = [
        (each.thing, each.condition.source, [outer.condition.source for outer in each.outer])
        for each in shown(blueprint)
    ]
    assert found == [
        ("page", "a > 1", []),
        ("question", "a > 2", ["a > 1"]),
        ("row", "a > 3", ["a > 1", "a > 2"]),
        ("option", "answered(a)", ["a > 1", "a > 2"]),
        ("field", "a > 4", ["a > 1"]),
        ("option", "a > 5", ["a > 1", "a > 4"]),
    ]


def test_clauses_are_what_and_joins() -> None:
    a, b, c = (nodes.Confirmed(name) for name in "abc")
    assert clauses(nodes.And((nodes.And((a, b)), c))) == (a, b, c)
    assert clauses(nodes.Or((a, b))) == (nodes.Or((a, b)),)


def test_a_negation_is_put_beside_what_it_denies() -> None:
    a, b = nodes.Confirmed("a"), nodes.Confirmed("b")
    assert without_negation(nodes.Not(nodes.Or((a, nodes.Not(b))))) == nodes.And((nodes.Not(a), b))
