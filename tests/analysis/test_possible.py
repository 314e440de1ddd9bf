"""What is said to be impossible is never seen: on generated forms, the conditions as they turn out can always be so."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given, note, settings
from hypothesis import strategies as st

import survey_engine as se
from survey_engine.analysis.possible import can_hold, limits
from survey_engine.load import load_with_blueprint
from survey_engine.model import Form
from survey_engine.reference import judge
from survey_engine.testing.surveys import survey_texts
from survey_engine.testing.values import values
from tests import forms

QUESTIONS = """
- {id: a, type: integer, label: Antal A, min: 0, max: 9}
- {id: b, type: decimal, places: 2, label: Antal B, cannot_say: 99}
- {id: d, type: date, label: Dag}
- {id: t, type: text, label: Text}
- {id: val, type: choice, label: Val, options: [{id: ja, label: Ja}, {id: nej, label: Nej}]}
- {id: fler, type: choices, label: Fler, options: [{id: x, label: Xx}, {id: y, label: Yy}]}
- {id: klar, type: confirm, label: Klar, statement: Klart}
"""


def form(condition: str) -> Form:
    text = forms.with_page(QUESTIONS + f"- id: q\n  type: info\n  text: Q\n  visible_if: {condition}\n")
    return load_with_blueprint(text)[1].form


def possible(condition: str, *, holds: bool = True, in_limits: bool = False) -> bool | None:
    read = form(condition)
    shown_if = read.questions[-1].visible_if
    assert shown_if is not None
    return can_hold([(shown_if.tree, holds)], read.by_path, in_limits=in_limits)


IMPOSSIBLE = (
    "val == ja and val == nej",
    "val == ja and val != ja",
    "val == ja and not answered(val)",
    "val not in [ja, nej] and answered(val)",
    "x in fler and x not in fler",
    "x in fler and not answered(fler)",
    "x in fler and count(fler) == 0",
    "count(fler) > 0 and x not in fler and y not in fler",
    "count(fler) > 2",
    "klar and not klar",
    "a > 5 and a < 3",
    "5 < a and a < 6",
    "a == 3 and a in [4, 5]",
    "a > 3 and not a > 3",
    "a >= 3 and a <= 4 and a != 3 and a != 4",
    "a == 2.5",
    "b > 2 and b <= 2",
    "b == 99 and b > 3",
    "b == 3 and not answered(b)",
    "a < b and a >= b",
    "sum(a, b) > 3 and sum(a, b) < 3",
    'd > "2026-01-01" and d < "2026-01-02"',
    't == "A" and t == "B"',
    "(a > 5 or val == ja) and a < 5 and val == nej",
)
POSSIBLE = (
    "val == ja",
    "a > 9",
    "x in fler and y in fler",
    "b > 2 and b < 2.01",
    "b == 99 and answered(b)",
    "not a > 3 and not a < 4",
    "a != 3 and a != 4",
    "count(fler) == 2",
    "a == 3 and b == 3",
    'd >= "2026-01-01" and d <= "2026-01-01"',
)


def test_what_contradicts_itself_cannot_hold() -> None:
    assert [condition for condition in IMPOSSIBLE if possible(condition) is not False] == []


def test_what_does_not_may() -> None:
    assert [condition for condition in POSSIBLE if not possible(condition)] == []
    assert not possible("a > 9", in_limits=True)
    assert possible("a >= 9", in_limits=True)
    assert possible("not a >= 0", in_limits=True)


def test_what_is_always_so_cannot_fail() -> None:
    for condition in ("answered(a) or not answered(a)", "val == ja or val != ja", "a > 3 or not a > 3"):
        assert possible(condition, holds=False) is False
    assert possible("a > 3 or a <= 3", holds=False)


def test_too_many_ways_to_look_at_are_left_alone() -> None:
    assert possible(" and ".join(f"(a == {n} or b == {n})" for n in range(9))) is None


def test_limits_are_numbers() -> None:
    assert [*limits(form("klar").by_path["a"])] == [(">=", Decimal(0)), ("<=", Decimal(9))]


@settings(max_examples=150)
@given(st.data())
def test_conditions_can_be_as_they_are_found_to_be(data: st.DataObject) -> None:
    text = data.draw(survey_texts(max_depth=2))
    note(text)
    survey, read = se.load_text(text), load_with_blueprint(text)[1].form
    things: tuple[Any, ...] = (
        *read.pages,
        *read.questions,
        *read.fields,
        *(o for part in read.fields for o in part.options),
    )
    conditions = [thing.visible_if for thing in things if thing.visible_if]
    for response in data.draw(st.lists(values(survey), min_size=1, max_size=3)):
        journey = survey.evaluate(response)
        found = [(each.tree, judge(read, each.tree, journey.values)) for each in conditions]
        few = data.draw(st.lists(st.sampled_from(found), max_size=4)) if found else []
        assert can_hold(few, read.by_path) is not False
        if not journey.problems:
            assert can_hold(few, read.by_path, in_limits=True) is not False
