"""Lines that begin in a column where nothing that they could belong with begins."""

from __future__ import annotations

import pytest

from tests.parsing.test_traps import mended, read_text, the_fault

QUESTION = "questions:\n  - id: a\n    type: text\n"


@pytest.mark.parametrize(
    ("text", "note", "help_"),
    [
        (QUESTION + "   label: A\n", (2, 5), "dra in raden ett mellanslag till, så att den börjar rakt under id"),
        (
            "- id: a\n  options:\n    - id: b\n      label: B\n     exclusive: true\n",
            (3, 7),
            "dra in raden ett mellanslag till, så att den börjar rakt under id",
        ),
        (
            "submission:\n    opens: a\n  closes: b\n",
            (2, 5),
            "dra in raden 2 mellanslag till, så att den börjar rakt under opens",
        ),
    ],
)
def test_a_key_too_little_indented_is_told_what_to_stand_below(text: str, note: tuple[int, int], help_: str) -> None:
    fault = the_fault(text)

    assert (fault.code, fault.help) == ("bad-indentation", help_)
    assert [(each.span.line, each.span.column) for each in fault.notes if each.span] == [note]
    assert read_text(mended(text, fault))[1] == []


def test_a_key_in_the_column_of_the_dash_may_be_something_new() -> None:
    fault = the_fault(QUESTION + "  label: A\n")

    assert fault.help == (
        "börjar något nytt här, sätt ett streck och ett mellanslag (- ) framför; dra annars in raden 2 mellanslag "
        "till, så att den börjar rakt under id"
    )
    assert [(each.span.line, each.span.column) for each in fault.notes if each.span] == [(2, 5)]
    assert fault.fixes == ()


def test_a_dash_too_little_indented_is_no_key() -> None:
    fault = the_fault("questions:\n  - id: a\n - id: b\n")

    assert fault.code == "bad-indentation"
    assert fault.fixes == ()
