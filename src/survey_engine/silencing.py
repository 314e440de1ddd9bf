"""An author's answer to a warning: `# survey: allow CODE because …`, on the warning's line or alone above it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from survey_engine.diagnostics import Diagnostic, Fix, Rule, Severity, has_errors, in_order
from survey_engine.parsing.decoding import without_mark
from survey_engine.parsing.document import Mapping, Node, Scalar
from survey_engine.parsing.document import Sequence as ListNode
from survey_engine.source import Lines, Source, Span
from survey_engine.spelling import nearest

SILENCING_UNREADABLE = Rule(
    "silencing-unreadable",
    {"sv": "kommentaren tystar ingenting", "en": "the comment silences nothing"},
    {
        "sv": "skriv # survey: allow, varningens kod, because och skälet",
        "en": "write # survey: allow, the warning's code, because and the reason",
    },
    severity="warning",
)
SILENCING_WITHOUT_REASON = Rule(
    "silencing-without-reason",
    {"sv": "det står inte varför varningen tystas", "en": "it does not say why the warning is silenced"},
    {
        "sv": "skriv because (eller eftersom) och skälet efter koden",
        "en": "write because and the reason after the code",
    },
    severity="warning",
)
SILENCING_UNKNOWN_CODE = Rule(
    "silencing-unknown-code",
    {"sv": "det finns ingen kod {code}", "en": "there is no code {code}"},
    {
        "sv": "skriv koden som den står inom hakparenteser i varningen",
        "en": "write the code as it stands in brackets in the warning",
    },
    severity="warning",
)
SILENCING_MISSPELT_CODE = Rule(
    SILENCING_UNKNOWN_CODE.code,
    SILENCING_UNKNOWN_CODE.message,
    {"sv": "menar du {nearest}?", "en": "did you mean {nearest}?"},
    severity="warning",
)
SILENCING_AN_ERROR = Rule(
    "silencing-an-error",
    {"sv": "{code} är ett fel, och fel kan inte tystas", "en": "{code} is an error, and errors cannot be silenced"},
    {"sv": "rätta felet och ta bort kommentaren", "en": "mend the error and remove the comment"},
    severity="warning",
)
SILENCING_NOTHING = Rule(
    "silencing-nothing",
    {"sv": "här finns ingen varning {code} att tysta", "en": "there is no warning {code} here to silence"},
    {
        "sv": "ta bort kommentaren, eller sätt den på varningens rad eller ensam på raden ovanför",
        "en": "remove the comment, or put it on the warning's line or alone on the line above",
    },
    severity="warning",
)

_OURS = re.compile(r"(?<![^ \t\r\n])#[ \t]*survey\b[ \t]*:?[ \t]*([^\s:]+):?([^\r\n]*)", re.IGNORECASE)
_EXACT = re.compile(r"#[ \t]*survey[ \t]*:[ \t]*allow(?![^ \t\r\n])")
_BEGINS_COMMENT = re.compile(r"(?<![^ \t\r\n])#")
_REASON = re.compile(r"(?<!\S)(?:because|eftersom)(?!\w)[\s:]*(.*)")
_CODE = re.compile(r"[^\s,;]+")
_COMMENT_LINE = re.compile(r"[ \t]*#")
_OTHER_WORDS = frozenset({"ignore", "disable", "silence", "permit", "accept", "tillåt", "tyst", "tysta", "ignorera"})


@dataclass(frozen=True)
class _Silencing:
    """One such comment; `codes` with where each stands, `line` the line that it is about, `place` of it all."""

    codes: tuple[tuple[str, Span], ...]
    line: int
    place: Span
    removal: Span
    readable: bool
    reasoned: bool


def silenced(found: tuple[Diagnostic, ...], document: Node, source: Source) -> tuple[Diagnostic, ...]:
    """What remains of the diagnostics when those that comments silence are left out, with what is wrong with comments.

    `found` must be in the file's order. Only warnings can be silenced. A comment that silences nothing is told of where
    the form has no errors: with one, a warning may not have come yet.
    """
    if _OURS.search(source.text) is None:
        return found
    text = without_mark(source).text
    scalars = sorted(_scalars(document), key=lambda scalar: scalar.start)
    comments = tuple(_silencings(text, Lines(text), scalars))
    covered = _Covered(found, scalars)
    left_out = {id(each) for each in _silenced_by(comments, covered)}
    kept = (each for each in found if id(each) not in left_out)
    return in_order((*kept, *(about for comment in comments for about in _about(comment, found, covered))))


class _Covered:
    """The lines on which a comment is about a diagnostic: its own, and all those of the text that it stands in."""

    def __init__(self, found: Sequence[Diagnostic], scalars: Sequence[Scalar]) -> None:
        text_on = {
            line: range(scalar.span.line, scalar.span.end_line + 1)
            for scalar in scalars
            for line in range(scalar.span.line, scalar.span.end_line + 1)
            if scalar.span.line != scalar.span.end_line
        }
        self.by_line: dict[int, list[Diagnostic]] = {}
        for diagnostic in found:
            line = diagnostic.span.line
            for covered in text_on.get(line, (line,)):
                self.by_line.setdefault(covered, []).append(diagnostic)

    def by(self, comment: _Silencing) -> list[Diagnostic]:
        """The diagnostics that a comment may be about."""
        return self.by_line.get(comment.line, [])


def _silenced_by(comments: Sequence[_Silencing], covered: _Covered) -> Iterator[Diagnostic]:
    for comment in comments:
        codes = {code for code, _ in comment.codes} if comment.readable else set()
        yield from (each for each in covered.by(comment) if each.severity == "warning" and each.code in codes)


def _about(comment: _Silencing, found: tuple[Diagnostic, ...], covered: _Covered) -> Iterator[Diagnostic]:
    """What is wrong with a comment."""
    if not comment.readable:
        yield Diagnostic(SILENCING_UNREADABLE, comment.place)
        return
    if not comment.reasoned:
        yield Diagnostic(SILENCING_WITHOUT_REASON, comment.place)
    here = {each.code: each.severity for each in covered.by(comment)}
    for code, place in comment.codes:
        severity = here.get(code) or _severity(code)
        if severity is None:
            yield _unknown(code, place, here)
        elif severity == "error":
            yield Diagnostic(SILENCING_AN_ERROR, place, {"code": code})
        elif comment.reasoned and code not in here and not has_errors(found):
            certain = len(comment.codes) == 1 and all(each.code != code for each in found)
            fixes = (Fix(comment.removal, ""),) if certain else ()
            yield Diagnostic(SILENCING_NOTHING, place, {"code": code}, fixes=fixes)


def _severity(code: str) -> Severity | None:
    from survey_engine import catalogue  # late: it is only needed for a comment about what is not on its line

    return catalogue.entry(code, "sv").severity if code in catalogue.codes() else None


def _unknown(code: str, place: Span, here: dict[str, Severity]) -> Diagnostic:
    from survey_engine import catalogue

    warned = nearest(code, (each for each, severity in here.items() if severity == "warning"))
    meant = warned or nearest(code, catalogue.codes())
    if meant is None:
        return Diagnostic(SILENCING_UNKNOWN_CODE, place, {"code": code})
    fixes = (Fix(place, meant),) if warned else ()
    return Diagnostic(SILENCING_MISSPELT_CODE, place, {"code": code, "nearest": meant}, fixes=fixes)


def _silencings(text: str, lines: Lines, scalars: Sequence[Scalar]) -> Iterator[_Silencing]:
    below = (0, 0)
    for found in _OURS.finditer(text):
        if _is_meant(found) and _is_comment(found.start(), text, lines, scalars):
            begun, stop = lines.bounds(found.start())
            if begun >= below[0] and not text[begun : found.start()].strip():
                below = _line_below(text, stop, lines.span(stop, stop).line)
            yield _silencing(found, text, lines, below[1])


def _is_meant(found: re.Match[str]) -> bool:
    """Whether a comment that speaks of `survey` means to silence: the form's own `survey:` may be commented out."""
    word = found[1].lower()
    return word == "allow" or word in _OTHER_WORDS or nearest(word, ("allow",)) is not None


