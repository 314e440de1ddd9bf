"""What a set of responses has tried of a form's logic, beside the form's text, as one self-contained HTML page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from survey_engine.diagnostics import spoken
from survey_engine.rendering.cells import safe
from survey_engine.source import Source
from survey_engine.testing.coverage import ConditionCoverage, Report
from survey_engine.testing.coverage_text import gaps_in_words, responses_in_words, totals_in_words

if TYPE_CHECKING:
    from jinja2 import Environment

_WORDS = {
    "sv": {
        "kind": "Prövat av logiken",
        "line": "Rad",
        "text": "Formuläret",
        "tried": "Prövat",
        "of": "av",
        "what": "Vad",
        "how_many": "Antal",
        "share": "Andel",
        "gaps": "Inte prövat",
        "all": "Allt är prövat.",
        "full": "prövat",
        "part": "delvis prövat",
        "none": "inte prövat",
        "unique": "avgjort ensamt",
        "masking": "avgjort, medan andra delvillkor också skilde sig",
        "missing": "svar har saknats",
        "never_missing": "svar har inte saknats",
    },
    "en": {
        "kind": "Tried of the logic",
        "line": "Line",
        "text": "The form",
        "tried": "Tried",
        "of": "of",
        "what": "What",
        "how_many": "Number",
        "share": "Share",
        "gaps": "Not tried",
        "all": "All of it is tried.",
        "full": "tried",
        "part": "partly tried",
        "none": "not tried",
        "unique": "decided alone",
        "masking": "decided, while other clauses differed too",
        "missing": "answers have been missing",
        "never_missing": "answers have not been missing",
    },
}
State = Literal["full", "part", "none", ""]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the form's text, with the conditions that stand on it."""

    number: int
    text: str
    state: State
    conditions: tuple[tuple[str, tuple[str, ...]], ...]
    """The path or id of each, with what was seen of it."""


def coverage_page(report: Report, source: Source, language: str) -> str:
    """The whole page, in Swedish for `sv` and in English for every other language.

    The report has to know lines: `Coverage` was given a blueprint of this very text. Raises ModuleNotFoundError where
    jinja2 is missing.
    """
    tongue = spoken(language)
    return (
        _environment()
        .get_template("coverage.jinja")
        .render(
            language=tongue,
            words=_WORDS[tongue],
            name=safe(source.name),
            responses=responses_in_words(report, tongue),
            totals=totals_in_words(report, tongue),
            lines=list(_lines(report, source, tongue)),
            gaps=[(each, list(gaps_in_words(each, tongue))) for each in report.gaps],
            style=_style(),
        )
    )


def _lines(report: Report, source: Source, language: str) -> Iterator[Line]:
    standing: dict[int | None, list[ConditionCoverage]] = {}
    for each in report.conditions:
        standing.setdefault(each.line, []).append(each)
    for number, text in enumerate(source.lines, 1):
        here = standing.get(number, [])
        told = tuple((each.path, tuple(_told(each, language))) for each in here)
        yield Line(number, safe(text), _state(here), told)


def _state(here: list[ConditionCoverage]) -> State:
    if not here:
        return ""
    if all(each.is_full for each in here):
        return "full"
    return "part" if any(each.seen_true or each.seen_false for each in here) else "none"


def _told(each: ConditionCoverage, language: str) -> Iterator[str]:
    """What was seen of a condition: what lacks, and of each clause how it decided and whether answers were missing."""
    words = _WORDS[language]
    yield from gaps_in_words(each, language)
    for clause in each.clauses:
        seen = words["missing" if clause.seen_missing else "never_missing"]
        decided = f"{words[clause.decided]}, " if clause.decided is not None and len(each.clauses) > 1 else ""
        yield f"{clause.source}: {decided}{seen}"


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("survey_engine", "testing"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )


@cache
def _style() -> str:
    """The style sheet of the reading version, to which the template adds what is its own."""
    from jinja2 import PackageLoader
    from markupsafe import Markup

    return Markup(PackageLoader("survey_engine", "rendering").get_source(_environment(), "html.css")[0])  # our own file
