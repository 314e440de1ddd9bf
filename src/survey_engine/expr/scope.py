"""What an expression may ask the form that it stands in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from survey_engine.expr.types import Type


class Scope(Protocol):
    """The names that an expression sees."""

    def named(self, path: str) -> Type | None:
        """What a path names, or None when it names nothing. `row.…` is asked for as it was written."""
        ...

    def resolved(self, path: str) -> str:
        """The whole flat path of a name (`row.personer` → `tjanster.lotsar.personer` in a matrix's check)."""
        ...

    def names(self) -> Iterable[str]:
        """Every path there is, to find the one that was meant."""
        ...
