"""What a text puts in quotation marks as the name of something is what the form calls it; and so with numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from survey_engine.analysis.every_text import Place
from survey_engine.analysis.wording import (
    ALIKE,
    FIGURE,
    QUESTION_NUMBERS,
    At,
    Labels,
    Likeness,
    Wording,
    Words,
    called,
    shortened,
    ways_to_say,
)
from survey_engine.dependencies import Blueprint
from survey_engine.diagnostics import Diagnostic, Rule
from survey_engine.model import Form

QUOTE_DIFFERS = Rule(
    "quote-differs-from-label",
    {
        "sv": "inget heter ”{said}”, men något heter ”{label}”",
        "en": "nothing is called “{said}”, but “{label}” is there",
    },
    {
        "sv": "skriv det som etiketten, eller ta bort citattecknen om något annat menas",
        "en": "write it as the label has it, or leave out the quotation marks if something else is meant",
    },
    severity="warning",
)
NO_SUCH_QUESTION = Rule(
    "no-such-question",
    {"sv": "det finns ingen fråga {number}", "en": "there is no question {number}"},
    {
        "sv": "frågorna har nummer {first}–{last}: skriv rätt nummer, eller vad frågan heter",
        "en": "the questions are numbered {first}–{last}: write the right number, or what the question is called",
    },
    severity="warning",
)

_MARKS = re.compile("[”“„\"«»‘’']").search
_NAMED = re.compile(
    r"\b(?:fältet|frågan|rutan|rubriken|alternativet|avsnittet|sidan|kolumnen|raden|under|svarat"
    r"|field|question|box|heading|option|section|page|column|row|under|answered)\s*[:,]?\s*[”“„\"«»‘’']$",
    re.IGNORECASE,
)
_OF_ANOTHER = re.compile(
    r"(?:rapporten|guiden|handboken|broschyren|vägledningen|skriften|boken|lagen|förordningen|kampanjen|projektet"
    r"|\b(?:reports?|guide|guidance|handbook|booklet|brochure|book|act|campaign|project)(?:\s+(?:called|titled|entitled))?)"
    r"\s*[:,]?\s*[*_]*[”“„\"«»‘’']$",
    re.IGNORECASE,
).search
_DEFINED = re.compile(
    r"[”“\"«»’'][*_]*\s+(?:\w+\s+){0,3}?(?:avses|avser|menas|menar|betyder|(?:is|are)\s+meant|means?|refers?)\b",
    re.IGNORECASE,
).match
_NOT_A_NUMBER = re.compile(
    r"[/:%°]|[.,-]?\d|\s*(?:gånger|gång|st\b|stycken|poäng|procent|times|points|i\b|in\b|från\b|from\b|av\b|of\b)",
    re.IGNORECASE,
)
_MOST_COMPARISONS = 500
_MOST_LIKELY = 40  # labels that begin alike, and so many that end alike, that a quotation is compared with
_STEM = 4
_LONGEST = 20_000  # characters of a text that is looked through
_MOST_QUOTATIONS = 1_000  # of a form; the largest of real forms have some tens


class _Calling:
    """What a form calls its things in a language, found by the beginnings of their first and last words."""

    def __init__(self, form: Form, language: str | None) -> None:
        self._labels = dict.fromkeys(called(form, language))

    def has(self, said: str) -> bool:
        """Whether something is called so to the letter."""
        return said in self._labels

    @cached_property
    def exactly(self) -> Labels:
        """The labels, to be looked for as they can be said."""
        return Labels(self._labels, short=True)

    @cached_property
    def _by_stem(self) -> dict[str, list[tuple[Words, str]]]:
        by_stem: dict[str, list[tuple[Words, str]]] = defaultdict(list)
        for label in self._labels:
            for words in ways_to_say(label, short=True):
                if words:
                    for stem in {words[0][:_STEM], words[-1][:_STEM]}:
                        by_stem[stem].append((words, label))
        return by_stem

    def nearest(self, words: Words, like: Likeness) -> tuple[float, str]:
        """The label that is most like some words and has the same figures, with how like it is."""
        first, last = self._by_stem.get(words[0][:_STEM], ()), self._by_stem.get(words[-1][:_STEM], ())
        likely = dict(reversed((*first[:_MOST_LIKELY], *last[:_MOST_LIKELY])))
        size = len(" ".join(words))
        best = 0.0, ""
        for way, label in likely.items():
            other = len(" ".join(way))
            if 2 * min(size, other) >= ALIKE * (size + other) and _figures(way) == _figures(words):
                best = max(best, (like.of(words, way), label))
        return best


def quoted_labels(blueprint: Blueprint, texts: Sequence[Place]) -> Iterator[Diagnostic]:
    """Where one of a form's texts names something that is called otherwise, or a question that there is not."""
    form = blueprint.form
    numbers = [question.number for question in form.questions if question.number is not None]
    callings: dict[str | None, _Calling] = {}
    like, left = Likeness(_MOST_COMPARISONS), _MOST_QUOTATIONS
    for place in texts:
        for language, text in place.texts.items():
            if len(text) > _LONGEST:
                continue
            if left > 0 and _MARKS(text):
                if language not in callings:
                    callings[language] = _Calling(form, language)
                wording = Wording(text)
                quotations = wording.quotations[:left]
                left -= len(quotations)
                yield from _quotations(place, language, wording, quotations, callings[language], like)
            if numbers and ("råg" in text or "uestion" in text):
                yield from _numbers(place, language, text, numbers)


def _quotations(
    place: Place, language: str | None, wording: Wording, quotations: Iterable[At], calling: _Calling, like: Likeness
) -> Iterator[Diagnostic]:
    """Quotations that are very like a label and are none; one word must be said to be the name of something."""
    text = wording.text
    for start, end in quotations:
        if calling.has(text[start:end]) or _OF_ANOTHER(text, max(0, start - 50), start) or _DEFINED(text, end):
            continue
        first, after = wording.between(start, end)
        words = wording.words[first:after]
        named = _NAMED.search(text, max(0, start - 30), start) is not None
        if not words or (len(words) == 1 and not named) or words in calling.exactly or calling.exactly.begin(words):
            continue
        alike, label = calling.nearest(words, like)
        if alike >= ALIKE:
            span = place.written.within(place.key, start, end, language)
            params = {"said": shortened(text[start:end]), "label": shortened(label)}
            yield Diagnostic(QUOTE_DIFFERS, span, params)


def _figures(words: Words) -> list[str]:
    return [word for word in words if not word.isalpha()]


def _numbers(place: Place, language: str | None, text: str, numbers: list[int]) -> Iterator[Diagnostic]:
    for found in QUESTION_NUMBERS.finditer(text):
        figures = list(FIGURE.finditer(text, *found.span(1)))
        if _NOT_A_NUMBER.match(text, found.end()) or any(f.group()[0] == "0" or len(f.group()) > 3 for f in figures):
            continue
        for figure in figures:
            if int(figure.group()) not in numbers:
                params = {"number": int(figure.group()), "first": min(numbers), "last": max(numbers)}
                span = place.written.within(place.key, *figure.span(), language)
                yield Diagnostic(NO_SUCH_QUESTION, span, params)
