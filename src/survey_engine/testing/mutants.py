"""Mutants of a form: the form with one small slip in its logic, such as an author or an editor might make.

A slip is an edit of the file's text: it says where it is and what would stand there, and the mutant is what that file
means. Limits of single fields, texts and computed values are not logic and are left as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from survey_engine.dependencies import Blueprint
from survey_engine.diagnostics import has_errors
from survey_engine.model import Condition, Field, Option, Page, Question, Row
from survey_engine.parsing.build import build
from survey_engine.parsing.document import Mapping, Node, Scalar, Sequence
from survey_engine.parsing.reader import read
from survey_engine.parsing.thing import Thing
from survey_engine.source import Source, Span
from survey_engine.survey import Survey
from survey_engine.testing.slips import Slip, slips_in

Kind = Literal[
    "negated",
    "and-or",
    "comparison",
    "bound",
    "clause-dropped",
    "option",
    "condition-dropped",
    "filter-dropped",
    "required-dropped",
    "check-dropped",
]
"""What kind of slip: a condition or clause negated, `and` for `or`, `<` for `<=`, a literal moved by one in its last
place, a clause left out, a neighbouring option; a condition, a filter of options or rows, a required mark or a check
left out."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a form where logic stands."""

    role: Literal["shown", "filter", "required", "check"]
    """Whether it shows a thing, filters an option or a row, makes something required, or sets off a check."""
    path: str
    """The path or id of what it stands on, of an option `choice.option`."""
    fields: tuple[str, ...]
    """The paths of the fields that it says something of."""
    condition: Condition | None = field(repr=False)
    """What stands there; None for what is simply required."""
    outer: tuple[Condition, ...] = field(repr=False)
    """What must hold for it to matter."""
    thing: Mapping = field(repr=False)
    key: str
    checks: Sequence | None = field(default=None, repr=False)
    """Of a check: the list that it stands in."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A form with one slip."""

    number: int
    """From 1, in the form's order."""
    kind: Kind
    place: Place
    span: Span
    """Where in the file the slip is."""
    before: str
    """What stands there."""
    after: str
    """What would stand there; nothing where it would be left out."""
    survey: Survey = field(repr=False)
    condition: Condition | bool = field(repr=False)
    """The condition of the place with the slip; true or false where none is left."""

    def __str__(self) -> str:
        return f"{self.before} → {self.after or '–'}"


def mutants(text: str) -> Iterator[Mutant]:
    """Every mutant of a form that is well, one at a time, in the form's order; each different from every other.

    `text` is the form's YAML. A slip that makes a form with errors is none: `check` tells of it.
    """
    document, _ = read(Source("<text>", text))
    assert document is not None  # the form is well
    blueprint, _ = build(document)
    assert blueprint is not None
    number = 0
    for index, place in enumerate(places(blueprint)):
        seen: list[Any] = []
        for kind, slip, edited in _edits(place):
            mutated, found = build(_with(document, edited))
            if mutated is None or has_errors(found):
                continue
            condition = _condition_there(kind, index, mutated)
            tree = condition.tree if isinstance(condition, Condition) else condition
            if tree in seen or (place.condition is not None and tree == place.condition.tree):
                continue
            seen.append(tree)
            number += 1
            span, before, after = _told(place, slip)
            yield Mutant(number, kind, place, span, before, after, Survey(mutated.form), condition)


# ------------------------------------------------------------------------------------------------ places


def places(blueprint: Blueprint) -> tuple[Place, ...]:
    """Every place in the file where logic stands, each once, in the form's order."""
    found: dict[tuple[int, str], Place] = {}
    for place in _Places(blueprint).all():
        key = id(place.thing), place.key
        if key in found:
            known = found[key]
            place = replace(known, fields=tuple(dict.fromkeys((*known.fields, *place.fields))))
        found[key] = place
    return tuple(found.values())


