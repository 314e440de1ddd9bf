"""What one room said keeps another from saying it again, in other words."""

from __future__ import annotations

from collections.abc import Iterable

from survey_engine.diagnostics import Diagnostic
from survey_engine.parsing.shape_keys import KEY_NOT_FOR_TYPE
from survey_engine.parsing.traps import COMMA_IN_TEXT
from survey_engine.source import Span


def joined(read: Iterable[Diagnostic], shape: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The reader's diagnostics and the shape's: a text that was cut by its comma and refused is told of once."""
    shape = tuple(shape)
    refused = {each.span for each in shape}
    return (*(each for each in read if each.rule is not COMMA_IN_TEXT or each.span not in refused), *shape)


def misplaced_keys(shape: Iterable[Diagnostic]) -> frozenset[Span]:
    """Where keys stand that were reported as not belonging to their thing's type."""
    return frozenset(each.span for each in shape if each.rule is KEY_NOT_FOR_TYPE)
