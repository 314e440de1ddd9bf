"""The compiled engine against the reference, on generated surveys and whatever a client could send."""

from __future__ import annotations

import decimal
import json
import locale
import pickle
import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st

import survey_engine as se
from survey_engine import Journey, Survey
from survey_engine.survey import Engine
from survey_engine.testing.surveys import survey_texts
from survey_engine.testing.values import JUNK, values

ENGINES: tuple[Engine, ...] = ("compiled", "reference")
SWEEP = 1500
"""How many examples a sweep tries for each property."""


@st.composite
def _responses(draw: st.DrawFn) -> tuple[Survey, dict[Any, Any]]:
    """A survey, its YAML noted, and something that a client sends to it."""
    text = draw(survey_texts())
    note(text)
    survey = se.load_text(text)
    return survey, draw(values(survey))


def outcome(journey: Journey) -> dict[str, Any]:
    """Everything that an engine finds out, with the types of the values (2 is not 2.00 here, nor 1 True)."""
    found = journey._outcome
    return {
        "visible": journey.visible,
        "values": [(path, _exactly(value)) for path, value in found.values.items()],
        "problems": [(p.path, p.code, p.severity, p.message, _exactly(p.details)) for p in found.problems],
        "dropped": [(d.path, d.reason, _exactly(d.value)) for d in journey.dropped],
        "is_complete": journey.is_complete,
        "offered": dict(found.offered),
        "shells": found.shells,
        "pages": [(page.id, [_question(question) for question in page.questions]) for page in journey.pages],
    }


def _question(question: se.ShownQuestion) -> tuple[str, list[tuple[str, list[str]]]]:
    return question.id, [(part.path, [option.id for option in part.options]) for part in question.fields]


