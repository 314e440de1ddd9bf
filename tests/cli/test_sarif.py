"""SARIF 2.1.0 of `survey-engine check`.

The schema of OASIS is large and stays outside; what it demands of the parts that are used here is tried by hand.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import survey_engine as se
from survey_engine.cli.sarif import Result, sarif, uri_of
from survey_engine.diagnostics import Diagnostic, Note, Rule
from tests.cli.command_line import BROKEN, GOOD, run
from tests.test_broken import FILES

URI = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")


def assert_sarif(log: dict[str, Any]) -> None:
    """What the standard demands: the keys that must be there, no others, references that lead somewhere, regions."""
    assert set(log) == {"$schema", "version", "runs"}
    assert log["version"] == "2.1.0"
    (run_,) = log["runs"]
    assert set(run_) == {
        *("tool", "language", "columnKind", "newlineSequences", "invocations", "results"),
    }
    assert run_["columnKind"] == "unicodeCodePoints"
    assert re.fullmatch("[a-zA-Z]{2}", run_["language"])
    driver = run_["tool"]["driver"]
    assert set(driver) == {"name", "semanticVersion", "rules"}
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(ids) == len(set(ids))
    for rule in driver["rules"]:
        assert set(rule) == {"id", "shortDescription", "fullDescription", "help", "defaultConfiguration"}
        assert rule["defaultConfiguration"]["level"] in ("error", "warning")
        assert all(rule[key]["text"].strip() for key in ("shortDescription", "fullDescription", "help"))
    (invocation,) = run_["invocations"]
    assert isinstance(invocation["executionSuccessful"], bool)
    for result in run_["results"]:
        assert set(result) - {"relatedLocations", "fixes"} == {"ruleId", "ruleIndex", "level", "message", "locations"}
        assert ids[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in ("error", "warning")
        assert result["message"]["text"].strip()
    for location in physical_locations(run_):
        assert URI.fullmatch(location["artifactLocation"]["uri"])
    for region in regions(run_):
        assert set(region) == {"startLine", "startColumn", "endLine", "endColumn"}
        assert min(region.values()) >= 1
        start, end = ((region[f"{at}Line"], region[f"{at}Column"]) for at in ("start", "end"))
        assert start <= end


def within(value: Any, *keys: str) -> Iterator[Any]:
    """What stands under these keys, however deep."""
    if isinstance(value, dict):
        yield from (part for key, part in value.items() if key in keys)
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from within(part, *keys)


def physical_locations(value: Any) -> Iterator[dict[str, Any]]:
    return within(value, "physicalLocation")


def regions(value: Any) -> Iterator[dict[str, int]]:
    return within(value, "region", "deletedRegion")


def of(*diagnostics: Diagnostic) -> dict[str, Any]:
    """The run about one file."""
    log = sarif([Result("form.yaml", diagnostics)], version="1.0.0", language="en")
    assert_sarif(log)
    run_: dict[str, Any] = log["runs"][0]
    return run_


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_broken_form_gives_what_the_standard_demands(language: str) -> None:
    results = [Result(f"tests/{file.name}", se.check(file, language)) for file in FILES]
    log = sarif(results, version="1.0.0", language=language)

    assert_sarif(log)
    assert len(log["runs"][0]["results"]) == sum(len(one.diagnostics) for one in results)
    json.dumps(log, allow_nan=False)


def test_a_result_has_its_place_its_words_and_its_fix() -> None:
    form = 'survey: a\nversion: "1"\nlanguage: sv\ntitle: T\npages: [{id: p, text: "👪", titel: x}]\n'
    (result,) = of(*se.check_text(form, "en"))["results"]

    region = {"startLine": 5, "startColumn": 28, "endLine": 5, "endColumn": 33}
    assert (result["ruleId"], result["level"]) == ("unknown-key", "error")
    assert result["message"] == {"text": "there is no key titel\nwrite title"}
    assert result["locations"] == [{"physicalLocation": {"artifactLocation": {"uri": "form.yaml"}, "region": region}}]
    assert [fix["artifactChanges"] for fix in result["fixes"]] == [
        [
            {
                "artifactLocation": {"uri": "form.yaml"},
                "replacements": [{"deletedRegion": region, "insertedContent": {"text": "title"}}],
            }
        ]
    ]


def test_notes_with_a_place_are_related_locations_and_others_part_of_the_message() -> None:
    rule = Rule("made-up", {"sv": "fel {word}", "en": "wrong {word}"}, {"sv": "skriv", "en": "write"}, "warning")
    notes = (Note({"sv": "där", "en": "there"}, span=se.Span(1, 2, 3, 4)), Note({"sv": "allmänt", "en": "in general"}))
    run_ = of(Diagnostic(rule, se.Span(9, 1, 9, 2), {"word": "x"}, notes, language="en").in_language("en"))
    (result,) = run_["results"]

    assert result["level"] == "warning"
    assert result["message"]["text"] == "wrong x\nwrite\nin general"
    (related,) = result["relatedLocations"]
    assert related["message"] == {"text": "there"}
    assert related["physicalLocation"]["region"]["endLine"] == 3
    (described,) = run_["tool"]["driver"]["rules"]
    assert described["shortDescription"] == {"text": "wrong …"}
    assert described["defaultConfiguration"] == {"level": "warning"}


def test_a_rule_stands_once_with_what_the_catalogue_says() -> None:
    run_ = of(*se.check_text(BROKEN.replace("antal > 5", "antl > 5"), "en"))

    assert [result["ruleIndex"] for result in run_["results"]] == [0, 0]
    (rule,) = run_["tool"]["driver"]["rules"]
    assert rule["id"] == "unknown-name"
    assert "{" not in rule["help"]["text"]


def test_addresses_are_relative_and_encoded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here, beside = tmp_path / "här", tmp_path / "beside.yaml"
    here.mkdir()
    monkeypatch.chdir(here)

    assert uri_of("ett formulär.yaml") == "ett%20formul%C3%A4r.yaml"
    assert uri_of(str(here / "a" / "b#c.yaml")) == "a/b%23c.yaml"
    assert uri_of("../beside.yaml") == beside.as_uri()
    assert uri_of("a/../b.yaml") == "b.yaml"


def test_one_run_for_all_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("good.yaml").write_text(GOOD, encoding="utf-8")
    Path("broken.yaml").write_text(BROKEN, encoding="utf-8")
    result = run("check", "--format", "sarif", "good.yaml", "broken.yaml", "none.yaml", "--language", "en")
    log = json.loads(result.stdout)

    assert result.exit_code == 2
    assert_sarif(log)
    assert [
        one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in log["runs"][0]["results"]
    ] == ["broken.yaml"]
    (invocation,) = log["runs"][0]["invocations"]
    assert not invocation["executionSuccessful"]
    (notification,) = invocation["toolExecutionNotifications"]
    assert notification["message"] == {"text": "none.yaml: the file does not exist"}


def test_the_form_on_standard_input() -> None:
    result = run("check", "--format", "sarif", "-", text=BROKEN)
    assert_sarif(json.loads(result.stdout))
    assert result.exit_code == 1
    assert '"uri": "stdin"' in result.stdout
