"""`survey-engine explain`: what a code of a diagnostic means, with an example and how it is mended."""

from __future__ import annotations

import re
import sys
from shutil import get_terminal_size
from textwrap import fill

import click

from survey_engine.catalogue import GROUPS, Entry, Example, codes, entry
from survey_engine.cli.command import command as named
from survey_engine.cli.files import check_bytes
from survey_engine.cli.output import complain, is_coloured, is_terminal, say, say_diagnostics, shown_name
from survey_engine.figures import figure
from survey_engine.rendering.cells import safe
from survey_engine.rendering.terminal import Paint, ansi, plain
from survey_engine.spelling import nearest

_HELP = {
    "sv": """
Berättar vad en kod betyder, varför den spelar roll, hur felet ser ut och hur det rättas. Utan kod: alla koder.

Användning: survey-engine explain [KOD…]

  KOD                  koden inom hakparenteser i det som check säger, till exempel unknown-name

Tillval:
  --language sv|en     språket (annars SURVEY_ENGINE_LANGUAGE, annars sv)
  --version, --help

Slutkoder: 0 alla koder finns, 2 felaktig användning eller en okänd kod.

Exempel:
  survey-engine explain unknown-name
  survey-engine explain looks-ahead cycle
  survey-engine explain
""",
    "en": """
Tells what a code means, why it matters, what the fault looks like and how it is mended. Without a code: all codes.

Usage: survey-engine explain [CODE…]

  CODE                 the code in square brackets in what check says, for instance unknown-name

Options:
  --language sv|en     the language (else SURVEY_ENGINE_LANGUAGE, else sv)
  --version, --help

Exit codes: 0 all codes exist, 2 wrong use or an unknown code.

Examples:
  survey-engine explain unknown-name
  survey-engine explain looks-ahead cycle
  survey-engine explain
""",
}

_WORDS = {
    "sv": {
        "error": "fel",
        "warning": "varning",
        "why": "Varför det spelar roll",
        "bad": "Ett formulär med felet",
        "said": "Så säger check",
        "good": "Så ska det vara",
        "file": "exempel.yaml",
        "shortened": "[[{times} × …]] betyder att det som står efter × upprepas {figure} gånger{numbered}.",
        "numbered": ", med # som 1, 2, 3 och så vidare",
        "saved": "Filen är sparad som {encoding}.",
        "empty": "(en tom fil)",
        "unknown": "det finns ingen kod {code}",
        "near": " – menade du {near}?",
        "all": "; survey-engine explain visar alla koder",
    },
    "en": {
        "error": "error",
        "warning": "warning",
        "why": "Why it matters",
        "bad": "A form with the fault",
        "said": "What check says",
        "good": "As it should be",
        "file": "example.yaml",
        "shortened": "[[{times} × …]] means that what comes after × is repeated {figure} times{numbered}.",
        "numbered": ", with # as 1, 2, 3 and so on",
        "saved": "The file is saved as {encoding}.",
        "empty": "(an empty file)",
        "unknown": "there is no code {code}",
        "near": " – did you mean {near}?",
        "all": "; survey-engine explain shows all codes",
    },
}
_LINE = 88
_MARKED = re.compile(r"`([^`]+)`|\*([^*]+)\*")
_PRIVATE = 0xF0000
_ASIDE = re.compile(f"[{chr(_PRIVATE)}-{chr(_PRIVATE + 0xFFFD)}]+")


@named("explain", _HELP)
@click.argument("asked", metavar="[CODE]...", nargs=-1)
@click.pass_obj
def command(language: str, asked: tuple[str, ...]) -> int:
    if not asked:
        _list(language)
    meant = [_code(code) for code in asked]
    for number, code in enumerate(meant):
        if code not in codes():
            complain(_unknown(code, language), language)
            continue
        if number:
            say("\n")
        _explain(entry(code, language), language)
    return 0 if {*meant} <= {*codes()} else 2


def _code(asked: str) -> str:
    """A code as it was copied from what check says, brackets and all, or in other letters."""
    code = asked.strip().removeprefix("[").removesuffix("]").lower()
    return code if code in codes() else asked


def _list(language: str) -> None:
    """All codes with their titles, in groups."""
    paint = _paint()
    width = max(map(len, codes()))
    entries = [entry(code, language) for code in codes()]
    for number, (group, titles) in enumerate(GROUPS.items()):
        say(("\n" if number else "") + paint(titles[language], "strong"))
        for each in entries:
            if each.group == group:
                say(f"  {paint(each.code, each.severity)}{' ' * (width - len(each.code))}  {each.title}")


def _explain(told: Entry, language: str) -> None:
    words, paint = _WORDS[language], _paint()
    say(paint(f"{words[told.severity]}[{told.code}]", told.severity) + paint(f": {told.title}", "strong"))
    say(f"\n{_prose(told.means, paint)}")
    say(f"\n{paint(words['why'], 'strong')}\n{_prose(told.why, paint)}")
    if told.example is None:
        say(f"\n{_prose(told.no_example, paint)}")
    else:
        _show(told.example, language, paint)


def _show(example: Example, language: str, paint: Paint) -> None:
    """The bad form, what `check` says of it, and the good form with what is new in it in colour."""
    words = _WORDS[language]
    say(f"\n{paint(words['bad'], 'strong')}\n")
    for line in _lines(example.bad) or [words["empty"]]:
        say(f"    {line}".rstrip())
    if example.saved_as != "utf-8":
        say(f"\n{words['saved'].format(encoding=example.saved_as)}")
    if example.times:
        numbered = words["numbered"] if example.is_numbered else ""
        times = {"times": example.times, "figure": figure(example.times, language)}
        say("\n" + words["shortened"].format(numbered=numbered, **times))
    say(f"\n{paint(words['said'], 'strong')}\n")
    form = check_bytes(words["file"], example.bad_file, language)
    say_diagnostics(form.diagnostics, form.source, sys.stdout)
    say(f"{paint(words['good'], 'strong')}\n")
    before = _lines(example.bad)
    for line in _lines(example.good):
        say(f"    {line if line in before else paint(line, 'fix')}".rstrip())


def _lines(text: str) -> list[str]:
    return list(safe(text).splitlines())


def _prose(text: str, paint: Paint) -> str:
    """A text with its lines as long as the terminal lets them be, and no longer than is good to read.

    What is code or emphasised stays on one line, without its marks: in a colour where there are colours.
    """
    width = min(get_terminal_size((_LINE, 24)).columns, _LINE) if is_terminal(sys.stdout) else _LINE
    paragraphs = _MARKED.sub(lambda found: _aside(found[1] or found[2]), text).split("\n\n")
    lines = "\n\n".join(fill(part, width, break_long_words=False, break_on_hyphens=False) for part in paragraphs)
    return _ASIDE.sub(lambda found: paint("".join(chr(ord(c) - _PRIVATE) for c in found[0]), "strong"), lines)


def _aside(marked: str) -> str:
    """The text in characters for private use, among which no line is broken and which can be found again."""
    return "".join(chr(ord(c) + _PRIVATE) for c in " ".join(marked.split("\n")))


def _unknown(code: str, language: str) -> str:
    words, near = _WORDS[language], nearest(code, codes())
    return words["unknown"].format(code=shown_name(code)) + words["near" if near else "all"].format(near=near)


def _paint() -> Paint:
    return ansi if is_coloured(sys.stdout) else plain
