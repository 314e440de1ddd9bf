"""The page of the documentation that tells which bugs are seen, and by which law."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.planted_defects.defects import ROOMS
from tests.planted_defects.planting import Defect

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "planted-defects.md"

Seen = Mapping[str, Any]

_ABOUT = """\
# Planted defects

How much do the laws see? A program in the tests (`tests/planted_defects/`) puts one small bug at a time into the
library, each of a sort that somebody could write, and looks at 100 examples (as many as Hypothesis draws by itself).
An example is five generated forms, of short pages and of long, each with an empty response, one or two that a client
could send, and one respondent's way through it. All laws of `survey_engine.testing.laws` are looked at until one is
broken (that a form loads at all is a law here too), and the compiled form is compared with the reference. What is drawn
is the same every time.

- **By a law**: which law was the first to be broken, and at which of the examples. The laws know nothing of the
  reference: they reckon for themselves what a condition or a total comes to, or compare what a form means with what it
  means when something that must not matter is changed.
- **Engines part**: the example at which the engine and the reference were first seen to give different things; – where
  a law was quicker, or where the bug is outside both.
"""
_MISSED = """\
## Not seen

"""


def tried(defect: Defect) -> dict[str, Any]:
    """What is seen of a bug, in a process of its own."""
    command = [sys.executable, "-m", "tests.planted_defects.trial", defect.name]
    told = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, timeout=600).stdout
    found: dict[str, Any] = json.loads(told)
    return found


def page(seen: Mapping[str, Seen]) -> str:
    """The page of documentation, as Markdown."""
    lines = [_ABOUT, *_summary(seen), ""]
    for room, defects in ROOMS.items():
        lines += [f"## {room}", "", *_table(defects, seen), ""]
    return "\n".join([*lines, *_missed(seen)])


def _summary(seen: Mapping[str, Seen]) -> Iterator[str]:
    by_law = [name for name, found in seen.items() if found["by_law"]]
    by_either = [name for name, found in seen.items() if found["by_law"] or found["by_reference"]]
    yield f"{len(seen)} bugs: the laws alone see {_of(by_law, seen)}, with the reference {_of(by_either, seen)}."


def _of(some: list[str], every: Mapping[str, Seen]) -> str:
    return f"{len(some)} ({100 * len(some) / len(every):.1f} %)"


def _table(defects: tuple[Defect, ...], seen: Mapping[str, Seen]) -> Iterator[str]:
    yield "| bug | in | by a law | at | engines part at |"
    yield "|---|---|---|--:|--:|"
    for defect in defects:
        found = seen[defect.name]
        law = f"`{found['law']}`" if found["law"] else "**none**"
        at, parted = found["by_law"] or "–", found["by_reference"] or "–"
        yield f"| {defect.name} | `{defect.file}` | {law} | {at} | {parted} |"


def _missed(seen: Mapping[str, Seen]) -> Iterator[str]:
    missed = [each for defects in ROOMS.values() for each in defects if not seen[each.name]["by_law"]]
    yield _MISSED.rstrip("\n")
    yield ""
    if not missed:
        yield "Every one was seen by a law."
    for defect in missed:
        yield f"- **{defect.name}**: too seldom met in 100 examples."
    yield ""
