"""`survey-engine render`: the reading version of a form, or the summary of a response, as a document."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, cast, get_args

import click
from click.core import ParameterSource

from survey_engine.cli.answers import one_response
from survey_engine.cli.command import command as named
from survey_engine.cli.files import STDIN, load_as_written
from survey_engine.cli.output import complain, is_terminal, say
from survey_engine.cli.writing import failure_to_write, replace
from survey_engine.render import Format, render
from survey_engine.rendering.cells import safe_line
from survey_engine.survey import Survey

_SUFFIXES: dict[str, Format] = {
    ".html": "html",
    ".htm": "html",
    ".pdf": "pdf",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
}

_HELP = {
    "sv": """
Gör en läsversion av ett formulär: allt som en uppgiftslämnare kan mötas av, i ordning, och i ord när det visas.
Med svar blir det sammanfattningen som uppgiftslämnaren sparar: det som frågades och vad som svarades.

Användning: survey-engine render [TILLVAL] FIL

  FIL                  en formulärfil; - läser standard in

Tillval:
  -o, --output UTFIL   filen som skrivs; den ersätts först när allt är klart. Ändelsen avgör formatet:
                       .html .pdf .md .txt (utan tillvalet skrivs dokumentet till standard ut)
  --format html|markdown|text|pdf
                       formatet, om inte utfilens ändelse säger det (annars text); PDF skrivs inte till en terminal
  --answers SVAR.json  svaren: ett JSON-objekt från sökväg till svar, som {"kostnader.loner": 1000}
  --language sv|en     dokumentets språk, där formulärets texter finns på det (annars formulärets eget),
                       och meddelandenas (annars SURVEY_ENGINE_LANGUAGE, annars sv)
  --version, --help

Slutkoder: 0 dokumentet är skrivet, 1 formuläret har fel, 2 felaktig användning, eller något gick inte att läsa eller
skriva.

Exempel:
  survey-engine render formular.yaml
  survey-engine render formular.yaml -o lasversion.pdf
  survey-engine render formular.yaml --answers svar.json -o sammanfattning.html
""",
    "en": """
Makes the reading version of a form: all that a respondent may meet, in order, and in words when it is shown.
With answers it is the summary that a respondent keeps: what was asked, and what was answered.

Usage: survey-engine render [OPTIONS] FILE

  FILE                  a form file; - reads standard input

