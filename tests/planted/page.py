"""The page of the documentation that tells what was measured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.planted.kinds_of_change import CHANGES
from tests.planted.kinds_of_expressions import EXPRESSIONS
from tests.planted.kinds_of_names import NAMES
from tests.planted.kinds_of_values import VALUES
from tests.planted.kinds_of_yaml import YAML
from tests.planted.measuring import MISTAKES, MOST, Noticed, Tally, measured, noticed, share

PAGE = Path(__file__).parents[2] / "docs" / "planted-mistakes.md"
ROOMS = {"How the file is typed": YAML, "Names": NAMES, "Keys, types and values": VALUES, "Expressions": EXPRESSIONS}
TARGETS = {
    "on the right line": ("on_its_line", "planted", 0.99),
    "suggests the nearest right spelling": ("suggested", "with_spelling", 0.90),
    "fixes that restore the text": ("restored", "fixed", 0.80),
}
"""What is counted: a part of the tally, the whole it is of, and the share that is asked for."""

_ABOUT = f"""\
# Planted mistakes

How well does `check` tell what is wrong? A program in the tests (`tests/planted/`) makes one
mistake at a time in each of the five real forms, as a person at a text editor makes it, and looks at what `check`
says. Each kind is planted in up to {MOST} places of each form; the places are drawn once and for all, so the figures
are the same on every machine. The mean is over kinds: a kind counts the same, however many places it has.

- **Told**: anything is said that was not said before.
- **On its line**: a diagnostic, or a note that it points with, stands on the line where the mistake was made. For a
  thing that is missing from its place (moved, removed), the line it left and every condition that speaks of it are
  right; of a thing that is there twice, both.
- **Spelling**: of those with one nearest right spelling, how many have it in what is said or in a fix.
- **Restored**: of those with a fix, how many are as they were meant, to the last character, when the fix is made.
"""
_VALID = """\
## Changes that give another valid form

Nothing is broken here, so nothing has to be told: a machine cannot know that `>=` was not meant. It is seen at times
by a rule about sense, and more often by an example in the form that no longer holds. The conditions in `never` are not
tried by examples.
"""


def all_measured(most: int = MOST) -> tuple[dict[str, Tally], dict[str, Noticed]]:
    """What is counted, by kind: of mistakes, and of changes to another valid form."""
    mistakes = {name: measured(name, kind, most) for name, kind in MISTAKES.items()}
    return mistakes, {name: noticed(name, kind, most) for name, kind in CHANGES.items()}


def page(mistakes: Mapping[str, Tally], changes: Mapping[str, Noticed]) -> str:
    """The page of documentation, as Markdown."""
    lines = [_ABOUT, *_summary(mistakes), ""]
    for room, kinds in ROOMS.items():
        lines += [f"## {room}", "", *_table({name: mistakes[name] for name in kinds}), ""]
    return "\n".join([*lines, _VALID, *_noticed(changes), ""])


def _summary(mistakes: Mapping[str, Tally]) -> Iterator[str]:
    planted = sum(tally.planted for tally in mistakes.values())
    yield f"{len(mistakes)} kinds of mistakes, {planted} mistakes in all:"
    yield ""
    yield "| | measured | asked for |"
    yield "|---|--:|--:|"
    yield f"| told | {_percent(share(mistakes, 'told', 'planted'))} | |"
    for what, (part, whole, target) in TARGETS.items():
        yield f"| {what} | {_percent(share(mistakes, part, whole))} | {target:.0%} |"


def _table(tallies: Mapping[str, Tally]) -> Iterator[str]:
    yield "| kind | planted | told | on its line | spelling | restored |"
    yield "|---|--:|--:|--:|--:|--:|"
    for name, tally in tallies.items():
        spelling = f"{tally.suggested} of {tally.with_spelling}" if tally.with_spelling else "–"
        restored = f"{tally.restored} of {tally.fixed}" if tally.fixed else "–"
        yield f"| {_cell(name)} | {tally.planted} | {tally.told} | {tally.on_its_line} | {spelling} | {restored} |"


def _noticed(changes: Mapping[str, Noticed]) -> Iterator[str]:
    yield "| kind | planted | by `check` | by `check` or an example |"
    yield "|---|--:|--:|--:|"
    for name, change in changes.items():
        yield f"| {_cell(name)} | {change.planted} | {change.by_check} | {change.by_check_or_scenario} |"
    by_check = _mean([c.by_check / c.planted for c in changes.values()])
    either = _mean([c.by_check_or_scenario / c.planted for c in changes.values()])
    yield f"| **mean over kinds** | | {_percent(by_check)} | {_percent(either)} |"


def _mean(shares: list[float]) -> float:
    return sum(shares) / len(shares)


def _percent(share_: float) -> str:
    return f"{100 * share_:.1f} %"


def _cell(name: str) -> str:
    return name.replace("|", "\\|")
