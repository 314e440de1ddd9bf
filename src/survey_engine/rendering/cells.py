"""How a text looks in a terminal: what each character is shown as, how wide that is, and which part of a line fits."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

TAB = " " * 4
ELLIPSIS = "…"
_UNSEEN = "�"
_PLAIN = re.compile(r"[ -~¡-¬®-ʯ–—‘’“”…]*")


class Piece(NamedTuple):
    """A line as it is shown, with the columns (from 0) where a stretch of it begins and ends."""

    text: str
    start: int
    end: int


def shown(character: str) -> str:
    """What a terminal is given for a character: itself, or for one that is unseen or acts on it something harmless."""
    if character == "\t":
        return TAB
    if character < " ":
        return chr(0x2400 + ord(character))
    if character == "\x7f":
        return "\u2421"
    return _UNSEEN if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") else character


def width(character: str) -> int:
    """How many columns it takes: two for wide East Asian characters and emoji, none for combining marks."""
    if character == "\t":
        return len(TAB)
    if unicodedata.category(character) in ("Mn", "Me") or "\u1160" <= character <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def safe(text: str) -> str:
    """A text of which nothing acts on a terminal; its line breaks stay."""
    if _PLAIN.fullmatch(text):
        return text
    return "\n".join("".join(map(shown, line)) for line in text.replace("\r\n", "\n").split("\n"))


def safe_line(text: str) -> str:
    """A text of which nothing acts on a terminal, on one line: a name cannot pass for a line of its own."""
    return safe(text.replace("\r", "\u240d").replace("\n", "\u240a"))


def cut(line: str, start: int, end: int, room: int) -> Piece:
    """As much of the line as fits into `room` columns, around the stretch [start, end) of its characters.

    The stretch is at least one column wide and begins with a whole character, not with a combining mark.
    """
    start = min(max(start, 0), len(line))
    while 0 < start < len(line) and width(line[start]) == 0:
        start -= 1
    end = min(max(end, start), len(line))
    left, right = _window(line, start, end, room)
    before = (ELLIPSIS if left else "") + _text(line[left:start])
    inside = _text(line[start : min(end, right)])
    after = _text(line[min(end, right) : right]) + (ELLIPSIS if right < len(line) else "")
    begins = _columns(before)
    return Piece(before + inside + after, begins, begins + max(1, _columns(inside)))


def _window(line: str, start: int, end: int, room: int) -> tuple[int, int]:
    """Which characters of the line are shown: all, or the stretch with a third of the room before it."""
    if len(line) <= 4 * room and _columns(_text(line)) <= room:
        return 0, len(line)
    room -= 2 * len(ELLIPSIS)
    wanted = _reach(line, start, end, room)
    left = start - _reach(line, start, 0, room // 3)
    right = start + _reach(line, start, len(line), room - _columns(_text(line[left:start])))
    spare = room - _columns(_text(line[left : max(right, start + wanted)]))
    return left - _reach(line, left, 0, max(spare, 0)), right


def _reach(line: str, origin: int, limit: int, room: int) -> int:
    """How many characters from `origin` towards `limit` fit into so many columns; never very many that have none."""
    step = 1 if limit >= origin else -1
    used = taken = 0
    while origin + step * taken != limit and taken < 4 * room:
        used += width(line[origin + step * taken - (step < 0)])
        if used > room:
            break
        taken += 1
    return taken


def _text(line: str) -> str:
    return "".join(map(shown, line))


def _columns(text: str) -> int:
    return sum(map(width, text))
