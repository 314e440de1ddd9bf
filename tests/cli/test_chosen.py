"""The response that a form is shown with: a file's, or that of one of the form's own scenarios."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command_line import GOOD, run

FORM = (
    GOOD
    + """\
scenarios:
  - {name: Några få, answers: {antal: 2}, hidden: [varfor]}
  - {name: "Många: blå", answers: {antal: 9, farg: bla}, shown: [varfor]}
  - {name: "Många: röda", answers: {antal: 9, farg: rod}, hidden: [varfor]}
"""
)


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "form.yaml"
    path.write_text(FORM, encoding="utf-8")
    return path


def test_a_form_is_shown_with_the_answers_of_a_scenario(form: Path) -> None:
    shown = run("show", form, "--scenario", "NÅGRA få")
    assert shown.exit_code == 0
    assert shown.output.splitlines()[1] == "Svar: Några få"
    told = json.loads(run("show", form, "--scenario", "blå", "--format", "json").output)
    assert told["values"]["farg"] == "bla"


def test_why_with_the_answers_of_a_scenario(form: Path) -> None:
    told = run("why", form, "varfor", "--scenario", "röda", "--language", "en")
    assert told.exit_code == 0
    assert "With the answers of Många: röda" in told.output


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--scenario", "många"), "fel: många: flera exempel heter så: ”Många: blå”, ”Många: röda”"),
        (("--scenario", "Nagra fa"), "fel: Nagra fa: formuläret har inget sådant exempel – menade du ”Några få”?"),
        (("--scenario", "helt annat"), "fel: helt annat: formuläret har inget sådant exempel"),
        (("--scenario", "blå", "--answers", "svar.json"), "fel: välj --answers eller --scenario, inte båda"),
    ],
)
def test_what_cannot_be_chosen_is_told(form: Path, options: tuple[str, ...], told: str) -> None:
    refused = run("show", form, *options)
    assert (refused.exit_code, refused.output.strip()) == (2, told)
