"""Texts of each format, and texts that are nearly so: what answers to a text with a format are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from survey_engine.model import Format

GOOD: Final[Mapping[Format, tuple[str, ...]]] = {
    "email": ("namn@kommun.se", "a@b.c", "å+ä@ö.se", "förnamn.efternamn+1@å.example.org"),
    "phone": ("08-123 45 67", "12345", "+46 (0)8/123 456", "+46 (0)8 123 45 67", "123456789012345"),
    "postcode": ("123 45", "12345"),
    "orgnr": ("212000-0142", "2120000142", "0000000000"),
    "url": ("https://kommun.se", "https://a", "http://a", "http://å.se/b?c", "https://å.se/a?b=c#d"),
}
"""Texts that have a format, an ordinary one first."""

BAD: Final[Mapping[Format, tuple[str, ...]]] = {
    "email": ("x", "a@b", "a@@b.c", "a b@c.d", "@b.c", "a@b."),
    "phone": ("x", "1234", "1234567890123456", "08-12 34 a", "08-123 45 6x", "٠١٢٣٤٥", "+"),
    "postcode": ("x", "1234", "1234 5", "1 2345", "123456", "１２３４５"),
    "orgnr": ("x", "212000-0143", "212000-014", "212000014", "2120-000142", "2120000-142", "212000 0142"),
    "url": ("x", "www.a.se", "https://", "ftp://a", "ftp://a.se", "https:///x", "http://a b"),
}
"""Texts that do not have it."""
