"""A way through a form: what follows from a changed answer is as it would be for somebody who went through it anew."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from survey_engine.testing import surveys
from survey_engine.testing.plan import Plan, plan_of
from survey_engine.testing.walk import Walk


def walked(plan: Plan, answers: dict[str, Any]) -> Walk:
    walk = Walk(plan, {}, lambda part, offered: _first(plan, part.path, offered))
    walk.answers = answers
    walk.again(0, len(plan.pages) - 1)
    return walk


def _first(plan: Plan, path: str, offered: tuple[str, ...] | None) -> Any:
    part = plan.form.by_path[path]
    if offered is not None:
        return offered[0] if part.type == "choice" else [offered[0]]
    return next(iter(plan.tries(part)), None)


@given(st.data())
def test_a_changed_answer_changes_what_follows_from_it(data: st.DataObject) -> None:
    survey = data.draw(surveys())
    plan = plan_of(survey.form)
    fields = [part for part in survey.fields if part.computed is None and plan.tries(part)]
    walk = walked(plan, {})
    for _ in range(3 if fields else 0):
        part = data.draw(st.sampled_from(fields))
        if part.path not in walk.shown:
            continue
        walk.answer({part.path: data.draw(st.sampled_from((*plan.tries(part), None)))}, len(plan.pages) - 1)
        anew = walked(plan, dict(walk.answers))
        assert (walk.values, walk.shown) == (anew.values, anew.shown)
