"""An expression's text → what was written, by Python's own grammar and an allow-list.

Python's parser is shown only the shape of the text: every path, number and text is masked by letters of the same
length. So its columns are code points, it never normalises a name (`ast` makes NFKC of them; ids are NFC, and a name
written decomposed is made NFC here), never reads a number or an escape, and never meets a keyword of its own.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from survey_engine.diagnostics import MORE, Note, Rule
from survey_engine.expr import slips, syntax
from survey_engine.expr.gaps import gaps
from survey_engine.expr.lexer import Token, tokens
from survey_engine.expr.mistakes import CONDITION, Mistake, mistake, placed
from survey_engine.expr.nodes import At
from survey_engine.expr.scope import Scope

Operator = Literal["+", "-", "*", "/"]

MAX_CHARACTERS = 2000
MAX_DEPTH = 50
_MOST_REPORTED = 20
_LONG_CHAIN = 8
_ATTEMPTS = 20

EMPTY = Rule(
    "empty-expression",
    {"sv": "här står ingenting", "en": "there is nothing here"},
    {"sv": "skriv ett villkor, till exempel antal > 0", "en": "write a condition, for instance antal > 0"},
)
TOO_LONG = Rule(
    "expression-too-long",
    {
        "sv": "{whole} har {length} tecken, mer än {limit}",
        "en": "{whole} has {length} characters, over {limit}",
    },
    {
        "sv": "dela upp det: låt en beräknad fråga (type: computed) stå för en del av det",
        "en": "split it: let a computed question (type: computed) stand for a part of it",
    },
)
TOO_DEEP = Rule(
    "expression-too-deep",
    {"sv": "{whole} har fler än {limit} nivåer", "en": "{whole} has more than {limit} levels"},
    {
        "sv": "ta bort parenteser som inte behövs, eller låt en beräknad fråga (type: computed) stå för en del av det",
        "en": "delete brackets that are not needed, or let a computed question (type: computed) stand for a part of it",
    },
)
SYNTAX = Rule(
    "expression-syntax",
    {"sv": "{whole} går inte att läsa från ”{written}”", "en": "{whole} cannot be read from “{written}” on"},
    {
        "sv": "se efter vad som står närmast före; så här kan ett villkor se ut: antal > 0 and not (fristaende == ja)",
        "en": "look at what stands right before; a condition may look like this: antal > 0 and not (fristaende == ja)",
    },
)


class _NoNames:
    """A scope in which nothing has a name."""

    def named(self, path: str) -> None:
        """Nothing."""

    def resolved(self, path: str) -> str:
        return path

    def names(self) -> tuple[str, ...]:
        return ()


_NO_NAMES = _NoNames()


def parse(
    text: str, scope: Scope = _NO_NAMES, whole: Mapping[str, str] = CONDITION
) -> syntax.Node | tuple[Mistake, ...]:
    """What an expression says as it was written, or all that is wrong with how it is written.

    What was meant by a slip may hang on the names of the scope. `whole` is what people call such an expression. Never
    raises, whatever the text. Offsets are code points from 0 into the text as it was given.
    """
    found = _read(text, scope)
    return tuple(placed(each, whole) for each in found) if isinstance(found, tuple) else found


def _read(text: str, scope: Scope) -> syntax.Node | tuple[Mistake, ...]:
    whole = (0, len(text))
    if len(text) > MAX_CHARACTERS:
        return (mistake(TOO_LONG, whole, length=len(text), limit=MAX_CHARACTERS),)
    read, mistakes = tokens(text, lambda path: scope.named(path) is not None)
    read, wrong_words = slips.words(read, text, scope)
    mistakes += wrong_words
    if not mistakes:
        mistakes += slips.brackets(read, text)
    if not mistakes:
        mistakes += gaps(read, text, scope)
    if mistakes:
        return _not_too_many(sorted(mistakes, key=lambda m: m.at))
    if not read:
        return (mistake(EMPTY, whole),)
    if _nesting(read) > MAX_DEPTH:
        return (_too_deep(whole),)
    return _tree(read, text)


def _not_too_many(mistakes: Sequence[Mistake]) -> tuple[Mistake, ...]:
    """The first mistakes; where there are more, the last of them says so."""
    *others, last = mistakes[:_MOST_REPORTED]
    more = (Note(MORE),) if len(mistakes) > _MOST_REPORTED else ()
    return (*others, replace(last, notes=(*last.notes, *more)))


def _nesting(read: Sequence[Token]) -> int:
    """How deep brackets and runs of prefixes go: what Python's parser is spared."""
    deepest = level = run = 0
    for token in read:
        level += (token.kind == "open") - (token.kind == "close")
        run = run + 1 if token.kind == "operator" and token.text in ("not", "-") else 0
        deepest = max(deepest, level, run)
    return deepest


