"""Whatever stands in a file of up to 1 MB, reading it ends, soon and in little memory: in a survey or diagnostics."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from tests.fuzz_forms import ROOT, SHAPES

MEGABYTES = 256

MANY_MUTANTS = range(0, 20_000, 500)


def batch(kind: str, first: int, last: int) -> str:
    """What went wrong when a fresh process read these cases, or nothing."""
    arguments = [sys.executable, "-X", "faulthandler", "-m", "tests.fuzz_child", kind, str(first), str(last)]
    child = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)
    *_, result = child.stdout.splitlines() or [f"nothing of {first}–{last}"]
    if child.returncode < 0:
        return f"{kind} {result}: {signal.Signals(-child.returncode).name}\n{child.stderr[-2000:]}"
    if child.returncode:
        return f"{kind} {result}: {child.stderr[-2000:]}"
    megabytes = int(result.split()[1])
    return f"{kind} {first}–{last}: {megabytes} MB" if megabytes > MEGABYTES else ""


@pytest.mark.parametrize("first", [0, 100])
def test_mutants_of_real_forms(first: int) -> None:
    assert batch("mutants", first, first + 100) == ""


@pytest.mark.parametrize("number", range(5, len(SHAPES), 20))
def test_a_megabyte_of_nonsense(number: int) -> None:
    assert batch("shapes", number, number + 1) == ""


@pytest.mark.slow
@pytest.mark.parametrize("first", MANY_MUTANTS)
def test_very_many_mutants_of_real_forms(first: int) -> None:
    assert batch("mutants", first, first + 500) == ""


@pytest.mark.slow
@pytest.mark.parametrize("number", range(3 * len(SHAPES)))
def test_every_megabyte_of_nonsense(number: int) -> None:
    assert batch("shapes", number, number + 1) == ""
