"""`survey-engine schema`."""

from __future__ import annotations

import json

from survey_engine.parsing.schema import schema
from tests.cli.command_line import run


def test_it_prints_the_schema_of_a_form_file() -> None:
    result = run("schema")

    assert result.exit_code == 0
    assert json.loads(result.stdout) == schema()
    assert result.stderr == ""
