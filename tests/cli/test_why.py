"""`survey-engine why`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest

from survey_engine.cli import about_text
from survey_engine.cli.about import About, Purpose, names
from survey_engine.cli.about_json import about_json
from survey_engine.cli.about_text import lines
from survey_engine.load import load_with_blueprint
from survey_engine.model import QuestionType
from tests.cli.command_line import BROKEN, REAL_ANSWERS, REAL_FORM, ROOT, run
from tests.cli.test_about import FORM


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("resor.yaml").write_text(FORM, encoding="utf-8")
    answers = {"bidrag": 50, "sorter": ["tag"], "antal.inrikes.resor": 3, "antal.inrikes.natter": 4, "betyg": 9}
    Path("svar.json").write_text(json.dumps(answers), encoding="utf-8")
    return tmp_path


def told(path: str, *more: str) -> str:
    result = run("why", "resor.yaml", path, *more)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def test_all_about_a_question() -> None:
    assert (
        told("antal.utrikes").replace("\N{NO-BREAK SPACE}", " ")
        == """\
antal.utrikes  Utrikes
  rad i antal (Antal)
  fråga 4, sida 2 av 2: resor  Resorna
  resor.yaml:35:18

När den visas
  Avsnittet visas om ni har svarat ”Tåg” på fråga 3.  (tag in sorter, rad 28)
  Raden visas om svaret på fråga 1 är större än 100 kr.  (bidrag > 100, rad 35)

Hur den besvaras
  Lägst 0. Frågan är frivillig att besvara.

Vad den består av
  antal.utrikes.resor  Utrikes: Resor  (integer)
  antal.utrikes.natter  Utrikes: Nätter  (integer)

Vad den beror på
  bidrag  Bidrag  – om den visas (rad 11)
  sorter  Sorter  – om den visas (rad 19)

Vad som beror på den
  antal  Antal  – en kontroll: row.natter > row.resor (rad 40)
  kvar  Kvar  – värdet: bidrag - sum(antal.resor) (rad 41)
