"""Changes that give another valid form: nothing is broken, but it is not the form that was meant."""

from __future__ import annotations

import re
from itertools import pairwise
from random import Random

from tests.planted.sheet import Kind, Planted, chosen, lines_of, replaced, sheet


def _instead(pattern: str, instead: str) -> Kind:
    def plant(text: str, rng: Random) -> Planted | None:
        place = chosen(rng, sheet(text).in_expressions(pattern))
        return replaced(text, *place, instead.format(text[slice(*place)])) if place else None

    return plant


def another_option(text: str, rng: Random) -> Planted | None:
    """Another option of the same question."""
    page = sheet(text)
    owners = page.options()
    spots = []
    for start, end in page.in_expressions(r"([a-zåäö]\w*) in (?=[a-zåäö])"):
        question = re.match(r"\w+", text[end + 4 :])
        others = [t.id for t in owners.get(question[0], ())] if question else []
        others = [other for other in others if other != text[start:end]]
        spots += [(start, end, rng.choice(others))] if others else []
    spot = chosen(rng, spots)
    return replaced(text, *spot) if spot else None


def _value(keys: tuple[str, ...], change: int) -> Kind:
    def plant(text: str, rng: Random) -> Planted | None:
        at = chosen(rng, [s for s in sheet(text).values(*keys) if s.value.isdigit()])
        return replaced(text, at.start, at.end, str(int(at.value) + change)) if at else None

    return plant


def _line_dropped(key: str) -> Kind:
    def plant(text: str, rng: Random) -> Planted | None:
        lines = [m.span() for m in re.finditer(rf"^ +{key}: .*\n", text, re.M)]
        place = chosen(rng, lines)
        return replaced(text, *place, "") if place else None

    return plant


def labels_swapped(text: str, rng: Random) -> Planted | None:
    """Of two things that follow each other in a list."""
    labels = [s for s in sheet(text).values("label") if s.in_braces]
    pairs = [(one, two) for one, two in pairwise(labels) if one.path[:-2] == two.path[:-2]]
    pair = chosen(rng, pairs)
    if pair is None:
        return None
    one, two = (slice(s.start, s.end) for s in pair)
    swapped = text[: one.start] + text[two] + text[one.stop : two.start] + text[one] + text[two.stop :]
    return Planted(swapped, frozenset([sheet(text).line(one.start), sheet(text).line(two.start)]), text)


def options_swapped(text: str, rng: Random) -> Planted | None:
    """The order of two options."""
    pairs = [pair for owned in sheet(text).options().values() for pair in pairwise(owned)]
    pair = chosen(rng, pairs)
    if pair is None:
        return None
    one, two = pair
    inside = (text[: one.start], text[two.start : two.end], text[one.end : two.start])
    swapped = "".join((*inside, text[one.start : one.end], text[two.end :]))
    return Planted(swapped, frozenset([sheet(text).line(one.start)]), text)


def question_dropped(text: str, rng: Random) -> Planted | None:
    """A question that nothing speaks of."""
    page = sheet(text)
    used = page.words_used()
    at = chosen(rng, [t for t in page.things if t.is_question and t.id not in used and not t.in_braces])
    return replaced(text, *lines_of(text, at), "") if at else None


def warning_for_error(text: str, rng: Random) -> Planted | None:
    at = chosen(rng, sheet(text).keys("error_if"))
    return replaced(text, at.start, at.end, "warn_if") if at else None


def exclusive_dropped(text: str, rng: Random) -> Planted | None:
    place = chosen(rng, [m.span() for m in re.finditer(", exclusive: true", text)])
    return replaced(text, *place, "") if place else None


def one_choice_for_several(text: str, rng: Random) -> Planted | None:
    """Where no condition reads it, both are well; an example may answer it with several."""
    page = sheet(text)
    used = page.words_read()
    kinds = [s for s in page.values("type") if s.value == "choices" and page.at(s.path[:-1]) not in used]
    at = chosen(rng, kinds)
    return replaced(text, at.start, at.end, "choice") if at else None


def comma_at_the_end(text: str, rng: Random) -> Planted | None:
    """The same form, in truth."""
    at = chosen(rng, [thing for thing in sheet(text).things if thing.in_braces])
    return replaced(text, at.end - 1, at.end - 1, ",") if at else None


CHANGES: dict[str, Kind] = {
    "> becomes >=": _instead(" (>) ", ">="),
    "> becomes <": _instead(" (>) ", "<"),
    "== becomes !=": _instead(" (==) ", "!="),
    "in becomes not in": _instead(r"\w (in) ", "not in"),
    "and becomes or": _instead(" (and) ", "or"),
    "or becomes and": _instead(" (or) ", "and"),
    "+ becomes -": _instead(r" (\+) ", "-"),
    "sum becomes max": _instead(r"(sum)\(", "max"),
    "another number in a condition": _instead(r"[<>=] (\d+)", "1{}"),
    "another option of the same question": another_option,
    "another lowest value": _value(("min",), 1),
    "another length of a text": _value(("max_chars",), 500),
    "required dropped": _line_dropped("required"),
    "a condition dropped": _line_dropped("visible_if"),
    "two labels swapped": labels_swapped,
    "two options in another order": options_swapped,
    "a question dropped that nothing speaks of": question_dropped,
    "a warning for an error": warning_for_error,
    "an option no longer exclusive": exclusive_dropped,
    "one choice for several": one_choice_for_several,
    "a comma at the end of a list": comma_at_the_end,
}
