"""Respondents who get one thing wrong, and what they must be told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from survey_engine.expr.types import EXACT, MAX_DIGITS
from survey_engine.model import Field
from survey_engine.problems import Code
from survey_engine.survey import Survey
from survey_engine.testing.dice import Dice
from survey_engine.testing.formatted_texts import BAD
from survey_engine.testing.obstacles import NobodyFound
from survey_engine.testing.person import Person
from survey_engine.testing.respondents import finished
from survey_engine.testing.settling import Settler
from survey_engine.testing.valid_answers import json_number


class Mistake(NamedTuple):
    """A response with one thing wrong, and the problem that must be reported for it."""

    values: dict[str, Any]
    """Path → JSON value: a valid respondent's but for the one thing."""
    path: str
    """Where the problem stands; of a check, its question's or its row's path."""
    code: Code
    """What the problem is called."""


def mistakes(survey: Survey) -> SearchStrategy[Mistake]:
    """Valid respondents with one wrong thing, each with the path and the code of the problem that must be reported.

    An answer of the wrong type, beyond its limits, in the wrong format or left out, options that do not go together, or
    answers that set off a check. What is wrong is known from the form and not from evaluating it. A consequence, such
    as a question that is now shown, may be reported besides.

    Raises `NobodyFound`, when drawn from, where nobody seems to be able to finish or to get anything wrong.
    """
    return _mistakes(survey)


def _mistake(draw: DrawFn, survey: Survey) -> Mistake:
    person = finished(draw, survey, {})
    dice = Dice(draw)
    answers = person.answers()
    shown = [part for part in survey.fields if part.path in person.walk.shown and part.answerable]
    if dice.index(4) == 3 and (failed := _failed_check(survey, person, dice)) is not None:
        return failed
    start = dice.index(len(shown))
    for part in (*shown[start:], *shown[:start]):
        found = [*_wrong(part), *_left_out(part, person)]
        if found:
            codes = list(
                dict.fromkeys(code for _, code in reversed(found))
            )  # a wrong type is possible everywhere: last
            code = codes[dice.index(len(codes))]
            of_code = [raw for raw, called in found if called == code]
            raw = of_code[dice.index(len(of_code))]
            values = answers | {part.path: raw}
            if raw is None:
                del values[part.path]
            return Mistake(values, part.path, code)
    failed = _failed_check(survey, person, dice)
    if failed is None:
        raise NobodyFound(f"no respondent was found who can get anything wrong in {survey.id!r}")
    return failed


_mistake.__name__ = "mistakes"  # what a failing test calls it
_mistakes = st.composite(_mistake)


def _left_out(part: Field, person: Person) -> Iterator[tuple[Any, Code]]:
    """No answer where one is always needed: a condition could turn with what the loss hides."""
    if part.required is True and part.path in person.walk.values:
        yield None, "required"


def _wrong(part: Field) -> Iterator[tuple[Any, Code]]:
    """Answers to a field that are of the wrong type or break its first limit, and what that is called."""
    yield from ((raw, "type") for raw in _mistyped(part))
    match part.type:
        case "integer" | "decimal":
            yield from _wrong_numbers(part)
        case "date":
            yield from ((str(day), "range") for day in _days_beyond(part))
        case "text":
            yield from _wrong_texts(part)
        case "choices":
            yield from _wrong_choices(part)
        case _:
            pass


def _mistyped(part: Field) -> tuple[Any, ...]:
    match part.type:
        case "text":
            return (1, True, ["x"], {"x": "y"}, "a\x00b")
        case "integer":
            return ("1", True, 1.5, [1], 10**MAX_DIGITS)
        case "decimal":
            return ("1,5", True, [1.5], 10**MAX_DIGITS)
        case "date":
            return ("2025-02-30", "1 mars 2025", 20250301, True)
        case "choice":
            return (1, True, [part.options[0].id])
        case "choices":
            return (part.options[0].id, 1, True, [1])
        case "confirm":
            return (1, "ja", ["ja"])


def _wrong_numbers(part: Field) -> Iterator[tuple[Any, Code]]:
    beyond = [
        EXACT.add(Decimal(str(limit)), Decimal(way * far))
        for limit, way in ((part.min, -1), (part.max, 1))
        if limit is not None
        for far in (1, 100)
    ]
    for figure in beyond:
        whole = figure.to_integral_value(context=EXACT)
        if part.type == "decimal" or figure == whole:
            yield from _if_read(part, figure, "range")
    if part.places is not None and part.type == "decimal":
        low = Decimal(0) if part.min is None else Decimal(str(part.min))
        between = EXACT.add(low, Decimal((0, (1,), -part.places - 1)))
        if part.max is None or between <= Decimal(str(part.max)):
            yield from _if_read(part, between, "places")


def _if_read(part: Field, figure: Decimal, code: Code) -> Iterator[tuple[Any, Code]]:
    """The number, unless it is the one that cannot say or has too many digits to be one."""
    if figure != part.cannot_say and len(figure.as_tuple().digits) < MAX_DIGITS and abs(figure) < 10**MAX_DIGITS:
        yield json_number(figure), code


def _days_beyond(part: Field) -> Iterator[date]:
    if isinstance(part.min, date) and part.min > date.min:
        yield part.min - timedelta(days=1)
    if isinstance(part.max, date) and part.max < date.max:
        yield part.max + timedelta(days=1)


def _wrong_texts(part: Field) -> Iterator[tuple[Any, Code]]:
    if part.max_chars is not None:
        yield "x" * (part.max_chars + 1), "max_chars"
    if part.format is not None:
        yield from ((raw, "format") for raw in BAD[part.format] if _fits(part, raw))


def _fits(part: Field, raw: str) -> bool:
    return part.max_chars is None or len(raw) <= part.max_chars


def _wrong_choices(part: Field) -> Iterator[tuple[Any, Code]]:
    """Of options that are always there: what a filter takes away is no mistake."""
    there = [option for option in part.options if option.visible_if is None]
    alone = [option.id for option in there if option.exclusive]
    together = [option.id for option in there if not option.exclusive]
    if alone and len(there) > 1:
        yield [next(option.id for option in there if option.id != alone[0]), alone[0]], "exclusive"
    if part.max_selected is not None and len(together) > part.max_selected:
        yield together[: part.max_selected + 1], "max_selected"


def _failed_check(survey: Survey, person: Person, dice: Dice) -> Mistake | None:
    """Answers that set off a check which stops, if some are found near this person's."""
    plan, walk = person.plan, person.walk
    tried = [
        (number, case)
        for number, (page, _) in enumerate(plan.pages)
        for question, _, case in plan.error_cases(page)
        if walk.is_tried(case, question)
    ]
    if not tried:
        return None
    number, case = tried[dice.index(len(tried))]
    if not Settler(walk, dice.index, number).settle(case.tree, holds=True):
        return None
    walk.again(0, len(plan.pages) - 1)
    values = person.answers()
    question = next(question for question in survey.questions if question.id == case.path.split(".")[0])
    if not walk.is_tried(case, question) or not plan.judge.holds(case.tree, walk.values):
        return None
    return Mistake(values, case.path, "check")
