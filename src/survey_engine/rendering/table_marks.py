"""What is told of a table as a whole: what must be answered, what is filled in beforehand, and within which limits.

Where that is the same for all of a table it is said of its question, else of columns or rows, else in a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from survey_engine.diagnostics import spoken
from survey_engine.expr.words.callings import Callings
from survey_engine.hints import limits, requiredness
from survey_engine.model import Condition, Field
from survey_engine.rendering.reading import Mark

Grid = Sequence[Sequence[Field]]
"""The fields of a table, row by row, with as many in each."""

_WORDS: Mapping[str, Mapping[str, str]] = {
    "sv": {
        "required": "På raden {row} måste {columns} besvaras.",
        "prefilled": "På raden {row} förifylls {columns}.",
        "required_if": "{of}: Måste besvaras om {words}.",
        "and": " och ",
    },
    "en": {
        "required": "On the row {row}, {columns} must be answered.",
        "prefilled": "On the row {row}, {columns} is filled in beforehand.",
        "required_if": "{of}: Must be answered if {words}.",
        "and": " and ",
    },
}


@dataclass(frozen=True, slots=True)
class Marks:
    """The mark of a whole table, or else those of its columns, or else of its rows, or else what says it."""

    whole: Mark | None = None
    columns: tuple[Mark | None, ...] = ()
    rows: tuple[Mark | None, ...] = ()
    sentences: tuple[str, ...] = ()


def supplied(part: Field) -> Mark | None:
    """How a value comes about that the respondent does not give."""
    if part.computed is not None:
        return "computed"
    return "prefilled" if part.prefill else None


def mark(part: Field) -> Mark | None:
    """The mark of a field; none where its box says by itself how it is filled in."""
    if part.answerable:
        return "required" if part.required is True else None
    has_box = part.type not in ("choice", "choices", "confirm") and part.question.type != "scale"
    return None if has_box else supplied(part)


def marks_of(grid: Grid, callings: Callings, language: str) -> Marks:
    """The marks of a table; sentences are in that language, which the callings are in."""
    marks = [tuple(map(mark, row)) for row in grid]
    if len({each for row in marks for each in row}) == 1:
        return Marks(whole=marks[0][0])
    if len(set(marks)) == 1:
        return Marks(columns=marks[0])
    if all(len(set(row)) == 1 for row in marks):
        return Marks(rows=tuple(row[0] for row in marks))
    return Marks(sentences=tuple(_sentences(grid, callings, _WORDS[spoken(language)])))


def _sentences(grid: Grid, callings: Callings, words: Mapping[str, str]) -> Iterator[str]:
    for row in grid:
        for each in ("required", "prefilled"):
            marked = [callings.text(_column(part)) for part in row if mark(part) == each]
            if marked:
                columns = words["and"].join(filter(None, (", ".join(marked[:-1]), marked[-1])))
                yield words[each].format(row=callings.text(_row(row[0])), columns=columns)


def remarks_of(grid: Grid, language: str) -> Iterator[str]:
    """The limits of each column, and when its fields must be answered where no mark says it."""
    for column in zip(*grid, strict=True):
        answerable = next((part for part in column if part.answerable), column[0])
        if told := limits(answerable, language):
            yield f"{_column(answerable)}: {' '.join(told)}"
    yield from _when_required(grid, language)


def _when_required(grid: Grid, language: str) -> Iterator[str]:
    told = [tuple(requiredness(part, language) for part in row) for row in grid]
    if len({each for row in told for each in row}) == 1:
        yield from filter(None, (told[0][0],))
    elif len(set(told)) == 1:
        yield from filter(None, (_on_condition(part, _column(part), language) for part in grid[0]))
    elif all(len(set(row)) == 1 for row in told):
        yield from filter(None, (_on_condition(row[0], _row(row[0]), language) for row in grid))
    else:
        cells = (part for row in grid for part in row)
        named = ((part, f"{_row(part)}, {_column(part)}") for part in cells)
        yield from filter(None, (_on_condition(part, name, language) for part, name in named))


def _on_condition(part: Field, of: str, language: str) -> str:
    """When a field must be answered; that it need not be follows from the marks of the others."""
    if not isinstance(part.required, Condition):
        return ""
    words = part.required.in_words(language)
    return _WORDS[spoken(language)]["required_if"].format(of=of, words=words)


def _row(part: Field) -> str:
    return str(part.row.label) if part.row is not None else str(part.label)


def _column(part: Field) -> str:
    return str(part.column.label) if part.column is not None else str(part.label)
