"""What is said of values: of the wrong type, out of bounds, empty, or no word that is known there."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from survey_engine.diagnostics import Diagnostic, Fix, Rule
from survey_engine.expr import values
from survey_engine.expr.lexer import THOUSANDS_OR_NOT
from survey_engine.expr.slips import DECIMAL_COMMA
from survey_engine.parsing.document import Mapping, Node, Scalar, Sequence
from survey_engine.parsing.scalars import quoted
from survey_engine.parsing.schema import KIND, Schema
from survey_engine.parsing.shape_ids import bad_id, proposed
from survey_engine.parsing.shape_labels import Labels
from survey_engine.parsing.shape_words import (
    A_TYPE,
    CONDITION,
    HOW,
    HOW_TO_SAY,
    LANGUAGE_NAMES,
    MEANING,
    TYPE_SYNONYMS,
    WANTED,
    WRITE,
    Words,
    listed,
    shown,
)
from survey_engine.source import Source, Span
from survey_engine.spelling import folded, nearest

WRONG_TYPE = Rule(
    "wrong-type",
    {"sv": "{key} ska vara {wanted}", "en": "{key} must be {wanted}"},
    {"sv": "{how}", "en": "{how}"},
)
OPTION_IS_WORD = Rule(
    WRONG_TYPE.code,
    WRONG_TYPE.message,
    {"sv": "skriv {option}", "en": "write {option}"},
)
NO_VALUE = Rule(
    "no-value",
    {"sv": "{key} har inget värde", "en": "{key} has no value"},
    {
        "sv": "skriv {wanted} efter {key}: eller ta bort nyckeln, om den får utelämnas",
        "en": "write {wanted} after {key}: or remove the key, if it may be left out",
    },
)
EMPTY_TEXT = Rule(
    "empty-text",
    {"sv": "texten är tom", "en": "the text is empty"},
    {
        "sv": "skriv en text efter {key}: eller ta bort nyckeln, om den får utelämnas",
        "en": "write a text after {key}: or remove the key, if it may be left out",
    },
)
TEXT_IS_NUMBER = Rule(
    "text-is-number",
    {"sv": "{key} ska vara text men lästes som ett tal", "en": "{key} must be text but was read as a number"},
    {"sv": "sätt citattecken om texten: {quoted}", "en": "put quotes around the text: {quoted}"},
)
TEXT_IS_WORD = Rule(
    "text-is-special-word",
    {
        "sv": "{key} ska vara text, men {found} läses som {meaning}",
        "en": "{key} must be text, but {found} is read as {meaning}",
    },
    TEXT_IS_NUMBER.help,
)
NUMBER_AS_VERSION = Rule(
    "number-as-version",
    {"sv": "utgåvan lästes som ett tal", "en": "the version was read as a number"},
    {
        "sv": "sätt citattecken om den, så att den står som den är skriven: {quoted}",
        "en": "put quotes around it, so that it stays as it is written: {quoted}",
    },
)
NOT_AN_EXPRESSION = Rule(
    "not-an-expression",
    {"sv": "{key} ska vara {wanted}", "en": "{key} must be {wanted}"},
    {
        "sv": "skriv ett villkor med svarens id, till exempel oanvant > 0; det som alltid gäller behöver inget villkor",
        "en": "write a condition with the ids of answers, such as oanvant > 0; what always holds needs no condition",
    },
)
NOT_A_CALCULATION = Rule(
    NOT_AN_EXPRESSION.code,
    NOT_AN_EXPRESSION.message,
    {
        "sv": "skriv en beräkning med svarens id, till exempel mottaget - anvant",
        "en": "write a calculation with the ids of answers, such as mottaget - anvant",
    },
)
OUT_OF_BOUNDS = Rule(
    "out-of-bounds",
    {"sv": "{key} kan inte vara {found}", "en": "{key} cannot be {found}"},
    {"sv": "skriv {bounds}", "en": "write {bounds}"},
)
BAD_DATE = Rule(
    values.BAD_DATE.code,
    values.BAD_DATE.message,
    {
        "sv": "skriv en dag som finns, som ÅÅÅÅ-MM-DD: 2026-03-02",
        "en": "write a day there is, as YYYY-MM-DD: 2026-03-02",
    },
)
DATE_IN_WORDS = Rule(BAD_DATE.code, BAD_DATE.message, {"sv": "skriv {right}", "en": "write {right}"})
EMPTY_LIST = Rule(
    "empty-list",
    {"sv": "listan {key} är tom", "en": "the list {key} is empty"},
    {
        "sv": "ta bort [] och skriv varje post på en egen rad under, med - först; inom {{ }} skriv posterna mellan "
        "[ och ]",
        "en": "remove [] and write each item on a line of its own below, with - first; inside {{ }} write the items "
        "between [ and ]",
    },
)
BAD_PATH = Rule(
    "bad-path",
    {"sv": "{found} är ingen sökväg", "en": "{found} is no path"},
    {
        "sv": "skriv frågans id, till exempel oanvant; för ett fält i en grupp gruppens först, kostnader.resor, "
        "och i en matris frågans, radens och kolumnens, tjanster.lotsar.personer",
        "en": "write the question's id, such as oanvant; for a field of a group the group's first, kostnader.resor, "
        "and in a matrix those of question, row and column, tjanster.lotsar.personer",
    },
)
LABEL_AS_PATH = Rule(
    BAD_PATH.code,
    BAD_PATH.message,
    {"sv": "skriv id:t: {path}", "en": "write the id: {path}"},
)
BAD_LANGUAGE = Rule(
    "bad-language",
    {"sv": "{found} är ingen språkkod", "en": "{found} is no language code"},
    {
        "sv": "skriv språkets kod, till exempel sv, en eller sv-FI",
        "en": "write the code of the language, such as sv, en or sv-FI",
    },
)
LANGUAGE_IN_WORDS = Rule(BAD_LANGUAGE.code, BAD_LANGUAGE.message, {"sv": "skriv {code}", "en": "write {code}"})
UNKNOWN_TYPE = Rule(
    "unknown-type",
    {"sv": "typen {found} finns inte", "en": "there is no type {found}"},
    {"sv": "skriv en av {allowed}", "en": "write one of {allowed}"},
)
MISSPELT_TYPE = Rule(UNKNOWN_TYPE.code, UNKNOWN_TYPE.message, {"sv": "skriv {meant}", "en": "write {meant}"})
TYPE_NOT_HERE = Rule(
    "type-not-here",
    {"sv": "typen {found} kan inte stå här", "en": "the type {found} cannot stand here"},
    {"sv": "här kan stå: {allowed}", "en": "what can stand here: {allowed}"},
)
UNKNOWN_WORD = Rule(
    "unknown-word",
    {"sv": "{found} är inget känt värde här", "en": "{found} is no value that is known here"},
    {"sv": "skriv en av {allowed}", "en": "write one of {allowed}"},
)
MISSPELT_WORD = Rule(UNKNOWN_WORD.code, UNKNOWN_WORD.message, MISSPELT_TYPE.help)

_EVERY_TYPE = frozenset(
    "info text integer decimal date choice choices confirm scale group matrix computed".split()  # noqa: SIM905 shorter
)
_TEXTS = frozenset({"text", "text_value", "language_code", "set_name", "path"})
_OPTIONS = frozenset({"option", "column_option", "full_option", "plain_option"})
TRUTH_IN_WORDS = {
    **dict.fromkeys("ja yes on sant j y true".split(), "true"),  # noqa: SIM905 shorter
    **dict.fromkeys("nej no off falskt n false".split(), "false"),  # noqa: SIM905 shorter
}
_NUMBERS = {"integer": re.compile(r"-?[0-9]{1,15}"), "number": re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")}
UNIT = re.compile(r"(?<=[0-9])\s*(?:kr|kronor|sek|st|procent|tecken|%)$", re.IGNORECASE)
_MONTHS = [
    {"januari", "january", "jan"}, {"februari", "february", "feb"}, {"mars", "march", "mar"}, {"april", "apr"},
    {"maj", "may"}, {"juni", "june", "jun"}, {"juli", "july", "jul"}, {"augusti", "august", "aug"},
    {"september", "sept", "sep"}, {"oktober", "october", "okt", "oct"}, {"november", "nov"},
    {"december", "dec"},
]  # fmt: skip
_IN_WORDS = re.compile(r"(?:den )?([0-9]{1,2})(?:\.|:e|th|st|nd|rd)? ([a-z]+)\.?,? ([0-9]{4})", re.IGNORECASE)
_MAYBE_THOUSANDS = re.compile(r"([-−]?[1-9][0-9]{0,2}),([0-9]{3})")
_SPACES = str.maketrans({" ": None, "\u00a0": None, "\u202f": None, "−": "-", ",": "."})


@dataclass(frozen=True, slots=True)
class Wrong:
    """A value that the schema refuses: by which keyword of which schema, and where it stands.

    `key` is the nearest key above it; `own` that key itself, where the value stands right beside it.
    """

    keyword: str
    schema: Schema
    value: Node
    key: str
    own: Scalar | None
    source: Source
    labels: Labels

    @property
    def kind(self) -> str:
        return str(self.schema.get(KIND, ""))

    @property
    def is_problem(self) -> bool:
        """Whether it stands where the code of a problem is to be, or null."""
        return "required" in self.schema.get("enum", ())

    @property
    def found(self) -> str:
        """The value as it is shown in a message."""
        if not isinstance(self.value, Scalar):
            return "…"
        return shown(self.value.value if isinstance(self.value.value, str) else self.value.text) or '""'

    @property
    def span(self) -> Span:
        """The value's place; its key's where nothing is written."""
        if isinstance(self.value, Scalar) and not self.value.text and not self.value.quoted and self.own:
            return self.own.span
        return self.value.span

    def diagnostic(self, rule: Rule, fix: str | None = None, **params: Any) -> Diagnostic:
        fixes = (Fix(self.span, fix),) if fix is not None else ()
        key: str | Words = shown(self.key)
        if not self.own:
            key = {"sv": f"en post i {key}", "en": f"an item of {key}"}
        return Diagnostic(rule, self.span, {"key": key, "found": self.found, **params}, fixes=fixes)


def wrong_value(wrong: Wrong) -> Diagnostic:
    """The diagnostic for a value that the schema refuses."""
    if wrong.keyword == "type":
        return _wrong_type(wrong)
    if wrong.keyword == "enum":
        return _unknown_type(wrong) if wrong.key == "type" else _unknown_word(wrong)
    if wrong.keyword in ("minimum", "maximum"):
        return wrong.diagnostic(OUT_OF_BOUNDS, bounds=_bounds(wrong.schema))
    if wrong.keyword == "minItems":
        return wrong.diagnostic(EMPTY_LIST)
    explain = _BY_KIND.get(wrong.kind)
    return explain(wrong) if explain else wrong.diagnostic(EMPTY_TEXT)


def _wrong_type(wrong: Wrong) -> Diagnostic:
    value = wrong.value
    types = wrong.schema["type"]
    name = types if isinstance(types, str) else " ".join(types)
    if not isinstance(value, Scalar):
        return wrong.diagnostic(WRONG_TYPE, wanted=WANTED[name], how=_how(name))
    if value.value is None and not value.text:
        return wrong.diagnostic(EMPTY_TEXT if wrong.kind in _TEXTS else NO_VALUE, wanted=WANTED[name])
    if wrong.kind in _TEXTS:
        return _text_read_otherwise(wrong, value)
    if wrong.kind in _BY_KIND:
        return _BY_KIND[wrong.kind](wrong)
    if value.value is None:
        return wrong.diagnostic(NO_VALUE, wanted=WANTED[name])
    meant = _meant(name, value)
    if meant and (maybe := _MAYBE_THOUSANDS.fullmatch(UNIT.sub("", value.text))):
        whole, decimals = maybe.groups()
        number = f"{whole}.{decimals.rstrip('0') or '0'}"
        return wrong.diagnostic(THOUSANDS_OR_NOT, written=wrong.found, thousands=whole + decimals, number=number)
    if meant and "," in value.text:
        return wrong.diagnostic(DECIMAL_COMMA, meant, written=wrong.found, right=meant)
    if wrong.kind in _OPTIONS:
        return wrong.diagnostic(OPTION_IS_WORD, wanted=WANTED[name], option=_option(value.text))
    return wrong.diagnostic(WRONG_TYPE, meant, wanted=WANTED[name], how=_how(name))


def _text_read_otherwise(wrong: Wrong, value: Scalar) -> Diagnostic:
    safe = quoted(value.text)
    if isinstance(value.value, int | Decimal) and not isinstance(value.value, bool):
        return wrong.diagnostic(TEXT_IS_NUMBER, safe, quoted=shown(safe))
    return wrong.diagnostic(TEXT_IS_WORD, safe, quoted=shown(safe), meaning=MEANING[value.value])


def _version(wrong: Wrong) -> Diagnostic:
    value = wrong.value
    if isinstance(value, Scalar) and isinstance(value.value, int | Decimal) and not isinstance(value.value, bool):
        safe = quoted(value.text)
        return wrong.diagnostic(NUMBER_AS_VERSION, safe, quoted=shown(safe))
    if isinstance(value, Scalar) and not isinstance(value.value, str):
        return _text_read_otherwise(wrong, value)
    return wrong.diagnostic(EMPTY_TEXT)


def _id(wrong: Wrong) -> Diagnostic:
    assert isinstance(wrong.value, Scalar)
    return bad_id(wrong.value, wrong.source, of_form=wrong.kind == "form_id")


def _date(wrong: Wrong) -> Diagnostic:
    """A date in another form; where it is clear which day is meant, that day."""
    words = _IN_WORDS.fullmatch(wrong.found)
    month = next((i for i, names in enumerate(_MONTHS, 1) if words and words[2].casefold() in names), None)
    if not words or not month or int(words[1]) > monthrange(int(words[3]) or 1, month)[1]:
        return wrong.diagnostic(BAD_DATE, written=wrong.found)
    day = f"{words[3]}-{month:02}-{int(words[1]):02}"
    return wrong.diagnostic(DATE_IN_WORDS, day, written=wrong.found, right=day)


def _expression(wrong: Wrong) -> Diagnostic:
    rule = NOT_A_CALCULATION if wrong.key == "value" else NOT_AN_EXPRESSION
    wanted = {"sv": "en beräkning", "en": "a calculation"} if wrong.key == "value" else CONDITION[wrong.kind]
    return wrong.diagnostic(rule, wanted=wanted)


def _path(wrong: Wrong) -> Diagnostic:
    """Something else than a path; where it is the label of one thing, that thing's path."""
    path = wrong.labels.path(wrong.found)
    return wrong.diagnostic(LABEL_AS_PATH, path, path=path) if path else wrong.diagnostic(BAD_PATH)


