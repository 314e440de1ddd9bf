"""People who answer a form: validly, as it is shown to them, and reaching what is seldom reached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument
from hypothesis.strategies import DrawFn, SearchStrategy

from survey_engine.expr import nodes
from survey_engine.located import Located, located
from survey_engine.model import Condition, Field
from survey_engine.problems import Problem
from survey_engine.spelling import nearest
from survey_engine.survey import Survey
from survey_engine.testing.aims import Aims
from survey_engine.testing.dice import Dice
from survey_engine.testing.obstacles import NobodyFound, Obstacle, Stuck
from survey_engine.testing.person import Manner, Person
from survey_engine.testing.plan import Plan, plan_of
from survey_engine.testing.valid_answers import is_valid

_MANNERS: tuple[Manner, ...] = ("free", "free", "sparing", "thorough", "middling")
"""How somebody answers; each is tried when the one before it did not get through."""

_MOST_AIMS: Final = 3


def respondents(
    survey: Survey,
    *,
    complete: bool = True,
    reaching: str | None = None,
    prefill: SearchStrategy[Mapping[str, Any]] | None = None,
) -> SearchStrategy[dict[str, Any]]:
    """People who answer what they are shown, page by page, validly: path → JSON value, in the form's order.

    What is required is answered, limits and formats are kept, and no check that is an error is set off. Nothing hidden
    is answered. Prefilled values are among the answers, shown or not, as `Interview` wants them; those that `prefill`
    gives are used, others are drawn. Every branch of the form is meant to be met soon.

    With `complete=False` they may stop anywhere: what comes after is unanswered. With `reaching` (the path or id of a
    page, question, row, field or option) they are all shown that.

    Raises `NobodyFound`, when drawn from, where nobody seems to be able to finish, or to be shown what is asked for.
    """
    if reaching is not None:
        _locate(survey, reaching)
    if reaching is not None and not complete:
        raise InvalidArgument("reaching= is of people who finish: leave out complete=False")
    return _respondents(survey, complete=complete, reaching=reaching, prefill=prefill)


def _respondent(
    draw: DrawFn,
    survey: Survey,
    *,
    complete: bool,
    reaching: str | None,
    prefill: SearchStrategy[Mapping[str, Any]] | None,
) -> dict[str, Any]:
    given = {} if prefill is None else draw(prefill)
    if given:
        _refuse_wrong(survey, given)
    if not complete:
        return _stopped(draw, survey, given)
    return finished(draw, survey, given, reaching).answers()


_respondent.__name__ = "respondents"  # what a failing test calls it
_respondents = st.composite(_respondent)


@st.composite
def respondents_trying(draw: DrawFn, survey: Survey, condition: Condition) -> dict[str, Any]:
    """People who finish, and answer so that a condition holds where they see a way; it may hold of none of them."""
    return finished(draw, survey, {}, wished=condition).answers()


def finished(
    draw: DrawFn,
    survey: Survey,
    given: Mapping[str, Any],
    reaching: str | None = None,
    wished: Condition | None = None,
) -> Person:
    """Somebody who has finished the form, and first tried to do so with what is `wished`; raises `NobodyFound`."""
    plan, dice = plan_of(survey.form), Dice(draw)
    target = None if reaching is None else _locate(survey, reaching)
    obstacle: Obstacle | None = None
    for attempt, manner in enumerate(_MANNERS):
        person = Person(dice, plan, given, _aims(dice, plan, target, attempt, wished), manner)
        try:
            person.finish()
        except Stuck as stuck:
            obstacle = stuck.obstacle
            continue
        journey = survey.evaluate(person.answers())
        if not journey.is_complete:
            obstacle = _kept(survey, journey.problems)
        elif target is not None and not _is_shown(survey, target, reaching, person):
            obstacle = None
        else:
            return person
    if obstacle is not None:
        told = obstacle.in_words("en")
        raise NobodyFound(f"no respondent was found who can finish {survey.id}: {told}", obstacle)
    raise NobodyFound(f"no respondent was found who is shown {reaching!r} in {survey.id!r}")


def _stopped(draw: DrawFn, survey: Survey, given: Mapping[str, Any]) -> dict[str, Any]:
    """Somebody who stops where they like, or on a page that nobody who was tried can leave."""
    plan, dice = plan_of(survey.form), Dice(draw)
    fields = dice.index(len(survey.fields) + 1)
    obstacle: Obstacle | None = None
    for attempt, manner in enumerate((*_MANNERS, _MANNERS[0])):
        person = Person(dice, plan, given, _aims(dice, plan, None, attempt), manner)
        try:
            person.stop_after(fields, gives_up=attempt == len(_MANNERS))
        except Stuck as stuck:
            obstacle = stuck.obstacle
        else:
            return person.answers()
    why = obstacle.in_words("en") if obstacle is not None else ""
    raise NobodyFound(f"no respondent was found who can begin {survey.id}: {why}", obstacle)


def _kept(survey: Survey, problems: tuple[Problem, ...]) -> Obstacle:
    wrong = next(problem for problem in problems if problem.severity == "error")
    question = wrong.path.partition(".")[0]
    page = next(page for page in survey.pages if any(each.id == question for each in page.questions))
    return Obstacle("problem", page.id, wrong.path, wrong.code)


# What somebody aims at.


def _aims(dice: Dice, plan: Plan, target: Located | None, attempt: int, wished: Condition | None = None) -> Aims:
    """At the target; else, the first time, at what is wished or some conditions of the form's, so that what is rare is
    met."""
    free = attempt == 0 or (target is not None and attempt == 1)
    aims = Aims(plan, dice.index if free else lambda _: 0)
    if target is not None:
        _aim_at(aims, plan, target)
    elif attempt == 0 and wished is not None:
        aims.add(wished.tree, holds=True)
    elif attempt == 0 and plan.conditions:
        for _ in range(dice.index(_MOST_AIMS + 1)):
            condition = plan.conditions[dice.index(len(plan.conditions))]
            aims.add(condition.tree, holds=bool(dice.index(2)))
    return aims


def _aim_at(aims: Aims, plan: Plan, target: Located) -> None:
    for _, condition in target.conditions:
        aims.add(condition.tree, holds=True)
    if target.option is None:
        parts = [plan.form.by_path[path] for path in sorted(target.shown_by) if path in plan.form.by_path]
        if len(parts) == 1:
            aims.show(parts[0])
        return
    choice, option = target.option
    aims.show(choice)
    chosen = nodes.Chosen(choice.path, option.id)
    aims.add(chosen if choice.type == "choices" else nodes.OneOf(choice.path, (option.id,)), holds=True)


def _is_shown(survey: Survey, target: Located, path: str | None, person: Person) -> bool:
    return path is not None and survey.evaluate(person.answers()).why(path).shown and bool(target.shown_by)


def _locate(survey: Survey, path: str) -> Located:
    try:
        return located(survey.form, path)
    except KeyError:
        near = nearest(path, [*_ids(survey)])
        hint = f"; did you mean {near!r}?" if near else ""
        raise InvalidArgument(f"{survey.id!r} has nothing at reaching={path!r}{hint}") from None


def _ids(survey: Survey) -> Iterator[str]:
    yield from (page.id for page in survey.pages)
    yield from (question.id for question in survey.questions)
    yield from (part.path for part in survey.fields)


def _refuse_wrong(survey: Survey, given: Mapping[str, Any]) -> None:
    """What no host may supply; what is missing is drawn."""
    for path, value in given.items():
        part: Field | None = survey.form.by_path.get(path)
        if part is None or not part.prefill or part.computed is not None:
            raise InvalidArgument(f"prefill= has a value at {path!r}, which is not prefilled")
        if value is not None and not is_valid(part, value):
            raise InvalidArgument(f"prefill= has a value at {path!r} that its field does not take")
