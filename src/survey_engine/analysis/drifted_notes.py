"""A hand-written note on when something is shown (`shown_when_text`) speaks of what the form has, by its right name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from survey_engine.analysis.wording import (
    ALIKE,
    FIGURE,
    NUMBERS,
    QUESTION_NUMBERS,
    READABLE,
    At,
    Labels,
    Likeness,
    Wording,
    called,
    folded,
    in_tongue,
    most_like,
    shortened,
    ways_to_say,
)
from survey_engine.dependencies import Blueprint, Written
from survey_engine.diagnostics import Diagnostic, Fix, Note, Rule
from survey_engine.expr import nodes
from survey_engine.expr.paths import paths
from survey_engine.expr.words.callings import one_line
from survey_engine.model import Condition, Field, Form, Option, Row
from survey_engine.source import Span

NOTE_UNKNOWN_LABEL = Rule(
    "note-unknown-label",
    {"sv": "inget i formuläret heter ”{said}”", "en": "nothing in the form is called “{said}”"},
    {
        "sv": "skriv etiketten ordagrant, eller ta bort shown_when_text: orden görs då av villkoret",
        "en": "write the label word for word, or remove shown_when_text: the words are then made from the condition",
    },
    severity="warning",
)
NOTE_DIFFERS_FROM_LABEL = Rule(
    "note-differs-from-label",
    {"sv": "här står ”{said}”, men etiketten är ”{named}”", "en": "this says “{said}”, but the label is “{named}”"},
    {
        "sv": "skriv ”{label}”, eller ta bort shown_when_text: orden görs då av villkoret",
        "en": "write “{label}”, or remove shown_when_text: the words are then made from the condition",
    },
    severity="warning",
)
NOTE_WRONG_NUMBER = Rule(
    "note-wrong-number",
    {"sv": "villkoret läser inte fråga {number}", "en": "the condition does not read question {number}"},
    {
        "sv": "skriv {right}, eller ta bort shown_when_text: orden görs då av villkoret",
        "en": "write {right}, or remove shown_when_text: the words are then made from the condition",
    },
    severity="warning",
)
NOTE_NO_SUCH_OPTION = Rule(
    "note-no-such-option",
    {"sv": "det finns inget alternativ {number}", "en": "there is no option {number}"},
    {
        "sv": "frågan har {count} alternativ: skriv hellre vad alternativet heter än var det står",
        "en": "the question has {count} options: write what the option is called rather than where it stands",
    },
    severity="warning",
)
LABEL_IS_HERE = {"sv": "etiketten står här", "en": "the label is here"}

_OPTION_NUMBERS = re.compile(rf"\b(?:alternativ|alternativen|ruta|rutan|rutorna|options?|box|boxes){NUMBERS}", re.I)
_LITERAL = re.compile(r"\"([^\"]*)\"|'([^']*)'")
_EQUALS = re.compile(r"(?<![=<>!])=(?!=)\s*")
_CLAUSE_ENDS = re.compile(r"[.;,:)\n”\"»]|\s=|$")
_ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.)")
_PLAIN = re.compile(r"\w[\w -]*\w").fullmatch
_SHORT = 5  # letters of a label that too many words are like
_MOST_DRIFTS = 100  # as many as anybody reads at once
_MOST_NAMED = 20  # stretches of one note that are looked at: labels, numbers
_MOST_COMPARISONS = 10_000  # of words in one form: about a second
_LONGEST = 2_000  # characters of a note that is looked at
_MEANT = 0.5  # how like a label a stretch is that is said in quotation marks, and is no other


def drifted_notes(blueprint: Blueprint) -> Iterator[Diagnostic]:
    """What the notes of a form say in other words than the form, or of what is not there, in every language."""
    yield from islice(_all_drifts(blueprint), _MOST_DRIFTS)


def _all_drifts(blueprint: Blueprint) -> Iterator[Diagnostic]:
    labels: dict[str | None, Labels] = {}
    like = Likeness(_MOST_COMPARISONS)
    for note in _notes(blueprint):
        for language, text in note.written.texts("shown_when_text").items():
            if len(text) > _LONGEST:
                continue
            if language not in labels:
                labels[language] = Labels(called(blueprint.form, language), short=True)
            yield from _Judged(blueprint, note, language, Wording(text), labels[language], like).found()


@dataclass(frozen=True)
class _Note:
    """A note with the condition that it puts into words; `outer` are the conditions of what it stands in."""

    written: Written
    condition: Condition
    number: int | None = None
    outer: tuple[Condition | None, ...] = ()


def _notes(blueprint: Blueprint) -> Iterator[_Note]:
    """Every note that stands beside a condition, each once."""
    seen: set[Written] = set()
    for note in _all_notes(blueprint):
        if note.written not in seen:
            seen.add(note.written)
            yield note


def _all_notes(blueprint: Blueprint) -> Iterator[_Note]:
    of = blueprint.of
    for page in blueprint.form.pages:
        if page.visible_if and page.shown_when_text:
            yield _Note(of(page), page.visible_if)
        for question in page.questions:
            if question.visible_if and question.shown_when_text:
                yield _Note(of(question), question.visible_if, question.number, (page.visible_if,))
            outer = (page.visible_if, question.visible_if)
            parts: tuple[Row | Field, ...] = (*question.rows, *question.fields)
            for part in parts:
                if part.visible_if and part.shown_when_text:
                    yield _Note(of(part), part.visible_if, question.number, outer)
            for field in question.fields:
                around = (*outer, field.visible_if, field.row.visible_if if field.row else None)
                for option in field.options:
                    yield from _notes_of_option(blueprint, option, question.number, around)


def _notes_of_option(
    blueprint: Blueprint, option: Option, number: int | None, outer: tuple[Condition | None, ...]
) -> Iterator[_Note]:
    """The notes of an option and of the reference to its set; the texts are looked for where they are written."""
    if option.visible_if is not None:
        for written in (blueprint.of(option), blueprint.reference(option)):
            if written is not None and written.has("shown_when_text"):
                yield _Note(written, option.visible_if, number, outer)


@dataclass(frozen=True)
class _Judged:
    """One note in one language, against the form and against its own condition."""

    blueprint: Blueprint
    note: _Note
    language: str | None
    wording: Wording
    labels: Labels
    like: Likeness

    def found(self) -> Iterator[Diagnostic]:
        named = [*self.wording.quotations, *self._after_equals][:_MOST_NAMED]
        told: set[str] = set()
        for start, end in named:
            for diagnostic in self._named(start, end):
                told.add(str(diagnostic.params.get("label")))
                yield diagnostic
        yield from self._unnamed(told)
        yield from self._question_numbers()
        yield from self._option_numbers()

    @property
    def _form(self) -> Form:
        return self.blueprint.form

    @cached_property
    def _fields(self) -> tuple[Field, ...]:
        """The fields that the condition reads."""
        by_path = self._form.by_path
        return tuple(by_path[path] for path in dict.fromkeys(paths(self.note.condition.tree)) if path in by_path)

    @cached_property
    def _asked_for(self) -> dict[str, Written]:
        """The labels of the options that the condition asks for, and where they are written."""
        chosen = set(_options(self.note.condition.tree))
        found = [(o, part.path) for part in self._fields for o in part.options if (part.path, o.id) in chosen]
        return {in_tongue(option.label, self.language): self.blueprint.of(option) for option, _ in found}

    @cached_property
    def _read(self) -> dict[str, Written]:
        """The labels of what the condition reads, and where they are written."""
        of = self.blueprint.of
        labels: dict[str, Written] = {}
        for part in self._fields:
            if part.chosen_with is None:
                lines = [line for line in (part.row, part.column) if line is not None]
                labels |= {in_tongue(thing.label, self.language): of(thing) for thing in lines or (part,)}
        return labels | self._asked_for

    @cached_property
    def _said_right(self) -> frozenset[int]:
        """The words of the note that are the label of something read, or of any option of a choice that is."""
        options = (in_tongue(option.label, self.language) for part in self._fields for option in part.options)
        right = Labels((*self._read, *options)).occurrences(self.wording)
        return frozenset(word for first, after in right for word in range(first, after))

    @cached_property
    def _not_said(self) -> dict[str, Written]:
        """The labels of what the condition reads and the note does not have word for word."""
        return {
            label: written
            for label, written in self._read.items()
            if label and not any(Labels((label,)).occurrences(self.wording))
        }

    def _named(self, start: int, end: int) -> Iterator[Diagnostic]:
        """What is wrong with a stretch that is said to be what something is called."""
        first, after = self.wording.between(start, end)
        words = self.wording.words[first:after]
        if not words or words in self.labels or self._inside_label(first, after):
            return
        if folded(self.wording.text[start:end]) in self.labels or self._is_literal(self.wording.text[start:end]):
            return
        if _ELLIPSIS.search(self.wording.text, max(start, end - 4), end + 4) and self.labels.begin(words):
            return
        said = self.wording.text[start:end].strip()
        start = self.wording.text.index(said, start)
        span = self._span(start, start + len(said))
        meant = [label for label in self._read if self._is_meant(words, label)]
        near = max(meant, key=lambda label: self._most_alike(words, label), default=None)
        if near is not None:
            yield self._differs(said, near, span, certain=True)
        else:
            yield Diagnostic(NOTE_UNKNOWN_LABEL, span, {"said": shortened(said)})

    def _is_meant(self, words: tuple[str, ...], label: str) -> bool:
        """Whether a stretch that is no label must be meant for one that the note does not have elsewhere."""
        wanted = folded(label)
        if words[: len(wanted)] == wanted:
            return len(wanted) > 1
        return label in self._not_said and self._most_alike(words, label) >= _MEANT

    def _most_alike(self, words: tuple[str, ...], label: str) -> float:
        """How like a label some words are, with or without what it says after a comma."""
        return max((self.like.of(words, way) for way in ways_to_say(label, short=True)), default=0)

    def _is_literal(self, said: str) -> bool:
        """Whether it is a text that the condition itself compares with."""
        literals = ("".join(found) for found in _LITERAL.findall(self.note.condition.source))
        return folded(said) in {folded(literal) for literal in literals}

    def _inside_label(self, first: int, after: int) -> bool:
        return any(begun <= first and after <= ended for begun, ended in self._labels_said)

    @cached_property
    def _labels_said(self) -> tuple[At, ...]:
        return tuple(self.labels.occurrences(self.wording))

    @cached_property
    def _after_equals(self) -> tuple[At, ...]:
        """What a note says that a choice equals (“… = Annan”), where it is nothing that can be chosen."""
        if not self._asked_for:
            return ()
        options = [in_tongue(option.label, self.language) for part in self._fields for option in part.options]
        starts = {first for first, _ in Labels(options, short=True).occurrences(self.wording)}
        stretches: list[At] = []
        for found in islice(_EQUALS.finditer(self.wording.text), _MOST_NAMED):
            ends = _CLAUSE_ENDS.search(self.wording.text, found.end())
            end = ends.start() if ends else len(self.wording.text)
            first, after = self.wording.between(found.end(), end)
            if first == after or first in starts or self.wording.words[first].isdigit() or self._quoted(found.end()):
                continue
            if not self._inside_label(*self.wording.between(found.start(), found.end())):
                stretches.append((found.end(), end))
        return tuple(stretches)

    def _quoted(self, start: int) -> bool:
        return any(begun <= start + 1 <= ended for begun, ended in self.wording.quotations)

    def _unnamed(self, told: set[str]) -> Iterator[Diagnostic]:
        """What the note says in running text that must be meant for something that the condition reads.

        A label of one word or two is only looked for where it stands as a name does: “ni har använt statsbidraget” need
        not mean what is called “Använt statsbidrag”.
        """
        quoted = [self.wording.between(*at) for at in (*self.wording.quotations, *self._after_equals)]
        taken = self._said_right.union(word for first, after in quoted for word in range(first, after))
        for label in self._not_said:
            found = (
                most_like(self.wording, label, taken, self.like)
                if len(label) >= _SHORT and one_line(label) not in told
                else None
            )
            if found is None or found[0] < ALIKE:
                continue
            start, end = self.wording.at(*found[1])
            names = len(folded(label)) > 2 or (start > 0 and self.wording.text[start].isupper())
            if names and not _ELLIPSIS.match(self.wording.text, end):
                yield self._differs(self.wording.text[start:end], label, self._span(start, end))

    def _differs(self, said: str, label: str, span: Span, *, certain: bool = False) -> Diagnostic:
        """`certain`: the stretch is what was said to be a label, from its first word to its last."""
        where = self._read[label].at("label", self.language)
        fixes = (Fix(span, label),) if certain and _PLAIN(label) and span.line == span.end_line else ()
        told = _short_of_each(said, label)
        params = {"said": told[0], "named": told[1], "label": one_line(label)}
        return Diagnostic(NOTE_DIFFERS_FROM_LABEL, span, params, (Note(LABEL_IS_HERE, span=where),), fixes)

    def _question_numbers(self) -> Iterator[Diagnostic]:
        """Questions that the note names by number, and that the condition does not follow from."""
        if not any(question.number is not None for question in self._form.questions):
            return
        read = sorted({part.question.number for part in self._fields if part.question.number is not None})
        known = self._numbers_behind() | {self.note.number}
        spelt = {language: _listed(read, word) for language, word in (("sv", "fråga"), ("en", "question"))}
        for start, end, number in self._figures(QUESTION_NUMBERS):
            if number not in known and read:
                yield Diagnostic(NOTE_WRONG_NUMBER, self._span(start, end), {"number": number, "right": spelt})

    def _numbers_behind(self) -> set[int | None]:
        """The numbers of the questions that the condition, and those it stands under, read or compute from."""
        by_path = self._form.by_path
        waiting = [path for each in (self.note.condition, *self.note.outer) if each for path in paths(each.tree)]
        seen: set[str] = set()
        while waiting:
            path = waiting.pop()
            part = by_path.get(path)
            if path not in seen and part is not None and part.computed is not None:
                waiting += paths(part.computed.tree)
            seen.add(path)
        return {by_path[path].question.number for path in seen if path in by_path}

    def _option_numbers(self) -> Iterator[Diagnostic]:
        """Options that the note names by their place, where the condition's questions have not so many."""
        most = max(map(_steps, self._fields), default=0)
        for start, end, number in self._figures(_OPTION_NUMBERS) if most else ():
            if number > most:
                span = self._span(start, end)
                yield Diagnostic(NOTE_NO_SUCH_OPTION, span, {"number": number, "count": most})

    def _figures(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, int, int]]:
        """Each number that is named and is no part of a label, with where it stands; a range by its ends."""
        for found in islice(pattern.finditer(self.wording.text), _MOST_NAMED):
            for figure in islice(FIGURE.finditer(self.wording.text, *found.span(1)), _MOST_NAMED):
                if len(figure.group()) < 7 and not self._in_long_label(*figure.span()):
                    yield *figure.span(), int(figure.group())

    def _in_long_label(self, start: int, end: int) -> bool:
        """Whether it is a word among others of a label: an option may be called nothing but “14”."""
        first, after = self.wording.between(start, end)
        return any(begun <= first < after <= ended and ended - begun > 1 for begun, ended in self._labels_said)

    def _span(self, start: int, end: int) -> Span:
        return self.note.written.within("shown_when_text", start, end, self.language)


