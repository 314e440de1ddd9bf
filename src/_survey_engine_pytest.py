"""The pytest plugin: with `survey_paths` in pytest's settings, every form there is a file of tests.

It lies outside the package, and the library is imported only when `survey_paths` is set, so that whoever has the
library installed without using the plugin pays nothing for it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from glob import glob, has_magic
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

_WORDS: dict[str, dict[str, str]] = {
    "sv": {
        "missing": "survey_paths: {path} finns inte",
        "no_match": "survey_paths: inga formulär passar mönstret {path}",
        "no_forms": "survey_paths: mappen {path} har inga formulär (.yaml eller .yml)",
        "unset": "{option} kräver att survey_paths finns i pytests inställningar",
        "install": 'lagarna och never prövas med Hypothesis: pip install "survey-engine[testing]"',
        "percent": "--survey-cov-fail-under ska vara mellan 0 och 100",
    },
    "en": {
        "missing": "survey_paths: {path} does not exist",
        "no_match": "survey_paths: no forms match the pattern {path}",
        "no_forms": "survey_paths: there are no forms (.yaml or .yml) in the folder {path}",
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
        "Forms (survey-engine) that are collected as tests: files, folders of YAML files, or patterns for them, "
        "relative to the rootdir.",
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
    paths = [found for path in config.getini("survey_paths") for found in _found(config.rootpath / path, words)]
    if paths:
        _refuse_wrong_percentage(config, words)
        _collect_beside_what_is_asked_for(config, paths)
        config.pluginmanager.register(Forms(config, paths, language), "survey-engine-forms")
        return
    for option in _COVERAGE:
        if config.getoption(option):
            raise pytest.UsageError(words["unset"].format(option=option))


def _found(path: Path, words: dict[str, str]) -> Iterator[Path]:
    """What one of the paths stands for: a file, a folder that has forms, or all of those that match a pattern."""
    path = Path(os.path.abspath(path))  # noqa: PTH100 as pytest does: without `..`, symbolic links as they are
    if path.exists():
        if path.is_dir() and not _has_forms(path, set()):
            raise pytest.UsageError(words["no_forms"].format(path=path))
        yield path
        return
    if not has_magic(str(path)):
        raise pytest.UsageError(words["missing"].format(path=path))
    matching = map(Path, sorted(glob(str(path), recursive=True)))  # noqa: PTH207 an absolute pattern, as in pytest
    forms = [each for each in matching if _is_named_as_form(each) or (each.is_dir() and _has_forms(each, set()))]
    if not forms:
        raise pytest.UsageError(words["no_match"].format(path=path))
    yield from forms


def _is_named_as_form(path: Path) -> bool:
    return path.suffix.lower() in _SUFFIXES and not path.is_dir()


def _has_forms(folder: Path, seen: set[str]) -> bool:
    """Whether there is any file of a form in a folder or below it; a folder that leads back to itself is seen once."""
    real = os.path.realpath(folder)
    if real in seen:
        return False
    seen.add(real)
    try:
        inside = sorted(folder.iterdir())
    except OSError:
        return False
    return any(map(_is_named_as_form, inside)) or any(each.is_dir() and _has_forms(each, seen) for each in inside)


def _refuse_wrong_percentage(config: pytest.Config, words: dict[str, str]) -> None:
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


def _outside(path: Path, parent: pytest.Collector) -> str:
    """What the id of a file outside the rootdir begins with; pytest would give all of them the same."""
    try:
        return Path(os.path.relpath(path, parent.config.rootpath)).as_posix()
    except ValueError:  # on another drive
        return path.as_posix()


class Forms:
    """The plugin at work: which files are forms."""

    def __init__(self, config: pytest.Config, paths: list[Path], language: str) -> None:
        from survey_engine.pytest_plugin.coverage import FormCoverage
        from survey_engine.pytest_plugin.forms import FormFile, Run
        from survey_engine.rendering.terminal import ansi, plain

        self.paths = paths
        self.collected: dict[str, Path] = {}
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
        first = self.collected.setdefault(os.path.realpath(file_path), file_path)
        if first != file_path and not parent.session.isinitpath(file_path):
            return None  # another name of the same file: a symbolic link, or a folder that leads back to itself
        outside: dict[str, Any] = (
            {} if file_path.is_relative_to(parent.config.rootpath) else {"nodeid": _outside(file_path, parent)}
        )
        form: pytest.Collector = self.file.from_parent(parent, path=file_path, run=self.run, **outside)
        return form

    def _is_form(self, path: Path) -> bool:
        if path in self.paths:
            return True
        return path.suffix.lower() in _SUFFIXES and any(path.is_relative_to(folder) for folder in self.paths)
