"""What is compared with what: a comparison is judged by what stands on its sides."""

from __future__ import annotations

from survey_engine.diagnostics import Rule
from survey_engine.expr import nodes, options, syntax, values
from survey_engine.expr.lookup import KINDS, TRUTH_VALUE, TRUTH_WORDS, Lookup, kind_of
from survey_engine.expr.nodes import At
from survey_engine.expr.slips import NO_SUBSTRING
from survey_engine.expr.types import (
    BrokenType,
    ChoicesType,
    ChoiceType,
    ConfirmType,
    ManyType,
    MatrixType,
    NoValueType,
    NumberType,
    TextType,
    Type,
)

CONFIRM_COMPARED = Rule(
    "confirm-compared",
    {"sv": "bekräftelsen {name} kan inte jämföras", "en": "the confirm {name} cannot be compared"},
    {"sv": "den står ensam som villkor: {right}", "en": "it stands alone as a condition: {right}"},
)
CONFIRM_ALONE = Rule(
    CONFIRM_COMPARED.code,
    CONFIRM_COMPARED.message,
    {
        "sv": "den står ensam som villkor: {name}, eller not {name} när den inte är ikryssad",
        "en": "it stands alone as a condition: {name}, or not {name} when it is not ticked",
    },
)
CONDITION_COMPARED = Rule(
    "condition-compared",
    {"sv": "ett villkor kan inte jämföras", "en": "a condition cannot be compared"},
    {"sv": "det står ensamt, med ”not” framför när det inte ska gälla: {right}",
     "en": "it stands alone, with “not” before it when it should not hold: {right}"},
)  # fmt: skip
CONDITIONS_COMPARED = Rule(
    CONDITION_COMPARED.code,
    CONDITION_COMPARED.message,
    {"sv": "skriv ut båda fallen: {right}", "en": "write both cases out: {right}"},
)
CONDITION_BESIDE_VALUE = Rule(
    CONDITION_COMPARED.code,
    CONDITION_COMPARED.message,
    {
        "sv": "det står ensamt, {right}, eller sätts samman med ett villkor till med ”and” eller ”or”",
        "en": "it stands alone, {right}, or is joined with another condition by “and” or “or”",
    },
)
NO_ANSWER = Rule(
    values.EMPTY_TEXT.code,
    values.EMPTY_TEXT.message,
    {"sv": "skriv {right}", "en": "write {right}"},
)
IN_CHAIN = Rule(
    "in-chain",
    {"sv": "”in” kan inte stå i en jämförelse i flera led", "en": "“in” cannot stand in a comparison of several parts"},
    {"sv": "skriv två villkor med ”and” emellan: {right}", "en": "write two conditions with “and” between: {right}"},
)
NOT_CHAINABLE = Rule(
    "not-chainable",
    {
        "sv": "bara <, <=, > och >= kan stå i en jämförelse i flera led",
        "en": "only <, <=, > and >= can stand in a comparison of several parts",
    },
    IN_CHAIN.help,
)
TRUTH_AFTER_IN = Rule(
    IN_CHAIN.code,
    IN_CHAIN.message,
    {"sv": "ta bort {said}: {right}", "en": "delete {said}: {right}"},
)
TRUTH_IN_CHAIN = Rule(NOT_CHAINABLE.code, NOT_CHAINABLE.message, TRUTH_AFTER_IN.help)
ANSWERED_OR_NOT = Rule(
    TRUTH_VALUE.code,
    TRUTH_VALUE.message,
    {"sv": "skriv {right} om frågan ska vara besvarad", "en": "write {right} if the question should be answered"},
)
UNANSWERED_OR_NOT = Rule(
    TRUTH_VALUE.code,
    TRUTH_VALUE.message,
    {
        "sv": "skriv {right} om frågan inte ska vara besvarad",
        "en": "write {right} if the question should not be answered",
    },
)
IN_NEEDS_LIST = Rule(
    "in-needs-list",
    {
        "sv": "efter ”in” ska det stå en lista eller en flervalsfråga",
        "en": "a list or a question of choices belongs after “in”",
    },
    {"sv": "skriv en lista inom hakparenteser, som [1, 2]", "en": "write a list in square brackets, like [1, 2]"},
)
IN_ONE_VALUE = Rule(
    IN_NEEDS_LIST.code,
    IN_NEEDS_LIST.message,
    {
        "sv": "skriv {right}, eller en lista inom hakparenteser: {listed}",
        "en": "write {right}, or a list in square brackets: {listed}",
    },
)

