"""Small bugs put into the library are seen by the laws."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.planted_defects.defects import DEFECTS, ROOMS
from tests.planted_defects.page import PAGE, ROOT, tried
from tests.planted_defects.planting import Defect, Unplantable, text_of, with_defect

SHARE = 0.9
"""So many of the bugs the laws see alone, without comparison with the reference; with it all are seen."""


def test_there_are_bugs_enough_each_with_its_own_name() -> None:
    assert len(DEFECTS) == len({defect.name for defect in DEFECTS}) >= 40
    assert sum(map(len, ROOMS.values())) == len(DEFECTS)


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.name)
def test_every_bug_can_still_be_planted(defect: Defect) -> None:
    text = with_defect(text_of(defect), defect)
    assert text != text_of(defect)
    compile(text, defect.file, "exec")


def test_a_bug_whose_place_is_gone_is_refused() -> None:
    with pytest.raises(Unplantable, match="found 0 times"):
        with_defect("a = 1", Defect("gone", "journey.py", "a = 2", "a = 3"))


def test_a_planted_bug_is_in_the_library_of_its_process_and_seen() -> None:
    planted = next(defect for defect in DEFECTS if defect.name == "true is the number 1")
    assert tried(planted)["law"] == "wrong_types_are_missing_and_told"


def test_the_page_tells_of_every_bug() -> None:
    text = PAGE.read_text("utf-8")
    assert not [defect.name for defect in DEFECTS if f"| {defect.name} |" not in text]


def test_the_laws_see_nearly_all_by_the_page_and_with_the_reference_all() -> None:
    """The page is what `python -m tests.planted_defects` wrote; each tenth bug is tried anew among the slow tests."""
    page = PAGE.read_text("utf-8")
    assert 1 - page.count("| **none** |") / len(DEFECTS) >= SHARE
    assert page.count("| **none** | – | – |") == 0


@pytest.mark.slow
def test_without_a_bug_nothing_is_seen() -> None:
    command = [sys.executable, "-m", "tests.planted_defects.trial"]
    told = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert '"law": null' in told
    assert '"by_reference": null' in told


@pytest.mark.slow
@pytest.mark.parametrize("defect", DEFECTS[::10], ids=lambda defect: defect.name)
def test_each_bug_is_seen_as_the_page_says(defect: Defect) -> None:
    row = next(line for line in PAGE.read_text("utf-8").splitlines() if line.startswith(f"| {defect.name} |"))
    found = tried(defect)
    assert bool(found["by_law"]) is ("**none**" not in row)
