"""Limits that a text tells of."""

from __future__ import annotations

import pytest

from tests.forms import codes, with_page


@pytest.mark.parametrize(
    ("help_", "limit", "found"),
    [
        ("Max 500 tecken", "max_chars: 500", []),
        ("Max 500 tecken", "max_chars: 400", ["limit-differs"]),
        ("Max 500 tecken", "multiline: true", ["limit-not-held"]),
        ("högst 1 000 tecken", "max_chars: 1000", []),
        ("up to 1,000 characters", "max_chars: 1000", []),
        ("up to 1,000 characters", "max_chars: 100", ["limit-differs"]),
        ("no more than twelve characters", "max_chars: 12", []),
        ("500 tecken max", "max_chars: 600", ["limit-differs"]),
        ("Minst 500 tecken", "max_chars: 1000", []),
        ("max 500 tecken utan mellanslag", "max_chars: 600", []),
        ("upp till cirka 500 tecken", "max_chars: 600", []),
        ("högst 200 ord", "max_chars: 1000", []),
        ("Texten får inte överstiga 200 tecken", "max_chars: 1000", ["limit-differs"]),
        ("Maxlängd 200 tecken", "max_chars: 1000", ["limit-differs"]),
        ("Max antal tecken är 200", "max_chars: 1000", ["limit-differs"]),
        ("Maximum length: 200 characters", "max_chars: 1000", ["limit-differs"]),
        ("must not exceed 200 characters", "max_chars: 200", []),
        ("högst 500 tecken om bakgrunden och max 3 500 om resultatet", "max_chars: 4000", []),
        ("The title (up to 80 characters) and the rest up to 420", "max_chars: 500", []),
        ("högst 500 tecken i varje stycke", "max_chars: 4000", []),
        ("Max 200 tecken per insats", "max_chars: 4000", []),
        ("Filnamnet får ha högst 50 tecken", "max_chars: 4000", []),
    ],
)
def test_a_limit_of_characters(help_: str, limit: str, found: list[str]) -> None:
    assert codes(with_page(f'- {{id: vad, type: text, label: Vad, help: "{help_}", {limit}}}')) == found


@pytest.mark.parametrize(
    ("help_", "limit", "found"),
    [
        ("Välj högst två.", ", max_selected: 2", []),
        ("Välj högst två.", ", max_selected: 3", ["limit-differs"]),
        ("Choose at most two", "", ["limit-not-held"]),
        ("Max 3 st", "", []),
        ("Välj högst två samarbetspartner", "", []),
        ("Bifoga högst två bilagor", "", []),
        ("Max 3 val", "", ["limit-not-held"]),
        ("Välj högst fyra alternativ", ", max_selected: 2", ["limit-differs"]),
        ("Högst fyra alternativ", "", []),
        ("Max 2 miljoner kronor", "", []),
        ("Du kan svara max 2 gånger", "", []),
    ],
)
def test_a_limit_of_options(help_: str, limit: str, found: list[str]) -> None:
    options = "[{id: a, label: A}, {id: b, label: B}, {id: c, label: C}, {id: d, label: D}]"
    question = f'- {{id: val, type: choices, label: Val, help: "{help_}"{limit}, options: {options}}}'
    assert codes(with_page(question)) == found


def test_a_text_above_several_fields_speaks_of_any_of_them() -> None:
    group = "- {{id: g, type: group, label: G, help: Högst {} tecken, fields: [{}, {}]}}"
    fields = "{id: a, type: text, label: A, max_chars: 50}", "{id: b, type: text, label: B, max_chars: 60}"
    assert codes(with_page(group.format(60, *fields))) == []
    assert codes(with_page(group.format(70, *fields))) == ["limit-differs"]


def test_an_option_speaks_of_its_companion_text() -> None:
    choice = "- {{id: val, type: choice, label: Val, options: [{{id: a, label: Annat (max 50 tecken){}}}]}}"
    assert codes(with_page(choice.format(", specify: {max_chars: 40}"))) == ["limit-differs"]
    assert codes(with_page(choice.format(""))) == []


def test_what_a_label_names_is_the_answer_itself() -> None:
    question = '- {id: namn, type: text, label: "Projektets titel (högst 80 tecken)", max_chars: 100}'
    assert codes(with_page(question)) == ["limit-differs"]
