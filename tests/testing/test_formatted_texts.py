"""Texts of each format: the good ones are answers, the bad ones are not."""

from __future__ import annotations

from typing import get_args

import pytest

from survey_engine.model import Format
from survey_engine.testing.formatted_texts import BAD, GOOD
from survey_engine.testing.valid_answers import is_valid
from tests.forms import page


@pytest.mark.parametrize("name", get_args(Format))
def test_good_texts_have_the_format_and_bad_ones_do_not(name: Format) -> None:
    (part,) = page(f"- {{id: t, type: text, label: T, format: {name}}}").fields
    assert [text for text in GOOD[name] if not is_valid(part, text)] == []
    assert [text for text in BAD[name] if is_valid(part, text)] == []
