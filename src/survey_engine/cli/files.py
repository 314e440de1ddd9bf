"""Reading form files for the commands."""

from __future__ import annotations

import codecs
import errno
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import click

from survey_engine.cli.output import complain, failure, say_diagnostics
from survey_engine.diagnostics import Diagnostic, SurveyError
from survey_engine.load import check_text, load_text
from survey_engine.parsing.decoding import MOST_BYTES, decode
from survey_engine.source import Source
from survey_engine.survey import Survey

STDIN = "-"

_WORDS = {
    "sv": {"broken": "{name}: formuläret har fel och kan inte användas förrän de är rättade"},
    "en": {"broken": "{name}: the form has errors and cannot be used until they are mended"},
}


@dataclass(frozen=True, slots=True)
class FormFile:
    """A form file as it was read: its text as far as it can be shown, and all that is wrong with it."""

    source: Source
    diagnostics: tuple[Diagnostic, ...]


def check_file(name: str, language: str) -> FormFile:
    """All that is wrong with a form file (`-` is stdin). Raises OSError, or ValueError for an impossible name."""
    source, wrong = _read(name, language)
    return wrong or FormFile(source, check_text(source.text, language))


def load_file(name: str, language: str) -> Survey:
    """The form of a file, speaking that language where it can; otherwise as `load_as_written`."""
    survey = load_as_written(name, language)
    return survey if survey.language == language else survey.in_language(language)


def load_as_written(name: str, language: str) -> Survey:
    """The form of a file, in its own language.

    Ends the command, with what is wrong on stderr, when the file cannot be read or the form has errors.
    """
    try:
        source, wrong = _read(name, language)
    except (OSError, ValueError) as error:
        complain(failure(error, name, language), language)
        raise click.exceptions.Exit(2) from error
    try:
        survey = None if wrong else load_text(source.text, language)
    except SurveyError as error:
        survey, wrong = None, FormFile(source, error.diagnostics)
    if survey is None:
        say_diagnostics(wrong.diagnostics if wrong else (), source, sys.stderr)
        complain(_WORDS[language]["broken"].format(name=name), language)
        raise click.exceptions.Exit(1)
    return survey


def stdin() -> IO[bytes]:
    """Standard input as bytes. Raises OSError when there is none."""
    if sys.stdin is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    return sys.stdin.buffer


def _read(name: str, language: str) -> tuple[Source, FormFile | None]:
    """The text of a file; and what is wrong when it is none that can be parsed."""
    if name == STDIN:
        raw, name = stdin().read(MOST_BYTES + 1), "<stdin>"
    else:
        with Path(name).open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    source, diagnostics = decode(name, raw)
    if source is not None:
        return source, None
    source = Source(name, _legible(raw))
    return source, FormFile(source, tuple(diagnostic.in_language(language) for diagnostic in diagnostics))


def _legible(raw: bytes) -> str:
    """What can be shown of bytes that are no text in UTF-8; nothing of a file that is too large."""
    if len(raw) > MOST_BYTES:
        return ""
    utf_16 = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return raw.decode("utf-16" if utf_16 else "utf-8", "replace").lstrip("\ufeff")
