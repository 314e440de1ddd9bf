"""python examples/batch_validate.py examples/frukt.yaml examples/responses

Validates a directory of responses to a form. Each is a `.json` file with one object from path to value, prefilled
values among them. All processors take their share. What is wrong goes to a CSV file, `problems.csv` or what `-o` names:
one row for each problem, in the order of the files' names. Two more things are rows, with codes of their own: a file
that cannot be read (`unreadable`), and an answer at a path that the form does not have (`unknown`, a warning), which
is most often a path that somebody misspelt. All messages are in the form's language. No answer is ever written there.

Exit codes: 0 no errors (but perhaps warnings), 1 at least one response, or the form, has an error, 2 wrong use, or a
file could not be read, 130 interrupted.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import signal
import sys
from collections import Counter, deque
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from difflib import get_close_matches
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from stat import S_ISREG
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, get_args

import survey_engine as se

FILES_AT_A_TIME = 50  # to hand a single file to another process would cost more than to judge it
LARGEST = 10_000_000  # bytes; an answered form is a few thousand
SEPARATOR = ";"  # what Excel expects where the decimal sign is a comma; with utf-8-sig it shows å, ä and ö too

WORDS = {
    "sv": {
        "gone": "finns inte",
        "forbidden": "får inte läsas",
        "os": "går inte att läsa",
        "no-file": "är ingen fil",
        "too-large": "för stor för att vara ett svar",
        "not-json": "inte JSON (rad {line}, kolumn {column})",
        "not-utf-8": "inte sparad som UTF-8",
        "too-deep": "ett tal är för långt eller en lista för djup för att vara ett svar",
        "not-object": "inte ett objekt från sökväg till värde",
        "unknown": "Formuläret har ingen fråga med den sökvägen.",
        "unknown-near": "Formuläret har ingen fråga med den sökvägen; menas {near}?",
    },
    "en": {
        "gone": "does not exist",
        "forbidden": "may not be read",
        "os": "cannot be read",
        "no-file": "not a file",
        "too-large": "too large to be a response",
        "not-json": "not JSON (line {line}, column {column})",
        "not-utf-8": "not saved as UTF-8",
        "too-deep": "a number too long or a list too deep to be an answer",
        "not-object": "not one object from path to value",
        "unknown": "The form has no question at that path.",
        "unknown-near": "The form has no question at that path; did you mean {near}?",
    },
}


class Row(NamedTuple):
    """A row of the CSV file."""

    file: str
    path: str
    code: str
    severity: str
    message: str


Outcome = Literal["complete", "incomplete", "unreadable"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


class Verdict(NamedTuple):
    """What one file came to."""

    outcome: Outcome
    rows: tuple[Row, ...]


survey: se.Survey  # a worker's own


def prepare(loaded: se.Survey) -> None:
    """Begins a worker: the form came pickled, and its function was generated again as it was unpickled."""
    global survey
    survey = loaded
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where blocking is not inherited: Ctrl-C is for the parent


def judge_all(paths: Sequence[Path]) -> list[Verdict]:
    return [judge(path) for path in paths]


def judge(path: Path) -> Verdict:
    try:
        answers = answers_in(path)
    except Unreadable as unreadable:
        return Verdict("unreadable", (Row(path.name, "", "unreadable", "error", said(*unreadable.args)),))
    journey = survey.evaluate(answers)
    problems = (Row(path.name, p.path, p.code, p.severity, p.message) for p in journey.problems)
    unknown = (d.path for d in journey.dropped if d.reason == "unknown")
    warnings = (Row(path.name, lost, "unknown", "warning", not_in_the_form(lost)) for lost in unknown)
    return Verdict("complete" if journey.is_complete else "incomplete", (*problems, *warnings))


def said(code: str, place: Mapping[str, object] = MappingProxyType({})) -> str:
    """A text of this program's own in the language of the form, which is the language of its problems."""
    return WORDS["sv" if survey.language.split("-")[0] == "sv" else "en"][code].format_map(place)


def not_in_the_form(path: str) -> str:
    near = get_close_matches(path, [field.path for field in survey.fields], 1)
    return said("unknown-near", {"near": near[0]}) if near else said("unknown")