def _language(wrong: Wrong) -> Diagnostic:
    code = LANGUAGE_NAMES.get(folded(wrong.found))
    return wrong.diagnostic(LANGUAGE_IN_WORDS, code, code=code) if code else wrong.diagnostic(BAD_LANGUAGE)


_BY_KIND: dict[str, Callable[[Wrong], Diagnostic]] = {
    "id": _id,
    "form_id": _id,
    "version": _version,
    "expression": _expression,
    "required": _expression,
    "date": _date,
    "path": _path,
    "language_code": _language,
}


def _unknown_type(wrong: Wrong) -> Diagnostic:
    allowed: list[str] = wrong.schema["enum"]
    value = wrong.value.value if isinstance(wrong.value, Scalar) else None
    if not isinstance(value, str):
        rule = NO_VALUE if _is_null(wrong) else UNKNOWN_TYPE
        return wrong.diagnostic(rule, allowed=", ".join(allowed), wanted=A_TYPE)
    if value in _EVERY_TYPE:
        return wrong.diagnostic(TYPE_NOT_HERE, allowed=", ".join(allowed))
    near = nearest(value, allowed)
    if near:
        return wrong.diagnostic(MISSPELT_TYPE, near, meant=near)
    synonym = TYPE_SYNONYMS.get(folded(value))
    if synonym in allowed:
        return wrong.diagnostic(MISSPELT_TYPE, meant=synonym)
    return wrong.diagnostic(UNKNOWN_TYPE, allowed=", ".join(allowed))


