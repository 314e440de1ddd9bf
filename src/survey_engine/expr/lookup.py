"""The names of one expression, looked up in its scope: what was read, and what is wrong with it so far."""

from __future__ import annotations

from survey_engine.diagnostics import Param, Rule
from survey_engine.expr import syntax
from survey_engine.expr.functions import FUNCTIONS
from survey_engine.expr.mistakes import Mistake, mistake
from survey_engine.expr.nodes import At
from survey_engine.expr.scope import Scope
from survey_engine.expr.slips import MISSING_PARENTHESES
from survey_engine.expr.types import (
    BrokenType,
    ChoicesType,
    ChoiceType,
    ConfirmType,
    DateType,
    ManyType,
    MatrixType,
    NoValueType,
    NumberType,
    TextType,
    Type,
)
from survey_engine.spelling import nearest, same_word

UNKNOWN_NAME = Rule(
    "unknown-name",
    {"sv": "det finns inget som heter {name}", "en": "there is nothing named {name}"},
    {
        "sv": "skriv hela sökvägen till en fråga, ett fält eller en följdtext, till exempel kostnader.resor; "
        'en text skrivs inom citattecken, "{name}"',
        "en": "write the whole path of a question, a field or a companion text, for instance kostnader.resor; "
        'a text is written in quotes, "{name}"',
    },
)
MISSPELT_NAME = Rule(
    "unknown-name",
    UNKNOWN_NAME.message,
    {"sv": "menar du {right}?", "en": "did you mean {right}?"},
)
SIBLING_NAME = Rule(
    "sibling-name",
    {"sv": "{name} är inte hela sökvägen", "en": "{name} is not the whole path"},
    {"sv": "en sökväg skrivs alltid hel: {right}", "en": "a path is always written whole: {right}"},
)
TRUTH_VALUE = Rule(
    "truth-value",
    {"sv": "{name} finns inte som värde", "en": "there is no value {name}"},
    {
        "sv": "en bekräftelse (confirm) står ensam som villkor: skriv x eller not x; om ett svar finns: answered(x)",
        "en": "a confirm stands alone as a condition: write x or not x; whether there is an answer: answered(x)",
    },
)
GROUP_WITHOUT_FUNCTION = Rule(
    "group-without-function",
    {"sv": "{name} är flera värden och inte ett", "en": "{name} is several values and not one"},
    {
        "sv": "skriv sum({name}), min({name}), max({name}) eller count({name}), eller ett av dem: {members}",
        "en": "write sum({name}), min({name}), max({name}) or count({name}), or one of them: {members}",
    },
)
NO_NUMBERS_TO_TAKE = Rule(
    GROUP_WITHOUT_FUNCTION.code,
    GROUP_WITHOUT_FUNCTION.message,
    {"sv": "skriv ett av dem: {members}", "en": "write one of them: {members}"},
)
WHOLE_MATRIX = Rule(
    "whole-matrix",
    {"sv": "{name} är en hel matris", "en": "{name} is a whole matrix"},
    {
        "sv": "skriv en av dess rader ({rows}) eller kolumner ({columns})",
        "en": "write one of its rows ({rows}) or columns ({columns})",
    },
)
NO_VALUE = Rule(
    "holds-no-value",
    {"sv": "{name} ({kind}) har inget värde", "en": "{name} ({kind}) has no value"},
    {"sv": "skriv sökvägen till en fråga som besvaras", "en": "write the path of a question that is answered"},
)
ROW_OUTSIDE_MATRIX = Rule(
    "row-outside-matrix",
    {"sv": "{name} går inte att använda här", "en": "{name} cannot be used here"},
    {
        "sv": "row. följt av en kolumns id står bara i en matris egna checks; skriv annars hela sökvägen, "
        "som tjanster.lotsar.personer",
        "en": "row. followed by a column's id stands only in a matrix's own checks; elsewhere write the whole path, "
        "like tjanster.lotsar.personer",
    },
)

TRUTH_WORDS = {"true": True, "false": False, "sant": True, "falskt": False, "none": False, "null": False}
_MOST_LISTED = 12
MOST_READINGS = 30_000
"""No form reads more answers in all its expressions; one that does in a single expression is not read to its end."""

KINDS: dict[str, dict[str, str]] = {
    "number": {"sv": "ett tal", "en": "a number"},
    "date": {"sv": "ett datum", "en": "a date"},
    "text": {"sv": "en text", "en": "a text"},
    "choice": {"sv": "en envalsfråga", "en": "a choice"},
    "choices": {"sv": "en flervalsfråga", "en": "choices"},
    "confirm": {"sv": "en bekräftelse", "en": "a confirm"},
    "list": {"sv": "en lista", "en": "a list"},
    "condition": {"sv": "ett villkor", "en": "a condition"},
}


