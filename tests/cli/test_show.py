"""`survey-engine show`."""

from __future__ import annotations

import json
import re
from pathlib import Path
from textwrap import dedent

import pytest

from survey_engine.cli import output, show
from tests.cli.command_line import BROKEN, GOOD, REAL_ANSWERS, REAL_FORM, run

FORM = """\
survey: villkor
version: "1"
language: sv
title: Villkor
numbering: true
pages:
  - id: ett
    questions:
      - {id: upplysning, type: info, text: Läs detta.}
      - {id: host, type: text, label: Förifyllt, prefill: true}
      - {id: antal, type: integer, label: Antal, unit: kr}
      - {id: dubbelt, type: computed, label: Dubbelt, value: antal + antal}
      - id: val
        type: choices
        label: Val
        options:
          - {id: a, label: Aa, visible_if: antal > 5}
          - {id: b, label: Bb, visible_if: antal > 5}
          - {id: c, label: Cc, specify: {max_chars: 9}}
      - id: trots
        type: choice
        label: Trots
        options: [{id: x, label: X, visible_if: antal > 5}]
      - id: grupp
        type: group
        label: Grupp
        fields:
          - {id: dag, type: date, label: Dag, visible_if: antal > 4 and not c in val}
          - {id: ja, type: confirm, statement: Ja visst, label: Ja, visible_if: antal > 3, required: antal > 8}
      - id: tabell
        type: matrix
        label: Tabell
        rows: [{id: r, label: Erre}, {id: s, label: Esse, visible_if: antal > 7}]
        columns: [{id: n, type: integer, label: Enn, unit: kr, required: true}, {id: m, type: integer, label: Emm}]
        checks: [{warn_if: row.m > row.n, message: Emm är större.}]
  - id: tva
    title: Tvåan
    questions:
      - {id: mer, type: text, label: Mer, visible_if: antal > 5}
  - id: tre
    title: Trean
    visible_if: antal > 9
    questions: []
"""


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "form.yaml"
    path.write_text(FORM, encoding="utf-8")
    return path


def answered(folder: Path, answers: object) -> Path:
    path = folder / "answers.json"
    path.write_text(answers if isinstance(answers, str) else json.dumps(answers), encoding="utf-8")
    return path


def test_the_form_before_anything_is_answered(form: Path) -> None:
    result = run("show", form)

    assert result.exit_code == 0
    assert result.stdout == dedent("""\
        Villkor (villkor 1)
        Utan svar: så ser formuläret ut innan något är besvarat.

        1. ett
          upplysning  Läs detta.
          host  1. Förifyllt *  (text, ifylls i förväg)
          antal  2. Antal  (integer kr)
          dubbelt  3. Dubbelt  (computed)
          val  4. Val  (choices)
            [ ] c  Cc
            dold: a, b – visas om svaret på fråga 2 är större än 5 kr (inget svar)
          dold: trots  Trots – inget alternativ kan väljas: visas om svaret på fråga 2 är större än 5 kr (inget svar)
          dold: grupp  Grupp – inget i den visas
            dold: grupp.dag  Dag – visas om {of_the_day}
            dold: grupp.ja  Ja – visas om svaret på fråga 2 är större än 3 kr (inget svar)
          tabell  7. Tabell  (matrix)
            kolumner: n Enn (integer kr) · m Emm (integer)
            tabell.r  Erre: n * – · m –
            dold: tabell.s  Esse – visas om svaret på fråga 2 är större än 7 kr (inget svar)
        dold: tva  Tvåan – inget i den visas
          dold: mer  Mer – visas om svaret på fråga 2 är större än 5 kr (inget svar)
        dold: tre  Trean – visas om svaret på fråga 2 är större än 9 kr (inget svar)

        1 sida visas.
        """).format(
        of_the_day="svaret på fråga 2 är större än 4 kr, och om ni inte har svarat ”Cc” på fråga 4 (inget svar)"
    )


