"""What evaluating a form gives back, whichever engine ran.

An engine makes an `Outcome`; a `Journey` is that outcome together with the form it belongs to. Nothing here shows an
answer in a `repr` or a message.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple

from survey_engine.expr import nodes
from survey_engine.json_values import value_json
from survey_engine.located import located
from survey_engine.model import Field, Form, Option, Page, Question, QuestionType
from survey_engine.problems import Dropped, Problem, Reason
from survey_engine.why import Why, reason

Value = int | Decimal | date | str | bool | tuple[str, ...]
Judge = Callable[[Form, nodes.Condition, Mapping[str, Value]], bool]
"""Says whether a condition holds for values in effect."""


class Losses(NamedTuple):
    """What was left out, in three columns: paths, reasons, and what was lost.

    A response can lose thousands of answers; Python's garbage collector would follow each of as many `Dropped`.
    """

    paths: list[str]
    reasons: list[Reason]
    values: list[Any]

    @classmethod
    def of(cls, losses: Iterable[tuple[str, Reason, Any]]) -> Losses:
        columns = cls([], [], [])
        columns.add(losses)
        return columns

    def add(self, losses: Iterable[tuple[str, Reason, Any]]) -> None:
        for path, why, value in losses:
            self.paths.append(path)
            self.reasons.append(why)
            self.values.append(value)


class Outcome(NamedTuple):
    """What an engine finds out about one response.

    `visible`: the paths of all shown fields, in the form's order. `values`: path → value in effect, in that order.
    `offered`: for each shown choice that has conditional options, the ids that are available, in the form's order.
    `shells`: the ids of the shown things that have no field: info questions, and pages without questions. What there
    may be thousands of is in its plainest form; the journey makes the rest of it, when asked.
    """

    visible: Sequence[str]
    values: dict[str, Value]
    problems: tuple[Problem, ...]
    dropped: Losses
    offered: Mapping[str, tuple[str, ...]]
    shells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownField:
    """A field that is shown, with those of its options that are available."""

    field: Field
    """The field, with its limits."""
    options: tuple[Option, ...]
    """Those of its options that are available, in the form's order."""

    @property
    def path(self) -> str:
        """The field's path."""
        return self.field.path

    @property
    def label(self) -> str:
        """The field's label."""
        return self.field.label


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """A question that is shown, with those of its fields that are."""

    question: Question
    """The question, with all its fields."""
    fields: tuple[ShownField, ...]
    """Those of its fields that are shown, in the form's order; none of an `info`."""

    @property
    def id(self) -> str:
        """The question's id."""
        return self.question.id

    @property
    def type(self) -> QuestionType:
        """What the question is called in the form."""
        return self.question.type

    @property
    def label(self) -> str:
        """The question's label."""
        return self.question.label

    @property
    def options(self) -> tuple[Option, ...]:
        """The available options of a `choice` or `choices`."""
        return self.fields[0].options if self.type in ("choice", "choices") else ()


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A page that is shown, with those of its questions that are."""

    page: Page
    """The page, with all its questions."""
    questions: tuple[ShownQuestion, ...]
    """Those of its questions that are shown, in the form's order."""

    @property
    def id(self) -> str:
        """The page's id."""
        return self.page.id

    @property
    def title(self) -> str:
        """The page's title."""
        return self.page.title

    @property
    def text(self) -> str:
        """The page's text, as Markdown."""
        return self.page.text


