"""Where an operator or something for it to stand beside is missing between an expression's tokens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from survey_engine.diagnostics import Rule
from survey_engine.expr.functions import FUNCTIONS
from survey_engine.expr.lexer import UNITS, Token
from survey_engine.expr.mistakes import Mistake, listed, mistake
from survey_engine.expr.scope import Scope
from survey_engine.expr.types import ManyType, MatrixType, NumberType

MISSING_OPERATOR = Rule(
    "missing-operator",
    {"sv": "något saknas mellan ”{first}” och ”{next}”", "en": "something is missing between “{first}” and “{next}”"},
    {
        "sv": "skriv vad de har med varandra att göra, till exempel med ”==”, ”and” eller ”or”",
        "en": "write what they have to do with each other, for instance with “==”, “and” or “or”",
    },
)
MISSING_OPERAND = Rule(
    "missing-operand",
    {"sv": "något saknas vid ”{written}”", "en": "something is missing at “{written}”"},
    {
        "sv": "på båda sidor om ”{written}” ska det stå något: en fråga, ett alternativ, ett tal eller en text",
        "en": "something belongs on both sides of “{written}”: a question, an option, a number or a text",
    },
)
NOTHING_AFTER_NOT = Rule(
    MISSING_OPERAND.code,
    MISSING_OPERAND.message,
    {
        "sv": "skriv efter ”not” vad som inte ska gälla, till exempel not answered(x)",
        "en": "write after “not” what should not hold, for instance not answered(x)",
    },
)
MISPLACED_NOT = Rule(
    "misplaced-not",
    {"sv": "”not” kan inte stå så här mellan två led", "en": "“not” cannot stand like this between two parts"},
    {"sv": "skriv {right}", "en": "write {right}"},
)
EMPTY_BRACKETS = Rule(
    "empty-brackets",
    {"sv": "något saknas inom parentesen", "en": "something is missing in the brackets"},
    {"sv": "skriv vad som hör dit, eller ta bort tecknet", "en": "write what belongs there, or delete the character"},
)
NUMBER_WITH_UNIT = Rule(
    "number-with-unit",
    {"sv": "”{unit}” kan inte stå efter ett tal", "en": "“{unit}” cannot stand after a number"},
    {"sv": "skriv talet ensamt: {number}", "en": "write the number alone: {number}"},
)
JOINED_TEXTS = Rule(
    "joined-texts",
    {"sv": "två texter står intill varandra", "en": "two texts stand next to each other"},
    {"sv": 'skriv dem som en text, "så här", eller som en lista: ["så", "här"]',
     "en": 'write them as one text, "like this", or as a list: ["like", "this"]'},
)  # fmt: skip
TEXT_PREFIX = Rule(
    "text-prefix",
    {"sv": "en text har ingen bokstav framför citattecknet", "en": "a text has no letter in front of its quote"},
    {"sv": "ta bort {written}", "en": "delete {written}"},
)
MISSING_PARENTHESES = Rule(
    "missing-parentheses",
    {"sv": "funktionen {name} saknar sina parenteser", "en": "the function {name} lacks its parentheses"},
    {"sv": "skriv till exempel {usage}", "en": "write for instance {usage}"},
)
SUBSCRIPT = Rule(
    "subscript",
    {"sv": "hakparenteser kan inte stå efter {written}", "en": "square brackets cannot stand after {written}"},
    {
        "sv": "ett fält, en rad eller en kolumn skrivs med punkt, {written}.id, och en lista efter ”in”: x in [a, b]",
        "en": "a field, a row or a column is written with a point, {written}.id, and a list after “in”: x in [a, b]",
    },
)
SUBSCRIPT_OF_PATH = Rule(SUBSCRIPT.code, SUBSCRIPT.message, MISPLACED_NOT.help)
SUBSCRIPT_OF_MANY = Rule(
    SUBSCRIPT.code,
    SUBSCRIPT.message,
    {
        "sv": "skriv sökvägen med punkt, som en av {paths}",
        "en": "write the path with a point, as one of {paths}",
    },
)
SUBSCRIPT_OF_ONE = Rule(
    SUBSCRIPT.code,
    SUBSCRIPT.message,
    {"sv": "en lista skrivs efter ”in”: {written} in […]", "en": "a list is written after “in”: {written} in […]"},
)

_PREFIXES = frozenset("bfru")
_PERCENT = frozenset(["%", "procent", "percent"])
_LOGIC = frozenset(["and", "or"])
_COMPARISON = frozenset(["==", "!=", "<", "<=", ">", ">=", "in"])


def gaps(tokens: Sequence[Token], text: str, scope: Scope) -> Iterator[Mistake]:
    """Places where an operator or an operand is missing; what was meant may hang on the form's names."""
    before: Token | None = None
    awaiting = True
    may_be_empty = False
    for index, token in enumerate(tokens):
        after_not = before is not None and before.kind == "operator" and before.text == "not in"
        if after_not and before and token.text != "in":
            yield _misplaced_not(tokens, index - 1, text, scope)
        match token.kind:
            case "path" | "number" | "text":
                if not awaiting:
                    if _is_unit(tokens, index, scope):
                        yield _with_unit(tokens, index, text, scope)
                    else:
                        yield _between(tokens[index - 1], token, text)
                awaiting = False
            case "open":
                subscribed = before is not None and before.kind == "close" and token.text == "["
                if not awaiting and before and not subscribed and not (before.kind == "path" and token.text == "("):
                    yield _bracket_after(tokens, index, text, scope)
                may_be_empty = token.text == "[" or not awaiting
                awaiting = True
            case "close":
                if awaiting and not (may_be_empty and before and before.kind == "open"):
                    yield _missing(before, token)
                awaiting = False
            case "comma":
                if awaiting:
                    yield _missing(before, token)
                awaiting = True
            case "operator":
                binary_not = token.text == "not" and not awaiting
                is_in_of_not_in = token.text == "in" and after_not
                if awaiting and token.text not in ("not", "-") and not is_in_of_not_in:
                    yield _missing(before, token)
                token = replace(token, text="not in") if binary_not else token
                awaiting = True
        before = token
    if awaiting and before:
        yield _missing(before, before)


