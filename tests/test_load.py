"""From a file's text to a survey: all that is wrong in one go, raised or told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import survey_engine as se
from tests.forms import with_head, with_page

GOOD = with_page("- {id: antal, type: integer, label: Antal}")
DOUBTFUL_AND_WRONG = with_head("""
    pages:
      - id: sidan
        questions:
          - {id: antal, type: integer, lable: Antal}
          - {id: mer, type: text, label: Mer, visible_if: antall > 3}
          - {id: mer, type: txt, label: Mer}
""")


def test_a_form_is_loaded_from_a_file_by_its_name_or_path(tmp_path: Path) -> None:
    file = tmp_path / "form.yaml"
    file.write_bytes(GOOD.encode())
    for path in (file, str(file)):
        assert se.load(path).fingerprint == se.load_text(GOOD).fingerprint
        assert se.check(path) == ()


def test_a_file_with_a_byte_order_mark_and_other_line_ends(tmp_path: Path) -> None:
    file = tmp_path / "form.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert se.load(file).fingerprint == se.load_text(GOOD).fingerprint


@pytest.mark.parametrize("read", [se.load, se.check])
def test_a_file_that_cannot_be_read_is_an_os_error(tmp_path: Path, read: Callable[[Path], Any]) -> None:
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "finns-inte.yaml")
    with pytest.raises(OSError, match="directory"):
        read(tmp_path)


def test_a_file_that_is_not_text_is_told_and_not_raised_by_check(tmp_path: Path) -> None:
    file = tmp_path / "form.yaml"
    file.write_bytes(b"survey: \xff\xfe\n")
    assert [diagnostic.code for diagnostic in se.check(file)] == ["not-utf-8"]
    with pytest.raises(se.SurveyError):
        se.load(file)


def test_all_that_is_wrong_is_told_in_one_go_and_in_the_files_order() -> None:
    found = se.check_text(DOUBTFUL_AND_WRONG)
    assert [diagnostic.code for diagnostic in found] == ["unknown-key", "unknown-name", "duplicate-id", "unknown-type"]
    assert [diagnostic.span.line for diagnostic in found] == [8, 9, 10, 10]


def test_a_survey_error_carries_the_diagnostics_and_tells_each_with_what_to_write(tmp_path: Path) -> None:
    file = tmp_path / "form.yaml"
    file.write_text(DOUBTFUL_AND_WRONG, encoding="utf-8")
    with pytest.raises(se.SurveyError) as raised:
        se.load(file, language="en")
    assert raised.value.diagnostics == se.check(file, language="en")
    first, help_of_first, second, *_ = str(raised.value).splitlines()
    assert first == f"{file}:8:36: error[unknown-key]: there is no key lable"
    assert help_of_first == "    write label"
    assert second == f"{file}:9:55: error[unknown-name]: there is nothing named antall"


def test_the_text_that_was_given_has_no_name() -> None:
    with pytest.raises(se.SurveyError, match=r"^<text>:8:36: error\[unknown-key\]: nyckeln lable finns inte"):
        se.load_text(DOUBTFUL_AND_WRONG)


@pytest.mark.parametrize(("language", "word"), [("sv", "nyckeln"), ("en", "key"), ("sv-FI", "nyckeln"), ("de", "key")])
def test_diagnostics_are_told_in_the_language_that_is_asked_for(language: str, word: str) -> None:
    assert word in se.check_text(DOUBTFUL_AND_WRONG, language=language)[0].message


@pytest.mark.parametrize("text", ["", "\n", "null", "[]", "a", "a: b", "{", "\x00", "- a\n- b", "pages: 3", "\ud800"])
def test_whatever_the_text_check_tells_and_load_raises(text: str) -> None:
    assert any(diagnostic.severity == "error" for diagnostic in se.check_text(text))
    with pytest.raises(se.SurveyError):
        se.load_text(text)


def test_what_is_wrong_in_one_question_does_not_hide_what_is_wrong_in_another() -> None:
    cycle = "- {id: a, type: integer, label: A, visible_if: a > 0}"
    assert [diagnostic.code for diagnostic in se.check_text(with_page(cycle))] == ["cycle"]
    also_wrong = cycle + "\n- {id: b, type: integer}"
    assert [diagnostic.code for diagnostic in se.check_text(with_page(also_wrong))] == ["cycle", "missing-key"]


def test_what_is_said_over_and_over_is_told_some_times_and_that_there_is_more() -> None:
    question = "- {{id: q{0}, type: choice, label: Val, options: [{{id: a, label: A}}, {{id: b, label: A}}]}}\n"
    found = se.check_text(with_page("".join(question.format(n) for n in range(100)) + "- {id: x, type: txt, label: X}"))
    told = [each.code for each in found]
    assert {code: told.count(code) for code in told} == {"option-label-twice": 20, "label-twice": 20, "unknown-type": 1}
    assert [bool(each.notes[1:]) for each in found if each.code == "label-twice"] == [False] * 19 + [True]


def test_what_is_silenced_makes_room_for_what_is_not() -> None:
    allowed = "  # survey: allow label-twice because they differ by their help"
    lines = [f"- {{id: q{n}, type: text, label: Text}}{allowed if n else ''}" for n in range(100)]
    assert se.check_text(with_page("\n".join(lines))) == ()
    (last,) = se.check_text(with_page("\n".join([*lines, "- {id: sist, type: text, label: Text}"])))
    assert last.code == "label-twice"
