"""Whether two conditions are certainly the same, tried on every combination of answers that they can tell apart.

Only conditions that look at answers one by one can be tried so: options, ticks, whether something is answered, and
numbers, dates and texts beside literals. Of a number, one value at each literal and one between any two stand for all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain, combinations, pairwise, product
from math import prod
from typing import Any

from survey_engine.engine.judge import Judge
from survey_engine.expr import nodes
from survey_engine.expr.paths import paths
from survey_engine.model import Field, Form
from survey_engine.testing.literals import days_beside, literals
from survey_engine.why import clauses

MOST_COMBINATIONS = 5_000
_MOST_OPTIONS = 8
_ANY_DAY = date(2025, 1, 1)
_LITTLE = Decimal("0.0000001")
"""Less than the last place of any decimal."""


def certainly_same(
    form: Form,
    left: nodes.Condition | bool,
    right: nodes.Condition | bool,
    outer: Sequence[nodes.Condition] = (),
) -> bool:
    """Whether the two hold for the same answers, at least where all of `outer` hold.

    True only when that is certain; False when it is not so, and when it cannot be tried.
    """
    trees = [tree for tree in (left, right) if not isinstance(tree, bool)]
    known = [tree for tree in outer if _is_plain(tree)]
    if not all(map(_is_plain, trees)):
        return False
    domains = _domains(form, (*trees, *known))
    if domains is None:
        domains, known = _domains(form, trees), []
    if domains is None:
        return False
    judge = Judge(form)

    def holds(tree: nodes.Condition | bool, values: Mapping[str, Any]) -> bool:
        return tree if isinstance(tree, bool) else judge.holds(tree, values)

    for values in _every(domains):
        if all(holds(tree, values) for tree in known) and holds(left, values) is not holds(right, values):
            return False
    return True


def _is_plain(tree: nodes.Condition) -> bool:
    """Whether every clause looks at one answer, and at nothing that is reckoned from several."""
    return all(map(_is_plain_clause, clauses(tree)))


def _is_plain_clause(clause: nodes.Condition) -> bool:
    match clause:
        case nodes.Compare(_, left, right):
            return all(isinstance(side, nodes.Ref | nodes.CountChosen | nodes.Literals) for side in (left, right)) and (
                isinstance(left, nodes.Literals) or isinstance(right, nodes.Literals)
            )
        case nodes.Among(value, _):
            return isinstance(value, nodes.Ref | nodes.CountChosen)
        case _:
            return True


def _domains(form: Form, trees: Sequence[nodes.Condition]) -> dict[str, list[Any]] | None:
    """For each path that is read, values that stand for all there are; None where they are too many."""
    read = dict.fromkeys(path for tree in trees for path in paths(tree))
    compared: dict[str, list[Any]] = {path: [] for path in read}
    for clause in chain.from_iterable(map(clauses, trees)):
        for path in paths(clause):
            compared[path] += [literal.value for literal in literals(clause)]
    found = {path: _domain(form.by_path[path], compared[path]) for path in read}
    domains = {path: domain for path, domain in found.items() if domain is not None}
    if len(domains) < len(found) or prod(map(len, domains.values())) > MOST_COMBINATIONS:
        return None
    return domains


def _domain(part: Field, compared: Sequence[Any]) -> list[Any] | None:
    match part.type:
        case "choice":
            return [None, *(option.id for option in part.options)]
        case "choices":
            ids = [option.id for option in part.options]
            return None if len(ids) > _MOST_OPTIONS else [None, *_subsets(ids)]
        case "confirm":
            return [None, True]
        case "text":
            return [None, *dict.fromkeys(compared), "".join(compared) + "x"]
        case "date":
            days = {day for each in (*compared, _ANY_DAY) for day in (each, *days_beside(each))}
            return [None, *sorted(days)]
        case _:
            return [None, *_numbers(part, compared)]


def _numbers(part: Field, compared: Sequence[Decimal]) -> list[Any]:
    near = {Decimal(0), *compared} | ({Decimal(part.cannot_say)} if part.cannot_say is not None else set())
    if part.type == "integer":
        whole = {int(each) for each in near}
        return sorted(whole | {each + 1 for each in whole} | {each - 1 for each in whole})
    ends = sorted(near)
    between = {(low + high) / 2 for low, high in pairwise(ends)}
    return sorted(near | between | {ends[0] - _LITTLE, ends[-1] + _LITTLE})


def _subsets(ids: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return chain.from_iterable(combinations(ids, size) for size in range(1, len(ids) + 1))


def _every(domains: Mapping[str, Sequence[Any]]) -> Iterator[dict[str, Any]]:
    for chosen in product(*domains.values()):
        yield {path: value for path, value in zip(domains, chosen, strict=True) if value is not None}
