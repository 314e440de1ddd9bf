"""A condition that repeats what it stands under: a question is never shown without its page."""

from __future__ import annotations

from collections.abc import Iterator

from survey_engine.analysis.conditions import clauses, shown
from survey_engine.dependencies import Blueprint
from survey_engine.diagnostics import Diagnostic, Note, Rule

SAID_TWICE = Rule(
    "condition-said-twice",
    {"sv": "villkoret gäller redan för hela {outer}", "en": "the condition already holds for {outer} as a whole"},
    {
        "sv": "ta bort det här: {thing} visas aldrig utan {outer}",
        "en": "remove it here: {thing} never shows without {outer}",
    },
    severity="warning",
)
OUTER_HERE = {"sv": "villkoret för {outer} står här", "en": "the condition of {outer} is here"}


def said_twice(blueprint: Blueprint) -> Iterator[Diagnostic]:
    """Conditions, or what they join by `and`, that are there on the page, question, row or field already.

    An option of a set may need its condition in another question that uses the set.
    """
    in_sets = {written for each in blueprint.option_sets.values() for written in each.options}
    for each in shown(blueprint):
        if not each.outer or each.written in in_sets:
            continue
        tree = each.condition.tree
        for outer in each.outer:
            theirs = outer.condition.tree
            known = {theirs, *clauses(theirs)}
            for part in (tree,) if tree in known else clauses(tree):
                if part in known:
                    params = {"outer": outer.named, "thing": each.named}
                    note = Note(OUTER_HERE, {"outer": outer.named}, outer.written.at("visible_if"))
                    yield Diagnostic(SAID_TWICE, each.span(part), params, (note,))
