"""Hypothesis strategies: whole surveys as YAML, expressions over given fields, and whatever a client could send.

```python
from hypothesis import given
from hypothesis import strategies as st

@given(data=st.data(), survey=surveys().map(se.load_text))
def test_it(data, survey):
    journey = survey.evaluate(data.draw(answers(survey)))
```

Everything is built so that it is valid from the start; nothing is drawn and thrown away. What is drawn shrinks towards
one page with one plain question and no conditions, and towards no answers. Which forms and answers are drawn, and how
often, is not promised and changes between versions; what is promised is that every survey loads and every expression
is well-typed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Literal, TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from survey_engine import Field, Survey
from survey_engine.model import Column, Row

Description = dict[str, Any]
"""A form, or a part of one, as plain data in the shape of its YAML."""

_Drawn = TypeVar("_Drawn")

MOST_DIGITS = 100  # an expression whose value could have more digits is an error
ANSWER_DIGITS = 15

FIGURES = (0, 1, 2, 3, 5, 10, 100)
"""Whole numbers that both expressions and answers like to use, so that they meet."""

WORDS = ("ja", "Nej", "a b", "Å", "e\u0301", "it's", 'säg "hej"', "x" * 12)
"""Texts that both expressions and answers like to use."""

FIRST_DAY = date(2025, 1, 1)
DAYS = tuple(FIRST_DAY + timedelta(days=days) for days in (0, 1, 59, 365, 425))
"""Days that both expressions and answers like to use."""


# What expressions may speak of.


@dataclass(frozen=True)
class Known:
    """A field that an expression may name; `digits` is how many it may have before its point."""

    path: str
    kind: str
    options: tuple[str, ...] = ()
    unit: str | None = None
    places: int = 0
    digits: int = ANSWER_DIGITS
    cannot_say: Decimal | None = None

    @property
    def is_number(self) -> bool:
        return self.kind in ("integer", "decimal")


@dataclass(frozen=True)
class Whole:
    """A group, a scale with rows, a matrix row or column: what `sum`, `min`, `max` and `count` take by one name."""

    path: str
    numbers: tuple[Known, ...]


@dataclass(frozen=True)
class Scope:
    """What an expression may name."""

    fields: tuple[Known, ...] = ()
    wholes: tuple[Whole, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.fields)

    def of_kind(self, *kinds: str) -> list[Known]:
        return [known for known in self.fields if known.kind in kinds]


def scope_of(survey: Survey) -> Scope:
    """The scope of an expression that may read every field of a survey."""
    fields = {part.path: _known(part) for part in survey.fields}
    wholes = []
    lines: list[Row | Column]
    for question in survey.questions:
        parts = [part for part in question.fields if part.computed is None]
        lines = [*question.rows, *question.columns]
        if question.type == "group" or (question.type == "scale" and question.rows):
            wholes.append((question.id, parts))
        wholes += [
            (f"{question.id}.{line.id}", [part for part in parts if line in (part.row, part.column)])
            for line in lines
            if question.type == "matrix"
        ]
    members = ((path, tuple(n for part in parts if (n := fields[part.path]).is_number)) for path, parts in wholes)
    return Scope(tuple(fields.values()), tuple(Whole(path, numbers) for path, numbers in members if numbers))


def _known(part: Field) -> Known:
    places = part.places or 0
    return Known(
        path=part.path,
        kind=part.type,
        options=tuple(option.id for option in part.options),
        unit=part.unit,
        places=places,
        digits=ANSWER_DIGITS if part.computed is None else MOST_DIGITS - places,
        cannot_say=None if part.cannot_say is None else Decimal(part.cannot_say),
    )


# Expressions.


def expressions(
    scope: Scope, *, gives: Literal["condition", "number"] = "condition", max_depth: int = 2
) -> SearchStrategy[str]:
    """Well-typed expressions, as text, over the fields of a scope.

    `gives` says what an expression is: a condition, or a number (the scope must then have one, or a choice of several,
    to count). `max_depth` is how deep logic and arithmetic are nested.
    """
    if gives == "condition":
        return _conditions(scope, max_depth)
    return _numbers(scope, max_depth).map(lambda number: number.text)


@dataclass(frozen=True)
class _Number:
    """A number as text, with what its size and unit can be; `reads` unless it is made of literals alone."""

    text: str
    places: int = 0
    digits: int = 1
    unit: str | None = None
    reads: bool = True
    simple: bool = True

    @property
    def in_brackets(self) -> str:
        return self.text if self.simple else f"({self.text})"

    @property
    def fits(self) -> bool:
        return self.places + self.digits <= MOST_DIGITS


@st.composite
def _conditions(draw: DrawFn, scope: Scope, depth: int) -> str:
    if depth < 1 or draw(st.integers(0, 2)) == 0:
        return draw(_comparisons(scope))
    match draw(st.sampled_from(("and", "or", "not", "mixed"))):
        case "not":
            return f"not ({draw(_conditions(scope, depth - 1))})"
        case "mixed":
            one, two, three = (draw(_conditions(scope, depth - 1)) for _ in range(3))
            return f"{one} and {two} or {three}"
        case joint:
            parts = [draw(_conditions(scope, depth - 1)) for _ in range(draw(st.integers(2, 3)))]
            return f" {joint} ".join(f"({part})" for part in parts)


@st.composite
def _comparisons(draw: DrawFn, scope: Scope) -> str:
    """One condition without logic, about a field of any kind."""
    known = draw(st.sampled_from(scope.fields))
    if draw(st.integers(0, 4)) == 0:
        return f"answered({known.path})"
    match known.kind:
        case "confirm":
            return known.path
        case "choice":
            return draw(_choice_comparisons(known))
        case "choices":
            if draw(st.integers(0, 2)) == 0:
                return draw(_number_comparisons(scope, known))
            return f"{draw(st.sampled_from(known.options))} {draw(_MEMBERSHIP)} {known.path}"
        case "text":
            return draw(_text_comparisons(scope, known))
        case "date":
            return draw(_date_comparisons(scope, known))
        case _:
            return draw(_number_comparisons(scope, known))


_MEMBERSHIP = st.sampled_from(("in", "not in"))
_EQUALITY = st.sampled_from(("==", "!="))
_ORDER = st.sampled_from(("<", "<=", ">", ">="))


@st.composite
def _choice_comparisons(draw: DrawFn, known: Known) -> str:
    if draw(st.booleans()):
        return f"{known.path} {draw(_EQUALITY)} {draw(st.sampled_from(known.options))}"
    options = draw(st.lists(st.sampled_from(known.options), min_size=1, max_size=3))
    return f"{known.path} {draw(_MEMBERSHIP)} [{', '.join(options)}]"


def in_quotes(text: str) -> str:
    """A text as it is written in an expression, which has no escapes: in the quotes that it does not contain."""
    return f"'{text}'" if '"' in text else f'"{text}"'


_TEXTS = st.sampled_from(WORDS).map(in_quotes)
_QUOTED_DAYS = st.sampled_from(DAYS).map(lambda day: f'"{day}"')


@st.composite
def _text_comparisons(draw: DrawFn, scope: Scope, known: Known) -> str:
    if draw(st.integers(0, 2)) == 0:
        texts = draw(st.lists(_TEXTS, min_size=1, max_size=3))
        return f"{known.path} {draw(_MEMBERSHIP)} [{', '.join(texts)}]"
    others = st.sampled_from(scope.of_kind("text")).map(lambda other: other.path)
    return f"{known.path} {draw(_EQUALITY)} {draw(_TEXTS | others)}"


@st.composite
def _date_comparisons(draw: DrawFn, scope: Scope, known: Known) -> str:
    others = st.sampled_from(scope.of_kind("date")).map(lambda other: other.path)
    match draw(st.sampled_from(("pair", "list", "chain"))):
        case "list":
            days = draw(st.lists(_QUOTED_DAYS, min_size=1, max_size=3))
            return f"{known.path} {draw(_MEMBERSHIP)} [{', '.join(days)}]"
        case "chain":
            return f"{draw(_QUOTED_DAYS)} {draw(_ORDER)} {known.path} {draw(_ORDER)} {draw(_QUOTED_DAYS | others)}"
        case _:
            return f"{known.path} {draw(_ORDER | _EQUALITY)} {draw(_QUOTED_DAYS | others)}"


@st.composite
def _number_comparisons(draw: DrawFn, scope: Scope, known: Known) -> str:
    """A comparison that certainly reads that field; numbers on its other sides may be anything."""
    own = _Number(known.path) if known.is_number else _Number(f"count({known.path})")
    if known.is_number and draw(st.integers(0, 3)) == 0:
        own = draw(_combined(_of_field(known), draw(_numbers(scope, 1))))
    match draw(st.sampled_from(("pair", "list", "chain"))):
        case "list":
            figures = draw(st.lists(_literals(known), min_size=1, max_size=3))
            return f"{own.text} {draw(_MEMBERSHIP)} [{', '.join(n.text for n in figures)}]"
        case "chain":
            return f"{draw(_literals(known)).text} {draw(_ORDER)} {own.text} {draw(_ORDER)} {draw(_literals()).text}"
        case _:
            other = draw(_literals(known) | _numbers(scope, 1))
            return f"{own.text} {draw(_ORDER | _EQUALITY)} {other.text}"


def _of_field(known: Known) -> _Number:
    return _Number(known.path, known.places, known.digits, known.unit)


@st.composite
def _literals(draw: DrawFn, beside: Known | None = None) -> _Number:
    """A number written out; beside a field that has one, its sentinel too."""
    figures = st.sampled_from((*map(str, FIGURES), "0.5", "2.50", "1000000", "999999999999999"))
    if beside is not None and beside.cannot_say is not None:
        said = beside.cannot_say
        figures = st.just(f"{abs(said):f}") | figures
        if said < 0 and draw(st.booleans()):
            return _literal(f"-{abs(said):f}")
    return _literal(draw(st.sampled_from(("", "", "", "-"))) + draw(figures))


def _literal(text: str) -> _Number:
    whole, _, decimals = text.lstrip("-").partition(".")
    return _Number(text, len(decimals), len(whole), reads=False)


@st.composite
def _numbers(draw: DrawFn, scope: Scope, depth: int) -> _Number:
    """A number that reads at least one field; of a scope without numbers a count, or a literal."""
    numeric = [known for known in scope.fields if known.is_number]
    choices = scope.of_kind("choices")
    if not numeric:
        if choices:
            return _Number(f"count({draw(st.sampled_from(choices)).path})")
        return draw(_literals())
    if depth < 1 or draw(st.integers(0, 2)) == 0:
        return _of_field(draw(st.sampled_from(numeric)))
    match draw(st.sampled_from(("reckon", "round", "abs", "negative", "function", "whole", "count"))):
        case "reckon":
            return draw(_combined(draw(_numbers(scope, depth - 1)), draw(_numbers(scope, depth - 1) | _literals())))
        case "round":
            return draw(_rounded(scope, depth))
        case "abs":
            inner = draw(_numbers(scope, depth - 1))
            return replace(inner, text=f"abs({inner.text})", simple=True)
        case "negative":
            inner = draw(_numbers(scope, depth - 1))
            return replace(inner, text=f"-{inner.in_brackets}", simple=False)
        case "whole" if scope.wholes:
            return draw(_aggregates_of_whole(draw(st.sampled_from(scope.wholes))))
        case "count" if choices:
            return _Number(f"count({draw(st.sampled_from(choices)).path})")
        case _:
            return draw(_aggregates(numeric))


@st.composite
def _combined(draw: DrawFn, left: _Number, right: _Number) -> _Number:
    """The sum, difference or product of two numbers; the first alone where that could be too large."""
    operator = draw(st.sampled_from(("+", "-", "*")))
    size = max(left.places, right.places), max(left.digits, right.digits) + 1
    unit = right.unit if not left.reads else left.unit if not right.reads or left.unit == right.unit else None
    if operator == "*":
        size = left.places + right.places, left.digits + right.digits
        unit = right.unit if left.unit is None else left.unit if right.unit is None else None
    text = f"{left.in_brackets} {operator} {right.in_brackets}"
    result = _Number(text, *size, unit, left.reads or right.reads, simple=False)
    return result if result.fits else left


@st.composite
def _rounded(draw: DrawFn, scope: Scope, depth: int) -> _Number:
    places = draw(st.integers(0, 6))
    over = draw(_numbers(scope, depth - 1))
    if draw(st.booleans()):
        result = _Number(f"round({over.text}, {places})", places, over.digits + 1, over.unit)
        return result if result.fits else over
    under = draw(_numbers(scope, depth - 1) | _literals())
    digits = over.digits + 1 + under.digits + under.places
    unit = over.unit if under.unit is None else None
    result = _Number(f"round({over.in_brackets} / {under.in_brackets}, {places})", places, digits, unit)
    return result if result.fits else over


@st.composite
def _aggregates(draw: DrawFn, numeric: Sequence[Known]) -> _Number:
    """A function of two or more numbers written out, all of the same unit."""
    first = draw(st.sampled_from(numeric))
    alike = st.sampled_from([_of_field(known) for known in numeric if known.unit == first.unit])
    items = [_of_field(first), *draw(st.lists(alike | _literals(), min_size=1, max_size=3))]
    return _aggregate(draw(_FUNCTIONS), items, ", ".join(item.text for item in items), first.unit)


@st.composite
def _aggregates_of_whole(draw: DrawFn, whole: Whole) -> _Number:
    units = {known.unit for known in whole.numbers}
    function = "count" if len(units) > 1 else draw(_FUNCTIONS)
    return _aggregate(function, [_of_field(known) for known in whole.numbers], whole.path, whole.numbers[0].unit)


_FUNCTIONS = st.sampled_from(("sum", "min", "max", "count"))


def _aggregate(function: str, items: Sequence[_Number], inside: str, unit: str | None) -> _Number:
    text = f"{function}({inside})"
    if function == "count":
        return _Number(text, 0, len(str(len(items))))
    digits = max(item.digits for item in items) + (len(str(len(items))) if function == "sum" else 0)
    result = _Number(text, max(item.places for item in items), digits, unit)
    return result if result.fits else items[0]


# Surveys.


def surveys(*, max_pages: int = 3, max_questions: int = 4, max_depth: int = 1) -> SearchStrategy[str]:
    """Whole valid surveys, as YAML.

    They use every type of question, option sets, companion texts, prefilled and computed fields, `required` in every
    form and place, conditions at every level (on the same page also forward, never round), checks and several
    languages. `max_depth` is how deep logic and arithmetic are nested in their expressions.
    """
    return descriptions(max_pages=max_pages, max_questions=max_questions, max_depth=max_depth).map(yaml_of)


@st.composite
def descriptions(draw: DrawFn, *, max_pages: int = 3, max_questions: int = 4, max_depth: int = 1) -> Description:
    """What `surveys` prints: plain dicts, lists and values in the shape of the YAML."""
    return _Author(draw, max_pages, max_questions, max_depth).form()


@dataclass
class _Place:
    """A place for an expression: the key of a thing, and the fields that are shown, or get their value, by it."""

    thing: Description
    key: str
    below: tuple[str, ...]


@dataclass
class _Draft:
    """A page while it is written: its fields in order, and the places that still lack their expressions."""

    fields: dict[str, Known] = field(default_factory=dict)
    wholes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    companions: dict[str, str] = field(default_factory=dict)
    shown: list[_Place] = field(default_factory=list)
    values: list[_Place] = field(default_factory=list)
    anywhere: list[_Place] = field(default_factory=list)


_LABELS = (
    "Fråga", "Hur många?", 'Säg "ja"', "100 % {min} {0}", "a: b  # c", "- punkt", "’ ' \\ / %s", "日本語 🙂", "e\u0301",
)  # fmt: skip
_UNITS = (None, None, "kr", "st", "%")
_FORMATS = ("email", "phone", "postcode", "orgnr", "url")
_LEAVES = ("integer", "text", "choice", "choices", "decimal", "date", "confirm")
_COLUMNS = ("integer", "text", "choice", "decimal", "date", "confirm")
_QUESTIONS = (*_LEAVES, "computed", "group", "scale", "matrix", "info", "scale_with_rows")
_OWN_OPTIONS = ("ja", "nej", "annan", "fraga_1", "vet_ej")  # a question may be called like an option


class _Author:
    """Writes one form: first the questions of a page, then in which order they follow from each other, then what
    their expressions say, so that no expression has to be taken back."""

    def __init__(self, draw: DrawFn, max_pages: int, max_questions: int, max_depth: int) -> None:
        self.draw: DrawFn = draw
        self.max_pages = max_pages
        self.max_questions = max_questions
        self.max_depth = max_depth
        self.count = 0
        self.earlier = Scope()
        self.page = _Draft()
        self.sets: dict[str, list[Description]] = {}
        self.prefilled = False

    def form(self) -> Description:
        form: Description = {"survey": "prov-form", "version": "2026", "language": "sv", "title": self.text()}
        form |= self.some(back=st.just(False), numbering=st.sampled_from((True, 5)), meta=_META)
        pages = [self.page_of_form()]
        while len(pages) < self.max_pages and self.chance(2):
            if self.chance(3):
                self.option_set()
            pages.append(self.page_of_form())
        if self.sets:
            form["option_sets"] = dict(self.sets)
        form["pages"] = pages
        if self.earlier and self.chance(4):
            form["never"] = [self.condition(self.earlier)]
        texts = self.earlier.of_kind("text")
        if texts and self.chance(4):
            form["submission"] = {"closes": "2026-03-02", "receipt_to": self.one_of([known.path for known in texts])}
        return form

    # Small things.

    def one_of(self, things: Sequence[_Drawn]) -> _Drawn:
        return self.draw(st.sampled_from(things))

    def chance(self, one_in: int) -> bool:
        """True about once in so many; shrinks to False."""
        return self.draw(st.integers(0, one_in - 1)) == one_in - 1

    def some(self, **keys: SearchStrategy[Any]) -> Description:
        """Some of the keys, each with what its strategy gives."""
        return {key: self.draw(strategy) for key, strategy in keys.items() if self.chance(3)}

    def text(self) -> Any:
        """A text, or one in two languages."""
        own = self.one_of(_LABELS)
        return {"sv": own, "en": self.one_of(_LABELS)} if self.chance(5) else own

    def id(self, word: str = "fraga") -> str:
        self.count += 1
        return f"{word}_{self.count}"

    def condition(self, scope: Scope) -> str:
        return self.draw(expressions(scope, max_depth=self.max_depth))

    # Pages.

    def page_of_form(self) -> Description:
        self.page = _Draft()
        page: Description = {"id": self.id("sida")}
        page |= self.some(title=self.texts(), text=self.texts())
        if self.earlier and self.chance(4):
            page[self.one_of(("visible_if", "visas_om"))] = self.condition(self.earlier)
        if not self.chance(12):
            page["questions"] = [self.question() for _ in range(self.draw(st.integers(1, self.max_questions)))]
        self.write_expressions()
        return page

    def texts(self) -> SearchStrategy[str]:
        return st.sampled_from(_LABELS)

    def write_expressions(self) -> None:
        """Draws an order in which the page's fields follow from each other, and expressions that keep to it."""
        page = self.page
        alone = [path for path in page.fields if path not in page.companions]
        order: dict[str, float] = {path: place for place, path in enumerate(self.draw(st.permutations(alone)))}
        order |= {path: order[choice] + 0.5 for path, choice in page.companions.items()}
        for place in sorted(page.values, key=lambda place: order[place.below[0]]):
            self.write_value(place, self.scope(order, place.below))
        for place in page.shown:
            scope = self.scope(order, place.below)
            if scope:
                place.thing[place.key] = self.condition(scope)
        whole_page = self.scope(order)
        for place in page.anywhere:
            if whole_page:
                place.thing[place.key] = self.condition(whole_page)
            elif place.key in ("error_if", "warn_if"):
                raise AssertionError("a check stands on a question with a field")
        self.earlier = whole_page

    def scope(self, order: Mapping[str, float], below: Iterable[str] = ()) -> Scope:
        """Earlier pages, and what comes before all of `below` in the order; the whole page if there is none."""
        limit = min((order[path] for path in below), default=float("inf"))
        fields = {path: known for path, known in self.page.fields.items() if order[path] < limit}
        wholes = [
            Whole(path, tuple(fields[number] for number in numbers))
            for path, numbers in self.page.wholes.items()
            if numbers and all(number in fields for number in numbers)
        ]
        return Scope((*self.earlier.fields, *fields.values()), (*self.earlier.wholes, *wholes))

    def write_value(self, place: _Place, scope: Scope) -> None:
        path = place.below[0]
        number = _Number("")
        if any(known.is_number or known.kind == "choices" for known in scope.fields):
            number = self.draw(_numbers(scope, self.max_depth + 1))
        if number.text:
            place.thing["value"] = number.text
            kind = "decimal" if number.places else "integer"
            unit = place.thing.get("unit")
            known = replace(self.page.fields[path], kind=kind, places=number.places, digits=number.digits, unit=unit)
            self.page.fields[path] = known
        else:  # nothing to reckon with comes before it: it becomes an ordinary number
            place.thing["type"] = "integer"
            group = path.rpartition(".")[0]
            if group:
                self.page.wholes[group] = (*self.page.wholes[group], path)

    # Conditions and requirements.

    def may_be_shown_if(self, thing: Description, below: Iterable[str], one_in: int = 3) -> None:
        if self.chance(one_in):
            self.page.shown.append(_Place(thing, self.one_of(("visible_if", "visas_om")), tuple(below)))

    def may_be_required(self, thing: Description) -> None:
        """`required: true`, `false` or a condition; a prefilled field's is never a condition."""
        match self.one_of(("unsaid", "unsaid", "true", "true", "condition", "false")):
            case "condition" if not self.prefilled:
                thing["required"] = False
                self.page.anywhere.append(_Place(thing, "required", ()))
            case "true" | "condition":
                thing["required"] = True
            case "false":
                thing["required"] = False
            case _:
                pass

    def may_be_prefilled(self, thing: Description) -> None:
        if self.prefilled and self.chance(2):
            thing["prefill"] = self.draw(st.booleans())

    def may_have_checks(self, thing: Description, fields: Sequence[str], columns: Mapping[str, Known]) -> None:
        if not fields or not self.chance(3):
            return
        check: Description = {"message": self.text()}
        key = self.one_of(("error_if", "warn_if"))
        if columns and self.chance(2):
            of_row = Scope(tuple(replace(known, path=f"row.{name}") for name, known in columns.items()))
            check[key] = self.condition(of_row)
        else:
            self.page.anywhere.append(_Place(check, key, ()))
        thing["checks"] = [check]

    # Questions.

    def question(self) -> Description:
        self.prefilled = self.chance(6)
        kind = self.one_of(_QUESTIONS)
        thing: Description = {"id": self.id(), "type": kind.removesuffix("_with_rows"), "label": self.text()}
        thing |= self.some(help=self.texts(), meta=_META) if kind != "info" else {}
        path = thing["id"]
        before = len(self.page.fields)
        columns: dict[str, Known] = {}
        match kind:
            case "info":
                thing["text"] = self.text()
                self.may_be_shown_if(thing, ())
                return thing
            case "group":
                self.group(path, thing)
            case "matrix":
                columns = self.matrix(path, thing)
            case "scale" | "scale_with_rows":
                self.scale(path, thing, rows=kind != "scale")
            case "computed":
                self.computed(path, thing)
            case _:
                self.leaf(path, thing)
        below = list(self.page.fields)[before:]
        self.may_be_shown_if(thing, below)
        if kind != "computed":
            self.may_be_required(thing)
            self.may_be_prefilled(thing)
        self.may_have_checks(thing, below, columns)
        return thing

    def group(self, path: str, thing: Description) -> None:
        if self.chance(4):
            del thing["label"]
        thing["fields"] = []
        numbers = []
        for _ in range(self.draw(st.integers(1, 4))):
            part: Description = {"id": self.id("falt"), "type": self.one_of((*_LEAVES, "computed")), "label": "F"}
            own = f"{path}.{part['id']}"
            if part["type"] == "computed":
                self.computed(own, part)
            else:
                self.leaf(own, part)
                self.may_be_required(part)
                self.may_be_prefilled(part)
                numbers += [own] if self.page.fields[own].is_number else []
            self.may_be_shown_if(part, (own,))
            thing["fields"].append(part)
        self.page.wholes[path] = tuple(numbers)

    def matrix(self, path: str, thing: Description) -> dict[str, Known]:
        """A matrix; gives its columns as a check with `row.` sees them."""
        rows, names = self.rows(self.draw(st.integers(1, 3)))
        columns: dict[str, Known] = {}
        things = []
        cells: dict[str, list[str]] = {name: [] for name in names}
        for _ in range(self.draw(st.integers(1, 3))):
            column: Description = {"id": self.id("kolumn"), "type": self.one_of(_COLUMNS), "label": self.text()}
            own = [f"{path}.{name}.{column['id']}" for name in names]
            known = self.limits(own[0], column, own, in_matrix=True)
            self.may_be_required(column)
            self.may_be_prefilled(column)
            columns[column["id"]] = known
            things.append(column)
            for name, cell in zip(names, own, strict=True):
                cells[name].append(cell)
            if known.is_number:
                self.page.wholes[f"{path}.{column['id']}"] = tuple(own)
        for row, cells_of_row in zip(rows, cells.values(), strict=True):
            for cell, known in zip(cells_of_row, columns.values(), strict=True):
                self.page.fields[cell] = replace(known, path=cell)
            self.page.wholes[f"{path}.{row['id']}"] = tuple(c for c in cells_of_row if self.page.fields[c].is_number)
            self.may_be_shown_if(row, cells_of_row)
        thing |= {"rows": rows, "columns": things}
        return columns

    def rows(self, number: int) -> tuple[list[Description], list[str]]:
        rows: list[Description] = [{"id": self.id("rad"), "label": self.text()} for _ in range(number)]
        for row in rows:
            self.may_be_required(row)
            self.may_be_prefilled(row)
        return rows, [row["id"] for row in rows]

    def scale(self, path: str, thing: Description, *, rows: bool) -> None:
        thing |= {"from": self.draw(st.integers(0, 1)), "to": self.draw(st.integers(2, 5))}
        thing |= self.some(low=self.texts(), high=self.texts())
        if not rows:
            self.page.fields[path] = Known(path, "integer")
            return
        thing["rows"], names = self.rows(self.draw(st.integers(1, 3)))
        for row, name in zip(thing["rows"], names, strict=True):
            self.page.fields[f"{path}.{name}"] = Known(f"{path}.{name}", "integer")
            self.may_be_shown_if(row, (f"{path}.{name}",))
        self.page.wholes[path] = tuple(f"{path}.{name}" for name in names)

    def computed(self, path: str, thing: Description) -> None:
        unit = self.one_of(_UNITS)
        if unit is not None:
            thing["unit"] = unit
        self.page.fields[path] = Known(path, "integer", unit=unit)
        self.page.values.append(_Place(thing, "value", (path,)))

    def leaf(self, path: str, thing: Description) -> None:
        self.page.fields[path] = Known(path, "text")  # holds the place before its companions'
        self.page.fields[path] = self.limits(path, thing, (path,), in_matrix=False)

    def limits(self, path: str, thing: Description, fields: Sequence[str], *, in_matrix: bool) -> Known:
        """Gives a field its options, limits and unit; `fields` are all that it becomes."""
        match thing["type"]:
            case "text":
                thing |= self.some(
                    max_chars=st.sampled_from((1, 3, 12)), multiline=st.just(True), format=st.sampled_from(_FORMATS)
                )
                return Known(path, "text")
            case "integer" | "decimal" as kind:
                return self.number(path, thing, kind)
            case "date":
                first = self.draw(st.integers(0, len(DAYS) - 1))
                last = self.draw(st.integers(first, len(DAYS) - 1))
                thing |= self.some(min=st.just(str(DAYS[first])), max=st.just(str(DAYS[last])))
                return Known(path, "date")
            case "confirm":
                thing |= self.some(statement=self.texts())
                return Known(path, "confirm")
            case kind:
                ids = self.options(path, thing, fields, in_matrix=in_matrix)
                if kind == "choices":
                    thing |= self.some(max_selected=st.integers(1, 2))
                return Known(path, kind, ids)

    def number(self, path: str, thing: Description, kind: str) -> Known:
        places = 0
        if kind == "decimal":
            places = thing["places"] = self.one_of((1, 2, 6))
        unit = self.one_of(_UNITS)
        if unit is not None:
            thing["unit"] = unit
        low = self.draw(st.integers(-2, 2))
        half = Decimal("0.5") if places and self.chance(2) else 0
        thing |= self.some(
            min=st.just(low + half),
            max=st.integers(low + 1, 100),
            cannot_say=st.sampled_from((999999, -1, 0, 2) if not places else (999999, -1, Decimal("0.5"))),
        )
        said = thing.get("cannot_say")
        return Known(path, kind, (), unit, places, ANSWER_DIGITS, None if said is None else Decimal(said))

    def options(self, path: str, thing: Description, fields: Sequence[str], *, in_matrix: bool) -> tuple[str, ...]:
        """The options of a choice: a named set, or a list that may take in sets. Gives their ids."""
        usable = [
            name for name, options in self.sets.items() if not (in_matrix and any("specify" in o for o in options))
        ]
        if usable and self.chance(4):
            thing["options"] = self.one_of(usable)
            return self.listed(path, self.sets[thing["options"]])
        thing["options"] = own = [
            self.option(id_, with_text=not in_matrix) for id_ in _OWN_OPTIONS[: self.draw(st.integers(1, 4))]
        ]
        for option in own:
            self.may_be_shown_if(option, fields)
        ids = self.listed(path, own)
        if usable and self.chance(2):
            name = self.one_of(usable)
            reference: Description = {"set": name}
            self.may_be_shown_if(reference, fields, 2)
            own.append(reference)
            ids += self.listed(path, self.sets[name])
        return ids

    def option(self, id_: str, *, with_text: bool) -> Description:
        option: Description = {"id": id_, "label": self.text()}
        option |= self.some(exclusive=st.just(True))
        if with_text and self.chance(4):
            if self.chance(2):
                option["specify"] = True
            else:
                option["specify"] = specify = self.some(max_chars=st.sampled_from((1, 3)), label=self.texts())
                self.may_be_required(specify)
        return option

    def listed(self, path: str, options: Sequence[Description]) -> tuple[str, ...]:
        """The ids of some options; the companion texts of those that have one become fields."""
        for option in options:
            if "specify" in option:
                own = f"{path}.{option['id']}"
                self.page.fields[own] = Known(own, "text")
                self.page.companions[own] = path
        return tuple(option["id"] for option in options)

    def option_set(self) -> None:
        """An option set for the pages that follow; its conditions look at pages that are already written."""
        self.prefilled = True  # it may be used where a field is prefilled, and so requires nothing by a condition
        name = self.id("lista")
        self.sets[name] = [
            self.option(f"{name}_{number}", with_text=self.chance(2)) for number in range(self.draw(st.integers(1, 3)))
        ]
        for option in self.sets[name]:
            if self.earlier and self.chance(4):
                option["visible_if"] = self.condition(self.earlier)


