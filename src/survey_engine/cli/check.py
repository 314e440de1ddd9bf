"""`survey-engine check`: all that is wrong with forms."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib import metadata
from shutil import copyfileobj
from typing import IO, Any

import click

from survey_engine.cli.command import command as named
from survey_engine.cli.files import STDIN, FormFile, check_file, stdin
from survey_engine.cli.mending import Mended, edits_json, figure, mended, say_diff, say_edits, write
from survey_engine.cli.output import complain, counted, failure, is_terminal, json_text, say, say_diagnostics
from survey_engine.cli.watch import watch
from survey_engine.cli.writing import failure_to_write
from survey_engine.fixing import Edit
from survey_engine.rendering.cells import safe_line

_HELP = {
    "sv": """
Visar allt som är fel eller tveksamt i formulär: på vilken rad, varför, och vad som ska stå i stället.
Det som säkert kan rättas rättas med --fix, och bara om formuläret blir bättre av det; allt annat i filen förblir
som det var skrivet.

Användning: survey-engine check [TILLVAL] FIL…

  FIL                  en formulärfil; - läser standard in

Tillval:
  --fix                rättar det som är säkert i filerna, och visar vad som är kvar (med - skrivs den rättade texten
                       till standard ut, och allt annat till standard fel)
  --diff               visar vad --fix skulle ändra, och skriver ingenting
  --watch              kontrollerar igen varje gång en fil ändras, tills man trycker Ctrl-C
  --format text|json|sarif
                       för människor (text, annars), för program eller för kodvärdar (SARIF 2.1.0)
  --language sv|en     språket i meddelanden (annars SURVEY_ENGINE_LANGUAGE, annars sv)
  --version, --help

Slutkoder: 0 inga fel (men kanske varningar), 1 minst ett fel (med --fix: kvar; med --diff även något att rätta),
2 felaktig användning eller en fil som inte går att läsa eller skriva, 130 avslutat med Ctrl-C.

