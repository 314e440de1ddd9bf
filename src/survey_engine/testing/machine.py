"""A respondent who answers, changes their mind, goes back and forth, stops, resumes and submits: a state machine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from survey_engine.interview import Interview, Submission
from survey_engine.json_values import value_json
from survey_engine.model import Field
from survey_engine.survey import Survey
from survey_engine.testing.laws import OF_FORMS, OF_INTERVIEWS, OF_RESPONSES
from survey_engine.testing.valid_answers import any_valid, worth_trying
from survey_engine.testing.values import JUNK, edge_answers, right_answers


class InterviewMachine(RuleBasedStateMachine):
    """A respondent at a form, as a Hypothesis state machine; after each step all laws are looked at.

    Subclass it, give it a `survey`, and let the test runner have its `TestCase`:

        class Respondent(InterviewMachine):
            survey = se.load("form.yaml")

        TestRespondent = Respondent.TestCase

    To drive a front end, override the actions `begin`, `answer`, `go_on`, `go_back`, `resume` and `submit`, all six
    (an action that is left out is not done there, and the front end falls behind): each does its step there and then
    calls `super()`, which does it with `self.interview`. Override `compare` to assert, after each step, that the front
    end shows what `self.interview` says. Every value that is sent is JSON.
    """

    survey: ClassVar[Survey]
    """The form that is answered; yours to set."""
    prefill: ClassVar[Mapping[str, Any] | None] = None
    """The values that the host supplies; without them, valid ones are drawn."""
    interview: Interview
    """Where the respondent is now."""
    submission: Submission | None
    """What was submitted in the last step, if it was."""

    _held: ClassVar[set[str]]
    """The responses, and the places in an interview, of which all laws held: what is shrunk comes there again."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls._held = set()

    def __init__(self) -> None:
        super().__init__()
        if not isinstance(getattr(self, "survey", None), Survey):
            raise InvalidArgument(f"{type(self).__name__} needs a survey: survey = se.load(…)")
        self.submission = None

    # What the respondent does: yours to override.

    def begin(self, prefill: Mapping[str, Any]) -> None:
        """Opens the form."""
        self.interview = Interview(self.survey, prefill)

    def answer(self, path: str, value: Any) -> None:
        """Answers a question, changes an answer, or by None takes it back."""
        self.interview = self.interview.answer(path, value)

    def go_on(self) -> None:
        """Goes to the next page, or stays where something is wrong."""
        self.interview = self.interview.next()

    def go_back(self) -> None:
        """Goes to the page before, in a form that has a way back."""
        self.interview = self.interview.back()

    def resume(self) -> None:
        """Stops, and comes back later to what was stored."""
        now = self.interview
        self.interview = Interview(self.survey, now._prefill, now.answers, _page(now))

    def submit(self) -> None:
        """Submits, or is shown the first page on which something is wrong."""
        outcome = self.interview.submit()
        if isinstance(outcome, Submission):
            self.submission = outcome
        else:
            self.interview = outcome

    def compare(self) -> None:
        """Called after each step, for a front end to be compared with `self.interview`."""

    # When they do it.

    @initialize(data=st.data())
    def _opens_the_form(self, data: st.DataObject) -> None:
        self.begin(self.prefill if self.prefill is not None else self._drawn_prefill(data))

    @precondition(lambda self: self._open_here())
    @rule(data=st.data())
    def _answers_what_is_shown(self, data: st.DataObject) -> None:
        here = self._open_here()
        path = data.draw(st.sampled_from([*here]), "path")
        self._gives(path, data.draw(_sent(_answers(self.survey.field(path), here[path])), "answer"))

    @precondition(lambda self: self._open())
    @rule(data=st.data())
    def _answers_anything_anywhere(self, data: st.DataObject) -> None:
        path = data.draw(st.sampled_from(self._open()), "path")
        part = self.survey.field(path)
        self._gives(path, data.draw(_sent(right_answers(part) | edge_answers(part) | JUNK), "answer"))

    @precondition(lambda self: self._answered())
    @rule(data=st.data(), takes_back=st.booleans())
    def _changes_their_mind(self, data: st.DataObject, takes_back: bool) -> None:
        path = data.draw(st.sampled_from(self._answered()), "path")
        self._gives(path, None if takes_back else data.draw(_sent(right_answers(self.survey.field(path))), "answer"))

    @rule()
    def _goes_on(self) -> None:
        self._steps(self.go_on)

    @precondition(lambda self: self.survey.back)
    @rule()
    def _goes_back(self) -> None:
        self._steps(self.go_back)

    @rule()
    def _stops_and_resumes(self) -> None:
        self._steps(self.resume)

    @rule()
    def _submits(self) -> None:
        self._steps(self.submit)

    @invariant()
    def _the_laws_hold(self) -> None:
        now = self.interview
        response = {**now.answers, **now._prefill}
        of_responses = (*OF_RESPONSES.values(), *OF_FORMS.values())
        self._look_once(repr(response), lambda: [law(self.survey, response) for law in of_responses])
        place = f"{response!r} {now.answers!r} {_page(now)}"
        self._look_once(place, lambda: [law(now) for law in OF_INTERVIEWS.values()])
        self.compare()

    def _look_once(self, key: str, look: Callable[[], object]) -> None:
        if key not in self._held:
            look()
            self._held.add(key)

    # What they have before them.

    def _steps(self, action: Callable[[], None]) -> None:
        self.submission = None
        action()

    def _gives(self, path: str, value: Any) -> None:
        self._steps(lambda: self.answer(path, value))

    def _open(self) -> list[str]:
        """The paths that take an answer now."""
        order = {page.id: number for number, page in enumerate(self.survey.pages)}
        page = self.interview.page
        first = 0 if self.survey.back or page is None else order[page.id]
        return [part.path for part in self.survey.fields if part.answerable and order[part.page.id] >= first]

    def _open_here(self) -> dict[str, list[str]]:
        """The paths on this page that the respondent sees and may answer, each with its available options."""
        questions = self.interview.page.questions if self.interview.page is not None else ()
        shown = (part for question in questions for part in question.fields if part.field.answerable)
        return {part.path: [option.id for option in part.options] for part in shown}

    def _answered(self) -> list[str]:
        return [path for path in self._open() if path in self.interview.answers]

    def _drawn_prefill(self, data: st.DataObject) -> dict[str, Any]:
        fields = [part for part in self.survey.fields if part.prefill and part.computed is None]
        return {part.path: data.draw(_sent(_valid(part)), part.path) for part in fields}


def _page(interview: Interview) -> str | None:
    return interview.page.id if interview.page is not None else None


def _sent(answers: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """As a front end sends them."""
    return answers.map(value_json)


def _valid(part: Field) -> st.SearchStrategy[Any]:
    """Valid answers; an error names a field whose limits leave none."""
    tried = worth_trying(part, (), frozenset())
    if not tried:
        raise InvalidArgument(f"no value keeps the limits of {part.path!r}")
    return st.sampled_from(tried) | any_valid(part, tried)


def _answers(part: Field, offered: list[str]) -> st.SearchStrategy[Any]:
    """Answers as a respondent gives them, among the options that they see; a few are not what the field takes."""
    if part.type == "choice":
        return st.sampled_from(offered)
    if part.type == "choices":
        return st.lists(st.sampled_from(offered), max_size=part.max_selected or len(offered), unique=True)
    return right_answers(part) | right_answers(part) | edge_answers(part)
