"""Plain data as YAML."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from survey_engine.testing.yaml_text import quoted, written


@pytest.mark.parametrize("description", [
    {"a": 1, "å_b": "ja", "c d": [1.5, True, None]},
    {"lista": [{"id": "a", "inre": {"x": []}}, "b", {}], "tom": {}},
    {"text": 'säg "hej": # - \\ \t\n', "tal": "1", "nej": "no"},
])  # fmt: skip
def test_it_is_read_back_as_it_was(description: dict[str, Any]) -> None:
    assert yaml.safe_load(written(description)) == description


@pytest.mark.parametrize("text", ["", "\u2028", "\x85", "\ufeff", "🙂", "'", "a: b"])
def test_a_quoted_text_is_that_text(text: str) -> None:
    assert yaml.safe_load(quoted(text)) == text
