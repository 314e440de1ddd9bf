"""`survey-engine mutate`: small slips in a form's logic, and which of them its scenarios would let through."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import click

from survey_engine.cli.command import command as named
from survey_engine.cli.command import format_option
from survey_engine.cli.files import load_with_source
from survey_engine.cli.output import complain, counted, is_terminal, json_text, say, say_diagnostics
from survey_engine.diagnostics import Diagnostic, Note, Rule
from survey_engine.figures import figure, percentage
from survey_engine.rendering.cells import safe_line
from survey_engine.scenarios import failures
from survey_engine.source import Source
from survey_engine.testing.mutation import Score, Verdict, verdicts

_HELP = {
    "sv": """
Gör små fel i formulärets logik, ett i taget, och kör exemplen (scenarios) på vart och ett: ett villkor som blivit sin
motsats, och i stället för eller, en gräns som flyttats ett steg, ett grannalternativ, ett villkor, en kontroll eller
ett krav på svar som tagits bort. Visar de fel som inget exempel märker, med ett exempel som skulle märka det, att
klistra in under scenarios.

Exemplet visar vad formuläret gör nu. Läs det: är det vad ni menar, så behåll det; annars har ni hittat ett fel.

Användning: survey-engine mutate [TILLVAL] FIL

  FIL                  en formulärfil; - läser standard in

Tillval:
  --fail-under PROCENT fel om exemplen märker färre än så av de fel som betyder något
  --format text|json   för människor (text, annars) eller för program
  --language sv|en     språket i meddelanden (annars SURVEY_ENGINE_LANGUAGE, annars sv)
  --version, --help

Slutkoder: 0 klart, 1 formuläret har fel, ett exempel stämmer inte eller för få fel märks, 2 felaktig användning eller
en fil som inte går att läsa.

Exempel:
  survey-engine mutate formular.yaml
  survey-engine mutate --fail-under 95 formular.yaml
  survey-engine mutate --format json formular.yaml > mutanter.json
""",
    "en": """
Makes small slips in the form's logic, one at a time, and runs the examples (scenarios) on each: a condition turned to
its opposite, and for or, a bound moved one step, a neighbouring option, a condition, a check or a required mark left
out. Shows the slips that no example notices, with an example that would notice it, to paste under scenarios.

The example shows what the form does now. Read it: if that is what you mean, keep it; if not, you have found a fault.

Usage: survey-engine mutate [OPTIONS] FILE

  FILE                 a form file; - reads standard input

Options:
  --fail-under PERCENT an error if the examples notice fewer than that of the slips that mean something
  --format text|json   for people (text, otherwise) or for programs
  --language sv|en     the language of messages (else SURVEY_ENGINE_LANGUAGE, else sv)
  --version, --help

Exit codes: 0 done, 1 the form has errors, an example does not hold or too few slips are noticed, 2 wrong use, or a
file that cannot be read.

Examples:
  survey-engine mutate form.yaml
  survey-engine mutate --fail-under 95 form.yaml
  survey-engine mutate --format json form.yaml > mutants.json
