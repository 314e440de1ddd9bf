"""The pytest plugin: with `survey_paths` in pytest's settings, every form there is a file of tests.

It lies outside the package, and the library is imported only when `survey_paths` is set, so that whoever has the
library installed without using the plugin pays nothing for it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from survey_engine.dependencies import Blueprint
    from survey_engine.diagnostics import Diagnostic
    from survey_engine.model import Condition, Scenario
    from survey_engine.rendering.terminal import Paint
    from survey_engine.source import Source
    from survey_engine.survey import Survey
    from survey_engine.testing.coverage import Coverage, Report

_WORDS: dict[str, dict[str, str]] = {
    "sv": {
        "missing": "survey_paths: {path} finns inte",
        "unreadable": "{path}: går inte att läsa ({reason})",
        "unset": "{option} kräver att survey_paths finns i pytests inställningar",
        "install": 'lagarna och never prövas med Hypothesis: pip install "survey-engine[testing]"',
        "percent": "--survey-cov-fail-under ska vara mellan 0 och 100",
        "title": "vad exemplen har prövat",
        "under": "{path}: exemplen har prövat {percent} % av logiken, mindre än {least} %",
        "written": "skrivet till {path}",
        "unwritten": "{path}: går inte att skriva ({reason})",
    },
    "en": {
        "missing": "survey_paths: {path} does not exist",
        "unreadable": "{path}: cannot be read ({reason})",
        "unset": "{option} needs survey_paths in pytest's settings",
        "install": 'the laws and never are tried with Hypothesis: pip install "survey-engine[testing]"',
        "percent": "--survey-cov-fail-under must be between 0 and 100",
        "title": "what the examples have tried",
        "under": "{path}: the examples have tried {percent} % of the logic, less than {least} %",
        "written": "written to {path}",
        "unwritten": "{path}: cannot be written ({reason})",
    },
}
_LANGUAGES = tuple(_WORDS)
_SUFFIXES = (".yaml", ".yml")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini(
        "survey_paths",
        "Forms (survey-engine) that are collected as tests: files, or folders of YAML files, relative to the rootdir.",
        type="args",
        default=[],
    )
    group = parser.getgroup("survey", "forms as tests (survey-engine)")
    group.addoption(
        "--survey-language",
        choices=_LANGUAGES,
        help="Language of failure reports (else SURVEY_ENGINE_LANGUAGE, else sv).",
    )
    group.addoption("--survey-cov", action="store_true", help="Report what the scenarios have tried of the logic.")
    group.addoption("--survey-cov-html", metavar="FILE", help="Write that as a web page; one for each form.")
    group.addoption(
        "--survey-cov-fail-under", type=float, metavar="N", help="Fail if less than N percent of a form is tried."
    )


def pytest_configure(config: pytest.Config) -> None:
    paths = config.getini("survey_paths")
    if paths:
        config.pluginmanager.register(Forms(config, paths), "survey-engine-forms")
        return
    for option in ("--survey-cov", "--survey-cov-html", "--survey-cov-fail-under"):
        if config.getoption(option):
            raise pytest.UsageError(_WORDS[_language(config)]["unset"].format(option=option))


def _language(config: pytest.Config) -> str:
    asked = config.getoption("--survey-language") or os.environ.get("SURVEY_ENGINE_LANGUAGE", "")
    return asked if asked in _LANGUAGES else "sv"


# ------------------------------------------------------------------------------------------------ reading forms


@dataclass(frozen=True, slots=True)
class Loaded:
    """A form's text; its survey and places, unless it has errors; and all that is wrong with it."""

    source: Source
    survey: Survey | None
    blueprint: Blueprint | None
    diagnostics: tuple[Diagnostic, ...]


