"""`survey-engine test`: the examples of forms, run from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command_line import BROKEN, GOOD, run

TESTED = (
    GOOD
    + """\
scenarios:
  - name: Hög summa
    answers: {antal: 6, farg: bla}
    shown: [varfor]
    values: {farg: bla}
  - name: Låg summa
    answers: {antal: 1, farg: bla}
    hidden: [varfor]
    values: {farg: null}
"""
)
WRONG = TESTED.replace("hidden: [varfor]", "shown: [varfor]")


@pytest.fixture
def form(tmp_path: Path) -> Path:
    return tmp_path / "form.yaml"


def test_examples_that_hold(form: Path) -> None:
    form.write_text(TESTED, encoding="utf-8")
    result = run("test", form)
    assert result.output == f"ok   Hög summa\nok   Låg summa\n{form}: 2 exempel, alla stämmer\n"
    assert result.exit_code == 0


def test_one_that_does_not_hold_is_told_at_its_line_with_why(form: Path) -> None:
    form.write_text(WRONG, encoding="utf-8")
    result = run("test", form)
    line = next(number for number, text in enumerate(WRONG.splitlines(), 1) if "Låg summa" in text) + 2
    assert result.exit_code == 1
    assert "fel[scenario-shown]: varfor ska visas, men är dold" in result.output
    assert f"{form}:{line}:13" in result.output
    assert "Frågan visas inte, eftersom Antal inte är större än 3\N{NO-BREAK SPACE}kr" in result.output
    assert result.output.endswith("2 exempel, 1 stämmer inte\n")


def test_it_speaks_english(form: Path) -> None:
    form.write_text(WRONG, encoding="utf-8")
    output = run("test", "--language", "en", form).output
    assert "error[scenario-shown]: varfor is to be shown, but is hidden" in output
    assert "The question is not shown, because " in output


def test_some_are_chosen_by_their_names(form: Path) -> None:
    form.write_text(WRONG, encoding="utf-8")
    assert run("test", "-k", "HÖG", form).exit_code == 0
    none = run("test", "-k", "finns inte", form)
    assert (none.exit_code, none.output) == (2, "fel: inget exempel har ”finns inte” i sitt namn\n")


def test_a_form_without_examples_says_so(form: Path) -> None:
    form.write_text(GOOD, encoding="utf-8")
    result = run("test", form)
    assert (result.exit_code, result.output) == (0, f"{form}: formuläret har inga exempel\n")


def test_a_broken_form_and_one_that_is_not_there(form: Path, tmp_path: Path) -> None:
    form.write_text(BROKEN, encoding="utf-8")
    assert run("test", form).exit_code == 1
    other = tmp_path / "other.yaml"
    other.write_text(TESTED, encoding="utf-8")
    result = run("test", form, tmp_path / "none.yaml", other)
    assert result.exit_code == 2
    assert "2 exempel, alla stämmer" in result.output


def test_coverage_and_how_much_of_it_there_must_be(form: Path) -> None:
    form.write_text(TESTED, encoding="utf-8")
    output = run("test", "--coverage", form).output
    assert "alternativ som kunnat och inte kunnat väljas" in output
    assert "  rad 16: varfor  delvillkoret farg == bla  – har aldrig avgjort\n" in output
    assert output.endswith(
        "Inte prövat med svar som saknas (räknas inte i procenten):\n"
        "  rad 15: farg.bla  antal > 5\n"
        "  rad 16: varfor  delvillkoret antal > 3\n"
    )
    assert run("test", "--fail-under", "50", form).exit_code == 0
    little = run("test", "--fail-under", "99.5", form)
    assert (little.exit_code, little.output.splitlines()[-1]) == (
        1,
        f"fel: {form}: exemplen har prövat 71,4\N{NO-BREAK SPACE}% av logiken, mindre än 99,5\N{NO-BREAK SPACE}%",
    )
    english = run("test", "--fail-under", "99.5", "--language", "en", form).output
    assert "the examples have tried 71.4\N{NO-BREAK SPACE}% of the logic, less than 99.5\N{NO-BREAK SPACE}%" in english
    assert run("test", "--fail-under", "101", form).exit_code == 2


def test_the_page_is_written(form: Path, tmp_path: Path) -> None:
    form.write_text(TESTED, encoding="utf-8")
    page = tmp_path / "page.html"
    assert run("test", "--html", page, form).exit_code == 0
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert run("test", "--html", tmp_path / "no" / "page.html", form).exit_code == 2
    assert run("test", "--html", page, form, form).exit_code == 2
    before = form.read_text(encoding="utf-8")
    for over in (form, tmp_path / "other.yml"):
        refused = run("test", "--html", over, form)
        assert refused.exit_code == 2
        assert "skrivas över ett formulär" in refused.output
    assert form.read_text(encoding="utf-8") == before


def test_json(form: Path) -> None:
    form.write_text(WRONG, encoding="utf-8")
    result = run("test", "--format", "json", "--coverage", form)
    (file,) = json.loads(result.output)["files"]
    assert (file["ok"], [scenario["ok"] for scenario in file["scenarios"]]) == (False, [True, False])
    (failure,) = file["scenarios"][1]["failures"]
    assert (failure["expectation"], failure["path"], failure["got"]) == ("shown", "varfor", False)
    assert file["coverage"]["responses"] == 2


def test_a_misspelt_option_in_an_example_that_fails_is_told_there(form: Path) -> None:
    form.write_text(TESTED.replace("{antal: 6, farg: bla}", "{antal: 6, farg: blaa}"), encoding="utf-8")
    told = run("test", "--language", "en", form).output
    assert "error[scenario-values]: farg is to be bla, but is without a value" in told
    assert "warning[unknown-option-in-scenario]: farg has no option blaa" in told
    (file,) = json.loads(run("test", "--format", "json", form).output)["files"]
    assert [[each["code"] for each in one["warnings"]] for one in file["scenarios"]] == [
        ["unknown-option-in-scenario"],
        [],
    ]


def test_an_example_that_the_form_is_never_to_be_fails(form: Path) -> None:
    never = "never: [antal < 5]\n"
    form.write_text(TESTED + never, encoding="utf-8")
    result = run("test", "--language", "en", form)
    assert result.exit_code == 1
    assert "error[scenario-never]: the answers are a complete response, and are what" in result.output


def test_standard_input() -> None:
    assert run("test", "-", text=TESTED).output.endswith("<stdin>: 2 exempel, alla stämmer\n")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_its_help_has_examples(language: str) -> None:
    assert "survey-engine test -k" in run("test", "--help", "--language", language).output
