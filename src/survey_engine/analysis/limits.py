"""Limits that no answer can keep."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from survey_engine.dependencies import Blueprint
from survey_engine.diagnostics import LANGUAGES, Diagnostic, Param, Rule
from survey_engine.problems import written
from survey_engine.source import START

NO_ROOM = Rule(
    "no-room",
    {
        "sv": "{path}: det lägsta ({min}) är större än det högsta ({max})",
        "en": "{path}: the least ({min}) is more than the most ({max})",
    },
    {
        "sv": "byt plats på dem, annars kan ingen svara",
        "en": "swap them, or nobody can answer",
    },
)


def limits(blueprint: Blueprint) -> Iterator[Diagnostic]:
    seen = set()
    for part in blueprint.form.fields:
        low: Any = part.min
        high: Any = part.max
        if low is None or high is None or low <= high:
            continue
        of_rows = part.row is not None
        path = part.question.id if of_rows else part.path
        if path not in seen:
            seen.add(path)
            params: dict[str, Param] = {"path": path, "min": _written(low), "max": _written(high)}
            yield Diagnostic(NO_ROOM, blueprint.places.get(path, START), params)


def _written(limit: Any) -> Mapping[str, str]:
    return {language: written(limit, language) for language in LANGUAGES}
