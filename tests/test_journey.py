"""What evaluating gives back: the page sequence, JSON, and a repr without answers."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from survey_engine.json_values import value_json
from survey_engine.testing.values import JUNK
from tests.forms import form, page

SURVEY = """
    pages:
      - id: forst
        title: Först
        text: Läs detta
        questions:
          - {id: las, type: info, text: Läs}
          - {id: vill, type: confirm, label: V}
          - id: val
            type: choice
            label: V
            options: [{id: a, label: A, visible_if: vill}, {id: b, label: B, specify: true}]
          - id: grupp
            type: group
            fields: [{id: x, type: decimal, places: 2, label: X}, {id: y, type: date, label: Y, visible_if: vill}]
"""


def test_the_page_sequence_has_the_shown_pages_questions_fields_and_options() -> None:
    (shown,) = form(SURVEY).evaluate({"val": "b"}).pages
    assert (shown.id, shown.title, shown.text) == ("forst", "Först", "Läs detta")
    assert [(q.id, q.type, q.label) for q in shown.questions] == [
        ("las", "info", ""),
        ("vill", "confirm", "V"),
        ("val", "choice", "V"),
        ("grupp", "group", ""),
    ]
    val, grupp = shown.questions[2:]
    assert [option.id for option in val.options] == ["b"]
    assert [(part.path, part.label) for part in val.fields] == [("val", "V"), ("val.b", "B")]
    assert [part.path for part in grupp.fields] == ["grupp.x"]
    assert grupp.options == ()
    assert val.fields[0].field.options[0].id == "a"


def test_the_values_cannot_be_changed() -> None:
    journey = form(SURVEY).evaluate({"vill": True})
    with pytest.raises(TypeError):
        journey.values["vill"] = False  # type: ignore[index]  # what must not be possible


def test_a_journey_as_json() -> None:
    journey = form(SURVEY).evaluate(
        {"vill": True, "val": "b", "grupp.x": 1, "grupp.y": "2026-03-02", "okand": {"a": [1.5]}}
    )
    assert journey.as_json() == {
        "survey": "prov",
        "version": "2026",
        "pages": [
            {
                "id": "forst",
                "questions": [
                    {"id": "las", "fields": []},
                    {"id": "vill", "fields": [{"path": "vill"}]},
                    {"id": "val", "fields": [{"path": "val", "options": ["a", "b"]}, {"path": "val.b"}]},
                    {"id": "grupp", "fields": [{"path": "grupp.x"}, {"path": "grupp.y"}]},
                ],
            }
        ],
        "visible": ["vill", "val", "val.b", "grupp.x", "grupp.y"],
        "values": {"vill": True, "val": "b", "grupp.x": 1.0, "grupp.y": "2026-03-02"},
        "problems": [
            {
                "path": "val.b",
                "code": "required",
                "severity": "error",
                "message": "Frågan behöver ett svar.",
                "params": {},
            }
        ],
        "dropped": [{"path": "okand", "reason": "unknown", "value": {"a": [1.5]}}],
        "is_complete": False,
    }


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        (Decimal("2.50"), 2.5), (Decimal("0.1"), 0.1), (date(2026, 3, 2), "2026-03-02"), (("a", "b"), ["a", "b"]),
        (True, True), (10**15 - 1, 10**15 - 1), (10**15, "1000000000000000"), (-(10**15), "-1000000000000000"),
        (Decimal("123456789012345678.25"), "123456789012345678.25"), (float("nan"), "nan"), (float("inf"), "inf"),
        (Decimal("NaN"), "NaN"), (Decimal("sNaN"), "sNaN"), (Decimal("1E+400"), "1E+400"), (object, "<type>"),
        ({1: (Decimal("0.5"),)}, {"1": [0.5]}), (b"x", "<bytes>"),
    ],
)  # fmt: skip
def test_values_as_json(value: Any, sent: Any) -> None:
    found = value_json(value)
    assert found == sent
    assert type(found) is type(sent)


def test_a_number_of_thousands_of_digits_as_json() -> None:
    assert value_json(10**6000) == "1" + "0" * 6000


@given(JUNK)
def test_anything_as_json(value: Any) -> None:
    json.dumps(value_json(value), allow_nan=False)


def test_nested_junk_is_left_out_and_told_in_json() -> None:
    nested = json.loads("[" * 800 + "]" * 800)
    journey = page("- {id: fraga, type: text, label: F}").evaluate({"fraga": nested, "okand": nested})
    assert [(dropped.path, dropped.reason) for dropped in journey.dropped] == [("fraga", "type"), ("okand", "unknown")]
    json.dumps(journey.as_json(), allow_nan=False)


def test_no_answer_stands_in_a_repr_or_a_message() -> None:
    survey = form(SURVEY)
    journey = survey.evaluate({"vill": "hemligt", "val": "hemligt", "grupp.x": "hemligt", "hemlig": "hemligt"})
    shown = [repr(journey), repr(journey.problems), repr(journey.dropped), repr(journey.pages), repr(survey)]
    assert journey.dropped
    assert not any("hemligt" in text for text in [*shown, *(problem.message for problem in journey.problems)])
