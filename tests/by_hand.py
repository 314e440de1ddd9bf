"""Small forms built by hand, without the language, for the tests of what a form means."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from survey_engine import model
from survey_engine.expr import nodes
from survey_engine.journey import Outcome
from survey_engine.model import (
    Column,
    Computation,
    Condition,
    Field,
    Form,
    Option,
    Page,
    Question,
    Row,
)
from survey_engine.reference import run


def when(tree: nodes.Condition) -> Condition:
    return Condition("…", tree)


def more_than(path: str, figure: int) -> nodes.Condition:
    return nodes.Compare(">", nodes.Ref(path, "integer"), nodes.Number(Decimal(figure)))


def computed(path: str, tree: nodes.Value, kind: model.Kind = "integer", places: int | None = None) -> Field:
    return Field(path=path, type=kind, label="", places=places, computed=Computation("…", tree))


def alone(path: str, kind: model.Kind, **limits: Any) -> Field:
    return Field(path=path, type=kind, label="", **limits)


def asked(part: Field, **more: Any) -> Question:
    """A question of one field, with the companion texts of its options."""
    companions = tuple(o.companion for o in part.options if o.companion is not None)
    kind: model.QuestionType = part.type if part.computed is None else "computed"
    return Question(id=part.path, type=kind, label="", fields=(part, *companions), **more)


def form(*questions: Question | Field) -> Form:
    return pages(Page(id="sida", questions=tuple(asked(q) if isinstance(q, Field) else q for q in questions)))


def pages(*each: Page) -> Form:
    return Form(id="f", version="1", language="sv", title="", pages=each)


def specify(path: str, option: str, **limits: Any) -> Field:
    defaults: dict[str, Any] = {"required": True, "chosen_with": (path, option)}
    return Field(path=f"{path}.{option}", type="text", label="", **(defaults | limits))


def problems(outcome: Outcome) -> list[tuple[str, str]]:
    return [(problem.path, problem.code) for problem in outcome.problems]


def dropped(outcome: Outcome) -> list[tuple[str, str, Any]]:
    return list(zip(*outcome.dropped, strict=True))


def only(part: Field, answer: Any) -> tuple[Any, list[str]]:
    """The value in effect and the problems of a form of one question."""
    outcome = run(form(part), {part.path: answer})
    return outcome.values.get(part.path), [problem.code for problem in outcome.problems]


JA_NEJ = (Option(id="ja", label="Ja"), Option(id="nej", label="Nej"))
ORSAK = alone(
    "orsak",
    "choices",
    required=True,
    max_selected=2,
    options=(
        Option(id="tid", label="Tidsbrist", companion=specify("orsak", "tid", max_chars=5)),
        Option(id="pengar", label="Pengar"),
        Option(id="annat", label="Annat", companion=specify("orsak", "annat", required=False)),
        Option(id="inget", label="Inget", exclusive=True),
    ),
)


def matrix(**more: Any) -> Question:
    rows = (Row(id="lots", label=""), Row(id="sam", label="", visible_if=when(nodes.Confirmed("intyg"))))
    columns = (Column(id="antal", label=""), Column(id="nya", label=""))
    cells = tuple(
        alone(f"tj.{row.id}.{column.id}", "integer", row=row, column=column, required=column.id == "antal")
        for row in rows
        for column in columns
    )
    return Question(id="tj", type="matrix", rows=rows, columns=columns, fields=cells, **more)


def example() -> Form:
    """One of everything."""
    summa = nodes.Aggregate("sum", (nodes.Ref("tj.lots.antal", "integer"), nodes.Ref("tj.sam.antal", "integer")))
    return form(
        alone("intyg", "confirm"),
        alone("text", "text", max_chars=5, format="url"),
        alone("tal", "integer", min=0, cannot_say=999999),
        alone("andel", "decimal", places=2, required=when(nodes.Confirmed("intyg"))),
        alone("dag", "date", min=date(2026, 1, 1)),
        alone("val", "choice", options=JA_NEJ, visible_if=when(more_than("tal", 5))),
        ORSAK,
        matrix(),
        computed("summa", summa),
    )
