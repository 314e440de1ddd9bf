"""What drawing respondents of one form needs to know of it, worked out once and piece by piece, when asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import Any, Final

from hypothesis.strategies import SearchStrategy

from survey_engine import dependencies
from survey_engine.engine.judge import Judge
from survey_engine.expr import nodes
from survey_engine.model import CheckCase, Condition, Field, Form, Page, Question
from survey_engine.testing.conditions_apart import atoms, bases, conditions_of, literals, options_named, trees_of
from survey_engine.testing.valid_answers import any_valid, worth_trying

ANY: Final = object()
"""In place of an answer: any that is valid."""


class Plan:
    """A form as the one who answers it needs it: its pages in the order of answering, and what each field takes."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.judge = Judge(form)
        self._tries: dict[str, tuple[Any, ...]] = {}
        self._answers: dict[tuple[str, bool], tuple[Any, ...]] = {}
        self._others: dict[str, SearchStrategy[Any]] = {}

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
                with_what, options = list(literals(atom)), options_named(atom)
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

    def error_cases(self, page: Page) -> tuple[tuple[Question, str, CheckCase], ...]:
        """What must not hold on a page: each trial of each check that is an error, with the check as it is written."""
        return tuple(
            (question, check.source, case)
            for question in page.questions
            for check in question.checks
            if check.severity == "error"
            for case in check.cases
        )

    def last_page(self, tree: nodes.Condition) -> int:
        """The number of the last page that an expression follows from."""
        return max((self.place[path] for path in bases(self.form, tree)), default=0)


@lru_cache(maxsize=16)
def plan_of(form: Form) -> Plan:
    """The plan of a form; those of the last few are kept, for who draws from the same form again and again."""
    return Plan(form)
