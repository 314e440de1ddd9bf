"""Nothing follows from itself (DESIGN §3, rule 9): what shows a field, or is its value, must not come back to it."""

from __future__ import annotations

from collections.abc import Iterator

from survey_engine.dependencies import Blueprint, Expression, feeds_on_page
from survey_engine.diagnostics import Diagnostic, Rule
from survey_engine.model import Field
from survey_engine.source import START, Span

CYCLE = Rule(
    "cycle",
    {"sv": "{path} beror på sig själv: {way}", "en": "{path} depends on itself: {way}"},
    {
        "sv": "låt minst ett av villkoren eller värdena på vägen bero på något som kommer före",
        "en": "let at least one of the conditions or values on the way depend on something that comes before",
    },
)


def cycles(blueprint: Blueprint) -> Iterator[Diagnostic]:
    """One diagnostic for each way round, at the reading that closes it; no field is named in two."""
    by_path = blueprint.form.by_path
    ahead = {path: _inside_page(part, blueprint) for path, part in by_path.items()}
    done: set[str] = set()
    for first in by_path:
        way: list[str] = []
        waiting: list[tuple[str, Iterator[str]]] = []
        if first not in done:
            way, waiting = [first], [(first, iter(ahead[first]))]
        on_way = set(way)
        while waiting:
            path, follows = waiting[-1]
            following = None if path in done else next((other for other in follows if other not in done), None)
            if following is None:
                waiting.pop()
                on_way.discard(way.pop())
                done.add(path)
            elif following in on_way:
                round_ = way[way.index(following) :]
                yield _diagnostic(blueprint, round_)
                done.update(round_)
            else:
                way.append(following)
                on_way.add(following)
                waiting.append((following, iter(ahead[following])))


def _inside_page(part: Field, blueprint: Blueprint) -> list[str]:
    """What a field follows from on its own page; other pages and a page's condition are another rule's."""
    by_path = blueprint.form.by_path
    return [path for path in dict.fromkeys(feeds_on_page(part)) if path in by_path and by_path[path].page is part.page]


def _diagnostic(blueprint: Blueprint, round_: list[str]) -> Diagnostic:
    """The way round is told from its last field: the one whose expression reads the first again."""
    way = " → ".join((*round_, round_[0]))
    span = _reading(blueprint, round_[-1], round_[0])
    return Diagnostic(CYCLE, span, {"path": round_[-1], "way": f"{round_[-1]} → {way[: way.rindex(' → ')]}"})


def _reading(blueprint: Blueprint, reader: str, read: str) -> Span:
    """Where a field's expressions read a path, or, of a companion text, where it is defined."""
    part = blueprint.form.by_path[reader]
    expressions: list[Expression | None] = [
        part.question.visible_if,
        part.row.visible_if if part.row else None,
        part.visible_if,
        *(option.visible_if for option in part.options),
        part.computed,
    ]
    for expression in expressions:
        if expression is not None:
            for path, span in blueprint.reads.get(expression, ()):
                if path == read:
                    return span
    return blueprint.place(reader) or START
