"""A limit that a text tells of is the limit that holds: `max_chars` of a text, `max_selected` of choices."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from survey_engine.analysis.every_text import Place
from survey_engine.dependencies import Blueprint, Part
from survey_engine.diagnostics import Diagnostic, Note, Rule
from survey_engine.model import Column, Field, Form, Option, Page, Question, Row

LIMIT_DIFFERS = Rule(
    "limit-differs",
    {"sv": "texten säger {told}, men {key} är {held}", "en": "the text says {told}, but {key} is {held}"},
    {
        "sv": "skriv samma tal på båda ställena, eller stryk det ur texten: gränsen visas ändå",
        "en": "write the same number in both places, or strike it from the text: the limit is shown anyway",
    },
    severity="warning",
)
LIMIT_NOT_HELD = Rule(
    "limit-not-held",
    {
        "sv": "texten säger högst {told}, men inget {key} håller gränsen",
        "en": "no {key} holds the text's limit of {told}",
    },
    {
        "sv": "skriv {key}: {told} på frågan, eller stryk gränsen ur texten",
        "en": "write {key}: {told} on the question, or strike the limit from the text",
    },
    severity="warning",
)
HELD = {"sv": "gränsen står här", "en": "the limit is here"}

_NUMERALS = {
    word: number
    for words in (
        "ett två tre fyra fem sex sju åtta nio tio elva tolv",
        "one two three four five six seven eight nine ten eleven twelve",
    )
    for number, word in enumerate(words.split(), 1)
} | {"en": 1}
_MOST = (
    r"(?:max\.?|maximalt|maximum(?:\s+of)?|högst|som\s+mest|upp\s+till|inte\s+(?:mer|fler|längre)\s+än|inte\s+överstiga"
    r"|at\s+most|up\s+to|(?:no|not)\s+(?:more|longer)\s+than|(?:not|never)\s+exceed)"
)
_A_MOST = re.compile(rf"\b{_MOST}", re.IGNORECASE).search
_NUMBER = r"(\d{1,3}(?:[ \u00a0\u202f.,]\d{3})+|\d+|" + "|".join(_NUMERALS) + ")"
_LENGTH = r"(?:maxlängd(?:en)?|max(?:imal|imum)?\s+(?:längd|length))(?:\s+(?:är|is)|:)?"
_HOW_MANY = r"max(?:imalt|imum)?\s+(?:antal\s+tecken|number\s+of\s+characters)(?:\s+(?:är|is)|:)?"
_CHARS = re.compile(
    rf"\b(?:{_MOST}|{_LENGTH})\s+{_NUMBER}\s*(?:tecken|characters|chars)\b|\b{_HOW_MANY}\s+{_NUMBER}\b"
    rf"|\b{_NUMBER}\s+(?:tecken|characters)\s*\(?max\b",
    re.IGNORECASE,
)
_OPTIONS = r"(?:svarsalternativ|alternativ|svar|val|options?|answers?|alternatives|choices)"
_TICK = r"(?:välj|välja|väljas|kryssa|kryssa\s+i|kryssa\s+för|select|choose|tick)"
_LIMIT = re.compile(rf"\b{_MOST}\s+{_NUMBER}\b", re.IGNORECASE)
_SELECTED = re.compile(
    rf"\b{_TICK}\s+(?:a\s+)?{_MOST}\s+{_NUMBER}\b|\b{_MOST}\s+{_NUMBER}\s+{_OPTIONS}\b", re.IGNORECASE
)
_OTHERWISE = re.compile(
    r"\s*\(?(?:(?:\w+\s+)?(?:utan|exklusive|exkl|without|excluding|excl)\b|per\b|vardera\b|each\b|i\s+taget)",
    re.IGNORECASE,
)
_EACH = re.compile(
    r"\bper\s|\bvarje\b|\bvar\s+och\s+en\b|\bvart\s+och\s+ett\b|\bvardera\b|\b(?:each|every)\b", re.IGNORECASE
).search
_PART = re.compile(
    r"filnamn|lösenord|rubrik|titel|titlar|bilag|webb|basbelopp|partner|stycke"
    r"|\b(?:file ?name|password|heading|title|attachment|appendix|web ?site|web ?page|paragraph)s?\b",
    re.IGNORECASE,
).search


def told_limits(blueprint: Blueprint, texts: Sequence[Place]) -> Iterator[Diagnostic]:
    """Where one of a form's texts says another limit than its fields have."""
    for place in texts:
        for language, text in place.texts.items():
            if "tecken" in text or "char" in text:
                yield from _judged(place, language, text, _CHARS, "max_chars", blueprint)
            if place.key in ("label", "help") and _of_choices(place.on) and _A_MOST(text):
                yield from _judged(place, language, text, _SELECTED, "max_selected", blueprint)