_SAID = {**TRUTH_WORDS, "ja": True, "yes": True, "nej": False, "no": False}


def comparison(node: syntax.Comparison, lookup: Lookup) -> nodes.Condition | None:
    """A comparison or a chain of them, which holds when each of its links does."""
    if len(node.operators) == 1:
        return _pair(node.operands[0], node.operators[0], node.operands[1], node.at, lookup)
    if not {*node.operators}.isdisjoint(("in", "not in", "==", "!=")):
        _refuse_chain(node, lookup)
        return None
    links = zip(node.operands, node.operators, node.operands[1:], strict=False)
    read = [_pair(left, operator, right, (left.at[0], right.at[1]), lookup) for left, operator, right in links]
    parts = tuple(part for part in read if part is not None)
    return nodes.And(parts, node.at) if len(parts) == len(read) else None


def _refuse_chain(node: syntax.Comparison, lookup: Lookup) -> None:
    """Reports a chain with `in`, `==` or `!=`; at its end `== true` and its like are only too much."""
    has_in = not {*node.operators}.isdisjoint(("in", "not in"))
    *_, inner, last = node.operands
    holds = _truth(last, lookup)
    kept, rest = lookup.text[node.at[0] : inner.at[1]], lookup.text[inner.at[1] : last.at[1]].strip()
    if holds is not None and node.operators[-1] in ("==", "!=") and kept.count("(") == kept.count(")"):
        right = kept if holds == (node.operators[-1] == "==") else f"not ({kept})"
        rule = TRUTH_AFTER_IN if has_in else TRUTH_IN_CHAIN
        lookup.report(rule, node.at, (node.at, right), said=rest, right=right)
        return
    written = [lookup.written(operand) for operand in node.operands]
    links = zip(written, node.operators, written[1:], strict=False)
    right = " and ".join(" ".join(link) for link in links)
    lookup.report(IN_CHAIN if has_in else NOT_CHAINABLE, node.at, right=right)


def _truth(node: syntax.Node, lookup: Lookup) -> bool | None:
    """What `true` and its like say, if the node is one."""
    return TRUTH_WORDS.get(node.path.casefold()) if isinstance(node, syntax.Name) and lookup.is_unknown(node) else None


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
                    _without_order(node, kind, at, lookup)
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
        case _ if _compared_with_truth(left, operator, right, lookup):
            pass
        case _:
            return values.compare(left, operator, right, at, lookup)
    return None


def _compared_with_truth(left: syntax.Node, operator: values.Operator, right: syntax.Node, lookup: Lookup) -> bool:
    """Reports `x == true` of what has a value that is neither true nor false."""
    for name, other in ((left, right), (right, left)):
        holds = _truth(other, lookup)
        if holds is not None and isinstance(name, syntax.Name) and kind_of(lookup.type_of(name)):
            lookup.read(name)
            asked = holds == (operator == "==")
            answered = f"answered({name.path})" if asked else f"not answered({name.path})"
            rule = ANSWERED_OR_NOT if asked else UNANSWERED_OR_NOT
            lookup.report(rule, other.at, name=lookup.written(other), right=answered)
            return True
    return False


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
                nothing = nothing and not _is_option(word, lookup.type_of(name))
            case _:
                nothing = False
        if nothing and isinstance(name, syntax.Name) and kind_of(lookup.type_of(name)):
            lookup.read(name)
            answered = f"not answered({name.path})" if operator == "==" else f"answered({name.path})"
            lookup.report(NO_ANSWER, other.at, (at, answered), written=lookup.written(other), right=answered)
            return True
    return False


