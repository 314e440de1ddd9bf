"""What is known about one thing of a form, as JSON values."""

from __future__ import annotations

from typing import Any

from survey_engine.cli.about import About, label, said
from survey_engine.hints import hints
from survey_engine.journey import Journey
from survey_engine.json_values import value_json
from survey_engine.model import Condition


def about_json(about: About, journey: Journey | None, language: str, name: str) -> dict[str, Any]:
    """All of it; `name` is the file's. With a journey also how it stands for these answers, under `now`."""
    only, required = about.field, about.required
    told: dict[str, Any] = {
        "path": about.path,
        "kind": about.kind,
        "label": label(about.thing, language),
        "type": about.type_of(about.thing),
        "unit": only.unit if only else None,
        "place": {"file": name, "line": about.place.line, "column": about.place.column},
        "page": {"id": about.page.id, "title": said(about.page.title, language), "number": about.page_number},
        "question": _question(about, language),
        "required": required.source if isinstance(required, Condition) else required,
        "prefill": about.prefill,
        "value": only.computed.source if only and only.computed else None,
        "hints": list(hints(only, language)) if only else [],
        "shown_if": [
            {"level": level, "source": condition.source, "words": condition.in_words(language), "line": line}
            for level, condition, line in about.conditions()
        ],
        **_links(about, language),
        "parts": [
            {"path": path, "label": label(part, language), "type": about.type_of(part)} for path, part in about.parts()
        ],
    }
    return told if journey is None else told | {"now": _now(about, journey, language)}


def _question(about: About, language: str) -> dict[str, Any] | None:
    if about.question is None:
        return None
    return {"id": about.question.id, "label": label(about.question, language), "number": about.question.number}


def _links(about: About, language: str) -> dict[str, Any]:
    return {
        "depends_on": [
            {"path": link.path, "label": label(link.thing, language), "for": list(link.purposes), "line": link.line}
            for link in about.reads()
        ],
        "needed_by": [
            {
                "path": link.path,
                "label": label(link.thing, language),
                "for": link.purposes[0],
                "source": link.source or None,
                "line": link.line,
            }
            for link in about.read_by()
        ],
    }


def _now(about: About, journey: Journey, language: str) -> dict[str, Any]:
    why, values = about.why(journey), journey.values
    return {
        "shown": why.shown,
        "words": why.in_words(language),
        "reasons": [
            {
                "level": reason.level,
                "source": reason.source,
                "holds": reason.holds,
                "words": reason.in_words(language),
                "values": {path: value_json(value) for part in reason.parts for path, value in part.values},
                "flips": [part.source for part in reason.flips],
            }
            for reason in why.reasons
        ],
        "values": {part.path: value_json(values[part.path]) for part in about.answered if part.path in values},
        "problems": [problem.as_json() for problem in journey.problems if problem.path in about.within],
    }
