"""What is said of responses one by one, and of all of them together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from survey_engine.cli.answers import Response, Unreadable
from survey_engine.cli.output import counted, json_text
from survey_engine.journey import Journey
from survey_engine.problems import written
from survey_engine.rendering.cells import safe_line
from survey_engine.survey import Survey

_MOST_PROBLEMS = 10

_WORDS: dict[str, dict[str, str]] = {
    "sv": {
        "complete": "komplett",
        "error": "fel",
        "errors": "fel",
        "warning": "varning",
        "warnings": "varningar",
        "more": "… och {count} till",
        "dropped": "svar som inte räknas",
        "dropped_many": "svar som inte räknas",
        "unreadable": "går inte att läsa: {reason}",
        "response": "svar",
        "responses": "svar",
        "summary": "{responses}: {complete} utan fel, {incomplete} med fel",
        "and_unreadable": ", {count} gick inte att läsa",
    },
    "en": {
        "complete": "complete",
        "error": "error",
        "errors": "errors",
        "warning": "warning",
        "warnings": "warnings",
        "more": "… and {count} more",
        "dropped": "answer that does not count",
        "dropped_many": "answers that do not count",
        "unreadable": "unreadable: {reason}",
        "response": "response",
        "responses": "responses",
        "summary": "{responses}: {complete} without errors, {incomplete} with errors",
        "and_unreadable": ", {count} could not be read",
    },
}


@dataclass(slots=True)
class Tally:
    """What all responses came to."""

    responses: int = 0
    complete: int = 0
    unreadable: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    files_unreadable: int = 0

    @property
    def exit_code(self) -> int:
        return 2 if self.unreadable or self.files_unreadable else 1 if self.complete < self.responses else 0

    def as_json(self) -> dict[str, Any]:
        return {
            "responses": self.responses,
            "complete": self.complete,
            "incomplete": self.responses - self.complete,
            "unreadable": self.unreadable,
            "files_unreadable": self.files_unreadable,
            "problems": dict(sorted(self.codes.items())),
        }


class Report:
    """Tells of each response as it is tried, and in the end of all."""

    def __init__(self, survey: Survey, language: str, *, as_json: bool, several: bool) -> None:
        self.survey = survey
        self.language = language
        self.words = _WORDS[language]
        self.is_json = as_json
        self.several = several
        self.tally = Tally()

    def of(self, name: str, found: Response | Unreadable) -> str:
        """The line that tells of one response, or of something that is none."""
        if isinstance(found, Unreadable):
            self.tally.unreadable += 1
            return self.unreadable_json(name, found) if self.is_json else self.unreadable(name, found)
        journey = self.survey.evaluate(found.answers)
        self.tally.responses += 1
        self.tally.complete += journey.is_complete
        self.tally.codes.update(problem.code for problem in journey.problems)
        return self.verdict_json(name, found, journey) if self.is_json else self.verdict(name, found, journey)

    def verdict(self, name: str, response: Response, journey: Journey) -> str:
        """`3: 2 fel: orsak: required, kontakt.epost: format`"""
        return f"{self.place(name, response.number)}: {'; '.join(self.findings(journey))}"

    def findings(self, journey: Journey) -> Iterator[str]:
        if journey.is_complete:
            yield self.words["complete"]
        for severity in ("error", "warning"):
            found = [f"{p.path}: {p.code}" for p in journey.problems if p.severity == severity]
            if found:
                more = [self.words["more"].format(count=len(found) - _MOST_PROBLEMS)] * (len(found) > _MOST_PROBLEMS)
                yield f"{self.counted(len(found), severity)}: {', '.join(found[:_MOST_PROBLEMS] + more)}"
        if journey.dropped:
            count = len(journey.dropped)
            yield counted(count, self.words["dropped"], self.words["dropped_many"], self.language)

    def unreadable(self, name: str, found: Unreadable) -> str:
        told = self.words["unreadable"].format(reason=found.in_words(self.language))
        return f"{self.place(name, found.number)}: {told}"

    def place(self, name: str, number: int) -> str:
        return f"{safe_line(name)}:{number}" if self.several else str(number)

    def verdict_json(self, name: str, response: Response, journey: Journey) -> str:
        errors = sum(problem.severity == "error" for problem in journey.problems)
        return json_text(
            {
                "file": name,
                "number": response.number,
                "complete": journey.is_complete,
                "errors": errors,
                "warnings": len(journey.problems) - errors,
                "problems": [
                    {"path": p.path, "code": p.code, "severity": p.severity, "message": p.message}
                    for p in journey.problems
                ],
                "dropped": [{"path": str(dropped.path), "reason": dropped.reason} for dropped in journey.dropped],
            }
        )

    def unreadable_json(self, name: str, found: Unreadable) -> str:
        message = found.in_words(self.language)
        return json_text({"file": name, "number": found.number, "unreadable": found.code, "message": message})

    def summary(self) -> str:
        """The last line."""
        tally = self.tally
        if self.is_json:
            return json_text({"summary": tally.as_json()})
        figures = {"complete": tally.complete, "incomplete": tally.responses - tally.complete}
        told = self.words["summary"].format(
            responses=self.counted(tally.responses, "response"),
            **{name: written(figure, self.language) for name, figure in figures.items()},
        )
        if tally.unreadable:
            told += self.words["and_unreadable"].format(count=written(tally.unreadable, self.language))
        return told

    def counted(self, number: int, noun: str) -> str:
        return counted(number, self.words[noun], self.words[f"{noun}s"], self.language)
