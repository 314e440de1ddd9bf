"""Mistakes in how the file is typed: quotes, colons, dashes, brackets, indentation."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

from tests.planted.sheet import Kind, Planted, Written, chosen, replaced, sheet, structure


def _quoted(text: str) -> list[Written]:
    """The texts in quotes that stand on one line."""
    return [s for s in sheet(text).scalars if s.style in ("'", '"') and "\n" not in text[s.start : s.end]]


def _plain_texts(text: str) -> list[Written]:
    """The texts without quotes, of two words or more, on one line, outside of braces."""
    texts = sheet(text).values("label", "title", "help", "message", "text")
    return [
        s for s in texts if not s.style and " " in s.value and not s.in_braces and "\n" not in text[s.start : s.end]
    ]


def _in_structure(text: str, pattern: str) -> list[tuple[int, int]]:
    """Where a pattern is found at the beginning of a line of keys: its first group."""
    found = (re.compile(pattern).match(text, start, end) for start, end in structure(text))
    return [match.span(1) for match in found if match]


def _at(pattern: str, instead: str, right: str | None = None) -> Kind:
    def plant(text: str, rng: Random) -> Planted | None:
        place = chosen(rng, _in_structure(text, pattern))
        return replaced(text, *place, instead, right) if place else None

    return plant


def closing_quote_removed(text: str, rng: Random) -> Planted | None:
    at = chosen(rng, _quoted(text))
    return replaced(text, at.end - 1, at.end, "") if at else None


def opening_quote_removed(text: str, rng: Random) -> Planted | None:
    at = chosen(rng, [s for s in _quoted(text) if not s.is_key])
    return replaced(text, at.start, at.start + 1, "") if at else None


def typographic_quotes(text: str, rng: Random) -> Planted | None:
    at = chosen(rng, [s for s in _quoted(text) if not s.is_key])
    return replaced(text, at.start, at.end, f"”{at.value}”", text[at.start : at.end]) if at else None


def tab(text: str, rng: Random) -> Planted | None:
    place = chosen(rng, _in_structure(text, r"( {2,})\S"))
    return replaced(text, *place, "\t" * ((place[1] - place[0]) // 2)) if place else None


def hard_spaces(text: str, rng: Random) -> Planted | None:
    place = chosen(rng, _in_structure(text, r"( {2,})\S"))
    return replaced(text, *place, "\u00a0" * (place[1] - place[0])) if place else None


def dash_removed(text: str, rng: Random) -> Planted | None:
    """Not the first of its list, which would be a mapping by itself."""
    spans = _in_structure(text, r" *(- )(?=[a-z_]+:)")
    seconds = [(start, end) for start, end in spans if not text[:start].rstrip().endswith(":")]
    place = chosen(rng, seconds)
    return replaced(text, *place, "  ", "- ") if place else None


def closing_bracket_removed(text: str, rng: Random) -> Planted | None:
    things = [thing for thing in sheet(text).things if thing.in_braces]
    at = chosen(rng, things)
    return replaced(text, at.end - 1, at.end, "") if at else None


def opening_bracket_removed(text: str, rng: Random) -> Planted | None:
    at = chosen(rng, [thing for thing in sheet(text).things if thing.in_braces])
    return replaced(text, at.start, at.start + 1, "") if at else None


def comma_removed(text: str, rng: Random) -> Planted | None:
    keys = [s for s in sheet(text).scalars if s.is_key and s.in_braces and text[: s.start].endswith(", ")]
    at = chosen(rng, keys)
    return replaced(text, at.start - 2, at.start - 1, "") if at else None


def comma_doubled(text: str, rng: Random) -> Planted | None:
    keys = [s for s in sheet(text).scalars if s.is_key and s.in_braces and text[: s.start].endswith(", ")]
    at = chosen(rng, keys)
    return replaced(text, at.start - 1, at.start - 1, ",") if at else None


def comma_in_braces(text: str, rng: Random) -> Planted | None:
    """A text in braces that is given a comma."""
    labels = [s for s in sheet(text).values("label") if s.in_braces and not s.style and "\n" not in s.value]
    at = chosen(rng, labels)
    if at is None:
        return None
    meant = text[: at.start] + f'"{at.value}, med mera"' + text[at.end :]
    return replace(replaced(text, at.end, at.end, ", med mera", f'"{at.value}, med mera"'), meant=meant)


def _text_changed(text: str, rng: Random, between: str) -> Planted | None:
    """A text without quotes that is given something that needs them."""
    at = chosen(rng, _plain_texts(text))
    if at is None:
        return None
    first, rest = at.value.split(" ", 1)
    changed = f"{first}{between}{rest}"
    meant = text[: at.start] + f'"{changed}"' + text[at.end :]
    return replace(replaced(text, at.start, at.end, changed, f'"{changed}"'), meant=meant)


def hash_in_text(text: str, rng: Random) -> Planted | None:
    return _text_changed(text, rng, " #")


def colon_in_text(text: str, rng: Random) -> Planted | None:
    return _text_changed(text, rng, ": ")


def quote_begins_text(text: str, rng: Random) -> Planted | None:
    """A text whose first word alone stands in quotes."""
    at = chosen(rng, _plain_texts(text))
    if at is None:
        return None
    first, rest = at.value.split(" ", 1)
    changed = f'"{first}" {rest}'
    meant = text[: at.start] + f"'{changed}'" + text[at.end :]
    return replace(replaced(text, at.start, at.end, changed, f"'{changed}'"), meant=meant)


def line_of_text_outdented(text: str, rng: Random) -> Planted | None:
    """A line inside of a long text that begins at the margin, as pasted."""
    inside = []
    for s in sheet(text).scalars:
        if s.style in ("|", ">"):
            lines = [m.span(1) for m in re.compile(r"^( +)[A-ZÅÄÖa-zåäö]", re.M).finditer(text, s.start, s.end)]
            inside += lines[1:]
    place = chosen(rng, inside)
    return replaced(text, *place, "") if place else None


def key_twice(text: str, rng: Random) -> Planted | None:
    """A line that is copied; either of the two may be told."""
    lines = [
        (start, end)
        for start, end in structure(text)
        if re.fullmatch(r" +(?!id:)[a-z_]+: [^|>&\[{#]+", text[start:end]) and not text[end + 1 :].startswith(" " * 12)
    ]
    place = chosen(rng, lines)
    if place is None:
        return None
    start, end = place
    planted = replaced(text, start, start, text[start:end] + "\n")
    line = min(planted.lines)
    return replace(planted, lines=frozenset([line, line + 1]))


YAML: dict[str, Kind] = {
    "a closing quote removed": closing_quote_removed,
    "an opening quote removed": opening_quote_removed,
    "typographic quotes for straight ones": typographic_quotes,
    "tabs for indentation": tab,
    "no-break spaces for indentation": hard_spaces,
    "a space too few before a line": _at(r"( ) *\S", ""),
    "a space too many before a line": _at(r"() +\S", " "),
    "a colon removed": _at(r" *(?:- )?[a-z_]+(:) \S", ""),
    "no space after a colon": _at(r" *(?:- )?[a-z_]+:( )[^\s|>]", "", ": "),
    "a list's dash removed": dash_removed,
    "a closing bracket removed": closing_bracket_removed,
    "an opening bracket removed": opening_bracket_removed,
    "a comma removed in braces": comma_removed,
    "a comma too many in braces": comma_doubled,
    "a comma in a text in braces": comma_in_braces,
    "a # that cuts a text": hash_in_text,
    "a colon inside a text": colon_in_text,
    "a text that begins with a quoted word": quote_begins_text,
    "a line of a text at the margin": line_of_text_outdented,
    "a line copied": key_twice,
}