_META = st.dictionaries(st.sampled_from(("kod", "Å b", "x:y")), st.integers(0, 9) | st.sampled_from(WORDS), max_size=2)


# YAML.

_PLAIN_KEY = re.compile(r"[a-zåäö_][a-zåäö0-9_.]*").fullmatch
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


def yaml_of(description: Description) -> str:
    """Plain dicts, lists and values as YAML, in block style; every text stands in double quotes, as in JSON."""
    return "\n".join(_mapping(description, "")) + "\n"


def _mapping(things: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in things.items():
        name = key if _PLAIN_KEY(key) else quoted(key)
        if value and isinstance(value, dict):
            yield f"{indent}{name}:"
            yield from _mapping(value, indent + "  ")
        elif value and isinstance(value, list):
            yield f"{indent}{name}:"
            yield from _sequence(value, indent + "  ")
        else:
            yield f"{indent}{name}: {_scalar(value)}"


def _sequence(items: Sequence[Any], indent: str) -> Iterator[str]:
    for item in items:
        if isinstance(item, dict) and item:
            first, *rest = _mapping(item, indent + "  ")
            yield f"{indent}- {first.lstrip(' ')}"
            yield from rest
        else:
            yield f"{indent}- {_scalar(item)}"


def _scalar(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return quoted(value)
        case Decimal():
            return f"{value:f}"
        case _:
            return json.dumps(value)


def quoted(text: str) -> str:
    """A text as a YAML scalar in double quotes, in which nothing can be taken for anything else."""
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))


