"""The corpus of broken forms, `tests/broken`: every file has exactly the faults that it says, and every fault a file.

What is expected stands in the file's first lines, `# expect: code line:column`, or in a file beside it that ends in
`.expect`, where a comment would mend what is broken.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

import survey_engine as se
from survey_engine.diagnostics import LANGUAGES, Rule

FILES = sorted((Path(__file__).parent / "broken").rglob("*.yaml"))
NAMES = [f"{file.parent.name}/{file.stem}" for file in FILES]

NOT_IN_A_FILE = {
    "file-too-large": "a file of 2 MB does not belong here: tests/parsing/test_reader.py",
    "empty-expression": "an empty text is told of before it is read as an expression: tests/expr/test_parser.py",
}

_EXPECTED = re.compile(r"^(?:# )?expect: (\S+) (\d+):(\d+)$", re.MULTILINE)


def expected(file: Path) -> list[tuple[str, int, int]]:
    sidecar = file.with_suffix(".expect")
    told = (sidecar if sidecar.exists() else file).read_text("utf-8")
    return [(code, int(line), int(column)) for code, line, column in _EXPECTED.findall(told)]


def found(diagnostics: tuple[se.Diagnostic, ...]) -> list[tuple[str, int, int]]:
    return [(each.code, each.span.line, each.span.column) for each in diagnostics]


def rules() -> Iterator[Rule]:
    """Every rule there is, each once."""
    seen: set[int] = set()
    for module in pkgutil.walk_packages(se.__path__, "survey_engine."):
        if module.name.endswith("__main__"):
            continue
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, Rule) and id(value) not in seen:
                seen.add(id(value))
                yield value


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_each_file_has_the_faults_it_says_and_no_others(file: Path) -> None:
    assert expected(file)
    assert found(se.check(file)) == expected(file)


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_each_fault_is_put_into_words_in_every_language(file: Path) -> None:
    for language in LANGUAGES:
        for diagnostic in se.check(file, language):
            for words in (diagnostic.message, diagnostic.help, *(note.message for note in diagnostic.notes)):
                assert words.strip()
                assert not re.search(r"\{[a-z_]+\}|None|<class", words), words
                assert words == words.strip()
                assert "\n" not in words


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_each_fix_mends_its_fault_and_breaks_nothing(file: Path) -> None:
    text = file.read_bytes().decode("utf-8", "replace")
    before = se.check(file)
    for diagnostic in before:
        for fix in diagnostic.fixes:
            after = se.check_text(_replaced(text, fix.span, fix.text))
            gone = Counter(d.code for d in before) - Counter(d.code for d in after)
            assert gone >= Counter([diagnostic.code])
            assert len(after) < len(before)
            assert not Counter((d.code, d.message) for d in after) - Counter((d.code, d.message) for d in before)


def _replaced(text: str, span: se.Span, instead: str) -> str:
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)

    def index(line: int, column: int) -> int:
        return sum(len(row) for row in lines[: line - 1]) + column - 1

    return text[: index(span.line, span.column)] + instead + text[index(span.end_line, span.end_column) :]


def test_every_code_stands_in_the_corpus_twice() -> None:
    told = Counter(code for file in FILES for code, _, _ in expected(file))
    seldom = {rule.code for rule in rules() if told[rule.code] < 2}
    assert seldom == set(NOT_IN_A_FILE)


def test_a_code_says_one_thing() -> None:
    """Rules that share a code are one rule whose help differs: they say the same and are equally bad."""
    said = defaultdict(set)
    for rule in rules():
        said[rule.code].add((*sorted(rule.message.items()), rule.severity))
    assert [code for code, messages in said.items() if len(messages) > 1] == []


def test_every_rule_speaks_every_language_of_the_same_things() -> None:
    for rule in rules():
        for texts in (rule.message, rule.help):
            assert texts is not None, rule.code
            assert set(texts) == set(LANGUAGES), rule.code
        named = [set(re.findall(r"\{([a-z_]+)\}", rule.message[language])) for language in LANGUAGES]
        assert named[0] == named[1], rule.code
