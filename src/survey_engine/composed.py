"""Unicode's composed form (NFC) in time that grows with the length of the text, whatever the text."""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby

_LONG_RUN = re.compile(r"[^\w\s\x00-\x7f]{20,}")
"""Where combining marks may stand in long runs: Python's own `normalize` takes quadratic time to put them in order."""


def nfc(text: str) -> str:
    """The text in NFC (Unicode Standard Annex 15)."""
    return unicodedata.normalize("NFC", _LONG_RUN.sub(lambda run: _ordered(run[0]), text))


def _ordered(run: str) -> str:
    """The characters decomposed, the marks after each base in canonical order: equivalent, and quick to compose."""
    decomposed = "".join(unicodedata.normalize("NFD", character) for character in run)
    groups = groupby(decomposed, key=lambda character: unicodedata.combining(character) != 0)
    return "".join(
        character
        for marks, group in groups
        for character in (sorted(group, key=unicodedata.combining) if marks else group)
    )