def _missing(before: Token | None, token: Token) -> Mistake:
    if token.kind in ("close", "comma") and (before is None or before.kind != "operator"):
        return mistake(EMPTY_BRACKETS, token.at)
    culprit = before if before and before.kind == "operator" and token.kind != "operator" else token
    rule = NOTHING_AFTER_NOT if culprit.text == "not" else MISSING_OPERAND
    return mistake(rule, culprit.at, written=culprit.text)


def _misplaced_not(tokens: Sequence[Token], place: int, text: str, scope: Scope) -> Mistake:
    """A `not` between two parts: `a not b` where that is `a != b`, and where it is `a and not b`."""
    first, last = _part(tokens, place, -1), _part(tokens, place, 1)
    token, left, right = tokens[place], tokens[place - 1], tokens[place + 1]
    if first == place - 1 and last == place + 1 and left.kind == "path" and not _is_name(right, scope):
        between = (left.at[1], right.at[0])
        instead = f"{text[slice(*left.at)]} != {text[slice(*right.at)]}"
        return mistake(MISPLACED_NOT, token.at, (between, " != "), right=instead)
    before, after = text[tokens[first].at[0] : token.at[0]].rstrip(), text[token.at[0] : tokens[last].at[1]]
    return mistake(MISPLACED_NOT, token.at, right=f"{before} and {after}")


def _part(tokens: Sequence[Token], place: int, step: int) -> int:
    """Where the part of a condition that stands before (-1) or after (1) a place ends: at `and`, `or`, a bracket."""
    end, level = place, 0
    while 0 <= end + step < len(tokens):
        token = tokens[end + step]
        level += step * ((token.kind == "open") - (token.kind == "close"))
        if level < 0 or (level == 0 and (token.kind == "comma" or (token.kind == "operator" and token.text in _LOGIC))):
            break
        end += step
    return end


