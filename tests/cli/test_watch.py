"""`survey-engine check --watch`, as a process of its own with a file that changes under it."""

from __future__ import annotations

import os
import pty
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from survey_engine.cli import watch
from tests.cli.command_line import BROKEN, GOOD, run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent as POSIX has it")

SECONDS = 30.0
WAITING = "waiting for changes, Ctrl-C ends"


class Watching:
    """A process that watches, and what it has said."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(line)

    def until_it_waits(self) -> str:
        """What it says up to the line that tells that it waits."""
        said, until = "", time.monotonic() + SECONDS
        while WAITING not in said:
            said += self.lines.get(timeout=max(until - time.monotonic(), 0.01))
        return said

    def interrupt(self) -> tuple[int, str]:
        """The exit code after Ctrl-C, and what stands on stderr but for the end of the line with `^C`."""
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(SECONDS)
        assert self.process.stderr is not None
        return code, self.process.stderr.read().strip()


@contextmanager
def watching(*files: Path) -> Iterator[Watching]:
    command = [sys.executable, "-m", "survey_engine", "check", "--watch", "--language", "en", *map(str, files)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, encoding="utf-8") as process:
        try:
            yield Watching(process)
        finally:
            process.kill()


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "form.yaml"
    path.write_text(BROKEN, encoding="utf-8")
    return path


def test_each_change_is_checked_until_ctrl_c(form: Path) -> None:
    other = form.with_name("other.yaml")
    other.write_text(GOOD, encoding="utf-8")
    with watching(form, other) as watched:
        said = watched.until_it_waits()
        assert "there is nothing named antl" in said
        assert f"{form}: 1 error\n{other}: no errors\n" in said
        assert "\x1b" not in said

        form.write_text(GOOD, encoding="utf-8")
        assert f"{form}: no errors\n" in watched.until_it_waits()

        draft = form.with_name("draft")  # as editors do that replace the file
        draft.write_text(BROKEN, encoding="utf-8")
        draft.replace(form)
        assert f"{form}: 1 error\n" in watched.until_it_waits()

        assert watched.interrupt() == (130, "")


def test_a_file_that_is_gone_for_a_moment_is_waited_for(form: Path) -> None:
    with watching(form) as watched:
        watched.until_it_waits()
        form.unlink()
        time.sleep(0.2)
        form.write_text(GOOD, encoding="utf-8")
        assert f"{form}: no errors\n" in watched.until_it_waits()
        assert watched.interrupt() == (130, "")


def test_a_file_that_is_gone_is_told_of_and_may_come_back(form: Path) -> None:
    with watching(form) as watched:
        watched.until_it_waits()
        form.unlink()
        assert "no errors" not in watched.until_it_waits()
        form.write_text(GOOD, encoding="utf-8")
        assert f"{form}: no errors\n" in watched.until_it_waits()
        code, said = watched.interrupt()
        assert (code, said) == (130, f"error: {form}: the file does not exist")


def test_a_terminal_is_cleared_before_each_check(form: Path) -> None:
    ours, its = pty.openpty()
    command = [sys.executable, "-m", "survey_engine", "check", "--watch", "--language", "en", str(form)]
    with subprocess.Popen(command, stdin=its, stdout=its, stderr=its) as process:
        os.close(its)
        said = b""
        try:
            while WAITING.encode() not in said:
                said += os.read(ours, 4096)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(SECONDS)
            os.close(ours)
    assert said.startswith(b"\x1b[2J\x1b[H")
    assert b"more about a code: survey-engine explain CODE" in said
    assert process.returncode == 130


def test_a_file_is_known_again_by_its_time_size_and_place(form: Path) -> None:
    before = watch._stamp(str(form))
    os.utime(form, ns=(0, 0))
    assert watch._stamp(str(form)) != before
    assert watch._stamp("none") is watch._stamp("no\0ne") is None


@pytest.mark.parametrize("arguments", [["-"], ["--fix"], ["--diff"], ["--format", "json"], ["--format", "sarif"]])
def test_what_it_does_not_go_together_with(form: Path, arguments: list[str]) -> None:
    result = run("check", "--watch", form, *arguments)

    assert result.exit_code == 2
    assert result.stderr == "fel: --watch går inte ihop med -, --fix, --diff eller --format\n"
