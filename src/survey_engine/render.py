"""A form as a document that people read: its reading version or, of a response, the summary of what was answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, overload

from survey_engine.survey import Survey

TextFormat = Literal["html", "markdown", "text"]
Format = Literal["html", "markdown", "text", "pdf"]


@overload
def render(survey: Survey, format: TextFormat = "html", answers: Mapping[str, Any] | None = None) -> str: ...
@overload
def render(survey: Survey, format: Literal["pdf"], answers: Mapping[str, Any] | None = None) -> bytes: ...
@overload
def render(survey: Survey, format: Format, answers: Mapping[str, Any] | None = None) -> str | bytes: ...
def render(survey: Survey, format: Format = "html", answers: Mapping[str, Any] | None = None) -> str | bytes:
    """The reading version of a form: all that a respondent may meet, in order, and when each of it is shown, in words.

    With `answers` (what `evaluate` takes, prefilled values included) it is the summary that a respondent keeps: what
    was asked, and the answers that are in effect. Texts are in the survey's language; `survey.in_language` changes it.

    `html` is one page that needs nothing from outside; `text` is 76 columns wide, to be mailed; `pdf` is tagged
    (PDF/UA-1) and comes as bytes. Whatever a form or an answer holds comes out as text.

    Raises ImportError, with what to install, where a format's package is missing (the extras `[html]`, also for text
    and Markdown, and `[pdf]`), and ValueError for a format that there is not.
    """
    from survey_engine.rendering.reader import reading  # late, as the writers are: a bare import stays light

    read = reading(survey.form, survey.evaluate(answers) if answers is not None else None)
    match format:
        case "html":
            from survey_engine.rendering import html

            return html.write(read)
        case "markdown":
            from survey_engine.rendering import markdown

            return markdown.write(read)
        case "text":
            from survey_engine.rendering import text

            return text.write(read)
        case "pdf":
            from survey_engine.rendering import pdf

            return pdf.write(read)
    raise ValueError(f"format must be 'html', 'markdown', 'text' or 'pdf', not {format!r}")
