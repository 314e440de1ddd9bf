"""Texts that exist in several languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from survey_engine.frozen import Frozen


class Text(str):
    """A text that exists in several languages: it is itself in one of them and knows the others.

    A language that is missing falls back to the form's own.
    """

    __slots__ = ("_fallback", "_language", "_translations")
    _translations: Frozen[str, str]
    _language: str
    _fallback: str

    def __new__(cls, translations: Mapping[str, str], language: str, fallback: str) -> Self:
        text = super().__new__(cls, translations.get(language, translations[fallback]))
        text._translations, text._language, text._fallback = Frozen(translations), language, fallback
        return text

    @property
    def translations(self) -> Mapping[str, str]:
        """Language → text."""
        return self._translations

    @property
    def language(self) -> str:
        """The language that was asked for."""
        return self._language

    @property
    def fallback(self) -> str:
        """The form's own language."""
        return self._fallback

    def in_language(self, language: str) -> Text:
        return Text(self._translations, language, self._fallback)

    def __reduce__(self) -> tuple[Any, ...]:
        return (Text, (self._translations, self._language, self._fallback))
