"""The laws: what holds of every response to every form, whatever was answered, and of every respondent's way.

`OF_RESPONSES` take a survey and a response (any mapping that `Survey.evaluate` takes), `OF_INTERVIEWS` an interview,
`OF_FORMS` a survey and a response too, but it is the form's author who promises them. `LAWS` is all of them by name.
Each raises `LawBroken` when it does not hold.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, assert_never

from survey_engine.composed import nfc
from survey_engine.engine.answers import is_answer
from survey_engine.journey import Journey
from survey_engine.model import Condition, Field, Option, Page, Question, Row
from survey_engine.survey import Survey
from survey_engine.testing.field_laws import FIELD_LAWS
from survey_engine.testing.interview_laws import INTERVIEW_LAWS
from survey_engine.testing.law import law, must
from survey_engine.testing.reckoning import Reader
from survey_engine.testing.seen import (
    MOST,
    and_beside,
    answered,
    everything,
    findings,
    meaning,
    of_page,
    offered,
    some,
    unlike,
)

Law = Callable[[Survey, Mapping[Any, Any]], None]


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
    """What another answer hides is kept, told as dropped, and back when that answer is."""
    journey = survey.evaluate(values)
    for part in some(answered(survey, values), journey):
        without = survey.evaluate({path: answer for path, answer in values.items() if path != part.path})
        told = {dropped.path: dropped for dropped in without.dropped}
        for path in set(journey.visible) - set(without.visible) - {part.path}:
            field = survey.form.by_path[path]
            if field.computed is None and is_answer(field.type, values.get(path)):
                must(path in told and told[path].reason == "hidden", path, taken_back=part.path, dropped=told)
                must(told.get(path) and told[path].value is values[path], path, dropped=told)
        restored = unlike(everything(journey), everything(survey.evaluate({**values, part.path: values[part.path]})))
        must(not restored, part.path, differing=restored)


@law
def pages_depend_on_values_in_effect_only(survey: Survey, values: Mapping[Any, Any]) -> None:
    """The values in effect, evaluated alone or sent as JSON and back, give the same pages, visible and values."""
    journey = survey.evaluate(values)
    sent = json.loads(json.dumps(journey.as_json()["values"]))
    for again in (survey.evaluate(journey.values), survey.evaluate(sent)):
        differing = unlike(meaning(journey), meaning(again))
        must(not differing, differing=differing)


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
        else:
            required = part.required is True or (
                isinstance(part.required, Condition) and reader.holds(part.required.tree)
            )
            must(code in (("required", "type") if required else ("type", None)), path, found=found)
            must(code != "type" or is_answer(part.type, values.get(path)), path, found=found)
        must(code is None or found[path].severity == "error", path, found=found)


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
def earlier_pages_stand(survey: Survey, values: Mapping[Any, Any]) -> None:
    """Nothing on a page hangs on what is answered on later ones: forward-only can never break an earlier page."""
    journey = survey.evaluate(values)
    for number in some(range(1, len(survey.pages)), journey):
        here = of_page(survey, number)
        later = {p.path: _any_answer(p, number) for p in survey.fields if p.path not in here and p.computed is None}
        until = {path: answer for path, answer in values.items() if path in here}
        for changed in (until, until | later):
            now, then = (_first_pages(survey, each, here) for each in (journey, survey.evaluate(changed)))
            must(now == then, survey.pages[number - 1].id, before=now, after=then)


def _first_pages(survey: Survey, journey: Journey, here: set[str]) -> tuple[Any, ...]:
    pages = meaning(journey)
    first = {q.page.id for q in survey.questions if q.id in here}
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
def dropped_and_values_share_no_path(survey: Survey, values: Mapping[Any, Any]) -> None:
    """No path is both left out and in effect, save computed ones and choices that lost only some of their options."""
    journey = survey.evaluate(values)
    for dropped in journey.dropped:
        if dropped.path in journey.values and dropped.reason != "computed":
            part, kept = survey.form.by_path[dropped.path], journey.values[dropped.path]
            must(part.type == "choices" and dropped.reason == "filtered", dropped.path, dropped=dropped, kept=kept)
            must(isinstance(kept, tuple) and not set(kept) & set(dropped.value), dropped.path, kept=kept)


@law
@and_beside
def nothing_is_lost_in_silence(survey: Survey, values: Mapping[Any, Any]) -> None:
    """Every answer is wholly in effect, or told as dropped once, with the first reason that applies; the form's paths
    stand in its order, then the unknown by name."""
    journey = survey.evaluate(values)
    options = offered(journey)
    expected = []
    for part in survey.fields:
        if not is_answer("text" if part.computed else part.type, values.get(part.path)):
            continue
        if part.computed is not None:
            expected.append((part.path, "computed"))
        elif part.path not in options:
            expected.append((part.path, "hidden"))
        elif part.path not in journey.values:
            mistyped = any(p.path == part.path and p.code == "type" for p in journey.problems)
            must(mistyped or part.type in ("choice", "choices"), part.path, journey=findings(journey))
            expected.append((part.path, "type" if mistyped else "filtered"))
        elif part.type == "choices" and set(values[part.path]) - set(options[part.path]):
            expected.append((part.path, "filtered"))
    known = [(d.path, d.reason) for d in journey.dropped if d.reason != "unknown"]
    must(known == expected, dropped=known, expected=expected)
    unknown = [d.path for d in journey.dropped[len(expected) :]]
    of_no_field = [
        path for path, answer in values.items() if path not in survey.form.by_path and is_answer("text", answer)
    ]
    named = [path if isinstance(path, str) else f"<{type(path).__name__}>" for path in of_no_field]
    must(unknown == sorted(named), dropped=unknown, expected=named)
    for dropped in journey.dropped:
        if dropped.reason == "filtered" and isinstance(values[dropped.path], list | tuple):
            gone = set(values[dropped.path]) - set(journey.values.get(dropped.path, ()))  # type: ignore[arg-type]
            must(set(dropped.value) == gone and len(dropped.value) == len(gone), dropped.path, dropped=dropped.value)
        elif dropped.path in values:
            must(dropped.value is values[dropped.path], dropped.path, dropped=dropped.value)


@law
@and_beside
def values_are_what_their_fields_hold(survey: Survey, values: Mapping[Any, Any]) -> None:
    """A value in effect is at a visible path, in the form's order, and of its field's own type, as it was answered."""
    journey = survey.evaluate(values)
    must(list(journey.values) == [path for path in journey.visible if path in journey.values], values=journey.values)
    options = offered(journey)
    for path, value in journey.values.items():
        part = survey.form.by_path[path]
        match part.type:
            case "integer":
                right = type(value) is int
            case "decimal":
                right = isinstance(value, Decimal) and -int(value.as_tuple().exponent) >= (part.places or 0)
            case "date":
                right = type(value) is date
            case "text":
                right = isinstance(value, str) and value == nfc(value) and "\r" not in value and bool(value.strip())
            case "choice":
                right = value in options[path]
            case "choices":
                right = value == tuple(o for o in options[path] if isinstance(value, tuple) and o in value) != ()
            case "confirm":
                right = value is True
            case _:
                assert_never(part.type)
        must(right, path, value=value)


@law
def the_order_of_answering_does_not_matter(survey: Survey, values: Mapping[Any, Any]) -> None:
    """A response means the same whatever was answered first."""
    differing = unlike(
        everything(survey.evaluate(values)), everything(survey.evaluate(dict(reversed(list(values.items())))))
    )
    must(not differing, differing=differing)


@law
def why_tells_what_is_shown(survey: Survey, values: Mapping[Any, Any]) -> None:
    """`why` says of everything whether it is shown, and that a clause holds when the values it names say so."""
    unsaid = {part.path: part.cannot_say for part in survey.fields if part.cannot_say is not None}
    for given in (values, {**values, **unsaid}):
        journey = survey.evaluate(given)
        reader = Reader(survey.form, journey.values)
        shown = set(journey.visible) | {page.id for page in journey.pages}
        shown |= {question.id for page in journey.pages for question in page.questions}
        things: list[Page | Question | Field] = [*survey.pages, *survey.questions, *survey.fields]
        for thing in some(things, journey, 3 * MOST):
            path = thing.path if isinstance(thing, Field) else thing.id
            why = journey.why(path)
            must(why.shown is (path in shown), path, why=why)
            for reason in why.reasons:
                if reason.level not in ("option", "companion"):
                    must(reason.holds is reader.holds(reason.condition.tree), path, reason=reason)
                    for part in reason.parts:
                        must(part.holds is reader.holds(part.condition.tree), path, part=part)


@law
def never_never(survey: Survey, values: Mapping[Any, Any]) -> None:
    """What the form says can never be is not so of any complete response."""
    journey = survey.evaluate(values)
    if journey.is_complete:
        reader = Reader(survey.form, journey.values)
        for condition in survey.form.never:
            must(not reader.holds(condition.tree), condition.source, values=dict(journey.values))


OF_RESPONSES: Mapping[str, Law] = {
    each.__name__: each
    for each in (
        the_same_again,
        hidden_answers_never_matter,
        unhiding_restores,
        pages_depend_on_values_in_effect_only,
        what_is_shown_is_asked,
        shown_when_its_condition_holds,
        what_is_asked_is_validated,
        problems_stand_at_what_is_shown,
        checks_are_tried_where_they_stand,
        totals_add_up,
        earlier_pages_stand,
        a_complete_response_is_accepted,
        dropped_and_values_share_no_path,
        nothing_is_lost_in_silence,
        values_are_what_their_fields_hold,
        the_order_of_answering_does_not_matter,
        why_tells_what_is_shown,
        *FIELD_LAWS,
    )
}
"""The laws of every response to every form, by name."""

OF_INTERVIEWS = {each.__name__: each for each in INTERVIEW_LAWS}
"""The laws of every interview, by name."""

OF_FORMS: Mapping[str, Law] = {never_never.__name__: never_never}
"""What only the form's author can promise, by name: true of each response when it is true of the form."""

LAWS: Mapping[str, Callable[..., None]] = {**OF_RESPONSES, **OF_INTERVIEWS, **OF_FORMS}
"""All of them, by name."""