"""
    )


def test_its_own_words_its_steps_and_all_conditions() -> None:
    text = " ".join(told("betyg").split())
    for words in (
        "betyg Betyg fråga, skala (scale) fråga 6, sida 2 av 2",
        "(kvar > 0 and not annan in sorter, rad ",
        "I formulärets egna ord: Bara ibland.",
        "Ett heltal från 1 till 5. 1 är ”Dåligt” och 5 är ”Bra”.",
        "Vad som beror på den Inget.",
    ):
        assert words in text, words
    assert "Med svaren" not in text


def test_the_language_is_that_of_the_command_and_of_the_forms_texts() -> None:
    text = told("bidrag", "--language", "en")
    assert text.startswith("bidrag  Grant\n  question, whole number (integer) kr, filled in beforehand\n")
    assert "question 1, page 1 of 2: start  The beginning" in text
    assert "Always, without a condition." in text
    assert "kvar  Kvar  – the value: bidrag - sum(antal.resor) (line " in text


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("start", "  sida\n  sida 1 av 2\n"),
        ("kontakt", "grupp av fält (group), obligatorisk ibland"),
        ("kontakt.epost", "  fält i kontakt (Kontakt), text (text), obligatorisk ibland\n"),
        ("sorter.ingen", "  alternativ i sorter (Sorter), kan inte väljas tillsammans med andra\n"),
        ("sorter.annan", "  text till ett alternativ i sorter (Sorter), text (text), obligatorisk\n"),
        ("antal.utrikes", "  rad i antal (Antal)\n"),
        ("antal.natter", "  kolumn i antal (Antal), heltal (integer)\n"),
        ("antal", "fel: För många nätter.  (row.natter > row.resor)"),
        ("antal", "antal.resor  Resor  (integer)"),
        ("kvar", "Hur den räknas ut\n  bidrag - sum(antal.resor)\n"),
        ("kontakt.epost", "submission  – dit går kvittot: kontakt.epost (rad 6)"),
        ("kvar", "never  – får aldrig gälla: kvar < 0 (rad "),
    ],
)
def test_each_kind_of_thing(path: str, says: str) -> None:
    assert says in told(path)


def test_a_thing_whose_parts_all_have_conditions_follows_them() -> None:
    Path("resor.yaml").write_text(
        FORM.replace("{id: inrikes, label: Inrikes}", "{id: inrikes, label: Inrikes, visible_if: bidrag > 1}").replace(
            "    visible_if: tag in sorter\n", ""
        ),
        encoding="utf-8",
    )
    assert "När något av det som den består av visas." in told("antal")


# With answers.


def test_why_it_is_not_shown_and_what_would_change_that() -> None:
    text = told("antal.utrikes", "--answers", "svar.json")
    now = text[text.index("Med svaren i svar.json") :]
    assert "Raden visas inte, eftersom" in now
    assert "Vad som skulle ändra det:\n    – om svaret på fråga 1 är större än 100 kr" in now.replace(
        "\N{NO-BREAK SPACE}", " "
    )
    assert "Svar" not in now


def test_why_it_is_shown_with_its_answer_and_what_is_wrong_with_it() -> None:
    text = told("betyg", "--answers", "svar.json")
    now = text[text.index("Med svaren i svar.json") :]
    assert "Frågan visas." in now
    assert "Vad som skulle ändra det, vilket som helst:" in now
    assert "– om det inte längre gäller att " in now
    assert "  Svar: 9\n" in now
    assert "Problem: " in now
    assert "(betyg)" in now


def test_several_conditions_that_all_have_to_turn() -> None:
    Path("svar.json").write_text("{}", encoding="utf-8")
    text = told("antal.utrikes", "--answers", "svar.json")
    assert "Vad som skulle ändra det, allt tillsammans:" in text


def test_what_is_shown_without_a_condition_needs_no_change() -> None:
    text = told("bidrag", "--answers", "svar.json")
    assert "Vad som skulle ändra" not in text
    assert "Svar: 50" in text
    assert "Svar: inget" in told("kontakt.namn", "--answers", "svar.json")


def test_a_column_is_shown_when_its_question_is() -> None:
    text = told("antal.natter", "--answers", "svar.json")
    assert "antal.inrikes.natter: Svar: 4" in text
    assert "Frågan visas." in text


# As JSON.


def test_as_json() -> None:
    thing = json.loads(told("antal.utrikes", "--answers", "svar.json", "--format", "json"))

    assert (thing["path"], thing["kind"], thing["label"], thing["type"]) == ("antal.utrikes", "row", "Utrikes", None)
    assert thing["place"] == {"file": "resor.yaml", "line": thing["place"]["line"], "column": 18}
    assert thing["page"] == {"id": "resor", "title": "Resorna", "number": 2}
    assert [each["source"] for each in thing["shown_if"]] == ["tag in sorter", "bidrag > 100"]
    assert [each["path"] for each in thing["depends_on"]] == ["bidrag", "sorter"]
    assert {each["for"] for each in thing["needed_by"]} == {"check", "value"}
    assert thing["now"]["shown"] is False
    assert thing["now"]["reasons"][-1]["flips"] == ["bidrag > 100"]
    assert thing["now"]["reasons"][-1]["values"] == {"bidrag": 50}

    betyg = json.loads(told("betyg", "--answers", "svar.json", "--format", "json"))
    assert betyg["now"]["values"] == {"betyg": 9}
    assert [each["code"] for each in betyg["now"]["problems"]] == ["range"]
    assert "now" not in json.loads(told("betyg", "--format", "json"))


# What goes wrong.


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("betygg", "betyg"),
        ("antal.utrike", "antal.utrikes"),
        ("kontakt.e-post", "kontakt.epost"),
        ("sorter.tåg", "sorter.tag"),
        ("antal.inrikes.nätter", "antal.inrikes.natter"),
        ("Start", "start"),
        ("epost", "kontakt.epost"),
        ("Resor", "resor"),
        ("natter", "antal.natter eller antal.inrikes.natter eller antal.utrikes.natter"),
    ],
)
def test_an_unknown_path_is_answered_with_the_nearest(path: str, near: str) -> None:
    result = run("why", "resor.yaml", path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"menade du {near}?" in result.stderr


def test_on_a_narrow_terminal_lines_are_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(about_text, "is_terminal", lambda _: True)
    monkeypatch.setenv("COLUMNS", "60")
    lines = told("antal.utrikes").splitlines()
    assert max(map(len, lines)) <= 60


def test_where_nothing_is_near() -> None:
    result = run("why", "resor.yaml", "något helt annat\x1b[31m")
    assert result.exit_code == 2
    assert "survey-engine show resor.yaml" in result.stderr
    assert "\x1b" not in result.stderr


def test_other_ends() -> None:
    assert run("why", "resor.yaml").exit_code == 2
    assert "ange en sökväg" in run("why", "resor.yaml").stderr
    assert run("why").exit_code == 2
    assert run("why", "finns-inte.yaml", "a").exit_code == 2
    assert run("why", "resor.yaml", "betyg", "--answers", "finns-inte.json").exit_code == 2
    Path("fel.yaml").write_text(BROKEN, encoding="utf-8")
    result = run("why", "fel.yaml", "antal")
    assert result.exit_code == 1
    assert "antl" in result.stderr


def test_a_form_on_standard_input() -> None:
    result = run("why", "-", "betyg", text=FORM)
    assert result.exit_code == 0
    assert "  <stdin>:" in result.stdout


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("form", sorted((ROOT / "surveys").glob("*.yaml")), ids=lambda path: path.stem)
def test_something_can_be_told_of_all_in_the_real_forms(form: Path, language: str) -> None:
    survey, blueprint = load_with_blueprint(form.read_text(encoding="utf-8"))
    journeys = [survey.in_language(language).evaluate(scenario.answers) for scenario in survey.form.scenarios[:1]]
    for path in names(survey.form):
        about = About(blueprint, path)
        for journey in (None, *journeys):
            text = list(lines(about, journey, language, "f.yaml", "a.json"))
            assert text[0].startswith(path)
            assert all(len(line) <= 120 or " " not in line.strip() for line in text[1:]), path
            assert json.dumps(about_json(about, journey, language, "f.yaml"))


def test_a_real_question() -> None:
    result = run("why", REAL_FORM, "orsak", "--answers", REAL_ANSWERS)
    assert "Oanvänt statsbidrag är större än" in result.stdout
    assert "Svar: ”Tidsbrist" in result.stdout


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_type_of_question_has_a_word(language: str) -> None:
    words = about_text._WORDS[language]
    assert all(f"type.{type_}" in words for type_ in get_args(QuestionType))
    assert all(f"for.{purpose}" in words for purpose in get_args(Purpose))
    assert words.keys() == about_text._WORDS["sv"].keys()


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_help_tells_every_option(language: str) -> None:
    text = run("why", "--help", "--language", language).stdout
    for option in ("--answers", "--format", "--language", "survey-engine why"):
        assert option in text
