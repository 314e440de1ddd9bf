"""What every field follows from, path by path, and the order that follows from that."""

from __future__ import annotations

from hypothesis import given

import survey_engine as se
from survey_engine.dependencies import conditions, feeds, in_order
from tests.forms import form, page
from tests.strategies import surveys

SURVEY = """
    pages:
      - id: forst
        questions:
          - {id: a, type: integer, label: A}
          - {id: b, type: integer, label: B}
          - {id: c, type: integer, label: C}
      - id: sedan
        visible_if: a > 0
        questions:
          - id: val
            type: choice
            label: V
            visible_if: b > 0
            required: c > 0
            options: [{id: x, label: X, visible_if: c > 1, specify: {required: c > 2}}]
            checks: [{error_if: val == x and c > 3, message: M}]
          - id: tabell
            type: matrix
            label: T
            rows: [{id: rad, label: R, visible_if: c > 0}]
            columns: [{id: k, type: integer, label: K}]
          - {id: summa, type: computed, label: S, value: "sum(tabell.rad.k, a)"}
"""


def test_a_field_follows_from_the_conditions_that_show_it_its_options_and_its_value() -> None:
    followed = {part.path: sorted(set(feeds(part))) for part in form(SURVEY).fields}
    assert followed == {
        "a": [], "b": [], "c": [],
        "val": ["a", "b", "c"],
        "val.x": ["a", "b", "val"],
        "tabell.rad.k": ["a", "c"],
        "summa": ["a", "tabell.rad.k"],
    }  # fmt: skip


def test_the_conditions_of_a_field_go_from_the_page_inwards() -> None:
    assert [condition.source for condition in conditions(form(SURVEY).field("tabell.rad.k"))] == ["a > 0", "c > 0"]
    assert [condition.source for condition in conditions(form(SURVEY).field("val.x"))] == ["a > 0", "b > 0"]


def test_a_form_that_only_looks_back_keeps_its_own_order() -> None:
    survey = form(SURVEY)
    assert in_order(survey.form) == survey.fields


def test_what_looks_forward_on_a_page_comes_after_what_it_looks_at() -> None:
    survey = page("""
- {id: a, type: integer, label: A, visible_if: c > 0}
- {id: b, type: integer, label: B}
- {id: c, type: integer, label: C, visible_if: d > 0}
- {id: d, type: integer, label: D}
""")
    assert [part.path for part in in_order(survey.form)] == ["d", "c", "a", "b"]


@given(surveys())
def test_each_field_comes_once_and_after_all_that_it_follows_from(text: str) -> None:
    survey = se.load_text(text)
    order = [part.path for part in in_order(survey.form)]
    assert sorted(order) == sorted(part.path for part in survey.fields)
    for part in survey.fields:
        assert all(order.index(path) < order.index(part.path) for path in feeds(part))
