"""Broken forms by the dozen, read in a process of its own that its parent, `test_fuzz.py`, watches.

    python -m tests.fuzz_child mutants 0 100     the mutants 0–99
    python -m tests.fuzz_child shapes 7 8        one large piece of nonsense

The number of a case goes out before it is read, so the last one is the culprit's. A case that uses more processor time
than it may is killed by the kernel. What was used most, in seconds and megabytes, goes out at the end.
"""

from __future__ import annotations

import re
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import survey_engine as se
from tests.fuzz_forms import mutant, shape

SECONDS = 4.0
"""Twice what a file may take: the limit is for what does not end, and other work disturbs the clock."""

CASES: dict[str, Callable[[int], bytes]] = {"mutants": mutant, "shapes": shape}


def read(file: Path) -> None:
    """All that may be done with a file: load and evaluate it, or hear what is wrong with it in both languages."""
    try:
        survey = se.load(file)
    except se.SurveyError as error:
        diagnostics = error.diagnostics
    else:
        survey.evaluate({})
        return
    raw = file.read_bytes()
    lines = raw.count(b"\n") + raw.count(b"\r") + 1
    if not diagnostics:
        raise AssertionError("refused without a word")
    for diagnostic in diagnostics:
        if not 1 <= diagnostic.span.line <= lines:
            raise AssertionError(diagnostic.span)
        for language in ("sv", "en"):
            diagnostic.in_language(language).as_json()


def main(kind: str, first: int, last: int) -> None:
    slowest = 0.0
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "form.yaml"
        for number in range(first, last):
            file.write_bytes(CASES[kind](number))
            say(str(number))
            signal.setitimer(signal.ITIMER_PROF, SECONDS)
            started = time.process_time()
            read(file)
            slowest = max(slowest, time.process_time() - started)
            signal.setitimer(signal.ITIMER_PROF, 0)
    say(f"{slowest:.2f} {megabytes()}")


def megabytes() -> int:
    """The most memory that this process ever held. Linux hands `ru_maxrss` on from the parent, so it is asked last."""
    status = Path("/proc/self/status")
    if status.exists():
        held = re.search(r"^VmHWM:\s+(\d+) kB", status.read_text(encoding="ascii"), re.MULTILINE)
        if held:
            return int(held[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
