"""`survey-engine explain`."""

from __future__ import annotations

import re

import pytest

from survey_engine.catalogue import GROUPS, codes, entry
from survey_engine.cli import explain
from tests.cli.command_line import run


def test_it_tells_what_a_code_means_why_it_matters_and_how_it_is_mended() -> None:
    result = run("explain", "looks-ahead", "--language", "en")

    assert result.exit_code == 0
    assert result.stderr == ""
    assert result.stdout.startswith("error[looks-ahead]: The condition reads a later answer\n\nA condition or a")
    parts = ["Why it matters\n", "A form with the fault\n", "What check says\n", "As it should be\n"]
    assert [result.stdout.count(part) for part in parts] == [1, 1, 1, 1]
    assert [*map(result.stdout.index, parts)] == sorted(map(result.stdout.index, parts))


def test_the_caret_stands_where_check_puts_it() -> None:
    lines = run("explain", "looks-ahead").stdout.splitlines()

    row = next(number for number, line in enumerate(lines) if line.startswith(" 8 |"))
    caret = lines[row + 1].index("^")
    assert lines[row][caret:].startswith("oanvant > 0")
    assert "  --> exempel.yaml:8:59" in lines


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("code", codes())
def test_every_code_can_be_explained(code: str, language: str) -> None:
    result = run("explain", code, "--language", language)

    assert result.exit_code == 0
    assert entry(code, language).title in result.stdout
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize(
    ("code", "note"),
    [
        ("too-many-values", "[[20 × …]] betyder att det som står efter × upprepas 20 gånger."),
        ("file-too-large", "[[200000 × …]] betyder att det som står efter × upprepas 200\N{NO-BREAK SPACE}000 gånger."),
        (
            "form-too-large",
            "[[80 × …]] betyder att det som står efter × upprepas 80 gånger, med # som 1, 2, 3 och så vidare.",
        ),
    ],
)
def test_what_a_shortened_piece_stands_for_is_told_with_its_own_number(code: str, note: str) -> None:
    assert note in run("explain", code).stdout.splitlines()


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("code", codes())
def test_code_in_the_prose_has_no_marks_and_stays_on_one_line(code: str, language: str) -> None:
    told = entry(code, language)
    lines = run("explain", code, "--language", language).stdout.splitlines()
    for quoted in re.findall(r"`([^`]+)`", told.means + told.why + told.no_example):
        assert any(" ".join(quoted.split("\n")) in line for line in lines), quoted
    assert "`" not in "".join(lines[: next((i for i, line in enumerate(lines) if line.startswith("    ")), None)])


def test_code_in_the_prose_is_strong_where_there_are_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(explain, "is_coloured", lambda _: True)

    assert "\x1b[1mvisible_if: true\x1b[0m" in run("explain", "not-an-expression").stdout


def test_several_codes_are_explained_one_after_the_other() -> None:
    result = run("explain", "cycle", "looks-ahead")

    heads = [line for line in result.stdout.splitlines() if line.startswith("fel[")]
    assert [head.partition("]")[0] for head in heads[::2]] == ["fel[cycle", "fel[looks-ahead"]


def test_without_a_code_it_lists_all_in_groups() -> None:
    result = run("explain", "--language", "en")

    assert result.exit_code == 0
    rows = result.stdout.splitlines()
    assert [row for row in rows if row and not row.startswith(" ")] == [titles["en"] for titles in GROUPS.values()]
    assert sorted(row.split()[0] for row in rows if row.startswith(" ")) == [*codes()]


def test_an_unknown_code_is_answered_with_the_nearest() -> None:
    result = run("explain", "look-ahead", "cycle", "--language", "en")

    assert result.exit_code == 2
    assert result.stderr == "error: there is no code look-ahead – did you mean looks-ahead?\n"
    assert "error[cycle]" in result.stdout


def test_a_code_like_no_other_is_answered_with_where_they_are() -> None:
    result = run("explain", "\x1b[31mqqqqqq\nq")

    assert result.exit_code == 2
    assert result.stderr.endswith("; survey-engine explain visar alla koder\n")
    assert "\x1b" not in result.stderr
    assert result.stderr.count("\n") == 1
