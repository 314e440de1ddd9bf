"""Looks for answers by which a form breaks a law, or is what it says that it never is.

Hypothesis draws the answers, once for all laws of a form, for drawing takes longer than most laws do. What breaks one
is then searched for, shrunk and remembered by Hypothesis as for any test.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal
from unittest import SkipTest

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from survey_engine.engine.judge import Judge
from survey_engine.interview import Interview
from survey_engine.model import Condition
from survey_engine.refused import Refused
from survey_engine.survey import Survey
from survey_engine.testing.laws import OF_INTERVIEWS, OF_RESPONSES
from survey_engine.testing.respondents import NobodyFound, respondents
from survey_engine.testing.values import values

SEARCHED: tuple[str, ...] = (*OF_RESPONSES, *OF_INTERVIEWS)
"""The names of the laws that a form can be searched by."""


@dataclass(frozen=True, slots=True)
class Counterexample:
    """Answers by which something does not hold, without those that do not matter."""

    answers: Mapping[Any, Any] = field(repr=False)
    error: Exception = field(repr=False)
    """What was raised: `LawBroken`, `NobodyFound`, or whatever else the library or Hypothesis raised."""


class Met(Exception):
    """A condition that never holds does."""


_Subject = tuple[dict[Any, Any], int]
"""A response, and a number that chooses a page."""
_Judge = Callable[[_Subject], None]
_Who = Literal["anybody", "on their way", "complete"]


def against_law(survey: Survey, name: str, key: str) -> Counterexample | None:
    """A response (or somebody on their way) by which a law of `SEARCHED` does not hold of a survey, if one is found.

    How many are tried, and by which seed, is for Hypothesis' settings to say; what was found before under the same
    `key` is tried first.
    """
    if name in OF_RESPONSES:
        law = OF_RESPONSES[name]
        return _found(survey, "anybody", lambda subject: law(survey, subject[0]), key)
    of_interviews = OF_INTERVIEWS[name]
    return _found(survey, "on their way", lambda subject: of_interviews(_interview(survey, *subject)), key)


def against_never(survey: Survey, condition: Condition, key: str) -> Counterexample | None:
    """A complete response by which a `never` of the survey's holds, if one is found; otherwise as `against_law`."""
    of_form = Judge(survey.form)

    def judge(subject: _Subject) -> None:
        journey = survey.evaluate(subject[0])
        if journey.is_complete and of_form.holds(condition.tree, journey.values):
            raise Met

    return _found(survey, "complete", judge, key)


def _interview(survey: Survey, answers: Mapping[str, Any], number: int) -> Interview:
    prefilled = {path for path in answers if survey.form.by_path[path].prefill}
    own = {path: answer for path, answer in answers.items() if path not in prefilled}
    pages = survey.evaluate(answers).pages
    page = pages[number % len(pages)].id if pages else None
    return Interview(survey, {path: answers[path] for path in prefilled}, own, page)


def _found(survey: Survey, who: _Who, judge: _Judge, key: str) -> Counterexample | None:
    profile = settings()
    remembered = [phase for phase in profile.phases if phase is not Phase.generate]
    try:
        found = _searched(survey, who, judge, key, remembered)
        if found is not None:
            return found
        subjects = _drawn(survey, who, profile)
    except NobodyFound as error:
        return Counterexample({}, error)
    for subject in subjects:
        try:
            judge(subject)
        except Exception as error:  # noqa: BLE001 whatever it is, it is told of with the answers that brought it about
            found = _searched(survey, who, judge, key, [*profile.phases])
            return found or _shortest(subject, judge, error)
    return None


def _strategy(survey: Survey, who: _Who) -> SearchStrategy[_Subject]:
    match who:
        case "anybody":
            return st.tuples(values(survey), st.just(0))
        case "on their way":
            return st.tuples(respondents(survey, complete=False), st.integers(0, max(0, len(survey.pages) - 1)))
        case "complete":
            return st.tuples(respondents(survey), st.just(0))


@lru_cache(maxsize=6)
def _drawn(survey: Survey, who: _Who, profile: settings) -> Sequence[_Subject]:
    """As many as a test of that profile would be given."""
    if Phase.generate not in profile.phases:
        return ()
    subjects: list[_Subject] = []

    @_as_in(profile, phases=[Phase.generate], database=None)
    @given(_strategy(survey, who))
    def draw(subject: _Subject) -> None:
        subjects.append(subject)

    draw()
    return subjects


def _searched(survey: Survey, who: _Who, judge: _Judge, key: str, phases: Sequence[Phase]) -> Counterexample | None:
    """What Hypothesis finds."""
    last: list[_Subject] = []

    @_as_in(settings(), phases=phases)
    @given(_strategy(survey, who))
    def looked(subject: _Subject) -> None:
        last[:] = [subject]
        judge(subject)

    # As Hypothesis' own plugin does for tests that share their source: each has its own place in the database.
    looked.hypothesis.inner_test._hypothesis_internal_add_digest = key.encode()  # type: ignore[attr-defined]
    try:
        looked()
    except NobodyFound:
        raise
    except SkipTest:  # nothing was remembered
        return None
    except Exception as error:  # noqa: BLE001 as above
        return _shortest(last[0], judge, error) if last else Counterexample({}, error)
    return None


def _as_in(profile: settings, **changed: Any) -> settings:
    """The profile, without what would make a slow machine a fault of the form's."""
    return settings(
        profile,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
        print_blob=False,
        **changed,
    )


def _shortest(subject: _Subject, judge: _Judge, error: Exception) -> Counterexample:
    """The answers without those without which the same comes out."""
    kept, number = subject
    for path in list(kept):
        fewer = {other: answer for other, answer in kept.items() if other != path}
        try:
            judge((fewer, number))
        except Refused:
            continue  # an interview that cannot begin
        except Exception as still:  # noqa: BLE001 as above
            if type(still) is type(error):
                kept, error = fewer, still
    return Counterexample(kept, error)
