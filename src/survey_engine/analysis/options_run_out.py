"""A choice whose options can all be filtered away: it disappears, or what the host supplied is lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from survey_engine.analysis.conditions import clauses
from survey_engine.analysis.possible import Literal, can_hold
from survey_engine.dependencies import Blueprint, conditions
from survey_engine.diagnostics import Diagnostic, Note, Rule
from survey_engine.expr import nodes
from survey_engine.expr.paths import paths
from survey_engine.model import Field

OPTIONS_RUN_OUT = Rule(
    "options-run-out",
    {
        "sv": "den obligatoriska frågan försvinner när inget av alternativen är med",
        "en": "the required question disappears when none of its options is there",
    },
    {
        "sv": "lägg till ett alternativ utan villkor, eller ge frågan ett villkor som säger när den ska visas",
        "en": "add an option without a condition, or give the question a condition that says when it is to be shown",
    },
    severity="warning",
)
PREFILLED_OPTION_FILTERED = Rule(
    "prefilled-option-filtered",
    {
        "sv": "svar kan filtrera bort det förifyllda alternativet, och då går formuläret inte att skicka in",
        "en": "answers can filter away the prefilled option, and then the form cannot be submitted",
    },
    {
        "sv": "ta bort villkoret, eller låt bara förifyllda värden styra det",
        "en": "remove the condition, or let it depend on prefilled values only",
    },
    severity="warning",
)
_MANY = 200  # conditions that are gone back to
ANSWERED_HERE = {"sv": "villkoret läser {path}, som besvaras här", "en": "the condition reads {path}, answered here"}


def options_run_out(blueprint: Blueprint) -> Iterator[Diagnostic]:
    """Required choices all of whose options are conditional, unless it is plain that one is always there.

    A choice without options is not shown (DESIGN §3, rule 2), so that nothing tells that its answer is lacking.
    """
    for part in blueprint.form.fields:
        if part.options and part.required is not False:
            if part.prefill:
                yield from _lost(blueprint, part)
            elif all(option.visible_if for option in part.options) and can_hold(
                _without_options(part, blueprint), blueprint.form.by_path
            ):
                yield Diagnostic(OPTIONS_RUN_OUT, blueprint.of(part).key("options"))


def _without_options(part: Field, blueprint: Blueprint) -> list[Literal]:
    """What is so where a choice would be shown but for its options, in a form that is otherwise complete."""
    by_path = blueprint.form.by_path
    met = _met(part, by_path)
    unmet = [option.visible_if.tree for option in part.options if option.visible_if]
    wanted: list[Literal] = [*((tree, False) for tree in unmet), *((clause, True) for clause in met)]
    for path in {path for tree, _ in wanted for path in paths(tree)}:
        read = by_path.get(path)
        if read is not None and read.required is True and _clauses_of(read) <= met:
            wanted.append((nodes.Answered(path), True))
    return wanted


def _clauses_of(part: Field) -> set[nodes.Condition]:
    return {clause for condition in conditions(part) for clause in clauses(condition.tree)}


def _met(part: Field, by_path: Mapping[str, Field]) -> set[nodes.Condition]:
    """What is so where a field is shown: what shows it, and what shows the answers that this asks for."""
    met: set[nodes.Condition] = set()
    waiting = list(_clauses_of(part))
    while waiting and len(met) < _MANY:
        clause = waiting.pop()
        if clause not in met:
            met.add(clause)
            if not isinstance(clause, nodes.Or | nodes.Not):
                waiting += (c for path in paths(clause) if path in by_path for c in _clauses_of(by_path[path]))
    return met


def _lost(blueprint: Blueprint, part: Field) -> Iterator[Diagnostic]:
    """The conditions of a prefilled choice's options that an answer can change: nobody can then mend its value."""
    by_path = blueprint.form.by_path
    for option in part.options:
        if option.visible_if is None:
            continue
        answered = next((path for path in _behind(option.visible_if.tree, by_path) if by_path[path].answerable), None)
        if answered is not None:
            written = next(
                (w for w in (blueprint.of(option), blueprint.reference(option)) if w and w.has("visible_if")),
                blueprint.of(option),
            )
            note = Note(ANSWERED_HERE, {"path": answered}, blueprint.place(answered))
            yield Diagnostic(PREFILLED_OPTION_FILTERED, written.at("visible_if"), notes=(note,))


def _behind(tree: nodes.Node, by_path: Mapping[str, Field]) -> Iterator[str]:
    """What a condition reads, and what the computed values that it reads are computed from."""
    waiting, seen = list(paths(tree)), set[str]()
    while waiting:
        path = waiting.pop(0)
        part = by_path.get(path)
        if part is not None and path not in seen:
            yield path
            waiting += paths(part.computed.tree) if part.computed else ()
        seen.add(path)
