"""Whole valid surveys, for testing what has to do with any form whatever."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument
from hypothesis.strategies import DrawFn, SearchStrategy

from survey_engine.diagnostics import Diagnostic
from survey_engine.load import load_text
from survey_engine.model import Form
from survey_engine.survey import Survey
from survey_engine.testing.author import Author
from survey_engine.testing.yaml_text import Description, written


class DrawnSurvey(Survey):
    """A survey that knows its YAML, so that a failing test can show it: its `repr` is Python that makes it again."""

    __slots__ = ("text",)

    def __init__(self, form: Form, diagnostics: tuple[Diagnostic, ...], text: str) -> None:
        super().__init__(form, diagnostics)
        self.text = text

    def __repr__(self) -> str:
        return f'load_text("""\\\n{self.text}""")' if _fits_between_quotes(self.text) else f"load_text({self.text!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return (DrawnSurvey, (self.form, self.diagnostics, self.text))


def _fits_between_quotes(text: str) -> bool:
    return '"""' not in text and "\\" not in text and not text.endswith('"')


def surveys(*, max_pages: int = 3, max_questions: int = 4, max_depth: int = 1) -> SearchStrategy[Survey]:
    """Whole valid surveys, each with its YAML as its `repr`; `yaml_of` gives that text.

    They use every type of question, option sets, companion texts, prefilled and computed fields, `required` in every
    form and place, conditions at every level (on the same page also forward, never round), checks and several
    languages. All load without errors; a warning, such as of a condition that is never met, is possible, and so is a
    form that nobody can finish.

    `max_pages` and `max_questions` (on a page) are how large they become, `max_depth` is how deep logic and arithmetic
    are nested in their expressions.
    """
    _refuse_sizes(max_pages, max_questions, max_depth)
    return _surveys(max_pages, max_questions, max_depth)


def survey_texts(*, max_pages: int = 3, max_questions: int = 4, max_depth: int = 1) -> SearchStrategy[str]:
    """What `surveys` loads: the YAML alone."""
    return descriptions(max_pages=max_pages, max_questions=max_questions, max_depth=max_depth).map(written)


@st.composite
def descriptions(draw: DrawFn, *, max_pages: int = 3, max_questions: int = 4, max_depth: int = 1) -> Description:
    """What `survey_texts` prints: plain dicts, lists and values in the shape of the YAML."""
    return Author(draw, max_pages, max_questions, max_depth).form()


def yaml_of(survey: Survey) -> str:
    """The YAML of a survey that `surveys` gave. Raises ValueError for one that was loaded: its file is its text."""
    if isinstance(survey, DrawnSurvey):
        return survey.text
    raise ValueError(f"{survey!r} was not given by surveys(): its text is what it was loaded from")


def _drawn(description: Description) -> Survey:
    text = written(description)
    survey = load_text(text)
    return DrawnSurvey(survey.form, survey.diagnostics, text)


def _surveys(max_pages: int, max_questions: int, max_depth: int) -> SearchStrategy[Survey]:
    return descriptions(max_pages=max_pages, max_questions=max_questions, max_depth=max_depth).map(_drawn)


def _refuse_sizes(max_pages: int, max_questions: int, max_depth: int) -> None:
    for name, size, least in (
        ("max_pages", max_pages, 1),
        ("max_questions", max_questions, 1),
        ("max_depth", max_depth, 0),
    ):
        if size < least:
            raise InvalidArgument(f"{name} must be at least {least}, not {size!r}")
