"""A form as JSON: it fits its published schema, and a front end that knows nothing else shows what the engine shows."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, note
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import survey_engine as se
from survey_engine import Journey, Survey
from survey_engine.exchange.form_json_schema import schema
from survey_engine.testing.surveys import survey_texts
from survey_engine.testing.values import values
from tests.exchange.front_end import FrontEnd, exact
from tests.forms import HEAD, form, page

ROOT = Path(__file__).parents[2]
VALID = Draft202012Validator(schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)
EVERY_KEY = (ROOT / "tests" / "parsing" / "every_key.yaml").read_text(encoding="utf-8")


def fits(told: Any) -> bool:
    return not [f"{list(error.absolute_path)}: {error.message}" for error in VALID.iter_errors(told)]


# What comes out.

FORM = """
    back: false
    submission: {opens: 2026-01-02, closes: 2026-03-02, max_submissions: 3, receipt_to: kontakt}
    meta: {kod: [1, {a: 1.5, b: null}]}
    pages:
      - id: forst
        title: {sv: Först, en: First}
        text: "**Viktigt**"
        questions:
          - {id: kontakt, type: text, format: email, max_chars: 90, required: true, label: E-post}
          - {id: antal, type: integer, unit: st, min: 0, max: 500, cannot_say: 999999, label: Antal, help: Räkna}
          - {id: andel, type: decimal, places: 2, min: 0.5, label: Andel, required: antal > 1, prefill: false}
          - {id: dubbelt, type: computed, label: Dubbelt, value: antal * 2}
      - id: sedan
        visible_if: antal > 0 and kontakt != "a"
        shown_when_text: När det finns några
        questions:
          - id: orsak
            type: choices
            label: Orsak
            max_selected: 2
            options:
              - {id: tid, label: Tid, visible_if: not answered(andel), specify: {max_chars: 5}}
              - {id: ingen, label: Ingen, exclusive: true}
          - id: tjanster
            type: matrix
            label: Tjänster
            rows: [{id: lotsar, label: Lotsar, visible_if: "andel in [0.50, 2]"}]
            columns:
              - {id: personer, type: integer, label: Personer}
              - {id: dag, type: date, min: 2026-01-01, label: Dag}
            checks: [{warn_if: row.personer > 3, message: Många}]
    never: [antal < 0]
    scenarios: [{name: Allt, answers: {antal: 1}}]
