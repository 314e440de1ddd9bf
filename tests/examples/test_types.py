"""The examples as two type checkers see them, and the public types that they are written with."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import survey_engine as se

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
PROGRAMS = sorted(path.relative_to(EXAMPLES) for path in EXAMPLES.rglob("*.py"))
TOOLS = Path(sys.executable).parent


def run(tool: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A tool of this environment, which finds this environment's packages."""
    environment = os.environ | {"PATH": f"{TOOLS}{os.pathsep}{os.environ['PATH']}"}
    command = [str(TOOLS / tool), *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)


def test_mypy_is_quiet(tmp_path: Path) -> None:
    checked = run("mypy", "--strict", "--cache-dir", str(tmp_path), str(EXAMPLES))
    assert (checked.returncode, checked.stdout) == (0, f"Success: no issues found in {len(PROGRAMS)} source files\n")


def test_pyright_is_quiet() -> None:
    checked = run("basedpyright", "--level", "error", "--pythonpath", sys.executable, str(EXAMPLES))
    assert (checked.returncode, checked.stdout) == (0, "0 errors, 0 warnings, 0 notes\n")


def test_every_public_type_is_complete_as_pyright_sees_it() -> None:
    options = ("--pythonpath", sys.executable, "--ignoreexternal", "--outputjson")
    verified = json.loads(run("basedpyright", "--verifytypes", "survey_engine", *options).stdout)
    symbols = verified["typeCompleteness"]["symbols"]
    public = {f"survey_engine.{name}" for name in se.__all__}
    public |= {f"{getattr(se, name).__module__}.{name}" for name in se.__all__}
    assert public <= {symbol["name"] for symbol in symbols}
    of_public = (s for s in symbols if s["name"] in public or s["name"].rpartition(".")[0] in public)
    assert [s["name"] for s in of_public if not s["isTypeKnown"] or s["isTypeAmbiguous"]] == []


@pytest.mark.parametrize("program", PROGRAMS, ids=str)
def test_no_example_has_to_persuade_a_type_checker(program: Path) -> None:
    text = (EXAMPLES / program).read_text(encoding="utf-8")
    assert not re.search(r"\bcast\(", text)
    assert not re.search(r"#\s*(type|pyright):", text)
