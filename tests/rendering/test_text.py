"""The reading version, and a response, as plain text.

After a change that is meant: `python -m tests.rendering.test_text` writes the real forms' texts anew.
"""

from __future__ import annotations

import difflib
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import survey_engine as se
from survey_engine.rendering.columns import clean, columns
from survey_engine.rendering.reader import reading
from survey_engine.rendering.text import WIDTH, write
from survey_engine.testing.surveys import survey_texts
from survey_engine.testing.values import values
from tests.forms import page
from tests.rendering.readings import ANSWERS, FORMS, HOSTILE, hostile_answers, hostile_form, real, small

GOLDEN = Path(__file__).with_name("golden")
WHAT_TO_DO = """\
The text version is not what it was. If that is meant, write it anew and read how it differs:
.venv/bin/python -m tests.rendering.test_text

"""


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_the_real_forms_read_as_they_did(path: Path) -> None:
    before = (GOLDEN / f"{path.stem}.txt").read_text(encoding="utf-8")
    now = write(real(path))
    changes = "\n".join(difflib.unified_diff(before.splitlines(), now.splitlines(), "before", "now", lineterm="", n=2))
    assert before == now, WHAT_TO_DO + changes


def test_a_whole_form() -> None:
    assert write(reading(small().form)) == (GOLDEN / "small.txt").read_text(encoding="utf-8")


def test_a_whole_response() -> None:
    told = write(reading(small().form, small().evaluate(ANSWERS)))
    assert told == (GOLDEN / "small-answered.txt").read_text(encoding="utf-8")


def test_a_form_in_english() -> None:
    told = write(reading(small().in_language("en").form))

    assert "Questions marked with * must be answered." in told
    assert "1. Mottaget bidrag: [Filled in beforehand]\u00a0kr" in told
    note = "The question is shown if the answer to question 3 is greater than 0\u00a0kr."
    assert note in re.sub(r"\n *", " ", told)


def test_a_table_that_is_too_wide_is_written_row_by_row() -> None:
    words = [{"id": f"k{number}", "type": "integer", "label": f"Kommunförvaltning{number}"} for number in range(6)]
    told = write(
        reading(page(f"- {{id: t, type: matrix, label: T, rows: [{{id: r, label: Rad}}], columns: {words}}}").form)
    )

    assert "    Rad\n        Kommunförvaltning0: ________\n        Kommunförvaltning1: ________\n" in told


def test_a_scale_that_is_too_wide_is_written_row_by_row() -> None:
    told = write(reading(page("- {id: s, type: scale, label: S, from: 0, to: 40, rows: [{id: r, label: Rad}]}").form))

    assert "    Rad\n        ( ) 0\u00a0 ( ) 1\u00a0 ( ) 2" in told
    assert "( ) 40\n" in told


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_come_out_as_text(text: str) -> None:
    survey = hostile_form(text)
    form = write(reading(survey.form))
    response = write(reading(survey.form, survey.evaluate(hostile_answers(text))))

    for told in (form, response):
        assert "".join(clean(text).split()) in "".join(told.split())
        assert not [each for each in told if each in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u00ad"]
        assert all(columns(line) <= WIDTH or "://" in line for line in told.split("\n"))


def test_a_very_long_word_is_broken() -> None:
    word = "x" * 100_000
    told = write(reading(hostile_form("kort").form, hostile_form("kort").evaluate(hostile_answers(word))))

    assert max(map(len, told.split("\n"))) <= WIDTH
    assert word in told.replace("\n", "").replace(" ", "")


@given(survey=survey_texts().map(se.load_text), data=st.data())
@settings(max_examples=50)
def test_every_form_and_response_can_be_written(survey: se.Survey, data: st.DataObject) -> None:
    journey = survey.evaluate(data.draw(values(survey)))
    for told in (write(reading(survey.form)), write(reading(survey.form, journey))):
        assert told.endswith("\n")
        assert all(line == line.rstrip() and (columns(line) <= WIDTH or "@" in line) for line in told.split("\n"))


if __name__ == "__main__":
    for form in FORMS:
        (GOLDEN / f"{form.stem}.txt").write_text(write(real(form)), encoding="utf-8")
    (GOLDEN / "small.txt").write_text(write(reading(small().form)), encoding="utf-8")
    (GOLDEN / "small-answered.txt").write_text(
        write(reading(small().form, small().evaluate(ANSWERS))), encoding="utf-8"
    )
