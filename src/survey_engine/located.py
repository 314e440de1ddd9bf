"""What a path or id leads to in a form: a page, question, row, field or option, and the conditions that show it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from survey_engine.expr import nodes
from survey_engine.model import Condition, Field, Form, Option, Question

Level = Literal["page", "question", "row", "field", "option", "companion"]


@dataclass(frozen=True, slots=True)
class Located:
    """Something that is shown or not: its conditions from the page inwards, and the paths or ids that show it is."""

    conditions: tuple[tuple[Level, Condition], ...]
    shown_by: frozenset[str]
    kind: Level
    option: tuple[Field, Option] | None = None


def located(form: Form, path: str) -> Located:
    """The page, question, row, field or option (`choice.option`) at a path; KeyError if there is none."""
    if path in form.by_path:
        part = form.by_path[path]
        return Located((*_of_field(form, part), *_of_options(part)), frozenset((path,)), _kind(part))
    for page in form.pages:
        if page.id == path:
            inside = {q.id for q in page.questions} | {part.path for q in page.questions for part in q.fields}
            return Located(tuple(_given("page", page.visible_if)), frozenset(inside | {path}), "page")
    for question in form.questions:
        if question.id == path:
            inside = {part.path for part in question.fields}
            return Located(tuple(_of_question(question)), frozenset(inside | {path}), "question")
        for row in question.rows:
            if f"{question.id}.{row.id}" == path:
                of_row = frozenset(part.path for part in question.fields if part.row is row)
                return Located((*_of_question(question), *_given("row", row.visible_if)), of_row, "row")
    choice, _, option_id = path.rpartition(".")
    for option in form.by_path[choice].options if choice in form.by_path else ():
        if option.id == option_id:
            part = form.by_path[choice]
            conditions = (*_of_field(form, part), *_given("option", option.visible_if))
            return Located(conditions, frozenset((choice,)), "option", (part, option))
    raise KeyError(path)


def _kind(part: Field) -> Level:
    if part.chosen_with is not None:
        return "companion"
    if part.path == part.question.id:
        return "question"
    return "row" if part.row is not None and part.column is None else "field"


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
        return read_in(form, source, nodes.OneOf(path, (option,), (0, len(source))))
    source = f"{option} in {path}"
    return read_in(form, source, nodes.Chosen(path, option, (0, len(source))))


def read_in(form: Form | None, source: str, tree: nodes.Condition) -> Condition:
    """A condition of that form that does not stand in it by itself."""
    condition = Condition(source, tree)
    object.__setattr__(condition, "form", form)
    return condition
