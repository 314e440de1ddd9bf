"""A condition as a function of its clauses, and whether one of them was seen to decide it: MC/DC.

A clause has decided when turning it alone turns the outcome: shown by two trials that differ in it and in no other
clause (unique cause), or, where no two such were there, by one in which it is true and one in which it is false, with
different outcomes, of which in each the other clauses leave the outcome to it (masking).

All clauses are looked at, whatever a short-circuit would leave out. A clause that is written twice is one and turns
everywhere at once, `a == 1` and `a != 1` among them; that one of its places does nothing is for mutants to find. Of
clauses that hang together (`n > 5` and `n > 3`) one may be turned in thought alone, where no answers could do it:
masking allows that, unique cause does not. A clause that is always true or always false never decides, nor does one on
which no outcome hangs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from survey_engine.expr import nodes
from survey_engine.why import clauses, written_clauses

Decided = Literal["unique", "masking"]
Vector = tuple[bool, ...]


class Decision:
    """A condition as a function of its clauses. A check is given once for each row, and those have one shape."""

    def __init__(self, *trees: nodes.Condition) -> None:
        self._tree = trees[0]
        places = list(zip(*map(clauses, trees), strict=True))
        first = {on_rows: place for place, on_rows in reversed(list(enumerate(places)))}
        self._first = tuple(sorted(first.values()))
        number = {place: i for i, place in enumerate(self._first)}
        self.clause_at = tuple(number[first[on_rows]] for on_rows in places)
        """For each place in the text that a clause stands at, which clause it is: one and the same only on all rows."""
        written = tuple(written_clauses(self._tree))
        self.clauses = tuple(written[place] for place in self._first)
        """Each clause once, in the order of the text, as it is written there and on the first row."""
        self._opposite = tuple(isinstance(clause, nodes.Not) for clause in self.clauses)

    def once(self, vector: Vector) -> Vector:
        """The truth of each clause, of what `survey_engine.why.clauses` finds at each place."""
        return tuple(vector[place] is not opposite for place, opposite in zip(self._first, self._opposite, strict=True))

    def outcome(self, vector: Vector) -> bool:
        """What the condition comes to, with that truth of each clause."""
        return _outcome(self._tree, (vector[i] is not self._opposite[i] for i in self.clause_at))

    def decided(self, clause: int, vectors: Mapping[Vector, bool]) -> Decided | None:
        """How a clause was seen to decide, in these trials: the truth of each clause, and the outcome."""
        turning: dict[bool, set[bool]] = {True: set(), False: set()}
        for vector, outcome in vectors.items():
            turned = (*vector[:clause], not vector[clause], *vector[clause + 1 :])
            if self.outcome(turned) is not outcome:
                if turned in vectors:
                    return "unique"
                turning[vector[clause]].add(outcome)
        apart = any(left is not right for left in turning[True] for right in turning[False])
        return "masking" if apart else None


def _outcome(node: nodes.Condition, truth: Iterator[bool]) -> bool:
    match node:
        case nodes.And():
            return all(tuple(_outcome(part, truth) for part in node.parts))  # every clause takes its own
        case nodes.Or():
            return any(tuple(_outcome(part, truth) for part in node.parts))
        case nodes.Not():
            return not _outcome(node.part, truth)
        case _:
            return next(truth)
