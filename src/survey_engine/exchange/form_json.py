"""A whole form as JSON values, for a front end in another language.

What comes out fits `form-json.schema.json`, which is published, closed and has a version. Whatever changes here so that
it may no longer fit is a new version of both.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from survey_engine.expr import as_tree
from survey_engine.json_values import value_json
from survey_engine.model import Check, Column, Computation, Condition, Field, Form, Option, Page, Question, Row

SCHEMA_VERSION = 1

Json = dict[str, Any]


def form_json(form: Form) -> Json:
    """The form as JSON values, in its one language, without the author's own `never` and `scenarios`.

    A key of which there is nothing (no text, no limit, no condition) is left out; what is true or false is always said.
    """
    terms = form.submission
    submission = {
        "opens": value_json(terms.opens),
        "closes": value_json(terms.closes),
        "max_submissions": terms.max_submissions,
        "receipt_to": terms.receipt_to,
    }
    return {
        "schema_version": SCHEMA_VERSION,
        "id": form.id,
        "version": form.version,
        "fingerprint": form.fingerprint,
        "language": form.language,
        "title": str(form.title),
        "back": form.back,
        **_there(submission=_there(**submission), meta=_meta(form.meta)),
        "pages": [_page(page) for page in form.pages],
    }


def _there(**keys: Any) -> Json:
    """Those keys of which there is something; false and zero are something."""
    return {key: value for key, value in keys.items() if value is not None and value not in ("", [], {})}


def _meta(meta: Mapping[str, Any]) -> Json:
    """The host's own data in dicts and lists that it may change."""
    thawed: Json = _thawed(meta)
    return thawed


def _thawed(value: Any) -> Any:
    match value:
        case Mapping():
            return {key: _thawed(item) for key, item in value.items()}
        case tuple():
            return [_thawed(item) for item in value]
        case _:
            return value


def _condition(condition: Condition | None) -> Json | None:
    if condition is None:
        return None
    return {"source": condition.source, "tree": as_tree.condition(condition.tree)}


def _computation(computation: Computation | None) -> Json | None:
    if computation is None:
        return None
    return {"source": computation.source, "tree": as_tree.value(computation.tree)}


def _shown(thing: Page | Question | Row | Field | Option) -> Json:
    """What everything has that can be hidden."""
    return {
        "visible_if": _condition(thing.visible_if),
        "shown_when_text": str(thing.shown_when_text),
        "meta": _meta(thing.meta),
    }


def _page(page: Page) -> Json:
    return {
        "id": page.id,
        **_there(title=str(page.title), text=str(page.text), **_shown(page)),
        "questions": [_question(question) for question in page.questions],
    }


def _question(question: Question) -> Json:
    return {
        "id": question.id,
        "type": question.type,
        **_there(
            number=question.number,
            label=str(question.label),
            help=str(question.help),
            text=str(question.text),
            low=str(question.low),
            high=str(question.high),
            **_shown(question),
            rows=[_row(row) for row in question.rows],
            columns=[_column(column) for column in question.columns],
        ),
        "fields": [_field(part) for part in question.fields],
        **_there(checks=[_check(check) for check in question.checks]),
    }


def _row(row: Row) -> Json:
    return {"id": row.id, **_there(label=str(row.label), help=str(row.help), **_shown(row))}


def _column(column: Column) -> Json:
    return {
        "id": column.id,
        **_there(label=str(column.label), help=str(column.help), meta=_meta(column.meta)),
    }


def _field(part: Field) -> Json:
    required = part.required
    return {
        "path": part.path,
        "type": part.type,
        **_there(label=str(part.label), help=str(part.help)),
        "required": _condition(required) if isinstance(required, Condition) else required,
        "prefill": part.prefill,
        **_there(
            **_shown(part),
            row=part.row and part.row.id,
            column=part.column and part.column.id,
            chosen_with=part.chosen_with and dict(zip(("path", "option"), part.chosen_with, strict=True)),
            computed=_computation(part.computed),
            **_limits(part),
            statement=str(part.statement),
            options=[_option(option) for option in part.options],
        ),
    }


def _limits(part: Field) -> Json:
    return {
        "max_chars": part.max_chars,
        "multiline": part.multiline if part.type == "text" else None,
        "format": part.format,
        "min": value_json(part.min),
        "max": value_json(part.max),
        "places": part.places,
        "unit": part.unit and str(part.unit),
        "cannot_say": value_json(part.cannot_say),
        "max_selected": part.max_selected,
    }


def _option(option: Option) -> Json:
    return {
        "id": option.id,
        "label": str(option.label),
        "exclusive": option.exclusive,
        **_there(**_shown(option), companion=option.companion and option.companion.path),
    }


def _check(check: Check) -> Json:
    return {
        "severity": check.severity,
        "source": check.source,
        "message": str(check.message),
        "cases": [
            {"path": case.path, **_there(row=case.row and case.row.id), "tree": as_tree.condition(case.tree)}
            for case in check.cases
        ],
    }
