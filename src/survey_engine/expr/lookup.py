"""The names of one expression, looked up in its scope: what was read, and what is wrong with it so far."""

from __future__ import annotations

from survey_engine.diagnostics import Param, Rule
from survey_engine.expr import syntax
from survey_engine.expr.functions import FUNCTIONS
from survey_engine.expr.gaps import MISSING_PARENTHESES
from survey_engine.expr.mistakes import Mistake, listed, mistake
from survey_engine.expr.nodes import At
from survey_engine.expr.scope import Scope
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
SEVERAL_NAMES = Rule(
    SIBLING_NAME.code,
    SIBLING_NAME.message,
    {"sv": "en sökväg skrivs alltid hel, som en av {paths}", "en": "a path is always written whole, as one of {paths}"},
)
TRUTH_VALUE = Rule(
    "truth-value",
    {"sv": "{name} finns inte som värde", "en": "there is no value {name}"},
    {
        "sv": "ta bort {name}, eller skriv vilket svar det hänger på, till exempel {example}",
        "en": "delete {name}, or write which answer it depends on, for instance {example}",
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
COLUMN_WITHOUT_FUNCTION = Rule(
    GROUP_WITHOUT_FUNCTION.code,
    GROUP_WITHOUT_FUNCTION.message,
    {
        "sv": "skriv sum({name}), min({name}), max({name}) eller count({name}), eller ett av dem: {members}; "
        "i matrisens egna checks är {row} varje rad för sig",
        "en": "write sum({name}), min({name}), max({name}) or count({name}), or one of them: {members}; "
        "in the matrix's own checks {row} is each row by itself",
    },
)
WHOLE_MATRIX = Rule(
    "whole-matrix",
    {"sv": "{name} är en hel matris", "en": "{name} is a whole matrix"},
    {
        "sv": "skriv sum({column}), eller ett av fälten, som {cell}",
        "en": "write sum({column}), or one of its fields, like {cell}",
    },
)
MATRIX_TAKEN = Rule(
    WHOLE_MATRIX.code,
    WHOLE_MATRIX.message,
    {
        "sv": "skriv en av dess rader ({rows}) eller kolumner ({columns})",
        "en": "write one of its rows ({rows}) or columns ({columns})",
    },
)
MATRIX_WITHOUT_NUMBERS = Rule(
    WHOLE_MATRIX.code,
    WHOLE_MATRIX.message,
    {"sv": "skriv ett av fälten, som {cell}", "en": "write one of its fields, like {cell}"},
)
NO_VALUE = Rule(
    "holds-no-value",
    {"sv": "{kind} {name} har inget värde", "en": "{kind} {name} has no value"},
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
ROW_BY_ITSELF = Rule(
    ROW_OUTSIDE_MATRIX.code,
    ROW_OUTSIDE_MATRIX.message,
    {"sv": "skriv row. och en av matrisens kolumner: {columns}", "en": "write row. and one of its columns: {columns}"},
)

_WITHOUT_VALUE = {
    "page": {"sv": "sidan", "en": "the page"},
    "info": {"sv": "informationen", "en": "the information"},
}
TRUTH_WORDS = {"true": True, "false": False, "sant": True, "falskt": False, "none": False, "null": False}
_MOST_PATHS = 6
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
            self.report(TRUTH_VALUE, at, name=path, example=self._an_example())
            return
        if path in FUNCTIONS:
            self.report(MISSING_PARENTHESES, at, name=path, usage=FUNCTIONS[path].usage)
            return
        if right := self._option_asked(path):
            self.report(MISSPELT_NAME, at, (at, right) if self.text.strip() == path else None, name=path, right=right)
            return
        names = tuple(self._scope.names())
        ends_so = [known for known in names if known.endswith("." + path)]
        if len(ends_so) == 1:
            self.report(SIBLING_NAME, at, (at, ends_so[0]), name=path, right=ends_so[0])
        elif 1 < len(ends_so) <= _MOST_PATHS:
            self.report(SEVERAL_NAMES, at, name=path, paths=listed(tuple(ends_so)))
        elif meant := nearest(path, names):
            only = same_word(path, meant) and sum(same_word(path, known) for known in names) == 1
            self.report(MISSPELT_NAME, at, (at, meant) if only else None, name=path, right=meant)
        else:
            self.report(UNKNOWN_NAME, at, name=path)

    def _option_asked(self, path: str) -> str | None:
        """What asks for an option that was written as if it were part of its question, `worked.yes`."""
        question, _, option = path.rpartition(".")
        match self._scope.named(question) if question else None:
            case ChoiceType(options) if option in options:
                return f"{question} == {option}"
            case ChoicesType(options) if option in options:
                return f"{option} in {question}"
            case _:
                return None

    def _report_row(self, name: syntax.Name) -> None:
        """Within a matrix `row.` names are known by their columns, so a near one may be there to propose."""
        rows = [known for known in self._scope.names() if known.startswith("row.")]
        if meant := nearest(name.path, rows):
            self.report(MISSPELT_NAME, name.at, name=name.path, right=meant)
        elif rows:
            self.report(ROW_BY_ITSELF, name.at, name=name.path, columns=listed(tuple(rows)))
        else:
            self.report(ROW_OUTSIDE_MATRIX, name.at, name=name.path)

    def report_no_single_value(self, name: syntax.Name, type: ManyType | MatrixType | NoValueType) -> None:
        """Says that what is named has no value of its own."""
        match type:
            case ManyType("column") if type.numbers:
                row = f"row.{name.path.rpartition('.')[2]}"
                members = listed(type.fields)
                self.report(COLUMN_WITHOUT_FUNCTION, name.at, name=name.path, members=members, row=row)
            case ManyType():
                rule = GROUP_WITHOUT_FUNCTION if type.numbers else NO_NUMBERS_TO_TAKE
                self.report(rule, name.at, name=name.path, members=listed(type.fields))
            case MatrixType():
                column = next((path for path in type.columns if self._numbers(path)), None)
                rule = WHOLE_MATRIX if column else MATRIX_WITHOUT_NUMBERS
                self.report(rule, name.at, name=name.path, column=column or "", cell=self.a_cell(type) or "…")
            case NoValueType():
                self.report(NO_VALUE, name.at, name=name.path, kind=_WITHOUT_VALUE.get(type.kind, type.kind))

    def report_matrix_taken(self, name: syntax.Name, type: MatrixType) -> None:
        """Says that no function takes a whole matrix."""
        rows, columns = (tuple(path for path in paths if self._numbers(path)) for paths in (type.rows, type.columns))
        if rows and columns:
            self.report(MATRIX_TAKEN, name.at, name=name.path, rows=listed(rows), columns=listed(columns))
        else:
            self.report_no_single_value(name, type)

    def a_cell(self, type: MatrixType) -> str | None:
        """A matrix's first field."""
        for row in type.rows:
            many = self._scope.named(row)
            if isinstance(many, ManyType) and many.fields:
                return many.fields[0]
        return None

    def _numbers(self, path: str) -> tuple[str, ...]:
        many = self._scope.named(path)
        return many.numbers if isinstance(many, ManyType) else ()

    def _an_example(self) -> str:
        """A condition on the form's first question that can be asked so; on a made-up one where there is none."""
        for path in self._scope.names():
            match self._scope.named(path):
                case NumberType():
                    return f"{path} > 0"
                case ChoiceType((first, *_)):
                    return f"{path} == {first}"
                case ConfirmType():
                    return path
                case DateType() | TextType():
                    return f"answered({path})"
                case _:
                    pass
        return "antal > 0"


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
