"""`survey-engine schema`."""

from __future__ import annotations

import json

from survey_engine.exchange import form_json_schema
from survey_engine.parsing.schema import schema
from tests.cli.command_line import run


def test_it_prints_the_schema_of_a_form_file() -> None:
    result = run("schema")

    assert result.exit_code == 0
    assert json.loads(result.stdout) == schema()
    assert result.stderr == ""


def test_it_prints_the_schema_of_a_form_as_json() -> None:
    result = run("schema", "--of", "json")

    assert result.exit_code == 0
    assert json.loads(result.stdout) == form_json_schema.schema()
    assert result.stderr == ""


def test_it_says_what_there_is_a_schema_of() -> None:
    result = run("schema", "--of", "answers", "--language", "en")

    assert result.exit_code == 2
    assert "--of can be file or json" in result.stderr
