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
Clause = nodes.Compare | nodes.Among | nodes.Confirmed | nodes.Answered | nodes.CannotSay | Picked | Within
Plain = Clause | Denied | All | Some

_MIRRORED: dict[Operator, Operator] = {"==": "==", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
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
        case nodes.Compare() if isinstance(condition.left, _LITERALS) and not isinstance(condition.right, _LITERALS):
            mirrored = _MIRRORED[condition.operator]
            clause = replace(condition, operator=mirrored, left=condition.right, right=condition.left)
        case _:
            clause = condition
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
        case Picked(path, some, every), Picked(other, more, also) if path == other:
            of_any = together is Some and not every and not also
            of_all = together is All and (every or len(some) == 1) and (also or len(more) == 1)
            if of_any or of_all:
                return Picked(path, tuple(dict.fromkeys((*some, *more))), all=of_all)
        case Denied(Picked(path, some, False)), Denied(Picked(other, more, False)) if path == other:
            if together is All:
                return Denied(Picked(path, tuple(dict.fromkeys((*some, *more)))))
        case ((nodes.Compare() | Within()), nodes.Compare()) if together is All:
            bounds, more_bounds = _bounds(first), _bounds(second)
            if bounds and more_bounds and _of(first) == second.left:
                return Within(second.left, (*bounds, *more_bounds))
        case _:
            pass
    return None


def _of(clause: nodes.Compare | Within) -> nodes.Value:
    return clause.left if isinstance(clause, nodes.Compare) else clause.value


def _bounds(clause: nodes.Compare | Within) -> tuple[tuple[Operator, nodes.Literals], ...]:
    """What a clause says of its value by order and a literal; nothing where it says something else."""
    if isinstance(clause, Within):
        return clause.bounds
    if clause.operator != "==" and isinstance(clause.right, nodes.Number | nodes.Day):
        return ((clause.operator, clause.right),)
    return ()
