"""A form as a file of tests: whether it checks, its scenarios, what it never is, and the laws."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from survey_engine.dependencies import Blueprint
from survey_engine.model import Condition, Scenario
from survey_engine.pytest_plugin.coverage import FormCoverage
from survey_engine.pytest_plugin.items import FormTest, FormTests, Test
from survey_engine.pytest_plugin.loading import Loaded, loaded
from survey_engine.rendering.terminal import Paint, render
from survey_engine.rendering.unmet import page_sequence, told_of
from survey_engine.scenarios import failures
from survey_engine.source import Source
from survey_engine.survey import Survey

if TYPE_CHECKING:
    from survey_engine.testing.counterexamples import Report

_UNREADABLE = {"sv": "{path}: går inte att läsa ({reason})", "en": "{path}: cannot be read ({reason})"}


@dataclass(frozen=True, slots=True)
class Run:
    """What the tests of every form need of the run: how to tell what is wrong, and why laws cannot be tried."""

    language: str
    paint: Paint
    lacking: str
    coverage: FormCoverage | None


class FormFile(pytest.File):
    """A form, whose tests are collected."""

    def __init__(self, *, run: Run, **of_node: Any) -> None:
        super().__init__(**of_node)
        self.run = run

    def collect(self) -> Iterator[pytest.Item | pytest.Collector]:
        run = self.run
        try:
            form = loaded(self.path, self.nodeid, run.language)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            told = _UNREADABLE[run.language].format(path=self.nodeid, reason=reason)
            yield FormTest.from_parent(self, name="check", line=1, trial=lambda: told)
            return
        errors = [each for each in form.diagnostics if each.severity == "error"]
        line = errors[0].span.line if errors else 1
        yield FormTest.from_parent(self, name="check", line=line, trial=partial(_check, form, run))
        if form.survey is None or form.blueprint is None:
            return
        tests = _Tests(run, self.nodeid, form.source, form.survey, form.blueprint)
        for name, each in (("scenario", tests.scenarios), ("never", tests.never), ("law", tests.laws)):
            yield FormTests.from_parent(self, name=name, tests=each())


def _check(form: Loaded, run: Run) -> str:
    """All that is wrong with a form that has errors, as the command `check` shows it."""
    if form.survey is not None:
        return ""
    return "\n\n".join(render(each, form.source, paint=run.paint) for each in form.diagnostics)


@dataclass(frozen=True, slots=True)
class _Tests:
    """The tests of one form that checks."""

    run: Run
    name: str
    source: Source
    survey: Survey
    blueprint: Blueprint

    def scenarios(self) -> Iterator[Test]:
        if self.run.coverage is not None:
            self.run.coverage.begin(self.name, self.survey, self.blueprint, self.source)
        for scenario in self.survey.form.scenarios:
            line = self.blueprint.of(scenario).place.line
            yield Test(str(scenario.name), line, partial(self._scenario, scenario))

    def never(self) -> Iterator[Test]:
        for number, condition in enumerate(self.survey.form.never):
            line = self.blueprint.of(self.blueprint.form).at("never", number).line
            yield Test(condition.source, line, partial(self._never, condition), self.run.lacking)

    def laws(self) -> Iterator[Test]:
        if self.run.lacking:
            yield Test("all", 1, str, self.run.lacking)
            return
        from survey_engine.testing.falsifying import SEARCHED  # late, as below: it needs hypothesis

        yield Test("somebody can finish", 1, self._somebody_can_finish)
        for law in SEARCHED:
            yield Test(law.replace("_", " "), 1, partial(self._law, law))

    def _scenario(self, scenario: Scenario) -> str:
        if self.run.coverage is not None:
            self.run.coverage.add(self.name, scenario)
        found = failures(self.survey, scenario, blueprint=self.blueprint)
        if not found:
            return ""
        language = self.run.language
        told: list[str] = []
        for diagnostic in told_of(found, scenario, self.survey, self.blueprint, language):
            if len(told) < len(found):  # the warnings come after
                notes = (*diagnostic.notes, page_sequence(found[0].journey))
                diagnostic = replace(diagnostic, notes=notes).in_language(language)
            told.append(render(diagnostic, self.source, paint=self.run.paint))
        return "\n\n".join(told)

    def _never(self, condition: Condition) -> str:
        from survey_engine.testing.falsifying import against_never

        found = against_never(self.survey, condition, f"{self.name}::never::{condition.source}")
        return "" if found is None else self._report().never(found, condition)

    def _law(self, law: str) -> str:
        from survey_engine.testing.falsifying import against_law

        found = against_law(self.survey, law, f"{self.name}::law::{law}")
        return "" if found is None else self._report().law(found, law.replace("_", " "))

    def _somebody_can_finish(self) -> str:
        from survey_engine.testing.falsifying import nobody_can_finish

        nobody = nobody_can_finish(self.survey)
        return "" if nobody is None else self._report().nobody(nobody)

    def _report(self) -> Report:
        from survey_engine.testing.counterexamples import Report

        return Report(self.survey, self.blueprint, self.source, self.run.language, self.run.paint)
