"""What a respondent has typed so far, kept in the session word for word.

The answers follow from it and are never stored: what could not be read is there to be shown again, and "1 234,50" is
still "1 234,50" when they come back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypedDict
from uuid import uuid4

from django.contrib.sessions.backends.base import SessionBase
from django.http import QueryDict

import survey_engine as se

from . import host

Typed = str | list[str]
"""What a browser sends for a field: a text, or the ids of the options that were ticked."""

_KEY = "survey-draft"


class _Kept(TypedDict):
    typed: dict[str, Typed]
    page: str | None
    number: str


@dataclass(frozen=True)
class Draft:
    """A response in the making: what was typed, by path, and the page where the respondent stands."""

    typed: Mapping[str, Typed] = field(default_factory=dict[str, Typed])
    page: str | None = None
    number: str = field(default_factory=lambda: uuid4().hex)

    @classmethod
    def of(cls, session: SessionBase) -> Draft:
        kept: _Kept | None = session.get(_KEY)
        return cls(**kept) if kept else cls()

    def keep(self, session: SessionBase) -> None:
        session[_KEY] = _Kept(typed=dict(self.typed), page=self.page, number=self.number)

    @staticmethod
    def forget(session: SessionBase) -> None:
        session.pop(_KEY, None)

    def interview(self) -> se.Interview:
        """The respondent's way through the form, by what they have typed.

        A form may have been mended since they were last here; what it no longer has stays typed and counts for nothing.
        """
        survey = host.survey()
        parts = [part for part in survey.fields if part.path in self.typed]
        answers = {part.path: _answer(part, self.typed[part.path]) for part in parts}
        return se.Interview.resumed(survey, host.prefill(), answers, self.page)

    def at(self, page: se.ShownPage | None) -> Draft:
        return replace(self, page=page.id if page else None)

    def filled_in(self, journey: se.Journey, page: se.Page, post: QueryDict) -> Draft:
        """With what was typed at a page, shown now or not; any other name that was sent is ignored.

        The page tells which fields it drew, since a box that is not ticked and a box that was not there look the same.
        """
        drawn = post.get("_drawn", "").split()
        parts = [part for question in page.questions for part in question.fields]
        questions = (question for shown in journey.pages if shown.id == page.id for question in shown.questions)
        offered = {field.path: field.options for question in questions for field in question.fields}
        typed = {
            part.path: _typed(post, part, offered.get(part.path, _always_offered(part)), self.typed)
            for part in parts
            if part.path in drawn and part.answerable
        }
        return replace(self, typed={**self.typed, **typed})


def read(part: se.Field, typed: Typed | bool | None) -> object:
    """The answer in what was typed; what was ticked is one already. Raises `Refused`, with what to write instead."""
    return se.parse_answer(part, typed, host.survey().language) if isinstance(typed, str) else typed


def _answer(part: se.Field, typed: Typed) -> object:
    """The answer, or the text itself where there is none in it: the engine then says that it has the wrong type, so
    that nobody goes on or submits without mending it."""
    try:
        return read(part, typed)
    except se.Refused:
        return typed


def _always_offered(part: se.Field) -> Sequence[se.Option]:
    """What is known to have been offered where a field is hidden by now."""
    return [option for option in part.options if option.visible_if is None]


def _typed(post: QueryDict, part: se.Field, options: Sequence[se.Option], before: Mapping[str, Typed]) -> Typed:
    """What was sent for a field. Options that are not offered now stay as they were chosen before, and one that was
    when the page was drawn may be chosen."""
    offered, earlier = [option.id for option in options], before.get(part.path, "")
    if part.type == "choices":
        sent = post.getlist(part.path)
        return [o.id for o in part.options if o.id in sent or (o.id not in offered and o.id in earlier)]
    text = post.get(part.path, "")
    if part.type == "choice" and text not in [option.id for option in part.options]:
        return "" if earlier in offered else earlier
    return text
