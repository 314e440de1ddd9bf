"""Mutants of a form: the form with one small slip in its logic, such as an author or an editor might make.

A slip is an edit of the file's text: it says where it is and what would stand there, and the mutant is what that file
means. Limits of single fields, texts and computed values are not logic and are left as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from math import isqrt
from typing import Any, Literal

from survey_engine.dependencies import Blueprint
from survey_engine.diagnostics import has_errors
from survey_engine.expr import nodes
from survey_engine.model import Condition, Field, Form, Option, Page, Question, Row
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


Role = Literal["shown", "filter", "required", "check"]
"""Whether a condition shows a thing, filters an option or a row, makes something required, or sets off a check."""

Decides = nodes.Condition | bool
"""What decides over one thing of a form; true or false where nothing is written or a mark says so."""


@dataclass(frozen=True, slots=True)
class Use:
    """One thing of a form over which a piece of logic decides."""

    role: Role
    path: str
    """The path or id of the thing, of an option `choice.option`."""
    fields: tuple[str, ...]
    """The paths of the fields that it says something of."""
    decides: Decides = field(repr=False)
    """The whole of what decides over it; an option's own condition and its set's decide together."""
    outer: tuple[nodes.Condition, ...] = field(repr=False)
    """What must hold for it to matter."""
    address: tuple[str | int, ...] = field(repr=False)
    """Where the thing is in this form and in each mutant of it."""
    thing: Mapping = field(repr=False)
    key: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file where logic stands, and all that it decides over: through a set, a column or an alias, much."""

    uses: tuple[Use, ...]
    """At least one, in the form's order."""
    written: Scalar = field(repr=False)
    own: tuple[nodes.Condition, int] | None = field(repr=False)
    """What is written here as it was parsed, and how far on in a longer text; None of a mark that says yes."""

    @property
    def role(self) -> Role:
        return self.uses[0].role

    @property
    def path(self) -> str:
        return self.uses[0].path

    @property
    def fields(self) -> tuple[str, ...]:
        """The paths of the fields that it says something of."""
        return tuple(dict.fromkeys(path for use in self.uses for path in use.fields))


@dataclass(frozen=True, slots=True)
class Change:
    """What a slip makes of what decides over one thing."""

    use: Use
    after: Decides | None
    """None where the thing cannot be found again."""

    @property
    def is_one(self) -> bool:
        return self.after != self.use.decides


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
    changes: tuple[Change, ...] = field(repr=False)
    """What becomes different; at least one."""
    every: int = 1
    """One in so many slips was made, spread over the form; 1: all."""

    def __str__(self) -> str:
        return f"{self.before} → {self.after or '–'}"


def mutants(text: str, *, most: int | None = None) -> Iterator[Mutant]:
    """Every mutant of a form that is well, one at a time, in the form's order; each different from every other.

    `text` is the form's YAML. A slip that makes a form with errors is none: `check` tells of it. With `most` no more
    slips than that are made, spread over the form.
    """
    document, _ = read(Source("<text>", text))
    assert document is not None  # the form is well
    blueprint, _ = build(document)
    assert blueprint is not None
    found = [(place, *edit) for place in places(blueprint) for edit in _edits(place, blueprint.form)]
    every = 1 if most is None else _one_in(len(found), most)
    number = 0
    seen: dict[int, list[list[Decides | None]]] = {}
    for place, kind, slip, edit in found[::every]:
        mutated, wrong = build(_rebuilt(document, edit, {}) or document)
        if mutated is None or has_errors(wrong):
            continue
        changes = [_change(use, kind, mutated.form) for use in place.uses]
        after = [change.after for change in changes]
        known = seen.setdefault(id(place), [[use.decides for use in place.uses]])
        if after in known:
            continue
        known.append(after)
        number += 1
        told = _told(place, kind, slip)
        own = tuple(change for change in changes if change.is_one)
        yield Mutant(number, kind, place, *told, Survey(mutated.form), own, every)


