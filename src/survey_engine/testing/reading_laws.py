"""The laws of what is shown, asked, checked and added up: it is what a reader with pen and paper comes to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from survey_engine.engine.answers import is_answer
from survey_engine.model import Condition, Field, Option, Page, Question, Row
from survey_engine.survey import Survey
from survey_engine.testing.law import law, must
from survey_engine.testing.reckoning import Reader
from survey_engine.testing.seen import (
    MOST,
    and_beside,
    beside,
    offered,
    some,
)

_WHYS = 4
"""Of so many responses beside a response it is asked why everything is shown: that takes longer than to evaluate."""


@law
@and_beside
def what_is_shown_is_asked(survey: Survey, values: Mapping[Any, Any]) -> None:
    """The pages hold every visible field once, in the form's order, and no page or question without a reason."""
    journey = survey.evaluate(values)
    on_pages = [part.path for page in journey.pages for question in page.questions for part in question.fields]
    must(on_pages == list(journey.visible), on_pages=on_pages, visible=journey.visible)
    must(on_pages == [part.path for part in survey.fields if part.path in set(on_pages)], on_pages=on_pages)
    for page in journey.pages:
        must(page.questions or not page.page.questions, page.id)
        for question in page.questions:
            must(question.fields or question.type == "info", question.id)
            for shown in question.fields:
                must(shown.options or not shown.field.options, shown.path)
    sent = journey.as_json()
    must(sent["visible"] == on_pages and list(sent["values"]) == list(journey.values), sent=sent)
    must([page["id"] for page in sent["pages"]] == [page.id for page in journey.pages], sent=sent)


@law
@and_beside
def shown_when_its_condition_holds(survey: Survey, values: Mapping[Any, Any]) -> None:
    """Whatever is shown has all its conditions met by the values in effect, and whatever is not has not."""
    journey = survey.evaluate(values)
    reader = Reader(survey.form, journey.values)
    available = {part.path: _available(part, reader) for part in survey.fields}
    shown = set(journey.visible)
    for part in survey.fields:
        expected = _is_met(reader, part.page, part.question, part.row, part)
        expected = expected and (not part.options or bool(available[part.path]))
        if part.chosen_with is not None:
            path, option = part.chosen_with
            chosen = journey.values.get(path, ())
            expected = expected and (option in chosen if isinstance(chosen, tuple) else option == chosen)
        must(expected is (part.path in shown), part.path, values=dict(journey.values))
    for path, options in offered(journey).items():
        must(options == available[path], path, offered=options, expected=available[path])
    told = [question.id for page in journey.pages for question in page.questions if question.type == "info"]
    infos = [q.id for q in survey.questions if q.type == "info" and _is_met(reader, q.page, q)]
    must(told == infos, shown=told, expected=infos)
    empty = [page.id for page in survey.pages if not page.questions and _is_met(reader, page)]
    must([page.id for page in journey.pages if not page.page.questions] == empty, expected=empty)


def _is_met(reader: Reader, *things: Page | Question | Row | Field | Option | None) -> bool:
    conditions = [thing.visible_if for thing in things if thing is not None]
    return all(condition is None or reader.holds(condition.tree) for condition in conditions)


def _available(part: Field, reader: Reader) -> tuple[str, ...]:
    return tuple(option.id for option in part.options if _is_met(reader, option))


@law
@and_beside
def what_is_asked_is_validated(survey: Survey, values: Mapping[Any, Any]) -> None:
    """A shown field without a value is a problem when it is required, or its answer has the wrong type; each field has
    at most one problem of its own, in the form's order."""
    journey = survey.evaluate(values)
    reader = Reader(survey.form, journey.values)
    own = [problem for problem in journey.problems if problem.code != "check"]
    place = {part.path: number for number, part in enumerate(survey.fields)}
    places = [place.get(problem.path, -1) for problem in own]
    must(places == sorted(set(places)), problems=own)
    must(list(journey.problems[: len(own)]) == own, problems=journey.problems)
    found = {problem.path: problem for problem in own}
    for path in journey.visible:
        part = survey.form.by_path[path]
        code = found[path].code if path in found else None
        if part.computed is not None:
            must(code is None, path, found=found)
        elif path in journey.values:
            must(code not in ("required", "type"), path, found=found)
        elif _is_mistyped(part, values.get(path)):
            must(code == "type", path, found=found)
        else:
            required = part.required
            if isinstance(required, Condition):
                required = reader.holds(required.tree)
            must(code == ("required" if required else None), path, found=found)
        must(code is None or found[path].severity == "error", path, found=found)


