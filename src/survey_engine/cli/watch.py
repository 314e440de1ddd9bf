"""`survey-engine check --watch`: checks again whenever a file changes, until Ctrl-C."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import NoReturn

from survey_engine.cli.output import is_terminal, say

SECONDS = 0.3
"""Between two looks at the files."""
PATIENCE = 1.0
"""So long a file may be gone: many editors replace a file, and for a moment there is none."""

_CLEAR = "\x1b[2J\x1b[H"
_WORDS = {
    "sv": "kontrollerat kl. {time}; väntar på ändringar, Ctrl-C avslutar",
    "en": "checked at {time}; waiting for changes, Ctrl-C ends",
}

Stamp = tuple[int, int, int] | None


def watch(files: Sequence[str], check: Callable[[], object], language: str) -> NoReturn:
    """Checks, and again after each change to one of the files. Ends only by KeyboardInterrupt."""
    changes = _changes(files)
    while True:
        next(changes)
        if is_terminal(sys.stdout):
            sys.stdout.write(_CLEAR)
        check()
        say(_WORDS[language].format(time=datetime.now().astimezone().strftime("%H:%M:%S")))
        if sys.stdout is not None:
            sys.stdout.flush()


def _changes(files: Sequence[str]) -> Iterator[None]:
    """Gives once at first, and then whenever a file is another than it was."""
    known = [_stamp(name) for name in files]
    while True:
        yield
        while (now := _settled(files, known)) == known:
            time.sleep(SECONDS)
        known = now


def _settled(files: Sequence[str], known: Sequence[Stamp]) -> list[Stamp]:
    """What the files are now; one that has gone is waited for a moment."""
    until = time.monotonic() + PATIENCE
    while True:
        now = [_stamp(name) for name in files]
        gone = any(new is None and old is not None for new, old in zip(now, known, strict=True))
        if not gone or time.monotonic() > until:
            return now
        time.sleep(SECONDS / 3)


def _stamp(name: str) -> Stamp:
    """What changes with a file; None for one that is not there."""
    try:
        status = Path(name).stat()
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