""",
}
_WORDS: dict[str, dict[str, str]] = {
    "sv": {
        "broken": "{name}: {failed} på formuläret som det är; kör survey-engine test först",
        "fails": "exempel stämmer inte",
        "fail": "exempel stämmer inte",
        "percent": "--fail-under ska vara mellan 0 och 100",
        "progress": "{done} fel prövade, {survivors} omärkta",
        "changed": "inget exempel märker om det här blir: {after}",
        "dropped": "inget exempel märker om det här tas bort: {before}",
        "paste": "exemplet här under märker det, om formuläret gör som ni menar",
        "undetermined": "inget exempel hittades som märker det; att det inte finns något är inte bevisat",
        "score": "{name}: {killed} av {counted} fel märks av exemplen, {percent}",
        "rest": " ({undetermined} obestämda räknas som omärkta)",
        "same": " ({equivalent} betyder samma sak som formuläret och räknas inte)",
        "cut": "{name}: för {cut} av de obestämda tog försöken slut innan alla svar var prövade",
        "some": "{name}: formuläret är så stort att bara ett av {every} möjliga fel gjordes, jämnt spridda",
        "under": "{name}: exemplen märker {percent} av felen, mindre än {least} %",
    },
    "en": {
        "broken": "{name}: {failed} for the form as it is; run survey-engine test first",
        "fails": "example does not hold",
        "fail": "examples do not hold",
        "percent": "--fail-under must be between 0 and 100",
        "progress": "{done} slips tried, {survivors} unnoticed",
        "changed": "no example notices if this becomes: {after}",
        "dropped": "no example notices if this is left out: {before}",
        "paste": "the example below notices it, if the form does what you mean",
        "undetermined": "no example was found that notices it; that there is none is not proved",
        "score": "{name}: {killed} of {counted} slips are noticed by the examples, {percent}",
        "rest": " ({undetermined} undetermined count as unnoticed)",
        "same": " ({equivalent} mean the same as the form and are not counted)",
        "cut": "{name}: for {cut} of the undetermined the tries ran out before all answers were tried",
        "some": "{name}: the form is so large that only one in {every} possible slips was made, evenly spread",
        "under": "{name}: the examples notice {percent} of the slips, less than {least} %",
    },
}


@named("mutate", _HELP)
@click.argument("form")
@click.option("--fail-under", type=float)
@format_option
@click.pass_obj
def command(language: str, form: str, fail_under: float | None, output: str) -> int:
    words = _WORDS[language]
    if fail_under is not None and not 0 <= fail_under <= 100:
        complain(words["percent"], language)
        return 2
    survey, _, source = load_with_source(form, language)
    failed = sum(bool(failures(survey, scenario)) for scenario in survey.form.scenarios)
    if failed:
        told = counted(failed, words["fails"], words["fail"], language)
        complain(words["broken"].format(name=source.name, failed=told), language)
        return 1
    found = list(_shown_on_the_way(verdicts(survey, source.text), language))
    score = Score.of(found)
    if output == "json":
        say(json_text(_as_json(source, found, score), indent=2))
    else:
        _say(source, found, score, language)
    if fail_under is not None and score.percent < fail_under:
        percent, least = percentage(score.percent, language), figure(Decimal(str(fail_under)), language)
        complain(words["under"].format(name=source.name, percent=percent, least=least), language)
        return 1
    return 0


def _shown_on_the_way(found: Iterator[Verdict], language: str) -> Iterator[Verdict]:
    """The verdicts; meanwhile, on a terminal, a line says how far it has come."""
    shows = is_terminal(sys.stderr)
    survivors = 0
    for done, verdict in enumerate(found, 1):
        survivors += verdict.survives
        if shows:
            line = _WORDS[language]["progress"].format(done=done, survivors=survivors)
            sys.stderr.write(f"\r{line}\x1b[K")
            sys.stderr.flush()
        yield verdict
    if shows:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def _say(source: Source, found: list[Verdict], score: Score, language: str) -> None:
    words = _WORDS[language]
    for together in _by_example(found):
        say_diagnostics((_told(verdict, language) for verdict in together), source, sys.stdout)
        if together[0].killer is not None:
            say(f"{together[0].as_yaml()}\n")
    name = safe_line(source.name)
    percent = percentage(score.percent, language)
    line = words["score"].format(name=name, killed=score.killed, counted=score.counted, percent=percent)
    if score.undetermined:
        line += words["rest"].format(undetermined=score.undetermined)
    if score.equivalent:
        line += words["same"].format(equivalent=score.equivalent)
    say(line)
    cut = sum(not verdict.to_the_end for verdict in found)
    if cut:
        say(words["cut"].format(name=name, cut=cut))
    every = _one_in(found)
    if every > 1:
        say(words["some"].format(name=name, every=every))


def _by_example(found: list[Verdict]) -> Iterator[list[Verdict]]:
    """The survivors; those that one example would notice stand together, where the first of them does."""
    groups: dict[int, list[Verdict]] = {}
    for verdict in found:
        if verdict.survives:
            groups.setdefault(id(verdict.killer or verdict), []).append(verdict)
    yield from groups.values()


def _one_in(found: list[Verdict]) -> int:
    return found[0].mutant.every if found else 1


def _told(verdict: Verdict, language: str) -> Diagnostic:
    """A survivor, as something doubtful about the form at its line."""
    mutant = verdict.mutant
    params = {"before": mutant.before, "after": mutant.after}
    message = {each: words["changed" if mutant.after else "dropped"] for each, words in _WORDS.items()}
    rule = Rule(f"mutant-{mutant.kind}", message, severity="warning")
    key = "undetermined" if verdict.killer is None else "paste"
    note = Note({each: words[key] for each, words in _WORDS.items()})
    return Diagnostic(rule, mutant.span, params, notes=(note,)).in_language(language)


def _as_json(source: Source, found: list[Verdict], score: Score) -> dict[str, Any]:
    return {
        "file": source.name,
        "percent": round(score.percent, 2),
        "killed": score.killed,
        "survived": score.survived,
        "undetermined": score.undetermined,
        "equivalent": score.equivalent,
        "not_searched_to_the_end": sum(not verdict.to_the_end for verdict in found),
        "one_in": _one_in(found),
        "mutants": [verdict.as_json() for verdict in found],
    }
