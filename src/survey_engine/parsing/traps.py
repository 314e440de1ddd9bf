"""The traps of pasted labels: text that YAML reads as something else, and the line as it should be."""

from __future__ import annotations

import re

from survey_engine.diagnostics import Diagnostic, Fix, Rule
from survey_engine.parsing.document import Mapping, Node, Scalar
from survey_engine.parsing.placing import Lines
from survey_engine.parsing.scalars import quoted

TRAILING_COLON = Rule(
    "trailing-colon",
    {"sv": "kolonet sist gör texten till en nyckel", "en": "the colon at the end makes the text a key"},
    {"sv": "sätt citattecken om texten: {line}", "en": "put quotes around the text: {line}"},
)
TEXT_AFTER_QUOTE = Rule(
    "text-after-quote",
    {"sv": "texten går vidare efter citattecknet", "en": "the text goes on after the closing quote"},
    {
        "sv": "hör citattecknen till texten, sätt andra citattecken om hela: {line}",
        "en": "if the quotes belong to the text, put other quotes around all of it: {line}",
    },
)
COMMENT_CUTS_TEXT = Rule(
    "comment-cuts-text",
    {
        "sv": "allt från # läses som en kommentar, så texten kapas",
        "en": "all from # on is read as a comment and cuts the text",
    },
    {
        "sv": "hör # till texten, citera den: {line} — en kommentar har två mellanslag före # och ett efter",
        "en": "if # belongs to the text, quote the text: {line} — a comment has two spaces before # and one after",
    },
)
COMMA_IN_TEXT = Rule(
    "comma-in-text",
    {"sv": "kommatecknet avslutar texten inom {{ }}", "en": "the comma ends the text inside {{ }}"},
    {"sv": "sätt citattecken om texten: {line}", "en": "put quotes around the text: {line}"},
)

_LONGEST_LINE = 160
_COMMENT = re.compile(r"([ \t]+)#([^\r\n]*)")
_HONEST_COMMENT = re.compile(r"[ \t]{2,}#(?:\s.*)?$")
_KEY_OF_OURS = re.compile(r"[a-z_]+")


def corrected(text: str, lines: Lines, start: int, end: int, instead: str) -> str:
    """The line on which `start` stands as it reads when [start, end) is replaced; shortened where it is very long."""
    begun, stop = lines.bounds(start)
    line = " ".join((text[begun:start].lstrip() + instead + text[end : max(end, stop)]).split())
    return line if len(line) <= _LONGEST_LINE else line[: _LONGEST_LINE - 1] + "…"


def quoting(text: str, lines: Lines, start: int, end: int) -> tuple[str, Fix]:
    """The line with [start, end) in quotes, and the edit that puts them there."""
    raw = text[start:end]
    return corrected(text, lines, start, end, quoted(folded(raw))), Fix(lines.span(start, end), quoted(raw))


def folded(raw: str) -> str:
    """An unquoted text as YAML reads it: each line break with the blanks around it is one space."""
    return re.sub(r"[ \t]*[\r\n]\s*", " ", raw)


def end_of_text(text: str, lines: Lines, start: int, *, flow: bool) -> int:
    """Where a text that begins there was meant to end: the line's end or comment; in brackets their next mark."""
    stop = lines.bounds(start)[1]
    if flow:
        mark = re.compile(r"[,\]}]").search(text, start, stop)
        stop = mark.start() if mark else stop
    meant = _HONEST_COMMENT.sub("", text[start:stop]).rstrip()
    return start + len(meant)


def comment_trap(scalar: Scalar, lines: Lines, *, flow: bool) -> tuple[Scalar, Diagnostic] | None:
    """A `#` that cuts an unquoted text, if there is one: the text as it was meant, and what to say.

    Two blanks before and a blank after it make an honest comment; a number or true and false lose nothing by one.
    """
    if scalar.style or not (isinstance(scalar.value, str) or scalar.value is None):
        return None
    text = scalar.source.text
    comment = _COMMENT.match(text, scalar.end)
    if not comment:
        return None
    certain = comment[2][:1].strip() != ""
    if len(comment[1]) > 1 and not certain:
        return None
    start = scalar.start if scalar.start < scalar.end else comment.end(1)
    end = end_of_text(text, lines, comment.end(1), flow=True) if flow else comment.end()
    end = start + len(text[start:end].rstrip())
    line, fix = quoting(text, lines, start, end)
    certain = certain and len(comment[1]) == 1
    mark = lines.span(comment.end(1), end)
    trap = Diagnostic(COMMENT_CUTS_TEXT, mark, {"line": line}, fixes=(fix,) if certain else ())
    kept = scalar if scalar.value is not None and not certain else as_text(scalar, lines, start, end)
    return kept, trap


def as_text(scalar: Scalar, lines: Lines, start: int, end: int) -> Scalar:
    """An unquoted text over [start, end) of the scalar's source."""
    text = folded(scalar.source.text[start:end])
    return Scalar(text, lines.span(start, end), text, "", start, end, scalar.source)


def colon_trap(mapping: Mapping, lines: Lines, *, in_list: bool) -> tuple[Scalar, Diagnostic] | None:
    """A text with a colon at its end that has become a mapping of one key without a value, if it is that."""
    ((key, value),) = mapping.items()
    if key.style or not isinstance(value, Scalar) or value.start < value.end or _KEY_OF_OURS.fullmatch(key.text):
        return None
    text = key.source.text
    colon = value.start
    if not (in_list or " " in key.text) or value.style or text[key.end : colon].strip() != ":":
        return None
    line, fix = quoting(text, lines, key.start, colon)
    trap = Diagnostic(TRAILING_COLON, lines.span(key.start, colon), {"line": line}, fixes=(fix,))
    return as_text(key, lines, key.start, colon), trap


def comma_traps(pairs: list[tuple[Node, Node]], lines: Lines) -> tuple[list[tuple[Node, Node]], list[Diagnostic]]:
    """The entries of a mapping in braces with each text that a comma has cut put together again."""
    kept: list[tuple[Node, Node]] = []
    traps: list[Diagnostic] = []
    position = 0
    while position < len(pairs):
        key, value = pairs[position]
        position += 1
        last = None
        while isinstance(value, Scalar) and _cuttable(key, value) and position < len(pairs) and _bare(*pairs[position]):
            last = pairs[position][0]
            position += 1
        if isinstance(value, Scalar) and isinstance(last, Scalar):
            value = as_text(value, lines, value.start, last.end)
            line, fix = quoting(value.source.text, lines, value.start, value.end)
            traps.append(Diagnostic(COMMA_IN_TEXT, value.span, {"line": line}, fixes=(fix,)))
        kept.append((key, value))
    return kept, traps


def _cuttable(key: Node, value: Scalar) -> bool:
    """Whether a value is unquoted text written beside its key (and no alias of something written elsewhere)."""
    return not value.style and value.end > value.start and isinstance(key, Scalar) and value.start > key.end


def _bare(key: Node, value: Node) -> bool:
    """Whether an entry in braces is a word without a colon."""
    return isinstance(key, Scalar) and isinstance(value, Scalar) and value.start == value.end == key.end > key.start
