"""The literals that expressions compare with: what answers near a bound are made of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import assert_never

from survey_engine.expr import nodes


def literals(node: nodes.Node) -> Iterator[nodes.Literals]:
    """Every literal in an expression, as often as it stands there, with its sign; a sentinel compared with is one."""
    match node:
        case nodes.Or() | nodes.And():
            for part in node.parts:
                yield from literals(part)
        case nodes.Not():
            yield from literals(node.part)
        case nodes.Compare() | nodes.Arithmetic():
            yield from literals(node.left)
            yield from literals(node.right)
        case nodes.Among():
            yield from literals(node.value)
            yield from node.literals
        case nodes.Negative(nodes.Number(value)):
            yield nodes.Number(-value)
        case nodes.Negative() | nodes.Absolute():
            yield from literals(node.value)
        case nodes.Round():
            yield from literals(node.dividend)
            if node.divisor is not None:
                yield from literals(node.divisor)
        case nodes.Aggregate() | nodes.Count():
            for item in node.items:
                yield from literals(item)
        case nodes.CannotSay():
            yield nodes.Number(node.sentinel)
        case nodes.Number() | nodes.Day() | nodes.Text():
            yield node
        case nodes.OneOf() | nodes.Chosen() | nodes.Confirmed() | nodes.Answered() | nodes.Ref() | nodes.CountChosen():
            return
        case _:
            assert_never(node)


def days_beside(day: date) -> tuple[date, ...]:
    """The day before and the day after, as far as there are such days."""
    before = (day - timedelta(days=1),) if day > date.min else ()
    after = (day + timedelta(days=1),) if day < date.max else ()
    return before + after
