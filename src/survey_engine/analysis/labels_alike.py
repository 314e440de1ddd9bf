"""Labels tell things apart: the questions of a page, the parts of a question and the options of a choice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from survey_engine.analysis.wording import in_tongue, shortened
from survey_engine.dependencies import Blueprint
from survey_engine.diagnostics import Diagnostic, Note, Param, Rule
from survey_engine.model import Column, Field, Option, Question, Row
from survey_engine.texts import Text

LABEL_TWICE = Rule(
    "label-twice",
    {"sv": "{where} heter redan något annat ”{label}”", "en": "something else {where} is already called “{label}”"},
    {
        "sv": "skriv vad som skiljer dem åt: annars vet ingen vilken av dem ett felmeddelande eller en siffra gäller",
        "en": "write what tells them apart, or nobody knows which of them an error message or a figure is about",
    },
    severity="warning",
)
OPTION_TWICE = Rule(
    "option-label-twice",
    {"sv": "frågan har redan ett alternativ som heter ”{label}”", "en": "there is already an option called “{label}”"},
    {
        "sv": "skriv vad som skiljer alternativen åt, eller ta bort det ena",
        "en": "write what tells the options apart, or take one of them out",
    },
    severity="warning",
)
FIRST = {"sv": "den första står här", "en": "the first one is here"}
ON_PAGE = {"sv": "på sidan", "en": "on the page"}
IN_QUESTION = {"sv": "i frågan", "en": "in the question"}

ANY = ""  # whatever condition something has, or none

Labelled = Question | Field | Row | Column | Option


def labels_alike(blueprint: Blueprint) -> Iterator[Diagnostic]:
    """What is called as something else is that stands beside it and may be seen together with it, in any language."""
    for page in blueprint.form.pages:
        asked = [question for question in page.questions if question.type != "info"]
        yield from _alike(blueprint, asked, LABEL_TWICE, ON_PAGE)
        for question in asked:
            if question.type == "group":
                own = [part for part in question.fields if part.chosen_with is None]
                yield from _alike(blueprint, own, LABEL_TWICE, IN_QUESTION)
            yield from _alike(blueprint, question.rows, LABEL_TWICE, IN_QUESTION)
            yield from _alike(blueprint, question.columns, LABEL_TWICE, IN_QUESTION)
    lists = {tuple(map(id, part.options)): part.options for part in blueprint.form.fields if part.options}
    for options in lists.values():
        yield from _alike(blueprint, options, OPTION_TWICE, IN_QUESTION)


def _alike(
    blueprint: Blueprint, things: Sequence[Labelled], rule: Rule, where: Mapping[str, str]
) -> Iterator[Diagnostic]:
    """Each thing that is called as an earlier one, told of once."""
    told: set[int] = set()
    for language, labels in _by_language(things, blueprint.form.language):
        if len(set(labels)) == len(labels):
            continue
        first: dict[tuple[str, str | None], Labelled] = {}
        for thing, label in zip(things, labels, strict=True):
            shown = _shown(thing)
            other = first.get((label, ANY if shown is None else shown)) or first.get((label, None))
            for when in (shown, ANY):
                first.setdefault((label, when), thing)
            if other and label and _confused(other, thing) and id(thing) not in told:
                told.add(id(thing))
                note = Note(FIRST, span=blueprint.of(other).at("label", language))
                params: dict[str, Param] = {"label": shortened(in_tongue(thing.label, language)), "where": where}
                yield Diagnostic(rule, blueprint.of(thing).at("label", language), params, (note,))


def _by_language(things: Sequence[Labelled], own: str) -> Iterator[tuple[str, list[str]]]:
    """The labels, folded, in the form's own language, and then in each other that all of them are in."""
    yield own, [_folded(thing.label) for thing in things]
    texts = [thing.label for thing in things if isinstance(thing.label, Text)]
    if texts and len(texts) == len(things):
        for language in texts[0].translations:
            if language != own and all(language in text.translations for text in texts):
                yield language, [_folded(text.in_language(language)) for text in texts]


def _folded(label: str) -> str:
    """A label as it sounds: without case, white space and a colon or full stop at its end."""
    return " ".join(label.casefold().split()).rstrip(" :.") or label


def _shown(thing: Labelled) -> str | None:
    """The condition of a thing; two with conditions of their own may be shown by turns."""
    condition = None if isinstance(thing, Column) else thing.visible_if
    return condition.source if condition is not None else None


def _confused(one: Labelled, other: Labelled) -> bool:
    """Whether somebody answers one of them: a sum may repeat what was supplied. Two of one id were told of for that."""
    return _id(one) != _id(other) and (_answered(one) or _answered(other))


def _id(thing: Labelled) -> str:
    return thing.path if isinstance(thing, Field) else thing.id


def _answered(thing: Labelled) -> bool:
    match thing:
        case Question():
            return any(part.answerable for part in thing.fields)
        case Field():
            return thing.answerable
        case _:
            return True