def _exactly(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return (type(value).__name__, [_exactly(item) for item in value])
    return (type(value).__name__, repr(value))


def meaning(journey: Journey) -> tuple[Any, ...]:
    """What a round trip must not change: pages, visible and values."""
    found = outcome(journey)
    return found["pages"], found["visible"], found["values"]


def things(survey: Survey) -> list[str]:
    """Everything that `why` can be asked of."""
    paths = [part.path for part in survey.fields]
    paths += [f"{part.path}.{option.id}" for part in survey.fields for option in part.options]
    paths += [f"{question.id}.{row.id}" for question in survey.questions for row in question.rows]
    return [*paths, *(question.id for question in survey.questions), *(page.id for page in survey.pages)]


def both_engines_agree(data: st.DataObject) -> None:
    text = data.draw(survey_texts())
    note(text)
    survey = se.load_text(text)
    for response in data.draw(st.lists(values(survey), min_size=1, max_size=4)):
        compiled = survey.evaluate(response)
        reference = survey.evaluate(response, engine="reference")
        assert outcome(compiled) == outcome(reference)
        assert compiled.as_json() == reference.as_json()
        for path in data.draw(st.lists(st.sampled_from(things(survey)), max_size=4, unique=True)):
            assert compiled.why(path) == reference.why(path)


@settings(max_examples=300)
@given(st.data())
def test_the_engines_agree_in_every_attribute(data: st.DataObject) -> None:
    both_engines_agree(data)


@pytest.mark.slow
@settings(max_examples=SWEEP * 2)
@given(st.data())
def test_the_engines_agree_in_a_long_sweep(data: st.DataObject) -> None:
    both_engines_agree(data)


@pytest.mark.slow
@settings(max_examples=SWEEP // 3)
@given(st.data())
def test_the_engines_agree_on_large_forms_with_deep_conditions(data: st.DataObject) -> None:
    text = data.draw(survey_texts(max_pages=6, max_questions=8, max_depth=3))
    note(text)
    survey = se.load_text(text)
    response = data.draw(values(survey))
    assert outcome(survey.evaluate(response)) == outcome(survey.evaluate(response, engine="reference"))


_KEYS = (
    st.text(st.characters(exclude_categories=()), max_size=8) | st.integers() | st.none() | st.floats() | st.binary()
)


@given(st.data())
def test_no_mapping_whatever_makes_evaluate_raise(data: st.DataObject) -> None:
    survey, response = data.draw(_responses())
    junk: dict[Any, Any] = {part.path: data.draw(JUNK) for part in survey.fields}
    junk |= data.draw(st.dictionaries(_KEYS, JUNK, max_size=4))
    for mapping in (response, junk):
        journey = survey.evaluate(mapping)
        assert outcome(journey) == outcome(survey.evaluate(mapping, engine="reference"))
        repr(journey)


@pytest.mark.slow
@settings(max_examples=SWEEP)
@given(st.data())
def test_no_mapping_whatever_makes_evaluate_raise_in_a_long_sweep(data: st.DataObject) -> None:
    survey = se.load_text(data.draw(survey_texts()))
    junk: dict[Any, Any] = {part.path: data.draw(JUNK) for part in survey.fields}
    junk |= data.draw(st.dictionaries(_KEYS, JUNK, max_size=4))
    assert outcome(survey.evaluate(junk)) == outcome(survey.evaluate(junk, engine="reference"))


@given(_responses(), st.randoms(use_true_random=False))
def test_the_order_of_the_mapping_does_not_matter(drawn: tuple[Survey, dict[Any, Any]], chance: random.Random) -> None:
    survey, response = drawn
    pairs = list(response.items())
    chance.shuffle(pairs)
    for engine in ENGINES:
        expected = outcome(survey.evaluate(response, engine=engine))
        found = outcome(survey.evaluate(dict(pairs), engine=engine))
        in_any_order = [sorted(outcome_["dropped"]) for outcome_ in (expected, found)]
        expected.pop("dropped"), found.pop("dropped")
        assert expected == found
        assert in_any_order[0] == in_any_order[1]


@contextmanager
def _strange_host() -> Iterator[None]:
    """A host with other habits: a decimal context of two digits that traps everything, and another locale."""
    every_signal = [decimal.Clamped, decimal.DivisionByZero, decimal.FloatOperation, decimal.Inexact]
    every_signal += [decimal.InvalidOperation, decimal.Overflow, decimal.Rounded, decimal.Subnormal, decimal.Underflow]
    strange = decimal.Context(prec=2, rounding=decimal.ROUND_UP, Emin=-3, Emax=3, traps=every_signal)
    before = locale.setlocale(locale.LC_ALL)
    with decimal.localcontext(strange):
        try:
            for name in ("tr_TR.UTF-8", "sv_SE.UTF-8", "de_DE.UTF-8", "C"):
                try:
                    locale.setlocale(locale.LC_ALL, name)
                    break
                except locale.Error:
                    continue
            yield
        finally:
            locale.setlocale(locale.LC_ALL, before)


@given(st.data())
def test_the_hosts_locale_and_decimal_context_do_not_matter(data: st.DataObject) -> None:
    text = data.draw(survey_texts())
    survey = se.load_text(text)
    response = data.draw(values(survey))
    expected, expected_json = outcome(survey.evaluate(response)), repr(survey.evaluate(response).as_json())
    path = data.draw(st.sampled_from(things(survey)))
    why = survey.evaluate(response).why(path)
    with _strange_host():
        assert outcome(survey.evaluate(response)) == expected
        assert repr(survey.evaluate(response).as_json()) == expected_json
        assert survey.evaluate(response).why(path) == why
        assert outcome(survey.evaluate(response, engine="reference")) == expected
        again = se.load_text(text)
        assert again.fingerprint == survey.fingerprint
        assert outcome(again.evaluate(response)) == expected


@given(st.data())
def test_what_is_out_of_effect_changes_no_value_in_effect(data: st.DataObject) -> None:
    survey, response = data.draw(_responses())
    journey = survey.evaluate(response)
    hidden = {part.path for part in survey.fields} - set(journey.visible)
    computed = {part.path for part in survey.fields if part.computed is not None}
    elsewhere = {path: data.draw(JUNK) for path in sorted(hidden | computed)} | {"finns.inte": data.draw(JUNK)}
    for changed in (response | elsewhere, {p: v for p, v in response.items() if p not in elsewhere}):
        again = survey.evaluate(changed)
        assert meaning(again) == meaning(journey)
        assert again.problems == journey.problems


@given(_responses())
def test_the_values_evaluated_again_give_the_same(drawn: tuple[Survey, dict[Any, Any]]) -> None:
    survey, response = drawn
    journey = survey.evaluate(response)
    assert meaning(survey.evaluate(journey.values)) == meaning(journey)
    sent = json.loads(json.dumps(journey.as_json()["values"]))
    assert meaning(survey.evaluate(sent)) == meaning(journey)


@pytest.mark.slow
@settings(max_examples=SWEEP)
@given(_responses())
def test_the_values_evaluated_again_give_the_same_in_a_long_sweep(drawn: tuple[Survey, dict[Any, Any]]) -> None:
    survey, response = drawn
    journey = survey.evaluate(response)
    for given_back in (journey.values, journey.as_json()["values"]):
        assert meaning(survey.evaluate(given_back)) == meaning(journey)


@given(_responses())
def test_a_journey_is_json(drawn: tuple[Survey, dict[Any, Any]]) -> None:
    survey, response = drawn
    journey = survey.evaluate(response)
    text = json.dumps(journey.as_json(), allow_nan=False)
    assert text.isascii()
    read = json.loads(text)
    assert read["visible"] == list(journey.visible)
    assert list(read["values"]) == list(journey.values)
    assert [page["id"] for page in read["pages"]] == [page.id for page in journey.pages]


@given(_responses())
def test_a_pickled_survey_gives_the_same_journeys(drawn: tuple[Survey, dict[Any, Any]]) -> None:
    survey, response = drawn
    again = pickle.loads(pickle.dumps(survey))
    assert again.fingerprint == survey.fingerprint
    assert outcome(again.evaluate(response)) == outcome(survey.evaluate(response))
    english = survey.in_language("en")
    assert meaning(english.evaluate(response)) == meaning(survey.evaluate(response))


@given(survey_texts(), st.data())
def test_what_check_accepts_load_loads(text: str, data: st.DataObject) -> None:
    assert not [found for found in se.check_text(text) if found.severity == "error"]
    lines = text.splitlines(keepends=True)
    place = data.draw(st.integers(0, len(lines) - 1))
    with_slip = data.draw(
        st.sampled_from(
            (
                [*lines[:place], *lines[place + 1 :]],
                [*lines[:place], lines[place], *lines[place:]],
                [*lines[:place], lines[place].replace("fraga_", "fråga_"), *lines[place + 1 :]],
                [*lines[:place], lines[place].replace('"', "", 1), *lines[place + 1 :]],
            )
        )
    )
    slipped = "".join(with_slip)
    found = se.check_text(slipped)
    if any(diagnostic.severity == "error" for diagnostic in found):
        with pytest.raises(se.SurveyError) as raised:
            se.load_text(slipped)
        assert raised.value.diagnostics == found
    else:
        assert se.load_text(slipped).diagnostics == found


@given(survey_texts())
def test_a_line_break_of_another_kind_changes_nothing(text: str) -> None:
    survey = se.load_text(text)
    assert se.load_text(text.replace("\n", "\r\n")).fingerprint == survey.fingerprint
