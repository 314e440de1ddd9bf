"""The schema of the answers: it and the engine say the same of every answer to a field that is shown."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import survey_engine as se
from survey_engine import Journey, Survey
from survey_engine.engine.answers import number
from survey_engine.engine.formats import FORMATS
from survey_engine.exchange.answer_schema import _FORMATS
from survey_engine.testing.surveys import survey_texts
from survey_engine.testing.values import values
from tests.forms import form, page

COVERED = {"type", "range", "max_chars", "format", "max_selected"}
"""The problems that the schema foresees, but for the exceptions in `is_left_to_the_engine`."""


def refused(survey: Survey, response: Mapping[str, Any], *, complete: bool = False) -> set[str]:
    """The paths whose answers the schema refuses; what is lacking by its path too."""
    schema = survey.answer_schema(complete=complete)
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    wrong = set()
    for error in validator.iter_errors(response):
        lacking = re.match("'(.*)' is a required property", error.message)
        wrong.add(lacking[1] if lacking and not error.absolute_path else str(error.absolute_path[0]))
    return wrong


def accepts(questions: str, **response: Any) -> bool:
    return not refused(page(questions), response)


# It and the engine say the same.


def as_sent(response: Mapping[Any, Any]) -> dict[str, Any]:
    """The response as the schema asks a client to send it: JSON, with texts in NFC and LF, and nothing chosen twice."""
    sent = ((path, list(_as_json(answer))) for path, answer in response.items() if isinstance(path, str))
    told: dict[str, Any] = json.loads(json.dumps({path: answer[0] for path, answer in sent if answer}))
    return told


def _as_json(answer: Any) -> Iterator[Any]:
    """The answer as JSON has it; nothing where JSON has nothing like it."""
    match answer:
        case None | bool():
            yield answer
        case str():
            if not re.search("[\ud800-\udfff]", answer):
                yield normalize("NFC", answer.replace("\r\n", "\n").replace("\r", "\n")) if answer.strip() else ""
        case int():
            yield answer
        case float() | Decimal():
            if Decimal(answer).is_finite() and math.isfinite(float(answer)):
                yield float(answer)
        case datetime():
            return
        case date():
            yield answer.isoformat()
        case list() | tuple():
            items = [told for item in answer for told in _as_json(item)]
            yield list(dict.fromkeys(items)) if all(isinstance(item, str) for item in items) else items
        case dict():
            yield as_sent(answer)


def is_left_to_the_engine(survey: Survey, path: str, code: str, answer: Any) -> bool:
    part = survey.field(path)
    if code == "type":  # of JSON numbers only the engine counts all digits
        return part.type == "decimal" and isinstance(answer, float) and number(answer) is None
    return (code == "range" and part.type == "date") or (code == "format" and part.format == "orgnr")


@st.composite
def _responses(draw: st.DrawFn) -> tuple[Survey, dict[str, Any]]:
    text = draw(survey_texts())
    note(text)
    survey = se.load_text(text)
    return survey, as_sent(draw(values(survey)))


@given(_responses())
def test_it_and_the_engine_say_the_same_of_what_is_shown(case: tuple[Survey, dict[str, Any]]) -> None:
    survey, response = case
    journey = survey.evaluate(response)
    wrong = refused(survey, response)
    assert_what_is_refused_is_wrong(journey, wrong)
    assert_what_is_accepted_is_right(survey, journey, response, set(journey.visible) - wrong)


def assert_what_is_accepted_is_right(
    survey: Survey, journey: Journey, response: Mapping[str, Any], accepted: set[str]
) -> None:
    """It breaks no limit that the schema covers, and nothing of it is lost but for a condition's sake."""
    for problem in journey.problems:
        if problem.path in accepted and problem.code in COVERED:
            assert is_left_to_the_engine(survey, problem.path, problem.code, response[problem.path]), problem
    for path, reason, lost in journey.dropped:
        if path in accepted and reason == "type":
            assert is_left_to_the_engine(survey, path, "type", lost), path
        elif path in accepted and reason == "filtered":
            known = {option.id for option in survey.field(path).options}
            assert {*([lost] if isinstance(lost, str) else lost)} <= known


