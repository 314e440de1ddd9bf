"""What a path or id leads to: its kind, its conditions from the page inwards, and what shows it."""

from __future__ import annotations

import pytest

from survey_engine.located import located
from tests.forms import form
from tests.test_why import SURVEY


@pytest.mark.parametrize(
    ("path", "kind", "sources"),
    [
        ("forst", "page", []), ("sedan", "page", ["antal > 3"]), ("antal", "question", []),
        ("val", "question", ["antal > 3", "vill"]), ("val.a", "companion", ["antal > 3", "vill", "a in val"]),
        ("val.b", "option", ["antal > 3", "vill", "antal > 10"]), ("tabell", "question", ["antal > 3"]),
        ("tabell.rad", "row", ["antal > 3", "answered(namn)"]),
        ("tabell.rad.k", "field", ["antal > 3", "answered(namn)"]),
    ],
)  # fmt: skip
def test_each_kind_of_thing_with_its_conditions(path: str, kind: str, sources: list[str]) -> None:
    found = located(form(SURVEY).form, path)
    assert (found.kind, [condition.source for _, condition in found.conditions]) == (kind, sources)


def test_what_is_not_there() -> None:
    with pytest.raises(KeyError):
        located(form(SURVEY).form, "finns.inte")
