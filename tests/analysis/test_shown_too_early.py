"""A condition that is met before the answer it speaks of is there."""

from __future__ import annotations

import pytest

import survey_engine as se
from tests.forms import codes, with_head

FORM = """
    pages:
      - id: forst
        questions:
          - id: tidigare
            type: choice
            label: T
            options: [{id: ja, label: Ja}, {id: nej, label: Nej}]
          - {id: givet, type: integer, label: G, prefill: true}
      - id: sist
        questions:
          - id: val
            type: choice
            label: V
            options: [{id: ja, label: Ja}, {id: nej, label: Nej}, {id: vet_ej, label: Vet ej}]
          - {id: antal, type: integer, label: A, cannot_say: 999}
          - {id: kvar, type: computed, label: K, value: givet - antal}
          - {id: klar, type: confirm, label: Klar, statement: S}
          - id: flera
            type: choices
            label: F
            options: [{id: a, label: A}, {id: inget, label: I, exclusive: true}]
          - id: minst
            type: choices
            label: M
            required: true
            options: [{id: a, label: A}, {id: inget, label: I, exclusive: true}]
          - {id: foljd, type: text, label: Följd, visible_if: val == ja}
          - id: sist_av_allt
            type: text
            label: S
            visible_if: CONDITION
"""


def found(condition: str) -> tuple[se.Diagnostic, ...]:
    return se.check_text(with_head(FORM.replace("CONDITION", condition)))


@pytest.mark.parametrize(
    ("condition", "path", "denial"),
    [
        ("val != ja", "val", "val != ja"),
        ("val not in [ja, nej]", "val", "val not in [ja, nej]"),
        ("not val == ja", "val", "val == ja"),
        ("not (val == ja or tidigare == ja)", "val", "val == ja"),
        ("antal != 0", "antal", "antal != 0"),
        ("antal != 999", "antal", "antal != 999"),
        ("not antal < 3", "antal", "antal < 3"),
        ("antal != givet", "antal", "antal != givet"),
        ("kvar != 0", "antal", "kvar != 0"),
        ("inget not in minst", "minst", "inget not in minst"),
        ("tidigare == ja and val != ja", "val", "val != ja"),
        ("antal > 3 or val != ja", "val", "val != ja"),
        ("(answered(val) and antal > 3) or val != ja", "val", "val != ja"),
    ],
)
def test_a_denial_is_met_before_there_is_an_answer(condition: str, path: str, denial: str) -> None:
    (diagnostic,) = found(condition)

    assert diagnostic.code == "shown-before-answered"
    assert f" {path} " in diagnostic.message
    line = FORM.replace("CONDITION", condition).splitlines()[-1]
    assert diagnostic.span.column + 4 == line.index(condition) + condition.index(denial) + 1
    assert diagnostic.span.end_column - diagnostic.span.column == len(denial)


@pytest.mark.parametrize(
    "condition",
    [
        "answered(val) and val != ja",
        "val != ja and val in [nej, vet_ej]",
        'val == nej and not foljd == "x"',
        'foljd != "x"',
        'answered(foljd) and foljd != "x" and val != nej',
        "antal > 0 and antal != 7",
        "kvar > 0 and antal != 7",
        "tidigare != ja",
        "givet != 3",
        "not klar",
        "inget not in flera",
        "not answered(val)",
        "count(flera) != 1",
        "sum(antal, givet) != 1",
        "val == ja",
    ],
)
def test_a_denial_that_is_meant_or_waits_for_its_answer_is_left_alone(condition: str) -> None:
    assert [each.code for each in found(condition)] == []


def test_what_stands_outside_may_ask_for_the_answer() -> None:
    form = """
        pages:
          - id: sidan
            questions:
              - {id: val, type: choice, label: V, options: [{id: ja, label: Ja}, {id: nej, label: N}]}
              - id: grupp
                type: group
                visible_if: answered(val)
                fields: [{id: a, type: text, label: A, visible_if: val != ja}]
    """
    assert codes(with_head(form)) == []
    assert codes(with_head(form.replace("visible_if: answered(val)", "label: G"))) == ["shown-before-answered"]


def test_options_and_rows_are_things_that_show_too() -> None:
    form = """
        pages:
          - id: sidan
            questions:
              - {id: val, type: choice, label: V, options: [{id: ja, label: Ja}, {id: nej, label: N}]}
              - {id: b, type: choice, label: B, options: [{id: x, label: X, visible_if: val != ja}, {id: y, label: Y}]}
              - id: c
                type: matrix
                label: C
                rows: [{id: r, label: R, visible_if: val != nej}]
                columns: [{id: k, type: integer, label: K}]
    """
    messages = [each.message for each in se.check_text(with_head(form))]
    assert messages == [
        "alternativet visas redan innan val har besvarats",
        "raden visas redan innan val har besvarats",
    ]
