"""Unquoted scalars by the core rules of YAML 1.2 (section 10.3.2), and text written as a quoted scalar."""

from __future__ import annotations

import re
from decimal import Decimal

from survey_engine.parsing.document import Plain

MOST_DIGITS = 40
"""A number with more characters, or a larger exponent, than this stays text: 1e999999999 would explode."""

_WORDS: dict[str, Plain] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"[-+]?[0-9]+")
_BASED = {"0o": (re.compile(r"0o[0-7]+"), 8), "0x": (re.compile(r"0x[0-9a-fA-F]+"), 16)}
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE]([-+]?[0-9]+))?")


def resolve(text: str) -> Plain:
    """What an unquoted scalar is: null, true or false, an integer, a decimal, else the text itself.

    A leading zero makes no octal number (`012` is 12); a number that is too long, and `.inf` and `.nan`, stay text.
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "+-.0123456789" or len(text) > MOST_DIGITS:
        return text
    if _INTEGER.fullmatch(text):
        return int(text)
    if text[:2] in _BASED:
        pattern, base = _BASED[text[:2]]
        return int(text, base) if pattern.fullmatch(text) else text
    number = _FLOAT.fullmatch(text)
    if number and abs(int(number[1] or 0)) <= MOST_DIGITS:
        return Decimal(text)
    return text


def quoted(text: str) -> str:
    """The text as a quoted YAML scalar, in double quotes where nothing in it has to be escaped."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'
