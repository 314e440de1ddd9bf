"""Small slips in one condition: what an author might have written instead, as text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from survey_engine.expr import nodes
from survey_engine.model import Form
from survey_engine.testing.literals import days_beside
from survey_engine.why import clauses

SlipKind = Literal["negated", "and-or", "comparison", "bound", "clause-dropped", "option"]

_OTHER = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
_SIGN = re.compile(r"<=|>=|<|>")
_ASKED = re.compile(r"==|!=|\b(?:not\s+)?in\b")
"""What stands between a question and its options."""

_FIGURE = re.compile(r"(?<![\w.])-?[0-9]+(?:\.[0-9]+)?(?![\w.])")


@dataclass(frozen=True, slots=True)
class Slip:
    """A condition with one slip."""

    kind: SlipKind
    text: str
    """The whole condition."""


def slips_in(text: str, own: tuple[nodes.Condition, int], form: Form) -> Iterator[Slip]:
    """The slips of the condition that a text holds, the largest first.

    `own` is what the text was parsed to, and how many code points further on its places are counted.
    """
    tree, moved = own
    yield from _Slips(text, moved, form).all(tree)


class _Slips:
    def __init__(self, text: str, moved: int, form: Form) -> None:
        self.text = text
        self.moved = moved
        self.form = form

    def all(self, tree: nodes.Condition) -> Iterator[Slip]:
        yield Slip("negated", self._negated(tree))
        yield from self._logic(tree)
        several = sum(1 for _ in clauses(tree)) > 1
        for clause in clauses(tree):
            if several:
                yield Slip("negated", self._negated(clause))
            yield from self._clause(clause)

    # -------------------------------------------------------------------------------------------- and, or

    def _logic(self, node: nodes.Condition) -> Iterator[Slip]:
        match node:
            case nodes.And() | nodes.Or():
                yield from self._joined(node)
                for part in node.parts:
                    yield from self._logic(part)
            case nodes.Not():
                yield from self._logic(node.part)
            case _:
                return

    def _joined(self, node: nodes.And | nodes.Or) -> Iterator[Slip]:
        word, other = ("and", "or") if isinstance(node, nodes.And) else ("or", "and")
        stretches = [self._bracketed(part) for part in node.parts]
        swapped = f" {other} ".join(self.text[start:end] for start, end in stretches)
        between = self.text[self._end(node.parts[0]) : self._start(node.parts[1])]
        if re.search(rf"\b{word}\b", between):  # a chain of comparisons has none
            within = node.at[1] - node.at[0] < len(self.text.strip())
            inside = within and self._bracketed(node) == (self._start(node), self._end(node))
            yield Slip("and-or", self._put(node, f"({swapped})" if inside else swapped))
        for dropped in range(len(stretches)):
            rest = [self.text[start:end] for i, (start, end) in enumerate(stretches) if i != dropped]
            yield Slip("clause-dropped", self._put(node, f" {word} ".join(rest)))

    def _negated(self, node: nodes.Condition) -> str:
        """The opposite, as somebody would write it."""
        start, end = self._start(node), self._end(node)
        written = self.text[start:end]
        for mine, opposite in (("==", "!="), ("!=", "=="), (r"\bnot\s+in\b", "in"), (r"\bin\b", "not in")):
            turned, times = re.subn(mine, opposite, written, count=1)
            if times and sum(1 for _ in clauses(node)) == 1:
                return self.text[:start] + turned + self.text[end:]
        if isinstance(node, nodes.Not):
            inner = self.text[self._start(node.part) : self._end(node.part)]
            if inner != written:
                return self._put(node, f"({inner})")
        return self._put(node, f"not ({written})")

    # -------------------------------------------------------------------------------------------- one clause

    def _clause(self, clause: nodes.Condition) -> Iterator[Slip]:
        match clause:
            case nodes.Compare(operator, left, right):
                if operator in _OTHER:
                    yield Slip("comparison", self._compared(left, right))
                yield from self._numbers((left, right))
            case nodes.Among(value, literals):
                yield from self._numbers((value,))
                yield from self._numbers(literals, others=literals)
                yield from self._shorter(literals)
            case nodes.CannotSay():
                yield from self._sentinel(clause)
            case nodes.OneOf(path, options):
                yield from self._options(clause, path, options)
            case nodes.Chosen(path, option):
                yield from self._options(clause, path, (option,))
            case _:
                return

    def _compared(self, left: nodes.Value, right: nodes.Value) -> str:
        start, end = self._end(left), self._start(right)
        sign = _SIGN.sub(lambda match: _OTHER[match[0]], self.text[start:end], count=1)
        return self.text[:start] + sign + self.text[end:]

    def _numbers(self, values: Sequence[nodes.Value], others: Sequence[nodes.Value] = ()) -> Iterator[Slip]:
        """Each literal in them moved by one unit in its last place, up and down; a date by a day.

        Not to what stands beside it in a list: that is the list without it.
        """
        for value in values:
            match value:
                case nodes.Number() | nodes.Day():
                    apart = (moved for moved in _beside(value) if moved not in others)
                    yield from (Slip("bound", self._put(value, _written(moved))) for moved in apart)
                case nodes.Arithmetic():
                    yield from self._numbers((value.left, value.right))
                case nodes.Negative() | nodes.Absolute():
                    yield from self._numbers((value.value,))
                case nodes.Round():
                    yield from self._numbers((value.dividend, *(() if value.divisor is None else (value.divisor,))))
                case nodes.Aggregate() | nodes.Count() if value.of is None:
                    yield from self._numbers(value.items)
                case _:
                    continue

    def _shorter(self, literals: Sequence[nodes.Value]) -> Iterator[Slip]:
        """A list of literals without one of them."""
        if len(literals) > 1:
            for dropped in literals:
                kept = [self.text[self._start(each) : self._end(each)] for each in literals if each is not dropped]
                start, end = self._start(literals[0]), self._end(literals[-1])
                yield Slip("clause-dropped", self.text[:start] + ", ".join(kept) + self.text[end:])

    def _sentinel(self, clause: nodes.CannotSay) -> Iterator[Slip]:
        """The number of "we cannot say" moved: it is no literal of its own in what was parsed."""
        for found in _FIGURE.finditer(self.text, self._start(clause), self._end(clause)):
            if Decimal(found[0]) == clause.sentinel:
                at = found.start() + self.moved, found.end() + self.moved
                yield from self._numbers((nodes.Number(clause.sentinel, at),))

    def _options(self, clause: nodes.OneOf | nodes.Chosen, path: str, options: tuple[str, ...]) -> Iterator[Slip]:
        """Each option replaced by the one before or after it in the form; of a list also left out."""
        known = [option.id for option in self.form.by_path[path].options]
        start, end = self._start(clause), self._end(clause)
        asked = _ASKED.search(self.text, start, end)
        assert asked is not None  # options are asked for in two ways only
        start, end = (asked.end(), end) if isinstance(clause, nodes.OneOf) else (start, asked.start())
        for option in options:
            found = re.search(rf"(?<![\w.]){re.escape(option)}(?![\w.])", self.text[start:end])
            if found is None:
                continue
            before, after = self.text[: start + found.start()], self.text[start + found.end() :]
            at = known.index(option)
            for near in (at - 1, at + 1):
                if 0 <= near < len(known) and known[near] not in options:
                    yield Slip("option", before + known[near] + after)
            if len(options) > 1:
                kept = ", ".join(each for each in options if each != option)
                bracket = self.text.index("[", start)
                closing = self.text.index("]", bracket)
                yield Slip("clause-dropped", f"{self.text[: bracket + 1]}{kept}{self.text[closing:]}")

    # -------------------------------------------------------------------------------------------- places

    def _start(self, node: nodes.Node) -> int:
        return node.at[0] - self.moved

    def _end(self, node: nodes.Node) -> int:
        return node.at[1] - self.moved

    def _put(self, node: nodes.Node, instead: str) -> str:
        return self.text[: self._start(node)] + instead + self.text[self._end(node) :]

    def _bracketed(self, node: nodes.Node) -> tuple[int, int]:
        """Where a part stands with the brackets around it."""
        start, end = self._start(node), self._end(node)
        while True:
            before, after = self.text[:start].rstrip(), self.text[end:]
            blanks = len(after) - len(after.lstrip())
            if not before.endswith("(") or not after.lstrip().startswith(")"):
                return start, end
            start, end = len(before) - 1, end + blanks + 1


def _written(literal: nodes.Number | nodes.Day) -> str:
    return f"{literal.value:f}" if isinstance(literal, nodes.Number) else f'"{literal.value}"'


def _beside(literal: nodes.Number | nodes.Day) -> Iterator[nodes.Number | nodes.Day]:
    """The literal one unit of its last place further up, and further down."""
    if isinstance(literal, nodes.Number):
        step = Decimal((0, (1,), min(int(literal.value.as_tuple().exponent), 0)))
        yield from (nodes.Number(literal.value + step), nodes.Number(literal.value - step))
        return
    yield from (nodes.Day(day) for day in reversed(days_beside(literal.value)))
