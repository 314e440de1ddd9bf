"""The command line as a whole: help, language, wrong use, and how it ends whatever happens."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest

from survey_engine import cli
from survey_engine.cli import schema as schema_command
from survey_engine.cli.app import app
from survey_engine.cli.command import Command
from tests.cli.command_line import GOOD, REAL_ANSWERS, REAL_FORM, process, run

COMMANDS = ["new", "check", "explain", "show", "why", "validate", "test", "mutate", "render", "schema"]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="pipes and signals as POSIX has them")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("language", "usage", "examples"), [("sv", "Användning:", "Exempel:"), ("en", "Usage:", "Examples:")]
)
def test_help_of_every_command_names_all_its_options_and_has_examples(
    command: str, language: str, usage: str, examples: str
) -> None:
    result = run(command, "--help", "--language", language)
    made = import_module(f"survey_engine.cli.{command}").command
    assert isinstance(made, Command)
    options = [option for param in made.params if isinstance(param, click.Option) for option in param.opts]

    assert result.exit_code == 0
    assert f"{usage} survey-engine {command}" in result.stdout
    assert examples in result.stdout
    assert all(option in result.stdout for option in options)
    assert set(re.findall(r"--[a-z]+(?:-[a-z]+)*", result.stdout)) <= {*options, "--help", "--answers", "--format"}
    assert max(map(len, result.stdout.split("\n"))) <= 120


def test_help_of_the_whole_names_every_command() -> None:
    assert app.list_commands(click.Context(app)) == COMMANDS
    for language in ("sv", "en"):
        told = run("--help", "--language", language).stdout
        assert all(f"\n  {command} " in told for command in COMMANDS)


def test_without_a_command_the_help_is_told_as_wrong_use() -> None:
    result = run()

    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Kommandon:" in result.stderr


@pytest.mark.parametrize("arguments", [["--version"], *([command, "--version"] for command in COMMANDS)])
def test_version(arguments: list[str]) -> None:
    result = run(*arguments)

    assert result.exit_code == 0
    assert re.fullmatch(r"survey-engine \d+\.\d+\.\d+\S*\n", result.stdout)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["chek"], "fel: okänt kommando chek – menade du check?\nHjälp: survey-engine --help\n"),
        (["qqq"], "fel: okänt kommando qqq\nHjälp: survey-engine --help\n"),
        (["check"], "fel: ange minst en formulärfil\nHjälp: survey-engine check --help\n"),
        (["show"], "fel: ange en formulärfil\nHjälp: survey-engine show --help\n"),
        (["validate"], "fel: ange en formulärfil\nHjälp: survey-engine validate --help\n"),
        (["validate", "a.yaml"], "fel: ange minst en fil med svar\nHjälp: survey-engine validate --help\n"),
        (
            ["why", "a.yaml"],
            "fel: ange en sökväg efter filen, som orsak eller kostnader.loner\nHjälp: survey-engine why --help\n",
        ),
        (["schema", "a"], "fel: för många argument\nHjälp: survey-engine schema --help\n"),
        (
            ["check", "--fomat", "a"],
            "fel: okänt tillval --fomat – menade du --format?\nHjälp: survey-engine check --help\n",
        ),
        (
            ["check", "--format", "xml", "a"],
            "fel: --format kan vara text eller json eller sarif\nHjälp: survey-engine check --help\n",
        ),
        (
            ["show", "a", "--answers"],
            "fel: --answers används fel: det saknar ett värde eller har ett som det inte tar\n",
        ),
        (["check", "a", "--language", "de"], "error: --language can be sv or en\nHelp: survey-engine check --help\n"),
        (
            ["--language", "en", "chek"],
            "error: unknown command chek – did you mean check?\nHelp: survey-engine --help\n",
        ),
    ],
)
def test_wrong_use_is_told_on_stderr(arguments: list[str], told: str) -> None:
    result = run(*arguments)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith(told)


def test_the_language_is_asked_for_in_the_environment_or_by_an_option(tmp_path: Path) -> None:
    form = tmp_path / "form.yaml"
    form.write_text(GOOD, encoding="utf-8")
    english = {"SURVEY_ENGINE_LANGUAGE": "en"}

    assert run("check", form).stdout.endswith(": inga fel\n")
    assert run("check", form, "--language=en").stdout.endswith(": no errors\n")
    assert run("--language", "en", "check", form).stdout.endswith(": no errors\n")
    assert run("check", form, env=english).stdout.endswith(": no errors\n")
    assert run("check", form, "--language", "sv", env=english).stdout.endswith(": inga fel\n")
    assert run("check", form, env={"SURVEY_ENGINE_LANGUAGE": "sv-FI"}).stdout.endswith(": inga fel\n")
    assert run("check", form, env={"SURVEY_ENGINE_LANGUAGE": ""}).stdout.endswith(": inga fel\n")


def test_a_missing_extra_is_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "find_spec", lambda name: None if name == "rich" else object())
    with pytest.raises(SystemExit) as ended:
        cli.main()

    assert ended.value.code == 2
    assert capsys.readouterr().err == (
        'survey-engine: the command line needs more packages: pip install "survey-engine[cli]"\n'
    )


def test_a_missing_extra_ends_no_process_in_a_traceback() -> None:
    hidden = "import sys; sys.modules['click'] = None; from survey_engine.cli import main; main()"
    result = process("check", REAL_FORM, code=hidden)

    assert result.returncode == 2
    assert result.stderr.count("\n") == 1
    assert 'pip install "survey-engine[cli]"' in result.stderr


def test_rich_is_loaded_only_for_a_terminal() -> None:
    code = (
        "import sys, atexit; atexit.register(lambda: sys.stderr.write(str('rich' in sys.modules)));"
        "from survey_engine.cli import main; main()"
    )

    assert process("check", REAL_FORM, code=code).stderr == "False"
    assert process("show", REAL_FORM, "--answers", REAL_ANSWERS, code=code).stderr == "False"
    assert process("validate", REAL_FORM, REAL_ANSWERS, code=code).stderr == "False"


def test_as_a_module_it_is_the_same_program() -> None:
    result = process("check", REAL_FORM)

    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == f"{REAL_FORM}: inga fel\n"
    assert process("chek").returncode == 2


@POSIX
def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "svar.jsonl"
    path.write_text("{}\n" * 20_000, encoding="utf-8")
    command = [sys.executable, "-m", "survey_engine", "validate", str(REAL_FORM), str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert running.stdout.readline().startswith(b"1: 41 fel")
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 141


@POSIX
def test_an_interrupt_ends_it_with_130(tmp_path: Path) -> None:
    path = tmp_path / "svar.jsonl"
    os.mkfifo(path)
    command = [sys.executable, "-m", "survey_engine", "validate", str(REAL_FORM), str(path)]
    with (
        subprocess.Popen(
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # `nohup` and `&` ignore it
        ) as running,
        path.open("w", encoding="utf-8"),  # opens when the command reads, so it is well under way
    ):
        running.send_signal(signal.SIGINT)
        assert running.stderr is not None
        told = running.stderr.read()
    assert running.returncode == 130
    assert told.strip() == b""


@POSIX
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_told_of() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        command = [sys.executable, "-m", "survey_engine", "schema"]
        result = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, encoding="utf-8", check=False)

    assert result.returncode == 2
    assert result.stderr.startswith("fel: stdout: går inte att läsa eller skriva (")


@POSIX
@pytest.mark.parametrize(("closed", "code"), [(">&-", 0), ("2>&-", 0), ("<&-", 2)])
def test_streams_that_are_closed_from_the_start(closed: str, code: int) -> None:
    what = "-" if "<" in closed else f"'{REAL_FORM}'"
    result = subprocess.run(
        f"'{sys.executable}' -m survey_engine check {what} {closed}", shell=True, capture_output=True, check=False
    )

    assert result.returncode == code
    assert b"Traceback" not in result.stderr


def test_an_interrupt_while_it_loads(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(app, "main", interrupt)
    with pytest.raises(SystemExit) as ended:
        cli.main()

    assert ended.value.code == 130


def test_an_interrupt_in_a_command(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(schema_command, "schema", interrupt)

    assert run("schema").exit_code == 130
