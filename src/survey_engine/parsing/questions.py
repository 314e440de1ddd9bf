"""Questions and their layouts, built from the file: a group, a matrix or a scale flattens to fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, cast

from survey_engine.model import Check, CheckCase, Column, Condition, Field, Kind, Question, QuestionType, Row
from survey_engine.parsing.document import Scalar
from survey_engine.parsing.draft import Draft
from survey_engine.parsing.fields import Defaults, FieldBuilder, joined
from survey_engine.parsing.names import RowNames
from survey_engine.parsing.thing import Thing

_SPEAKS_OF_ROW = re.compile(r"(?<![\w.])row(?!\w)").search
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")

LEAVES = ("text", "integer", "decimal", "date", "choice", "choices", "confirm")


class QuestionBuilder:
    """Builds questions in a draft."""

    def __init__(self, draft: Draft, fields: FieldBuilder) -> None:
        self.draft = draft
        self.fields = fields

    def question(self, thing: Thing, number: int | None) -> Question:
        """The question, its number given where the form is numbered and the question is."""
        draft = self.draft
        defaults = Defaults().under(thing)
        layout = self._layout(thing, defaults)
        question = Question(
            id=thing.id,
            type=cast(QuestionType, thing.string("type")),
            label=draft.text(thing.node.get("label")),
            help=draft.text(thing.node.get("help")),
            text=draft.text(thing.node.get("text")),
            number=number,
            **draft.shown(thing)._asdict(),
            required=self.fields.required(defaults),
            prefill=defaults.prefill,
            unit=draft.text(thing.node.get("unit")) or None,
            low=draft.text(thing.node.get("low")),
            high=draft.text(thing.node.get("high")),
            checks=tuple(self._checks(thing, layout["rows"])),
            meta=thing.meta(),
            **layout,
        )
        return draft.placed(question, thing)

    def _layout(self, thing: Thing, defaults: Defaults) -> dict[str, Any]:
        rows: tuple[Row, ...] = ()
        columns: tuple[Column, ...] = ()
        path = thing.id
        if thing.string("type") == "scale":
            self.fields.check_room(thing, "from", "to")
        match thing.string("type"):
            case "group":
                fields = self._group(path, thing, defaults)
            case "matrix":
                rows, columns, fields = self._matrix(path, thing, defaults)
            case "scale" if thing.has("rows"):
                rows, fields = self._scale_with_rows(path, thing, defaults)
            case "scale":
                fields = self.fields.leaf(path, thing, "integer", defaults, **scale_limits(thing))
            case "computed":
                fields = self.fields.computed(path, thing)
            case kind if kind in LEAVES:
                fields = self.fields.leaf(path, thing, cast(Kind, kind), defaults)
            case _:
                fields = ()
        return {"fields": fields, "rows": rows, "columns": columns}

    def _group(self, path: str, group: Thing, defaults: Defaults) -> tuple[Field, ...]:
        fields: list[Field] = []
        for thing in group.things("fields"):
            kind = thing.string("type")
            shown = self.draft.shown(thing)._asdict()
            if kind == "computed":
                fields += self.fields.computed(f"{path}.{thing.id}", thing, **shown)
            elif kind in LEAVES:
                said = defaults.under(thing)
                fields += self.fields.leaf(f"{path}.{thing.id}", thing, cast(Kind, kind), said, **shown)
        return tuple(fields)

    def _matrix(
        self, path: str, matrix: Thing, defaults: Defaults
    ) -> tuple[tuple[Row, ...], tuple[Column, ...], tuple[Field, ...]]:
        rows = [(thing, self.fields.row(thing)) for thing in matrix.things("rows")]
        columns = [
            (thing, self.fields.column(thing), cast(Kind, thing.string("type")))
            for thing in matrix.things("columns")
            if thing.string("type") in LEAVES
        ]
        fields = [
            part
            for row_thing, row in rows
            for thing, column, kind in columns
            for part in self.fields.leaf(
                f"{path}.{row.id}.{column.id}",
                thing,
                kind,
                defaults.under(thing, row_thing),
                label=joined(row.label, column.label, ": "),
                row=row,
                column=column,
            )
        ]
        return tuple(row for _, row in rows), tuple(column for _, column, _ in columns), tuple(fields)

    def _scale_with_rows(
        self, path: str, scale: Thing, defaults: Defaults
    ) -> tuple[tuple[Row, ...], tuple[Field, ...]]:
        rows = [(thing, self.fields.row(thing)) for thing in scale.things("rows")]
        fields = [
            part
            for thing, row in rows
            for part in self.fields.leaf(
                f"{path}.{row.id}", thing, "integer", defaults.under(thing), row=row, **scale_limits(scale)
            )
        ]
        return tuple(row for _, row in rows), tuple(fields)

    def _checks(self, question: Thing, rows: tuple[Row, ...]) -> Iterator[Check]:
        for thing in question.things("checks"):
            scalar = thing.scalar("error_if") or thing.scalar("warn_if")
            if scalar is None or not isinstance(scalar.value, str):
                continue
            cases = tuple(self._cases(question, scalar, rows))
            message = self.draft.text(thing.node.get("message"))
            check = Check("error" if thing.has("error_if") else "warning", scalar.text, message, cases)
            yield self.draft.placed(check, thing)

    def _cases(self, question: Thing, scalar: Scalar, rows: tuple[Row, ...]) -> Iterator[CheckCase]:
        """One trial of the check, or in a matrix's check that speaks of `row.` one for each row."""
        if question.string("type") != "matrix" or not _SPEAKS_OF_ROW(_QUOTED.sub("", scalar.text)):
            condition = self.draft.condition(scalar)
            if condition is not None:
                yield self._case(question.id, condition)
            return
        columns = tuple(column.id for column in question.things("columns"))
        for row in rows:
            path = f"{question.id}.{row.id}"
            condition = self.draft.condition(scalar, RowNames(self.draft.names, path, columns))
            if condition is None:
                return
            yield self._case(path, condition, row)

    def _case(self, path: str, condition: Condition, row: Row | None = None) -> CheckCase:
        case = CheckCase(path, condition.tree, row)
        self.draft.reads[case] = self.draft.reads[condition]
        return case


def scale_limits(scale: Thing) -> dict[str, Any]:
    """A scale's fields are whole numbers from its `from` to its `to`."""
    return {"min": scale.whole("from"), "max": scale.whole("to"), "unit": None, "cannot_say": None, "places": None}
