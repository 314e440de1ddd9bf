"""A choice whose options can all be filtered away."""

from __future__ import annotations

import pytest

import survey_engine as se
from tests.forms import codes, with_head

FORM = """
    option_sets:
      metoder:
        - {id: kursmetod, label: Kursmetod, visible_if: kurs in insatser}
        - {id: stodmetod, label: Stödmetod, visible_if: stod in insatser}
    pages:
      - id: forst
        questions:
          - id: insatser
            type: choices
            label: Insatser
            required: true
            options: [{id: kurs, label: Kurs}, {id: stod, label: Stöd}, OTHER]
      - id: sist
        questions:
          - {id: metod, type: choice, label: Metod, required: true, options: metoder, EXTRA}
"""


def run_out(other: str = "{id: resor, label: Resor}", extra: str = "") -> list[str]:
    return codes(with_head(FORM.replace("OTHER", other).replace(", EXTRA", f", {extra}" if extra else "")))


def test_a_required_choice_may_be_left_without_options() -> None:
    assert run_out() == ["options-run-out"]


def test_options_that_cover_what_must_be_answered_are_enough() -> None:
    form = FORM.replace(", OTHER", "").replace(", EXTRA", "")
    assert codes(with_head(form)) == []
    assert codes(with_head(form.replace("required: true\n", "required: false\n", 1))) == ["options-run-out"]
    asked = form.replace("required: true\n", "visible_if: vad\n", 1).replace(
        "          - id: insatser",
        "          - {id: vad, type: confirm, label: Vad, statement: V}\n          - id: insatser",
    )
    assert codes(with_head(asked)) == ["options-run-out"]


@pytest.mark.parametrize("extra", ["visible_if: kurs in insatser", "visible_if: kurs in insatser or stod in insatser"])
def test_a_condition_may_say_when_there_are_options(extra: str) -> None:
    assert run_out(extra=extra) == []


def test_a_question_that_is_optional_may_disappear() -> None:
    form = FORM.replace("label: Metod, required: true", "label: Metod").replace("OTHER", "{id: resor, label: R}")
    assert codes(with_head(form.replace(", EXTRA", ""))) == []


PREFILLED = """
    pages:
      - id: sidan
        questions:
          - {id: storlek, type: integer, label: Storlek, PREFILL}
          - {id: dubbel, type: computed, label: Dubbel, value: storlek * 2}
          - id: slag
            type: choice
            label: Slag
            prefill: true
            options: [{id: a, label: A, visible_if: dubbel > 9}, {id: b, label: B}]
"""


def test_answers_can_lose_what_was_prefilled() -> None:
    text = with_head(PREFILLED.replace(", PREFILL", ""))
    (found,) = se.check_text(text)
    assert found.code == "prefilled-option-filtered"
    assert [note.message for note in found.notes] == ["villkoret läser storlek, som besvaras här"]
    journey = se.load_text(text).evaluate({"slag": "a", "storlek": 1})
    assert [(problem.path, problem.code) for problem in journey.problems] == [("slag", "required")]


def test_prefilled_values_may_govern_one_another() -> None:
    assert codes(with_head(PREFILLED.replace("PREFILL", "prefill: true"))) == []
