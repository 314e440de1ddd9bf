"""A form that is plain data, as YAML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

Description = dict[str, Any]
"""A form, or a part of one, as plain data in the shape of its YAML."""

_PLAIN_KEY = re.compile(r"[a-zåäö_][a-zåäö0-9_.]*").fullmatch
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


def written(description: Description) -> str:
    """Plain dicts, lists and values as YAML, in block style; every text stands in double quotes, as in JSON."""
    return "\n".join(_mapping(description, "")) + "\n"


def _mapping(things: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in things.items():
        name = key if _PLAIN_KEY(key) else quoted(key)
        if value and isinstance(value, dict):
            yield f"{indent}{name}:"
            yield from _mapping(value, indent + "  ")
        elif value and isinstance(value, list):
            yield f"{indent}{name}:"
            yield from _sequence(value, indent + "  ")
        else:
            yield f"{indent}{name}: {_scalar(value)}"


def _sequence(items: Sequence[Any], indent: str) -> Iterator[str]:
    for item in items:
        if isinstance(item, dict) and item:
            first, *rest = _mapping(item, indent + "  ")
            yield f"{indent}- {first.lstrip(' ')}"
            yield from rest
        else:
            yield f"{indent}- {_scalar(item)}"


def _scalar(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return quoted(value)
        case Decimal():
            return f"{value:f}"
        case _:
            return json.dumps(value)


def quoted(text: str) -> str:
    """A text as a YAML scalar in double quotes, in which nothing can be taken for anything else."""
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))
