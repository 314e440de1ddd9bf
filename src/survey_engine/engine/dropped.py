"""What was answered and is not in effect, and why (DESIGN §3, rule 3)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from survey_engine.engine.answers import WRONG, is_answer, lost, read
from survey_engine.journey import Value
from survey_engine.model import Field
from survey_engine.problems import Dropped


def left_out(
    answers: Mapping[Any, Any], by_path: Mapping[str, Field], visible: Collection[str], values: Mapping[str, Value]
) -> tuple[Dropped, ...]:
    """One entry for each answered path that is not wholly in effect: the form's in its order, then unknown by name."""
    shown = set(visible)
    known = [
        dropped
        for path, part in by_path.items()
        if path in answers
        for dropped in _of_field(part, answers[path], path in shown, values.get(path))
    ]
    unknown = [
        Dropped(path if isinstance(path, str) else f"<{type(path).__name__}>", "unknown", raw)
        for path, raw in answers.items()
        if path not in by_path and is_answer("text", raw)
    ]
    return (*known, *sorted(unknown, key=lambda dropped: dropped.path))


def _of_field(part: Field, raw: Any, shown: bool, value: Value | None) -> Iterator[Dropped]:
    if not is_answer(part.type, raw):
        return
    if part.computed is not None:
        yield Dropped(part.path, "computed", raw)
    elif not shown:
        yield Dropped(part.path, "hidden", raw)
    elif read(part, raw) is WRONG:
        yield Dropped(part.path, "type", raw)
    elif part.type in ("choice", "choices") and (gone := lost(part, raw, value)):
        yield Dropped(part.path, "filtered", gone)
