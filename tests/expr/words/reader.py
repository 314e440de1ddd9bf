"""Reads a condition in words back: a parser that knows a form's labels and the grammar of the sentences.

It knows nothing of what wrote them, and follows every way that a sentence could be read; there should be one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from unicodedata import normalize

from survey_engine import Field, Question, Survey
from survey_engine.expr import nodes
from tests.expr.words.grammar import BOUNDS, GRAMMARS, Grammar


@dataclass(frozen=True)
class Token:
    kind: Literal["word", "figure", "quoted"]
    text: str


@dataclass(frozen=True)
class Name:
    """How something was called, and where in the sentence."""

    at: int
    how: str
    said: tuple[Any, ...]
    page: str | None = None
    order: tuple[int, int] | None = None


@dataclass(frozen=True)
class Thing:
    """Something that can be called: a field, or a group, scale, row or column that several numbers belong to."""

    path: str
    labels: tuple[str, ...]
    question: Question
    alone: bool
    field: Field | None = None


class Misread(Exception):
    """A name that is nothing's, or that several things have."""


def seen(text: str) -> str:
    """A text as it is seen on one line."""
    return " ".join(_UNSEEN.sub("", normalize("NFC", text)).split())


def readings(sentence: str, survey: Survey, language: str) -> list[nodes.Condition]:
    """Every condition that the sentence can be read as. `survey` is in the language of the sentence."""
    return list(_Reader(sentence, survey, GRAMMARS[language]).conditions())


_WORD = re.compile(r"[(),]|[^\s(),]+")
_UNSEEN = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")

Ways = list[tuple[Any, int]]
"""What can be read from some place, each with the place after it."""


