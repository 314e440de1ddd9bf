"""The names that a form's expressions see: every path with what it is, and where it is defined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from survey_engine.expr.types import BrokenType, ManyType, MatrixType, NumberType, Type
from survey_engine.source import Span

BROKEN = BrokenType()


@dataclass
class Names:
    """A scope over a whole form. What is itself broken answers `BrokenType`, and so does all that is below it.

    `taken` are paths that two things would have: they and all below them are broken, whatever they turn out to be.
    `incomplete` when some of the form could not be read: then what is unknown may be there, and answers so too.
    """

    types: dict[str, Type] = field(default_factory=dict)
    places: dict[str, Span] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    incomplete: bool = False

    def define(self, path: str, type_: Type, place: Span) -> None:
        """Puts down a path; the first definition counts."""
        self.types.setdefault(path, type_)
        self.places.setdefault(path, place)

    def replace(self, path: str, type_: Type) -> None:
        """Puts down what a path turned out to be."""
        self.types[path] = type_

    def named(self, path: str) -> Type | None:
        if self.taken and self.is_taken(path):
            return BROKEN
        known = self.types.get(path)
        if known is not None:
            return known
        above = path
        while "." in above:
            above = above.rpartition(".")[0]
            if isinstance(self.types.get(above), BrokenType):
                return BROKEN
        return BROKEN if self.incomplete else None

    def is_taken(self, path: str) -> bool:
        """Whether two things would have the path, or one above it."""
        while path and path not in self.taken:
            path = path.rpartition(".")[0]
        return bool(path)

    def resolved(self, path: str) -> str:
        return path

    def names(self) -> Iterable[str]:
        return self.types.keys()


@dataclass(frozen=True)
class RowNames:
    """The names that a matrix's check sees at one of its rows: `row.personer` is `tjanster.lotsar.personer`."""

    names_of_form: Names
    row: str
    columns: tuple[str, ...]

    def named(self, path: str) -> Type | None:
        if path.startswith("row."):
            column = path.removeprefix("row.")
            known = column in self.columns or isinstance(self.names_of_form.named(self.row), BrokenType)
            return self.names_of_form.named(f"{self.row}.{column}") if known else None
        return self.names_of_form.named(path)

    def resolved(self, path: str) -> str:
        return f"{self.row}.{path.removeprefix('row.')}" if path.startswith("row.") else path

    def names(self) -> Iterator[str]:
        yield from (f"row.{column}" for column in self.columns)
        yield from self.names_of_form.names()


def many(kind: str, members: Mapping[str, Type], computed: Iterable[str] = ()) -> ManyType:
    """A group, scale, row or column of these fields; its numbers are those that are not computed."""
    left_out = frozenset(computed)
    numbers = (path for path, type_ in members.items() if isinstance(type_, NumberType) and path not in left_out)
    return ManyType(kind, tuple(members), tuple(numbers))


def matrix(path: str, rows: Iterable[str], columns: Iterable[str]) -> MatrixType:
    return MatrixType(tuple(f"{path}.{row}" for row in rows), tuple(f"{path}.{column}" for column in columns))
