"""Expressions that are conditions: true or false, never missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from survey_engine.diagnostics import Rule
from survey_engine.expr import nodes, syntax
from survey_engine.expr.comparisons import comparison
from survey_engine.expr.lookup import KINDS, WHOLE_MATRIX, Lookup, kind_of
from survey_engine.expr.numbers import known_call, number
from survey_engine.expr.types import (
    BrokenType,
    ChoicesType,
    ChoiceType,
    ConfirmType,
    DateType,
    ManyType,
    MatrixType,
    NoValueType,
    NumberType,
    TextType,
)

NOT_A_CONDITION = Rule(
    "not-a-condition",
    {"sv": "{written} är {kind} och inget villkor", "en": "{written} is {kind} and no condition"},
    {"sv": "skriv till exempel {example}", "en": "write for instance {example}"},
)
OPTION_ALONE = Rule(
    "option-alone",
    {"sv": "{written} är inget villkor för sig", "en": "{written} is no condition by itself"},
    {"sv": "skriv {right}", "en": "write {right}"},
)
ANSWERED_PATH = Rule(
    "answered-path",
    {"sv": "answered tar en sökväg och inte {written}", "en": "answered takes a path and not {written}"},
    {"sv": "skriv answered(…) med sökvägen till en fråga", "en": "write answered(…) with the path of a question"},
)
ANSWERED_NAME = Rule(
    ANSWERED_PATH.code,
    ANSWERED_PATH.message,
    {"sv": "skriv {right}", "en": "write {right}"},
)
ANSWERED_WHOLE = Rule(
    "answered-whole",
    {"sv": "{name} har inget eget värde", "en": "{name} has no value of its own"},
    {
        "sv": "skriv en sökväg i taget, answered({member}), eller count(…) > 0 för tal",
        "en": "write one path at a time, answered({member}), or count(…) > 0 for numbers",
    },
)
ANSWERED_MATRIX = Rule(
    WHOLE_MATRIX.code,
    WHOLE_MATRIX.message,
    {
        "sv": "skriv ett fält i taget, som answered({member})",
        "en": "write one field at a time, like answered({member})",
    },
)


def condition(node: syntax.Node, lookup: Lookup) -> nodes.Condition | None:
    """The node as a condition, or None when it is reported as wrong or names something that is."""
    match node:
        case syntax.Logic():
            return _logic(node, lookup)
        case syntax.Not(part, at):
            inner = condition(part, lookup)
            return inner and nodes.Not(inner, at)
        case syntax.Comparison():
            return comparison(node, lookup)
        case syntax.Name():
            return _named(node, lookup)
        case syntax.Call(syntax.Name("answered")):
            return _answered(node, lookup)
        case syntax.Number():
            _refuse(node, "number", f"antal == {lookup.written(node)}", lookup)
        case syntax.Call() | syntax.Negative() | syntax.Arithmetic():
            if number(node, lookup):
                _refuse(node, "number", f"{lookup.written(node)} > 0", lookup)
        case syntax.String():
            _refuse(node, "text", f"namn == {lookup.written(node)}", lookup)
        case syntax.List():
            _refuse(node, "list", f"x in {lookup.written(node)}", lookup)
        case _:
            assert_never(node)
    return None


def _refuse(node: syntax.Node, kind: str, example: str, lookup: Lookup) -> None:
    lookup.report(NOT_A_CONDITION, node.at, written=lookup.written(node), kind=KINDS[kind], example=example)


def _logic(node: syntax.Logic, lookup: Lookup) -> nodes.Condition | None:
    alone = _options_alone(node, lookup)
    read = [condition(part, lookup) for part in node.parts if part.at not in alone]
    parts = tuple(part for part in read if part is not None)
    if len(parts) < len(node.parts):
        return None
    return nodes.And(parts, node.at) if node.operator == "and" else nodes.Or(parts, node.at)


def _options_alone(node: syntax.Logic, lookup: Lookup) -> set[nodes.At]:
    """Reports what is left without its question, as in `syfte == lag or hog`, and gives where it stands."""
    alone: set[nodes.At] = set()
    first: syntax.Comparison | None = None
    run: list[syntax.Node] = []
    for part in (*node.parts, None):
        if first and part and _belongs_to(first, part, lookup):
            run.append(part)
            continue
        if first and run:
            _report_alone(node.operator, first, run, lookup)
            alone.update(member.at for member in run)
        first, run = None, []
        if isinstance(part, syntax.Comparison) and part.operators == ("==",):
            first = part
    return alone


def _belongs_to(first: syntax.Comparison, part: syntax.Node, lookup: Lookup) -> bool:
    """Whether a part is one more option, number or text for the question of the comparison before it."""
    name, beside = first.operands
    match lookup.type_of(name), beside, part:
        case ChoiceType(options), syntax.Name(option), syntax.Name(word):
            return option in options and word in options and lookup.is_unknown(part)
        case NumberType(), syntax.Number(), syntax.Number():
            return True
        case TextType() | DateType(), syntax.String(), syntax.String():
            return True
        case _:
            return False


def _report_alone(operator: str, first: syntax.Comparison, run: Sequence[syntax.Node], lookup: Lookup) -> None:
    name, option = first.operands
    items = ", ".join(lookup.written(item) for item in (option, *run))
    right = f"{lookup.written(name)} in [{items}]"
    replacement = ((first.at[0], run[-1].at[1]), right) if operator == "or" else None
    lookup.report(OPTION_ALONE, run[0].at, replacement, written=lookup.written(run[0]), right=right)


def _named(name: syntax.Name, lookup: Lookup) -> nodes.Condition | None:
    found = lookup.type_of(name)
    path = name.path
    match found:
        case ConfirmType():
            return nodes.Confirmed(lookup.read(name), name.at)
        case None:
            lookup.report_unknown(name)
            return None
        case BrokenType():
            return None
        case ManyType() | MatrixType() | NoValueType():
            lookup.report_no_single_value(name, found)
            return None
        case NumberType():
            example = f"{path} > 0"
        case DateType():
            example = f'{path} >= "2026-03-02"'
        case TextType():
            example = f"answered({path})"
        case ChoiceType(options):
            example = f"{path} == {options[0]}" if options else f"answered({path})"
        case ChoicesType(options):
            example = f"{options[0]} in {path}" if options else f"answered({path})"
        case _:
            assert_never(found)
    lookup.read(name)
    _refuse(name, kind_of(found) or "text", example, lookup)
    return None


def _answered(call: syntax.Call, lookup: Lookup) -> nodes.Condition | None:
    if not known_call(call, lookup):
        return None
    name = call.arguments[0]
    if not isinstance(name, syntax.Name):
        _report_answered(call, name, lookup)
        return None
    match found := lookup.type_of(name):
        case None:
            lookup.report_unknown(name)
        case BrokenType():
            pass
        case NoValueType():
            lookup.report_no_single_value(name, found)
        case ManyType(_, fields):
            lookup.report(ANSWERED_WHOLE, name.at, name=name.path, member=fields[0] if fields else "…")
        case MatrixType():
            lookup.report(ANSWERED_MATRIX, name.at, name=name.path, member=lookup.a_cell(found) or "…")
        case _:
            return nodes.Answered(lookup.read(name), call.at)
    return None


def _report_answered(call: syntax.Call, argument: syntax.Node, lookup: Lookup) -> None:
    """Reports what is no path, with the path that stands in it, if there is one."""
    match argument:
        case syntax.String(path):
            meant = [syntax.Name(path, argument.at)]
        case syntax.List((only,)) if isinstance(only, syntax.Name):
            meant = [only]
        case _:
            meant = [part for part in syntax.children(argument) if isinstance(part, syntax.Name)]
    paths = [name.path for name in meant if kind_of(lookup.type_of(name))]
    if len(paths) != 1:
        lookup.report(ANSWERED_PATH, argument.at, written=lookup.written(argument))
        return
    right = f"answered({paths[0]})"
    certain = isinstance(argument, syntax.String | syntax.List)
    lookup.report(
        ANSWERED_NAME, argument.at, (call.at, right) if certain else None, written=lookup.written(argument), right=right
    )
