"""`survey-engine validate`."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from survey_engine.cli import answers, progress
from survey_engine.cli.answers import Response, Unreadable, lines
from tests.cli.command_line import BROKEN, GOOD, REAL_ANSWERS, REAL_FORM, process, run

OK = '{"antal": 3}'
BAD = '{"antal": -3, "varfor": "hemligt", "okänd": 1}'


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "form.yaml"
    path.write_text(GOOD, encoding="utf-8")
    return path


def responses(folder: Path, *texts: str | bytes, name: str = "svar.jsonl") -> Path:
    path = folder / name
    path.write_bytes(b"\n".join(text.encode() if isinstance(text, str) else text for text in texts))
    return path


def test_the_example_of_the_real_form() -> None:
    result = run("validate", REAL_FORM, REAL_ANSWERS)

    assert result.exit_code == 0
    assert result.output == "1: komplett\n1 svar: 1 utan fel, 0 med fel\n"


def test_one_line_a_response(form: Path, tmp_path: Path) -> None:
    result = run("validate", form, responses(tmp_path, OK, BAD, '{"antal": 9, "varfor": "för lång"}', "{}"))

    assert result.exit_code == 1
    assert result.stdout.split("\n") == [
        "1: komplett",
        "2: 1 fel: antal: range; 2 svar som inte räknas",
        "3: 1 fel: varfor: max_chars",
        "4: 1 fel: antal: required",
        "4 svar: 1 utan fel, 3 med fel",
        "",
    ]


def test_unreadable_lines_are_numbered_and_the_rest_goes_on(form: Path, tmp_path: Path) -> None:
    path = responses(
        tmp_path,
        b"\xef\xbb\xbf" + OK.encode(),
        '{"antal": "hemligt',
        "",
        '["hemligt"]',
        '{"antal": NaN}',
        '{"antal": 1e99999999999999999999}',
        '{"antal": 1, "antal": 2}',
        b'{"varfor": "r\xe4ka"}',
        '{"antal": ' + "[" * 50_000 + "]" * 50_000 + "}",
        '{"antal": ' + "[" * 30 + "]" * 30 + "}",
        "\r",
        OK + "\r",
    )
    result = run("validate", form, path)
    number = "raden innehåller ett tal som inte går att läsa (NaN, Infinity eller en orimlig exponent)"

    assert result.exit_code == 2
    assert result.stdout.split("\n") == [
        "1: komplett",
        "2: går inte att läsa: raden är inte giltig JSON (tecken 11)",
        "4: går inte att läsa: raden är inte ett svar: väntade ett objekt med svaren, { … }",
        f"5: går inte att läsa: {number}",
        f"6: går inte att läsa: {number}",
        "7: går inte att läsa: raden har två svar på samma fråga",
        "8: går inte att läsa: raden är inte sparad som UTF-8",
        "9: går inte att läsa: raden är för djupt nästlad",
        "10: går inte att läsa: raden är för djupt nästlad",
        "12: komplett",
        "2 svar: 2 utan fel, 0 med fel, 8 gick inte att läsa",
        "",
    ]


def test_in_english(form: Path, tmp_path: Path) -> None:
    result = run("validate", form, responses(tmp_path, OK, BAD, "x"), "--language", "en")

    assert result.stdout.split("\n")[:-1] == [
        "1: complete",
        "2: 1 error: antal: range; 2 answers that do not count",
        "3: unreadable: the line is not valid JSON (character 1)",
        "2 responses: 1 without errors, 1 with errors, 1 could not be read",
    ]


def test_no_answer_is_ever_told(form: Path, tmp_path: Path) -> None:
    path = responses(tmp_path, BAD, '{"antal": hemligt}', '{"antal": "hemligt"}', '{"varfor": "hemligt", "antal": 9}')

    for output_format in ("text", "json"):
        assert "hemligt" not in run("validate", form, path, "--format", output_format).output


def test_json_lines_out(form: Path, tmp_path: Path) -> None:
    path = responses(tmp_path, OK, BAD, "x")
    result = run("validate", form, path, "--format", "json")
    good, bad, unreadable, summary = map(json.loads, result.stdout.splitlines())

    assert result.exit_code == 2
    empty: dict[str, object] = {"errors": 0, "warnings": 0, "problems": [], "dropped": []}
    assert good == {"file": str(path), "number": 1, "complete": True} | empty
    assert bad["problems"] == [
        {"path": "antal", "code": "range", "severity": "error", "message": "Svaret får vara lägst 0."}
    ]
    assert bad["dropped"] == [{"path": "varfor", "reason": "hidden"}, {"path": "okänd", "reason": "unknown"}]
    message = "raden är inte giltig JSON (tecken 1)"
    assert unreadable == {"file": str(path), "number": 3, "unreadable": "not-json", "message": message}
    assert summary["summary"] == {
        "responses": 2,
        "complete": 1,
        "incomplete": 1,
        "unreadable": 1,
        "files_unreadable": 0,
        "problems": {"range": 1},
    }


def test_a_json_file_holds_one_response_or_a_list_of_them(form: Path, tmp_path: Path) -> None:
    one = responses(tmp_path, OK, name="one.json")
    several = responses(tmp_path, f"[{OK},\n{BAD}, 3]", name="several.json")
    result = run("validate", form, one, several)

    assert result.exit_code == 2
    assert result.stdout.split("\n")[:-1] == [
        f"{one}:1: komplett",
        f"{several}:1: komplett",
        f"{several}:2: 1 fel: antal: range; 2 svar som inte räknas",
        f"{several}:3: går inte att läsa: posten i listan är inte ett svar: väntade ett objekt med svaren, {{ … }}",
        "3 svar: 2 utan fel, 1 med fel, 1 gick inte att läsa",
    ]


def test_a_json_file_that_cannot_be_read(form: Path, tmp_path: Path) -> None:
    result = run("validate", form, responses(tmp_path, "{\n  x", name="one.json"))

    assert result.exit_code == 2
    assert result.stdout.startswith("1: går inte att läsa: filen är inte giltig JSON (rad 2, tecken 3)\n")


def test_files_that_cannot_be_read_do_not_stop_the_others(form: Path, tmp_path: Path) -> None:
    nowhere = tmp_path / "none.json"
    good = responses(tmp_path, OK)
    result = run("validate", form, nowhere, good)

    assert result.exit_code == 2
    assert result.stdout == f"{good}:1: komplett\n1 svar: 1 utan fel, 0 med fel\n"
    assert result.stderr == f"fel: {nowhere}: filen finns inte\n"


def test_answers_in_another_kind_of_file_are_wrong_use(form: Path, tmp_path: Path) -> None:
    result = run("validate", form, tmp_path / "svar.csv")

    assert result.exit_code == 2
    assert "svar läses från filer som slutar på .json eller .jsonl" in result.stderr


def test_a_form_with_errors_and_one_that_is_not_there(tmp_path: Path) -> None:
    broken = tmp_path / "form.yaml"
    broken.write_text(BROKEN, encoding="utf-8")
    path = responses(tmp_path, OK)

    assert run("validate", broken, path).exit_code == 1
    assert run("validate", broken, path).stdout == ""
    assert run("validate", tmp_path / "none.yaml", path).exit_code == 2


def test_lines_on_standard_input(form: Path) -> None:
    assert run("validate", form, "-", text=f"{OK}\n\n{OK}").stdout.startswith("1: komplett\n3: komplett\n")


def test_an_empty_file_has_no_responses(form: Path, tmp_path: Path) -> None:
    result = run("validate", form, responses(tmp_path))

    assert result.exit_code == 0
    assert result.stdout == "0 svar: 0 utan fel, 0 med fel\n"


def test_many_problems_stay_one_line_that_can_be_read() -> None:
    result = run("validate", REAL_FORM, "-", text="{}")

    assert result.stdout.startswith("1: 41 fel: adressat: required, ")
    assert result.stdout.split("\n")[0].endswith(", … och 31 till")


def test_numbers_keep_their_decimals() -> None:
    read = [found for found, _ in lines(io.BytesIO(b'{"a": 1.10, "b": 3, "c": ' + b"9" * 5000 + b"}"))]

    assert isinstance(read[0], Response)
    assert str(read[0].answers["a"]) == "1.10"
    assert read[0].answers["b"] == 3
    assert read[0].answers["c"] > 10**4999


def test_a_line_without_end_takes_no_more_memory_than_a_long_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "LONGEST_LINE", 100)
    monkeypatch.setattr(answers, "_CHUNK", 10)
    exact = b'{"a": "' + b"x" * 91 + b'"}'
    read = list(lines(io.BytesIO(b"x" * 1000 + b"\n" + exact + b"\n{}\n" + b"y" * 101 + b"\n" + exact)))

    assert [size for _, size in read] == [1001, 101, 3, 102, 100]
    assert [getattr(found, "code", None) for found, _ in read] == ["too-long", "too-long", None, "too-long", None]
    assert read[0][0] == Unreadable(1, "line", "too-long")


def test_a_large_document_is_refused(form: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "LARGEST_DOCUMENT", 10)
    result = run("validate", form, responses(tmp_path, OK, name="one.json"))

    assert "filen är för stor (högst 32 MB); skriv ett svar per rad i en .jsonl-fil" in result.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="needs the resource module")
def test_a_line_of_100_mb_within_300_mb_of_memory(form: Path, tmp_path: Path) -> None:
    path = responses(tmp_path, OK, b'{"a": "' + b"x" * 100_000_000 + b'"}', OK)
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (300_000_000,) * 2);"
        "from survey_engine.cli import main; sys.argv[0] = 'survey-engine'; main()"
    )
    result = process("validate", form, path, code=code)

    assert result.stdout.split("\n")[:3] == [
        "1: komplett",
        "2: går inte att läsa: raden är för lång (högst 8 MB)",
        "3: komplett",
    ]
    assert result.returncode == 2


def test_on_a_terminal_the_verdicts_stand_above_a_bar(
    form: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "is_terminal", lambda stream: stream is sys.stderr)
    monkeypatch.setattr(progress, "_SECONDS", 0)
    result = run("validate", form, responses(tmp_path, OK, BAD))

    assert result.stdout.split("\n")[0] == "1: komplett"
    assert result.stdout.endswith("2 svar: 1 utan fel, 1 med fel\n")
