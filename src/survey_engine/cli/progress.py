"""How far a long reading has come: a bar on a terminal, nothing elsewhere; and lines of output beside it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Protocol

from survey_engine.cli.output import is_coloured, is_terminal, say

_SECONDS = 0.1


class Progress(Protocol):
    def say(self, text: str) -> None:
        """A line of output."""

    def advance(self, size: int) -> None:
        """So many bytes more have been read."""


class _Quiet:
    def say(self, text: str) -> None:
        say(text)

    def advance(self, size: int) -> None:
        pass


class _Bar:
    """Updates the bar, and prints what was said above it, a few times a second."""

    def __init__(self, total: int | None) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, DownloadColumn, TaskProgressColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        console = Console(stderr=True, no_color=not is_coloured(sys.stderr))
        columns = (BarColumn(), TaskProgressColumn(), DownloadColumn(), TimeRemainingColumn())
        self.bar = Bar(*columns, console=console, transient=True, redirect_stdout=is_terminal(sys.stdout))
        self.task = self.bar.add_task("", total=total)
        self.lines: list[str] = []
        self.read = 0
        self.last = monotonic()

    def say(self, text: str) -> None:
        self.lines.append(text)
        self.advance(0)

    def advance(self, size: int) -> None:
        self.read += size
        if monotonic() - self.last > _SECONDS:
            self.flush()

    def flush(self) -> None:
        if self.lines:
            say("\n".join(self.lines))
            self.lines.clear()
        self.bar.update(self.task, completed=self.read)
        self.last = monotonic()


@contextmanager
def progress(total: int | None) -> Iterator[Progress]:
    """Progress through so many bytes; None where nobody knows how many."""
    if not is_terminal(sys.stderr):
        yield _Quiet()
        return
    bar = _Bar(total)
    with bar.bar:
        try:
            yield bar
        finally:
            bar.flush()
