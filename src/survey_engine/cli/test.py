"""`survey-engine test`: the scenarios of forms, run, and what they have tried of the forms' logic."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from survey_engine.cli.command import command as named
from survey_engine.cli.command import format_option
from survey_engine.cli.files import load_with_source
from survey_engine.cli.output import (
    complain,
    counted,
    is_coloured,
    is_terminal,
    json_text,
    say,
    say_diagnostics,
    shown_name,
)
from survey_engine.cli.writing import failure_to_write, replace
from survey_engine.dependencies import Blueprint
from survey_engine.figures import figure, measured, percentage
from survey_engine.model import Scenario
from survey_engine.rendering.cells import safe_line
from survey_engine.rendering.terminal import ansi, plain
from survey_engine.rendering.unmet import told_of
from survey_engine.scenarios import Failure, failures, warnings_within
from survey_engine.source import START, Source
from survey_engine.survey import Survey
from survey_engine.testing.coverage import Coverage, Report
from survey_engine.testing.coverage_text import coverage_lines

_HELP = {
    "sv": """
Kör exemplen (scenarios) i formulär och visar de som inte stämmer: på vilken rad, vad som kom ut i stället, och varför.

Användning: survey-engine test [TILLVAL] FIL…

  FIL                  en formulärfil; - läser standard in

Tillval:
  -k TEXT              bara de exempel vars namn innehåller texten
  --coverage           visar också vad exemplen har prövat av villkoren: sanna och falska, varje delvillkor för sig
  --html FIL           skriver vad exemplen har prövat, bredvid formulärets text, som en webbsida
  --fail-under PROCENT fel om exemplen har prövat mindre än så
  --format text|json   för människor (text, annars) eller för program
  --language sv|en     språket i meddelanden (annars SURVEY_ENGINE_LANGUAGE, annars sv)
  --version, --help

Slutkoder: 0 allt stämmer, 1 minst ett exempel stämmer inte, ett formulär har fel eller för lite är prövat,
2 felaktig användning eller en fil som inte går att läsa eller skriva.

