"""A condition as a clause of ordinary prose: what stands after "Frågan visas om".

At the top a list repeats its "om": "a, eller om b". Inside another, a list of which all must hold begins with "både",
and one of which one must with "antingen". So each sentence stands for one condition, as a reader who keeps to that
finds; deep nesting is exact and still hard on the eye.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import assert_never

from survey_engine.expr import nodes
from survey_engine.expr.paths import paths
from survey_engine.expr.words.callings import Callings, one_line
from survey_engine.expr.words.phrases import Phrases
from survey_engine.expr.words.plain import All, Clause, Denied, HowMany, Operator, Picked, Plain, Some, Within, plain
from survey_engine.figures import measured


def clause(condition: nodes.Condition, callings: Callings) -> str:
    """The condition in words, in the language of the callings' phrases."""
    return _Prose(callings).whole(plain(condition))


@dataclass(frozen=True, slots=True)
class Fact:
    """A clause that is true, in words, and the paths of the values that it reads and does not tell."""

    words: str
    paths: tuple[str, ...]


def facts(conditions: Sequence[nodes.Condition], callings: Callings) -> tuple[Fact, ...]:
    """Clauses, or their negations, that are all true, in words; those on one question are one fact."""
    together = plain(nodes.And(tuple(conditions)))
    writer = _Prose(callings)
    parts = together.parts if isinstance(together, All) else (together,)
    return tuple(Fact(writer.part(part), tuple(dict.fromkeys(_untold(part)))) for part in parts)


def amount(path: str, value: int | Decimal | date | str | tuple[str, ...], callings: Callings) -> str:
    """The value at a path as it stands in a sentence: with its unit, options by their labels."""
    match value:
        case int() | Decimal():
            return measured(callings.phrases.figure(Decimal(value)), callings.unit(path))
        case date():
            return callings.phrases.date(value)
        case tuple():
            return _listed((callings.option(path, option) for option in value), callings.phrases.and_)
        case _ if callings.form.by_path[path].options:
            return callings.option(path, value)
        case _:
            return callings.literal(one_line(value))


def _untold(node: Plain) -> Iterator[str]:
    """The paths of the values that a true clause reads, unless its words leave only one that they can have."""
    match node:
        case All() | Some():
            for part in node.parts:
                yield from _untold(part)
        case Denied(nodes.Confirmed() | nodes.Answered()) | nodes.Confirmed() | nodes.Answered() | nodes.CannotSay():
            return
        case HowMany(_, (("==", 0),)) | nodes.Compare("==", nodes.Ref(), nodes.Number() | nodes.Day() | nodes.Text()):
            return
        case Picked() if node.all or len(node.options) == 1:
            return
        case Denied():
            yield from _read(node.clause)
        case _:
            yield from _read(node)


def _read(clause: Clause) -> Iterator[str]:
    match clause:
        case Picked() | HowMany():
            yield clause.path
        case Within():
            yield from paths(clause.value)
        case _:
            yield from paths(clause)


