"""A journey as a tree of lines: what is asked and answered, and why the rest is hidden."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any, Literal

from survey_engine.journey import Journey, ShownField, ShownQuestion
from survey_engine.model import Condition, Field, Form, Page, Question, Row
from survey_engine.problems import Problem, written
from survey_engine.rendering.cells import safe
from survey_engine.why import Part, Reason, Why

Style = Literal["page", "path", "label", "required", "kind", "value", "hidden", "error", "warning"]
Words = Sequence[tuple[str, Style]]

LONGEST_TEXT = 100
_PASSED_BY = ("companion",)

_WORDS: dict[str, dict[str, str]] = {
    "sv": {
        "hidden": "dold",
        "shown_if": "visas om {source}",
        "no_options": "inget av alternativen kan väljas nu",
        "nothing_inside": "inget i den visas",
        "false": "{part} stämmer inte",
        "true": "{part} stämmer",
        "missing": "saknas",
        "prefill": "ifylls i förväg",
        "computed": "räknas ut",
        "required_if": "obligatorisk om {source}",
        "columns": "kolumner",
        "ticked": "ikryssad",
        "untitled": "(utan rubrik)",
    },
    "en": {
        "hidden": "hidden",
        "shown_if": "shown if {source}",
        "no_options": "none of the options can be chosen now",
        "nothing_inside": "nothing in it is shown",
        "false": "{part} is false",
        "true": "{part} is true",
        "missing": "missing",
        "prefill": "filled in beforehand",
        "computed": "computed",
        "required_if": "required if {source}",
        "columns": "columns",
        "ticked": "ticked",
        "untitled": "(no title)",
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


def branches(form: Form, journey: Journey, language: str) -> list[Branch]:
    """The pages of a form, shown and hidden, as this journey has them."""
    return list(_Tree(journey, language).pages(form))


class _Tree:
    def __init__(self, journey: Journey, language: str) -> None:
        self.journey = journey
        self.language = language
        self.words = _WORDS[language]
        self.problems: dict[str, list[Problem]] = defaultdict(list)
        for problem in journey.problems:
            self.problems[problem.path].append(problem)

    def pages(self, form: Form) -> Iterator[Branch]:
        shown = {page.id: page for page in self.journey.pages}
        number = 0
        for page in form.pages:
            if page.id not in shown:
                yield self.hidden(page.id, page.title)
                continue
            number += 1
            questions = {question.id: question for question in shown[page.id].questions}
            yield Branch(self.page_words(number, page), list(self.questions(page, questions)))

    def page_words(self, number: int, page: Page) -> Words:
        title = _line(page.title) or self.words["untitled"]
        return [(f"{number}. ", "kind"), (title, "page"), (f"  {page.id}", "path")]

    def questions(self, page: Page, shown: dict[str, ShownQuestion]) -> Iterator[Branch]:
        for question in page.questions:
            if question.id in shown:
                yield self.question(shown[question.id])
            else:
                yield self.hidden(question.id, question.label or question.text)

    def question(self, shown: ShownQuestion) -> Branch:
        question = shown.question
        if len(question.fields) and question.fields[0].path == question.id:
            first, *rest = shown.fields
            branch = self.field(first, question)
        else:
            rest = list(shown.fields)
            kind = "" if question.type == "info" else f"  {question.type}"
            label = _line(question.label or question.text)
            branch = Branch([(question.id, "path"), (f"  {label}", "label"), (kind, "kind")], self.found(question.id))
        branch.branches.extend(self.parts(question, rest))
        return branch

    def parts(self, question: Question, shown: Iterable[ShownField]) -> Iterator[Branch]:
        """The fields of a layout, and the companion texts of a choice."""
        by_path = {part.path: part for part in shown}
        if question.type == "matrix":
            yield Branch(self.columns(question))
            for row in question.rows:
                yield self.row(question, row, [by_path[f.path] for f in question.fields if f.row is row and f.path in by_path])
            return
        for part in question.fields:
            if part.path in by_path:
                yield self.field(by_path[part.path])
            elif part.path != question.id and part.chosen_with is None:
                yield self.hidden(part.path, part.label)

    def columns(self, question: Question) -> Words:
        kinds = {part.column.id: part for part in question.fields if part.column}
        named = [f"{column.id} {_line(column.label)} ({_kind(kinds[column.id])})" for column in question.columns if column.id in kinds]
        return [(f"{self.words['columns']}: ", "kind"), (" · ".join(named), "label")]

    def row(self, question: Question, row: Row, cells: list[ShownField]) -> Branch:
        path = f"{question.id}.{row.id}"
        if not cells:
            first = next((part.path for part in question.fields if part.row is row), path)
            return self.hidden(first, row.label, named=path)
        words: list[tuple[str, Style]] = [(path, "path"), (f"  {_line(row.label)}", "label"), ("  ", "kind")]
        for number, cell in enumerate(cells):
            column = cell.field.column
            words += [(" · " if number else "", "kind"), (column.id if column else cell.path, "kind")]
            words += [*self.required(cell.field), *self.value(cell.field, "–")]
        wrong = [*self.found(path), *(branch for cell in cells for branch in self.found(cell.path, named=True))]
        return Branch(words, wrong)

    def field(self, shown: ShownField, question: Question | None = None) -> Branch:
        part = shown.field
        kind = question.type if question else _kind(part)
        extra = [self.words["prefill"]] * part.prefill + [self.words["computed"]] * bool(part.computed and not question)
        number = f"{question.number}. " if question and question.number is not None else ""
        words: list[tuple[str, Style]] = [
            (part.path, "path"),
            (f"  {number}{_line(part.label or part.statement)}", "label"),
            *self.required(part),
            (f"  {', '.join([kind + (f' {part.unit}' if part.unit and question else ''), *extra])}", "kind"),
            *([] if part.options else self.value(part)),
        ]
        return Branch(words, [*self.options(shown), *self.found(part.path)])

    def required(self, part: Field) -> Words:
        if isinstance(part.required, Condition):
            return [(f" * {self.words['required_if'].format(source=_line(part.required.source))}", "required")]
        return [(" *", "required")] if part.required and part.computed is None else []

    def value(self, part: Field, absent: str = "") -> Words:
        value = self.journey.values.get(part.path)
        if value is None:
            return [(f" = {absent}", "kind")] if absent else []
        return [(f" = {self.in_words(value)}", "value")]

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
        """The available options with the chosen ones marked, then those that are filtered away."""
        part = shown.field
        if not part.options:
            return
        chosen = self.journey.values.get(part.path)
        ticked = chosen if isinstance(chosen, tuple) else (chosen,)
        left, right = "[]" if part.type == "choices" else "()"
        words: list[tuple[str, Style]] = []
        for option in shown.options:
            mark = f"{left}{'x' if option.id in ticked else ' '}{right} {_line(option.label)}"
            words += [("  " if words else "", "kind"), (mark, "value" if option.id in ticked else "label")]
        yield Branch(words)
        available = set(shown.options)
        gone = [option for option in part.options if option not in available]
        for source, same in groupby(gone, key=lambda option: option.visible_if.source if option.visible_if else ""):
            labels = ", ".join(_line(option.label) for option in same)
            reason = self.words["shown_if"].format(source=_line(source))
            yield Branch([(f"{self.words['hidden']}: {labels} – {reason}", "hidden")])

    def found(self, path: str, *, named: bool = False) -> list[Branch]:
        """What is wrong at a path."""
        lead = f"{path} " if named else ""
        return [
            Branch([(f"! {lead}{problem.code}: {_line(problem.message, 500)}", problem.severity)])
            for problem in self.problems.pop(path, ())
        ]

    def hidden(self, path: str, label: str, *, named: str = "") -> Branch:
        reasons = "; ".join(self.reasons(self.journey.why(path))) or self.words["nothing_inside"]
        lead = f"{self.words['hidden']}: {named or path}  {_line(label)}".rstrip()
        return Branch([(f"{lead} – {reasons}", "hidden")])

    def reasons(self, why: Why) -> Iterator[str]:
        for reason in why.reasons:
            if reason.holds:
                continue
            if reason.level == "options":
                yield self.words["no_options"]
            else:
                yield self.words["shown_if"].format(source=_line(reason.source)) + self.parts_in_words(reason)

    def parts_in_words(self, reason: Reason) -> str:
        """Which parts of a condition would turn it: with their text only where they are not the whole of it."""
        if [part.source for part in reason.flips] == [reason.source]:
            return f" ({self.read(reason.flips[0])})" if reason.flips[0].values else ""
        told = [self.words["true" if p.holds else "false"].format(part=_line(p.source)) + f" ({self.read(p)})" for p in reason.flips]
        return f", {'; '.join(told)}" if told else ""

    def read(self, part: Part) -> str:
        """The values that a part of a condition reads."""
        named = (f"{path} = {self.in_words(v)}" if v is not None else f"{path} {self.words['missing']}" for path, v in part.values)
        return ", ".join(named)


def _kind(part: Field) -> str:
    return f"{part.type} {part.unit}" if part.unit else part.type


def _line(text: str, longest: int = LONGEST_TEXT) -> str:
    """A text on one line, cut where it is long."""
    one = safe(" ".join(text[: 4 * longest].split()))
    return one if len(one) <= longest else one[: longest - 1].rstrip() + "…"
