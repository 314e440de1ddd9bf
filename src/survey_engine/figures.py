"""Figures in the two spoken languages as Unicode's locale data (CLDR) writes them, and a figure with its unit."""

from __future__ import annotations

from decimal import Decimal

from survey_engine.diagnostics import spoken

_SWEDISH = str.maketrans({",": "\N{NO-BREAK SPACE}", ".": ",", "-": "\N{MINUS SIGN}"})


def figure(number: int | Decimal, language: str) -> str:
    """A number as it stands in print: −1 234 567,5 in Swedish (for `sv`), else -1,234,567.5 as in English.

    Exact, and equal numbers look alike: no zeros stand last among the decimals. No line breaks at a space in it.
    """
    written = f"{Decimal(number):,f}"
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return written.translate(_SWEDISH) if spoken(language) == "sv" else written


def measured(figure: str, unit: str | None) -> str:
    """A figure and its unit, if it has one, which stay on one line."""
    return f"{figure}\N{NO-BREAK SPACE}{unit}" if unit else figure
