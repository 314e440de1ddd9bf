"""Mistakes planted in the real forms are told at the right line, with the right spelling, and mended by their fixes."""

from __future__ import annotations

import pytest

from tests.planted.kinds_of_change import CHANGES
from tests.planted.measuring import MISTAKES, measured, noticed, share
from tests.planted.page import PAGE, TARGETS, all_measured, page

NOT_TOLD_YET = frozenset[str]()
"""Kinds that no rule is about yet."""


def test_there_are_kinds_enough() -> None:
    assert len(MISTAKES) >= 28
    assert len(CHANGES) >= 12


def test_a_mistake_of_each_kind_is_told_as_it_should_be() -> None:
    tallies = {name: measured(name, kind, most=1) for name, kind in MISTAKES.items() if name not in NOT_TOLD_YET}
    assert all(tally.planted for tally in tallies.values())
    shares = {what: share(tallies, part, whole) for what, (part, whole, _) in TARGETS.items()}
    assert not [f"{what}: {shares[what]:.3f}" for what, (_, _, target) in TARGETS.items() if shares[what] < target]


def test_a_change_of_each_kind_gives_a_form_that_loads() -> None:
    assert all(noticed(name, kind, most=1).planted for name, kind in CHANGES.items())


@pytest.mark.slow
def test_the_documented_figures_are_those_measured_and_reach_their_targets() -> None:
    mistakes, changes = all_measured()
    shares = {what: share(mistakes, part, whole) for what, (part, whole, _) in TARGETS.items()}
    assert not [f"{what}: {shares[what]:.3f}" for what, (_, _, target) in TARGETS.items() if shares[what] < target]
    assert PAGE.read_text("utf-8") == page(mistakes, changes)
