"""Comparisons that are written in words, `antal är större än 1`: which sign they mean, and which stretch of tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from survey_engine.expr.lexer import Token

IS = frozenset(["is", "är"])
NOT = frozenset(["not", "inte", "ej"])
_AND = frozenset(["and", "och", "till", "to"])
_ENDS = frozenset(["path", "number", "text"])
_JOINTS = frozenset(["and", "och", "samt", "or", "eller", "in", "i"]) | IS | NOT
_WITHIN = frozenset(["between", "mellan"])
_OPPOSITE = {">": "<=", "<": ">=", ">=": "<", "<=": ">", "==": "!=", "!=": "=="}
_OR_EQUAL = {">": ">=", "<": "<="}
_MORE_OR_LESS = {
    ">": ("större än", "mer än", "fler än", "högre än", "senare än",
          "greater than", "more than", "larger than", "bigger than", "higher than", "later than"),
    "<": ("mindre än", "färre än", "lägre än", "tidigare än",
          "less than", "fewer than", "smaller than", "lower than", "earlier than"),
}  # fmt: skip
_OTHERS = {
    ">": ("över", "above", "over", "efter", "after"),
    "<": ("under", "below", "före", "before"),
    ">=": ("minst", "åtminstone", "at least"),
    "<=": ("högst", "at most"),
    "==": ("lika med", "equal to", "equals", "samma som", "the same as", "exakt", "exactly"),
    "!=": ("skilt från", "skild från", "different from", "other than"),
}


def _phrases() -> dict[tuple[str, ...], str]:
    signs = {phrase: sign for sign, phrases in (*_MORE_OR_LESS.items(), *_OTHERS.items()) for phrase in phrases}
    for sign, phrases in _MORE_OR_LESS.items():
        for phrase in phrases:
            signs |= {f"{phrase} {equal}": _OR_EQUAL[sign] for equal in ("eller lika med", "or equal to")}
    return {tuple(phrase.split()): sign for phrase, sign in signs.items()}


_PHRASES = _phrases()
_LONGEST = max(map(len, _PHRASES))


@dataclass(frozen=True, slots=True)
class Spoken:
    """The sign that some words mean, how many tokens they are, and whether they deny it: `not more than`."""

    sign: str
    taken: int
    negated: bool


def comparison(tokens: Sequence[Token], index: int) -> Spoken | None:
    """The comparison that begins at an index, right after what is compared; None where there is none in words."""
    begun = index + (_word(tokens, index) in IS)
    negated = _word(tokens, begun) in NOT
    begun += negated
    for length in range(_LONGEST, 0, -1):
        sign = _PHRASES.get(tuple(_word(tokens, place) for place in range(begun, begun + length)))
        if sign and starts_operand(tokens, begun + length):
            return Spoken(_OPPOSITE[sign] if negated else sign, begun + length - index, negated)
    return None


def between(tokens: Sequence[Token], index: int) -> tuple[Token, Token, int] | None:
    """The two ends of `between 1 and 3`, if that begins at an index, and how many tokens it is."""
    begun = index + (_word(tokens, index) in IS)
    if _word(tokens, begun) not in _WITHIN or _word(tokens, begun + 2) not in _AND or begun + 3 >= len(tokens):
        return None
    low, high = tokens[begun + 1], tokens[begun + 3]
    ends = low.kind in _ENDS and high.kind in _ENDS
    return (low, high, begun + 4 - index) if ends else None


def starts_operand(tokens: Sequence[Token], index: int) -> bool:
    """Whether something to compare with begins at an index."""
    if index >= len(tokens):
        return False
    token = tokens[index]
    return token.kind in ("path", "number", "text", "open") or (token.kind == "operator" and token.text == "-")


def one_operand(tokens: Sequence[Token], index: int) -> bool:
    """Whether something to compare with begins at an index, and not words that go on."""
    return starts_operand(tokens, index) and not (
        tokens[index].kind in _ENDS
        and index + 1 < len(tokens)
        and tokens[index + 1].kind in _ENDS
        and _word(tokens, index + 1) not in _JOINTS
    )


def _word(tokens: Sequence[Token], index: int) -> str:
    word = index < len(tokens) and tokens[index].kind in ("path", "operator")
    return tokens[index].text.casefold() if word else ""
