"""The laws: what holds of every response to every form, whatever was answered, and of every respondent's way.

`OF_RESPONSES` take a survey and a response (any mapping that `Survey.evaluate` takes), `OF_INTERVIEWS` an interview,
`OF_FORMS` a survey and a response too, but it is the form's author who promises them. `LAWS` is all of them by name.
Each raises `LawBroken` when it does not hold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from survey_engine.survey import Survey
from survey_engine.testing.changing_laws import CHANGING_LAWS
from survey_engine.testing.field_laws import FIELD_LAWS
from survey_engine.testing.interview_laws import INTERVIEW_LAWS
from survey_engine.testing.keeping_laws import KEEPING_LAWS
from survey_engine.testing.law import law, must
from survey_engine.testing.reading_laws import READING_LAWS
from survey_engine.testing.reckoning import Reader

Law = Callable[[Survey, Mapping[Any, Any]], None]


@law
def never_never(survey: Survey, values: Mapping[Any, Any]) -> None:
    """What the form says can never be is not so of any complete response."""
    journey = survey.evaluate(values)
    if journey.is_complete:
        reader = Reader(survey.form, journey.values)
        for condition in survey.form.never:
            must(not reader.holds(condition.tree), condition.source, values=dict(journey.values))


OF_RESPONSES: Mapping[str, Law] = {
    each.__name__: each for each in (*CHANGING_LAWS, *READING_LAWS, *KEEPING_LAWS, *FIELD_LAWS)
}
"""The laws of every response to every form, by name."""

OF_INTERVIEWS = {each.__name__: each for each in INTERVIEW_LAWS}
"""The laws of every interview, by name."""

OF_FORMS: Mapping[str, Law] = {never_never.__name__: never_never}
"""What only the form's author can promise, by name: true of each response when it is true of the form."""

LAWS: Mapping[str, Callable[..., None]] = {**OF_RESPONSES, **OF_INTERVIEWS, **OF_FORMS}
"""All of them, by name."""
