"""`survey-engine why`: everything about one page, question, field, row, column or option of a form."""

from __future__ import annotations

import click

from survey_engine.cli.about import About, names
from survey_engine.cli.about_json import about_json
from survey_engine.cli.about_text import lines
from survey_engine.cli.chosen import chosen
from survey_engine.cli.command import command as named
from survey_engine.cli.command import format_option
from survey_engine.cli.files import STDIN, load_with_places
from survey_engine.cli.output import complain, json_text, say, shown_name
from survey_engine.model import Form
from survey_engine.spelling import nearest, same_word

_HELP = {
    "sv": """
Berättar allt om en sida, en fråga, ett fält, en rad, en kolumn eller ett alternativ: var det står, när det visas, vad
det beror på och vad som beror på det. Med svar också om det visas nu, varför, och vad som skulle ändra det.

Användning: survey-engine why [TILLVAL] FIL SÖKVÄG

  FIL                  en formulärfil; - läser standard in
  SÖKVÄG               det som villkor och svar kallar det: orsak, kostnader.loner, tjanster.lotsar.personer;
                       en sidas id; eller ett alternativ, som orsak.tidsbrist

Tillval:
  --answers SVAR.json  svaren: ett JSON-objekt från sökväg till svar, som {"kostnader.loner": 1000}
  --scenario NAMN      i stället svaren i formulärets exempel med det namnet (en del av namnet räcker)
  --format text|json   för människor (text, annars) eller för program
  --language sv|en     språket, också formulärets egna texter där de finns på det
                       (annars SURVEY_ENGINE_LANGUAGE, annars sv)
  --version, --help

Slutkoder: 0 det fanns något att berätta, 1 formuläret har fel, 2 ingen sådan sökväg, felaktig användning eller en
oläslig fil.

Exempel:
  survey-engine why formular.yaml orsak
  survey-engine why formular.yaml orsak --answers svar.json
  survey-engine why formular.yaml kostnader.loner --format json
""",
    "en": """
Tells everything about a page, question, field, row, column or option: where it stands, when it is shown, what it
depends on and what depends on it. With answers also whether it is shown now, why, and what would change that.

Usage: survey-engine why [OPTIONS] FILE PATH

  FILE                  a form file; - reads standard input
  PATH                  what conditions and answers call it: reason, costs.salaries, posts.pilots.people;
                        the id of a page; or an option, like reason.time

Options:
  --answers ANSWERS.json
                        the answers: a JSON object from path to answer, like {"costs.salaries": 1000}
  --scenario NAME       instead the answers of the form's scenario with that name (a part of the name will do)
  --format text|json    for people (text, otherwise) or for programs
  --language sv|en      the language, also of the form's own texts where they exist in it
                        (else SURVEY_ENGINE_LANGUAGE, else sv)
  --version, --help

Exit codes: 0 there was something to tell, 1 the form has errors, 2 no such path, wrong use or an unreadable file.

Examples:
  survey-engine why form.yaml reason
  survey-engine why form.yaml reason --answers answers.json
  survey-engine why form.yaml costs.salaries --format json
""",
}

_MOST_MEANT = 3
_WORDS = {
    "sv": {
        "unknown": "{path}: det finns inget sådant i formuläret",
        "near": " – menade du {near}?",
        "or": " eller ",
        "all": "; survey-engine show {name} visar allt som finns",
    },
    "en": {
        "unknown": "{path}: there is no such thing in the form",
        "near": " – did you mean {near}?",
        "or": " or ",
        "all": "; survey-engine show {name} shows all that there is",
    },
}


@named("why", _HELP)
@click.argument("form")
@click.argument("path")
@click.option("--answers")
@click.option("--scenario")
@format_option
@click.pass_obj
def command(language: str, form: str, path: str, answers: str | None, scenario: str | None, output: str) -> int:
    survey, blueprint = load_with_places(form, language)
    try:
        about = About(blueprint, path)
    except KeyError:
        complain(_unknown(survey.form, form, path, language), language)
        return 2
    response = chosen(survey, answers, scenario, language)
    journey = survey.in_language(language).evaluate(response.answers) if response is not None else None
    name = "<stdin>" if form == STDIN else form
    if output == "json":
        say(json_text(about_json(about, journey, language, name), indent=2))
        return 0
    for line in lines(about, journey, language, name, response.name if response is not None else ""):
        say(line)
    return 0


def _unknown(form: Form, name: str, path: str, language: str) -> str:
    words = _WORDS[language]
    near = _meant(form, path)
    said = words["unknown"].format(path=shown_name(path))
    return said + (words["near"].format(near=words["or"].join(near)) if near else words["all"].format(name=name))


def _meant(form: Form, path: str) -> list[str]:
    """What may have been meant: what is so called within something, since paths are written whole, or the nearest."""
    near = nearest(path, names(form))
    if near and same_word(near, path):
        return [near]
    inside = [name for name in names(form) if "." in name and same_word(name.rpartition(".")[2], path)]
    return inside[:_MOST_MEANT] or ([near] if near else [])
