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
from survey_engine.testing.obstacles import NobodyFound
from survey_engine.testing.plan import plan_of
from survey_engine.testing.respondents import respondents, respondents_trying
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

_STEPS = 100_000
"""To make what was found plainer takes so many steps at most, each of which looks at every field of the form."""
_FEWEST_STEPS = 100
_PLAIN = 4
"""So many of the answers worth trying, the simplest first, are tried in place of one that was found."""
_SHRUNK = 200
"""Hypothesis shrinks what it finds in a form of so many fields at most: each of its steps draws a respondent anew."""
_WHOLE = 200
"""Of a form of more fields fewer responses are tried, so that there is an end to it."""
_FEWEST = 10
_TRYING = 5
"""One in so many respondents, beside the others, tries to be what the form says that nobody is."""


def against_law(survey: Survey, name: str, key: str) -> Counterexample | None:
    """A response (or somebody on their way) by which a law of `SEARCHED` does not hold of a survey, if one is found.

    How many are tried, and by which seed, is for Hypothesis' settings to say; what was found before under the same
    `key` is tried first.
    """
    if name in OF_RESPONSES:
        law = OF_RESPONSES[name]
        return _found(_Search(survey, "anybody", lambda subject: law(survey, subject[0]), key))
    of_interviews = OF_INTERVIEWS[name]
    return _found(_Search(survey, "on their way", lambda subject: of_interviews(_interview(survey, *subject)), key))


def against_never(survey: Survey, condition: Condition, key: str) -> Counterexample | None:
    """A complete response by which a `never` of the survey's holds, if one is found; otherwise as `against_law`."""
    of_form = Judge(survey.form)

    def judge(subject: _Subject) -> None:
        journey = survey.evaluate(subject[0])
        if journey.is_complete and of_form.holds(condition.tree, journey.values):
            raise Met

    return _found(_Search(survey, "complete", judge, key, condition))


@dataclass(frozen=True, slots=True)
class _Search:
    """Among whom something is looked for, what it is, and under which name it is remembered."""

    survey: Survey
    who: _Who
    judge: _Judge
    key: str
    wished: Condition | None = None
    """What some of them try to be."""


def _interview(survey: Survey, answers: Mapping[str, Any], number: int) -> Interview:
    prefilled = {path for path in answers if survey.form.by_path[path].prefill}
    own = {path: answer for path, answer in answers.items() if path not in prefilled}
    pages = survey.evaluate(answers).pages
    page = pages[number % len(pages)].id if pages else None
    return Interview(survey, {path: answers[path] for path in prefilled}, own, page)


