"""What a form's tests are to pytest: items that tell what is wrong in the form's words, never by a traceback."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from survey_engine.json_values import sendable
from survey_engine.rendering.cells import safe_line

Trial = Callable[[], str]
"""Tries one thing of a form; what it gives is what is wrong, as it is told, or nothing."""


class Unmet(Exception):
    """What a test found wrong, as it is told."""


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
            name = _name(test.name, taken)
            item: pytest.Item = FormTest.from_parent(self, name=name, line=test.line, trial=test.trial)
            if test.skipped:
                item.add_marker(pytest.mark.skip(reason=test.skipped))
            yield item


def _name(text: str, taken: set[str]) -> str:
    """A name that can stand in a test's id, unlike those that are taken."""
    plain = safe_line(sendable(" ".join(text.replace("::", ": ").split()))) or "–"
    name, number = plain, 1
    while name in taken:
        number += 1
        name = f"{plain} ({number})"
    taken.add(name)
    return name