class Lookup:
    """Looks names up in a scope, and gathers what one expression reads and what is wrong with it."""

    def __init__(self, text: str, scope: Scope) -> None:
        self.text = text
        self.mistakes: list[Mistake] = []
        self.reads: list[tuple[str, At]] = []
        self._scope = scope

    @property
    def is_full(self) -> bool:
        """Whether the expression reads so much that there is no use in going on."""
        return len(self.reads) > MOST_READINGS

    def report(self, rule: Rule, at: At, replacement: tuple[At, str] | None = None, **params: Param) -> None:
        self.mistakes.append(mistake(rule, at, replacement, **params))

    def written(self, node: syntax.Node) -> str:
        """The node as it was written."""
        return self.text[node.at[0] : node.at[1]]

    def type_of(self, node: syntax.Node) -> Type | None:
        """What a node names; None when it is no name or names nothing."""
        return self._scope.named(node.path) if isinstance(node, syntax.Name) else None

    def is_unknown(self, node: syntax.Node) -> bool:
        return isinstance(node, syntax.Name) and self._scope.named(node.path) is None

    def is_a_word(self, name: syntax.Name) -> bool:
        """Whether an unknown name is like no name that there is, so that it was probably meant as a text."""
        if "." in name.path or name.path.casefold() in TRUTH_WORDS or name.path in FUNCTIONS or name.path == "row":
            return False
        names = tuple(self._scope.names())
        return nearest(name.path, names) is None and not any(known.endswith("." + name.path) for known in names)

    def member(self, path: str) -> Type | None:
        """What one of a group's own paths is."""
        return self._scope.named(path)

    def read(self, name: syntax.Name) -> str:
        """Notes that the name's value is read, and gives its whole path."""
        path = self._scope.resolved(name.path)
        self.reads.append((path, name.at))
        return path

    def read_member(self, path: str, at: At) -> None:
        self.reads.append((path, at))

    def report_unknown(self, name: syntax.Name) -> None:
        """Says that there is nothing of that name, and what was probably meant."""
        path, at = name.path, name.at
        if path == "row" or path.startswith("row."):
            self._report_row(name)
            return
        if path.casefold() in TRUTH_WORDS:
            self.report(TRUTH_VALUE, at, name=path)
            return
        if path in FUNCTIONS:
            self.report(MISSING_PARENTHESES, at, name=path, usage=FUNCTIONS[path].usage)
            return
        names = tuple(self._scope.names())
        ends_so = [known for known in names if known.endswith("." + path)]
        if len(ends_so) == 1:
            self.report(SIBLING_NAME, at, (at, ends_so[0]), name=path, right=ends_so[0])
        elif meant := nearest(path, names):
            only = same_word(path, meant) and sum(same_word(path, known) for known in names) == 1
            self.report(MISSPELT_NAME, at, (at, meant) if only else None, name=path, right=meant)
        else:
            self.report(UNKNOWN_NAME, at, name=path)

    def _report_row(self, name: syntax.Name) -> None:
        """Within a matrix `row.` names are known by their columns, so a near one may be there to propose."""
        rows = [known for known in self._scope.names() if known.startswith("row.")]
        if meant := nearest(name.path, rows):
            self.report(MISSPELT_NAME, name.at, name=name.path, right=meant)
        else:
            self.report(ROW_OUTSIDE_MATRIX, name.at, name=name.path)

    def report_no_single_value(self, name: syntax.Name, type: ManyType | MatrixType | NoValueType) -> None:
        """Says that what is named has no value of its own."""
        match type:
            case ManyType():
                rule = GROUP_WITHOUT_FUNCTION if type.numbers else NO_NUMBERS_TO_TAKE
                self.report(rule, name.at, name=name.path, members=listed(type.fields))
            case MatrixType():
                rows, columns = listed(type.rows), listed(type.columns)
                self.report(WHOLE_MATRIX, name.at, name=name.path, rows=rows, columns=columns)
            case NoValueType():
                self.report(NO_VALUE, name.at, name=name.path, kind=type.kind)


def kind_of(type: Type | None) -> str | None:
    """The kind of value, a key of `KINDS`; None for what has no value of its own."""
    match type:
        case NumberType():
            return "number"
        case DateType():
            return "date"
        case TextType():
            return "text"
        case ChoiceType():
            return "choice"
        case ChoicesType():
            return "choices"
        case ConfirmType():
            return "confirm"
        case ManyType() | MatrixType() | NoValueType() | BrokenType() | None:
            return None


def listed(words: tuple[str, ...]) -> str:
    """Words in a row, not too many."""
    return ", ".join(words[:_MOST_LISTED]) + (", …" if len(words) > _MOST_LISTED else "")
