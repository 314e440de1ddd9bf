"""What was answered and is not in effect, and why (DESIGN §3, rule 3)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from survey_engine.engine.answers import WRONG, is_answer, lost, read
from survey_engine.journey import Losses, Value
from survey_engine.model import Field, Kind
from survey_engine.problems import Reason

_Loss = tuple[str, Reason, Any]


def left_out(
    answers: Mapping[Any, Any],
    kinds: Mapping[str, Kind | None],
    by_path: Mapping[str, Field],
    visible: Collection[str],
    values: Mapping[str, Value],
) -> Losses:
    """One entry for each answered path that is not wholly in effect: the form's in its order, then unknown by name.

    `kinds` says what each field takes, None of a computed one; it is all that most fields are asked for.
    """
    shown = set(visible)
    losses = Losses.of(())
    paths, reasons, lost_values = losses
    known = 0
    for path, kind in kinds.items():
        raw = answers.get(path)
        if raw is None:
            continue
        known += 1
        if not is_answer(kind or "text", raw):
            continue
        if kind is not None and path in shown:
            losses.add(_of_shown(by_path[path], raw, values.get(path)))
        else:
            paths.append(path)
            reasons.append("computed" if kind is None else "hidden")
            lost_values.append(raw)
    if known < len(answers):
        losses.add(_unknown(answers, kinds))
    return losses


def _of_shown(part: Field, raw: Any, value: Value | None) -> Iterator[_Loss]:
    """What was lost of an answer at a field that is shown."""
    if value is None and read(part, raw) is WRONG:
        yield part.path, "type", raw
    elif part.type in ("choice", "choices") and (gone := lost(part, raw, value)):
        yield part.path, "filtered", gone


def _unknown(answers: Mapping[Any, Any], kinds: Mapping[str, Kind | None]) -> list[_Loss]:
    """What was answered at paths that the form does not have, by name; a name that is no text is told by its type."""
    unknown: list[_Loss] = [
        (path if isinstance(path, str) else f"<{type(path).__name__}>", "unknown", raw)
        for path, raw in answers.items()
        if path not in kinds and is_answer("text", raw)
    ]
    return sorted(unknown, key=lambda loss: loss[0])
