"""From a file's text to a survey: the whole pipeline on one page.

The rooms that read YAML are imported when the first form is read, so that a bare import of the library stays light.
"""

from __future__ import annotations

import os
from pathlib import Path

from survey_engine.diagnostics import Diagnostic, Language, SurveyError, has_errors, in_order
from survey_engine.model import Form
from survey_engine.source import Source
from survey_engine.survey import Survey

Found = tuple[Diagnostic, ...]


def load(path: str | os.PathLike[str], language: Language = "sv") -> Survey:
    """The survey in a file.

    `language` ("sv" or "en") is what diagnostics are told in. Raises `SurveyError`, which carries all that is wrong
    with the form in `.diagnostics`, or `OSError` where the file cannot be read.
    """
    form, found = _read_file(path)
    return _survey(form, _spoken(found, language), str(path))


def load_text(text: str, language: Language = "sv") -> Survey:
    """The survey in a text, which is YAML. Raises `SurveyError` as `load` does, with `<text>` for the file's name."""
    form, found = _form_of(Source("<text>", text))
    return _survey(form, _spoken(found, language), "<text>")


def check(path: str | os.PathLike[str], language: Language = "sv") -> Found:
    """All that is wrong with the form in a file, or doubtful, in the file's order; empty for a form that is well.

    `language` ("sv" or "en") is what it is told in. Raises only `OSError`, where the file cannot be read.
    """
    return _spoken(_read_file(path)[1], language)


def check_text(text: str, language: Language = "sv") -> Found:
    """All that is wrong with the form in a text, or doubtful, in the text's order. As `check`, and raises nothing."""
    return _spoken(_form_of(Source("<text>", text))[1], language)


def _read_file(path: str | os.PathLike[str]) -> tuple[Form | None, Found]:
    from survey_engine.parsing.decoding import MOST_BYTES, decode

    with Path(path).open("rb") as file:
        source, found = decode(str(path), file.read(MOST_BYTES + 1))
    return (None, found) if source is None else _form_of(source)


def _form_of(source: Source) -> tuple[Form | None, Found]:
    """Text → data → shape → form → rules; what is wrong at one stage is told with what is wrong at the next."""
    from survey_engine.analysis.rules import analyse
    from survey_engine.parsing.build import build
    from survey_engine.parsing.echoes import joined, misplaced_keys
    from survey_engine.parsing.reader import read
    from survey_engine.parsing.shape import check_shape

    document, found = read(source)
    if document is None:
        return None, found
    shape = check_shape(document, source)
    blueprint, names = build(document, misplaced_keys(shape))
    found = (*joined(found, shape), *names)
    if blueprint is None:
        return None, in_order(found)
    return blueprint.form, in_order((*found, *analyse(blueprint)))


def _survey(form: Form | None, found: Found, name: str) -> Survey:
    if form is None or has_errors(found):
        raise SurveyError(found, name)
    return Survey(form, found)


def _spoken(found: Found, language: Language) -> Found:
    return tuple(diagnostic.in_language(language) for diagnostic in found)
