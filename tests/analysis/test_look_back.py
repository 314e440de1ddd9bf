"""Conditions look back: a page's at earlier pages, everything else also at its own page."""

from __future__ import annotations

import pytest

import survey_engine as se
from tests.forms import codes, with_head

FORM = """
    pages:
      - id: forst
        questions:
          - {id: a, type: integer, label: A}
      - id: mitten
        visible_if: PAGE
        questions:
          - {id: b, type: integer, label: B}
          - id: val
            type: choice
            label: V
            visible_if: QUESTION
            required: REQUIRED
            options: [{id: x, label: X, visible_if: OPTION, specify: {required: COMPANION}}, {id: y, label: Y}]
            checks: [{warn_if: CHECK, message: M}]
          - id: grupp
            type: group
            fields: [{id: f, type: integer, label: F, visible_if: FIELD}]
          - id: tabell
            type: matrix
            label: T
            rows: [{id: r, label: R, visible_if: ROW}]
            columns: [{id: k, type: integer, label: K, required: COLUMN}]
          - {id: summa, type: computed, label: S, value: VALUE}
      - id: sist
        questions:
          - {id: c, type: integer, label: C}
    never: [NEVER]
"""
PLACES = ("QUESTION", "REQUIRED", "OPTION", "COMPANION", "CHECK", "FIELD", "ROW", "COLUMN", "NEVER")


def written(**expressions: str) -> str:
    text = with_head(FORM)
    for number, place in enumerate((*PLACES, "PAGE")):
        text = text.replace(place, expressions.get(place, f"a > {number}"))
    return text.replace("VALUE", expressions.get("VALUE", "a + 1"))


def test_everything_may_look_at_an_earlier_page() -> None:
    assert codes(written()) == []


@pytest.mark.parametrize("place", [place for place in PLACES if place != "NEVER"])
def test_everything_but_a_page_may_look_at_its_own_page(place: str) -> None:
    assert codes(written(**{place: "b > 0"})) == []


@pytest.mark.parametrize("place", [place for place in PLACES if place != "NEVER"])
def test_nothing_looks_at_a_later_page(place: str) -> None:
    assert codes(written(**{place: "c > 0"})) == ["looks-ahead"]


def test_a_value_does_not_look_at_a_later_page() -> None:
    assert codes(written(VALUE="a + c")) == ["looks-ahead"]
    assert codes(written(VALUE="a + b")) == []


def test_never_may_look_anywhere() -> None:
    assert codes(written(NEVER="c > 0 and b > 0")) == []


def test_a_page_does_not_look_at_itself_or_ahead() -> None:
    assert codes(written(PAGE="b > 0")) == ["page-looks-inside"]
    assert codes(written(PAGE="c > 0")) == ["looks-ahead"]


def test_the_diagnostic_stands_at_the_name_and_tells_where_that_is_defined() -> None:
    text = written(QUESTION="a > 0 and c > 0")
    (found,) = se.check_text(text)
    line = text.splitlines()[found.span.line - 1]
    assert line[found.span.column - 1 : found.span.end_column - 1] == "c"
    (note,) = found.notes
    assert note.span is not None
    assert "id: c" in text.splitlines()[note.span.line - 1]


def test_an_expression_of_many_rows_is_told_once() -> None:
    text = with_head("""
        pages:
          - id: forst
            questions:
              - id: t
                type: matrix
                label: T
                rows: [{id: r, label: R}, {id: s, label: S}]
                columns: [{id: k, type: integer, label: K, required: c > 0}]
                checks: [{warn_if: row.k > c, message: M}]
          - {id: sist, questions: [{id: c, type: integer, label: C}]}
    """)
    assert codes(text) == ["looks-ahead", "looks-ahead"]


def test_a_condition_of_an_option_set_is_judged_where_it_is_used() -> None:
    text = """
        option_sets: {lista: [{id: x, label: X, visible_if: b > 0}, {id: y, label: Y}]}
        pages:
          - {id: forst, questions: [{id: a, type: integer, label: A}USED]}
          - {id: sist, questions: [{id: b, type: integer, label: B}, {id: v, type: choice, label: V, options: lista}]}
    """
    assert codes(with_head(text.replace("USED", ""))) == []
    used = ", {id: u, type: choice, label: U, options: lista}"
    assert codes(with_head(text.replace("USED", used))) == ["looks-ahead"]
