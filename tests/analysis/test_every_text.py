"""Every text of a form, each once."""

from __future__ import annotations

from survey_engine.analysis.every_text import every_text
from survey_engine.load import load_with_blueprint
from tests.forms import with_head

FORM = """
option_sets:
  svar: [{id: a, label: Alternativ, specify: {label: Följdtext}}]
pages:
  - id: p
    title: Sida
    questions:
      - {id: i, type: info, text: Upplysning}
      - {id: x, type: choice, label: Val, help: {sv: Hjälp, en: Help}, options: svar}
      - {id: y, type: choice, label: Val 2, options: svar}
      - {id: g, type: group, label: Grupp, fields: [{id: f, type: confirm, label: Fält, statement: Intyg}]}
      - id: m
        type: matrix
        label: Tabell
        rows: [{id: r, label: Rad, help: Radhjälp}, {id: s, label: Rad 2}]
        columns: [{id: k, type: integer, label: Kolumn}]
        checks: [{warn_if: m.r.k > 1, message: Kontroll}]
      - {id: s, type: scale, label: Skala, from: 1, to: 5, low: Låg, high: Hög}
"""


def test_every_text_once_in_order() -> None:
    _, blueprint = load_with_blueprint(with_head(FORM))
    texts = [text for place in every_text(blueprint) for text in place.texts.values()]
    assert ", ".join(texts) == (
        "Prov, Sida, Upplysning, Val, Hjälp, Help, Alternativ, Följdtext, Val 2, Grupp, Fält, Intyg, "
        "Tabell, Rad, Radhjälp, Rad 2, Kolumn, Kontroll, Skala, Låg, Hög"
    )
