"""A form that is in several languages is so throughout."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from survey_engine.analysis.every_text import Place
from survey_engine.dependencies import Blueprint, Written
from survey_engine.diagnostics import Diagnostic, Param, Rule
from survey_engine.model import Form, Option, Row
from survey_engine.texts import Text

TRANSLATION_MISSING = Rule(
    "translation-missing",
    {
        "sv": "texten saknas på ett av formulärets språk ({language}){more}",
        "en": "the text is missing in one of the form's languages ({language}){more}",
    },
    {
        "sv": "skriv den på vart och ett: {key}: {{{own}: …, {language}: …}}; ett namn får vara lika på alla språk",
        "en": "write it in each of them: {key}: {{{own}: …, {language}: …}}; a name may be the same in every language",
    },
    severity="warning",
)
MORE = {"sv": ", och det gör {count} till på sidan", "en": ", and so are {count} more on the page"}

_EACH = 3  # texts of a page that are told of one by one; of more than these only the first, with their number
_SOME = 3  # translated texts that make a form one whose texts are translated
_PROSE = frozenset({"help", "text", "message", "statement"})
_WORD = re.compile(r"[^\W\d_]{2,}")
_FIGURE = re.compile("[0-9]").search
_LOWER = re.compile(r"(?<![^\s(”“\"])[^\W\d_]{3,}")
_ANSWERS = re.compile(
    r"ja|nej|anna[nt]|övrigt|inge[nt]|inga|alla|vet (?:ej|inte)|(?:ej|inte) aktuellt"
    r"|yes|no|other|none|all|don't know|not applicable",
    re.IGNORECASE,
).fullmatch


class _List(NamedTuple):
    """A list of options or rows: the languages of those with translations, and whether those are the most of it."""

    languages: frozenset[str | None]
    mostly: bool


def translations(blueprint: Blueprint, texts: Sequence[Place]) -> Iterator[Diagnostic]:
    """Texts that lack a language of the form: each of a few on a page, or the first of many with how many there are."""
    form = blueprint.form
    if not _in_several(form):
        return
    translated = [place.texts for place in texts if None not in place.texts]
    beside = _lists_with(blueprint, texts)
    plain_too = len(translated) >= _SOME and 2 * len(translated) >= len(texts)
    for language in _languages(form, translated):
        lacking: dict[str, list[Place]] = defaultdict(list)
        for place in texts:
            plain = place.texts.get(None)
            if plain is None:
                lacks = language not in place.texts
            else:
                lacks = (plain_too and _differs(place, plain)) or _stands_out(
                    plain, beside.get(place.written), language
                )
            if lacks:
                lacking[place.page.id if place.page else ""].append(place)
        for on_page in lacking.values():
            yield from _told(on_page, language, form.language)


def _in_several(form: Form) -> bool:
    labels = (question.label for question in form.questions)
    return any(isinstance(text, Text) for text in (form.title, *(page.title for page in form.pages), *labels))


def _languages(form: Form, translated: Sequence[Mapping[str | None, str]]) -> list[str]:
    """The languages besides the form's own: those of its title, and those of half of its translated texts."""
    often = Counter(language for texts in translated for language in texts if language is not None)
    half = [language for language, count in often.items() if 2 * count >= len(translated)]
    of_title = form.title.translations if isinstance(form.title, Text) else ()
    return [language for language in dict.fromkeys((*of_title, *half)) if language != form.language]


def _differs(place: Place, text: str) -> bool:
    """Whether a text that is written once for all languages is no name or sign, but words of one of them."""
    if isinstance(place.on, Option | Row):
        return _ANSWERS(text.strip(" .:")) is not None
    least = 4 if place.key in _PROSE else 2
    return len(_WORD.findall(text)) >= least and any(word.islower() for word in _LOWER.findall(text))


def _lists_with(blueprint: Blueprint, texts: Sequence[Place]) -> Mapping[Written, _List]:
    """For each option and row with a plain label, the list that it stands in, where others there are translated."""
    labels = {place.written: place.texts for place in texts if isinstance(place.on, Option | Row)}
    plain = {written for written, label in labels.items() if None in label}
    beside: dict[Written, _List] = {}
    if plain and len(plain) < len(labels):
        for question in blueprint.form.questions:
            lists: tuple[Sequence[Option | Row], ...] = (question.rows, *(part.options for part in question.fields))
            for listed in lists:
                written = [blueprint.of(each) for each in listed] if listed else []
                if written and written[0] not in beside:
                    translated = [labels[each] for each in written if each in labels and each not in plain]
                    languages = frozenset(language for label in translated for language in label)
                    found = _List(languages, mostly=2 * len(translated) > len(written))
                    beside.update((each, found) for each in written)
    return beside


def _stands_out(text: str, beside: _List | None, language: str) -> bool:
    """Whether a plain label is among translated ones and is no name: of several words, or one of few that are plain."""
    if beside is None or language not in beside.languages or not _WORD.search(text):
        return False
    return (beside.mostly and _FIGURE(text) is None) or any(word.islower() for word in _LOWER.findall(text))


def _told(places: Sequence[Place], language: str, own: str) -> Iterator[Diagnostic]:
    many = len(places) > _EACH
    more = {tongue: text.format(count=len(places) - 1) if many else "" for tongue, text in MORE.items()}
    for place in places[:1] if many else places:
        params: dict[str, Param] = {"language": language, "own": own, "key": place.key, "more": more}
        yield Diagnostic(TRANSLATION_MISSING, place.written.at(place.key), params)
