"""Expressions as trees for other languages, and the vocabulary that is published for them."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any, get_args, get_type_hints

import pytest
from jsonschema import Draft202012Validator

from survey_engine.exchange.form_json_schema import schema
from survey_engine.expr import as_tree, nodes
from survey_engine.expr.check import check_condition, check_value
from tests.expr.scopes import FORM

LONER = {"op": "value", "path": "kostnader.loner", "type": "integer"}
RESOR = {"op": "value", "path": "kostnader.resor", "type": "integer"}
OANVANT = {"op": "value", "path": "oanvant", "type": "integer"}
ANTAL = {"op": "value", "path": "antal", "type": "integer"}


def number(figures: str) -> as_tree.Tree:
    return {"op": "number", "number": figures}


@pytest.mark.parametrize(
    ("source", "tree"),
    [
        ("fristaende == ja", {"op": "one_of", "path": "fristaende", "options": ["ja"]}),
        ("syfte in [lag, hog]", {"op": "one_of", "path": "syfte", "options": ["lag", "hog"]}),
        ("fristaende != ja", {"op": "not", "part": {"op": "one_of", "path": "fristaende", "options": ["ja"]}}),
        ("utbildning in insatser", {"op": "chosen", "path": "insatser", "option": "utbildning"}),
        ("intygar", {"op": "confirmed", "path": "intygar"}),
        ("answered(start)", {"op": "answered", "path": "start"}),
        ("antal == 999999", {"op": "cannot_say", "path": "antal", "number": "999999"}),
        ("oanvant > 0", {"op": ">", "left": OANVANT, "right": number("0")}),
        ("oanvant in [-1, 2.50]", {"op": "in", "value": OANVANT, "literals": [number("-1"), number("2.50")]}),
        (
            "kontakt.namn == \"a\" or start < '2026-03-02'",
            {
                "op": "or",
                "parts": [
                    {
                        "op": "==",
                        "left": {"op": "value", "path": "kontakt.namn", "type": "text"},
                        "right": {"op": "text", "text": "a"},
                    },
                    {
                        "op": "<",
                        "left": {"op": "value", "path": "start", "type": "date"},
                        "right": {"op": "date", "date": "2026-03-02"},
                    },
                ],
            },
        ),
        (
            "0 < oanvant <= 5",
            {
                "op": "and",
                "parts": [
                    {"op": "<", "left": number("0"), "right": OANVANT},
                    {"op": "<=", "left": OANVANT, "right": number("5")},
                ],
            },
        ),
    ],
)
def test_conditions(source: str, tree: as_tree.Tree) -> None:
    found = check_condition(source, FORM).tree
    assert found is not None
    assert as_tree.condition(found) == tree


@pytest.mark.parametrize(
    ("source", "tree"),
    [
        ("oanvant", OANVANT),
        ("oanvant - 1", {"op": "-", "left": OANVANT, "right": number("1")}),
        ("-oanvant", {"op": "negative", "value": OANVANT}),
        ("abs(oanvant)", {"op": "abs", "value": OANVANT}),
        ("round(oanvant, 1)", {"op": "round", "dividend": OANVANT, "places": 1}),
        ("round(oanvant / antal, 2)", {"op": "round", "dividend": OANVANT, "divisor": ANTAL, "places": 2}),
        ("sum(kostnader)", {"op": "sum", "items": [LONER, RESOR]}),
        ("max(oanvant, 0.5)", {"op": "max", "items": [OANVANT, number("0.5")]}),
        ("count(kostnader)", {"op": "count", "items": [LONER, RESOR]}),
        ("count(insatser)", {"op": "count_chosen", "path": "insatser"}),
    ],
)
def test_values(source: str, tree: as_tree.Tree) -> None:
    found = check_value(source, FORM).tree
    assert found is not None
    assert as_tree.value(found) == tree


@pytest.mark.parametrize("figures", ["0.000001", "1" + "0" * 40, "999999999999999.123456", "-0.50"])
def test_numbers_are_written_out_in_full(figures: str) -> None:
    assert as_tree.value(nodes.Number(Decimal(figures))) == number(figures)


REF = nodes.Ref("a", "integer")
CONFIRMED = nodes.Confirmed("a")
ONE = nodes.Number(Decimal(1))


def words(node: type, attribute: str) -> tuple[str, ...]:
    """The words that an attribute can be."""
    found: tuple[str, ...] = get_args(get_type_hints(node)[attribute])
    return found


CONDITIONS: tuple[nodes.Condition, ...] = (
    nodes.Or((CONFIRMED, CONFIRMED)),
    nodes.And((CONFIRMED, CONFIRMED)),
    nodes.Not(CONFIRMED),
    *(nodes.Compare(sign, REF, ONE) for sign in words(nodes.Compare, "operator")),  # type: ignore[arg-type]  # its words
    nodes.Among(REF, (ONE,)),
    nodes.OneOf("a", ("ja",)),
    nodes.Chosen("a", "ja"),
    CONFIRMED,
    nodes.Answered("a"),
    nodes.CannotSay("a", Decimal(9)),
)
VALUES: tuple[nodes.Value, ...] = (
    *(nodes.Ref("a", kind) for kind in words(nodes.Ref, "type")),  # type: ignore[arg-type]  # its words
    ONE,
    nodes.Day(date(2026, 3, 2)),
    nodes.Text("a"),
    *(nodes.Arithmetic(sign, REF, ONE) for sign in words(nodes.Arithmetic, "operator")),  # type: ignore[arg-type]  # its words
    nodes.Negative(REF),
    nodes.Absolute(REF),
    nodes.Round(REF, ONE, 2),
    nodes.Round(REF, None, 0),
    *(nodes.Aggregate(name, (REF, ONE)) for name in words(nodes.Aggregate, "function")),  # type: ignore[arg-type]  # its words
    nodes.Count((REF,)),
    nodes.CountChosen("a"),
)
"""Every kind of node, with every word that it can have."""


def test_there_is_one_of_every_kind_of_node() -> None:
    assert {type(node) for node in CONDITIONS} == {*get_args(nodes.Condition)}
    assert {type(node) for node in VALUES} == {*get_args(nodes.Value)}


def published(tree: str) -> list[str]:
    """The words for `op` in the published schema."""
    kinds = (kind["properties"]["op"] for kind in schema()["$defs"][tree]["oneOf"])
    return sorted(word for op in kinds for word in op.get("enum", [op.get("const")]))


def test_the_published_vocabulary_is_what_comes_out() -> None:
    assert published("condition_tree") == sorted({as_tree.condition(node)["op"] for node in CONDITIONS})
    assert published("value_tree") == sorted({as_tree.value(node)["op"] for node in VALUES})


@pytest.mark.parametrize(
    ("kind", "tree"),
    [
        *(("condition_tree", as_tree.condition(node)) for node in CONDITIONS),
        *(("value_tree", as_tree.value(node)) for node in VALUES),
    ],
    ids=lambda part: json.dumps(part) if isinstance(part, dict) else part,
)
def test_every_node_fits_the_published_schema(kind: str, tree: Any) -> None:
    whole = schema()
    Draft202012Validator({"$ref": f"#/$defs/{kind}", "$defs": whole["$defs"]}).validate(tree)