def _unknown_word(wrong: Wrong) -> Diagnostic:
    allowed: list[str] = wrong.schema["enum"]
    if not isinstance(wrong.value, Scalar):
        return _several_words(wrong, wrong.value, allowed)
    near = nearest(wrong.found, allowed)
    if near:
        return wrong.diagnostic(MISSPELT_WORD, near, meant=near)
    if _is_null(wrong):
        return wrong.diagnostic(NO_VALUE, wanted=listed(allowed))
    return wrong.diagnostic(UNKNOWN_WORD, allowed=", ".join(allowed))


def _several_words(wrong: Wrong, value: Mapping | Sequence, allowed: list[str]) -> Diagnostic:
    """A list (or keys) where one word is to be: of one such word it is certain what was meant."""
    only = value.items[0] if isinstance(value, Sequence) and len(value.items) == 1 else None
    wanted = WANTED["word or null" if wrong.is_problem else "word"]
    if isinstance(only, Scalar) and only.value in allowed:
        how = {language: f"{write} {only.text}" for language, write in WRITE.items()}
        return wrong.diagnostic(WRONG_TYPE, only.text, wanted=wanted, how=how)
    words = ", ".join(allowed)
    how = {language: text.format(allowed=words) for language, text in HOW_TO_SAY[wrong.is_problem].items()}
    return wrong.diagnostic(WRONG_TYPE, wanted=wanted, how=how)