# Answers.


def answers(survey: Survey) -> SearchStrategy[dict[Any, Any]]:
    """Any mapping a client could send to a survey.

    Mostly answers of the right type, so that what lies deep in the form is reached; also values of the wrong type, at
    the edges of lengths and numbers, answers to hidden and computed and unknown paths, and nested junk.
    """
    right = {part.path: right_answers(part) for part in survey.fields if part.computed is None}
    any_ = {part.path: _one_in_four(right.get(part.path, JUNK), edge_answers(part) | JUNK) for part in survey.fields}
    some = st.fixed_dictionaries({}, optional=any_)
    whole = st.fixed_dictionaries(right)
    nearly = st.builds(lambda most, few: most | few, whole, _few(any_))
    return st.builds(
        lambda known, extra: known | extra, whole | nearly | nearly | some, st.just({}) | st.just({}) | _UNKNOWN
    )


def right_answers(part: Field) -> SearchStrategy[Any]:
    """Answers of a field's own type, as JSON or as the Python values of `journey.values`; mostly within its limits."""
    match part.type:
        case "text":
            own = st.sampled_from(_WRITTEN[part.format] if part.format else WORDS)
            return own | st.text(max_size=min(part.max_chars or 4, 4))
        case "integer" | "decimal":
            return _right_numbers(part)
        case "date":
            days = sorted({*DAYS, *(day for day in (part.min, part.max) if isinstance(day, date))})
            return st.sampled_from(days).map(str) | st.sampled_from(days)
        case "choice":
            return st.sampled_from([option.id for option in part.options])
        case "choices":
            ids = [option.id for option in part.options]
            return st.lists(st.sampled_from([*ids, *ids, *ids, "finns_inte"]), max_size=3)
        case "confirm":
            return st.booleans()