def assert_what_is_refused_is_wrong(journey: Journey, wrong: set[str]) -> None:
    """It breaks a limit (perhaps another one too, which is told in its stead), or something of it is lost."""
    told = {problem.path for problem in journey.problems if problem.code != "check"}
    told |= {dropped.path for dropped in journey.dropped}
    assert wrong & set(journey.visible) <= told


@given(_responses())
def test_it_accepts_the_values_of_every_journey_that_break_no_limit(case: tuple[Survey, dict[str, Any]]) -> None:
    survey, response = case
    journey = survey.evaluate(response)
    broken = {problem.path for problem in journey.problems}
    values = journey.as_json()["values"]
    assert refused(survey, values) <= broken
    if journey.is_complete:
        assert not refused(survey, values, complete=True)


@given(_responses())
def test_what_a_complete_response_must_have_is_always_shown_and_always_required(
    case: tuple[Survey, dict[str, Any]],
) -> None:
    survey, response = case
    journey = survey.evaluate(response)
    needed = survey.answer_schema(complete=True)["required"]
    assert set(needed) <= set(journey.visible)
    missing = {problem.path for problem in journey.problems if problem.code == "required"}
    filtered = {dropped.path for dropped in journey.dropped}
    assert missing & set(needed) <= refused(survey, response, complete=True) | filtered
    for path in needed:
        if not response.get(path) and response.get(path) not in (0, 0.0):
            assert path in refused(survey, response, complete=True)


@settings(max_examples=40)
@given(survey_texts())
def test_it_is_a_valid_schema_of_json(text: str) -> None:
    survey = se.load_text(text)
    for complete in (True, False):
        schema = survey.answer_schema(complete=complete)
        Draft202012Validator.check_schema(schema)
        assert json.loads(json.dumps(schema)) == schema
        assert list(schema["properties"]) == [part.path for part in survey.fields]


# Kind by kind.


@pytest.mark.parametrize("nothing", [None, "", " ", "\t \u00a0"])
@pytest.mark.parametrize(
    "field",
    [
        "type: text",
        "type: text, format: orgnr",
        "type: integer, min: 1",
        "type: decimal, places: 2",
        "type: date",
        "type: choice, options: [{id: ja, label: Ja}]",
        "type: choices, options: [{id: ja, label: Ja}]",
        "type: confirm",
        "type: scale, from: 1, to: 5",
    ],
)
def test_no_answer_is_accepted_everywhere_and_never_complete(field: str, nothing: str | None) -> None:
    if nothing == "\t \u00a0" and "format" in field:
        nothing = " \u00a0"
    survey = page(f"- {{id: f, label: F, required: true, {field}}}")
    assert not refused(survey, {"f": nothing})
    assert not refused(survey, {})
    assert refused(survey, {"f": nothing}, complete=True) == {"f"}
    assert refused(survey, {}, complete=True) == {"f"}


def test_numbers_keep_their_limits_or_say_that_they_cannot() -> None:
    questions = "- {id: antal, type: integer, min: 0, max: 500, cannot_say: 999999, unit: st, label: Antal}"
    for right in (0, 500, 3.0, 999999):
        assert accepts(questions, antal=right), right
    for wrong in (-1, 501, 3.5, 999998, "3", True, [3]):
        assert not accepts(questions, antal=wrong), wrong
    assert page(questions).answer_schema()["properties"]["antal"] == {
        "title": "Antal",
        "description": "Enhet: st.",
        "type": ["integer", "null", "string"],
        "anyOf": [{"minimum": 0, "maximum": 500}, {"title": "Kan inte svara", "const": 999999}],
        "pattern": r"^\s*$",
    }


def test_a_number_has_at_most_fifteen_digits_before_its_point() -> None:
    questions = "- {id: antal, type: integer, label: Antal}"
    assert accepts(questions, antal=10**15 - 1)
    assert not accepts(questions, antal=10**15)


