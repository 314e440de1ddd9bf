"""A YAML document as data that knows where it stands: what the reader makes and shape and build look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from survey_engine.source import Source, Span

Plain = str | int | Decimal | bool | None
"""What a scalar can be under YAML 1.2's core rules; a number with a point is a Decimal, a date is text."""


@dataclass(frozen=True, slots=True, eq=False)
class Scalar:
    """One value. `start` and `end` are the code-point indices of its raw text in the source, quotes and all."""

    value: Plain
    span: Span
    text: str = field(repr=False)
    style: str = field(repr=False)
    start: int = field(repr=False)
    end: int = field(repr=False)
    source: Source = field(repr=False)

    @property
    def quoted(self) -> bool:
        return self.style in ('"', "'")


@dataclass(frozen=True, slots=True, eq=False)
class Sequence:
    items: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Mapping:
    """Keys are text, each there once; `keys` holds where each stands."""

    values: dict[str, Node]
    keys: dict[str, Scalar]
    span: Span

    def get(self, key: str) -> Node | None:
        return self.values.get(key)

    def items(self) -> Iterator[tuple[Scalar, Node]]:
        """Each key as it stands in the file, with its value, in the file's order."""
        return ((self.keys[key], value) for key, value in self.values.items())


Node = Scalar | Sequence | Mapping


def plain(node: Node) -> object:
    """The node as ordinary dicts, lists and scalars, without places."""
    match node:
        case Scalar():
            return node.value
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {key: plain(value) for key, value in node.values.items()}
