"""What every document says besides the form's own texts: what it is, its marks, and where nothing was answered."""

from __future__ import annotations

from collections.abc import Mapping

from survey_engine.diagnostics import spoken

_WORDING: Mapping[str, Mapping[str, str]] = {
    "sv": {
        "kind": "Läsversion",
        "kind_answered": "Era svar",
        "version": "Formulärets version: {version}",
        "untitled": "Formulär",
        "contents": "Innehåll",
        "page": "Sida",
        "legend": "Frågor märkta med {star} måste besvaras.",
        "required": "obligatorisk",
        "prefilled": "Förifylls",
        "computed": "Automatisk beräkning",
        "to_fill_in": "Svarsruta",
        "answer": "Svar",
        "nothing": "Inget svar",
        "chosen": "valt",
        "cannot_say": "Kan inte svara",
    },
    "en": {
        "kind": "Reading version",
        "kind_answered": "Your answers",
        "version": "Version of the form: {version}",
        "untitled": "Form",
        "contents": "Contents",
        "page": "Page",
        "legend": "Questions marked with {star} must be answered.",
        "required": "required",
        "prefilled": "Filled in beforehand",
        "computed": "Calculated automatically",
        "to_fill_in": "Answer box",
        "answer": "Answer",
        "nothing": "No answer",
        "chosen": "chosen",
        "cannot_say": "Cannot answer",
    },
}


def wording(language: str) -> Mapping[str, str]:
    """The words of a document in that language: Swedish for `sv`, else English."""
    return _WORDING[spoken(language)]
