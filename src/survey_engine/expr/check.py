"""An expression's text and what its names mean → what it says, or all that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from survey_engine.diagnostics import Rule
from survey_engine.expr.conditions import condition
from survey_engine.expr.lookup import Lookup
from survey_engine.expr.mistakes import CALCULATION, CONDITION, Mistake, mistake, placed
from survey_engine.expr.nodes import At, Condition, Value
from survey_engine.expr.numbers import number
from survey_engine.expr.parser import parse
from survey_engine.expr.scope import Scope
from survey_engine.expr.types import NumberType

READS_NOTHING = Rule(
    "reads-nothing",
    {"sv": "{whole} nämner ingen fråga", "en": "{whole} names no question"},
    {
        "sv": "så blir det alltid detsamma; skriv den fråga som avgör, till exempel antal > 0, eller ta bort alltihop",
        "en": "so it is always the same; write the question that decides, for instance antal > 0, or delete all of it",
    },
)


@dataclass(frozen=True, slots=True)
class Checked:
    """A condition that was checked.

    `tree` is None when something is wrong with it, or (then without mistakes) with a thing that it names, or when it
    reads more than any form may. `reads` are the whole paths of all values it reads, members of groups written out,
    each with where it is written.
    """

    tree: Condition | None
    mistakes: tuple[Mistake, ...]
    reads: tuple[tuple[str, At], ...]


@dataclass(frozen=True, slots=True)
class CheckedValue:
    """A computed value that was checked; `type` is there when `tree` is."""

    tree: Value | None
    type: NumberType | None
    mistakes: tuple[Mistake, ...]
    reads: tuple[tuple[str, At], ...]


def check_condition(text: str, scope: Scope) -> Checked:
    """Reads a text as a condition, in a scope that knows its names."""
    node = parse(text, scope, CONDITION)
    if isinstance(node, tuple):
        return Checked(None, node, ())
    lookup = Lookup(text, scope)
    tree = condition(node, lookup)
    mistakes = _in_order(lookup, tree is not None, CONDITION)
    return Checked(None if mistakes else tree, mistakes, tuple(dict.fromkeys(lookup.reads)))


def check_value(text: str, scope: Scope) -> CheckedValue:
    """Reads a text as a number to compute, in a scope that knows its names."""
    node = parse(text, scope, CALCULATION)
    if isinstance(node, tuple):
        return CheckedValue(None, None, node, ())
    lookup = Lookup(text, scope)
    measured = number(node, lookup)
    mistakes = _in_order(lookup, measured is not None, CALCULATION)
    reads = tuple(dict.fromkeys(lookup.reads))
    if measured is None or mistakes:
        return CheckedValue(None, None, mistakes, reads)
    return CheckedValue(measured.value, measured.type, mistakes, reads)


def _in_order(lookup: Lookup, complete: bool, whole: Mapping[str, str]) -> tuple[Mistake, ...]:
    """The mistakes as they stand in the text, each once; what a chain shares is looked at twice."""
    once = {(m.rule.code, m.at): m for m in lookup.mistakes}
    if complete and not once and not lookup.reads:
        return (placed(mistake(READS_NOTHING, (0, len(lookup.text))), whole),)
    return tuple(sorted(once.values(), key=lambda m: m.at))
