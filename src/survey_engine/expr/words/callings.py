"""What the things of a form are called in a sentence: by their labels, or by their numbers, and told apart.

The form is seen through protocols, because it stands above expressions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from survey_engine.expr import nodes
from survey_engine.expr.paths import paths
from survey_engine.expr.words.phrases import Phrases


class Labelled(Protocol):
    """A row, a column or an option."""

    @property
    def id(self) -> str: ...
    @property
    def label(self) -> str: ...


class Titled(Protocol):
    """A page."""

    @property
    def title(self) -> str: ...


class Asked(Protocol):
    """A question."""

    @property
    def id(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def number(self) -> int | None: ...
    @property
    def page(self) -> Titled: ...


class Leaf(Protocol):
    """A field."""

    @property
    def path(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def unit(self) -> str | None: ...
    @property
    def question(self) -> Asked: ...
    @property
    def row(self) -> Labelled | None: ...
    @property
    def column(self) -> Labelled | None: ...
    @property
    def chosen_with(self) -> tuple[str, str] | None: ...
    @property
    def options(self) -> Sequence[Labelled]: ...


class Labels(Protocol):
    """A form."""

    @property
    def by_path(self) -> Mapping[str, Leaf]: ...


_SPACES = re.compile(r"\s+")
_PLAIN_WORDS = re.compile(r"[^\W\d_][\w()/-]*(?: [\w()/-]+)*")


@dataclass(frozen=True)
class Callings:
    """What a form's things are called, in the language of the phrases."""

    form: Labels
    phrases: Phrases

    def text(self, label: str) -> str:
        """A label that stands as a noun: in quotation marks if it could be misread without."""
        words = re.split(r"[^\w]+", label.casefold())
        bare = _PLAIN_WORDS.fullmatch(_one_line(label)) and self.phrases.own_words.isdisjoint(words)
        return _one_line(label) if bare else self.quoted(label)

    def quoted(self, label: str) -> str:
        before, after = self.phrases.quotes
        return f"{before}{_one_line(label)}{after}"

    def value(self, path: str) -> str:
        """The value at a path: `Oanvänt statsbidrag`, `svaret på frågan ”Hur många?”`."""
        part = self.form.by_path[path]
        of_scale = part.row is not None and part.column is None
        asks = of_scale or (part.row is None and self._asks(part.label))
        if (path == part.question.id and part.question.number is not None) or asks:
            return self.phrases.the_answer.format(of=self.place(path))
        return self._told_apart(path, self._names[path])

    def place(self, path: str) -> str:
        """Where something is answered: `frågan ”Hur många?”`, `fråga 14`, `Ja eller nej under Frågor`."""
        part = self.form.by_path[path]
        numbered = path == part.question.id and part.question.number is not None
        return self._base(path) if numbered else self._told_apart(path, self._base(path))

    def _base(self, path: str) -> str:
        """Where something is answered, not yet told apart from others of that name."""
        part = self.form.by_path[path]
        if path != part.question.id:
            return self._name(part)
        if part.question.number is not None:
            return self.phrases.numbered.format(number=part.question.number)
        return self.phrases.the_question.format(label=self.quoted(part.label))

    def option(self, path: str, option: str) -> str:
        """An option of a choice."""
        return self.quoted(next(each.label for each in self.form.by_path[path].options if each.id == option))

    def whole(self, of: str, items: Sequence[nodes.Value]) -> str | None:
        """What several values are called together: a group, a scale, a row or column of a matrix; None if nothing."""
        first = self.form.by_path[next(path for item in items for path in paths(item))]
        question = self._question(first)
        if of == first.question.id:
            asks = first.question.number is not None or self._asks(first.question.label)
            return self.phrases.the_answers.format(of=question) if question and asks else question
        part = first.row if first.row and of.endswith(f".{first.row.id}") else first.column
        if part is None:
            return None
        own = self.text(part.label)
        return self.phrases.under.format(label=own, of=question) if question else own

    def unit(self, path: str) -> str | None:
        """What a number counts."""
        return self.form.by_path[path].unit

    def _noun(self, label: str) -> str:
        """A label in the place of a noun; one that asks is none, so it is quoted."""
        return self.quoted(label) if self._asks(label) else self.text(label)

    def _asks(self, label: str) -> bool:
        first = label.split(maxsplit=1)[0].casefold() if label.strip() else ""
        return "?" in label or first in self.phrases.asking

    def _question(self, part: Leaf) -> str | None:
        question = part.question
        if question.number is not None:
            return self.phrases.numbered.format(number=question.number)
        return self._noun(question.label) if question.label else None

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return {path: self._name(part) for path, part in self.form.by_path.items()}

    def _name(self, part: Leaf) -> str:
        """A field by its label and, where it is one of several, by its question's."""
        if part.path == part.question.id:
            return self.text(part.label)
        if part.chosen_with is not None:
            choice, option = part.chosen_with
            return self.phrases.companion.format(label=self.option(choice, option), of=self._base(choice))
        if part.column is not None and part.row is not None:
            own = self.phrases.cell.format(column=self.text(part.column.label), row=self.text(part.row.label))
        else:
            own = self.quoted(part.row.label) if part.row is not None else self._noun(part.label)
        question = self._question(part)
        return self.phrases.under.format(label=own, of=question) if question else own

    def _told_apart(self, path: str, name: str) -> str:
        """A name with its page or place in the form, where others have the same."""
        part = self.form.by_path[path]
        if self._counted[self._names[path]] == 1:
            return name
        page = part.question.page.title
        if page and self._counted_on_page[self._names[path], page] == 1:
            return self.phrases.on_page.format(of=name, page=self.text(page))
        return self.phrases.in_order.format(of=name, number=self._order[path])

    @cached_property
    def _counted(self) -> Counter[str]:
        return Counter(self._names.values())

    @cached_property
    def _counted_on_page(self) -> Counter[tuple[str, str]]:
        by_path = self.form.by_path
        return Counter((name, by_path[path].question.page.title) for path, name in self._names.items())

    @cached_property
    def _order(self) -> Mapping[str, int]:
        return {path: number for number, path in enumerate(self.form.by_path, 1)}


def _one_line(label: str) -> str:
    return _SPACES.sub(" ", label.strip())
