"""The public survey: what it shows of its form, and that it is the same wherever and however it is read."""

from __future__ import annotations

import copy
import decimal
import pickle
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest

import survey_engine as se
from tests.forms import HEAD, form, with_head

PAGES = """
    submission: {closes: 2026-03-02}
    meta: {kod: 7}
    pages:
      - id: ekonomi
        title: Ekonomi
        questions:
          - {id: bidrag, type: integer, unit: kr, label: Bidrag, required: true}
          - id: kostnader
            type: group
            label: Kostnader
            fields: [{id: resor, type: decimal, places: 2, label: Resor, visible_if: bidrag > 0}]
      - id: sist
        questions: [{id: namn, type: text, max_chars: 40, label: Namn}]
"""


def test_what_the_form_says_for_its_host_can_be_read() -> None:
    survey = form(PAGES)
    assert (survey.back, survey.submission.closes, survey.meta["kod"]) == (True, date(2026, 3, 2), 7)
    assert [part.path for part in survey.fields if part.answerable] == ["bidrag", "kostnader.resor", "namn"]
    given = form("pages: [{id: p, questions: [{id: a, type: integer, label: A, prefill: true}, "
                 "{id: b, type: computed, label: B, value: a * 2}]}]")  # fmt: skip
    assert not any(part.answerable for part in given.fields)


def test_what_a_survey_says_of_its_form() -> None:
    survey = form(PAGES)
    assert (survey.id, survey.version, survey.title, survey.language) == ("prov", "2026", "Prov", "sv")
    assert [page.id for page in survey.pages] == ["ekonomi", "sist"]
    assert [question.id for question in survey.questions] == ["bidrag", "kostnader", "namn"]
    assert [part.path for part in survey.fields] == ["bidrag", "kostnader.resor", "namn"]
    assert survey.diagnostics == ()


def test_what_a_field_says_of_itself() -> None:
    bidrag, resor, namn = form(PAGES).fields
    assert (bidrag.path, bidrag.label, bidrag.type, bidrag.required, bidrag.unit) == (
        "bidrag",
        "Bidrag",
        "integer",
        True,
        "kr",
    )
    assert (resor.places, resor.required, resor.question.id, resor.page.id) == (2, False, "kostnader", "ekonomi")
    assert resor.visible_if is not None
    assert resor.visible_if.source == "bidrag > 0"
    assert (namn.max_chars, namn.visible_if, namn.options, namn.row) == (40, None, (), None)


@pytest.mark.parametrize(
    ("path", "meant"), [("bidra", "bidrag"), ("kostnader.reso", "kostnader.resor"), ("Namn", "namn")]
)
def test_a_field_that_there_is_none_of_and_the_one_that_was_meant(path: str, meant: str) -> None:
    with pytest.raises(KeyError, match=re.escape(f"did you mean '{meant}'?")):
        form(PAGES).field(path)


def test_a_field_that_is_like_none() -> None:
    with pytest.raises(KeyError, match=r"^\"no field 'zzzzzz'\"$"):
        form(PAGES).field("zzzzzz")


def test_an_engine_that_there_is_none_of() -> None:
    with pytest.raises(ValueError, match="must be 'compiled' or 'reference'"):
        form(PAGES).evaluate({}, engine="other")  # type: ignore[arg-type]  # what is tested


def test_a_survey_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        form(PAGES).title = "Annan"  # type: ignore[misc]  # what must not be possible


def test_a_repr_tells_the_form_and_no_answer() -> None:
    assert repr(form(PAGES)) == "<Survey 'prov' '2026': 2 pages, 3 questions>"
    assert "4711" not in repr(form(PAGES).evaluate({"bidrag": 4711, "x": 4711}))


def test_a_pickled_and_a_copied_survey_are_the_same() -> None:
    survey = form(PAGES)
    for again in (pickle.loads(pickle.dumps(survey)), copy.deepcopy(survey), copy.copy(survey)):
        assert again.fingerprint == survey.fingerprint
        assert again.evaluate({"bidrag": 3}).as_json() == survey.evaluate({"bidrag": 3}).as_json()


def test_a_survey_in_another_language_has_the_same_fingerprint_and_values() -> None:
    survey = se.load_text(with_head("pages: [{id: sidan, title: {sv: Sidan, en: Page}, questions: []}]"))
    english = survey.in_language("en")
    assert (survey.pages[0].title, english.pages[0].title, english.language) == ("Sidan", "Page", "en")
    assert english.fingerprint == survey.fingerprint


