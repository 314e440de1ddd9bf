"""`survey-engine validate`: responses, one or millions, tried against a form."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import IO

import click

from survey_engine.cli.answers import Response, Unreadable, document, lines
from survey_engine.cli.command import command as named
from survey_engine.cli.command import format_option
from survey_engine.cli.files import STDIN, load_file, stdin
from survey_engine.cli.output import complain, failure, say
from survey_engine.cli.progress import Progress, progress
from survey_engine.cli.verdicts import Report

_LINES = (".jsonl", ".ndjson")
_DOCUMENT = ".json"

_HELP = {
    "sv": """
Prövar svar mot ett formulär: en rad per svar, med vad som är fel och var, och en summering.

Användning: survey-engine validate [TILLVAL] FIL SVAR…

  FIL                  en formulärfil
  SVAR                 .json: ett svar, eller en lista av svar; ett svar är ett objekt från sökväg till värde,
                       som {"kostnader.loner": 1000}
                       .jsonl: ett svar per rad; filen får vara större än datorns minne
                       - läser standard in, ett svar per rad

Tillval:
  --format text|json   för människor (text, annars) eller för program: en rad JSON per svar, sist en summering
  --language sv|en     språket i meddelanden (annars SURVEY_ENGINE_LANGUAGE, annars sv)
  --version, --help

Slutkoder: 0 inga fel (men kanske varningar), 1 minst ett svar eller formuläret har fel, 2 felaktig användning, eller
en fil eller en rad gick inte att läsa.

Exempel:
  survey-engine validate formular.yaml svar.json
  survey-engine validate formular.yaml alla-svar.jsonl
  survey-engine validate --format json formular.yaml alla-svar.jsonl > utfall.jsonl
""",
    "en": """
Tries responses against a form: a line for each response with what is wrong and where, and a summary.

Usage: survey-engine validate [OPTIONS] FILE ANSWERS…

  FILE                 a form file
  ANSWERS              .json: one response, or a list of responses; a response is an object from path to value,
                       like {"costs.salaries": 1000}
                       .jsonl: one response a line; the file may be larger than the memory
                       - reads standard input, one response a line

Options:
  --format text|json   for people (text, otherwise) or for programs: a line of JSON a response, last a summary
  --language sv|en     the language of messages (else SURVEY_ENGINE_LANGUAGE, else sv)
  --version, --help

Exit codes: 0 no errors (but perhaps warnings), 1 at least one response, or the form, has an error, 2 wrong use, or a
file or a line could not be read.

Examples:
  survey-engine validate form.yaml answers.json
  survey-engine validate form.yaml all-answers.jsonl
  survey-engine validate --format json form.yaml all-answers.jsonl > outcome.jsonl
""",
}

_WORDS = {
    "sv": "{name}: svar läses från filer som slutar på .json eller .jsonl",
    "en": "{name}: answers are read from files that end in .json or .jsonl",
}


class _Failed(Exception):
    """A file of answers that cannot be read, or not to its end."""

    def __init__(self, cause: OSError | ValueError) -> None:
        super().__init__(cause)
        self.cause = cause


@named("validate", _HELP)
@click.argument("form")
@click.argument("answers", nargs=-1, required=True)
@format_option
@click.pass_obj
def command(language: str, form: str, answers: tuple[str, ...], output: str) -> int:
    for name in answers:
        if name != STDIN and Path(name).suffix.lower() not in (*_LINES, _DOCUMENT):
            complain(_WORDS[language].format(name=name), language)
            return 2
    report = Report(load_file(form, language), language, as_json=output == "json", several=len(answers) > 1)
    failures = []
    with progress(_size(answers)) as meter:
        for name in answers:
            try:
                for found in _responses(name, meter):
                    meter.say(report.of(name, found))
            except _Failed as error:
                report.tally.files_unreadable += 1
                failures.append(failure(error.cause, name, language))
    for told in failures:
        complain(told, language)
    say(report.summary())
    return report.tally.exit_code


def _size(names: tuple[str, ...]) -> int | None:
    """How many bytes there are to read, if that can be known."""
    try:
        return sum(Path(name).stat().st_size for name in names) if STDIN not in names else None
    except (OSError, ValueError):
        return None


def _responses(name: str, meter: Progress) -> Iterator[Response | Unreadable]:
    """The responses of a file. Raises `_Failed`, so that a failing read is not taken for a failing write."""
    try:
        with _opened(name) as stream:
            if name != STDIN and Path(name).suffix.lower() == _DOCUMENT:
                yield from document(stream)
                return
            for found, size in lines(stream):
                meter.advance(size)
                if found is not None:
                    yield found
    except (OSError, ValueError) as error:
        raise _Failed(error) from error


def _opened(name: str) -> AbstractContextManager[IO[bytes]]:
    return nullcontext(stdin()) if name == STDIN else Path(name).open("rb")
