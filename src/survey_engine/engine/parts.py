"""A long form's function is written as several, called one after the other.

Python's own compiler takes some twenty kilobytes of memory for each question, and a function of thousands of them
falls out of every cache: the same number of instructions takes more than twice as long. So no part is long, and each
hands on those of its variables that later parts read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

MOST_LINES = 600
"""A part that has come to so many lines ends at the next question."""

SHARED = "get, values, visible, show, found, unanswered, losses, keep, offered, shells, derived"
"""What every part adds to (and `get`, which reads an answer)."""

_VARIABLE = re.compile(r"\b[nsv]\d+\b")
_IN_A_LINE = 40


@dataclass
class Part:
    """Some lines of the function, and the variables that they set, each with what it is until then."""

    lines: list[str] = field(default_factory=list)
    own: dict[str, str] = field(default_factory=dict)

    @property
    def is_full(self) -> bool:
        return len(self.lines) >= MOST_LINES

    def used(self) -> set[str]:
        """The variables that the lines speak of."""
        return set(_VARIABLE.findall("\n".join(self.lines)))


@dataclass
class Reads:
    """The answers that a block reads, all at once, in a line at its head: variable → path.

    One call reads them faster than as many, and a processor can then wait for several of them at a time.
    """

    line: int
    of: dict[str, str] = field(default_factory=dict)


def sources(parts: Sequence[Part], ending: Sequence[str]) -> list[str]:
    """The source of each part's function, and last of the function that calls them and ends with those lines."""
    beginning = [
        "def evaluate(answers):",
        " get = answers.get; values = {}; visible = []; show = visible.append; found = []; unanswered = []",
        " losses = []; texts = []; keep = texts.append; offered = {}; shells = []; derived = []",
    ]
    written, calls, later = [], [], set[str]()
    for number, part in reversed(list(enumerate(parts))):
        used = part.used()
        taken = [name for name in sorted(used) if name not in part.own]
        given = [name for name in part.own if name in later]
        later |= set(taken)
        head = f"part{number}({', '.join([SHARED, *taken])})"
        written.append("\n".join([f"def {head}:", *_first(part), *part.lines, f" return ({_tuple(given)})"]))
        calls.append(f" ({_tuple(given)}) = {head}" if given else f" {head}")
    return [*written, "\n".join([*beginning, *reversed(calls), *ending])]


def _first(part: Part) -> Iterator[str]:
    """What a part begins with: names for Python's types, and its variables before anything is known."""
    yield " kind = type; textual = str; whole = int; many = list"
    for value in sorted(set(part.own.values())):
        names = [name for name, first in part.own.items() if first == value]
        for start in range(0, len(names), _IN_A_LINE):
            yield f" {' = '.join(names[start : start + _IN_A_LINE])} = {value}"


def _tuple(names: Sequence[str]) -> str:
    return "".join(f"{name}, " for name in names)
