"""The laws of what becomes of each answer: in effect, as its field holds it, or told as left out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, assert_never

from survey_engine.composed import nfc
from survey_engine.engine.answers import is_answer
from survey_engine.survey import Survey
from survey_engine.testing.law import law, must
from survey_engine.testing.seen import (
    and_beside,
    findings,
    offered,
)


@law
def dropped_and_values_share_no_path(survey: Survey, values: Mapping[Any, Any]) -> None:
    """No path is both left out and in effect, save computed ones and choices that lost only some of their options."""
    journey = survey.evaluate(values)
    for dropped in journey.dropped:
        if dropped.path in journey.values and dropped.reason != "computed":
            part, kept = survey.form.by_path[dropped.path], journey.values[dropped.path]
            must(part.type == "choices" and dropped.reason == "filtered", dropped.path, dropped=dropped, kept=kept)
            must(isinstance(kept, tuple) and not set(kept) & set(dropped.value), dropped.path, kept=kept)


@law
@and_beside
def nothing_is_lost_in_silence(survey: Survey, values: Mapping[Any, Any]) -> None:
    """Every answer is wholly in effect, or told as dropped once, with the first reason that applies; the form's paths
    stand in its order, then the unknown by name."""
    journey = survey.evaluate(values)
    options = offered(journey)
    expected = []
    for part in survey.fields:
        if not is_answer("text" if part.computed else part.type, values.get(part.path)):
            continue
        if part.computed is not None:
            expected.append((part.path, "computed"))
        elif part.path not in options:
            expected.append((part.path, "hidden"))
        elif part.path not in journey.values:
            mistyped = any(p.path == part.path and p.code == "type" for p in journey.problems)
            must(mistyped or part.type in ("choice", "choices"), part.path, journey=findings(journey))
            expected.append((part.path, "type" if mistyped else "filtered"))
        elif part.type == "choices" and set(values[part.path]) - set(options[part.path]):
            expected.append((part.path, "filtered"))
    known = [(d.path, d.reason) for d in journey.dropped if d.reason != "unknown"]
    must(known == expected, dropped=known, expected=expected)
    unknown = [d.path for d in journey.dropped[len(expected) :]]
    of_no_field = [
        path for path, answer in values.items() if path not in survey.form.by_path and is_answer("text", answer)
    ]
    named = [path if isinstance(path, str) else f"<{type(path).__name__}>" for path in of_no_field]
    must(unknown == sorted(named), dropped=unknown, expected=named)
    for dropped in journey.dropped:
        if dropped.reason == "filtered" and isinstance(values[dropped.path], list | tuple):
            gone = set(values[dropped.path]) - set(journey.values.get(dropped.path, ()))  # type: ignore[arg-type]
            must(set(dropped.value) == gone and len(dropped.value) == len(gone), dropped.path, dropped=dropped.value)
        elif dropped.path in values:
            must(dropped.value is values[dropped.path], dropped.path, dropped=dropped.value)


@law
@and_beside
def values_are_what_their_fields_hold(survey: Survey, values: Mapping[Any, Any]) -> None:
    """A value in effect is at a visible path, in the form's order, and of its field's own type, as it was answered."""
    journey = survey.evaluate(values)
    must(list(journey.values) == [path for path in journey.visible if path in journey.values], values=journey.values)
    options = offered(journey)
    for path, value in journey.values.items():
        part = survey.form.by_path[path]
        match part.type:
            case "integer":
                right = type(value) is int
            case "decimal":
                right = isinstance(value, Decimal) and _has_its_places(value, part.places or 0)
            case "date":
                right = type(value) is date
            case "text":
                right = isinstance(value, str) and value == nfc(value) and "\r" not in value and bool(value.strip())
            case "choice":
                right = value in options[path]
            case "choices":
                right = value == tuple(o for o in options[path] if isinstance(value, tuple) and o in value) != ()
            case "confirm":
                right = value is True
            case _:
                assert_never(part.type)
        must(right, path, value=value)


def _has_its_places(value: Decimal, places: int) -> bool:
    """Whether a number has just so many decimals, or more because it needs them."""
    written = value.as_tuple()
    decimals = -int(written.exponent)
    return decimals == places or (decimals > places and written.digits[-1] != 0)


KEEPING_LAWS = (
    dropped_and_values_share_no_path,
    nothing_is_lost_in_silence,
    values_are_what_their_fields_hold,
)