def test_the_form_with_answers(form: Path, tmp_path: Path) -> None:
    answers = {
        "host": "Kommunen",
        "antal": 1204,
        "val": ["a", "c"],
        "val.c": "för lång text",
        "grupp.dag": "2026-03-02",
    }
    answers |= {"grupp.ja": True, "tabell.r.n": 1, "tabell.r.m": 2, "mer": "rad\n" * 90, "okänd": 1, "dubbelt": 3}
    result = run("show", form, "--answers", answered(tmp_path, answers))
    lines = [line.strip() for line in result.stdout.split("\n")]

    assert result.exit_code == 0
    assert f"Svar: {tmp_path / 'answers.json'}" in lines
    assert "antal  2. Antal  (integer kr) = 1\u00a0204" in lines
    assert "dubbelt  3. Dubbelt  (computed) = 2\u00a0408" in lines
    assert "[x] a  Aa" in lines
    assert "[ ] b  Bb" in lines
    assert "val.c  Cc *  (text) = för lång text" in lines
    assert "! max_chars: 13 av högst 9 tecken." in lines
    assert "grupp.ja  Ja * obligatorisk om svaret på fråga 2 är större än 8 kr  (confirm) = ikryssad" in lines
    assert "tabell.r  Erre: n * = 1 · m = 2" in lines
    assert "! check: Emm är större." in lines
    assert "! tabell.s.n required: Frågan behöver ett svar." in lines
    assert any(re.fullmatch(r"mer  8\. Mer  \(text\) = (rad )+rad…", line) for line in lines)
    assert "3 sidor visas, 2 fel, 1 varning. Kan inte lämnas in än." in lines
    assert lines[-5:-1] == [
        "Räknas inte:",
        "dubbelt – värdet räknas ut",
        "grupp.dag – frågan är dold",
        "okänd – formuläret har inget sådant svar",
    ]


def test_the_answer_that_is_in_the_way_is_named_where_there_are_others(form: Path, tmp_path: Path) -> None:
    result = run("show", form, "--answers", answered(tmp_path, {"antal": 6, "val": ["c"]}), "--language", "en")

    assert (
        "hidden: grupp.dag  Dag – shown if the answer to question 2 is greater than 4 kr, and if you have not answered "
        "“Cc” to question 4 (the answer to question 4: “Cc”)\n"
    ) in result.stdout


def test_long_labels_make_room_for_each_other(tmp_path: Path) -> None:
    path = tmp_path / "form.yaml"
    path.write_text(
        GOOD
        + """\
      - {id: val, type: choice, label: Vilket av dessa många alternativ stämmer bäst in på det som ni gjorde?,
         options: [{id: a, label: Det första alternativet som är ganska långt}, {id: b, label: B}]}
      - {id: mer, type: text, label: En sista fråga som också är för lång för en enda rad, visible_if: val == a}
""",
        encoding="utf-8",
    )

    assert (
        "dold: mer  En sista fråga som också… – visas om ni har svarat ”Det första alternativet…” på frågan "
        "”Vilket av dessa många alter…” (inget svar)\n"
    ) in run("show", path).stdout


def test_json_is_the_journey(form: Path, tmp_path: Path) -> None:
    result = run("show", form, "--answers", answered(tmp_path, {"antal": 6}), "--format", "json")

    assert json.loads(result.stdout)["values"] == {"antal": 6, "dubbelt": 12}


def test_json_tells_what_is_hidden_and_why(form: Path, tmp_path: Path) -> None:
    result = run("show", form, "--answers", answered(tmp_path, {"antal": 5}), "--format", "json")
    hidden = {entry["path"]: entry["reasons"] for entry in json.loads(result.stdout)["hidden"]}
    assert hidden["trots"] == [
        {
            "level": "option",
            "source": "antal > 5",
            "words": (
                "Alternativet kan inte väljas, eftersom svaret på fråga 2 inte är större än 5\u00a0kr (nu: 5\u00a0kr)."
            ),
            "values": {"antal": 5},
        }
    ]
    assert [(reason["level"], reason["source"]) for reason in hidden["tabell.s.n"]] == [("row", "antal > 7")]


def test_the_texts_of_the_language_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "form.yaml"
    path.write_text(GOOD, encoding="utf-8")
    english = run("show", path, "--answers", "-", "--language", "en", text='{"antal": -1}')

    assert english.stdout.startswith("A small form (liten 1)\nAnswers: -\n")
    assert "antal  Number *  (integer kr) = -1\n    ! range: The answer must be at least 0.\n" in english.stdout
    assert english.stdout.endswith("1 page is shown, 1 error. It cannot be submitted yet.\n")


def test_the_real_form() -> None:
    result = run("show", REAL_FORM, "--answers", REAL_ANSWERS)

    assert result.exit_code == 0
    assert (
        "    kostnader.loner  Lönekostnader (inklusive sociala avgifter) *  (integer kr) = 1\u00a0475\u00a0000\n"
        in result.stdout
    )
    assert (
        "dold: program  Frågor om området program… – visas om ni har svarat ”Program och samverkansarbete” på frågan "
        "”Vilka typer av insatser…” (nu: ”Personalförstärkningar”, "
    ) in result.stdout
    assert result.stdout.endswith("10 sidor visas, 0 fel. Komplett: kan lämnas in.\n")