"""


def told(path: str) -> dict[str, Any]:
    pages = form(FORM).as_json()["pages"]
    fields = {part["path"]: part for page in pages for question in page["questions"] for part in question["fields"]}
    found: dict[str, Any] = fields[path]
    return found


def test_the_form_itself() -> None:
    survey = form(FORM)
    whole = survey.as_json()
    assert {key: whole[key] for key in whole if key != "pages"} == {
        "schema_version": 1,
        "id": "prov",
        "version": "2026",
        "fingerprint": survey.fingerprint,
        "language": "sv",
        "title": "Prov",
        "back": False,
        "submission": {"opens": "2026-01-02", "closes": "2026-03-02", "max_submissions": 3, "receipt_to": "kontakt"},
        "meta": {"kod": [1, {"a": 1.5, "b": None}]},
    }


def test_a_page_with_its_condition_as_source_and_as_tree() -> None:
    second = form(FORM).as_json()["pages"][1]
    assert {key: second[key] for key in second if key != "questions"} == {
        "id": "sedan",
        "visible_if": {
            "source": 'antal > 0 and kontakt != "a"',
            "tree": {
                "op": "and",
                "parts": [
                    {
                        "op": ">",
                        "left": {"op": "value", "path": "antal", "type": "integer"},
                        "right": {"op": "number", "number": "0"},
                    },
                    {
                        "op": "not",
                        "part": {
                            "op": "==",
                            "left": {"op": "value", "path": "kontakt", "type": "text"},
                            "right": {"op": "text", "text": "a"},
                        },
                    },
                ],
            },
        },
        "shown_when_text": "När det finns några",
    }


def test_fields_with_their_limits() -> None:
    assert told("kontakt") == {
        "path": "kontakt",
        "type": "text",
        "label": "E-post",
        "required": True,
        "prefill": False,
        "max_chars": 90,
        "multiline": False,
        "format": "email",
    }
    assert told("antal") == {
        "path": "antal",
        "type": "integer",
        "label": "Antal",
        "help": "Räkna",
        "required": False,
        "prefill": False,
        "min": 0,
        "max": 500,
        "unit": "st",
        "cannot_say": 999999,
    }
    assert (told("andel")["min"], told("andel")["places"]) == (0.5, 2)
    assert told("andel")["required"]["source"] == "antal > 1"
    assert told("tjanster.lotsar.dag")["min"] == "2026-01-01"


def test_a_computed_value() -> None:
    assert told("dubbelt")["computed"] == {
        "source": "antal * 2",
        "tree": {
            "op": "*",
            "left": {"op": "value", "path": "antal", "type": "integer"},
            "right": {"op": "number", "number": "2"},
        },
    }


def test_options_and_companion_texts() -> None:
    choices = told("orsak")
    assert choices["max_selected"] == 2
    assert choices["options"] == [
        {
            "id": "tid",
            "label": "Tid",
            "exclusive": False,
            "visible_if": {
                "source": "not answered(andel)",
                "tree": {"op": "not", "part": {"op": "answered", "path": "andel"}},
            },
            "companion": "orsak.tid",
        },
        {"id": "ingen", "label": "Ingen", "exclusive": True},
    ]
    assert told("orsak.tid")["chosen_with"] == {"path": "orsak", "option": "tid"}


def test_a_matrix_and_its_checks() -> None:
    matrix = form(FORM).as_json()["pages"][1]["questions"][1]
    assert [row["id"] for row in matrix["rows"]] == ["lotsar"]
    assert matrix["rows"][0]["visible_if"]["tree"]["literals"] == [
        {"op": "number", "number": "0.50"},
        {"op": "number", "number": "2"},
    ]
    assert matrix["columns"] == [{"id": "personer", "label": "Personer"}, {"id": "dag", "label": "Dag"}]
    assert (matrix["fields"][0]["row"], matrix["fields"][0]["column"]) == ("lotsar", "personer")
    (check,) = matrix["checks"]
    assert (check["severity"], check["source"], check["message"]) == ("warning", "row.personer > 3", "Många")
    (case,) = check["cases"]
    assert (case["path"], case["row"]) == ("tjanster.lotsar", "lotsar")
    assert case["tree"]["left"]["path"] == "tjanster.lotsar.personer"


def test_limits_that_readers_would_round_are_text() -> None:
    survey = page("- {id: tal, type: decimal, places: 6, min: 0.1, max: 999999999999999.123456, label: Tal}")
    part = survey.as_json()["pages"][0]["questions"][0]["fields"][0]
    assert (part["min"], part["max"]) == (0.1, "999999999999999.123456")


def test_the_author_keeps_proofs_and_examples() -> None:
    text = json.dumps(form(FORM).as_json())
    assert "never" not in text
    assert "scenarios" not in text


def test_texts_are_in_the_language_of_the_survey() -> None:
    english = form(FORM).in_language("en").as_json()
    assert (english["language"], english["pages"][0]["title"], english["title"]) == ("en", "First", "Prov")
    assert english["fingerprint"] == form(FORM).as_json()["fingerprint"]


def test_a_form_with_every_key_fits_the_schema() -> None:
    survey = se.load_text(HEAD + EVERY_KEY.replace("receipt_to: kontakt.epost", "receipt_to: mottaget.namn"))
    assert fits(survey.as_json())
    assert fits(survey.in_language("en").as_json())


def test_the_crime_prevention_form_fits_the_schema() -> None:
    assert fits(se.load(ROOT / "surveys" / "forebygga-brottslighet-2025.yaml").as_json())


def test_what_does_not_fit() -> None:
    whole = form(FORM).as_json()
    assert fits(whole)
    assert not fits(whole | {"schema_version": 2})
    assert not fits(whole | {"new": 1})
    whole["pages"][1]["visible_if"]["tree"]["op"] = "xor"
    assert not fits(whole)


@given(survey_texts())
def test_every_form_fits_the_schema_and_is_json(text: str) -> None:
    note(text)
    whole = se.load_text(text).as_json()
    assert not [f"{list(error.absolute_path)}: {error.message}" for error in VALID.iter_errors(whole)]
    assert json.loads(json.dumps(whole, allow_nan=False)) == whole


def test_it_is_the_same_in_every_process() -> None:
    form_file = ROOT / "surveys" / "forebygga-brottslighet-2025.yaml"
    program = f"import json, survey_engine as se; print(json.dumps(se.load({str(form_file)!r}).as_json()))"
    other = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert other.strip() == json.dumps(se.load(form_file).as_json())


def test_a_caller_may_change_what_it_gets() -> None:
    whole = form(FORM).as_json()
    whole["meta"]["kod"].clear()
    whole["pages"][0]["questions"][0]["fields"][0].clear()
    assert form(FORM).as_json()["meta"] == {"kod": [1, {"a": 1.5, "b": None}]}
    assert told("kontakt")["path"] == "kontakt"


def test_a_form_of_thousands_of_questions() -> None:
    questions = "".join(
        f"      - {{id: q{n}, type: integer, label: Q, visible_if: q{n - 1} > 0}}\n" for n in range(1, 3000)
    )
    first = "pages:\n  - id: sida\n    questions:\n      - {id: q0, type: integer, label: Q}\n"
    survey = se.load_text(HEAD + first + questions)
    assert len(survey.as_json()["pages"][0]["questions"]) == 3000
    assert len(survey.answer_schema()["properties"]) == 3000


# A front end that knows nothing else.


def assert_the_front_end_agrees(survey: Survey, journey: Journey) -> None:
    """On pages, fields, options, computed values, what is lacking, and checks, from the values in effect."""
    whole = json.loads(json.dumps(survey.as_json()))
    values = json.loads(json.dumps(journey.as_json()["values"]))
    client = FrontEnd(whole, values)

    found = [
        {
            "id": page_id,
            "questions": [
                {
                    "id": question_id,
                    "fields": [
                        {"path": part["path"]} | ({"options": client.options(part)} if "options" in part else {})
                        for part in parts
                    ],
                }
                for question_id, parts in questions
            ],
        }
        for page_id, questions in client.shown()
    ]
    assert found == journey.as_json()["pages"]
    for part in client.shown_fields():
        if "computed" in part:
            worth = client.worth(part["computed"]["tree"])
            assert worth == (exact(values[part["path"]]) if part["path"] in values else None), part["path"]
    problems = journey.problems
    unread = {problem.path for problem in problems if problem.code == "type"}
    assert [path for path in client.lacking() if path not in unread] == [
        problem.path for problem in problems if problem.code == "required"
    ]
    assert list(client.failed()) == [(p.path, p.severity, p.message) for p in problems if p.code == "check"]


@given(st.data())
def test_a_front_end_that_knows_only_the_json_shows_what_the_engine_shows(data: st.DataObject) -> None:
    text = data.draw(survey_texts())
    note(text)
    survey = se.load_text(text)
    for response in data.draw(st.lists(values(survey), min_size=1, max_size=3)):
        assert_the_front_end_agrees(survey, survey.evaluate(response))


@pytest.mark.slow
@given(st.data())
def test_it_does_so_on_large_forms_with_deep_conditions(data: st.DataObject) -> None:
    text = data.draw(survey_texts(max_pages=6, max_questions=8, max_depth=3))
    note(text)
    survey = se.load_text(text)
    assert_the_front_end_agrees(survey, survey.evaluate(data.draw(values(survey))))


def test_it_does_so_on_the_crime_prevention_form() -> None:
    survey = se.load(ROOT / "surveys" / "forebygga-brottslighet-2025.yaml")
    response = json.loads((ROOT / "examples" / "forebygga-brottslighet-2025.answers.json").read_text(encoding="utf-8"))
    assert_the_front_end_agrees(survey, survey.evaluate(response))
    assert_the_front_end_agrees(survey, survey.evaluate({}))
