"""A form, as pure data: pages of questions, and the fields that the questions are made of.

Layouts (group, matrix, scale) flatten to fields of seven kinds; who reads a form reads fields. Parts know the whole
that they belong to: a field its question, a question its page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal, Self

from survey_engine.expr import nodes
from survey_engine.frozen import Frozen

Kind = Literal["text", "integer", "decimal", "date", "choice", "choices", "confirm"]
QuestionType = Literal[
    "info",
    "text",
    "integer",
    "decimal",
    "date",
    "choice",
    "choices",
    "confirm",
    "scale",
    "group",
    "matrix",
    "computed",
]
Format = Literal["email", "phone", "postcode", "orgnr", "url"]
Limit = int | Decimal | date


class Text(str):
    """A text that exists in several languages: it is itself in one of them and knows the others.

    A language that is missing falls back to the form's own.
    """

    __slots__ = ("_fallback", "_language", "_translations")
    _translations: Frozen[str, str]
    _language: str
    _fallback: str

    def __new__(cls, translations: Mapping[str, str], language: str, fallback: str) -> Self:
        text = super().__new__(cls, translations.get(language, translations[fallback]))
        text._translations, text._language, text._fallback = Frozen(translations), language, fallback
        return text

    @property
    def translations(self) -> Mapping[str, str]:
        """Language → text."""
        return self._translations

    @property
    def language(self) -> str:
        """The language that was asked for."""
        return self._language

    @property
    def fallback(self) -> str:
        """The form's own language."""
        return self._fallback

    def in_language(self, language: str) -> Text:
        return Text(self._translations, language, self._fallback)

    def __reduce__(self) -> tuple[Any, ...]:
        return (Text, (self._translations, self._language, self._fallback))


