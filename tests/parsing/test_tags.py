"""Words that begin with an exclamation mark."""

from __future__ import annotations

import pytest

from tests.parsing.test_traps import mended, read_text, the_fault


@pytest.mark.parametrize(
    ("text", "help_", "meant"),
    [
        ("label: !Obs Ange kronor\n", 'sätt citattecken om texten: label: "!Obs Ange kronor"', "!Obs Ange kronor"),
        ("label: !Obs! Ange kronor\n", 'sätt citattecken om texten: label: "!Obs! Ange kronor"', "!Obs! Ange kronor"),
        ("label: !åtgärda\n", 'sätt citattecken om texten: label: "!åtgärda"', "!åtgärda"),
        ("label: !!str Text\n", "ta bort !!str", "Text"),
        ('label: !x "Text"\n', "ta bort !x", "Text"),
        ("label: !x [a]\n", "ta bort !x", ["a"]),
    ],
)
def test_a_text_is_put_in_quotes_and_a_tag_is_taken_away(text: str, help_: str, meant: object) -> None:
    fault = the_fault(text)

    assert (fault.code, fault.help) == ("yaml-tag", help_)
    assert read_text(mended(text, fault)) == ({"label": meant}, [])
