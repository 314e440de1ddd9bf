"""Where text came from: a source text, and stretches of it."""

from __future__ import annotations

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
