"""The reference of the language, made from its schema and its table of functions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from docs.language_pages import DEFINITIONS, PAGES, language_page
from docs.schema_in_swedish import IN_SWEDISH
from survey_engine.diagnostics import LANGUAGES
from survey_engine.expr.functions import FUNCTIONS
from survey_engine.parsing.schema import schema
from tests.test_docs import ROOT, anchors


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_kept_page_says_what_the_schema_says(language: str) -> None:
    kept = PAGES[language].read_text(encoding="utf-8")

    assert kept == language_page(language), "run python -m docs.language_pages"


def descriptions(part: Any) -> Iterator[str]:
    """All that the schema describes; a key may be called `description` too, and then has a mapping."""
    if isinstance(part, dict):
        if isinstance(part.get("description"), str):
            yield part["description"]
        for value in part.values():
            yield from descriptions(value)
    elif isinstance(part, list):
        for value in part:
            yield from descriptions(value)


UNTOLD = {"one_condition", "one_severity", "text_value", "option", "column_option"}
"""Definitions for the schema's own use, which the page tells otherwise or not at all."""


def test_every_key_is_described_in_both_languages() -> None:
    told = {name: part for name, part in DEFINITIONS.items() if name not in UNTOLD}
    described = {*descriptions(schema() | {"$defs": told})}

    assert described == {*IN_SWEDISH}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_type_format_and_function_is_told_of(language: str) -> None:
    keys = {key for part in (schema(), *DEFINITIONS.values()) for key in part.get("properties", {})}
    types = DEFINITIONS["question"]["properties"]["type"]["enum"]
    formats = DEFINITIONS["format_name"]["enum"]
    told = {*re.findall(r"[a-z_]+", " ".join(re.findall("`([^`\n]+)`", language_page(language))))}

    assert not {*keys, *types, *formats, *FUNCTIONS} - told


def test_a_field_or_column_s_key_means_what_the_question_s_does() -> None:
    """Which the page says instead of telling it again."""
    for name, part in DEFINITIONS.items():
        family, _, kind = name.partition("_")
        if family in ("field", "column") and f"question_{kind}" in DEFINITIONS:
            question = DEFINITIONS[f"question_{kind}"]["properties"]
            differing = {key for key, each in part["properties"].items() if each != question[key]}
            assert differing <= ({"options"} if family == "column" else set()), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_somewhere(language: str) -> None:
    page = language_page(language)
    links = re.findall(r"\]\(([^)#]*)(?:#([^)]*))?\)", page)

    assert links
    for file, heading in links:
        target = (ROOT / "docs/reference" / file).resolve() if file else PAGES[language]
        assert target.exists(), file
        assert not heading or heading in anchors(target.read_text(encoding="utf-8")), heading
