"""The five formats that a text can have (DESIGN §2): our own definitions, ASCII digits, linear time."""

from __future__ import annotations

import re
from collections.abc import Callable

from survey_engine.model import Format

_PHONE = re.compile(r"\+?\(?[0-9](?:[ ()/-]*[0-9]){4,14}").fullmatch
_POSTCODE = re.compile(r"[0-9]{3} ?[0-9]{2}").fullmatch
_ORGNR = re.compile(r"[0-9]{6}-?[0-9]{4}").fullmatch


def is_email(text: str) -> bool:
    """Something, one @, and something with a dot inside: `[^@\\s]+@[^@\\s]+\\.[^@\\s]+`, without its backtracking."""
    name, at, domain = text.partition("@")
    return bool(name and at and "@" not in domain and "." in domain[1:-1] and not any(map(str.isspace, text)))


def is_phone(text: str) -> bool:
    """5–15 digits, with spaces, parentheses, hyphens and slashes between; an optional + before them."""
    return _PHONE(text) is not None


def is_postcode(text: str) -> bool:
    return _POSTCODE(text) is not None


def is_orgnr(text: str) -> bool:
    """Ten digits, a hyphen allowed after the sixth, the last a check digit by Luhn's formula (SKV 709)."""
    if _ORGNR(text) is None:
        return False
    digits = [int(digit) for digit in text if digit != "-"]
    doubled = [digit * 2 for digit in digits[::2]]
    return sum(digits[1::2] + [digit - 9 if digit > 9 else digit for digit in doubled]) % 10 == 0


def is_url(text: str) -> bool:
    """http:// or https://, and a host: `https?://[^\\s/]+\\S*`, without its backtracking."""
    scheme, _, rest = text.partition("://")
    return scheme in ("http", "https") and rest[:1] not in ("", "/") and not any(map(str.isspace, text))


FORMATS: dict[Format, Callable[[str], bool]] = {
    "email": is_email,
    "phone": is_phone,
    "postcode": is_postcode,
    "orgnr": is_orgnr,
    "url": is_url,
}