def _of_choices(on: Part) -> bool:
    kind = getattr(on, "type", None)
    return kind == "choices" or (kind == "group" and any(part.type == "choices" for part in _parts(on)))


def _judged(
    place: Place, language: str | None, text: str, pattern: re.Pattern[str], key: str, blueprint: Blueprint
) -> Iterator[Diagnostic]:
    """What a text says of a limit that none of the fields that it can mean has."""
    meant = _meant(place, key) if pattern.search(text) else ()
    if not meant or _of_a_part(place, text, pattern):
        return
    for found in pattern.finditer(text):
        group = found.lastindex or 1
        told = _number(found[group])
        if _OTHERWISE.match(text, found.end()):
            continue
        held = [getattr(part, key) for part in meant]
        if told in held:
            continue
        span = place.written.within(place.key, *found.span(group), language)
        limited = max((part for part in meant if getattr(part, key)), key=lambda part: getattr(part, key), default=None)
        if limited is None:
            if key != "max_selected" or all(len(part.options) > told for part in meant):
                yield Diagnostic(LIMIT_NOT_HELD, span, {"told": told, "key": key})
        else:
            note = Note(HELD, span=blueprint.of(limited).at(key))
            params = {"told": told, "key": key, "held": getattr(limited, key)}
            yield Diagnostic(LIMIT_DIFFERS, span, params, (note,))
        return  # the other numbers of the text are the same


def _of_a_part(place: Place, text: str, pattern: re.Pattern[str]) -> bool:
    """Whether a text names several limits, or one of a part of an answer or of something else.

    What a label names (“Projektets titel, högst 80 tecken”) is the answer itself.
    """
    if _EACH(text) or (place.key != "label" and _PART(text)):
        return True
    of_another_kind = (_SELECTED if pattern is _CHARS else _CHARS).finditer(text)
    other = {each.start(each.lastindex or 1) for each in of_another_kind}
    bare = (each for each in _LIMIT.finditer(text) if each.start(1) not in other)
    return len({_number(each[each.lastindex or 1]) for each in (*pattern.finditer(text), *bare)}) > 1


def _number(said: str) -> int:
    return _NUMERALS.get(said.casefold()) or int(re.sub(r"\D", "", said))


def _meant(place: Place, key: str) -> Sequence[Field]:
    """The fields that a limit in a text can be about; of a page's text only those that look as if they had one."""
    if key == "max_selected":
        return [part for part in _parts(place.on) if part.type == "choices"]
    texts = [part for part in _parts(place.on) if part.type == "text" and part.format is None and part.answerable]
    on_page = isinstance(place.on, Page) or (isinstance(place.on, Question) and place.on.type == "info")
    return [part for part in texts if part.multiline or part.max_chars is not None] if on_page else texts


def _parts(on: object) -> Sequence[Field]:
    match on:
        case Page():
            return [part for question in on.questions for part in question.fields]
        case Question(type="info"):
            return [part for question in on.page.questions for part in question.fields]
        case Question():
            return on.fields
        case Option():
            return [on.companion] if on.companion is not None else ()
        case Row() | Column() | Form():
            return ()
        case Field():
            return (on, *(option.companion for option in on.options if option.companion is not None))
        case _:
            return ()
