"""Where the sentences of a text stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ENDS = re.compile(r"[.!?:;](?=\s|$)|\n\s*(?:\n|(?=[-*] ))|$")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Each sentence or item of a list, by its beginning and its end; an abbreviation ends one too."""
    start = 0
    for found in _ENDS.finditer(text):
        if text[start : found.end()].strip():
            yield start, found.end()
        start = found.end()