def _is_option(word: str, type: Type | None) -> bool:
    return isinstance(type, ChoiceType | ChoicesType) and word in type.options


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
        if said is not None:
            right_way = right_way if said == (operator == "==") else f"not {right_way}"
            lookup.report(CONDITION_COMPARED, at, (at, right_way), right=right_way)
        elif second := _as_condition(other, lookup):
            both, neither = (second, f"not {second}") if operator == "==" else (f"not {second}", second)
            cases = f"{right_way} and {both} or not {right_way} and {neither}"
            lookup.report(CONDITIONS_COMPARED, at, right=cases)
        else:
            lookup.report(CONDITION_BESIDE_VALUE, at, right=right_way)
        return True
    return False


def _as_condition(node: syntax.Node, lookup: Lookup) -> str | None:
    """A condition as it can stand beside `and` and `not`; None for what is no condition."""
    match node, lookup.type_of(node):
        case ((syntax.Logic() | syntax.Not() | syntax.Comparison()), _):
            return f"({lookup.written(node)})"
        case (syntax.Call(syntax.Name("answered")), _) | (syntax.Name(), ConfirmType()):
            return lookup.written(node)
        case _:
            return None


def _said(node: syntax.Node, lookup: Lookup) -> bool | None:
    """What stands for true or false beside a condition, if the node does: `true`, `nej`, 1."""
    match node:
        case syntax.Number(value) if value in (0, 1):
            return value == 1
        case syntax.Name(word) if lookup.is_unknown(node):
            return _SAID.get(word.casefold())
        case syntax.String(word):
            return _SAID.get(word.strip().casefold())
        case _:
            return None


def _confirm_compared(name: syntax.Name, operator: str, other: syntax.Node, at: At, lookup: Lookup) -> None:
    lookup.read(name)
    said = _said(other, lookup)
    if said is None:
        lookup.report(CONFIRM_ALONE, at, name=name.path)
        return
    right = name.path if said == (operator == "==") else f"not {name.path}"
    lookup.report(CONFIRM_COMPARED, at, (at, right), name=name.path, right=right)


def _without_order(name: syntax.Name, kind: str, at: At, lookup: Lookup) -> None:
    lookup.read(name)
    match lookup.type_of(name):
        case ConfirmType():
            lookup.report(values.NO_ORDER_OF_CONFIRM, at, kind=KINDS[kind], name=name.path)
        case ChoicesType(options) if options:
            lookup.report(values.NO_ORDER_OF_CHOICES, at, kind=KINDS[kind], right=f"{options[0]} in {name.path}")
        case _:
            lookup.report(values.NO_ORDER, at, kind=KINDS[kind], name=name.path)


def _membership(left: syntax.Node, negated: bool, right: syntax.Node, at: At, lookup: Lookup) -> nodes.Condition | None:
    if isinstance(right, syntax.List):
        return _in_list(left, negated, right, at, lookup)
    match left, lookup.type_of(left), right, lookup.type_of(right):
        case _, _, syntax.Name() as name, ChoicesType() as choices:
            return options.chosen(left, name, choices, at, lookup)
        case syntax.Name() as name, ChoicesType() as choices, syntax.Name(word) | syntax.String(word), _ if (
            word in choices.options
        ):
            options.option_after_in(name, negated, right, at, lookup)
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
        case (syntax.Name() as name, NumberType(), (syntax.Number() | syntax.Negative(syntax.Number())), _):
            lookup.read(name)
            operator, number = "!=" if negated else "==", lookup.written(right)
            instead = f"{name.path} {operator} {number}"
            listed = f"{name.path} {'not in' if negated else 'in'} [{number}]"
            lookup.report(IN_ONE_VALUE, right.at, right=instead, listed=listed)
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
            only = right.items[0] if len(right.items) == 1 else right
            _confirm_compared(name, "!=" if negated else "==", only, at, lookup)
        case _:
            return values.among(left, right.items, negated, at, lookup)
    return None
