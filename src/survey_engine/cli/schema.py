"""`survey-engine schema`: the JSON Schema of the form language, or that of a form as JSON."""

from __future__ import annotations

import click

from survey_engine.cli.command import command as named
from survey_engine.cli.output import json_text, say
from survey_engine.exchange import form_json_schema
from survey_engine.parsing.schema import schema

_HELP = {
    "sv": """
Skriver formulärspråkets JSON Schema (Draft 2020-12), så att en texteditor kan fylla i och förklara nycklarna.

Användning: survey-engine schema [--of file|json]

Tillval:
  --of file|json       vad schemat gäller: en formulärfil (annars detta), eller formuläret som JSON, det som
                       survey.as_json() ger en klient i ett annat språk
  --language sv|en     språket i hjälp och meddelanden (annars SURVEY_ENGINE_LANGUAGE, annars sv)
  --version, --help

Exempel:
  survey-engine schema > survey.schema.json
  och överst i formulärfilen, för editorer med yaml-language-server:
  # yaml-language-server: $schema=survey.schema.json
""",
    "en": """
Prints the JSON Schema (Draft 2020-12) of the form language, so that a text editor can complete and explain the keys.

Usage: survey-engine schema [--of file|json]

Options:
  --of file|json       what the schema is of: a form file (the default), or a form as JSON, which survey.as_json()
                       gives to a front end in another language
  --language sv|en     the language of help and messages (else SURVEY_ENGINE_LANGUAGE, else sv)
  --version, --help

Examples:
  survey-engine schema > survey.schema.json
  and at the top of the form file, for editors with yaml-language-server:
  # yaml-language-server: $schema=survey.schema.json
""",
}


@named("schema", _HELP)
@click.option("--of", type=click.Choice(["file", "json"]), default="file")
def command(of: str) -> int:
    say(json_text(form_json_schema.schema() if of == "json" else schema(), indent=2))
    return 0