def _load(path: Path, name: str, language: str) -> Loaded:
    """Raises OSError where the file cannot be read."""
    from survey_engine.diagnostics import SurveyError
    from survey_engine.load import load_with_blueprint
    from survey_engine.parsing.decoding import MOST_BYTES, decode
    from survey_engine.source import Source

    with path.open("rb") as file:
        raw = file.read(MOST_BYTES + 1)
    source, found = decode(name, raw)
    if source is None:
        legible = "" if len(raw) > MOST_BYTES else raw.decode("utf-8", "replace")
        return Loaded(Source(name, legible), None, None, tuple(each.in_language(language) for each in found))
    try:
        survey, blueprint = load_with_blueprint(source.text, language)
    except SurveyError as error:
        return Loaded(source, None, None, error.diagnostics)
    return Loaded(source, survey, blueprint, survey.diagnostics)


# ------------------------------------------------------------------------------------------------ what is collected


class Unmet(Exception):
    """What a test found wrong, as it is told."""


Trial = Callable[[], str]
"""Tries one thing of a form; what it gives is what is wrong, as it is told, or nothing."""


class FormTest(pytest.Item):
    """One scenario, law or `never` of a form."""

    def __init__(self, *, line: int, trial: Trial, **of_node: Any) -> None:
        super().__init__(**of_node)
        self.line = line
        self.trial = trial

    def runtest(self) -> None:
        told = self.trial()
        if told:
            raise Unmet(told)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, Unmet):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        group = f"{self.parent.name}::" if isinstance(self.parent, FormTests) else ""
        return self.path, self.line - 1, group + self.name


@dataclass(frozen=True, slots=True)
class Test:
    """What a test will be: its name, the line of the form that it is about, what it tries, and why it cannot."""

    __test__ = False
    name: str
    line: int
    trial: Trial
    skipped: str = ""


class FormTests(pytest.Collector):
    """The scenarios, the laws or the `never` of a form: pytest finds a test by its id part by part."""

    def __init__(self, *, tests: Iterable[Test], **of_node: Any) -> None:
        super().__init__(**of_node)
        self.tests = tests

    def collect(self) -> Iterator[pytest.Item]:
        taken: set[str] = set()
        for test in self.tests:
            item: pytest.Item = FormTest.from_parent(
                self, name=_name(test.name, taken), line=test.line, trial=test.trial
            )
            if test.skipped:
                item.add_marker(pytest.mark.skip(reason=test.skipped))
            yield item


def _name(text: str, taken: set[str]) -> str:
    """A name that can stand in a test's id, unlike those that are taken."""
    from survey_engine.json_values import sendable
    from survey_engine.rendering.cells import safe_line

    plain = safe_line(sendable(" ".join(text.replace("::", ": ").split()))) or "–"
    name, number = plain, 1
    while name in taken:
        number += 1
        name = f"{plain} ({number})"
    taken.add(name)
    return name


class FormFile(pytest.File):
    """A form: whether it checks and, if so, its scenarios, the laws, and what it says that it never is."""

    def __init__(self, *, forms: Forms, **of_node: Any) -> None:
        super().__init__(**of_node)
        self.forms = forms

    def collect(self) -> Iterator[pytest.Item | pytest.Collector]:
        forms = self.forms
        try:
            loaded = _load(self.path, self.nodeid, forms.language)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            told = forms.words["unreadable"].format(path=self.nodeid, reason=reason)
            yield FormTest.from_parent(self, name="check", line=1, trial=lambda: told)
            return
        errors = [each for each in loaded.diagnostics if each.severity == "error"]
        line = errors[0].span.line if errors else 1
        yield FormTest.from_parent(self, name="check", line=line, trial=partial(forms.check, loaded))
        if loaded.survey is None or loaded.blueprint is None:
            return
        tests = FormsTests(forms, self.nodeid, loaded.source, loaded.survey, loaded.blueprint)
        for name, each in (("scenario", tests.scenarios), ("never", tests.never), ("law", tests.laws)):
            yield FormTests.from_parent(self, name=name, tests=each())


