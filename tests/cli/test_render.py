"""`survey-engine render`."""

from __future__ import annotations

import json
import os
import stat
import sys
from pathlib import Path

import pytest

import survey_engine as se
from survey_engine.cli import render as command
from tests.cli.command_line import BROKEN, REAL_ANSWERS, REAL_FORM, process, run
from tests.rendering.readings import ANSWERS, SMALL, small

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="permissions and pipes as POSIX has them")


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "form.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(ANSWERS), encoding="utf-8")
    return path


def test_without_more_it_is_text_on_standard_output(form: Path) -> None:
    result = run("render", form)

    assert result.exit_code == 0
    assert result.stdout == se.render(small(), "text")
    assert result.stderr == ""


def test_a_response(form: Path, answers: Path) -> None:
    assert run("render", form, "--answers", answers).stdout == se.render(small(), "text", ANSWERS)


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("ut.html", b"<!doctype html>"),
        ("ut.HTM", b"<!doctype html>"),
        ("ut.md", b"# Ett litet"),
        ("ut.txt", b"Ett litet formul\xc3\xa4r\n==="),
        ("ut.pdf", b"%PDF-"),
    ],
)
def test_the_ending_of_the_file_decides_the_format(form: Path, tmp_path: Path, name: str, begins: bytes) -> None:
    out = tmp_path / name
    result = run("render", form, "-o", out)

    assert (result.exit_code, result.output) == (0, "")
    assert out.read_bytes().startswith(begins)


def test_a_format_that_is_asked_for_goes_before_the_ending(form: Path, tmp_path: Path) -> None:
    out = tmp_path / "ut.log"
    assert run("render", form, "--format", "markdown", "--output", out).exit_code == 0
    assert out.read_text(encoding="utf-8") == se.render(small(), "markdown")


@pytest.mark.parametrize("format", ["html", "markdown", "text"])
def test_every_format_can_go_to_a_pipe(form: Path, format: str) -> None:
    told = process("render", form, "--format", format)
    assert told.returncode == 0
    assert told.stdout == run("render", form, "--format", format).stdout


