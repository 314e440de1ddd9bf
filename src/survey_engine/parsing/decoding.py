"""From bytes to text that YAML can be read from: size, UTF-8, control characters."""

from __future__ import annotations

import codecs
import re
from itertools import islice

from survey_engine.diagnostics import Diagnostic, Rule
from survey_engine.source import START, Lines, Source, Span

MOST_BYTES = 2_000_000
MOST_CONTROL_CHARACTERS = 10

TOO_LARGE = Rule(
    "file-too-large",
    {"sv": "filen är för stor", "en": "the file is too large"},
    {
        "sv": "ett formulär får vara högst 2 MB; det här ser inte ut att vara en formulärfil",
        "en": "a form may be at most 2 MB; this does not look like a form file",
    },
)
NOT_UTF_8 = Rule(
    "not-utf-8",
    {"sv": "filen är inte sparad som UTF-8", "en": "the file is not saved as UTF-8"},
    {"sv": "{hint}", "en": "{hint}"},
)
CONTROL_CHARACTER = Rule(
    "control-character",
    {
        "sv": "här står ett osynligt styrtecken ({character})",
        "en": "here is an invisible control character ({character})",
    },
    {
        "sv": "ta bort tecknet; det följer ofta med när man klistrar in från ett annat program",
        "en": "delete the character; it often comes along when text is pasted from another program",
    },
)

_UTF_16 = {
    "sv": "filen är sparad som UTF-16 (”Unicode”); spara om den och välj UTF-8 som kodning",
    "en": "the file is saved as UTF-16 (“Unicode”); save it again and choose UTF-8 as its encoding",
}
_OLD = {
    "sv": "spara om filen med kodningen UTF-8; den ser ut att vara sparad som ”ANSI” (Windows-1252)",
    "en": "save the file again with the encoding UTF-8; it seems to be saved as “ANSI” (Windows-1252)",
}
_BOM = "\ufeff"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def decode(name: str, raw: bytes) -> tuple[Source | None, tuple[Diagnostic, ...]]:
    """The text of a file's bytes, a byte order mark left out; no text when there is too much or it is not UTF-8."""
    if len(raw) > MOST_BYTES:
        return None, (Diagnostic(TOO_LARGE, START),)
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None, (Diagnostic(NOT_UTF_8, Span(1, 1, 1, 2), {"hint": _UTF_16}),)
    try:
        return Source(name, raw.decode("utf-8").lstrip(_BOM)), ()
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8").lstrip(_BOM)
        span = Lines(before).span(len(before), len(before) + 1)
        return None, (Diagnostic(NOT_UTF_8, span, {"hint": _OLD}),)


def legible(raw: bytes) -> str:
    """What can be shown of bytes that are no text in UTF-8; nothing of a file that is too large."""
    if len(raw) > MOST_BYTES:
        return ""
    utf_16 = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return raw.decode("utf-16" if utf_16 else "utf-8", "replace").lstrip(_BOM)


def without_mark(source: Source) -> Source:
    """The same text without a byte order mark, which is no part of it."""
    return Source(source.name, source.text.lstrip(_BOM)) if source.text.startswith(_BOM) else source


def too_large(source: Source) -> bool:
    """Whether the text would be too large a file."""
    if len(source.text) * 4 <= MOST_BYTES:
        return False
    return len(source.text.encode("utf-8", "surrogatepass")) > MOST_BYTES


def has_control_character(text: str) -> str | None:
    """The first character that no text of a form may hold, named by its code (`U+0007`), if there is one."""
    found = _CONTROL.search(text)
    return f"U+{ord(found[0]):04X}" if found else None


def control_characters(source: Source, lines: Lines) -> list[Diagnostic]:
    """A diagnostic for each control character, noncharacter and lone surrogate in the file, as far as anybody reads."""
    return [
        Diagnostic(CONTROL_CHARACTER, lines.span(*found.span()), {"character": f"U+{ord(found[0]):04X}"})
        for found in islice(_CONTROL.finditer(source.text), MOST_CONTROL_CHARACTERS)
    ]


def readable(text: str) -> tuple[str, dict[int, str]]:
    """The text as libyaml can read it, as long as before, and what turns its scalars back.

    Control characters stand in as U+FFFD. U+2028 and U+2029 end a line in YAML 1.1 but not in 1.2, so two private
    characters that the text does not use stand in for them.
    """
    plain = _CONTROL.sub("\ufffd", text)
    back: dict[int, str] = {}
    for separator in ("\u2028", "\u2029"):
        if separator in plain:
            private = next((code for code in range(0xE000, 0xF900) if chr(code) not in plain), 0xFFFD)
            plain = plain.replace(separator, chr(private))
            back[private] = separator
    return plain, back
