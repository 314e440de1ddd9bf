"""`survey-engine show`: the page sequence of a form, with answers or without."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from survey_engine.cli.chosen import chosen
from survey_engine.cli.command import command as named
from survey_engine.cli.command import format_option
from survey_engine.cli.files import load_file
from survey_engine.cli.output import counted, is_coloured, is_terminal, json_text, say
from survey_engine.cli.tree import Branch, Style, branches
from survey_engine.json_values import value_json
from survey_engine.rendering.cells import safe_line

if TYPE_CHECKING:
    from rich.text import Text
    from rich.tree import Tree

    from survey_engine.journey import Journey
    from survey_engine.model import Question
    from survey_engine.survey import Survey

_HELP = {
    "sv": """
Visar formulärets sidor och frågor i ordning, så som en uppgiftslämnare med vissa svar ser dem: etikett, typ, * för
obligatorisk, svar, valbara alternativ och problem – och för det som är dolt, vilket villkor som inte är uppfyllt.

Användning: survey-engine show [TILLVAL] FIL

  FIL                  en formulärfil; - läser standard in

Tillval:
  --answers SVAR.json  svaren: ett JSON-objekt från sökväg till svar, som {"kostnader.loner": 1000}
  --scenario NAMN      i stället svaren i formulärets exempel med det namnet (en del av namnet räcker)
                       (utan tillvalet visas formuläret som det ser ut innan något är besvarat)
  --format text|json   för människor (text, annars) eller för program
  --language sv|en     språket, också formulärets egna texter där de finns på det
                       (annars SURVEY_ENGINE_LANGUAGE, annars sv)
  --version, --help

Slutkoder: 0 formuläret kunde visas, 1 det har fel, 2 felaktig användning eller en oläslig fil.

Exempel:
  survey-engine show formular.yaml
  survey-engine show formular.yaml --answers svar.json
  survey-engine show formular.yaml --scenario "Övriga kostnader"
  survey-engine show formular.yaml --answers svar.json --format json
""",
    "en": """
Shows the pages and questions of a form in order, as a respondent with certain answers sees them: label, type, * for
required, answer, available options and problems – and for what is hidden, which condition does not hold.

Usage: survey-engine show [OPTIONS] FILE

  FILE                  a form file; - reads standard input

Options:
  --answers ANSWERS.json
                        the answers: a JSON object from path to answer, like {"costs.salaries": 1000}
  --scenario NAME       instead the answers of the form's scenario with that name (a part of the name will do)
                        (without the option the form is shown as it is before anything is answered)
  --format text|json    for people (text, otherwise) or for programs
  --language sv|en      the language, also of the form's own texts where they exist in it
                        (else SURVEY_ENGINE_LANGUAGE, else sv)
  --version, --help

Exit codes: 0 the form could be shown, 1 it has errors, 2 wrong use or an unreadable file.

Examples:
  survey-engine show form.yaml
  survey-engine show form.yaml --answers answers.json
  survey-engine show form.yaml --scenario "Other costs"
  survey-engine show form.yaml --answers answers.json --format json