def test_a_pdf_goes_to_a_pipe_but_not_to_a_terminal(form: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("render", form, "--format", "pdf").stdout_bytes.startswith(b"%PDF-")

    monkeypatch.setattr(command, "is_terminal", lambda _: True)
    result = run("render", form, "--format", "pdf")
    assert result.exit_code == 2
    assert result.stderr == "fel: en PDF skrivs inte till en terminal; ange en fil: -o lasversion.pdf\n"
    assert run("render", form).stdout == se.render(small(), "text")


def test_the_form_s_own_language_unless_another_is_asked_for(tmp_path: Path) -> None:
    form = tmp_path / "form.yaml"
    form.write_text(SMALL.replace("language: sv", "language: en"), encoding="utf-8")

    assert "Questions marked with *" in run("render", form).stdout
    assert "Questions marked with *" in run("render", form, env={"SURVEY_ENGINE_LANGUAGE": "sv"}).stdout
    assert "Frågor märkta med *" in run("render", form, "--language", "sv").stdout


def test_a_file_is_replaced_in_one_step(form: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "ut.txt"
    out.write_text("gammal", encoding="utf-8")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", interrupted)
        assert run("render", form, "-o", out).exit_code == 130
    assert out.read_text(encoding="utf-8") == "gammal"
    assert {path.name for path in tmp_path.iterdir()} == {"form.yaml", "ut.txt"}

    assert run("render", form, "-o", out).exit_code == 0
    assert out.read_text(encoding="utf-8") == se.render(small(), "text")


@POSIX
def test_what_the_file_was_stays_as_it_was(form: Path, tmp_path: Path) -> None:
    out, link = tmp_path / "ut.txt", tmp_path / "genväg.txt"
    out.write_text("gammal", encoding="utf-8")
    out.chmod(0o600)
    link.symlink_to(out)

    assert run("render", form, "-o", link).exit_code == 0
    assert link.is_symlink()
    assert out.read_text(encoding="utf-8") == se.render(small(), "text")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


@POSIX
def test_a_device_is_written_to_and_not_replaced(form: Path) -> None:
    assert run("render", form, "--format", "text", "-o", os.devnull).exit_code == 0
    assert not Path(os.devnull).is_file()


def test_a_file_that_tells_no_format(form: Path) -> None:
    result = run("render", form, "-o", "ut.docx")
    assert result.exit_code == 2
    assert result.stderr.startswith("fel: ut.docx: av ändelsen framgår inte vilket format det ska vara")
    assert run("render", form, "-o", "ut", "--language", "en").stderr.startswith("error: ut: the ending does not tell")


def test_what_is_read_is_never_overwritten(form: Path, answers: Path) -> None:
    for out in (form, answers):
        result = run("render", form, "--answers", answers, "--format", "text", "-o", out)
        assert result.exit_code == 2
        assert result.stderr == f"fel: {out}: det är filen som läses; ange en annan efter -o\n"
    assert form.read_text(encoding="utf-8") == SMALL


def test_files_that_cannot_be_written(form: Path, tmp_path: Path) -> None:
    (tmp_path / "katalog.txt").mkdir()
    told = run("render", form, "-o", tmp_path / "katalog.txt")
    assert (told.exit_code, told.stderr) == (2, f"fel: {tmp_path / 'katalog.txt'}: det är en katalog, inte en fil\n")

    nowhere = tmp_path / "ingenstans" / "ut.txt"
    assert run("render", form, "-o", nowhere).stderr == f"fel: {nowhere}: katalogen finns inte\n"


def test_a_file_that_may_not_be_written(form: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refused)
    told = run("render", form, "-o", tmp_path / "ut.txt")
    assert told.stderr == f"fel: {tmp_path / 'ut.txt'}: filen får inte skrivas, behörighet saknas\n"


def test_a_full_disk_is_told(form: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    told = run("render", form, "-o", tmp_path / "ut.txt")
    assert told.stderr == f"fel: {tmp_path / 'ut.txt'}: går inte att skriva (No space left on device)\n"


def test_a_form_with_errors_is_not_rendered(tmp_path: Path) -> None:
    path, out = tmp_path / "form.yaml", tmp_path / "ut.html"
    path.write_text(BROKEN, encoding="utf-8")
    result = run("render", path, "-o", out)

    assert result.exit_code == 1
    assert f" --> {path}:16:" in result.stderr
    assert not out.exists()


def test_a_form_from_standard_input(form: Path) -> None:
    assert run("render", "-", text=SMALL).stdout == run("render", form).stdout


def test_files_that_cannot_be_read(form: Path, tmp_path: Path) -> None:
    assert run("render", tmp_path / "none").stderr == f"fel: {tmp_path / 'none'}: filen finns inte\n"
    assert run("render", form, "--answers", tmp_path / "none").exit_code == 2


def test_a_package_that_is_missing(form: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    told = run("render", form, "--format", "pdf")

    assert told.exit_code == 2
    assert told.stderr.count("\n") == 1
    assert told.stderr == 'fel: det behövs fler paket: pip install "survey-engine[pdf]"\n'


def test_answers_that_are_not_in_the_document_are_told_of(form: Path, tmp_path: Path) -> None:
    path = tmp_path / "svar.json"
    path.write_text(json.dumps({"okand": 1, "kostnader.loner": "många", "metoder": "b"}), encoding="utf-8")
    told = run("render", form, "--answers", path)

    assert told.exit_code == 0
    unused = "kostnader.loner (fel sorts värde), okand (finns inte i formuläret)"
    assert told.stderr == f"varning: {path}: svar som inte används i dokumentet: {unused}\n"
    assert "(inget svar)" in told.stdout


def test_many_answers_that_are_not_in_the_document_are_counted(form: Path, tmp_path: Path) -> None:
    path = tmp_path / "svar.json"
    path.write_text(json.dumps({f"okand_{number}": 1 for number in range(25)}), encoding="utf-8")
    told = run("render", form, "--answers", path, "--language", "en")
    assert told.stderr.endswith(" (not in the form), … and 15 more\n")


def test_a_real_form_with_a_real_response() -> None:
    told = run("render", REAL_FORM, "--answers", REAL_ANSWERS).stdout
    assert "Totalt mottaget statsbidrag: 2\u00a0000\u00a0000\u00a0kr" in told
    assert "E-post kontaktperson: asa.exempelsson@example.se" in told
