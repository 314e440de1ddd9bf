"""What a text says of how many options may be chosen is what its type allows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from survey_engine.analysis.sentences import sentences
from survey_engine.dependencies import Blueprint, Written
from survey_engine.diagnostics import Diagnostic, Rule
from survey_engine.model import Field

SAYS_SEVERAL = Rule(
    "says-several",
    {"sv": "”{said}”, men av en choice kan bara ett väljas", "en": "“{said}”, but only one can be chosen of a choice"},
    {
        "sv": "skriv type: choices om flera ska kunna väljas, eller ändra texten",
        "en": "write type: choices if several may be chosen, or change the text",
    },
    severity="warning",
)
SAYS_ONE = Rule(
    "says-one",
    {"sv": "”{said}”, men av choices kan flera väljas", "en": "“{said}”, but several can be chosen of choices"},
    {
        "sv": "skriv type: choice om bara ett ska kunna väljas, eller ändra texten",
        "en": "write type: choice if only one may be chosen, or change the text",
    },
    severity="warning",
)

_ALL_SV = r"(?:svarsalternativ(?:en)?|alternativ(?:en)?|svar(?:en)?|rutor(?:na)?)"
_ALL_EN = r"(?:of the )?(?:the )?(?:options?|answers?|alternatives?|boxes)"
_TICK_SV = (
    r"(?:(?:här |i listan )?(?:kan|får) (?:du|ni|man) |(?:du|ni|man) (?:kan|får|ska) |det går (?:bra )?att |vänligen )?"
    r"(?:gärna |bara |endast |enbart )?(?:välj|välja|ange|kryssa|kryssa i|kryssa för|bocka i|bocka för|markera)"
)
_TICK_EN = r"(?:please |(?:here )?you (?:can|may|should|must) )?(?:only )?(?:select|choose|tick|check|mark|pick)"
_TICKED_SV = r"(?:väljas|anges|markeras|lämnas|ges|kryssas i|kryssas för|bockas i)"
_TICKED_EN = r"(?:be )?(?:selected|chosen|ticked|checked|marked|given|picked)"
_HERE = r"(?: nedan| i listan| i listan nedan| below| from the list| from the list below| here)?"
_MOST = r"(?:max|maximalt|högst|upp till|at most|up to|no more than)"


def _whole(*patterns: str) -> Callable[[str], re.Match[str] | None]:
    """A sentence that is one of these and nothing more; a space is any white space."""
    return re.compile(rf"(?:{'|'.join(patterns)}){_HERE}".replace(" ", r"\s+"), re.IGNORECASE).fullmatch


_SEVERAL = _whole(
    rf"{_TICK_SV} (?:gärna )?(?:(?:ett|en) eller )?(?:flera|fler än (?:ett|en))(?: olika)?(?: {_ALL_SV})?",
    rf"{_TICK_SV} (?:alla|samtliga)(?: (?:de )?{_ALL_SV})? som (?:gäller|stämmer|passar|är aktuella|är relevanta)"
    r"(?: in)?(?: (?:på|för) (?:er|dig|ert projekt|er verksamhet|er organisation|din verksamhet))?",
    rf"{_TICK_SV} (?:alla|samtliga) {_ALL_SV}",
    rf"{_TICK_SV} {_MOST} (?:två|tre|fyra|fem|[2-9])(?: {_ALL_SV})?",
    rf"(?:flera|fler än ett) {_ALL_SV} (?:kan|får) {_TICKED_SV}",
    rf"(?:flera|fler än ett) {_ALL_SV} (?:är )?(?:möjliga|tillåtna)",
    rf"{_TICK_EN} {_MOST} (?:two|three|four|five|[2-9])(?: {_ALL_EN})?",
    rf"{_TICK_EN} (?:one or (?:more|several)|several|multiple|more than one)(?: {_ALL_EN})?(?: that apply)?",
    rf"{_TICK_EN} as many(?: {_ALL_EN})? as (?:apply|you (?:like|want|wish|need))",
    rf"{_TICK_EN} (?:all|any)(?: {_ALL_EN})? (?:that|which) (?:apply|applies|are relevant)"
    r"(?: to (?:you|your (?:project|organisation|organization)))?",
    rf"{_TICK_EN} (?:all|any) (?:applicable|relevant)(?: {_ALL_EN})?",
    rf"(?:several|multiple|more than one) {_ALL_EN} (?:can|may) {_TICKED_EN}",
    rf"(?:several|multiple) {_ALL_EN} (?:are )?(?:possible|allowed)",
)
_ONE = _whole(
    rf"{_TICK_SV} (?:bara |endast |enbart )?(?:ett {_ALL_SV}|en ruta)",
    rf"{_TICK_SV} (?:bara |endast |enbart )?ett av (?:de |följande )?{_ALL_SV}",
    rf"(?:bara|endast|enbart) (?:ett {_ALL_SV}|en ruta)(?: (?:kan|får) {_TICKED_SV})?",
    rf"{_TICK_EN} (?:only |just )?one(?: {_ALL_EN}| of the following(?: {_ALL_EN})?)?(?: only)?",
    rf"only one {_ALL_EN}(?: (?:can|may) {_TICKED_EN})?",
)
_YET_ONE = re.compile(r"\b(?:bara|endast|enbart|viktigaste|främsta|only|just|main|most)\b", re.IGNORECASE).search
_YET_SEVERAL = re.compile(r"\b(?:flera?|minst|several|multiple|more|at least)\b", re.IGNORECASE).search
_SEVERAL_WORDS = ("fler", "all", "samtlig", "max", "högst", "upp", "most", "up", "more", "several", "multiple", "any")
_ONE_WORDS = ("välj", "ange", "kryssa", "bocka", "markera", "bara", "endast", "enbart", "one")
_TYPES = {"choice": SAYS_SEVERAL, "choices": SAYS_ONE}
_LONGEST = 200  # characters of a sentence that is such an instruction
_BRACKETED = re.compile(r"\(([^()]{1,200})\)")


def several_or_one(blueprint: Blueprint) -> Iterator[Diagnostic]:
    for part in blueprint.form.fields:
        if part.type in _TYPES and part.max_selected != 1 and part.chosen_with is None:
            written = blueprint.of(part)
            for key in ("label", "help"):
                yield from _said(part, written, key)


def _said(part: Field, written: Written, key: str) -> Iterator[Diagnostic]:
    """The first sentence of each text that says what the type does not, where no other takes it back."""
    says, yet, words = (
        (_SEVERAL, _YET_ONE, _SEVERAL_WORDS) if part.type == "choice" else (_ONE, _YET_SEVERAL, _ONE_WORDS)
    )
    for language, text in written.texts(key).items():
        lower = text.lower()
        if not any(word in lower for word in words):
            continue
        for start, end in _instructions(text):
            said = text[start:end]
            if says(said) and not yet(text, 0, start) and not yet(text, end):
                span = written.within(key, start, end, language)
                yield Diagnostic(_TYPES[part.type], span, {"said": " ".join(said.split())})
                break


def _instructions(text: str) -> Iterator[tuple[int, int]]:
    """The sentences, and what stands in brackets, that may be an instruction of their own, without their marks.

    A question is none, nor what comes after a colon: that may say when it holds.
    """
    before = ""
    for start, end in sentences(text):
        if text[end - 1] != "?" and before not in (":", ";"):
            yield from _bare(text, start, end)
        before = text[end - 1]
    for found in _BRACKETED.finditer(text):
        yield from _bare(text, *found.span(1))


def _bare(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    said = text[start:end]
    inner = said.strip().strip("*_()").rstrip(".!:;*_ ")
    if inner and len(inner) <= _LONGEST:
        first = start + said.index(inner)
        yield first, first + len(inner)
