"""The grammar of conditions in words, Swedish and English, as a reader of them would write it down."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from survey_engine.expr import nodes

Operator = Literal["==", "<", "<=", ">", ">="]
Rules = Mapping[str, Sequence[tuple[str, Callable[..., Any]]]]

BOUNDS: Mapping[str, Mapping[str, Operator]] = {
    "sv": {
        "mindre än": "<",
        "högst": "<=",
        "större än": ">",
        "minst": ">=",
        "före": "<",
        "senast": "<=",
        "efter": ">",
        "tidigast": ">=",
    },
    "en": {
        "less than": "<",
        "at most": "<=",
        "greater than": ">",
        "at least": ">=",
        "before": "<",
        "no later than": "<=",
        "after": ">",
        "no earlier than": ">=",
    },
}


@dataclass(frozen=True, kw_only=True)
class Grammar:
    """How one language says things. In a template `{x}` is a thing, `{x och}` a list whose last comma is that word."""

    language: str
    rules: Rules
    if_: str
    and_if: str
    or_if: str
    sums: Mapping[str, Literal["+", "-", "*"]]
    products: Mapping[str, Literal["+", "-", "*"]]
    many: Mapping[str, Operator]
    numerals: Sequence[str]
    months: Sequence[str]
    day: str
    page: str
    order: str
    quotes: Sequence[tuple[str, str]]
    figures: re.Pattern[str]
    separators: tuple[str, str]

    @property
    def words(self) -> frozenset[str]:
        """Every word of the grammar, none of which a label without quotation marks may have."""
        texts = [template for rule in self.rules.values() for template, _ in rule]
        texts += [self.if_, self.and_if, self.or_if, *self.sums, *self.products, *self.many, *BOUNDS[self.language]]
        texts += [self.page, self.order]
        return frozenset(re.findall(r"\w+", re.sub(r"{\w+", "", " ".join(texts)).casefold()))

    def is_quoted(self, text: str) -> bool:
        """Whether a text begins like one in quotation marks anywhere."""
        return any(before in text for before, _ in self.quotes)

    def number(self, figure: str) -> Decimal:
        thousands, point = self.separators
        return Decimal(figure.replace(thousands, "").replace(point, ".").replace("−", "-"))


def _same(value: Any) -> Any:
    return value


def _denied(condition: nodes.Condition) -> nodes.Condition:
    return nodes.Not(condition)


def _within(value: nodes.Value, bounds: Sequence[tuple[Operator, nodes.Value]]) -> nodes.Condition:
    return nodes.And(tuple(nodes.Compare(operator, value, bound) for operator, bound in bounds))


def _equal(value: nodes.Value, other: nodes.Value) -> nodes.Condition:
    return nodes.Compare("==", value, other)


def _among(value: nodes.Value, literals: Sequence[nodes.Literals]) -> nodes.Condition:
    return nodes.Among(value, tuple(literals))


def _any(options: Any, name: Any) -> nodes.Condition:
    return nodes.OneOf(name, tuple(options))


def _every(options: Any, name: Any) -> nodes.Condition:
    return nodes.And(tuple(nodes.OneOf(name, (option,)) for option in options))


def _how_many(bounds: Any, name: Any) -> nodes.Condition:
    chosen = nodes.CountChosen(name)
    return _within(chosen, [(operator, nodes.Number(Decimal(number))) for operator, number in bounds])


def _none(name: Any) -> nodes.Condition:
    return _equal(nodes.CountChosen(name), nodes.Number(Decimal(0)))


def _aggregate(function: Literal["sum", "min", "max"]) -> tuple[Callable[..., Any], Callable[..., Any]]:
    return (lambda items: nodes.Aggregate(function, items)), (lambda of: nodes.Aggregate(function, (), of))


def _not(build: Callable[..., nodes.Condition]) -> Callable[..., nodes.Condition]:
    return lambda *parts: nodes.Not(build(*parts))


def _of_all(*templates: tuple[str, str, Callable[..., Any]]) -> list[tuple[str, Callable[..., Any]]]:
    """Phrases with their denials."""
    return [rule for said, denied, build in templates for rule in ((said, build), (denied, _not(build)))]


def _ref(name: Any) -> nodes.Value:
    return nodes.Ref(name, "integer")


_SUM, _WHOLE_SUM = _aggregate("sum")
_MIN, _WHOLE_MIN = _aggregate("min")
_MAX, _WHOLE_MAX = _aggregate("max")

_SWEDISH: Rules = {
    "part": (
        ("både {part och}", nodes.And),
        ("antingen {part eller}", nodes.Or),
        ("{value} är {bound och}", _within),
        *_of_all(
            ("{value} är {bound}", "{value} inte är {bound}", lambda value, bound: _within(value, [bound])),
            ("{value} är {literal}", "{value} inte är {literal}", _equal),
            ("{value} är {same} {value}", "{value} inte är {same} {value}", lambda one, _, other: _equal(one, other)),
            ("{value} är {literal eller}", "{value} varken är {literal eller}", _among),
            ("ni har svarat {option} på {name}", "ni inte har svarat {option} på {name}", lambda o, n: _any([o], n)),
            ("ni har svarat {option eller} på {name}", "ni varken har svarat {option eller} på {name}", _any),
            ("ni har svarat både {option och} på {name}", "ni inte har svarat både {option och} på {name}", _every),
            (
                "ni har valt {many} alternativ på {name}",
                "ni inte har valt {many} alternativ på {name}",
                lambda bound, name: _how_many([bound], name),
            ),
            ("ni har kryssat i {box}", "ni inte har kryssat i {box}", nodes.Confirmed),
            ("ni har besvarat {name}", "ni inte har besvarat {name}", nodes.Answered),
            ("ni har fyllt i {name}", "ni inte har fyllt i {name}", nodes.Answered),
            ("det finns ett värde för {name}", "det inte finns något värde för {name}", nodes.Answered),
            (
                "ni har svarat {figure} (kan inte svara) på {name}",
                "ni inte har svarat {figure} (kan inte svara) på {name}",
                lambda figure, name: nodes.CannotSay(name, figure),
            ),
        ),
        ("ni har valt {many och} alternativ på {name}", _how_many),
        ("ni inte har valt något alternativ på {name}", _none),
    ),
    "same": tuple((words, lambda: "=") for words in ("lika med", "samma dag som", "detsamma som")),
    "value": (
        ("minus {operand}", nodes.Negative),
        ("absolutbeloppet av {operand}", nodes.Absolute),
        ("{operand} avrundat till {places}", lambda value, places: nodes.Round(value, None, places)),
        ("{operand} delat med {operand} avrundat till {places}", nodes.Round),
        ("summan av {operand och}", _SUM),
        ("summan av {whole}", _WHOLE_SUM),
        ("det lägsta av {operand och}", _MIN),
        ("det lägsta av {whole}", _WHOLE_MIN),
        ("det högsta av {operand och}", _MAX),
        ("det högsta av {whole}", _WHOLE_MAX),
        ("antalet ifyllda uppgifter bland {operand och}", nodes.Count),
        ("antalet ifyllda uppgifter bland {whole}", lambda of: nodes.Count((), of)),
    ),
    "operand": (
        ("{name}", _ref),
        ("svaret på {name}", _ref),
        ("{number}", _same),
        ("antalet valda alternativ på {name}", nodes.CountChosen),
        ("({value})", _same),
    ),
    "places": (("heltal", lambda: 0), ("en decimal", lambda: 1), ("{figure} decimaler", int)),
    "whole": (("{name}", _same), ("svaren på {name}", _same), ("svaret på {name}", _same)),
    "option": (
        ("{quoted}", lambda label: (label, None)),
        ("{quoted} (alternativ nummer {figure})", lambda label, number: (label, int(number))),
    ),
    "box": (("{name}", _same), ("rutan på {name}", _same)),
    "called": (
        ("frågan {quoted}", lambda label: ("question", (label,))),
        ("fråga {figure}", lambda number: ("number", (number,))),
        ("samma fråga", lambda: ("again", ())),
        ("{noun}", lambda label: ("noun", (label,))),
        ("{noun} under {of}", lambda label, of: ("under", (label, of))),
        ("{noun} för {noun} under {of}", lambda column, row, of: ("under", (column, row, of))),
        ("beskrivningen av {option} på {name}", lambda option, name: ("companion", (option, name))),
    ),
    "of": (
        ("fråga {figure}", lambda number: ("number", number)),
        ("samma fråga", lambda: ("again",)),
        ("{noun}", lambda label: ("noun", label)),
    ),
}

_ENGLISH: Rules = {
    "part": (
        ("both {part and}", nodes.And),
        ("either {part or}", nodes.Or),
        ("{value} is {bound and}", _within),
        *_of_all(
            ("{value} is {bound}", "{value} is not {bound}", lambda value, bound: _within(value, [bound])),
            ("{value} is {literal}", "{value} is not {literal}", _equal),
            ("{value} is {same} {value}", "{value} is not {same} {value}", lambda one, _, other: _equal(one, other)),
            ("{value} is {literal or}", "{value} is neither {literal nor}", _among),
            (
                "you have answered {option} to {name}",
                "you have not answered {option} to {name}",
                lambda o, n: _any([o], n),
            ),
            ("you have answered {option or} to {name}", "you have answered neither {option nor} to {name}", _any),
            (
                "you have answered both {option and} to {name}",
                "you have not answered both {option and} to {name}",
                _every,
            ),
            (
                "you have chosen {many} {options} at {name}",
                "you have not chosen {many} {options} at {name}",
                lambda bound, _, name: _how_many([bound], name),
            ),
            ("you have ticked {box}", "you have not ticked {box}", nodes.Confirmed),
            ("you have answered {name}", "you have not answered {name}", nodes.Answered),
            ("you have filled in {name}", "you have not filled in {name}", nodes.Answered),
            ("there is a value for {name}", "there is no value for {name}", nodes.Answered),
            (
                "you have answered {figure} (cannot answer) to {name}",
                "you have not answered {figure} (cannot answer) to {name}",
                lambda figure, name: nodes.CannotSay(name, figure),
            ),
        ),
        ("you have chosen {many and} {options} at {name}", lambda bounds, _, name: _how_many(bounds, name)),
        ("you have not chosen any option at {name}", _none),
    ),
    "options": (("option", lambda: 1), ("options", lambda: 2)),
    "same": tuple((words, lambda: "=") for words in ("equal to", "the same day as", "the same as")),
    "value": (
        ("minus {operand}", nodes.Negative),
        ("the absolute value of {operand}", nodes.Absolute),
        ("{operand} rounded to {places}", lambda value, places: nodes.Round(value, None, places)),
        ("{operand} divided by {operand} rounded to {places}", nodes.Round),
        ("the sum of {operand and}", _SUM),
        ("the sum of {whole}", _WHOLE_SUM),
        ("the lowest of {operand and}", _MIN),
        ("the lowest of {whole}", _WHOLE_MIN),
        ("the highest of {operand and}", _MAX),
        ("the highest of {whole}", _WHOLE_MAX),
        ("the number of values filled in among {operand and}", nodes.Count),
        ("the number of values filled in among {whole}", lambda of: nodes.Count((), of)),
    ),
    "operand": (
        ("{name}", _ref),
        ("the answer to {name}", _ref),
        ("{number}", _same),
        ("the number of options chosen at {name}", nodes.CountChosen),
        ("({value})", _same),
    ),
    "places": (("a whole number", lambda: 0), ("one decimal", lambda: 1), ("{figure} decimals", int)),
    "whole": (("{name}", _same), ("the answers to {name}", _same), ("the answer to {name}", _same)),
    "option": (
        ("{quoted}", lambda label: (label, None)),
        ("{quoted} (option number {figure})", lambda label, number: (label, int(number))),
    ),
    "box": (("{name}", _same), ("the box at {name}", _same)),
    "called": (
        ("the question {quoted}", lambda label: ("question", (label,))),
        ("question {figure}", lambda number: ("number", (number,))),
        ("the same question", lambda: ("again", ())),
        ("{noun}", lambda label: ("noun", (label,))),
        ("{noun} under {of}", lambda label, of: ("under", (label, of))),
        ("{noun} for {noun} under {of}", lambda column, row, of: ("under", (column, row, of))),
        ("the description of {option} at {name}", lambda option, name: ("companion", (option, name))),
    ),
    "of": (
        ("question {figure}", lambda number: ("number", number)),
        ("the same question", lambda: ("again",)),
        ("{noun}", lambda label: ("noun", label)),
    ),
}

_NUMERALS = {
    "sv": ("noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"),
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
}  # fmt: skip
_MONTHS = {
    "sv": ("januari", "februari", "mars", "april", "maj", "juni",
           "juli", "augusti", "september", "oktober", "november", "december"),
    "en": ("January", "February", "March", "April", "May", "June",
           "July", "August", "September", "October", "November", "December"),
}  # fmt: skip

GRAMMARS = {
    "sv": Grammar(
        language="sv",
        rules=_SWEDISH,
        if_=", om",
        and_if=", och om",
        or_if=", eller om",
        sums={"plus": "+", "minus": "-"},
        products={"gånger": "*"},
        many={"exakt": "==", "färre än": "<", "högst": "<=", "fler än": ">", "minst": ">="},
        numerals=_NUMERALS["sv"],
        months=_MONTHS["sv"],
        day="den {{figure}} {month} {{figure}}",
        page="i avsnittet {noun}",
        order="(nummer {figure} av {figure} med det namnet)",
        quotes=(("”", "”"), ("»", "«"), ("’", "’")),
        figures=re.compile(r"−?(?:\d{1,3}(?:\xa0\d{3})+|\d+)(?:,\d+)?(?![^\s,()])"),
        separators=("\xa0", ","),
    ),
    "en": Grammar(
        language="en",
        rules=_ENGLISH,
        if_=", if",
        and_if=", and if",
        or_if=", or if",
        sums={"plus": "+", "minus": "-"},
        products={"times": "*"},
        many={"exactly": "==", "fewer than": "<", "at most": "<=", "more than": ">", "at least": ">="},
        numerals=_NUMERALS["en"],
        months=_MONTHS["en"],
        day="{{figure}} {month} {{figure}}",
        page="in the section {noun}",
        order="(number {figure} of {figure} called this)",
        quotes=(("“", "”"), ("‘", "’"), ("«", "»")),
        figures=re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![^\s,()])"),
        separators=(",", "."),
    ),
}
