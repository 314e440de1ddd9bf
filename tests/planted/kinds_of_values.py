"""Mistakes in keys, types and values."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

from tests.planted.sheet import Kind, Planted, chosen, misspelt, replaced, sheet

OPTIONAL = frozenset(["help", "title", "text"])
ANOTHER_WORD = {
    "label": "etikett", "type": "typ", "required": "obligatorisk", "options": "alternativ", "title": "rubrik",
    "help": "hjälptext", "visible_if": "visa_om", "max_chars": "maxlength",
}  # fmt: skip
MONTHS = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
]
NUMBERS = ("min", "max", "max_chars", "places", "from", "to")


def key_misspelt(text: str, rng: Random) -> Planted | None:
    keys = [s for s in sheet(text).scalars if s.is_key and len(s.value) > 3 and s.path[0] == "pages"]
    at = chosen(rng, keys)
    known = frozenset(s.value for s in sheet(text).scalars if s.is_key)
    return replaced(text, at.start, at.end, misspelt(at.value, rng, known), at.value) if at else None


def key_in_swedish(text: str, rng: Random) -> Planted | None:
    at = chosen(rng, [s for s in sheet(text).keys(*ANOTHER_WORD) if s.path[0] == "pages"])
    return replaced(text, at.start, at.end, ANOTHER_WORD[at.value], at.value) if at else None


def capital_key(text: str, rng: Random) -> Planted | None:
    at = chosen(rng, [s for s in sheet(text).scalars if s.is_key and s.path[0] == "pages"])
    return replaced(text, at.start, at.end, at.value.capitalize(), at.value) if at else None


def key_of_another_type(text: str, rng: Random) -> Planted | None:
    at = chosen(rng, sheet(text).keys("max_chars", "multiline", "statement", "low"))
    return replaced(text, at.start, at.end, "places") if at else None


def _without(key: str) -> Kind:
    """A thing without that key; right is any line of the thing's keys from its first on to where it was."""

    def plant(text: str, rng: Random) -> Planted | None:
        page = sheet(text)
        needed = [s for s in page.keys(key) if s.path[0] == "pages" and _is_needed(text, s.path)]
        at = chosen(rng, needed)
        if at is None:
            return None
        value = next(s for s in page.scalars if s.path == at.path and not s.is_key)
        thing = next((t for t in page.things if t.path == at.path[:-1]), None)
        if thing is None or "\n" in text[value.start : value.end]:
            return None
        start, end = at.start, value.end
        if at.in_braces:
            end = end + 2 if text[end : end + 2] == ", " else end
            start = start - 2 if text[:start].endswith(", ") and text[end - 2 : end] != ", " else start
        else:
            start = text.rfind("\n", 0, start) + 1
            if "- " in text[start : at.start]:
                start = at.start
                end = re.compile(r"\s*").match(text, text.index("\n", end)).end()  # type: ignore[union-attr] # always
            else:
                end = text.index("\n", end) + 1
        lines = range(page.line(thing.start), page.line(start) + 1)
        return replace(replaced(text, start, end, ""), lines=frozenset(lines))

    return plant


def _is_needed(text: str, path: tuple[str | int, ...]) -> bool:
    """A label is needed of all but pages, groups and information."""
    if path[-1] != "label":
        return len(path) > 3 or path[-1] != "type"
    kind = next((s.value for s in sheet(text).scalars if s.path == (*path[:-1], "type") and not s.is_key), "option")
    return kind not in ("group", "info", "confirm")


def type_misspelt(text: str, rng: Random) -> Planted | None:
    at = chosen(rng, sheet(text).values("type"))
    known = frozenset(["text", "choice", "choices"])
    return replaced(text, at.start, at.end, misspelt(at.value, rng, known), at.value) if at else None


def _number(instead: str, *, suggests: bool = True) -> Kind:
    """A number written in another way; `{n}` is the number."""

    def plant(text: str, rng: Random) -> Planted | None:
        values = [s for s in sheet(text).values(*NUMBERS) if s.value.isdigit()]
        at = chosen(rng, values)
        right = at.value if at and suggests else None
        return replaced(text, at.start, at.end, instead.format(n=at.value), right) if at else None

    return plant


def thousands_space(text: str, rng: Random) -> Planted | None:
    at = chosen(rng, [s for s in sheet(text).values("max_chars") if len(s.value) > 3])
    return replaced(text, at.start, at.end, f"{at.value[:-3]} {at.value[-3:]}", at.value) if at else None


def ja_for_true(text: str, rng: Random) -> Planted | None:
    values = [s for s in sheet(text).values("required", "multiline", "prefill", "exclusive") if s.value == "true"]
    at = chosen(rng, values)
    return replaced(text, at.start, at.end, rng.choice(["ja", "Ja", "JA", "sant", '"true"']), "true") if at else None


