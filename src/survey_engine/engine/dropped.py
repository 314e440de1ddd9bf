"""What was answered and is not in effect, and why (DESIGN §3, rule 3)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from survey_engine.engine.answers import WRONG, is_answer, lost, read
from survey_engine.journey import Value
from survey_engine.model import Field, Kind
from survey_engine.problems import Dropped


def left_out(
    answers: Mapping[Any, Any],
    kinds: Mapping[str, Kind | None],
    by_path: Mapping[str, Field],
    visible: Collection[str],
    values: Mapping[str, Value],
) -> tuple[Dropped, ...]:
    """One entry for each answered path that is not wholly in effect: the form's in its order, then unknown by name.

    `kinds` says what each field takes, None of a computed one; it is all that most fields are asked for.
    """
    shown = set(visible)
    left: list[Dropped] = []
    for path, kind in kinds.items():
        raw = answers.get(path)
        if raw is None or not is_answer(kind or "text", raw):
            continue
        if kind is None:
            left.append(Dropped(path, "computed", raw))
        elif path not in shown:
            left.append(Dropped(path, "hidden", raw))
        else:
            left += _of_shown(by_path[path], raw, values.get(path))
    unknown = [
        Dropped(path if isinstance(path, str) else f"<{type(path).__name__}>", "unknown", raw)
        for path, raw in answers.items()
        if path not in kinds and is_answer("text", raw)
    ]
    return (*left, *sorted(unknown, key=lambda dropped: dropped.path))


def _of_shown(part: Field, raw: Any, value: Value | None) -> Iterator[Dropped]:
    """What was lost of an answer at a field that is shown."""
    if value is None and read(part, raw) is WRONG:
        yield Dropped(part.path, "type", raw)
    elif part.type in ("choice", "choices") and (gone := lost(part, raw, value)):
        yield Dropped(part.path, "filtered", gone)
