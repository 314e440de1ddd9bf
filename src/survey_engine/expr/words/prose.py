"""A condition as a clause of ordinary prose: what stands after "Frågan visas om".

At the top a list repeats its "om": "a, eller om b". Inside another, a list of which all must hold begins with "både",
and one of which one must with "antingen". So no sentence can be read in two ways.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import assert_never

from survey_engine.expr import nodes
from survey_engine.expr.words.callings import Callings
from survey_engine.expr.words.phrases import Phrases
from survey_engine.expr.words.plain import All, Clause, Denied, Operator, Picked, Plain, Some, Within, plain


def clause(condition: nodes.Condition, callings: Callings) -> str:
    """The condition in words, in the language of the callings' phrases."""
    return _Prose(callings).whole(plain(condition))


class _Prose:
    """Writes clauses for one form, in one language."""

    def __init__(self, callings: Callings) -> None:
        self.callings = callings
        self.phrases: Phrases = callings.phrases

    def whole(self, node: Plain) -> str:
        """What stands at the top: `a, eller om b`."""
        if not isinstance(node, All | Some):
            return self.part(node)
        last = self.phrases.and_if if isinstance(node, All) else self.phrases.or_if
        return _listed(map(self.part, node.parts), last, self.phrases.if_)

    def part(self, node: Plain) -> str:
        """A clause, or a list inside another."""
        match node:
            case All():
                return self.phrases.all_of + self._together(node)
            case Some():
                return self.phrases.any_of + self._together(node)
            case Denied():
                return self.clause(node.clause, denied=True)
            case _:
                return self.clause(node, denied=False)

    def _together(self, node: All | Some) -> str:
        return _listed(map(self.part, node.parts), self.phrases.and_ if isinstance(node, All) else self.phrases.or_)

    def clause(self, node: Clause, *, denied: bool) -> str:
        phrases, place = self.phrases, self.callings.place
        match node:
            case nodes.Compare():
                bound = self._bound(node.left, node.operator, node.right)
                return f"{self.value(node.left)} {self._verb(denied)} {bound}"
            case Within():
                bounds = (self._bound(node.value, operator, literal) for operator, literal in node.bounds)
                return f"{self.value(node.value)} {self._verb(denied)} {_listed(bounds, phrases.and_)}"
            case nodes.Among():
                return self._among(node, denied=denied)
            case Picked():
                return self._picked(node, denied=denied)
            case nodes.Confirmed():
                return (phrases.not_confirmed if denied else phrases.confirmed).format(of=place(node.path))
            case nodes.Answered():
                return (phrases.not_answered if denied else phrases.answered).format(of=place(node.path))
            case nodes.CannotSay():
                phrase = phrases.not_cannot_say if denied else phrases.cannot_say
                return phrase.format(value=phrases.figure(node.sentinel), of=place(node.path))
            case _:
                assert_never(node)

    def _verb(self, denied: bool) -> str:
        return self.phrases.denied_verb if denied else self.phrases.verb

    def _bound(self, of: nodes.Value, operator: Operator, right: nodes.Value) -> str:
        dated = isinstance(right, nodes.Day) or (isinstance(right, nodes.Ref) and right.type == "date")
        return (self.phrases.day if dated else self.phrases.number)[operator] + self._beside(of, right)

    def _among(self, node: nodes.Among, *, denied: bool) -> str:
        literals = [self._beside(node.value, literal) for literal in dict.fromkeys(node.literals)]
        several = denied and len(literals) > 1
        verb = f"{self.phrases.verb} {self.phrases.neither.strip()}" if several else self._verb(denied)
        return f"{self.value(node.value)} {verb} {_listed(literals, self.phrases.nor if several else self.phrases.or_)}"

    def _picked(self, node: Picked, *, denied: bool) -> str:
        phrases = self.phrases
        options = [self.callings.option(node.path, option) for option in node.options]
        if node.all:
            phrase, items = (phrases.not_picked_all if denied else phrases.picked_all), _listed(options, phrases.and_)
        else:
            phrase, items = (phrases.not_picked if denied else phrases.picked), _listed(options, phrases.or_)
        return phrase.format(items=items, of=self.callings.place(node.path))

    def _beside(self, other: nodes.Value, node: nodes.Value) -> str:
        """A value that stands beside another: a literal number takes over the other's unit."""
        unit = self._unit(other) if isinstance(node, nodes.Number) else None
        return self.value(node) + (f" {unit}" if unit else "")

    def value(self, node: nodes.Value) -> str:
        phrases = self.phrases
        match node:
            case nodes.Ref():
                return self.callings.value(node.path)
            case nodes.Number():
                return phrases.figure(node.value)
            case nodes.Day():
                return phrases.date(node.value)
            case nodes.Text():
                before, after = phrases.quotes
                return f"{before}{node.value}{after}"
            case nodes.Arithmetic():
                word = {"+": phrases.plus, "-": phrases.minus, "*": phrases.times}[node.operator]
                return self._first(node) + word + self._operand(node.right)
            case nodes.Negative():
                return phrases.negative.format(value=self._operand(node.value))
            case nodes.Absolute():
                return phrases.absolute.format(value=self._operand(node.value))
            case nodes.Round():
                divided = "" if node.divisor is None else phrases.divided + self._operand(node.divisor)
                value = self._operand(node.dividend) + divided
                return phrases.rounded.format(value=value, places=phrases.to_places(node.places))
            case nodes.Aggregate():
                phrase = {"sum": phrases.sum, "min": phrases.min, "max": phrases.max}[node.function]
                return phrase.format(items=self._items(node.of, node.items))
            case nodes.Count():
                return phrases.count.format(items=self._items(node.of, node.items))
            case nodes.CountChosen():
                return phrases.count_picked.format(of=self.callings.place(node.path))
            case _:
                assert_never(node)

    def _first(self, node: nodes.Arithmetic) -> str:
        """The left side: sums and differences are read from the left, so they need no parentheses there."""
        left = node.left
        goes_on = isinstance(left, nodes.Arithmetic) and (left.operator == "*") == (node.operator == "*")
        return self.value(left) if goes_on else self._operand(left)

    def _operand(self, node: nodes.Value) -> str:
        """A value inside another, in parentheses if it is made of several words of reckoning."""
        simple = isinstance(node, nodes.Ref | nodes.Number | nodes.Day | nodes.Text | nodes.CountChosen)
        return self.value(node) if simple else f"({self.value(node)})"

    def _items(self, of: str | None, items: Sequence[nodes.Value]) -> str:
        name = self.callings.whole(of, items) if of is not None and items else None
        return name or _listed(map(self._operand, items), self.phrases.and_)

    def _unit(self, node: nodes.Value) -> str | None:
        """What a value counts, where that is one thing."""
        match node:
            case nodes.Ref():
                return self.callings.unit(node.path)
            case nodes.Arithmetic() if node.operator != "*" or nodes.Number in map(type, (node.left, node.right)):
                units = {self._unit(side) for side in (node.left, node.right) if not isinstance(side, nodes.Number)}
            case nodes.Negative() | nodes.Absolute():
                return self._unit(node.value)
            case nodes.Round() if node.divisor is None:
                return self._unit(node.dividend)
            case nodes.Aggregate():
                units = {self._unit(item) for item in node.items if not isinstance(item, nodes.Number)}
            case _:
                return None
        return next(iter(units)) if len(units) == 1 else None


def _listed(items: Iterable[str], last: str, between: str = ", ") -> str:
    """`a`, `a och b`, `a, b och c`."""
    *head, tail = items
    return between.join(head) + last + tail if head else tail
