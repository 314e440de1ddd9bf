"""The pytest plugin: with `survey_paths` in pytest's settings, every form there is a file of tests.

It lies outside the package, and the library is imported only when `survey_paths` is set, so that whoever has the
library installed without using the plugin pays nothing for it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

import pytest

_WORDS: dict[str, dict[str, str]] = {
    "sv": {
        "missing": "survey_paths: {path} finns inte",
        "unset": "{option} kräver att survey_paths finns i pytests inställningar",
        "install": 'lagarna och never prövas med Hypothesis: pip install "survey-engine[testing]"',
        "percent": "--survey-cov-fail-under ska vara mellan 0 och 100",
    },
    "en": {
        "missing": "survey_paths: {path} does not exist",
        "unset": "{option} needs survey_paths in pytest's settings",
        "install": 'the laws and never are tried with Hypothesis: pip install "survey-engine[testing]"',
        "percent": "--survey-cov-fail-under must be between 0 and 100",
    },
}
_LANGUAGES = tuple(_WORDS)
_SUFFIXES = (".yaml", ".yml")
_COVERAGE = ("--survey-cov", "--survey-cov-html", "--survey-cov-fail-under")


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
    asked = config.getoption("--survey-language") or os.environ.get("SURVEY_ENGINE_LANGUAGE", "")
    language = asked if asked in _LANGUAGES else "sv"
    words = _WORDS[language]
    paths = [config.rootpath / path for path in config.getini("survey_paths")]
    if paths:
        _refuse_wrong_use(config, paths, words)
        _collect_beside_what_is_asked_for(config, paths)
        config.pluginmanager.register(Forms(config, paths, language), "survey-engine-forms")
        return
    for option in _COVERAGE:
        if config.getoption(option):
            raise pytest.UsageError(words["unset"].format(option=option))


def _refuse_wrong_use(config: pytest.Config, paths: Iterable[Path], words: dict[str, str]) -> None:
    for path in paths:
        if not path.exists():
            raise pytest.UsageError(words["missing"].format(path=path))
    least = config.getoption("--survey-cov-fail-under")
    if least is not None and not 0 <= least <= 100:
        raise pytest.UsageError(words["percent"])


def _collect_beside_what_is_asked_for(config: pytest.Config, paths: Iterable[Path]) -> None:
    """Where pytest is told of no files, it is told of the forms too, as of its `testpaths`."""
    here = config.invocation_params.dir
    if config.args_source is pytest.Config.ArgsSource.ARGS or here != config.rootpath:
        return
    asked = [here / arg for arg in config.args]
    config.args += [str(path) for path in paths if not any(path.is_relative_to(other) for other in asked)]


class Forms:
    """The plugin at work: which files are forms."""

    def __init__(self, config: pytest.Config, paths: list[Path], language: str) -> None:
        from survey_engine.pytest_plugin.coverage import FormCoverage
        from survey_engine.pytest_plugin.forms import FormFile, Run
        from survey_engine.rendering.terminal import ansi, plain

        self.paths = paths
        self.file = FormFile
        covered = not config.getoption("--collect-only") and any(
            config.getoption(option) not in (None, False) for option in _COVERAGE
        )
        coverage = FormCoverage(config, language) if covered else None
        if coverage is not None:
            config.pluginmanager.register(coverage, "survey-engine-coverage")
        paint = ansi if config.getoption("color", "auto") == "yes" else plain
        lacking = "" if find_spec("hypothesis") else _WORDS[language]["install"]
        self.run = Run(language, paint, lacking, coverage)

    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
        if not self._is_form(file_path):
            return None
        form: pytest.Collector = self.file.from_parent(parent, path=file_path, run=self.run)
        return form

    def _is_form(self, path: Path) -> bool:
        if path in self.paths:
            return True
        return path.suffix in _SUFFIXES and any(path.is_relative_to(folder) for folder in self.paths)
