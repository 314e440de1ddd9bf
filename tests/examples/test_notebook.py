"""The first five minutes: the script runs from top to bottom and prints what it says that it does."""

from __future__ import annotations

import ast
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "examples" / "notebook.py"


def printed() -> str:
    """What the command in its first line prints, from a fresh clone's top."""
    docstring = ast.get_docstring(ast.parse(NOTEBOOK.read_text(encoding="utf-8"))) or ""
    program, *arguments = shlex.split(docstring.splitlines()[0])
    assert program == "python"
    command = [sys.executable, "-W", "error", "-X", "utf8", *arguments]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert (run.returncode, run.stderr) == (0, "")
    return run.stdout


def test_a_newcomer_sees_each_step() -> None:
    told = printed()
    for expected in (
        "Complete: True",
        "oanvant = 250000",
        "error format at kontakt.epost",
        "orsak is shown",
        "oanvant > 0 is false, for oanvant = 0",
        "left out: orsak.tidsbrist (hidden)",
        "there is nothing named antl; did you mean antal?",
        "antal: 'noll' is refused",
        'submitted: {"antal": 0, "varfor": "De var slut."}',
    ):
        assert expected in told


def test_the_table_has_a_row_for_each_field() -> None:
    lines = printed().splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith("path ")) + 1
    rows = lines[first : lines.index("", first)]
    assert f"{len(rows)} fields" in lines[1]
    assert rows[0].split() == ["adressat", "text", "yes"]
    assert [row.split()[0] for row in rows][-1] == "foretradare.epost"


def test_it_is_cells_that_an_editor_can_run() -> None:
    cells = NOTEBOOK.read_text(encoding="utf-8").split("\n# %% ")
    assert len(cells) > 6
    for cell in cells:
        ast.parse(f"# {cell}" if cell != cells[0] else cell)
