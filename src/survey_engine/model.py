"""A form, as pure data: pages of questions, and the fields that the questions are made of.

Layouts (group, matrix, scale) flatten to fields of seven kinds; who reads a form reads fields. Parts know the whole
that they belong to: a field its question, a question its page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from survey_engine.diagnostics import spoken
from survey_engine.expr import nodes
from survey_engine.frozen import Frozen
from survey_engine.texts import Text

if TYPE_CHECKING:
    from survey_engine.expr.words.callings import Callings

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


@dataclass(frozen=True, slots=True, eq=False)
class Condition:
    """A condition: what shows something, or makes it required. Why it holds or not is what `Journey.why` tells."""

    source: str
    """The expression, as it stands in the form."""
    tree: nodes.Condition = field(repr=False)
    """Not public: what the expression was parsed to."""
    form: Form | None = field(default=None, init=False, repr=False)
    """Not public: the form that it stands in, from when there is one."""

    def in_words(self, language: str) -> str:
        """The condition as a clause of ordinary prose, to stand after "Frågan visas om" or "The question is shown if".

        Questions and options are called by their labels in that language (or in the form's own where there is none);
        the rest is Swedish for `sv` and English for every other.
        """
        from survey_engine.expr.words.prose import clause  # late: who never asks for words need not load them

        assert self.form is not None  # a condition is read in a form
        return clause(self.tree, self.form.callings(language))


@dataclass(frozen=True, slots=True, eq=False)
class Computation:
    """The value of a computed field as its author wrote it, and as it was understood."""

    source: str
    """The expression, as it stands in the form."""
    tree: nodes.Value = field(repr=False)
    """Not public: what the expression was parsed to."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Option:
    """Something that can be chosen. `companion` is the text that goes with it (`specify`)."""

    id: str
    """What an answer names it by; unlike every other option of its choice."""
    label: str
    """Plain text."""
    visible_if: Condition | None = None
    """When it is available; None: whenever its choice is shown."""
    shown_when_text: str = ""
    """The author's own words for `visible_if`, or nothing."""
    exclusive: bool = False
    """Whether choosing it beside another option is a problem."""
    companion: Field | None = field(default=None, repr=False)
    """The field of its companion text, or None."""
    meta: Mapping[str, Any] = field(default_factory=Frozen, repr=False)
    """What the form carries along for the host, untouched and unchangeable."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Row:
    """A row of a matrix, or of a scale with rows."""

    id: str
    """The middle part of the paths of its fields."""
    label: str
    """Plain text."""
    help: str = ""
    """Markdown, or nothing."""
    visible_if: Condition | None = None
    """When its fields may be shown; None: whenever the question is."""
    shown_when_text: str = ""
    """The author's own words for `visible_if`, or nothing."""
    meta: Mapping[str, Any] = field(default_factory=Frozen, repr=False)
    """What the form carries along for the host, untouched and unchangeable."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Column:
    """A column of a matrix."""

    id: str
    """The last part of the paths of its fields."""
    label: str
    """Plain text."""
    help: str = ""
    """Markdown, or nothing."""
    meta: Mapping[str, Any] = field(default_factory=Frozen, repr=False)
    """What the form carries along for the host, untouched and unchangeable."""


@dataclass(frozen=True, kw_only=True, eq=False, slots=True)
class Field:
    """A leaf: one path with one value.

    `required` is true, false or a condition; a prefilled field is supplied by the host and only read by the respondent;
    `computed` is set on a field whose value follows from others. Limits that its kind does not have are None.
    `chosen_with` is, for a companion text, the path of its choice and the id of its option.
    """

    path: str
    """What its answer goes by, whole: `kostnader.resor`, `tjanster.lotsar.personer`."""
    type: Kind
    """The kind of its value. A companion text is a `text`, a field of a scale an `integer`."""
    label: str
    """Plain text: in a matrix the row's and the column's; of a companion text its own, or else its option's."""
    help: str = ""
    """Markdown, or nothing."""
    visible_if: Condition | None = None
    """Its own condition; None: shown whenever its question and row are."""
    shown_when_text: str = ""
    """The author's own words for `visible_if`, or nothing."""
    required: bool | Condition = False
    """Whether it needs an answer while it is shown."""
    prefill: bool = False
    """Whether the host supplies its value."""
    computed: Computation | None = None
    """How its value follows from others; None for what is answered."""
    chosen_with: tuple[str, str] | None = None
    """Of a companion text: the path of its choice and the id of its option."""
    row: Row | None = None
    """Its row in a matrix, or in a scale with rows."""
    column: Column | None = None
    """Its column in a matrix."""
    max_chars: int | None = None
    """The longest text there may be, in Unicode code points after NFC, a line break as one."""
    multiline: bool = False
    """Whether a text may want several lines."""
    format: Format | None = None
    """What a text must look like."""
    min: Limit | None = None
    """The least value, itself allowed; of a scale, its first step."""
    max: Limit | None = None
    """The greatest value, itself allowed; of a scale, its last step."""
    places: int | None = None
    """The most decimals there may be, 1–6; of a computed value, how many there are."""
    unit: str | None = None
    """What a number counts, such as `kr`."""
    cannot_say: int | Decimal | None = None
    """The number that says “we cannot answer”: valid, exempt from limits, otherwise missing."""
    options: tuple[Option, ...] = ()
    """What can be chosen, in the form's order; empty where nothing can."""
    max_selected: int | None = None
    """How many options may be chosen."""
    statement: str = ""
    """What a confirm confirms."""
    meta: Mapping[str, Any] = field(default_factory=Frozen, repr=False)
    """What the form carries along for the host, untouched and unchangeable."""
    question: Question = field(init=False, repr=False)
    """The question that it belongs to."""

    @property
    def answerable(self) -> bool:
        """Whether the respondent answers it: it is neither prefilled nor computed."""
        return not self.prefill and self.computed is None

    @property
    def page(self) -> Page:
        """The page that it is on."""
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
    """`error` stops a submission, `warning` stops nothing."""
    source: str
    """The condition that sets it off, as it stands in the form."""
    message: str
    """What the respondent is told, in the language of the form."""
    cases: tuple[CheckCase, ...]
    """Not public: the check written out for each row."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Question:
    """A question as a respondent meets it: one field, or a layout of several, or none (`info`).

    `fields` are its leaves in order, companion texts after the choice that they belong to. `number` is set when the
    form is numbered. `shown_when_text` is the author's own note on when it is shown.
    """

    id: str
    """The first part of the path of each of its fields."""
    type: QuestionType
    """What it is called in the form."""
    label: str = ""
    """Plain text; a group may be without."""
    help: str = ""
    """Markdown, or nothing."""
    text: str = ""
    """What an `info` says, as Markdown."""
    number: int | None = None
    """Its number, in a form that is numbered; hidden questions are counted too."""
    visible_if: Condition | None = None
    """Its own condition; None: shown whenever its page is."""
    shown_when_text: str = ""
    """The author's own words for `visible_if`, or nothing."""
    required: bool | Condition = False
    """The default for its fields; they know what holds for them."""
    prefill: bool = False
    """The default for its fields."""
    unit: str | None = None
    """What its number counts, such as `kr`."""
    low: str = ""
    """What the first step of a scale stands for."""
    high: str = ""
    """What the last step of a scale stands for."""
    fields: tuple[Field, ...] = field(default=(), repr=False)
    """Its leaves, in the form's order; none of an `info`."""
    rows: tuple[Row, ...] = field(default=(), repr=False)
    """The rows of a matrix, or of a scale that has them."""
    columns: tuple[Column, ...] = field(default=(), repr=False)
    """The columns of a matrix."""
    checks: tuple[Check, ...] = field(default=(), repr=False)
    """What its author calls wrong or doubtful."""
    meta: Mapping[str, Any] = field(default_factory=Frozen, repr=False)
    """What the form carries along for the host, untouched and unchangeable."""
    page: Page = field(init=False, repr=False)
    """The page that it is on."""

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
    """No question and no other page has it."""
    title: str = ""
    """Plain text, or nothing."""
    text: str = ""
    """Markdown, or nothing."""
    visible_if: Condition | None = None
    """When it is shown, by earlier pages; None: always."""
    shown_when_text: str = ""
    """The author's own words for `visible_if`, or nothing."""
    questions: tuple[Question, ...] = field(default=(), repr=False)
    """Its questions, in the form's order."""
    meta: Mapping[str, Any] = field(default_factory=Frozen, repr=False)
    """What the form carries along for the host, untouched and unchangeable."""

    def __post_init__(self) -> None:
        for part in self.questions:
            object.__setattr__(part, "page", self)


@dataclass(frozen=True, slots=True)
class SubmissionTerms:
    """What the form says of its submission; the engine itself never reads it. `receipt_to` is the path of an e-mail."""

    opens: date | None = None
    """The first day."""
    closes: date | None = None
    """The last day, itself included."""
    max_submissions: int | None = None
    """How often one respondent may submit."""
    receipt_to: str | None = None
    """The path of the answer that holds the address for a receipt."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """An example that the author vouches for: `values` and `problems` by path, `shown` and `hidden` paths or ids."""

    name: str
    """What it is an example of."""
    answers: Mapping[str, Any]
    """Path → JSON value."""
    shown: tuple[str, ...] = ()
    """What is shown: paths, or ids of questions and pages."""
    hidden: tuple[str, ...] = ()
    """What is not."""
    values: Mapping[str, Any] = field(default_factory=Frozen)
    """Path → value in effect; None: missing."""
    problems: Mapping[str, str | None] = field(default_factory=Frozen)
    """Path → the code of a problem there; None: there is none."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Form:
    """A whole form, in one language. `fingerprint` tells two contents apart, whatever the file's layout."""

    id: str
    """The form's identity, the same over the years' editions."""
    version: str
    """The edition."""
    language: str
    """The language that its texts are in."""
    title: str
    """Plain text."""
    back: bool = True
    """Whether there is a way back to earlier pages."""
    submission: SubmissionTerms = field(default_factory=SubmissionTerms)
    """When and how often it may be submitted, for the host to hold."""
    pages: tuple[Page, ...] = field(default=(), repr=False)
    """Every page, in order."""
    never: tuple[Condition, ...] = field(default=(), repr=False)
    """What no complete response may be."""
    scenarios: tuple[Scenario, ...] = field(default=(), repr=False)
    """The examples that its author vouches for."""
    fingerprint: str = ""
    """A digest of the form's content."""
    meta: Mapping[str, Any] = field(default_factory=Frozen, repr=False)
    """What the form carries along for the host, untouched and unchangeable."""

    def __post_init__(self) -> None:
        for condition in _conditions(self):
            if condition.form is None:  # translations share their conditions: these stay the first form's
                object.__setattr__(condition, "form", self)

    def callings(self, language: str) -> Callings:
        """Not public: what its things are called in sentences of that language."""
        from survey_engine.expr.words.callings import Callings
        from survey_engine.expr.words.tongues import phrases

        if language not in self._callings:
            self._callings[language] = Callings(in_language(self, language), phrases(spoken(language)))
        return self._callings[language]

    @cached_property
    def _callings(self) -> dict[str, Callings]:
        return {}

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
        """Not public: every field by its path."""
        return Frozen({part.path: part for part in self.fields})


def _conditions(form: Form) -> Iterator[Condition]:
    """Every condition of a form."""
    required: list[Question | Field] = [*form.questions, *form.fields]
    things: list[Page | Question | Row | Option | Field] = [*form.pages, *required]
    things += [row for question in form.questions for row in question.rows]
    things += [option for part in form.fields for option in part.options]
    found = [thing.visible_if for thing in things]
    found += [thing.required for thing in required if isinstance(thing.required, Condition)]
    yield from (condition for condition in (*found, *form.never) if condition is not None)


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
