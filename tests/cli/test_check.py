"""`survey-engine check`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from survey_engine.cli import check, mending
from survey_engine.cli import output as check_output
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


MENDABLE = GOOD.replace("max_chars: 5", 'max_chars: "5"').replace("label: Färg", "lable: Färg")


def test_what_is_certain_is_mended_in_the_file_and_the_rest_is_told(tmp_path: Path) -> None:
    path = file(tmp_path, MENDABLE.replace("antal > 3", "antl > 3"))
    result = run("check", "--fix", path, "--language", "en")

    assert result.exit_code == 1
    assert path.read_text(encoding="utf-8") == BROKEN
    assert f"mended[unknown-key] {path}:12:9: lable → label\n" in result.stdout
    assert f'mended[wrong-type] {path}:16:60: "5" → 5\n\n' in result.stdout
    assert "error[unknown-name]: there is nothing named antl" in result.stdout
    assert result.stdout.endswith(f"{path}: 2 edits; left: 1 error\n")


def test_the_exit_code_is_that_of_what_is_left(tmp_path: Path) -> None:
    path = file(tmp_path, MENDABLE)

    assert run("check", "--fix", path).exit_code == 0
    assert run("check", "--fix", path).output == f"{path}: inga fel\n"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["", "BOM"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CR LF", "CR"])
def test_every_other_byte_stays(tmp_path: Path, mark: bytes, end: str) -> None:
    path = file(tmp_path, mark + MENDABLE.replace("\n", end).encode())

    assert run("check", "--fix", path).exit_code == 0
    assert path.read_bytes() == mark + GOOD.replace("\n", end).encode()


@pytest.mark.parametrize("content", [b"", b"survey: r\xe4k\n", "survey: å".encode("utf-16"), b"x" * 2_000_001])
def test_what_is_no_text_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = file(tmp_path, content)

    assert run("check", "--fix", path).exit_code == 1
    assert path.read_bytes() == content
    assert run("check", "--fix", "-", text=content).stdout_bytes == content


def test_a_file_without_anything_to_mend_is_not_written(tmp_path: Path) -> None:
    path = file(tmp_path, BROKEN)
    before = path.stat()
    run("check", "--fix", path)
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_file_that_somebody_else_changes_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = file(tmp_path, MENDABLE)

    def meanwhile(form: FormFile) -> mending.Mended:
        path.write_text("mitt eget", encoding="utf-8")
        return mending.mended(form)

    monkeypatch.setattr(check, "mended", meanwhile)
    result = run("check", "--fix", path)

    assert result.exit_code == 2
    assert path.read_text(encoding="utf-8") == "mitt eget"
    assert result.stderr.startswith(f"fel: {path}: filen har ändrats av någon annan under tiden")
    assert result.stdout.endswith(f"{path}: 2 fel\n")


def test_the_mended_text_of_standard_input_goes_to_standard_output() -> None:
    result = run("check", "--fix", "-", text=MENDABLE.replace("\n", "\r\n"))

    assert result.exit_code == 0
    assert result.stdout_bytes == GOOD.replace("\n", "\r\n").encode()
    assert result.stderr.endswith("<stdin>: 2 rättelser; kvar: inga fel\n")
    assert run("check", "--fix", "-", text=GOOD).stdout == GOOD


def test_a_diff_shows_what_would_change_and_writes_nothing(tmp_path: Path) -> None:
    path = file(tmp_path, MENDABLE.replace("\n", "\r\n"))
    result = run("check", "--diff", path)

    assert result.exit_code == 1
    assert path.read_bytes() == MENDABLE.replace("\n", "\r\n").encode()
    assert result.stdout.startswith(f"--- {path}\n+++ {path} (rättad)\n@@ -9,8 +9,8 @@\n")
    assert "\n-        lable: Färg\n+        label: Färg\n" in result.stdout
    assert result.stderr == f"{path}: 2 rättelser att göra; kvar: inga fel\n"
    assert run("check", "--diff", "--fix", path).output == result.output
    assert run("check", "--diff", "-", text=MENDABLE).exit_code == 1


def test_a_diff_says_where_no_line_end_is(tmp_path: Path) -> None:
    unended = MENDABLE.rstrip("\n").replace("id: q", "id: q") + "\n      - {id: sist, type: text, lable: Sist}"
    for end in ("\n", "\r\n", "\r"):
        shown = run("check", "--diff", file(tmp_path, unended.replace("\n", end))).stdout
        assert shown.count("\n\\ No newline at end of file\n") == 2
        assert "\r" not in shown
    assert "No newline" not in run("check", "--diff", file(tmp_path, MENDABLE)).stdout


def test_a_diff_of_what_is_well(tmp_path: Path) -> None:
    assert run("check", "--diff", file(tmp_path, GOOD)).exit_code == 0
    assert run("check", "--diff", file(tmp_path, BROKEN)).exit_code == 1


def test_nothing_in_a_diff_acts_on_a_terminal(tmp_path: Path) -> None:
    text = MENDABLE.replace("Sida ett", "Sida\u202e ett").replace("rod, label: Röd", 'rod, lable: "\x1b[2J"')
    result = run("check", "--diff", file(tmp_path, text))

    assert "label: " in result.stdout
    assert not {"\x1b", "\u202e"} & set(result.stdout)


def test_on_a_terminal_a_diff_has_colours_and_codes_are_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = file(tmp_path, MENDABLE)
    for module in (mending, check_output):
        monkeypatch.setattr(module, "is_coloured", lambda _: True)
    monkeypatch.setattr(check, "is_terminal", lambda _: True)

    assert "\x1b[32m+        label: Färg\x1b[0m\n" in run("check", "--diff", path, env={"TERM": "xterm"}).stdout
    told = run("check", path, "--language", "en").stdout
    assert told.endswith(": 2 errors\nmore about a code: survey-engine explain CODE\n")
    assert "explain" not in run("check", file(tmp_path, GOOD)).stdout


def test_what_is_not_seen_is_shown_with_what_stands_around_it(tmp_path: Path) -> None:
    text = GOOD.replace("        label: Färg", "        label:Färg")
    assert ": label:Färg → label: Färg\n" in run("check", "--fix", file(tmp_path, text)).stdout


def test_json_tells_what_was_mended(tmp_path: Path) -> None:
    path = file(tmp_path, MENDABLE)
    (told,) = json.loads(run("check", "--fix", "--format", "json", path).stdout)["files"]

    assert (told["ok"], told["errors"], told["diagnostics"]) == (True, 0, [])
    assert told["edits"][0] == {
        "codes": ["unknown-key"],
        "old": "lable",
        "new": "label",
        "span": {"line": 12, "column": 9, "end_line": 12, "end_column": 14},
    }


def test_what_does_not_go_together(tmp_path: Path) -> None:
    path = file(tmp_path, MENDABLE)
    for arguments, message in (
        (["--diff", "--format", "json", path], "--diff går inte ihop med --format"),
        (["--fix", "--format", "sarif", "-"], "med --fix - går den rättade texten till standard ut"),
    ):
        result = run("check", *arguments, text=MENDABLE)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith(f"fel: {message}")
    assert path.read_text(encoding="utf-8") == MENDABLE
