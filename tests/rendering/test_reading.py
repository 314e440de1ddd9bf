"""The reading version as parts that any format can write."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import survey_engine as se
from survey_engine.rendering.reading import (
    Box,
    Choices,
    Part,
    Reading,
    Statement,
    Steps,
    Table,
    asks,
    needs_answer,
    reading,
)
from tests.forms import form, page
from tests.rendering.readings import ANSWERS, FORMS, real, small
from tests.strategies import answers, surveys


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
        ("Arbetet", "Avsnittet visas om svaret på fråga 3 är högst 0 kr."),
    ]


def test_a_question_says_all_that_is_known_of_it() -> None:
    part = parts(small())["Varför blev något kvar?"]
    assert (part.number, part.mark) == (4, "required")
    assert part.note == "Frågan visas om svaret på fråga 3 är större än 0 kr."
    assert part.remarks == ("Du kan välja flera alternativ.",)


def test_marks() -> None:
    read = parts(small())
    assert (read["Mottaget bidrag"].mark, read["Kvar"].mark) == ("prefilled", "computed")
    assert read["Mottaget bidrag"].body == Box(unit="kr", mark="prefilled")
    costs = read["Kostnader"]
    assert costs.mark is None
    assert [(part.label, part.mark) for part in costs.parts] == [("Löner", "required"), ("Resor", None)]
    assert costs.parts[0].remarks == ("Lägst 0 kr.", "Högst 2\u00a0000\u00a0000 kr.")
    assert needs_answer(costs)
    assert asks(costs)


def test_options_with_notes_of_their_own_and_in_common() -> None:
    body = parts(small())["Vilken metod?"].body
    assert isinstance(body, Choices)
    assert not body.several
    alfa, beta, gamma = body.options
    assert alfa.note == beta.note == "Alternativet visas om Löner under fråga 2 är större än 100 kr."
    assert alfa.shared_note == beta.shared_note == "Alternativen visas om Löner under fråga 2 är större än 100 kr."
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
    assert other.companion == Box(remarks=("Du kan skriva max 100 tecken.",))
    assert nothing.remark == "Kan inte väljas tillsammans med andra alternativ."


def test_a_matrix() -> None:
    body = parts(small())["Tjänster"].body
    assert isinstance(body, Table)
    assert body.heads == ("Antal", "Fast?")
    assert [label for label, _ in body.rows] == ["Lotsar", "Andra"]
    assert body.notes == ("Raden Andra visas om Resor under fråga 2 är större än 0 kr.",)
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
    assert body.remarks == ("Kolumn: Högst 2 decimaler. Lägst 0. Frågan är frivillig att besvara.",)
    assert body.helps == (("Kolumn", "Om kolumnen."), ("Rad", "Om raden."))


def test_scales() -> None:
    read = parts(small())
    steps = Steps(("1", "2", "3"), "illa", "bra")
    assert read["Hur gick det?"].body == steps
    assert read["Och delarna?"].body == Table(
        ("1 = illa, 3 = bra",), (("Starten", (steps,)), ("Slutet", (steps,))), (), ("Frågan är frivillig att besvara.",)
    )


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
    assert read["Mottaget bidrag"].body == Box("1\u00a0234\u00a0567", "kr", mark="prefilled")
    assert [part.body for part in read["Kostnader"].parts] == [Box("1\u00a0234\u00a0567", "kr"), Box("", "kr")]
    assert read["Hur gick det?"].body == Steps(("1", "2", "3"), "illa", "bra", "2")
    assert read["Intyg"].body == Statement("Uppgifterna är riktiga.", True)
    matrix = read["Tjänster"].body
    assert isinstance(matrix, Table)
    assert [label for label, _ in matrix.rows] == ["Lotsar"]


@pytest.mark.parametrize(("language", "note"), [("sv", "Frågan visas om"), ("en", "The question is shown if")])
def test_notes_are_in_the_language_of_the_form(language: str, note: str) -> None:
    assert parts(small().in_language(language))["Varför blev något kvar?"].note.startswith(note)


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


@given(survey=surveys().map(se.load_text), data=st.data())
@settings(max_examples=50)
def test_a_response_is_read_of_what_is_shown_and_of_nothing_else(survey: se.Survey, data: st.DataObject) -> None:
    journey = survey.evaluate(data.draw(answers(survey)))
    read: Reading = reading(survey.form, journey)
    assert [len(section.parts) for section in read.sections] == [len(shown.questions) for shown in journey.pages]
