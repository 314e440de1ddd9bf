"""Responses from files: one in a JSON file or several in its list, or one on each line of a JSON Lines file.

Lines are read one by one, so the file may be larger than the memory; numbers keep the decimals they are written with.
No message here contains anything of an answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import IO, Any, Literal

import click

from survey_engine.cli.files import STDIN, stdin
from survey_engine.cli.output import complain, failure

What = Literal["line", "file", "item"]

LONGEST_LINE = 8_000_000
LARGEST_DOCUMENT = 32_000_000
DEEPEST = 20
_CHUNK = 1 << 20
_LONGEST_INTEGER = 40

_WORDS = {
    "sv": {
        "line": "raden {reason}",
        "file": "filen {reason}",
        "item": "posten i listan {reason}",
        "not-json": "är inte giltig JSON (tecken {column})",
        "not-json-document": "är inte giltig JSON (rad {line}, tecken {column})",
        "not-utf-8": "är inte sparad som UTF-8",
        "not-a-number": "innehåller ett tal som inte går att läsa (NaN, Infinity eller en orimlig exponent)",
        "duplicate": "har två svar på samma fråga",
        "not-a-response": "är inte ett svar: väntade ett objekt med svaren, {{ … }}",
        "too-deep": "är för djupt nästlad",
        "too-long": "är för lång (högst 8 MB)",
        "one-only": "{name}: filen innehåller {count} svar; det ska vara ett",
        "too-large": "är för stor (högst 32 MB); skriv ett svar per rad i en .jsonl-fil",
    },
    "en": {
        "line": "the line {reason}",
        "file": "the file {reason}",
        "item": "the item of the list {reason}",
        "not-json": "is not valid JSON (character {column})",
        "not-json-document": "is not valid JSON (line {line}, character {column})",
        "not-utf-8": "is not saved as UTF-8",
        "not-a-number": "contains a number that cannot be read (NaN, Infinity or an unreasonable exponent)",
        "duplicate": "has two answers to the same question",
        "not-a-response": "is not a response: expected an object with the answers, {{ … }}",
        "too-deep": "is nested too deeply",
        "too-long": "is too long (at most 8 MB)",
        "one-only": "{name}: the file holds {count} responses; it must hold one",
        "too-large": "is too large (at most 32 MB); write one response a line in a .jsonl file",
    },
}


@dataclass(frozen=True, slots=True)
class Response:
    """One response: its number in the file (of lines: the line's) and its answers."""

    number: int
    answers: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something that is no response, and why."""

    number: int
    what: What
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def in_words(self, language: str) -> str:
        words = _WORDS[language]
        return words[self.what].format(reason=words[self.code].format(**self.params))


class _Wrong(ValueError):
    """JSON that is not to be trusted, found while it is read."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def lines(stream: IO[bytes]) -> Iterator[tuple[Response | Unreadable | None, int]]:
    """What each line holds, with its length in bytes; None for a blank line. Takes the memory of one line."""
    number = 0
    while raw := stream.readline(LONGEST_LINE):
        number += 1
        size = len(raw)
        if size == LONGEST_LINE and not raw.endswith(b"\n") and (rest := _skip_line(stream)):
            yield Unreadable(number, "line", "too-long"), size + rest
        elif raw.strip(b" \t\r\n"):
            yield _one(number, raw.rstrip()), size
        else:
            yield None, size


def document(stream: IO[bytes]) -> Iterator[Response | Unreadable]:
    """The response of a whole JSON file, or the responses of its list, numbered from 1."""
    raw = stream.read(LARGEST_DOCUMENT + 1)
    if len(raw) > LARGEST_DOCUMENT:
        yield Unreadable(1, "file", "too-large")
        return
    try:
        parsed = _parsed(raw)
    except _Wrong as error:
        code = "not-json-document" if error.code == "not-json" else error.code
        yield Unreadable(1, "file", code, error.params)
        return
    if isinstance(parsed, list):
        for number, item in enumerate(parsed, 1):
            yield _response(number, "item", item)
    else:
        yield _response(1, "file", parsed)


def one_response(name: str, language: str) -> dict[str, Any]:
    """The answers of a file; ends the command when there is no such thing as one response in it."""
    try:
        if name == STDIN:
            found = list(document(stdin()))
        else:
            with Path(name).open("rb") as file:
                found = list(document(file))
    except (OSError, ValueError) as error:
        complain(failure(error, name, language), language)
        raise click.exceptions.Exit(2) from error
    match found:
        case [Response() as only]:
            return dict(only.answers)
        case [Unreadable() as only]:
            complain(f"{name}: {only.in_words(language)}", language)
        case _:
            complain(_WORDS[language]["one-only"].format(name=name, count=len(found)), language)
    raise click.exceptions.Exit(2)


def _one(number: int, raw: bytes) -> Response | Unreadable:
    try:
        parsed = _parsed(raw)
    except _Wrong as error:
        return Unreadable(number, "line", error.code, error.params)
    return _response(number, "line", parsed)


def _response(number: int, what: What, parsed: Any) -> Response | Unreadable:
    return Response(number, parsed) if isinstance(parsed, dict) else Unreadable(number, what, "not-a-response")


def _skip_line(stream: IO[bytes]) -> int:
    """Passes over the rest of a line; how many bytes that was."""
    skipped = 0
    while chunk := stream.readline(_CHUNK):
        skipped += len(chunk)
        if chunk.endswith(b"\n"):
            break
    return skipped


def _parsed(raw: bytes) -> Any:
    try:
        parsed = _DECODER.decode(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _Wrong("not-utf-8") from error
    except json.JSONDecodeError as error:
        raise _Wrong("not-json", line=error.lineno, column=error.colno) from error
    except RecursionError as error:
        raise _Wrong("too-deep") from error
    if raw.count(b"[") + raw.count(b"{") > DEEPEST and _is_deep(parsed):
        raise _Wrong("too-deep")
    return parsed


def _is_deep(parsed: Any) -> bool:
    """Whether values stand in values deeper than anything that could be an answer."""
    level = [parsed]
    for _ in range(DEEPEST):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, list | dict)
        ]
        if not level:
            return False
    return True


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """What is twice is not named: inside an answer it would be a part of the answer."""
    mapping = dict(pairs)
    if len(mapping) < len(pairs):
        raise _Wrong("duplicate")
    return mapping


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise _Wrong("not-a-number") from error


def _integer(text: str) -> int | Decimal:
    """Python refuses to read very long integers; the engine needs only to know that they are too long."""
    return int(text) if len(text) <= _LONGEST_INTEGER else Decimal(text)


def _no_number(_: str) -> None:
    raise _Wrong("not-a-number")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_mapping, parse_float=_decimal, parse_int=_integer, parse_constant=_no_number
)
