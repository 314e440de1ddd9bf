"""Where logic stands: every condition, required mark and check, in order, with its fields and what is around it."""

from __future__ import annotations

from survey_engine.testing.logic import Standing, logic_of
from tests.forms import form

FORM = form("""
pages:
  - id: first
    questions:
      - {id: a, type: confirm, label: A}
      - {id: b, type: confirm, label: B, required: false}
  - id: second
    visible_if: a
    questions:
      - id: m
        type: matrix
        label: M
        visible_if: b
        required: false
        rows: [{id: r, label: R}, {id: s, label: S, visible_if: not b}]
        columns: [{id: k, type: integer, label: K}]
        checks: [{warn_if: row.k > 5, message: Mycket.}]
      - id: c
        type: choice
        label: C
        required: a and b
        options: [{id: x, label: X}, {id: y, label: Y, visible_if: b}]
""")


def told(each: Standing) -> tuple[str, str, str | None, list[str], list[str]]:
    source = each.condition.source if each.condition is not None else None
    return each.kind, each.path, source, [part.path for part in each.fields], [outer.source for outer in each.outer]


def test_all_of_it_is_there_in_order_with_its_fields_and_what_is_around_it() -> None:
    found = [told(each) for each in logic_of(FORM.form)]
    assert found == [
        ("page", "second", "a", ["m.r.k", "m.s.k", "c"], []),
        ("question", "m", "b", ["m.r.k", "m.s.k"], ["a"]),
        ("row", "m.s", "not b", ["m.s.k"], ["a", "b"]),
        ("check", "m", "row.k > 5", ["m.r.k", "m.s.k"], ["a", "b"]),
        ("option", "c.y", "b", ["c"], ["a"]),
        ("required", "c", "a and b", ["c"], ["a"]),
    ]


def test_what_is_simply_required_has_no_condition() -> None:
    simple = form("pages: [{id: p, questions: [{id: a, type: text, label: A, required: true}]}]")
    assert [told(each) for each in logic_of(simple.form)] == [("required", "a", None, ["a"], [])]
