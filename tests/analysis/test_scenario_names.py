"""Two examples of one name."""

from __future__ import annotations

import pytest

from tests.forms import codes, with_page

FORM = with_page("      - {id: antal, type: integer, label: Antal}")


@pytest.mark.parametrize(
    ("names", "twice"),
    [
        (("Ett", "Två"), 0),
        (("Ett", "Ett"), 1),
        (("Ett", '" Ett "', "Två", "Ett"), 2),
        (("Ett", "ett"), 0),
    ],
)
def test_each_example_that_is_called_as_an_earlier_one(names: tuple[str, ...], twice: int) -> None:
    scenarios = "".join(f"  - {{name: {name}, answers: {{}}}}\n" for name in names)
    assert codes(f"{FORM}scenarios:\n{scenarios}") == ["scenario-named-twice"] * twice
