"""Plain text of a certain width: wrapped lines, and tables. A letter may take two columns, or none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from survey_engine.rendering.cells import safe, width

GAP = 2
_NARROWEST_LABELS = 20
_SPACES = " \t\n\r\f\v"
_WORD = re.compile(rf"[(\[][ x][)\]](?: [^{_SPACES}]+)?|[^{_SPACES}]+(?: \*(?![^{_SPACES}]))?")
"""A box to tick stays with the word after it and a star with the one before; other spaces are part of a word."""
_LINK = re.compile(r"\W?(?:https?://|[^@]+@[^@]+\.[^@]+\Z)", re.IGNORECASE)
_SOFT_HYPHEN = "\N{SOFT HYPHEN}"
_ACTING = re.compile("[^\u200c\u200d]+")


def clean(text: str) -> str:
    """A text in which no character acts on the text around it; the joiners that scripts and emoji need may stay."""
    return _ACTING.sub(lambda found: safe(found[0]), text.replace("\r\n", "\n").replace(_SOFT_HYPHEN, ""))


def columns(text: str) -> int:
    """How many columns a line takes."""
    return len(text) if max(text, default="") < "\u0300" else sum(map(width, text))


def wrapped(text: str, room: int, first: str = "", rest: str | None = None) -> list[str]:
    """Lines of at most so many columns, the first after `first`, the others after `rest` (else as many spaces).

    A line break stays one. Only a word that is longer than a line is broken, and no link is.
    """
    rest = " " * columns(first) if rest is None else rest
    lines: list[str] = []
    for paragraph in clean(text).split("\n"):
        lines += _filled(paragraph, room, first if not lines else rest, rest)
    return lines


def _filled(paragraph: str, room: int, first: str, rest: str) -> Iterator[str]:
    line, used, empty = first, columns(first), True
    for word in _words(paragraph, max(room - columns(rest), 1)):
        taken = columns(word)
        if not empty and used + 1 + taken > room:
            yield line.rstrip()
            line, used, empty = rest, columns(rest), True
        line += word if empty else f" {word}"
        used += taken if empty else taken + 1
        empty = False
    yield line.rstrip()


def _words(paragraph: str, room: int) -> Iterator[str]:
    for word in _WORD.findall(paragraph):
        if columns(word) <= room or _LINK.match(word):
            yield word
        else:
            yield from _pieces(word, room)


def _pieces(word: str, room: int) -> Iterator[str]:
    """A word in pieces that fit; what takes no column of its own stays with the letter before it."""
    begin = used = 0
    for place, letter in enumerate(word):
        taken = width(letter)
        if used + taken > room and place > begin:
            yield word[begin:place]
            begin, used = place, 0
        used += taken
    yield word[begin:]


def underlined(lines: Sequence[str], mark: str) -> list[str]:
    """Lines with a line of marks under them, as long as the longest."""
    return [*lines, mark * max(map(columns, lines), default=0)]


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], room: int) -> list[str] | None:
    """A table, its first column for labels; None where it does not fit without breaking words.

    What a row holds stands on the last line of its label. A line break in a cell stays one.
    """
    heads, rows = [clean(head) for head in heads], [[clean(cell) for cell in row] for row in rows]
    widths = _widths(list(zip(heads, *rows, strict=True)), room)
    if widths is None:
        return None
    written = [list(_row(row, widths)) for row in rows]
    apart = any(len(lines) > 1 for lines in written)
    lines = [*_row(heads, widths)] if any(heads) else []
    if lines:
        lines.append((" " * GAP).join("-" * each for each in widths))
    for place, row in enumerate(written):
        lines += ["", *row] if apart and place else row
    return lines


def _widths(by_column: Sequence[Sequence[str]], room: int) -> list[int] | None:
    """How wide each column is: at least its longest word, and the labels as wide as they need."""
    widths = [max((columns(word) for cell in cells for word in _WORD.findall(cell)), default=1) for cells in by_column]
    wanted = [max(columns(line) for cell in cells for line in cell.split("\n")) for cells in by_column]
    spare = room - sum(widths) - GAP * (len(widths) - 1)
    if spare < 0:
        return None
    for column, most in enumerate(wanted):
        more = min(max(most - widths[column], 0), spare)
        widths[column] += more
        spare -= more
    return widths if widths[0] >= min(wanted[0], _NARROWEST_LABELS) else None


def _row(cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """The lines of a row, its cells standing on its last line."""
    written = [wrapped(cell, room) for cell, room in zip(cells, widths, strict=True)]
    height = max(map(len, written))
    for line in zip(*([""] * (height - len(lines)) + lines for lines in written), strict=True):
        padded = (part + " " * (room - columns(part)) for part, room in zip(line, widths, strict=True))
        yield (" " * GAP).join(padded).rstrip()


def indented(lines: Iterable[str], by: int) -> list[str]:
    """The lines further in; empty ones stay empty."""
    return [f"{' ' * by}{line}" if line else "" for line in lines]


def spaced(blocks: Iterable[Sequence[str]]) -> list[str]:
    """Blocks of lines with an empty line between; empty blocks are left out."""
    lines: list[str] = []
    for block in blocks:
        if block:
            lines += ["", *block] if lines else block
    return lines


def led(label: str) -> str:
    """A label before what it names on the same line."""
    return label if label.rstrip().endswith((":", "?", "…", ".")) else f"{label.rstrip()}:"
