"""The reader that turns an expression into Python source, for the engine to put into its function.

Numbers are whole numbers on a scale known when the form is compiled: 1.25 at two places is 125 on scale 2. So
arithmetic is Python's own on integers, exact, and independent of any decimal context. Nothing an author wrote stands
in the source: names and constants come from `Names`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, assert_never

from survey_engine.expr import nodes
from survey_engine.expr.types import EXACT, MAX_DIGITS

DECIMAL_SCALE = MAX_DIGITS - 1
"""The scale of a decimal answer: no number of 15 digits in plain notation has more decimals (0.…, the 0 counted)."""


_SUM_IN_PLACE = 16
"""So many variables are added up in place; more, and anything that is not a variable, go to a function."""


class Names(Protocol):
    """What the source calls things by."""

    def value(self, path: str) -> str:
        """The variable with the value at a path, None when it is missing."""
        ...

    def number(self, path: str) -> tuple[str, int]:
        """The variable with the number at a path, on a scale; None when it is missing or a sentinel."""
        ...

    def constant(self, value: object) -> str:
        """The name of a constant."""
        ...

    def temporary(self) -> str:
        """A new variable."""
        ...


@dataclass(frozen=True, slots=True)
class Code:
    """Source of a value: `text` may be evaluated once every one of `needs`, evaluated in order, is not None."""

    text: str
    scale: int = 0
    needs: tuple[str, ...] = ()

    def guarded(self, text: str, *others: Code) -> str:
        """A condition on the value and others: false when one is missing."""
        needs = dict.fromkeys((*self.needs, *(need for other in others for need in other.needs)))
        return "(" + " and ".join([*(f"{need} is not None" for need in needs), text]) + ")"

    def or_none(self) -> str:
        """The value, or None when it is missing."""
        if not self.needs or self.needs == (self.text,):
            return self.text
        return f"({self.text} if {' and '.join(f'{need} is not None' for need in self.needs)} else None)"


def condition(node: nodes.Condition, names: Names) -> str:
    """Python source of a condition, true or false."""
    match node:
        case nodes.Or():
            return "(" + " or ".join(condition(part, names) for part in node.parts) + ")"
        case nodes.And():
            return "(" + " and ".join(condition(part, names) for part in node.parts) + ")"
        case nodes.Not():
            return f"(not {condition(node.part, names)})"
        case nodes.Compare():
            left, right = _aligned(value(node.left, names), value(node.right, names))
            return left.guarded(f"{left.text} {node.operator} {right.text}", right)
        case nodes.Among():
            return _among(node, names)
        case nodes.OneOf():
            variable = names.value(node.path)
            if len(node.options) == 1:
                return f"({variable} == {names.constant(node.options[0])})"
            return f"({variable} in {names.constant(frozenset(node.options))})"
        case nodes.Chosen():
            variable = names.value(node.path)
            return f"({variable} is not None and {names.constant(node.option)} in {variable})"
        case nodes.Confirmed() | nodes.Answered():
            return f"({names.value(node.path)} is not None)"
        case nodes.CannotSay():
            return f"({names.value(node.path)} == {names.constant(node.sentinel)})"
        case _:
            assert_never(node)


def value(node: nodes.Value, names: Names) -> Code:
    """Python source of a value, with what it needs in order not to be missing."""
    match node:
        case nodes.Ref(type="integer" | "decimal"):
            variable, scale = names.number(node.path)
            return Code(variable, scale, (variable,))
        case nodes.Ref():
            variable = names.value(node.path)
            return Code(variable, 0, (variable,))
        case nodes.Number():
            return _literal(node, names)
        case nodes.Day() | nodes.Text():
            return Code(names.constant(node.value))
        case nodes.Arithmetic():
            return _arithmetic(node, names)
        case nodes.Negative():
            inner = value(node.value, names)
            return Code(f"(-{inner.text})", inner.scale, inner.needs)
        case nodes.Absolute():
            inner = value(node.value, names)
            return Code(f"abs({inner.text})", inner.scale, inner.needs)
        case nodes.Round():
            return _round(node, names)
        case nodes.Aggregate():
            return _aggregate(node, names)
        case nodes.Count():
            items = [value(item, names).or_none() for item in node.items]
            return Code(f"count_there({', '.join(items)})")
        case nodes.CountChosen():
            return Code(f"len({names.value(node.path)} or ())")
        case _:
            assert_never(node)


def sum_there(*items: int | None) -> int | None:
    """The sum of the items that are there; None of none."""
    there = [item for item in items if item is not None]
    return sum(there) if there else None


def min_there(*items: int | None) -> int | None:
    return min((item for item in items if item is not None), default=None)


def max_there(*items: int | None) -> int | None:
    return max((item for item in items if item is not None), default=None)


def count_there(*items: int | None) -> int:
    return len(items) - items.count(None)


def round_half_away(dividend: int, divisor: int) -> int | None:
    """The quotient of two whole numbers, rounded to a whole number, halves away from zero; None by zero."""
    if not divisor:
        return None
    if divisor < 0:
        dividend, divisor = -dividend, -divisor
    rounded = (2 * abs(dividend) + divisor) // (2 * divisor)
    return rounded if dividend >= 0 else -rounded


FUNCTIONS = {
    function.__name__: function for function in (sum_there, min_there, max_there, count_there, round_half_away)
}
"""What the source may call, by name; `abs` and `len` are Python's."""


