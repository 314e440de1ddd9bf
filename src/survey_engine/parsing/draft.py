"""A form being built: its names, what is wrong so far, and its expressions as they are understood."""

from __future__ import annotations

from dataclasses import dataclass, field

from survey_engine.dependencies import Expression, Reads
from survey_engine.diagnostics import Diagnostic, Fix, Param, Rule
from survey_engine.expr.check import Checked, CheckedValue, check_condition, check_value
from survey_engine.expr.scope import Scope
from survey_engine.expr.types import NumberType
from survey_engine.model import Computation, Condition, Text
from survey_engine.parsing.document import Mapping, Node, Scalar
from survey_engine.parsing.names import Names
from survey_engine.parsing.placing import place
from survey_engine.source import Span

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


@dataclass
class Draft:
    language: str
    names: Names = field(default_factory=Names)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    reads: dict[Expression, Reads] = field(default_factory=dict)
    conditions: dict[Scalar, Condition | None] = field(default_factory=dict)

    def report(self, rule: Rule, span: Span, fixes: tuple[Fix, ...] = (), **params: Param) -> None:
        self.diagnostics.append(Diagnostic(rule, span, params, fixes=fixes))

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
        if scalar is None or not isinstance(scalar.value, str):
            return None
        if scope is None:
            if scalar not in self.conditions:
                self.conditions[scalar] = self._condition(scalar, self.names)
            return self.conditions[scalar]
        return self._condition(scalar, scope)

    def _condition(self, scalar: Scalar, scope: Scope) -> Condition | None:
        checked = check_condition(scalar.text, scope)
        self._report_mistakes(scalar, checked)
        if checked.tree is None:
            return None
        condition = Condition(scalar.text, checked.tree)
        self.reads[condition] = self._reads(scalar, checked)
        return condition

    def both(self, outer: Condition, inner: Condition) -> Condition:
        """The condition that asks two conditions, with what both read."""
        source = f"({outer.source}) and ({inner.source})"
        tree = check_condition(source, self.names).tree
        if tree is None:  # the two together are too long or too deep for one expression; apart they are not
            return inner
        condition = Condition(source, tree)
        self.reads[condition] = self.reads[outer] + self.reads[inner]
        return condition

    def computation(self, scalar: Scalar | None) -> tuple[Computation, NumberType] | None:
        """The value that a scalar holds, with its type; None if it is wrong."""
        if scalar is None or not isinstance(scalar.value, str):
            return None
        checked = check_value(scalar.text, self.names)
        self._report_mistakes(scalar, checked)
        if checked.tree is None or checked.type is None:
            return None
        computation = Computation(scalar.text, checked.tree)
        self.reads[computation] = self._reads(scalar, checked)
        return computation, checked.type

    def _reads(self, scalar: Scalar, checked: Checked | CheckedValue) -> Reads:
        spans = {at: place(scalar, *at) for at in dict.fromkeys(at for _, at in checked.reads)}
        return tuple((path, spans[at]) for path, at in checked.reads)

    def _report_mistakes(self, scalar: Scalar, checked: Checked | CheckedValue) -> None:
        for mistake in checked.mistakes:
            fixes: tuple[Fix, ...] = ()
            if mistake.replacement is not None:
                at, text = mistake.replacement
                fixes = (Fix(place(scalar, *at), text),)
            span = place(scalar, *mistake.at)
            self.diagnostics.append(Diagnostic(mistake.rule, span, mistake.params, mistake.notes, fixes))
