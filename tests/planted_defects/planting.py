"""Small bugs put into the library, one at a time, in the text of a module while it is imported.

Nothing here imports the library: a defect is planted in a process that has not done so yet.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import ModuleType

PACKAGE = Path(__file__).parents[2] / "src" / "survey_engine"


@dataclass(frozen=True, slots=True)
class Defect:
    """A bug: in a file of the package, one stretch of text that becomes another."""

    name: str
    file: str
    old: str
    new: str

    @property
    def module(self) -> str:
        """The full name of the module that it is in."""
        return "survey_engine." + self.file.removesuffix(".py").replace("/", ".")


class Unplantable(Exception):
    """The text that a defect is to change does not stand in its file, once."""


def text_of(defect: Defect) -> str:
    return (PACKAGE / defect.file).read_text("utf-8")


def with_defect(text: str, defect: Defect) -> str:
    """The module's text with the bug in it. Raises `Unplantable` when it is no longer there to be changed."""
    if text.count(defect.old) != 1:
        raise Unplantable(f"{defect.name}: found {text.count(defect.old)} times in {defect.file}")
    return text.replace(defect.old, defect.new)


class _Loader(SourceFileLoader):
    """Loads the module with the bug in it, and leaves no trace in any cache."""

    def __init__(self, defect: Defect) -> None:
        super().__init__(defect.module, str(PACKAGE / defect.file))
        self.defect = defect

    def exec_module(self, module: ModuleType) -> None:
        source = with_defect(text_of(self.defect), self.defect)
        exec(compile(source, self.path, "exec"), module.__dict__)


class _Finder(MetaPathFinder):
    def __init__(self, defect: Defect) -> None:
        self.defect = defect

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        spec = PathFinder.find_spec(fullname, path, target) if fullname == self.defect.module else None
        if spec is not None:
            spec.loader = _Loader(self.defect)
        return spec


def plant(defect: Defect) -> None:
    """Makes the library of this process one with the bug."""
    assert "survey_engine" not in sys.modules, "a bug is planted before the library is imported"
    sys.meta_path.insert(0, _Finder(defect))
