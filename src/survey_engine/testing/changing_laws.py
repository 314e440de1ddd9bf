"""The laws of a response that is changed: where nothing that matters is, nothing else is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from survey_engine.engine.answers import is_answer
from survey_engine.journey import Journey
from survey_engine.model import Field
from survey_engine.survey import Survey
from survey_engine.testing.law import law, must
from survey_engine.testing.plan import plan_of
from survey_engine.testing.seen import (
    answered,
    everything,
    findings,
    meaning,
    of_page,
    some,
    unlike,
)


@law
def the_same_again(survey: Survey, values: Mapping[Any, Any]) -> None:
    """The same response means the same each time, and is left as it was."""
    before = dict(values)
    one, two = survey.evaluate(values), survey.evaluate(dict(values))
    must(not unlike(everything(one), everything(two)), seen=unlike(everything(one), everything(two)))
    must(list(values) == list(before), "", values=values)


@law
def hidden_answers_never_matter(survey: Survey, values: Mapping[Any, Any]) -> None:
    """What is answered at a path that is hidden, computed or unknown changes nothing."""
    journey = survey.evaluate(values)
    mattering = set(journey.visible) - {part.path for part in survey.fields if part.computed is not None}
    alone = {path: answer for path, answer in values.items() if path in mattering}
    elsewhere = [part for part in survey.fields if part.path not in mattering]
    for number in range(4):
        given = {part.path: _any_answer(part, number) for part in elsewhere}
        changed = {**values, **given, "finns.inte": number} if number else alone
        differing = unlike(findings(journey), findings(survey.evaluate(changed)))
        must(not differing, changed=changed, differing=differing)


def _any_answer(part: Field, number: int) -> Any:
    if part.type in ("choice", "choices"):
        ids = [option.id for option in part.options]
        return ids[number % len(ids)] if part.type == "choice" else ids[: number + 1]
    answers: dict[str, Any] = {"integer": number, "decimal": number + 0.5, "date": "2025-01-01", "confirm": True}
    return answers.get(part.type, "x" * number)


@law
def unhiding_restores(survey: Survey, values: Mapping[Any, Any]) -> None:
    """What another answer hides is told as dropped, as it was answered; that and what is in effect are the whole
    response, which is back when the answer is."""
    journey, plan = survey.evaluate(values), plan_of(survey.form)
    for part in some(answered(survey, values), journey):
        for other in (None, *some(plan.tries(part), journey, 1)):
            changed = survey.evaluate({**values, part.path: other})
            told = {dropped.path: dropped for dropped in changed.dropped}
            for path in set(journey.visible) - set(changed.visible) - {part.path}:
                field = survey.form.by_path[path]
                if field.computed is None and is_answer(field.type, values.get(path)):
                    must(path in told and told[path].reason == "hidden", path, instead=other, dropped=told)
                    must(told[path].value is values[path], path, dropped=told)
            back = survey.evaluate(_all_told(changed) | {part.path: values[part.path]})
            differing = unlike(findings(journey), findings(back))
            must(not differing, part.path, instead=other, differing=differing)


def _all_told(journey: Journey) -> dict[str, Any]:
    """The answers that a journey tells of: those in effect, and those that are not."""
    answers: dict[str, Any] = dict(journey.values)
    for dropped in journey.dropped:
        kept = answers.get(dropped.path)
        answers[dropped.path] = (*kept, *dropped.value) if isinstance(kept, tuple) else dropped.value
    return answers


@law
def pages_depend_on_values_in_effect_only(survey: Survey, values: Mapping[Any, Any]) -> None:
    """The values in effect, evaluated alone or sent as JSON and back, give the same pages, visible and values."""
    journey = survey.evaluate(values)
    sent = json.loads(json.dumps(journey.as_json()["values"]))
    for again in (survey.evaluate(journey.values), survey.evaluate(sent)):
        differing = unlike(meaning(journey), meaning(again))
        must(not differing, differing=differing)


@law
def earlier_pages_stand(survey: Survey, values: Mapping[Any, Any]) -> None:
    """Nothing on a page hangs on what is answered on later ones: forward-only can never break an earlier page."""
    journey = survey.evaluate(values)
    for number in some(range(1, len(survey.pages)), journey):
        here = of_page(survey, number)
        later = {p.path: _any_answer(p, number) for p in survey.fields if p.path not in here and p.computed is None}
        until = {path: answer for path, answer in values.items() if path in here}
        for changed in (until, until | later):
            now, then = (_first_pages(survey, each, number) for each in (journey, survey.evaluate(changed)))
            must(now == then, survey.pages[number - 1].id, before=now, after=then)


def _first_pages(survey: Survey, journey: Journey, number: int) -> tuple[Any, ...]:
    pages, here = meaning(journey), of_page(survey, number)
    first = {page.id for page in survey.pages[:number]}
    return (
        [page for page in pages["pages"] if page[0] in first],
        [value for value in pages["values"] if value[0] in here],
        [problem for problem in journey.problems if problem.path in here],
    )


@law
def a_complete_response_is_accepted(survey: Survey, values: Mapping[Any, Any]) -> None:
    """A response is complete when no problem is an error, and then stays so when what is in effect is reloaded."""
    journey = survey.evaluate(values)
    errors = [problem for problem in journey.problems if problem.severity == "error"]
    must(journey.is_complete is not bool(errors), problems=journey.problems)
    if journey.is_complete:
        for again in (survey.evaluate(journey.values), survey.evaluate(journey.as_json()["values"])):
            must(again.is_complete, problems=again.problems)
            must(again.problems == journey.problems, before=journey.problems, after=again.problems)


@law
def the_order_of_answering_does_not_matter(survey: Survey, values: Mapping[Any, Any]) -> None:
    """A response means the same whatever was answered first."""
    differing = unlike(
        everything(survey.evaluate(values)), everything(survey.evaluate(dict(reversed(list(values.items())))))
    )
    must(not differing, differing=differing)


CHANGING_LAWS = (
    the_same_again,
    hidden_answers_never_matter,
    unhiding_restores,
    pages_depend_on_values_in_effect_only,
    earlier_pages_stand,
    a_complete_response_is_accepted,
    the_order_of_answering_does_not_matter,
)
