"""`sum`, `min`, `max` and `count`: over a group, a scale, a matrix row or column, or over numbers written out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from survey_engine.diagnostics import Rule
from survey_engine.expr import nodes, syntax
from survey_engine.expr.lookup import Lookup
from survey_engine.expr.measured import Measured, field
from survey_engine.expr.nodes import At
from survey_engine.expr.types import ChoicesType, ManyType, NumberType

Name = Literal["sum", "min", "max", "count"]

UNEQUAL_UNITS = Rule(
    "unequal-units",
    {"sv": "{function} blandar enheter: {units}", "en": "{function} mixes units: {units}"},
    {
        "sv": "ta bara med tal med samma enhet, utskrivna: {function}(a, b)",
        "en": "take only numbers of the same unit, written out: {function}(a, b)",
    },
)
TOO_FEW_NUMBERS = Rule(
    "too-few-numbers",
    {"sv": "{function} har bara fått ett tal", "en": "{function} is given only one number"},
    {
        "sv": "skriv två eller flera tal, {function}(a, b), eller en grupp, en matrisrad eller en matriskolumn",
        "en": "write two or more numbers, {function}(a, b), or a group, a row or a column of a matrix",
    },
)
NO_NUMBERS = Rule(
    "no-numbers",
    {"sv": "{name} har inga tal för {function}", "en": "{name} has no numbers for {function}"},
    {
        "sv": "skriv en grupp med tal, eller talen själva; beräknade fält räknas aldrig in av sig själva",
        "en": "write a group with numbers, or the numbers themselves; computed fields are never taken in by themselves",
    },
)
_NO_UNIT = "–"


def of(function: Name, items: Sequence[Measured], path: str | None, at: At, lookup: Lookup) -> Measured | None:
    """The sum, least, greatest or number of some numbers; `path` when they were written as one."""
    values = tuple(item.value for item in items)
    bare = all(item.bare for item in items)
    if function == "count":
        return Measured(nodes.Count(values, path, at), NumberType(0, len(str(len(items)))), bare)
    units = {item.type.unit for item in items if not item.bare}
    if len(units) > 1:
        words = ", ".join(sorted(unit or _NO_UNIT for unit in units))
        lookup.report(UNEQUAL_UNITS, at, function=function, units=words)
        return None
    places, digits = max(item.type.places for item in items), max(item.type.digits for item in items)
    if function == "sum":
        digits += len(str(len(items)))
    unit = units.pop() if units else None
    return Measured(nodes.Aggregate(function, values, path, at), NumberType(places, digits, unit), bare)


def chosen(path: str, choices: ChoicesType, at: At) -> Measured:
    """How many options are chosen."""
    return Measured(nodes.CountChosen(path, at), NumberType(0, len(str(len(choices.options)))), False)


def members(function: Name, name: syntax.Name, many: ManyType, lookup: Lookup) -> list[Measured] | None:
    """The numbers of a group, all of them read; None when there are none or one is itself wrong."""
    if not many.numbers:
        lookup.report(NO_NUMBERS, name.at, name=name.path, function=function)
        return None
    if lookup.is_full:
        return None
    items: list[Measured] = []
    for path in many.numbers:
        found = lookup.member(path)
        if isinstance(found, NumberType):
            lookup.read_member(path, name.at)
            items.append(field(path, found, name.at))
    return items if len(items) == len(many.numbers) else None
