"""A journey as a tree of lines: what is asked and answered, and why the rest is hidden."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any, Literal

from survey_engine.journey import Journey, ShownField, ShownPage, ShownQuestion
from survey_engine.model import Condition, Field, Form, Option, Page, Question, Row
from survey_engine.problems import Problem, written
from survey_engine.rendering.cells import safe
from survey_engine.rendering.wording import wording
from survey_engine.why import Reason, Why, now

Style = Literal["page", "path", "label", "required", "kind", "value", "hidden", "error", "warning"]
Words = Sequence[tuple[str, Style]]

LONGEST_TEXT = 100
_LONGEST_REASON = 240
_LONGEST_MESSAGE = 500

_WIDTH = 116
_ROOMS = (60, 48, 40, 32, 28)
"""How long a label may be on a line about what is hidden: the most with which it keeps to the width, or the least."""
_QUOTED = re.compile("”([^”]+)”|»([^«]+)«|“([^”]+)”|‘([^’]+)’")

_WORDS: dict[str, dict[str, str]] = {
    "sv": {
        "hidden": "dold",
        "shown_if": "visas om {words}",
        "no_options": "inget alternativ kan väljas: {reasons}",
        "nothing_inside": "inget i den visas",
        "prefill": "ifylls i förväg",
        "computed": "räknas ut",
        "required_if": "obligatorisk om {words}",
        "columns": "kolumner",
        "ticked": "ikryssad",
    },
    "en": {
        "hidden": "hidden",
        "shown_if": "shown if {words}",
        "no_options": "no option can be chosen: {reasons}",
        "nothing_inside": "nothing in it is shown",
        "prefill": "filled in beforehand",
        "computed": "computed",
        "required_if": "required if {words}",
        "columns": "columns",
        "ticked": "ticked",
    },
}


@dataclass(frozen=True, slots=True)
class Branch:
    """One line of the tree, and what hangs on it."""

    words: Words
    branches: list[Branch] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(word for word, _ in self.words)


def branches(form: Form, journey: Journey, language: str, *, answered: bool) -> list[Branch]:
    """The pages of a form, shown and hidden, as this journey has them.

    Where nothing has been answered, that answers are required is no news and is not told of.
    """
    tree = _Tree(form, journey, language, answered=answered)
    return [*tree.pages(), *tree.left_over()]


class _Tree:
    def __init__(self, form: Form, journey: Journey, language: str, *, answered: bool) -> None:
        self.form = form
        self.journey = journey
        self.language = language
        self.words = _WORDS[language]
        self.problems: dict[str, list[Problem]] = defaultdict(list)
        for problem in journey.problems:
            if answered or problem.code != "required":
                self.problems[problem.path].append(problem)

    def pages(self) -> Iterator[Branch]:
        shown = {page.id: page for page in self.journey.pages}
        numbers = {page_id: number for number, page_id in enumerate(shown, 1)}
        for page in self.form.pages:
            if page.id in shown:
                words = _words((f"{numbers[page.id]}. {page.id}", "page"), (_line(page.title), "page"))
                yield Branch(words, list(self.questions(page, shown[page.id])))
            else:
                yield self.hidden(page.id, page.title, within=[(q.id, q.label) for q in page.questions])

    def questions(self, page: Page, shown: ShownPage) -> Iterator[Branch]:
        by_id = {question.id: question for question in shown.questions}
        for question in page.questions:
            if question.id in by_id:
                yield self.question(by_id[question.id])
            else:
                fields = [(part.path, part.label) for part in question.fields if part.path != question.id]
                yield self.hidden(question.id, question.label or question.text, within=fields)

    def question(self, shown: ShownQuestion) -> Branch:
        question = shown.question
        rest = shown.fields
        if rest and rest[0].path == question.id:
            branch = self.field(rest[0], question)
            rest = rest[1:]
        else:
            label = _numbered(question, question.label or question.text)
            kind = "" if question.type == "info" else f"({question.type})"
            words = _words((question.id, "path"), (label, "label"), (kind, "kind"))
            branch = Branch(words, self.found(question.id))
        branch.branches.extend(self.parts(question, rest))
        return branch

    def parts(self, question: Question, shown: Iterable[ShownField]) -> Iterator[Branch]:
        """The fields of a layout, or the companion texts of a choice."""
        by_path = {part.path: part for part in shown}
        if question.type == "matrix":
            yield Branch(self.columns(question))
            for row in question.rows:
                of_row = [part for path, part in by_path.items() if part.field.row is row]
                yield self.row(question, row, of_row)
            return
        for part in question.fields:
            if part.path in by_path:
                yield self.field(by_path[part.path])
            elif part.path != question.id and part.chosen_with is None:
                yield self.hidden(part.path, part.label)

    def columns(self, question: Question) -> Words:
        kinds = {part.column.id: _kind(part) for part in question.fields if part.column}
        named = [f"{column.id} {_line(column.label)} ({kinds.get(column.id, '')})" for column in question.columns]
        return [(f"{self.words['columns']}: ", "kind"), (" · ".join(named), "label")]

    def row(self, question: Question, row: Row, cells: Sequence[ShownField]) -> Branch:
        path = f"{question.id}.{row.id}"
        if not cells:
            return self.hidden(path, row.label)
        words = [*_words((path, "path"), (_line(row.label), "label")), (": ", "kind")]
        for number, cell in enumerate(cells):
            column = cell.field.column
            words += [(" · " if number else "", "kind"), (column.id if column else cell.path, "kind")]
            words += [*self.required(cell.field), *self.value(cell.field, "–")]
        wrong = [*self.found(path), *(branch for cell in cells for branch in self.found(cell.path, named=True))]
        return Branch(words, wrong)

    def field(self, shown: ShownField, question: Question | None = None) -> Branch:
        part = shown.field
        kind = f"{question.type} {part.unit or ''}".rstrip() if question else _kind(part)
        kind += f", {self.words['prefill']}" if part.prefill else ""
        kind += f", {self.words['computed']}" if part.computed and not question else ""
        label = _numbered(question, part.label or part.statement) if question else _line(part.label or part.statement)
        words = _words((part.path, "path"), (label, "label"))
        words += [*self.required(part), (f"  ({kind})", "kind"), *(() if part.options else self.value(part))]
        return Branch(words, [*self.options(shown), *self.found(part.path)])

    def required(self, part: Field) -> Words:
        if isinstance(part.required, Condition):
            told = self.condition("required_if", part.required)
            return [(f" * {_line(_shortened(told, _ROOMS[-1]), _LONGEST_REASON)}", "required")]
        return [(" *", "required")] if part.required and part.computed is None else []

    def value(self, part: Field, absent: str = "") -> Words:
        value = self.journey.values.get(part.path)
        if value is None:
            return [(f" {absent}", "kind")] if absent else []
        told = self.in_words(value)
        if value == part.cannot_say:
            told += f" ({wording(self.language)['cannot_say'].lower()})"
        return [(f" = {told}", "value")]

    def in_words(self, value: Any) -> str:
        match value:
            case bool():
                return self.words["ticked"]
            case int() | Decimal():
                return written(value, self.language)
            case date():
                return value.isoformat()
            case tuple():
                return ", ".join(value)
            case _:
                return _line(str(value))

    def options(self, shown: ShownField) -> Iterator[Branch]:
        """The available options, the chosen ones marked, then those that are filtered away."""
        part = shown.field
        chosen = self.journey.values.get(part.path)
        ticked = chosen if isinstance(chosen, tuple) else (chosen,)
        left, right = "[]" if part.type == "choices" else "()"
        for option in shown.options:
            mark = f"{left}{'x' if option.id in ticked else ' '}{right} {option.id}"
            style: Style = "value" if option.id in ticked else "path"
            yield Branch(_words((mark, style), (_line(option.label), "label")))
        available = set(shown.options)
        gone = [option for option in part.options if option not in available]
        for reasons, same in groupby(gone, key=lambda option: self.filtered(part, option)):
            named = ", ".join(option.id for option in same)
            yield Branch(self.fitting(named, "", reasons))

    def filtered(self, part: Field, option: Option) -> str:
        """Why an option cannot be chosen."""
        if option.companion is not None:  # at its path is the companion text, hidden for a reason of its own
            return self.condition("shown_if", option.visible_if) if option.visible_if else ""
        return "; ".join(map(self.unmet, self.journey.why(f"{part.path}.{option.id}").reasons[-1:]))

    def found(self, path: str, *, named: bool = False) -> list[Branch]:
        """What is wrong at a path."""
        lead = f"{path} " if named else ""
        return [
            Branch([(f"! {lead}{problem.code}: {_line(problem.message, _LONGEST_MESSAGE)}", problem.severity)])
            for problem in self.problems.pop(path, ())
        ]

    def left_over(self) -> Iterator[Branch]:
        """What is wrong in places that the tree does not have."""
        for path in tuple(self.problems):
            yield from self.found(path, named=True)

    def hidden(self, path: str, label: str, within: Sequence[tuple[str, str]] = ()) -> Branch:
        """A line on what is hidden; where that is because all within it is, with their reasons."""
        reasons = "; ".join(self.reasons(self.journey.why(path)))
        if reasons:
            return Branch(self.fitting(path, label, reasons))
        inside = [self.hidden(inner, text) for inner, text in within]
        return Branch(self.fitting(path, label, self.words["nothing_inside"]), inside)

    def fitting(self, name: str, label: str, why: str) -> Words:
        """What is hidden and why, with labels as long as there is room for on a line."""
        lines = [self.hiding(name, label, why, room) for room in _ROOMS]
        return next((line for line in lines if sum(len(word) for word, _ in line) <= _WIDTH), lines[-1])

    def hiding(self, name: str, label: str, why: str, room: int) -> Words:
        lead = _words((f"{self.words['hidden']}: {name}", "hidden"), (_cut(label, room), "hidden"))
        return [*lead, (f" – {_line(_shortened(why, room), _LONGEST_REASON)}", "hidden")]

    def reasons(self, why: Why) -> Iterator[str]:
        """The conditions that do not hold, from the page inwards; a choice is hidden by those of all its options."""
        failing = [reason for reason in why.reasons if not reason.holds]
        own = [reason for reason in failing if reason.level != "option"]
        yield from map(self.unmet, own)
        if failing and not own:
            yield self.words["no_options"].format(reasons="; ".join(map(self.unmet, failing)))

    def unmet(self, reason: Reason) -> str:
        """When something is shown, and the values that are in the way of it."""
        told = now(reason, self.language)
        return self.condition("shown_if", reason.condition) + (f" ({told})" if told else "")

    def condition(self, key: str, condition: Condition) -> str:
        return self.words[key].format(words=condition.in_words(self.language))


def _words(*words: tuple[str, Style]) -> list[tuple[str, Style]]:
    """Words with two spaces between them, those that are empty left out."""
    there = [(word, style) for word, style in words if word]
    return [(word if not number else f"  {word}", style) for number, (word, style) in enumerate(there)]


def _numbered(question: Question, label: str) -> str:
    return f"{question.number}. {_line(label)}" if question.number is not None else _line(label)


def _kind(part: Field) -> str:
    return f"{part.type} {part.unit}" if part.unit else part.type


def _line(text: str, longest: int = LONGEST_TEXT) -> str:
    """A text on one line, cut where it is long."""
    one = safe(" ".join(text[: 4 * longest].split()))
    return one if len(one) <= longest else one[: longest - 1].rstrip() + "…"


def _shortened(sentence: str, longest: int) -> str:
    """A sentence with what stands in quotation marks cut where it is long."""

    def cut(found: re.Match[str]) -> str:
        whole = found[0]
        return whole[0] + _cut(whole[1:-1], longest) + whole[-1]

    return _QUOTED.sub(cut, sentence)


def _cut(text: str, longest: int) -> str:
    """A text on one line, cut where it is long, between two words if that costs little."""
    one = _line(text, longest)
    if len(one) < longest or not one.endswith("…"):
        return one
    head = one[: one.rfind(" ")]
    return head.rstrip(" ,.;:") + "…" if len(head) > longest * 3 // 4 else one
