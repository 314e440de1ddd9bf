"""Forms as tests of pytest: what is collected, and what is told of what does not hold."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

import survey_engine
from survey_engine.testing.falsifying import SEARCHED

pytest_plugins = ["pytester"]

LAWS = len(SEARCHED) + 1  # and that somebody can finish the form
PLUGIN = "_survey_engine_pytest"
SOURCE = Path(survey_engine.__file__).parents[1]
FEW_EXAMPLES = """
from hypothesis import settings

settings.register_profile("few", max_examples=20)
settings.load_profile("few")
"""
FORM = """
survey: bidrag
version: "1"
language: sv
title: Bidrag
pages:
  - id: pengar
    title: Pengar
    questions:
      - {id: mottaget, type: integer, label: Mottaget belopp, unit: kr, min: 0, required: true}
      - id: anvant
        type: integer
        label: Använt belopp
        unit: kr
        min: 0
        required: true
        checks: [{error_if: anvant > mottaget, message: Mer än vad ni fick.}]
      - {id: kvar, type: computed, label: Kvar, unit: kr, value: mottaget - anvant}
      - {id: orsak, type: text, label: Orsak, required: true, visible_if: kvar > 0}
never:
  - kvar < 0
  - kvar > 0 and not answered(orsak)
scenarios:
  - name: "Allt [kr] :: använt / klart"
    answers: {mottaget: 10, anvant: 10}
    hidden: [orsak]
  - name: Pengar kvar
    answers: {mottaget: 10, anvant: 4}
    shown: [orsak]
  - name: För mycket använt
    answers: {mottaget: 10, anvant: 11}
    problems: {anvant: check}
"""
CHECK = "        checks: [{error_if: anvant > mottaget, message: Mer än vad ni fick.}]\n"


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A project whose forms are in `surveys/`, and whose Hypothesis tries few examples."""
    monkeypatch.setenv("PYTHONPATH", str(SOURCE))
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.delenv("SURVEY_ENGINE_LANGUAGE", raising=False)
    pytester.makeini("[pytest]\nsurvey_paths = surveys\nfilterwarnings = error\n")
    pytester.makeconftest(FEW_EXAMPLES)
    pytester.mkdir("surveys")
    return pytester


def write(project: pytest.Pytester, name: str, text: str) -> None:
    (project.path / "surveys" / name).write_text(text, encoding="utf-8")


