"""One respondent's way through a form: where they stand, what they may answer, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any, NoReturn, Self

from survey_engine.diagnostics import spoken
from survey_engine.engine.answers import Wrong, first_broken, read
from survey_engine.frozen import frozen
from survey_engine.journey import Journey, ShownPage, Value
from survey_engine.json_values import value_json
from survey_engine.model import Field, Form
from survey_engine.problems import Dropped, Problem, broken_limit
from survey_engine.refused import Refused
from survey_engine.survey import Survey

_NOTHING: Mapping[str, Any] = MappingProxyType({})

_WORDS: dict[str, dict[str, str]] = {
    "sv": {
        "unknown-path": "Formuläret har inget svar med det namnet.",
        "computed-path": "Värdet räknas ut och kan inte fyllas i.",
        "prefilled-path": "Uppgiften är ifylld i förväg och kan inte ändras här.",
        "not-prefilled": "Frågan besvaras av den som fyller i formuläret och kan inte fyllas i i förväg.",
        "earlier-page": "Sidan är passerad, och formuläret går inte att backa i.",
        "unknown-page": "Formuläret har ingen sida med det namnet.",
        "no-way-back": "Formuläret går inte att backa i.",
    },
    "en": {
        "unknown-path": "The form has no answer of that name.",
        "computed-path": "The value is computed and cannot be filled in.",
        "prefilled-path": "The value is filled in beforehand and cannot be changed here.",
        "not-prefilled": "The question is for the respondent and cannot be filled in beforehand.",
        "earlier-page": "That page has been passed, and there is no way back in this form.",
        "unknown-page": "The form has no page of that name.",
        "no-way-back": "There is no way back in this form.",
    },
}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a respondent has come: the pages before theirs, and all pages that are now expected."""

    done: int
    """How many shown pages there are before this one."""
    total: int
    """How many pages are shown by the answers so far."""

    @property
    def fraction(self) -> float:
        """From 0 to 1; 1 where no page is expected."""
        return self.done / self.total if self.total else 1.0


@dataclass(frozen=True, slots=True)
class Submission:
    """A complete response as it was submitted: only what is in effect, and a list of what was left out.

    `survey`, `version` and `fingerprint` say which form it answers.
    """

    survey: str
    """The id of the form that was answered."""
    version: str
    """The edition of that form."""
    fingerprint: str
    """The digest of that form's content."""
    in_effect: tuple[tuple[str, Value], ...] = field(repr=False)
    """Not public: `values`, as pairs."""
    dropped: tuple[Dropped, ...]
    """What was answered and does not count, with the reason."""

    @property
    def values(self) -> Mapping[str, Value]:
        """Path → value in effect, as `Journey.values`."""
        return MappingProxyType(dict(self.in_effect))

    def as_json(self) -> dict[str, Any]:
        """The submission as JSON values."""
        return {
            "survey": self.survey,
            "version": self.version,
            "fingerprint": self.fingerprint,
            "values": {path: value_json(value) for path, value in self.in_effect},
            "dropped": [dropped.as_json() for dropped in self.dropped],
        }


