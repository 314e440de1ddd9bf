"""Where things stand: code-point indices as lines and columns, and cooked text aligned with its raw text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from survey_engine.parsing.document import Scalar
from survey_engine.parsing.scalars import quoted, resolve
from survey_engine.source import LINE_BREAK, Span

_BLANK = " \t\r\n"
_HEX = {"x": 2, "u": 4, "U": 8}
_BLANK_ESCAPES = "tnr \t\r\n"
_OPENING, _CLOSING = re.compile(r"[\[{]"), re.compile(r"[\]}]")
_NOT_PLAIN = re.compile(r"^[\"'\[\]{}&*!|>%@`#,]|^[-?:](?:\s|$)|:(?:\s|$)|\s#")
_NOT_IN_FLOW = re.compile(r"[\[\]{},]")


def place(scalar: Scalar, start: int, end: int) -> Span:
    """Where the code points [start, end) of the scalar's text stand in the file, in whatever style it is written."""
    return Placing(scalar).span(start, end)


class Placing:
    """One scalar's text aligned with its raw text, for as many questions of where as there are."""

    def __init__(self, scalar: Scalar) -> None:
        self._scalar = scalar
        self._units = list(_units(scalar))
        self._before = [0, *accumulate(letter not in _BLANK for letter in scalar.text)]
        self._line_starts = [found.end() for found in LINE_BREAK.finditer(scalar.source.text, scalar.start, scalar.end)]

    def span(self, start: int, end: int) -> Span:
        """Where the code points [start, end) of the text stand in the file.

        At least one column wide; what cannot be found is said to stand where the scalar stands.
        """
        if len(self._units) != self._before[-1]:
            return self._scalar.span
        length = len(self._scalar.text)
        start = min(max(start, 0), length)
        end = min(max(end, start), length)
        begins = self._raw_start(start)
        ends = max(self._raw_start(end - 1, after=True) if end > start else begins, begins + 1)
        line, column = self._locate(begins)
        return Span(line, column, *(self._locate(ends) if ends > begins + 1 else (line, column + 1)))

    def edit(self, start: int, end: int, instead: str) -> tuple[Span, str] | None:
        """What to write where, so that the text has `instead` for [start, end).

        The whole text anew, in quotes, where it could not be read back as it stands; None where that is not possible.
        """
        own = self._scalar
        text = f"{own.text[:start]}{instead}{own.text[end:]}"
        if _holds(own, text, instead):
            return self.span(start, end), instead
        if own.span.line != own.span.end_line or not text.isprintable():
            return None
        return own.span, quoted(text)

    def _raw_start(self, index: int, *, after: bool = False) -> int:
        """Where the code point at that index of the text begins in the source, or the place just after it."""
        cooked, units, start = self._scalar.text, self._units, self._scalar.start
        before = self._before[index]
        if index < len(cooked) and cooked[index] not in _BLANK:
            return units[before][1 if after else 0]
        if not units:
            return start
        if not before:
            return max(units[0][0] - 1, start) + after
        blanks = index - len(cooked[:index].rstrip(_BLANK))
        limit = units[before][0] - 1 if before < len(units) else self._scalar.end
        return min(units[before - 1][1] + blanks, max(limit, units[before - 1][1])) + after

    def _locate(self, index: int) -> tuple[int, int]:
        """Line and column of a source index at or after the scalar's start, counted from where the scalar begins."""
        own = self._scalar.span
        lines = bisect_right(self._line_starts, index)
        if not lines:
            return own.line, own.column + index - self._scalar.start
        return own.line + lines, index - self._line_starts[lines - 1] + 1


def _holds(scalar: Scalar, text: str, instead: str) -> bool:
    """Whether a scalar of that style can hold such a text, of which `instead` is new."""
    match scalar.style:
        case '"':
            return '"' not in instead and "\\" not in instead
        case "'":
            return "'" not in instead
        case "|" | ">":
            return True
        case _:
            source = scalar.source.text
            before = source[source.rfind("\n", 0, scalar.start) + 1 : scalar.start]
            in_flow = len(_OPENING.findall(before)) > len(_CLOSING.findall(before))
            if _NOT_PLAIN.search(text) or (in_flow and _NOT_IN_FLOW.search(text)):
                return False
            return isinstance(resolve(text), str)


def _units(scalar: Scalar) -> Iterator[tuple[int, int]]:
    """For each non-blank character of the cooked text, where it stands in the source: [start, end)."""
    text, start, end = scalar.source.text, scalar.start, scalar.end
    match scalar.style:
        case '"':
            return _double_quoted(text, start + 1, end - 1)
        case "'":
            return _single_quoted(text, start + 1, end - 1)
        case "|" | ">":
            header = LINE_BREAK.search(text, start, end)
            return _as_written(text, header.end() if header else end, end)
        case _:
            return _as_written(text, start, end)


def _as_written(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    return ((index, index + 1) for index in range(start, end) if text[index] not in _BLANK)


def _single_quoted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    index = start
    while index < end:
        width = 2 if text[index] == "'" else 1
        if text[index] not in _BLANK:
            yield index, index + width
        index += width


def _double_quoted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    index = start
    while index < end:
        width, blank = 1, text[index] in _BLANK
        if text[index] == "\\":
            kind = text[index + 1]
            digits = _HEX.get(kind, 0)
            width = 2 + digits
            blank = kind in _BLANK_ESCAPES or (digits > 0 and chr(int(text[index + 2 : index + width], 16)) in _BLANK)
        if not blank:
            yield index, index + width
        index += width