def run(project: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    installed = any(each.value == PLUGIN for each in entry_points(group="pytest11"))
    return project.runpytest_subprocess(*(() if installed else ("-p", PLUGIN)), *arguments)


def test_scenarios_never_and_laws_are_tests_with_readable_ids(project: pytest.Pytester) -> None:
    write(project, "bidrag.yaml", FORM)
    (project.path / "tests").mkdir()
    (project.path / "tests" / "test_other.py").write_text("def test_other(): pass\n")
    project.makeini("[pytest]\nsurvey_paths = surveys\ntestpaths = tests\n")
    ids = run(project, "--collect-only", "-q").outlines
    assert ids[:3] == ["tests/test_other.py::test_other", "surveys/bidrag.yaml::check", ids[2]]
    for expected in (
        "scenario::Allt [kr] : använt / klart",
        "scenario::Pengar kvar",
        "never::kvar < 0",
        "never::kvar > 0 and not answered(orsak)",
        "law::hidden answers never matter",
        "law::resuming is standing where one stood",
    ):
        assert f"surveys/bidrag.yaml::{expected}" in ids
    chosen = run(project, "surveys/bidrag.yaml::scenario::Allt [kr] : använt / klart", "surveys/bidrag.yaml::never")
    chosen.assert_outcomes(passed=3)


def test_a_form_that_is_well_passes_in_several_processes(project: pytest.Pytester) -> None:
    write(project, "bidrag.yaml", FORM)
    options = ("--survey-cov", "--survey-cov-html=logik.html", "--survey-cov-fail-under=100")
    result = run(project, "-n", "2", *options)
    assert result.ret == 0
    assert "failed" not in result.outlines[-1]
    result.stdout.fnmatch_lines(["surveys/bidrag.yaml", "*med 3 svar:", "*av*", "*skrivet till logik.html"])
    assert "kvar &gt; 0" in (project.path / "logik.html").read_text(encoding="utf-8")


def test_what_does_not_hold_is_told_in_the_words_of_the_form(project: pytest.Pytester) -> None:
    write(project, "bidrag.yaml", FORM.replace(CHECK, "").replace("shown: [orsak]", "hidden: [orsak]"))
    write(project, "trasigt.yaml", FORM.replace("visible_if: kvar", "visible_if: kvarr"))
    write(project, "utf16.yml", "")
    (project.path / "surveys" / "utf16.yml").write_bytes(FORM.encode("utf-16"))
    result = run(project, "-k", "not law")
    result.assert_outcomes(failed=5, passed=3, deselected=LAWS)
    result.stdout.fnmatch_lines(
        [
            "*scenario::Pengar kvar*",
            "fel[[]scenario-hidden]: orsak ska vara dold, men visas",
            "*--> surveys/bidrag.yaml:28:14",
            "*Kvar är större än 0*kr (nu: 6*kr)*",
            "*sidor: pengar",
            "fel[[]scenario-problems]: anvant ska ha problemet check, men har inget",
            "*never::kvar < 0*",
            "fel[[]never]: *: kvar < 0",
            "*--> surveys/bidrag.yaml:20:5",
            "*det är så, eftersom Kvar är mindre än 0*kr (nu: −1*kr)",
            "Svaren, att klistra in under scenarios:",
            '  - name: "kvar < 0"',
            "    answers:",
            "      mottaget: 0",
            "      anvant: 1",
            "fel[[]unknown-name]: det finns inget som heter kvarr",
            "*--> surveys/trasigt.yaml:*",
            "fel[[]not-utf-8]*",
        ]
    )
    assert "Traceback" not in result.stdout.str()
    again = run(project, "--lf", "-x", "--survey-language=en")
    again.assert_outcomes(failed=1)
    again.stdout.fnmatch_lines(["error[[]scenario-hidden]: orsak is to be hidden, but is shown"])


def test_a_law_that_is_broken_is_told_with_the_answers(project: pytest.Pytester) -> None:
    write(project, "bidrag.yaml", FORM)
    planted = "from survey_engine.journey import Journey\nJourney.is_complete = property(lambda journey: True)\n"
    project.makeconftest(FEW_EXAMPLES + planted)
    result = run(project, "-k", "accepted", "--survey-language=en")
    result.assert_outcomes(failed=1, deselected=LAWS + 5)
    result.stdout.fnmatch_lines(
        [
            "error[[]law]: the law does not hold: a complete response is accepted",
            "*A response is complete when no problem is an error*",
            "*pages: pengar",
            '  - name: "a complete response is accepted"',
            "    answers: {}",
        ]
    )
    assert "Traceback" not in result.stdout.str()


def test_without_hypothesis_the_scenarios_run(project: pytest.Pytester) -> None:
    write(project, "bidrag.yaml", FORM)
    project.makeconftest("")
    project.makepyfile(hidden="import sys\nsys.modules['hypothesis'] = None\n")
    result = run(project, "-p", "no:hypothesispytest", "-p", "hidden", "-rs")
    result.assert_outcomes(passed=4, skipped=3)
    result.stdout.fnmatch_lines(['*pip install "survey-engine[[]testing]"*'])


def test_too_little_tried_and_wrong_use_are_told(project: pytest.Pytester) -> None:
    write(project, "bidrag.yaml", FORM)
    result = run(project, "-k", "Allt", "--survey-cov-fail-under=90")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(
        ["surveys/bidrag.yaml: exemplen har prövat 50,0\N{NO-BREAK SPACE}% av logiken, mindre än 90\N{NO-BREAK SPACE}%"]
    )
    missing = run(project, "-o", "survey_paths=formular")
    assert missing.ret == pytest.ExitCode.USAGE_ERROR
    missing.stderr.fnmatch_lines(["ERROR: survey_paths: *formular finns inte"])


BROKEN = FORM.replace("version:", "versjon:")


def test_paths_lead_out_of_the_project_and_may_be_patterns(project: pytest.Pytester) -> None:
    outside = project.path / "form är"
    outside.mkdir()
    (outside / "a.yaml").write_text(BROKEN, encoding="utf-8")
    (outside / "b.YML").write_text(BROKEN, encoding="utf-8")
    (outside / "other.txt").write_text("", encoding="utf-8")
    inside = project.mkdir("inside")
    settings = inside / "pytest.ini"
    for path, found in (
        ('"../form är/a.yaml"', ["../form är/a.yaml::check"]),
        ('"../form är/*"', ["../form är/a.yaml::check", "../form är/b.YML::check"]),
        ('"../form är"', ["../form är/a.yaml::check", "../form är/b.YML::check"]),
        ('"../**/a.yaml"', ["../form är/a.yaml::check"]),
    ):
        settings.write_text(f"[pytest]\nsurvey_paths = {path}\n", encoding="utf-8")
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(inside)
            assert run(project, "--collect-only", "-q").outlines[: len(found) + 1] == [*found, ""]
            run(project, "-c", "pytest.ini", "../form är/a.yaml::check").assert_outcomes(failed=1)


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("surveys", "ERROR: survey_paths: there are no forms (.yaml or .yml) in the folder *surveys"),
        ("surveys/*.yaml", "ERROR: survey_paths: no forms match the pattern *surveys?[*].yaml"),
    ],
)
def test_a_path_that_gives_no_form_is_told(project: pytest.Pytester, path: str, told: str) -> None:
    (project.path / "surveys" / "readme.txt").write_text("", encoding="utf-8")
    result = run(project, "-o", f"survey_paths={path}", "--survey-language=en")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([told])


