"""Mistakes in names: ids where they are defined and used, options, sets, paths, and things that have moved."""

from __future__ import annotations

import re
from collections import Counter
from random import Random

from tests.planted.sheet import Kind, Planted, Sheet, Thing, Written, chosen, lines_of, misspelt, replaced, sheet

PATH = r"(?<![\w.\"'])[a-zåäö][a-zåäö0-9_.]*(?![\w.(\"'])"
WORDS = frozenset(
    ["and", "or", "not", "in", "row", "true", "false", "sum", "min", "max", "count", "round", "abs", "answered"]
)


def _known(page: Sheet) -> frozenset[str]:
    return frozenset(thing.id for thing in page.things) | WORDS


def _id_of(page: Sheet, thing: Thing) -> Written:
    return next(s for s in page.scalars if s.path == (*thing.path, "id") and not s.is_key)


def _paths(page: Sheet, within: frozenset[str]) -> list[tuple[int, int]]:
    """Where expressions name something whose last part is among those."""
    text = page.text
    return [(a, b) for a, b in page.in_expressions(PATH) if text[a:b].split(".")[-1] in within and b - a > 2]


def _ids(page: Sheet, *, options: bool) -> frozenset[str]:
    def is_option(thing: Thing) -> bool:
        return thing.path[-2] == "options" or thing.path[0] == "option_sets"

    kinds = {True: set[str](), False: set[str]()}
    for thing in page.things:
        kinds[is_option(thing)].add(thing.id)
    return frozenset(kinds[options] - kinds[not options])


def _slip(page: Sheet, place: tuple[int, int] | None, rng: Random) -> Planted | None:
    """The last part of the path there, misspelt."""
    if place is None:
        return None
    path = page.text[slice(*place)]
    start = place[1] - len(path.split(".")[-1])
    word = page.text[start : place[1]]
    return replaced(page.text, start, place[1], misspelt(word, rng, _known(page)), word) if len(word) > 2 else None


def id_misspelt_where_defined(text: str, rng: Random) -> Planted | None:
    """Of a question, field, row or page that something speaks of."""
    page = sheet(text)
    return _misspelt_where_defined(page, _ids(page, options=False), rng)


def _misspelt_where_defined(page: Sheet, ids: frozenset[str], rng: Random) -> Planted | None:
    """One of these ids that something speaks of and that only one thing has."""
    alone = Counter(thing.id for thing in page.things)
    used = page.words_used()
    at = chosen(rng, [t for t in page.things if t.id in used & ids and alone[t.id] == 1 and len(t.id) > 2])
    place = _id_of(page, at) if at else None
    return _slip(page, (place.start, place.end) if place else None, rng)


def option_misspelt_where_defined(text: str, rng: Random) -> Planted | None:
    page = sheet(text)
    return _misspelt_where_defined(page, _ids(page, options=True), rng)


def path_misspelt(text: str, rng: Random) -> Planted | None:
    page = sheet(text)
    return _slip(page, chosen(rng, _paths(page, _ids(page, options=False))), rng)


def option_misspelt(text: str, rng: Random) -> Planted | None:
    page = sheet(text)
    return _slip(page, chosen(rng, _paths(page, _ids(page, options=True))), rng)


def path_misspelt_in_scenario(text: str, rng: Random) -> Planted | None:
    page = sheet(text)
    paths = [s for s in page.scalars if s.in_scenarios and s.is_key and len(s.path) == 4]
    paths += [s for s in page.scalars if s.in_scenarios and not s.is_key and s.key in ("shown", "hidden")]
    at = chosen(rng, paths)
    return _slip(page, (at.start, at.end) if at else None, rng)


def unknown_path_in_scenario(text: str, rng: Random) -> Planted | None:
    page = sheet(text)
    at = chosen(rng, [s for s in page.scalars if s.in_scenarios and s.is_key and len(s.path) == 4])
    return replaced(text, at.start, at.end, "kontakt.faxnummer_hem") if at else None


def option_set_misspelt(text: str, rng: Random) -> Planted | None:
    page = sheet(text)
    at = chosen(rng, [s for s in page.values("options", "set") if len(s.value) > 2])
    return _slip(page, (at.start, at.end) if at else None, rng)


