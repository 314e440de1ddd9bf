"""The documentation: every block in it is run, and what it says comes out comes out.

How a block says what it is, is written in CONTRIBUTING.md under "Documentation".
"""

from __future__ import annotations

import ast
import contextlib
import doctest
import io
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import indent
from typing import Any, get_args

import pytest
import yaml

import survey_engine as se
from survey_engine.expr.functions import FUNCTIONS
from survey_engine.problems import Code
from survey_engine.scenarios import failures
from survey_engine.survey import Engine
from tests.cli.command_line import run
from tests.test_architecture import LAYERS, floor_of

ROOT = Path(__file__).parents[1]
DOCUMENTS = [
    path
    for path in (
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        *sorted((ROOT / "docs").glob("*.md")),
        *sorted((ROOT / "docs" / "authors").glob("*.md")),
        *sorted((ROOT / "docs" / "forfattare").glob("*.md")),
    )
    if path.exists()
]
HEAD = 'survey: example\nversion: "1"\nlanguage: en\ntitle: Example\n'
PAGE = "pages:\n  - id: page\n    questions:\n"
ENGINES: tuple[Engine, ...] = ("compiled", "reference")

_BLOCK = re.compile(
    r"(?:^<!-- test: (?P<marks>[^\n]*) -->\n)?"
    r"(?:^```(?P<language>\w*)\n(?P<code>.*?)^```$|(?P<table>^\|[^\n]*\n(?:^\|[^\n]*\n)+))",
    re.MULTILINE | re.DOTALL,
)
_COMMAND = re.compile(r"\$ (?P<typed>.*)|(?P<by_make>\S+/survey-engine .*)")
_CODE = re.compile(r"^```.*?^```$|`[^`\n]+`", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]+))?\)")


@dataclass(frozen=True)
class Block:
    """A block of a document: its language (`table` for a table), its text, where it begins, and what its mark says."""

    language: str
    text: str
    line: int
    marks: Mapping[str, str]


def blocks(text: str) -> Iterator[Block]:
    for found in _BLOCK.finditer(text):
        marks = (mark.partition(":") for mark in (found["marks"] or "").split(";") if mark.strip())
        group = "table" if found["table"] else "code"
        yield Block(
            "table" if found["table"] else found["language"],
            found[group],
            text.count("\n", 0, found.start(group)),
            {name.strip(): value.strip() for name, _, value in marks},
        )


