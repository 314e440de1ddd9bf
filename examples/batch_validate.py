"""python examples/batch_validate.py FORM DIRECTORY [-o problems.csv]

Validates a directory of responses. Each is a `.json` file with one object from path to value, prefilled values among
them. All processors take their share. What is wrong goes to a CSV file, one row for each problem, in the order of the
files' names. A file that cannot be read is a row too. No answer is ever written there.

Exit codes: 0 no errors (but perhaps warnings), 1 at least one response, or the form, has an error, 2 wrong use, or a
file could not be read.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import signal
import sys
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Literal, NamedTuple

import survey_engine as se

FILES_AT_A_TIME = 50  # to hand a single file to another process would cost more than to judge it
LARGEST = 10_000_000  # bytes; an answered form is a few thousand
SEPARATOR = ";"  # what Excel expects where the decimal sign is a comma; with utf-8-sig it shows å, ä and ö too


class Row(NamedTuple):
    """A row of the CSV file."""

    file: str
    path: str
    code: str
    severity: str
    message: str


class Verdict(NamedTuple):
    """What one file came to."""

    outcome: Literal["complete", "incomplete", "unreadable"]
    rows: tuple[Row, ...]


survey: se.Survey  # a worker's own


def prepare(loaded: se.Survey) -> None:
    """Begins a worker: the form came pickled, and its function was generated again as it was unpickled."""
    global survey
    survey = loaded
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where it was not inherited: Ctrl-C is for the parent


def judge_all(paths: Sequence[Path]) -> list[Verdict]:
    return [judge(path) for path in paths]


def judge(path: Path) -> Verdict:
    try:
        answers = answers_in(path)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        return Verdict("unreadable", (Row(path.name, "", "unreadable", "error", reason or str(error)),))
    journey = survey.evaluate(answers)
    rows = tuple(Row(path.name, p.path, p.code, p.severity, p.message) for p in journey.problems)
    return Verdict("complete" if journey.is_complete else "incomplete", rows)


def answers_in(path: Path) -> dict[str, Any]:
    """The answers in a file. Raises OSError, or a ValueError that says why without showing anything of them."""
    with path.open("rb") as file:
        raw = file.read(LARGEST + 1)
    if len(raw) > LARGEST:
        raise ValueError("too large to be a response")
    try:
        answers = json.loads(raw)
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON (line {error.lineno}, column {error.colno})") from None
    except UnicodeDecodeError:
        raise ValueError("not saved as UTF-8") from None
    except (ValueError, RecursionError):
        raise ValueError("a number too long or a list too deep to be an answer") from None
    if not isinstance(answers, dict):
        raise ValueError("not one object from path to value")
    return answers


def verdicts(form: se.Survey, files: Sequence[Path]) -> Iterator[Verdict]:
    """What each file came to, in their order. Only so many are under way at a time, however many there are."""
    portions = (files[start : start + FILES_AT_A_TIME] for start in range(0, len(files), FILES_AT_A_TIME))
    # spawned on every system: a forked process would inherit locks that other threads hold
    with ProcessPoolExecutor(mp_context=get_context("spawn"), initializer=prepare, initargs=(form,)) as pool:
        interrupt = signal.signal(signal.SIGINT, signal.SIG_IGN)  # as the workers that begin now will have it
        under_way = deque(pool.submit(judge_all, portion) for portion in islice(portions, 4 * (os.cpu_count() or 1)))
        signal.signal(signal.SIGINT, interrupt)
        while under_way:
            yield from under_way.popleft().result()
            under_way.extend(pool.submit(judge_all, portion) for portion in islice(portions, 1))


def with_bar(found: Iterable[Verdict], total: int) -> Iterable[Verdict]:
    """The same, with a progress bar if somebody is watching."""
    if not sys.stderr.isatty():
        return found
    from rich.console import Console  # late: every worker imports this file, and none of them draws
    from rich.progress import track

    return track(found, "Validating", total, console=Console(stderr=True), transient=True)


def cell(text: str) -> str:
    """A text as a spreadsheet shows it: one that begins like a formula must not be run as one."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else text


def validate(form: se.Survey, files: Sequence[Path], output: Path) -> Counter[str]:
    """Writes the problems to the output file. Gives how many files came to what, and how many problems there were."""
    tally: Counter[str] = Counter()
    with output.open("w", encoding="utf-8-sig", errors="backslashreplace", newline="") as file:
        writer = csv.writer(file, delimiter=SEPARATOR)
        writer.writerow(Row._fields)
        for verdict in with_bar(verdicts(form, files), len(files)):
            writer.writerows(map(cell, row) for row in verdict.rows)
            tally.update((verdict.outcome, *("problem" for _ in verdict.rows)))
    return tally


def main() -> int:
    parser = argparse.ArgumentParser(description="Validates a directory of JSON responses in parallel.")
    parser.add_argument("form", type=Path, help="a form file")
    parser.add_argument("directory", type=Path, help="a directory of .json files, one response in each")
    parser.add_argument("-o", "--output", type=Path, default=Path("problems.csv"), help="default: %(default)s")
    arguments = parser.parse_args()
    try:
        form = se.load(arguments.form, language="en")
        files = [path for path in arguments.directory.iterdir() if path.suffix.lower() == ".json"]
        if not files:
            return complain(2, f"{arguments.directory}: no .json files here")
        tally = validate(form, sorted(files, key=lambda path: path.name), arguments.output)
    except se.SurveyError as error:
        return complain(1, str(error))
    except OSError as error:
        return complain(2, f"{error.filename}: {error.strerror}")
    except BrokenProcessPool:
        return complain(2, "a worker process ended before its time; was there memory enough?")
    except KeyboardInterrupt:
        return complain(130, f"interrupted; {arguments.output} holds what was found so far")
    told = (f"{tally[outcome]} {outcome}" for outcome in ("complete", "incomplete", "unreadable"))
    print(f"{len(files)} responses: {', '.join(told)}. {tally['problem']} problems in {arguments.output}.")
    return 2 if tally["unreadable"] else 1 if tally["incomplete"] else 0


def complain(code: int, text: str) -> int:
    print(text, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
