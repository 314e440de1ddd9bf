"""Conditions that no answers meet, or that every answer does, as far as is plain from the conditions themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from survey_engine.analysis.checks_that_stop import stops_everybody
from survey_engine.analysis.conditions import Shown, shown
from survey_engine.analysis.possible import Literal, can_hold, constant, limits
from survey_engine.dependencies import Blueprint
from survey_engine.diagnostics import Diagnostic, Note, Rule
from survey_engine.expr import nodes
from survey_engine.expr.paths import paths
from survey_engine.model import Check, Field

NEVER_MET = Rule(
    "condition-never-met",
    {"sv": "inga giltiga svar uppfyller villkoret", "en": "no valid answers meet the condition"},
    {
        "sv": "ändra villkoret, eller gränserna för det som det läser: så här visas det aldrig",
        "en": "change the condition, or the limits of what it reads: like this it never shows",
    },
    severity="warning",
)
ALWAYS_MET = Rule(
    "condition-always-met",
    {"sv": "villkoret är uppfyllt vad man än svarar", "en": "the condition is met whatever is answered"},
    {
        "sv": "ta bort villkoret, eller skriv answered(…) om det är svaret som väntas",
        "en": "remove the condition, or write answered(…) if it is the answer that is waited for",
    },
    severity="warning",
)
CHECK_NEVER_FIRES = Rule(
    "check-never-fires",
    {"sv": "inga svar utlöser kontrollen", "en": "no answers set the check off"},
    {"sv": "ändra kontrollens villkor", "en": "change the check's condition"},
    severity="warning",
)
CHECK_ALWAYS_FIRES = Rule(
    "check-always-fires",
    {"sv": "kontrollen slår till vad man än svarar", "en": "the check fires whatever is answered"},
    {
        "sv": "ändra kontrollens villkor: det ska säga när något är fel",
        "en": "change the check's condition: it says when something is wrong",
    },
    severity="warning",
)
OUTER_HERE = {"sv": "det motsäger villkoret för {outer}", "en": "it contradicts the condition of {outer}"}


def never_or_always(blueprint: Blueprint) -> Iterator[Diagnostic]:
    by_path = blueprint.form.by_path
    for each in shown(blueprint):
        yield from _of_shown(each, by_path)
    for question in blueprint.form.questions:
        for check in question.checks:
            if not stops_everybody(blueprint, question, check):
                yield from _of_check(blueprint, check)


def _of_shown(each: Shown, by_path: Mapping[str, Field]) -> Iterator[Diagnostic]:
    tree = each.condition.tree
    if _may_fail(tree):
        never = [part for part in _parts(tree) if can_hold([(part, True)], by_path, in_limits=True) is False]
        if never:
            yield from (Diagnostic(NEVER_MET, each.span(part)) for part in never)
            return
        if _always(tree, by_path):
            yield Diagnostic(ALWAYS_MET, each.span(tree))
            return
    read = set(paths(tree))
    for outer in each.outer:
        theirs = outer.condition.tree
        if not read.isdisjoint(paths(theirs)) and _never_both(tree, theirs, by_path):
            note = Note(OUTER_HERE, {"outer": outer.named}, outer.written.at("visible_if"))
            yield Diagnostic(NEVER_MET, each.span(tree), notes=(note,))
            return


def _never_both(tree: nodes.Condition, other: nodes.Condition, by_path: Mapping[str, Field]) -> bool:
    if can_hold([(other, True)], by_path, in_limits=True) is False:
        return False  # told of where it stands
    return can_hold([(tree, True), (other, True)], by_path, in_limits=True) is False


def _of_check(blueprint: Blueprint, check: Check) -> Iterator[Diagnostic]:
    by_path = blueprint.form.by_path
    trees = [case.tree for case in check.cases if _may_fail(case.tree)]
    if not trees or len(trees) < len(check.cases):
        return
    place = blueprint.of(check).at("error_if" if check.severity == "error" else "warn_if")
    if all(can_hold([(tree, True)], by_path) is False for tree in trees):
        yield Diagnostic(CHECK_NEVER_FIRES, place)
    elif any(_always(tree, by_path) for tree in trees):
        yield Diagnostic(CHECK_ALWAYS_FIRES, place)


def _parts(tree: nodes.Condition) -> Sequence[nodes.Condition]:
    """What can be met each on its own."""
    return tree.parts if isinstance(tree, nodes.Or) else (tree,)


def _may_fail(tree: nodes.Condition) -> bool:
    """Whether it is worth a look: one thing alone can be met and not be, but where a limit says otherwise."""
    match tree:
        case nodes.Not(part):
            return _may_fail(part)
        case nodes.And() | nodes.Or() | nodes.Compare() | nodes.Among():
            return True
        case nodes.OneOf():
            return len(tree.options) > 1
        case _:
            return False


def _always(tree: nodes.Condition, by_path: Mapping[str, Field]) -> bool:
    """Whether it is met by every answer, or by every valid one where all that it reads is answered."""
    if can_hold([(tree, False)], by_path) is False:
        return True
    if not _compares_values(tree, by_path):
        return False
    answered: list[Literal] = [(nodes.Answered(path), True) for path in dict.fromkeys(paths(tree))]
    return can_hold([(tree, False), *answered], by_path, in_limits=True) is False


def _compares_values(tree: nodes.Condition, by_path: Mapping[str, Field]) -> bool:
    """Whether a condition is nothing but comparisons of answers that were meant to turn out in more than one way.

    `people > 0` may well be asked of a number that is at least 1, but not `people >= 1`.
    """
    match tree:
        case nodes.And() | nodes.Or():
            return all(_compares_values(part, by_path) for part in tree.parts)
        case nodes.Not(part):
            return _compares_values(part, by_path)
        case nodes.OneOf(path):
            return path in by_path and len(by_path[path].options) > 1
        case nodes.Compare(_, nodes.Ref(path), value) | nodes.Compare(_, value, nodes.Ref(path)):
            return path in by_path and _stands_at_a_limit(by_path[path], value)
        case nodes.Among():
            return isinstance(tree.value, nodes.Ref)
        case _:
            return False


def _stands_at_a_limit(part: Field, value: nodes.Value) -> bool:
    """Whether a value is the least or the greatest that the field takes, or the field takes any."""
    ends = [end for _, end in limits(part)]
    return not ends or constant(value) in ends
