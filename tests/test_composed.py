"""Unicode's composed form, as Python has it, in linear time."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

import survey_engine as se
from survey_engine.composed import nfc
from tests.forms import with_page

MARKS = st.text("\u0301\u0323\u0308\u0344\u0345\u0f71\u0f72\u0f73\u0f74\u05b0\u05bc\u3099éÅ가ÄB€", max_size=60)


@given(st.lists(MARKS | st.text(max_size=30), max_size=3).map("".join))
def test_it_is_the_composed_form(text: str) -> None:
    assert nfc(text) == unicodedata.normalize("NFC", text)


def test_a_million_marks_take_no_time_to_speak_of() -> None:
    """Python's own `normalize` would take hours."""
    survey = se.load_text(with_page("- {id: t, type: text, max_chars: 10, label: T}"))
    (problem,) = survey.evaluate({"t": "e" + "\u0301\u0323" * 500_000}).problems
    assert problem.code == "max_chars"


def test_neither_does_a_form_full_of_them() -> None:
    found = se.check_text(with_page("- {id: t, type: te" + "\u0301\u0323" * 100_000 + ", label: T}"))
    assert [diagnostic.code for diagnostic in found] == ["unknown-type"]
