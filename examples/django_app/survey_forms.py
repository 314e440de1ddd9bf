"""One page of a survey as a `django.forms.Form`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from django import forms

import survey_engine as se

from .draft import Typed, read
from .words import hint


class Asked(NamedTuple):
    """A field as a page has it, with the options that are offered there."""

    field: se.Field
    options: tuple[se.Option, ...] = ()


class AnswerField(forms.Field):
    """One field of the survey. Whether it needs an answer, and which answers it takes, is for the engine to say."""

    def __init__(self, asked: Asked) -> None:
        self.survey_field = field = asked.field
        super().__init__(required=False, label=field.label, help_text=_help(field), widget=_widget(asked))

    def clean(self, value: Typed | bool | None) -> object:
        try:
            return read(self.survey_field, value)
        except se.Refused as refused:
            raise forms.ValidationError(refused.message, refused.code) from None


class PageForm(forms.Form):
    """The page where an interview stands, with what has been typed at it. It is valid when the engine finds no error
    there.

    With `ask=False` nobody is asked for what is still blank: they have only just come to the page. `errors_at` and
    `warnings_at` hold what is wrong or doubtful with more than one field: a group, a row of a table.
    """

    def __init__(self, interview: se.Interview, typed: Mapping[str, Typed], *, ask: bool = True) -> None:
        super().__init__(data=typed, label_suffix="")
        self.interview = interview
        self.ask = ask
        self.errors_at: dict[str, list[str]] = {}
        self.warnings_at: dict[str, list[str]] = {}
        self.fields = {asked.field.path: AnswerField(asked) for asked in _askable(interview)}

    @property
    def questions(self) -> tuple[se.ShownQuestion, ...]:
        return self.interview.page.questions if self.interview.page else ()

    def clean(self) -> None:
        for problem in self.interview.problems:
            if problem.code == "required" and not self.ask:
                continue
            if problem.severity == "warning":
                self.warnings_at.setdefault(problem.path, []).append(problem.message)
            elif problem.path not in self.fields:
                self.errors_at.setdefault(problem.path, []).append(problem.message)
                self.add_error(None, problem.message)
            elif problem.code != "type" or not self.has_error(problem.path):  # why it could not be read says more
                self.add_error(problem.path, forms.ValidationError(problem.message, problem.code))


def most_inputs(survey: se.Survey) -> int:
    """How many values the largest page sends, at most: each option that is ticked is one, and a few are the page's
    own."""
    pages = ((part for question in page.questions for part in question.fields) for page in survey.pages)
    return 10 + max(sum(len(part.options) if part.type == "choices" else 1 for part in page) for page in pages)


def _askable(interview: se.Interview) -> Iterator[Asked]:
    """What can be filled in at a page, with the companion text of every option, chosen yet or not: it opens under its
    option by style alone, without a request."""
    for question in interview.page.questions if interview.page else ():
        for shown in question.fields:
            if shown.field.answerable and not shown.field.chosen_with:
                yield Asked(shown.field, shown.options)
                companions = (option.companion for option in shown.options)
                yield from (Asked(companion) for companion in companions if companion)


def _help(field: se.Field) -> str:
    """A cell of a table has no help of its own: its column has, at the top."""
    return "" if field.column else "\n\n".join(text for text in (field.help, hint(field)) if text)


def _widget(asked: Asked) -> forms.Widget:
    """What a field is filled in with. Numbers and dates are typed as text: a browser's own boxes for them send nothing
    at all when they are mistyped."""
    field = asked.field
    options = [(option.id, option.label) for option in asked.options]
    match field.type:
        case "choice" if field.column:
            return forms.Select(choices=[("", "Välj"), *options])
        case "choice":
            return forms.RadioSelect(choices=[*options, *_blank(field)])
        case "choices":
            return forms.CheckboxSelectMultiple(choices=options)
        case "confirm":
            return forms.CheckboxInput()
        case "integer" if field.question.type == "scale":
            return forms.RadioSelect(choices=[*_scale(field), *_blank(field)])
        case "integer" | "decimal":
            return forms.TextInput({"inputmode": "numeric" if field.type == "integer" else "decimal", "class": "short"})
        case "date":
            return forms.TextInput({"class": "short"})
        case "text" if field.multiline:
            return forms.Textarea({"rows": min(max((field.max_chars or 1000) // 100, 3), 10)})
        case "text":
            inputmode = {"email": "email", "phone": "tel", "url": "url"}.get(field.format or "", "text")
            return forms.TextInput({"inputmode": inputmode})


def _blank(field: se.Field) -> list[tuple[str, str]]:
    """The way to take back an answer. It is there where the answer is needed on a condition, too: the condition may be
    changed on the same page, without a request."""
    return [("", "Inget svar")] if field.required is not True else []


def _scale(field: se.Field) -> list[tuple[str, str]]:
    low, high = field.min, field.max
    if not isinstance(low, int) or not isinstance(high, int):
        raise TypeError(f"{field.path} is no scale")
    ends = {low: field.question.low, high: field.question.high}
    return [(str(step), f"{step} – {ends[step]}" if ends.get(step) else str(step)) for step in range(low, high + 1)]
