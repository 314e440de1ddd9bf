"""The reader that turns an expression into a tree of JSON values, for a program in another language.

Every node is an object whose `op` says what it is. Numbers are text, for many readers of JSON would round them. The
vocabulary is that of `exchange/form-json.schema.json`; it is published, so what stands here changes only with its
version.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, assert_never

from survey_engine.expr import nodes

Tree = dict[str, Any]


def condition(node: nodes.Condition) -> Tree:
    """A condition as a tree: true or false."""
    match node:
        case nodes.Or():
            return {"op": "or", "parts": [condition(part) for part in node.parts]}
        case nodes.And():
            return {"op": "and", "parts": [condition(part) for part in node.parts]}
        case nodes.Not():
            return {"op": "not", "part": condition(node.part)}
        case nodes.Compare():
            return {"op": node.operator, "left": value(node.left), "right": value(node.right)}
        case nodes.Among():
            return {"op": "in", "value": value(node.value), "literals": [value(each) for each in node.literals]}
        case nodes.OneOf():
            return {"op": "one_of", "path": node.path, "options": list(node.options)}
        case nodes.Chosen():
            return {"op": "chosen", "path": node.path, "option": node.option}
        case nodes.Confirmed():
            return {"op": "confirmed", "path": node.path}
        case nodes.Answered():
            return {"op": "answered", "path": node.path}
        case nodes.CannotSay():
            return {"op": "cannot_say", "path": node.path, "number": _plain(node.sentinel)}
        case _:
            assert_never(node)


def value(node: nodes.Value) -> Tree:
    """A value as a tree: a number, a date or a text, or missing."""
    match node:
        case nodes.Ref():
            return {"op": "value", "path": node.path, "type": node.type}
        case nodes.Number():
            return {"op": "number", "number": _plain(node.value)}
        case nodes.Day():
            return {"op": "date", "date": node.value.isoformat()}
        case nodes.Text():
            return {"op": "text", "text": node.value}
        case nodes.Arithmetic():
            return {"op": node.operator, "left": value(node.left), "right": value(node.right)}
        case nodes.Negative():
            return {"op": "negative", "value": value(node.value)}
        case nodes.Absolute():
            return {"op": "abs", "value": value(node.value)}
        case nodes.Round():
            divided = {} if node.divisor is None else {"divisor": value(node.divisor)}
            return {"op": "round", "dividend": value(node.dividend)} | divided | {"places": node.places}
        case nodes.Aggregate():
            return {"op": node.function, "items": [value(item) for item in node.items]}
        case nodes.Count():
            return {"op": "count", "items": [value(item) for item in node.items]}
        case nodes.CountChosen():
            return {"op": "count_chosen", "path": node.path}
        case _:
            assert_never(node)


def _plain(number: Decimal) -> str:
    """A number in digits, with a point where it has decimals, never with an exponent."""
    return format(number, "f")
