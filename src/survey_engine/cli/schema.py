"""`survey-engine schema`: the JSON Schema of the form language."""

from __future__ import annotations

from survey_engine.cli.command import command as named
from survey_engine.cli.output import json_text, say
from survey_engine.parsing.schema import schema

_HELP = {
    "sv": """
Skriver formulärspråkets JSON Schema (Draft 2020-12), så att en texteditor kan fylla i och förklara nycklarna.

Användning: survey-engine schema

Tillval:
  --language sv|en     språket i hjälp och meddelanden (annars SURVEY_ENGINE_LANGUAGE, annars sv)
  --version, --help

Exempel:
  survey-engine schema > survey.schema.json
  och överst i formulärfilen, för editorer med yaml-language-server:
  # yaml-language-server: $schema=survey.schema.json
""",
    "en": """
Prints the JSON Schema (Draft 2020-12) of the form language, so that a text editor can complete and explain the keys.

Usage: survey-engine schema

Options:
  --language sv|en     the language of help and messages (else SURVEY_ENGINE_LANGUAGE, else sv)
  --version, --help

Examples:
  survey-engine schema > survey.schema.json
  and at the top of the form file, for editors with yaml-language-server:
  # yaml-language-server: $schema=survey.schema.json
""",
}


@named("schema", _HELP)
def command() -> int:
    say(json_text(schema(), indent=2))
    return 0
