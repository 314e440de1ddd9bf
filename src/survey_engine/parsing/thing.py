"""One thing of a form (a page, a question, an option …) as it stands in the file, read with tolerance.

What has the wrong shape was reported by the shape room; here it counts as not written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from survey_engine.frozen import Frozen, frozen
from survey_engine.parsing.document import Mapping, Node, Scalar, Sequence, plain
from survey_engine.parsing.placing import place
from survey_engine.source import Span

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}").fullmatch


@dataclass(frozen=True, slots=True)
class Thing:
    """A mapping of the file. Every reader gives the value, or a default where it is absent or of the wrong shape.

    To the rules about a form it is a `dependencies.Written`.
    """

    node: Mapping

    @property
    def id(self) -> str:
        return self.string("id")

    @property
    def place(self) -> Span:
        """Where the thing is defined: at its id, or at its beginning."""
        value = self.node.get("id")
        return value.span if value is not None else self.node.span

    def has(self, key: str) -> bool:
        return self._under(key) is not None

    def key(self, key: str) -> Span:
        keys = self.node.keys
        written = keys.get(key) or (keys.get("visas_om") if key == "visible_if" else None)
        return written.span if written is not None else self.place

    def at(self, key: str, part: str | int | None = None) -> Span:
        value = self._under(key, part)
        return value.span if value is not None else self.place

    def within(self, key: str, start: int, end: int, part: str | int | None = None) -> Span:
        value = self._under(key, part)
        return place(value, start, end) if isinstance(value, Scalar) else self.at(key, part)

    def texts(self, key: str) -> dict[str | None, str]:
        node = self._under(key)
        if node is None:  # the rules ask for every text of a form: `match` would cost them a third of their time
            return {}
        if isinstance(node, Scalar):
            return {} if node.value is None else {None: str(node.value)}
        found = node.values.items() if isinstance(node, Mapping) else ()
        return {language: str(text.value) for language, text in found if isinstance(text, Scalar)}

    def _under(self, key: str, part: str | int | None = None) -> Node | None:
        value = self.node.get(key)
        if value is None and key == "visible_if":
            value = self.node.get("visas_om")
        if part is None:
            return value
        match value, part:
            case Mapping(), str():
                return value.get(part) or value
            case Sequence(), int() if part < len(value.items):
                return value.items[part]
            case _:
                return value

    def scalar(self, key: str) -> Scalar | None:
        value = self.node.get(key)
        return value if isinstance(value, Scalar) else None

    def string(self, key: str, default: str = "") -> str:
        scalar = self.scalar(key)
        return scalar.value if scalar is not None and isinstance(scalar.value, str) else default

    def flag(self, key: str) -> bool | None:
        scalar = self.scalar(key)
        return scalar.value if scalar is not None and isinstance(scalar.value, bool) else None

    def number(self, key: str) -> int | Decimal | None:
        scalar = self.scalar(key)
        if scalar is None or isinstance(scalar.value, bool) or not isinstance(scalar.value, int | Decimal):
            return None
        return scalar.value

    def whole(self, key: str) -> int | None:
        value = self.number(key)
        return value if isinstance(value, int) else None

    def day(self, key: str) -> date | None:
        written = self.string(key)
        try:
            return date.fromisoformat(written) if _DATE(written) else None
        except ValueError:
            return None

    def nodes(self, key: str) -> tuple[Node, ...]:
        value = self.node.get(key)
        return value.items if isinstance(value, Sequence) else ()

    def things(self, key: str) -> Iterator[Thing]:
        return (Thing(node) for node in self.nodes(key) if isinstance(node, Mapping))

    def strings(self, key: str) -> Iterator[Scalar]:
        return (node for node in self.nodes(key) if isinstance(node, Scalar) and isinstance(node.value, str))

    def entries(self, key: str) -> Iterator[tuple[Scalar, Node]]:
        value = self.node.get(key)
        return value.items() if isinstance(value, Mapping) else iter(())

    def condition(self) -> Scalar | None:
        """The scalar of `visible_if`, or of `visas_om`."""
        for key in ("visible_if", "visas_om"):
            scalar = self.scalar(key)
            if scalar is not None and isinstance(scalar.value, str):
                return scalar
        return None

    def meta(self) -> Frozen[str, Any]:
        value = self.node.get("meta")
        return frozen(json_like(plain(value))) if isinstance(value, Mapping) else Frozen()


def json_like(value: Any) -> Any:
    """The same data with ordinary floats, as a JSON reader would give it."""
    match value:
        case Decimal():
            return float(value)
        case dict():
            return {key: json_like(item) for key, item in value.items()}
        case list():
            return [json_like(item) for item in value]
        case _:
            return value
