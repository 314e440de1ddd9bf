"""The PDF as a reader, a screen reader and an archive would open it."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

import survey_engine as se
from survey_engine.rendering import pdf
from survey_engine.rendering.pdf import write
from survey_engine.rendering.reader import reading
from survey_engine.rendering.reading import (
    Box,
    Choice,
    Choices,
    Line,
    Markdown,
    Part,
    Reading,
    Section,
    Statement,
    Steps,
    Table,
)
from survey_engine.testing.surveys import survey_texts
from survey_engine.testing.values import values
from tests.forms import form, page

ROOT = Path(__file__).parents[2]


def opened(shown: Reading) -> PdfReader:
    return PdfReader(io.BytesIO(write(shown)))


def blank(survey: se.Survey) -> PdfReader:
    return opened(reading(survey.form))


def answered(survey: se.Survey, values: dict[str, Any]) -> PdfReader:
    return opened(reading(survey.form, survey.evaluate(values)))


def text_of(document: PdfReader) -> str:
    """All its text on one line, as a search sees it."""
    return " ".join(" ".join(each.extract_text() for each in document.pages).split())


def root_of(document: PdfReader) -> Any:
    return document.trailer["/Root"]


def elements(document: PdfReader) -> Iterator[tuple[str, str]]:
    """The structure tree in reading order: the kind and the title of each element."""
    waiting = [root_of(document)["/StructTreeRoot"]["/K"]]
    while waiting:
        thing = waiting.pop()
        thing = thing.get_object() if hasattr(thing, "get_object") else thing
        if isinstance(thing, list):
            waiting += reversed(thing)
        elif isinstance(thing, dict):
            if "/S" in thing:
                yield str(thing["/S"]), str(thing.get("/T", ""))
            if "/K" in thing:
                waiting.append(thing["/K"])


def headings(document: PdfReader) -> list[tuple[str, str]]:
    return [(kind, title) for kind, title in elements(document) if kind[1] == "H" and kind[2:].isdigit()]


def kinds(document: PdfReader) -> list[str]:
    return [kind for kind, _ in elements(document)]


def one(*parts: Part, answered: bool = False) -> Reading:
    return Reading("Prov", "sv", "2026", answered, (Section("Sida ett", Markdown(), "", parts),))


def assert_accessible(document: PdfReader, language: str = "sv") -> None:
    root = root_of(document)
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == language
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert document.metadata is not None
    assert (document.metadata.title or "").strip()
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()
    deepest = 0
    for kind, title in headings(document):
        assert title
        assert int(kind[2:]) <= deepest + 1
        deepest = int(kind[2:])


@pytest.mark.parametrize("path", sorted((ROOT / "surveys").glob("*.yaml")), ids=lambda path: path.stem)
def test_the_real_forms_are_accessible_documents(path: Path) -> None:
    survey = se.load(path)
    document = blank(survey)
    assert_accessible(document)
    assert document.metadata is not None
    assert document.metadata.title == survey.title
    text = text_of(document)
    assert f"Sida 1 ({len(document.pages)})" in text
    assert f"Sida {len(document.pages)} ({len(document.pages)})" in text
    for each in survey.pages:
        assert " ".join(str(each.title).split()) in text


def test_sections_and_questions_are_headings_and_the_outline() -> None:
    survey = form("""
        pages:
          - {id: ett, title: Om er, questions: [{id: namn, type: text, label: Namn på kommunen}]}
          - {id: utan, questions: [{id: datum, type: date, label: Datum}]}
        """)
    document = blank(survey)
    assert headings(document) == [("/H1", "Om er"), ("/H2", "Namn på kommunen"), ("/H1", "Datum")]
    assert [each.title for each in document.outline if not isinstance(each, list)] == [
        title for kind, title in headings(document) if kind == "/H1"
    ]


def test_a_matrix_is_a_table_with_heads_that_repeat() -> None:
    rows = ", ".join(f"{{id: r{number}, label: Rad nummer {number}}}" for number in range(80))
    survey = page(f"""
        - id: tjanster
          type: matrix
          label: Hur många tjänster?
          rows: [{rows}]
          columns: [{{id: antal, type: integer, label: Antal årsarbetare}}]
        """)
    document = blank(survey)
    assert kinds(document).count("/TH") == 2
    assert kinds(document).count("/TD") == 160
    assert len(document.pages) >= 2
    assert all("Antal årsarbetare" in each.extract_text() for each in document.pages[:2])


def test_a_scale_with_rows_has_a_column_for_each_step() -> None:
    survey = page("""
        - {id: betyg, type: scale, label: Hur gick det?, from: 1, to: 5, low: dåligt, high: bra,
           rows: [{id: a, label: Det ena}, {id: b, label: Det andra}]}
        """)
    document = answered(survey, {"betyg.a": 4, "betyg.b": 1})
    assert kinds(document).count("/TH") == 6
    assert text_of(document).count("✓") == 2
    assert "1 = dåligt, 5 = bra" in text_of(document)


def test_options_are_a_list_and_conditions_stand_in_words() -> None:
    survey = page("""
        - {id: fler, type: choice, label: Har ni fler?, options: [{id: ja, label: Ja}, {id: nej, label: Nej}]}
        - {id: vilka, type: text, label: Vilka?, visible_if: fler == ja, max_chars: 50}
        """)
    document = blank(survey)
    assert kinds(document).count("/LI") == 2
    text = text_of(document)
    assert "Frågan visas om" in text
    assert "Du kan skriva max 50 tecken." in text


def test_marks_are_told_in_words() -> None:
    survey = page("""
        - {id: fatt, type: integer, unit: kr, label: Mottaget, prefill: true}
        - {id: anvant, type: integer, unit: kr, label: Använt, required: true}
        - {id: kvar, type: computed, unit: kr, label: Kvar, value: fatt - anvant}
        """)
    text = text_of(blank(survey))
    assert "[Förifylls]" in text
    assert "[Automatisk beräkning]" in text
    assert "Frågor märkta med * måste besvaras." in text
    assert "Använt *" in text


def test_a_response_is_the_summary_of_what_was_answered() -> None:
    survey = se.load(ROOT / "surveys/forebygga-brottslighet-2025.yaml")
    values = json.loads((ROOT / "examples/forebygga-brottslighet-2025.answers.json").read_text(encoding="utf-8"))
    document = answered(survey, values)
    assert_accessible(document)
    text = text_of(document)
    assert "Era svar" in text
    assert "1 475 000 kr" in text
    assert "12,5 %" in text
    assert "Örjan Påhittad" in text
    assert "✓ Tidsbrist" in text
    assert "Annan orsak" not in text
    assert "Frågan visas om" not in text
    assert "[Förifylls]" not in text


def test_an_unanswered_question_says_so() -> None:
    survey = page("""
        - {id: namn, type: text, label: Namn, required: false}
        - {id: val, type: choice, label: Val, required: false, options: [{id: a, label: Äpple}]}
        - {id: intyg, type: confirm, label: Intyg, statement: Vi intygar detta., required: false}
        """)
    text = text_of(answered(survey, {}))
    assert text.count("Inget svar") == 3
    assert "Äpple" not in text


def test_markdown_is_set_and_html_is_text() -> None:
    help_text = Markdown(
        "# Rubrik\n\nEtt *kursivt* och **fett** ord, `kod`, [en länk](https://example.se/sida).\n\n"
        "- ett\n- två\n\n3. tre\n\n> citat\n\n---\n\n"
        "<b>html</b> ![bild](https://example.se/b.png)\n\n```py\nx = 1\n```\n"
    )
    document = opened(one(Part("Fråga", text=help_text)))
    text = text_of(document)
    assert "Ett kursivt och fett ord, kod, en länk (https://example.se/sida)." in text
    assert "ett två tre citat" in text or "• ett • två 3. tre citat" in text
    assert "<b>html</b> bild (https://example.se/b.png)" in text
    assert {"/Strong", "/Em", "/Link", "/L"} <= set(kinds(document))
    assert headings(document) == [("/H1", "Sida ett"), ("/H2", "Fråga")]
    notes: Any = document.pages[0]["/Annots"]
    links = {str(note.get_object()["/A"]["/URI"]) for note in notes}
    assert links == {"https://example.se/sida", "https://example.se/b.png"}


def test_only_safe_links_are_links() -> None:
    far = "https://example.se/" + "a" * 40_000
    document = opened(one(Part("Fråga", text=Markdown(f"[x](javascript:alert(1)) [y]({far}) [z](../fil)"))))
    assert "/Link" not in kinds(document)


def test_the_same_reading_gives_the_same_bytes_and_no_date() -> None:
    shown = one(Part("Fråga", body=Box()))
    assert write(shown) == write(shown)
    metadata = opened(shown).metadata
    assert metadata is not None
    assert metadata.creation_date is None
    assert metadata.modification_date is None


def test_the_fonts_are_those_of_the_package() -> None:
    document = opened(one(Part("Fråga", body=Box("svar"), text=Markdown("*ett* **två**")), answered=True))
    resources: list[Any] = [each["/Resources"] for each in document.pages]
    fonts = {
        str(font.get_object()["/BaseFont"]).rpartition("+")[2].removesuffix("-Identity-H")
        for each in resources
        for font in each["/Font"].values()
    }
    assert fonts == {"Inter-Regular", "Inter-Bold", "Inter-Italic"}
    folder = Path(pdf.__file__).with_name("fonts")
    assert "SIL OPEN FONT LICENSE" in (folder / "OFL.txt").read_text(encoding="utf-8")
    assert all(font.stat().st_size < 500_000 for font in folder.iterdir())


def test_english_forms_are_in_english() -> None:
    document = opened(
        Reading("A form", "en-GB", "1", True, (Section("Money", Markdown(), "", (Part("Q", body=Box("")),)),))
    )
    assert root_of(document)["/Lang"] == "en-GB"
    assert "Your answers" in text_of(document)
    assert "No answer" in text_of(document)
    assert "Page 1 (1)" in text_of(document)


HOSTILE = {
    "html": '<script>alert("1")</script><b>x</b>',
    "typst": "#text(red)[x] $x^2$ `raw` *bold* _em_ @ref <label> \\ #panic() // /* {1+1} ]",
    "jinja": "{{ 7 * 7 }} {% raw %} ${z} %s {0}",
    "json": '"}],"sections":[{"',
    "control characters": "a\x00\x01\x1b[31m\x7f\x85b",
    "lone surrogates": "\ud800x\udfff",
    "direction": "\u202eabc\u2066 \u200fעברית العربية\u061c",
    "no glyph": "😀👨‍👩‍👧 漢字 ไทย हिन्दी",
    "forbidden": "\ufeff\ufffe\uffff\ue000\U0010ffff",
    "marks": "e" + "\u0301" * 2000 + "\u0301a\u20d7",
    "invisible": "\u200b" * 2000 + "\u00ad" * 2000,
    "white": " \t\n\u2003",
    "nothing": "",
    "a long word": "å" * 20_000,
    "a long word from right to left": "ا" * 3000,
    "no space to break at": "\xa0a" * 3000,
    "nested": "> " * 300 + "- " * 300 + "*" * 300 + "a" + "*" * 300,
    "brackets": "[" * 3000,
    "list": "999999999. x\n1. y",
    "lines": "rad\r\n" * 300,
}


def everywhere(text: str, answered: bool) -> Reading:
    """A reading with that text in every place there is."""
    markdown = Markdown(text)
    box = Box(text if answered else None, text, True, None)
    companion = Part(text, help=markdown, remarks=(text,), body=box)
    choices = Choices(
        (Choice(text, answered or None, text, text, companion, text), Choice(text, None, text, shared_note=text)), True
    )
    table = Table(
        (Line(text, "required"), Line("b")),
        ((Line(text), (box, choices)), (Line(text, "prefilled"), (box, box))),
        (text,),
        (text,),
        ((text, markdown),),
    )
    inner = (
        Part(text, None, "required", markdown, markdown, text, (text,), box),
        Part(text, body=Statement(text, answered or None)),
        Part(text, body=Steps(("1", text[:50]), text, text, "1" if answered else None)),
    )
    parts = tuple(
        Part(text, 3, "required", markdown, markdown, text, (text,), body) for body in (None, box, choices, table)
    )
    whole = Part(text, parts=inner)
    return Reading(text, "sv", text, answered, (Section(text, markdown, text, (*parts, whole)),))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("answered", [False, True], ids=["form", "response"])
def test_hostile_texts_are_set_as_text(text: str, answered: bool) -> None:
    assert_accessible(opened(everywhere(text, answered)))


@pytest.mark.parametrize("name", ["html", "typst", "jinja", "json"])
def test_markup_of_others_is_what_the_reader_sees(name: str) -> None:
    text = HOSTILE[name]
    squeezed = "".join(text.split())
    shown = "".join(text_of(opened(one(Part(text, note=text, body=Box(text)), answered=True))).split())
    assert shown.count(squeezed) == 3


def test_what_cannot_be_shown_is_a_mark_and_the_rest_is_shown() -> None:
    text = text_of(opened(one(Part("x", body=Box("Bra 👍 jobbat\x07 \ud800 Åsa!")), answered=True)))
    assert "Bra � jobbat� � Åsa!" in text


def test_a_name_in_another_script_is_kept_where_there_is_a_font() -> None:
    assert "Ελένη Юрий" in text_of(opened(one(Part("x", body=Box("Ελένη Юрий")), answered=True)))
    assert "\N{REPLACEMENT CHARACTER}" not in text_of(opened(one(Part("x", body=Box("שלום مرحبا")), answered=True)))


def test_a_long_word_is_found_by_a_search() -> None:
    address = (
        "https://example.se/en/mycket/lang/adress/som/gar/over/flera/rader/och/lite/till/eftersom/den/ar/lang?ja=1"
    )
    text = text_of(opened(one(Part("x", body=Box(f"{address} e\u0301n en\u00adhet")), answered=True)))
    assert address.replace("/", "") in text.replace("/", "").replace(" ", "")
    assert "én enhet" in text
    assert not set("\N{ZERO WIDTH SPACE}\N{WORD JOINER}\N{SOFT HYPHEN}") & set(text)


def test_a_word_of_a_hundred_thousand_characters_is_all_there() -> None:
    word = "abcdefghij" * 10_000
    whole = "".join(each.extract_text() for each in opened(one(Part("x", body=Box(word)), answered=True)).pages)
    assert whole.count("abc") == 10_000


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data(), survey=survey_texts().map(se.load_text))
def test_every_form_and_response_is_an_accessible_document(data: st.DataObject, survey: se.Survey) -> None:
    assert_accessible(blank(survey), survey.language)
    assert_accessible(answered(survey, data.draw(values(survey))), survey.language)


@settings(max_examples=30, deadline=None)
@given(text=st.text())
def test_every_text_can_be_set(text: str) -> None:
    assert_accessible(opened(everywhere(text, answered=True)))


def test_without_typst_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(ModuleNotFoundError, match=r'pip install "survey-engine\[pdf\]"$'):
        write(one())
