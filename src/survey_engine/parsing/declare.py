"""The first pass over a form: every name that it defines, with what it is, so that any expression may speak of it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from survey_engine.diagnostics import Diagnostic, Note, Rule
from survey_engine.expr.types import (
    BrokenType,
    ChoicesType,
    ChoiceType,
    ConfirmType,
    DateType,
    ManyType,
    NoValueType,
    NumberType,
    TextType,
    Type,
)
from survey_engine.model import Computation
from survey_engine.parsing.document import Mapping, Scalar, Sequence
from survey_engine.parsing.draft import Draft
from survey_engine.parsing.names import BROKEN, many, matrix
from survey_engine.parsing.option_lists import FIRST, OptionLists
from survey_engine.parsing.shape_ids import is_id, proposed
from survey_engine.parsing.shape_keys import means
from survey_engine.parsing.thing import Thing
from survey_engine.source import Span

DUPLICATE_ID = Rule(
    "duplicate-id",
    {"sv": "id:t {id} är redan upptaget", "en": "the id {id} is already taken"},
    {
        "sv": "ge den ena ett annat id; sidor och frågor delar namn, liksom en frågas fält, rader och kolumner",
        "en": "give one another id; pages and questions share names, and so do a question's fields, rows and columns",
    },
)
COMPANION_IN_MATRIX = Rule(
    "companion-in-matrix",
    {
        "sv": "{option} i {set} har en följdtext (specify), och den får inte plats i en matris",
        "en": "{option} in {set} has a companion text (specify), for which a matrix has no room",
    },
    {
        "sv": "använd en alternativlista utan specify, eller ställ en fråga om det efter matrisen",
        "en": "use an option set without specify, or ask about it in a question after the matrix",
    },
)

_NAME = re.compile(r"[^\W\d]\w*(?:\.\w+)*")


@dataclass
class Declarations:
    """Declares the names of a form, and types its computed fields.

    What was reported as wrong with a thing's id, type or parts makes its name broken, so that nothing echoes it.
    `misplaced` are the keys that do not belong to their thing's type: the type may be what is wrong.
    """

    draft: Draft
    options: OptionLists
    misplaced: Container[Span] = ()
    computations: dict[str, Computation] = field(default_factory=dict)
    _computed: dict[str, Thing] = field(default_factory=dict)

    def page(self, page: Thing) -> None:
        if page.id:
            self._define(page.id, NoValueType("page"), page)
        self._alias(page)
        if not _only_things(page, "questions"):
            self.draft.names.incomplete = True
        for question in page.things("questions"):
            if question.id:
                self._question(question)
            self._alias(question)

    def _alias(self, thing: Thing) -> None:
        """Something whose id cannot be one, or stands under another key, is probably spoken of all the same.

        Without any id, it may be spoken of by any name that nothing else has.
        """
        if is_id(thing.id):
            return
        spoken_of = bool(thing.id)
        for key, node in thing.node.items():
            if isinstance(node, Scalar) and node.text and means(key.text, "id"):
                for name in (node.text, proposed(node.text)):
                    if name != thing.id:
                        self.draft.names.define(name, BROKEN, node.span)
                        spoken_of = True
        if not spoken_of:
            self.draft.names.incomplete = True

    def _question(self, question: Thing) -> None:
        path = question.id
        match question.string("type"):
            case "info":
                self._define(path, NoValueType("info"), question)
            case "group":
                self._define(path, BROKEN, question)
                self._group(path, question)
            case "matrix":
                self._define(path, BROKEN, question)
                self._matrix(path, question)
            case "scale" if question.has("rows"):
                self._define(path, BROKEN, question)
                self._scale(path, question)
            case _:
                self._leaf(path, question)

    def _define(self, path: str, type_: Type, thing: Thing) -> bool:
        names = self.draft.names
        if names.is_taken(path.rpartition(".")[0]):
            return False
        if path in names.types:
            names.taken.add(path)
            note = Note(FIRST, span=names.places[path])
            self.draft.tell(Diagnostic(DUPLICATE_ID, thing.place, {"id": thing.id}, (note,)))
            return False
        names.define(path, type_, thing.place)
        return True

    def _leaf(self, path: str, thing: Thing) -> Type:
        """A field, and the companion texts of its options; gives its type."""
        type_ = self._type(thing)
        self.draft.count("fields", 1, thing.place)
        if not self._define(path, type_, thing):
            return BROKEN
        if thing.string("type") == "computed":
            self._computed[path] = thing
        if isinstance(type_, ChoiceType | ChoicesType):
            for option in self.options.of(thing) or ():
                self.draft.option_places.setdefault(f"{path}.{option.thing.id}", option.thing.place)
                if has_companion(option.thing):
                    self.draft.count("fields", 1, option.thing.place)
                    self.draft.names.define(f"{path}.{option.thing.id}", TextType(), option.thing.place)
        return type_

    def _type(self, thing: Thing) -> Type:
        if any(key.span in self.misplaced for key in thing.node.keys.values()):
            return BROKEN
        match thing.string("type"):
            case "text":
                return TextType()
            case "integer":
                return NumberType(0, unit=self.unit(thing), cannot_say=decimal_of(thing, "cannot_say"))
            case "decimal":
                places = thing.whole("places")
                if places is None or not 1 <= places <= 6:
                    return BROKEN
                return NumberType(places, unit=self.unit(thing), cannot_say=decimal_of(thing, "cannot_say"))
            case "scale":  # rows under another key were reported, and make it something else
                return BROKEN if any(means(key, "rows") for key in thing.node.keys) else NumberType(0)
            case "date":
                return DateType()
            case "confirm":
                return ConfirmType()
            case "choice" | "choices" as kind:
                listed = self.options.of(thing)
                if listed is None:
                    return BROKEN
                ids = tuple(option.thing.id for option in listed)
                labels = tuple(self.draft.text(option.thing.node.get("label")) for option in listed)
                return ChoiceType(ids, labels) if kind == "choice" else ChoicesType(ids, labels)
            case _:
                return BROKEN

    def unit(self, thing: Thing) -> str | None:
        return self.draft.text(thing.node.get("unit")) or None

    def _group(self, path: str, group: Thing) -> None:
        members: dict[str, Type] = {}
        computed = []
        for part in group.things("fields"):
            if part.id:
                members[f"{path}.{part.id}"] = self._leaf(f"{path}.{part.id}", part)
                if part.string("type") == "computed":
                    computed.append(f"{path}.{part.id}")
        whole = _only_things(group, "fields") and _have_ids(group.things("fields"))
        self._settle(path, many("group", members, computed), members, computed, whole=whole)

    def _scale(self, path: str, scale: Thing) -> None:
        members: dict[str, Type] = {}
        for row in scale.things("rows"):
            self.draft.count("fields", 1, row.place)
            if row.id and self._define(f"{path}.{row.id}", NumberType(0), row):
                members[f"{path}.{row.id}"] = NumberType(0)
        self._settle(path, many("scale", members), members, whole=_have_ids(scale.things("rows")))

    def _matrix(self, path: str, question: Thing) -> None:
        rows = [row for row in question.things("rows") if row.id]
        columns = [column for column in question.things("columns") if column.id]
        self.draft.count("fields", len(rows) * len(columns), question.place)
        types = {column.id: self._type(column) for column in columns}
        for thing in columns:
            self._no_companions(thing)
        for thing in (*rows, *columns):
            self._define(f"{path}.{thing.id}", BROKEN, thing)
        names = self.draft.names
        whole = _have_ids((*question.things("rows"), *question.things("columns")))
        for row in rows:
            members = {f"{path}.{row.id}.{column}": type_ for column, type_ in types.items()}
            for member, type_ in members.items():
                names.define(member, type_, row.place)
            self._settle(f"{path}.{row.id}", many("row", members), members, whole=whole)
        for column, type_ in types.items():
            members = {f"{path}.{row.id}.{column}": type_ for row in rows}
            self._settle(f"{path}.{column}", many("column", members), members, whole=whole)
        if rows and columns and whole:
            names.replace(path, matrix(path, [row.id for row in rows], [column.id for column in columns]))

    def _no_companions(self, column: Thing) -> None:
        """Reports each set by which an option with a companion text comes into a matrix."""
        told: set[Span] = set()
        for option in (self.options.of(column) or ()) if column.string("type") == "choice" else ():
            name = option.set_name
            if name is not None and name.span not in told and has_companion(option.thing):
                told.add(name.span)
                self.draft.report(COMPANION_IN_MATRIX, name.span, option=option.thing.id, set=name.text)

    def _settle(
        self,
        path: str,
        type_: ManyType,
        members: dict[str, Type],
        computed: list[str] | None = None,
        *,
        whole: bool = True,
    ) -> None:
        """Says what a layout is, once its members are known; one with a broken member stays broken."""
        unknown = {member for member, kind in members.items() if isinstance(kind, BrokenType)} - set(computed or ())
        if whole and members and not unknown:
            self.draft.names.replace(path, type_)

    def type_computed(self) -> None:
        """Types the computed fields, each after those that its text names, however the form orders them.

        Where they go round, one counts as a number before its value is known; the rule about cycles says the rest.
        """
        typed: set[str] = set()
        for path in self._in_order():
            typed.add(path)
            for name in self._named_computed(path):
                if name == path or name not in typed:
                    self.draft.names.replace(name, NumberType(0))
            found = self.draft.computation(self._computed[path].scalar("value"))
            if found is not None:
                self.computations[path], type_ = found
                self.draft.names.replace(path, NumberType(type_.places, type_.digits, self.unit(self._computed[path])))
            else:
                self.draft.names.replace(path, BROKEN)

    def _in_order(self) -> Iterator[str]:
        done: set[str] = set()
        opened: set[str] = set()
        for first in self._computed:
            waiting = [first]
            while waiting:
                path = waiting[-1]
                opened.add(path)
                ahead = [] if path in done else [name for name in self._named_computed(path) if name not in opened]
                if ahead:
                    waiting += ahead
                    continue
                waiting.pop()
                if path not in done:
                    done.add(path)
                    yield path

    def _named_computed(self, path: str) -> list[str]:
        scalar = self._computed[path].scalar("value")
        words = _NAME.findall(scalar.text) if scalar is not None else []
        return [word for word in dict.fromkeys(words) if word in self._computed]


def _have_ids(things: Iterable[Thing]) -> bool:
    return all(is_id(thing.id) for thing in things)


def _only_things(thing: Thing, key: str) -> bool:
    """Whether all that stands under a key could be read; a list under no key of ours may have been meant for it."""
    if thing.has(key):
        return isinstance(thing.node.get(key), Sequence) and all(isinstance(n, Mapping) for n in thing.nodes(key))
    return not any(isinstance(value, Sequence) for value in thing.node.values.values())


def has_companion(option: Thing) -> bool:
    """Whether an option has a companion text: `specify: true` or a mapping of what it is like."""
    return option.flag("specify") is True or isinstance(option.node.get("specify"), Mapping)


def decimal_of(thing: Thing, key: str) -> Decimal | None:
    value = thing.number(key)
    return None if value is None else Decimal(value)
