"""The file of a form that is to be tested: its text, its survey and all that is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from survey_engine.dependencies import Blueprint
from survey_engine.diagnostics import Diagnostic, SurveyError
from survey_engine.load import load_with_blueprint
from survey_engine.parsing.decoding import MOST_BYTES, decode, legible
from survey_engine.source import Source
from survey_engine.survey import Survey


@dataclass(frozen=True, slots=True)
class Loaded:
    """A form's text; its survey and places, unless it has errors; and all that is wrong with it."""

    source: Source
    survey: Survey | None
    blueprint: Blueprint | None
    diagnostics: tuple[Diagnostic, ...]


def loaded(path: Path, name: str, language: str) -> Loaded:
    """The form in a file. Raises OSError where that cannot be read."""
    with path.open("rb") as file:
        raw = file.read(MOST_BYTES + 1)
    source, found = decode(name, raw)
    if source is None:
        return Loaded(Source(name, legible(raw)), None, None, tuple(each.in_language(language) for each in found))
    try:
        survey, blueprint = load_with_blueprint(source.text, language)
    except SurveyError as error:
        return Loaded(source, None, None, error.diagnostics)
    return Loaded(source, survey, blueprint, survey.diagnostics)
