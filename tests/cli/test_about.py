"""What is known about one thing of a form."""

from __future__ import annotations

import pytest
from hypothesis import given

from survey_engine.cli.about import About, names
from survey_engine.load import load_with_blueprint
from survey_engine.testing.surveys import survey_texts

FORM = """\
survey: resor
version: "1"
language: sv
title: Resor
numbering: true
submission: {receipt_to: kontakt.epost}
pages:
  - id: start
    title: {sv: Början, en: The beginning}
    questions:
      - {id: bidrag, type: integer, unit: kr, label: {sv: Bidrag, en: Grant}, prefill: true}
      - id: kontakt
        type: group
        label: Kontakt
        required: bidrag > 10
        fields:
          - {id: namn, type: text, max_chars: 100, label: Namn}
          - {id: epost, type: text, format: email, label: E-post}
      - id: sorter
        type: choices
        label: Sorter
        options:
          - {id: tag, label: Tåg}
          - {id: annan, label: "Annan, vilken", specify: true}
          - {id: ingen, label: Ingen, exclusive: true}
  - id: resor
    title: Resorna
    visible_if: tag in sorter
    questions:
      - id: antal
        type: matrix
        label: Antal
        rows:
          - {id: inrikes, label: Inrikes}
          - {id: utrikes, label: Utrikes, visible_if: bidrag > 100}
        columns:
          - {id: resor, type: integer, min: 0, label: Resor}
          - {id: natter, type: integer, min: 0, label: Nätter}
        checks:
          - {error_if: row.natter > row.resor, message: För många nätter.}
      - {id: kvar, type: computed, label: Kvar, value: bidrag - sum(antal.resor)}
      - id: betyg
        type: scale
        from: 1
        to: 5
        low: Dåligt
        high: Bra
        label: Betyg
        visible_if: kvar > 0 and not annan in sorter
        shown_when_text: Bara ibland.
never:
  - kvar < 0
"""


def about(path: str) -> About:
    return About(load_with_blueprint(FORM)[1], path)


def line_of(text: str) -> int:
    return next(number for number, line in enumerate(FORM.splitlines(), 1) if text in line)


@pytest.mark.parametrize(
    ("path", "kind", "written"),
    [
        ("start", "page", "id: start"),
        ("bidrag", "question", "id: bidrag"),
        ("kontakt.epost", "field", "id: epost"),
        ("antal", "question", "id: antal"),
        ("antal.utrikes", "row", "id: utrikes"),
        ("antal.natter", "column", "id: natter"),
        ("antal.utrikes.natter", "field", "id: natter"),
        ("sorter.tag", "option", "id: tag"),
        ("sorter.annan", "companion", "id: annan"),
    ],
)
def test_it_knows_what_it_is_and_where_it_is_written(path: str, kind: str, written: str) -> None:
    thing = about(path)
    assert (thing.kind, thing.place.line) == (kind, line_of(written))
    assert thing.page_number == (1 if line_of(written) < line_of("id: resor") else 2)


@pytest.mark.parametrize(
    "path", ["", "finns_inte", "kontakt.finns_inte", "antal.utrikes.finns_inte", "sorter.", ".tag"]
)
def test_what_is_not_in_the_form(path: str) -> None:
    with pytest.raises(KeyError):
        about(path)


@pytest.mark.parametrize(
    ("path", "reads"),
    [
        ("start", []),
        ("kontakt", [("bidrag", ("required",))]),
        ("kontakt.namn", [("bidrag", ("required",))]),
        ("resor", [("bidrag", ("shown", "value")), ("sorter", ("shown",))]),
        ("antal.utrikes", [("bidrag", ("shown",)), ("sorter", ("shown",))]),
        ("sorter.annan", [("sorter", ("chosen",))]),
        (
            "kvar",
            [
                ("bidrag", ("value",)),
                ("sorter", ("shown",)),
                ("antal.inrikes.resor", ("value",)),
                ("antal.utrikes.resor", ("value",)),
            ],
        ),
        ("betyg", [("sorter", ("shown",)), ("kvar", ("shown",))]),
    ],
)
def test_what_it_depends_on(path: str, reads: list[tuple[str, tuple[str, ...]]]) -> None:
    assert [(link.path, link.purposes) for link in about(path).reads()] == reads


