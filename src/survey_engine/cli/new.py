"""`survey-engine new`: a small form to begin from, commented, with scenarios that hold."""

from __future__ import annotations

import json
import re
import shlex
import sys
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import click
from click.core import ParameterSource

from survey_engine.cli.command import command as named
from survey_engine.cli.files import STDIN
from survey_engine.cli.output import complain, is_terminal, say
from survey_engine.cli.writing import failure_to_write, replace
from survey_engine.diagnostics import LANGUAGES
from survey_engine.parsing.decoding import has_control_character
from survey_engine.parsing.scalars import quoted, resolve
from survey_engine.parsing.schema import schema
from survey_engine.parsing.shape_ids import proposed
from survey_engine.rendering.cells import safe_line

_HELP = {
    "sv": """
Skriver ett litet formulär att börja från: tre sidor med det som de flesta formulär har, en förklaring på varje rad,
och exempel som stämmer. I en terminal ställs några frågor; Enter tar det som står inom [ ].

Användning: survey-engine new [TILLVAL] FIL

  FIL                    filen som skrivs, helst på .yaml; - skriver till standard ut

Tillval, i stället för frågorna:
  --title TITEL          formulärets rubrik
  --id ID                formulärets id, detsamma år efter år (annars efter titeln)
  --edition UPPLAGA      upplagan (annars årtalet)
  --form-language sv|en  språket i formuläret (annars språket här)
  --closes ÅÅÅÅ-MM-DD    sista dagen att svara (annars ingen)
  --no-back              det går inte att bläddra tillbaka
  --yes                  fråga inget

  --force                skriv över en fil som finns
  --language sv|en       språket i hjälp och meddelanden (annars SURVEY_ENGINE_LANGUAGE, annars sv)
  --version, --help

Slutkoder: 0 formuläret är skrivet, 2 felaktig användning eller en fil som inte går att skriva.

Exempel:
  survey-engine new formular.yaml
  survey-engine new formular.yaml --title "Återrapportering av resebidraget" --closes 2027-03-01
  survey-engine new - --yes --form-language en
""",
    "en": """
Writes a small form to begin from: three pages with what most forms have, an explanation on every line, and examples
that hold. On a terminal a few questions are asked; Enter takes what stands within [ ].

Usage: survey-engine new [OPTIONS] FILE

  FILE                   the file to write, preferably in .yaml; - writes to standard output

Options, instead of the questions:
  --title TITLE          the title of the form
  --id ID                the form's id, the same year after year (else from the title)
  --edition EDITION      the edition (else the year)
  --form-language sv|en  the language of the form (else the language here)
  --closes YYYY-MM-DD    the last day to answer (else none)
  --no-back              there is no way back to earlier pages
  --yes                  ask nothing

  --force                replace a file that exists
  --language sv|en       the language of help and messages (else SURVEY_ENGINE_LANGUAGE, else sv)
  --version, --help

Exit codes: 0 the form is written, 2 wrong use, or a file that cannot be written.

Examples:
  survey-engine new form.yaml
  survey-engine new form.yaml --title "Report on the travel grant" --closes 2027-03-01
  survey-engine new - --yes --form-language sv
""",
}

