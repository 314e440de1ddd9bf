"""What a set of responses has tried of a form's logic, as lines of text.

The totals first, then a line for each condition and each clause of which something that counts has not been seen. Where
no answer was ever missing stands apart, since it is not counted.
"""

from __future__ import annotations

from collections.abc import Iterator

from survey_engine.figures import percentage
from survey_engine.rendering.cells import safe_line
from survey_engine.testing.coverage import ClauseCoverage, ConditionCoverage, Report, Tally

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
        "missing": "med svar som saknats (räknas inte)",
        "of": "{met} av {of}",
        "gaps": "Inte prövat:",
        "nothing": "Inte prövat: allt.",
        "never_missing": "Inte prövat med svar som saknas (räknas inte i procenten):",
        "line": "rad {line}",
        "clause": "delvillkoret {clause}",
        "unreached": "har aldrig prövats, för det den hör till har aldrig visats",
        "true": "har aldrig varit sant",
        "false": "har aldrig varit falskt",
        "true.option": "har aldrig kunnat väljas",
        "false.option": "har alltid kunnat väljas",
        "true.check": "har aldrig slagit till",
        "false.check": "har alltid slagit till",
        "undecided": "har aldrig avgjort",
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
        "missing": "with answers missing (not counted)",
        "of": "{met} of {of}",
        "gaps": "Not tried:",
        "nothing": "Not tried: all of it.",
        "never_missing": "Not tried with an answer missing (not counted in the percentages):",
        "line": "line {line}",
        "clause": "clause {clause}",
        "unreached": "has never been tried, since what it belongs to was never shown",
        "true": "has never been true",
        "false": "has never been false",
        "true.option": "could never be chosen",
        "false.option": "could always be chosen",
        "true.check": "has never been set off",
        "false.check": "has always been set off",
        "undecided": "has never decided",
    },
}


def coverage_lines(report: Report, language: str) -> Iterator[str]:
    """The totals as a table, and below it each thing that was not tried, at its line."""
    words = _WORDS[language]
    yield ""
    yield words["head"].format(responses=responses_in_words(report, language))
    rows = totals_in_words(report, language)
    width = max(len(name) for name, _, _ in rows)
    yield from (f"  {name:<{width}}  {number:>12}  {share:>7}".rstrip() for name, number, share in rows)
    if report.gaps and not report.responses:
        yield words["nothing"]
        return
    yield from _listed(words["gaps"], (line for each in report.gaps for line in gap_lines(each, language)))
    absent = (line for each in report.conditions for line in _never_missing_lines(each, language))
    yield from _listed(words["never_missing"], absent)


def _listed(title: str, lines: Iterator[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield title
        yield from (f"  {line}" for line in found)


def totals_in_words(report: Report, language: str) -> list[tuple[str, str, str]]:
    """What was counted, how many of how many, and the share; of what the form has, and all of it together.

    Last what is not counted, without a share: where an answer was missing.
    """
    words = _WORDS[language]

    def number(tally: Tally) -> str:
        return words["of"].format(met=tally.met, of=tally.of)

    counted = [(words[name], tally) for name, tally in report.totals.items() if tally.of]
    rows = [
        (name, number(tally), percentage(tally.percent, language))
        for name, tally in (*counted, (words["total"], report.total))
    ]
    return [*rows, (words["missing"], number(report.missing), "")] if report.missing.of else rows


def responses_in_words(report: Report, language: str) -> str:
    """How many responses there were."""
    words = _WORDS[language]
    return words["one" if report.responses == 1 else "many"].format(count=report.responses)


def gap_lines(each: ConditionCoverage, language: str) -> Iterator[str]:
    """What was not seen of one condition and of each of its clauses, a line for each."""
    for clause, said in gaps_in_words(each, language):
        yield safe_line(f"{_place(each, clause, language)}  – {said}")


def _never_missing_lines(each: ConditionCoverage, language: str) -> Iterator[str]:
    for clause in each.never_missing:
        yield safe_line(_place(each, clause if len(each.clauses) > 1 else None, language))


def _place(each: ConditionCoverage, clause: ClauseCoverage | None, language: str) -> str:
    """Where a condition stands and what is there, or that clause of it."""
    words = _WORDS[language]
    line = f"{words['line'].format(line=each.line)}: " if each.line is not None else ""
    return f"{line}{each.path}  {each.source if clause is None else words['clause'].format(clause=clause.source)}"


def gaps_in_words(each: ConditionCoverage, language: str) -> Iterator[tuple[ClauseCoverage | None, str]]:
    """What was not seen of the whole condition (None), and of each clause that never decided."""
    words = _WORDS[language]
    if not each.is_reached:
        yield None, words["unreached"]
        return
    for outcome, seen in (("true", each.seen_true), ("false", each.seen_false)):
        if not seen:
            yield None, words.get(f"{outcome}.{each.kind}", words[outcome])
    for clause in each.gaps:
        lacks = [words[truth] for truth, seen in (("true", clause.seen_true), ("false", clause.seen_false)) if not seen]
        yield clause, ", ".join((*lacks, words["undecided"]))
