"""The published schema: valid, described, and of one mind with the model."""

from __future__ import annotations

import keyword
from collections.abc import Iterator
from dataclasses import fields
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator

from survey_engine import model, problems
from survey_engine.expr.functions import FUNCTIONS
from survey_engine.parsing.schema import resolved, schema
from survey_engine.parsing.shape import DEEPEST
from survey_engine.parsing.shape_ids import RESERVED

SCHEMA = schema()
DEFS: dict[str, Any] = SCHEMA["$defs"]


def target(part: dict[str, Any]) -> dict[str, Any]:
    """A part with what its references lead to; what stands nearer goes first."""
    while "$ref" in part:
        beside = {key: value for key, value in part.items() if key != "$ref"}
        part = DEFS[part["$ref"].removeprefix("#/$defs/")] | beside
    return part


def things() -> Iterator[tuple[str, dict[str, Any]]]:
    yield "form", SCHEMA
    for name, part in DEFS.items():
        if part.get("additionalProperties") is False:
            yield name, part


def keys_of(*starts: str) -> set[str]:
    return {key for name, part in things() if name.startswith(starts) for key in part["properties"]}


def test_it_is_a_valid_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_a_caller_may_change_what_it_gets() -> None:
    schema()["properties"].clear()
    assert schema() == SCHEMA


@pytest.mark.parametrize(("name", "thing"), list(things()), ids=[name for name, _ in things()])
def test_every_key_says_what_it_is(name: str, thing: dict[str, Any]) -> None:
    assert thing["title"]
    assert thing["description"]
    for key, part in thing["properties"].items():
        if part is True:  # id and type, described where the type is chosen
            assert key in ("id", "type")
            assert name.partition("_")[0] in ("question", "field", "column")
            continue
        assert target(part)["title"], key
        assert target(part)["description"].endswith("."), key


def test_beside_a_reference_stand_only_annotations() -> None:
    def look(part: Any) -> None:
        if isinstance(part, dict):
            if isinstance(part.get("$ref"), str):
                assert set(part) <= {"$ref", "title", "description", "default"}
            for value in part.values():
                look(value)
        elif isinstance(part, list):
            for value in part:
                look(value)

    look(SCHEMA)


def test_every_object_with_keys_is_closed_and_nothing_is_one_of() -> None:
    def look(part: Any) -> None:
        if isinstance(part, dict):
            assert not {"oneOf", "anyOf", "unevaluatedProperties"} & set(part)
            for value in part.values():
                look(value)
        elif isinstance(part, list):
            for value in part:
                look(value)

    look({name: part for name, part in SCHEMA.items() if name != "$defs"} | DEFS)
    open_ones = {name for name, part in DEFS.items() if "properties" in part} - {name for name, _ in things()}
    assert open_ones == {"question", "field", "column", "one_condition", "one_severity"}


@pytest.mark.parametrize(
    ("family", "types"),
    [
        ("question", get_args(model.QuestionType)),
        ("field", ("text", "integer", "decimal", "date", "choice", "choices", "confirm", "computed")),
        ("column", ("text", "integer", "decimal", "date", "choice", "confirm")),
    ],
)
def test_each_type_has_its_branch(family: str, types: tuple[str, ...]) -> None:
    assert tuple(DEFS[family]["properties"]["type"]["enum"]) == types
    assert DEFS[family]["allOf"] == [
        {
            "if": {"properties": {"type": {"const": kind}}, "required": ["type"]},
            "then": {"$ref": f"#/$defs/{family}_{kind}"},
        }
        for kind in types
    ]


def test_the_words_of_the_schema_are_those_of_the_code() -> None:
    assert tuple(DEFS["format_name"]["enum"]) == get_args(model.Format)
    assert tuple(DEFS["problem_code"]["enum"]) == get_args(problems.Code)


def test_reserved_ids_are_python_keywords_and_functions() -> None:
    refused = set(DEFS["id"]["not"]["enum"])
    assert refused == {word for word in keyword.kwlist if word.islower()} | set(FUNCTIONS) | {"row"}
    assert refused == {word for word in RESERVED if word.islower()}


# Where the keys of a thing have their place in the model, and those that are there under another name or form.
_VISIBLE = {"visas_om": "visible_if"}
_IN_CHECK = {"error_if": "severity", "warn_if": "severity"}
_QUESTION_IN_FIELDS = {
    "min", "max", "places", "cannot_say", "format", "max_chars", "multiline", "max_selected", "statement",
}  # fmt: skip
PLACES: list[tuple[str, type, dict[str, str], set[str]]] = [
    # things, class, key → its name there, names there that no key gives
    ("form", model.Form, {"survey": "id"}, {"fingerprint"}),
    ("submission", model.SubmissionTerms, {}, set()),
    ("page", model.Page, _VISIBLE, set()),
    ("row", model.Row, _VISIBLE, set()),
    ("full_option", model.Option, {**_VISIBLE, "specify": "companion"}, set()),
    ("check", model.Check, _IN_CHECK, {"source", "cases"}),
    ("scenario", model.Scenario, {}, set()),
]
ELSEWHERE = {
    "form": {"numbering", "option_sets"},  # become the questions' numbers and the options that are used
    "row": {"required", "prefill"},  # defaults of its fields
}


@pytest.mark.parametrize(("name", "kind", "renamed", "made"), PLACES, ids=[place[0] for place in PLACES])
def test_each_key_has_its_place_in_the_model(name: str, kind: type, renamed: dict[str, str], made: set[str]) -> None:
    keys = {renamed.get(key, key) for key in dict(things())[name]["properties"]} - ELSEWHERE.get(name, set())
    there = {part.name for part in fields(kind) if part.init} - made
    assert keys == there


def test_the_keys_of_questions_have_their_place_in_questions_and_fields() -> None:
    keys = keys_of("question_", "field_", "column_") - {"visas_om"}
    in_question = {part.name for part in fields(model.Question)}
    in_field = {part.name for part in fields(model.Field)}
    limits = {"from", "to", "value"}  # a scale's min and max; `computed`
    assert keys <= in_question | in_field | limits
    assert in_question - keys == {"number", "page"}
    assert in_field - keys == {"path", "computed", "chosen_with", "row", "column", "question"}


def test_nothing_in_the_schema_is_deeper_than_shape_looks() -> None:
    def depth(part: Any) -> int:
        if not isinstance(part, dict):
            return 0
        inner = [*part.get("properties", {}).values(), part.get("items"), part.get("additionalProperties")]
        same = [part.get("then"), part.get("else"), *(branch["then"] for branch in part.get("allOf", ()))]
        return max([1 + depth(each) for each in inner if each] + [depth(each) for each in same if each], default=0)

    assert depth(resolved()) <= DEEPEST
