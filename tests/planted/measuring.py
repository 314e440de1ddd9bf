"""Mistakes are planted in the real forms, and what `check` says of each is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

import survey_engine as se
from survey_engine.fixing import fixed
from survey_engine.scenarios import failures
from tests.planted.kinds_of_expressions import EXPRESSIONS
from tests.planted.kinds_of_names import NAMES
from tests.planted.kinds_of_values import VALUES
from tests.planted.kinds_of_yaml import YAML
from tests.planted.sheet import Kind, Planted

FORMS = {path.stem: path.read_text("utf-8") for path in sorted((Path(__file__).parents[2] / "surveys").glob("*.yaml"))}
MISTAKES: dict[str, Kind] = {**YAML, **NAMES, **VALUES, **EXPRESSIONS}
MOST = 6
"""So many places of a kind are tried in each form, where it has as many."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted of one kind of mistake."""

    planted: int
    told: int
    on_its_line: int
    with_spelling: int
    suggested: int
    fixed: int
    restored: int


@dataclass(frozen=True, slots=True)
class Noticed:
    """What was counted of one kind of change to another valid form."""

    planted: int
    by_check: int
    by_check_or_scenario: int


def places(name: str, kind: Kind, most: int = MOST) -> Iterator[tuple[str, Planted]]:
    """The form's name and the form with the mistake in it, each place once; the same every time."""
    for form, text in FORMS.items():
        seen: set[str] = set()
        for attempt in range(3 * most):
            planted = kind(text, Random(f"{name}/{form}/{attempt}"))
            if planted and planted.text != text and planted.text not in seen and len(seen) < most:
                seen.add(planted.text)
                yield form, planted


@cache
def _before(form: str) -> Counter[tuple[str, str]]:
    return Counter((d.code, d.message) for d in se.check_text(FORMS[form], "en"))


def told(form: str, found: Iterable[se.Diagnostic]) -> list[se.Diagnostic]:
    """Of what `check` says, that which it did not say of the form as it was."""
    before = _before(form).copy()
    new = []
    for diagnostic in found:
        key = (diagnostic.code, diagnostic.message)
        if before[key]:
            before[key] -= 1
        else:
            new.append(diagnostic)
    return new


def is_on_its_line(found: Iterable[se.Diagnostic], planted: Planted) -> bool:
    """Whether a diagnostic, or a note of one, stands on a line of the mistake."""
    spans = [span for d in found for span in (d.span, *(note.span for note in d.notes)) if span]
    return any(span.line in planted.lines for span in spans)


def suggests(found: Iterable[se.Diagnostic], right: str) -> bool:
    """Whether the right spelling is in what is said or in a fix."""
    said = [text for d in found for text in (d.message, d.help, *(fix.text for fix in d.fixes))]
    return any(right.strip() in text for text in said)


def measured(name: str, kind: Kind, most: int = MOST) -> Tally:
    """What `check` says of a kind of mistake."""
    counts: Counter[str] = Counter()
    for form, planted in places(name, kind, most):
        checked = se.check_text(planted.text, "en")
        found = told(form, checked)
        counts["planted"] += 1
        counts["told"] += bool(found)
        counts["on_its_line"] += is_on_its_line(found, planted)
        if planted.right is not None:
            counts["with_spelling"] += 1
            counts["suggested"] += suggests(found, planted.right)
        mended = fixed(planted.text, checked)
        if mended.edits:
            counts["fixed"] += 1
            counts["restored"] += mended.text == planted.meant
    return Tally(**{field: counts[field] for field in Tally.__slots__})


def noticed(name: str, kind: Kind, most: int = MOST) -> Noticed:
    """Whether anything notices a kind of change to another valid form."""
    counts: Counter[str] = Counter()
    for form, planted in places(name, kind, most):
        by_check = bool(told(form, se.check_text(planted.text, "en")))
        counts["planted"] += 1
        counts["by_check"] += by_check
        counts["by_check_or_scenario"] += by_check or _a_scenario_fails(planted.text)
    return Noticed(**{field: counts[field] for field in Noticed.__slots__})


def _a_scenario_fails(text: str) -> bool:
    survey = se.load_text(text)
    return any(failures(survey, scenario) for scenario in survey.form.scenarios)


def share(tallies: Mapping[str, Tally], part: str, whole: str) -> float:
    """The mean over the kinds that have any, each kind weighing the same."""
    shares = [getattr(t, part) / getattr(t, whole) for t in tallies.values() if getattr(t, whole)]
    return sum(shares) / len(shares) if shares else 0.0
