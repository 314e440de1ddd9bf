"""The JSON Schema of a form file: the one definition of its shape, for editors, other tools and `shape`."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

Schema = dict[str, Any]

KIND = "kind"
"""The key under which a resolved schema tells which definition it comes from."""

_PREFIX = "#/$defs/"


def schema() -> Schema:
    """The JSON Schema (Draft 2020-12) of a form file; the caller may do as it likes with what it gets."""
    loaded: Schema = json.loads(_text())
    return loaded


@cache
def _text() -> str:
    return resources.files("survey_engine.parsing").joinpath("survey.schema.json").read_text(encoding="utf-8")


def resolved() -> Schema:
    """The same schema with every reference replaced by what it refers to, for no look-up costs as much as none.

    What stood beside a reference (only annotations do) goes first; `kind` is the name of the innermost definition.
    """
    whole = schema()
    definitions = whole.pop("$defs")
    done: dict[str, Schema] = {}

    def definition(name: str) -> Schema:
        if name not in done:
            target = definitions[name]
            done[name] = resolve(target) if "$ref" in target else resolve(target) | {KIND: name}
        return done[name]

    def resolve(part: Any) -> Any:
        if isinstance(part, list):
            return [resolve(item) for item in part]
        if not isinstance(part, dict):
            return part
        beside = {key: resolve(value) for key, value in part.items() if key != "$ref"}
        if "$ref" not in part:
            return beside
        target = definition(part["$ref"].removeprefix(_PREFIX))
        return target | beside if beside else target

    found: Schema = resolve(whole)
    return found
