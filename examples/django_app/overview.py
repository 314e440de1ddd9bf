"""A whole response to look over before it is submitted."""

from __future__ import annotations

from typing import NamedTuple

import survey_engine as se

from .words import written


class AnsweredQuestion(NamedTuple):
    """What was asked, and what was answered; the heading is blank where the question's only label is its field's."""

    heading: str
    answers: tuple[tuple[str, str], ...]


class AnsweredPage(NamedTuple):
    page: se.ShownPage
    questions: tuple[AnsweredQuestion, ...]


def answered_pages(journey: se.Journey) -> list[AnsweredPage]:
    pages = [
        AnsweredPage(page, tuple(_answered(journey, question) for question in page.questions if question.fields))
        for page in journey.pages
    ]
    return [answered for answered in pages if answered.questions]


def _answered(journey: se.Journey, question: se.ShownQuestion) -> AnsweredQuestion:
    heading = "" if question.fields[0].path == question.id else question.label
    values = journey.values
    answers = ((shown.label, written(shown.field, values.get(shown.path))) for shown in question.fields)
    return AnsweredQuestion(heading, tuple(answers))


def left_out(survey: se.Survey, submission: se.Submission) -> list[str]:
    """The questions that were answered and are not asked any more; what was written there is not submitted."""
    return [survey.field(dropped.path).label for dropped in submission.dropped]
