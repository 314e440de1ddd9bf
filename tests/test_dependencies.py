"""What every field follows from, the order that follows from that, and where the things of a form stand in its file."""

from __future__ import annotations

from hypothesis import given

import survey_engine as se
from survey_engine.dependencies import Blueprint, conditions, feeds, in_order
from survey_engine.parsing.build import build
from survey_engine.parsing.reader import read
from survey_engine.source import Source
from survey_engine.testing.surveys import survey_texts
from tests.forms import form, page

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


@given(survey_texts())
def test_each_field_comes_once_and_after_all_that_it_follows_from(text: str) -> None:
    survey = se.load_text(text)
    order = [part.path for part in in_order(survey.form)]
    assert sorted(order) == sorted(part.path for part in survey.fields)
    for part in survey.fields:
        assert all(order.index(path) < order.index(part.path) for path in feeds(part))


WRITTEN = """\
survey: prov
version: "1"
language: sv
title: {sv: Prov, en: "A \\"test\\""}
submission: {closes: 2026-03-02}
option_sets:
  ja_nej: [{id: ja, label: Ja}, {id: nej, label: Nej}]
  ingens: [{id: x, label: X}]
pages:
  - id: sidan
    questions:
      - id: val
        type: choice
        label: Val
        help: |
          Välj
          ett
        options: [{set: ja_nej, visible_if: tal > 0}, {id: annat, label: Annat, specify: {max_chars: 5}}]
      - {id: tal, type: integer, label: Tal, required: val == ja, visas_om: val != nej, shown_when_text: Vid ja}
      - id: tabell
        type: matrix
        label: T
        rows: [{id: rad, label: R}]
        columns: [{id: k, type: choice, label: K, options: ja_nej}]
        checks: [{error_if: tabell.rad.k == ja, message: Fel}]
never: [tal > 1, tal > 2]
scenarios:
  - name: Ett
    answers: {val: ja, tal: 3}
"""


def blueprint(text: str = WRITTEN) -> Blueprint:
    document = read(Source("prov", text))[0]
    assert document is not None
    built, found = build(document)
    assert built is not None
    assert found == ()
    return built


def stands(span: se.Span | None) -> str:
    """What stands in the file at a place on one line."""
    assert span is not None
    assert span.line == span.end_line
    return WRITTEN.split("\n")[span.line - 1][span.column - 1 : span.end_column - 1]


def test_every_thing_of_a_form_knows_where_it_is_written() -> None:
    known = blueprint()
    form, of = known.form, known.of
    _, tal, tabell = form.questions
    assert stands(of(form).at("version")) == '"1"'
    assert stands(of(form.submission).at("closes")) == "2026-03-02"
    assert stands(of(form.pages[0]).place) == "sidan"
    assert [stands(of(question).place) for question in form.questions] == ["val", "tal", "tabell"]
    assert stands(of(tabell.rows[0]).at("label")) == "R"
    assert stands(of(tabell.columns[0]).key("label")) == "label"
    assert stands(of(tabell.checks[0]).at("message")) == "Fel"
    assert stands(of(form.scenarios[0]).at("answers", "tal")) == "3"
    assert stands(of(form).at("never", 1)) == "tal > 2"
    assert of(tal.fields[0]) == of(tal)


def test_fields_stand_where_what_makes_them_does() -> None:
    known = blueprint()
    assert {part.path: stands(known.place(part.path)) for part in known.form.fields} == {
        "val": "val",
        "val.annat": "{max_chars: 5}",
        "tal": "tal",
        "tabell.rad.k": "k",
    }
    assert known.place("finns.inte") is None


def test_an_option_of_a_set_stands_in_the_set() -> None:
    known = blueprint()
    val, tabell = known.form.by_path["val"], known.form.by_path["tabell.rad.k"]
    shared = known.option_sets["ja_nej"]
    assert [known.of(option) for option in val.options[:2]] == list(shared.options)
    assert [known.of(option) for option in tabell.options] == list(shared.options)
    reference = known.reference(val.options[0])
    assert reference is not None
    assert stands(reference.at("visible_if")) == "tal > 0"
    assert known.reference(val.options[2]) is None
    assert known.reference(tabell.options[0]) is None


def test_an_option_set_knows_where_it_is_used() -> None:
    sets = blueprint().option_sets
    assert {name: stands(each.place) for name, each in sets.items()} == {"ja_nej": "ja_nej", "ingens": "ingens"}
    assert [(stands(span), span.line) for span in sets["ja_nej"].used] == [("ja_nej", 18), ("ja_nej", 24)]
    assert sets["ingens"].used == ()


def test_a_stretch_of_a_text_has_its_place_in_any_style_and_language() -> None:
    known = blueprint()
    top = known.of(known.form)
    val, tal = (known.of(question) for question in known.form.questions[:2])
    assert top.texts("title") == {"sv": "Prov", "en": 'A "test"'}
    assert stands(top.within("title", 2, 8, "en")) == '\\"test\\"'
    assert stands(top.at("title", "sv")) == "Prov"
    assert val.texts("help") == {None: "Välj\nett\n"}
    assert stands(val.within("help", 5, 8)) == "ett"
    assert stands(val.within("label", 1, 3, "en")) == "al"
    assert stands(tal.within("visible_if", 0, 3)) == "val"
    assert stands(tal.key("visible_if")) == "visas_om"


def test_what_is_not_written_stands_where_its_thing_does() -> None:
    known = blueprint()
    val = known.of(known.form.questions[0])
    assert not val.has("max_selected")
    assert val.texts("max_selected") == {}
    assert [stands(val.at("max_selected")), stands(val.key("required")), stands(val.within("text", 0, 1))] == [
        "val"
    ] * 3
