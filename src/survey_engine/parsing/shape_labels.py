"""What a form's questions, fields and pages are called by their labels, for an author who writes those for ids."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from survey_engine.parsing.document import Mapping, Scalar, Sequence
from survey_engine.parsing.shape_ids import is_id
from survey_engine.spelling import folded


@dataclass(frozen=True)
class Labels:
    """The labels of a document that need not have the shape of a form."""

    document: Mapping

    def path(self, label: str) -> str | None:
        """The path of the one thing with that label, or with that path in other letters."""
        paths = self._paths.get(folded(label), set())
        return next(iter(paths)) if len(paths) == 1 else None

    @cached_property
    def _paths(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for page in _things(self.document, "pages"):
            for thing, path, key in (*_named(page, "", "title"), *_questions(page)):
                label = thing.get(key)
                written = [str(label.value)] if isinstance(label, Scalar) else []
                for name in (path, *written):
                    found.setdefault(folded(name), set()).add(path)
        return found


def _questions(page: Mapping) -> Iterator[tuple[Mapping, str, str]]:
    for question in _things(page, "questions"):
        for named in _named(question, "", "label"):
            yield named
            for field in _things(question, "fields"):
                yield from _named(field, f"{named[1]}.", "label")


def _named(thing: Mapping, above: str, label: str) -> Iterator[tuple[Mapping, str, str]]:
    """The thing with its path and the key of its label, if it has an id."""
    own = thing.get("id")
    if isinstance(own, Scalar) and isinstance(own.value, str) and is_id(own.value):
        yield thing, f"{above}{own.value}", label


def _things(thing: Mapping, key: str) -> Iterator[Mapping]:
    value = thing.get(key)
    return (each for each in (value.items if isinstance(value, Sequence) else ()) if isinstance(each, Mapping))
