"""What is compared with what: a comparison is judged by what stands on its sides."""

from __future__ import annotations

from survey_engine.diagnostics import Rule
from survey_engine.expr import nodes, options, syntax, values
from survey_engine.expr.lookup import KINDS, TRUTH_WORDS, Lookup, kind_of
from survey_engine.expr.nodes import At
from survey_engine.expr.types import (
    BrokenType,
    ChoicesType,
    ChoiceType,
    ConfirmType,
    ManyType,
    MatrixType,
    NoValueType,
    TextType,
)

CONFIRM_COMPARED = Rule(
    "confirm-compared",
    {"sv": "bekräftelsen {name} kan inte jämföras", "en": "the confirm {name} cannot be compared"},
    {"sv": "den står ensam som villkor: {right}", "en": "it stands alone as a condition: {right}"},
)
CONDITION_COMPARED = Rule(
    "condition-compared",
    {"sv": "ett villkor kan inte jämföras", "en": "a condition cannot be compared"},
    {"sv": "det står ensamt, med not framför när det inte ska gälla: {right}",
     "en": "it stands alone, with not before it when it should not hold: {right}"},
)  # fmt: skip
NO_ANSWER = Rule(
    values.EMPTY_TEXT.code,
    values.EMPTY_TEXT.message,
    {"sv": "skriv {right}", "en": "write {right}"},
)
IN_CHAIN = Rule(
    "in-chain",
    {"sv": "in kan inte stå i en kedja av jämförelser", "en": "in cannot stand in a chain of comparisons"},
    {"sv": "skriv två villkor med and emellan", "en": "write two conditions with and between"},
)
NOT_CHAINABLE = Rule(
    "not-chainable",
    {"sv": "bara <, <=, > och >= kan stå i en kedja", "en": "only <, <=, > and >= can stand in a chain"},
    {"sv": "skriv två villkor med and emellan", "en": "write two conditions with and between"},
)
NO_SUBSTRING = Rule(
    "no-substring",
    {"sv": "det går inte att söka i en text", "en": "a text cannot be searched"},
    {
        "sv": 'jämför hela texten, {name} == "…" eller {name} in ["…", "…"]',
        "en": 'compare the whole text, {name} == "…" or {name} in ["…", "…"]',
    },
)
IN_NEEDS_LIST = Rule(
    "in-needs-list",
    {
        "sv": "efter in ska det stå en lista eller en flervalsfråga",
        "en": "a list or a question of choices belongs after in",
    },
    {"sv": "skriv en lista inom hakparenteser, som [1, 2]", "en": "write a list in square brackets, like [1, 2]"},
)


def comparison(node: syntax.Comparison, lookup: Lookup) -> nodes.Condition | None:
    """A comparison or a chain of them, which holds when each of its links does."""
    if len(node.operators) == 1:
        return _pair(node.operands[0], node.operators[0], node.operands[1], node.at, lookup)
    if any(operator in ("in", "not in") for operator in node.operators):
        lookup.report(IN_CHAIN, node.at)
        return None
    if any(operator in ("==", "!=") for operator in node.operators):
        lookup.report(NOT_CHAINABLE, node.at)
        return None
    links = zip(node.operands, node.operators, node.operands[1:], strict=False)
    read = [_pair(left, operator, right, (left.at[0], right.at[1]), lookup) for left, operator, right in links]
    parts = tuple(part for part in read if part is not None)
    return nodes.And(parts, node.at) if len(parts) == len(read) else None


def _pair(
    left: syntax.Node, operator: syntax.Comparator, right: syntax.Node, at: At, lookup: Lookup
) -> nodes.Condition | None:
    if _is_broken(left, operator, right, lookup):
        return None
    match operator:
        case "in" | "not in":
            found = _membership(left, operator == "not in", right, at, lookup)
            return nodes.Not(found, at) if found and operator == "not in" else found
        case "==" | "!=":
            return _equality(left, operator, right, at, lookup)
        case _:
            for node in (left, right):
                kind = kind_of(lookup.type_of(node))
                if isinstance(node, syntax.Name) and kind in ("choice", "choices", "confirm"):
                    lookup.read(node)
                    lookup.report(values.NO_ORDER, at, kind=KINDS[kind], name=node.path)
                    return None
            return values.compare(left, operator, right, at, lookup)


def _is_broken(left: syntax.Node, operator: syntax.Comparator, right: syntax.Node, lookup: Lookup) -> bool:
    """Whether a side names a thing that is itself wrong, unless it is an option beside its question."""
    one, other = lookup.type_of(left), lookup.type_of(right)
    if isinstance(one, BrokenType):
        return not (operator in ("in", "not in") and isinstance(other, ChoicesType))
    return isinstance(other, BrokenType) and not isinstance(one, ChoiceType)