def bounds_swapped(text: str, rng: Random) -> Planted | None:
    """A scale's or a number's; either line is right."""
    page = sheet(text)
    pairs = []
    for low, high in (("min", "max"), ("from", "to")):
        highs = {s.path[:-1]: s for s in page.values(high)}
        pairs += [(s, highs[s.path[:-1]]) for s in page.values(low) if s.path[:-1] in highs]
    pair = chosen(rng, pairs)
    if pair is None:
        return None
    one, two = sorted(pair, key=lambda s: s.start)
    swapped = text[: one.start] + two.value + text[one.end : two.start] + one.value + text[two.end :]
    return Planted(swapped, frozenset([page.line(one.start), page.line(two.start)]), text)


def max_below_min(text: str, rng: Random) -> Planted | None:
    at = chosen(rng, [s for s in sheet(text).values("min") if s.in_braces])
    return replaced(text, at.end, at.end, ", max: -1") if at else None


def too_many_selected(text: str, rng: Random) -> Planted | None:
    page = sheet(text)
    kinds = [s for s in page.values("type") if s.value == "choices" and not s.in_braces]
    at = chosen(rng, kinds)
    if at is None:
        return None
    indent = " " * (at.start - len("type: ") - text.rfind("\n", 0, at.start) - 1)
    line = page.line(at.start)
    return replace(replaced(text, at.end, at.end, f"\n{indent}max_selected: 90"), lines=frozenset([line + 1]))


def closes_before_it_opens(text: str, rng: Random) -> Planted | None:
    at = chosen(rng, sheet(text).values("closes"))
    if at is None:
        return None
    opens = f"{int(at.value[:4]) + 1}{at.value[4:]}"
    if at.in_braces:
        return replaced(text, at.start - len("closes: "), at.start - len("closes: "), f"opens: {opens}, ")
    start = text.rfind("\n", 0, at.start) + 1
    indent = re.match(r" *", text[start:])[0]  # type: ignore[index] # matches always
    planted = replaced(text, start, start, f"{indent}opens: {opens}\n")
    line = min(planted.lines)
    return replace(planted, lines=frozenset([line, line + 1]))


def day_there_is_not(text: str, rng: Random) -> Planted | None:
    at = chosen(rng, sheet(text).values("closes"))
    return replaced(text, at.start, at.end, f"{at.value[:4]}-02-30") if at else None


def date_in_words(text: str, rng: Random) -> Planted | None:
    at = chosen(rng, sheet(text).values("closes"))
    if at is None:
        return None
    year, month, day = at.value.split("-")
    return replaced(text, at.start, at.end, f"{int(day)} {MONTHS[int(month) - 1]} {year}", at.value)


def format_misspelt(text: str, rng: Random) -> Planted | None:
    at = chosen(rng, sheet(text).values("format"))
    known = frozenset(s.value for s in sheet(text).values("format"))
    return replaced(text, at.start, at.end, misspelt(at.value, rng, known), at.value) if at else None


def text_in_another_language(text: str, rng: Random) -> Planted | None:
    """A text given by language, with the country's code for the language's."""
    labels = [s for s in sheet(text).values("label") if not s.style and not s.in_braces and "\n" not in s.value]
    at = chosen(rng, [s for s in labels if not re.search(r"[,:{}\[\]]", s.value)])
    return replaced(text, at.start, at.end, f"{{se: {at.value}}}", "sv") if at else None


def version_as_number(text: str, rng: Random) -> Planted | None:
    at = chosen(rng, sheet(text).values("version"))
    return replaced(text, at.start, at.end, at.value, f'"{at.value}"') if at and at.style else None


VALUES: dict[str, Kind] = {
    "a key misspelt": key_misspelt,
    "a key in Swedish or by another tool's name": key_in_swedish,
    "a key with a capital": capital_key,
    "a key of another type": key_of_another_type,
    "a label removed": _without("label"),
    "an id removed": _without("id"),
    "a type removed": _without("type"),
    "a type misspelt": type_misspelt,
    "a number in words": _number("noll", suggests=False),
    "a number in quotes": _number('"{n}"'),
    "a decimal comma in a number": _number("{n},5", suggests=False),
    "a unit behind a number": _number("{n} kr"),
    "a space in a number": thousands_space,
    "ja for true": ja_for_true,
    "lowest and highest swapped": bounds_swapped,
    "a highest below the lowest": max_below_min,
    "more to select than there are options": too_many_selected,
    "a submission that closes before it opens": closes_before_it_opens,
    "a day that there is not": day_there_is_not,
    "a date in words": date_in_words,
    "a format misspelt": format_misspelt,
    "a text under an unknown language": text_in_another_language,
    "a version without quotes": version_as_number,
}
