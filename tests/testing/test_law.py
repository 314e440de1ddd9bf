"""A law that does not hold says its name and what it is, and keeps the answers to itself."""

from __future__ import annotations

import pytest

from survey_engine.testing.law import LawBroken, law, must


@law
def two_and_two_are_four(number: int) -> None:
    """Two and two are four.

    And that is that.
    """
    must(number == 4, "summa.rad", secret=number)


def test_a_law_that_holds_says_nothing() -> None:
    two_and_two_are_four(4)


def test_a_broken_law_says_which_what_and_where_but_no_answer() -> None:
    with pytest.raises(LawBroken) as broken:
        two_and_two_are_four(5)
    assert str(broken.value) == "two_and_two_are_four: Two and two are four. Not so at 'summa.rad'."
    assert repr(broken.value) == "LawBroken('two_and_two_are_four', 'summa.rad')"
    assert (broken.value.law, broken.value.sentence) == ("two_and_two_are_four", "Two and two are four.")
    assert (broken.value.where, broken.value.seen) == ("summa.rad", {"secret": 5})


def test_a_law_keeps_its_name_and_its_words() -> None:
    assert two_and_two_are_four.__name__ == "two_and_two_are_four"
    assert (two_and_two_are_four.__doc__ or "").startswith("Two and two")