""",
}

_WORDS: dict[str, dict[str, str]] = {
    "sv": {
        "answers": "Svar: {name}",
        "no_answers": "Utan svar: så ser formuläret ut innan något är besvarat.",
        "complete": "Komplett: kan lämnas in.",
        "incomplete": "Kan inte lämnas in än.",
        "error": "fel",
        "errors": "fel",
        "warning": "varning",
        "warnings": "varningar",
        "page": "sida visas",
        "pages": "sidor visas",
        "dropped": "Räknas inte:",
        "unknown": "formuläret har inget sådant svar",
        "computed": "värdet räknas ut",
        "hidden": "frågan är dold",
        "type": "fel slags värde",
        "filtered": "alternativet kan inte väljas",
    },
    "en": {
        "answers": "Answers: {name}",
        "no_answers": "Without answers: this is the form before anything is answered.",
        "complete": "Complete: it can be submitted.",
        "incomplete": "It cannot be submitted yet.",
        "error": "error",
        "errors": "errors",
        "warning": "warning",
        "warnings": "warnings",
        "page": "page is shown",
        "pages": "pages are shown",
        "dropped": "Not counted:",
        "unknown": "the form has no such answer",
        "computed": "the value is computed",
        "hidden": "the question is hidden",
        "type": "the wrong kind of value",
        "filtered": "the option cannot be chosen",
    },
}

_COLOURS: dict[Style, str] = {
    "page": "bold",
    "path": "cyan",
    "label": "default",
    "required": "red",
    "kind": "dim",
    "value": "green",
    "hidden": "dim italic",
    "error": "bold red",
    "warning": "bold yellow",
}


@named("show", _HELP)
@click.argument("form")
@click.option("--answers")
@click.option("--scenario")
@format_option
@click.pass_obj
def command(language: str, form: str, answers: str | None, scenario: str | None, output: str) -> int:
    survey = load_file(form, language)
    response = chosen(survey, answers, scenario, language)
    journey = survey.evaluate(response.answers if response is not None else {})
    if output == "json":
        say(json_text(journey.as_json() | {"hidden": list(_hidden(survey, journey, language))}, indent=2))
        return 0
    words = _WORDS[language]
    say(safe_line(f"{survey.title} ({survey.id} {survey.version})"))
    say(words["no_answers"] if response is None else words["answers"].format(name=safe_line(response.name)))
    say()
    tree = branches(survey.form, journey, language, answered=response is not None)
    if is_terminal(sys.stdout):
        _draw(tree)
    else:
        _write(tree)
    say()
    _sum_up(journey, language, answered=response is not None)
    return 0


def _hidden(survey: Survey, journey: Journey, language: str) -> Iterator[dict[str, Any]]:
    """What is not shown, the outermost of it only, each with the conditions that do not hold and what they read."""
    shown = {page.id for page in journey.pages} | set(journey.visible)
    shown |= {question.id for page in journey.pages for question in page.questions}
    for page in survey.pages:
        paths = [page.id] if page.id not in shown else [path for q in page.questions for path in _parts(q, shown)]
        for path in paths:
            failing = [reason for reason in journey.why(path).reasons if not reason.holds]
            yield {
                "path": path,
                "reasons": [
                    {
                        "level": reason.level,
                        "source": reason.source,
                        "words": reason.in_words(language),
                        "values": {read: value_json(value) for part in reason.parts for read, value in part.values},
                    }
                    for reason in failing
                ],
            }


def _parts(question: Question, shown: set[str]) -> list[str]:
    """The question, when it is hidden, else those of its fields that are."""
    if question.id not in shown:
        return [question.id]
    return [part.path for part in question.fields if part.path not in shown]


def _write(tree: list[Branch], depth: int = 0) -> None:
    """The tree as plain lines, each branch indented two spaces more."""
    for branch in tree:
        say("  " * depth + branch.text.rstrip())
        _write(branch.branches, depth + 1)


def _draw(tree: list[Branch]) -> None:
    """The tree with guides and colours, wrapped to the terminal's width."""
    from rich.console import Console
    from rich.tree import Tree

    coloured = is_coloured(sys.stdout)
    console = Console(
        file=sys.stdout, no_color=not coloured, highlight=False, color_system="auto" if coloured else None
    )
    for branch in tree:
        root = Tree(_text(branch), guide_style="dim" if coloured else "")
        _hang(branch, root)
        console.print(root)


def _hang(branch: Branch, tree: Tree) -> None:
    for inner in branch.branches:
        _hang(inner, tree.add(_text(inner)))


def _text(branch: Branch) -> Text:
    from rich.text import Text

    return Text.assemble(*((word, _COLOURS[style]) for word, style in branch.words))


def _sum_up(journey: Journey, language: str, *, answered: bool) -> None:
    words = _WORDS[language]
    figures = [counted(len(journey.pages), words["page"], words["pages"], language)]
    if answered:
        errors = sum(problem.severity == "error" for problem in journey.problems)
        warnings = len(journey.problems) - errors
        figures += [counted(errors, words["error"], words["errors"], language)]
        figures += [counted(warnings, words["warning"], words["warnings"], language)] if warnings else []
    ending = f" {words['complete' if journey.is_complete else 'incomplete']}" if answered else ""
    say(f"{', '.join(figures)}.{ending}")
    if journey.dropped:
        say(words["dropped"])
    for dropped in journey.dropped:
        say(f"  {safe_line(dropped.path)} – {words[dropped.reason]}")
