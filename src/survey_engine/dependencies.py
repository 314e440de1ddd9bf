"""What rules about a form go by: where its things stand in the file, and what every field follows from, path by path.

Only `visible_if` and `value` feed other things (DESIGN §3, rule 9).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from survey_engine.expr.paths import paths
from survey_engine.model import (
    Check,
    CheckCase,
    Column,
    Computation,
    Condition,
    Field,
    Form,
    Option,
    Page,
    Question,
    Row,
    Scenario,
    SubmissionTerms,
)
from survey_engine.source import Span

Reads = tuple[tuple[str, Span], ...]
"""Every path that an expression reads, members written out, and where in the file it does."""


Expression = Condition | Computation | CheckCase


Part = Form | Page | Question | Field | Row | Column | Option | Check | SubmissionTerms | Scenario
"""What is written in a form as a thing of its own."""


class Written(Protocol):
    """One thing of a form as it stands in the file: a mapping of keys to values. It is equal only to itself.

    A `part` is one entry of the value under a key: the language of a text, the path of an answer in a scenario, or the
    place in a list, from 0. A text that is written once for all languages stands for each of them. What is not written
    is said to stand where the thing is defined; `visible_if` is found under `visas_om` too.
    """

    @property
    def place(self) -> Span:
        """Where the thing is defined: at its id, or at its beginning."""

    def has(self, key: str) -> bool:
        """Whether there is anything under a key."""

    def key(self, key: str) -> Span:
        """Where the key itself stands."""

    def at(self, key: str, part: str | int | None = None) -> Span:
        """Where the value under a key stands, or a part of it."""

    def within(self, key: str, start: int, end: int, part: str | int | None = None) -> Span:
        """Where the code points [start, end) of the text under a key stand, or of a part of it."""

    def texts(self, key: str) -> Mapping[str | None, str]:
        """The text under a key by language, as it is in the form; by None where it is the same in every language."""


@dataclass(frozen=True)
class OptionSet:
    """A named list under `option_sets`: where its name stands, what it lists, and where its name is used."""

    place: Span
    options: tuple[Written, ...]
    used: tuple[Span, ...]


@dataclass(frozen=True)
class Blueprint:
    """A form with what only its file tells: where its expressions read what, and where its things are written.

    `written` and `references` are by the identity of what `of` and `reference` are asked for. The form is `incomplete`
    where some of it could not be read: what seems to be missing may be there.
    """

    form: Form
    reads: Mapping[Expression, Reads]
    written: Mapping[int, tuple[object, Written]]
    references: Mapping[int, Written] = field(default_factory=dict)
    option_sets: Mapping[str, OptionSet] = field(default_factory=dict)
    incomplete: bool = False

    def of(self, part: Part) -> Written:
        """How something of `form` itself (not of its translations) is written.

        The field of a question without parts stands where its question does; the cells of a matrix stand where their
        column does, the fields of a scale where their row does, a companion text where its option's `specify` does. An
        option that comes from a set stands in the set.
        """
        return self.written[id(part)][1]

    def reference(self, option: Option) -> Written | None:
        """The `{set: …}` that brought an option into a list of options, if one did: it may have a condition too."""
        return self.references.get(id(option))

    def place(self, path: str) -> Span | None:
        """Where the field with that path is defined; None if no field has it."""
        part = self.form.by_path.get(path)
        return None if part is None else self.of(part).place


def conditions(part: Field) -> Iterator[Condition]:
    """The conditions that show a field or hide it, from the page inwards; not those of its options."""
    for condition in (
        part.page.visible_if,
        part.question.visible_if,
        part.row.visible_if if part.row else None,
        part.visible_if,
    ):
        if condition is not None:
            yield condition


def feeds(part: Field) -> Iterator[str]:
    """The paths that a field's being shown and its value follow from."""
    if part.page.visible_if is not None:
        yield from paths(part.page.visible_if.tree)
    yield from feeds_on_page(part)


def feeds_on_page(part: Field) -> Iterator[str]:
    """The paths that a field's being shown on its page, and its value, follow from; a companion text's choice first."""
    if part.chosen_with is not None:
        yield part.chosen_with[0]
    for condition in conditions(part):
        if condition is not part.page.visible_if:
            yield from paths(condition.tree)
    for option in part.options:
        if option.visible_if is not None:
            yield from paths(option.visible_if.tree)
    if part.computed is not None:
        yield from paths(part.computed.tree)


def in_order(form: Form) -> tuple[Field, ...]:
    """The fields in an order in which each comes after all that it follows from; the form's own order where possible.

    A form whose conditions look forward on a page departs from its own order there. The form must be free of cycles.
    """
    index = {part.path: number for number, part in enumerate(form.fields)}
    order: dict[str, Field] = {}
    for part in form.fields:
        waiting = [part]
        while waiting:
            last = waiting[-1]
            ahead = [] if last.path in order else _not_yet(last, index, order, form.by_path)
            if ahead:
                waiting.extend(ahead)
            else:
                order.setdefault(last.path, waiting.pop())
    return tuple(order.values())


def _not_yet(
    part: Field, index: Mapping[str, int], order: Mapping[str, Field], by_path: Mapping[str, Field]
) -> list[Field]:
    """What a field follows from and that has not been put in order, last first."""
    ahead = dict.fromkeys(path for path in feeds(part) if path not in order and path != part.path)
    return sorted((by_path[path] for path in ahead), key=lambda other: -index[other.path])
