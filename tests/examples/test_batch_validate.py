"""The batch: a directory of responses judged in parallel, run as its first line says."""

from __future__ import annotations

import ast
import csv
import json
import os
import pty
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import survey_engine as se
from examples import batch_validate

ROOT = Path(__file__).parents[2]
PROGRAM = "examples/batch_validate.py"
FORM = "examples/frukt.yaml"
HEAD = ["file", "path", "code", "severity", "message"]
UNKNOWN = "Formuläret har ingen fråga med den sökvägen."


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


def test_the_command_in_its_first_line(tmp_path: Path) -> None:
    docstring = ast.get_docstring(ast.parse((ROOT / PROGRAM).read_text(encoding="utf-8"))) or ""
    program, *arguments = shlex.split(docstring.splitlines()[0])
    assert program == "python"
    (tmp_path / "examples").symlink_to(ROOT / "examples")  # problems.csv is written where one stands
    command = [sys.executable, "-W", "error", *arguments]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == (
        "3 responses: 2 complete, 1 incomplete, 0 unreadable. 1 problems and 1 unknown paths in problems.csv.\n"
    )
    assert rows_of(tmp_path / "problems.csv") == [
        HEAD,
        ["misspelt-path.json", "varför", "unknown", "warning", UNKNOWN.replace(".", "; menas varfor?")],
        ["out-of-range.json", "antal", "range", "error", "Svaret får vara lägst 0."],
    ]


def test_problems_are_rows_in_the_order_of_the_files_and_the_form(responses: Path) -> None:
    write(responses, b={"antal": 0}, c={"antal": -1, "varfor": "x"}, a={})
    code, told, rows = validated(responses)
    assert code == 1
    assert told == "3 responses: 1 complete, 2 incomplete, 0 unreadable. 2 problems and 0 unknown paths in CSV.\n"
    assert rows == [
        ["a.json", "antal", "required", "error", "Frågan behöver ett svar."],
        ["c.json", "antal", "range", "error", "Svaret får vara lägst 0."],
    ]


def test_all_complete(responses: Path) -> None:
    write(responses, a={"antal": 1}, b={"antal": 0, "varfor": "Slut."})
    told = "2 responses: 2 complete, 0 incomplete, 0 unreadable. 0 problems and 0 unknown paths in CSV.\n"
    assert validated(responses) == (0, told, [])


def test_an_unknown_path_is_a_warning_and_counted_apart(responses: Path) -> None:
    write(responses, a={"antal": 1, "anntal": 2, "": 1}, b={"antal": -1, "x\ny": [], "a": 3}, c={"varfor": "x"})
    code, told, rows = validated(responses)
    assert (code, [row[:4] for row in rows]) == (
        1,
        [
            ["a.json", "", "unknown", "warning"],
            ["a.json", "anntal", "unknown", "warning"],
            ["b.json", "antal", "range", "error"],
            ["b.json", "a", "unknown", "warning"],
            ["b.json", "x\ny", "unknown", "warning"],
            ["c.json", "antal", "required", "error"],
        ],
    )
    assert told == "3 responses: 1 complete, 2 incomplete, 0 unreadable. 2 problems and 4 unknown paths in CSV.\n"


def test_unknown_paths_alone_fail_nothing(responses: Path) -> None:
    write(responses, a={"antal": 1, "=1+1": 2})
    code, _, rows = validated(responses)
    assert (code, rows) == (0, [["a.json", "'=1+1", "unknown", "warning", UNKNOWN]])


def test_a_real_response_to_a_real_form(responses: Path) -> None:
    answers = ROOT / "examples" / "forebygga-brottslighet-2025.answers.json"
    (responses / "kommun.JSON").write_bytes(answers.read_bytes())
    (responses / "beslut.pdf").write_bytes(b"no response, and left alone")
    assert validated(responses, "surveys/forebygga-brottslighet-2025.yaml")[::2] == (0, [])


def test_without_an_output_the_problems_are_where_one_stands(responses: Path) -> None:
    write(responses, a={})
    done = run(ROOT / FORM, responses, cwd=responses.parent)
    assert done.stdout.endswith("1 problems and 0 unknown paths in problems.csv.\n")
    assert len(rows_of(responses.parent / "problems.csv")) == 2


UNREADABLE = {
    "broken": (b'{"antal": 1', "inte JSON (rad 1, kolumn 12)"),
    "empty": (b"", "inte JSON (rad 1, kolumn 1)"),
    "a list": (b'[{"antal": 1}]', "inte ett objekt från sökväg till värde"),
    "a number": (b"4711", "inte ett objekt från sökväg till värde"),
    "windows-1252": (b'{"varfor": "\xe5"}', "inte sparad som UTF-8"),
    "too deep": (b"[" * 100_000, "ett tal är för långt eller en lista för djup för att vara ett svar"),
    "too long": (
        b'{"antal": ' + b"9" * 5000 + b"}",
        "ett tal är för långt eller en lista för djup för att vara ett svar",
    ),
    "too large": (b" " * 10_000_001, "för stor för att vara ett svar"),
}