def _is_mistyped(part: Field, answer: Any) -> bool:
    """Whether an answer that is not in effect at a shown field has the wrong type: options may have been left out."""
    if not is_answer(part.type, answer):
        return False
    match part.type:
        case "choice":
            return not isinstance(answer, str)
        case "choices":
            return not (isinstance(answer, list | tuple) and all(isinstance(option, str) for option in answer))
        case _:
            return True


@law
@and_beside
def problems_stand_at_what_is_shown(survey: Survey, values: Mapping[Any, Any]) -> None:
    """A problem stands at a shown field, or that of a check at its shown question or row."""
    journey = survey.evaluate(values)
    shown = {survey.form.by_path[path] for path in journey.visible}
    checked = {part.question.id for part in shown}
    checked |= {f"{part.question.id}.{part.row.id}" for part in shown if part.row is not None}
    fields = {part.path for part in shown if part.computed is None}
    for problem in journey.problems:
        must(problem.path in (checked if problem.code == "check" else fields), problem.path, problem=problem)


@law
@and_beside
def checks_are_tried_where_they_stand(survey: Survey, values: Mapping[Any, Any]) -> None:
    """A check is told exactly when its condition is met and its question (with `row.`, its row) is shown."""
    journey = survey.evaluate(values)
    reader = Reader(survey.form, journey.values)
    shown = {survey.form.by_path[path] for path in journey.visible}
    expected = [
        (case.path, check.severity, str(check.message))
        for question in survey.questions
        for check in question.checks
        for case in check.cases
        if any(part.question is question and case.row in (None, part.row) for part in shown) and reader.holds(case.tree)
    ]
    told = [(p.path, p.severity, p.message) for p in journey.problems if p.code == "check"]
    must(told == expected, told=told, expected=expected)


@law
@and_beside
def totals_add_up(survey: Survey, values: Mapping[Any, Any]) -> None:
    """A computed value is what a reader would reckon from the values that they see, to the last decimal."""
    journey = survey.evaluate(values)
    reader = Reader(survey.form, journey.values)
    for path in journey.visible:
        computed = survey.form.by_path[path].computed
        if computed is not None:
            value, expected = journey.values.get(path), reader.number(computed.tree)
            must(value == expected, path, value=value, expected=expected, answers=values)


@law
def why_tells_what_is_shown(survey: Survey, values: Mapping[Any, Any]) -> None:
    """`why` says of everything whether it is shown, and that a clause holds when the values it names say so."""
    unsaid = {part.path: part.cannot_say for part in survey.fields if part.cannot_say is not None}
    others = some([*beside(survey, values)], survey.evaluate(values), _WHYS)
    for given in (values, {**values, **unsaid}, *others):
        journey = survey.evaluate(given)
        reader = Reader(survey.form, journey.values)
        shown = set(journey.visible) | {page.id for page in journey.pages}
        shown |= {question.id for page in journey.pages for question in page.questions}
        things: list[Page | Question | Field] = [*survey.pages, *survey.questions, *survey.fields]
        for thing in some(things, journey, 6 * MOST):
            path = thing.path if isinstance(thing, Field) else thing.id
            why = journey.why(path)
            must(why.shown is (path in shown), path, why=why)
            for reason in why.reasons:
                if reason.level not in ("option", "companion"):
                    must(reason.holds is reader.holds(reason.condition.tree), path, reason=reason)
                    for part in reason.parts:
                        must(part.holds is reader.holds(part.condition.tree), path, part=part)


READING_LAWS = (
    what_is_shown_is_asked,
    shown_when_its_condition_holds,
    what_is_asked_is_validated,
    problems_stand_at_what_is_shown,
    checks_are_tried_where_they_stand,
    totals_add_up,
    why_tells_what_is_shown,
)