@dataclass(frozen=True, eq=False, init=False, repr=False)
class Interview:
    """One respondent and one form, at one moment. It never changes: every step gives another interview.

    `prefill` are the values that the host supplies, `answers` what the respondent has answered so far, `page` the id
    of the page where they were; without it they begin at the first. Store `answers` and `page.id` to resume later.
    """

    survey: Survey
    """The survey that is answered."""
    _prefill: dict[str, Any]
    _answers: dict[str, Any]
    _stands_at: str | None
    _strays: dict[str, Any]

    def __init__(
        self,
        survey: Survey,
        prefill: Mapping[str, Any],
        answers: Mapping[str, Any] = _NOTHING,
        page: str | None = None,
    ) -> None:
        """Raises `Refused` for a path that is not the host's (`prefill`) or the respondent's (`answers`) to give, for
        an unknown page, and when any prefilled value, shown yet or not, is missing (unless it is `required: false`),
        has the wrong type or breaks a limit: no respondent can mend that. The companion text of a prefilled choice
        counts when its option is chosen.
        """
        for path in prefill:
            _refuse_unless_prefilled(survey, path)
        for path in answers:
            _refuse_unless_answerable(survey, path)
        if page is not None and all(page != known.id for known in survey.form.pages):
            _refuse("unknown-page", page, survey)
        kept = {path: _kept(value) for path, value in prefill.items()}
        for problem in _prefill_problems(survey.form, kept):
            raise Refused(f"prefill-{problem.code.replace('_', '-')}", problem.path, problem.message)
        given = {path: _kept(value) for path, value in answers.items() if value is not None}
        self.__dict__.update(survey=survey, _prefill=kept, _answers=given, _stands_at=page, _strays={})

    @classmethod
    def resumed(
        cls, survey: Survey, prefill: Mapping[str, Any], answers: Mapping[str, Any], page: str | None = None
    ) -> Self:
        """An interview gone on with after the form itself may have been changed: stored answers never refuse it.

        Those that are no longer the respondent's to give are set aside in `strays`, so that nothing is lost; a page
        that is gone is as no page, and prefilled values that the form no longer takes are left out. The others are
        tried as ever: raises `Refused` for them alone.
        """
        asked = {part.path for part in survey.fields if part.answerable}
        supplied = {part.path for part in survey.fields if part.prefill and part.computed is None}
        known = {path: value for path, value in answers.items() if path in asked}
        at = page if any(page == each.id for each in survey.pages) else None
        interview = cls(survey, {path: prefill[path] for path in prefill if path in supplied}, known, at)
        strays = {path: _kept(value) for path, value in answers.items() if path not in asked}
        interview.__dict__["_strays"] = strays
        return interview

    def __repr__(self) -> str:
        return f"<Interview on {self.survey.form.id!r} {self.survey.form.version!r} at page {self._page_id!r}>"

    @property
    def answers(self) -> Mapping[str, Any]:
        """All that the respondent has answered, what is hidden now too; chosen ids as a tuple."""
        return MappingProxyType(self._answers)

    @property
    def strays(self) -> Mapping[str, Any]:
        """What `resumed` was given that the form no longer asks for, path → answer; store it with the answers."""
        return MappingProxyType(self._strays)

    @cached_property
    def journey(self) -> Journey:
        """The form's journey with these answers and the prefilled values."""
        return self.survey.evaluate(self._answers | self._prefill)

    @cached_property
    def page(self) -> ShownPage | None:
        """The page where the respondent stands; None when the whole form is hidden.

        Where that page is hidden by other answers, the nearest shown page before it, else the first.
        """
        shown = self.journey.pages
        if self._stands_at is None or not shown:
            return shown[0] if shown else None
        order = [page.id for page in self.survey.form.pages]
        passed = set(order[: order.index(self._stands_at) + 1])
        return next((page for page in reversed(shown) if page.id in passed), shown[0])

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong on the page where the respondent stands; an error there keeps `next` from leaving it."""
        here = {question.id for question in self.page.questions} if self.page is not None else set()
        return tuple(problem for problem in self.journey.problems if problem.path.split(".")[0] in here)

    @property
    def progress(self) -> Progress:
        """How far the respondent has come; answers may add pages to those expected and take them away."""
        return Progress(done=self._position, total=len(self.journey.pages))

    def answer(self, path: str, value: Any) -> Self:
        """With an answer given, changed or, by None, taken back; a path that is hidden keeps its answer too.

        The value is not judged here: what is wrong with it is among the journey's problems. Raises `Refused` for an
        unknown, computed or prefilled path, and in a form without a way back for one on an earlier page.
        """
        return self.answer_all({path: value})

    def answer_all(self, answers: Mapping[str, Any]) -> Self:
        """With several answers given, changed or taken back, each as by `answer`; when one is refused, with none.

        Whether a page is an earlier one is judged by where the respondent stands now.
        """
        for path in answers:
            self._refuse_unless_open(path)
        both = self._answers | {path: _kept(value) for path, value in answers.items()}
        return self._moved(answers={path: value for path, value in both.items() if value is not None})

    def _refuse_unless_open(self, path: str) -> None:
        part = _refuse_unless_answerable(self.survey, path)
        form = self.survey.form
        if not form.back and self.page is not None and form.pages.index(part.page) < form.pages.index(self.page.page):
            _refuse("earlier-page", path, self.survey)

    def next(self) -> Self:
        """At the next shown page, unless there is an error on this one or it is the last; a warning stops nobody."""
        following = self.journey.pages[self._position + 1 :]
        if self.page is None or not following or self._has_error(self.page):
            return self
        return self._moved(page=following[0].id)

    def back(self) -> Self:
        """At the previous shown page; at the first, where they are.

        Raises `Refused` in a form with `back: false`, for the same reason as `answer` does: it holds at every page, so
        a host that offers a way back there hears of it at the first try and not at the respondent's.
        """
        if not self.survey.form.back:
            _refuse("no-way-back", self._page_id or "", self.survey)
        return self._moved(page=self.journey.pages[self._position - 1].id) if self._position else self

    def submit(self) -> Submission | Self:
        """A `Submission` when no problem is an error, else the interview at the first page that has one.

        That page may be an earlier one even in a form without a way back: its answers must be mended somewhere.
        """
        wrong = next((page for page in self.journey.pages if self._has_error(page)), None)
        if wrong is not None:
            return self._moved(page=wrong.id)
        return Submission(
            survey=self.survey.form.id,
            version=self.survey.form.version,
            fingerprint=self.survey.fingerprint,
            in_effect=tuple(self.journey.values.items()),
            dropped=(*self.journey.dropped, *self._lost_with_the_form()),
        )

    def _lost_with_the_form(self) -> Iterator[Dropped]:
        """The strays, for a submission lists all that it left out."""
        by_path = self.survey.form.by_path
        for path, value in sorted(self._strays.items()):
            computed = path in by_path and by_path[path].computed is not None
            yield Dropped(path, "computed" if computed else "unknown", value)

    @property
    def _page_id(self) -> str | None:
        return self.page.id if self.page is not None else None

    @property
    def _position(self) -> int:
        """How many shown pages there are before this one."""
        return next((number for number, page in enumerate(self.journey.pages) if page.id == self._page_id), 0)

    def _has_error(self, page: ShownPage) -> bool:
        return any(question.id in self._wrong for question in page.questions)

    @cached_property
    def _wrong(self) -> frozenset[str]:
        """The ids of the questions with an error; every problem's path begins with its question's id."""
        return frozenset(p.path.split(".")[0] for p in self.journey.problems if p.severity == "error")

    def _moved(self, *, answers: dict[str, Any] | None = None, page: str | None = None) -> Self:
        """Another interview on the same prefilled values, which are not tried again."""
        other = object.__new__(type(self))
        other.__dict__.update(
            survey=self.survey,
            _prefill=self._prefill,
            _answers=self._answers if answers is None else answers,
            _stands_at=self._stands_at if page is None else page,
            _strays=self._strays,
        )
        return other


def _kept(value: Any) -> Any:
    """A value that the caller cannot change afterwards."""
    return frozen(value)


def _refuse(code: str, path: str, survey: Survey) -> NoReturn:
    raise Refused(code, path, _WORDS[spoken(survey.language)][code])


def _refuse_unless_known(survey: Survey, path: str) -> Field:
    part = survey.form.by_path.get(path)
    if part is None:
        _refuse("unknown-path", path, survey)
    if part.computed is not None:
        _refuse("computed-path", path, survey)
    return part


def _refuse_unless_prefilled(survey: Survey, path: str) -> None:
    if not _refuse_unless_known(survey, path).prefill:
        _refuse("not-prefilled", path, survey)


def _refuse_unless_answerable(survey: Survey, path: str) -> Field:
    part = _refuse_unless_known(survey, path)
    if part.prefill:
        _refuse("prefilled-path", path, survey)
    return part


def _prefill_problems(form: Form, prefill: Mapping[str, Any]) -> Iterator[Problem]:
    """What is wrong with the prefilled values, in the form's order, each tried as if it were shown."""
    chosen: dict[str, Value | None] = {}
    for part in form.fields:
        if not part.prefill or part.computed is not None or not _concerned(part, chosen):
            continue
        value = read(part, prefill.get(part.path))
        if isinstance(value, Wrong):
            yield broken_limit(part, "type", form.language, expected=part.type)
            continue
        chosen[part.path] = value
        if value is None and part.required is not False:
            yield broken_limit(part, "required", form.language)
        elif value is not None and (problem := first_broken(part, value, form.language)):
            yield problem


def _concerned(part: Field, chosen: Mapping[str, Value | None]) -> bool:
    """Whether a field counts: a companion text only when its option is among the prefilled."""
    if part.chosen_with is None:
        return True
    path, option = part.chosen_with
    value = chosen.get(path)
    return option in value if isinstance(value, tuple) else option == value
