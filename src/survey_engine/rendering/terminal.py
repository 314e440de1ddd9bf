"""A diagnostic as a person reads it in a terminal: the message, the line of the file with a caret, what to write.

Pure text: colour comes from the function that is handed in, and nothing here knows what the text is printed on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Literal

from survey_engine.diagnostics import Diagnostic, Fix, spoken
from survey_engine.rendering.cells import cut, safe
from survey_engine.source import Source, Span

Role = Literal["error", "warning", "strong", "frame", "note", "fix"]
Paint = Callable[[str, Role], str]

WIDTH = 120
_NARROWEST = 20
_MOST_LINES = 3

_WORDS = {
    "sv": {"error": "fel", "warning": "varning", "help": "hjälp", "note": "obs", "fix": "skriv så här"},
    "en": {"error": "error", "warning": "warning", "help": "help", "note": "note", "fix": "write"},
}
_ANSI: dict[Role, str] = {"error": "1;31", "warning": "1;33", "strong": "1", "frame": "34", "note": "1;34", "fix": "32"}


def plain(text: str, _: Role) -> str:
    """The text without colour."""
    return text


def ansi(text: str, role: Role) -> str:
    """The text in the colour of its role, as ANSI escapes."""
    return f"\x1b[{_ANSI[role]}m{text}\x1b[0m" if text else text


def render(diagnostic: Diagnostic, source: Source, *, width: int = WIDTH, paint: Paint = plain) -> str:
    """The diagnostic in its own language with the lines of the source that it speaks of, without a last line break.

    No line of the source takes more than `width` columns. A place that the source does not have is named, not shown.
    """
    words = _WORDS[spoken(diagnostic.language)]
    page = _Page(source, _margin(diagnostic), width, paint)
    severity = diagnostic.severity
    lines = [
        paint(f"{words[severity]}[{diagnostic.code}]", severity)
        + paint(f": {_indented(diagnostic.message, 2)}", "strong"),
        paint(f"{' ' * page.margin}--> ", "frame")
        + f"{safe(source.name)}:{diagnostic.span.line}:{diagnostic.span.column}",
        *page.stretch(diagnostic.span, "^", severity),
    ]
    if diagnostic.help:
        lines.append(page.remark(words["help"], diagnostic.help))
    for note in diagnostic.notes:
        lines.append(page.remark(words["note"], note.message))
        if note.span is not None:
            lines += page.stretch(note.span, "-", "note")
    changes = _changes(diagnostic, source)
    if changes:
        lines += [page.remark(words["fix"], ""), page.bar()]
        lines += [line for number, text, start, end in changes for line in page.marked(number, text, start, end)]
    return "\n".join(lines)


class _Page:
    """The source on the left of which stands a margin with line numbers."""

    def __init__(self, source: Source, margin: int, width: int, paint: Paint) -> None:
        self.source = source
        self.margin = margin
        self.room = max(width - margin - 3, _NARROWEST)
        self.paint = paint

    def bar(self, number: int | None = None) -> str:
        left = "" if number is None else str(number)
        return self.paint(f"{left:>{self.margin}} |", "frame")

    def remark(self, word: str, text: str) -> str:
        lead = f"{' ' * self.margin} = "
        return self.paint(lead, "frame") + self.paint(f"{word}:", "strong") + _spaced(text, len(lead) + len(word) + 2)

    def stretch(self, span: Span, mark: str, role: Role) -> Iterator[str]:
        """The lines that the span covers, marked; of a long one the first."""
        if not self.source.text or span.line > len(self.source.lines):
            return
        last = min(max(span.end_line, span.line), len(self.source.lines))
        whole = last - span.line < _MOST_LINES
        yield self.bar()
        for number in range(span.line, (last if whole else span.line) + 1):
            text = self.source.line(number)
            start = span.column - 1 if number == span.line else len(text) - len(text.lstrip())
            end = span.end_column - 1 if number == span.end_line else len(text)
            if text.strip() or number == span.line:
                yield from self.line(number, text, start, end, mark, role)
        if not whole:
            yield self.paint(f"{'':>{self.margin}} …", "frame")

    def marked(self, number: int, text: str, start: int, end: int) -> Iterator[str]:
        """A line as it should be, with what is new in it marked."""
        yield from self.line(number, text, start, end, "+" if end > start else "", "fix")

    def line(self, number: int, text: str, start: int, end: int, mark: str, role: Role) -> Iterator[str]:
        piece = cut(text, start, end, self.room)
        yield f"{self.bar(number)} {piece.text}".rstrip()
        if mark:
            marks = mark * (min(piece.end, self.room) - piece.start)
            yield f"{self.bar()} {' ' * piece.start}{self.paint(marks or mark, role)}"


def _margin(diagnostic: Diagnostic) -> int:
    """How wide the line numbers are."""
    spans = [diagnostic.span, *(n.span for n in diagnostic.notes if n.span), *(f.span for f in diagnostic.fixes)]
    return max(len(str(max(span.line, span.end_line))) for span in spans)


def _spaced(text: str, indent: int) -> str:
    return f" {_indented(text, indent)}" if text else ""


def _indented(text: str, indent: int) -> str:
    """A text that may have several lines, the further ones indented."""
    return safe(text).strip("\n").replace("\n", "\n" + " " * indent)


def _changes(diagnostic: Diagnostic, source: Source) -> list[tuple[int, str, int, int]]:
    """The lines as the fixes make them: number, text and where what is new begins and ends; at most a few.

    None where the help says the same line already.
    """
    within = [fix for fix in diagnostic.fixes if 1 <= fix.span.line <= fix.span.end_line <= len(source.lines)]
    said = " ".join(diagnostic.help.split())
    changes: list[tuple[int, str, int, int]] = []
    for number, fixes in groupby(sorted(within, key=lambda fix: fix.span), key=lambda fix: fix.span.line):
        changes += _fixed(number, list(fixes), source)
    new = [change for change in changes if change[1].strip() and " ".join(change[1].split()) not in said]
    return new[:_MOST_LINES]


def _fixed(number: int, fixes: Sequence[Fix], source: Source) -> Iterator[tuple[int, str, int, int]]:
    """One line, and those that its fixes reach into, after the fixes."""
    reached = max(fix.span.end_line for fix in fixes)
    old = [source.line(line) for line in range(number, reached + 1)]
    starts = [0]
    for line in old:
        starts.append(starts[-1] + len(line) + 1)
    before = "\n".join(old)
    text, taken = "", 0
    marks: list[tuple[int, int]] = []
    for fix in fixes:
        begin = max(fix.span.column - 1, taken)
        text += before[taken:begin]
        marks.append((len(text), len(text) + len(fix.text)))
        text += fix.text
        taken = max(starts[fix.span.end_line - number] + fix.span.end_column - 1, begin)
    text += before[taken:]
    start, end = marks[0][0], marks[-1][1]
    at = 0
    for offset, line in enumerate(text.split("\n")):
        begin, finish = max(start - at, 0), min(end - at, len(line))
        yield number + offset, line, begin, max(begin, finish)
        at += len(line) + 1
