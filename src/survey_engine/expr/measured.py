"""A number and what is known of it before anybody has answered."""

from __future__ import annotations

from dataclasses import dataclass

from survey_engine.expr import nodes
from survey_engine.expr.nodes import At
from survey_engine.expr.types import NumberType


@dataclass(frozen=True, slots=True)
class Measured:
    """A number's value and type; `bare` when it reads nothing, for a literal suits any unit.

    `type.places` and `type.digits` follow from what the fields declare. An answer that breaks its declared places is
    still in effect and may have more, but never more digits after the point than `digits + places`.
    """

    value: nodes.Value
    type: NumberType
    bare: bool


def field(path: str, type: NumberType, at: At) -> Measured:
    """The number at a path."""
    kind = nodes.Ref(path, "decimal" if type.places else "integer", at)
    return Measured(kind, NumberType(type.places, type.digits, type.unit), False)
