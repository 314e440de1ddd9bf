"""What a set of responses has tried of a form's logic, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator

from survey_engine.rendering.cells import safe_line
from survey_engine.testing.coverage import ConditionCoverage, Report, Tally

_WORDS: dict[str, dict[str, str]] = {
    "sv": {
        "head": "Prövat av logiken, med {responses}:",
        "one": "ett svar",
        "many": "{count} svar",
        "conditions": "villkor som varit sanna och falska",
        "options": "alternativ som kunnat och inte kunnat väljas",
        "checks": "kontroller som slagit till och inte",
        "clauses": "delvillkor som avgjort",
        "total": "tillsammans",
        "of": "{met} av {of}",
        "gaps": "Inte prövat:",
        "line": "rad {line}",
        "true": "har aldrig varit sant",
        "false": "har aldrig varit falskt",
        "true.option": "har aldrig kunnat väljas",
        "false.option": "har alltid kunnat väljas",
        "true.check": "har aldrig slagit till",
        "false.check": "har alltid slagit till",
        "undecided": "har aldrig avgjort: {clause}",
    },
    "en": {
        "head": "Tried of the logic, with {responses}:",
        "one": "one response",
        "many": "{count} responses",
        "conditions": "conditions that were true and false",
        "options": "options that could and could not be chosen",
        "checks": "checks set off and not",
        "clauses": "clauses that decided",
        "total": "together",
        "of": "{met} of {of}",
        "gaps": "Not tried:",
        "line": "line {line}",
        "true": "has never been true",
        "false": "has never been false",
        "true.option": "could never be chosen",
        "false.option": "could always be chosen",
        "true.check": "has never been set off",
        "false.check": "has always been set off",
        "undecided": "has never decided: {clause}",
    },
}


def coverage_lines(report: Report, language: str) -> Iterator[str]:
    """The totals as a table, and below it each thing that was not tried, at its line."""
    words = _WORDS[language]
    yield ""
    yield words["head"].format(responses=responses_in_words(report, language))
    rows = totals_in_words(report, language)
    width = max(len(name) for name, _, _ in rows)
    yield from (f"  {name:<{width}}  {number:>12}  {share:>7}" for name, number, share in rows)
    if report.gaps:
        yield words["gaps"]
        yield from (f"  {line}" for each in report.gaps for line in gap_lines(each, language))


def totals_in_words(report: Report, language: str) -> list[tuple[str, str, str]]:
    """What was counted, how many of how many, and the share; of what the form has, and all of it together."""
    words = _WORDS[language]
    rows = [(words[name], tally) for name, tally in report.totals.items() if tally.of]
    return [(name, *_figures(tally, language)) for name, tally in (*rows, (words["total"], report.total))]


def responses_in_words(report: Report, language: str) -> str:
    """How many responses there were."""
    words = _WORDS[language]
    return words["one" if report.responses == 1 else "many"].format(count=report.responses)


def gap_lines(each: ConditionCoverage, language: str) -> Iterator[str]:
    """What was not seen of one condition, a line for each thing."""
    words = _WORDS[language]
    place = f"{words['line'].format(line=each.line)}: " if each.line is not None else ""
    for said in gaps_in_words(each, language):
        yield safe_line(f"{place}{each.path}  {each.source}  – {said}")


def gaps_in_words(each: ConditionCoverage, language: str) -> Iterator[str]:
    """What was not seen of one condition."""
    words = _WORDS[language]
    for outcome, seen in (("true", each.seen_true), ("false", each.seen_false)):
        if not seen:
            yield words.get(f"{outcome}.{each.kind}", words[outcome])
    for clause in each.gaps:
        yield words["undecided"].format(clause=clause.source)


def _figures(tally: Tally, language: str) -> tuple[str, str]:
    percent = f"{tally.percent:.1f} %"
    return (
        _WORDS[language]["of"].format(met=tally.met, of=tally.of),
        percent.replace(".", ",") if language == "sv" else percent,
    )
