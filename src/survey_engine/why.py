"""Why something is shown or not: its conditions, their parts with the values they read, and what would flip them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from survey_engine.expr import nodes
from survey_engine.expr.paths import paths
from survey_engine.model import Condition, Field, Form, Option, Question

Level = Literal["page", "question", "row", "field", "option", "companion"]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a condition that is true or false on its own.

    `source` is its text as written, `values` the values in effect that it reads, by path; what is missing is None.
    """

    source: str
    """Its text, as it stands in the form."""
    holds: bool
    """Whether it is true."""
    values: tuple[tuple[str, Any], ...] = field(repr=False)
    """Path and value of all that it reads, None for what is missing."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A condition that shows something or hides it, and how it stands.

    `level` says whose condition it is: the page's, the question's, the row's, the field's, an option's, or, for a
    companion text, that its option is chosen. `parts` are its clauses, and `flips` the fewest of them that together,
    each turned to its opposite, would turn the whole (one of the shortest ways, where there are several).
    """

    level: Level
    """Whose condition it is."""
    source: str
    """The whole condition, as it stands in the form."""
    holds: bool
    """Whether it is true."""
    parts: tuple[Part, ...]
    """Its clauses, each once, in the order of the text."""
    flips: tuple[Part, ...]
    """The fewest clauses that together would turn it."""


@dataclass(frozen=True, slots=True)
class Why:
    """Why a page, question or field is shown or not. Without reasons it is always shown."""

    path: str
    """What was asked for: a path or an id."""
    shown: bool
    """Whether it is shown; of an option, whether it is available."""
    reasons: tuple[Reason, ...]
    """The conditions that decide it, from the page inwards."""


Judge = Callable[[nodes.Condition], bool]


@dataclass(frozen=True, slots=True)
class Located:
    """Something that is shown or not: its conditions from the page inwards, and the paths or ids that show it is."""

    conditions: tuple[tuple[Level, Condition], ...]
    shown_by: frozenset[str]
    option: tuple[Field, Option] | None = None


def located(form: Form, path: str) -> Located:
    """The page, question, row, field or option (`choice.option`) at a path; KeyError if there is none."""
    if path in form.by_path:
        part = form.by_path[path]
        return Located((*_of_field(form, part), *_of_options(part)), frozenset((path,)))
    for page in form.pages:
        if page.id == path:
            inside = {q.id for q in page.questions} | {part.path for q in page.questions for part in q.fields}
            return Located(tuple(_given("page", page.visible_if)), frozenset(inside | {path}))
    for question in form.questions:
        if question.id == path:
            return Located(tuple(_of_question(question)), frozenset((path, *(part.path for part in question.fields))))
        for row in question.rows:
            if f"{question.id}.{row.id}" == path:
                of_row = frozenset(part.path for part in question.fields if part.row is row)
                return Located((*_of_question(question), *_given("row", row.visible_if)), of_row)
    choice, _, option_id = path.rpartition(".")
    for option in form.by_path[choice].options if choice in form.by_path else ():
        if option.id == option_id:
            part = form.by_path[choice]
            conditions = (*_of_field(form, part), *_given("option", option.visible_if))
            return Located(conditions, frozenset((choice,)), (part, option))
    raise KeyError(path)


def _given(level: Level, condition: Condition | None) -> Iterator[tuple[Level, Condition]]:
    if condition is not None:
        yield level, condition


def _of_question(question: Question) -> Iterator[tuple[Level, Condition]]:
    yield from _given("page", question.page.visible_if)
    yield from _given("question", question.visible_if)


def _of_field(form: Form, part: Field) -> Iterator[tuple[Level, Condition]]:
    yield from _of_question(part.question)
    yield from _given("row", part.row.visible_if if part.row else None)
    yield from _given("field", part.visible_if)
    if part.chosen_with is not None:
        path, option_id = part.chosen_with
        yield from _given("option", next(o.visible_if for o in form.by_path[path].options if o.id == option_id))
        yield "companion", _chosen(form, path, option_id)


def _of_options(part: Field) -> Iterator[tuple[Level, Condition]]:
    """The conditions of a choice's options where every one has one: without an option it is not shown."""
    if all(option.visible_if for option in part.options):
        for condition in dict.fromkeys(option.visible_if for option in part.options):
            yield from _given("option", condition)


def _chosen(form: Form, path: str, option: str) -> Condition:
    """That the option of a companion text is chosen, as a condition that nobody had to write."""
    if form.by_path[path].type == "choice":
        source = f"{path} == {option}"
        condition = Condition(source, nodes.OneOf(path, (option,), (0, len(source))))
    else:
        source = f"{option} in {path}"
        condition = Condition(source, nodes.Chosen(path, option, (0, len(source))))
    object.__setattr__(condition, "form", form)
    return condition


def reason(level: Level, condition: Condition, values: Mapping[str, Any], judge: Judge) -> Reason:
    """How a condition stands. `judge` says whether a clause holds for these values."""
    parts = {id(node): _part(node, condition.source, values, judge) for node in clauses(condition.tree)}
    holds, flips = _fewest(condition.tree, {key: part.holds for key, part in parts.items()})
    unique = tuple(dict.fromkeys(parts[key] for key in flips))
    return Reason(level, condition.source, holds, tuple(dict.fromkeys(parts.values())), unique)


def clauses(node: nodes.Condition) -> Iterator[nodes.Condition]:
    """The smallest conditions that a condition is made of."""
    match node:
        case nodes.And() | nodes.Or():
            for part in node.parts:
                yield from clauses(part)
        case nodes.Not():
            yield from clauses(node.part)
        case _:
            yield node


def _part(node: nodes.Condition, source: str, values: Mapping[str, Any], judge: Judge) -> Part:
    read = tuple((path, values.get(path)) for path in dict.fromkeys(paths(node)))
    start, end = node.at
    return Part(source[start:end], judge(node), read)


def _fewest(node: nodes.Condition, holds: Mapping[int, bool]) -> tuple[bool, tuple[int, ...]]:
    """Whether a condition holds, and the fewest clauses that would turn it, each clause taken to be free."""
    match node:
        case nodes.Not():
            inner, flips = _fewest(node.part, holds)
            return not inner, flips
        case nodes.And() | nodes.Or():
            parts = [_fewest(part, holds) for part in node.parts]
            decides = isinstance(node, nodes.Or)  # the value of one part that decides the whole
            deciding = [flips for value, flips in parts if value is decides]
            if deciding:
                return decides, tuple(key for flips in deciding for key in flips)
            return not decides, min((flips for _, flips in parts), key=len)
        case _:
            return holds[id(node)], (id(node),)
