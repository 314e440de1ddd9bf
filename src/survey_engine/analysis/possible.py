"""Whether conditions can be met together: exact where it says no, and only of what is plain from the conditions.

A condition is written out as alternatives, each a list of things that hold or do not; each is judged answer by answer.
What relates two answers to one another, or follows from a calculation, is not looked into. This is no proof that
something is possible.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import product
from math import ceil, floor

from survey_engine.expr import nodes
from survey_engine.model import Field

Literal = tuple[nodes.Condition, bool]
"""An atom of a condition, and whether it holds."""

_MOST_ALTERNATIVES = 64
_FLIPPED: Mapping[str, str] = {"==": "==", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_ORDERS: Mapping[str, frozenset[int]] = {
    "==": frozenset({0}),
    "<": frozenset({-1}),
    "<=": frozenset({-1, 0}),
    ">": frozenset({1}),
    ">=": frozenset({0, 1}),
}
_ALL_ORDERS = frozenset({-1, 0, 1})

Plain = Decimal | str


def can_hold(wanted: Sequence[Literal], by_path: Mapping[str, Field], *, in_limits: bool = False) -> bool | None:
    """Whether conditions can be met (or unmet) together; None where there are too many ways to look at.

    `in_limits`: by answers that keep to the limits of their fields.
    """
    found = _all_of([_alternatives(tree, holds=holds) for tree, holds in wanted])
    if found is None:
        return None
    return any(_consistent(alternative, by_path, in_limits=in_limits) for alternative in found)


_Alternatives = list[tuple[Literal, ...]] | None


def _alternatives(tree: nodes.Condition, *, holds: bool) -> _Alternatives:
    """The ways in which a condition can be met or unmet, each a list of what then holds."""
    match tree:
        case nodes.Not():
            return _alternatives(tree.part, holds=not holds)
        case nodes.And() | nodes.Or():
            parts = [_alternatives(part, holds=holds) for part in tree.parts]
            return _all_of(parts) if isinstance(tree, nodes.And) is holds else _any_of(parts)
        case _:
            return [((tree, holds),)]


def _any_of(parts: Sequence[_Alternatives]) -> _Alternatives:
    found: list[tuple[Literal, ...]] = []
    for part in parts:
        if part is None or len(found) + len(part) > _MOST_ALTERNATIVES:
            return None
        found += part
    return found


def _all_of(parts: Sequence[_Alternatives]) -> _Alternatives:
    certain: list[Literal] = []
    found: list[tuple[Literal, ...]] = [()]
    for part in parts:
        if part is None or len(found) * len(part) > _MOST_ALTERNATIVES:
            return None
        if len(part) == 1:
            certain += part[0]
        else:
            found = [(*one, *other) for one, other in product(found, part)]
    return [(*certain, *each) for each in found]


_MISSING, _SENTINEL, _PRESENT = "missing", "sentinel", "present"


@dataclass
class _Domain:
    """What a value can still be: missing, its sentinel, or one of `only` (None: any) between two ends."""

    states: set[str] = field(default_factory=lambda: {_MISSING, _PRESENT})
    only: frozenset[object] | None = None
    excluded: set[object] = field(default_factory=set)
    low: tuple[Decimal, bool] | None = None
    high: tuple[Decimal, bool] | None = None
    whole: bool = False

    def keep(self, values: frozenset[object]) -> None:
        self.only = values if self.only is None else self.only & values

    def bound(self, operator: str, value: Decimal) -> None:
        """Keep what is so related to the value; an end is the value and whether it is left out."""
        if operator in (">", ">="):
            end = (value, operator == ">")
            self.low = end if self.low is None else max(self.low, end)
        else:
            least = (value, operator != "<")
            now = (self.high[0], not self.high[1]) if self.high else least
            value, included = min(now, least)
            self.high = (value, not included)

    @property
    def is_empty(self) -> bool:
        return not (self.states - {_PRESENT} or (_PRESENT in self.states and self._has_value()))

    def _has_value(self) -> bool:
        if self.only is not None:
            return any(value not in self.excluded and self._is_within(value) for value in self.only)
        if self.low is None or self.high is None:
            return True
        (low, no_low), (high, no_high) = self.low, self.high
        if self.whole:
            first = floor(low) + 1 if no_low else ceil(low)
            last = ceil(high) - 1 if no_high else floor(high)
            return last - first >= len(self.excluded) or any(
                Decimal(value) not in self.excluded for value in range(first, last + 1)
            )
        return low < high or (low == high and not no_low and not no_high and low not in self.excluded)

    def _is_within(self, value: object) -> bool:
        if not isinstance(value, Decimal):
            return True
        if self.whole and value != value.to_integral_value():
            return False
        above = self.low is None or value > self.low[0] or (value == self.low[0] and not self.low[1])
        below = self.high is None or value < self.high[0] or (value == self.high[0] and not self.high[1])
        return above and below


def _consistent(literals: Sequence[Literal], by_path: Mapping[str, Field], *, in_limits: bool) -> bool:
    """Whether all of these can be so at once, as far as one answer at a time says."""
    domains: dict[object, _Domain] = {}
    chosen: dict[tuple[str, str], bool] = {}
    for atom, holds in literals:
        match atom:
            case nodes.Chosen(path, option):
                if chosen.setdefault((path, option), holds) is not holds:
                    return False
            case _:
                _restrict(domains, atom, by_path, holds=holds, in_limits=in_limits)
    return not any(domain.is_empty for domain in domains.values()) and _choices_agree(chosen, domains, by_path)


def _choices_agree(
    chosen: Mapping[tuple[str, str], bool], domains: Mapping[object, _Domain], by_path: Mapping[str, Field]
) -> bool:
    """Whether what is chosen fits with whether anything is."""
    for path in {path for path, _ in chosen}:
        states = domains[path].states if path in domains else {_MISSING, _PRESENT}
        if _PRESENT not in states and any(holds for (of, _), holds in chosen.items() if of == path):
            return False
        options = by_path[path].options if path in by_path else ()
        if _MISSING not in states and options and all(chosen.get((path, o.id)) is False for o in options):
            return False
    return True


def _restrict(
    domains: dict[object, _Domain], atom: nodes.Condition, by_path: Mapping[str, Field], *, holds: bool, in_limits: bool
) -> None:
    match atom:
        case nodes.Compare() | nodes.Among():
            _restrict_value(domains, atom, by_path, holds=holds, in_limits=in_limits)
        case nodes.OneOf(path, options):
            _equals(_domain(domains, path, by_path, in_limits=in_limits), frozenset(options), holds=holds)
        case nodes.Answered(path):
            states = _domain(domains, path, by_path, in_limits=in_limits).states
            states -= {_MISSING} if holds else {_PRESENT, _SENTINEL}
        case nodes.CannotSay(path):
            states = _domain(domains, path, by_path, in_limits=in_limits).states
            states -= {_MISSING, _PRESENT} if holds else {_SENTINEL}
        case nodes.Confirmed(path):
            _domain(domains, path, by_path, in_limits=in_limits).states -= {_MISSING} if holds else {_PRESENT}
        case _:
            pass


def _restrict_value(
    domains: dict[object, _Domain],
    atom: nodes.Compare | nodes.Among,
    by_path: Mapping[str, Field],
    *,
    holds: bool,
    in_limits: bool,
) -> None:
    if isinstance(atom, nodes.Among):
        domain = _domain(domains, atom.value, by_path, in_limits=in_limits)
        _equals(domain, frozenset(map(constant, atom.literals)), holds=holds)
        return
    left, right, operator = constant(atom.left), constant(atom.right), str(atom.operator)
    if left is None and right is None:
        _equals(domains.setdefault((atom.left, atom.right), _Domain(only=_ALL_ORDERS)), _ORDERS[operator], holds=holds)
        return
    value, literal = (atom.left, right) if right is not None else (atom.right, left)
    operator = operator if right is not None else _FLIPPED[operator]
    counted = _counted(value, operator, literal)
    if counted is not None:
        path, some = counted
        states = _domain(domains, path, by_path, in_limits=in_limits).states
        states -= {_MISSING} if some is holds else {_PRESENT}
        return
    domain = _domain(domains, value, by_path, in_limits=in_limits)
    if operator == "==" or not isinstance(literal, Decimal):
        _equals(domain, frozenset((literal,)), holds=holds)
    elif holds:
        domain.states &= {_PRESENT}
        domain.bound(operator, literal)
    else:
        domain.bound({"<": ">=", "<=": ">", ">": "<=", ">=": "<"}[operator], literal)


def _equals(domain: _Domain, values: frozenset[object], *, holds: bool) -> None:
    if holds:
        domain.states &= {_PRESENT}
        domain.keep(values)
    else:
        domain.excluded |= values


def _counted(value: nodes.Value, operator: str, literal: Plain | None) -> tuple[str, bool] | None:
    """The choices of which a comparison asks whether anything is chosen, and whether it asks for some or for none."""
    if not isinstance(value, nodes.CountChosen):
        return None
    asked = {(">", 0): True, (">=", 1): True, ("==", 0): False, ("<", 1): False, ("<=", 0): False}
    some = asked.get((operator, int(literal))) if isinstance(literal, Decimal) and literal in (0, 1) else None
    return None if some is None else (value.path, some)


def constant(value: nodes.Value) -> Plain | None:
    """The value of a literal; a date is counted in days. None for what is no literal."""
    match value:
        case nodes.Number():
            return value.value
        case nodes.Day():
            return Decimal(value.value.toordinal())
        case nodes.Text():
            return value.value
        case nodes.Negative(nodes.Number() as number):
            return -number.value
        case _:
            return None


def _domain(
    domains: dict[object, _Domain], value: nodes.Value | str, by_path: Mapping[str, Field], *, in_limits: bool
) -> _Domain:
    key = value.path if isinstance(value, nodes.Ref) else value
    if key not in domains:
        domains[key] = _whole_domain(key, by_path, in_limits=in_limits)
    return domains[key]


def _whole_domain(key: nodes.Value | str, by_path: Mapping[str, Field], *, in_limits: bool) -> _Domain:
    if isinstance(key, nodes.Count | nodes.CountChosen):
        most = len(key.items) if isinstance(key, nodes.Count) else len(by_path[key.path].options)
        return _Domain({_PRESENT}, low=(Decimal(0), False), high=(Decimal(most), False), whole=True)
    part = by_path.get(key) if isinstance(key, str) else None
    if part is None:
        return _Domain()
    domain = _Domain(whole=part.type in ("integer", "date"))
    if part.type == "choice":
        domain.only = frozenset(option.id for option in part.options)
    if part.cannot_say is not None:
        domain.states.add(_SENTINEL)
    if in_limits:
        for operator, limit in limits(part):
            domain.bound(operator, limit)
    return domain


def limits(part: Field) -> Iterator[tuple[str, Decimal]]:
    """The ends between which a field's valid values lie; dates are counted in days."""
    for operator, limit in ((">=", part.min), ("<=", part.max)):
        if limit is not None:
            yield operator, Decimal(limit.toordinal() if isinstance(limit, date) else limit)
