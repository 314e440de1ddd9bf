"""Whether one condition holds for values in effect: for `why`, which asks about the parts of a condition."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from survey_engine.engine.fields import scaled_decimal
from survey_engine.engine.names import Names
from survey_engine.expr import compile as expressions
from survey_engine.expr import nodes
from survey_engine.expr.paths import paths
from survey_engine.model import Form


def holds(form: Form, condition: nodes.Condition, values: Mapping[str, Any]) -> bool:
    """Whether the condition is true of those values (path → value in effect), by the rules of the engine."""
    names = Names(form)
    scope: dict[str, Any] = {**expressions.FUNCTIONS}
    for path in dict.fromkeys(paths(condition)):
        part, value = form.by_path[path], values.get(path)
        scope[names.value(path)] = value
        if part.computed is not None:
            names.on_scale(path, _decimals(value))
        if part.type in ("integer", "decimal"):
            number, scale = names.number(path)
            scope[number] = _number(value, scale, part.cannot_say)
            scope[names.value(path)] = value
    source = expressions.condition(condition, names)
    return bool(eval(source, scope | names.constants))  # the source is ours: names and constants are numbered


def _decimals(value: Any) -> int:
    """The scale of a computed value, which may have more decimals than any answer."""
    exponent = value.as_tuple().exponent if isinstance(value, Decimal) else 0
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _number(value: Any, scale: int, sentinel: int | Decimal | None) -> int | None:
    return value if scale == 0 and sentinel is None else scaled_decimal(_decimal(value), scale, sentinel)


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(value)
