"""What a set of responses has tried of a form's logic, beside the form's text, as one self-contained HTML page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from survey_engine.diagnostics import spoken
from survey_engine.rendering.cells import safe
from survey_engine.source import Source
from survey_engine.testing.coverage import ClauseCoverage, ConditionCoverage, Report
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
        "nothing": "Allt, eftersom det inte finns några svar.",
        "uncounted": "Inte prövat med svar som saknas, vilket inte räknas i procenten",
        "true": "varit sant",
        "false": "varit falskt",
        "true.option": "kunnat väljas",
        "false.option": "inte kunnat väljas",
        "true.check": "slagit till",
        "false.check": "inte slagit till",
        "unique": "avgjort ensamt",
        "masking": "avgjort, medan andra delvillkor också skilde sig",
        "missing": "prövat med svar som saknas",
        "never_missing": "inte prövat med svar som saknas (räknas inte)",
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
        "nothing": "All of it, since there are no responses.",
        "uncounted": "Not tried with an answer missing, which is not counted in the percentages",
        "true": "has been true",
        "false": "has been false",
        "true.option": "could be chosen",
        "false.option": "could not be chosen",
        "true.check": "has been set off",
        "false.check": "has not been set off",
        "unique": "has decided alone",
        "masking": "has decided, while other clauses differed too",
        "missing": "tried with an answer missing",
        "never_missing": "not tried with an answer missing (not counted)",
    },
}
State = Literal["full", "part", "none", ""]


@dataclass(frozen=True, slots=True)
class Told:
    """What was seen of a condition, or of one of its clauses, and what lacks."""

    clause: str
    """The clause's text; empty of the whole condition."""
    seen: tuple[str, ...]
    lacks: tuple[str, ...]
    uncounted: tuple[str, ...]
    """What lacks and is not counted."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the form's text, with the conditions that stand on it."""

    number: int
    text: str
    state: State
    conditions: tuple[tuple[str, tuple[Told, ...]], ...]
    """The path or id of each, with what was seen of it and of its clauses."""


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
            nothing=not report.responses,
            gaps=[(each, list(_gaps(each, tongue))) for each in report.gaps],
            uncounted=[
                (each, clause.source if len(each.clauses) > 1 else "")
                for each in report.conditions
                for clause in each.never_missing
            ],
            style=_style(),
        )
    )


def _lines(report: Report, source: Source, language: str) -> Iterator[Line]:
    standing: dict[int | None, list[ConditionCoverage]] = {}
    for each in report.conditions:
        standing.setdefault(each.line, []).append(each)
    for number, text in enumerate(source.lines, 1):
        here = standing.get(number, [])
        told = tuple((each.path, tuple(_told(each, language)) if report.responses else ()) for each in here)
        yield Line(number, safe(text), _state(here), told)


def _state(here: list[ConditionCoverage]) -> State:
    if not here:
        return ""
    if all(each.is_full for each in here):
        return "full"
    return "part" if any(each.seen_true or each.seen_false for each in here) else "none"


def _gaps(each: ConditionCoverage, language: str) -> Iterator[tuple[str, str]]:
    """What lacks, each with the clause that it lacks of; without one, of the whole condition."""
    for clause, said in gaps_in_words(each, language):
        yield "" if clause is None else clause.source, said


def _told(each: ConditionCoverage, language: str) -> Iterator[Told]:
    """What was seen of a condition and, where it has several, of each of its clauses."""
    words, lacks = _WORDS[language], list(gaps_in_words(each, language))
    of_whole = tuple(said for clause, said in lacks if clause is None)
    outcomes = (("true", each.seen_true), ("false", each.seen_false))
    seen = tuple(words.get(f"{key}.{each.kind}", words[key]) for key, was in outcomes if was)
    if not each.is_reached or len(each.clauses) > 1:
        yield Told("", seen, of_whole, ())
        yield from (_told_of_clause(clause, lacks, words) for clause in each.clauses if each.is_reached)
    else:
        yield Told("", *_with_missing(each.clauses[0], seen, of_whole, words))


def _told_of_clause(
    clause: ClauseCoverage, lacks: list[tuple[ClauseCoverage | None, str]], words: dict[str, str]
) -> Told:
    seen = tuple(words[key] for key, was in (("true", clause.seen_true), ("false", clause.seen_false)) if was)
    decided = (words[clause.decided],) if clause.decided is not None else ()
    lacking = tuple(said for other, said in lacks if other is clause)
    return Told(clause.source, *_with_missing(clause, (*seen, *decided), lacking, words))


def _with_missing(
    clause: ClauseCoverage, seen: tuple[str, ...], lacks: tuple[str, ...], words: dict[str, str]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    if clause.seen_missing:
        return (*seen, words["missing"]), lacks, ()
    return seen, lacks, (words["never_missing"],)


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