_WORDS: dict[str, dict[str, str]] = {
    "sv": {
        "form_language": "Formulärets språk, sv eller en",
        "title": "Formulärets titel",
        "id": "Formulärets id, detsamma år efter år",
        "edition": "Upplaga",
        "closes": "Sista dagen att svara, ÅÅÅÅ-MM-DD",
        "back": "Ska det gå att bläddra tillbaka, ja eller nej",
        "title.default": "Återrapportering av statsbidraget",
        "closes.default": "ingen",
        "yes": "ja",
        "no": "nej",
        "wrong.form_language": "språket kan vara sv eller en",
        "wrong.empty": "det behövs en text",
        "wrong.control": "det står ett osynligt styrtecken i texten ({character}); ta bort det",
        "wrong.id": "id:t {id} går inte; ett id börjar med en liten bokstav a–ö och fortsätter med sådana, siffror, _ "
        "och -. Till exempel: {other}",
        "wrong.closes": "{day} är ingen dag; skriv den som ÅÅÅÅ-MM-DD",
        "wrong.back": "svara ja eller nej",
        "exists": "{name}: filen finns redan; ange en annan, eller --force för att skriva över den",
        "written": "{name} är skriven. Så går du vidare:",
        "check": "är allt rätt skrivet?",
        "test": "stämmer exemplen?",
        "show": "hur ser det ut för den som svarar?",
        "render": "läsversionen",
        "edit": "Öppna filen i en texteditor och byt ut texterna mot dina egna. Många editorer fyller i\n"
        "och förklarar, om schemat ligger bredvid formuläret:",
        "ending": "Kalla den gärna något på .yaml, så vet editorn vad det är för en fil.",
    },
    "en": {
        "form_language": "Language of the form, sv or en",
        "title": "Title of the form",
        "id": "Id of the form, the same year after year",
        "edition": "Edition",
        "closes": "Last day to answer, YYYY-MM-DD",
        "back": "Is there a way back to earlier pages, yes or no",
        "title.default": "Report on the grant",
        "closes.default": "none",
        "yes": "yes",
        "no": "no",
        "wrong.form_language": "the language can be sv or en",
        "wrong.empty": "a text is needed",
        "wrong.control": "there is an invisible control character in the text ({character}); delete it",
        "wrong.id": "the id {id} will not do; an id begins with a small letter a–ö and goes on with those, digits, _ "
        "and -. For example: {other}",
        "wrong.closes": "{day} is no day; write it as YYYY-MM-DD",
        "wrong.back": "answer yes or no",
        "exists": "{name}: the file exists already; name another, or give --force to replace it",
        "written": "{name} is written. What to do next:",
        "check": "is everything written as it should be?",
        "test": "do the examples hold?",
        "show": "how does it look to those who answer?",
        "render": "the reading version",
        "edit": "Open the file in a text editor and replace the texts with your own. Many editors complete\n"
        "and explain, if the schema lies beside the form:",
        "ending": "A name in .yaml tells the editor what kind of file it is.",
    },
}

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR_LAST = re.compile(r"(?<=.)-(19|20)[0-9]{2}$")
_PLAIN = re.compile(r"[a-zåäö]([\w ,.()/–-]*[\w.)])?", re.IGNORECASE)
_BLANKS = re.compile("[ \t\r\n\u2028\u2029]+")
_UNSEEN = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")
_LONGEST_QUOTED = 60


