"""Small forms for tests, written in the language, without the keys that every form has."""

from __future__ import annotations

from functools import cache
from textwrap import dedent, indent

import survey_engine as se
from survey_engine import Survey

HEAD = 'survey: prov\nversion: "2026"\nlanguage: sv\ntitle: Prov\n'
PAGE = "pages:\n  - id: sidan\n    questions:\n"


def with_head(text: str) -> str:
    """The YAML of a form from its `pages:` on (or other keys of the form)."""
    return HEAD + dedent(text).lstrip("\n")


def with_page(questions: str) -> str:
    """The YAML of a form with one page of these questions."""
    return HEAD + PAGE + indent(dedent(questions).strip("\n"), "      ") + "\n"


@cache
def form(text: str) -> Survey:
    return se.load_text(with_head(text))


@cache
def page(questions: str) -> Survey:
    """The form with one page of these questions."""
    return se.load_text(with_page(questions))


def codes(text: str) -> list[str]:
    """What is wrong with a form, by code."""
    return [diagnostic.code for diagnostic in se.check_text(text)]