def option_set_renamed(text: str, rng: Random) -> Planted | None:
    """Where it is defined; those that use it keep the old name."""
    page = sheet(text)
    used = {s.value for s in page.values("options", "set")}
    names = [s for s in page.scalars if s.is_key and len(s.path) == 2 and s.path[0] == "option_sets"]
    at = chosen(rng, [s for s in names if s.value in used])
    return replaced(text, at.start, at.end, f"{at.value}_2", at.value) if at else None


def label_for_id(text: str, rng: Random) -> Planted | None:
    """The option's label in a condition, as people read it."""
    page = sheet(text)
    labels = {}
    for thing in page.things:
        label = next((s.value for s in page.scalars if s.path == (*thing.path, "label") and not s.is_key), "")
        if label and len(label) < 60 and not re.search(r"[\"':#,{}\[\]]", label):
            labels[thing.id] = label
    place = chosen(rng, _paths(page, _ids(page, options=True) & frozenset(labels)))
    if place is None:
        return None
    word = text[slice(*place)]
    return replaced(text, *place, labels[word], word) if labels[word] != word else None


def capital_option(text: str, rng: Random) -> Planted | None:
    page = sheet(text)
    options = {thing.id for owned in page.options().values() for thing in owned}
    spots = page.in_expressions(r"== ([a-zåäö]\w*)") + page.in_expressions(r"([a-zåäö]\w*) (?:not )?in ")
    place = chosen(rng, [spot for spot in spots if text[slice(*spot)] in options])
    if place is None:
        return None
    word = text[slice(*place)]
    return replaced(text, *place, word.capitalize(), word)


def bare_field(text: str, rng: Random) -> Planted | None:
    """The field's own id instead of the whole path."""
    page = sheet(text)
    ids = {thing.id for thing in page.things if thing.is_question}
    dotted = [(a, b) for a, b in page.in_expressions(PATH) if "." in text[a:b] and not text[a:b].startswith("row.")]
    place = chosen(rng, [(a, b) for a, b in dotted if text[a:b].split(".")[-1] not in ids])
    if place is None:
        return None
    path = text[slice(*place)]
    return replaced(text, *place, path.split(".")[-1], path)


def receipt_misspelt(text: str, rng: Random) -> Planted | None:
    page = sheet(text)
    at = chosen(rng, page.values("receipt_to"))
    return _slip(page, (at.start, at.end) if at else None, rng)


def companion_of_option_without_one(text: str, rng: Random) -> Planted | None:
    """A scenario that speaks of an option's text field, where the option has none."""
    page = sheet(text)
    plain = [
        f"{owner}.{option.id}"
        for owner, options in page.options().items()
        for option in options
        if "specify" not in option.keys and not owner.startswith("set") and owner != "None"
    ]
    path = chosen(rng, plain)
    shown = [s for s in page.scalars if s.in_scenarios and not s.is_key and s.key in ("shown", "hidden")]
    at = chosen(rng, shown)
    return replaced(text, at.start, at.end, path) if at and path else None


def option_removed(text: str, rng: Random) -> Planted | None:
    """An option that a condition names; right is its place, the list or the condition that names it."""
    page = sheet(text)
    named = {text[slice(*spot)] for spot in page.in_expressions(PATH)}
    options = [t for t in page.things if t.id in named and t.id in _ids(page, options=True)]
    return _removed(page, chosen(rng, options))


def question_removed(text: str, rng: Random) -> Planted | None:
    """A question that a condition names; right is a condition that names it."""
    page = sheet(text)
    named = {text[a:b].split(".")[0] for a, b in page.in_expressions(PATH)}
    return _removed(page, chosen(rng, [t for t in page.things if t.is_question and t.id in named]))


def _removed(page: Sheet, thing: Thing | None) -> Planted | None:
    text = page.text
    if thing is None or "\n" not in text[: thing.start] or text[: thing.start].rsplit("\n", 1)[1].strip() != "-":
        return None
    start, end = lines_of(text, thing)
    gone = text[:start] + text[end:]
    line = page.line(start)
    uses = _uses(gone, thing.id)
    lists = [page.line(s.start) for s in page.scalars if s.is_key and s.path == thing.path[:-1]]
    return Planted(gone, frozenset({line, *lists, *uses}), text)