def test_limits_with_more_digits_than_an_answer_can_have_are_compared_exactly() -> None:
    questions = "- {id: tal, type: decimal, places: 6, max: 99999999999999.999999, label: Tal}"
    assert accepts(questions, tal=99999999999999.9)
    for response in ({"tal": 99999999999999.9}, {"tal": 1e14}):
        assert bool(refused(page(questions), response)) is bool(page(questions).evaluate(response).problems)


def test_decimals_are_not_counted_for_binary_numbers_cannot() -> None:
    questions = "- {id: tal, type: decimal, places: 2, min: 0.5, label: Tal}"
    assert accepts(questions, tal=1.15)
    assert accepts(questions, tal=1.155)
    assert not accepts(questions, tal=0.49)
    told = page(questions).answer_schema()["properties"]["tal"]
    assert "multipleOf" not in told
    assert told["description"] == "Högst 2 decimaler."


def test_texts_are_counted_in_code_points() -> None:
    questions = "- {id: namn, type: text, max_chars: 3, label: Namn}"
    assert accepts(questions, namn="🙂🙂🙂")
    assert not accepts(questions, namn="abcd")
    assert not accepts(questions, namn="a\x00")
    assert accepts(questions, namn="a\nb")


def test_a_decomposed_text_is_longer_than_the_engine_counts_it() -> None:
    questions = "- {id: namn, type: text, max_chars: 1, label: Namn}"
    assert not accepts(questions, namn="e\u0301")
    assert not page(questions).evaluate({"namn": "e\u0301"}).problems


@pytest.mark.parametrize("day", ["2026-02-28", "2024-02-29", "0001-01-01"])
def test_a_date_that_there_is(day: str) -> None:
    assert accepts("- {id: dag, type: date, label: Dag}", dag=day)


@pytest.mark.parametrize("day", ["2026-02-29", "20260228", "2026-02-28\n", "２026-02-28", 20260228, "0000-01-01"])
def test_a_date_that_there_is_not(day: Any) -> None:
    assert not accepts("- {id: dag, type: date, label: Dag}", dag=day)


def test_the_first_and_last_date_are_told_in_words() -> None:
    questions = "- {id: dag, type: date, min: 2026-01-01, max: 2026-12-31, label: Dag, help: När?}"
    told = page(questions).answer_schema()["properties"]["dag"]
    assert told["description"] == "När? Tidigast 2026-01-01. Senast 2026-12-31."


def test_options_have_their_labels() -> None:
    survey = page("""
        - id: svar
          type: choice
          label: Svar
          options: [{id: ja, label: Ja}, {id: annat, label: Annat, specify: {max_chars: 4}}]
        - {id: flera, type: choices, label: Flera, max_selected: 1, options: [{id: a, label: A}, {id: b, label: B}]}
    """)
    told = survey.answer_schema()["properties"]
    nothing = {"title": "Inget svar", "type": ["null", "string"], "pattern": r"^\s*$"}
    assert told["svar"]["oneOf"] == [
        {"const": "ja", "title": "Ja"},
        {"const": "annat", "title": "Annat"},
        nothing,
    ]
    assert told["svar.annat"]["maxLength"] == 4
    assert refused(survey, {"svar": "nej", "flera": ["a"]}) == {"svar"}
    assert refused(survey, {"flera": ["a", "b"]}) == {"flera"}
    assert refused(survey, {"flera": ["a", "a"]}) == {"flera"}
    assert refused(survey, {"flera": []}) == set()


def test_a_confirm_is_true_or_no_answer() -> None:
    questions = "- {id: intyg, type: confirm, label: Intyg, required: true}"
    assert accepts(questions, intyg=True)
    assert accepts(questions, intyg=False)
    assert not accepts(questions, intyg=1)
    assert refused(page(questions), {"intyg": False}, complete=True) == {"intyg"}


@pytest.mark.parametrize("name", sorted(FORMATS))
@given(data=st.data())
def test_the_formats_are_those_of_the_engine(name: Any, data: st.DataObject) -> None:
    letters = st.sampled_from("01a@./:-() +\u00a0å") | st.characters(exclude_categories=("Cc", "Cs"))
    text = data.draw(st.from_regex(_FORMATS[name]) | st.text(letters))
    has_format = bool(FORMATS[name](text)) or (name == "orgnr" and re.fullmatch("[0-9]{6}-?[0-9]{4}", text) is not None)
    if text.strip() and not re.search("[\x00-\x1f\x7f-\x9f\ud800-\udfff]", text):
        assert accepts(f"- {{id: f, type: text, format: {name}, label: F}}", f=text) is has_format


