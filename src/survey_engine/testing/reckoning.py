"""What a reader with pen and paper makes of an expression, from the values that they see.

For the laws: it takes nothing from the engine but the values in effect, which it judges, and adds up in fractions.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any, assert_never

from survey_engine.expr import nodes
from survey_engine.model import Form

Worth = Fraction | date | str | None


class Reader:
    """Reads expressions of a form with one response's values in effect (path → value) before them."""

    def __init__(self, form: Form, values: Mapping[str, Any]) -> None:
        self.form = form
        self.values = values

    def holds(self, node: nodes.Condition) -> bool:
        """Whether a condition is true."""
        match node:
            case nodes.Or(parts):
                return any(self.holds(part) for part in parts)
            case nodes.And(parts):
                return all(self.holds(part) for part in parts)
            case nodes.Not(part):
                return not self.holds(part)
            case nodes.Compare(sign, left, right):
                return _compares(sign, self.worth(left), self.worth(right))
            case nodes.Among(value, literals):
                worth = self.worth(value)
                return worth is not None and any(worth == self.worth(literal) for literal in literals)
            case nodes.OneOf(path, options):
                return self.values.get(path) in options
            case nodes.Chosen(path, option):
                return option in self.values.get(path, ())
            case nodes.Confirmed(path) | nodes.Answered(path):
                return path in self.values
            case nodes.CannotSay(path, sentinel):
                return bool(self.values.get(path) == sentinel)
            case _:
                assert_never(node)

    def worth(self, node: nodes.Value) -> Worth:
        """What a value is; None when it is missing."""
        match node:
            case nodes.Ref(path):
                return self._at(path)
            case nodes.Number(figure):
                return Fraction(figure)
            case nodes.Day(literal) | nodes.Text(literal):
                return literal
            case nodes.CountChosen(path):
                return Fraction(len(self.values.get(path, ())))
            case nodes.Aggregate() | nodes.Count():
                return _together(node, [item for item in map(self.number, node.items) if item is not None])
            case nodes.Arithmetic() | nodes.Negative() | nodes.Absolute() | nodes.Round():
                return self._reckoned(node)
            case _:
                assert_never(node)

    def number(self, node: nodes.Value) -> Fraction | None:
        """What a value is that is a number."""
        worth = self.worth(node)
        return worth if isinstance(worth, Fraction) else None

    def _at(self, path: str) -> Worth:
        value = self.values.get(path)
        if not isinstance(value, int | Decimal):
            return value if isinstance(value, date | str) else None
        return None if value == self.form.by_path[path].cannot_say else Fraction(value)

    def _reckoned(self, node: nodes.Arithmetic | nodes.Negative | nodes.Absolute | nodes.Round) -> Fraction | None:
        match node:
            case nodes.Arithmetic(sign, left, right):
                first, second = self.number(left), self.number(right)
                if first is None or second is None:
                    return None
                return {"+": first + second, "-": first - second, "*": first * second}[sign]
            case nodes.Negative(inner):
                number = self.number(inner)
                return None if number is None else -number
            case nodes.Absolute(inner):
                number = self.number(inner)
                return None if number is None else abs(number)
            case nodes.Round(dividend, divisor, places):
                number = self.number(dividend)
                by = Fraction(1) if divisor is None else self.number(divisor)
                return None if number is None or not by else rounded(number / by, places)
            case _:
                assert_never(node)


def rounded(number: Fraction, places: int) -> Fraction:
    """To so many decimals, halves away from zero."""
    steps = abs(number) * 10**places
    whole = floor(steps)
    whole += steps - whole >= Fraction(1, 2)
    return Fraction(whole if number >= 0 else -whole, 10**places)


def _compares(sign: str, left: Any, right: Any) -> bool:
    """Rule 4: false when either is missing."""
    if left is None or right is None:
        return False
    match sign:
        case "<" | "<=":
            return bool(left < right) or (sign == "<=" and left == right)
        case ">" | ">=":
            return bool(left > right) or (sign == ">=" and left == right)
        case _:
            return bool(left == right)


def _together(node: nodes.Aggregate | nodes.Count, there: list[Fraction]) -> Fraction | None:
    if isinstance(node, nodes.Count):
        return Fraction(len(there))
    if not there:
        return None
    return sum(there, Fraction(0)) if node.function == "sum" else min(there) if node.function == "min" else max(there)
