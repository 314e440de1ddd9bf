"""Well-typed expressions over given fields, as text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument
from hypothesis.strategies import DrawFn, SearchStrategy

from survey_engine.survey import Survey
from survey_engine.testing.scope import DAYS, FIGURES, MOST_DIGITS, WORDS, Known, Scope, Whole, scope_of


def expressions(
    scope: Scope | Survey, *, gives: Literal["condition", "number"] = "condition", max_depth: int = 2
) -> SearchStrategy[str]:
    """Well-typed expressions, as text, over the fields of a survey (or of a scope, which is less than a survey).

    `gives` says what an expression is: a condition, or a number (there must then be one, or a choice of several, to
    count). `max_depth` is how deep logic and arithmetic are nested.
    """
    fields = scope_of(scope) if isinstance(scope, Survey) else scope
    if gives not in ("condition", "number"):
        raise InvalidArgument(f"gives must be 'condition' or 'number', not {gives!r}")
    if not fields or (gives == "number" and not fields.can_count):
        raise InvalidArgument(f"{scope!r} has no field for a {gives} to be about")
    return _conditions(fields, max_depth) if gives == "condition" else _texts_of_numbers(fields, max_depth)


def _texts_of_numbers(scope: Scope, depth: int) -> SearchStrategy[str]:
    return numbers(scope, depth).map(lambda number: number.text)


@dataclass(frozen=True)
class NumberText:
    """A number as text, with what its size and unit can be; `reads` unless it is made of literals alone."""

    text: str
    places: int = 0
    digits: int = 1
    unit: str | None = None
    reads: bool = True
    simple: bool = True

    @property
    def in_brackets(self) -> str:
        return self.text if self.simple else f"({self.text})"

    @property
    def fits(self) -> bool:
        return self.places + self.digits <= MOST_DIGITS


@st.composite
def _conditions(draw: DrawFn, scope: Scope, depth: int) -> str:
    if depth < 1 or draw(st.integers(0, 2)) == 0:
        return draw(_comparisons(scope))
    match draw(st.sampled_from(("and", "or", "not", "mixed"))):
        case "not":
            return f"not ({draw(_conditions(scope, depth - 1))})"
        case "mixed":
            one, two, three = (draw(_conditions(scope, depth - 1)) for _ in range(3))
            return f"{one} and {two} or {three}"
        case joint:
            parts = [draw(_conditions(scope, depth - 1)) for _ in range(draw(st.integers(2, 3)))]
            return f" {joint} ".join(f"({part})" for part in parts)


@st.composite
def _comparisons(draw: DrawFn, scope: Scope) -> str:
    """One condition without logic, about a field of any kind."""
    known = draw(st.sampled_from(scope.fields))
    if draw(st.integers(0, 4)) == 0:
        return f"answered({known.path})"
    match known.kind:
        case "confirm":
            return known.path
        case "choice":
            return draw(_choice_comparisons(known))
        case "choices":
            if draw(st.integers(0, 2)) == 0:
                return draw(_number_comparisons(scope, known))
            return f"{draw(st.sampled_from(known.options))} {draw(_MEMBERSHIP)} {known.path}"
        case "text":
            return draw(_text_comparisons(scope, known))
        case "date":
            return draw(_date_comparisons(scope, known))
        case _:
            return draw(_number_comparisons(scope, known))


_MEMBERSHIP = st.sampled_from(("in", "not in"))
_EQUALITY = st.sampled_from(("==", "!="))
_ORDER = st.sampled_from(("<", "<=", ">", ">="))


@st.composite
def _choice_comparisons(draw: DrawFn, known: Known) -> str:
    if draw(st.booleans()):
        return f"{known.path} {draw(_EQUALITY)} {draw(st.sampled_from(known.options))}"
    options = draw(st.lists(st.sampled_from(known.options), min_size=1, max_size=3))
    return f"{known.path} {draw(_MEMBERSHIP)} [{', '.join(options)}]"


def in_quotes(text: str) -> str:
    """A text as it is written in an expression, which has no escapes: in the quotes that it does not contain."""
    return f"'{text}'" if '"' in text else f'"{text}"'


_TEXTS = st.sampled_from(WORDS).map(in_quotes)
_QUOTED_DAYS = st.sampled_from(DAYS).map(lambda day: f'"{day}"')


@st.composite
def _text_comparisons(draw: DrawFn, scope: Scope, known: Known) -> str:
    if draw(st.integers(0, 2)) == 0:
        texts = draw(st.lists(_TEXTS, min_size=1, max_size=3))
        return f"{known.path} {draw(_MEMBERSHIP)} [{', '.join(texts)}]"
    others = st.sampled_from(scope.of_kind("text")).map(lambda other: other.path)
    return f"{known.path} {draw(_EQUALITY)} {draw(_TEXTS | others)}"


@st.composite
def _date_comparisons(draw: DrawFn, scope: Scope, known: Known) -> str:
    others = st.sampled_from(scope.of_kind("date")).map(lambda other: other.path)
    match draw(st.sampled_from(("pair", "list", "chain"))):
        case "list":
            days = draw(st.lists(_QUOTED_DAYS, min_size=1, max_size=3))
            return f"{known.path} {draw(_MEMBERSHIP)} [{', '.join(days)}]"
        case "chain":
            return f"{draw(_QUOTED_DAYS)} {draw(_ORDER)} {known.path} {draw(_ORDER)} {draw(_QUOTED_DAYS | others)}"
        case _:
            return f"{known.path} {draw(_ORDER | _EQUALITY)} {draw(_QUOTED_DAYS | others)}"


@st.composite
def _number_comparisons(draw: DrawFn, scope: Scope, known: Known) -> str:
    """A comparison that certainly reads that field; numbers on its other sides may be anything."""
    own = NumberText(known.path) if known.is_number else NumberText(f"count({known.path})")
    if known.is_number and draw(st.integers(0, 3)) == 0:
        own = draw(_combined(_of_field(known), draw(numbers(scope, 1))))
    match draw(st.sampled_from(("pair", "list", "chain"))):
        case "list":
            figures = draw(st.lists(_literals(known), min_size=1, max_size=3))
            return f"{own.text} {draw(_MEMBERSHIP)} [{', '.join(n.text for n in figures)}]"
        case "chain":
            return f"{draw(_literals(known)).text} {draw(_ORDER)} {own.text} {draw(_ORDER)} {draw(_literals()).text}"
        case _:
            other = draw(_literals(known) | numbers(scope, 1))
            return f"{own.text} {draw(_ORDER | _EQUALITY)} {other.text}"


def _of_field(known: Known) -> NumberText:
    return NumberText(known.path, known.places, known.digits, known.unit)


@st.composite
def _literals(draw: DrawFn, beside: Known | None = None) -> NumberText:
    """A number written out; beside a field that has one, its sentinel too."""
    figures = st.sampled_from((*map(str, FIGURES), "0.5", "2.50", "1000000", "999999999999999"))
    if beside is not None and beside.cannot_say is not None:
        said = beside.cannot_say
        figures = st.just(f"{abs(said):f}") | figures
        if said < 0 and draw(st.booleans()):
            return _literal(f"-{abs(said):f}")
    return _literal(draw(st.sampled_from(("", "", "", "-"))) + draw(figures))


def _literal(text: str) -> NumberText:
    whole, _, decimals = text.lstrip("-").partition(".")
    return NumberText(text, len(decimals), len(whole), reads=False)


@st.composite
def numbers(draw: DrawFn, scope: Scope, depth: int) -> NumberText:
    """A number that reads at least one field; of a scope without numbers a count, or a literal."""
    numeric = [known for known in scope.fields if known.is_number]
    choices = scope.of_kind("choices")
    if not numeric:
        if choices:
            return NumberText(f"count({draw(st.sampled_from(choices)).path})")
        return draw(_literals())
    if depth < 1 or draw(st.integers(0, depth + 1)) == 0:
        return _of_field(draw(st.sampled_from(numeric)))
    match draw(_KINDS):
        case "reckon":
            return draw(_combined(draw(numbers(scope, depth - 1)), draw(numbers(scope, depth - 1) | _literals())))
        case "round":
            return draw(_rounded(scope, depth))
        case "abs":
            inner = draw(numbers(scope, depth - 1))
            return replace(inner, text=f"abs({inner.text})", simple=True)
        case "negative":
            inner = draw(numbers(scope, depth - 1))
            return replace(inner, text=f"-{inner.in_brackets}", simple=False)
        case "whole" if scope.wholes:
            return draw(_aggregates_of_whole(draw(st.sampled_from(scope.wholes))))
        case "count" if choices:
            return NumberText(f"count({draw(st.sampled_from(choices)).path})")
        case _:
            return draw(_aggregates(numeric))


_KINDS = st.sampled_from(
    ("function", "round", "function", "reckon", "whole", "round", "function", "count", "whole", "abs", "negative")
)
_PLACES = st.sampled_from((0, 0, 0, 1, 2, 6))
_DIVISORS = st.sampled_from(("2", "10", "4")).map(_literal)  # quotients come out at halves


@st.composite
def _combined(draw: DrawFn, left: NumberText, right: NumberText) -> NumberText:
    """The sum, difference or product of two numbers; the first alone where that could be too large."""
    operator = draw(st.sampled_from(("+", "-", "*")))
    size = max(left.places, right.places), max(left.digits, right.digits) + 1
    unit = right.unit if not left.reads else left.unit if not right.reads or left.unit == right.unit else None
    if operator == "*":
        size = left.places + right.places, left.digits + right.digits
        unit = right.unit if left.unit is None else left.unit if right.unit is None else None
    text = f"{left.in_brackets} {operator} {right.in_brackets}"
    result = NumberText(text, *size, unit, left.reads or right.reads, simple=False)
    return result if result.fits else left


@st.composite
def _rounded(draw: DrawFn, scope: Scope, depth: int) -> NumberText:
    places = draw(_PLACES)
    over = draw(numbers(scope, depth - 1))
    if draw(st.booleans()):
        result = NumberText(f"round({over.text}, {places})", places, over.digits + 1, over.unit)
        return result if result.fits else over
    under = draw(_DIVISORS | numbers(scope, depth - 1) | _literals())
    digits = over.digits + 1 + under.digits + under.places
    unit = over.unit if under.unit is None else None
    result = NumberText(f"round({over.in_brackets} / {under.in_brackets}, {places})", places, digits, unit)
    return result if result.fits else over


@st.composite
def _aggregates(draw: DrawFn, numeric: Sequence[Known]) -> NumberText:
    """A function of two or more numbers written out, all of the same unit."""
    first = draw(st.sampled_from(numeric))
    alike = st.sampled_from([_of_field(known) for known in numeric if known.unit == first.unit])
    items = [_of_field(first), *draw(st.lists(alike | alike | alike | _literals(), min_size=1, max_size=3))]
    return _aggregate(draw(_FUNCTIONS), items, ", ".join(item.text for item in items), first.unit)


@st.composite
def _aggregates_of_whole(draw: DrawFn, whole: Whole) -> NumberText:
    units = {known.unit for known in whole.numbers}
    function = "count" if len(units) > 1 else draw(_FUNCTIONS)
    return _aggregate(function, [_of_field(known) for known in whole.numbers], whole.path, whole.numbers[0].unit)


_FUNCTIONS = st.sampled_from(("sum", "min", "sum", "max", "sum", "count"))


def _aggregate(function: str, items: Sequence[NumberText], inside: str, unit: str | None) -> NumberText:
    text = f"{function}({inside})"
    if function == "count":
        return NumberText(text, 0, len(str(len(items))))
    digits = max(item.digits for item in items) + (len(str(len(items))) if function == "sum" else 0)
    result = NumberText(text, max(item.places for item in items), digits, unit)
    return result if result.fits else items[0]
