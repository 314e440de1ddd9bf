"""A form being built: its names, what is wrong so far, and its expressions as they are understood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping as Table
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, Literal, NamedTuple, TypeGuard, TypeVar

from survey_engine.dependencies import Expression, Part, Reads, Written
from survey_engine.diagnostics import LANGUAGES, Diagnostic, Fix, Note, Param, Rule
from survey_engine.expr import nodes
from survey_engine.expr.check import Checked, CheckedValue, check_condition, check_value
from survey_engine.expr.lookup import MOST_READINGS
from survey_engine.expr.scope import Scope
from survey_engine.expr.types import NumberType
from survey_engine.figures import figure
from survey_engine.model import Computation, Condition
from survey_engine.parsing.document import Mapping, Node, Scalar
from survey_engine.parsing.names import Names
from survey_engine.parsing.placing import Placing
from survey_engine.parsing.shape_keys import means
from survey_engine.parsing.thing import Thing
from survey_engine.source import Span
from survey_engine.texts import Text

MOST_DIAGNOSTICS = 100
"""So many diagnostics about names and expressions are enough for one reading."""

FORM_TOO_LARGE = Rule(
    "form-too-large",
    {"sv": "formuläret omfattar fler än {limit} {things}", "en": "the form comes to more than {limit} {things}"},
    {
        "sv": "dela formuläret, eller minska det som upprepas: rader, kolumner, delade alternativlistor, långa uttryck",
        "en": "split the form, or reduce what is repeated: rows, columns, shared option sets, long expressions",
    },
)
Counted = Literal["fields", "options", "expressions", "characters", "readings"]
LIMITS: Table[Counted, tuple[int, dict[str, str]]] = {
    "fields": (5_500, {"sv": "fält", "en": "fields"}),
    "options": (30_000, {"sv": "alternativ", "en": "options"}),
    "expressions": (6_000, {"sv": "uttryck", "en": "expressions"}),
    "characters": (120_000, {"sv": "tecken i uttryck", "en": "characters in expressions"}),
    "readings": (MOST_READINGS, {"sv": "avläsningar av svar i uttryck", "en": "readings of answers in expressions"}),
}
"""What a form may come to; a short file can come to a great deal, by rows × columns and by options that are shared."""

MISSING_LANGUAGE = Rule(
    "missing-language",
    {
        "sv": "texten saknas på formulärets eget språk ({language})",
        "en": "the text is missing in the form's own language ({language})",
    },
    {
        "sv": "skriv texten också på {language}: det språket visas när en översättning saknas",
        "en": "write the text in {language} too: that language is shown where a translation is missing",
    },
)

WORDS_WITHOUT_CONDITION = Rule(
    "words-without-condition",
    {"sv": "shown_when_text står utan villkor", "en": "shown_when_text stands without a condition"},
    {
        "sv": "skriv villkoret bredvid, visible_if: …, eller ta bort texten: det här visas alltid",
        "en": "write the condition beside it, visible_if: …, or remove the text: this is always shown",
    },
)


MEANT = {"sv": "{path} står här", "en": "{path} is here"}
AnyPart = TypeVar("AnyPart", bound=Part)


class Enough(Exception):
    """Raised when there is no use in building on; what is wrong has been reported."""


class Shown(NamedTuple):
    """When a thing is shown, and the author's own words for it."""

    visible_if: Condition | None = None
    shown_when_text: str = ""


