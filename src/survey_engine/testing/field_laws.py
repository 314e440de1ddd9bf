"""The laws of one field: what becomes of answers at its edges, put in place of the respondent's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from survey_engine.journey import Journey
from survey_engine.model import Condition, Field
from survey_engine.survey import Survey
from survey_engine.testing.edges import Edge
from survey_engine.testing.law import law, must
from survey_engine.testing.reckoning import Reader
from survey_engine.testing.seen import tried


@law
def right_answers_are_taken(survey: Survey, values: Mapping[Any, Any]) -> None:
    """An answer within its field's limits, however it is written, is in effect and no problem."""
    for part, edge, journey in tried(survey, values, lambda edge: edge.value is not None and edge.code is None):
        _is_in_effect(part, edge, journey)
        must(_own_problem(part, journey) is None, part.path, answer=edge.answer, problems=journey.problems)


@law
def limits_hold_to_the_last_step(survey: Survey, values: Mapping[Any, Any]) -> None:
    """An answer just outside a limit stays in effect and is a problem of that limit."""
    for part, edge, journey in tried(survey, values, lambda edge: edge.value is not None and edge.code is not None):
        _is_in_effect(part, edge, journey)
        code = _own_problem(part, journey)
        must(code == edge.code, part.path, answer=edge.answer, code=code, expected=edge.code)


@law
def wrong_types_are_missing_and_told(survey: Survey, values: Mapping[Any, Any]) -> None:
    """An answer of the wrong type is missing, a problem, and told as dropped for its type."""
    for part, edge, journey in tried(survey, values, lambda edge: edge.code == "type"):
        code, dropped = _own_problem(part, journey), _reason(part, journey)
        must(part.path not in journey.values, part.path, answer=edge.answer)
        must((code, dropped) == ("type", "type"), part.path, answer=edge.answer, code=code, dropped=dropped)


@law
def no_answer_is_missing(survey: Survey, values: Mapping[Any, Any]) -> None:
    """Nothing, blank text, no choice and what is not offered are missing: a problem exactly where one is required."""
    for part, edge, journey in tried(survey, values, lambda edge: edge.value is None and edge.code is None):
        required = part.required
        if isinstance(required, Condition):
            required = Reader(survey.form, journey.values).holds(required.tree)
        code = _own_problem(part, journey)
        must(part.path not in journey.values, part.path, answer=edge.answer)
        must(code == ("required" if required else None), part.path, answer=edge.answer, code=code)


FIELD_LAWS = (
    right_answers_are_taken,
    limits_hold_to_the_last_step,
    wrong_types_are_missing_and_told,
    no_answer_is_missing,
)


def _is_in_effect(part: Field, edge: Edge, journey: Journey) -> None:
    value = journey.values.get(part.path)
    same = (type(value), str(value)) == (type(edge.value), str(edge.value))
    must(same, part.path, answer=edge.answer, value=value, expected=edge.value)


def _own_problem(part: Field, journey: Journey) -> str | None:
    return next((p.code for p in journey.problems if p.path == part.path and p.code != "check"), None)


def _reason(part: Field, journey: Journey) -> str | None:
    return next((dropped.reason for dropped in journey.dropped if dropped.path == part.path), None)