class Journey:
    """One response's way through a form: what is shown, what counts, what is wrong and what was left out."""

    __slots__ = ("_dropped", "_form", "_judge", "_outcome", "_pages", "_visible")

    def __init__(self, form: Form, outcome: Outcome, judge: Judge) -> None:
        self._form = form
        self._outcome = outcome
        self._judge = judge
        self._visible: tuple[str, ...] | None = None
        self._dropped: tuple[Dropped, ...] | None = None
        self._pages: tuple[ShownPage, ...] | None = None

    @property
    def visible(self) -> tuple[str, ...]:
        """The paths of all fields shown (answerable, prefilled, computed, companion texts), in order."""
        if self._visible is None:
            self._visible = tuple(self._outcome.visible)
        return self._visible

    @property
    def values(self) -> Mapping[str, Value]:
        """Path → value in effect: int, Decimal, date, str, True, or a tuple of option ids."""
        return MappingProxyType(self._outcome.values)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the answers: each field's own limits in the form's order, then the checks in theirs."""
        return self._outcome.problems

    @property
    def dropped(self) -> tuple[Dropped, ...]:
        """What was answered and is not in effect: the form's paths in its order, then unknown paths by name."""
        if self._dropped is None:
            losses = self._outcome.dropped
            self._dropped = tuple(map(Dropped, *losses)) if losses.paths else ()
        return self._dropped

    @property
    def is_complete(self) -> bool:
        """Whether the response can be submitted: no problem is an error."""
        problems = self._outcome.problems
        return not problems or all(problem.severity != "error" for problem in problems)

    @property
    def pages(self) -> tuple[ShownPage, ...]:
        """The page sequence: the shown pages, each with its shown questions and their available options."""
        if self._pages is None:
            self._pages = self._page_sequence()
        return self._pages

    def _page_sequence(self) -> tuple[ShownPage, ...]:
        shown = set(self._outcome.visible)
        shells = set(self._outcome.shells)
        sequence = []
        for page in self._form.pages:
            questions = tuple(
                ShownQuestion(question, parts)
                for question in page.questions
                if (parts := self._shown_fields(question, shown)) or question.id in shells
            )
            if questions or page.id in shells:
                sequence.append(ShownPage(page, questions))
        return tuple(sequence)

    def _shown_fields(self, question: Question, shown: set[str]) -> tuple[ShownField, ...]:
        return tuple(ShownField(part, self.available(part)) for part in question.fields if part.path in shown)

    def available(self, part: Field) -> tuple[Option, ...]:
        """Not public, see `ShownField.options`: the options of a shown field that its filters let through."""
        offered = self._outcome.offered.get(part.path)
        return part.options if offered is None else tuple(o for o in part.options if o.id in offered)

    def why(self, path: str) -> Why:
        """Why a page, question, row, field or option (`choice.option`) is shown or not; KeyError if there is none.

        The reasons go from the page inwards, each with its clauses, their values, and what would flip it.
        """
        thing = located(self._form, path)
        values = self._outcome.values
        reasons = tuple(
            reason(level, condition, values, lambda node: self._judge(self._form, node, values))
            for level, condition in thing.conditions
        )
        shown = not thing.shown_by.isdisjoint((*self._outcome.visible, *self._outcome.shells))
        if thing.option is not None:
            part, option = thing.option
            shown = shown and option in self.available(part)
        return Why(path, shown, reasons, thing.kind)

    def as_json(self) -> dict[str, Any]:
        """The journey as JSON values. A number of more than 15 digits is given as text, so that no reader rounds it."""
        return {
            "survey": self._form.id,
            "version": self._form.version,
            "pages": [_page_json(page) for page in self.pages],
            "visible": list(self.visible),
            "values": {path: value_json(value) for path, value in self.values.items()},
            "problems": [problem.as_json() for problem in self.problems],
            "dropped": [dropped.as_json() for dropped in self.dropped],
            "is_complete": self.is_complete,
        }

    def __repr__(self) -> str:
        return f"<Journey of {self._form.id!r} {self._form.version!r}: {len(self.pages)} pages>"


def _page_json(page: ShownPage) -> dict[str, Any]:
    return {
        "id": page.id,
        "questions": [
            {
                "id": question.id,
                "fields": [
                    {"path": part.path} | ({"options": [o.id for o in part.options]} if part.field.options else {})
                    for part in question.fields
                ],
            }
            for question in page.questions
        ],
    }
