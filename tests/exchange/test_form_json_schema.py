"""The published schema of a form as JSON: valid, closed, described, with the words of the language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jsonschema import Draft202012Validator

from survey_engine.exchange.form_json import SCHEMA_VERSION
from survey_engine.exchange.form_json_schema import schema
from survey_engine.model import Kind, QuestionType
from survey_engine.parsing.schema import schema as language

SCHEMA = schema()


def test_the_published_schema_is_valid_and_has_its_version() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$id"] == f"urn:survey-engine:form-json:{SCHEMA_VERSION}"
    assert SCHEMA["properties"]["schema_version"]["const"] == SCHEMA_VERSION


def parts_of_schema(part: Any = SCHEMA) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        if isinstance(part.get("properties"), dict):
            yield part
        for inner in part.values():
            yield from parts_of_schema(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from parts_of_schema(inner)


def test_every_object_in_it_is_closed_and_says_what_it_is() -> None:
    for thing in parts_of_schema():
        assert thing["additionalProperties"] is False
        assert thing["title"]
        assert thing["description"]
        assert set(thing.get("required", ())) <= set(thing["properties"])


def test_every_key_of_the_form_says_what_it_is() -> None:
    for thing in parts_of_schema():
        for key, part in thing["properties"].items():
            if "op" not in thing["properties"]:
                told = SCHEMA["$defs"].get(part.get("$ref", "").removeprefix("#/$defs/"), {}) | part
                assert told["title"], key
                assert told["description"], key


def test_it_knows_the_types_and_formats_of_the_language() -> None:
    fields = SCHEMA["$defs"]["field"]["properties"]
    assert tuple(fields["type"]["enum"]) == Kind.__args__  # type: ignore[attr-defined]  # a Literal has its words there
    types = SCHEMA["$defs"]["question"]["properties"]["type"]["enum"]
    assert tuple(types) == QuestionType.__args__  # type: ignore[attr-defined]  # the same
    assert fields["format"]["enum"] == language()["$defs"]["format_name"]["enum"]


def test_a_caller_may_change_the_schema_that_it_gets() -> None:
    schema().clear()
    assert schema() == SCHEMA
