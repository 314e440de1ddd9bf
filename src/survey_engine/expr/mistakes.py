"""What is wrong with an expression, before anybody knows where in a file the expression stands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from survey_engine.diagnostics import Note, Param, Rule
from survey_engine.expr.nodes import At
from survey_engine.frozen import Frozen

CONDITION = {"sv": "villkoret", "en": "the condition"}
CALCULATION = {"sv": "beräkningen", "en": "the calculation"}

_LONGEST_SHOWN = 80
_LONGEST_ADVICE = 200
_MOST_LISTED = 12
_BLANKS = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True, slots=True)
class Mistake:
    """A rule that an expression breaks, at a stretch of its own text.

    `replacement` is a stretch and the text that certainly belongs there instead.
    """

    rule: Rule
    at: At
    params: Mapping[str, Param] = field(default_factory=Frozen)
    notes: tuple[Note, ...] = ()
    replacement: tuple[At, str] | None = None


def mistake(rule: Rule, at: At, replacement: tuple[At, str] | None = None, **params: Param) -> Mistake:
    """A mistake with its parameters; those that are text are made fit to be shown."""
    visible = {
        name: shown(value, _LONGEST_ADVICE if name == "right" else _LONGEST_SHOWN) if isinstance(value, str) else value
        for name, value in params.items()
    }
    return Mistake(rule, at, Frozen(visible), (), replacement)


def shown(text: str, longest: int = _LONGEST_SHOWN) -> str:
    """A piece of an expression as it can stand in a sentence: on one line, not too long, nothing invisible."""
    line = "".join(_visible(c) for c in _BLANKS.sub(" ", text).strip(" "))
    return line if len(line) <= longest else line[: longest - 1] + "…"


def listed(words: tuple[str, ...]) -> str:
    """Words in a row, not too many."""
    return ", ".join(words[:_MOST_LISTED]) + (", …" if len(words) > _MOST_LISTED else "")


def placed(found: Mistake, whole: Mapping[str, str]) -> Mistake:
    """The mistake, told of in the kind of expression that it stands in."""
    texts = (*found.rule.message.values(), *(found.rule.help or {}).values())
    if not any("{whole}" in text for text in texts):
        return found
    return replace(found, params=Frozen({**found.params, "whole": whole}))


def _visible(character: str) -> str:
    if character == " " or not unicodedata.category(character).startswith(("C", "Z")):
        return character
    return f"U+{ord(character):04X}"
