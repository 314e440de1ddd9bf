"""A check stands where the last of what it reads is asked: its problem shows there, where it can be mended."""

from __future__ import annotations

from collections.abc import Iterator

from survey_engine.dependencies import Blueprint
from survey_engine.diagnostics import Diagnostic, Note, Rule
from survey_engine.model import Check, Field, Question
from survey_engine.source import Span

CHECK_BEFORE_ITS_ANSWERS = Rule(
    "check-before-its-answers",
    {
        "sv": "kontrollen läser {path}, som frågas längre ned på sidan",
        "en": "the check reads {path}, which is asked further down on the page",
    },
    {
        "sv": "flytta kontrollen till {question}, så visas meddelandet där det sista svaret ges",
        "en": "move the check to {question}, so that its message shows where the last answer is given",
    },
    severity="warning",
)
CHECK_AFTER_ITS_PAGE = Rule(
    "check-after-its-page",
    {
        "sv": "allt som kontrollen läser frågas på tidigare sidor",
        "en": "all that the check reads is asked on earlier pages",
    },
    {
        "sv": "flytta kontrollen till {question}: på den här sidan finns inget svar att rätta",
        "en": "move the check to {question}: on this page there is no answer to mend",
    },
    severity="warning",
)
ASKED_HERE = {"sv": "{path} frågas här", "en": "{path} is asked here"}


def check_places(blueprint: Blueprint) -> Iterator[Diagnostic]:
    for page_number, page in enumerate(blueprint.form.pages):
        if any(question.checks for question in page.questions):
            order = {id(question): number for number, question in enumerate(page.questions)}
            for question in page.questions:
                for check in question.checks:
                    yield from _of_check(blueprint, question, check, order, page_number)


def _of_check(
    blueprint: Blueprint, question: Question, check: Check, order: dict[int, int], page_number: int
) -> Iterator[Diagnostic]:
    by_path = blueprint.form.by_path
    read = {path: span for case in check.cases for path, span in reversed(blueprint.reads.get(case, ()))}
    parts = [(by_path[path], span) for path, span in read.items() if path in by_path]
    here = [(part, span) for part, span in parts if part.page is question.page]
    answers = [(part, span) for part, span in here if part.answerable]
    later = [(part, span) for part, span in answers if order[id(part.question)] > order[id(question)]]
    if later:
        last, span = max(later, key=lambda found: order[id(found[0].question)])
        yield _diagnostic(blueprint, CHECK_BEFORE_ITS_ANSWERS, last, span)
    elif not here and check.severity == "error":
        pages = {id(page): number for number, page in enumerate(blueprint.form.pages)}
        before = [part for part, _ in parts if part.answerable and pages[id(part.page)] < page_number]
        if before and len(before) == sum(part.answerable for part, _ in parts):
            span = blueprint.of(check).at("error_if")
            yield _diagnostic(blueprint, CHECK_AFTER_ITS_PAGE, max(before, key=lambda p: pages[id(p.page)]), span)


def _diagnostic(blueprint: Blueprint, rule: Rule, part: Field, span: Span) -> Diagnostic:
    params = {"path": part.path, "question": part.question.id}
    return Diagnostic(rule, span, params, (Note(ASKED_HERE, {"path": part.path}, blueprint.place(part.path)),))
