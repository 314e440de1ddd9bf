"""The broken files of `tests/broken/yaml`, as the reader alone sees them."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from survey_engine.diagnostics import Diagnostic, Rule
from survey_engine.parsing import decoding, reader, syntax, traps
from survey_engine.parsing.reader import decode, read
from survey_engine.source import Source, Span

FILES = sorted((Path(__file__).parent.parent / "broken" / "yaml").glob("*.yaml"))


def expected(file: Path) -> list[tuple[str, int, int]]:
    sidecar = file.with_suffix(".expect")
    told = sidecar.read_text("utf-8") if sidecar.exists() else file.read_text("utf-8")
    return [
        (found[1], int(found[2]), int(found[3]))
        for found in re.finditer(r"^(?:# )?expect: (\S+) (\d+):(\d+)$", told, re.MULTILINE)
    ]


def told_about(raw: bytes) -> tuple[Source | None, tuple[Diagnostic, ...]]:
    source, diagnostics = decode("form.yaml", raw)
    return source, (diagnostics if source is None else read(source)[1])


def index(text: str, line: int, column: int) -> int:
    return sum(len(row) for row in text.splitlines(keepends=True)[: line - 1]) + column - 1


def replaced(text: str, span: Span, instead: str) -> str:
    return text[: index(text, span.line, span.column)] + instead + text[index(text, span.end_line, span.end_column) :]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_file_has_the_fault_it_says(file: Path) -> None:
    _, diagnostics = told_about(file.read_bytes())

    assert [(d.code, d.span.line, d.span.column) for d in diagnostics] == expected(file)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_fix_leaves_nothing_to_say(file: Path) -> None:
    source, diagnostics = told_about(file.read_bytes())
    for fix in (fix for diagnostic in diagnostics for fix in diagnostic.fixes):
        assert source is not None
        mended = replaced(source.text, fix.span, fix.text)
        assert read(Source("form.yaml", mended))[1] == ()


def test_every_code_has_two_files() -> None:
    rules = {
        rule.code: rule
        for room in (decoding, reader, syntax, traps)
        for rule in vars(room).values()
        if isinstance(rule, Rule)
    }
    files = Counter(code for file in FILES for code, _, _ in expected(file))
    too_large_to_keep = {"file-too-large"}

    assert {code for code in rules if files[code] < 2} == too_large_to_keep