Exempel:
  survey-engine check formular.yaml
  survey-engine check surveys/*.yaml
  survey-engine check --diff formular.yaml
  survey-engine check --fix surveys/*.yaml
  survey-engine check --watch formular.yaml
  survey-engine check --format sarif surveys/*.yaml > check.sarif
""",
    "en": """
Shows all that is wrong or doubtful in forms: on which line, why, and what should be there instead.
What can be mended with certainty is mended with --fix, and only if the form is the better for it; all else in the
file stays as it was written.

Usage: survey-engine check [OPTIONS] FILE…

  FILE                 a form file; - reads standard input

Options:
  --fix                mends what is certain in the files, and shows what is left (with - the mended text goes to
                       standard output, and all else to standard error)
  --diff               shows what --fix would change, and writes nothing
  --watch              checks again whenever a file changes, until Ctrl-C is pressed
  --format text|json|sarif
                       for people (text, otherwise), for programs or for code hosts (SARIF 2.1.0)
  --language sv|en     the language of messages (else SURVEY_ENGINE_LANGUAGE, else sv)
  --version, --help

Exit codes: 0 no errors (but perhaps warnings), 1 at least one error (with --fix: left; with --diff also anything to
mend), 2 wrong use or a file that cannot be read or written, 130 ended by Ctrl-C.

Examples:
  survey-engine check form.yaml
  survey-engine check surveys/*.yaml
  survey-engine check --diff form.yaml
  survey-engine check --fix surveys/*.yaml
  survey-engine check --watch form.yaml
  survey-engine check --format sarif surveys/*.yaml > check.sarif
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
        "left": "{edits}; kvar: {figures}",
        "explain": "mer om en kod: survey-engine explain KOD",
        "watch": "--watch går inte ihop med -, --fix, --diff eller --format",
        "diff": "--diff går inte ihop med --format",
        "stdout": "med --fix - går den rättade texten till standard ut, och då finns ingen plats för --format {format}",
    },
    "en": {
        "files": ("file", "files"),
        "errors": ("error", "errors"),
        "warnings": ("warning", "warnings"),
        "none": "no errors",
        "unreadable": "unreadable",
        "unreadable_many": "unreadable",
        "left": "{edits}; left: {figures}",
        "explain": "more about a code: survey-engine explain CODE",
        "watch": "--watch does not go together with -, --fix, --diff or --format",
        "diff": "--diff does not go together with --format",
        "stdout": "with --fix - the mended text goes to standard output, so there is no room for --format {format}",
    },
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for beside the files."""

    language: str
    output: str
    fix: bool
    diff: bool
    stdout: bool
    """Whether a mended text goes to standard output."""

    @property
    def writes(self) -> bool:
        return self.fix and not self.diff

    @property
    def stream(self) -> IO[str]:
        """Where what people read goes."""
        return sys.stderr if self.stdout else sys.stdout


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of one file: as it is now and what was mended, or why it could not be read or written."""

    name: str
    form: FormFile | None
    unreadable: str = ""
    mended: Mended | None = None
    unwritten: str = ""

    def number(self, severity: str) -> int:
        return sum(d.severity == severity for d in self.form.diagnostics) if self.form else 0

    @property
    def edits(self) -> tuple[Edit, ...]:
        return self.mended.edits if self.mended else ()


@named("check", _HELP)
@click.argument("files", nargs=-1, required=True)
@click.option("--format", "output", type=click.Choice(["text", "json", "sarif"]), default="text")
@click.option("--fix", is_flag=True)
@click.option("--diff", is_flag=True)
@click.option("--watch", "watching", is_flag=True)
@click.pass_obj
def command(language: str, files: tuple[str, ...], output: str, fix: bool, diff: bool, watching: bool) -> int:
    asked = Asked(language, output, fix, diff, stdout=fix and not diff and STDIN in files)
    wrong = _wrong_use(asked, files, watching)
    if wrong:
        complain(str(_WORDS[language][wrong]).format(format=output), language)
        return 2
    if watching:
        watch(files, lambda: _check_all(files, asked), language)
    return _check_all(files, asked)


def _wrong_use(asked: Asked, files: tuple[str, ...], watching: bool) -> str | None:
    """What does not go together, as a key of the words; None if all does."""
    if watching and (STDIN in files or asked.fix or asked.diff or asked.output != "text"):
        return "watch"
    if asked.output != "text" and (asked.diff or asked.stdout):
        return "diff" if asked.diff else "stdout"
    return None


def _check_all(files: tuple[str, ...], asked: Asked) -> int:
    """Checks the files and tells of them; gives the exit code."""
    language = asked.language
    checked = []
    for one in (_check(name, asked) for name in files):
        checked.append(one)
        if one.unreadable or one.unwritten:
            complain(one.unreadable or one.unwritten, language)
        if one.form is not None and asked.output == "text":
            _say(one, one.form, asked)
    if asked.output == "json":
        say(json_text({"files": [_as_json(one, asked) for one in checked]}, indent=2))
    elif asked.output == "sarif":
        say(json_text(_as_sarif(checked, language), indent=2))
    else:
        _say_at_the_end(checked, asked)
    if any(one.unreadable or one.unwritten for one in checked):
        return 2
    return 1 if any(one.number("error") or (asked.diff and one.edits) for one in checked) else 0


def _check(name: str, asked: Asked) -> Checked:
    """One file checked, and mended where that was asked for."""
    try:
        form = check_file(name, asked.language)
    except (OSError, ValueError) as error:
        return Checked(name, None, failure(error, name, asked.language))
    if not asked.fix and not asked.diff:
        return Checked(name, form)
    one = mended(form)
    if asked.writes and name == STDIN:
        sys.stdout.flush()
        sys.stdout.buffer.write(one.after.raw)
        copyfileobj(stdin(), sys.stdout.buffer)  # of what is too large to be a form, only the first was read
    elif asked.writes:
        try:
            write(one, name)
        except (OSError, ValueError) as error:
            return Checked(name, form, unwritten=failure_to_write(error, name, asked.language))
    return Checked(name, one.after, mended=one)


def _say(one: Checked, form: FormFile, asked: Asked) -> None:
    """What people read of one file: what was mended, what is wrong, and the figures."""
    if one.mended and asked.diff:
        say_diff(one.mended, asked.language, asked.stream)
    elif one.mended:
        say_edits(one.mended, asked.language, asked.stream)
    if not asked.diff:
        say_diagnostics(form.diagnostics, form.source, asked.stream)
    say(f"{safe_line(form.source.name)}: {_figures([one], asked)}", _of_figures(asked))


def _say_at_the_end(checked: list[Checked], asked: Asked) -> None:
    if len(checked) > 1:
        say(f"{_count(len(checked), 'files', asked.language)}: {_figures(checked, asked)}", _of_figures(asked))
    if is_terminal(asked.stream) and not asked.diff and any(one.form and one.form.diagnostics for one in checked):
        say(str(_WORDS[asked.language]["explain"]), asked.stream)


def _of_figures(asked: Asked) -> IO[str]:
    """Where the figures go: beside a diff, which may be kept in a file or piped on."""
    return sys.stderr if asked.diff else asked.stream


def _figures(checked: list[Checked], asked: Asked) -> str:
    """`2 fel, 1 varning`, and how much was mended before that."""
    language = asked.language
    words = _WORDS[language]
    errors = sum(one.number("error") for one in checked)
    warnings = sum(one.number("warning") for one in checked)
    unreadable = sum(one.form is None for one in checked)
    figures = [_count(errors, "errors", language) if errors else str(words["none"])]
    figures += [_count(warnings, "warnings", language)] if warnings else []
    figures += [counted(unreadable, str(words["unreadable"]), str(words["unreadable_many"]), language)] * bool(
        unreadable
    )
    edits = sum(len(one.edits) for one in checked)
    told = ", ".join(figures)
    return str(words["left"]).format(edits=figure(edits, language, made=asked.writes), figures=told) if edits else told


def _count(number: int, noun: str, language: str) -> str:
    one, many = _WORDS[language][noun]
    return counted(number, one, many, language)


def _as_json(one: Checked, asked: Asked) -> dict[str, Any]:
    diagnostics = one.form.diagnostics if one.form else ()
    value: dict[str, Any] = {
        "file": one.name,
        "ok": one.form is not None and not one.number("error"),
        "errors": one.number("error"),
        "warnings": one.number("warning"),
        "diagnostics": [diagnostic.as_json() for diagnostic in diagnostics],
    }
    if asked.fix:
        value["edits"] = edits_json(one.edits)
    reasons = {"unreadable": one.unreadable, "unwritten": one.unwritten}
    return value | {key: reason for key, reason in reasons.items() if reason}


def _as_sarif(checked: list[Checked], language: str) -> dict[str, Any]:
    from survey_engine.cli.sarif import Result, sarif, uri_of

    results = [
        Result(
            "stdin" if one.name == STDIN else uri_of(one.name),
            one.form.diagnostics if one.form else (),
            one.unreadable or one.unwritten,
        )
        for one in checked
    ]
    return sarif(results, version=metadata.version("survey-engine"), language=language)