@dataclass
class Reading:
    """One document being read from its beginning: Python's names so far, the form last shown, the last exit code."""

    folder: Path
    names: dict[str, Any] = field(default_factory=lambda: {"__name__": "documentation"})
    fragment: str = ""
    survey: se.Survey | None = None
    exit_code: int = 0
    programs: set[str] = field(default_factory=set)
    environment: dict[str, str] = field(default_factory=dict)
    found: str = ""

    def read(self, block: Block) -> None:
        readers: dict[str, Callable[[Block], None]] = {
            "python": self.python,
            "yaml": self.yaml,
            "json": self.json,
            "jsonl": self.json_lines,
            "console": self.console,
            "toml": self.settings,
            "table": self.table,
            "text": lambda _: None,
        }
        assert block.language in readers, f"a block in {block.language or 'no language'} is not known to the tests"
        if "file" in block.marks:
            (self.folder / block.marks["file"]).write_text(block.text, encoding="utf-8")
        if "find" in block.marks or "replace" in block.marks:
            self.edit(block)
        else:
            readers[block.language](block)

    def edit(self, block: Block) -> None:
        """Lines that stand once in a file that is there, or what a reader writes instead of the lines found last.

        The scenarios of a form without errors hold after every edit, unless it says that one fails.
        """
        file = self.folder / (block.marks.get("find") or block.marks["replace"])
        text = file.read_text(encoding="utf-8")
        if "find" in block.marks:
            self.found = block.text
        assert text.count(self.found) == 1, f"stands {text.count(self.found)} times in {file.name}:\n{self.found}"
        if "replace" in block.marks:
            file.write_text(text.replace(self.found, block.text), encoding="utf-8")
            self.found = block.text
            if "fails" in block.marks:
                survey = se.load(file)
                assert any(failures(survey, scenario) for scenario in survey.form.scenarios)
            elif not se.check(file):
                assert_scenarios_hold(se.load(file))

    def python(self, block: Block) -> None:
        """A program, or examples with `>>>`, in the names that the document has made so far.

        One that is a file is run where a command says so.
        """
        if "file" in block.marks:
            self.programs.add(block.marks["file"])
            return
        if not block.text.lstrip().startswith(">>>"):
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compile("\n" * block.line + block.text, "<document>", "exec"), self.names)
            return
        examples = doctest.DocTestParser().get_doctest(block.text, self.names, "examples", "<document>", block.line)
        told = io.StringIO()
        doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(examples, out=told.write, clear_globs=False)
        self.names.update(examples.globs)
        differences = told.getvalue()
        assert not differences, differences

    def yaml(self, block: Block) -> None:
        """A form, or a part of one that is completed here; without anything wrong, or with just what its mark says."""
        self.fragment = block.text
        text = self.completed(block)
        expected = [code.strip() for code in block.marks.get("wrong", "").split(",") if code.strip()]
        found = se.check_text(text, language="en")
        assert [d.code for d in found] == expected, [f"{d.span.line}: {d.message}" for d in found]
        if not expected:
            self.survey = se.load_text(text)
            assert_scenarios_hold(self.survey)

    def completed(self, block: Block) -> str:
        if "questions" in block.marks:
            return HEAD + PAGE + indent(block.text, "      ")
        return HEAD + block.text if "keys" in block.marks else block.text

    def json(self, block: Block) -> None:
        """Any JSON; with the key `answers`, what becomes of these answers to the form shown last."""
        example = json.loads(block.text)
        if not isinstance(example, dict) or "answers" not in example:
            return
        assert self.survey is not None
        for engine in ENGINES:
            journey = self.survey.evaluate(example["answers"], engine=engine)
            outcome = journey.as_json() | {"pages": [page.id for page in journey.pages]}
            for key, expected in example.items():
                if key in ("problems", "dropped"):
                    assert_parts(expected, outcome[key])
                elif key != "answers":
                    assert expected == outcome[key], f"{key}: {outcome[key]}"

    def json_lines(self, block: Block) -> None:
        assert "file" in block.marks, "a block of JSON lines is a file"

    def settings(self, block: Block) -> None:
        assert "file" in block.marks, "a block of settings is a file"

    def console(self, block: Block) -> None:
        """Commands, each with what it prints; a line with `…` alone stands for any lines."""
        typed: list[tuple[str, list[str]]] = []
        for line in block.text.splitlines():
            command = _COMMAND.fullmatch(line)
            if command:
                typed.append((command["typed"] or command["by_make"], []))
            else:
                assert typed, "the block begins without a command"
                typed[-1][1].append(line.rstrip())
        for command_line, expected in typed:
            printed = self.command(shlex.split(command_line))
            if printed is not None:
                assert_lines(command_line, expected, [line.rstrip() for line in printed.splitlines()])

    def command(self, words: list[str]) -> str | None:
        """What a command prints; None for one that is not run here."""
        match words:
            case [*arguments, ">", name] if arguments:
                (self.folder / name).write_text(self.command(arguments) or "", encoding="utf-8")
                return ""
            case ["echo", "$?"]:
                return str(self.exit_code)
            case [program, *arguments] if program.rpartition("/")[2] == "survey-engine":
                result = run(*arguments, env=self.environment)
                self.exit_code = result.exit_code
                return result.output
            case ["python", program] if program in self.programs:
                self.programs.remove(program)
                return self.process(program)
            case ["pytest", *arguments]:
                self.programs -= {"conftest.py", *(argument.partition("::")[0] for argument in arguments)}
                return self.process("-m", "pytest", *arguments)
            case ["make", target]:
                makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
                assert re.search(rf"^{re.escape(target)}:", makefile, re.MULTILINE), f"make has no {target}"
                return None
            case ["setx", name, value]:
                self.environment[name] = value
                return None
            case ["git" | "cd" | "mkdir" | "notepad" | "pip", *_] | [_, "-m", "pip", *_]:
                return None
            case _:
                raise AssertionError(f"a command that the tests do not know: {words[0]}")

    def process(self, *arguments: str) -> str:
        """What Python prints, without the seconds that pytest took."""
        outside = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
        ran = subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env=outside | {"COLUMNS": "100", "PYTHONIOENCODING": "utf-8"} | self.environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        self.exit_code = ran.returncode
        return re.sub(r" in [\d.]+s( \([\d:]+\))?(?=$| =)", "", ran.stdout + ran.stderr, flags=re.MULTILINE)

    def table(self, block: Block) -> None:
        """With a mark: what expressions come to by answers, or how conditions are put into words."""
        head, _, *rows = ([cell.strip() for cell in line.strip()[1:-1].split("|")] for line in block.text.splitlines())
        rows = [[row[0], *(_IN_SWEDISH.get(cell, cell) for cell in row[1:])] for row in rows]
        if "words" in block.marks:
            self.words(rows, block.marks["words"])
        if "table" not in block.marks:
            return
        survey = self.asking(rows)
        for engine in ENGINES:
            for column, answers in enumerate([yaml.safe_load(code(cell)) for cell in head[1:]], 1):
                journey = survey.evaluate(answers, engine=engine)
                shown = {question.id for question in journey.pages[0].questions}
                found = {row[0]: result(row, journey, shown) for row in rows}
                assert found == {row[0]: row[column] for row in rows}, answers

    def words(self, rows: list[list[str]], language: str) -> None:
        """Each condition in words, and whether it holds when nothing is answered."""
        survey = self.asking([[row[0], row[2]] for row in rows])
        asked = {question.id: question for question in survey.questions}
        shown = {question.id for question in survey.evaluate({}).pages[0].questions}
        found = {}
        for row in rows:
            condition = asked[row_id(row)].visible_if
            assert condition is not None
            words = condition.in_words(language).replace("\N{NO-BREAK SPACE}", " ")
            found[row[0]] = [words, str(row_id(row) in shown).lower()]
        assert found == {row[0]: row[1:3] for row in rows}

    def asking(self, rows: list[list[str]]) -> se.Survey:
        """The form of the questions that were shown last, with one more for each row's expression."""
        return se.load_text(HEAD + PAGE + indent(self.fragment + "".join(map(as_question, rows)), "      "))


