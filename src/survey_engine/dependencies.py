"""What every field follows from, path by path: only `visible_if` and `value` feed other things (DESIGN §3, rule 9)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from survey_engine.expr.paths import paths
from survey_engine.model import CheckCase, Computation, Condition, Field, Form
from survey_engine.source import Span

Reads = tuple[tuple[str, Span], ...]
"""Every path that an expression reads, members written out, and where in the file it does."""


Expression = Condition | Computation | CheckCase


@dataclass(frozen=True)
class Blueprint:
    """A form with what only its file tells: where its expressions read what, and where its things are defined.

    `places` is by path, and by id for pages.
    """

    form: Form
    reads: Mapping[Expression, Reads]
    places: Mapping[str, Span]


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
