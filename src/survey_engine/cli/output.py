"""Where a command speaks: what was asked for to stdout, what went wrong with the asking to stderr."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from shutil import get_terminal_size
from typing import IO, Any

from survey_engine.diagnostics import Diagnostic, Severity, spoken
from survey_engine.problems import written
from survey_engine.rendering.cells import safe, safe_line
from survey_engine.rendering.terminal import WIDTH, ansi, plain, render
from survey_engine.source import Source

_WORDS = {
    "sv": {
        "error": "fel",
        "warning": "varning",
        "missing": "{name}: filen finns inte",
        "directory": "{name}: det är en katalog, inte en fil",
        "permission": "{name}: filen får inte läsas, behörighet saknas",
        "other": "{name}: går inte att läsa eller skriva ({reason})",
    },
    "en": {
        "error": "error",
        "warning": "warning",
        "missing": "{name}: the file does not exist",
        "directory": "{name}: this is a directory, not a file",
        "permission": "{name}: permission to read the file is lacking",
        "other": "{name}: cannot be read or written ({reason})",
    },
}


def is_terminal(stream: IO[str] | None) -> bool:
    return stream is not None and not stream.closed and stream.isatty()


def is_coloured(stream: IO[str] | None) -> bool:
    """Whether colour may go there: to a terminal, unless NO_COLOR is set or the terminal has none."""
    return is_terminal(stream) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def say(text: str = "", stream: IO[str] | None = None) -> None:
    """A line (or several) on stdout, or on another stream; nowhere when the stream is closed from the start."""
    stream = stream or sys.stdout
    if stream is not None:
        stream.write(text + "\n")


def complain(text: str, language: str, severity: Severity = "error") -> None:
    """A line on stderr about something that could not be done or, as a warning, was done in part."""
    if sys.stdout is not None:
        sys.stdout.flush()
    if sys.stderr is not None:
        paint = ansi if is_coloured(sys.stderr) else plain
        say(f"{paint(_WORDS[spoken(language)][severity] + ':', severity)} {safe(text)}", sys.stderr)


def shown_name(name: str) -> str:
    """What somebody wrote on the command line as it is shown: on one line, and seen even if it is nothing."""
    return safe_line(name) or "''"


def failure(error: OSError | ValueError, name: str, language: str) -> str:
    """What to say of a file that could not be read or written."""
    words = _WORDS[spoken(language)]
    shown = shown_name(name)
    match error:
        case _ if not name:
            return words["missing"].format(name=shown)
        case FileNotFoundError():
            return words["missing"].format(name=shown)
        case IsADirectoryError() | PermissionError() if Path(name).is_dir():  # Windows refuses to open directories
            return words["directory"].format(name=shown)
        case PermissionError():
            return words["permission"].format(name=shown)
        case OSError():
            return words["other"].format(name=shown, reason=error.strerror or type(error).__name__)
        case _:
            return words["other"].format(name=shown, reason=type(error).__name__)


def json_text(value: Any, *, indent: int | None = None) -> str:
    """A JSON document, on one line without an indent; in ASCII where stdout takes no more."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return json.dumps(value, indent=indent, allow_nan=False)
    return text


def say_diagnostics(diagnostics: Iterable[Diagnostic], source: Source, stream: IO[str]) -> None:
    """Each diagnostic as a person reads it, with an empty line after it."""
    paint = ansi if is_coloured(stream) else plain
    width = get_terminal_size((WIDTH, 24)).columns if is_terminal(stream) else WIDTH
    for diagnostic in diagnostics:
        say(render(diagnostic, source, width=width, paint=paint) + "\n", stream)


def counted(number: int, one: str, many: str, language: str) -> str:
    """A number with its noun: 1 varning, 1 204 varningar."""
    return f"{written(number, language)} {one if number == 1 else many}"