def _options(tree: nodes.Condition) -> Iterator[tuple[str, str]]:
    """The options that a condition asks for, each with the path of its choice."""
    match tree:
        case nodes.Or() | nodes.And():
            for part in tree.parts:
                yield from _options(part)
        case nodes.Not():
            yield from _options(tree.part)
        case nodes.OneOf():
            yield from ((tree.path, option) for option in tree.options)
        case nodes.Chosen():
            yield tree.path, tree.option


def _steps(part: Field) -> int:
    """How many options a field has, or the last step of its scale."""
    of_scale = part.question.type == "scale" and isinstance(part.max, int)
    return part.max if of_scale and isinstance(part.max, int) else len(part.options)


def _listed(numbers: list[int], word: str) -> str:
    return ", ".join(f"{word} {number}" for number in numbers)


def _short_of_each(said: str, label: str) -> tuple[str, str]:
    """Two texts as they are told of beside one another: of long ones, from a little before they part."""
    lines = one_line(said), one_line(label)
    if max(map(len, lines)) <= READABLE:
        return lines
    parted = (n for n, (one, other) in enumerate(zip(*lines, strict=False)) if one.casefold() != other.casefold())
    same = next(parted, min(map(len, lines)))
    start = lines[0].rfind(" ", 0, max(same - READABLE // 2, 0)) + 1
    said, label = (f"…{line[start:]}" if start else line for line in lines)
    return shortened(said), shortened(label)