def _is_unit(tokens: Sequence[Token], index: int, scope: Scope) -> bool:
    """Whether a word after a number stands there as its unit, and not as the beginning of something else."""
    if tokens[index - 1].kind != "number" or tokens[index].kind != "path":
        return False
    word = tokens[index].text
    before, after = tokens[index - 2] if index > 1 else None, tokens[index + 1] if index + 1 < len(tokens) else None
    if _is_name(tokens[index], scope) or word in FUNCTIONS or "." in word or (after and after.kind == "open"):
        return False
    if not after or after.kind != "operator" or after.text in _LOGIC:
        return True
    compared = before is not None and before.kind == "operator" and before.text in _COMPARISON
    if word in _PERCENT:
        return True
    return word.casefold() in UNITS and not (compared and after.text in _COMPARISON)


def _with_unit(tokens: Sequence[Token], index: int, text: str, scope: Scope) -> Mistake:
    """`costs > 100 kr`; not mended where the costs are told of in thousands."""
    number, unit = tokens[index - 1], tokens[index]
    before = tokens[index - 3] if index > 2 else None
    compared = before if before and before.kind == "path" else tokens[index + 2] if index + 2 < len(tokens) else None
    type = scope.named(compared.text) if compared and compared.kind == "path" else None
    theirs = type.unit.casefold() if isinstance(type, NumberType) and type.unit else None
    said = unit.text.casefold()
    certain = (said in UNITS and (theirs is None or theirs in UNITS)) or (said in _PERCENT and theirs in _PERCENT)
    fix = ((number.at[1], unit.at[1]), "") if certain else None
    return mistake(NUMBER_WITH_UNIT, unit.at, fix, unit=text[slice(*unit.at)], number=number.text)


def _between(left: Token, right: Token, text: str) -> Mistake:
    at = (left.at[0], right.at[1])
    touching = left.at[1] == right.at[0]
    written = text[right.at[0] : right.at[1]]
    if left.kind == right.kind == "text":
        return mistake(JOINED_TEXTS, at)
    if left.kind == "path" and right.kind == "text" and touching and set(left.text.casefold()) <= _PREFIXES:
        return mistake(TEXT_PREFIX, left.at, (left.at, ""), written=left.text)
    if left.kind == "path" and left.text in FUNCTIONS and right.kind == "path":
        called = f"{left.text}({written})"
        certain = (at, called) if left.text == "answered" else None
        return mistake(MISSING_PARENTHESES, left.at, certain, name=left.text, usage=called)
    return mistake(MISSING_OPERATOR, at, first=text[left.at[0] : left.at[1]], next=written)


def _bracket_after(tokens: Sequence[Token], index: int, text: str, scope: Scope) -> Mistake:
    before, bracket = tokens[index - 1], tokens[index]
    written = text[before.at[0] : before.at[1]]
    if bracket.text != "[":
        return mistake(MISSING_OPERATOR, (before.at[0], bracket.at[1]), first=written, next=bracket.text)
    path, end = before.text, index
    while [token.text for token in tokens[end : end + 3 : 2]] == ["[", "]"] and tokens[end + 1].kind in (
        "path",
        "text",
    ):
        path, end = f"{path}.{tokens[end + 1].text}", end + 3
    if end > index and scope.named(path):
        at = (before.at[0], tokens[end - 1].at[1])
        return mistake(SUBSCRIPT_OF_PATH, bracket.at, (at, path), written=written, right=path)
    match scope.named(before.text):
        case ManyType(_, fields):
            return mistake(SUBSCRIPT_OF_MANY, bracket.at, written=written, paths=listed(fields))
        case MatrixType(rows, columns):
            return mistake(SUBSCRIPT_OF_MANY, bracket.at, written=written, paths=listed((*rows, *columns)))
        case None:
            return mistake(SUBSCRIPT, bracket.at, written=written)
        case _:
            return mistake(SUBSCRIPT_OF_ONE, bracket.at, written=written)


def _is_name(token: Token, scope: Scope) -> bool:
    return token.kind == "path" and scope.named(token.text) is not None