class _Places:
    def __init__(self, blueprint: Blueprint) -> None:
        self.blueprint = blueprint

    def all(self) -> Iterator[Place]:
        for page in self.blueprint.form.pages:
            inside = tuple(part.path for question in page.questions for part in question.fields)
            yield from self._shown(page, page.id, inside, ())
            for question in page.questions:
                yield from self._question(page, question)

    def _question(self, page: Page, question: Question) -> Iterator[Place]:
        inside = tuple(part.path for part in question.fields)
        outer = _there(page.visible_if)
        yield from self._shown(question, question.id, inside, outer)
        outer += _there(question.visible_if)
        for row in question.rows:
            of_row = tuple(part.path for part in question.fields if part.row is row)
            yield from self._shown(row, f"{question.id}.{row.id}", of_row, outer)
        for part in question.fields:
            yield from self._field(part, outer)
        yield from self._checks(question, outer)

    def _field(self, part: Field, outer: tuple[Condition, ...]) -> Iterator[Place]:
        outer += _there(part.row.visible_if if part.row else None)
        if part.visible_if is not None and part.visible_if is not part.question.visible_if:
            yield from self._shown(part, part.path, (part.path,), outer)
        outer += _there(part.visible_if)
        for option in part.options:
            yield from self._option(part, option, outer)
        if part.required is False:
            return
        for owner in (part, part.row, part.column, part.question):
            written = self._mapping(owner) if owner is not None else None
            if written is not None and written.get("required") is not None:
                needed = part.required if isinstance(part.required, Condition) else None
                yield Place("required", part.path, (part.path,), needed, outer, written, "required")
                return

    def _option(self, part: Field, option: Option, outer: tuple[Condition, ...]) -> Iterator[Place]:
        """An option's own condition, and that of the `{set: …}` that brought it."""
        brought = self.blueprint.reference(option)
        things = [self._mapping(option)] + ([brought.node] if isinstance(brought, Thing) else [])
        path = f"{part.path}.{option.id}"
        for thing in things:
            scalar = Thing(thing).condition()
            if scalar is not None and option.visible_if is not None:
                key = "visible_if" if thing.get("visible_if") is scalar else "visas_om"
                yield Place("filter", path, (part.path,), option.visible_if, outer, thing, key)

    def _shown(
        self, thing: Page | Question | Row | Field, path: str, fields: tuple[str, ...], outer: tuple[Condition, ...]
    ) -> Iterator[Place]:
        if thing.visible_if is not None:
            written = self._mapping(thing)
            key = "visible_if" if "visible_if" in written.values else "visas_om"
            role: Literal["shown", "filter"] = "filter" if isinstance(thing, Row) else "shown"
            yield Place(role, path, fields, thing.visible_if, outer, written, key)

    def _checks(self, question: Question, outer: tuple[Condition, ...]) -> Iterator[Place]:
        inside = tuple(part.path for part in question.fields)
        listed = self._mapping(question).get("checks")
        for check in question.checks:
            key = "error_if" if check.severity == "error" else "warn_if"
            condition = Condition(check.source, check.cases[0].tree)
            object.__setattr__(condition, "form", self.blueprint.form)
            assert isinstance(listed, Sequence)  # it was built from one
            yield Place("check", question.id, inside, condition, outer, self._mapping(check), key, listed)

    def _mapping(self, part: Any) -> Mapping:
        written = self.blueprint.of(part)
        assert isinstance(written, Thing)  # that is what building puts down
        return written.node


def _there(condition: Condition | None) -> tuple[Condition, ...]:
    return () if condition is None else (condition,)


# ------------------------------------------------------------------------------------------------ edits

_Edit = tuple[Node, Node | None]
"""A node of the document, and what it is replaced by; None: it is left out."""


def _edits(place: Place) -> Iterator[tuple[Kind, Slip | None, _Edit]]:
    scalar = place.thing.get(place.key)
    assert isinstance(scalar, Scalar)  # there is logic in it
    if place.condition is not None and isinstance(scalar.value, str):
        for slip in slips_in(scalar.text, _own(place.condition, scalar.text), place.condition.form):
            yield slip.kind, slip, (scalar, replace(scalar, value=slip.text, text=slip.text))
    match place.role:
        case "required":
            yield "required-dropped", None, (scalar, replace(scalar, value=False, text="false"))
            if place.condition is not None:
                yield "condition-dropped", None, (scalar, replace(scalar, value=True, text="true"))
        case "check":
            yield "check-dropped", None, (place.thing, None)
        case "filter":
            yield "filter-dropped", None, (scalar, None)
        case _:
            yield "condition-dropped", None, (scalar, None)


def _own(condition: Condition, text: str) -> tuple[Any, int]:
    """The part of a condition that stands in one text, and where that begins; an option may have two conditions."""
    if condition.source == text:
        return condition.tree, 0
    outer, inner = condition.tree.parts  # type: ignore[union-attr]  # such a condition is made of two
    before = condition.source.index(text)
    return (outer, before) if before == 1 else (inner, len(condition.source) - len(text) - 1)


def _with(node: Node, edit: _Edit) -> Node:
    """The document with one node replaced or left out, wherever it is used."""
    old, new = edit
    return _rebuilt(node, old, new, {}) or node


def _rebuilt(node: Node, old: Node, new: Node | None, done: dict[int, Node | None]) -> Node | None:
    if node is old:
        return new
    if isinstance(node, Scalar):
        return node
    if id(node) not in done:
        done[id(node)] = _inside(node, old, new, done)
    return done[id(node)]


def _inside(node: Mapping | Sequence, old: Node, new: Node | None, done: dict[int, Node | None]) -> Node:
    if isinstance(node, Sequence):
        items = tuple(_rebuilt(item, old, new, done) for item in node.items)
        if all(item is before for item, before in zip(items, node.items, strict=True)):
            return node
        return Sequence(tuple(item for item in items if item is not None), node.span)
    values = {key: _rebuilt(value, old, new, done) for key, value in node.values.items()}
    if all(values[key] is value for key, value in node.values.items()):
        return node
    kept = {key: value for key, value in values.items() if value is not None}
    return Mapping(kept, {key: scalar for key, scalar in node.keys.items() if key in kept}, node.span)


def _condition_there(kind: Kind, index: int, mutated: Blueprint) -> Condition | bool:
    """The condition with the slip. Without its logic a place shows always, or requires or reports nothing."""
    if kind.endswith("-dropped") and kind != "clause-dropped":
        return kind in ("condition-dropped", "filter-dropped")
    condition = places(mutated)[index].condition
    assert condition is not None  # the slip is in it
    return condition


def _told(place: Place, slip: Slip | None) -> tuple[Span, str, str]:
    """Where a slip is, what stands there and what would."""
    thing = Thing(place.thing)
    written = place.thing.get(place.key)
    text = written.text if isinstance(written, Scalar) else ""
    if slip is not None:
        return thing.at(place.key), text, slip.text
    return thing.at(place.key), f"{place.key}: {text}", ""