class _Reader:
    def __init__(self, sentence: str, survey: Survey, grammar: Grammar) -> None:
        self.survey = survey
        self.grammar = grammar
        self.tokens = tuple(_tokens(sentence, grammar))
        self.read: dict[tuple[str, int], Ways] = {}
        self.things = list({t.path: t for q in survey.questions for f in q.fields for t in _things(q, f)}.values())
        units = {seen(part.unit) for part in survey.fields if part.unit}
        self.units: set[tuple[Token, ...]] = {(Token("quoted", unit),) for unit in units}
        self.units |= {tuple(_tokens(unit, grammar)) for unit in units if not grammar.is_quoted(unit)}

    def conditions(self) -> Iterator[nodes.Condition]:
        for tree, end in self.rule("sentence", 0):
            if end == len(self.tokens):
                try:
                    yield _Resolved(self.survey, self.things, tree).condition
                except Misread:
                    continue

    def rule(self, name: str, at: int) -> Ways:
        """Every way to read a thing of that name at a place, remembered."""
        key = name, at
        if key not in self.read:
            found: Ways = []
            own = getattr(self, f"read_{name}", None)
            if own is not None:
                found += own(at)
            for template, build in self.grammar.rules.get(name, ()):
                found += [(build(*parts), end) for parts, end in self.template(template, at)]
            self.read[key] = list(dict.fromkeys(found))
        return self.read[key]

    def template(self, template: str, at: int) -> list[tuple[tuple[Any, ...], int]]:
        """A phrase with places: `ni har besvarat {name}`; `{part och}` is a list whose last comma is that word."""
        ways: list[tuple[tuple[Any, ...], int]] = [((), at)]
        for piece in re.findall(r"{[^}]*}|[(),]|[^\s{}(),]+", template):
            if piece.startswith("{"):
                rule, _, last = piece[1:-1].partition(" ")
                ways = [
                    ((*parts, more), end)
                    for parts, start in ways
                    for more, end in (self.listed(rule, last, start) if last else self.rule(rule, start))
                ]
            else:
                ways = [(parts, start + 1) for parts, start in ways if self.is_word(piece, start)]
        return ways

    def is_word(self, word: str, at: int) -> bool:
        return at < len(self.tokens) and self.tokens[at] == Token("word", word)

    def listed(self, rule: str, last: str, at: int, comma: str = ",") -> Ways:
        """Two things or more: `a, b och c`. The words of a comma and of the last are parted by `_`."""
        done: Ways = []
        going: list[tuple[tuple[Any, ...], int]] = [((item,), end) for item, end in self.rule(rule, at)]
        while going:
            longer = []
            for items, end in going:
                for _, start in self.template(last.replace("_", " "), end):
                    done += [((*items, item), after) for item, after in self.rule(rule, start)]
                for _, start in self.template(comma, end):
                    longer += [((*items, item), after) for item, after in self.rule(rule, start)]
            going = longer
        return done

    # What the sentence is made of.

    def read_sentence(self, at: int) -> Ways:
        words, ways = self.grammar, list(self.rule("part", at))
        for last, together in ((words.and_if, nodes.And), (words.or_if, nodes.Or)):
            ways += [(together(parts), end) for parts, end in self.listed("part", last, at, words.if_)]
        return ways

    def read_value(self, at: int) -> Ways:
        """Reckoning is read from the left; sums and products are not mixed without parentheses."""
        ways = list(self.rule("operand", at))
        for words in (self.grammar.sums, self.grammar.products):
            going = self.rule("operand", at)
            while going:
                going = [
                    (nodes.Arithmetic(operator, left, right), after)
                    for left, end in going
                    for word, operator in words.items()
                    for _, start in self.template(word, end)
                    for right, after in self.rule("operand", start)
                ]
                ways += going
        return ways

    def read_bound(self, at: int) -> Ways:
        """`större än 3 kr`, `senast den 2 mars 2026`."""
        found: Ways = []
        for word, operator in BOUNDS[self.grammar.language].items():
            for _, start in self.template(word, at):
                for rule in ("measured", "day", "value"):
                    found += [((operator, value), end) for value, end in self.rule(rule, start)]
        return found

    def read_literal(self, at: int) -> Ways:
        found = [*self.rule("measured", at), *self.rule("day", at)]
        if at < len(self.tokens) and self.tokens[at].kind == "quoted":
            found.append((nodes.Text(self.tokens[at].text), at + 1))
        return found

    def read_measured(self, at: int) -> Ways:
        """A number, and what it counts."""
        ways = self.rule("number", at)
        for unit in self.units:
            ways = [
                *ways,
                *((n, e + len(unit)) for n, e in self.rule("number", at) if self.tokens[e:][: len(unit)] == unit),
            ]
        return ways

    def read_number(self, at: int) -> Ways:
        return [(nodes.Number(figure), end) for figure, end in self.rule("figure", at)]

    def read_figure(self, at: int) -> Ways:
        if at < len(self.tokens) and self.tokens[at].kind == "figure":
            return [(self.grammar.number(self.tokens[at].text), at + 1)]
        return []

    def read_day(self, at: int) -> Ways:
        found: Ways = []
        for month, name in enumerate(self.grammar.months, 1):
            for (day, year), end in self.template(self.grammar.day.format(month=name), at):
                found.append((nodes.Day(date(int(year), month, int(day))), end))
        return found

    def read_numeral(self, at: int) -> Ways:
        words = self.grammar.numerals
        found: Ways = [(words.index(word), at + 1) for word in words if self.is_word(word, at)]
        return found + [(int(figure), end) for figure, end in self.rule("figure", at)]

    def read_many(self, at: int) -> Ways:
        """`fler än ett`, of options."""
        found: Ways = []
        for word, operator in self.grammar.many.items():
            for _, start in self.template(word, at):
                found += [((operator, number), end) for number, end in self.rule("numeral", start)]
        return found

    # What things are called.

    def read_noun(self, at: int) -> Ways:
        """A label: in quotation marks, or up to three words that are none of the grammar's."""
        if at < len(self.tokens) and self.tokens[at].kind == "quoted":
            return [(self.tokens[at].text, at + 1)]
        found: Ways = []
        for end in range(at, min(at + 3, len(self.tokens))):
            token = self.tokens[end]
            if token.kind != "word" or not token.text[0].isalpha() or token.text.casefold() in self.grammar.words:
                break
            found.append((" ".join(token.text for token in self.tokens[at : end + 1]), end + 1))
        return found

    def read_quoted(self, at: int) -> Ways:
        return [way for way in self.rule("noun", at) if self.tokens[at].kind == "quoted"]

    def read_name(self, at: int) -> Ways:
        """What something is called, with what tells it apart."""
        ways: Ways = []
        for (how, said), end in self.rule("called", at):
            ways.append((Name(at, how, said), end))
            ways += [
                (Name(at, how, said, page=page), after) for (page,), after in self.template(self.grammar.page, end)
            ]
            ways += [
                (Name(at, how, said, order=(int(number), int(total))), after)
                for (number, total), after in self.template(self.grammar.order, end)
            ]
        return ways


def _tokens(sentence: str, grammar: Grammar) -> Iterator[Token]:
    at = 0
    while at < len(sentence):
        pair = next((pair for pair in grammar.quotes if sentence[at] == pair[0]), None)
        if pair is not None:
            text, at = _quoted(sentence, at + 1, pair[1])
            yield Token("quoted", text)
        elif sentence[at] in " \xa0":
            at += 1
        else:
            figure = grammar.figures.match(sentence, at)
            match = figure or _WORD.match(sentence, at)
            assert match is not None
            at = match.end()
            yield Token("figure" if figure else "word", match[0])