@pytest.mark.parametrize(
    ("path", "read_by"),
    [
        ("bidrag", ["kontakt required 12", "antal.utrikes shown 33", "kvar value 39"]),
        ("kontakt", ["submission receipt 6"]),
        ("kontakt.epost", ["submission receipt 6"]),
        ("kontakt.namn", []),
        ("sorter", ["resor shown 26", "betyg shown 47"]),
        ("sorter.tag", ["resor shown 26"]),
        ("sorter.annan", ["betyg shown 47"]),
        ("sorter.ingen", []),
        ("antal", ["kvar value 39"]),
        ("antal.resor", ["antal check 38", "kvar value 39"]),
        ("antal.inrikes", ["antal check 38", "kvar value 39"]),
        ("antal.inrikes.natter", ["antal check 38"]),
        ("kvar", ["betyg shown 47", "never never 50"]),
        ("resor", ["never never 50"]),
        ("betyg", []),
    ],
)
def test_what_depends_on_it(path: str, read_by: list[str]) -> None:
    lines = {12: "required: bidrag", 33: "bidrag > 100", 39: "value: bidrag", 6: "receipt_to", 26: "tag in sorter"}
    lines |= {47: "visible_if: kvar", 38: "error_if", 50: "- kvar < 0"}
    expected = []
    for each in read_by:
        owner, purpose, marked = each.split()
        expected.append((owner, purpose, line_of(lines[int(marked)])))
    assert [(link.path, link.purposes[0], link.line) for link in about(path).read_by()] == expected


def test_an_option_with_a_companion_text_shares_its_path_and_is_told_of_with_it() -> None:
    text = FORM.replace("- {id: tag, label: Tåg}", "- {id: tag, label: Tåg, specify: {required: false}}")
    thing = About(load_with_blueprint(text)[1], "sorter.tag")
    assert thing.kind == "companion"
    assert [link.path for link in thing.read_by()] == ["resor"]


def test_its_parts_one_level_down() -> None:
    def parts(path: str) -> list[str]:
        return [each for each, _ in about(path).parts()]

    assert parts("start") == ["bidrag", "kontakt", "sorter"]
    assert parts("kontakt") == ["kontakt.namn", "kontakt.epost"]
    assert parts("sorter") == ["sorter.tag", "sorter.annan", "sorter.ingen"]
    assert parts("antal") == ["antal.inrikes", "antal.utrikes", "antal.resor", "antal.natter"]
    assert parts("antal.inrikes") == ["antal.inrikes.resor", "antal.inrikes.natter"]
    assert parts("antal.resor") == ["antal.inrikes.resor", "antal.utrikes.resor"]
    assert parts("betyg") == parts("bidrag") == parts("sorter.tag") == []


@given(survey_texts())
def test_everything_in_any_form_can_be_asked_about(text: str) -> None:
    survey, blueprint = load_with_blueprint(text)
    for path in names(survey.form):
        thing = About(blueprint, path)
        last = text.count("\n") + 1
        assert 1 <= thing.place.line <= last
        assert all(1 <= line <= last for *_, line in thing.conditions())
        assert all(1 <= link.line <= last for link in (*thing.reads(), *thing.read_by()))


@given(survey_texts())
def test_what_reads_and_what_is_read_agree(text: str) -> None:
    survey, blueprint = load_with_blueprint(text)
    for question in survey.questions:
        for link in About(blueprint, question.id).reads():
            readers = {reader.path for reader in About(blueprint, link.path).read_by()}
            assert readers & (About(blueprint, question.id).within | {question.page.id}), (question.id, link.path)
