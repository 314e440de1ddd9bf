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


def percentage(percent: float, language: str) -> str:
    """A share of 100 with one decimal: 99,9 % in Swedish (for `sv`), else 99.9 % as in English, on one line.

    Only nothing is 0 and only all is 100: what is nearly so is not rounded to it.
    """
    tenths = round(percent, 1)
    if tenths in (0, 100) and tenths != percent:
        tenths = min(max(percent, 0.1), 99.9)
    written = f"{tenths:.1f}"
    return measured(written.translate(_SWEDISH) if spoken(language) == "sv" else written, "%")


def measured(figure: str, unit: str | None) -> str:
    """A figure and its unit, if it has one, which stay on one line."""
    return f"{figure}\N{NO-BREAK SPACE}{unit}" if unit else figure
