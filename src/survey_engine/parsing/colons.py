"""Colons that are missing, stand where none belongs, or have no space after them."""

from __future__ import annotations

import re

from survey_engine.diagnostics import Diagnostic, Fix, Param, Rule
from survey_engine.parsing.brackets import missing_comma, unopened_bracket
from survey_engine.parsing.indentation import BAD_INDENTATION, HARD_SPACE
from survey_engine.parsing.shape_keys import known_keys
from survey_engine.parsing.shape_values import NO_VALUE
from survey_engine.parsing.shape_words import shown
from survey_engine.parsing.stop import Stop
from survey_engine.parsing.traps import TRAILING_COLON, corrected

COLON_IN_TEXT = Rule(
    "colon-in-text",
    {"sv": "ett kolon följt av mellanslag mitt i en text", "en": "a colon followed by a space inside a text"},
    {"sv": "sätt citattecken om texten: {line}", "en": "put quotes around the text: {line}"},
)
MISSING_COLON = Rule(
    "missing-colon",
    {
        "sv": "raden är ingen nyckel: det saknas ett kolon, eller ett mellanslag efter det",
        "en": "the line is no key: it has no colon, or no space after it",
    },
    {
        "sv": "skriv nyckel: värde; hör raden till texten ovanför, dra in den längre än textens nyckel",
        "en": "write key: value; if it belongs to the text above, indent it further than that text's key",
    },
)
MISSING_SPACE = Rule(
    MISSING_COLON.code,
    MISSING_COLON.message,
    {
        "sv": "skriv ett mellanslag efter kolonet: {line}",
        "en": "write a space after the colon: {line}",
    },
)

_KEY_LINE = re.compile(r"[a-zåäö_]+$")
_KEY_ALONE = re.compile(r"(?:- )*[a-zåäö_]+(?=[ \t])")
_CROWDED = re.compile(r"(?:- )*[a-z_]+(:)(?=[^\s/:])")


def colon(stop: Stop) -> Diagnostic | None:
    """A colon in, or at the end of, an unquoted text; or a key that is indented too far and joins the text above."""
    inside = stop.brackets and stop.mark == ":" and "did not find expected" in stop.problem
    if not (inside or "mapping values" in stop.problem or "unexpected ':'" in stop.problem) or stop.style == "flow":
        return None
    start = stop.begun if "unexpected ':'" in stop.problem else stop.last[0]
    line_start = stop.lines.bounds(stop.at)[0]
    if "unexpected ':'" in stop.problem and stop.text[:start].rstrip()[-1:] in ("{", ","):
        key: dict[str, Param] = {
            "key": shown(stop.text[start : stop.at]),
            "wanted": {"sv": "ett värde", "en": "a value"},
        }
        return Diagnostic(NO_VALUE, stop.lines.span(start, stop.at + 1), key)
    if start < line_start:
        crowded = _CROWDED.match(stop.text, start)
        if crowded:
            return _without_space(stop, crowded)
        if stop.brackets:
            return None
        if _KEY_LINE.match(stop.text[line_start : stop.at].strip()):
            above = colon_above(stop)
            if above:
                return above
            begun = stop.at - len(stop.text[line_start : stop.at].lstrip())
            return Diagnostic(BAD_INDENTATION, stop.lines.span(begun, stop.at))
    between = missing_comma(stop, start) or unopened_bracket(stop, start)
    if between:
        return between
    rest = stop.text[stop.at + 1 : stop.lines.bounds(stop.at)[1]].strip()
    last_one = not rest or rest[0] == "#" or (stop.in_flow and rest[0] in ",]}")
    return stop.quoting(TRAILING_COLON if last_one else COLON_IN_TEXT, start, (stop.at, stop.at + 1))


def missing_colon(stop: Stop) -> Diagnostic | None:
    if "could not find expected ':'" not in stop.problem:
        return None
    start, end = stop.lines.bounds(stop.begun)
    if stop.text[start:end].lstrip(" \t").startswith("\u00a0"):
        return Diagnostic(HARD_SPACE, stop.lines.span(stop.begun, stop.begun + 1))
    crowded = _CROWDED.match(stop.text, stop.begun)
    if crowded:
        return _without_space(stop, crowded)
    key = _KEY_ALONE.match(stop.text, stop.begun, end)
    colon = stop.lines.span(key.end(), key.end()) if key and key[0].split()[-1] in known_keys() else None
    fixes = (Fix(colon, ":"),) if colon else ()
    return Diagnostic(MISSING_COLON, stop.lines.span(stop.begun, end), fixes=fixes)


def _without_space(stop: Stop, found: re.Match[str]) -> Diagnostic:
    """A key whose colon has no space after it: `label:Namn`."""
    start, colon = found.span(1)[0], found.end(1)
    space = Fix(stop.lines.span(colon, colon), " ")
    line = corrected(stop.text, stop.lines, colon, colon, " ")
    return Diagnostic(MISSING_SPACE, stop.lines.span(start, colon), {"line": line}, fixes=(space,))


def colon_above(stop: Stop) -> Diagnostic | None:
    """A key without colon on the line above, which made a text of it: `- id a`."""
    start, end = stop.last
    begun, ended = stop.lines.bounds(start)
    if stop.style or stop.at <= ended or stop.text[begun:start].strip(" -"):
        return None
    end = min(end, ended)
    crowded = _CROWDED.match(stop.text, start, end)
    if crowded:
        return _without_space(stop, crowded)
    key = _KEY_ALONE.match(stop.text, start, end)
    if not key or key[0].split()[-1] not in known_keys():
        return None
    fix = Fix(stop.lines.span(key.end(), key.end()), ":")
    return Diagnostic(MISSING_COLON, stop.lines.span(start, end), fixes=(fix,))
