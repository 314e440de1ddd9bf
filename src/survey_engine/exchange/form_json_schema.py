"""The published JSON Schema of a form as JSON, apart from `form_json` so that a bare import stays light."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

Schema = dict[str, Any]


def schema() -> Schema:
    """The JSON Schema (Draft 2020-12) of `form_json`; the caller may do as it likes with what it gets."""
    loaded: Schema = json.loads(_text())
    return loaded


@cache
def _text() -> str:
    return resources.files("survey_engine.exchange").joinpath("form-json.schema.json").read_text(encoding="utf-8")
