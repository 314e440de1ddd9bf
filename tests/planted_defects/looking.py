"""Generated surveys and responses, looked at by the laws and by the reference, until each has seen something."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from itertools import islice
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from survey_engine.interview import Interview, Submission
from survey_engine.load import load_text
from survey_engine.refused import Refused
from survey_engine.survey import Survey
from survey_engine.testing.laws import OF_INTERVIEWS, OF_RESPONSES
from survey_engine.testing.seen import beside, everything
from survey_engine.testing.surveys import survey_texts
from survey_engine.testing.values import right_answers, values

_SIZES = ((5, 2), (2, 16), (3, 5), (1, 24), (4, 6))
"""Each example is so many forms, of short pages and of long: most pages and most questions on a page. Hypothesis takes
most of its examples from earlier ones with something changed, so that few of a hundred are new."""

_COMPARED = 4


class _Seen(Exception):
    """A law is broken."""


def looked(examples: int) -> dict[str, Any]:
    """`law`, `by_law` and `by_reference`: which law was broken first, at which example; and when the engines part."""
    seen: dict[str, Any] = {"law": None, "by_law": None, "by_reference": None, "told": "", "examples": 0}

    @settings(
        max_examples=examples,
        database=None,
        derandomize=True,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def look(data: st.DataObject) -> None:
        seen["examples"] += 1
        for pages, questions in _SIZES:
            text = data.draw(survey_texts(max_pages=pages, max_questions=questions, max_depth=2))
            try:
                survey = load_text(text)
            except Exception as error:  # noqa: BLE001 whatever a bug makes it raise
                seen.update(law="every_form_loads", by_law=seen["examples"], told=repr(error))
                break
            for response in ({}, *data.draw(st.lists(values(survey), min_size=1, max_size=2))):
                _look_at_response(seen, survey, response)
            _look_at_interview(seen, survey, data)
        if seen["by_law"]:
            raise _Seen

    with suppress(_Seen):
        look()
    return seen


def _look_at_response(seen: dict[str, Any], survey: Survey, response: Mapping[Any, Any]) -> None:
    if seen["by_law"] is None:
        for name, law in OF_RESPONSES.items():
            _held(seen, name, law, survey, response)
    if seen["by_reference"] is None:
        try:
            parted = any(_parted(survey, each) for each in islice(beside(survey, response), 0, None, _COMPARED))
        except Exception:  # noqa: BLE001 whatever a bug makes it raise
            parted = True
        if parted:
            seen["by_reference"] = seen["examples"]


def _parted(survey: Survey, response: Mapping[Any, Any]) -> bool:
    """Whether the engines disagree."""
    compiled, reference = survey.evaluate(response), survey.evaluate(response, engine="reference")
    return everything(compiled) != everything(reference)


def _held(seen: dict[str, Any], name: str, law: Any, *subject: Any) -> None:
    if seen["by_law"] is not None:
        return
    try:
        law(*subject)
    except Exception as error:  # noqa: BLE001 a law that is broken, or whatever a bug makes the engine raise
        seen |= {"law": name, "by_law": seen["examples"], "told": f"{type(error).__name__}: {error}"}


def _look_at_interview(seen: dict[str, Any], survey: Survey, data: st.DataObject) -> None:
    """A respondent answers, goes on, back, and submits; the laws are looked at after each step."""
    known = {part.path: part for part in survey.fields}
    answers = {path: a for path, a in data.draw(values(survey)).items() if path in known and known[path].answerable}
    prefill = {p.path: data.draw(right_answers(p)) for p in survey.fields if p.prefill and p.computed is None}
    steps = data.draw(st.lists(st.sampled_from(("next", "next", "back", "submit")), max_size=4))
    if seen["by_law"] is not None:
        return  # only now: what is drawn may not hang on what was seen
    try:
        interview = Interview(survey, prefill, answers)
    except Refused:
        return
    for step in ("stand", *steps):
        if step == "next":
            interview = interview.next()
        elif step == "back" and survey.back:
            interview = interview.back()
        elif step == "submit":
            outcome = interview.submit()
            interview = interview if isinstance(outcome, Submission) else outcome
        for name, law in OF_INTERVIEWS.items():
            _held(seen, name, law, interview)