def test_threads_may_share_a_survey() -> None:
    survey = form(PAGES)

    def respond(bidrag: int) -> dict[str, Any]:
        return dict(survey.evaluate({"bidrag": bidrag, "namn": str(bidrag)}).values)

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(respond, range(200)))
    assert found == [{"bidrag": bidrag, "namn": str(bidrag)} for bidrag in range(200)]


WRITTEN = """\
survey: prov
version: "2026"
language: sv
title: Prov
pages:
  - id: sidan
    questions:
      - {id: antal, type: decimal, places: 1, min: 0.5, label: Antal}
      - {id: mer, type: text, label: Mer om det, visible_if: antal > 1}
"""
BLOCK = """- id: mer
        type: text
        label: Mer
          om det
        visible_if: antal > 1"""
OTHERWISE = {
    "comments": "# en kommentar\n" + WRITTEN.replace("pages:", "pages:  # sidorna"),
    "line ends": WRITTEN.replace("\n", "\r\n"),
    "a byte order mark": "\ufeff" + WRITTEN,
    "quotes": WRITTEN.replace("title: Prov", "title: 'Prov'").replace('"2026"', "'2026'"),
    "the order of keys": WRITTEN.replace("language: sv\ntitle: Prov\n", "title: Prov\nlanguage: sv\n"),
    "the order of keys in a field": WRITTEN.replace("id: mer, type: text", "type: text, id: mer"),
    "folding": WRITTEN.replace("title: Prov", "title: >-\n  Prov"),
    "block style": WRITTEN.replace("- {id: mer, type: text, label: Mer om det, visible_if: antal > 1}", BLOCK),
    "a final line": WRITTEN.rstrip("\n"),
    "zeros after the point": WRITTEN.replace("0.5", "0.50"),
}  # fmt: skip
CHANGED = {
    "a label": WRITTEN.replace("Mer om det", "Mera om det"),
    "a limit": WRITTEN.replace("0.5", "0.6"),
    "a condition": WRITTEN.replace("antal > 1", "antal > 2"),
    "the order of questions": HEAD
    + "pages: [{id: sidan, questions: [{id: b, type: text, label: B}, {id: a, type: text, label: A}]}]",
    "the order of other questions": HEAD
    + "pages: [{id: sidan, questions: [{id: a, type: text, label: A}, {id: b, type: text, label: B}]}]",
    "the version": WRITTEN.replace("2026", "2027"),
    "a requirement": WRITTEN.replace("type: text", "type: text, required: true"),
    "meta in figures": WRITTEN + "meta: {kod: 1.5}\n",
    "meta in words": WRITTEN + 'meta: {kod: "1.5"}\n',
    "meta whole": WRITTEN + "meta: {kod: 1}\n",
    "meta true": WRITTEN + "meta: {kod: true}\n",
    "meta null": WRITTEN + "meta: {kod: null}\n",
    "nothing": WRITTEN,
}


@pytest.mark.parametrize("how", OTHERWISE)
def test_the_fingerprint_is_the_same_however_the_form_is_laid_out(how: str) -> None:
    assert OTHERWISE[how] != WRITTEN
    assert se.load_text(OTHERWISE[how]).fingerprint == se.load_text(WRITTEN).fingerprint


def test_the_fingerprint_tells_contents_apart() -> None:
    found = {se.load_text(text).fingerprint: how for how, text in CHANGED.items()}
    assert sorted(found.values()) == sorted(CHANGED)


def test_the_fingerprint_is_the_same_whatever_the_hosts_decimal_context() -> None:
    text = WRITTEN.replace("0.5", "0.123456789")
    expected = se.load_text(text).fingerprint
    with decimal.localcontext(decimal.Context(prec=2, traps=[decimal.Inexact, decimal.Rounded])):
        assert se.load_text(text).fingerprint == expected


def test_the_fingerprint_is_the_same_in_every_process() -> None:
    program = "import sys, survey_engine as se; print(se.load_text(sys.argv[1]).fingerprint)"
    told = [
        subprocess.run(
            [sys.executable, "-c", program, WRITTEN],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("0", "1")
    ]
    assert told == [se.load_text(WRITTEN).fingerprint] * 2
