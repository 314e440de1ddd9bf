"""The traps of pasted labels: text that YAML reads as something else, and the line as it should be."""

from __future__ import annotations

import re

from survey_engine.diagnostics import Diagnostic, Fix, Rule
from survey_engine.parsing.document import Mapping, Node, Scalar
from survey_engine.parsing.scalars import quoted
from survey_engine.parsing.shape_keys import known_keys
from survey_engine.source import Lines

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
        "sv": "en kommentar har två mellanslag före # och ett efter; hör # till texten, citera den: {line}",
        "en": "a comment has two spaces before # and one after; if # belongs to the text, put quotes around it: {line}",
    },
)
COMMA_IN_TEXT = Rule(
    "comma-in-text",
    {"sv": "kommatecknet avslutar texten inom {{ }}", "en": "the comma ends the text inside {{ }}"},
    {"sv": "sätt citattecken om texten: {line}", "en": "put quotes around the text: {line}"},
)

UNOPENED_QUOTE = Rule(
    "unopened-quote",
    {
        "sv": "texten slutar med ett citattecken men börjar inte med något",
        "en": "the text ends in a quote but begins with none",
    },
    {"sv": "sätt citattecken även före texten: {line}", "en": "put a quote before the text too: {line}"},
    severity="warning",
)
TYPOGRAPHIC_TEXT = Rule(
    "text-in-typographic-quotes",
    {
        "sv": "typografiska citattecken runt hela texten följer med in i den",
        "en": "typographic quotes around a text become part of it",
    },
    {"sv": "skriv raka citattecken: {line}", "en": "write straight quotes: {line}"},
    severity="warning",
)

_LONGEST_LINE = 160
_UNOPENED = re.compile(r'[^"\\]+"')
_APOSTROPHES = re.compile(r"'((?:[^'\"\\]|(?<=\w)'(?=\w))*)'")
_TYPOGRAPHIC = re.compile(r"[”“„»«]([^”“„»«\"\\]+)[”“«»]")
_COMMENT = re.compile(r"([ \t]+)#([^\r\n]*)")
_CROWDED_COMMENT = re.compile(r"[ \t]#(?:[ \t]|$)")
_HONEST_COMMENT = re.compile(r"[ \t]{2,}#(?:\s.*)?$")
_BREAK = re.compile(r"[\r\n]")
_KEY_INSIDE = re.compile(r"(?:^|(?<=[\s\"']))([a-zåäö_]+):(?=\s)")
_INCHES = re.compile(r'.*[0-9]"', re.DOTALL)
_KEY_OF_OURS = re.compile(r"[a-z_]+")


def corrected(text: str, lines: Lines, start: int, end: int, instead: str) -> str:
    """The line on which `start` stands as it reads when [start, end) is replaced; shortened where it is very long."""
    begun, stop = lines.bounds(start)
    line = " ".join((text[begun:start].lstrip() + instead + text[end : max(end, stop)]).split())
    return line if len(line) <= _LONGEST_LINE else line[: _LONGEST_LINE - 1] + "…"


def quoting(text: str, lines: Lines, start: int, end: int) -> tuple[str, Fix]:
    """The line with [start, end) in quotes, and the edit that puts them there."""
    raw = text[start:end]
    return corrected(text, lines, start, end, _in_quotes(folded(raw))), Fix(lines.span(start, end), _in_quotes(raw))


def is_one_text(raw: str) -> bool:
    """Whether that is certainly one text: on one line, and without what could be a key of ours or a comment."""
    return (
        not _BREAK.search(raw)
        and " #" not in raw
        and "\t#" not in raw
        and not any(found[1] in known_keys() for found in _KEY_INSIDE.finditer(raw))
    )


def _in_quotes(raw: str) -> str:
    """The text in quotes; one that lacks only its opening quote, or has other ones around it, in those."""
    if _UNOPENED.fullmatch(raw):
        return f'"{raw}'
    around = _TYPOGRAPHIC.fullmatch(raw) or _APOSTROPHES.fullmatch(raw)
    return quoted(around[1] if around else raw)


def quote_trap(scalar: Scalar, lines: Lines) -> Diagnostic | None:
    """An unquoted text with quotes that YAML does not read: typographic ones around it, or one at its end alone."""
    raw = scalar.source.text[scalar.start : scalar.end]
    if scalar.style or raw[-1:] not in '"”“«»':
        return None
    if not (_UNOPENED.fullmatch(raw) or _TYPOGRAPHIC.fullmatch(raw)):
        return None
    line, fix = quoting(scalar.source.text, lines, scalar.start, scalar.end)
    rule = UNOPENED_QUOTE if raw[-1] == '"' else TYPOGRAPHIC_TEXT
    fixes = () if _BREAK.search(raw) or _INCHES.fullmatch(raw) else (fix,)
    return Diagnostic(rule, scalar.span, {"line": line}, fixes=fixes)


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
    certain = certain and len(comment[1]) == 1 and not _CROWDED_COMMENT.search(comment[2])
    mark = lines.span(comment.end(1), end)
    a_number = scalar.value is None or comment[2][:1].isdigit()  # a word may be a comment crowded to its mark
    fixes = (fix,) if certain and a_number and not _BREAK.search(text, start, end) else ()
    trap = Diagnostic(COMMENT_CUTS_TEXT, mark, {"line": line}, fixes=fixes)
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
    told = {key.text for key, value in pairs if isinstance(key, Scalar) and not _bare(key, value)}
    kept: list[tuple[Node, Node]] = []
    traps: list[Diagnostic] = []
    position = 0
    while position < len(pairs):
        key, value = pairs[position]
        position += 1
        last, certain = None, True
        while isinstance(value, Scalar) and _cuttable(key, value) and position < len(pairs) and _bare(*pairs[position]):
            last = pairs[position][0]
            certain = certain and isinstance(last, Scalar) and (last.text not in known_keys() or last.text in told)
            position += 1
        if isinstance(value, Scalar) and isinstance(last, Scalar):
            value = as_text(value, lines, value.start, last.end)
            line, fix = quoting(value.source.text, lines, value.start, value.end)
            certain = certain and value.span.line == value.span.end_line
            traps.append(Diagnostic(COMMA_IN_TEXT, value.span, {"line": line}, fixes=(fix,) if certain else ()))
        kept.append((key, value))
    return kept, traps


def _cuttable(key: Node, value: Scalar) -> bool:
    """Whether a value is unquoted text written beside its key (and no alias of something written elsewhere)."""
    return not value.style and value.end > value.start and isinstance(key, Scalar) and value.start > key.end


def _bare(key: Node, value: Node) -> bool:
    """Whether an entry in braces is a word without a colon."""
    return isinstance(key, Scalar) and isinstance(value, Scalar) and value.start == value.end == key.end > key.start
