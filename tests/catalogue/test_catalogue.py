"""The catalogue of diagnostics: every code has an entry, whose bad form has just that fault and whose good form none.

One code alone: `pytest tests/catalogue -k "[looks-ahead]"`.
"""

from __future__ import annotations

import subprocess
import sys
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import yaml

import survey_engine as se
from survey_engine import catalogue
from survey_engine.catalogue import GROUPS, codes, entry
from survey_engine.diagnostics import LANGUAGES
from tests.test_broken import FILES, NOT_IN_A_FILE, expected, found, rules

CODES = sorted({rule.code for rule in rules()})
SEVERITY = {rule.code: rule.severity for rule in rules()}
FOLDERS: dict[str, set[str]] = {code: set() for code in CODES}
for _file in FILES:
    for _code, _, _ in expected(_file):
        FOLDERS[_code].add(_file.parent.name)

WITHOUT_EXAMPLE = {"empty-expression"}
"""Codes of which no form can be shown; their entries say why."""

TEXTS = ("title", "means", "why")
EXAMPLE = {"example"}


def written(code: str) -> dict[str, Any]:
    """The entry as its file has it."""
    text = resources.files(catalogue).joinpath(f"{code}.yaml").read_text(encoding="utf-8")
    read: dict[str, Any] = yaml.load(text, Loader=yaml.CBaseLoader)
    return read


def test_every_entry_has_a_rule() -> None:
    assert set(codes()) - set(CODES) == set()


@pytest.mark.parametrize("code", CODES)
def test_every_rule_has_an_entry_that_is_whole(code: str) -> None:
    assert code in codes(), f"src/survey_engine/catalogue/{code}.yaml is missing"
    entry_ = written(code)
    example = {"no_example"} if code in WITHOUT_EXAMPLE else EXAMPLE
    assert entry_.keys() - {"saved_as"} == {"severity", "group", *TEXTS, *example}
    assert entry_["severity"] == SEVERITY[code]
    assert entry_["group"] in GROUPS
    assert entry_["group"] in FOLDERS[code] or code in NOT_IN_A_FILE
    for each in entry_.get("example", {}).values():
        assert each.keys() == {"at", "bad", "good"}
    assert list(entry_.get("example", LANGUAGES)) == list(LANGUAGES)
    for name in (*TEXTS, *(example & {"no_example"})):
        assert list(entry_[name]) == list(LANGUAGES)
        for text in entry_[name].values():
            assert text.strip()
            assert text.strip().endswith((".", "?")) == (name != "title")
    assert all(len(title) <= 70 and not {*"\n|"} & {*title} for title in entry_["title"].values())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", [code for code in codes() if code not in WITHOUT_EXAMPLE])
def test_the_bad_form_has_just_that_fault_and_the_good_form_none(code: str, language: str, tmp_path: Path) -> None:
    example = entry(code, language).example
    assert example is not None
    form = tmp_path / "form.yaml"
    form.write_bytes(example.bad_file)
    assert found(se.check(form)) == [(code, example.line, example.column)]
    form.write_bytes(example.good_file)
    assert found(se.check(form)) == []


def test_an_entry_speaks_the_language_that_was_asked_for() -> None:
    swedish, english = entry("looks-ahead", "sv"), entry("looks-ahead", "en")

    assert (swedish.title, english.title) == ("Villkoret läser ett senare svar", "The condition reads a later answer")
    assert swedish.example is not None
    assert english.example is not None
    assert "language: sv" in swedish.example.good
    assert "language: en" in english.example.good
    assert entry("looks-ahead", "sv-FI") == swedish


def test_there_is_no_entry_of_an_unknown_code() -> None:
    with pytest.raises(KeyError):
        entry("../catalogue/looks-ahead", "sv")


def test_a_repeated_piece_is_written_out_in_the_file() -> None:
    example = catalogue.Example("a: [[[3 × #, ]]]\n", "a: []\n", 1, 1)

    assert example.bad_file == b"a: [1, 2, 3, ]\n"
    assert (example.times, example.is_numbered) == (3, True)
    assert catalogue.Example("a: 1\n", "a: [[[20 × x, ]]]\n", 1, 1).is_numbered is False


def test_the_catalogue_is_loaded_only_when_it_is_asked_for() -> None:
    program = "import sys, survey_engine as se; se.check_text('a: b'); print('survey_engine.catalogue' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert told.strip() == "False"
