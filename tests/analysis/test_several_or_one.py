"""What a text says of how many options may be chosen."""

from __future__ import annotations

import pytest

from tests.forms import codes, with_page


def told(kind: str, help_: str) -> list[str]:
    options = "[{id: a, label: A}, {id: b, label: B}, {id: c, label: C}, {id: d, label: D}]"
    return codes(with_page(f'- {{id: val, type: {kind}, label: Val, help: "{help_}", options: {options}}}'))


@pytest.mark.parametrize(
    "text",
    [
        "Du kan välja flera alternativ.",
        "Välj ett eller flera alternativ",
        "Flera alternativ kan väljas",
        "Kryssa i alla som gäller",
        "Ange samtliga alternativ som stämmer",
        "Flera svar möjliga",
        "Välj högst tre alternativ",
        "Select all that apply",
        "Choose one or more options.",
        "Vad har ni gjort (flera alternativ kan anges)",
        "Markera det som gäller. Du kan välja flera.",
        "Choose all that apply.",
    ],
)
def test_several_of_a_choice(text: str) -> None:
    assert told("choice", text) == ["says-several"]
    assert told("choices", text) in ([], ["limit-not-held"])


@pytest.mark.parametrize(
    "text",
    [
        "Välj ett alternativ",
        "Endast ett alternativ kan väljas",
        "Kryssa i endast en ruta",
        "Choose one of the following",
        "Tänk efter. Ange ett svar.",
        "Du får bara välja ett alternativ.",
        "You may only choose one option.",
    ],
)
def test_one_of_choices(text: str) -> None:
    assert told("choices", text) == ["says-one"]
    assert told("choice", text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Om flera alternativ stämmer, välj det viktigaste",
        "Du kan inte välja flera.",
        "Har ni arbetat i ett eller flera områden?",
        "I nästa fråga kan ni välja flera alternativ",
        "You cannot select several",
        "Välj minst ett alternativ",
        "Ange ett alternativ per rad",
        "Har ni endast ett alternativ?",
        "Välj ett till tre alternativ",
        "Om ni har ett svar, ange ett svar",
    ],
)
def test_what_is_said_of_something_else(text: str) -> None:
    assert told("choice", text) == []
    assert told("choices", text) == [] or "eller flera" in text


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("choice", "Ange alla som har firmateckningsrätt i bilagan"),
        ("choice", "Where several apply, tick all that apply in the table below"),
        ("choice", "You may choose several partners later"),
        ("choice", "Organisations that choose multiple suppliers report all of them."),
        ("choice", "Flera alternativ kan stämma, men ange bara det viktigaste"),
        ("choice", "Flera alternativ kan väljas i bilagan. Ange här bara det viktigaste."),
        ("choices", "Har ni endast ett svar att ge kryssar ni i det"),
        ("choices", "Välj ett alternativ för varje verksamhet"),
        ("choices", "För varje rad: välj ett alternativ."),
        ("choices", "Choose one of the themes as your main theme below"),
        ("choices", "Ange ett svar, gärna fler"),
        ("choices", "Ange ett svar. Gärna flera."),
    ],
)
def test_what_is_no_firm_instruction(kind: str, text: str) -> None:
    assert told(kind, text) == []
