"""Where YAML's own rules are broken: what libyaml stumbles over, in plain words.

libyaml says what it expected; an author has to be told what to write. Each function here knows one thing that people
do, and gives a diagnostic when that is what happened.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from survey_engine.diagnostics import Diagnostic, Fix, Note, Rule
from survey_engine.parsing.anchors import misnamed_anchor
from survey_engine.parsing.brackets import KEY_BEFORE, TEXTS, bracket, bracket_in_text, stray
from survey_engine.parsing.colons import colon, colon_above, missing_colon
from survey_engine.parsing.decoding import CONTROL_CHARACTER
from survey_engine.parsing.indentation import BAD_INDENTATION, BELONGS_WITH, MISSING_DASH, too_little
from survey_engine.parsing.stop import Stop
from survey_engine.parsing.tags import tagged
from survey_engine.parsing.traps import TEXT_AFTER_QUOTE, end_of_text, quoting

YAML_SYNTAX = Rule(
    "yaml-syntax",
    {"sv": "det här är inte giltig YAML", "en": "this is not valid YAML"},
    {
        "sv": "varje rad skrivs nyckel: värde eller börjar med ett streck; text med särskilda tecken får citattecken",
        "en": "each line is written key: value or begins with a dash; text with special characters is put in quotes",
    },
)
END_MARK = Rule(
    YAML_SYNTAX.code,
    YAML_SYNTAX.message,
    {
        "sv": "ta bort raden: tre punkter säger att filen är slut",
        "en": "delete the line: three dots say that the file is over",
    },
)
TAB_INDENTATION = Rule(
    "tab-indentation",
    {"sv": "här står ett tabbtecken där det ska vara mellanslag", "en": "here is a tab where there should be spaces"},
    {"sv": "byt tabbtecknet mot mellanslag, två för varje nivå", "en": "replace the tab by spaces, two for each level"},
)
UNCLOSED_QUOTE = Rule(
    "yaml-unclosed-quote",
    {
        "sv": "citattecknet som öppnas här stängs inte på raden",
        "en": "the quote that opens here is not closed on its line",
    },
    {
        "sv": "sätt {mark} där texten slutar; hör tecknet till texten: {line}",
        "en": "put {mark} where the text ends; if the mark belongs to the text: {line}",
    },
)
RESERVED_START = Rule(
    "reserved-start",
    {
        "sv": "en text utan citattecken kan inte börja med {mark}",
        "en": "a text without quotes cannot begin with {mark}",
    },
    {"sv": "sätt citattecken om texten: {line}", "en": "put quotes around the text: {line}"},
)
UNKNOWN_ESCAPE = Rule(
    "unknown-escape",
    {"sv": '{mark} betyder ingenting inom "…"', "en": '{mark} means nothing inside "…"'},
    {
        "sv": "skriv två omvända snedstreck (\\\\), eller sätt enkla citattecken ('…') om texten",
        "en": "write two backslashes (\\\\), or put single quotes ('…') around the text",
    },
)
YAML_DIRECTIVE = Rule(
    "yaml-directive",
    {
        "sv": "raden läses som en anvisning till YAML-läsaren",
        "en": "the line is read as an instruction to the YAML reader",
    },
    {
        "sv": "ta bort raden; formulär läses alltid som YAML 1.2",
        "en": "delete the line; forms are always read as YAML 1.2",
    },
)
SEVERAL_DOCUMENTS = Rule(
    "several-documents",
    {"sv": "här börjar ett dokument till i samma fil", "en": "here begins another document in the same file"},
    {
        "sv": "en fil är ett formulär: lägg resten i en egen fil",
        "en": "one file is one form: put the rest in a file of its own",
    },
)


def explain(stop: Stop) -> Diagnostic:
    """What is wrong where libyaml stopped."""
    for recognise in _RECOGNISED:
        found = recognise(stop)
        if found:
            return found
    rule = END_MARK if stop.text.startswith("...", stop.at) else YAML_SYNTAX
    return Diagnostic(rule, stop.lines.span(stop.at, stop.at + 1))


def _directive(stop: Stop) -> Diagnostic | None:
    if "directive" not in stop.context + stop.problem and "incompatible YAML" not in stop.problem:
        return None
    start, end = stop.lines.bounds(stop.begun if stop.context else stop.at)
    return Diagnostic(YAML_DIRECTIVE, stop.lines.span(start, end))


def _another_document(stop: Stop) -> Diagnostic | None:
    if "<document start>" not in stop.problem:
        return None
    if stop.mark in ("]", "}", ","):
        return stray(stop)
    if stop.style and stop.beside_last:
        return _text_after_quote(stop) or _text_after_bracket(stop)
    return Diagnostic(SEVERAL_DOCUMENTS, stop.lines.span(*stop.lines.bounds(stop.at)))


def _tab(stop: Stop) -> Diagnostic | None:
    if stop.mark != "\t" or not ("tab character" in stop.problem or "cannot start any token" in stop.problem):
        return None
    return Diagnostic(TAB_INDENTATION, stop.lines.span(stop.at, stop.at + 1))


def _unclosed_quote(stop: Stop) -> Diagnostic | None:
    """A quote that is never closed, or only by the next one, lines further down."""
    start = stop.begun
    if stop.context != "while scanning a quoted scalar":
        start, end = stop.last
        if stop.style not in ("'", '"') or not stop.beside_last or end <= stop.lines.bounds(start)[1]:
            return None
    stop_at = end_of_text(stop.text, stop.lines, start, flow=False)
    line = quoting(stop.text, stop.lines, start, stop_at)[0]
    mark = stop.text[start]
    return Diagnostic(UNCLOSED_QUOTE, stop.lines.span(start, start + 1), {"mark": mark, "line": line})


def _escape(stop: Stop) -> Diagnostic | None:
    if stop.context != "while parsing a quoted scalar":
        return None
    backslash = stop.text.rfind("\\", stop.begun, stop.at + 1)
    if "invalid Unicode" in stop.problem:
        width = 6 if stop.text[backslash + 1] == "u" else 10
        written = stop.text[backslash : backslash + width]
        return Diagnostic(CONTROL_CHARACTER, stop.lines.span(backslash, backslash + width), {"character": written})
    written = stop.text[backslash : backslash + 2].strip()
    return Diagnostic(UNKNOWN_ESCAPE, stop.lines.span(backslash, backslash + 2), {"mark": written})


def _tag(stop: Stop) -> Diagnostic | None:
    if "tag" not in stop.context + stop.problem:
        return None
    reached = stop.at if stop.in_flow else stop.begun
    return tagged(stop.text, stop.lines, stop.begun, end_of_text(stop.text, stop.lines, reached, flow=stop.in_flow))


def _text_after_quote(stop: Stop) -> Diagnostic | None:
    if stop.style not in ("'", '"') or not stop.beside_last:
        return None
    start, end = stop.last
    if stop.mark in (",", "]", "}"):
        return None if stop.brackets else stray(stop)
    return stop.quoting(TEXT_AFTER_QUOTE, start, (start, end))


def _anchor(stop: Stop) -> Diagnostic | None:
    if stop.context != "while scanning an anchor":
        return None
    return misnamed_anchor(stop.text, stop.lines, stop.begun)


def _reserved(stop: Stop) -> Diagnostic | None:
    """A text that begins with a mark that YAML keeps for itself."""
    start = stop.at
    if stop.context in ("while scanning an alias", "while scanning an anchor", "while scanning a block scalar"):
        start = stop.begun
    elif stop.style == "alias" and stop.beside_last:
        start = stop.last[0]
    elif "mapping values" in stop.problem or not (
        "cannot start any token" in stop.problem
        or "not allowed in this context" in stop.problem
        or ("node content" in stop.problem and stop.mark in ("-?" if stop.brackets else "-?,") and stop.mark)
    ):
        return None
    return stop.quoting(RESERVED_START, start, (start, start + 1), word=stop.text[start : start + 1])


def _text_after_bracket(stop: Stop) -> Diagnostic | None:
    if stop.style != "flow" or not stop.beside_last:
        return None
    if stop.mark in (",", "]", "}"):
        return None if stop.brackets else stray(stop)
    start = stop.last[0]
    found = stop.quoting(RESERVED_START, start, (start, start + 1), word=stop.text[start])
    key = KEY_BEFORE.search(stop.text[stop.lines.bounds(start)[0] : start])
    return replace(found, fixes=()) if key and key[1] not in TEXTS else found


def _indentation(stop: Stop) -> Diagnostic | None:
    if "did not find expected key" not in stop.problem and "expected '-' indicator" not in stop.problem:
        return None
    return colon_above(stop) or too_little(stop.text, stop.lines, stop.at) or _out_of_line(stop)


def _out_of_line(stop: Stop) -> Diagnostic:
    """A line that begins in another column than what it belongs with, which the note points at."""
    span = stop.lines.span(stop.at, max(stop.lines.bounds(stop.at)[1], stop.at + 1))
    begun = stop.lines.span(stop.begun, stop.begun + 1)
    notes = (Note(BELONGS_WITH, span=begun),) if stop.context and begun.line != span.line else ()
    if "expected '-' indicator" not in stop.problem or not re.match(r"[a-z_]+:", stop.text[stop.at :]):
        return Diagnostic(BAD_INDENTATION, span, notes=notes)
    place = stop.lines.span(stop.at - 2, stop.at)
    fixes = (Fix(place, "- "),) if place.column == begun.column and place.line == span.line else ()
    return Diagnostic(MISSING_DASH, span, notes=notes, fixes=fixes)


_RECOGNISED: tuple[Callable[[Stop], Diagnostic | None], ...] = (
    _directive,
    _another_document,
    _tab,
    _unclosed_quote,
    _escape,
    _tag,
    _text_after_quote,
    _anchor,
    _reserved,
    colon,
    _text_after_bracket,
    bracket_in_text,
    bracket,
    missing_colon,
    _indentation,
)
