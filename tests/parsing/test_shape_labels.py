"""Labels written where an id belongs."""

from __future__ import annotations

import pytest

from survey_engine.parsing.document import Mapping
from survey_engine.parsing.reader import read
from survey_engine.parsing.shape_labels import Labels
from survey_engine.source import Source

FORM = """
pages:
  - id: om_er
    title: Om er
    questions:
      - {id: epost, label: Din e-post}
      - {id: kontakt, label: Kontakt, fields: [{id: namn, label: Namn}, {id: del, label: Andel}]}
      - {id: resor, label: Belopp}
      - {id: kost, label: Belopp}
      - {label: Utan id}
      - nonsens
"""


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("Din e-post", "epost"),
        ("din E-POST", "epost"),
        ("Om er", "om_er"),
        ("Namn", "kontakt.namn"),
        ("Kontakt.Namn", "kontakt.namn"),
        ("Belopp", None),
        ("Andel", None),
        ("Utan id", None),
        ("Något annat", None),
    ],
)
def test_a_label_leads_to_the_one_thing_that_has_it(written: str, path: str | None) -> None:
    document, _ = read(Source("form.yaml", FORM))
    assert isinstance(document, Mapping)

    assert Labels(document).path(written) == path
