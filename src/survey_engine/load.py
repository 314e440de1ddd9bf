"""From a file's text to a survey: the whole pipeline on one page.

The rooms that read YAML are imported when the first form is read, so that a bare import of the library stays light.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from survey_engine.dependencies import Blueprint
from survey_engine.diagnostics import Diagnostic, Language, SurveyError, few_of_each, has_errors, in_order
from survey_engine.source import Source
from survey_engine.survey import Survey

Found = tuple[Diagnostic, ...]


def load(path: str | os.PathLike[str], language: Language = "sv") -> Survey:
    """The survey in a file.

    `language` ("sv" or "en") is what diagnostics are told in. Raises `SurveyError`, which carries all that is wrong
    with the form in `.diagnostics`, or `OSError` where the file cannot be read.
    """
    blueprint, found = _read_file(path)
    return _survey(blueprint, _spoken(found, language), str(path))


def load_text(text: str, language: Language = "sv") -> Survey:
    """The survey in a text, which is YAML. Raises `SurveyError` as `load` does, with `<text>` for the file's name."""
    return load_with_blueprint(text, language)[0]


def load_with_blueprint(text: str, language: Language = "sv") -> tuple[Survey, Blueprint]:
    """Not public: what `load_text` gives, with where in the text everything is written. Raises as it does."""
    blueprint, found = _blueprint_of(Source("<text>", text))
    survey = _survey(blueprint, _spoken(found, language), "<text>")
    assert blueprint is not None  # there was a survey
    return survey, blueprint


def check(path: str | os.PathLike[str], language: Language = "sv") -> Found:
    """All that is wrong with the form in a file, or doubtful, in the file's order; empty for a form that is well.

    `language` ("sv" or "en") is what it is told in. Raises only `OSError`, where the file cannot be read.
    """
    return _spoken(_read_file(path)[1], language)


def check_text(text: str, language: Language = "sv") -> Found:
    """All that is wrong with the form in a text, or doubtful, in the text's order. As `check`, and raises nothing."""
    return few_of_each(check_whole(text, language))


def check_whole(text: str, language: Language = "sv") -> Found:
    """Not public: as `check_text`, with every warning, however many there are of one code."""
    return _spoken(_everything_of(Source("<text>", text))[1], language)


def _read_file(path: str | os.PathLike[str]) -> tuple[Blueprint | None, Found]:
    from survey_engine.parsing.decoding import MOST_BYTES, decode

    with Path(path).open("rb") as file:
        source, found = decode(str(path), file.read(MOST_BYTES + 1))
    return (None, found) if source is None else _blueprint_of(source)


def _blueprint_of(source: Source) -> tuple[Blueprint | None, Found]:
    """As below; what is said over and over is left out."""
    blueprint, found = _everything_of(source)
    return blueprint, few_of_each(found)


def _everything_of(source: Source) -> tuple[Blueprint | None, Found]:
    """Text → data → shape → form → rules; what is wrong at one stage is told with what is wrong at the next.

    Last, what the author has answered in a comment is left out.
    """
    from survey_engine.analysis.rules import analyse
    from survey_engine.parsing.build import build
    from survey_engine.parsing.echoes import joined, misplaced_keys
    from survey_engine.parsing.reader import read
    from survey_engine.parsing.shape import check_shape
    from survey_engine.silencing import silenced

    document, found = read(source)
    if document is None:
        return None, found
    shape = check_shape(document, source)
    blueprint, names = build(document, misplaced_keys(shape))
    found = (*joined(found, shape), *names)
    if blueprint is not None:
        blueprint = replace(blueprint, incomplete=blueprint.incomplete or has_errors(found))
        found = (*found, *analyse(blueprint))
    return blueprint, silenced(in_order(found), document, source)


def _survey(blueprint: Blueprint | None, found: Found, name: str) -> Survey:
    if blueprint is None or has_errors(found):
        raise SurveyError(found, name)
    return Survey(blueprint.form, found)


def _spoken(found: Found, language: Language) -> Found:
    return tuple(diagnostic.in_language(language) for diagnostic in found)
