"""Whether one condition holds for values in effect: for `why`, and for whoever asks the same of many values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from operator import methodcaller
from typing import Any

from survey_engine.engine.fields import exact_decimal, scaled_decimal
from survey_engine.engine.names import Names
from survey_engine.expr import compile as expressions
from survey_engine.expr import nodes
from survey_engine.expr.paths import paths
from survey_engine.model import Form

_Given = Mapping[str, Any]


def holds(form: Form, condition: nodes.Condition, values: _Given) -> bool:
    """Whether the condition is true of those values (path → value in effect), by the rules of the engine."""
    return Judge(form).holds(condition, values)


class Judge:
    """Judges the conditions and numbers of one form by values in effect; each is compiled the first time."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._names = Names(form)
        self._names.constants |= expressions.FUNCTIONS
        self._scales: dict[str, int] = {}
        self._conditions: dict[int, tuple[nodes.Condition, Callable[[_Given], Any]]] = {}
        self._numbers: dict[int, tuple[nodes.Value, Callable[[_Given], Any], int]] = {}

    def holds(self, condition: nodes.Condition, values: _Given) -> bool:
        """Whether the condition is true of those values, by the rules of the engine."""
        known = self._conditions.get(id(condition))
        if known is None:
            self._scale_computed(condition)
            source = expressions.condition(condition, self._names)
            known = self._conditions[id(condition)] = condition, self._function(condition, source)
        return bool(known[1](values))

    def number(self, value: nodes.Value, values: _Given) -> Decimal | None:
        """What a number comes to, or None where it is missing."""
        known = self._numbers.get(id(value))
        if known is None:
            self._scale_computed(value)
            code = expressions.value(value, self._names)
            known = self._numbers[id(value)] = value, self._function(value, code.or_none()), code.scale
        scaled = known[1](values)
        return None if scaled is None else exact_decimal(scaled, known[2], 0)

    def _function(self, node: nodes.Node, source: str) -> Callable[[_Given], Any]:
        """From values to what the source gives; its variables are the parameters of a function of ours."""
        names = self._names
        parameters: list[str] = []
        readers: list[Callable[[_Given], Any]] = []
        for path in dict.fromkeys(paths(node)):
            part = self._form.by_path[path]
            parameters.append(names.value(path))
            readers.append(methodcaller("get", path))
            if part.type in ("integer", "decimal"):
                number, scale = names.number(path)
                if number != parameters[-1]:
                    parameters.append(number)
                    readers.append(_reader(path, scale, part.cannot_say))
        function = eval(f"lambda {', '.join(parameters)}: {source}", names.constants)  # ours: all names are numbered
        return lambda values: function(*[read(values) for read in readers])

    def _scale_computed(self, node: nodes.Node) -> None:
        """Puts down the scale of every computed number that the expression reads, and of those they follow from."""
        waiting = [path for path in paths(node) if self._unscaled(path)]
        while waiting:
            computed = self._form.by_path[waiting[-1]].computed
            assert computed is not None  # only such are waiting
            ahead = [path for path in paths(computed.tree) if self._unscaled(path)]
            if ahead:
                waiting += ahead
                continue
            path = waiting.pop()
            self._scales[path] = expressions.value(computed.tree, self._names).scale
            self._names.on_scale(path, self._scales[path])

    def _unscaled(self, path: str) -> bool:
        return self._form.by_path[path].computed is not None and path not in self._scales


def _reader(path: str, scale: int, sentinel: int | Decimal | None) -> Callable[[_Given], int | None]:
    """Reads a number on a scale; missing where it is missing or a sentinel."""

    def read(values: _Given) -> int | None:
        value = values.get(path)
        return None if value is None else scaled_decimal(Decimal(value), scale, sentinel)

    return read
