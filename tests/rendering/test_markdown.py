"""The reading version, and a response, as Markdown.

After a change that is meant: `python -m tests.rendering.test_markdown` writes the small form anew.
"""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import survey_engine as se
from survey_engine.rendering.columns import clean
from survey_engine.rendering.markdown import write
from survey_engine.rendering.reader import reading
from survey_engine.testing.surveys import survey_texts
from survey_engine.testing.values import values
from tests.rendering.readings import ANSWERS, FORMS, HOSTILE, hostile_answers, hostile_form, real, small
from tests.rendering.test_prose_markdown import read

GOLDEN = Path(__file__).with_name("golden")


def test_a_whole_form() -> None:
    assert write(reading(small().form)) == (GOLDEN / "small.md").read_text(encoding="utf-8")


def test_a_whole_response() -> None:
    told = write(reading(small().form, small().evaluate(ANSWERS)))
    assert told == (GOLDEN / "small-answered.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_the_real_forms_hold_every_text(path: Path) -> None:
    read_form = real(path)
    shown = html.unescape(re.sub(r"<[^>]*>", "", read(write(read_form))))
    for section in read_form.sections:
        assert section.title in shown
        assert section.note in shown
        assert all(part.label in shown for part in section.parts)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_come_out_as_text(text: str) -> None:
    survey = hostile_form(text)
    form = read(write(reading(survey.form)))
    response = read(write(reading(survey.form, survey.evaluate(hostile_answers(text)))))

    for shown in (form, response):
        assert "<script" not in shown
        assert "<b>" not in shown
        assert "<img" not in shown
        seen = "".join(html.unescape(re.sub(r"<[^>]*>", "", shown)).split())
        assert "".join(clean(text).split()) in seen
    assert "href" not in response


def test_a_very_long_word_stays_whole() -> None:
    word = "x" * 100_000
    survey = hostile_form("kort")
    assert word in write(reading(survey.form, survey.evaluate(hostile_answers(word))))


@given(survey=survey_texts().map(se.load_text), data=st.data())
@settings(max_examples=50)
def test_every_form_and_response_can_be_written(survey: se.Survey, data: st.DataObject) -> None:
    journey = survey.evaluate(data.draw(values(survey)))
    for told in (write(reading(survey.form)), write(reading(survey.form, journey))):
        assert read(told).startswith("<h1>")
        assert "\n\n\n" not in told


if __name__ == "__main__":
    (GOLDEN / "small.md").write_text(write(reading(small().form)), encoding="utf-8")
    (GOLDEN / "small-answered.md").write_text(write(reading(small().form, small().evaluate(ANSWERS))), encoding="utf-8")