def _uses(text: str, word: str) -> set[int]:
    """The lines of the conditions that name it."""
    pattern = rf"(?<![\w.]){re.escape(word)}(?!\w)"
    page = sheet(text)
    return {page.line(a) for a, _ in page.in_expressions(pattern)}


def question_copied(text: str, rng: Random) -> Planted | None:
    """With its id, right below itself; either of the two may be told."""
    page = sheet(text)
    at = chosen(rng, [t for t in page.things if t.is_question and not t.in_braces])
    if at is None:
        return None
    start, end = lines_of(text, at)
    block = text[start:end]
    planted = text[:end] + block + text[end:]
    first = page.line(_id_of(page, at).start)
    return Planted(planted, frozenset([first, first + block.count("\n")]), text)


def question_after_its_use(text: str, rng: Random) -> Planted | None:
    """To the end of the form; right is a condition that came before it, or where it stands now."""
    page = sheet(text)
    uses = {t.id: _uses(text, t.id) for t in page.things if t.is_question}
    last = [t for t in page.things if t.is_question][-1]
    shown_by = [
        t
        for t in page.things
        if t.is_question
        and t.path[1] != last.path[1]
        and any(page.line(s.start) in uses[t.id] for s in page.values("visible_if") if s.path[:4] != t.path)
    ]
    at = chosen(rng, shown_by)
    if at is None:
        return None
    start, end = lines_of(text, at)
    target = lines_of(text, last)[1]
    moved = text[:start] + text[end:target] + text[start:end] + text[target:]
    there = moved.count("\n", 0, target - (end - start)) + 1
    return Planted(moved, frozenset({there, *_uses(moved, at.id)}), text)


def page_moved(text: str, rng: Random) -> Planted | None:
    """To the end; right is a condition that speaks of the page's questions, or the page's place."""
    page = sheet(text)
    pages = [t for t in page.things if len(t.path) == 2 and t.path[0] == "pages"]
    own = {p: [q for q in page.things if q.is_question and q.path[:2] == p.path] for p in pages}
    wanted = []
    for p in pages[:-1]:
        start, end = (page.line(place) for place in lines_of(text, p))
        used = {line for q in own[p] for line in _uses(text, q.id)}
        if any(not start <= line < end and line < page.line(pages[-1].end) for line in used):
            wanted.append(p)
    at = chosen(rng, wanted)
    if at is None:
        return None
    start, end = lines_of(text, at)
    target = lines_of(text, pages[-1])[1]
    moved = text[:start] + text[end:target] + text[start:end] + text[target:]
    there = moved.count("\n", 0, target - (end - start)) + 1
    uses = {line for q in own[at] for line in _uses(moved, q.id)}
    return Planted(moved, frozenset({there, *uses}), text)


def note_of_no_label(text: str, rng: Random) -> Planted | None:
    """A hand-written note that quotes a label that has since been changed."""
    page = sheet(text)
    at = chosen(rng, [s for s in page.keys("visible_if") if not s.in_braces])
    if at is None:
        return None
    start = text.rfind("\n", 0, at.start) + 1
    indent = " " * (at.start - start)
    if indent != text[start : at.start]:
        return None
    note = f"{indent}shown_when_text: Frågan visas om ni har svarat ”Kommunala bolag” på frågan innan.\n"
    return replaced(text, start, start, note)


NAMES: dict[str, Kind] = {
    "an id misspelt where it is defined": id_misspelt_where_defined,
    "an option's id misspelt where it is defined": option_misspelt_where_defined,
    "a path misspelt in an expression": path_misspelt,
    "an option misspelt in an expression": option_misspelt,
    "a path misspelt in a scenario": path_misspelt_in_scenario,
    "a path in a scenario that does not exist": unknown_path_in_scenario,
    "an option set misspelt": option_set_misspelt,
    "an option set renamed": option_set_renamed,
    "a label for an id in a condition": label_for_id,
    "an option with a capital": capital_option,
    "a field without its question's id": bare_field,
    "a receipt to a misspelt path": receipt_misspelt,
    "a companion text that the option has not": companion_of_option_without_one,
    "an option removed that a condition names": option_removed,
    "a question removed that a condition names": question_removed,
    "a question copied with its id": question_copied,
    "a question moved after its use": question_after_its_use,
    "a page moved after its use": page_moved,
    "a note that quotes no label": note_of_no_label,
}
