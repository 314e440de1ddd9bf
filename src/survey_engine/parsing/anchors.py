"""YAML's repetitions: a mark such as `&ja_nej` names what `*ja_nej` repeats; and text that begins with an ampersand."""

from __future__ import annotations

import re
import unicodedata

from survey_engine.diagnostics import Diagnostic, Rule
from survey_engine.source import Lines

BAD_ANCHOR = Rule(
    "bad-anchor",
    {
        "sv": "märket {mark} har tecken som ett märke inte kan ha",
        "en": "the mark {mark} has characters that a mark cannot have",
    },
    {
        "sv": "skriv {right}, med bara a–z, siffror, _ och -, och samma namn efter * där det upprepas",
        "en": "write {right}, with a–z, digits, _ and - only, and the same name after * where it is repeated",
    },
)

_REPEATED = re.compile(r"(?<![^\s\[,{])\*([^\s,\[\]{}*]+)")
_MARK = re.compile(r"&([^\s,\[\]{}]+)[ \t]*")


def repeated(text: str) -> frozenset[str]:
    """Every name that stands after a `*` where YAML reads a repetition."""
    return frozenset(_REPEATED.findall(text))


def misnamed_anchor(text: str, lines: Lines, start: int) -> Diagnostic | None:
    """What to say of a mark at `start` with letters that YAML has not for it; nothing where it is text that was meant.

    It is a mark when something repeats it, or when a list or keys follow it: on the line, or below it further in.
    """
    mark = _MARK.match(text, start)
    if not mark:
        return None
    begun, end = lines.bounds(start)
    rest = text[mark.end() : end]
    holds_more = rest.startswith(("[", "{")) or _goes_on_below(text[begun:start], rest, text[end:])
    if not holds_more and mark[1] not in repeated(text):
        return None
    letters = unicodedata.normalize("NFD", mark[1]).encode("ascii", "ignore").decode()
    right = re.sub(r"[^A-Za-z0-9_-]+", "_", letters).strip("_") or "lista"
    span = lines.span(start, mark.end(1))
    return Diagnostic(BAD_ANCHOR, span, {"mark": mark[0].strip(), "right": f"&{right}"})


def _goes_on_below(before: str, rest: str, below: str) -> bool:
    """Whether nothing follows a mark on its line, and the next line is a list or keys that belong to it."""
    following = re.match(r"(?:[ \t]*(?:#[^\r\n]*)?\r?\n)+([ ]*)(- )?", below)
    if rest.partition("#")[0].strip() or not following:
        return False
    own = len(before) - len(before.lstrip(" -")) if before.strip(" -") else before.rfind("-")
    return len(following[1]) > own or (len(following[1]) == own and bool(following[2]))
