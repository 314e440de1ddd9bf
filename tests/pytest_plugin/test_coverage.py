"""What scenarios have tried, told by pytest: where the pages of several forms are written, and in which words."""

from __future__ import annotations

from pathlib import Path

import pytest

from survey_engine.pytest_plugin.coverage import page_paths
from tests.pytest_plugin.test_forms import FORM, run

pytest_plugins = ["pytester"]


def named(asked: str, *names: str) -> list[str]:
    return [path.as_posix() for path in page_paths(Path(asked), names).values()]


def test_the_page_of_one_form_is_the_file_that_was_asked_for() -> None:
    assert named("out.html", "surveys/form.yaml") == ["out.html"]


def test_of_several_forms_each_page_has_the_forms_whole_path() -> None:
    assert named("to/out.html", "a/form.yaml", "b/form.yaml") == ["to/out-a-form.html", "to/out-b-form.html"]
    assert named("out", "../form.yaml", "/tmp/form.v2.yaml") == ["out-form", "out-tmp-form.v2"]


@pytest.mark.parametrize(
    "names",
    [
        ("a/b.yaml", "a-b.yaml", "a-b-2.yaml"),
        ("form.yaml", "form.yml"),
        ("Form.yaml", "form.yaml", "../form.yaml"),
        ("x-2.yaml", "x.yaml", "x.yml"),
    ],
)
def test_no_two_pages_are_one(names: tuple[str, ...]) -> None:
    assert len({path.casefold() for path in named("out.html", *names)}) == len(names)


def test_two_forms_of_one_name_give_two_pages(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SURVEY_ENGINE_LANGUAGE", raising=False)
    pytester.makeini("[pytest]\nsurvey_paths = a b\n")
    for folder, title in (("a", "Den ena"), ("b", "Den andra")):
        path = pytester.mkdir(folder) / "form.yaml"
        path.write_text(FORM.replace("title: Bidrag", f"title: {title}", 1), encoding="utf-8")
    result = run(pytester, "-k", "Allt", "--survey-cov-html=out.html", "--survey-cov-fail-under=99.5")
    result.stdout.fnmatch_lines(
        [
            "skrivet till out-a-form.html",
            "a/form.yaml: exemplen har prövat 50,0\N{NO-BREAK SPACE}% av logiken, mindre än 99,5\N{NO-BREAK SPACE}%",
            "skrivet till out-b-form.html",
        ]
    )
    assert "Den ena" in (pytester.path / "out-a-form.html").read_text(encoding="utf-8")
    assert "Den andra" in (pytester.path / "out-b-form.html").read_text(encoding="utf-8")


def test_no_page_is_written_over_a_form(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SURVEY_ENGINE_LANGUAGE", raising=False)
    pytester.makeini("[pytest]\nsurvey_paths = form.yaml\n")
    form = pytester.path / "form.yaml"
    form.write_text(FORM, encoding="utf-8")
    result = run(pytester, "-k", "Allt", "--survey-cov-html=form.yaml")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["form.yaml: går inte att skriva (sidan skulle skrivas över ett formulär; *"])
    assert form.read_text(encoding="utf-8") == FORM


CHANGING = """
import pathlib

def pytest_runtest_teardown():
    pathlib.Path({form!r}).write_text("survey: ")
"""


@pytest.mark.parametrize("processes", ["0", "1"])
def test_a_form_that_changes_while_its_tests_run_stops_nothing(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, processes: str
) -> None:
    monkeypatch.delenv("SURVEY_ENGINE_LANGUAGE", raising=False)
    pytester.makeini("[pytest]\nsurvey_paths = form.yaml\n")
    form = pytester.path / "form.yaml"
    form.write_text(FORM, encoding="utf-8")
    pytester.makeconftest(CHANGING.format(form=str(form)))
    result = run(pytester, "-n", processes, "-k", "Allt", "--survey-cov", "--survey-cov-html=out.html")
    assert "INTERNALERROR" not in result.stdout.str() + result.stderr.str()
    told = "*formuläret ändrades medan proven kördes*" if processes == "1" else "skrivet till out.html"
    result.stdout.fnmatch_lines([told])
