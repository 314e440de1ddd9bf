"""A condition made plain before it is put into words: no negation of a whole, nothing nested that need not be.

`not (a and b)` is `not a or not b`: logic is two-valued (DESIGN §3, rule 4), so nothing is lost. What is said of one
question several times over is said once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from survey_engine.expr import nodes


@dataclass(frozen=True, slots=True)
class Picked:
    """Some, or all, of these options are chosen at one question."""

    path: str
    options: tuple[str, ...]
    all: bool = False


@dataclass(frozen=True, slots=True)
class Within:
    """One value keeps several bounds at once: each an operator and a literal."""

    value: nodes.Value
    bounds: tuple[tuple[Operator, nodes.Literals], ...]


@dataclass(frozen=True, slots=True)
class HowMany:
    """The number of options that are chosen at one question keeps all of these bounds."""

    path: str
    bounds: tuple[tuple[Operator, int], ...]


@dataclass(frozen=True, slots=True)
class Denied:
    """The opposite of a clause; true where a value that it reads is missing, as `not` is."""

    clause: Clause


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple[Plain, ...]


@dataclass(frozen=True, slots=True)
class Some:
    parts: tuple[Plain, ...]


Operator = Literal["==", "<", "<=", ">", ">="]
Clause = nodes.Compare | nodes.Among | nodes.Confirmed | nodes.Answered | nodes.CannotSay | Picked | Within | HowMany
Plain = Clause | Denied | All | Some

_MIRRORED: dict[Operator, Operator] = {"==": "==", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_OPPOSITE: dict[Operator, Operator] = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_LITERALS = (nodes.Number, nodes.Day, nodes.Text)


def plain(condition: nodes.Condition, *, denied: bool = False) -> Plain:
    """The condition, or with `denied` its opposite, as clauses that stand in at most alternating `All` and `Some`."""
    match condition:
        case nodes.Not():
            return plain(condition.part, denied=not denied)
        case nodes.And() | nodes.Or():
            together = All if isinstance(condition, nodes.And) is not denied else Some
            parts = [plain(part, denied=denied) for part in condition.parts]
            return _joined(together, list(_flat(together, parts)))
        case nodes.OneOf():
            clause: Clause = Picked(condition.path, tuple(dict.fromkeys(condition.options)))
        case nodes.Chosen():
            clause = Picked(condition.path, (condition.option,))
        case nodes.Compare():
            clause = _value_first(condition)
            if isinstance(clause.left, nodes.CountChosen) and isinstance(clause.right, nodes.Number):
                return _how_many(clause, clause.left.path, clause.right, denied=denied)
        case _:
            clause = condition
    return Denied(clause) if denied else clause


def _value_first(compare: nodes.Compare) -> nodes.Compare:
    """The comparison with its literal, if it has one, on the right."""
    left, right = compare.left, compare.right
    if isinstance(left, _LITERALS) and not isinstance(right, _LITERALS):
        return replace(compare, operator=_MIRRORED[compare.operator], left=right, right=left)
    return compare


def _how_many(compare: nodes.Compare, path: str, right: nodes.Number, *, denied: bool) -> Plain:
    """How many options are chosen; that is never missing, so "not more than" is "at most"."""
    number = int(right.value)
    if number != right.value or number < 0:
        return Denied(compare) if denied else compare
    operator = compare.operator
    if denied and operator != "==":
        operator, denied = _OPPOSITE[operator], False
    match operator, number:
        case ("==", 0) if denied:
            return HowMany(path, ((">=", 1),))
        case (">", 0):
            operator, number = ">=", 1
        case ("<", 1) | ("<=", 0):
            operator, number = "==", 0
        case _:
            pass
    clause = HowMany(path, ((operator, number),))
    return Denied(clause) if denied else clause


def _flat(together: type[All | Some], parts: Sequence[Plain]) -> Iterator[Plain]:
    for part in parts:
        if isinstance(part, All | Some) and isinstance(part, together):
            yield from part.parts
        else:
            yield part


def _joined(together: type[All | Some], parts: list[Plain]) -> Plain:
    """The parts together, each said once, those on one question as one."""
    merged: list[Plain] = []
    for part in dict.fromkeys(parts):
        for place, earlier in enumerate(merged):
            both = _merged(together, earlier, part)
            if both is not None:
                merged[place] = both
                break
        else:
            merged.append(part)
    return merged[0] if len(merged) == 1 else together(tuple(merged))


def _merged(together: type[All | Some], first: Plain, second: Plain) -> Plain | None:
    """Two parts as one, where one clause can say both."""
    match first, second:
        case Picked(), Picked() if first.path == second.path:
            return _both_picked(first, second, all=together is All)
        case Denied(Picked() as one), Denied(Picked() as other) if one.path == other.path:
            both = _both_picked(one, other, all=together is Some)
            return Denied(both) if both is not None else None
        case HowMany(path, bounds), HowMany(other, more) if path == other and together is All:
            if all(operator != "==" for operator, _ in (*bounds, *more)):
                return HowMany(path, (*bounds, *more))
        case ((nodes.Compare() | Within()), nodes.Compare()) if together is All:
            limits, more_limits = _limits(first), _limits(second)
            if limits and more_limits and _of(first) == second.left:
                return Within(second.left, (*limits, *more_limits))
        case _:
            pass
    return None


def _both_picked(first: Picked, second: Picked, *, all: bool) -> Picked | None:
    """What two parts say of one question, of which all or any must hold, as one."""
    one_kind = (part.all is all or len(part.options) == 1 for part in (first, second))
    options = tuple(dict.fromkeys((*first.options, *second.options)))
    return Picked(first.path, options, all=all and len(options) > 1) if False not in one_kind else None


def _of(clause: nodes.Compare | Within) -> nodes.Value:
    return clause.left if isinstance(clause, nodes.Compare) else clause.value


def _limits(clause: nodes.Compare | Within) -> tuple[tuple[Operator, nodes.Literals], ...]:
    """What a clause says of its value by order and a literal; nothing where it says something else."""
    if isinstance(clause, Within):
        return clause.bounds
    if clause.operator != "==" and isinstance(clause.right, nodes.Number | nodes.Day):
        return ((clause.operator, clause.right),)
    return ()
