"""What the things of a form are called in a sentence: by their labels, or by their numbers, and told apart.

The form is seen through protocols, because it stands above expressions.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol
from unicodedata import normalize

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
    @property
    def answerable(self) -> bool: ...


class Labels(Protocol):
    """A form."""

    @property
    def by_path(self) -> Mapping[str, Leaf]: ...


Name = tuple[object, ...]
"""What a thing is called, in parts; things with the same are told apart by where they are."""

_SPACES = re.compile(r"\s+")
_UNSEEN = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_PLAIN_NOUN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*(?: [^\W\d_]+(?:-[^\W\d_]+)*){0,2}")
_PLAIN_UNIT = re.compile(r"[^\s\d\"'”“»«’‘,()−-][^\s\"'”“»«’‘,()]*(?: [^\s\d\"'”“»«’‘,()−-][^\s\"'”“»«’‘,()]*)*")
_LONG = 30  # characters of a label that is tiresome to read twice


@dataclass(frozen=True)
class Callings:
    """What a form's things are called, in the language of the phrases.

    `after` is the id of the question that the sentence spoke of last, if it did: one with a long label is not called
    by it twice over.
    """

    form: Labels
    phrases: Phrases

    def text(self, label: str) -> str:
        """A label that stands as a noun: in quotation marks unless it is a few plain words that begin a noun."""
        line = one_line(label)
        bare = _PLAIN_NOUN.fullmatch(line) and line[0].isupper() and self._foreign(line) and not self._asks(line)
        return line if bare else self.quoted(line)

    def quoted(self, label: str) -> str:
        """A label in quotation marks."""
        return self.literal(one_line(label))

    def literal(self, text: str) -> str:
        """A text as it is, in quotation marks that it does not contain, or contains doubled."""
        for before, after in self.phrases.quotes:
            if before not in text and after not in text:
                return f"{before}{text}{after}"
        before, after = self.phrases.quotes[0]
        return f"{before}{text.replace(after, after * 2)}{after}"

    def unit(self, path: str) -> str | None:
        """What a number counts."""
        unit = one_line(self.form.by_path[path].unit or "")
        plain = _PLAIN_UNIT.fullmatch(unit) and self._foreign(unit)
        return (unit if plain else self.quoted(unit)) if unit else None

    def value(self, path: str, after: str | None = None) -> str:
        """The value at a path: `Oanvänt statsbidrag`, `svaret på frågan ”Hur många?”`."""
        part = self.form.by_path[path]
        of_scale = part.row is not None and part.column is None
        asks = of_scale or (part.row is None and part.chosen_with is None and self._asks(part.label))
        if asks or self._numbered(part):
            return self.phrases.the_answer.format(of=self.place(path, after))
        return self._told_apart(path, self._name(part, self._if_alone(path, after)))

    def place(self, path: str, after: str | None = None) -> str:
        """Where something is answered: `frågan ”Hur många?”`, `fråga 14`, `Ja eller nej under Frågor`."""
        part = self.form.by_path[path]
        if path != part.question.id:
            return self._told_apart(path, self._name(part, self._if_alone(path, after)))
        if self._again(part, after):
            return self.phrases.same_question
        name = self._question_of(part)
        return name if self._numbered(part) else self._told_apart(path, name)

    def box(self, path: str, after: str | None = None) -> str:
        """What is ticked to confirm something: `”Uppgifterna stämmer”`, `rutan på fråga 25`."""
        part = self.form.by_path[path]
        if path != part.question.id:
            return self.place(path, after)
        if self._numbered(part) or self._again(part, after):
            return self.phrases.box.format(of=self.place(path, after))
        return self._told_apart(path, self.quoted(part.label))

    def supplied(self, path: str, after: str | None = None) -> str:
        """What has its value from elsewhere: `Oanvänt statsbidrag`, `frågan ”Hur stort belopp?”`."""
        part = self.form.by_path[path]
        named = path == part.question.id and not self._asks(part.label) and not self._numbered(part)
        return (self.value if named else self.place)(path, after)

    def is_question(self, path: str) -> bool:
        """Whether something is answered rather than filled in: a question, a choice, a step of a scale."""
        part = self.form.by_path[path]
        of_scale = part.row is not None and part.column is None
        return path == part.question.id or of_scale or bool(part.options)

    def is_supplied(self, path: str) -> bool:
        """Whether a value comes from elsewhere than those who answer."""
        return not self.form.by_path[path].answerable

    def question(self, path: str) -> str:
        """The id of the question that a path belongs to."""
        return self.form.by_path[path].question.id

    def option(self, path: str, option: str) -> str:
        """An option of a choice."""
        return self._options(path)[option]

    def whole(self, of: str, items: Sequence[nodes.Value], after: str | None = None) -> str | None:
        """What several values are called together: a group, a scale, a row or column of a matrix; None if nothing."""
        first = self.form.by_path[next(path for item in items for path in paths(item))]
        after = self._if_alone(of, after)
        question = self._question(first, after)
        if of != first.question.id:
            line = first.row if first.row and of.rpartition(".")[2] == first.row.id else first.column
            assert line is not None  # what is below a question is a row or a column
            name = self.text(line.label)
            return self._told_apart(of, self.phrases.under.format(label=name, of=question) if question else name)
        if question is None:
            return None
        asks = first.question.number is not None or self._asks(first.question.label) or self._again(first, after)
        name = self.phrases.the_answers.format(of=question) if asks else question
        return name if first.question.number is not None else self._told_apart(of, name)

    def _foreign(self, line: str) -> bool:
        """Whether a label has no word of the phrases."""
        return self.phrases.own_words.isdisjoint(re.split(r"[^\w]+", line.casefold()))

    def _asks(self, label: str) -> bool:
        return "?" in label or not self.phrases.asking.isdisjoint(label.casefold().split(maxsplit=2)[:2])

    def _numbered(self, part: Leaf) -> bool:
        return part.path == part.question.id and part.question.number is not None

    def _again(self, part: Leaf, after: str | None) -> bool:
        """Whether a question is the one that was spoken of last, and tiresome to call by its label again."""
        question = part.question
        return question.id == after and question.number is None and len(one_line(question.label)) > _LONG

    def _question(self, part: Leaf, after: str | None = None) -> str | None:
        """A part's question, in the place of a noun."""
        question = part.question
        if question.number is not None:
            return self.phrases.numbered.format(number=question.number)
        if self._again(part, after):
            return self.phrases.same_question
        return self.text(question.label) if question.label else None

    def _question_of(self, part: Leaf) -> str:
        """A question that is itself the field, by its number or its label."""
        if part.question.number is not None:
            return self.phrases.numbered.format(number=part.question.number)
        return self.phrases.the_question.format(label=self.quoted(part.label))

    def _name(self, part: Leaf, after: str | None) -> str:
        """A field by its label and, where it is one of several, by its question's."""
        if part.path == part.question.id:
            return self.text(part.label)
        if part.chosen_with is not None:
            choice, option = part.chosen_with
            return self.phrases.companion.format(label=self.option(choice, option), of=self.place(choice, after))
        if part.column is not None and part.row is not None:
            own = self.phrases.cell.format(column=self.text(part.column.label), row=self.text(part.row.label))
        else:
            own = self.quoted(part.row.label) if part.row is not None else self.text(part.label)
        question = self._question(part, after)
        return self.phrases.under.format(label=own, of=question) if question else own

    def _options(self, path: str) -> Mapping[str, str]:
        """The options of a choice, by id; those with the same label with their place in the list."""
        if path not in self._options_by_path:
            options = self.form.by_path[path].options
            labels = Counter(one_line(each.label) for each in options)
            self._options_by_path[path] = {
                each.id: self.quoted(each.label)
                if labels[one_line(each.label)] == 1
                else self.phrases.option_in_order.format(label=self.quoted(each.label), number=place)
                for place, each in enumerate(options, 1)
            }
        return self._options_by_path[path]

    @cached_property
    def _options_by_path(self) -> dict[str, Mapping[str, str]]:
        return {}

    def _told_apart(self, path: str, called: str) -> str:
        """What a thing is called, with its page or its place in the form, where others are called the same."""
        name, title = self._names[path]
        alike = self._alike[name]
        if len(alike) == 1 or name[0] == "companion":  # these are told apart by their choices
            return called
        if title and self._on_page[name, title] == 1:
            return self.phrases.on_page.format(of=called, page=self.text(title))
        return self.phrases.in_order.format(of=called, number=alike[path], total=len(alike))

    def _if_alone(self, path: str, after: str | None) -> str | None:
        """The question spoken of last, for what no other is called like: what is told apart is called in full."""
        return after if len(self._alike[self._names[path][0]]) == 1 else None

    @cached_property
    def _names(self) -> Mapping[str, tuple[Name, str]]:
        """What each field, and each group, scale, row and column, is called, and the title of its page."""
        names: dict[str, tuple[Name, str]] = {}
        for part in self.form.by_path.values():
            title = one_line(part.question.page.title)
            for path, name in self._named(part):
                names.setdefault(path, (name, title))
        return names

    def _named(self, part: Leaf) -> Iterator[tuple[str, Name]]:
        """A field and what it is part of."""
        question = part.question
        of = question.number if question.number is not None else one_line(question.label)
        if part.chosen_with is not None:
            yield part.path, ("companion", part.path)
        elif part.path == question.id:
            yield part.path, (of, "")
        elif part.column is not None and part.row is not None:
            row, column = one_line(part.row.label), one_line(part.column.label)
            yield part.path, (column, row, of)
            yield f"{question.id}.{part.row.id}", (row, of)
            yield f"{question.id}.{part.column.id}", (column, of)
        else:
            yield part.path, (one_line(part.label if part.row is None else part.row.label), of)
            yield question.id, (of, "")

    @cached_property
    def _alike(self) -> Mapping[Name, Mapping[str, int]]:
        """The things of each name, in order, each with its number among them."""
        alike: dict[Name, dict[str, int]] = defaultdict(dict)
        for path, (name, _) in self._names.items():
            alike[name][path] = len(alike[name]) + 1
        return alike

    @cached_property
    def _on_page(self) -> Counter[tuple[Name, str]]:
        return Counter(self._names.values())


def one_line(text: str) -> str:
    """A text of the form as one line of a sentence, without signs that are not seen."""
    return _SPACES.sub(" ", _UNSEEN.sub("", normalize("NFC", text))).strip()