def test_a_formatted_text_has_no_line_break_at_its_end() -> None:
    assert not accepts("- {id: f, type: text, format: postcode, label: F}", f="123 45\n")


def test_an_organisation_numbers_check_digit_is_the_engines() -> None:
    questions = "- {id: f, type: text, format: orgnr, label: F}"
    assert accepts(questions, f="212000-0143")
    assert page(questions).answer_schema()["properties"]["f"]["description"] == "Med riktig kontrollsiffra."


# What it leaves to the engine.

CONDITIONAL = """
    - {id: alltid, type: integer, label: Alltid, required: true}
    - {id: ibland, type: integer, label: Ibland, required: alltid > 1}
    - {id: dold, type: integer, label: Dold, required: true, visible_if: alltid > 1}
    - {id: givet, type: integer, label: Givet, prefill: true}
    - {id: summa, type: computed, label: Summa, value: alltid + givet}
    - id: filtrerad
      type: choice
      label: Filtrerad
      required: true
      options: [{id: a, label: A, visible_if: alltid > 1}]
    - id: val
      type: choice
      label: Val
      required: true
      options: [{id: a, label: A, specify: true}, {id: b, label: B, visible_if: alltid > 1}]
"""


def test_only_what_is_always_shown_and_always_required_must_be_there() -> None:
    survey = page(CONDITIONAL)
    assert survey.answer_schema(complete=True)["required"] == ["alltid", "givet", "val"]
    assert "required" not in survey.answer_schema()
    assert refused(survey, {"alltid": 3}, complete=True) == {"givet", "val"}


def test_computed_values_may_be_sent_back() -> None:
    survey = page(CONDITIONAL)
    assert not refused(survey, {"summa": 3})
    assert not refused(survey, {"summa": "12345678901234567890"})
    assert survey.answer_schema()["properties"]["summa"] == {
        "title": "Summa",
        "description": "Räknas fram. Det som skickas hit räknas inte.",
        "readOnly": True,
    }


def test_unknown_paths_are_accepted_as_the_engine_does() -> None:
    assert not refused(page(CONDITIONAL), {"finns_inte": [1]})


def test_answers_are_an_object() -> None:
    assert not Draft202012Validator(page(CONDITIONAL).answer_schema()).is_valid([])


def test_it_is_told_in_the_language_of_the_survey() -> None:
    survey = form("""
        pages: [{id: sida, questions: [{id: f, type: integer, prefill: true, label: {sv: Antal, en: Number}}]}]
    """)
    english = survey.in_language("en").answer_schema()
    assert english["properties"]["f"]["title"] == "Number"
    assert english["properties"]["f"]["description"] == "Prefilled."
    assert english["description"].startswith("The answers to the form: ")
    assert survey.answer_schema()["description"].startswith("Svaren på formuläret: ")


def test_a_caller_may_change_what_it_gets() -> None:
    survey = page("""
        - {id: dag, type: date, label: Dag}
        - {id: namn, type: text, label: Namn}
    """)
    first = survey.answer_schema()
    before = json.dumps(first)
    first["properties"]["dag"]["anyOf"][0].clear()
    first["properties"]["namn"]["not"].clear()
    assert json.dumps(survey.answer_schema()) == before


ROOT = Path(__file__).parents[2]


def test_the_crime_prevention_forms_answers() -> None:
    survey = se.load(ROOT / "surveys" / "forebygga-brottslighet-2025.yaml")
    response = json.loads((ROOT / "examples" / "forebygga-brottslighet-2025.answers.json").read_text(encoding="utf-8"))
    journey = survey.evaluate(response)
    assert not refused(survey, response)
    assert not refused(survey, journey.as_json()["values"], complete=journey.is_complete)
