"""Reading form files for the commands."""

from __future__ import annotations

import errno
import os
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

import click

from survey_engine.cli.output import complain, failure, say_diagnostics
from survey_engine.dependencies import Blueprint
from survey_engine.diagnostics import Diagnostic, SurveyError
from survey_engine.load import check_text, load_with_blueprint
from survey_engine.parsing.decoding import MOST_BYTES, decode, legible
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
    raw: bytes = field(default=b"", repr=False)
    """What the file holds, as `check_file` read it."""


def check_file(name: str, language: str) -> FormFile:
    """All that is wrong with a form file (`-` is stdin). Raises OSError, or ValueError for an impossible name."""
    return check_bytes(*_bytes(name), language)


def check_bytes(name: str, raw: bytes, language: str) -> FormFile:
    """All that is wrong with what a form file holds."""
    source, wrong = _decoded(name, raw, language)
    return replace(wrong, raw=raw) if wrong else FormFile(source, check_text(source.text, language), raw)


def load_file(name: str, language: str) -> Survey:
    """The form of a file, speaking that language where it can; otherwise as `load_as_written`."""
    survey = load_as_written(name, language)
    return survey if survey.language == language else survey.in_language(language)


def load_as_written(name: str, language: str) -> Survey:
    """The form of a file, in its own language.

    Ends the command, with what is wrong on stderr, when the file cannot be read or the form has errors.
    """
    return load_with_places(name, language)[0]


def load_with_places(name: str, language: str) -> tuple[Survey, Blueprint]:
    """The form of a file and where in the file everything is written; otherwise as `load_as_written`."""
    survey, blueprint, _ = load_with_source(name, language)
    return survey, blueprint


def load_with_source(name: str, language: str) -> tuple[Survey, Blueprint, Source]:
    """The form of a file, where in the file everything is written, and its text; otherwise as `load_as_written`."""
    try:
        source, wrong = _decoded(*_bytes(name), language)
    except (OSError, ValueError) as error:
        complain(failure(error, name, language), language)
        raise click.exceptions.Exit(2) from error
    try:
        loaded = None if wrong else load_with_blueprint(source.text, language)
    except SurveyError as error:
        loaded, wrong = None, FormFile(source, error.diagnostics)
    if loaded is None:
        say_diagnostics(wrong.diagnostics if wrong else (), source, sys.stderr)
        complain(_WORDS[language]["broken"].format(name=name), language)
        raise click.exceptions.Exit(1)
    survey, blueprint = loaded
    return survey, blueprint, source


def stdin() -> IO[bytes]:
    """Standard input as bytes. Raises OSError when there is none."""
    if sys.stdin is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    return sys.stdin.buffer


def _bytes(name: str) -> tuple[str, bytes]:
    """What the file is called and what it holds, of one that is too large only the beginning."""
    if name == STDIN:
        return "<stdin>", stdin().read(MOST_BYTES + 1)
    with Path(name).open("rb") as file:
        return name, file.read(MOST_BYTES + 1)


def _decoded(name: str, raw: bytes, language: str) -> tuple[Source, FormFile | None]:
    """The text of a file; and what is wrong when it is none that can be parsed."""
    source, diagnostics = decode(name, raw)
    if source is not None:
        return source, None
    source = Source(name, legible(raw))
    return source, FormFile(source, tuple(diagnostic.in_language(language) for diagnostic in diagnostics))