def _is_comment(index: int, text: str, lines: Lines, scalars: Sequence[Scalar]) -> bool:
    """Whether a comment begins at that index, and neither goes on there nor is part of a text."""
    begun = lines.bounds(index)[0]
    marks = (mark.start() for mark in _BEGINS_COMMENT.finditer(text, begun, index + 1))
    return next((mark for mark in marks if not _in_text(mark, text, scalars)), None) == index


def _in_text(index: int, text: str, scalars: Sequence[Scalar]) -> bool:
    last = bisect_right(scalars, index, key=lambda scalar: scalar.start) - 1
    return last >= 0 and _text_begins(scalars[last], text) <= index < scalars[last].end


def _text_begins(scalar: Scalar, text: str) -> int:
    """Where the text of a scalar begins; beside the `|` or `>` of a block there may be a comment."""
    if scalar.style not in ("|", ">"):
        return scalar.start
    header = re.compile(r"[\r\n]").search(text, scalar.start, scalar.end)
    return header.end() if header else scalar.end


def _silencing(found: re.Match[str], text: str, lines: Lines, below: int) -> _Silencing:
    """What a comment says; it is about the line `below` if it stands alone on its own."""
    start, end = found.start(), found.start() + len(found[0].rstrip())
    reason = _REASON.search(text, found.start(2), end)
    until = reason.start() if reason else end
    codes = tuple(
        (code[0], lines.span(*code.span()))
        for code in _CODE.finditer(text, found.start(2), until)
        if reason or "-" in code[0]
    )
    begun, stop = lines.bounds(start)
    before = text[begun:start]
    alone = not before.strip()
    removal = (begun, _next_line(text, stop)) if alone else (begun + len(before.rstrip()), stop)
    place = lines.span(start, end)
    return _Silencing(
        codes,
        below if alone else place.line,
        place,
        lines.span(*removal),
        readable=_EXACT.match(found[0]) is not None and bool(codes),
        reasoned=reason is not None and any(letter.isalnum() for letter in reason[1]),
    )


def _next_line(text: str, stop: int) -> int:
    """Where the line after one that stops there begins."""
    return stop + (2 if text.startswith("\r\n", stop) else 1 if stop < len(text) else 0)


def _line_below(text: str, stop: int, line: int) -> tuple[int, int]:
    """Where the first line below one that stops there, and that is not itself a comment, begins, and its number."""
    below = _next_line(text, stop)
    line += 1
    while _COMMENT_LINE.match(text, below):
        end = re.compile(r"[\r\n]|$").search(text, below)
        below = _next_line(text, end.start() if end else len(text))
        line += 1
    return below, line


def _scalars(document: Node) -> Iterator[Scalar]:
    """Every scalar of a document, keys too, each once."""
    waiting, seen = [document], set[int]()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        match node:
            case Scalar():
                yield node
            case ListNode():
                waiting += node.items
            case Mapping():
                waiting += node.keys.values()
                waiting += node.values.values()