_IN_SWEDISH = {"sant": "true", "falskt": "false", "saknas": "missing"}
"""What tables in Swedish say."""


def is_condition(row: list[str]) -> bool:
    return {*row[1:]} <= {"true", "false"}


def row_id(row: list[str]) -> str:
    return "row_" + code(row[0]).encode().hex()


def as_question(row: list[str]) -> str:
    """The question that asks a row's expression: one that it shows, or one that it computes."""
    kind = "type: info, text: x, visible_if" if is_condition(row) else "type: computed, label: x, value"
    return f"- {{id: {row_id(row)}, {kind}: '{code(row[0])}'}}\n"


def result(row: list[str], journey: se.Journey, shown: set[str]) -> str:
    if is_condition(row):
        return str(row_id(row) in shown).lower()
    return str(journey.values.get(row_id(row), "missing"))


def code(cell: str) -> str:
    """What stands last between backticks."""
    return str(re.findall("`([^`]+)`", cell)[-1])


def assert_parts(expected: list[dict[str, Any]], found: list[dict[str, Any]]) -> None:
    """Every part has been told of, in order; a part need not tell all its keys."""
    told = [{key: part.get(key) for key in wanted} for wanted, part in zip(expected, found, strict=False)]
    assert (told, len(found)) == (expected, len(expected)), found


def assert_scenarios_hold(survey: se.Survey) -> None:
    for scenario in survey.form.scenarios:
        for engine in ENGINES:
            assert failures(survey, scenario, engine=engine) == (), scenario.name


def assert_lines(command: str, expected: list[str], printed: list[str]) -> None:
    pattern = "".join("(?:.*\n)*?" if line == "…" else re.escape(line) + "\n" for line in expected)
    text = "".join(f"{line}\n" for line in printed)
    as_expected = re.fullmatch(pattern, text) is not None
    assert as_expected, f"$ {command}\n{text}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_block_is_as_it_says(document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("surveys", "examples"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SURVEY_ENGINE_LANGUAGE", raising=False)
    reading = Reading(tmp_path)
    wrong = []
    for block in blocks(document.read_text(encoding="utf-8")):
        try:
            reading.read(block)
        except Exception as error:  # noqa: BLE001 -- a block may do anything; all that is wrong is told at once
            wrong.append(f"{document.name}:{block.line + 1}: {type(error).__name__}: {error}")
    assert not wrong, "\n\n".join(wrong)
    assert not reading.programs, "programs that no command runs"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(document: Path) -> None:
    dead = []
    for name, anchor in _LINK.findall(_CODE.sub("", document.read_text(encoding="utf-8"))):
        target = document.parent / name if name else document
        if not target.exists() or (anchor and anchor not in anchors(target.read_text(encoding="utf-8"))):
            dead.append(f"{name}#{anchor}")
    assert not dead


