"""Every text of a form that people read, each once, with what it is written on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from survey_engine.dependencies import Blueprint, Part, Written
from survey_engine.model import Field, Option, Page, Question

_LINE = ("label", "help")
_OF_TYPE = {
    "info": ("label", "text"),
    "confirm": (*_LINE, "statement"),
    "scale": (*_LINE, "low", "high"),
}


class Place(NamedTuple):
    """Where a text is written: on what, under which key, on which page (None: on none); `texts` is as in `Written`."""

    on: Part
    written: Written
    key: str
    page: Page | None
    texts: Mapping[str | None, str]


def every_text(blueprint: Blueprint) -> Iterator[Place]:
    """The places of all texts, in the form's order; notes on when something is shown are left out."""
    listed: set[Written] = set()
    for on, keys, page in _parts(blueprint):
        written = blueprint.of(on)
        if isinstance(on, Option) or (isinstance(on, Field) and on.chosen_with):  # of a set they come with each use
            if written in listed:
                continue
            listed.add(written)
        for key in keys:
            if texts := written.texts(key):
                yield Place(on, written, key, page, texts)


def _parts(blueprint: Blueprint) -> Iterator[tuple[Part, tuple[str, ...], Page | None]]:
    yield blueprint.form, ("title",), None
    for page in blueprint.form.pages:
        yield page, ("title", "text"), page
        for question in page.questions:
            yield question, _OF_TYPE.get(question.type, _LINE), page
            for part, keys in _of_question(question):
                yield part, keys, page


def _of_question(question: Question) -> Iterator[tuple[Part, tuple[str, ...]]]:
    """What a question is made of, without the fields that are written as the question, a row or a column is."""
    for row in question.rows:
        yield row, _LINE
    for column in question.columns:
        yield column, _OF_TYPE["confirm"]
    for part in question.fields:
        if part.row is None and part.path != question.id:
            yield part, _OF_TYPE.get(part.type, _LINE)
        for option in part.options:
            yield option, _LINE[:1]
    for check in question.checks:
        yield check, ("message",)
