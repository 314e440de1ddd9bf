"""Brackets that YAML could not pair, commas that are missing between their parts, and brackets inside a text."""

from __future__ import annotations

import re

from survey_engine.diagnostics import Diagnostic, Fix, Note, Rule
from survey_engine.parsing.shape_keys import known_keys
from survey_engine.parsing.stop import Stop
from survey_engine.parsing.traps import corrected, end_of_text, quoting

UNCLOSED_BRACKET = Rule(
    "yaml-unclosed-bracket",
    {
        "sv": "parentesen {mark} stängs inte, eller så saknas ett komma",
        "en": "{mark} is not closed, or a comma is missing",
    },
    {
        "sv": "sätt {closing} där den ska sluta, och komma mellan delarna",
        "en": "put {closing} where it ends, commas between parts",
    },
)
STRAY_MARK = Rule(
    "stray-mark",
    {"sv": "här står ett {mark} som inte hör till något", "en": "here is a {mark} that belongs to nothing"},
    {
        "sv": "ta bort det, eller sätt citattecken om texten det hör till",
        "en": "delete it, or put quotes around its text",
    },
)
UNOPENED_BRACKET = Rule(
    STRAY_MARK.code,
    STRAY_MARK.message,
    {"sv": "sätt {{ först: {line}", "en": "put {{ first: {line}"},
)
MISSING_COMMA = Rule(
    UNCLOSED_BRACKET.code,
    UNCLOSED_BRACKET.message,
    {"sv": "sätt ett komma före {key}: {line}", "en": "put a comma before {key}: {line}"},
)
BRACKET_IN_TEXT = Rule(
    "bracket-in-text",
    {"sv": "ett {mark} inne i en text inom parenteser", "en": "a {mark} inside a text within brackets"},
    {"sv": "sätt citattecken om texten: {line}", "en": "put quotes around the text: {line}"},
)
_STOPPED = {"sv": "hit gick det att läsa", "en": "it could be read as far as here"}
_CLOSING = {"[": "]", "{": "}"}
_BEFORE_KEY = re.compile(r"(.*\S)[ \t]+([a-zåäö_][a-zåäö0-9_.]*)$", re.DOTALL)
_UNOPENED = re.compile(r"[^{}]*?, [a-z_]+$")
KEY_BEFORE = re.compile(r"([\w.]+):[ \t]*$")
TEXTS = frozenset(["label", "title", "help", "text", "message", "statement", "name", "low", "high"])


def bracket(stop: Stop) -> Diagnostic | None:
    """A bracket that nothing opened, or that nothing closes."""
    if not stop.brackets:
        return stray(stop) if stop.mark in ("]", "}") else None
    if stop.mark == "," and "node content" in stop.problem:
        return stray(stop)
    opened = stop.brackets[-1]
    mark = stop.text[opened]
    note = Note(_STOPPED, span=stop.lines.span(stop.at, stop.at + 1))
    words = {"mark": mark, "closing": _CLOSING.get(mark, "")}
    return Diagnostic(UNCLOSED_BRACKET, stop.lines.span(opened, opened + 1), words, notes=(note,))


def stray(stop: Stop) -> Diagnostic:
    span = stop.lines.span(stop.at, stop.at + 1)
    return Diagnostic(STRAY_MARK, span, {"mark": stop.mark}, fixes=(Fix(span, ""),) if stop.mark == "," else ())


def missing_comma(stop: Stop, start: int) -> Diagnostic | None:
    """A comma left out in braces, `{id: a label: B}`, where what stands before the key is no long text."""
    found = _BEFORE_KEY.match(stop.text[start : stop.at].rstrip())
    before = KEY_BEFORE.search(stop.text[stop.lines.bounds(start)[0] : start])
    if not found or not stop.in_flow or not before:
        return None
    known = found[2] in known_keys()
    if (before[1] in TEXTS and (not known or found[2] in TEXTS)) or (" " in found[1] and not known):
        return None
    end = start + len(found[1])
    line = corrected(stop.text, stop.lines, end, end, ",")
    span = stop.lines.span(start + found.start(2), start + found.end(2))
    fix = Fix(stop.lines.span(end, end), ",")
    mark = stop.text[stop.brackets[-1]] if stop.brackets else "{"
    return Diagnostic(MISSING_COMMA, span, {"key": found[2], "line": line, "mark": mark}, fixes=(fix,))


def unopened_bracket(stop: Stop, start: int) -> Diagnostic | None:
    """A line that ends with } and has no { for it: `- id: a, label: B}`."""
    begun, end = stop.lines.bounds(stop.at)
    line = re.sub(r"[ \t]+#.*$", "", stop.text[begun:end]).rstrip()
    if stop.in_flow or start < begun or not line.endswith("}") or line.count("}") != line.count("{") + 1:
        return None
    key = re.match(r"[ \t]*(?:- )*(?:[a-z_]+:[ \t]+(?=[a-z_]+:))?", line)
    if not key or not _UNOPENED.match(stop.text[start : stop.at].rstrip()):
        return None
    at, closing = begun + key.end(), begun + len(line) - 1
    shown = corrected(stop.text, stop.lines, at, at, "{")
    fix = Fix(stop.lines.span(at, at), "{")
    return Diagnostic(
        UNOPENED_BRACKET, stop.lines.span(closing, closing + 1), {"mark": "}", "line": shown}, fixes=(fix,)
    )


def bracket_in_text(stop: Stop) -> Diagnostic | None:
    """A list inside an unquoted text within brackets, as in `{id: a, visible_if: kind in [b, c]}`."""
    start = stop.last[0]
    on_the_line = stop.lines.bounds(stop.at)[0] <= start
    if stop.style or not stop.brackets or stop.mark not in _CLOSING or not on_the_line:
        return None
    closed = stop.text.find(_CLOSING[stop.mark], stop.at, stop.lines.bounds(stop.at)[1])
    end = end_of_text(stop.text, stop.lines, max(closed + 1, stop.at), flow=True)
    line, fix = quoting(stop.text, stop.lines, start, end)
    span = stop.lines.span(stop.at, stop.at + 1)
    return Diagnostic(BRACKET_IN_TEXT, span, {"line": line, "mark": stop.mark}, fixes=(fix,))
