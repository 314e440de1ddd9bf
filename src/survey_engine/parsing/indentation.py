"""Lines that begin in a column where nothing that they could belong with begins."""

from __future__ import annotations

import re

from survey_engine.diagnostics import Diagnostic, Fix, Note, Param, Rule
from survey_engine.source import Lines

HARD_SPACE = Rule(
    "hard-space-indentation",
    {"sv": "raden är indragen med hårda mellanslag", "en": "the line is indented with non-breaking spaces"},
    {
        "sv": "byt dem mot vanliga mellanslag; de följer ofta med när man klistrar in från en webbsida",
        "en": "replace them by ordinary spaces; they often come along when text is pasted from a web page",
    },
)
BAD_INDENTATION = Rule(
    "bad-indentation",
    {
        "sv": "raden börjar inte i samma kolumn som raderna den hör ihop med",
        "en": "the line is not in line with its siblings",
    },
    {
        "sv": "låt nycklar och streck som hör ihop börja i samma kolumn, och fortsättningen på en text längre in",
        "en": "let keys and dashes that belong together begin in the same column, and the rest of a text further in",
    },
)
MISSING_DASH = Rule(
    BAD_INDENTATION.code,
    BAD_INDENTATION.message,
    {
        "sv": "börjar något nytt här, sätt ett streck och ett mellanslag (- ) framför; låt annars raden börja i samma "
        "kolumn som raderna den hör ihop med",
        "en": "if something new begins here, put a dash and a space (- ) before it; otherwise begin the line in the "
        "same column as those it belongs with",
    },
)
TOO_LITTLE = Rule(
    BAD_INDENTATION.code,
    BAD_INDENTATION.message,
    {
        "sv": "dra in raden {more}, så att den börjar rakt under {key}",
        "en": "indent the line by {more}, so that it begins right below {key}",
    },
)
DASH_OR_TOO_LITTLE = Rule(
    BAD_INDENTATION.code,
    BAD_INDENTATION.message,
    {
        "sv": "börjar något nytt här, sätt ett streck och ett mellanslag (- ) framför; dra annars in raden {more}, så "
        "att den börjar rakt under {key}",
        "en": "if something new begins here, put a dash and a space (- ) before it; otherwise indent the line by "
        "{more}, so that it begins right below {key}",
    },
)
BELONGS_WITH = {"sv": "det som den skulle höra ihop med börjar här", "en": "what it would belong with begins here"}

_KEY = re.compile(r"( *(?:- +)*)([a-zåäö_]+):")
_TEXT = re.compile(r" *(?=[^ \r\n#])")


def too_little(text: str, lines: Lines, at: int) -> Diagnostic | None:
    """What to say of a key at `at` with too few spaces before it to belong to the block above that it can belong to.

    In the column of that block's dash it may also be something new.
    """
    begun, end = lines.bounds(at)
    first = _block_begun(text, lines, begun, at - begun)
    if text[begun:at].strip(" ") or text.startswith("-", at) or not _KEY.match(text, at) or not first:
        return None
    missing = len(first[1]) - (at - begun)
    spaces = {"sv": f"{missing} mellanslag till", "en": f"{missing} more space{'s' if missing > 1 else ''}"}
    if missing == 1:
        spaces["sv"] = "ett mellanslag till"
    note = Note(BELONGS_WITH, span=lines.span(*first.span(2)))
    params: dict[str, Param] = {"more": spaces, "key": first[2]}
    if text.startswith("-", first.start() + at - begun):
        return Diagnostic(DASH_OR_TOO_LITTLE, lines.span(at, end), params, notes=(note,))
    fix = Fix(lines.span(at, at), " " * missing)
    return Diagnostic(TOO_LITTLE, lines.span(at, end), params, notes=(note,), fixes=(fix,))


def _block_begun(text: str, lines: Lines, below: int, indent: int) -> re.Match[str] | None:
    """The first key of the block above that stands further in; nothing where keys stand in that very column."""
    first = None
    while below > 0:
        begun, end = lines.bounds(below - 1)
        below = begun
        key, written = _KEY.match(text, begun, end), _TEXT.match(text, begun, end)
        if key and len(key[1]) > indent and (first is None or len(key[1]) <= len(first[1])):
            first = key
        if written and len(written[0]) <= indent:
            return first if len(written[0]) < indent or text[written.end()] == "-" else None
    return first
