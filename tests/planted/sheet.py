"""A form as it is written: its scalars, its things and its lines, with their places in the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from random import Random
from typing import TypeVar

import yaml

Path = tuple[str | int, ...]
Place = TypeVar("Place")
CONDITIONS = ("visible_if", "error_if", "warn_if")


@dataclass(frozen=True)
class Planted:
    """A form with one mistake in it.

    `lines` are where the mistake stands: a diagnostic is right on any of them. `right` is what should be written
    instead, where one spelling is nearest, and `meant` the whole text with that: what a fix should give.
    """

    text: str
    lines: frozenset[int]
    meant: str
    right: str | None = None


Kind = Callable[[str, Random], Planted | None]


@dataclass(frozen=True)
class Written:
    """A scalar as it is written; of a key, `path` ends with the key itself."""

    path: Path
    value: str
    start: int
    end: int
    style: str
    is_key: bool
    in_braces: bool

    @property
    def key(self) -> str:
        """The key that it stands beside; in a list the list's."""
        return next((step for step in reversed(self.path) if isinstance(step, str)), "")

    @property
    def in_scenarios(self) -> bool:
        return self.path[0] == "scenarios"

    @property
    def is_expression(self) -> bool:
        """Whether it is a condition or a computed value."""
        if self.is_key or self.in_scenarios:
            return False
        if self.path[0] == "never" or self.key in CONDITIONS:
            return True
        return (self.key == "required" and self.value not in ("true", "false")) or self.path[-1] == "value"


@dataclass(frozen=True)
class Thing:
    """A mapping with an id: a question, a page, a field, a row or an option."""

    path: Path
    id: str
    keys: tuple[str, ...]
    start: int
    end: int
    in_braces: bool

    @property
    def is_question(self) -> bool:
        return len(self.path) == 4 and self.path[2] == "questions"


@dataclass(frozen=True)
class Sheet:
    text: str
    scalars: tuple[Written, ...]
    things: tuple[Thing, ...]
    expressions: tuple[Written, ...] = field(default=())

    def values(self, *keys: str) -> list[Written]:
        """The values beside these keys, scenarios aside."""
        return [s for s in self.scalars if not s.is_key and not s.in_scenarios and s.path[-1] in keys]

    def keys(self, *keys: str) -> list[Written]:
        """These keys themselves, scenarios aside."""
        return [s for s in self.scalars if s.is_key and not s.in_scenarios and s.path[-1] in keys]

    def in_expressions(self, pattern: str) -> list[tuple[int, int]]:
        """Where a pattern is found in the expressions: its first group, if it has one."""
        found = []
        for each in self.expressions:
            for match in re.finditer(pattern, self.text[each.start : each.end]):
                start, end = match.span(match.lastindex or 0)
                found.append((each.start + start, each.start + end))
        return found

    def options(self) -> dict[str, list[Thing]]:
        """The options of each question or option set, by its id or name."""
        owned: dict[str, list[Thing]] = {}
        for thing in self.things:
            if thing.path[-2] == "options":
                owned.setdefault(str(self.at(thing.path[:-2])), []).append(thing)
            elif thing.path[0] == "option_sets":
                owned.setdefault(f"set {thing.path[1]}", []).append(thing)
        return owned

    def at(self, path: Path) -> str | None:
        return next((thing.id for thing in self.things if thing.path == path), None)

    def line(self, index: int) -> int:
        return self.text.count("\n", 0, index) + 1

    def words_read(self) -> set[str]:
        """Every name that an expression speaks of, and its parts."""
        written = (each.value for each in self.scalars if each.is_expression)
        return {word for text in written for word in re.findall(r"[a-zåäö][a-zåäö0-9_]*", text)}

    def words_used(self) -> set[str]:
        """Every name that an expression or a scenario speaks of, and its parts."""
        words: set[str] = set()
        for each in self.scalars:
            if each.is_expression or (each.in_scenarios and each.key != "name"):
                words.update(re.findall(r"[a-zåäö][a-zåäö0-9_]*", each.value))
                words.update(str(each.path[-1]).split(".") if each.is_key else ())
        return words


@lru_cache(maxsize=32)
def sheet(text: str) -> Sheet:
    """What is written in a form that is well."""
    root = yaml.compose(text, Loader=yaml.CBaseLoader)
    scalars: list[Written] = []
    things: list[Thing] = []
    assert root is not None
    _look(root, (), False, scalars, things)
    return Sheet(text, tuple(scalars), tuple(things), tuple(s for s in scalars if s.is_expression))


def _look(node: yaml.Node, path: Path, in_braces: bool, scalars: list[Written], things: list[Thing]) -> None:
    match node:
        case yaml.ScalarNode():
            scalars.append(_written(node, path, False, in_braces))
        case yaml.SequenceNode():
            for index, item in enumerate(node.value):
                _look(item, (*path, index), in_braces or bool(node.flow_style), scalars, things)
        case yaml.MappingNode():
            flow = in_braces or bool(node.flow_style)
            keys = {key.value: value for key, value in node.value}
            if isinstance(keys.get("id"), yaml.ScalarNode):
                place = (node.start_mark.index, node.end_mark.index)
                things.append(Thing(path, keys["id"].value, tuple(keys), *place, bool(node.flow_style)))
            for key, value in node.value:
                scalars.append(_written(key, (*path, key.value), True, flow))
                _look(value, (*path, key.value), flow, scalars, things)


def _written(node: yaml.ScalarNode, path: Path, is_key: bool, in_braces: bool) -> Written:
    place = (node.start_mark.index, node.end_mark.index)
    return Written(path, node.value, *place, node.style or "", is_key, in_braces)


def chosen(rng: Random, places: Sequence[Place]) -> Place | None:
    return rng.choice(places) if places else None


def replaced(text: str, start: int, end: int, instead: str, right: str | None = None) -> Planted:
    """The text with [start, end) replaced."""
    line = text.count("\n", 0, start) + 1
    return Planted(text[:start] + instead + text[end:], frozenset([line]), text, right)


def lines_of(text: str, thing: Thing) -> tuple[int, int]:
    """Where the lines of a thing in a list begin and end: from its dash to the next thing."""
    start = text.rfind("\n", 0, thing.start) + 1
    indent = len(re.match(r" *", text[start:])[0])  # type: ignore[index] # matches always
    after = re.compile(rf"^ {{0,{indent}}}[^ \n]", re.MULTILINE).search(text, text.index("\n", start))
    return start, after.start() if after else len(text)


def structure(text: str) -> Iterator[tuple[int, int]]:
    """The lines of keys and dashes, as [start, end): no comments, no lines inside of a text."""
    begun = {text.rfind("\n", 0, s.start) + 1 for s in sheet(text).scalars if s.is_key}
    for start in sorted(begun):
        end = text.find("\n", start)
        yield start, end if end >= 0 else len(text)


def misspelt(word: str, rng: Random, known: frozenset[str] = frozenset()) -> str:
    """The word with one slip of the finger: a letter left out, doubled, wrong, or two swapped."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    while True:
        at = rng.randrange(len(word))
        slips = [word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:]]
        slips.append(word[:at] + rng.choice(letters) + word[at + 1 :])
        if at + 1 < len(word):
            slips.append(word[:at] + word[at + 1] + word[at] + word[at + 2 :])
        slip = rng.choice(slips)
        if slip != word and slip not in known and re.fullmatch(r"[a-zåäö][a-zåäö0-9_]*", slip):
            return slip
