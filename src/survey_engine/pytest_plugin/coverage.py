"""What the scenarios that pytest ran have tried of the forms' logic: told in the end, over all processes of a run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path, PurePath
from typing import Any

import pytest

from survey_engine.dependencies import Blueprint
from survey_engine.figures import figure, measured, percentage
from survey_engine.model import Scenario
from survey_engine.pytest_plugin.loading import loaded
from survey_engine.source import Source
from survey_engine.survey import Survey
from survey_engine.testing.coverage import Coverage, Report
from survey_engine.testing.coverage_page import coverage_page
from survey_engine.testing.coverage_text import coverage_lines

_WORDS: dict[str, dict[str, str]] = {
    "sv": {
        "title": "vad exemplen har prövat",
        "under": "{path}: exemplen har prövat {percent} av logiken, mindre än {least}",
        "written": "skrivet till {path}",
        "unwritten": "{path}: går inte att skriva ({reason})",
        "form": "sidan skulle skrivas över ett formulär; välj ett namn som slutar på .html",
        "changed": "{path}: formuläret ändrades medan proven kördes, så det går inte att säga vad som har prövats",
    },
    "en": {
        "title": "what the examples have tried",
        "under": "{path}: the examples have tried {percent} of the logic, less than {least}",
        "written": "written to {path}",
        "unwritten": "{path}: cannot be written ({reason})",
        "form": "the page would be written over a form; choose a name that ends in .html",
        "changed": "{path}: the form was changed while the tests ran, so nobody can say what has been tried",
    },
}
_OF_FORMS = (".yaml", ".yml")
_SENT = "survey_engine_coverage"


class FormCoverage:
    """A plugin of pytest's that the tests of each form add to; xdist's processes send home what they have seen."""

    def __init__(self, config: pytest.Config, language: str) -> None:
        self.config = config
        self.language = language
        self.words = _WORDS[language]
        self.coverages: dict[str, Coverage] = {}
        self.sources: dict[str, Source] = {}
        self.changed: set[str] = set()
        self.told: list[str] = []

    def begin(self, name: str, survey: Survey, blueprint: Blueprint, source: Source) -> None:
        """A form whose scenarios are collected."""
        self.coverages.setdefault(name, Coverage(survey, blueprint))
        self.sources.setdefault(name, source)

    def add(self, name: str, scenario: Scenario) -> None:
        """A scenario of that form that is run."""
        self.coverages[name].add(scenario.answers)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Takes in what one of xdist's processes has seen; here no form was collected."""
        for name, seen in getattr(node, "workeroutput", {}).get(_SENT, {}).items():
            if name not in self.coverages and not self._begun(name):
                self.changed.add(name)
            elif name not in self.changed:
                self._add_seen(name, seen)

    def _begun(self, name: str) -> bool:
        """Reads a form that the other processes have collected; whether it is still there and without errors."""
        try:
            form = loaded(self.config.rootpath / name, name, self.language)
        except OSError:
            return False
        if form.survey is None or form.blueprint is None:
            return False
        self.begin(name, form.survey, form.blueprint, form.source)
        return True

    def _add_seen(self, name: str, seen: Any) -> None:
        try:
            self.coverages[name].add_seen(seen)
        except ValueError:  # another form by now
            del self.coverages[name]
            self.changed.add(name)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if hasattr(self.config, "workeroutput"):
            self.config.workeroutput[_SENT] = {name: each.seen() for name, each in self.coverages.items()}
        elif not self._tell() and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.told:
            terminalreporter.section(self.words["title"])
            for line in self.told:
                terminalreporter.write_line(line)

    def _tell(self) -> bool:
        """Prepares what is told in the end; whether enough is tried and all is written."""
        self.told += [self.words["changed"].format(path=name) for name in sorted(self.changed)]
        well = not self.changed
        least = self.config.getoption("--survey-cov-fail-under")
        pages = self._pages()
        for name, coverage in sorted(self.coverages.items()):
            report = coverage.report()
            if self.config.getoption("--survey-cov"):
                self.told += [name, *(line for line in coverage_lines(report, self.language) if line), ""]
            well = (name not in pages or self._write_page(pages[name], name, report)) and well
            if least is not None and report.total.percent < least:
                percent = percentage(report.total.percent, self.language)
                bound = measured(figure(Decimal(str(least)), self.language), "%")
                self.told.append(self.words["under"].format(path=name, percent=percent, least=bound))
                well = False
        return well

    def _pages(self) -> dict[str, Path]:
        """Where the page of each form is to be written, if one was asked for."""
        asked = self.config.getoption("--survey-cov-html")
        return page_paths(Path(asked), sorted(self.coverages)) if asked else {}

    def _write_page(self, path: Path, name: str, report: Report) -> bool:
        try:
            if is_form(path, (self.config.rootpath / each for each in self.coverages)):
                self.told.append(self.words["unwritten"].format(path=path, reason=self.words["form"]))
                return False
            path.write_text(coverage_page(report, self.sources[name], self.language), encoding="utf-8")
        except OSError as error:
            reason = error.strerror or type(error).__name__
            self.told.append(self.words["unwritten"].format(path=path, reason=reason))
            return False
        self.told.append(self.words["written"].format(path=path))
        return True


def is_form(path: Path, forms: Iterable[Path]) -> bool:
    """Whether a page at a path would be written over a form."""
    return path.suffix.lower() in _OF_FORMS or (
        path.exists() and any(form.exists() and path.samefile(form) for form in forms)
    )


def page_paths(asked: Path, names: Sequence[str]) -> dict[str, Path]:
    """A file for each form: the one asked for; of several forms, each has the form's path added, and no two are one."""
    if len(names) < 2:
        return dict.fromkeys(names, asked)
    found: dict[str, Path] = {}
    taken: set[str] = set()
    for name in names:
        parts = [part for part in PurePath(name).with_suffix("").parts if part.strip("./\\:")]
        stem = first = "-".join((asked.stem, *parts))
        number = 1
        while stem.casefold() in taken:  # some file systems see no difference in case
            number += 1
            stem = f"{first}-{number}"
        taken.add(stem.casefold())
        found[name] = asked.parent / f"{stem}{asked.suffix}"
    return found