def _equality(
    left: syntax.Node, operator: values.Operator, right: syntax.Node, at: At, lookup: Lookup
) -> nodes.Condition | None:
    if _asks_for_no_answer(left, operator, right, at, lookup) or _condition_compared(left, operator, right, at, lookup):
        return None
    match left, lookup.type_of(left), right, lookup.type_of(right):
        case syntax.Name() as name, ManyType() as many, _, _ if options.in_many(
            right, operator == "!=", name, many, lookup
        ):
            pass
        case syntax.Name() as name, ChoiceType() as choice, _, _:
            return options.equals(name, choice, operator, right, at, lookup)
        case _, ChoicesType(), _, _:
            options.choices_equal(left, operator, right, at, lookup)
        case _, _, syntax.Name() as name, ChoiceType() as choice:
            options.option_first(left, operator, name, choice, at, lookup)
        case _, _, _, ChoicesType():
            options.choices_equal(left, operator, right, at, lookup)
        case syntax.Name() as name, ConfirmType(), _, _:
            _confirm_compared(name, operator, right, at, lookup)
        case _, _, syntax.Name() as name, ConfirmType():
            _confirm_compared(name, operator, left, at, lookup)
        case _, _, syntax.List(), _:
            instead = "in" if operator == "==" else "not in"
            lookup.report(options.LIST_NEEDS_IN, at, operator=operator, right=instead)
        case _:
            return values.compare(left, operator, right, at, lookup)
    return None


def _asks_for_no_answer(
    left: syntax.Node, operator: values.Operator, right: syntax.Node, at: At, lookup: Lookup
) -> bool:
    """Reports `x == ""` and `x == null`, which `answered` says."""
    for name, other in ((left, right), (right, left)):
        match other:
            case syntax.String(words):
                nothing = not words.strip()
            case syntax.Name(word):
                nothing = word.casefold() in ("none", "null") and lookup.is_unknown(other)
            case _:
                nothing = False
        if nothing and isinstance(name, syntax.Name) and kind_of(lookup.type_of(name)):
            lookup.read(name)
            answered = f"not answered({name.path})" if operator == "==" else f"answered({name.path})"
            lookup.report(NO_ANSWER, other.at, (at, answered), written=lookup.written(other), right=answered)
            return True
    return False


def _condition_compared(
    left: syntax.Node, operator: values.Operator, right: syntax.Node, at: At, lookup: Lookup
) -> bool:
    """Reports `answered(x) == true` and its like."""
    for condition, other in ((left, right), (right, left)):
        match condition:
            case syntax.Logic() | syntax.Not() | syntax.Comparison():
                right_way = f"({lookup.written(condition)})"
            case syntax.Call(syntax.Name("answered")):
                right_way = lookup.written(condition)
            case _:
                continue
        said = _said(other, lookup)
        if said is not None and said != (operator == "=="):
            right_way = f"not {right_way}"
        replacement = None if said is None else (at, right_way)
        lookup.report(CONDITION_COMPARED, at, replacement, right=right_way)
        return True
    return False


def _said(node: syntax.Node, lookup: Lookup) -> bool | None:
    """What a word like `true` says, if the node is one."""
    return TRUTH_WORDS.get(node.path.casefold()) if isinstance(node, syntax.Name) and lookup.is_unknown(node) else None


def _confirm_compared(name: syntax.Name, operator: str, other: syntax.Node, at: At, lookup: Lookup) -> None:
    lookup.read(name)
    said = _said(other, lookup)
    if said is None:
        lookup.report(CONFIRM_COMPARED, at, name=name.path, right=name.path)
        return
    right = name.path if said == (operator == "==") else f"not {name.path}"
    lookup.report(CONFIRM_COMPARED, at, (at, right), name=name.path, right=right)


def _membership(left: syntax.Node, negated: bool, right: syntax.Node, at: At, lookup: Lookup) -> nodes.Condition | None:
    if isinstance(right, syntax.List):
        return _in_list(left, negated, right, at, lookup)
    match left, lookup.type_of(left), right, lookup.type_of(right):
        case _, _, syntax.Name() as name, ChoicesType() as choices:
            return options.chosen(left, name, choices, at, lookup)
        case syntax.Name() as name, ChoiceType() as choice, syntax.Name(word) | syntax.String(word), _ if (
            word in choice.options or lookup.is_unknown(right)
        ):
            options.without_brackets(name, choice, right, lookup)
        case _, _, syntax.Name() as name, ChoiceType() as choice:
            options.in_choice(left, negated, name, choice, at, lookup)
        case _, _, syntax.Name() as name, TextType():
            lookup.read(name)
            lookup.report(NO_SUBSTRING, at, name=name.path)
        case _, TextType(), syntax.String(), _:
            lookup.report(NO_SUBSTRING, at, name=lookup.written(left))
        case _, _, syntax.Name() as name, None:
            lookup.report_unknown(name)
        case _, _, syntax.Name() as name, ManyType() as many:
            if not options.in_many(left, negated, name, many, lookup):
                lookup.report_no_single_value(name, many)
        case _, _, syntax.Name() as name, (MatrixType() | NoValueType()) as whole:
            lookup.report_no_single_value(name, whole)
        case _:
            lookup.report(IN_NEEDS_LIST, right.at)
    return None


def _in_list(left: syntax.Node, negated: bool, right: syntax.List, at: At, lookup: Lookup) -> nodes.Condition | None:
    if not right.items:
        lookup.report(options.EMPTY_LIST, right.at)
        return None
    match left, lookup.type_of(left):
        case syntax.Name() as name, ChoiceType() as choice:
            return options.one_of(name, choice, right.items, at, lookup)
        case syntax.Name() as name, ChoicesType() as choices:
            options.choices_in_list(name, choices, negated, right.items, at, lookup)
        case syntax.Name() as name, ConfirmType():
            lookup.read(name)
            lookup.report(CONFIRM_COMPARED, at, name=name.path, right=name.path)
        case _:
            return values.among(left, right.items, at, lookup)
    return None
