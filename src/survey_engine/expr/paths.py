"""The reader that lists the paths an expression reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from survey_engine.expr import nodes


def paths(node: nodes.Node) -> Iterator[str]:
    """Every path that the expression reads, as often as it does, members of groups and rows written out."""
    match node:
        case nodes.Or() | nodes.And():
            for part in node.parts:
                yield from paths(part)
        case nodes.Not():
            yield from paths(node.part)
        case nodes.Compare() | nodes.Arithmetic():
            yield from paths(node.left)
            yield from paths(node.right)
        case nodes.Among() | nodes.Negative() | nodes.Absolute():
            yield from paths(node.value)
        case nodes.Round():
            yield from paths(node.dividend)
            if node.divisor is not None:
                yield from paths(node.divisor)
        case nodes.Aggregate() | nodes.Count():
            for item in node.items:
                yield from paths(item)
        case (
            nodes.OneOf()
            | nodes.Chosen()
            | nodes.Confirmed()
            | nodes.Answered()
            | nodes.CannotSay()
            | nodes.Ref()
            | nodes.CountChosen()
        ):
            yield node.path
        case nodes.Number() | nodes.Day() | nodes.Text():
            return
        case _:
            assert_never(node)
