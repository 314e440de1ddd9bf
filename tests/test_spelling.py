"""Which known word was meant."""

from __future__ import annotations

import time

import pytest

from survey_engine.spelling import nearest, same_word

PATHS = ["kostnader.loner", "kostnader.resor", "antal", "årsarbetare", "ja", "nej"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("antl", "antal"),
        ("atnal", "antal"),
        ("ANTAL", "antal"),
        ("arsarbetare", "årsarbetare"),
        ("kostnader.löner", "kostnader.loner"),
        ("kostnad.resor", "kostnader.resor"),
        ("kostnader_resor", "kostnader.resor"),
        ("kostnader.annat", None),
        ("ha", None),
        ("fordon", None),
        ("", None),
    ],
)
def test_the_nearest_word_is_found_when_it_is_near(written: str, meant: str | None) -> None:
    assert nearest(written, PATHS) == meant


def test_of_equally_near_words_the_first_is_taken() -> None:
    assert nearest("resar", ["resor", "resur"]) == "resor"


def test_case_and_diacritics_make_no_other_word() -> None:
    assert same_word("År-Talet", "ar_talet")
    assert not same_word("tal", "tall")


def test_five_thousand_candidates_are_looked_through_quickly() -> None:
    candidates = [f"bedomning_{number}.insats_{number % 7}" for number in range(5000)]
    started = time.perf_counter()
    assert nearest("bedömning_4998.insats_0", candidates) == "bedomning_4998.insats_0"
    assert nearest("bedmning_4998.insas_0", candidates) == "bedomning_4998.insats_0"
    assert time.perf_counter() - started < 5
