"""The whole command line: its commands, and how it ends whatever happens."""

from __future__ import annotations

import io
import os
import sys
from typing import Any, NoReturn

import click

from survey_engine.cli.command import Commands, asked_language, wrong_use
from survey_engine.cli.output import complain, failure, say

INTERRUPTED = 130
BROKEN_PIPE = 141

_HELP = {
    "sv": """
survey-engine – formulär som YAML-filer

Användning: survey-engine KOMMANDO …

Kommandon:
  new FIL                  skriver ett litet formulär att börja från
  check FIL…               visar allt som är fel i formulär, på rätt rad
  explain [KOD…]           berättar vad en kod betyder, varför den spelar roll och hur felet rättas
  show FIL                 visar sidor och frågor som en viss uppgiftslämnare ser dem, och varför resten är dold
  why FIL SÖKVÄG           berättar allt om en fråga: när den visas, vad den beror på, vad som beror på den
  validate FIL SVAR…       prövar svar, ett eller miljoner, mot ett formulär
  test FIL…                kör formulärens exempel och visar dem som inte stämmer
  mutate FIL               visar vilka små fel i logiken som inget exempel skulle märka
  render FIL               gör en läsversion av ett formulär, eller en sammanfattning av ett svar (HTML, PDF, text)
  schema                   skriver formulärspråkets JSON Schema, för texteditorer

Tillval:
  --language sv|en         språket här (annars miljövariabeln SURVEY_ENGINE_LANGUAGE, annars sv)
  --version                versionen
  --help                   den här hjälpen; varje kommando har sin egen

Slutkoder: 0 inga fel, 1 minst ett fel, 2 felaktig användning eller något som inte går att läsa.

Exempel:
  survey-engine check formular.yaml
  survey-engine show formular.yaml --answers svar.json
  survey-engine validate --help
""",
    "en": """
survey-engine – forms as YAML files

Usage: survey-engine COMMAND …

Commands:
  new FILE                 writes a small form to begin from
  check FILE…              shows all that is wrong with forms, at the right line
  explain [CODE…]          tells what a code means, why it matters and how the fault is mended
  show FILE                shows pages and questions as a certain respondent sees them, and why the rest is hidden
  why FILE PATH            tells all of a question: when it is shown, what it depends on, what depends on it
  validate FILE ANSWERS…   tries responses, one or millions, against a form
  test FILE…               runs the examples in forms and shows those that do not hold
  mutate FILE              shows which small slips in the logic no example would notice
  render FILE              makes a reading version of a form, or a summary of a response (HTML, PDF, text)
  schema                   prints the JSON Schema of the form language, for text editors

Options:
  --language sv|en         the language here (else the environment's SURVEY_ENGINE_LANGUAGE, else sv)
  --version                the version
  --help                   this help; each command has its own

Exit codes: 0 no errors, 1 at least one error, 2 wrong use, or something that cannot be read.

Examples:
  survey-engine check form.yaml
  survey-engine show form.yaml --answers answers.json
  survey-engine validate --help
""",
}


class _BrokenPipe(Exception):
    """Nobody reads the output any longer; click would make an exit code of ours of it."""


class App(Commands):
    """The commands, with one way to end: an exit code, and never a traceback for what a user did."""

    def main(  # type: ignore[override]  # never gives a result: the exit code says it all
        self, args: list[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> NoReturn:
        extra.pop("standalone_mode", None)
        language = asked_language(sys.argv[1:] if args is None else args)
        _write_anything()
        try:
            code = super().main(args, prog_name or "survey-engine", standalone_mode=False, obj=language, **extra)
            _flush()
        except click.exceptions.NoArgsIsHelpError as error:
            say(error.format_message(), sys.stderr)
            code = 2
        except click.UsageError as error:
            complain(wrong_use(error, language), language)
            code = 2
        except (click.Abort, KeyboardInterrupt):
            code = INTERRUPTED
        except (_BrokenPipe, BrokenPipeError):
            code = BROKEN_PIPE
        except OSError as error:
            complain(failure(error, "stdout", language), language)
            code = 2
        _close(code or 0)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise _BrokenPipe from error


def _write_anything() -> None:
    """Lets no character that a terminal or a file cannot take end the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _flush() -> None:
    if sys.stdout is not None:
        sys.stdout.flush()


def _close(code: int) -> NoReturn:
    """Ends the process; what can no longer be written is not tried again when Python shuts down."""
    try:
        _flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)


app = App(
    "survey-engine",
    {
        name: f"survey_engine.cli.{name}"
        for name in ("new", "check", "explain", "show", "why", "validate", "test", "mutate", "render", "schema")
    },
    _HELP,
)
