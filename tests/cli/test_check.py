"""`survey-engine check`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from survey_engine.cli import check
from survey_engine.cli.files import FormFile
from survey_engine.diagnostics import Diagnostic, Rule
from survey_engine.source import START, Source
from tests.cli.command_line import BROKEN, GOOD, REAL_FORM, process, run


def file(folder: Path, text: str | bytes, name: str = "form.yaml") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_the_real_form_has_no_errors() -> None:
    result = run("check", REAL_FORM)

    assert result.exit_code == 0
    assert result.output == f"{REAL_FORM}: inga fel\n"


def test_an_error_is_shown_at_its_line_with_what_to_write(tmp_path: Path) -> None:
    path = file(tmp_path, BROKEN)
    result = run("check", path)

    assert result.exit_code == 1
    assert f" --> {path}:16:" in result.stdout
    assert "antl > 3" in result.stdout
    assert "^^^^" in result.stdout
    assert result.stdout.endswith(f"\n{path}: 1 fel\n")
    assert result.stderr == ""


def test_several_files_are_summed_up(tmp_path: Path) -> None:
    good, broken = file(tmp_path, GOOD, "good.yaml"), file(tmp_path, BROKEN, "broken.yaml")
    result = run("check", good, broken, tmp_path / "none.yaml", "--language", "en")

    assert result.exit_code == 2
    assert f"{good}: no errors\n" in result.stdout
    assert result.stdout.endswith(f"{broken}: 1 error\n3 files: 1 error, 1 unreadable\n")
    assert result.stderr == f"error: {tmp_path / 'none.yaml'}: the file does not exist\n"


def test_warnings_alone_are_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    doubt = Diagnostic(Rule("doubt", {"sv": "tveksamt", "en": "doubtful"}, severity="warning"), START)
    monkeypatch.setattr(check, "check_file", lambda name, _: FormFile(Source(name, "survey: x"), (doubt, doubt)))
    result = run("check", "form.yaml")

    assert result.exit_code == 0
    assert result.stdout.endswith("form.yaml: inga fel, 2 varningar\n")


def test_json_is_one_document(tmp_path: Path) -> None:
    good, broken = file(tmp_path, GOOD, "good.yaml"), file(tmp_path, BROKEN, "broken.yaml")
    result = run("check", "--format", "json", good, broken, tmp_path)
    files = json.loads(result.stdout)["files"]

    assert result.exit_code == 2
    assert [one["ok"] for one in files] == [True, False, False]
    assert files[0] == {"file": str(good), "ok": True, "errors": 0, "warnings": 0, "diagnostics": []}
    assert files[1]["errors"] == 1
    assert files[1]["diagnostics"][0]["span"]["line"] == 16
    assert files[2]["unreadable"] == f"{tmp_path}: det är en katalog, inte en fil"


def test_the_form_on_standard_input() -> None:
    assert run("check", "-", text=GOOD).output == "<stdin>: inga fel\n"
    assert "--> <stdin>:16:" in run("check", "-", text=BROKEN).output


@pytest.mark.parametrize(
    ("content", "code", "shown"),
    [
        (b"", 1, ""),
        (b"survey: x\ntitle: r\xe4ksm\xf6rg\xe5s\n", 1, "not-utf-8"),
        ("survey: å".encode("utf-16"), 1, "not-utf-8"),
        (b"\0" * 50, 1, ""),
        (b"x" * 2_000_001, 1, "file-too-large"),
        (b"[" * 100_000, 1, ""),
        (b"title: \x1b[2J\n", 1, "control-character"),
    ],
)
def test_a_file_that_is_no_form_is_told_of_in_diagnostics(
    tmp_path: Path, content: bytes, code: int, shown: str
) -> None:
    result = run("check", file(tmp_path, content))

    assert result.exit_code == code
    assert shown in result.stdout
    assert "\x1b" not in result.stdout
    assert "Traceback" not in result.output


def test_a_line_in_the_wrong_encoding_is_shown_as_far_as_it_can_be(tmp_path: Path) -> None:
    old = run("check", file(tmp_path, b"survey: x\ntitle: r\xe4ka\n")).stdout
    utf_16 = run("check", file(tmp_path, "survey: å".encode("utf-16"))).stdout

    assert "2 | title: r�ka\n  |         ^\n" in old
    assert "1 | survey: å\n" in utf_16


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = file(tmp_path, GOOD)
    monkeypatch.setattr(Path, "open", refuse)
    result = run("check", path)

    assert result.exit_code == 2
    assert result.stderr == f"fel: {path}: filen får inte läsas, behörighet saknas\n"


def test_an_impossible_file_name() -> None:
    result = run("check", "form\0.yaml")

    assert result.exit_code == 2
    assert "form␀.yaml" in result.stderr


def test_nothing_is_coloured_when_it_is_piped(tmp_path: Path) -> None:
    result = process("check", file(tmp_path, BROKEN))

    assert result.returncode == 1
    assert "\x1b" not in result.stdout + result.stderr


def test_a_stream_that_takes_only_ascii(tmp_path: Path) -> None:
    path = file(tmp_path, BROKEN)
    ascii_only = {"PYTHONIOENCODING": "ascii", "PATH": ""}

    assert "hj\\xe4lp" in process("check", path, env=ascii_only).stdout
    assert json.loads(process("check", path, "--format", "json", env=ascii_only).stdout)["files"][0]["errors"] == 1
