"""Whatever a client could send to a survey: of the right type, at the edges, and of no type at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from survey_engine.model import Field
from survey_engine.survey import Survey
from survey_engine.testing.dice import Dice
from survey_engine.testing.formatted_texts import BAD, GOOD
from survey_engine.testing.plan import plan_of
from survey_engine.testing.scope import DAYS, FIGURES, FIRST_DAY, WORDS

_MOST_BY_THEMSELVES = 300
"""A form of more fields has more answers than Hypothesis has draws in an example."""


def values(survey: Survey) -> SearchStrategy[dict[Any, Any]]:
    """Any mapping a client could send to a survey.

    Mostly answers of the right type, so that what lies deep in the form is reached; also values of the wrong type, at
    the edges of lengths and numbers, answers to hidden and computed and unknown paths, and nested junk.
    """
    right = {part.path: right_answers(part) for part in survey.fields if part.computed is None}
    any_ = {part.path: _one_in_four(right.get(part.path, JUNK), edge_answers(part) | JUNK) for part in survey.fields}
    if len(survey.fields) <= _MOST_BY_THEMSELVES:
        some, whole = st.fixed_dictionaries({}, optional=any_), st.fixed_dictionaries(right)
    else:
        some, whole = _few(any_, 30), _of_many(survey)
    nearly = st.builds(lambda most, few: most | few, whole, _few(any_, 3))
    return st.builds(
        lambda known, extra: known | extra, whole | nearly | nearly | some, st.just({}) | st.just({}) | _UNKNOWN
    )


def right_answers(part: Field) -> SearchStrategy[Any]:
    """Answers of a field's own type, as JSON or as the Python values of `journey.values`; mostly within its limits."""
    match part.type:
        case "text":
            own = st.sampled_from((*GOOD[part.format], *BAD[part.format]) if part.format else WORDS)
            return own | st.text(max_size=min(part.max_chars or 4, 4))
        case "integer" | "decimal":
            return _right_numbers(part)
        case "date":
            days = sorted({*DAYS, *(day for day in (part.min, part.max) if isinstance(day, date))})
            return st.sampled_from(days).map(str) | st.sampled_from(days)
        case "choice":
            return st.sampled_from([option.id for option in part.options])
        case "choices":
            ids = [option.id for option in part.options]
            return st.lists(st.sampled_from([*ids, *ids, *ids, "finns_inte"]), max_size=3)
        case "confirm":
            return st.booleans()


def _right_numbers(part: Field) -> SearchStrategy[Any]:
    low = 0 if part.min is None else int(Decimal(str(part.min))) + 1
    high = 100 if part.max is None else int(Decimal(str(part.max)))
    figures = [figure for figure in (*FIGURES, low, high) if low <= figure <= high]
    said = [] if part.cannot_say is None else [int(part.cannot_say)]
    whole = st.sampled_from([*figures, *said]) if figures or said else st.just(low)
    as_written: list[Callable[[int], Any]] = [int, int, float, Decimal]
    if part.type == "decimal":
        as_written += [lambda n: n + 0.5, lambda n: Decimal(n) + Decimal("0.5"), lambda n: n + 0.1]
    return st.builds(lambda number, write: write(number), whole, st.sampled_from(as_written))


_EDGE_NUMBERS = (
    0, -0.0, -1, 0.1, 1e-7, 5e-324, 1e15, 1e300, 10**15 - 1, 10**15, -(10**15), 10**400, 0.1 + 0.2, 123456.123456,
    3.0, 2.5, float("nan"), float("inf"), Decimal("1E+3"), Decimal("1.50"), Decimal("-0"), Decimal("NaN"),
    Decimal("sNaN"), Decimal("Infinity"), Decimal("1E+999999"), Decimal("1E-999999"), Decimal("0E+50"),
    Decimal("0.00000000000001"), Decimal("123456789012345.0"), Decimal("1.000000000000000"),
)  # fmt: skip
_ODD_TEXTS = (
    "", " ", "\t\n", "\u00a0\u2003", "\x1c", "a\x1cb", "a\r\nb\rc", "a\x00", "\x7f", "\x85", "a\x85", "\ud800",
    "a\udfff", "e\u0301", "\u0301", "\u212b", "🙂" * 3, "\u2028", "\u200b", "\ufeff", "ﬁ", "Å", "1", "true", "null",
    "2025-01-01", "2025-02-30", "２０２５-01-01", "0000-00-00", "9999-12-31", "x" * 2000,
)  # fmt: skip
_ANY_TEXT = st.sampled_from(_ODD_TEXTS) | st.text(st.characters(exclude_categories=()), max_size=5)
_SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(_EDGE_NUMBERS) | _ANY_TEXT

JUNK: SearchStrategy[Any] = st.recursive(
    _SCALARS | st.sampled_from((FIRST_DAY, datetime(2025, 1, 1), b"x", {"ja"}, ("ja",), ["ja", 1], [["ja"]])),  # noqa: DTZ001 a client's
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_ANY_TEXT, inner, max_size=2),
    max_leaves=4,
)
"""Values of no particular type: everything that JSON has, and Python values that a host might pass along."""

_UNKNOWN = st.dictionaries(
    _ANY_TEXT | st.sampled_from(("row", "fraga_1", "fraga_2.rad_3", "sida_1", "fraga_1.fraga_1", 1, None, (1,), 2.5)),
    JUNK,
    max_size=3,
)


def edge_answers(part: Field) -> SearchStrategy[Any]:
    """Answers at the edges of a field's limits: one more, one less, one character too many."""
    match part.type:
        case "text":
            longest = part.max_chars or 3
            return st.sampled_from((longest, longest + 1)).flatmap(
                lambda length: st.sampled_from(("x" * length, "🙂" * length, "e\u0301" * length, "\r\n" * length + "x"))
            )
        case "integer" | "decimal":
            bounds = [Decimal(str(bound)) for bound in (part.min, part.max, part.cannot_say) if bound is not None]
            around = [bound + step for bound in bounds for step in (-1, 0, 1, Decimal("0.001"))]
            return st.sampled_from((*_EDGE_NUMBERS, *around, *map(float, around)))
        case "date":
            return st.sampled_from(("0001-01-01", "9999-12-31", "2025-02-29", "2024-02-29", date.min, date.max))
        case "choice" | "choices":
            ids = [option.id for option in part.options]
            return st.sampled_from((ids, ids[::-1], tuple(ids), ids * 2, [*ids, "finns_inte"], "finns_inte", ids[0]))
        case "confirm":
            return st.sampled_from((1, "true", "ja", False))


def _one_in_four(often: SearchStrategy[Any], seldom: SearchStrategy[Any]) -> SearchStrategy[Any]:
    return st.integers(0, 3).flatmap(lambda number: seldom if number == 3 else often)


@st.composite
def _few(draw: DrawFn, strategies: Mapping[str, SearchStrategy[Any]], most: int) -> dict[str, Any]:
    """Answers from so many of the strategies at most, and from one at least."""
    if not strategies:
        return {}
    paths = draw(st.lists(st.sampled_from(sorted(strategies)), min_size=1, max_size=most, unique=True))
    return {path: draw(strategies[path]) for path in paths}


@st.composite
def _of_many(draw: DrawFn, survey: Survey) -> dict[str, Any]:
    """Answers of the right type to every field of a form that is too long for draws of their own."""
    plan, dice = plan_of(survey.form), Dice(draw)
    tries = {part.path: plan.tries(part) for part in survey.fields if part.computed is None}
    return {path: answers[dice.index(len(answers))] for path, answers in tries.items() if answers}
