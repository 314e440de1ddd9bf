"""Why a path has the problems that it has, and not another: the check that is set off or not, or what is asked there.

For authors: answers and conditions are told of, as in `why`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from survey_engine.diagnostics import spoken
from survey_engine.engine.judge import holds
from survey_engine.hints import limits, requiredness
from survey_engine.journey import Journey
from survey_engine.json_values import value_json
from survey_engine.located import read_in
from survey_engine.model import Check, CheckCase, Condition, Field, Form
from survey_engine.why import Reason, because, reason, thing_in_words

_WORDS: dict[str, dict[str, str]] = {
    "sv": {
        "set_off": "Kontrollen ”{message}” slår till, eftersom {why}.",
        "not_set_off": "Kontrollen ”{message}” slår inte till, eftersom {why}.",
        "no_check": "{path} har ingen kontroll.",
        "elsewhere": "{path} har ingen kontroll; kontrollernas problem står vid {others}.",
        "only_check": "{path} kan bara ha problemet check; {code} står vid ett fält, som {field}.",
        "told": "Den som svarar får veta: ”{message}”",
        "required": "{thing} är obligatorisk, eftersom {why}.",
        "not_required": "{thing} är inte obligatorisk, eftersom {why}.",
        "answered": "Svaret är {value}.",
        "unanswered": "Det finns inget svar.",
        "prefilled": "Värdet är {value}.",
        "unfilled": "Det finns inget värde.",
    },
    "en": {
        "set_off": "The check “{message}” is set off, because {why}.",
        "not_set_off": "The check “{message}” is not set off, because {why}.",
        "no_check": "{path} has no check.",
        "elsewhere": "{path} has no check; the problems of the checks stand at {others}.",
        "only_check": "{path} can only have the problem check; {code} stands at a field, such as {field}.",
        "told": "The respondent is told: “{message}”",
        "required": "{thing} is required, because {why}.",
        "not_required": "{thing} is not required, because {why}.",
        "answered": "The answer is {value}.",
        "unanswered": "There is no answer.",
        "prefilled": "The value is {value}.",
        "unfilled": "There is no value.",
    },
}
_LONGEST = 80
_MOST_OTHERS = 3


@dataclass(frozen=True, slots=True)
class Cause:
    """A sentence or two on why something came out as it did, and what of the form they speak of."""

    text: str = field(repr=False)
    """Whole sentences, in the language that was asked for."""
    check: Check | None = None
    """The check that they speak of, if they do of one."""
    never: int | None = None
    """The `never` that they speak of, as its place in the form's list, if they do of one."""


def problem_causes(
    form: Form, journey: Journey, path: str, expected: str | None, got: Sequence[str], language: str
) -> tuple[Cause, ...] | None:
    """Why a path has the problems `got`, and not the one expected (None: none at all).

    None where the whole answer is that what is at the path is not shown.
    """
    asked = _Asked(form, journey, path, language)
    if not got and not asked.is_shown and (expected != "check" or asked.cases):
        return None
    return (*(asked.why_not(expected) if expected is not None else ()), *asked.why_each(got))


class _Asked:
    """What stands at one path: a field, a question or a row, with the checks whose problem stands there."""

    def __init__(self, form: Form, journey: Journey, path: str, language: str) -> None:
        self.form = form
        self.journey = journey
        self.path = path
        self.language = language
        self.words = _WORDS[spoken(language)]
        self.part = form.by_path.get(path)
        self.question = next(each for each in form.questions if each.id == path.partition(".")[0])
        self.cases = [(check, case) for check in self.question.checks for case in check.cases if case.path == path]
        shown = set(journey.visible)
        at = [path] if self.part is not None and not self.cases else [each.path for each in self._fields()]
        self.is_shown = not shown.isdisjoint(at)

    def _fields(self) -> Iterator[Field]:
        for part in self.question.fields:
            if self.path == self.question.id or part.path.startswith(f"{self.path}.") or part.path == self.path:
                yield part

    def why_not(self, code: str) -> Iterator[Cause]:
        """Why there is no problem of that code."""
        if code == "check":
            yield from (self._told_of_check(*each) for each in self.cases)
            if not self.cases:
                yield Cause(self._without_check())
        elif self.part is None:
            first = next(self._fields(), None)
            if first is not None:
                yield self._cause("only_check", path=self.path, code=code, field=first.path)
        elif code == "required":
            yield self._value(self.part)
            if self.part.path not in self.journey.values:
                yield from self._requiredness(self.part)
        else:
            yield self._value(self.part)
            if told := " ".join(limits(self.part, self.language)):
                yield Cause(told)

    def why_each(self, codes: Sequence[str]) -> Iterator[Cause]:
        """Why there are problems of those codes."""
        for code in codes:
            if code == "check":
                yield from (self._told_of_check(*each) for each in self.cases if self._holds(each[1]))
                continue
            if code == "required" and self.part is not None:
                yield from self._requiredness(self.part)
            for problem in self.journey.problems:
                if (problem.path, problem.code) == (self.path, code):
                    yield self._cause("told", message=problem.message)

    def _told_of_check(self, check: Check, case: CheckCase) -> Cause:
        message = " ".join(str(check.message).split()).rstrip(".")
        message = message if len(message) <= _LONGEST else f"{message[: _LONGEST - 1].rstrip()}…"
        stands = self._reason(read_in(self.form, check.source, case.tree))
        key = "set_off" if stands.holds else "not_set_off"
        return Cause(self.words[key].format(message=message, why=because(stands, self.language)), check)

    def _holds(self, case: CheckCase) -> bool:
        return holds(self.form, case.tree, self.journey.values)

    def _reason(self, condition: Condition) -> Reason:
        values = self.journey.values
        return reason("question", condition, values, lambda node: holds(self.form, node, values))

    def _without_check(self) -> str:
        others = dict.fromkeys(case.path for check in self.question.checks for case in check.cases)
        if not others:
            return self.words["no_check"].format(path=self.path)
        return self.words["elsewhere"].format(path=self.path, others=", ".join([*others][:_MOST_OTHERS]))

    def _requiredness(self, part: Field) -> Iterator[Cause]:
        """That a field must or need not be answered; nothing where it simply must."""
        if not isinstance(part.required, Condition):
            if told := requiredness(part, self.language):
                yield Cause(told)
            return
        stands = self._reason(part.required)
        thing = thing_in_words("question" if part.path == self.question.id else "field", self.language)
        key = "required" if stands.holds else "not_required"
        yield self._cause(key, thing=thing, why=because(stands, self.language))

    def _value(self, part: Field) -> Cause:
        value = self.journey.values.get(part.path)
        there, missing = ("answered", "unanswered") if part.answerable else ("prefilled", "unfilled")
        return self._cause(missing) if value is None else self._cause(there, value=as_written(value_json(value)))

    def _cause(self, key: str, **told: str) -> Cause:
        return Cause(self.words[key].format(**told))


def as_written(value: Any) -> str:
    """A JSON value as it stands in a form, on one line."""
    match value:
        case True | False:
            return "true" if value else "false"
        case list() | tuple():
            return f"[{', '.join(map(as_written, value))}]"
        case _:
            return " ".join(str(value).split())