def test_on_a_terminal_it_is_a_tree(form: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(show, "is_terminal", lambda _: True)
    result = run("show", form)

    assert "├── upplysning  Läs detta.\n" in result.stdout
    assert "│   ├── [ ] c  Cc\n" in result.stdout
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize(
    ("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_colour_only_where_it_is_wanted(
    form: Path, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], coloured: bool
) -> None:
    monkeypatch.setattr(output, "is_terminal", lambda _: True)
    monkeypatch.setattr(show, "is_terminal", lambda _: True)
    monkeypatch.setenv("FORCE_COLOR", "1")
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    result = run("show", form, env={"TERM": "xterm", **environment})

    assert ("\x1b[" in result.stdout) is coloured


def test_a_form_with_errors_is_not_shown(tmp_path: Path) -> None:
    path = tmp_path / "form.yaml"
    path.write_text(BROKEN, encoding="utf-8")
    result = run("show", path, "--format", "json")

    assert result.exit_code == 1
    assert result.stdout == ""
    assert f" --> {path}:16:" in result.stderr
    assert result.stderr.endswith(f"fel: {path}: formuläret har fel och kan inte användas förrän de är rättade\n")


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ('{"antal": "hemligt', "filen är inte giltig JSON (rad 1, tecken 11)"),
        ('{\n"antal": hemligt}', "filen är inte giltig JSON (rad 2, tecken 10)"),
        ("", "filen är inte giltig JSON (rad 1, tecken 1)"),
        ('"hemligt"', "filen är inte ett svar: väntade ett objekt med svaren, { … }"),
        ('[{"antal": 1}, {}]', "filen innehåller 2 svar; det ska vara ett"),
        ("[]", "filen innehåller 0 svar; det ska vara ett"),
        ('{"antal": NaN}', "filen innehåller ett tal som inte går att läsa (NaN, Infinity eller en orimlig exponent)"),
    ],
)
def test_answers_that_cannot_be_read(form: Path, tmp_path: Path, answers: str, told: str) -> None:
    path = answered(tmp_path, answers)
    result = run("show", form, "--answers", path)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr == f"fel: {path}: {told}\n"
    assert "hemligt" not in result.stderr


def test_a_list_of_one_response_is_that_response(form: Path, tmp_path: Path) -> None:
    assert "= 6\n" in run("show", form, "--answers", answered(tmp_path, [{"antal": 6}])).stdout


def test_files_that_cannot_be_read(form: Path, tmp_path: Path) -> None:
    nowhere = tmp_path / "none"

    assert run("show", nowhere).stderr == f"fel: {nowhere}: filen finns inte\n"
    assert run("show", form, "--answers", tmp_path).stderr == f"fel: {tmp_path}: det är en katalog, inte en fil\n"
    assert run("show", form, "--answers", nowhere).exit_code == 2


def test_text_that_acts_on_a_terminal_is_shown_harmlessly(form: Path, tmp_path: Path) -> None:
    result = run(
        "show", form, "--answers", answered(tmp_path, {"okänd\x1b[2J": 1, "host": "\u202eabc", "antal": 1e300})
    )

    assert "\x1b" not in result.stdout
    assert "(text, ifylls i förväg) = �abc" in result.stdout
    assert "okänd␛[2J – formuläret har inget sådant svar" in result.stdout


@pytest.mark.parametrize("number", ["1e400", "1e-400", "9" * 5000, "-0.0", "1.10"])
def test_any_number_can_be_given_as_json_again(form: Path, tmp_path: Path, number: str) -> None:
    result = run("show", form, "--answers", answered(tmp_path, f'{{"antal": {number}}}'), "--format", "json")

    assert result.exit_code == 0
    json.loads(result.stdout, parse_constant=pytest.fail)


def test_a_number_that_says_that_they_cannot_answer_says_so(tmp_path: Path) -> None:
    path, answers = tmp_path / "form.yaml", tmp_path / "svar.json"
    fields = "- {id: n, type: integer, label: N, cannot_say: 999999}"
    path.write_text(
        f'survey: s\nversion: "1"\nlanguage: sv\ntitle: T\npages: [{{id: p, questions: [{fields[2:]}]}}]\n',
        encoding="utf-8",
    )
    answers.write_text('{"n": 999999}', encoding="utf-8")
    assert "= 999\u00a0999 (kan inte svara)" in run("show", path, "--answers", answers).stdout
