"""Mistakes in conditions and computed values, as one writes them from other tools or from Swedish."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from tests.planted.sheet import Kind, Planted, chosen, replaced, sheet

WORD = r"[a-zåäö][\w.]*"


def _instead(pattern: str, instead: str, *, right: str | None = None, suggests: bool = True) -> Kind:
    """What the pattern finds in an expression, written in another way.

    `{}` is what was found. `right` is what it stands for, if not what was found: then that is what is meant.
    """

    def plant(text: str, rng: Random) -> Planted | None:
        place = chosen(rng, sheet(text).in_expressions(pattern))
        if place is None:
            return None
        found = text[slice(*place)]
        meant = (right or "{}").format(found)
        planted = replaced(text, *place, instead.format(found), meant if suggests else None)
        return replace(planted, meant=text[: place[0]] + meant + text[place[1] :])

    return plant


def _option(before: str, after: str) -> Kind:
    """An option of a condition with marks around it."""

    def plant(text: str, rng: Random) -> Planted | None:
        page = sheet(text)
        options = {thing.id for owned in page.options().values() for thing in owned}
        spots = page.in_expressions(rf"== ({WORD})$") + page.in_expressions(rf"({WORD}) in (?=[a-zåäö])")
        place = chosen(rng, [spot for spot in spots if text[slice(*spot)] in options])
        if place is None:
            return None
        word = text[slice(*place)]
        starts = any(s.start == place[0] for s in page.expressions)
        if starts and before in ("'", '"'):
            return None  # YAML would read the quote, which is another mistake
        return replaced(text, *place, f"{before}{word}{after}", word)

    return plant


def group_without_function(text: str, rng: Random) -> Planted | None:
    place = chosen(rng, sheet(text).in_expressions(rf"(sum\({WORD}\))"))
    if place is None:
        return None
    call = text[slice(*place)]
    return replaced(text, *place, call[4:-1], call)


def in_the_wrong_way_round(text: str, rng: Random) -> Planted | None:
    """`insatser in personal` for `personal in insatser`."""
    place = chosen(rng, sheet(text).in_expressions(rf"(\b(?!not\b){WORD} in (?!\[){WORD})"))
    if place is None:
        return None
    found = text[slice(*place)]
    option, question = found.split(" in ")
    return replaced(text, *place, f"{question} in {option}", found)


def contains(text: str, rng: Random) -> Planted | None:
    place = chosen(rng, sheet(text).in_expressions(rf"(\b(?!not\b){WORD} in (?!\[){WORD})"))
    if place is None:
        return None
    found = text[slice(*place)]
    option, question = found.split(" in ")
    return replaced(text, *place, f"{question} contains {option}", found)


EXPRESSIONS: dict[str, Kind] = {
    "= for ==": _instead(" == ", " = "),
    "=== for ==": _instead("==", "==="),
    "=> for >=": _instead(r" (>|>=) \d", "=>", right=">="),
    "=< for <=": _instead(r" (<|<=) ", "=<", right="<="),
    "<> for !=": _instead(" (==) ", "<>", right="!="),
    "är for ==": _instead(" (==) ", "är"),
    "och for and": _instead(" (and) ", "och"),
    "eller for or": _instead(" (or) ", "eller"),
    "AND for and": _instead(" (and) ", "AND"),
    "&& for and": _instead(" (and) ", "&&"),
    "|| for or": _instead(" (or) ", "||"),
    "inte for not": _instead("(not) ", "inte"),
    "== for in": _instead(rf"{WORD} (in) (?!\[)", "=="),
    "in the wrong way round": in_the_wrong_way_round,
    "contains for in": contains,
    "an option in quotes": _option('"', '"'),
    "an option in typographic quotes": _option("”", "”"),
    "a number in quotes in a condition": _instead(r"[<>=] (\d+)$", '"{}"'),
    "a unit behind a number in a condition": _instead(r"[<>=] (\d+)$", "{} kr"),
    "a decimal comma in a condition": _instead(r"[<>=] (\d+)$", "{},5", right="{}.5"),
    "a function misspelt": _instead(r"(sum|count|round|answered)\(", "{}s"),
    "a group without its function": group_without_function,
    "a parenthesis not closed": _instead(rf"\({WORD}(\))", "", suggests=False),
    "nothing to compare with": _instead(rf"( (?:==|>|<|<=|>=) (?:\d+|{WORD}))$", " >", suggests=False),
}