class _Prose:
    """Writes one sentence. It is written from its beginning, for it may speak of "the same question" again."""

    def __init__(self, callings: Callings) -> None:
        self.callings = callings
        self.phrases: Phrases = callings.phrases
        self.last: str | None = None
        """The id of the question that was spoken of last."""

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
        """The parts of a list inside another; lists inside it come last, or the eye takes what follows as theirs."""
        parts = sorted(node.parts, key=lambda part: isinstance(part, All | Some))
        return _listed(map(self.part, parts), self.phrases.and_ if isinstance(node, All) else self.phrases.or_)

    def clause(self, node: Clause, *, denied: bool) -> str:
        phrases = self.phrases
        match node:
            case nodes.Compare():
                verb = phrases.denied_verb if denied else phrases.verb
                return f"{self.value(node.left)} {verb}{self._bound(node.left, node.operator, node.right)}"
            case Within():
                value = self.value(node.value)
                bounds = (self._bound(node.value, operator, literal) for operator, literal in node.bounds)
                return f"{value} {phrases.verb}{_listed(bounds, phrases.and_)}"
            case nodes.Among():
                return self._among(node, denied=denied)
            case Picked():
                return self._picked(node, denied=denied)
            case HowMany():
                return self._how_many(node, denied=denied)
            case nodes.Confirmed():
                of = self._called(self.callings.box, node.path)
                return (phrases.not_confirmed if denied else phrases.confirmed).format(of=of)
            case nodes.Answered():
                return self._answered(node, denied=denied)
            case nodes.CannotSay():
                phrase = phrases.not_cannot_say if denied else phrases.cannot_say
                return phrase.format(value=phrases.figure(node.sentinel), of=self._place(node.path))
            case _:
                assert_never(node)

    def _place(self, path: str) -> str:
        return self._called(self.callings.place, path)

    def _called(self, calling: Callable[[str, str | None], str], path: str) -> str:
        """What a thing is called here, which makes its question the one that was spoken of last."""
        called = calling(path, self.last)
        self.last = self.callings.question(path)
        return called

    def _bound(self, of: nodes.Value, operator: Operator, right: nodes.Value) -> str:
        phrases = self.phrases
        type = right.type if isinstance(right, nodes.Ref) else None
        dated = isinstance(right, nodes.Day) or type == "date"
        if operator == "==" and not isinstance(right, nodes.Literals):
            stands = phrases.same["day" if dated else "text" if type == "text" else "number"]
        else:
            stands = (phrases.day if dated else phrases.number)[operator]
        return stands + self._beside(of, right)

    def _among(self, node: nodes.Among, *, denied: bool) -> str:
        phrases, value = self.phrases, self.value(node.value)
        literals = [self._beside(node.value, literal) for literal in dict.fromkeys(node.literals)]
        if denied and len(literals) > 1:
            return f"{value} {phrases.neither_verb}{_listed(literals, phrases.nor)}"
        return f"{value} {phrases.denied_verb if denied else phrases.verb}{_listed(literals, phrases.or_)}"

    def _picked(self, node: Picked, *, denied: bool) -> str:
        phrases = self.phrases
        options = [self.callings.option(node.path, option) for option in node.options]
        if node.all:
            phrase, last = phrases.not_picked_all if denied else phrases.picked_all, phrases.and_
        elif denied and len(options) > 1:
            phrase, last = phrases.picked_none, phrases.nor
        else:
            phrase, last = phrases.not_picked if denied else phrases.picked, phrases.or_
        return phrase.format(items=_listed(options, last), of=self._place(node.path))

    def _how_many(self, node: HowMany, *, denied: bool) -> str:
        phrases = self.phrases
        if node.bounds == (("==", 0),):
            return phrases.chosen_none.format(of=self._place(node.path))
        bounds = [phrases.bound[operator] + phrases.numeral(number) for operator, number in node.bounds]
        number = phrases.options(_listed(bounds, phrases.and_), node.bounds[-1][1])
        return (phrases.not_how_many if denied else phrases.how_many).format(number=number, of=self._place(node.path))

    def _answered(self, node: nodes.Answered, *, denied: bool) -> str:
        phrases, callings = self.phrases, self.callings
        if callings.is_supplied(node.path):
            of = self._called(callings.supplied, node.path)
            return (phrases.not_given if denied else phrases.given).format(of=of)
        if callings.is_question(node.path):
            phrase = phrases.not_answered if denied else phrases.answered
        else:
            phrase = phrases.not_filled if denied else phrases.filled
        return phrase.format(of=self._place(node.path))

    def _beside(self, other: nodes.Value, node: nodes.Value) -> str:
        """A value that stands beside another: a literal number takes over the other's unit."""
        unit = self._unit(other) if isinstance(node, nodes.Number) else None
        return measured(self.value(node), unit)

    def value(self, node: nodes.Value) -> str:
        phrases = self.phrases
        match node:
            case nodes.Ref():
                return self._called(self.callings.value, node.path)
            case nodes.Number():
                return phrases.figure(node.value)
            case nodes.Day():
                return phrases.date(node.value)
            case nodes.Text():
                return self.callings.literal(node.value)
            case nodes.Arithmetic():
                word = {"+": phrases.plus, "-": phrases.minus, "*": phrases.times}[node.operator]
                return self._first(node) + word + self._operand(node.right)
            case nodes.Negative():
                return phrases.negative.format(value=self._operand(node.value))
            case nodes.Absolute():
                return phrases.absolute.format(value=self._operand(node.value))
            case nodes.Round():
                value = self._operand(node.dividend)
                if node.divisor is not None:
                    value += phrases.divided + self._operand(node.divisor)
                return phrases.rounded.format(value=value, places=phrases.to_places(node.places))
            case nodes.Aggregate():
                phrase = {"sum": phrases.sum, "min": phrases.min, "max": phrases.max}[node.function]
                return phrase.format(items=self._items(node.of, node.items))
            case nodes.Count():
                return phrases.count.format(items=self._items(node.of, node.items))
            case nodes.CountChosen():
                return phrases.count_picked.format(of=self._place(node.path))
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
        name = self.callings.whole(of, items, self.last) if of is not None and items else None
        if name is None:
            return _listed(map(self._operand, items), self.phrases.and_)
        self.last = self.callings.question(next(path for item in items for path in paths(item)))
        return name

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