def _found(search: _Search) -> Counterexample | None:
    profile = _profile()
    remembered = [phase for phase in profile.phases if phase is not Phase.generate]
    try:
        found = _searched(search, remembered)
        if found is not None:
            return found
        subjects = _drawn(search.survey, search.who, profile)
        if search.wished is not None:
            few = settings(profile, max_examples=max(1, profile.max_examples // _TRYING))
            subjects = [*subjects, *_drawn_of(search.survey, _trying(search.survey, search.wished), few)]
    except NobodyFound as error:
        return Counterexample({}, error)
    for subject in subjects:
        try:
            search.judge(subject)
        except Exception as error:  # noqa: BLE001 whatever it is, it is told of with the answers that brought it about
            own, found = _shortest(search, subject, error), _searched(search, [*profile.phases])
            return min((found or own, own), key=lambda each: len(each.answers))
    return None


def _profile() -> settings:
    """Hypothesis' settings as they are now: one and the same object until another profile is loaded."""
    profile: settings | None = settings.default
    assert profile is not None  # its type allows for a moment of Hypothesis' own import
    return profile


def nobody_can_finish(survey: Survey) -> NobodyFound | None:
    """What keeps everybody who was tried from finishing a form; None where somebody was found who can."""
    try:
        _drawn(survey, "complete", _profile())
    except NobodyFound as error:
        return error
    return None


def _strategy(survey: Survey, who: _Who) -> SearchStrategy[_Subject]:
    match who:
        case "anybody":
            return st.tuples(values(survey), st.just(0))
        case "on their way":
            return st.tuples(respondents(survey, complete=False), st.integers(0, max(0, len(survey.pages) - 1)))
        case "complete":
            return st.tuples(respondents(survey), st.just(0))


def _trying(survey: Survey, wished: Condition) -> SearchStrategy[_Subject]:
    return st.tuples(respondents_trying(survey, wished), st.just(0))


@lru_cache(maxsize=6)
def _drawn(survey: Survey, who: _Who, profile: settings) -> Sequence[_Subject]:
    return _drawn_of(survey, _strategy(survey, who), profile)


def _drawn_of(survey: Survey, strategy: SearchStrategy[_Subject], profile: settings) -> Sequence[_Subject]:
    """As many as a test of that profile would be given, or of a long form fewer."""
    if Phase.generate not in profile.phases:
        return ()
    subjects: list[_Subject] = []

    @_as_in(profile, survey, phases=[Phase.generate], database=None)
    @given(strategy)
    def draw(subject: _Subject) -> None:
        subjects.append(subject)

    draw()
    return subjects


def _searched(search: _Search, phases: Sequence[Phase]) -> Counterexample | None:
    """What Hypothesis finds."""
    last: list[_Subject] = []
    strategy = _strategy(search.survey, search.who)
    if search.wished is not None:
        strategy |= _trying(search.survey, search.wished)

    @_as_in(_profile(), search.survey, phases=phases)
    @given(strategy)
    def looked(subject: _Subject) -> None:
        last[:] = [subject]
        search.judge(subject)

    # As Hypothesis' own plugin does for tests that share their source: each has its own place in the database.
    looked.hypothesis.inner_test._hypothesis_internal_add_digest = search.key.encode()  # type: ignore[attr-defined]
    try:
        looked()
    except NobodyFound:
        raise
    except SkipTest:  # nothing was remembered
        return None
    except Exception as error:  # noqa: BLE001 as above
        return _shortest(search, last[0], error) if last else Counterexample({}, error)
    return None


def _as_in(profile: settings, survey: Survey, *, phases: Sequence[Phase], **changed: Any) -> settings:
    """The profile, without what would make a slow machine or a long form a fault of the form's, and without Hypothesis'
    explanations: they vary what was found."""
    size = len(survey.fields)
    left_out = {Phase.explain} | ({Phase.shrink} if size > _SHRUNK else set())
    most = profile.max_examples
    return settings(
        profile,
        max_examples=min(most, max(_FEWEST, most * _WHOLE // size)) if size > _WHOLE else most,
        phases=[phase for phase in phases if phase not in left_out],
        deadline=None,
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
        print_blob=False,
        **changed,
    )


def _shortest(search: _Search, subject: _Subject, error: Exception) -> Counterexample:
    """The answers without those without which the same comes out, and the others as plain as they can be."""
    answers, number = subject
    best = _Plainer(search, number, dict(answers), error)
    best.drop()
    best.simplify()
    return Counterexample(best.answers, best.error)


class _Plainer:
    """Answers that are tried without this and with that, as long as the same comes out; so many times at most."""

    def __init__(self, search: _Search, number: int, answers: dict[Any, Any], error: Exception) -> None:
        self.search = search
        self.number = number
        self.answers = answers
        self.error = error
        self._left = max(_FEWEST_STEPS, _STEPS // (len(search.survey.fields) or 1))

    def drop(self) -> None:
        """Leaves out answers, many at once as long as that works, then fewer."""
        size = max(1, len(self.answers) // 2)
        while True:
            paths = list(self.answers)
            dropped = [self._try({}, paths[at : at + size]) for at in range(0, len(paths), size)]
            if size == 1 and not any(dropped):
                return
            size = max(1, size // 2)

    def simplify(self) -> None:
        """Gives plainer answers in place of those that are there, and drops what then does not matter either."""
        plan = plan_of(self.search.survey.form)
        for path in list(self.answers):
            part = self.search.survey.form.by_path.get(path)
            for other in plan.tries(part)[:_PLAIN] if part is not None and part.computed is None else ():
                if other == self.answers.get(path) or self._try({path: other}, []):
                    break
        self.drop()

    def _try(self, changed: Mapping[Any, Any], left_out: Sequence[Any]) -> bool:
        """Whether the same comes out with some answers changed and some left out; then they are."""
        if self._left == 0:
            return False
        self._left -= 1
        gone = set(left_out)
        answers = {path: answer for path, answer in {**self.answers, **changed}.items() if path not in gone}
        try:
            self.search.judge((answers, self.number))
        except Refused:
            return False  # an interview that cannot begin
        except Exception as still:  # noqa: BLE001 as above
            if type(still) is not type(self.error):
                return False
            self.answers, self.error = answers, still
            return True
        return False