def anchors(text: str) -> set[str]:
    """What a link may name of a page: its headings, in small letters, with hyphens and without other marks."""
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


OPERATORS = frozenset(
    (
        ast.And, ast.Or, ast.Not, ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn,
        ast.Add, ast.Sub, ast.Mult, ast.Div, ast.USub,
    )
)  # fmt: skip


def test_the_tables_have_every_operator_and_function() -> None:
    """In tables that say what comes of “cannot say” too, for there is none that does not take numbers."""
    text = (ROOT / "docs" / "meaning.md").read_text(encoding="utf-8")
    tables = [block.text.splitlines() for block in blocks(text) if "table" in block.marks]
    operators, functions = operators_and_functions(row for table in tables for row in table[2:])
    assert (operators, functions) == ({*OPERATORS}, {*FUNCTIONS})
    with_cannot_say = [table for table in tables if "cannot say" in table[0]]
    assert operators_and_functions(row for table in with_cannot_say for row in table[2:]) == (operators, functions)


def operators_and_functions(rows: Iterable[str]) -> tuple[set[type[ast.AST]], set[str]]:
    """The operators and the functions in the expressions that rows of tables begin with."""
    nodes = [node for row in rows for node in ast.walk(ast.parse(code(row.split("|")[1]), mode="eval"))]
    operators = {type(node) for node in nodes if isinstance(node, ast.operator | ast.cmpop | ast.boolop | ast.unaryop)}
    functions = {node.func.id for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    return {*operators}, functions


def test_every_public_name_is_told_of() -> None:
    text = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    assert not [name for name in se.__all__ if not re.search(rf"\b{name}\b", text)]


def test_every_code_of_a_refusal_is_told_of_with_whose_fault_it_is() -> None:
    text = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    (table,) = (block.text for block in blocks(text) if block.text.startswith("| `.code` | when | whose fault |"))
    rows = [row.strip("|").split("|") for row in table.splitlines()[2:]]
    told = [code for row in rows for code in re.findall("`([^`]+)`", row[0])]
    assert sorted(told) == sorted({*codes_refused("interview"), *codes_refused("entry"), *prefill_codes()})
    assert {row[2].strip() for row in rows} == {"host", "respondent", "whoever gave it"}


def codes_refused(room: str) -> set[str]:
    """The codes with which a module refuses: they are texts in its calls of `_refuse`."""
    module = ast.parse((ROOT / f"src/survey_engine/{room}.py").read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(module) if isinstance(node, ast.Call)]
    refusals = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "_refuse"]
    texts = [node.value for call in refusals for node in ast.walk(call) if isinstance(node, ast.Constant)]
    return {text for text in texts if isinstance(text, str) and re.fullmatch("[a-z]+(-[a-z]+)+", text)}


def prefill_codes() -> set[str]:
    """What an interview refuses prefilled values with: the codes of all problems that one field can have."""
    return {f"prefill-{code.replace('_', '-')}" for code in get_args(Code) if code != "check"}


def test_every_room_is_on_the_map_above_what_it_may_import() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    told = [
        room.removesuffix("/").removesuffix(".py")
        for room in re.findall(r"^\| `(\w+(?:/|\.py))` \|", text, re.MULTILINE)
    ]
    assert {*told} == {room for layer in LAYERS for room in layer if not room.startswith("_")}
    assert told == sorted(told, key=floor_of, reverse=True)


def test_every_file_that_contributors_are_sent_to_is_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:\w+/)+(?:[\w.]+)?|\w+\.py)`", text)
    assert named
    assert not [name for name in named if not any((at / name).exists() for at in (ROOT, ROOT / "src/survey_engine"))]
