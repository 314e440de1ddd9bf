"""What drawing respondents of one form needs to know of it, worked out once and piece by piece, when asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, Final

from hypothesis.strategies import SearchStrategy

from survey_engine import dependencies
from survey_engine.engine.judge import Judge
from survey_engine.expr import nodes
from survey_engine.model import CheckCase, Condition, Field, Form, Page, Question
from survey_engine.testing.conditions_apart import atoms, bases, conditions_of, options_named, trees_of
from survey_engine.testing.linear import Exact, Line, difference, exact
from survey_engine.testing.literals import literals
from survey_engine.testing.valid_answers import any_valid, bounds_of, step_of, worth_trying

ANY: Final = object()
"""In place of an answer: any that is valid."""

ErrorCase = tuple[Question, str, CheckCase]
"""A trial of a check that is an error: its question, the check as it is written, and what must not hold."""

_MOST_RELATED: Final = 40


class Plan:
    """A form as the one who answers it needs it: its pages in the order of answering, and what each field takes."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.judge = Judge(form)
        self._tries: dict[str, tuple[Any, ...]] = {}
        self._answers: dict[tuple[str, bool], tuple[Any, ...]] = {}
        self._others: dict[str, SearchStrategy[Any]] = {}
        self._bases: dict[int, tuple[nodes.Condition, dict[str, Field]]] = {}
        self._reach: dict[str, tuple[Exact, Exact, Exact]] = {}
        self._between: dict[int, tuple[nodes.Compare, nodes.Value]] = {}
        self._related: dict[tuple[int, int], tuple[ErrorCase, ...]] = {}
        self._cases: dict[int, defaultdict[str, list[ErrorCase]]] = {}
        self._differences: dict[int, tuple[nodes.Compare, Line | None]] = {}

    @cached_property
    def pages(self) -> tuple[tuple[Page, tuple[Field, ...]], ...]:
        """Each page with its fields, each field after all that it follows from."""
        of: defaultdict[int, list[Field]] = defaultdict(list)
        for part in dependencies.in_order(self.form):
            of[id(part.page)].append(part)
        return tuple((page, tuple(of[id(page)])) for page in self.form.pages)

    @cached_property
    def place(self) -> Mapping[str, int]:
        """The number of each field's page, from 0."""
        return {part.path: number for number, (_, parts) in enumerate(self.pages) for part in parts}

    @cached_property
    def followers(self) -> Mapping[str, tuple[str, ...]]:
        """By field: those whose being shown or value follows from it at once."""
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for _, parts in self.pages:
            for part in parts:
                for path in dependencies.feeds(part):
                    if path != part.path:
                        found[path][part.path] = None
        return {path: tuple(after) for path, after in found.items()}

    @cached_property
    def rank(self) -> Mapping[str, int]:
        """The number of each field in the order of answering, from 0."""
        return {part.path: number for number, part in enumerate(part for _, parts in self.pages for part in parts)}

    @cached_property
    def conditions(self) -> tuple[Condition, ...]:
        """What a respondent may aim at: every condition that shows, offers or requires something."""
        return tuple(conditions_of(self.form))

    @cached_property
    def _compared(self) -> tuple[Mapping[str, list[Any]], Mapping[str, set[str]]]:
        """By field: the literals that it is compared with, directly or in a sum, and its options that are named."""
        values: defaultdict[str, list[Any]] = defaultdict(list)
        named: defaultdict[str, set[str]] = defaultdict(set)
        for tree in dict.fromkeys(trees_of(self.form)):
            for atom in atoms(tree):
                with_what = [literal.value for literal in literals(atom)]
                options = options_named(atom)
                if with_what or options:
                    for path in bases(self.form, atom):
                        values[path] += with_what
                        named[path].update(options)
        return values, named

    def tries(self, part: Field) -> tuple[Any, ...]:
        """Valid answers to a field that are worth trying, the simplest first; none where nothing is valid."""
        if part.path not in self._tries:
            values, named = self._compared
            of = dict.fromkeys(values.get(part.path, ()))
            self._tries[part.path] = worth_trying(part, of, frozenset(named.get(part.path, ())))
        return self._tries[part.path]

    def answers(self, part: Field, *, optional: bool) -> tuple[Any, ...]:
        """What to choose among for a field: those worth trying often; None, the simplest, where it may be left out.

        `ANY` stands for whatever `others` gives.
        """
        if (part.path, optional) not in self._answers:
            tries = self.tries(part)
            share = len(tries) // 3 + 1
            free = part.type in ("integer", "decimal", "date", "text", "choices")
            among = (*([None] * share if optional else []), *tries, *([ANY] * share if free else []))
            self._answers[part.path, optional] = among
        return self._answers[part.path, optional]

    def others(self, part: Field) -> SearchStrategy[Any]:
        """Valid answers to a field, of all sorts."""
        if part.path not in self._others:
            self._others[part.path] = any_valid(part, self.tries(part))
        return self._others[part.path]

    def error_cases(self, page: Page) -> tuple[ErrorCase, ...]:
        """What must not hold on a page: each trial of each check that is an error, with the check as it is written."""
        return tuple(
            (question, check.source, case)
            for question in page.questions
            for check in question.checks
            if check.severity == "error"
            for case in check.cases
        )

    def reach(self, path: str) -> tuple[Exact, Exact, Exact]:
        """The least step between two answers to a number, and the least and greatest of them; of a date by days."""
        if path not in self._reach:
            part = self.form.by_path[path]
            if part.type == "date":
                first = part.min if isinstance(part.min, date) else date.min
                last = part.max if isinstance(part.max, date) else date.max
                self._reach[path] = 1, first.toordinal(), last.toordinal()
            else:
                low, high = bounds_of(part)
                self._reach[path] = exact(step_of(part)), exact(low), exact(high)
        return self._reach[path]

    def between(self, compared: nodes.Compare) -> nodes.Value:
        """The left side of a comparison of numbers less its right, always the same node."""
        known = self._between.get(id(compared))
        if known is None:
            known = self._between[id(compared)] = compared, nodes.Arithmetic("-", compared.left, compared.right)
        return known[1]

    def related(self, page: int, case: CheckCase) -> tuple[ErrorCase, ...]:
        """The checks of a page that follow from answers which a check follows from, and so on: the nearest first."""
        key = page, id(case)
        if key not in self._related:
            of = self._cases_of(page)
            found: dict[int, ErrorCase] = {}
            waiting, met = [*self.bases(case.tree)], set(self.bases(case.tree))
            for path in waiting:  # grows meanwhile
                for each in of.get(path, ()):
                    if len(found) < _MOST_RELATED and id(each[2]) not in found:
                        found[id(each[2])] = each
                        after = [other for other in self.bases(each[2].tree) if other not in met]
                        met.update(after)
                        waiting += after
            self._related[key] = tuple(found.values())
        return self._related[key]

    def _cases_of(self, page: int) -> Mapping[str, list[ErrorCase]]:
        """By field: the checks of a page that follow from it."""
        if page not in self._cases:
            of = self._cases[page] = defaultdict(list)
            for each in self.error_cases(self.pages[page][0]):
                for path in self.bases(each[2].tree):
                    of[path].append(each)
        return self._cases[page]

    def last_page(self, tree: nodes.Condition) -> int:
        """The number of the last page that an expression follows from."""
        return max((self.place[path] for path in bases(self.form, tree)), default=0)

    def bases(self, tree: nodes.Condition) -> Mapping[str, Field]:
        """The fields that are answered and that the expression follows from."""
        known = self._bases.get(id(tree))
        if known is None:
            known = self._bases[id(tree)] = tree, bases(self.form, tree)
        return known[1]

    def difference(self, compared: nodes.Compare) -> Line | None:
        """What the left side of a comparison has over the right, where that is so much of each answer."""
        known = self._differences.get(id(compared))
        if known is None:
            known = self._differences[id(compared)] = compared, difference(self.form, compared)
        return known[1]


@lru_cache(maxsize=16)
def plan_of(form: Form) -> Plan:
    """The plan of a form; those of the last few are kept, for who draws from the same form again and again."""
    return Plan(form)
