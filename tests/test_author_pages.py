"""The authors' pages: every kind of expression in the real forms has its example there."""

from __future__ import annotations

import ast
import contextlib
import re
from collections.abc import Iterator

import pytest

import survey_engine as se
from tests.test_docs import ROOT

_AFTER_A_KEY = re.compile(
    r"(?:visible_if|required|value|error_if|warn_if): ([^\n]*?)(?:, message[^\n]*)?\}?$", re.MULTILINE
)
_BLOCK = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_NAME = re.compile(r"(?<![\w.])(?!(?:sum|min|max|count|round|abs|answered|in|not)\b)[a-zåäö][\w.]*")


@pytest.mark.parametrize("page", ["forfattare/villkor.md", "authors/conditions.md"])
def test_every_kind_of_expression_in_the_real_forms_has_its_example(page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    told = {kind for written in expressions_of_page(text) for kind in kinds(written)}
    real = {written for form in ROOT.glob("surveys/*.yaml") for written in expressions(se.load(form))}

    assert real
    assert not {(kind, written) for written in real for kind in kinds(written) if kind not in told}


def expressions_of_page(text: str) -> Iterator[str]:
    """What a page has between backticks, after a key that takes an expression, and in a list."""
    yield from re.findall("`([^`]+)`", _BLOCK.sub("", text))
    yield from _AFTER_A_KEY.findall(text)
    yield from re.findall(r"^  - (.*)$", text, re.MULTILINE)


def expressions(survey: se.Survey) -> Iterator[str]:
    """Every condition and computation of a form, as it is written."""
    conditions = [page.visible_if for page in survey.pages] + [question.visible_if for question in survey.questions]
    for part in survey.fields:
        conditions += [part.visible_if, *(option.visible_if for option in part.options or ())]
        if isinstance(part.required, se.Condition):
            conditions.append(part.required)
    yield from (condition.source for condition in conditions if condition)
    yield from (check.source for question in survey.questions for check in question.checks)
    yield from (part.computed.source for part in survey.fields if part.computed)
    yield from (condition.source for condition in survey.form.never)


def kinds(text: str) -> Iterator[str]:
    """The expressions that a text joins by `and` and `or`, with all names, numbers and dates made alike."""
    with contextlib.suppress(SyntaxError, ValueError):
        yield from _joined(ast.parse(" ".join(text.split()), mode="eval").body)


def _joined(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.BoolOp):
        for part in node.values:
            yield from _joined(part)
    else:
        yield re.sub(r"\d+", "1", _NAME.sub("x", ast.unparse(node)))
