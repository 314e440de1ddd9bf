"""Unquoted scalars by YAML 1.2's core rules, not 1.1's."""

from __future__ import annotations

from decimal import Decimal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from survey_engine.parsing.document import Plain
from survey_engine.parsing.scalars import quoted, resolve


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("Null", None),
        ("NULL", None),
        ("true", True),
        ("False", False),
        ("TRUE", True),
        ("0", 0),
        ("-12", -12),
        ("+12", 12),
        ("012", 12),
        ("0o17", 15),
        ("0x1F", 31),
        ("3.0", Decimal("3.0")),
        ("-.5", Decimal("-0.5")),
        ("1.", Decimal("1")),
        ("1e3", Decimal("1e3")),
        ("1.5E-2", Decimal("0.015")),
    ],
)
def test_values(written: str, meant: Plain) -> None:
    assert (type(resolve(written)), resolve(written)) == (type(meant), meant)


@pytest.mark.parametrize(
    "written",
    [
        *("ja", "Nej", "yes", "no", "on", "off", "y", "nULL", "tRUE", "2026-03-02", "12:30:00", "1_000", "0b1", "0o8"),
        *(
            "0x",
            "-0x1F",
            ".inf",
            "-.inf",
            ".nan",
            ".",
            "-",
            "+",
            "e5",
            "1e",
            "1e41",
            "1e-999999999",
            "9" * 41,
            "١٢",
            "<<",
        ),
    ],
)
def test_text(written: str) -> None:
    assert resolve(written) == written


@given(st.text())
def test_never_raises(written: str) -> None:
    resolve(written)


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1))
def test_a_quoted_text_is_read_as_it_was(text: str) -> None:
    assert yaml.safe_load(quoted(text)) == text
