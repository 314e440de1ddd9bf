"""Texts that lack a language of the form."""

from __future__ import annotations

import survey_engine as se
from tests.forms import with_page


def told(questions: str, title: str = "{sv: Prov, en: Test}") -> list[str]:
    text = with_page(questions).replace("title: Prov", f"title: {title}")
    return [each.message for each in se.check_text(text) if each.code == "translation-missing"]


ASK = "- {id: a, type: text, label: {sv: Namn, en: Name}, help: {sv: Ert namn, en: Your name}}\n"
MISSING = "texten saknas på ett av formulärets språk (en)"


def test_a_translation_that_is_missing() -> None:
    assert told(ASK + "- {id: b, type: text, label: {sv: Vad}}") == [MISSING]


def test_of_many_on_a_page_the_first_is_told_of() -> None:
    many = "".join(f"- {{id: b{n}, type: text, label: {{sv: Vad {n}}}}}\n" for n in range(5))
    assert told(ASK + many) == [MISSING + ", och det gör 4 till på sidan"]


def test_a_text_without_languages() -> None:
    assert told(ASK + "- {id: b, type: text, label: Vad gör ni}") == [MISSING]
    assert told(ASK + "- {id: b, type: text, label: Region Skåne}") == []


def test_names_among_options_are_the_same_in_every_language() -> None:
    choice = "- {{id: b, type: choice, label: {{sv: Val, en: Choice}}, options: [{{id: x, label: {}}}]}}"
    assert told(ASK + choice.format("Statens institutionsstyrelse")) == []
    assert told(ASK + choice.format("Vet ej")) == [MISSING]


def test_a_plain_label_among_translated_ones() -> None:
    other = "{sv: Annat, en: Other}"
    often = "{sv: Ofta, en: Often}"

    def of(*labels: str) -> list[str]:
        options = ", ".join(f"{{id: o{n}, label: {label}}}" for n, label in enumerate(labels))
        return told(ASK + f"- {{id: b, type: choice, label: {{sv: Val, en: Choice}}, options: [{options}]}}")

    assert of("Vår egen förening", other) == [MISSING]
    assert of("Aldrig", often, other) == [MISSING]
    assert of("Malmö", "Lund", other) == []
    assert of("10 000 kr", "20 000 kr", often, other) == []
    assert of("100 kr", often, other) == []


def test_a_plain_row_among_translated_ones() -> None:
    rows = "[{id: r, label: {sv: Vi, en: We}}, {id: s, label: Våra medlemmar}]"
    columns = "[{id: k, type: integer, label: {sv: Antal, en: Number}}]"
    matrix = f"- {{id: b, type: matrix, label: {{sv: Hur, en: How}}, rows: {rows}, columns: {columns}}}"
    assert told(ASK + matrix) == [MISSING]


def test_a_form_in_one_language_with_a_text_in_two() -> None:
    assert (
        told("- {id: a, type: text, label: {sv: Namn, en: Name}}\n- {id: b, type: text, label: Vad gör ni}", "Prov")
        == []
    )