def _parsed(masked: str) -> ast.expr:
    """Python's tree of an expression.

    CPython counts the depth of a tree that it builds in one place for all threads, and gives a SystemError when two of
    them meet there (seen on 3.11); nothing is wrong with the expression then, so it is read again.
    """
    for _ in range(_ATTEMPTS):
        try:
            return ast.parse(masked, mode="eval").body
        except SystemError:
            continue
    return ast.parse(masked, mode="eval").body


def _tree(read: Sequence[Token], text: str) -> syntax.Node | tuple[Mistake, ...]:
    whole = (0, len(text))
    start = read[0].at[0]
    try:
        shape = _parsed(_mask(read, start))
    except SyntaxError as error:
        return (_unreadable(start + max((error.offset or 1) - 1, 0), read, text),)
    except (ValueError, MemoryError, RecursionError):
        return (_too_deep(whole),)
    builder = _Builder(read)
    try:
        node = builder.node(shape, 1)
    except _Refused as refused:
        if refused.at is None:
            return (_too_deep(whole),)
        return (_unreadable(refused.at, read, text),)
    return node if _depth(node) <= MAX_DEPTH else (_too_deep(whole),)


def _mask(read: Sequence[Token], start: int) -> str:
    """The shape of the text for Python's parser, from its first token on: one ASCII letter for each code point."""
    pieces: list[str] = []
    end = start
    for token in read:
        pieces.append(" " * (token.at[0] - end))
        length = token.at[1] - token.at[0]
        match token.kind:
            case "path" | "number":
                pieces.append("Q" * length)
            case "text":
                pieces.append('"' + "Q" * (length - 2) + '"')
            case _:
                pieces.append(token.text)
        end = token.at[1]
    return "".join(pieces)


def _unreadable(place: int, read: Sequence[Token], text: str) -> Mistake:
    token = next((t for t in read if t.at[1] > place), read[-1])
    return mistake(SYNTAX, token.at, written=text[token.at[0] : token.at[1]])


def _too_deep(whole: At) -> Mistake:
    return mistake(TOO_DEEP, whole, limit=MAX_DEPTH)


def _depth(root: syntax.Node) -> int:
    deepest = 0
    waiting = [(root, 1)]
    while waiting:
        node, level = waiting.pop()
        deepest = max(deepest, level)
        waiting.extend((child, level + 1) for child in syntax.children(node))
    return deepest


class _Refused(Exception):
    """Something that is not in the language, at an offset; without one, something too deep."""

    def __init__(self, at: int | None = None) -> None:
        super().__init__(at)
        self.at = at


@dataclass(frozen=True, slots=True)
class _Term:
    """A link of a chain: its operator and operand, where the operand begins and ends, brackets taken in."""

    operator: Operator
    node: syntax.Node
    start: int
    end: int


