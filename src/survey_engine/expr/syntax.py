"""An expression as it was written, before its names mean anything: frozen nodes without behaviour.

`at` is the stretch of the expression's text, in code points from 0, end exclusive; brackets around a node are no part
of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, assert_never

from survey_engine.expr.nodes import At

Comparator = Literal["==", "!=", "<", "<=", ">", ">=", "in", "not in"]


@dataclass(frozen=True, slots=True)
class Logic:
    operator: Literal["and", "or"]
    parts: tuple[Node, ...]
    at: At


@dataclass(frozen=True, slots=True)
class Not:
    part: Node
    at: At


@dataclass(frozen=True, slots=True)
class Comparison:
    """A chain of comparisons: one operand more than operators."""

    operands: tuple[Node, ...]
    operators: tuple[Comparator, ...]
    at: At


@dataclass(frozen=True, slots=True)
class Arithmetic:
    operator: Literal["+", "-", "*", "/"]
    left: Node
    right: Node
    at: At


@dataclass(frozen=True, slots=True)
class Negative:
    part: Node
    at: At


@dataclass(frozen=True, slots=True)
class Name:
    """A dotted path or an option's id, in Unicode's NFC and otherwise as it was written."""

    path: str
    at: At


@dataclass(frozen=True, slots=True)
class Number:
    value: Decimal
    at: At


@dataclass(frozen=True, slots=True)
class String:
    """A quoted text, in Unicode's NFC, line breaks as spaces; `at` takes in the quotes."""

    value: str
    at: At


@dataclass(frozen=True, slots=True)
class List:
    items: tuple[Node, ...]
    at: At


@dataclass(frozen=True, slots=True)
class Call:
    function: Name
    arguments: tuple[Node, ...]
    at: At


Node = Logic | Not | Comparison | Arithmetic | Negative | Name | Number | String | List | Call


def children(node: Node) -> tuple[Node, ...]:
    """The nodes right below a node, in the order they are written."""
    match node:
        case Logic():
            return node.parts
        case Comparison():
            return node.operands
        case Arithmetic():
            return (node.left, node.right)
        case Not() | Negative():
            return (node.part,)
        case List():
            return node.items
        case Call():
            return node.arguments
        case Name() | Number() | String():
            return ()
        case _:
            assert_never(node)