def _quoted(sentence: str, at: int, closing: str) -> tuple[str, int]:
    """The text up to its closing mark; a mark that stands twice is one of its own."""
    text = ""
    while not sentence.startswith(closing, at) or sentence.startswith(closing * 2, at):
        assert at < len(sentence), "a quotation mark is never closed"
        step = 2 if sentence.startswith(closing, at) else 1
        text += sentence[at]
        at += step
    return text, at + 1


class _Resolved:
    """A sentence that was read, with the things that its names are."""

    def __init__(self, survey: Survey, things: list[Thing], tree: nodes.Condition) -> None:
        self.survey = survey
        self.things = things
        self.last: Question | None = None
        names = sorted(set(_names(tree)), key=lambda name: name.at)
        self.paths = {name: self.thing(name).path for name in names}
        self.condition: nodes.Condition = self.replaced(tree)

    def thing(self, name: Name) -> Thing:
        """The one thing of that name."""
        if name.how == "companion":
            option, choice = name.said
            path = self.thing(choice).path
            found = [t for t in self.things if t.path == f"{path}.{self.option(path, option)}"]
        else:
            found = [thing for thing in self.things if self.fits(thing, name)]
        if name.page is not None:
            found = [thing for thing in found if seen(thing.question.page.title) == name.page]
        if name.order is not None:
            number, total = name.order
            if len(found) != total:
                raise Misread
            found = found[number - 1 : number]
        if len(found) != 1:
            raise Misread
        self.last = found[0].question
        return found[0]

    def fits(self, thing: Thing, name: Name) -> bool:
        question = thing.question
        match name.how, name.said:
            case "number", (number,):
                return thing.alone and question.number == number
            case "again", ():
                return thing.alone and question is self.last
            case "question" | "noun", (label,):
                return (thing.alone or not question.label) and question.number is None and thing.labels == (label,)
            case "under", (*labels, (how, *of)):
                below = not thing.alone and thing.labels == tuple(labels)
                if how == "number":
                    return below and question.number == of[0]
                if how == "again":
                    return below and question is self.last
                return below and question.number is None and seen(question.label) == of[0]
            case _:
                raise AssertionError(name)

    def option(self, path: str, option: tuple[str, int | None]) -> str:
        label, place = option
        options = self.survey.field(path).options
        if place is not None:
            return options[place - 1].id
        found = [each.id for each in options if seen(each.label) == label]
        if len(found) != 1:
            raise Misread
        return found[0]

    def replaced(self, tree: Any) -> Any:
        """The tree with paths for names, and options for their labels."""
        match tree:
            case Name():
                return self.paths[tree]
            case nodes.OneOf():
                path = self.paths[tree.path]  # type: ignore[index]  # what was read has names for paths
                options = tuple(self.option(path, option) for option in tree.options)  # type: ignore[arg-type]  # the same
                return nodes.OneOf(path, options)
            case nodes.Aggregate() | nodes.Count() if tree.of is not None:
                of = self.paths[tree.of]  # type: ignore[index]  # the same
                items = tuple(nodes.Ref(path, "integer") for path in self.members(of))
                if not items:
                    raise Misread
                return nodes.Count(items) if isinstance(tree, nodes.Count) else nodes.Aggregate(tree.function, items)
            case tuple():
                return tuple(map(self.replaced, tree))
            case _ if hasattr(tree, "__dataclass_fields__"):
                return type(tree)(**{key: self.replaced(getattr(tree, key)) for key in tree.__dataclass_fields__})
            case _:
                return tree

    def members(self, of: str) -> list[str]:
        """The numbers of a group, scale, row or column: what is under it, computed values apart; of a field, itself."""
        if any(part.path == of for part in self.survey.fields):
            return [of]
        question, _, line = of.partition(".")
        return [
            part.path
            for part in self.survey.fields
            if part.path.startswith(f"{question}.") and line in ("", *part.path.split(".")[1:])
            if part.type in ("integer", "decimal") and part.computed is None
        ]


def _names(tree: Any) -> Iterator[Name]:
    if isinstance(tree, Name):
        yield tree
    elif isinstance(tree, tuple):
        for item in tree:
            yield from _names(item)
    elif hasattr(tree, "__dataclass_fields__"):
        for key in tree.__dataclass_fields__:
            yield from _names(getattr(tree, key))


def _things(question: Question, part: Field) -> Iterator[Thing]:
    if part.chosen_with is not None:
        yield Thing(part.path, ("",), question, False, part)
    elif part.path == question.id:
        yield Thing(part.path, (seen(part.label),), question, True, part)
    elif part.column is not None and part.row is not None:
        yield Thing(part.path, (seen(part.column.label), seen(part.row.label)), question, False, part)
        for line in (part.row, part.column):
            yield Thing(f"{question.id}.{line.id}", (seen(line.label),), question, False)
    else:
        yield Thing(part.path, (seen(part.row.label if part.row else part.label),), question, False, part)
        yield Thing(question.id, (seen(question.label),), question, True)