def test_a_form_that_several_paths_lead_to_is_collected_once(project: pytest.Pytester) -> None:
    write(project, "bidrag.yaml", BROKEN)
    (project.path / "surveys" / "igen").symlink_to(project.path / "surveys", target_is_directory=True)
    (project.path / "surveys" / "senast.yaml").symlink_to("bidrag.yaml")
    assert run(project, "--collect-only", "-q").outlines[:2] == ["surveys/bidrag.yaml::check", ""]
    run(project, "surveys/senast.yaml").assert_outcomes(failed=1)


def test_answers_that_a_never_was_broken_by_fail_as_a_scenario(project: pytest.Pytester) -> None:
    write(project, "bidrag.yaml", FORM.replace(CHECK, "").replace("    problems: {anvant: check}\n", ""))
    result = run(project, "-k", "scenario")
    result.assert_outcomes(failed=1, passed=2, deselected=LAWS + 3)
    result.stdout.fnmatch_lines(
        [
            "fel[[]scenario-never]: svaren är kompletta, och är så som formuläret aldrig ska vara: kvar < 0",
            "*--> surveys/bidrag.yaml:29:11",
            "*Det är så, eftersom Kvar är mindre än 0*kr (nu: −1*kr).",
            "*20 |   - kvar < 0",
            "*sidor: pengar",
        ]
    )


def test_unused_it_costs_nothing(project: pytest.Pytester) -> None:
    project.makeini("")
    project.makeconftest("")
    project.makepyfile("import sys\ndef test_it(): assert 'survey_engine' not in sys.modules\n")
    run(project, "-p", "no:hypothesispytest").assert_outcomes(passed=1)
    program = f"import sys; import {PLUGIN}; print([name for name in sys.modules if name.startswith('survey_engine')])"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


PANE = """
import json

def pytest_collection_finish(session):
    told = [[str(i.path), i.location[1], str(i.parent.path), i.name, i.nodeid] for i in session.items]
    (session.config.rootpath / "pane.json").write_text(json.dumps(told), encoding="utf-8")
"""


def test_an_editor_s_pane_has_what_it_asks_for(project: pytest.Pytester) -> None:
    """It lists each test under its file, goes to its line, and runs it by the whole path and the rest of its id."""
    write(project, "bidrag.yaml", FORM)
    project.makeconftest(FEW_EXAMPLES + PANE)
    assert run(project, "--collect-only", "-q").ret == 0
    form = project.path / "surveys" / "bidrag.yaml"
    lines = form.read_text(encoding="utf-8").splitlines()
    listed = {}
    for path, line, of_parent, name, nodeid in json.loads((project.path / "pane.json").read_text(encoding="utf-8")):
        assert (path, of_parent) == (str(form), str(form))
        assert isinstance(line, int)
        listed[name] = (line, f"{path}::{nodeid.partition('::')[2]}")
    assert "kvar < 0" in lines[listed["kvar < 0"][0]]
    assert "Pengar kvar" in lines[listed["Pengar kvar"][0]]
    run(project, listed["Pengar kvar"][1], listed["kvar < 0"][1]).assert_outcomes(passed=2)
