"""The pages of diagnostics, made from the catalogue."""

from __future__ import annotations

import pytest

from docs.diagnostics_pages import PAGES, diagnostics_page
from survey_engine.catalogue import codes
from survey_engine.diagnostics import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_kept_page_says_what_the_catalogue_says(language: str) -> None:
    kept = PAGES[language].read_text(encoding="utf-8")

    assert kept == diagnostics_page(language), "run python -m docs.diagnostics_pages"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_heading_to_link_to(language: str) -> None:
    headings = [line for line in diagnostics_page(language).splitlines() if line.startswith("### ")]

    assert sorted(headings) == [f"### {code}" for code in codes()]
