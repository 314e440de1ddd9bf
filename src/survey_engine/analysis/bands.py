"""Number bands in the options of a choice (“0–9”, “10–19”, “20 eller fler”) meet: they leave no gap and no overlap."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from survey_engine.analysis.wording import READABLE, shortened
from survey_engine.dependencies import Blueprint, Written
from survey_engine.diagnostics import LANGUAGES, Diagnostic, Note, Param, Rule, spoken
from survey_engine.figures import figure
from survey_engine.model import Field, Option

BANDS_OVERLAP = Rule(
    "bands-overlap",
    {"sv": "{number} ryms både här och i ”{other}”", "en": "{number} fits both here and in “{other}”"},
    {
        "sv": "låt varje intervall börja där det förra har slutat, till exempel 0–9, 10–19",
        "en": "let each band begin where the one before has ended, such as 0–9, 10–19",
    },
    severity="warning",
)
BANDS_GAP = Rule(
    "bands-gap",
    {"sv": "{number} ryms varken här eller i ”{other}”", "en": "{number} fits neither here nor in “{other}”"},
    {
        "sv": "låt intervallen mötas, till exempel 0–9, 10–19, eller lägg till ett alternativ",
        "en": "let the bands meet, such as 0–9, 10–19, or add an option",
    },
    severity="warning",
)
OTHER = {"sv": "det andra intervallet står här", "en": "the other band is here"}


_SPACES = r"[ \u00a0\u202f]"
_NUMBER = rf"(\d{{1,3}}(?:{_SPACES}\d{{3}})+(?:,\d+)?|\d+(?:[.,]\d+)*)"
_UNIT = r"\s*(%|[^\W\d_]+\.?(?:\s+[^\W\d_]+){0,2})?"
_ONE = rf"{_NUMBER}{_UNIT}"
_DASH = r"\s*(?:–|-|—|−|\btill\b|\bto\b)\s*"
_LESS = r"(?:färre|mindre|lägre|yngre|under|nedåt|fewer|less|below|lower|younger)"
_MORE = r"(?:fler|flera|mer|mera|högre|äldre|över|uppåt|more|over|above|higher|older|upwards)"
_OF = r"(?:\s+[^\W\d_]+)?"
_OR = r"\s+(?:eller|och|or|and)\s+"


def _whole(pattern: str) -> Callable[[str], re.Match[str] | None]:
    return re.compile(pattern.replace(" ", r"\s+"), re.IGNORECASE).fullmatch


_BETWEEN = (
    _whole(rf"(?:från\s+|from\s+)?{_ONE}{_DASH}{_ONE}"),
    _whole(rf"(?:mellan|between)\s+{_ONE}\s*(?:–|-|\boch\b|\band\b)\s*{_ONE}"),
)
_ENDS = (  # the pattern, whether it names the least or the most, and whether that is itself within
    (_whole(rf"(?:under|mindre än|färre än|less than|fewer than|below|<)\s*{_ONE}"), "most", False),
    (_whole(rf"(?:högst|max|som mest|upp till|at most|up to|≤)\s*{_ONE}"), "most", True),
    (_whole(rf"{_ONE}{_OR}{_LESS}{_OF}"), "most", True),
    (_whole(rf"(?:över|mer än|fler än|more than|over|above|>)\s*{_ONE}"), "least", False),
    (_whole(rf"(?:minst|at least|≥)\s*{_ONE}"), "least", True),
    (_whole(rf"{_ONE}(?:{_OR}{_MORE}{_OF}|\s*\+)"), "least", True),
)
_ALONE = _whole(_ONE)
_FIGURE = re.compile(r"[0-9]").search
_CLOCK = re.compile(r"\b[0-2]?[0-9][.:][0-5][0-9]\b").search
_WHEN = re.compile(r"\b(?:klock|tid\b|tider\b|tidpunkt|när\b|time|hour|when\b)", re.IGNORECASE).search
_TIME = {"sek", "min", "tim", "dag", "dyg", "vec", "mån", "år", "åri", "sec", "hou", "day", "wee", "mon", "yea"}
_AGE = re.compile(
    r"ålder|\bgam(?:mal|la)\b|\bhur lång tid|\bhur länge|\b(?:yngre|äldre)\b"
    r"|\bage[ds]?\b|\bhow (?:old|long)\b|\b(?:younger|older)\b",
    re.IGNORECASE,
).search
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+").fullmatch
_COUNTED = re.compile(
    r"\b(?:hur många|hur mycket|hur stor[at]?|antal(?:et)?|how many|how much|number of(?! the\b))"
    r"(?:\s+(?:hela|whole|full))?\s*(\w*)",
    re.IGNORECASE,
).search
_PERIOD = re.compile(
    r"(?:kalender|arbets)?(?:sekund|minut|timm|tim\b|dyg?n|dag|veck|månad|kvartal|år\b|åre?t|datum"
    r"|seconds?\b|minutes?\b|hours?\b|days?\b|weeks?\b|months?\b|quarters?\b|years?\b|dates?\b)",
    re.IGNORECASE,
)
_CODE = re.compile(  # what has figures for names: they are not counted, and some are not in use
    r"nummer|numret|\bnr\b|postort|kod(?:en|er|erna)?\b|\bkö(?:n|er|erna|grupp\w*)?\b|linje|årskurs|klass|nivå|våning"
    r"|kapitel|\bzon(?:er)?\b|\bserie|\brum\b|post ?codes?\b|\bzip\b|\bseries\b"
    r"|\b(?:number|code|queue|line|stage|grade|level|floor|chapter|room|zone)s?\b",
    re.IGNORECASE,
).search
_ALIKE = 3  # letters in which the singular and the plural of a unit agree
_YEARS = range(1900, 2101)


class Bound(NamedTuple):
    """An end of a band, and whether it is itself within."""

    value: Decimal
    within: bool


class Band(NamedTuple):
    """The numbers that a label stands for; without an end where that is None."""

    label: str
    least: Bound | None
    most: Bound | None
    unit: str


def bands(blueprint: Blueprint) -> Iterator[Diagnostic]:
    """Where the bands of a choice's options do not meet, in the form's own language."""
    seen: set[tuple[Written, Written, int]] = set()
    for part in blueprint.form.fields:
        if part.type == "choice" and len(part.options) > 1:
            ends = blueprint.of(part.options[0]), blueprint.of(part.options[-1])
            if (*ends, len(part.options)) in seen:  # a set that was read with another question
                continue
            seen.add((*ends, len(part.options)))
            found = _bands(part, blueprint.form.language)
            if found:
                step, order = _step(found), {option.label: place for place, option in enumerate(part.options)}
                for before, after in pairwise(found):
                    first, last = sorted((order[before.label], order[after.label]))
                    options = part.options[first], part.options[last]
                    yield from _meeting(blueprint, options, before, after, step)


def _bands(part: Field, language: str) -> Sequence[Band]:
    """The bands of a choice, from the least; none unless all labels with figures are bands of one measure, in order."""
    numbered = [option for option in part.options if _FIGURE(option.label)]
    if len(numbered) < 2 or any(option.visible_if for option in numbered):
        return ()
    found = [band for band in (_band(option.label, language) for option in numbered) if band is not None]
    wide = [band for band in found if band.least is None or band.most is None or band.least < band.most]
    units = {band.unit for band in found if band.unit}
    if len(found) < max(len(numbered), 2) or len(wide) < 2 or len(units) > 1 or _of_time(part, found):
        return ()
    if not units and not _counts(part, found):
        return ()
    first, last = found[0], found[-1]
    if first.most is None or last.least is None or (first.least is not None and first.least > last.least):
        found.reverse()
    if len(found) == 2 and (found[0].least is not None or found[1].most is not None):
        return ()
    return found if all(_follows(before, after) for before, after in pairwise(found)) else ()


@lru_cache(maxsize=8_192)
def _band(written: str, language: str) -> Band | None:
    """What a label says, if it is nothing but a band."""
    label = written.strip()
    if len(label) > READABLE or _CLOCK(label):
        return None
    for pattern in _BETWEEN:
        if found := pattern(label):
            least, most = _number(found[1], language), _number(found[3], language)
            units = {_unit(found[2]), _unit(found[4])} - {""}
            if least is None or most is None or least > most or len(units) > 1:
                return None
            return Band(written, Bound(least, within=True), Bound(most, within=True), "".join(units))
    for pattern, end, within in _ENDS:
        if (found := pattern(label)) and (value := _number(found[1], language)) is not None:
            bound = Bound(value, within)
            least_of, most_of = (bound, None) if end == "least" else (None, bound)
            return Band(written, least_of, most_of, _unit(found[2]))
    if (found := _ALONE(label)) and (value := _number(found[1], language)) is not None:
        return Band(written, Bound(value, within=True), Bound(value, within=True), _unit(found[2]))
    return None


def _unit(said: str | None) -> str:
    return " ".join(word[:_ALIKE] for word in (said or "").casefold().split())


def _number(said: str, language: str) -> Decimal | None:
    """A number as it is written in that language; None where it could be read in two ways."""
    figures = re.sub(_SPACES, "", said)
    swedish = spoken(language) == "sv"
    if figures.count(",") + figures.count(".") > 1 or (_THOUSANDS(figures) and ("," in figures) is not swedish):
        return Decimal(re.sub("[.,]", "", figures)) if _THOUSANDS(figures) else None
    return Decimal(figures.replace(",", "."))


def _of_time(part: Field, found: Sequence[Band]) -> bool:
    """Whether the figures may be years, hours of the day, durations or ages: there, ends are shared by custom."""
    values = [bound.value for band in found for bound in (band.least, band.most) if bound is not None]
    if all(value in _YEARS for value in values):
        return True
    asked = f"{part.question.label} {part.label}"
    units = {word for band in found for word in band.unit.split()}
    if not units.isdisjoint(_TIME) or any(_AGE(text) for text in (asked, *(band.label for band in found))):
        return True
    return max(values) <= 24 and not any(band.unit for band in found) and _WHEN(asked) is not None


def _counts(part: Field, found: Sequence[Band]) -> bool:
    """Whether figures without a unit count something, and are no codes, weeks or the like, some of which are unused."""
    asked = f"{part.question.label} {part.label}"
    counted = _COUNTED(asked)
    if counted is not None:
        return _PERIOD.match(counted[1]) is None
    if _CODE(f"{asked} {part.question.help or ''} {part.help or ''}") or _PERIOD.search(asked):
        return False
    return any(band.least is None or band.most is None for band in found)


def _follows(before: Band, after: Band) -> bool:
    """Whether a band begins after another has begun, and neither has its open end between them."""
    if before.most is None or after.least is None:
        return False
    return before.least is None or before.least.value < after.least.value


def _step(found: Sequence[Band]) -> Decimal:
    """What lies between two numbers beside each other, by the decimals that the bands are given with."""
    values = [bound.value for band in found for bound in (band.least, band.most) if bound is not None]
    return Decimal(1).scaleb(min(int(value.as_tuple().exponent) for value in values))


def _meeting(
    blueprint: Blueprint, options: tuple[Option, Option], before: Band, after: Band, step: Decimal
) -> Iterator[Diagnostic]:
    """What is wrong where a band begins and the one before it ends; `options` are theirs, in the form's order."""
    assert before.most is not None  # what follows one another has ends there
    assert after.least is not None
    most, least = before.most, after.least
    if step == 1:  # of whole numbers, under 5 is up to 4
        most = most if most.within else Bound(most.value - 1, within=True)
        least = least if least.within else Bound(least.value + 1, within=True)
    both, neither = most.within and least.within, not most.within and not least.within
    if most.value > least.value or (both and most.value == least.value):
        rule, number = BANDS_OVERLAP, least.value if least.within else least.value + step
    elif (least.value - most.value > step if both else least.value > most.value) or neither:
        rule, number = BANDS_GAP, most.value + step if most.within else most.value
    else:
        return
    first, last = options
    told = {language: figure(number, language) for language in LANGUAGES}
    note = Note(OTHER, span=blueprint.of(first).at("label", blueprint.form.language))
    params: dict[str, Param] = {"number": told, "other": shortened(first.label)}
    yield Diagnostic(rule, blueprint.of(last).at("label", blueprint.form.language), params, (note,))
