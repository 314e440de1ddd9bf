"""Which phrases a language has."""

from __future__ import annotations

from survey_engine.expr.words.en import ENGLISH
from survey_engine.expr.words.phrases import Phrases
from survey_engine.expr.words.sv import SWEDISH

_PHRASES = {"sv": SWEDISH, "en": ENGLISH}


def phrases(language: str) -> Phrases:
    """The phrases of Swedish (`sv`) or English (`en`)."""
    return _PHRASES[language]
