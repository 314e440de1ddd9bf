"""Number bands in the options of a choice, and what only looks like them."""

from __future__ import annotations

from time import perf_counter

import pytest

import survey_engine as se
from tests.forms import with_page


def told(*labels: str, asked: str = "Hur många?", kind: str = "choice", language: str = "sv") -> list[str]:
    options = "\n".join(f'    - {{id: o{n}, label: "{label}"}}' for n, label in enumerate(labels))
    text = with_page(f"- id: antal\n  type: {kind}\n  label: {asked}\n  options:\n{options}")
    text = text.replace("language: sv", f"language: {language}")
    return [f"{each.code} {each.message}".replace("\xa0", " ") for each in se.check_text(text)]


@pytest.mark.parametrize(
    "labels",
    [
        ("0–9 personer", "10–19 personer", "20 eller fler"),
        ("Under 5", "5–10", "Mer än 10"),
        ("1-4 kommuner", "5-9 kommuner", "10+ kommuner", "Vet ej"),
        ("0 kr", "1–5 500 kr", "5 501 kr – 10 000 kr", "Mer än 10 000 kr"),
        ("0–0,9", "1,0–1,9", "2,0 eller mer"),
        ("Mindre än 1,5", "1,5–2,5", "Mer än 2,5"),
        ("0–24 %", "25–49 %", "50–74 %", "75–100 %"),
        ("Mindre än 50 %", "50 %", "Mer än 50 %"),
        ("50 eller fler", "10–49", "0–9"),
        ("0", "1", "2", "3 eller fler"),
        ("Under 18 år", "18 år eller äldre"),
        ("0–17 år", "18–64 år", "65 år eller äldre"),
    ],
)
def test_bands_that_meet(labels: tuple[str, ...]) -> None:
    assert told(*labels) == []


@pytest.mark.parametrize(
    "labels",
    [
        ("2019–2020", "2020–2021", "2021–2022"),
        ("2021", "2022", "2023"),
        ("08.00–12.00", "12.00–16.00", "16.00–20.00"),
        ("kl. 8–12", "kl. 12–16", "kl. 16–20"),
        ("1–15 mars", "16–31 mars", "1–15 april"),
        ("0–6 månader", "6–12 månader", "1–2 år"),
        ("0–6", "6–12 månader", "mer än 12"),
        ("0–6, 6–12", "1–2"),
        ("0–2 timmar", "2–4 timmar", "4 timmar eller mer"),
        ("0–18", "18–65", "65 eller äldre"),
        ("0–5 years", "5–10 years", "more than 10 years"),
        ("Årskurs 1–3", "Årskurs 4–6", "Årskurs 7–9"),
        ("Minst 10", "Minst 20", "Minst 50"),
        ("Högst 5", "Högst 10", "Högst 20"),
        ("0–10", "0–20", "0–50"),
        ("Ja, 1–3 gånger", "4–6 gånger", "8 eller fler"),
        ("1", "2", "5", "10"),
        ("10–5", "5–1", "1–0"),
        ("1.000,5–2", "2–3", "3–4"),
    ],
)
def test_what_is_no_list_of_bands(labels: tuple[str, ...]) -> None:
    assert told(*labels) == []


@pytest.mark.parametrize(
    ("labels", "found"),
    [
        (("0–10", "10–20", "Mer än 20"), "bands-overlap 10 ryms både här och i ”0–10”"),
        (("0–9", "11–19", "20 eller fler"), "bands-gap 10 ryms varken här eller i ”0–9”"),
        (("Under 5", "6–10", "Mer än 10"), "bands-gap 5 ryms varken här eller i ”Under 5”"),
        (("Mindre än 10", "Mer än 10"), "bands-gap 10 ryms varken här eller i ”Mindre än 10”"),
        (("0–0,9", "1,1–1,9", "2,0–3"), "bands-gap 1 ryms varken här eller i ”0–0,9”"),
        (("Över 65", "18–64", "Under 18"), "bands-gap 65 ryms varken här eller i ”Över 65”"),
        (
            ("Upp till 10 000 kr", "10 000 kr – 20 000 kr", "Mer än 20 000 kr"),
            "bands-overlap 10 000 ryms både här och i ”Upp till 10 000 kr”",
        ),
    ],
)
def test_bands_that_do_not_meet(labels: tuple[str, ...], found: str) -> None:
    assert told(*labels) == [found]


def test_figures_are_read_as_their_language_writes_them() -> None:
    assert told("Under 1,000", "1,000-5,000", "more than 5,000", language="en") == []
    assert told("Under 1,5", "1,5-5,5", "mer än 5,5") == []
    assert told("0-999", "1,001-5,000", "more than 5,000", language="en") == [
        "bands-gap 1 000 ryms varken här eller i ”0-999”"
    ]


def test_hours_of_the_day_share_their_ends() -> None:
    assert told("8–12", "12–16", "16–20", asked="Vilken tid?") == []


def test_who_may_choose_several_may_be_offered_bands_that_overlap() -> None:
    assert told("0–18 år", "13–25 år", "20–30 år", kind="choices") == []


@pytest.mark.parametrize(
    ("asked", "labels"),
    [
        ("Postnummerområde", ("10–19", "20–29", "40–49")),
        ("Postnummerområde", ("10–19", "20–29", "40 eller högre")),
        ("Vilken kö?", ("1–3", "4–6", "8 eller högre")),
        ("Vilken busslinje?", ("1–19", "20–29", "40–49")),
        ("Key stage", ("1–2", "3–4", "6 or more")),
        ("Vilka veckor?", ("24–27", "28–31", "33–35")),
        ("Veckor", ("24–27", "28–31", "33 eller högre")),
        ("Hur många dagar?", ("1–5", "7–10", "11 eller fler")),
        ("Område", ("10–19", "20–29", "40–49")),
    ],
)
def test_codes_and_times_are_no_amounts(asked: str, labels: tuple[str, ...]) -> None:
    assert told(*labels, asked=asked) == []


def test_amounts_are_told_by_their_question_their_unit_or_their_open_end() -> None:
    assert len(told("0–9", "11–19", "20–29", asked="Antal medlemmar")) == 1
    assert len(told("0–9", "11–19", "20–29", asked="Hur många linjer kör ni?")) == 1
    assert len(told("0–9", "11–19", "20–29", asked="Hur många deltog förra året?")) == 1
    assert len(told("0–9 %", "11–19 %", "20–29 %", asked="Andel")) == 1
    assert len(told("0–9", "11–19", "20 eller fler", asked="Storlek")) == 1


def test_a_long_list_of_bands_is_read_once() -> None:
    labels = [f"{n}0–{n}9" for n in range(1, 3_000)]
    begun = perf_counter()
    assert told(*labels) == []
    assert perf_counter() - begun < 5
