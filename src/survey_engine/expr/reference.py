"""The meaning of an expression, by way of `simpleeval`: the slow reader that the others are tested against.

A resolved tree becomes a small tree of Python's own `ast`, in which a path is one name and a literal is a constant,
and simpleeval works that out with operators of ours: a missing value is None, a number is a `Fraction` (exact, and no
decimal context has a say), and a name that is its field's sentinel is missing unless `.given` is asked of it.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, assert_never

from simpleeval import SimpleEval

from survey_engine.expr import nodes

Numeral = int | Decimal
InEffect = int | Decimal | date | str | bool | tuple[str, ...]
Worth = Fraction | date | str | None


def holds(tree: nodes.Condition, values: Mapping[str, InEffect], sentinels: Mapping[str, Numeral]) -> bool:
    """Whether a condition is true of these values in effect; `sentinels` is path → `cannot_say`."""
    return bool(_Reader(values, sentinels).read(_condition(tree)))


def worth(tree: nodes.Value, values: Mapping[str, InEffect], sentinels: Mapping[str, Numeral]) -> Worth:
    """What an expression is worth with these values in effect; None when that is missing."""
    result: Worth = _Reader(values, sentinels).read(_value(tree))
    return result


# The tree of ours as a tree of Python's.


def _condition(node: nodes.Condition) -> ast.expr:
    match node:
        case nodes.Or(parts):
            return ast.BoolOp(ast.Or(), [_condition(part) for part in parts])
        case nodes.And(parts):
            return ast.BoolOp(ast.And(), [_condition(part) for part in parts])
        case nodes.Not(part):
            return ast.UnaryOp(ast.Not(), _condition(part))
        case nodes.Compare(sign, left, right):
            return _compared(_value(left), _COMPARISONS[sign](), _value(right))
        case nodes.Among(value, literals):
            return _compared(_value(value), ast.In(), _constant(tuple(_literal(each) for each in literals)))
        case nodes.OneOf(path, options):
            return _compared(_named(path), ast.In(), _constant(options))
        case nodes.Chosen(path, option):
            return _compared(_constant(option), ast.In(), _named(path))
        case nodes.Confirmed(path):
            return _compared(_named(path), ast.Is(), _constant(True))
        case nodes.Answered(path):
            return _compared(_given(path), ast.IsNot(), _constant(None))
        case nodes.CannotSay(path, sentinel):
            return _compared(_given(path), ast.Eq(), _constant(Fraction(sentinel)))
        case _:
            assert_never(node)


def _value(node: nodes.Value) -> ast.expr:
    match node:
        case nodes.Ref(path):
            return _named(path)
        case nodes.Number() | nodes.Day() | nodes.Text():
            return _constant(_literal(node))
        case nodes.Arithmetic(sign, left, right):
            return ast.BinOp(_value(left), _ARITHMETIC[sign](), _value(right))
        case nodes.Negative(value):
            return ast.UnaryOp(ast.USub(), _value(value))
        case nodes.Absolute(value):
            return _called("abs", _value(value))
        case nodes.Round(dividend, divisor, places):
            exact = _value(dividend)
            if divisor is not None:
                exact = ast.BinOp(exact, ast.Div(), _value(divisor))
            return _called("round", exact, _constant(places))
        case nodes.Aggregate(function, items):
            return _called(function, *(_value(item) for item in items))
        case nodes.Count(items):
            return _called("count", *(_value(item) for item in items))
        case nodes.CountChosen(path):
            return _called("count_chosen", _named(path))
        case _:
            assert_never(node)


def _literal(node: nodes.Literals) -> Fraction | date | str:
    match node:
        case nodes.Number(value):
            return Fraction(value)
        case nodes.Day(value) | nodes.Text(value):
            return value
        case _:
            assert_never(node)


def _constant(value: Any) -> ast.expr:
    return ast.Constant(value)


def _named(path: str) -> ast.expr:
    return ast.Name(path, ast.Load())


def _given(path: str) -> ast.expr:
    return ast.Attribute(_named(path), "given", ast.Load())


def _compared(left: ast.expr, sign: ast.cmpop, right: ast.expr) -> ast.expr:
    return ast.Compare(left, [sign], [right])


def _called(function: str, *arguments: ast.expr) -> ast.expr:
    return ast.Call(_named(function), list(arguments), [])


_COMPARISONS: Mapping[str, type[ast.cmpop]] = {
    "==": ast.Eq,
    "<": ast.Lt,
    "<=": ast.LtE,
    ">": ast.Gt,
    ">=": ast.GtE,
}
_ARITHMETIC: Mapping[str, type[ast.operator]] = {"+": ast.Add, "-": ast.Sub, "*": ast.Mult}


# What the operators and functions mean. Rule 4: a comparison with a missing value is false.
# Rule 5: arithmetic with a missing value is missing, and so is division by zero.


def _false_of_missing(compare: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    return lambda left, right: left is not None and right is not None and compare(left, right)


def _missing_of_missing(reckon: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *operands: None if any(operand is None for operand in operands) else reckon(*operands)


def _of_those_there(aggregate: Callable[[list[Fraction]], Fraction]) -> Callable[..., Fraction | None]:
    def skipping(*items: Fraction | None) -> Fraction | None:
        there = [item for item in items if item is not None]
        return aggregate(there) if there else None

    return skipping


def _divided(dividend: Fraction, divisor: Fraction) -> Fraction | None:
    return dividend / divisor if divisor else None


def _rounded(number: Fraction, places: int) -> Fraction:
    """Rounded to so many decimals, halves away from zero."""
    shifted = abs(number) * 10**places
    size = Fraction(int(shifted + Fraction(1, 2)), 10**places)
    return size if number >= 0 else -size


_OPERATORS: Mapping[type[ast.AST], Callable[..., Any]] = {
    ast.Not: operator.not_,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
    ast.Eq: _false_of_missing(operator.eq),
    ast.Lt: _false_of_missing(operator.lt),
    ast.LtE: _false_of_missing(operator.le),
    ast.Gt: _false_of_missing(operator.gt),
    ast.GtE: _false_of_missing(operator.ge),
    ast.In: _false_of_missing(lambda item, items: item in items),
    ast.Add: _missing_of_missing(operator.add),
    ast.Sub: _missing_of_missing(operator.sub),
    ast.Mult: _missing_of_missing(operator.mul),
    ast.Div: _missing_of_missing(_divided),
    ast.USub: _missing_of_missing(operator.neg),
}
_FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "abs": _missing_of_missing(abs),
    "round": _missing_of_missing(_rounded),
    "sum": _of_those_there(lambda there: sum(there, Fraction(0))),
    "min": _of_those_there(min),
    "max": _of_those_there(max),
    "count": lambda *items: Fraction(sum(item is not None for item in items)),
    "count_chosen": lambda chosen: Fraction(len(chosen or ())),
}


class _Reader(SimpleEval):  # type: ignore[misc]  # simpleeval ships no types
    """simpleeval with our names, operators and functions, and nothing else that it can do.

    Its own `__init__` is left out on purpose: it alters the process-wide warning filters, which threads share.
    """

    def __init__(self, values: Mapping[str, InEffect], sentinels: Mapping[str, Numeral]) -> None:
        self.values = values
        self.sentinels = sentinels
        self.operators = _OPERATORS
        self.functions = _FUNCTIONS
        self.nodes = {
            ast.Name: self._eval_name,
            ast.Attribute: self._eval_attribute,
            ast.Constant: self._eval_constant,
            ast.BoolOp: self._eval_boolop,
            ast.UnaryOp: self._eval_unaryop,
            ast.BinOp: self._eval_binop,
            ast.Compare: self._eval_compare,
            ast.Call: self._eval_call,
        }

    def read(self, tree: ast.expr) -> Any:
        return self._eval(tree)

    def _eval_name(self, node: ast.Name) -> Any:
        """Rule 10: everything but `.given` sees a sentinel as missing."""
        value = self.values.get(node.id)
        return None if value is not None and value == self.sentinels.get(node.id) else _exact(value)

    def _eval_attribute(self, node: ast.Attribute) -> Any:
        """`path.given`, the only attribute there is: the value in effect, even when it is the sentinel."""
        assert isinstance(node.value, ast.Name)
        return _exact(self.values.get(node.value.id))

    @staticmethod
    def _eval_constant(node: ast.Constant) -> Any:
        return node.value


def _exact(value: InEffect | None) -> Worth | bool | tuple[str, ...]:
    return Fraction(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else value