@dataclass(frozen=True, slots=True)
class FormsTests:
    """The tests of one form that checks."""

    forms: Forms
    name: str
    source: Source
    survey: Survey
    blueprint: Blueprint

    def scenarios(self) -> Iterator[Test]:
        self.forms.cover(self.name, self.survey, self.blueprint)
        for scenario in self.survey.form.scenarios:
            line = self.blueprint.of(scenario).place.line
            yield Test(str(scenario.name), line, partial(self._scenario, scenario))

    def never(self) -> Iterator[Test]:
        skipped = self.forms.lacking
        for number, condition in enumerate(self.survey.form.never):
            line = self.blueprint.of(self.blueprint.form).at("never", number).line
            yield Test(condition.source, line, partial(self._never, condition, number), skipped)

    def laws(self) -> Iterator[Test]:
        if self.forms.lacking:
            yield Test("all", 1, str, self.forms.lacking)
            return
        from survey_engine.testing.falsifying import SEARCHED

        for law in SEARCHED:
            yield Test(law.replace("_", " "), 1, partial(self._law, law))

    def _scenario(self, scenario: Scenario) -> str:
        from dataclasses import replace

        from survey_engine.rendering.terminal import render
        from survey_engine.rendering.unmet import page_sequence, unmet
        from survey_engine.scenarios import failures

        self.forms.covers(self.name, scenario)
        told = []
        for failure in failures(self.survey, scenario, blueprint=self.blueprint):
            diagnostic = unmet(failure, self.forms.language)
            notes = (*diagnostic.notes, page_sequence(failure.journey))
            diagnostic = replace(diagnostic, notes=notes).in_language(self.forms.language)
            told.append(render(diagnostic, self.source, paint=self.forms.paint))
        return "\n\n".join(told)

    def _never(self, condition: Condition, number: int) -> str:
        from survey_engine.testing.counterexamples import told_of_never
        from survey_engine.testing.falsifying import against_never

        found = against_never(self.survey, condition, f"{self.name}::never::{condition.source}")
        if found is None:
            return ""
        span = self.blueprint.of(self.blueprint.form).at("never", number)
        forms = self.forms
        return told_of_never(found, self.survey, condition, span, self.source, forms.language, forms.paint)

    def _law(self, law: str) -> str:
        from survey_engine.testing.counterexamples import told_of_law
        from survey_engine.testing.falsifying import against_law

        found = against_law(self.survey, law, f"{self.name}::law::{law}")
        if found is None:
            return ""
        name, forms = law.replace("_", " "), self.forms
        return told_of_law(found, self.survey, name, self.blueprint, self.source, forms.language, forms.paint)


# ------------------------------------------------------------------------------------------------ the run


