"""The pages of diagnostics, made from the catalogue, in every language: `python -m docs.diagnostics_pages`.

They are kept, so that a code host shows them; a test holds that they say what the catalogue says.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from survey_engine.catalogue import GROUPS, Entry, Example, codes, entry
from survey_engine.cli.files import check_bytes
from survey_engine.figures import figure
from survey_engine.rendering.cells import safe
from survey_engine.rendering.terminal import render

FOLDER = Path(__file__).parent / "reference"
PAGES = {"en": FOLDER / "diagnostics.md", "sv": FOLDER / "diagnostics.sv.md"}

_WORDS = {
    "en": {
        "top": """\
# Diagnostics

What `survey-engine check` can say of a form, by code: what it means, why it matters, a form with the fault and the same
form mended. `survey-engine explain CODE` tells the same in a terminal. An *error* has to be mended before the form can
be used; a *warning* does not. This page is also in [Swedish](diagnostics.sv.md).
""",
        "error": "error",
        "warning": "warning",
        "code": "code",
        "title": "what is wrong",
        "why": "Why it matters",
        "bad": "A form with the fault",
        "said": "What `check` says",
        "good": "As it should be",
        "file": "example.yaml",
        "shortened": "`[[{times} × …]]` means that what comes after × is repeated {figure} times{numbered}.",
        "numbered": ", with `#` as 1, 2, 3 and so on",
        "saved": "The file is saved as {encoding}.",
        "empty": "(an empty file)",
    },
    "sv": {
        "top": """\
# Felmeddelanden

Vad `survey-engine check` kan säga om ett formulär, kod för kod: vad det betyder, varför det spelar roll, ett formulär
med felet och samma formulär rättat. `survey-engine explain KOD` berättar samma sak i en terminal. Ett *fel* måste
rättas innan formuläret kan användas; en *varning* behöver inte det. Sidan finns också på [engelska](diagnostics.md).
""",
        "error": "fel",
        "warning": "varning",
        "code": "kod",
        "title": "vad som är fel",
        "why": "Varför det spelar roll",
        "bad": "Ett formulär med felet",
        "said": "Så säger `check`",
        "good": "Så ska det vara",
        "file": "exempel.yaml",
        "shortened": "`[[{times} × …]]` betyder att det som står efter × upprepas {figure} gånger{numbered}.",
        "numbered": ", med `#` som 1, 2, 3 och så vidare",
        "saved": "Filen är sparad som {encoding}.",
        "empty": "(en tom fil)",
    },
}


def diagnostics_page(language: str) -> str:
    """The page in one language, as Markdown."""
    entries = [entry(code, language) for code in codes()]
    parts = [_WORDS[language]["top"]]
    for group, titles in GROUPS.items():
        its = [each for each in entries if each.group == group]
        parts += [f"## {titles[language]}\n", _table(its, language), *(_entry(each, language) for each in its)]
    return "\n".join(parts)


def _table(entries: list[Entry], language: str) -> str:
    words = _WORDS[language]
    rows = [f"| [`{each.code}`](#{each.code}) | {each.title} |" for each in entries]
    return "\n".join((f"| {words['code']} | {words['title']} |", "|---|---|", *rows)) + "\n"


def _entry(told: Entry, language: str) -> str:
    words = _WORDS[language]
    parts = [f"### {told.code}", f"**{told.title}** ({words[told.severity]})", told.means]
    parts += [f"*{words['why']}.* {told.why}"]
    parts += [told.no_example] if told.example is None else _example(told.example, language)
    return "\n\n".join(parts) + "\n"


def _example(example: Example, language: str) -> Iterator[str]:
    words = _WORDS[language]
    yield f"{words['bad']}:"
    yield _block("yaml", example.bad or words["empty"])
    if example.saved_as != "utf-8":
        yield words["saved"].format(encoding=example.saved_as)
    if example.times:
        numbered = words["numbered"] if example.is_numbered else ""
        yield words["shortened"].format(times=example.times, figure=figure(example.times, language), numbered=numbered)
    yield f"{words['said']}:"
    form = check_bytes(words["file"], example.bad_file, language)
    yield _block("text", "\n\n".join(render(diagnostic, form.source) for diagnostic in form.diagnostics))
    yield f"{words['good']}:"
    yield _block("yaml", example.good)


def _block(language: str, text: str) -> str:
    return f"```{language}\n{safe(text).rstrip()}\n```"


if __name__ == "__main__":
    for tongue, page in PAGES.items():
        page.write_text(diagnostics_page(tongue), encoding="utf-8")