@pytest.mark.parametrize("what", UNREADABLE)
def test_a_file_that_cannot_be_read_is_a_row_and_the_rest_goes_on(responses: Path, what: str) -> None:
    content, reason = UNREADABLE[what]
    write(responses, a={}, c={"antal": 1})
    (responses / "b.json").write_bytes(content)
    code, told, rows = validated(responses)
    assert code == 2
    assert told == "3 responses: 1 complete, 1 incomplete, 1 unreadable. 2 problems and 0 unknown paths in CSV.\n"
    assert [row[0] for row in rows] == ["a.json", "b.json"]
    assert rows[1] == ["b.json", "", "unreadable", "error", reason]


def test_what_is_no_file_is_a_row_and_never_waited_for(responses: Path) -> None:
    (responses / "a.json").mkdir()
    (responses / "b.json").symlink_to("nowhere")
    os.mkfifo(responses / "c.json")
    code, _, rows = validated(responses)
    assert code == 2
    assert [row[4] for row in rows] == ["är ingen fil", "finns inte", "är ingen fil"]


def test_all_messages_are_in_the_language_of_the_form(responses: Path, tmp_path: Path) -> None:
    english = tmp_path / "form.yaml"
    english.write_text((ROOT / FORM).read_text(encoding="utf-8").replace("language: sv", "language: en"), "utf-8")
    write(responses, a={"antal": -1, "anntal": 1}, b=[])
    assert [row[4] for row in validated(responses, english)[2]] == [
        "The answer must be at least 0.",
        "The form has no question at that path; did you mean antal?",
        "not one object from path to value",
    ]
    assert batch_validate.WORDS["sv"].keys() == batch_validate.WORDS["en"].keys()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(responses: Path) -> None:
    write(responses, a={"antal": 1})
    (responses / "a.json").chmod(0)
    assert validated(responses)[2] == [["a.json", "", "unreadable", "error", "får inte läsas"]]


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
    write(responses, a={"antal": "hemligt", "anntal": "hemligt"}, b={"antal": 0, "varfor": "hemligt" * 100})
    (responses / "c.json").write_text('{"antal": "hemligt\\q"}', encoding="utf-8")
    _, told, rows = validated(responses)
    assert [row[2] for row in rows] == ["type", "unknown", "max_chars", "unreadable"]
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


def started(directory: Path, output: Path) -> subprocess.Popen[str]:
    command = [sys.executable, PROGRAM, FORM, str(directory), "-o", str(output)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, stdout=pipe, stderr=pipe, encoding="utf-8", start_new_session=True)


def test_ctrl_c_ends_all_processes_without_a_traceback(responses: Path) -> None:
    for number in range(200):  # more rows than a pipe holds
        write(responses, **{f"{number:03}": {f"{path}": 1 for path in range(20)}})
    output = responses.parent / "problems.csv"
    os.mkfifo(output)  # holds up the program until somebody reads
    running = started(responses, output)
    with output.open("rb") as reader:
        begun = reader.read(50_000)  # the workers have begun: these are their rows
        os.killpg(running.pid, signal.SIGINT)  # to all of them at once, as a terminal does
        written = (begun + reader.read()).decode("utf-8-sig").splitlines()
    told, complaint = running.communicate(timeout=60)
    assert (running.returncode, told) == (130, "")
    found = re.fullmatch(rf"interrupted; {output} holds what was found in ([0-9]+) of 200 responses\n", complaint)
    assert found
    assert 0 < int(found[1]) < 200
    assert len({line.split(";")[0] for line in written[1:]}) - int(found[1]) in (0, 1)  # it may be in the middle of one


def test_ctrl_c_before_the_output_is_opened_leaves_it_as_it_was(
    responses: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    output = responses.parent / "problems.csv"
    output.write_text("yesterday's", encoding="utf-8")
    monkeypatch.setattr(sys, "argv", [PROGRAM, FORM, str(responses), "-o", str(output)])
    monkeypatch.setattr(se, "load", interrupted)
    assert batch_validate.main() == 130
    assert capsys.readouterr().err == "interrupted before anything was validated\n"
    assert output.read_text(encoding="utf-8") == "yesterday's"


def test_ctrl_c_while_the_workers_are_started_is_remembered(responses: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(responses, a={"antal": 1})
    submitted = []

    class Pool(ProcessPoolExecutor):
        def submit(self, *_: object, **__: object) -> Future[Any]:
            signal.raise_signal(signal.SIGINT)
            submitted.append("all the way")
            return Future()

    monkeypatch.setattr(batch_validate, "ProcessPoolExecutor", Pool)
    with pytest.raises(KeyboardInterrupt):
        list(batch_validate.verdicts(se.load(ROOT / FORM), [responses / "a.json"]))
    assert submitted == ["all the way"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
