"""What was answered and is not in effect, and why (DESIGN §3, rule 3)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
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
    left = []
    for path, part in by_path.items():
        raw = answers.get(path)
        if raw is not None and is_answer(part.type, raw):
            dropped = _of_field(part, raw, path in shown, values.get(path))
            if dropped is not None:
                left.append(dropped)
    unknown = [
        Dropped(path if isinstance(path, str) else f"<{type(path).__name__}>", "unknown", raw)
        for path, raw in answers.items()
        if path not in by_path and is_answer("text", raw)
    ]
    return (*left, *sorted(unknown, key=lambda dropped: dropped.path))


def _of_field(part: Field, raw: Any, shown: bool, value: Value | None) -> Dropped | None:
    """What was lost of an answer that is there."""
    if part.computed is not None:
        return Dropped(part.path, "computed", raw)
    if not shown:
        return Dropped(part.path, "hidden", raw)
    if value is None and read(part, raw) is WRONG:
        return Dropped(part.path, "type", raw)
    if part.type in ("choice", "choices"):
        gone = lost(part, raw, value)
        return Dropped(part.path, "filtered", gone) if gone else None
    return None
