"""Has a document the shape of a form? The JSON Schema decides; what it finds is said in our words, at its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from survey_engine.diagnostics import Diagnostic, Rule, cut_off, in_order
from survey_engine.parsing.document import Mapping, Node, Plain, Scalar, Sequence
from survey_engine.parsing.schema import resolved
from survey_engine.parsing.shape_keys import meant_type, missing_keys, two_keys, unknown_keys
from survey_engine.parsing.shape_labels import Labels
from survey_engine.parsing.shape_values import Wrong, wrong_value
from survey_engine.source import Source

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator, ValidationError

MOST = 200
"""So many diagnostics are enough for one reading."""

DEEPEST = 12
"""The schema looks no further into a document than this; what is deeper is left out."""

_HUGE = 10**100

NOT_A_FORM = Rule(
    "not-a-form",
    {"sv": "filen är inget formulär", "en": "the file is no form"},
    {
        "sv": "börja med survey:, version:, language:, title: och pages:, var och en på sin rad",
        "en": "begin with survey:, version:, language:, title: and pages:, each on its line",
    },
)


def check_shape(document: Node, source: Source) -> tuple[Diagnostic, ...]:
    """What is wrong with the document's shape, in the file's order; at most `MOST` diagnostics."""
    if not isinstance(document, Mapping):
        return (Diagnostic(NOT_A_FORM, document.span),)
    errors = _validator().iter_errors(_bounded(document))
    labels = Labels(document)
    found = (diagnostic for error in errors for diagnostic in _diagnostics(error, document, source, labels))
    told = in_order(islice(found, MOST))
    return cut_off(told) if next(found, None) else told


def _diagnostics(error: ValidationError, document: Mapping, source: Source, labels: Labels) -> Iterator[Diagnostic]:
    path = list(error.absolute_path)
    schema: dict[str, Any] = error.schema if isinstance(error.schema, dict) else {}
    keyword: Any = error.validator
    if keyword == "required":
        yield from missing_keys(_mapping(document, path), schema)
    elif keyword in ("additionalProperties", "allOf"):
        yield from unknown_keys(_mapping(document, path), schema)
    elif keyword == "properties":
        yield two_keys(_mapping(document, path), schema)
    elif "propertyNames" in error.schema_path:
        name = _mapping(document, path).keys[str(error.instance)]
        yield wrong_value(Wrong(keyword, schema, name, "", None, source, labels))
    else:
        parent = _at(document, path[:-1]) if path else None
        key = next((step for step in reversed(path) if isinstance(step, str)), "")
        own = parent.keys.get(key) if isinstance(parent, Mapping) else None
        yield wrong_value(Wrong(keyword, schema, _at(document, path), key, own, source, labels))


def _at(document: Node, path: list[str | int]) -> Node:
    node = document
    for step in path:
        node = node.values[str(step)] if isinstance(node, Mapping) else _item(node, step)
    return node


def _item(node: Node, step: str | int) -> Node:
    assert isinstance(node, Sequence)
    assert isinstance(step, int)
    return node.items[step]


def _mapping(document: Node, path: list[str | int]) -> Mapping:
    node = _at(document, path)
    assert isinstance(node, Mapping)
    return node


def _bounded(document: Node) -> object:
    """The document as ordinary data, no deeper than the schema looks; what is shared by aliases stays shared."""
    done: dict[tuple[int, int], object] = {}

    def plain(node: Node, depth: int) -> object:
        if isinstance(node, Scalar):
            return _tame(node.value)
        if depth > DEEPEST:
            return [] if isinstance(node, Sequence) else {}
        place = (id(node), depth)
        if place not in done:
            done[place] = (
                [plain(item, depth + 1) for item in node.items]
                if isinstance(node, Sequence)
                else {key: plain(value, depth + 1) for key, value in node.values.items()}
            )
        return done[place]

    return plain(document, 0)


def _tame(value: Plain) -> Plain:
    """The value; a number that cannot be compared or printed becomes a text or one that is merely large."""
    if isinstance(value, Decimal) and not value.is_finite():
        return str(value)
    if isinstance(value, int) and abs(value) > _HUGE:
        return _HUGE if value > 0 else -_HUGE
    return value


@cache
def _validator() -> Draft202012Validator:
    """The schema, resolved, with jsonschema's own reading of it.

    Some keywords are read in our way, to the same end (a test holds both against each other): no error shows the value
    it is about, which may be as long as the file; the order is the file's; there is one error for all keys that are
    missing; a text that fits costs no further look; and of the branches by type only the one that applies is looked
    at, or that was meant: where none was, that is an error, which tells the keys that no type has. A pattern's `$` is
    the very end, as elsewhere than in Python.
    """
    from jsonschema import Draft202012Validator, FormatChecker
    from jsonschema.validators import extend

    formats = FormatChecker(formats=())
    formats.checks("date")(_is_date)
    ours = {
        "type": _type,
        "properties": _properties,
        "required": _required,
        "pattern": _pattern,
        "not": _not,
        "allOf": _branches,
        "additionalProperties": _additional_properties,
    }
    ours_too = extend(Draft202012Validator, ours)  # type: ignore[no-untyped-call] # jsonschema's own
    validator: Draft202012Validator = ours_too(resolved(), format_checker=formats)
    return validator


Errors = Iterator["ValidationError"]


def _error() -> ValidationError:
    from jsonschema import ValidationError

    return ValidationError("")


_TYPES: dict[str, Any] = {"string": str, "object": dict, "array": list}


def _type(validator: Any, types: str | list[str], instance: object, _schema: object) -> Errors:
    names = [types] if isinstance(types, str) else types
    for name in names:
        wanted = _TYPES.get(name)
        if type(instance) is wanted if wanted else validator.is_type(instance, name):
            return
    yield _error()


def _properties(validator: Any, known: dict[str, Any], instance: object, _schema: object) -> Errors:
    if not isinstance(instance, dict):
        return
    for key, value in instance.items():
        wanted = known.get(key, True)
        if wanted is False:
            yield _error()
        elif wanted is True or (type(value) is str and _fits(value, wanted)):
            continue
        else:
            yield from validator.descend(value, wanted, path=key, schema_path=key)


def _fits(text: str, wanted: Any) -> bool:
    """Whether it is certain, by what most texts are asked for, that the text is what is wanted."""
    if "format" in wanted:
        return False
    if "enum" in wanted:
        return text in wanted["enum"]
    return (
        "string" in wanted.get("type", ())
        and bool(_compiled(wanted.get("pattern", "")).search(text))
        and ("not" not in wanted or text not in wanted["not"]["enum"])
    )


def _required(_validator: object, keys: list[str], instance: object, _schema: object) -> Errors:
    if isinstance(instance, dict) and not all(key in instance for key in keys):
        yield _error()


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.removesuffix("$") + r"\Z" if pattern.endswith("$") else pattern)


def _pattern(_validator: object, pattern: str, instance: object, _schema: object) -> Errors:
    if isinstance(instance, str) and not _compiled(pattern).search(instance):
        yield _error()


def _not(_validator: object, refused: dict[str, list[str]], instance: object, _schema: object) -> Errors:
    if isinstance(instance, str) and instance in refused["enum"]:
        yield _error()


def _branches(validator: Any, branches: list[dict[str, Any]], instance: object, schema: dict[str, Any]) -> Errors:
    if not isinstance(instance, dict):
        return
    meant = meant_type(instance, schema["properties"]["type"]["enum"])
    for branch in branches:
        if branch["if"]["properties"]["type"]["const"] == meant:
            yield from validator.descend(instance, branch["then"])
            return
    yield _error()


def _additional_properties(validator: Any, wanted: Any, instance: object, schema: dict[str, Any]) -> Errors:
    if not isinstance(instance, dict):
        return
    known = schema.get("properties", {})
    for key, value in instance.items():
        if key in known:
            continue
        if wanted is False:
            yield _error()
            return
        yield from validator.descend(value, wanted, path=key)


def _is_date(value: object) -> bool:
    """Whether that is a day there is; how it is written is the pattern's matter."""
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return True
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
