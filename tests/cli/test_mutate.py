"""`survey-engine mutate`: slips that no example would notice, from the command line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

import survey_engine as se
from survey_engine.testing import mutation
from tests.benchmarks.large_forms import SHAPES
from tests.cli.command_line import BROKEN, GOOD, run

ONE = (
    GOOD
    + """\
scenarios:
  - name: Hög summa
    answers: {antal: 6, farg: bla}
    shown: [varfor]
    values: {farg: bla}
"""
)


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "form.yaml"
    path.write_text(ONE, encoding="utf-8")
    return path


def test_survivors_stand_at_their_line(form: Path) -> None:
    result = run("mutate", form)
    assert result.exit_code == 0
    assert "varning[mutant-bound]: inget exempel märker om det här blir: antal > 4" in result.output
    assert "inget exempel märker om det här tas bort: required: true" in result.output
    line = next(number for number, text in enumerate(ONE.splitlines(), 1) if "antal > 3" in text)
    assert f"{form}:{line}:" in result.output


def test_what_is_pasted_kills_them_all(form: Path) -> None:
    """Each survivor comes with a scenario; with all of them in the form nothing that can be told apart is left."""
    output = run("mutate", form).output
    pasted = [line for line in output.splitlines() if line.startswith(("  - name:", "    "))]
    pasted = [line for line in pasted if not line.lstrip().startswith("|")]
    form.write_text(ONE + "\n".join(pasted) + "\n", encoding="utf-8")
    assert se.check(form) == ()
    assert len(yaml.safe_load(form.read_text(encoding="utf-8"))["scenarios"]) > 3
    assert run("test", form).exit_code == 0
    told = json.loads(run("mutate", "--format", "json", form).output)
    assert (told["survived"], told["percent"]) == (0, 100)


def test_how_many_must_be_noticed(form: Path) -> None:
    assert run("mutate", "--fail-under", "10", form).exit_code == 0
    assert run("mutate", "--fail-under", "99", form).exit_code == 1
    assert run("mutate", "--fail-under", "-1", form).exit_code == 2


def test_examples_that_fail_come_first(form: Path) -> None:
    form.write_text(ONE.replace("shown", "hidden"), encoding="utf-8")
    result = run("mutate", form)
    assert result.exit_code == 1
    assert "1 exempel stämmer inte på formuläret som det är" in result.output


def test_a_broken_form(form: Path) -> None:
    form.write_text(BROKEN, encoding="utf-8")
    assert run("mutate", form).exit_code == 1


def test_json_tells_every_mutant(form: Path) -> None:
    told = json.loads(run("mutate", "--format", "json", form).output)
    fates = [mutant["fate"] for mutant in told["mutants"]]
    assert [told[fate] for fate in ("killed", "survived", "undetermined", "equivalent")] == [
        fates.count(fate) for fate in ("killed", "survived", "undetermined", "equivalent")
    ]
    assert all("killer" in mutant for mutant in told["mutants"] if mutant["fate"] == "survived")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_its_help_has_examples(language: str) -> None:
    assert "survey-engine mutate --fail-under 95" in run("mutate", "--help", "--language", language).output


def test_figures_are_written_as_in_the_language(form: Path) -> None:
    both = [run("mutate", "--fail-under", "99.5", form, "--language", language) for language in ("sv", "en")]
    swedish, english = (result.output.replace("\N{NO-BREAK SPACE}", " ") for result in both)
    assert re.search(r"exemplen märker \d+,\d % av felen, mindre än 99,5 %", swedish)
    assert re.search(r"notice \d+\.\d % of the slips, less than 99\.5 %", english)
    assert not re.search(r"\d\.\d *%", swedish)


def test_a_large_form_says_that_not_all_was_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mutation, "_WORK", 400)
    monkeypatch.setattr(mutation, "_WORK_OF_SEARCHES", 400)
    monkeypatch.setattr(mutation, "_FEWEST", 2)
    form = tmp_path / "form.yaml"
    form.write_text(SHAPES["one chain of conditions"](100)[0], encoding="utf-8")
    result = run("mutate", "--language", "en", form)
    assert result.exit_code == 0
    assert re.search(r"only one in \d+ possible slips was made, evenly spread", result.output)
    assert re.search(r"for \d+ of the undetermined the tries ran out", result.output)
    told = json.loads(run("mutate", "--format", "json", form).output)
    assert told["one_in"] > 1
    assert told["not_searched_to_the_end"] > 0