class Wrong(ValueError):
    """Something that was asked for and cannot be, by its code and what to say of it."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def in_words(self, language: str) -> str:
        return _WORDS[language][f"wrong.{self.code}"].format(**self.params)


Said = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Detail:
    """Something that a new form needs to know: what it is unless somebody says otherwise, and how what is said is read.

    `default` is given the language of messages and what was said before; `read` gives the text that is meant or raises
    `Wrong`.
    """

    name: str
    default: Callable[[str, Said], str]
    read: Callable[[str], str]


def _one_line(text: str) -> str:
    """A text that a person typed, on one line. Raises Wrong when it is none."""
    if (character := has_control_character(text)) is not None:
        raise Wrong("control", character=character)
    line = _BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip()
    if not line:
        raise Wrong("empty")
    return line


def _id(text: str) -> str:
    written = _one_line(text)
    if not re.fullmatch(schema()["$defs"]["form_id"]["pattern"], written):
        short = written if len(written) <= _LONGEST_QUOTED else written[: _LONGEST_QUOTED - 1] + "…"
        raise Wrong("id", id=short, other=proposed(written, of_form=True))
    return written


def _language(text: str) -> str:
    if text.strip().lower() not in LANGUAGES:
        raise Wrong("form_language")
    return text.strip().lower()


def _last_day(text: str) -> str:
    """The day as it was written, or nothing for none. Raises Wrong for what is no day."""
    day = text.strip()
    if not day:
        return ""
    try:
        if _DAY.fullmatch(day):
            return date.fromisoformat(day).isoformat()
    except ValueError:
        pass
    raise Wrong("closes", day=_one_line(day)[:_LONGEST_QUOTED])


def _yes_or_no(text: str) -> str:
    match text.strip().lower():
        case "ja" | "j" | "yes" | "y":
            return "yes"
        case "nej" | "n" | "no":
            return "no"
        case _:
            raise Wrong("back")


def _id_of_title(_: str, said: Said) -> str:
    """The title as an id; a year at its end is left out, for the id outlives it."""
    return _YEAR_LAST.sub("", proposed(said["title"], of_form=True))


def _this_year(_: str, __: Said) -> str:
    return str(datetime.now(UTC).astimezone().year)


DETAILS = (
    Detail("form_language", lambda language, _: language, _language),
    Detail("title", lambda _, said: _WORDS[said["form_language"]]["title.default"], _one_line),
    Detail("id", _id_of_title, _id),
    Detail("edition", _this_year, _one_line),
    Detail("closes", lambda _, __: "", _last_day),
    Detail("back", lambda language, _: _WORDS[language]["yes"], _yes_or_no),
)


@named("new", _HELP)
@click.argument("form")
@click.option("--title")
@click.option("--id")
@click.option("--edition")
@click.option("--form-language", type=click.Choice(LANGUAGES))
@click.option("--closes")
@click.option("--no-back", "back", flag_value="no", default=None)
@click.option("--yes", "quiet", is_flag=True)
@click.option("--force", is_flag=True)
@click.pass_context
def command(ctx: click.Context, /, form: str, quiet: bool, force: bool, **given: str | None) -> int:
    language: str = ctx.obj
    try:
        if _stands_in_the_way(form, force=force):
            complain(_WORDS[language]["exists"].format(name=form), language)
            return 2
        asking = not quiet and is_terminal(sys.stdin) and is_terminal(sys.stderr)
        text = new_form(_details(given, language, asking=asking))
        if form == STDIN:
            say(text.removesuffix("\n"))
            return 0
        replace(Path(form), text.encode())
    except Wrong as wrong:
        complain(wrong.in_words(language), language)
        return 2
    except (OSError, ValueError) as error:
        complain(failure_to_write(error, form, language), language)
        return 2
    _say_what_next(form, language, asked=ctx.get_parameter_source("language") is ParameterSource.COMMANDLINE)
    return 0


def _stands_in_the_way(form: str, *, force: bool) -> bool:
    """Whether there is a file that must not be replaced. Raises OSError where no file can be."""
    if form == STDIN:
        return False
    if Path(form).is_dir():
        raise IsADirectoryError
    return not force and Path(form).is_file()


def _details(given: Mapping[str, str | None], language: str, *, asking: bool) -> Said:
    """All that the form needs to know: as given, or asked for on the terminal, or else the default."""
    said: dict[str, str] = {}
    for detail in DETAILS:
        answer = given[detail.name]
        if answer is None and asking:
            said[detail.name] = _asked(detail, said, language)
        else:
            said[detail.name] = detail.read(detail.default(language, said) if answer is None else answer)
    return said


def _asked(detail: Detail, said: Said, language: str) -> str:
    """What a person answers to a question, asked again until it can be used."""
    words = _WORDS[language]
    default = detail.default(language, said)
    shown = default or words.get(f"{detail.name}.default", "")
    while True:
        answer = click.prompt(f"{words[detail.name]} [{safe_line(shown)}]", default="", show_default=False, err=True)
        try:
            return detail.read(answer if answer.strip() else default)
        except Wrong as wrong:
            complain(wrong.in_words(language), language)


def new_form(said: Said) -> str:
    """The form as YAML, by what is said of it: `form_language`, `title`, `id`, `edition`, `closes`, `back`."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("survey_engine", "cli"),
        autoescape=False,  # YAML is no HTML; the filter `yaml` quotes what people typed
        trim_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
    )
    environment.filters["yaml"] = as_yaml
    return environment.get_template(f"new.{said['form_language']}.yaml.jinja").render(
        id=said["id"],
        version=said["edition"],
        title=said["title"],
        back=said["back"] == "yes",
        closes=said["closes"],
    )


def as_yaml(text: str) -> str:
    """A text of one line as a YAML scalar: as it is where that can be nothing else, otherwise in quotes."""
    if _PLAIN.fullmatch(text) and isinstance(resolve(text), str):
        return text
    if not _UNSEEN.search(text):
        return quoted(text)
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def _say_what_next(form: str, language: str, *, asked: bool) -> None:
    words = _WORDS[language]
    name = safe_line(shlex.quote(form))
    spoken = f" --language {language}" if asked else ""
    steps = {
        f"survey-engine check {name}{spoken}": words["check"],
        f"survey-engine test {name}{spoken}": words["test"],
        f"survey-engine show {name}{spoken}": words["show"],
        f"survey-engine render {name}": words["render"],
    }
    say(words["written"].format(name=safe_line(form)))
    width = max(map(len, steps))
    for step, purpose in steps.items():
        say(f"  {step:{width}}   {purpose}")
    say(words["edit"])
    say("  survey-engine schema > survey.schema.json")
    if Path(form).suffix.lower() not in (".yaml", ".yml"):
        say(words["ending"])
