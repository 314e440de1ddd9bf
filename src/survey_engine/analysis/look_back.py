"""Conditions look back (DESIGN §3, rule 9): a page's at earlier pages, everything else also at its own page."""

from __future__ import annotations

from collections.abc import Iterator

from survey_engine.dependencies import Blueprint, Expression
from survey_engine.diagnostics import Diagnostic, Note, Rule
from survey_engine.model import Computation, Condition, Field, Page
from survey_engine.source import Span

LOOKS_AHEAD = Rule(
    "looks-ahead",
    {"sv": "{path} kommer på en senare sida", "en": "{path} comes on a later page"},
    {
        "sv": "ett villkor använder bara det som redan frågats: flytta frågan hit, eller {path} till en tidigare sida",
        "en": "a condition only uses what was asked before: move the question there, or {path} to an earlier page",
    },
)
PAGE_LOOKS_INSIDE = Rule(
    "page-looks-inside",
    {"sv": "{path} står på sidan som villkoret visar", "en": "{path} is on the very page that the condition shows"},
    {
        "sv": "en sidas villkor använder bara tidigare sidor: sätt villkoret på frågorna, eller flytta {path}",
        "en": "a page's condition uses earlier pages only: put the condition on the questions, or move {path}",
    },
)
DEFINED = {"sv": "{path} finns här", "en": "{path} is defined here"}


def look_back(blueprint: Blueprint) -> Iterator[Diagnostic]:
    pages = blueprint.form.pages
    page_of: dict[str, int] = {}
    for number, page in enumerate(pages):
        for question in page.questions:
            for part in question.fields:
                page_of.setdefault(part.path, number)
    for number, page in enumerate(pages):
        if page.visible_if is not None:
            for path, span in _read_once(blueprint, page.visible_if):
                if page_of.get(path, -1) >= number:
                    rule = PAGE_LOOKS_INSIDE if page_of[path] == number else LOOKS_AHEAD
                    yield _diagnostic(blueprint, rule, path, span)
        for expression in {id(found): found for found in _expressions(page)}.values():
            for path, span in _read_once(blueprint, expression):
                if page_of.get(path, -1) > number:
                    yield _diagnostic(blueprint, LOOKS_AHEAD, path, span)


def _read_once(blueprint: Blueprint, expression: Expression) -> Iterator[tuple[str, Span]]:
    """Each place where an expression reads, with the first of the paths that are read there (a group reads several)."""
    seen: set[Span] = set()
    for path, span in blueprint.reads.get(expression, ()):
        if span not in seen:
            seen.add(span)
            yield path, span


def _diagnostic(blueprint: Blueprint, rule: Rule, path: str, span: Span) -> Diagnostic:
    note = Note(DEFINED, {"path": path}, blueprint.place(path))
    return Diagnostic(rule, span, {"path": path}, (note,))


def _expressions(page: Page) -> Iterator[Expression]:
    """Every expression on a page, its own condition left out."""
    for question in page.questions:
        if question.visible_if is not None:
            yield question.visible_if
        for check in question.checks:
            yield from check.cases
        for part in question.fields:
            yield from _of_field(part)


def _of_field(part: Field) -> Iterator[Expression]:
    conditions = [part.visible_if, part.row.visible_if if part.row else None, part.computed, part.required]
    for expression in (*conditions, *(option.visible_if for option in part.options)):
        if isinstance(expression, Condition | Computation):
            yield expression