@dataclass(frozen=True, slots=True, eq=False)
class Condition:
    """A condition as its author wrote it, and as it was understood."""

    source: str
    tree: nodes.Condition = field(repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Computation:
    """The value of a computed field as its author wrote it, and as it was understood."""

    source: str
    tree: nodes.Value = field(repr=False)


@dataclass(frozen=True, kw_only=True, eq=False)
class Option:
    """Something that can be chosen. `companion` is the text that goes with it (`specify`)."""

    id: str
    label: str
    visible_if: Condition | None = None
    shown_when_text: str = ""
    exclusive: bool = False
    companion: Field | None = field(default=None, repr=False)
    meta: Mapping[str, Any] = field(default_factory=Frozen, repr=False)


@dataclass(frozen=True, kw_only=True, eq=False)
class Row:
    """A row of a matrix, or of a scale with rows."""

    id: str
    label: str
    help: str = ""
    visible_if: Condition | None = None
    shown_when_text: str = ""
    meta: Mapping[str, Any] = field(default_factory=Frozen, repr=False)


@dataclass(frozen=True, kw_only=True, eq=False)
class Column:
    """A column of a matrix."""

    id: str
    label: str
    help: str = ""
    meta: Mapping[str, Any] = field(default_factory=Frozen, repr=False)


@dataclass(frozen=True, kw_only=True, eq=False, slots=True)
class Field:
    """A leaf: one path with one value.

    `required` is true, false or a condition; a prefilled field is supplied by the host and only read by the respondent;
    `computed` is set on a field whose value follows from others. Limits that its kind does not have are None.
    `chosen_with` is, for a companion text, the path of its choice and the id of its option.
    """

    path: str
    type: Kind
    label: str
    help: str = ""
    visible_if: Condition | None = None
    shown_when_text: str = ""
    required: bool | Condition = False
    prefill: bool = False
    computed: Computation | None = None
    chosen_with: tuple[str, str] | None = None
    row: Row | None = None
    column: Column | None = None
    max_chars: int | None = None
    multiline: bool = False
    format: Format | None = None
    min: Limit | None = None
    max: Limit | None = None
    places: int | None = None
    unit: str | None = None
    cannot_say: int | Decimal | None = None
    options: tuple[Option, ...] = ()
    max_selected: int | None = None
    statement: str = ""
    meta: Mapping[str, Any] = field(default_factory=Frozen, repr=False)
    question: Question = field(init=False, repr=False)

    @property
    def page(self) -> Page:
        return self.question.page


@dataclass(frozen=True, slots=True, eq=False)
class CheckCase:
    """One trial of a check: where its problem stands, and what sets it off (`row.` written out for one row)."""

    path: str
    tree: nodes.Condition = field(repr=False)
    row: Row | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Check:
    """Something that an author says is wrong (`error_if`) or doubtful (`warn_if`), with what to tell the respondent."""

    severity: Literal["error", "warning"]
    source: str
    message: str
    cases: tuple[CheckCase, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Question:
    """A question as a respondent meets it: one field, or a layout of several, or none (`info`).

    `fields` are its leaves in order, companion texts after the choice that they belong to. `number` is set when the
    form is numbered. `shown_when_text` is the author's own note on when it is shown.
    """

    id: str
    type: QuestionType
    label: str = ""
    help: str = ""
    text: str = ""
    number: int | None = None
    visible_if: Condition | None = None
    shown_when_text: str = ""
    required: bool | Condition = False
    prefill: bool = False
    unit: str | None = None
    low: str = ""
    high: str = ""
    fields: tuple[Field, ...] = field(default=(), repr=False)
    rows: tuple[Row, ...] = field(default=(), repr=False)
    columns: tuple[Column, ...] = field(default=(), repr=False)
    checks: tuple[Check, ...] = field(default=(), repr=False)
    meta: Mapping[str, Any] = field(default_factory=Frozen, repr=False)
    page: Page = field(init=False, repr=False)

    def __post_init__(self) -> None:
        for part in self.fields:
            object.__setattr__(part, "question", self)

    @property
    def options(self) -> tuple[Option, ...]:
        """The options of a `choice` or `choices`."""
        return self.fields[0].options if self.type in ("choice", "choices") and self.fields else ()


@dataclass(frozen=True, kw_only=True, eq=False)
class Page:
    """A page of questions. One without questions is shown as it is, with its title and its text."""

    id: str
    title: str = ""
    text: str = ""
    visible_if: Condition | None = None
    shown_when_text: str = ""
    questions: tuple[Question, ...] = field(default=(), repr=False)
    meta: Mapping[str, Any] = field(default_factory=Frozen, repr=False)

    def __post_init__(self) -> None:
        for part in self.questions:
            object.__setattr__(part, "page", self)


@dataclass(frozen=True, slots=True)
class SubmissionTerms:
    """What the form says of its submission; the engine itself never reads it. `receipt_to` is the path of an e-mail."""

    opens: date | None = None
    closes: date | None = None
    max_submissions: int | None = None
    receipt_to: str | None = None


@dataclass(frozen=True, slots=True)
class Scenario:
    """An example that the author vouches for: `values` and `problems` by path, `shown` and `hidden` paths or ids."""

    name: str
    answers: Mapping[str, Any]
    shown: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    values: Mapping[str, Any] = field(default_factory=Frozen)
    problems: Mapping[str, str] = field(default_factory=Frozen)


@dataclass(frozen=True, kw_only=True, eq=False)
class Form:
    """A whole form, in one language. `fingerprint` tells two contents apart, whatever the file's layout."""

    id: str
    version: str
    language: str
    title: str
    back: bool = True
    submission: SubmissionTerms = field(default_factory=SubmissionTerms)
    pages: tuple[Page, ...] = field(default=(), repr=False)
    never: tuple[Condition, ...] = field(default=(), repr=False)
    scenarios: tuple[Scenario, ...] = field(default=(), repr=False)
    fingerprint: str = ""
    meta: Mapping[str, Any] = field(default_factory=Frozen, repr=False)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every question, in order."""
        return tuple(question for page in self.pages for question in page.questions)

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Every leaf, in order."""
        return tuple(part for question in self.questions for part in question.fields)

    @cached_property
    def by_path(self) -> Mapping[str, Field]:
        return Frozen({part.path: part for part in self.fields})


def in_language(form: Form, language: str) -> Form:
    """The same form with every text in another language; where that is missing, in the form's own."""
    if language == form.language:
        return form
    translated: Form = _translated(form, language, {})
    return replace(translated, language=language)


def _translated(part: Any, language: str, done: dict[int, Any]) -> Any:
    """Any part of a form, rebuilt in another language; what is shared between parts stays shared."""
    if isinstance(part, Text):
        return part.in_language(language)
    if isinstance(part, tuple):
        return tuple(_translated(item, language, done) for item in part)
    if not isinstance(part, Form | Page | Question | Field | Option | Row | Column | Check | CheckCase | Scenario):
        return part
    if id(part) not in done:
        changes = {f.name: _translated(getattr(part, f.name), language, done) for f in fields(part) if f.init}
        done[id(part)] = replace(part, **changes)
    return done[id(part)]
