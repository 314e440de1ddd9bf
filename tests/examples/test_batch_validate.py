"""The batch: a directory of responses judged in parallel, run as its first line says."""

from __future__ import annotations

import csv
import json
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import sleep

import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = "examples/batch_validate.py"
FORM = "examples/frukt.yaml"
HEAD = ["file", "path", "code", "severity", "message"]


@pytest.fixture
def responses(tmp_path: Path) -> Path:
    directory = tmp_path / "svar"
    directory.mkdir()
    return directory


def run(form: Path | str, directory: Path | str, *options: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", str(ROOT / PROGRAM), str(form), str(directory), *options]
    return subprocess.run(command, cwd=cwd, capture_output=True, encoding="utf-8", check=False)


def validated(directory: Path, form: Path | str = FORM) -> tuple[int, str, list[list[str]]]:
    """The exit code, the summary and the rows, of a run that had nothing to complain of."""
    output = directory.with_suffix(".csv")
    done = run(form, directory, "-o", str(output))
    assert done.stderr == ""
    head, *rows = rows_of(output)
    assert head == HEAD
    return done.returncode, done.stdout.replace(str(output), "CSV"), rows


def rows_of(output: Path) -> list[list[str]]:
    assert output.read_bytes().startswith(b"\xef\xbb\xbf")  # or Excel takes å for Ã¥
    with output.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def write(directory: Path, **files: object) -> None:
    for name, answers in files.items():
        (directory / f"{name}.json").write_text(json.dumps(answers), encoding="utf-8")


def test_the_command_is_its_first_line() -> None:
    assert (
        (ROOT / PROGRAM)
        .read_text(encoding="utf-8")
        .startswith(f'"""python {PROGRAM} FORM DIRECTORY [-o problems.csv]\n')
    )


def test_problems_are_rows_in_the_order_of_the_files_and_the_form(responses: Path) -> None:
    write(responses, b={"antal": 0}, c={"antal": -1, "varfor": "x"}, a={})
    code, told, rows = validated(responses)
    assert code == 1
    assert told == "3 responses: 1 complete, 2 incomplete, 0 unreadable. 2 problems in CSV.\n"
    assert rows == [
        ["a.json", "antal", "required", "error", "Frågan behöver ett svar."],
        ["c.json", "antal", "range", "error", "Svaret får vara lägst 0."],
    ]


def test_all_complete(responses: Path) -> None:
    write(responses, a={"antal": 1}, b={"antal": 0, "varfor": "Slut."})
    assert validated(responses) == (0, "2 responses: 2 complete, 0 incomplete, 0 unreadable. 0 problems in CSV.\n", [])


def test_a_real_response_to_a_real_form(responses: Path) -> None:
    answers = ROOT / "examples" / "forebygga-brottslighet-2025.answers.json"
    (responses / "kommun.JSON").write_bytes(answers.read_bytes())
    (responses / "beslut.pdf").write_bytes(b"no response, and left alone")
    assert validated(responses, "surveys/forebygga-brottslighet-2025.yaml")[::2] == (0, [])


def test_without_an_output_the_problems_are_where_one_stands(responses: Path) -> None:
    write(responses, a={})
    done = run(ROOT / FORM, responses, cwd=responses.parent)
    assert done.stdout.endswith("1 problems in problems.csv.\n")
    assert len(rows_of(responses.parent / "problems.csv")) == 2


UNREADABLE = {
    "broken": (b'{"antal": 1', "not JSON (line 1, column 12)"),
    "empty": (b"", "not JSON (line 1, column 1)"),
    "a list": (b'[{"antal": 1}]', "not one object from path to value"),
    "a number": (b"4711", "not one object from path to value"),
    "windows-1252": (b'{"varfor": "\xe5"}', "not saved as UTF-8"),
    "too deep": (b"[" * 100_000, "a number too long or a list too deep to be an answer"),
    "too long": (b'{"antal": ' + b"9" * 5000 + b"}", "a number too long or a list too deep to be an answer"),
    "too large": (b" " * 10_000_001, "too large to be a response"),
}


@pytest.mark.parametrize("what", UNREADABLE)
def test_a_file_that_cannot_be_read_is_a_row_and_the_rest_goes_on(responses: Path, what: str) -> None:
    content, reason = UNREADABLE[what]
    write(responses, a={}, c={"antal": 1})
    (responses / "b.json").write_bytes(content)
    code, told, rows = validated(responses)
    assert code == 2
    assert told == "3 responses: 1 complete, 1 incomplete, 1 unreadable. 2 problems in CSV.\n"
    assert [row[0] for row in rows] == ["a.json", "b.json"]
    assert rows[1] == ["b.json", "", "unreadable", "error", reason]


def test_a_directory_and_a_link_to_nothing_among_the_files(responses: Path) -> None:
    (responses / "a.json").mkdir()
    (responses / "b.json").symlink_to("nowhere")
    code, _, rows = validated(responses)
    assert code == 2
    assert [row[4] for row in rows] == ["Is a directory", "No such file or directory"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(responses: Path) -> None:
    write(responses, a={"antal": 1})
    (responses / "a.json").chmod(0)
    assert validated(responses)[2] == [["a.json", "", "unreadable", "error", "Permission denied"]]


def test_no_cell_is_run_as_a_formula(responses: Path) -> None:
    names = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "it's; fine", 'a"b\n=1']
    for name in names:
        write(responses, **{name: {}})
    rows = validated(responses)[2]
    dangerous = [f"'{name}.json" for name in names[:6]]
    assert sorted(row[0] for row in rows) == sorted([*dangerous, *(f"{name}.json" for name in names[6:])])


def test_a_name_that_is_no_text(responses: Path) -> None:
    Path(os.fsdecode(os.fsencode(responses) + b"/\xe5.json")).write_text("{}", encoding="utf-8")
    assert [row[0] for row in validated(responses)[2]] == [r"\udce5.json"]


def test_no_answer_is_written(responses: Path) -> None:
    write(responses, a={"antal": "hemligt", "hemligt": 1}, b={"antal": 0, "varfor": "hemligt" * 100})
    (responses / "c.json").write_text('{"antal": "hemligt\\q"}', encoding="utf-8")
    _, told, rows = validated(responses)
    assert [row[2] for row in rows] == ["type", "max_chars", "unreadable"]
    assert "hemligt" not in f"{told}{rows}"


def test_many_files_come_out_the_same_every_time(responses: Path) -> None:
    for number in range(730):  # several portions for each process
        write(responses, **{f"{number:03}": {"antal": number % 3 - 1}})
    first, again = validated(responses), validated(responses)
    assert first == again
    assert [row[0] for row in first[2]] == [f"{number:03}.json" for number in range(0, 730, 3)]


def test_a_form_with_a_mistake_and_nothing_is_overwritten(responses: Path, tmp_path: Path) -> None:
    write(responses, a={})
    broken = tmp_path / "fel.yaml"
    broken.write_text((ROOT / FORM).read_text(encoding="utf-8").replace("antal ==", "antl =="), encoding="utf-8")
    output = tmp_path / "problems.csv"
    output.write_text("yesterday's", encoding="utf-8")
    done = run(broken, responses, "-o", str(output))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"{broken}:13:21: error[unknown-name]: there is nothing named antl\n    did you mean antal?\n"
    assert output.read_text(encoding="utf-8") == "yesterday's"


def test_wrong_use_is_told_in_one_line(responses: Path, tmp_path: Path) -> None:
    empty, there, nowhere = tmp_path / "empty", ROOT / FORM, tmp_path / "nowhere"
    empty.mkdir()
    write(responses, a={})
    told = {
        "": run(there, empty),
        "the form": run(nowhere, responses),
        "no directory": run(there, nowhere),
        "a file": run(there, there),
        "swapped": run(responses, there),
        "the output": run(there, responses, "-o", str(nowhere / "problems.csv")),
    }
    assert {what: (done.returncode, done.stdout, done.stderr.strip()) for what, done in told.items()} == {
        "": (2, "", f"{empty}: no .json files here"),
        "the form": (2, "", f"{nowhere}: No such file or directory"),
        "no directory": (2, "", f"{nowhere}: No such file or directory"),
        "a file": (2, "", f"{there}: Not a directory"),
        "swapped": (2, "", f"{responses}: Is a directory"),
        "the output": (2, "", f"{nowhere / 'problems.csv'}: No such file or directory"),
    }


def test_too_few_arguments() -> None:
    command = [sys.executable, PROGRAM, FORM]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("usage: batch_validate.py")


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    ours, theirs = pty.openpty()
    yield ours, theirs
    os.close(ours)


def test_a_terminal_sees_a_bar_and_the_summary_stays_clean(responses: Path, terminal: tuple[int, int]) -> None:
    ours, theirs = terminal
    write(responses, a={"antal": 1})
    command = [sys.executable, str(ROOT / PROGRAM), str(ROOT / FORM), str(responses)]
    environment = os.environ | {"TERM": "xterm-256color"}
    done = subprocess.run(
        command, cwd=responses.parent, stdout=subprocess.PIPE, stderr=theirs, env=environment, check=False
    )
    os.close(theirs)
    assert done.stdout.startswith(b"1 responses: 1 complete")
    assert b"Validating" in os.read(ours, 100_000)


def test_ctrl_c_ends_all_processes_without_a_traceback(responses: Path) -> None:
    write(responses, a={"antal": 1}, c={"antal": 1})
    os.mkfifo(responses / "b.json")  # holds up the worker that reads it
    output = responses.parent / "problems.csv"
    command = [sys.executable, PROGRAM, FORM, str(responses), "-o", str(output)]
    pipe = subprocess.PIPE
    running = subprocess.Popen(command, cwd=ROOT, stdout=pipe, stderr=pipe, encoding="utf-8", start_new_session=True)
    held_up = opened_for_writing(responses / "b.json")
    os.killpg(running.pid, signal.SIGINT)  # to all of them at once, as a terminal does
    os.close(held_up)
    told, complaint = running.communicate(timeout=60)
    assert (running.returncode, told) == (130, "")
    assert complaint == f"interrupted; {output} holds what was found so far\n"
    assert rows_of(output) == [HEAD]


def opened_for_writing(pipe: Path) -> int:
    """The pipe's other end, once somebody has begun to read it."""
    for _ in range(6000):
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            sleep(0.01)
    raise AssertionError("no worker came to the file")
