"""Everything about one thing of a form: where it stands, when it is shown, what it reads, and what reads it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from survey_engine.dependencies import Blueprint, Expression
from survey_engine.expr import nodes
from survey_engine.expr.paths import paths
from survey_engine.journey import Journey
from survey_engine.located import Level, Located, located
from survey_engine.model import (
    Column,
    Computation,
    Condition,
    Field,
    Form,
    Option,
    Page,
    Question,
    Row,
)
from survey_engine.source import Span
from survey_engine.texts import Text
from survey_engine.why import Why, clauses

Kind = Level | Literal["column"]
Purpose = Literal["shown", "value", "required", "check", "never", "chosen", "receipt"]
"""What a value is read for; `chosen`: a companion text follows its choice."""

Thing = Page | Question | Row | Column | Field | Option


@dataclass(frozen=True, slots=True)
class Use:
    """One expression of a form: whose it is (a path or id, and `never` for the form's own), and what it decides."""

    owner: str
    thing: Thing | None
    purpose: Purpose
    expression: Expression
    source: str


@dataclass(frozen=True, slots=True)
class Link:
    """Something that a thing depends on, or that depends on it: what, for what, and where that is written.

    `line` is that of what is read where this thing reads it, and that of the reading where it is read.
    """

    path: str
    thing: Thing | None
    purposes: tuple[Purpose, ...]
    line: int
    source: str = ""


def names(form: Form) -> Iterator[str]:
    """Every path and id that can be asked about, in the form's order."""
    for page in form.pages:
        yield page.id
        for question in page.questions:
            yield question.id
            yield from (f"{question.id}.{row.id}" for row in question.rows)
            yield from (f"{question.id}.{column.id}" for column in question.columns)
            yield from (part.path for part in question.fields if part.path != question.id)
            yield from (f"{part.path}.{option.id}" for part in question.fields for option in part.options)


class About:
    """One thing of a form, by its path or id; KeyError if there is none."""

    def __init__(self, blueprint: Blueprint, path: str) -> None:
        self.blueprint = blueprint
        self.form = blueprint.form
        self.path = path
        self.kind: Kind
        self.thing: Thing
        self.question: Question | None
        self.fields: tuple[Field, ...]
        self.located: Located
        column = _column(self.form, path)
        if column is not None:
            self.question, self.thing = column
            self.kind = "column"
            self.located = located(self.form, self.question.id)
        else:
            self.located = located(self.form, path)
            self.kind = self.located.kind
            self.question, self.thing = _found(self.form, path, self.located)
        self.fields = tuple(self._fields())

    def _fields(self) -> Iterator[Field]:
        match self.thing:
            case Page() as page:
                yield from (part for question in page.questions for part in question.fields)
            case Question() as question:
                yield from question.fields
            case Field() as part:
                yield part
            case Row() | Column() as line:
                assert self.question is not None
                yield from (part for part in self.question.fields if line in (part.row, part.column))
            case Option() as option:
                yield from (option.companion,) if option.companion else ()

    @property
    def page(self) -> Page:
        """The page that it is on, or that it is."""
        if isinstance(self.thing, Page):
            return self.thing
        assert self.question is not None  # only a page is outside of every question
        return self.question.page

    @property
    def page_number(self) -> int:
        """Which page of the form it is on, counting from 1."""
        return self.form.pages.index(self.page) + 1

    @property
    def place(self) -> Span:
        """Where it is written."""
        return self.blueprint.of(self.thing).place

    @cached_property
    def within(self) -> frozenset[str]:
        """The paths and ids of the thing and of all that it is made of."""
        inside = {self.path, *(part.path for part in self.fields)}
        questions = self.thing.questions if isinstance(self.thing, Page) else ()
        if isinstance(self.thing, Question):
            questions = (self.thing,)
        for question in questions:
            inside |= {question.id, *(f"{question.id}.{row.id}" for row in question.rows)}
        return frozenset(inside | {f"{part.path}.{option.id}" for part in self.fields for option in part.options})

    @property
    def field(self) -> Field | None:
        """The field that it is, if it is one."""
        return None if isinstance(self.thing, Option) else self.form.by_path.get(self.path)

    @property
    def required(self) -> bool | Condition:
        """Whether it must be answered: what its field says, or a layout's default."""
        if self.field is not None:
            return self.field.required if self.field.computed is None else False
        return self.thing.required if isinstance(self.thing, Question) else False

    @property
    def prefill(self) -> bool:
        """Whether it is filled in beforehand, by its field or by a layout's default."""
        if self.field is not None:
            return self.field.prefill
        return isinstance(self.thing, Question) and self.thing.prefill

    @property
    def answered(self) -> tuple[Field, ...]:
        """The fields that its own answer is made of: none of a page, nor of an option."""
        return () if isinstance(self.thing, Page | Option) else self.fields

    def parts(self) -> Iterator[tuple[str, Thing]]:
        """What it is made of, one level down: a page's questions; rows and columns, fields, options."""
        match self.thing:
            case Page() as page:
                yield from ((question.id, question) for question in page.questions)
            case Question(rows=rows) as question if rows:
                yield from ((f"{question.id}.{row.id}", row) for row in rows)
                yield from ((f"{question.id}.{column.id}", column) for column in question.columns)
            case Question(options=()) as question:
                yield from ((part.path, part) for part in question.fields if part.path != question.id)
            case Question() | Field() as asked:
                yield from ((f"{self.path}.{option.id}", option) for option in asked.options)
            case Row() | Column():
                yield from ((part.path, part) for part in self.fields if part.path != self.path)
            case _:
                return

    def type_of(self, thing: Thing) -> str | None:
        """The form's word for the type of the thing or of a part of it, where it has one."""
        match thing:
            case Question():
                return thing.type
            case Field():
                return "computed" if thing.computed is not None else thing.type
            case Column():
                return next((part.type for part in self._columns() if part.column is thing), None)
            case _:
                return None

    def _columns(self) -> tuple[Field, ...]:
        return self.question.fields if self.question is not None else ()

    def why(self, journey: Journey) -> Why:
        """Whether it is shown and why; a column is when its question is."""
        return journey.why(self.question.id if self.kind == "column" and self.question else self.path)

    def conditions(self) -> Iterator[tuple[Level, Condition, int]]:
        """The conditions that show it, from the page inwards, each with the line that it is on."""
        for level, condition in self.located.conditions:
            yield level, condition, self.line_of(condition)

    def line_of(self, expression: Expression) -> int:
        """The line on which an expression first reads something; that of the thing where nobody wrote it."""
        reads = self.blueprint.reads.get(expression, ())
        return reads[0][1].line if reads else self.place.line

    def reads(self) -> Iterator[Link]:
        """What it depends on: all that its conditions, values and checks read outside of it, in the form's order."""
        wanted: dict[str, dict[Purpose, None]] = {}
        for purpose, tree in self._read_trees():
            for path in paths(tree):
                wanted.setdefault(path, {})[purpose] = None
        for part in self.form.fields:
            if part.path in wanted and part.path not in self.within:
                place = self.blueprint.of(part).place
                yield Link(part.path, part, tuple(wanted[part.path]), place.line)

    def _read_trees(self) -> Iterator[tuple[Purpose, nodes.Node]]:
        for level, condition in self.located.conditions:
            yield "chosen" if level == "companion" else "shown", condition.tree
        for part in self.fields:
            if isinstance(part.required, Condition):
                yield "required", part.required.tree
        for use in self._uses:
            if use.owner in self.within:
                yield use.purpose, use.expression.tree

    def read_by(self) -> Iterator[Link]:
        """What depends on it: every expression outside of it that reads it, in the form's order."""
        yield from dict.fromkeys(self._readers())

    def _readers(self) -> Iterator[Link]:
        own = {part.path for part in self.fields}
        for use in self._uses:
            if use.owner in self.within or not self._reads_it(use, own):
                continue
            at = [span.line for path, span in self.blueprint.reads.get(use.expression, ()) if self._is_read(path, own)]
            line = at[0] if at else self.line_of(use.expression)
            yield Link(use.owner, use.thing, (use.purpose,), line, use.source)
        yield from self._companions(own)
        receipt = self.form.submission.receipt_to
        if receipt is not None and receipt in own and self.kind != "option":
            line = self.blueprint.of(self.form.submission).at("receipt_to").line
            yield Link("submission", None, ("receipt",), line, receipt)

    def _companions(self, own: set[str]) -> Iterator[Link]:
        """The companion texts that are shown with an option of it, outside of it."""
        for part in self.form.fields:
            if part.chosen_with is None or part.path in self.within:
                continue
            path, option = part.chosen_with
            if path in own and (not isinstance(self.thing, Option) or option == self.thing.id):
                yield Link(part.path, part, ("chosen",), self.blueprint.of(part).place.line)

    @cached_property
    def _option(self) -> tuple[str, str] | None:
        """The choice and the option that it is, or whose companion text it is: both have the same path."""
        if isinstance(self.thing, Option):
            choice, _, option = self.path.rpartition(".")
            return choice, option
        return self.thing.chosen_with if isinstance(self.thing, Field) else None

    def _is_read(self, path: str, own: set[str]) -> bool:
        return path in own or (self._option is not None and path == self._option[0])

    def _reads_it(self, use: Use, own: set[str]) -> bool:
        if any(path in own for path in paths(use.expression.tree)):
            return True
        if self._option is None or isinstance(use.expression, Computation):  # no value names an option
            return False
        return any(_names_option(node, *self._option) for node in clauses(use.expression.tree))

    @cached_property
    def _uses(self) -> tuple[Use, ...]:
        return tuple(uses(self.form))


def said(text: str, language: str) -> str:
    """A text of the form in that language, as far as there is one."""
    return str(text.in_language(language)) if isinstance(text, Text) else text


def label(thing: Thing | None, language: str) -> str:
    """What a person calls it: its label or title, or the text of an `info`; on one line."""
    match thing:
        case None:
            text = ""
        case Page():
            text = thing.title
        case Question(label=""):
            text = thing.text
        case _:
            text = thing.label
    return " ".join(said(text, language).split())


def uses(form: Form) -> Iterator[Use]:
    """Every expression of a form once, in its order, with the outermost thing that it stands on."""
    seen: set[int] = set()
    for use in _every_use(form):
        if id(use.expression.tree) not in seen:
            seen.add(id(use.expression.tree))
            yield use


def _every_use(form: Form) -> Iterator[Use]:
    for page in form.pages:
        yield from _shown(page.id, page)
        for question in page.questions:
            yield from _shown(question.id, question)
            yield from _required(question.id, question)
            for row in question.rows:
                yield from _shown(f"{question.id}.{row.id}", row)
            for part in question.fields:
                yield from _of_field(part)
            for check in question.checks:
                for case in check.cases:
                    yield Use(question.id, question, "check", case, check.source)
    for condition in form.never:
        yield Use("never", None, "never", condition, condition.source)


def _of_field(part: Field) -> Iterator[Use]:
    yield from _shown(part.path, part)
    yield from _required(part.path, part)
    if part.computed is not None:
        yield Use(part.path, part, "value", part.computed, part.computed.source)
    for option in part.options:
        yield from _shown(f"{part.path}.{option.id}", option)


def _shown(owner: str, thing: Page | Question | Row | Field | Option) -> Iterator[Use]:
    if thing.visible_if is not None:
        yield Use(owner, thing, "shown", thing.visible_if, thing.visible_if.source)


def _required(owner: str, thing: Question | Field) -> Iterator[Use]:
    if isinstance(thing.required, Condition):
        yield Use(owner, thing, "required", thing.required, thing.required.source)


def _column(form: Form, path: str) -> tuple[Question, Column] | None:
    """The matrix and the column at `question.column`."""
    first, _, last = path.partition(".")
    for question in form.questions:
        if question.id == first:
            return next(((question, column) for column in question.columns if column.id == last), None)
    return None


def _found(form: Form, path: str, at: Located) -> tuple[Question | None, Thing]:
    """The thing that was located, and the question that it belongs to."""
    if at.kind == "page":
        return None, next(page for page in form.pages if page.id == path)
    if at.option is not None:
        part, option = at.option
        return part.question, option
    for question in form.questions:
        if question.id == path:
            return question, question
        for row in question.rows:
            if f"{question.id}.{row.id}" == path:
                return question, row
    return form.by_path[path].question, form.by_path[path]


def _names_option(node: nodes.Condition, choice: str, option: str) -> bool:
    match node:
        case nodes.OneOf():
            return node.path == choice and option in node.options
        case nodes.Chosen():
            return node.path == choice and node.option == option
        case _:
            return False
