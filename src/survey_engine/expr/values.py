"""Comparisons of numbers, dates and texts, with each other and with what is written in the expression."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

from survey_engine.diagnostics import Rule
from survey_engine.expr import nodes, syntax
from survey_engine.expr.lookup import KINDS, Lookup
from survey_engine.expr.nodes import At
from survey_engine.expr.numbers import number, quotient_compared
from survey_engine.expr.types import DateType, NumberType, TextType

Operator = Literal["==", "!=", "<", "<=", ">", ">="]

TYPE_MISMATCH = Rule(
    "type-mismatch",
    {"sv": "{left} jämförs med {right}", "en": "{left} is compared with {right}"},
    {
        "sv": 'ett tal jämförs med tal, ett datum med datum eller "2026-03-02", en text med text inom citattecken',
        "en": 'a number is compared with numbers, a date with dates or "2026-03-02", a text with text in quotes',
    },
)
NO_ORDER = Rule(
    "no-order",
    {"sv": "{kind} har ingen ordning", "en": "{kind} has no order"},
    {
        "sv": "skriv {name} == … eller {name} in […, …]; bara tal och datum jämförs med < <= > >=",
        "en": "write {name} == … or {name} in […, …]; only numbers and dates are compared with < <= > >=",
    },
)
NO_ORDER_OF_CONFIRM = Rule(
    NO_ORDER.code,
    NO_ORDER.message,
    {
        "sv": "en bekräftelse står ensam: {name} eller not {name}",
        "en": "a confirm stands alone: {name} or not {name}",
    },
)
NO_ORDER_OF_CHOICES = Rule(
    NO_ORDER.code,
    NO_ORDER.message,
    {
        "sv": "skriv {right}; bara tal och datum jämförs med < <= > >=",
        "en": "write {right}; only numbers and dates are compared with < <= > >=",
    },
)
BAD_DATE = Rule(
    "bad-date",
    {"sv": "{written} är inget datum", "en": "{written} is no date"},
    {
        "sv": 'skriv år, månad och dag så här: "2026-03-02"',
        "en": 'write year, month and day like this: "2026-03-02"',
    },
)
DATE_WITHOUT_HYPHENS = Rule(
    BAD_DATE.code,
    BAD_DATE.message,
    {"sv": 'skriv "{right}"', "en": 'write "{right}"'},
)
NO_SUCH_DAY = Rule(
    BAD_DATE.code,
    BAD_DATE.message,
    {"sv": "dagen finns inte i almanackan", "en": "there is no such day in the calendar"},
)
QUOTED_NUMBER = Rule(
    "quoted-number",
    {"sv": "talet {number} står inom citattecken", "en": "the number {number} stands in quotes"},
    {"sv": "skriv {number}", "en": "write {number}"},
)
EMPTY_TEXT = Rule(
    "never-an-answer",
    {"sv": "{written} är aldrig ett svar", "en": "{written} is never an answer"},
    {
        "sv": "ta bort den ur listan; att ett svar saknas skrivs not answered({name})",
        "en": "delete it from the list; that there is no answer is written not answered({name})",
    },
)
UNQUOTED_TEXT = Rule(
    "unquoted-text",
    {"sv": "texten {written} saknar citattecken", "en": "the text {written} lacks its quotes"},
    {"sv": 'skriv "{written}"', "en": 'write "{written}"'},
)
LITERAL_ONLY = Rule(
    "literal-only",
    {"sv": "{written} kan inte stå i listan", "en": "{written} cannot stand in the list"},
    {
        "sv": "i en lista står bara utskrivna värden; skriv {right}",
        "en": "only written-out values stand in a list; write {right}",
    },
)

_NEARLY_DATE = re.compile(r"([12][0-9]{3})(?:([-/.])([0-9]{1,2})\2([0-9]{1,2})|([0-9]{2})([0-9]{2}))")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_ORDER = frozenset(["<", "<=", ">", ">="])
_Operand = nodes.Value | syntax.String


def compare(
    left: syntax.Node, operator: Operator, right: syntax.Node, at: At, lookup: Lookup
) -> nodes.Condition | None:
    """One comparison of two values; None when something is wrong with it."""
    if sentinel := _cannot_say(left, operator, right, at, lookup):
        return sentinel
    if _is_unquoted_text(left, operator, right, lookup) or quotient_compared(left, operator, right, lookup):
        return None
    one = operand(left, lookup)
    if one is None and lookup.is_unknown(left) and (lookup.is_unknown(right) or isinstance(right, syntax.String)):
        return None
    other = operand(right, lookup)
    if one is None or other is None:
        return None
    match one, other:
        case syntax.String(), syntax.String():
            lookup.report(TYPE_MISMATCH, at, left=lookup.written(left), right=lookup.written(right))
            return None
        case syntax.String() as text, _ if not isinstance(other, syntax.String):
            one = beside(other, right, text, at, lookup)
        case _, syntax.String() as text if not isinstance(one, syntax.String):
            other = beside(one, left, text, at, lookup)
        case _:
            pass
    if one is None or other is None or isinstance(one, syntax.String) or isinstance(other, syntax.String):
        return None
    return _compared(one, operator, other, left, right, at, lookup)


def _compared(
    one: nodes.Value,
    operator: Operator,
    other: nodes.Value,
    left: syntax.Node,
    right: syntax.Node,
    at: At,
    lookup: Lookup,
) -> nodes.Condition | None:
    kinds = _kind(one), _kind(other)
    if kinds[0] != kinds[1]:
        lookup.report(TYPE_MISMATCH, at, left=KINDS[kinds[0]], right=KINDS[kinds[1]])
        return None
    if kinds[0] == "text" and operator in _ORDER:
        named = left if isinstance(left, syntax.Name) else right
        lookup.report(NO_ORDER, at, kind=KINDS["text"], name=lookup.written(named))
        return None
    if operator == "!=":
        return nodes.Not(nodes.Compare("==", one, other, at), at)
    return nodes.Compare(operator, one, other, at)


def operand(node: syntax.Node, lookup: Lookup) -> _Operand | None:
    """A number, date or text; a quoted text as it was written, since what stands beside it says what it is."""
    if isinstance(node, syntax.String):
        return node
    if isinstance(node, syntax.Name):
        match lookup.type_of(node):
            case DateType():
                return nodes.Ref(lookup.read(node), "date", node.at)
            case TextType():
                return nodes.Ref(lookup.read(node), "text", node.at)
            case _:
                pass
    measured = number(node, lookup)
    return measured.value if measured else None


def beside(
    value: nodes.Value, named: syntax.Node, text: syntax.String, at: At, lookup: Lookup
) -> nodes.Day | nodes.Text | None:
    """A quoted text as what it is beside a value: a date or a text."""
    match _kind(value):
        case "date":
            day = _day(text.value)
            if day is None:
                _report_day(text, lookup)
            return nodes.Day(day, text.at) if day else None
        case "text" if text.value.strip():
            return nodes.Text(text.value, text.at)
        case "text":
            lookup.report(EMPTY_TEXT, text.at, written=lookup.written(text), name=lookup.written(named))
            return None
        case _ if _NUMBER.fullmatch(text.value):
            lookup.report(QUOTED_NUMBER, text.at, (text.at, text.value), number=text.value)
            return None
        case _:
            lookup.report(TYPE_MISMATCH, at, left=KINDS["number"], right=KINDS["text"])
            return None


def among(
    left: syntax.Node, items: Sequence[syntax.Node], negated: bool, at: At, lookup: Lookup
) -> nodes.Condition | None:
    """A number, date or text that is one of some written-out values."""
    value = operand(left, lookup)
    if value is None or isinstance(value, syntax.String):
        if value:
            lookup.report(TYPE_MISMATCH, at, left=KINDS["text"], right=KINDS["list"])
        return None
    operator, joint = ("!=", " and ") if negated else ("==", " or ")
    alone = joint.join(f"{lookup.written(left)} {operator} {lookup.written(item)}" for item in items)
    read = [_literal(value, left, item, alone, at, lookup) for item in items]
    literals = tuple(item for item in read if item is not None)
    if len(literals) < len(read):
        return None
    said = _sentinel(left, lookup)
    rest = tuple(item for item in literals if said is None or item.value != said)
    if len(rest) == len(literals) or not isinstance(left, syntax.Name) or said is None:
        return nodes.Among(value, literals, at)
    cannot_say = nodes.CannotSay(value.path if isinstance(value, nodes.Ref) else left.path, said, at)
    return nodes.Or((cannot_say, nodes.Among(value, rest, at)), at) if rest else cannot_say


def _literal(
    value: nodes.Value, left: syntax.Node, item: syntax.Node, alone: str, at: At, lookup: Lookup
) -> nodes.Literals | None:
    """One item of a list; `alone` says the same as the list without one."""
    match item:
        case syntax.String():
            return beside(value, left, item, at, lookup)
        case syntax.Number() | syntax.Negative(syntax.Number()):
            measured = number(item, lookup)
            if measured is None or not isinstance(measured.value, nodes.Number):
                return None
            if _kind(value) == "number":
                return measured.value
            lookup.report(TYPE_MISMATCH, item.at, left=KINDS[_kind(value)], right=KINDS["number"])
        case syntax.Name() if _kind(value) == "text" and lookup.is_unknown(item):
            lookup.report(UNQUOTED_TEXT, item.at, (item.at, f'"{item.path}"'), written=item.path)
        case _:
            lookup.report(LITERAL_ONLY, item.at, written=lookup.written(item), right=alone)
    return None


def _kind(value: nodes.Value) -> Literal["number", "date", "text"]:
    match value:
        case nodes.Ref(_, "date") | nodes.Day():
            return "date"
        case nodes.Ref(_, "text") | nodes.Text():
            return "text"
        case _:
            return "number"


def _day(text: str) -> date | None:
    if not _DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _report_day(text: syntax.String, lookup: Lookup) -> None:
    found = _NEARLY_DATE.fullmatch(text.value.strip())
    right = f"{found[1]}-{found[3] or found[5]:0>2}-{found[4] or found[6]:0>2}" if found else ""
    if not found:
        lookup.report(BAD_DATE, text.at, written=text.value.strip() or '""')
    elif _day(right):
        lookup.report(DATE_WITHOUT_HYPHENS, text.at, (text.at, f'"{right}"'), written=text.value, right=right)
    else:
        lookup.report(NO_SUCH_DAY, text.at, written=text.value)


def _sentinel(node: syntax.Node, lookup: Lookup) -> Decimal | None:
    found = lookup.type_of(node)
    return found.cannot_say if isinstance(found, NumberType) else None


def _cannot_say(
    left: syntax.Node, operator: Operator, right: syntax.Node, at: At, lookup: Lookup
) -> nodes.Condition | None:
    """`==` or `!=` between a field with a sentinel and that very number."""
    if operator in _ORDER:
        return None
    for name, other in ((left, right), (right, left)):
        said = _sentinel(name, lookup)
        if said is not None and isinstance(name, syntax.Name) and _written_number(other) == said:
            found = nodes.CannotSay(lookup.read(name), said, at)
            return nodes.Not(found, at) if operator == "!=" else found
    return None


def _written_number(node: syntax.Node) -> Decimal | None:
    match node:
        case syntax.Number(value):
            return value
        case syntax.Negative(syntax.Number(value)):
            return value.copy_negate()
        case _:
            return None


def _is_unquoted_text(left: syntax.Node, operator: Operator, right: syntax.Node, lookup: Lookup) -> bool:
    """Reports a bare word beside a text, unless it is nearly a name that there is."""
    if operator in _ORDER or not isinstance(lookup.type_of(left), TextType):
        return False
    if not isinstance(right, syntax.Name) or not lookup.is_unknown(right) or not lookup.is_a_word(right):
        return False
    lookup.report(UNQUOTED_TEXT, right.at, (right.at, f'"{right.path}"'), written=right.path)
    return True