class Unreadable(Exception):
    """A file that holds no answers: which of `WORDS` says why, without showing anything of what is in it."""


def answers_in(path: Path) -> dict[str, Any]:
    """The answers in a file. Raises `Unreadable`."""
    raw = content(path)
    if len(raw) > LARGEST:
        raise Unreadable("too-large")
    try:
        answers = json.loads(raw)
    except json.JSONDecodeError as error:
        raise Unreadable("not-json", {"line": error.lineno, "column": error.colno}) from None
    except UnicodeDecodeError:
        raise Unreadable("not-utf-8") from None
    except (ValueError, RecursionError):
        raise Unreadable("too-deep") from None
    if not isinstance(answers, dict):
        raise Unreadable("not-object")
    return answers


def content(path: Path) -> bytes:
    """As much of a file as may be looked at, and one byte more. Only of a regular file: a pipe could be waited for
    without end."""
    try:
        if not S_ISREG(path.stat().st_mode):
            raise Unreadable("no-file")
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except FileNotFoundError:
        raise Unreadable("gone") from None
    except PermissionError:
        raise Unreadable("forbidden") from None
    except OSError:
        raise Unreadable("os") from None


def verdicts(form: se.Survey, files: Sequence[Path]) -> Iterator[Verdict]:
    """What each file came to, in their order. Only so many are under way at a time, however many there are."""
    portions = (files[start : start + FILES_AT_A_TIME] for start in range(0, len(files), FILES_AT_A_TIME))
    # spawned on every system: a forked process would inherit locks that other threads hold
    pool = ProcessPoolExecutor(mp_context=get_context("spawn"), initializer=prepare, initargs=(form,))
    try:
        with ctrl_c_later():
            first = islice(portions, 4 * (os.cpu_count() or 1))
            under_way = deque(pool.submit(judge_all, portion) for portion in first)
        while under_way:
            yield from under_way.popleft().result()
            under_way.extend(pool.submit(judge_all, portion) for portion in islice(portions, 1))
    finally:
        with ctrl_c_later():
            pool.shutdown(cancel_futures=True)  # when interrupted, it waits only for what has begun


@contextmanager
def ctrl_c_later() -> Generator[None]:
    """While workers are started or ended, Ctrl-C is remembered, and heeded afterwards: one that is only half started
    would not be told to end. They inherit that it is blocked, and never see it."""
    presses: list[int] = []
    heed = signal.signal(signal.SIGINT, lambda number, _: presses.append(number))
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        if sys.platform != "win32":
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        signal.signal(signal.SIGINT, heed)
    if presses:
        signal.raise_signal(signal.SIGINT)


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
    """Writes the rows to the output file. Gives how many files came to what, how many rows are `problem` or `unknown`,
    and whether Ctrl-C (`interrupted`) came first."""
    tally: Counter[str] = Counter()
    with output.open("w", encoding="utf-8-sig", errors="backslashreplace", newline="") as file:
        writer = csv.writer(file, delimiter=SEPARATOR)
        writer.writerow(Row._fields)
        try:
            for verdict in with_bar(verdicts(form, files), len(files)):
                writer.writerows(map(cell, row) for row in verdict.rows)
                counted = ("unknown" if row.code == "unknown" else "problem" for row in verdict.rows)
                tally.update((verdict.outcome, *counted))
        except KeyboardInterrupt:
            tally["interrupted"] = 1
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
        return complain(130, "interrupted before anything was validated")
    if tally["interrupted"]:
        judged = sum(tally[outcome] for outcome in OUTCOMES)
        where = f"{arguments.output} holds what was found in {judged} of {len(files)} responses"
        return complain(130, f"interrupted; {where}")
    told = ", ".join(f"{tally[outcome]} {outcome}" for outcome in OUTCOMES)
    found = f"{tally['problem']} problems and {tally['unknown']} unknown paths"
    print(f"{len(files)} responses: {told}. {found} in {arguments.output}.")
    return 2 if tally["unreadable"] else 1 if tally["incomplete"] else 0


def complain(code: int, text: str) -> int:
    print(text, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
