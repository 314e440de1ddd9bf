"""Running the command line, within the test's own process or as a process of its own, and small forms to run it on."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from click.testing import CliRunner, Result

from survey_engine.cli.app import app

ROOT = Path(__file__).parents[2]
REAL_FORM = ROOT / "surveys" / "forebygga-brottslighet-2025.yaml"
REAL_ANSWERS = ROOT / "examples" / "forebygga-brottslighet-2025.answers.json"

GOOD = """\
survey: liten
version: "1"
language: sv
title: {sv: Ett litet formulär, en: A small form}
pages:
  - id: sida
    title: Sida ett
    questions:
      - {id: antal, type: integer, label: {sv: Antal, en: Number}, min: 0, unit: kr, required: true}
      - id: farg
        type: choice
        label: Färg
        options:
          - {id: rod, label: Röd}
          - {id: bla, label: Blå, visible_if: antal > 5}
      - {id: varfor, type: text, label: Varför, max_chars: 5, visible_if: antal > 3 and (farg == bla or not answered(farg))}
"""  # noqa: E501 -- a question on one line
BROKEN = GOOD.replace("antal > 3", "antl > 3")


def run(*arguments: str | Path, text: str | bytes | None = None, env: Mapping[str, str] | None = None) -> Result:
    """What the arguments lead to, within this process; what no command expected is raised."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments], input=text, env=env)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def process(
    *arguments: str | Path, code: str | None = None, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """The same as a process of its own, by `python -m`, or by other code that begins it."""
    beginning = ["-m", "survey_engine"] if code is None else ["-c", code]
    command = [sys.executable, *beginning, *map(str, arguments)]
    environment = dict(os.environ if env is None else env)
    environment.setdefault("PYTHONIOENCODING", "utf-8")
    environment.pop("SURVEY_ENGINE_LANGUAGE", None)
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, check=False)
