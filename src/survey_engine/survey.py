"""The public survey: a form together with the function that it was compiled to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from survey_engine.diagnostics import Diagnostic
from survey_engine.engine.compile import compile_form
from survey_engine.engine.judge import holds
from survey_engine.exchange.answer_schema import answer_schema
from survey_engine.exchange.form_json import form_json
from survey_engine.journey import Journey
from survey_engine.model import Field, Form, Page, Question, SubmissionTerms, in_language
from survey_engine.spelling import nearest

Engine = Literal["compiled", "reference"]


class Survey:
    """A form that can be evaluated. Immutable, safe to share between threads, can be pickled.

    Made by `load` or `load_text`, never by hand.
    """

    __slots__ = ("_diagnostics", "_evaluate", "_form")

    def __init__(self, form: Form, diagnostics: tuple[Diagnostic, ...] = ()) -> None:
        self._form = form
        self._diagnostics = diagnostics
        self._evaluate = compile_form(form)

    @property
    def form(self) -> Form:
        """The form itself, as data."""
        return self._form

    @property
    def id(self) -> str:
        """The form's identity, the same over the years' editions."""
        return self._form.id

    @property
    def version(self) -> str:
        """The edition, as the form has it."""
        return self._form.version

    @property
    def title(self) -> str:
        """Plain text."""
        return self._form.title

    @property
    def language(self) -> str:
        """The language that texts and messages are in."""
        return self._form.language

    @property
    def back(self) -> bool:
        """Whether respondents may go back to earlier pages."""
        return self._form.back

    @property
    def submission(self) -> SubmissionTerms:
        """First and last day, how many, where the receipt goes: the host's to keep, the library never reads it."""
        return self._form.submission

    @property
    def meta(self) -> Mapping[str, Any]:
        """What the form carries along for the host, untouched and unchangeable."""
        return self._form.meta

    @property
    def pages(self) -> tuple[Page, ...]:
        """Every page, in order."""
        return self._form.pages

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question, in order."""
        return self._form.questions

    @property
    def fields(self) -> tuple[Field, ...]:
        """Every leaf, in order: each has one path and one value."""
        return self._form.fields

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The warnings that the form was loaded with."""
        return self._diagnostics

    @property
    def fingerprint(self) -> str:
        """A digest of the form's content: stable over processes, layout, line ends, comments and the order of keys."""
        return self._form.fingerprint

    def field(self, path: str) -> Field:
        """The field at a path; a KeyError names the nearest path there is."""
        try:
            return self._form.by_path[path]
        except KeyError:
            near = nearest(path, self._form.by_path)
            raise KeyError(f"no field {path!r}" + (f"; did you mean {near!r}?" if near else "")) from None

    def in_language(self, language: str) -> Survey:
        """The same survey with its texts and messages in another language.

        A text that is missing in it is in the form's own language; messages are in Swedish, or else in English.
        """
        form = in_language(self._form, language)
        return self if form is self._form else Survey(form, self._diagnostics)

    def evaluate(self, answers: Mapping[str, Any], *, engine: Engine = "compiled") -> Journey:
        """What these answers mean: a pure function of the survey and them (rule 13 of “What a form means”).

        `answers` maps paths to JSON values, or to the Python values that `journey.values` gives, prefilled values among
        them. Nothing that is in it makes this raise: what is not in effect is told of in `journey.dropped`, what is
        wrong in `journey.problems`. `engine="reference"` evaluates by the slow plain definition of the meaning, for the
        day that a decision is disputed; both give the same.
        """
        if engine == "compiled":
            return Journey(self._form, self._evaluate(answers), holds)
        if engine == "reference":
            from survey_engine import reference  # late: it needs simpleeval, which a bare import does not load

            return Journey(self._form, reference.run(self._form, answers), reference.judge)
        raise ValueError(f"engine must be 'compiled' or 'reference', not {engine!r}")

    def answer_schema(self, *, complete: bool = False) -> dict[str, Any]:
        """The JSON Schema (Draft 2020-12) of the answers, prefilled values included, for OpenAPI and for clients.

        It looks at every path as if its field were shown; what depends on conditions is left to `evaluate`. With
        `complete`, what is always shown and always required must be there. The caller may change what it gets.
        """
        return answer_schema(self._form, complete=complete)

    def as_json(self) -> dict[str, Any]:
        """The whole form as JSON values, for a front end in another language: texts, limits, and each condition both
        as its source and as a tree. Its published schema is what `survey-engine schema --of json` prints.
        """
        return form_json(self._form)

    def __repr__(self) -> str:
        return f"<Survey {self.id!r} {self.version!r}: {len(self.pages)} pages, {len(self.questions)} questions>"

    def __reduce__(self) -> tuple[Any, ...]:
        return (Survey, (self._form, self._diagnostics))
