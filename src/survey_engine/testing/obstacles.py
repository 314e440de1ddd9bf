"""What keeps everybody who was tried from finishing a form: in words, and where it stands in the form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from survey_engine.diagnostics import spoken
from survey_engine.model import Check, Form

_WORDS = {
    "check": {
        "sv": "sidan {page}: en kontroll vid frågan {path}{row} slår till, vad som än prövades: {told}",
        "en": "page {page}: a check of question {path}{row} stays set off: {told}",
    },
    "row": {"sv": " på raden {row}", "en": " in row {row}"},
    "no-answer": {
        "sv": "sidan {page}: frågan {path} kräver ett svar, och inget svar är giltigt",
        "en": "page {page}: question {path} has no valid answer, and needs one",
    },
    "prefilled": {
        "sv": "sidan {page}: det förifyllda värdet {path} räknas inte",
        "en": "page {page}: the prefilled value at {path} does not count",
    },
    "problem": {
        "sv": "sidan {page}: {path} behåller problemet {told}",
        "en": "page {page}: {path} keeps its problem {told}",
    },
}


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What is in the way: a check (`told` is its condition) of the question `path`, perhaps in a `row`.

    Or a field at `path` without a valid answer, with a prefilled value that does not count, or with a problem (`told`
    is its code).
    """

    kind: Literal["check", "no-answer", "prefilled", "problem"]
    page: str
    path: str
    told: str = ""
    row: str = ""

    def in_words(self, language: str) -> str:
        """In Swedish for `sv`, in English for every other language."""
        tongue = spoken(language)
        row = _WORDS["row"][tongue].format(row=self.row) if self.row else ""
        return _WORDS[self.kind][tongue].format(page=self.page, path=self.path, told=self.told, row=row)

    def checks(self, form: Form) -> tuple[Check, ...]:
        """The checks that are errors on the page, that which is in the way first; none where it is no check."""
        if self.kind != "check":
            return ()
        page = next(page for page in form.pages if page.id == self.page)
        errors = [(q.id, check) for q in page.questions for check in q.checks if check.severity == "error"]
        errors.sort(key=lambda each: (each[0], each[1].source) != (self.path, self.told))
        return tuple(check for _, check in errors)


class Stuck(Exception):
    """This person cannot go on; the obstacle says why."""

    def __init__(self, obstacle: Obstacle) -> None:
        super().__init__(obstacle.in_words("en"))
        self.obstacle = obstacle


class NobodyFound(Exception):
    """No respondent was found who finishes the form, or is shown what was asked for; the message names what stops them.

    It is no proof that there is none, but all that was tried failed.
    """

    def __init__(self, message: str, obstacle: Obstacle | None = None) -> None:
        super().__init__(message)
        self.obstacle = obstacle
        """What stops them; None where nobody is stopped, but nobody is shown what was asked for."""
