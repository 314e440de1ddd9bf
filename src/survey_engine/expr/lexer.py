"""An expression's text as tokens, and what is wrong with its characters, numbers and quotes.

A token that was written wrongly stands in the list as it should have been, so that one slip is reported once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from html import unescape
from typing import Literal

from survey_engine.diagnostics import Rule
from survey_engine.expr.mistakes import Mistake, mistake, shown
from survey_engine.expr.nodes import At

Kind = Literal["path", "number", "text", "operator", "open", "close", "comma"]


@dataclass(frozen=True, slots=True)
class Token:
    """`text` is what the token means (a path in NFC, a text without its quotes), `at` where it was written."""

    kind: Kind
    text: str
    at: At


UNEXPECTED_CHARACTER = Rule(
    "unexpected-character",
    {"sv": "tecknet {character} kan inte stå här", "en": "the character {character} cannot stand here"},
    {
        "sv": "{whole} består av frågor (som kostnader.resor, utan mellanslag), tal, texter inom raka citattecken, "
        "( ) [ ] , och + - * < <= > >= == != and or not in",
        "en": "{whole} is made of questions (like kostnader.resor, without blanks), numbers, texts in straight quotes, "
        "( ) [ ] , and + - * < <= > >= == != and or not in",
    },
)
ODD_BLANK = Rule(
    "no-break-space",
    {
        "sv": "här står ett osynligt tecken ({character}) som inte är ett vanligt mellanslag",
        "en": "an invisible character ({character}) stands here that is no ordinary space",
    },
    {
        "sv": "sådana följer ofta med när text klistras in; skriv ett vanligt mellanslag, eller ta bort tecknet",
        "en": "they often come along with pasted text; write an ordinary space, or delete the character",
    },
)
TYPOGRAPHIC_QUOTES = Rule(
    "typographic-quotes",
    {"sv": "{written} står inom typografiska citattecken", "en": "{written} stands in typographic quotes"},
    {
        "sv": "skriv raka citattecken: {right}; ett alternativ skrivs utan citattecken",
        "en": "write straight quotes: {right}; an option is written without quotes",
    },
)
UNCLOSED_QUOTE = Rule(
    "unclosed-quote",
    {"sv": "citattecknet här avslutas aldrig", "en": "the quote that opens here is never closed"},
    {
        "sv": "skriv ett likadant citattecken efter texten: {right}",
        "en": "write the same quote after the text: {right}",
    },
)
BACKSLASH = Rule(
    "backslash",
    {"sv": "omvänt snedstreck (\\) kan inte stå i en text", "en": "a backslash (\\) cannot stand in a text"},
    {
        "sv": "ta bort \\; ett citattecken i texten kan stå inom det andra slaget av citattecken, 'så \"här\"'",
        "en": "delete the \\; a quote in the text may stand within the other kind of quotes, 'like \"this\"'",
    },
)
NUMBER_FORMAT = Rule(
    "number-format",
    {"sv": "{written} är inte skrivet som ett tal ska skrivas", "en": "{written} is not how a number is written"},
    {
        "sv": "ett tal är siffror, utan mellanslag och enhet, och högst en decimalpunkt: {right}",
        "en": "a number is digits, without blanks or a unit, and at most one decimal point: {right}",
    },
)
NUMBER_AS_SUCH = Rule(
    NUMBER_FORMAT.code,
    NUMBER_FORMAT.message,
    {
        "sv": "ett tal är siffror, utan mellanslag och enhet, och högst en decimalpunkt, som 1000.5",
        "en": "a number is digits, without blanks or a unit, and at most one decimal point, like 1000.5",
    },
)
THOUSANDS_OR_NOT = Rule(
    NUMBER_FORMAT.code,
    NUMBER_FORMAT.message,
    {
        "sv": "skriv {thousands} om det är ett tusental, annars {number}",
        "en": "write {thousands} if it is in thousands, otherwise {number}",
    },
)
UNQUOTED_DATE = Rule(
    "unquoted-date",
    {"sv": "datumet {written} saknar citattecken", "en": "the date {written} lacks its quotes"},
    {"sv": 'skriv "{written}"', "en": 'write "{written}"'},
)
OPERATOR_SPELLING = Rule(
    "operator-spelling",
    {"sv": "{written} skrivs här {right}", "en": "{written} is written {right} here"},
    {"sv": "skriv {right} i stället för {written}", "en": "write {right} instead of {written}"},
)
C_STYLE_LOGIC = Rule(
    "c-style-logic",
    {"sv": "”{written}” skrivs här ”{right}”", "en": "“{written}” is written “{right}” here"},
    {
        "sv": "skriv ”{right}”; villkor sätts samman med orden ”and”, ”or” och ”not”",
        "en": "write “{right}”; conditions are joined with the words “and”, “or” and “not”",
    },
)
UNKNOWN_OPERATOR = Rule(
    "unknown-operator",
    {"sv": "{written} finns inte här", "en": "there is no {written} here"},
    {
        "sv": "det som finns är + - * för tal och round(a / b, 2) för en kvot; x * x är x i kvadrat",
        "en": "there is + - * for numbers and round(a / b, 2) for a quotient; x * x is x squared",
    },
)
COMMENT = Rule(
    "comment",
    {"sv": "en kommentar kan inte stå i {whole}", "en": "a comment cannot stand in {whole}"},
    {
        "sv": "ta bort # och det som följer; skriv kommentaren på en egen rad i filen, ovanför",
        "en": "delete # and what follows; write the comment on a line of its own in the file, above",
    },
)
TRAILING_MARK = Rule(
    "trailing-mark",
    {"sv": "{whole} slutar med tecknet {written}", "en": "{whole} ends with the character {written}"},
    {"sv": "ta bort tecknet", "en": "delete the character"},
)

_NAME = r"[^\W\d](?:\w|[\u0300-\u036f])*"
_ID = re.compile(r"[a-zåäö][a-zåäö0-9_]*")
_CURLY = "“”„‟«»‘’‚‛"
_TOKEN = re.compile(
    rf"""
      (?P<blank>[ \t\r\n]+)
    | (?P<text>"[^"]*"|'[^']*')
    | (?P<curly>[{_CURLY}][^{_CURLY}"']*[{_CURLY}"']|["'][^{_CURLY}"']*[{_CURLY}])
    | (?P<unclosed>["'].*)
    | (?P<date>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}(?!\w))
    | (?P<grouped>[0-9]{{1,3}}(?:[ \u00a0\u2009\u202f][0-9]{{3}})+(?:,[0-9]{{1,2}}|\.[0-9]+)?(?!\w))
    | (?P<english>[0-9]{{1,3}},0[0-9]{{2}}(?:(?:,[0-9]{{3}})+(?:\.[0-9]+)?|\.[0-9]+)(?![\w.]))
    | (?P<decimal>[0-9]+,0[0-9]+(?![\w.]))
    | (?P<number>[0-9]\w*(?:\.\w*)*|\.[0-9]\w*)
    | (?P<path>{_NAME}(?:\.{_NAME})*)
    | (?P<entity>&(?:gt|lt);(?:=(?!=))?|(?:&amp;){{1,2}}|&quot;[^"&\r\n]*&quot;|&[a-z]+;|&\#x?[0-9a-f]+;)
    | (?P<operator>===|!==|\*\*|//|<<|>>|<>|=>|=<|==|!=|<=|>=|:=|&&|\|\||[-+*/<>=!&|^~%@≤≥≠×·÷−–—])
    | (?P<open>[(\[]) | (?P<close>[)\]]) | (?P<comma>,)
    | (?P<comment>\#[^\r\n]*)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_PLAIN_NUMBER = re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
UNITS = frozenset(["kr", "kronor", "sek", "st"])
"""What can be left out after a number without changing it; thousands or per cent cannot."""
_MAYBE_THOUSANDS = re.compile(r"([1-9][0-9]{0,2})[.,]000")
_DECIMALS_FOLLOW = re.compile(r",[0-9]")
_COMMA_THOUSANDS = re.compile(r"[0-9]+,[0-9]{3}")
_POINT_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,}")
_AFTER_PERCENT = re.compile(r"\s*(?:$|[)\]<>=!,]|(?:and|or|och|eller)\b)", re.IGNORECASE)
_UNIT = re.compile(rf"(.*[0-9])(?:{'|'.join(sorted(UNITS, reverse=True))})", re.IGNORECASE)
_OPERATORS = frozenset(["==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "="])
_WORDS = frozenset(["and", "or", "not", "in"])
_SPELLING = {
    "===": "==", "!==": "!=", "<>": "!=", "=>": ">=", "=<": "<=", ":=": "==", "≤": "<=", "≥": ">=", "≠": "!=",
    "×": "*", "·": "*", "÷": "/", "−": "-", "–": "-", "—": "-",
}  # fmt: skip
_LOGIC = {"&&": "and", "&": "and", "||": "or", "|": "or", "!": "not"}


def tokens(text: str, is_name: Callable[[str], bool]) -> tuple[list[Token], list[Mistake]]:
    """The tokens of a text, blanks left out, and what is wrong with single ones; `is_name` knows the form's paths."""
    found: list[Token] = []
    mistakes: list[Mistake] = []
    for match in _TOKEN.finditer(text):
        group = match.lastgroup or "other"
        if group == "curly":
            read = _in_typographic_quotes(match.group(), match.span(), is_name)
        else:
            read = _token(group, match.group(), match.span(), text)
        for part in read:
            if isinstance(part, Token):
                found.append(part)
            else:
                mistakes.append(part)
    return found, mistakes


def _token(group: str, written: str, at: At, text: str) -> list[Token | Mistake]:
    match group:
        case "blank":
            return []
        case "text":
            return _text(written, at)
        case "unclosed":
            right = written.rstrip() + written[0]
            return [Token("text", written[1:], at), mistake(UNCLOSED_QUOTE, at, right=right)]
        case "date":
            return [Token("text", written, at), mistake(UNQUOTED_DATE, at, (at, f'"{written}"'), written=written)]
        case "english":
            return _number(written.replace(",", ""), at, written)
        case "number" if _PLAIN_NUMBER.fullmatch(written) and _DECIMALS_FOLLOW.match(text, at[1]):
            return [Token("number", written, at)]
        case "number" | "grouped" | "decimal":
            return _number(written, at)
        case "path":
            path = unicodedata.normalize("NFC", written)
            return [Token("operator" if path in _WORDS else "path", path, at)]
        case "entity":
            return _entity(written, at, text)
        case "operator":
            return _operator(written, at, text)
        case "open":
            return [Token("open", written, at)]
        case "close":
            return [Token("close", written, at)]
        case "comma":
            return [Token("comma", written, at)]
        case "comment":
            return [mistake(COMMENT, at)]
        case _:
            return [_character(written, at, text)]


def _in_typographic_quotes(written: str, at: At, is_name: Callable[[str], bool]) -> list[Token | Mistake]:
    """A word that could be an option is most likely one; if it is a text, that is told of it without its quotes."""
    inside = written[1:-1]
    right = f'"{inside}"'
    bare = _ID.fullmatch(inside) and not is_name(inside)
    return [
        Token("text", inside, at),
        mistake(TYPOGRAPHIC_QUOTES, at, (at, inside if bare else right), written=written, right=right),
    ]


def _text(written: str, at: At) -> list[Token | Mistake]:
    inside = written[1:-1]
    for place, character in enumerate(inside, at[0] + 1):
        if character == "\\":
            return [Token("text", inside, at), mistake(BACKSLASH, (place, place + 1))]
        if character not in "\t\r\n" and unicodedata.category(character) in ("Cc", "Cs"):
            wrong = mistake(UNEXPECTED_CHARACTER, (place, place + 1), character=shown(character))
            return [Token("text", inside, at), wrong]
    spaced = inside.replace("\r\n", " ").replace("\r", " ").replace("\n", " ")
    return [Token("text", unicodedata.normalize("NFC", spaced), at)]


def _number(lexeme: str, at: At, written: str = "") -> list[Token | Mistake]:
    """A number that was `written` so, or, with commas for thousands, reads as the lexeme."""
    if maybe := _MAYBE_THOUSANDS.fullmatch(lexeme):
        thousands, number = f"{maybe[1]}000", maybe[1]
        wrong = mistake(THOUSANDS_OR_NOT, at, written=lexeme, thousands=thousands, number=number)
        return [Token("number", number, at), wrong]
    if _PLAIN_NUMBER.fullmatch(lexeme) and not written:
        return [Token("number", lexeme, at)]
    right = None if _COMMA_THOUSANDS.fullmatch(lexeme) else _as_number(lexeme)
    if right is None:
        return [Token("number", "0", at), mistake(NUMBER_AS_SUCH, at, written=written or lexeme)]
    return [Token("number", right, at), mistake(NUMBER_FORMAT, at, (at, right), written=written or lexeme, right=right)]


def _as_number(written: str) -> str | None:
    """The number that was certainly meant, as it should be written."""
    lexeme = re.sub(r"[\s_]", "", written).replace(",", ".")
    if unit := _UNIT.fullmatch(lexeme):
        lexeme = unit[1]
    if _POINT_THOUSANDS.fullmatch(lexeme):
        return lexeme.replace(".", "")
    if lexeme[:2].lower() in ("0x", "0o", "0b"):
        try:
            return str(int(lexeme, 0))
        except ValueError:
            return None
    if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?[eE][0-9]{1,2}", lexeme):
        lexeme = format(Decimal(lexeme), "f")
    whole, _, decimals = lexeme.partition(".")
    lexeme = (whole.lstrip("0") or "0") + ("." + decimals if decimals else "")
    return lexeme if _PLAIN_NUMBER.fullmatch(lexeme) else None


def _entity(written: str, at: At, text: str) -> list[Token | Mistake]:
    """A character as it is written in HTML: `&gt;` for `>`."""
    meant = unescape(written)
    if meant in _OPERATORS or meant in _LOGIC:
        return _operator(written, at, text, meant)
    if len(meant) > 1:  # a text in quotes
        wrong = mistake(OPERATOR_SPELLING, at, (at, meant), written=written, right=meant)
        return [Token("text", meant[1:-1], at), wrong]
    blank = (at, " ") if meant.isspace() else None
    return [mistake(ODD_BLANK if blank else UNEXPECTED_CHARACTER, at, blank, character=shown(written))]


def _operator(written: str, at: At, text: str, meant: str = "") -> list[Token | Mistake]:
    """An operator that was `written` so, and is `meant` to be another."""
    if written in _OPERATORS:
        return [Token("operator", written, at)]
    if right := _SPELLING.get(written) or (meant if meant in _OPERATORS else None):
        return [Token("operator", right, at), mistake(OPERATOR_SPELLING, at, (at, right), written=written, right=right)]
    if right := _LOGIC.get(meant or written):
        spaced = " " * text[: at[0]][-1:].isalnum() + right + " " * (not text[at[1] : at[1] + 1].isspace())
        wrong = mistake(C_STYLE_LOGIC, at, (at, spaced), written=written, right=right)
        return [Token("operator", right, at), wrong]
    if written == "%" and text[: at[0]].rstrip()[-1:].isdigit() and _AFTER_PERCENT.match(text, at[1]):
        return [Token("path", "%", at)]
    return [Token("operator", "*", at), mistake(UNKNOWN_OPERATOR, at, written=written)]


def _character(character: str, at: At, text: str) -> Mistake:
    if character in ":?;." and not text[at[1] :].strip():
        return mistake(TRAILING_MARK, at, (at, ""), written=character)
    category = unicodedata.category(character)
    if category in ("Zs", "Zl", "Zp") or character in "\x0b\x0c\x1c\x1d\x1e\x1f\x85":
        return mistake(ODD_BLANK, at, (at, " "), character=shown(character))
    if category == "Cf":
        return mistake(ODD_BLANK, at, (at, ""), character=shown(character))
    return mistake(UNEXPECTED_CHARACTER, at, character=shown(character))