class _Builder:
    """Python's nodes → ours, by an allow-list."""

    def __init__(self, read: Sequence[Token]) -> None:
        self._tokens = read
        self._index = {token.at[0]: index for index, token in enumerate(read)}
        self._start = read[0].at[0]

    def node(self, shape: ast.expr, level: int) -> syntax.Node:
        if level > MAX_DEPTH:
            raise _Refused
        below = level + 1
        at = self._at(shape)
        match shape:
            case ast.BoolOp(op=ast.And()):
                return syntax.Logic("and", self._nodes(shape.values, below), at)
            case ast.BoolOp(op=ast.Or()):
                return syntax.Logic("or", self._nodes(shape.values, below), at)
            case ast.UnaryOp(op=ast.Not()):
                return syntax.Not(self.node(shape.operand, below), at)
            case ast.UnaryOp(op=ast.USub()):
                return syntax.Negative(self.node(shape.operand, below), at)
            case ast.Compare():
                operands = self._nodes([shape.left, *shape.comparators], below)
                return syntax.Comparison(operands, tuple(self._comparator(op, at) for op in shape.ops), at)
            case ast.BinOp():
                return self._arithmetic(shape, below)
            case ast.List():
                return syntax.List(self._nodes(shape.elts, below), at)
            case ast.Call(func=ast.Name() as function, keywords=[]):
                name = self._leaf(function)
                if not isinstance(name, syntax.Name):
                    raise _Refused(at[0])
                return syntax.Call(name, self._nodes(shape.args, below), at)
            case ast.Name() | ast.Constant():
                return self._leaf(shape)
            case _:
                raise _Refused(at[0])

    def _nodes(self, shapes: Sequence[ast.expr], level: int) -> tuple[syntax.Node, ...]:
        return tuple(self.node(shape, level) for shape in shapes)

    def _at(self, shape: ast.expr) -> At:
        end = shape.end_col_offset if shape.end_col_offset is not None else shape.col_offset
        return shape.col_offset + self._start, end + self._start

    def _leaf(self, shape: ast.Name | ast.Constant) -> syntax.Name | syntax.Number | syntax.String:
        match self._tokens[self._index[shape.col_offset + self._start]]:
            case Token("path", path, at):
                return syntax.Name(path, at)
            case Token("number", digits, at):
                return syntax.Number(Decimal(digits), at)
            case Token("text", words, at):
                return syntax.String(words, at)
            case _:
                raise _Refused(shape.col_offset + self._start)

    def _arithmetic(self, shape: ast.BinOp, level: int) -> syntax.Node:
        """A chain of + and -, or of *, without climbing down it; Python hangs each on the left of the next."""
        chained = ("+", "-") if self._sign(shape) in ("+", "-") else ("*",)
        terms: list[_Term] = []
        left: ast.expr = shape
        while isinstance(left, ast.BinOp) and self._sign(left) in chained and left.col_offset == shape.col_offset:
            right = left.right
            terms.append(_Term(self._sign(left), self.node(right, level), self._opening(right), self._at(left)[1]))
            left = left.left
        if not terms and isinstance(left, ast.BinOp):
            return syntax.Arithmetic("/", self.node(left.left, level), self.node(left.right, level), self._at(left))
        return _chain(self.node(left, level), self._at(shape)[0], terms[::-1])

    def _opening(self, shape: ast.expr) -> int:
        """Where an operand begins, brackets around it taken in."""
        index = self._index[self._at(shape)[0]]
        while self._tokens[index - 1].kind == "open" and index > 1:
            index -= 1
        return self._tokens[index].at[0]

    def _sign(self, shape: ast.BinOp) -> Operator:
        match shape.op:
            case ast.Add():
                return "+"
            case ast.Sub():
                return "-"
            case ast.Mult():
                return "*"
            case ast.Div():
                return "/"
            case _:
                raise _Refused(self._at(shape)[0])

    def _comparator(self, operator: ast.cmpop, at: At) -> syntax.Comparator:
        match operator:
            case ast.Eq():
                return "=="
            case ast.NotEq():
                return "!="
            case ast.Lt():
                return "<"
            case ast.LtE():
                return "<="
            case ast.Gt():
                return ">"
            case ast.GtE():
                return ">="
            case ast.In():
                return "in"
            case ast.NotIn():
                return "not in"
            case _:
                raise _Refused(at[0])


def _chain(first: syntax.Node, start: int, rest: Sequence[_Term]) -> syntax.Node:
    """A chain as a tree. A long one is halved at a `+` or `*`: in exact numbers that changes nothing, and it is flat.

    `a + b + c + d` in two halves is `(a + b) + (c + d)`; a chain of nothing but `-` has no such place.
    """
    if len(rest) >= _LONG_CHAIN:
        middle = len(rest) // 2
        places = [i for i in range(1, len(rest)) if rest[i].operator in ("+", "*")]
        if places:
            place = min(places, key=lambda i: abs(i - middle))
            term = rest[place]
            left, right = _chain(first, start, rest[:place]), _chain(term.node, term.start, rest[place + 1 :])
            return syntax.Arithmetic(term.operator, left, right, (start, rest[-1].end))
    if len(rest) > MAX_DEPTH:
        raise _Refused
    node = first
    for term in rest:
        node = syntax.Arithmetic(term.operator, node, term.node, (start, term.end))
    return node
