"""Checks that stop every submission, or that of whoever leaves an optional answer blank."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from survey_engine.analysis.possible import can_hold
from survey_engine.dependencies import Blueprint
from survey_engine.diagnostics import Diagnostic, Note, Rule
from survey_engine.expr import nodes
from survey_engine.expr.paths import paths
from survey_engine.model import Check, CheckCase, Field, Question

CANNOT_BE_SUBMITTED = Rule(
    "cannot-be-submitted",
    {
        "sv": "vad man än svarar går formuläret inte att skicka in",
        "en": "whatever is answered, the form cannot be submitted",
    },
    {
        "sv": "ändra kontrollens villkor: ett svar krävs, och varje giltigt svar stoppas",
        "en": "change the check's condition: an answer is required, and every valid one is stopped",
    },
    severity="warning",
)
FIRES_ON_BLANK = Rule(
    "check-fires-on-blank",
    {
        "sv": "kontrollen stoppar den som inte har svarat på {path}, som är frivillig",
        "en": "the check stops whoever has not answered {path}, which is optional",
    },
    {
        "sv": "skriv answered({path}) and … före, eller gör frågan obligatorisk",
        "en": "write answered({path}) and … before it, or make the question required",
    },
    severity="warning",
)
STOPS_THE_REST = {"sv": "den här stoppar de andra svaren", "en": "this one stops the other answers"}


@dataclass(frozen=True)
class _Stop:
    """One trial of an `error_if`."""

    check: Check
    tree: nodes.Condition


def checks_that_stop(blueprint: Blueprint) -> Iterator[Diagnostic]:
    alone: dict[str, list[_Stop]] = {}
    for question in blueprint.form.questions:
        for check in question.checks:
            if check.severity != "error":
                continue
            if stops_everybody(blueprint, question, check):
                yield Diagnostic(CANNOT_BE_SUBMITTED, blueprint.of(check).at("error_if"))
                continue
            for stop in _stops(blueprint, question, check):
                read = set(paths(stop.tree))
                if len(read) == 1:
                    alone.setdefault(read.pop(), []).append(stop)
            yield from _on_blank(blueprint, check)
    for stops in alone.values():
        if len(stops) > 1 and _stops_all(stops, blueprint):
            *others, last = dict.fromkeys(stop.check for stop in stops)
            notes = tuple(Note(STOPS_THE_REST, span=blueprint.of(other).at("error_if")) for other in others)
            yield Diagnostic(CANNOT_BE_SUBMITTED, blueprint.of(last).at("error_if"), notes=notes)


def stops_everybody(blueprint: Blueprint, question: Question, check: Check) -> bool:
    """Whether that check of the question lets nobody past, which is told of on its own."""
    return check.severity == "error" and any(
        _stops_all([stop], blueprint) for stop in _stops(blueprint, question, check)
    )


def _stops(blueprint: Blueprint, question: Question, check: Check) -> list[_Stop]:
    return [_Stop(check, case.tree) for case in check.cases if _is_always_tried(case, question, blueprint)]


def _is_always_tried(case: CheckCase, question: Question, blueprint: Blueprint) -> bool:
    things = (question, question.page, *((case.row,) if case.row else ()))
    return not any(blueprint.of(thing).has("visible_if") for thing in things)


def _stops_all(stops: list[_Stop], blueprint: Blueprint) -> bool:
    """Whether no valid answers get past these, as far as is plain."""
    by_path = blueprint.form.by_path
    unmet = [(stop.tree, False) for stop in stops]
    if can_hold(unmet, by_path) is False:
        return True
    read = dict.fromkeys(path for stop in stops for path in paths(stop.tree))
    if not read or not all(path in by_path and _is_always_answered(by_path[path], blueprint) for path in read):
        return False
    answered: list[tuple[nodes.Condition, bool]] = [(nodes.Answered(path), True) for path in read]
    return can_hold([*unmet, *answered], by_path, in_limits=True) is False


def _is_always_answered(part: Field, blueprint: Blueprint) -> bool:
    """Whether every submission has an answer of that field by the respondent."""
    things = (part, part.question, part.page, *((part.row,) if part.row else ()))
    shown = part.chosen_with is None and not any(blueprint.of(thing).has("visible_if") for thing in things)
    return shown and part.answerable and part.required is True


def _on_blank(blueprint: Blueprint, check: Check) -> Iterator[Diagnostic]:
    by_path = blueprint.form.by_path
    for case in check.cases:
        asked = set(_asked_whether_answered(case.tree))
        for path in dict.fromkeys(_denied(case.tree, holds=True)):
            part = by_path.get(path)
            if part is None or path in asked or not part.answerable or part.required is not False:
                continue
            if part.type not in ("choices", "confirm") and _holds_without(case.tree, path) is not False:
                yield Diagnostic(FIRES_ON_BLANK, blueprint.of(check).at("error_if"), {"path": path})
                return


def _asked_whether_answered(tree: nodes.Condition) -> Iterator[str]:
    match tree:
        case nodes.And() | nodes.Or():
            for part in tree.parts:
                yield from _asked_whether_answered(part)
        case nodes.Not(part):
            yield from _asked_whether_answered(part)
        case nodes.Answered(path) | nodes.CannotSay(path):
            yield path
        case _:
            pass


def _denied(tree: nodes.Condition, *, holds: bool) -> Iterator[str]:
    """The paths of the answers that a condition wants to be something else than they are compared with."""
    match tree:
        case nodes.Not(part):
            yield from _denied(part, holds=not holds)
        case nodes.And() | nodes.Or():
            for part in tree.parts:
                yield from _denied(part, holds=holds)
        case _ if not holds:
            yield from _compared(tree)
        case _:
            pass


def _compared(tree: nodes.Condition) -> Iterator[str]:
    match tree:
        case nodes.Compare():
            yield from (side.path for side in (tree.left, tree.right) if isinstance(side, nodes.Ref))
        case nodes.Among() if isinstance(tree.value, nodes.Ref):
            yield tree.value.path
        case nodes.OneOf(path):
            yield path
        case _:
            pass


def _holds_without(tree: nodes.Condition, path: str) -> bool | None:
    """Whether a condition holds where that answer is missing; None where it depends on others."""
    match tree:
        case nodes.Not(part):
            held = _holds_without(part, path)
            return None if held is None else not held
        case nodes.And() | nodes.Or():
            decisive = isinstance(tree, nodes.Or)
            parts = [_holds_without(part, path) for part in tree.parts]
            if decisive in parts:
                return decisive
            return None if None in parts else not decisive
        case _:
            return False if path in _compared(tree) else None
