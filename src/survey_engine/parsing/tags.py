"""YAML's tags, which forms have no use for: most often a text that begins with an exclamation mark."""

from __future__ import annotations

import re

from survey_engine.diagnostics import Diagnostic, Fix, Rule
from survey_engine.parsing.traps import quoting
from survey_engine.source import Lines

YAML_TAG = Rule(
    "yaml-tag",
    {
        "sv": "ett ord som börjar med ett utropstecken läses inte som text",
        "en": "a word that begins with an exclamation mark is not read as text",
    },
    {"sv": "sätt citattecken om texten: {line}", "en": "put quotes around the text: {line}"},
)
TAG_ON_A_VALUE = Rule(
    YAML_TAG.code,
    YAML_TAG.message,
    {"sv": "ta bort {tag}", "en": "delete {tag}"},
)

_TAG = re.compile(r"!(?:<[^>\s]*>|[^\s,\[\]{}]*)[ \t]*")
_STANDARD = re.compile(r"!!|!?<|! ")


def tagged(text: str, lines: Lines, mark: int, end: int | None) -> Diagnostic:
    """What to say of the `!` at `mark`, of a text that ends at `end`, or (None) of something else than plain text."""
    span = lines.span(mark, mark + 1)
    if end is not None and not _STANDARD.match(text, mark):
        line, fix = quoting(text, lines, mark, end)
        return Diagnostic(YAML_TAG, span, {"line": line}, fixes=(fix,))
    tag = _TAG.match(text, mark)
    assert tag is not None
    fix = Fix(lines.span(mark, tag.end()), "")
    return Diagnostic(TAG_ON_A_VALUE, span, {"tag": tag[0].strip()}, fixes=(fix,))
