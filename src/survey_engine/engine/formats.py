"""The five formats that a text can have (DESIGN §2): our own definitions, ASCII digits, linear time.

Each is a function from a text to something true when the text has the format; a pattern's own `fullmatch` where that
says it all, since the engine calls these for every answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from survey_engine.model import Format

is_email: Final = re.compile(r"[^@\s]+@[^@\s][^@\s.]*\.[^@\s]+").fullmatch
"""Something, one @, and something with a dot inside: `[^@\\s]+@[^@\\s]+\\.[^@\\s]+`, without its backtracking."""

is_phone: Final = re.compile(r"\+?\(?[0-9](?:[ ()/-]*[0-9]){4,14}").fullmatch
"""5–15 digits, with spaces, parentheses, hyphens and slashes between; an optional + before them."""

is_postcode: Final = re.compile(r"[0-9]{3} ?[0-9]{2}").fullmatch
"""Five digits, a space allowed after the third."""

is_url: Final = re.compile(r"https?://[^\s/]\S*").fullmatch
"""http:// or https://, and a host: `https?://[^\\s/]+\\S*`, without its backtracking."""

_ORGNR = re.compile(r"[0-9]{6}-?[0-9]{4}").fullmatch
_PAIRS = {f"{first}{second}": first * 2 - 9 * (first > 4) + second for first in range(10) for second in range(10)}


def is_orgnr(text: str) -> bool:
    """Ten digits, a hyphen allowed after the sixth, the last a check digit by Luhn's formula."""
    if _ORGNR(text) is None:
        return False
    pairs, tail = _PAIRS, text[-4:]
    return (pairs[text[:2]] + pairs[text[2:4]] + pairs[text[4:6]] + pairs[tail[:2]] + pairs[tail[2:]]) % 10 == 0


FORMATS: dict[Format, Callable[[str], object]] = {
    "email": is_email,
    "phone": is_phone,
    "postcode": is_postcode,
    "orgnr": is_orgnr,
    "url": is_url,
}
