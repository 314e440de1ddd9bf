"""What is wrong with how an expression's tokens follow each other: words of other languages, brackets, gaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from keyword import iskeyword

from survey_engine.diagnostics import Rule
from survey_engine.expr.functions import FUNCTIONS
from survey_engine.expr.lexer import Token
from survey_engine.expr.mistakes import Mistake, mistake
from survey_engine.expr.nodes import At

SINGLE_EQUALS = Rule(
    "single-equals",
    {"sv": "en jämförelse skrivs med två likhetstecken", "en": "a comparison is written with two equals signs"},
    {"sv": "skriv == i stället för =", "en": "write == instead of ="},
)
KEYWORD_ARGUMENT = Rule(
    "keyword-argument",
    {"sv": "ett värde till en funktion har inget namn", "en": "what a function is given has no name"},
    {"sv": "ta bort {written}, som i round(a / b, 2)", "en": "delete {written}, as in round(a / b, 2)"},
)
WORD_OPERATOR = Rule(
    "capital-logic",
    {"sv": "{written} skrivs här {right}", "en": "{written} is written {right} here"},
    {
        "sv": "skriv {right}: villkor sätts samman med and, or, not och in, på engelska och med små bokstäver",
        "en": "write {right}: conditions are joined with and, or, not and in, in English and in lower case",
    },
)
WORD_COMPARISON = Rule(
    "word-comparison",
    {"sv": "{written} skrivs här {right}", "en": "{written} is written {right} here"},
    {"sv": "skriv {right} i stället för {written}", "en": "write {right} instead of {written}"},
)
LEADING_IF = Rule(
    "leading-if",
    {"sv": "ett villkor börjar inte med {written}", "en": "a condition does not begin with {written}"},
    {"sv": "ta bort {written}: villkoret skrivs ensamt", "en": "delete {written}: the condition is written alone"},
)
RESERVED_WORD = Rule(
    "reserved-word",
    {"sv": "ordet {written} kan inte stå i ett uttryck", "en": "the word {written} cannot stand in an expression"},
    {
        "sv": "ett uttryck använder bara orden and, or, not och in; inget id kan heta {written}",
        "en": "an expression uses only the words and, or, not and in; no id can be {written}",
    },
)
UNCLOSED_BRACKET = Rule(
    "unclosed-bracket",
    {"sv": "parentesen {written} avslutas aldrig", "en": "the bracket {written} is never closed"},
    {"sv": "skriv {right} där den slutar", "en": "write {right} where it ends"},
)
UNMATCHED_BRACKET = Rule(
    "unmatched-bracket",
    {"sv": "{written} hör inte ihop med någon parentes före", "en": "{written} matches no bracket before it"},
    {"sv": "ta bort {written}, eller skriv {right} före", "en": "delete {written}, or write {right} before it"},
)
DECIMAL_COMMA = Rule(
    "decimal-comma",
    {"sv": "{written} är skrivet med decimalkomma", "en": "{written} is written with a decimal comma"},
    {"sv": "skriv decimalpunkt: {right}", "en": "write a decimal point: {right}"},
)
ROUND_LIST = Rule(
    "round-list",
    {"sv": "en lista skrivs inom hakparenteser", "en": "a list is written in square brackets"},
    {"sv": "skriv {right}", "en": "write {right}"},
)
STRAY_COMMA = Rule(
    "stray-comma",
    {"sv": "ett komma kan inte stå här", "en": "a comma cannot stand here"},
    {
        "sv": "villkor sätts samman med and eller or; ett tal skrivs med decimalpunkt, 1.5",
        "en": "conditions are joined with and or or; a number is written with a decimal point, 1.5",
    },
)
MISSING_OPERATOR = Rule(
    "missing-operator",
    {"sv": "något saknas mellan {left} och {right}", "en": "something is missing between {left} and {right}"},
    {
        "sv": "skriv vad de har med varandra att göra, till exempel med ==, and eller or",
        "en": "write what they have to do with each other, for instance with ==, and or or",
    },
)
MISSING_OPERAND = Rule(
    "missing-operand",
    {"sv": "något saknas vid {written}", "en": "something is missing at {written}"},
    {
        "sv": "på båda sidor om {written} ska det stå något: en sökväg, ett alternativ, ett tal eller en text",
        "en": "something belongs on both sides of {written}: a path, an option, a number or a text",
    },
)
NOTHING_AFTER_NOT = Rule(
    MISSING_OPERAND.code,
    MISSING_OPERAND.message,
    {
        "sv": "skriv efter not vad som inte ska gälla, till exempel not answered(x)",
        "en": "write after not what should not hold, for instance not answered(x)",
    },
)
MISPLACED_NOT = Rule(
    "misplaced-not",
    {"sv": "not kan inte stå så här mellan två led", "en": "not cannot stand like this between two parts"},
    {
        "sv": "skriv a != b, a not in [b, c], eller a and not b",
        "en": "write a != b, a not in [b, c], or a and not b",
    },
)
EMPTY_BRACKETS = Rule(
    "empty-brackets",
    {"sv": "något saknas inom parentesen", "en": "something is missing in the brackets"},
    {"sv": "skriv vad som hör dit, eller ta bort tecknet", "en": "write what belongs there, or delete the character"},
)
NUMBER_WITH_UNIT = Rule(
    "number-with-unit",
    {"sv": "{unit} kan inte stå efter ett tal", "en": "{unit} cannot stand after a number"},
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
        "sv": "ett fält, en rad eller en kolumn skrivs med punkt, {written}.id, och en lista efter in: x in [a, b]",
        "en": "a field, a row or a column is written with a point, {written}.id, and a list after in: x in [a, b]",
    },
)

_LOGIC = {"and": "and", "och": "and", "samt": "and", "or": "or", "eller": "or", "in": "in", "i": "in"}
_NEGATION = frozenset(["not", "inte", "ej"])
_COMPARISON = frozenset(["is", "är"])
_NOTHING = frozenset(["None", "null"])
_IF = frozenset(["if", "om"])
_PREFIXES = frozenset("bfru")
_CLOSING = {"(": ")", "[": "]"}
_OPENING = {")": "(", "]": "["}
_WORDS = frozenset(["path", "operator"])
_OPERANDS = frozenset(["path", "number", "text"])
_OPERAND_STARTS = _OPERANDS | {"open"}
_OPERAND_ENDS = _OPERANDS | {"close"}


def words(tokens: Sequence[Token]) -> tuple[list[Token], list[Mistake]]:
    """The tokens with words of other languages turned into ours, and what was wrong with words and `=`."""
    read: list[Token] = []
    mistakes: list[Mistake] = []
    index = 0
    while index < len(tokens):
        token, taken, wrong = _word(tokens, index, read)
        read += [token] if token else []
        mistakes += [wrong] if wrong else []
        index += taken
    return read, mistakes


def _word(tokens: Sequence[Token], index: int, read: list[Token]) -> tuple[Token | None, int, Mistake | None]:
    """What stands at an index: the token it means, how many tokens it takes, and what is wrong with it."""
    token = tokens[index]
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if token.text == "=" and token.kind == "operator":
        wrong = _keyword_argument(token, read) or mistake(SINGLE_EQUALS, token.at, (token.at, "=="))
        return Token("operator", "==", token.at), 1, wrong
    if token.kind != "path":
        return token, 1, None
    word = token.text.casefold()
    joins = bool(read) and read[-1].kind in _OPERAND_ENDS
    begins = after is not None and after.kind in _OPERAND_STARTS
    if word in _COMPARISON and (joins or word == "is"):
        negated = after is not None and after.kind in _WORDS and after.text.casefold() in _NEGATION
        at = (token.at[0], after.at[1]) if negated and after else token.at
        nothing = tokens[index + 1 + negated] if index + 1 + negated < len(tokens) else None
        if read and read[-1].kind == "path" and nothing and nothing.text in _NOTHING:
            return _asks_for_an_answer(read[-1], negated, nothing)
        return _replaced(WORD_COMPARISON, at, " ".join(t.text for t in tokens[index : index + 1 + negated]),
                         "!=" if negated else "==", 1 + negated)  # fmt: skip
    if word in _LOGIC and (joins or (begins and read and _is_not(read[-1]))):
        return _replaced(WORD_OPERATOR, token.at, token.text, _LOGIC[word], 1)
    if word in _NEGATION and (joins or begins):
        return _replaced(WORD_OPERATOR, token.at, token.text, "not", 1)
    if word in _IF and not read and begins:
        return None, 1, mistake(LEADING_IF, token.at, (token.at, ""), written=token.text)
    return token, 1, _reserved(token)


def _asks_for_an_answer(name: Token, negated: bool, nothing: Token) -> tuple[None, int, Mistake]:
    """`x is None`, which `answered` says."""
    at = (name.at[0], nothing.at[1])
    right = f"answered({name.text})" if negated else f"not answered({name.text})"
    written = f"is {'not ' if negated else ''}{nothing.text}"
    return None, 2 + negated, mistake(WORD_COMPARISON, at, (at, right), written=written, right=right)


def _is_not(token: Token) -> bool:
    return token.kind == "operator" and token.text == "not"


def _replaced(rule: Rule, at: At, written: str, right: str, taken: int) -> tuple[Token, int, Mistake]:
    return Token("operator", right, at), taken, mistake(rule, at, (at, right), written=written, right=right)


def _reserved(token: Token) -> Mistake | None:
    parts = token.text.split(".")
    for part in parts:
        if iskeyword(part) and not (len(parts) == 1 and part in ("True", "False", "None")):
            return mistake(RESERVED_WORD, token.at, written=part)
    return None


def _keyword_argument(token: Token, read: list[Token]) -> Mistake | None:
    if len(read) < 3 or read[-1].kind != "path" or "." in read[-1].text or read[-2].kind != "comma":
        return None
    at = (read[-1].at[0], token.at[1])
    return mistake(KEYWORD_ARGUMENT, at, (at, ""), written=f"{read[-1].text}=")


def brackets(tokens: Sequence[Token], text: str) -> Iterator[Mistake]:
    """Brackets that do not match, and commas that stand in no list and no call."""
    opened: list[tuple[Token, str]] = []
    commas: list[int] = []
    for index, token in enumerate(tokens):
        match token.kind:
            case "open":
                opened.append((token, _what_opens(tokens, index)))
            case "close" if opened and opened[-1][0].text == _OPENING[token.text]:
                bracket, what = opened.pop()
                if what == "round-list":
                    at = (bracket.at[0], token.at[1])
                    right = f"[{text[bracket.at[1] : token.at[0]].strip().removesuffix(',')}]"
                    if any(bracket.at[0] < tokens[comma].at[0] for comma in commas):
                        yield mistake(ROUND_LIST, at, (at, right), right=right)
            case "close":
                yield mistake(UNMATCHED_BRACKET, token.at, written=token.text, right=_OPENING[token.text])
                return
            case "comma" if not opened or opened[-1][1] == "group":
                yield _comma(tokens, index)
            case "comma":
                commas.append(index)
            case _:
                pass
    for bracket, _ in opened:
        yield mistake(UNCLOSED_BRACKET, bracket.at, written=bracket.text, right=_CLOSING[bracket.text])


def _what_opens(tokens: Sequence[Token], index: int) -> str:
    before = tokens[index - 1] if index else None
    if tokens[index].text == "[":
        return "list"
    if before and before.kind == "path":
        return "call"
    return "round-list" if before and before.kind == "operator" and before.text == "in" else "group"


def _comma(tokens: Sequence[Token], index: int) -> Mistake:
    around = tokens[max(index - 1, 0) : index + 2]
    if [t.kind for t in around] == ["number", "comma", "number"]:
        left, comma, right = around
        if left.at[1] == comma.at[0] and comma.at[1] == right.at[0] and "." not in left.text + right.text:
            at, point = (left.at[0], right.at[1]), f"{left.text}.{right.text}"
            return mistake(DECIMAL_COMMA, at, (at, point), written=f"{left.text},{right.text}", right=point)
    return mistake(STRAY_COMMA, tokens[index].at)


def gaps(tokens: Sequence[Token], text: str) -> Iterator[Mistake]:
    """Places where an operator or an operand is missing."""
    before: Token | None = None
    awaiting = True
    may_be_empty = False
    for token in tokens:
        after_not = before is not None and before.kind == "operator" and before.text == "not in"
        if after_not and before and token.text != "in":
            yield mistake(MISPLACED_NOT, before.at)
        match token.kind:
            case "path" | "number" | "text":
                if not awaiting and before:
                    yield _between(before, token, text)
                awaiting = False
            case "open":
                if not awaiting and before and not (before.kind == "path" and token.text == "("):
                    yield _bracket_after(before, token, text)
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


def _between(left: Token, right: Token, text: str) -> Mistake:
    at = (left.at[0], right.at[1])
    touching = left.at[1] == right.at[0]
    written = text[right.at[0] : right.at[1]]
    if left.kind == right.kind == "text":
        return mistake(JOINED_TEXTS, at)
    if left.kind == "path" and right.kind == "text" and touching and set(left.text.casefold()) <= _PREFIXES:
        return mistake(TEXT_PREFIX, left.at, (left.at, ""), written=left.text)
    if left.kind == "number" and right.kind == "path":
        return mistake(NUMBER_WITH_UNIT, right.at, unit=written, number=left.text)
    if left.kind == "path" and left.text in FUNCTIONS and right.kind == "path":
        called = f"{left.text}({written})"
        certain = (at, called) if left.text == "answered" else None
        return mistake(MISSING_PARENTHESES, left.at, certain, name=left.text, usage=called)
    return mistake(MISSING_OPERATOR, at, left=text[left.at[0] : left.at[1]], right=written)


def _bracket_after(before: Token, bracket: Token, text: str) -> Mistake:
    written = text[before.at[0] : before.at[1]]
    if bracket.text == "[":
        return mistake(SUBSCRIPT, bracket.at, written=written)
    return mistake(MISSING_OPERATOR, (before.at[0], bracket.at[1]), left=written, right=bracket.text)
