"""A page of a generated form while it is written: what is on it so far, and what an expression there may speak of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from survey_engine.testing.scope import Known, Scope, Whole
from survey_engine.testing.yaml_text import Description


@dataclass
class Place:
    """A place for an expression: the key of a thing, and the fields that are shown, or get their value, by it."""

    thing: Description
    key: str
    below: tuple[str, ...]


@dataclass
class Draft:
    """A page while it is written: its fields in order, and the places that still lack their expressions."""

    fields: dict[str, Known] = field(default_factory=dict)
    wholes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    companions: dict[str, str] = field(default_factory=dict)
    shown: list[Place] = field(default_factory=list)
    values: list[Place] = field(default_factory=list)
    anywhere: list[Place] = field(default_factory=list)

    def scope(self, earlier: Scope, order: Mapping[str, float], below: Iterable[str] = ()) -> Scope:
        """Earlier pages, and what comes before all of `below` in the order; the whole page if there is none."""
        limit = min((order[path] for path in below), default=float("inf"))
        fields = {path: known for path, known in self.fields.items() if order[path] < limit}
        wholes = [
            Whole(path, tuple(fields[number] for number in numbers))
            for path, numbers in self.wholes.items()
            if numbers and all(number in fields for number in numbers)
        ]
        return Scope((*earlier.fields, *fields.values()), (*earlier.wholes, *wholes))
