"""What is told of a table as a whole: stars, what is filled in beforehand, and when its fields must be answered."""

from __future__ import annotations

import pytest

from survey_engine.expr.words.callings import Callings
from survey_engine.model import Form
from survey_engine.rendering.table_marks import Grid, Marks, marks_of, remarks_of
from tests.forms import page

FORMS: list[Form] = []
YES_NO = "options: [{id: ja, label: Ja}]"


def grid(rows: str, columns: str, more: str = "") -> Grid:
    """The fields of a matrix with rows A and B and columns K and L, given what is special of each."""
    special_rows, special_columns = rows.split("|"), columns.split("|")
    survey = page(f"""
        - {{id: p, type: integer, label: P}}
        - id: m
          type: matrix
          label: M
          {more}
          rows: [{{id: a, label: A{special_rows[0]}}}, {{id: b, label: B{special_rows[1]}}}]
          columns: [{{id: k, label: K{special_columns[0]}}}, {{id: l, label: L{special_columns[1]}}}]
        """)
    FORMS.append(survey.form)
    fields = survey.questions[1].fields
    return [fields[:2], fields[2:]]


def spoken_in(fields: Grid, language: str) -> tuple[Callings, str]:
    """What the form's things are called in that language."""
    form = next(form for form in FORMS if fields[0][0] in form.fields)
    return form.callings(language), language


TEXT = ", type: text"
CHOICE = f", type: choice, {YES_NO}"


@pytest.mark.parametrize(
    ("fields", "marks"),
    [
        (grid("|", f"{TEXT}|{TEXT}"), Marks()),
        (grid("|", f"{TEXT}|{TEXT}", "required: true"), Marks(whole="required")),
        (grid("|", f"{TEXT}, required: true|{TEXT}"), Marks(columns=("required", None))),
        (grid(", required: true|", f"{TEXT}|{TEXT}"), Marks(rows=("required", None))),
        (
            grid(", required: true|", f"{TEXT}|{TEXT}, required: true"),
            Marks(sentences=("På raden A måste K och L besvaras.", "På raden B måste L besvaras.")),
        ),
        (grid("|", f"{CHOICE}, prefill: true|{TEXT}, prefill: true"), Marks(columns=("prefilled", None))),
        (grid("|", f"{CHOICE}|{CHOICE}", "prefill: true"), Marks(whole="prefilled")),
        (
            grid(", required: true|", f"{CHOICE}, prefill: true|{TEXT}"),
            Marks(sentences=("På raden A måste L besvaras.", "På raden A förifylls K.", "På raden B förifylls K.")),
        ),
    ],
)
def test_a_mark_is_said_once_of_the_most_that_has_it(fields: Grid, marks: Marks) -> None:
    told = marks_of(fields, *spoken_in(fields, "sv"))
    assert (told.whole, told.columns, told.rows, told.sentences) == (
        marks.whole,
        marks.columns,
        marks.rows,
        marks.sentences,
    )


@pytest.mark.parametrize(
    ("fields", "remarks"),
    [
        (grid("|", f"{TEXT}|{TEXT}"), ["Frågan är frivillig att besvara."]),
        (grid("|", f"{TEXT}, max_chars: 9|{TEXT}", "required: true"), ["K: Du kan skriva max 9 tecken."]),
        (grid("|", f"{TEXT}|{TEXT}", "required: p > 1"), ["Frågan måste besvaras om P är större än 1."]),
        (grid("|", f"{TEXT}|{TEXT}, required: p > 1"), ["L: Måste besvaras om P är större än 1."]),
        (grid(", required: p > 1|", f"{TEXT}|{TEXT}"), ["A: Måste besvaras om P är större än 1."]),
        (
            grid(", required: false|", f"{TEXT}|{TEXT}, required: p > 1"),
            ["B, L: Måste besvaras om P är större än 1."],
        ),
    ],
)
def test_when_fields_must_be_answered_is_said_of_the_most_that_it_holds_for(fields: Grid, remarks: list[str]) -> None:
    assert list(remarks_of(fields, "sv")) == remarks


def test_english() -> None:
    fields = grid(", required: true|", f"{TEXT}|{TEXT}, required: true")
    assert marks_of(fields, *spoken_in(fields, "en")).sentences[0] == "On the row “A”, K and L must be answered."
    fields = grid("|", f"{TEXT}|{TEXT}", "required: p > 1")
    (remark,) = remarks_of(fields, "en")
    assert remark == "The question must be answered if P is greater than 1."


def test_limits_are_told_of_a_column_whose_first_field_is_filled_in_beforehand() -> None:
    fields = grid(", prefill: true|", f"{TEXT}, max_chars: 9|{TEXT}", "required: true")
    assert list(remarks_of(fields, "sv")) == ["K: Du kan skriva max 9 tecken."]