class Forms:
    """The plugin at work: which forms are collected, and what their scenarios have tried."""

    def __init__(self, config: pytest.Config, paths: Iterable[str]) -> None:
        self.config = config
        self.language = _language(config)
        self.words = _WORDS[self.language]
        self.paths = [config.rootpath / path for path in paths]
        self.lacking = "" if find_spec("hypothesis") else self.words["install"]
        self.coverages: dict[str, Coverage] = {}
        self.seen: dict[str, list[dict[str, Any]]] = {}
        self.told: list[str] = []
        self._refuse_wrong_use()
        self._collect_beside_what_is_asked_for()

    @property
    def covered(self) -> bool:
        of = self.config.getoption
        wanted = of("--survey-cov") or of("--survey-cov-html") or of("--survey-cov-fail-under") is not None
        return bool(wanted) and not of("--collect-only")

    @property
    def paint(self) -> Paint:
        from survey_engine.rendering.terminal import ansi, plain

        return ansi if self.config.getoption("color", "auto") == "yes" else plain

    def _refuse_wrong_use(self) -> None:
        for path in self.paths:
            if not path.exists():
                raise pytest.UsageError(self.words["missing"].format(path=path))
        least = self.config.getoption("--survey-cov-fail-under")
        if least is not None and not 0 <= least <= 100:
            raise pytest.UsageError(self.words["percent"])

    def _collect_beside_what_is_asked_for(self) -> None:
        """Where pytest is told of no files, it is told of the forms too, as of its `testpaths`."""
        config = self.config
        here = config.invocation_params.dir
        if config.args_source is pytest.Config.ArgsSource.ARGS or here != config.rootpath:
            return
        asked = [here / arg for arg in config.args]
        config.args += [str(path) for path in self.paths if not any(path.is_relative_to(other) for other in asked)]

    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
        if not self._is_form(file_path):
            return None
        form: pytest.Collector = FormFile.from_parent(parent, path=file_path, forms=self)
        return form

    def _is_form(self, path: Path) -> bool:
        if path in self.paths:
            return True
        return path.suffix in _SUFFIXES and any(path.is_relative_to(folder) for folder in self.paths)

    def check(self, loaded: Loaded) -> str:
        """All that is wrong with a form that has errors, as the command `check` shows it."""
        from survey_engine.rendering.terminal import render

        if loaded.survey is not None:
            return ""
        return "\n\n".join(render(each, loaded.source, paint=self.paint) for each in loaded.diagnostics)

    # -------------------------------------------------------------------------------------------- coverage

    def cover(self, name: str, survey: Survey, blueprint: Blueprint) -> None:
        """Begins to collect what is tried of a form."""
        if self.covered and name not in self.coverages:
            from survey_engine.testing.coverage import Coverage

            self.coverages[name] = Coverage(survey, blueprint)

    def covers(self, name: str, scenario: Scenario) -> None:
        if name in self.coverages:
            self.coverages[name].add(scenario.answers)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """With xdist: what one of its processes has seen."""
        for name, seen in getattr(node, "workeroutput", {}).get("survey_engine_coverage", {}).items():
            self.seen.setdefault(name, []).append(seen)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if not self.covered:
            return
        seen = {name: coverage.seen() for name, coverage in self.coverages.items()}
        if hasattr(self.config, "workeroutput"):
            self.config.workeroutput["survey_engine_coverage"] = seen
            return
        for name, each in seen.items():
            self.seen.setdefault(name, []).append(each)
        if not self._tell_coverage() and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def _tell_coverage(self) -> bool:
        """Prepares what is told in the end; whether enough is tried and all is written."""
        from survey_engine.testing.coverage_text import coverage_lines

        well = True
        least = self.config.getoption("--survey-cov-fail-under")
        for name in sorted(self.seen):
            report, source = self._report(name)
            if self.config.getoption("--survey-cov"):
                self.told += [name, *(line for line in coverage_lines(report, self.language) if line), ""]
            well = self._write_page(name, report, source) and well
            if least is not None and report.total.percent < least:
                percent = f"{report.total.percent:.1f}"
                self.told.append(self.words["under"].format(path=name, percent=percent, least=f"{least:g}"))
                well = False
        return well

    def _report(self, name: str) -> tuple[Report, Source]:
        from survey_engine.testing.coverage import Coverage

        loaded = _load(self.config.rootpath / name, name, self.language)
        assert loaded.survey is not None  # its scenarios were run
        coverage = Coverage(loaded.survey, loaded.blueprint)
        for seen in self.seen[name]:
            coverage.add_seen(seen)
        return coverage.report(), loaded.source

    def _write_page(self, name: str, report: Report, source: Source) -> bool:
        from survey_engine.testing.coverage_page import coverage_page

        asked = self.config.getoption("--survey-cov-html")
        if not asked:
            return True
        path = Path(asked)
        if len(self.seen) > 1:
            path = path.with_name(f"{path.stem}-{Path(name).stem}{path.suffix}")
        try:
            path.write_text(coverage_page(report, source, self.language), encoding="utf-8")
        except OSError as error:
            reason = error.strerror or type(error).__name__
            self.told.append(self.words["unwritten"].format(path=path, reason=reason))
            return False
        self.told.append(self.words["written"].format(path=path))
        return True

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.told:
            terminalreporter.section(self.words["title"])
            for line in self.told:
                terminalreporter.write_line(line)
