"""Where text came from: a source text, and stretches of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a source text.

    Lines and columns count from 1, columns in Unicode code points; the end is the place just after the last character.
    """

    line: int
    """The line it begins on, from 1."""
    column: int
    """The column it begins at, from 1, in code points."""
    end_line: int
    """The line it ends on."""
    end_column: int
    """The column just after its last character."""


START = Span(1, 1, 1, 1)

LINE_BREAK = re.compile(r"\r\n|\r|\n")
"""Only LF, CR LF and CR end a line, as in YAML 1.2."""


class Lines:
    """The line starts of a text; only LF, CR LF and CR end a line."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(found.end() for found in LINE_BREAK.finditer(text))]

    def span(self, start: int, end: int) -> Span:
        """The span from one code-point index (from 0) to just before another."""
        starts = self._starts
        line = bisect_right(starts, start)
        begun = starts[line - 1]
        if line == len(starts) or end <= starts[line] - 1:
            return Span(line, start - begun + 1, line, end - begun + 1)
        last = bisect_right(starts, end)
        return Span(line, start - begun + 1, last, end - starts[last - 1] + 1)

    def index(self, line: int, column: int) -> int | None:
        """The index of a place; none where the text has no such place."""
        starts = self._starts
        if not 1 <= line <= len(starts) or column < 1:
            return None
        index = starts[line - 1] + column - 1
        limit = starts[line] if line < len(starts) else len(self._text)
        return index if index <= limit else None

    def of(self, start: int, end: int) -> range:
        """The numbers of the lines from one index to another."""
        return range(bisect_right(self._starts, start), bisect_right(self._starts, end) + 1)

    def bounds(self, index: int) -> tuple[int, int]:
        """Where the line with that index in it begins, and where it ends, its line break left out."""
        line = bisect_right(self._starts, index)
        start = self._starts[line - 1]
        end = self._starts[line] if line < len(self._starts) else len(self._text)
        return start, start + len(self._text[start:end].rstrip("\r\n"))


@dataclass(frozen=True)
class Source:
    """A text and the name it goes by in messages (a file's path as it was given, or `<text>`)."""

    name: str
    text: str = field(repr=False)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines without their line breaks; only LF, CR LF and CR end a line, as in YAML 1.2."""
        return tuple(self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))

    def line(self, number: int) -> str:
        """The line with that number (from 1), or nothing where the text has no such line."""
        return self.lines[number - 1] if 1 <= number <= len(self.lines) else ""