Options:
  -o, --output OUTFILE  the file to write; it is replaced only when all is done. Its ending decides the format:
                        .html .pdf .md .txt (without the option the document goes to standard output)
  --format html|markdown|text|pdf
                        the format, unless the file's ending says it (else text); no PDF is written to a terminal
  --answers ANSWERS.json
                        the answers: a JSON object from path to answer, like {"costs.salaries": 1000}
  --language sv|en      the document's language, where the form's texts exist in it (else the form's own),
                        and that of messages (else SURVEY_ENGINE_LANGUAGE, else sv)
  --version, --help

Exit codes: 0 the document is written, 1 the form has errors, 2 wrong use, or something could not be read or written.

Examples:
  survey-engine render form.yaml
  survey-engine render form.yaml -o reading-version.pdf
  survey-engine render form.yaml --answers answers.json -o summary.html
""",
}

_MOST_TOLD = 10

_WORDS = {
    "sv": {
        "format": "{name}: av ändelsen framgår inte vilket format det ska vara; ange en fil på .html, .pdf, .md eller "
        ".txt, eller --format",
        "terminal": "en PDF skrivs inte till en terminal; ange en fil: -o lasversion.pdf",
        "own": "{name}: det är filen som läses; ange en annan efter -o",
        "missing": 'det behövs fler paket: pip install "survey-engine[{extra}]"',
        "unused": "{name}: svar som inte används i dokumentet: {paths}",
        "unknown": "{path} (finns inte i formuläret)",
        "type": "{path} (fel sorts värde)",
        "more": "… och {number} till",
    },
    "en": {
        "format": "{name}: the ending does not tell the format; name a file in .html, .pdf, .md or .txt, or give "
        "--format",
        "terminal": "no PDF is written to a terminal; name a file: -o reading-version.pdf",
        "own": "{name}: this is the file that is read; name another after -o",
        "missing": 'more packages are needed: pip install "survey-engine[{extra}]"',
        "unused": "{name}: answers that are not used in the document: {paths}",
        "unknown": "{path} (not in the form)",
        "type": "{path} (the wrong kind of value)",
        "more": "… and {number} more",
    },
}


@named("render", _HELP)
@click.argument("form")
@click.option("-o", "--output", "out")
@click.option("--format", "asked", type=click.Choice(get_args(Format)))
@click.option("--answers")
@click.pass_context
def command(ctx: click.Context, form: str, out: str | None, asked: str | None, answers: str | None) -> int:
    language: str = ctx.obj
    wrong = _wrong_use(form, out, asked, answers)
    if wrong:
        complain(_WORDS[language][wrong].format(name=out), language)
        return 2
    survey = load_as_written(form, language)
    if ctx.get_parameter_source("language") is ParameterSource.COMMANDLINE:
        survey = survey.in_language(language)
    given = one_response(answers, language) if answers is not None else None
    try:
        document = render(survey, cast(Format, asked) if asked else _told_by(out) or "text", given)
    except ImportError as error:  # a package is missing, and it names the extra that has it
        complain(_missing(error, language), language)
        return 2
    if given is not None:
        _tell_unused(survey, given, answers, language)
    try:
        _write(document, out)
    except (OSError, ValueError) as error:
        if out is None:
            raise
        complain(failure_to_write(error, out, language), language)
        return 2
    return 0


def _missing(error: ImportError, language: str) -> str:
    extra = re.search(r"survey-engine\[(\w+)\]", str(error))
    return _WORDS[language]["missing"].format(extra=extra[1]) if extra is not None else str(error)


def _tell_unused(survey: Survey, given: Mapping[str, Any], name: str | None, language: str) -> None:
    """Tells of answers that nobody would miss in the document: a misspelt path, a number that is a text.

    That those to hidden questions are left out is as it should be.
    """
    words = _WORDS[language]
    dropped = [each for each in survey.evaluate(given).dropped if each.reason in ("unknown", "type")]
    if dropped:
        told = [words[each.reason].format(path=safe_line(each.path)) for each in dropped[:_MOST_TOLD]]
        told += [words["more"].format(number=len(dropped) - _MOST_TOLD)] * (len(dropped) > _MOST_TOLD)
        complain(words["unused"].format(name=name, paths=", ".join(told)), language, "warning")


def _told_by(out: str | None) -> Format | None:
    """The format that the ending of a file's name tells."""
    return _SUFFIXES.get(Path(out).suffix.lower()) if out is not None else None


def _wrong_use(form: str, out: str | None, asked: str | None, answers: str | None) -> str | None:
    """What is wrong with what was asked for, before anything is read; None if nothing."""
    if out is None:
        return "terminal" if asked == "pdf" and is_terminal(sys.stdout) else None
    if any(_same(out, name) for name in (form, answers) if name is not None):
        return "own"
    return None if asked or _told_by(out) else "format"


def _same(name: str, other: str) -> bool:
    if other == STDIN:
        return False
    with suppress(OSError, ValueError):
        return Path(name).samefile(other)
    return False


def _write(document: str | bytes, out: str | None) -> None:
    """Writes a document to a file, or to standard output: as text to a terminal, otherwise as it would be in a file."""
    raw = document.encode() if isinstance(document, str) else document
    if out is not None:
        replace(Path(out), raw)
    elif isinstance(document, str) and is_terminal(sys.stdout):
        say(document.removesuffix("\n"))
    elif sys.stdout is not None:
        sys.stdout.flush()
        sys.stdout.buffer.write(raw)
