"""Quotations that are very like a label, and numbers of questions."""

from __future__ import annotations

import pytest

import survey_engine as se
from tests.forms import with_page

FORM = """
- {id: kopta, type: integer, label: "Köpta tjänster, material och hyra"}
- {id: bilaga, type: text, label: Bilaga 1 om resor}
- {id: kostnader, type: integer, label: Kostnader}
- {id: nojd, type: choice, label: Är ni nöjda?, options: [{id: ja, label: "Ja, mycket nöjda"}, {id: nej, label: Nej}]}
"""


def told(help_: str, numbering: str = "") -> list[str]:
    text = with_page(FORM + f"- {{id: vad, type: text, label: Vad, help: '{help_}'}}")
    return [each.message for each in se.check_text(text.replace("pages:", f"{numbering}pages:"))]


@pytest.mark.parametrize(
    "text",
    [
        "Det som står i ”Köpta tjänster, material och hyra”",
        "Det som står i ”köpta tjänster”",
        "Det som står i ”Köpta tjänster, material …”",
        "Klicka på ”Nästa”",
        "Så kallade ”kostnaden”",
        "Enligt ”Bilaga 2 om resor”",
        "Läs ”Uppdrag att betala ut statsbidrag till kommuner”",
        "Om ni svarat ”Ja”",
        "Om ni svarat ”Kanske”",
        "Så står det i slutrapporten ”Köpta tjänster och hyra”",
        "as in the handbook “Köpta tjänster och hyra”",
        "Med ”Köpta tjänster och hyra” avses det ni har betalat för",
    ],
)
def test_labels_and_what_is_unlike_them(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Det som står i ”Köpta tjänster och hyra”", "Köpta tjänster, material och hyra"),
        ('Beloppet i fältet "Kostnaden"', "Kostnader"),
        ("Om ni svarat «Ja, mycket nöjd»", "Ja, mycket nöjda"),
    ],
)
def test_what_is_very_like_a_label(text: str, label: str) -> None:
    (message,) = told(text)
    assert message.endswith(f"men något heter ”{label}”")


def test_numbers_that_no_question_has() -> None:
    assert told("Se fråga 12 och frågorna 3–5", "numbering: true\n") == ["det finns ingen fråga 12"]
    assert told("Se fråga 6", "numbering: 5\n") == []
    assert told("Se fråga 12") == []
    for other in (
        "Vid frågor 075-247 30 00",
        "Fråga 12 i förra årets formulär",
        "Ställ frågan 12 gånger",
        "questions 24/7",
    ):
        assert told(other, "numbering: true\n") == []


def test_a_text_of_nothing_but_quotations_is_given_up() -> None:
    many = "”Köpta tjänster och hyra av 1” " * 3_000
    assert told(many) == []
    assert len(told("”Köpta tjänster och hyra” " + many[:15_000])) == 1