def _right_numbers(part: Field) -> SearchStrategy[Any]:
    low = 0 if part.min is None else int(Decimal(str(part.min))) + 1
    high = 100 if part.max is None else int(Decimal(str(part.max)))
    figures = [figure for figure in (*FIGURES, low, high) if low <= figure <= high]
    said = [] if part.cannot_say is None else [int(part.cannot_say)]
    whole = st.sampled_from([*figures, *said]) if figures or said else st.just(low)
    as_written: list[Callable[[int], Any]] = [int, int, float, Decimal]
    if part.type == "decimal":
        as_written += [lambda n: n + 0.5, lambda n: Decimal(n) + Decimal("0.5"), lambda n: n + 0.1]
    return st.builds(lambda number, write: write(number), whole, st.sampled_from(as_written))


_WRITTEN: Mapping[str, tuple[str, ...]] = {
    "email": ("namn@kommun.se", "å@b.c", "a@b", "a@b.c "),
    "phone": ("08-123 45 67", "+46 (0)8 12345", "1234", "٠١٢٣٤٥"),
    "postcode": ("123 45", "12345", "1234"),
    "orgnr": ("212000-0142", "2120000142", "212000-0143"),
    "url": ("https://socialstyrelsen.se", "http://a", "https:///x"),
}
_EDGE_NUMBERS = (
    0, -0.0, -1, 0.1, 1e-7, 5e-324, 1e15, 1e300, 10**15 - 1, 10**15, -(10**15), 10**400, 0.1 + 0.2, 123456.123456,
    3.0, 2.5, float("nan"), float("inf"), Decimal("1E+3"), Decimal("1.50"), Decimal("-0"), Decimal("NaN"),
    Decimal("sNaN"), Decimal("Infinity"), Decimal("1E+999999"), Decimal("1E-999999"), Decimal("0E+50"),
    Decimal("0.00000000000001"), Decimal("123456789012345.0"), Decimal("1.000000000000000"),
)  # fmt: skip
_ODD_TEXTS = (
    "", " ", "\t\n", "\u00a0\u2003", "\x1c", "a\x1cb", "a\r\nb\rc", "a\x00", "\x7f", "\x85", "a\x85", "\ud800",
    "a\udfff", "e\u0301", "\u0301", "\u212b", "🙂" * 3, "\u2028", "\u200b", "\ufeff", "ﬁ", "Å", "1", "true", "null",
    "2025-01-01", "2025-02-30", "２０２５-01-01", "0000-00-00", "9999-12-31", "x" * 2000,
)  # fmt: skip
_ANY_TEXT = st.sampled_from(_ODD_TEXTS) | st.text(st.characters(exclude_categories=()), max_size=5)
_SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(_EDGE_NUMBERS) | _ANY_TEXT

