"""What is wrong with how an expression's tokens follow each other: words of other languages, brackets, commas."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from keyword import iskeyword

from survey_engine.diagnostics import Rule
from survey_engine.expr import spoken
from survey_engine.expr.functions import FUNCTIONS
from survey_engine.expr.lexer import NUMBER_FORMAT, Token
from survey_engine.expr.mistakes import Mistake, mistake
from survey_engine.expr.nodes import At
from survey_engine.expr.scope import Scope
from survey_engine.expr.types import ChoicesType, ChoiceType, TextType
from survey_engine.spelling import nearest

SINGLE_EQUALS = Rule(
    "single-equals",
    {"sv": "en jämförelse skrivs med två likhetstecken", "en": "a comparison is written with two equals signs"},
    {"sv": "skriv == i stället för =", "en": "write == instead of ="},
)
KEYWORD_ARGUMENT = Rule(
    "keyword-argument",
    {"sv": "ett värde till en funktion har inget namn", "en": "what a function is given has no name"},
    {"sv": "ta bort ”{written}”, som i {usage}", "en": "delete “{written}”, as in {usage}"},
)
WORD_OPERATOR = Rule(
    "capital-logic",
    {"sv": "”{written}” skrivs här ”{right}”", "en": "“{written}” is written “{right}” here"},
    {
        "sv": "skriv ”{right}”: villkor sätts samman med ”and”, ”or”, ”not” och ”in”, alltid med små bokstäver",
        "en": "write “{right}”: conditions are joined with “and”, “or”, “not” and “in”, always in lower case",
    },
)
WORD_COMPARISON = Rule(
    "word-comparison",
    {"sv": "”{written}” skrivs här ”{right}”", "en": "“{written}” is written “{right}” here"},
    {"sv": "skriv {right} i stället för ”{written}”", "en": "write {right} instead of “{written}”"},
)
NO_SUBSTRING = Rule(
    "no-substring",
    {"sv": "det går inte att söka i en text", "en": "a text cannot be searched"},
    {
        "sv": 'jämför hela texten, {name} == "…" eller {name} in ["…", "…"]',
        "en": 'compare the whole text, {name} == "…" or {name} in ["…", "…"]',
    },
)
LEADING_IF = Rule(
    "leading-if",
    {"sv": "ett villkor börjar inte med ”{written}”", "en": "a condition does not begin with “{written}”"},
    {"sv": "ta bort ”{written}”: villkoret skrivs ensamt", "en": "delete “{written}”: the condition is written alone"},
)
RESERVED_WORD = Rule(
    "reserved-word",
    {"sv": "ordet ”{written}” kan inte stå i {whole}", "en": "the word “{written}” cannot stand in {whole}"},
    {
        "sv": "bara orden ”and”, ”or”, ”not” och ”in” betyder något här; inget id kan heta ”{written}”",
        "en": "only the words “and”, “or”, “not” and “in” mean something here; no id can be “{written}”",
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
        "sv": "villkor sätts samman med ”and” eller ”or”; ett tal skrivs med decimalpunkt, 1.5",
        "en": "conditions are joined with “and” or “or”; a number is written with a decimal point, 1.5",
    },
)
BARE_LIST = Rule(STRAY_COMMA.code, STRAY_COMMA.message, ROUND_LIST.help)

_LOGIC = {"and": "and", "och": "and", "samt": "and", "or": "or", "eller": "or", "in": "in", "i": "in"}
_CONTAINS = frozenset(["contains", "includes", "innehåller"])
_NOTHING = frozenset(["none", "null"])
_IF = frozenset(["if", "om"])
_CLOSING = {"(": ")", "[": "]"}
_OPENING = {")": "(", "]": "["}
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+")
_WORDS = frozenset(["path", "operator"])
_OPERANDS = frozenset(["path", "number", "text"])
_OPERAND_STARTS = _OPERANDS | {"open"}
_OPERAND_ENDS = _OPERANDS | {"close"}

_Read = tuple[Token | None, int, Mistake | None]
"""The token that some tokens mean, how many these are, and what is wrong with them."""


def words(tokens: Sequence[Token], text: str, scope: Scope) -> tuple[list[Token], list[Mistake]]:
    """The tokens with words of other languages turned into ours, and what was wrong with words and `=`."""
    read: list[Token] = []
    mistakes: list[Mistake] = []
    index = 0
    while index < len(tokens):
        swapped = _contains(tokens, index, read, scope) or _between(tokens, index, read, text)
        if swapped:
            read[-1:] = swapped[0]
            index += swapped[1]
            mistakes.append(swapped[2])
            continue
        token, taken, wrong = (
            _in_words(tokens, index, read, text)
            or _asks_for_an_answer(tokens, index, read, text, scope)
            or _word(tokens, index, read)
        )
        read += [token] if token else []
        mistakes += [wrong] if wrong else []
        index += taken
    return read, mistakes


def _contains(
    tokens: Sequence[Token], index: int, read: Sequence[Token], scope: Scope
) -> tuple[list[Token], int, Mistake] | None:
    """`choices contains option`, which is written the other way round; a text cannot be asked so at all."""
    if not read or read[-1].kind != "path" or index + 1 >= len(tokens):
        return None
    question, token, option = read[-1], tokens[index], tokens[index + 1]
    if token.kind != "path" or token.text.casefold() not in _CONTAINS or option.kind not in ("path", "text"):
        return None
    at, type = (question.at[0], option.at[1]), scope.named(question.text)
    if isinstance(type, TextType):
        return [question], 2, mistake(NO_SUBSTRING, at, name=question.text)
    options = type.options if isinstance(type, ChoiceType | ChoicesType) else ()
    certain = option.text in options
    meant = option.text if certain or not options else nearest(option.text, options) or options[0]
    right = f"{question.text} == {meant}" if isinstance(type, ChoiceType) else f"{meant} in {question.text}"
    wrong = mistake(WORD_COMPARISON, at, (at, right) if certain else None, written=token.text, right=right)
    return [option, Token("operator", "in", token.at), question], 2, wrong


def _between(
    tokens: Sequence[Token], index: int, read: Sequence[Token], text: str
) -> tuple[list[Token], int, Mistake] | None:
    """`x between 1 and 3`; not mended, since its ends may have been meant to be left out."""
    found = spoken.between(tokens, index) if read and read[-1].kind == "path" else None
    if found is None:
        return None
    low, high, taken = found
    written = text[tokens[index].at[0] : high.at[1]]
    right = f"{text[slice(*low.at)]} <= {read[-1].text} <= {text[slice(*high.at)]}"
    at = (read[-1].at[0], high.at[1])
    below = Token("operator", "<=", tokens[index].at)
    return [low, below, read[-1], below, high], taken, mistake(WORD_COMPARISON, at, written=written, right=right)


def _in_words(tokens: Sequence[Token], index: int, read: Sequence[Token], text: str) -> _Read | None:
    """`x är större än 1`. What is denied is not mended: `not x > 1` holds also when there is no answer."""
    found = spoken.comparison(tokens, index) if _ends_operand(read) else None
    if found is None:
        return None
    at = (tokens[index].at[0], tokens[index + found.taken - 1].at[1])
    certain = not found.negated or found.sign in ("==", "!=")
    wrong = mistake(WORD_COMPARISON, at, (at, found.sign) if certain else None, written=text[slice(*at)],
                    right=found.sign)  # fmt: skip
    return Token("operator", found.sign, at), found.taken, wrong


def _asks_for_an_answer(
    tokens: Sequence[Token], index: int, read: Sequence[Token], text: str, scope: Scope
) -> _Read | None:
    """`x is None`, which `answered` says; unless that is one of the options of x."""
    if not read or read[-1].kind != "path" or tokens[index].text.casefold() not in spoken.IS:
        return None
    negated = index + 1 < len(tokens) and tokens[index + 1].text.casefold() in spoken.NOT
    nothing = tokens[index + 1 + negated] if index + 1 + negated < len(tokens) else None
    name, type = read[-1], scope.named(read[-1].text)
    options = type.options if isinstance(type, ChoiceType | ChoicesType) else ()
    if not nothing or nothing.kind != "path" or nothing.text.casefold() not in _NOTHING or nothing.text in options:
        return None
    at = (name.at[0], nothing.at[1])
    right = f"answered({name.text})" if negated else f"not answered({name.text})"
    written = text[tokens[index].at[0] : nothing.at[1]]
    return None, 2 + negated, mistake(WORD_COMPARISON, at, (at, right), written=written, right=right)


def _ends_operand(read: Sequence[Token]) -> bool:
    return bool(read) and read[-1].kind in _OPERAND_ENDS


def _word(tokens: Sequence[Token], index: int, read: list[Token]) -> _Read:
    """What stands at an index: the token it means, how many tokens it takes, and what is wrong with it."""
    token = tokens[index]
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if token.text == "=" and token.kind == "operator":
        wrong = _keyword_argument(tokens, index, read) or mistake(SINGLE_EQUALS, token.at, (token.at, "=="))
        return Token("operator", "==", token.at), 1, wrong
    if token.kind != "path":
        return token, 1, None
    word = token.text.casefold()
    joins = _ends_operand(read)
    begins = after is not None and after.kind in _OPERAND_STARTS
    if word in spoken.IS and (joins or word == "is"):
        negated = after is not None and after.kind in _WORDS and after.text.casefold() in spoken.NOT
        at = (token.at[0], after.at[1]) if negated and after else token.at
        taken = 1 + negated
        written, right = " ".join(t.text for t in tokens[index : index + taken]), "!=" if negated else "=="
        if spoken.one_operand(tokens, index + taken):
            return _replaced(WORD_COMPARISON, at, written, right, taken)
        return Token("operator", right, at), taken, mistake(WORD_COMPARISON, at, written=written, right=right)
    if word in _LOGIC and (joins or (begins and read and _is_not(read[-1]))):
        return _replaced(WORD_OPERATOR, token.at, token.text, _LOGIC[word], 1)
    if word in spoken.NOT and (joins or begins):
        return _replaced(WORD_OPERATOR, token.at, token.text, "not", 1)
    if word in _IF and not read and after and begins:
        return None, 1, mistake(LEADING_IF, token.at, ((token.at[0], after.at[0]), ""), written=token.text)
    return token, 1, _reserved(token)


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


def _keyword_argument(tokens: Sequence[Token], index: int, read: list[Token]) -> Mistake | None:
    """`round(a, digits=2)`; only there is it certain that the name is too much."""
    if len(read) < 3 or read[-1].kind != "path" or "." in read[-1].text or read[-2].kind != "comma":
        return None
    name = _called(read)
    if name not in FUNCTIONS:
        return None
    token, after = tokens[index], tokens[index + 1] if index + 1 < len(tokens) else None
    at = (read[-1].at[0], token.at[1])
    certain = name == "round" and after is not None and after.kind == "number"
    fix = ((at[0], after.at[0]), "") if certain and after else None
    return mistake(KEYWORD_ARGUMENT, at, fix, written=f"{read[-1].text}=", usage=FUNCTIONS[name].usage)


def _called(read: Sequence[Token]) -> str:
    """The name of the function whose bracket is still open, or nothing."""
    level = 0
    for index in range(len(read) - 1, 0, -1):
        level += (read[index].kind == "close") - (read[index].kind == "open")
        if level < 0:
            return read[index - 1].text if read[index - 1].kind == "path" else ""
    return ""


def brackets(tokens: Sequence[Token], text: str) -> Iterator[Mistake]:
    """Brackets that do not match, and commas that stand in no list and no call."""
    opened: list[tuple[Token, str]] = []
    commas: list[int] = []
    listed = 0
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
            case "comma" if index < listed:
                pass
            case "comma" if not opened or opened[-1][1] == "group":
                listed = _end_of_bare_list(tokens, index)
                yield _bare_list(tokens, index, listed, text) if listed else _comma(tokens, index)
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


def _end_of_bare_list(tokens: Sequence[Token], comma: int) -> int:
    """Where a list without brackets ends, whose first comma that is: `a in b, c`; 0 where it is no list."""
    before = tokens[max(comma - 2, 0)]
    if comma < 3 or before.kind != "operator" or before.text != "in":
        return 0
    end = comma
    while end + 1 < len(tokens) and tokens[end].kind == "comma" and tokens[end + 1].kind in _OPERANDS:
        end += 2
    ends = end == len(tokens) or tokens[end].kind == "close" or tokens[end].text in ("and", "or")
    return end if end > comma and tokens[comma - 1].kind in _OPERANDS and ends else 0


def _bare_list(tokens: Sequence[Token], comma: int, end: int, text: str) -> Mistake:
    at = (tokens[comma - 1].at[0], tokens[end - 1].at[1])
    name = tokens[comma - 4] if tokens[comma - 3].text == "not" and comma > 3 else tokens[comma - 3]
    written = f"[{text[slice(*at)]}]"
    decimal = tokens[comma - 1].kind == "number" and tokens[comma - 1].at[1] == tokens[comma + 1].at[0] - 1
    right = f"{text[name.at[0] : at[0]]}{written}"
    return mistake(BARE_LIST, tokens[comma].at, None if decimal else (at, written), right=right)


def _comma(tokens: Sequence[Token], index: int) -> Mistake:
    around = tokens[max(index - 1, 0) : index + 2]
    if [t.kind for t in around] == ["number", "comma", "number"]:
        left, comma, right = around
        touching = left.at[1] == comma.at[0] and comma.at[1] == right.at[0]
        if touching and _THOUSANDS.fullmatch(left.text) and right.text.isdigit():
            at, point = (left.at[0], right.at[1]), f"{left.text.replace('.', '')}.{right.text}"
            return mistake(NUMBER_FORMAT, at, (at, point), written=f"{left.text},{right.text}", right=point)
        if touching and "." not in left.text + right.text:
            at, point = (left.at[0], right.at[1]), f"{left.text}.{right.text}"
            fix = None if len(right.text) == 3 else (at, point)  # 1,000 may be a thousand
            return mistake(DECIMAL_COMMA, at, fix, written=f"{left.text},{right.text}", right=point)
    return mistake(STRAY_COMMA, tokens[index].at)
