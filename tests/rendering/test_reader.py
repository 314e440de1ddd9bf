"""The reading version as parts that any format can write."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import survey_engine as se
from survey_engine.rendering.reader import reading
from survey_engine.rendering.reading import (
    Box,
    Choices,
    Line,
    Part,
    Reading,
    Statement,
    Steps,
    Table,
)
from survey_engine.testing.surveys import survey_texts
from survey_engine.testing.values import values
from tests.forms import form, page
from tests.rendering.readings import ANSWERS, FORMS, real, small


def parts(survey: se.Survey, given_answers: dict[str, object] | None = None) -> dict[str, Part]:
    """Every question by its label."""
    journey = None if given_answers is None else survey.evaluate(given_answers)
    return {part.label: part for section in reading(survey.form, journey).sections for part in section.parts}


def of_page(questions: str) -> Part:
    (part,) = parts(page(questions)).values()
    return part


def test_a_form_begins_with_its_title() -> None:
    read = reading(small().form)
    assert (read.title, read.language, read.version, read.answered) == ("Ett litet formulär", "sv", "2026", False)
    assert [(section.title, section.note) for section in read.sections] == [
        ("Pengar", ""),
        ("Arbetet", "Avsnittet visas om svaret på fråga 3 är högst 0\u00a0kr."),
    ]


def test_a_question_says_all_that_is_known_of_it() -> None:
    part = parts(small())["Varför blev något kvar?"]
    assert (part.number, part.mark) == (4, "required")
    assert part.note == "Frågan visas om svaret på fråga 3 är större än 0\u00a0kr."
    assert part.remarks == ("Du kan välja flera alternativ.",)


def test_marks() -> None:
    read = parts(small())
    assert (read["Mottaget bidrag"].mark, read["Kvar"].mark) == (None, None)  # their boxes say it
    assert read["Kvar"].body == Box(unit="kr", mark="computed")
    assert read["Mottaget bidrag"].body == Box(unit="kr", mark="prefilled")
    costs = read["Kostnader"]
    assert costs.mark is None
    assert [(part.label, part.mark) for part in costs.parts] == [("Löner", "required"), ("Resor", None)]
    assert costs.parts[0].remarks == ("Lägst 0\u00a0kr.", "Högst 2\u00a0000\u00a0000\u00a0kr.")


def test_options_with_notes_of_their_own_and_in_common() -> None:
    body = parts(small())["Vilken metod?"].body
    assert isinstance(body, Choices)
    assert not body.several
    alfa, beta, gamma = body.options
    assert alfa.note == beta.note == "Alternativet visas om Löner under fråga 2 är större än 100\u00a0kr."
    assert alfa.shared_note == beta.shared_note == "Alternativen visas om Löner under fråga 2 är större än 100\u00a0kr."
    assert (gamma.note, gamma.shared_note) == ("", "")


def test_only_options_next_to_each_other_share_a_note() -> None:
    body = parts(
        page("""
            - {id: p, type: text, label: P}
            - id: q
              type: choice
              label: Q
              options:
                - {id: a, label: A, visible_if: answered(p)}
                - {id: b, label: B}
                - {id: c, label: C, visible_if: answered(p)}
            """)
    )["Q"].body
    assert isinstance(body, Choices)
    assert [option.shared_note for option in body.options] == ["", "", ""]


def test_an_exclusive_option_and_a_companion() -> None:
    body = parts(small())["Varför blev något kvar?"].body
    assert isinstance(body, Choices)
    time, other, nothing = body.options
    assert (time.companion, time.remark) == (None, "")
    assert other.companion == Part(remarks=("Du kan skriva max 100 tecken.",), body=Box())
    assert nothing.remark == "Kan inte väljas tillsammans med andra alternativ."


def test_a_matrix() -> None:
    body = parts(small())["Tjänster"].body
    assert isinstance(body, Table)
    assert body.heads == (Line("Antal"), Line("Fast?"))
    assert [line for line, _ in body.rows] == [Line("Lotsar"), Line("Andra")]
    assert body.notes == ("Raden Andra visas om Resor under fråga 2 är större än 0\u00a0kr.",)
    assert body.remarks == ("Antal: Lägst 0.",)


def test_what_is_said_of_a_column_stands_together_and_its_help_apart() -> None:
    body = of_page("""
        - id: t
          type: matrix
          label: T
          rows: [{id: r, label: Rad, help: Om raden.}]
          columns: [{id: k, type: decimal, places: 2, min: 0, label: Kolumn, help: Om kolumnen.}]
        """).body
    assert isinstance(body, Table)
    assert body.remarks == (
        "Kolumn: Högst 2 decimaler. Lägst 0.",
        "Frågan är frivillig att besvara.",
    )
    assert body.helps == (("Kolumn", "Om kolumnen."), ("Rad", "Om raden."))


def test_scales() -> None:
    read = parts(small())
    steps = Steps(("1", "2", "3"), "illa", "bra")
    assert read["Hur gick det?"].body == steps
    assert read["Och delarna?"].body == Table(
        (), ((Line("Starten"), (steps,)), (Line("Slutet"), (steps,))), remarks=("Frågan är frivillig att besvara.",)
    )
    assert steps.ends == "1 = illa, 3 = bra"


def test_a_confirm_and_a_text() -> None:
    read = parts(small())
    assert read["Intyg"].body == Statement("Uppgifterna är riktiga.")
    assert read["Berätta"].body == Box(lines=True)


def test_a_page_without_questions_is_read_too() -> None:
    (section,) = reading(form("pages: [{id: slut, title: Tack, text: Tack för svaren.}]").form).sections
    assert (section.title, section.text, section.parts) == ("Tack", "Tack för svaren.", ())


def test_a_response_has_only_what_was_asked_and_no_notes() -> None:
    read = parts(small(), ANSWERS)
    assert "Varför blev något kvar?" not in read
    assert not any(part.note or part.remarks for part in read.values())
    metod = read["Vilken metod?"].body
    assert isinstance(metod, Choices)
    assert [(option.label, option.ticked) for option in metod.options] == [
        ("Alfa", False),
        ("Beta", True),
        ("Gamma", False),
    ]


def test_a_response_has_values_as_people_write_them() -> None:
    read = parts(small(), ANSWERS)
    assert read["Mottaget bidrag"].body == Box("1\u00a0234\u00a0567", "kr")
    assert [part.body for part in read["Kostnader"].parts] == [Box("1\u00a0234\u00a0567", "kr"), Box("", "kr")]
    assert read["Hur gick det?"].body == Steps(("1", "2", "3"), "illa", "bra", "2")
    assert read["Intyg"].body == Statement("Uppgifterna är riktiga.", True)
    matrix = read["Tjänster"].body
    assert isinstance(matrix, Table)
    assert [line.label for line, _ in matrix.rows] == ["Lotsar"]


@pytest.mark.parametrize(("language", "note"), [("sv", "Frågan visas om"), ("en", "The question is shown if")])
def test_notes_are_in_the_language_of_the_form(language: str, note: str) -> None:
    assert parts(small().in_language(language))["Varför blev något kvar?"].note.startswith(note)


def test_a_note_in_its_authors_words_stands_in_place_of_the_generated_one() -> None:
    read = parts(
        page("""
            - {id: p, type: integer, label: P}
            - {id: q, type: text, label: Q, visible_if: p > 0, shown_when_text: Om ni svarat något på P.}
            - id: r
              type: choice
              label: R
              options:
                - {id: a, label: A, visible_if: p > 1, shown_when_text: Om P är stort.}
                - {id: b, label: B, visible_if: p > 1}
            """)
    )
    assert read["Q"].note == "Om ni svarat något på P."
    body = read["R"].body
    assert isinstance(body, Choices)
    assert [(option.note, option.shared_note) for option in body.options] == [
        ("Om P är stort.", ""),
        ("Alternativet visas om P är större än 1.", ""),
    ]


def test_options_of_a_set_share_the_note_that_stands_beside_it() -> None:
    survey = form("""
        option_sets: {s: [{id: a, label: A}, {id: b, label: B}]}
        pages:
          - id: sida
            questions:
              - {id: p, type: integer, label: P}
              - id: r
                type: choice
                label: R
                options: [{set: s, visible_if: p > 1, shown_when_text: Om P är stort.}, {id: c, label: C}]
        """)
    body = parts(survey)["R"].body
    assert isinstance(body, Choices)
    assert [(note, len(options)) for note, options in body.runs] == [("Om P är stort.", 2), ("", 1)]


def test_a_response_leaves_out_what_tells_how_to_answer() -> None:
    survey = form("""
        pages:
          - {id: forord, title: Förord, text: Läs detta.}
          - id: sida
            title: Sida
            text: Om sidan.
            questions:
              - {id: upplysning, type: info, text: Obs!}
              - {id: q, type: text, label: Q, help: Skriv.}
              - {id: m, type: matrix, label: M, rows: [{id: r, label: R, help: Om R.}],
                 columns: [{id: k, type: text, label: K, required: true}]}
        """)
    whole, answered = reading(survey.form), reading(survey.form, survey.evaluate({"q": "svar"}))
    assert whole.has_required
    assert not answered.has_required
    (section,) = answered.sections
    assert (section.title, section.text) == ("Sida", "")
    assert [(part.label, part.help, part.mark) for part in section.parts] == [("Q", "", None), ("M", "", None)]
    table = section.parts[1].body
    assert isinstance(table, Table)
    assert (table.helps, table.remarks, table.heads) == ((), (), (Line("K"),))


def test_when_the_options_of_a_column_are_available_is_said_over_the_table() -> None:
    body = parts(
        page("""
            - {id: n, type: integer, label: N}
            - id: m
              type: matrix
              label: M
              rows: [{id: r, label: "Heltid, deltid", visible_if: n > 1}]
              columns:
                - id: k
                  type: choice
                  label: K
                  options: [{id: a, label: A, visible_if: n > 5}, {id: b, label: B, visible_if: n > 5}]
            """)
    )["M"].body
    assert isinstance(body, Table)
    assert body.notes == (
        "Raden ”Heltid, deltid” visas om N är större än 1.",
        "K, ”A”, ”B”: Alternativen visas om N är större än 5.",
    )
    ((_, (cell,)),) = body.rows
    assert isinstance(cell, Choices)
    assert not any(option.note or option.shared_note for option in cell.options)


def test_a_number_that_says_that_they_cannot_answer_is_told_in_words() -> None:
    survey = page("- {id: n, type: integer, label: N, unit: st, cannot_say: 999999}")
    assert parts(survey, {"n": 999999})["N"].body == Box("Kan inte svara")


def test_a_step_beside_the_scale_is_shown() -> None:
    survey = page("""
        - {id: s, type: scale, label: S, from: 0, to: 2}
        - {id: t, type: scale, label: T, from: 0, to: 2, rows: [{id: r, label: R}]}
        """)
    read = parts(survey, {"s": -1, "t.r": 5})
    body, table = read["S"].body, read["T"].body
    assert isinstance(body, Steps)
    assert (body.chosen, body.beside) == ("-1", True)
    assert isinstance(table, Table)
    assert table.steps == ()


def notes(read: Reading) -> Iterator[str]:
    for section in read.sections:
        yield section.note
        for part in section.parts:
            yield part.note
            if isinstance(part.body, Choices):
                yield from (option.shared_note or option.note for option in part.body.options)


def test_the_documentation_has_the_notes_that_are_generated() -> None:
    text = (Path(__file__).parents[2] / "docs/fidelity.md").read_text(encoding="utf-8")
    beside_their_source = (real(path) for path in FORMS if path.stem.startswith(("forebygga", "rss")))
    missing = {note for read in beside_their_source for note in notes(read) if note and note not in text}
    assert not missing


@given(survey=survey_texts().map(se.load_text), data=st.data())
@settings(max_examples=50)
def test_a_response_is_read_of_what_is_shown_and_of_nothing_else(survey: se.Survey, data: st.DataObject) -> None:
    journey = survey.evaluate(data.draw(values(survey)))
    read: Reading = reading(survey.form, journey)
    asked = [sum(bool(each.fields) for each in shown.questions) for shown in journey.pages]
    assert [len(section.parts) for section in read.sections] == [number for number in asked if number]
