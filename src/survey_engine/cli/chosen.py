"""The one response that a command shows a form with: that of a file, or one of the form's own scenarios."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, NoReturn

import click

from survey_engine.cli.answers import one_response
from survey_engine.cli.output import complain, shown_name
from survey_engine.model import Scenario
from survey_engine.rendering.cells import safe_line
from survey_engine.spelling import nearest
from survey_engine.survey import Survey

_MOST_NAMED = 5
_WORDS = {
    "sv": {
        "both": "välj --answers eller --scenario, inte båda",
        "none": "{name}: formuläret har inget sådant exempel",
        "near": " – menade du ”{near}”?",
        "several": "{name}: flera exempel heter så: {names}",
        "quoted": "”{name}”",
        "more": " med flera",
    },
    "en": {
        "both": "choose --answers or --scenario, not both",
        "none": "{name}: the form has no such scenario",
        "near": " – did you mean “{near}”?",
        "several": "{name}: several scenarios are so named: {names}",
        "quoted": "“{name}”",
        "more": " and others",
    },
}


class Chosen(NamedTuple):
    """Answers, and what they are called."""

    answers: Mapping[str, Any]
    name: str


def chosen(survey: Survey, answers: str | None, scenario: str | None, language: str) -> Chosen | None:
    """The answers of a file, or those of the scenario whose name (or the only one of whose names a part of it) that is;
    None when neither is asked for. Ends the command where there is no such thing."""
    if answers is not None and scenario is not None:
        _end(_WORDS[language]["both"], language)
    if answers is not None:
        return Chosen(one_response(answers, language), answers)
    if scenario is not None:
        found = _named(survey.form.scenarios, scenario, language)
        return Chosen(found.answers, str(found.name))
    return None


def _named(scenarios: tuple[Scenario, ...], wanted: str, language: str) -> Scenario:
    names = {str(each.name): each for each in scenarios}
    folded = wanted.casefold()
    same = [name for name in names if name.casefold() == folded]
    found = same or [name for name in names if folded in name.casefold()]
    if len(found) != 1:
        _end(_not_one(wanted, found, [*names], _WORDS[language]), language)
    return names[found[0]]


def _not_one(wanted: str, found: Sequence[str], names: Sequence[str], words: Mapping[str, str]) -> str:
    """Why no scenario was chosen."""
    if found:
        several = ", ".join(words["quoted"].format(name=safe_line(name)) for name in found[:_MOST_NAMED])
        more = words["more"] if len(found) > _MOST_NAMED else ""
        return words["several"].format(name=shown_name(wanted), names=several + more)
    near = nearest(wanted, names)
    return words["none"].format(name=shown_name(wanted)) + (words["near"].format(near=safe_line(near)) if near else "")


def _end(message: str, language: str) -> NoReturn:
    complain(message, language)
    raise click.exceptions.Exit(2)