Exempel:
  survey-engine test formular.yaml
  survey-engine test -k orsak formular.yaml
  survey-engine test --coverage --fail-under 100 surveys/*.yaml
  survey-engine test --html tackning.html formular.yaml
""",
    "en": """
Runs the examples (scenarios) in forms and shows those that do not hold: on which line, what came out instead, and why.

Usage: survey-engine test [OPTIONS] FILE…

  FILE                 a form file; - reads standard input

Options:
  -k TEXT              only the examples whose name contains the text
  --coverage           also shows what the examples have tried of the conditions: true and false, each clause by itself
  --html FILE          writes what the examples have tried, beside the form's text, as a web page
  --fail-under PERCENT an error if the examples have tried less than that
  --format text|json   for people (text, otherwise) or for programs
  --language sv|en     the language of messages (else SURVEY_ENGINE_LANGUAGE, else sv)
  --version, --help

Exit codes: 0 all of it holds, 1 at least one example does not hold, a form has errors or too little is tried,
2 wrong use, or a file that cannot be read or written.

Examples:
  survey-engine test form.yaml
  survey-engine test -k reason form.yaml
  survey-engine test --coverage --fail-under 100 surveys/*.yaml
  survey-engine test --html coverage.html form.yaml
""",
}
_WORDS: dict[str, dict[str, str]] = {
    "sv": {
        "holds": "ok",
        "fails": "fel",
        "one": "exempel",
        "many": "exempel",
        "all": "{name}: {figures}, alla stämmer",
        "some": "{name}: {figures}, {wrong} stämmer inte",
        "none": "{name}: formuläret har inga exempel",
        "none_chosen": "inget exempel har ”{text}” i sitt namn",
        "one_file": "--html tar en formulärfil i taget",
        "over_form": "{path}: sidan skulle skrivas över ett formulär; välj ett namn som slutar på .html",
        "percent": "--fail-under ska vara mellan 0 och 100",
        "under": "exemplen har prövat {percent} av logiken, mindre än {least}",
    },
    "en": {
        "holds": "ok",
        "fails": "wrong",
        "one": "example",
        "many": "examples",
        "all": "{name}: {figures}, all hold",
        "some": "{name}: {figures}, {wrong} failing",
        "none": "{name}: the form has no examples",
        "none_chosen": "no example has “{text}” in its name",
        "one_file": "--html takes one form file at a time",
        "over_form": "{path}: the page would be written over a form; choose a name that ends in .html",
        "percent": "--fail-under must be between 0 and 100",
        "under": "the examples have tried {percent} of the logic, less than {least}",
    },
}


@dataclass(frozen=True, slots=True)
class Tested:
    """The chosen scenarios of one form, each with what does not hold."""

    survey: Survey
    source: Source
    blueprint: Blueprint
    results: tuple[tuple[Scenario, tuple[Failure, ...]], ...]
    report: Report | None = None

    @property
    def failed(self) -> int:
        return sum(bool(unmet) for _, unmet in self.results)


@named("test", _HELP)
@click.argument("files", nargs=-1, required=True)
@click.option("-k", "chosen", default="")
@click.option("--coverage", is_flag=True)
@click.option("--html")
@click.option("--fail-under", type=float)
@format_option
@click.pass_obj
def command(
    language: str,
    files: tuple[str, ...],
    chosen: str,
    coverage: bool,
    html: str | None,
    fail_under: float | None,
    output: str,
) -> int:
    words = _WORDS[language]
    if html is not None and len(files) > 1:
        complain(words["one_file"], language)
        return 2
    if html is not None and _is_form(Path(html), Path(files[0])):
        complain(words["over_form"].format(path=shown_name(html)), language)
        return 2
    if fail_under is not None and not 0 <= fail_under <= 100:
        complain(words["percent"], language)
        return 2
    tested, code = _tested_all(files, chosen, coverage or html is not None or fail_under is not None, language)
    if chosen and tested and not any(one.results for one in tested):
        complain(words["none_chosen"].format(text=chosen), language)
        return 2
    if output == "json":
        say(json_text({"files": [_as_json(one, language) for one in tested]}, indent=2))
    else:
        for one in tested:
            _say(one, coverage, language)
    if html is not None and tested:
        code = max(code, _write_html(tested[0], html, language))
    return max(code, *(_verdict(one, fail_under, language) for one in tested), 0)


def _tested_all(files: tuple[str, ...], chosen: str, covered: bool, language: str) -> tuple[list[Tested], int]:
    """The forms that could be read, and the exit code of those that could not."""
    tested: list[Tested] = []
    code = 0
    for name in files:
        try:
            tested.append(_tested(*load_with_source(name, language), chosen, covered))
        except click.exceptions.Exit as ended:
            code = max(code, ended.exit_code)
    return tested, code


def _tested(survey: Survey, blueprint: Blueprint, source: Source, chosen: str, covered: bool) -> Tested:
    scenarios = [each for each in survey.form.scenarios if chosen.casefold() in str(each.name).casefold()]
    results = tuple((scenario, failures(survey, scenario, blueprint=blueprint)) for scenario in scenarios)
    coverage = Coverage(survey, blueprint) if covered else None
    for scenario in scenarios if coverage is not None else ():
        assert coverage is not None  # or there would be none of them
        coverage.add(scenario.answers)
    return Tested(survey, source, blueprint, results, coverage.report() if coverage is not None else None)


def _say(one: Tested, coverage: bool, language: str) -> None:
    """A line for each scenario, what is wrong with those that do not hold, and the figures."""
    words, paint = _WORDS[language], ansi if is_coloured(sys.stdout) else plain
    name = safe_line(one.source.name)
    width = max(len(words["holds"]), len(words["fails"]))
    for scenario, failed in one.results:
        mark = words["fails" if failed else "holds"].ljust(width)
        if is_terminal(sys.stdout):
            mark = paint("✗", "error") if failed else paint("✓", "fix")
        say(f"{mark}  {safe_line(str(scenario.name))}")
        if failed:
            say()
            told = told_of(failed, scenario, one.survey, one.blueprint, language)
            say_diagnostics(told, one.source, sys.stdout)
    figures = counted(len(one.results), words["one"], words["many"], language)
    if not one.results:
        say(words["none"].format(name=name))
    else:
        say(words["some" if one.failed else "all"].format(name=name, figures=figures, wrong=one.failed))
    if coverage and one.report is not None:
        for line in coverage_lines(one.report, language):
            say(line)


def _verdict(one: Tested, fail_under: float | None, language: str) -> int:
    if fail_under is not None and one.report is not None and one.report.total.percent < fail_under:
        percent = percentage(one.report.total.percent, language)
        least = measured(figure(Decimal(str(fail_under)), language), "%")
        text = _WORDS[language]["under"].format(percent=percent, least=least)
        complain(f"{one.source.name}: {text}", language)
        return 1
    return 1 if one.failed else 0


def _is_form(page: Path, form: Path) -> bool:
    """Whether a page there would be written over a form."""
    return page.suffix.lower() in (".yaml", ".yml") or (page.exists() and form.exists() and page.samefile(form))


def _write_html(one: Tested, name: str, language: str) -> int:
    from survey_engine.testing.coverage_page import coverage_page

    assert one.report is not None  # it was asked for
    try:
        replace(Path(name), coverage_page(one.report, one.source, language).encode())
    except ModuleNotFoundError as error:
        complain(str(error), language)
        return 2
    except (OSError, ValueError) as error:
        complain(failure_to_write(error, name, language), language)
        return 2
    return 0


def _as_json(one: Tested, language: str) -> dict[str, Any]:
    value: dict[str, Any] = {
        "file": one.source.name,
        "ok": not one.failed,
        "scenarios": [
            {
                "name": str(scenario.name),
                "line": one.blueprint.of(scenario).place.line,
                "ok": not unmet,
                "failures": [_failure_json(failure, language) for failure in unmet],
                "warnings": [each.as_json() for each in warnings_within(one.survey, scenario, one.blueprint)],
            }
            for scenario, unmet in one.results
        ],
    }
    return value | ({"coverage": one.report.as_json()} if one.report is not None else {})


def _failure_json(failure: Failure, language: str) -> dict[str, Any]:
    span = failure.span or START
    return {
        "expectation": failure.expectation,
        "path": failure.path,
        "line": span.line,
        "column": span.column,
        "expected": failure.expected,
        "got": failure.got,
        "message": failure.in_words(language),
        "why": failure.why(language),
    }
