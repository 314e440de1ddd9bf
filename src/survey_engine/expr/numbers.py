"""Expressions that are numbers: their values, decimal places, size and unit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from survey_engine.diagnostics import Rule
from survey_engine.expr import aggregates, nodes, syntax
from survey_engine.expr.functions import FUNCTIONS, MAX_ROUND_PLACES
from survey_engine.expr.gaps import MISSING_OPERATOR
from survey_engine.expr.lookup import KINDS, Lookup, kind_of
from survey_engine.expr.measured import Measured, field
from survey_engine.expr.mistakes import listed
from survey_engine.expr.nodes import At
from survey_engine.expr.types import BrokenType, ChoicesType, ManyType, MatrixType, NoValueType, NumberType, TextType
from survey_engine.spelling import nearest

MAX_VALUE_DIGITS = 100

NOT_A_NUMBER = Rule(
    "not-a-number",
    {"sv": "{written} är {kind} och inget tal", "en": "{written} is {kind} and no number"},
    {
        "sv": "räkna bara med tal och med sökvägar till frågor som har ett tal till svar",
        "en": "reckon only with numbers and with paths of questions that have a number for an answer",
    },
)
DIVISION_OUTSIDE_ROUND = Rule(
    "unrounded-quotient",
    {"sv": "en kvot måste avrundas", "en": "a quotient must be rounded"},
    {
        "sv": "skriv round({quotient}, 2), med antalet decimaler sist",
        "en": "write round({quotient}, 2), the number of decimal places last",
    },
)
QUOTIENT_COMPARED = Rule(
    DIVISION_OUTSIDE_ROUND.code,
    DIVISION_OUTSIDE_ROUND.message,
    {"sv": "jämför utan att dela: {right}", "en": "compare without dividing: {right}"},
)
DIVISION_NOT_OUTERMOST = Rule(
    "division-not-last",
    {"sv": "divisionen måste göras sist inom round", "en": "the division must come last within round"},
    {"sv": "skriv {right}", "en": "write {right}"},
)
TOO_LARGE = Rule(
    "too-large",
    {
        "sv": "värdet kan få {digits} siffror, fler än {limit}",
        "en": "the value could have {digits} digits, over {limit}",
    },
    {
        "sv": "räkna med färre eller kortare tal; varje svar kan ha 15 siffror",
        "en": "reckon with fewer or shorter numbers; each answer may have 15 digits",
    },
)
UNKNOWN_FUNCTION = Rule(
    "unknown-function",
    {"sv": "det finns ingen funktion som heter {name}", "en": "there is no function named {name}"},
    {
        "sv": "de som finns är sum, min, max, count, round, abs och answered",
        "en": "there are sum, min, max, count, round, abs and answered",
    },
)
MISNAMED_FUNCTION = Rule(
    "unknown-function", UNKNOWN_FUNCTION.message, {"sv": "skriv {right}(…)", "en": "write {right}(…)"}
)
NO_LENGTH = Rule(
    UNKNOWN_FUNCTION.code,
    UNKNOWN_FUNCTION.message,
    {
        "sv": "en texts längd går inte att fråga efter: skriv answered({text}), eller max_chars på frågan",
        "en": "the length of a text cannot be asked for: write answered({text}), or max_chars on the question",
    },
)
ARGUMENT_COUNT = Rule(
    "argument-count",
    {"sv": "{name} har fått fel antal värden ({given})", "en": "{name} is given the wrong number of values ({given})"},
    {"sv": "skriv till exempel {usage}", "en": "write for instance {usage}"},
)
ROUND_PLACES = Rule(
    "round-places",
    {
        "sv": "antalet decimaler ska vara ett tal från 0 till 6",
        "en": "the number of decimal places should be a number from 0 to 6",
    },
    {
        "sv": "skriv ett sådant tal i stället för {written}, som i round(a / b, 2)",
        "en": "write such a number instead of {written}, as in round(a / b, 2)",
    },
)

GROUP_AMONG_NUMBERS = Rule(
    "group-among-numbers",
    {"sv": "{name} är flera tal och står bland andra", "en": "{name} is several numbers and stands among others"},
    {
        "sv": "skriv den för sig, {function}({name}), eller skriv ut talen: {members}",
        "en": "write it by itself, {function}({name}), or write its numbers out: {members}",
    },
)
_ROUND_PLACES = tuple(str(places) for places in range(MAX_ROUND_PLACES + 1))
_OTHER_NAMES = {
    "summa": "sum", "antal": "count", "len": "count", "avrunda": "round", "besvarad": "answered", "minst": "min",
    "störst": "max", "minimum": "min", "maximum": "max", "is_answered": "answered",
}  # fmt: skip


def number(node: syntax.Node, lookup: Lookup) -> Measured | None:
    """The node as a number, or None when it is reported as wrong or names something that is."""
    match node:
        case syntax.Number():
            return literal(node, lookup)
        case syntax.Name():
            return _named(node, lookup)
        case syntax.Negative(part, at):
            inner = number(part, lookup)
            return inner and _negative(inner, at)
        case syntax.Arithmetic():
            return _arithmetic(node, lookup)
        case syntax.Call():
            return _call(node, lookup)
        case syntax.String():
            _refuse(node, "text", lookup)
        case syntax.List():
            _refuse(node, "list", lookup)
        case syntax.Logic() | syntax.Not() | syntax.Comparison():
            _refuse(node, "condition", lookup)
        case _:
            assert_never(node)
    return None


def literal(node: syntax.Number, lookup: Lookup) -> Measured | None:
    whole, _, decimals = format(node.value, "f").partition(".")
    return _sized(nodes.Number(node.value, node.at), NumberType(len(decimals), len(whole)), True, lookup)


def _refuse(node: syntax.Node, kind: str, lookup: Lookup) -> None:
    lookup.report(NOT_A_NUMBER, node.at, written=lookup.written(node), kind=KINDS[kind])


def _named(name: syntax.Name, lookup: Lookup) -> Measured | None:
    match found := lookup.type_of(name):
        case NumberType():
            return field(lookup.read(name), found, name.at)
        case None:
            lookup.report_unknown(name)
        case BrokenType():
            pass
        case ManyType() | MatrixType() | NoValueType():
            lookup.report_no_single_value(name, found)
        case _:
            lookup.read(name)
            _refuse(name, kind_of(found) or "text", lookup)
    return None


def _negative(inner: Measured, at: At) -> Measured:
    match inner.value:
        case nodes.Number(value):
            return Measured(nodes.Number(value.copy_negate() if value else value, at), inner.type, inner.bare)
        case value:
            return Measured(nodes.Negative(value, at), inner.type, inner.bare)


def _arithmetic(node: syntax.Arithmetic, lookup: Lookup) -> Measured | None:
    if node.operator == "/":
        lookup.report(DIVISION_OUTSIDE_ROUND, node.at, quotient=lookup.written(node))
        return None
    left, right = number(node.left, lookup), number(node.right, lookup)
    if left is None or right is None:
        return None
    one, other = left.type, right.type
    if node.operator == "*":
        places, digits = one.places + other.places, one.digits + other.digits
        unit = other.unit if one.unit is None else one.unit if other.unit is None else None
    else:
        places, digits = max(one.places, other.places), max(one.digits, other.digits) + 1
        unit = other.unit if left.bare else one.unit if right.bare or one.unit == other.unit else None
    value = nodes.Arithmetic(node.operator, left.value, right.value, node.at)
    return _sized(value, NumberType(places, digits, unit), left.bare and right.bare, lookup)


def _sized(value: nodes.Value, type: NumberType, bare: bool, lookup: Lookup) -> Measured | None:
    total = type.places + type.digits
    if total > MAX_VALUE_DIGITS:
        lookup.report(TOO_LARGE, value.at, digits=total, limit=MAX_VALUE_DIGITS)
        return None
    return Measured(value, type, bare)


def _call(node: syntax.Call, lookup: Lookup) -> Measured | None:
    if not known_call(node, lookup):
        return None
    match node.function.path:
        case "round":
            return _round(node, lookup)
        case "abs":
            inner = number(node.arguments[0], lookup)
            return inner and Measured(nodes.Absolute(inner.value, node.at), inner.type, inner.bare)
        case "sum" | "min" | "max" | "count" as function:
            return _aggregate(function, node, lookup)
        case _:
            _refuse(node, "condition", lookup)
            return None


def _aggregate(function: aggregates.Name, call: syntax.Call, lookup: Lookup) -> Measured | None:
    only = call.arguments[0] if len(call.arguments) == 1 else None
    match only, lookup.type_of(only) if only else None:
        case syntax.Name() as name, ManyType() as many:
            items = aggregates.members(function, name, many, lookup)
            found = items and aggregates.of(function, items, name.path, call.at, lookup)
        case syntax.Name() as name, MatrixType() as whole:
            lookup.report_matrix_taken(name, whole)
            return None
        case syntax.Name() as name, ChoicesType() as choices if function == "count":
            return aggregates.chosen(lookup.read(name), choices, call.at)
        case syntax.Name() | syntax.Number() | syntax.Negative() | syntax.Arithmetic() | syntax.Call(), _:
            if number(only, lookup):
                lookup.report(aggregates.TOO_FEW_NUMBERS, call.at, function=function)
            return None
        case _:
            items = _numbers(function, call.arguments, lookup)
            found = items and aggregates.of(function, items, None, call.at, lookup)
    return _sized(found.value, found.type, found.bare, lookup) if found else None


def _numbers(function: str, arguments: Sequence[syntax.Node], lookup: Lookup) -> list[Measured] | None:
    """All arguments as numbers, or None when one is not."""
    items: list[Measured | None] = []
    for argument in arguments:
        many = lookup.type_of(argument)
        if isinstance(argument, syntax.Name) and isinstance(many, ManyType):
            written = listed(many.numbers or many.fields)
            lookup.report(GROUP_AMONG_NUMBERS, argument.at, name=argument.path, function=function, members=written)
            items.append(None)
        else:
            items.append(number(argument, lookup))
    read = [item for item in items if item is not None]
    return read if len(read) == len(items) else None


def quotient_compared(left: syntax.Node, operator: str, right: syntax.Node, lookup: Lookup) -> bool:
    """Reports `a < b / 2`, which is exact, and the same, as `2 * a < b`; whether it was one."""
    match left, right:
        case syntax.Name() | syntax.Call(), syntax.Arithmetic("/", whole, syntax.Number(value) as parts) if value > 0:
            written = f"{lookup.written(parts)} * {lookup.written(left)} {operator} {lookup.written(whole)}"
        case syntax.Arithmetic("/", whole, syntax.Number(value) as parts), syntax.Name() | syntax.Call() if value > 0:
            written = f"{lookup.written(whole)} {operator} {lookup.written(parts)} * {lookup.written(right)}"
        case _:
            return False
    quotient = right if isinstance(right, syntax.Arithmetic) else left
    lookup.report(QUOTIENT_COMPARED, quotient.at, right=written)
    return True


def known_call(node: syntax.Call, lookup: Lookup) -> bool:
    """Whether there is such a function and it takes that many arguments; if not, that is reported."""
    name = node.function.path
    function = FUNCTIONS.get(name)
    if function is None:
        certain = _OTHER_NAMES.get(name.casefold())
        meant = certain or nearest(name, FUNCTIONS)
        at = node.function.at
        touching = lookup.text[at[1] : at[1] + 1] == "("
        if lookup.type_of(node.function) and not (certain and touching):
            bracket = lookup.text.index("(", at[1])
            lookup.report(MISSING_OPERATOR, (at[0], bracket + 1), first=name, next="(")
        elif meant is None:
            lookup.report(UNKNOWN_FUNCTION, at, name=name)
        elif meant == "count" and (text := _text_asked(node, lookup)):
            lookup.report(NO_LENGTH, at, name=name, text=text)
        else:
            lookup.report(MISNAMED_FUNCTION, at, (at, meant) if certain else None, name=name, right=meant)
        return False
    least, most = function.arguments
    given = len(node.arguments)
    if given < least or (most is not None and given > most):
        lookup.report(ARGUMENT_COUNT, node.at, name=name, given=given, usage=function.usage)
        return False
    return True


def _text_asked(node: syntax.Call, lookup: Lookup) -> str | None:
    """The path of the only text that a function is given."""
    (*others, first) = node.arguments or (None,)
    is_text = not others and isinstance(first, syntax.Name) and isinstance(lookup.type_of(first), TextType)
    return first.path if is_text and isinstance(first, syntax.Name) else None


def _round(node: syntax.Call, lookup: Lookup) -> Measured | None:
    dividend, divisor = node.arguments[0], None
    match node.arguments[0]:
        case syntax.Arithmetic("/", above, below):
            dividend, divisor = above, below
        case syntax.Arithmetic() as product if right := _division_last(product, lookup):
            begun, ended = lookup.text[node.at[0] : product.at[0]], lookup.text[product.at[1] : node.at[1]]
            whole = f"{begun}{right}{ended}"
            lookup.report(DIVISION_NOT_OUTERMOST, product.at, (product.at, right), right=whole)
            return None
        case _:
            pass
    over = number(dividend, lookup)
    under = number(divisor, lookup) if divisor else None
    places = _places(node.arguments[1], lookup)
    if over is None or places is None or (divisor and under is None):
        return None
    digits, unit, bare = over.type.digits + 1, over.type.unit, over.bare
    if under:
        digits += _finest(under)
        unit = unit if under.type.unit is None else None
        bare = bare and under.bare
    value = nodes.Round(over.value, under.value if under else None, places, node.at)
    return _sized(value, NumberType(places, digits, unit), bare, lookup)


def _places(node: syntax.Node, lookup: Lookup) -> int | None:
    match node:
        case syntax.Number(value) if str(value) in _ROUND_PLACES:
            return int(value)
        case _:
            lookup.report(ROUND_PLACES, node.at, written=lookup.written(node))
            return None


def _finest(divisor: Measured) -> int:
    """How many digits a division may add before the point: as many as the divisor may have after it."""
    match divisor.value, divisor.type:
        case nodes.Number(), type:
            return type.places
        case _, type:
            return type.digits + type.places if type.places else 0


def _division_last(node: syntax.Arithmetic, lookup: Lookup) -> str | None:
    """`a / b * 100` and `100 * (a / b)` written with the same quotient's division last, if it is one of these."""
    match node:
        case syntax.Arithmetic("*", syntax.Arithmetic("/", above, below), factor):
            return f"{_factor(above, lookup)} * {_factor(factor, lookup)} / {_factor(below, lookup)}"
        case syntax.Arithmetic("*", factor, syntax.Arithmetic("/", above, below)):
            return f"{_factor(factor, lookup)} * {_factor(above, lookup)} / {_factor(below, lookup)}"
        case _:
            return None


def _factor(node: syntax.Node, lookup: Lookup) -> str:
    written = lookup.written(node)
    return written if isinstance(node, syntax.Name | syntax.Number | syntax.Call) else f"({written})"
