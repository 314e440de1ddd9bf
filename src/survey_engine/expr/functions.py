"""The functions of the language: a closed table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from keyword import kwlist
from types import MappingProxyType
from typing import Literal

FunctionName = Literal["sum", "min", "max", "count", "round", "abs", "answered"]
MAX_ROUND_PLACES = 6


@dataclass(frozen=True, slots=True)
class Function:
    """What a function is called with and gives; `usage` is a call as it may be written, the rest language → words.

    `arguments` is the least and the greatest number of arguments, None for any number.
    """

    name: FunctionName
    usage: str
    arguments: tuple[int, int | None]
    takes: Mapping[str, str]
    gives: Mapping[str, str]
    missing: Mapping[str, str]


_NUMBER = {"sv": "ett tal", "en": "a number"}
_MISSING = {"sv": "saknas om värdet saknas", "en": "missing when the value is"}
_SKIPPED = {
    "sv": "värden som saknas hoppas över; saknas när inget är kvar",
    "en": "missing values are skipped; missing when nothing is left",
}
_NUMBERS = {
    "sv": "en grupp eller en skala med rader, en matrisrad eller matriskolumn, eller två eller flera tal",
    "en": "a group or a scale with rows, a row or a column of a matrix, or two or more numbers",
}
_COUNTED = {"sv": f"{_NUMBERS['sv']}, eller en flervalsfråga", "en": f"{_NUMBERS['en']}, or a question of choices"}

FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {
        function.name: function
        for function in (
            Function("sum", "sum(kostnader)", (1, None), _NUMBERS, _NUMBER, _SKIPPED),
            Function("min", "min(a, b)", (1, None), _NUMBERS, _NUMBER, _SKIPPED),
            Function("max", "max(a, b)", (1, None), _NUMBERS, _NUMBER, _SKIPPED),
            Function(
                "count",
                "count(orsak)",
                (1, None),
                _COUNTED,
                {"sv": "ett heltal", "en": "an integer"},
                {
                    "sv": "räknar de tal eller valda alternativ som finns; 0 när inget finns",
                    "en": "counts the numbers or chosen options that are there; 0 of nothing",
                },
            ),
            Function(
                "round",
                "round(a / b, 2)",
                (2, 2),
                {
                    "sv": "ett tal eller en kvot, och antalet decimaler (0–6)",
                    "en": "a number or a quotient, and the number of decimal places (0–6)",
                },
                {"sv": "ett tal, halvor avrundas från noll", "en": "a number, halves away from zero"},
                _MISSING,
            ),
            Function("abs", "abs(a)", (1, 1), _NUMBER, _NUMBER, _MISSING),
            Function(
                "answered",
                "answered(a)",
                (1, 1),
                {"sv": "en sökväg med ett eget värde", "en": "one path with a value of its own"},
                {"sv": "sant eller falskt", "en": "true or false"},
                {"sv": "falskt", "en": "false"},
            ),
        )
    }
)


def reserved_words() -> frozenset[str]:
    """The words that no id may be: Python's keywords, the functions and `row`."""
    return frozenset(kwlist) | frozenset(FUNCTIONS) | {"row"}
