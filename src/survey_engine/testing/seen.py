"""What a law sees of a response: the journey, in a form in which two can be compared, and responses beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import wraps
from typing import Any, TypeVar
from zlib import crc32

from survey_engine.engine.answers import is_answer
from survey_engine.journey import Journey
from survey_engine.model import Field
from survey_engine.survey import Survey
from survey_engine.testing.edges import Edge, edges
from survey_engine.testing.plan import plan_of

MOST = 8
"""So many fields of a response are tried by a law that answers them anew; of a longer form, some of them."""

_MOST_BESIDE = 60
"""So many responses are looked at beside a response, of those that there are."""

_SHORT = 25
_FEWEST = 3
"""Where more fields are shown than in a short response, fewer things are tried, so that a law takes as long; not fewer
than this."""

_NUMBERS = ((1, 2), (2, 5), (5, -2), (-5, 2), (2, -5), (0.125, 2.5), (-1.5, 0.125), (0, 1), (1, 0))
"""Pairs of numbers by which quotients and roundings come out at halves on either side of zero, or at nothing."""

_CHANGED = 5
_TRIES = 2
_Thing = TypeVar("_Thing")


def meaning(journey: Journey) -> dict[str, Any]:
    """The pages with their questions and options, what is visible, and the values with their types."""
    return {
        "pages": [
            (page.id, [(q.id, [(f.path, tuple(o.id for o in f.options)) for f in q.fields]) for q in page.questions])
            for page in journey.pages
        ],
        "visible": journey.visible,
        "values": [(path, type(value).__name__, str(value)) for path, value in journey.values.items()],
    }


def findings(journey: Journey) -> dict[str, Any]:
    """The meaning, and what is wrong."""
    return meaning(journey) | {"problems": journey.problems}


def everything(journey: Journey) -> dict[str, Any]:
    """The findings, and what was left out; unknown keys that are no texts have no order."""
    return findings(journey) | {"dropped": sorted((d.path, d.reason, repr(d.value)) for d in journey.dropped)}


def unlike(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Where two of these differ: what each of them says there."""
    return {name: (one[name], other[name]) for name in one if one[name] != other[name]}


def some(things: Sequence[_Thing], journey: Journey, most: int = MOST) -> Sequence[_Thing]:
    """All of them, or if they are many some of them: which, goes by the response, and is the same each time.

    `most` is how many of a short response; of a longer one they are fewer.
    """
    most = min(most, max(_FEWEST, most * _SHORT // max(_SHORT, len(journey.visible))))
    if len(things) <= most:
        return things
    start = crc32(repr(dict(journey.values)).encode("utf-8", "replace"))
    return [things[(start + number * len(things) // most) % len(things)] for number in range(most)]


def answered(survey: Survey, values: Mapping[Any, Any]) -> list[Field]:
    """The fields that have an answer, in effect or not."""
    return [p for p in survey.fields if p.computed is None and is_answer(p.type, values.get(p.path))]


def asked(survey: Survey, journey: Journey) -> list[Field]:
    """The shown fields that somebody answers or supplies."""
    shown = set(journey.visible)
    return [part for part in survey.fields if part.path in shown and part.computed is None]


def offered(journey: Journey) -> dict[str, tuple[str, ...]]:
    """The available options of each shown field, by its path."""
    return {
        part.path: tuple(option.id for option in part.options)
        for page in journey.pages
        for question in page.questions
        for part in question.fields
    }


def tried(
    survey: Survey, values: Mapping[Any, Any], wanted: Callable[[Edge], bool]
) -> Iterator[tuple[Field, Edge, Journey]]:
    """Some of the shown fields, each with an answer at a wanted edge in place of its own, and the journey then."""
    journey = survey.evaluate(values)
    options = offered(journey)
    for part in some(asked(survey, journey), journey):
        for edge in filter(wanted, edges(part, options[part.path])):
            yield part, edge, survey.evaluate({**values, part.path: edge.answer})


def beside(survey: Survey, values: Mapping[Any, Any]) -> Iterator[Mapping[Any, Any]]:
    """The response, and others: one answer taken back, or changed to one that matters; all numbers changed or taken
    back; every option chosen; answers where none counts."""
    yield values
    journey, plan = survey.evaluate(values), plan_of(survey.form)
    for part in some([part for part in survey.fields if part.computed is None], journey, _CHANGED):
        unsaid = () if part.cannot_say is None else (part.cannot_say,)
        for answer in (None, *unsaid, *some(plan.tries(part), journey, _TRIES)):
            yield {**values, part.path: answer}
    own = [part for part in survey.fields if part.computed is None]
    numbers = [part.path for part in own if part.type in ("integer", "decimal")]
    for pair in (*_NUMBERS, (None, None), (None, 1)) if numbers else ():
        yield {**values, **{path: pair[place % 2] for place, path in enumerate(numbers)}}
    several = [part for part in own if part.type == "choices"]
    if several:
        yield {**values, **{part.path: [option.id for option in reversed(part.options)] for part in several}}
    computed = [part.path for part in survey.fields if part.computed is not None]
    yield {**values, **dict.fromkeys(computed, 7), "finns.inte": " "}
    for number in range(len(computed)):
        yield {**values, **{f"finns.inte.{each}": 0 for each in range(number + 1)}}


def and_beside(law: Callable[[Survey, Mapping[Any, Any]], None]) -> Callable[[Survey, Mapping[Any, Any]], None]:
    """Makes a law look at the responses beside a response too."""

    @wraps(law)
    def of_all(survey: Survey, values: Mapping[Any, Any]) -> None:
        law(survey, values)
        others = [*beside(survey, values)][1:]
        for each in some(others, survey.evaluate(values), _MOST_BESIDE):
            law(survey, each)

    return of_all


def of_page(survey: Survey, number: int) -> set[str]:
    """The paths, and the ids of questions, on the first so many pages."""
    questions = [question for page in survey.pages[:number] for question in page.questions]
    rows = {f"{question.id}.{row.id}" for question in questions for row in question.rows}
    return {part.path for q in questions for part in q.fields} | {question.id for question in questions} | rows
