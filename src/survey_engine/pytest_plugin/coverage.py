"""What the scenarios that pytest ran have tried of the forms' logic: told in the end, over all processes of a run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from survey_engine.dependencies import Blueprint
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
        "under": "{path}: exemplen har prövat {percent} % av logiken, mindre än {least} %",
        "written": "skrivet till {path}",
        "unwritten": "{path}: går inte att skriva ({reason})",
    },
    "en": {
        "title": "what the examples have tried",
        "under": "{path}: the examples have tried {percent} % of the logic, less than {least} %",
        "written": "written to {path}",
        "unwritten": "{path}: cannot be written ({reason})",
    },
}
_SENT = "survey_engine_coverage"


class FormCoverage:
    """A plugin of pytest's that the tests of each form add to; xdist's processes send home what they have seen."""

    def __init__(self, config: pytest.Config, language: str) -> None:
        self.config = config
        self.language = language
        self.words = _WORDS[language]
        self.coverages: dict[str, Coverage] = {}
        self.told: list[str] = []

    def begin(self, name: str, survey: Survey, blueprint: Blueprint) -> None:
        """A form whose scenarios are collected."""
        self.coverages.setdefault(name, Coverage(survey, blueprint))

    def add(self, name: str, scenario: Scenario) -> None:
        """A scenario of that form that is run."""
        self.coverages[name].add(scenario.answers)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Takes in what one of xdist's processes has seen; here no form was collected."""
        for name, seen in getattr(node, "workeroutput", {}).get(_SENT, {}).items():
            if name not in self.coverages:
                survey, blueprint, _ = self._form(name)
                self.begin(name, survey, blueprint)
            self.coverages[name].add_seen(seen)

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

    def _form(self, name: str) -> tuple[Survey, Blueprint, Source]:
        form = loaded(self.config.rootpath / name, name, self.language)
        assert form.survey is not None  # its scenarios were run
        assert form.blueprint is not None
        return form.survey, form.blueprint, form.source

    def _tell(self) -> bool:
        """Prepares what is told in the end; whether enough is tried and all is written."""
        well = True
        least = self.config.getoption("--survey-cov-fail-under")
        for name, coverage in sorted(self.coverages.items()):
            report = coverage.report()
            if self.config.getoption("--survey-cov"):
                self.told += [name, *(line for line in coverage_lines(report, self.language) if line), ""]
            well = self._write_page(name, report) and well
            if least is not None and report.total.percent < least:
                percent = f"{report.total.percent:.1f}"
                self.told.append(self.words["under"].format(path=name, percent=percent, least=f"{least:g}"))
                well = False
        return well

    def _write_page(self, name: str, report: Report) -> bool:
        asked = self.config.getoption("--survey-cov-html")
        if not asked:
            return True
        path = Path(asked)
        if len(self.coverages) > 1:
            path = path.with_name(f"{path.stem}-{Path(name).stem}{path.suffix}")
        try:
            path.write_text(coverage_page(report, self._form(name)[2], self.language), encoding="utf-8")
        except OSError as error:
            reason = error.strerror or type(error).__name__
            self.told.append(self.words["unwritten"].format(path=path, reason=reason))
            return False
        self.told.append(self.words["written"].format(path=path))
        return True
