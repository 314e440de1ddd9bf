"""`survey-engine check`: all that is wrong with forms."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import click

from survey_engine.cli.command import command as named
from survey_engine.cli.command import format_option
from survey_engine.cli.files import FormFile, check_file
from survey_engine.cli.output import complain, counted, failure, json_text, say, say_diagnostics
from survey_engine.rendering.cells import safe_line

_HELP = {
    "sv": """
Visar allt som är fel eller tveksamt i formulär: på vilken rad, varför, och vad som ska stå i stället.

Användning: survey-engine check [TILLVAL] FIL…

  FIL                  en formulärfil; - läser standard in

Tillval:
  --format text|json   för människor (text, annars) eller för program
  --language sv|en     språket i meddelanden (annars SURVEY_ENGINE_LANGUAGE, annars sv)
  --version, --help

Slutkoder: 0 inga fel (men kanske varningar), 1 minst ett fel, 2 felaktig användning eller en oläslig fil.

Exempel:
  survey-engine check formular.yaml
  survey-engine check surveys/*.yaml
  survey-engine check --format json formular.yaml
""",
    "en": """
Shows all that is wrong or doubtful in forms: on which line, why, and what should be there instead.

Usage: survey-engine check [OPTIONS] FILE…

  FILE                 a form file; - reads standard input

Options:
  --format text|json   for people (text, otherwise) or for programs
  --language sv|en     the language of messages (else SURVEY_ENGINE_LANGUAGE, else sv)
  --version, --help

Exit codes: 0 no errors (but perhaps warnings), 1 at least one error, 2 wrong use or an unreadable file.

Examples:
  survey-engine check form.yaml
  survey-engine check surveys/*.yaml
  survey-engine check --format json form.yaml
""",
}

_WORDS = {
    "sv": {
        "files": ("fil", "filer"),
        "errors": ("fel", "fel"),
        "warnings": ("varning", "varningar"),
        "none": "inga fel",
        "unreadable": "oläslig",
        "unreadable_many": "oläsliga",
    },
    "en": {
        "files": ("file", "files"),
        "errors": ("error", "errors"),
        "warnings": ("warning", "warnings"),
        "none": "no errors",
        "unreadable": "unreadable",
        "unreadable_many": "unreadable",
    },
}


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of one file: as it was read, or why it could not be."""

    name: str
    form: FormFile | None
    unreadable: str = ""

    def number(self, severity: str) -> int:
        return sum(d.severity == severity for d in self.form.diagnostics) if self.form else 0


@named("check", _HELP)
@click.argument("files", nargs=-1, required=True)
@format_option
@click.pass_obj
def command(language: str, files: tuple[str, ...], output: str) -> int:
    checked = []
    for one in _check(files, language):
        checked.append(one)
        if one.form is None:
            complain(one.unreadable, language)
        elif output == "text":
            say_diagnostics(one.form.diagnostics, one.form.source, sys.stdout)
            say(f"{safe_line(one.form.source.name)}: {_figures([one], language)}")
    if output == "json":
        say(json_text({"files": [_as_json(one) for one in checked]}, indent=2))
    elif len(checked) > 1:
        say(f"{_count(len(checked), 'files', language)}: {_figures(checked, language)}")
    return 2 if any(one.form is None for one in checked) else 1 if any(one.number("error") for one in checked) else 0


def _check(files: tuple[str, ...], language: str) -> Iterator[Checked]:
    for name in files:
        try:
            yield Checked(name, check_file(name, language))
        except (OSError, ValueError) as error:
            yield Checked(name, None, failure(error, name, language))


def _figures(checked: list[Checked], language: str) -> str:
    """`2 fel, 1 varning`"""
    words = _WORDS[language]
    errors = sum(one.number("error") for one in checked)
    warnings = sum(one.number("warning") for one in checked)
    unreadable = sum(one.form is None for one in checked)
    figures = [_count(errors, "errors", language) if errors else str(words["none"])]
    figures += [_count(warnings, "warnings", language)] if warnings else []
    figures += [counted(unreadable, str(words["unreadable"]), str(words["unreadable_many"]), language)] * bool(
        unreadable
    )
    return ", ".join(figures)


def _count(number: int, noun: str, language: str) -> str:
    one, many = _WORDS[language][noun]
    return counted(number, one, many, language)


def _as_json(one: Checked) -> dict[str, Any]:
    if one.form is None:
        return {
            "file": one.name,
            "ok": False,
            "errors": 0,
            "warnings": 0,
            "diagnostics": [],
            "unreadable": one.unreadable,
        }
    return {
        "file": one.name,
        "ok": not one.number("error"),
        "errors": one.number("error"),
        "warnings": one.number("warning"),
        "diagnostics": [diagnostic.as_json() for diagnostic in one.form.diagnostics],
    }