def _one_in(number: int, most: int) -> int:
    """The least prime that leaves no more than `most`: no place has so many slips that always the same sort is met."""
    every = -(-number // most)
    while any(every % smaller == 0 for smaller in range(2, isqrt(every) + 1)):
        every += 1
    return max(every, 1)


def _change(use: Use, kind: Kind, mutated: Form) -> Change:
    gone = kind == "check-dropped" and use.role == "check"
    return Change(use, False if gone else _decides(mutated, use.address))


def _decides(form: Form, address: tuple[str | int, ...]) -> Decides | None:
    """What decides over the thing at an address; None where there is none, as when a check no longer speaks of rows."""
    found: Condition | bool | None
    match address:
        case ("page", int(page)):
            found = form.pages[page].visible_if
        case ("question", int(page), int(question)):
            found = form.pages[page].questions[question].visible_if
        case ("row", int(page), int(question), int(row)):
            found = form.pages[page].questions[question].rows[row].visible_if
        case ("field", str(path)):
            found = form.by_path[path].visible_if
        case ("option", str(path), int(option)):
            found = form.by_path[path].options[option].visible_if
        case ("required", str(path)):
            found = form.by_path[path].required
        case ("check", int(page), int(question), int(check), str(path), int(cases)):
            of_check = form.pages[page].questions[question].checks[check].cases
            return next((case.tree for case in of_check if case.path == path and len(of_check) == cases), None)
        case _:
            raise AssertionError(address)
    return found.tree if isinstance(found, Condition) else found is not False


# ------------------------------------------------------------------------------------------------ places

_Own = tuple[nodes.Condition, int] | None


def places(blueprint: Blueprint) -> tuple[Place, ...]:
    """Every place in the file where logic stands, each once, in the form's order."""
    found: dict[int, tuple[Scalar, _Own, list[Use]]] = {}
    for own, use in _Uses(blueprint).all():
        written = use.thing.get(use.key)
        assert isinstance(written, Scalar)  # there is logic in it
        found.setdefault(id(written), (written, own, []))[2].append(use)
    return tuple(Place(tuple(uses), written, own) for written, own, uses in found.values())


_Found = tuple[_Own, Use]


class _Uses:
    def __init__(self, blueprint: Blueprint) -> None:
        self.blueprint = blueprint

    def all(self) -> Iterator[_Found]:
        for number, page in enumerate(self.blueprint.form.pages):
            inside = tuple(part.path for question in page.questions for part in question.fields)
            yield from self._shown(page, page.id, inside, (), ("page", number))
            for place, question in enumerate(page.questions):
                yield from self._question(page, question, (number, place))

    def _question(self, page: Page, question: Question, at: tuple[int, int]) -> Iterator[_Found]:
        inside = tuple(part.path for part in question.fields)
        outer = _there(page.visible_if)
        yield from self._shown(question, question.id, inside, outer, ("question", *at))
        outer += _there(question.visible_if)
        for number, row in enumerate(question.rows):
            of_row = tuple(part.path for part in question.fields if part.row is row)
            yield from self._shown(row, f"{question.id}.{row.id}", of_row, outer, ("row", *at, number))
        for part in question.fields:
            yield from self._field(part, outer)
        yield from self._checks(question, outer, at)

    def _field(self, part: Field, outer: tuple[nodes.Condition, ...]) -> Iterator[_Found]:
        outer += _there(part.row.visible_if if part.row else None)
        if part.visible_if is not None and part.visible_if is not part.question.visible_if:
            yield from self._shown(part, part.path, (part.path,), outer, ("field", part.path))
        outer += _there(part.visible_if)
        for number, option in enumerate(part.options):
            yield from self._option(part, option, outer, number)
        holder = self._requiring(part)
        if holder is not None:
            own = (part.required.tree, 0) if isinstance(part.required, Condition) else None
            decides = part.required.tree if isinstance(part.required, Condition) else True
            address = ("required", part.path)
            yield own, Use("required", part.path, (part.path,), decides, outer, address, holder, "required")

    def _requiring(self, part: Field) -> Mapping | None:
        """What the mark stands on that makes a field required; nothing where no mark does."""
        if part.required is False:
            return None
        holders = (part,) if part.chosen_with else (part, part.row, part.column, part.question)
        for holder in holders:
            written = self._mapping(holder) if holder is not None else None
            if written is not None and written.get("required") is not None:
                return written
        return None

    def _option(self, part: Field, option: Option, outer: tuple[nodes.Condition, ...], at: int) -> Iterator[_Found]:
        """An option's own condition, and that of the `{set: …}` that brought it."""
        if option.visible_if is None:
            return
        brought = self.blueprint.reference(option)
        things = [brought.node] if isinstance(brought, Thing) else []
        conditions = [(thing, thing.get(_shown_by(thing))) for thing in (*things, self._mapping(option))]
        written = [(thing, scalar) for thing, scalar in conditions if isinstance(scalar, Scalar)]
        owns: list[_Own] = [(option.visible_if.tree, 0)]
        if len(written) > 1:
            assert isinstance(option.visible_if.tree, nodes.And)  # it is made of the two
            outside, inside = option.visible_if.tree.parts
            owns = [(outside, len("(")), (inside, len(f"({written[0][1].text}) and ("))]
        address = ("option", part.path, at)
        path, decides = f"{part.path}.{option.id}", option.visible_if.tree
        for (thing, _), own in reversed(list(zip(written, owns, strict=True))):
            yield own, Use("filter", path, (part.path,), decides, outer, address, thing, _shown_by(thing))

    def _shown(
        self,
        thing: Page | Question | Row | Field,
        path: str,
        fields: tuple[str, ...],
        outer: tuple[nodes.Condition, ...],
        address: tuple[str | int, ...],
    ) -> Iterator[_Found]:
        if thing.visible_if is not None:
            written = self._mapping(thing)
            role: Role = "filter" if isinstance(thing, Row) else "shown"
            tree = thing.visible_if.tree
            yield (tree, 0), Use(role, path, fields, tree, outer, address, written, _shown_by(written))

    def _checks(self, question: Question, outer: tuple[nodes.Condition, ...], at: tuple[int, int]) -> Iterator[_Found]:
        inside = tuple(part.path for part in question.fields)
        for number, check in enumerate(question.checks):
            key = "error_if" if check.severity == "error" else "warn_if"
            for case in check.cases:
                around = outer + _there(case.row.visible_if if case.row else None)
                address = ("check", *at, number, case.path, len(check.cases))
                use = Use("check", question.id, inside, case.tree, around, address, self._mapping(check), key)
                yield (case.tree, 0), use

    def _mapping(self, part: Any) -> Mapping:
        written = self.blueprint.of(part)
        assert isinstance(written, Thing)  # that is what building puts down
        return written.node


def _there(condition: Condition | None) -> tuple[nodes.Condition, ...]:
    return () if condition is None else (condition.tree,)


def _shown_by(thing: Mapping) -> str:
    return "visas_om" if "visible_if" not in thing.values and "visas_om" in thing.values else "visible_if"


# ------------------------------------------------------------------------------------------------ edits

_Edit = dict[int | tuple[int, str], Node | None]
"""By the identity of a node, or of a mapping and a key in it: what is there instead; None: it is left out."""


def _edits(place: Place, form: Form) -> Iterator[tuple[Kind, Slip | None, _Edit]]:
    """Each edit of a place. What several things share is edited for all of them."""
    written = place.written
    if place.own is not None and isinstance(written.value, str):
        for slip in slips_in(written.text, place.own, form):
            yield slip.kind, slip, {id(written): replace(written, value=slip.text, text=slip.text)}
    for role in dict.fromkeys(use.role for use in place.uses):
        of_role = [use for use in place.uses if use.role == role]
        keys = [(id(use.thing), use.key) for use in of_role]
        match role:
            case "required":
                yield "required-dropped", None, dict.fromkeys(keys, replace(written, value=False, text="false"))
                if place.own is not None:
                    yield "condition-dropped", None, dict.fromkeys(keys, replace(written, value=True, text="true"))
            case "check":
                yield "check-dropped", None, {id(use.thing): None for use in of_role}
            case "filter":
                yield "filter-dropped", None, dict.fromkeys(keys)
            case "shown":
                yield "condition-dropped", None, dict.fromkeys(keys)


def _rebuilt(node: Node, edit: _Edit, done: dict[int, Node | None]) -> Node | None:
    """The node with an edit made wherever it is used."""
    if id(node) in edit:
        return edit[id(node)]
    if isinstance(node, Scalar):
        return node
    if id(node) not in done:
        done[id(node)] = _inside(node, edit, done)
    return done[id(node)]


def _inside(node: Mapping | Sequence, edit: _Edit, done: dict[int, Node | None]) -> Node:
    if isinstance(node, Sequence):
        items = tuple(_rebuilt(item, edit, done) for item in node.items)
        if all(item is before for item, before in zip(items, node.items, strict=True)):
            return node
        return Sequence(tuple(item for item in items if item is not None), node.span)
    values = {
        key: edit[id(node), key] if (id(node), key) in edit else _rebuilt(value, edit, done)
        for key, value in node.values.items()
    }
    if all(values[key] is value for key, value in node.values.items()):
        return node
    kept = {key: value for key, value in values.items() if value is not None}
    return Mapping(kept, {key: scalar for key, scalar in node.keys.items() if key in kept}, node.span)


def _told(place: Place, kind: Kind, slip: Slip | None) -> tuple[Span, str, str]:
    """Where a slip is, what stands there and what would."""
    text = place.written.text
    if slip is not None:
        return place.written.span, text, slip.text
    roles = _LEFT_OUT.get(kind, ("shown", "required"))
    use = next(use for use in place.uses if use.role in roles)
    return Thing(use.thing).at(use.key), f"{use.key}: {text}", ""


_LEFT_OUT: dict[Kind, tuple[Role, ...]] = {
    "required-dropped": ("required",),
    "check-dropped": ("check",),
    "filter-dropped": ("filter",),
}
