"""A form as data: parts know their whole, and a form is the same after a journey through pickle, copy and language."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError
from typing import Any

import pytest
from hypothesis import given

import survey_engine as se
from survey_engine.model import Form, in_language
from survey_engine.testing.surveys import survey_texts
from survey_engine.texts import Text
from tests.forms import form

BILINGUAL = """
    option_sets:
      ja_nej: [{id: ja, label: {sv: Ja, en: "Yes"}, specify: {label: {sv: Vad, en: What}}}, {id: nej, label: Nej}]
    pages:
      - id: sidan
        title: {sv: Sidan, en: The page}
        questions:
          - {id: val, type: choice, label: {sv: Välj, en: Choose, fi: Valitse}, help: Hjälp, options: ja_nej}
          - id: tabell
            type: matrix
            label: Tabell
            rows: [{id: a, label: {sv: Rad, en: Row}}]
            columns: [{id: k, type: integer, label: Antal, unit: {sv: st, en: pcs}}]
            checks: [{error_if: row.k > 3, message: {sv: För många, en: Too many}}]
"""


def copied(form: Form) -> Form:
    return copy.deepcopy(form)


def pickled(form: Form) -> Form:
    again: Form = pickle.loads(pickle.dumps(form))
    return again


def translated(form: Form) -> Form:
    return in_language(form, "en")


@pytest.mark.parametrize("made", [copied, pickled, translated, lambda form: form])
def test_parts_know_the_whole_that_they_belong_to(made: Callable[[Form], Form]) -> None:
    whole = made(form(BILINGUAL).form)
    for page in whole.pages:
        assert all(question.page is page for question in page.questions)
    for question in whole.questions:
        assert all(part.question is question and part.page is question.page for part in question.fields)
        assert all(part.row is None or part.row in question.rows for part in question.fields)
        assert all(case.row in question.rows for check in question.checks for case in check.cases)
    for part in whole.fields:
        assert whole.by_path[part.path] is part
        assert all(option.companion is None or option.companion in part.question.fields for option in part.options)


@given(survey_texts(max_pages=2))
def test_a_copy_has_the_same_texts_paths_and_conditions(text: str) -> None:
    whole = se.load_text(text).form
    for again in (copied(whole), pickled(whole), in_language(in_language(whole, "en"), "sv")):
        assert again.fingerprint == whole.fingerprint
        assert [_told(part) for part in again.fields] == [_told(part) for part in whole.fields]
        assert [_told(question) for question in again.questions] == [_told(question) for question in whole.questions]


def _told(thing: Any) -> tuple[Any, ...]:
    condition = thing.visible_if
    return (
        str(thing.label), str(thing.help), condition and (condition.source, condition.tree),
        [o.id for o in thing.options],
    )  # fmt: skip


def test_every_text_is_in_the_language_that_was_asked_for() -> None:
    english = form(BILINGUAL).in_language("en")
    val, what, _ = english.fields
    assert english.language == "en"
    assert (english.pages[0].title, val.label, val.help) == ("The page", "Choose", "Hjälp")
    assert [option.label for option in val.options] == ["Yes", "Nej"]
    assert what.label == "What"
    assert (english.field("tabell.a.k").label, english.field("tabell.a.k").unit) == ("Row: Antal", "pcs")
    problems = english.evaluate({"tabell.a.k": 4, "val": "ja"}).problems
    assert [problem.message for problem in problems] == ["The question needs an answer.", "Too many"]


def test_a_language_that_is_missing_falls_back_to_the_forms_own_text_by_text() -> None:
    finnish = form(BILINGUAL).in_language("fi")
    assert finnish.questions[0].label == "Valitse"
    assert finnish.pages[0].title == "Sidan"
    assert finnish.in_language("en").pages[0].title == "The page"
    assert finnish.in_language("sv").questions[0].label == "Välj"


def test_a_text_stays_itself_with_its_translations() -> None:
    text = Text({"sv": "Ja", "en": "Yes"}, "sv", "sv")
    assert text == "Ja"
    assert text.in_language("en") == "Yes"
    assert text.in_language("de") == "Ja"
    for again in (pickle.loads(pickle.dumps(text)), copy.deepcopy(text)):
        assert again == "Ja"
        assert again.in_language("en") == "Yes"


@pytest.mark.parametrize("name", ["label", "path", "options"])
def test_a_field_cannot_be_changed(name: str) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(form(BILINGUAL).fields[0], name, "x")


def test_the_options_of_a_question_are_those_of_its_choice() -> None:
    val, tabell = form(BILINGUAL).questions
    assert [option.id for option in val.options] == ["ja", "nej"]
    assert tabell.options == ()