def _is_null(wrong: Wrong) -> bool:
    return isinstance(wrong.value, Scalar) and wrong.value.value is None


def _how(name: str) -> Words:
    """How to write what is wanted; of several types the likeliest."""
    types = name.split()
    return HOW[types[0] if types[0] != "string" or len(types) == 1 or types[1] == "object" else types[1]]


def _meant(name: str, value: Scalar) -> str | None:
    """What a text was meant to be, where that is certain: `ja` is true, `"1 000"` is 1000."""
    if not isinstance(value.value, str):
        return None
    types = name.split()
    if "boolean" in types and (truth := TRUTH_IN_WORDS.get(value.value.casefold())):
        return truth
    number = UNIT.sub("", value.value[:40]).translate(_SPACES)
    return next((number for kind in types if kind in _NUMBERS and _NUMBERS[kind].fullmatch(number)), None)


def _option(word: str) -> str:
    """An option as it is written, of that word."""
    text = shown(word)
    safe = quoted(text[:1].upper() + text[1:]) if re.search(r"[^\w ]", text) else text[:1].upper() + text[1:]
    return f"{{id: {proposed(word)}, label: {safe}}}"


def _bounds(schema: Schema) -> Words:
    low, high = schema.get("minimum"), schema.get("maximum")
    if high is None:
        return {"sv": f"{low} eller mer", "en": f"{low} or more"}
    return {"sv": f"{low} till {high}", "en": f"{low} to {high}"}