@dataclass
class Draft:
    language: str
    names: Names = field(default_factory=Names)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    reads: dict[Expression, Reads] = field(default_factory=dict)
    written: dict[int, tuple[object, Written]] = field(default_factory=dict)
    references: dict[int, Written] = field(default_factory=dict)
    conditions: dict[Scalar, Condition | None] = field(default_factory=dict)
    option_places: dict[str, Span] = field(default_factory=dict)
    counts: Counter[Counted] = field(default_factory=Counter)
    _told: set[Diagnostic] = field(default_factory=set)

    def report(self, rule: Rule, span: Span, fixes: tuple[Fix, ...] = (), **params: Param) -> None:
        self.tell(Diagnostic(rule, span, params, fixes=fixes))

    def tell(self, diagnostic: Diagnostic) -> None:
        """Puts down what is wrong, once; raises `Enough` when that is as much as anybody reads at once."""
        if diagnostic in self._told:
            return
        self._told.add(diagnostic)
        self.diagnostics.append(diagnostic)
        if len(self.diagnostics) >= MOST_DIAGNOSTICS:
            raise Enough

    def placed(self, part: AnyPart, thing: Thing) -> AnyPart:
        """The part, once it is put down what it was built from. It is kept, so that its identity stays its own."""
        self.written[id(part)] = part, thing
        return part

    def count(self, what: Counted, number: int, place: Span) -> None:
        """Puts down that the form comes to so many more; raises `Enough` when that is too many."""
        self.counts[what] += number
        limit, things = LIMITS[what]
        if self.counts[what] > limit:
            figures = {language: figure(limit, language) for language in LANGUAGES}
            self.report(FORM_TOO_LARGE, place, limit=figures, things=things)
            raise Enough

    def text(self, node: Node | None) -> str:
        """A text in the form's language, with its translations; nothing where there is none."""
        if isinstance(node, Scalar):
            return "" if node.value is None else str(node.value)
        if not isinstance(node, Mapping):
            return ""
        translations = {key: str(value.value) for key, value in node.values.items() if isinstance(value, Scalar)}
        if self.language not in translations:
            self.report(MISSING_LANGUAGE, node.span, language=self.language)
            return ""
        return Text(translations, self.language, self.language)

    def condition(self, scalar: Scalar | None, scope: Scope | None = None) -> Condition | None:
        """The condition that a scalar holds, checked once however often it is asked for; None if it is wrong."""
        if not _holds_text(scalar):
            return None
        if scope is None:
            if scalar not in self.conditions:
                self.conditions[scalar] = self._condition(scalar, self.names)
            return self.conditions[scalar]
        return self._condition(scalar, scope)

    def _condition(self, scalar: Scalar, scope: Scope) -> Condition | None:
        self._count_expression(scalar)
        checked = check_condition(scalar.text, scope)
        self.count("readings", len(checked.reads), scalar.span)
        self._report_mistakes(scalar, checked)
        if checked.tree is None:
            return None
        condition = Condition(scalar.text, checked.tree)
        self.reads[condition] = self._reads(scalar, checked)
        return condition

    def shown(self, thing: Thing) -> Shown:
        """When a thing is shown, by its `visible_if` and `shown_when_text`."""
        keys = thing.node.keys
        words = keys.get("shown_when_text")
        if words is not None and not any(means(key, "visible_if", "visas_om") for key in keys):
            self.report(WORDS_WITHOUT_CONDITION, words.span)
        return Shown(self.condition(thing.condition()), self.text(thing.node.get("shown_when_text")))

    def both(self, outer: Condition, inner: Condition) -> Condition:
        """The condition that asks two conditions, with what both read."""
        before = f"({outer.source}) and ("
        source = f"{before}{inner.source})"
        tree = nodes.And((moved(outer.tree, 1), moved(inner.tree, len(before))), (0, len(source)))
        condition = Condition(source, tree)
        self.reads[condition] = self.reads[outer] + self.reads[inner]
        return condition

    def computation(self, scalar: Scalar | None) -> tuple[Computation, NumberType] | None:
        """The value that a scalar holds, with its type; None if it is wrong."""
        if not _holds_text(scalar):
            return None
        self._count_expression(scalar)
        checked = check_value(scalar.text, self.names)
        self.count("readings", len(checked.reads), scalar.span)
        self._report_mistakes(scalar, checked)
        if checked.tree is None or checked.type is None:
            return None
        computation = Computation(scalar.text, checked.tree)
        self.reads[computation] = self._reads(scalar, checked)
        return computation, checked.type

    def _count_expression(self, scalar: Scalar) -> None:
        self.count("expressions", 1, scalar.span)
        self.count("characters", len(scalar.text), scalar.span)

    def _reads(self, scalar: Scalar, checked: Checked | CheckedValue) -> Reads:
        if not checked.reads:
            return ()
        placing = Placing(scalar)
        spans = {at: placing.span(*at) for at in dict.fromkeys(at for _, at in checked.reads)}
        return tuple((path, spans[at]) for path, at in checked.reads)

    def _report_mistakes(self, scalar: Scalar, checked: Checked | CheckedValue) -> None:
        if not checked.mistakes:
            return
        placing = Placing(scalar)
        for mistake in checked.mistakes:
            fixes: tuple[Fix, ...] = ()
            if mistake.replacement is not None:
                at, text = mistake.replacement
                edit = placing.edit(*at, text)
                fixes = (Fix(*edit),) if edit else ()
            span = placing.span(*mistake.at)
            right, name = str(mistake.params.get("right", "")), str(mistake.params.get("name", ""))
            meant = self.meant(right, name) or self.meant(f"{name}.{right}") if right != name else ()
            notes = (*mistake.notes, *meant)
            self.tell(Diagnostic(mistake.rule, span, mistake.params, notes, fixes))

    def meant(self, path: str, written: str = "") -> tuple[Note, ...]:
        """A note of where the path is defined that a misspelt one was probably meant for; the slip may be there.

        Of a dotted path that is where its first part is that was written otherwise.
        """
        parts, others = path.split("."), written.split(".")
        if len(parts) == len(others):
            same = next((i for i, part in enumerate(parts) if part != others[i]), 0)
            path = ".".join(parts[: same + 1])
        place = self.names.places.get(path) or self.option_places.get(path)
        return () if place is None else (Note(MEANT, {"path": path}, place),)


def _holds_text(scalar: Scalar | None) -> TypeGuard[Scalar]:
    return scalar is not None and isinstance(scalar.value, str) and bool(scalar.value.strip())


def moved(part: Any, by: int) -> Any:
    """A part of an expression as it is in a longer text, so many characters further on."""
    if isinstance(part, tuple):
        return tuple(moved(item, by) for item in part)
    if not is_dataclass(part) or isinstance(part, type):
        return part
    inside: dict[str, Any] = {each.name: moved(getattr(part, each.name), by) for each in fields(part)}
    start, end = inside["at"]
    return replace(part, **inside | {"at": (start + by, end + by)})