JUNK: SearchStrategy[Any] = st.recursive(
    _SCALARS | st.sampled_from((FIRST_DAY, datetime(2025, 1, 1), b"x", {"ja"}, ("ja",), ["ja", 1], [["ja"]])),  # noqa: DTZ001 a client's
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_ANY_TEXT, inner, max_size=2),
    max_leaves=4,
)
"""Values of no particular type: everything that JSON has, and Python values that a host might pass along."""

_UNKNOWN = st.dictionaries(
    _ANY_TEXT | st.sampled_from(("row", "fraga_1", "fraga_2.rad_3", "sida_1", "fraga_1.fraga_1", 1, None, (1,), 2.5)),
    JUNK,
    max_size=3,
)


def edge_answers(part: Field) -> SearchStrategy[Any]:
    """Answers at the edges of a field's limits: one more, one less, one character too many."""
    match part.type:
        case "text":
            longest = part.max_chars or 3
            return st.sampled_from((longest, longest + 1)).flatmap(
                lambda length: st.sampled_from(("x" * length, "🙂" * length, "e\u0301" * length, "\r\n" * length + "x"))
            )
        case "integer" | "decimal":
            bounds = [Decimal(str(bound)) for bound in (part.min, part.max, part.cannot_say) if bound is not None]
            around = [bound + step for bound in bounds for step in (-1, 0, 1, Decimal("0.001"))]
            return st.sampled_from((*_EDGE_NUMBERS, *around, *map(float, around)))
        case "date":
            return st.sampled_from(("0001-01-01", "9999-12-31", "2025-02-29", "2024-02-29", date.min, date.max))
        case "choice" | "choices":
            ids = [option.id for option in part.options]
            return st.sampled_from((ids, ids[::-1], tuple(ids), ids * 2, [*ids, "finns_inte"], "finns_inte", ids[0]))
        case "confirm":
            return st.sampled_from((1, "true", "ja", False))


def _one_in_four(often: SearchStrategy[Any], seldom: SearchStrategy[Any]) -> SearchStrategy[Any]:
    return st.integers(0, 3).flatmap(lambda number: seldom if number == 3 else often)


@st.composite
def _few(draw: DrawFn, strategies: Mapping[str, SearchStrategy[Any]]) -> dict[str, Any]:
    """Answers from one, two or three of the strategies."""
    if not strategies:
        return {}
    paths = draw(st.lists(st.sampled_from(sorted(strategies)), min_size=1, max_size=3, unique=True))
    return {path: draw(strategies[path]) for path in paths}