def _literal(node: nodes.Number, names: Names) -> Code:
    exponent = node.value.as_tuple().exponent
    scale = max(0, -exponent) if isinstance(exponent, int) else 0
    return Code(names.constant(int(node.value.scaleb(scale, EXACT))), scale)


def _on_scale(code: Code, scale: int) -> Code:
    if code.scale == scale:
        return code
    return Code(f"({code.text} * {10 ** (scale - code.scale)})", scale, code.needs)


def _aligned(left: Code, right: Code) -> tuple[Code, Code]:
    scale = max(left.scale, right.scale)
    return _on_scale(left, scale), _on_scale(right, scale)


def _among(node: nodes.Among, names: Names) -> str:
    code = value(node.value, names)
    literals = [value(literal, names) for literal in node.literals]
    scale = max([code.scale, *(literal.scale for literal in literals)])
    items = ", ".join(_on_scale(literal, scale).text for literal in literals)
    return code.guarded(f"{_on_scale(code, scale).text} in ({items},)")


def _arithmetic(node: nodes.Arithmetic, names: Names) -> Code:
    left, right = value(node.left, names), value(node.right, names)
    needs = tuple(dict.fromkeys(left.needs + right.needs))
    if node.operator == "*":
        return Code(f"({left.text} * {right.text})", left.scale + right.scale, needs)
    left, right = _aligned(left, right)
    return Code(f"({left.text} {node.operator} {right.text})", left.scale, needs)


def _round(node: nodes.Round, names: Names) -> Code:
    """dividend/10^a over divisor/10^b, times 10^places, is (dividend · 10^(places + b)) over (divisor · 10^a)."""
    dividend = value(node.dividend, names)
    divisor = value(node.divisor, names) if node.divisor is not None else Code("1")
    up, down = 10 ** (node.places + divisor.scale), 10**dividend.scale
    quotient = f"round_half_away({dividend.text} * {up}, {divisor.text} * {down})"
    needs = tuple(dict.fromkeys(dividend.needs + divisor.needs))
    variable = names.temporary()
    guarded = Code(quotient, 0, needs).or_none()
    return Code(variable, node.places, (f"({variable} := {guarded})",))


def _aggregate(node: nodes.Aggregate, names: Names) -> Code:
    codes = [value(item, names) for item in node.items]
    scale = max(code.scale for code in codes)
    items = [_on_scale(code, scale).or_none() for code in codes]
    if node.function == "sum" and len(items) <= _SUM_IN_PLACE and all(map(str.isidentifier, items)):
        total = " + ".join(f"({item} or 0)" for item in items)
        there = " or ".join(f"{item} is not None" for item in items)
        call = f"{total} if {there} else None"
    else:
        call = f"{node.function}_there({', '.join(items)})"
    variable = names.temporary()
    return Code(variable, scale, (f"({variable} := {call})",))
