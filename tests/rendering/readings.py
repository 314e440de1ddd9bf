"""Forms and answers that every format is tried on."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import survey_engine as se
from survey_engine.rendering.reader import reading
from survey_engine.rendering.reading import Reading

FORMS = sorted((Path(__file__).parents[2] / "surveys").glob("*.yaml"))

SMALL = """\
survey: small
version: "2026"
language: sv
numbering: true
title: Ett litet formulär
pages:
  - id: ekonomi
    title: Pengar
    text: Ange *heltal*. Läs [mer](https://example.se/mer).
    questions:
      - {id: fatt, type: integer, label: Mottaget bidrag, unit: kr, prefill: true}
      - id: kostnader
        type: group
        label: Kostnader
        required: true
        fields:
          - {id: loner, type: integer, unit: kr, min: 0, max: 2000000, label: Löner}
          - {id: resor, type: integer, unit: kr, label: Resor, required: false}
      - {id: kvar, type: computed, label: Kvar, unit: kr, value: fatt - sum(kostnader)}
      - id: orsak
        type: choices
        label: Varför blev något kvar?
        required: true
        visible_if: kvar > 0
        options:
          - {id: tid, label: Tidsbrist}
          - {id: annan, label: "Annat, nämligen", specify: {max_chars: 100}}
          - {id: ingen, label: Vet inte, exclusive: true}
  - id: arbete
    title: Arbetet
    visible_if: kvar <= 0
    questions:
      - id: metoder
        type: choice
        label: Vilken metod?
        help: Välj den viktigaste.
        options:
          - {id: a, label: Alfa, visible_if: kostnader.loner > 100}
          - {id: b, label: Beta, visible_if: kostnader.loner > 100}
          - {id: c, label: Gamma}
      - id: tjanster
        type: matrix
        label: Tjänster
        required: true
        rows: [{id: lotsar, label: Lotsar}, {id: andra, label: Andra, visible_if: kostnader.resor > 0}]
        columns:
          - {id: antal, type: integer, min: 0, label: Antal}
          - {id: fast, type: choice, label: Fast?, options: [{id: ja, label: Ja}, {id: nej, label: Nej}]}
      - {id: betyg, type: scale, label: Hur gick det?, from: 1, to: 3, low: illa, high: bra}
      - id: delar
        type: scale
        label: Och delarna?
        from: 1
        to: 3
        low: illa
        high: bra
        rows: [{id: start, label: Starten}, {id: slut, label: Slutet}]
      - {id: berattelse, type: text, label: Berätta, multiline: true, max_chars: 1000}
      - {id: intyg, type: confirm, label: Intyg, statement: Uppgifterna är riktiga., required: true}
"""
ANSWERS = {
    "fatt": 1234567,
    "kostnader.loner": 1234567,
    "metoder": "b",
    "tjanster.lotsar.antal": 3,
    "tjanster.lotsar.fast": "ja",
    "betyg": 2,
    "delar.start": 3,
    "berattelse": "Det gick bra.\n\nMycket bra.",
    "intyg": True,
}

HOSTILE = (
    "<script>alert(1)</script>",
    "<b>fet</b> &amp; &lt;",
    "# Rubrik",
    "- punkt",
    "1. ett",
    "*kursiv* _kursiv_ **fet** ~~struken~~ `kod`",
    "[länk](https://ond.example) ![bild](https://ond.example/b.png)",
    "<https://ond.example>",
    '#import "x" $x$ #let a = 1 @ref <etikett>',
    "{{ 7 * 7 }} {% for %} {x} %s \\n",
    "| a | b |",
    "\u202evänster\u202c \u2066isolerat",
    "---",
    "> citat",
    "Zalgo e\u0301\u0301\u0301 漢字 👩‍👩‍👧 a\u00adb",
    "a\\",
)
"""Texts that mean something in some format, or act on the text around them."""


@cache
def real(path: Path) -> Reading:
    return reading(se.load(path).form)


@cache
def small() -> se.Survey:
    return se.load_text(SMALL)


def hostile_form(text: str) -> se.Survey:
    """A form that has the text in every place where a plain text may stand."""
    quoted = "'" + text.replace("'", "''") + "'"
    return se.load_text(
        f"""\
survey: ond
version: {quoted}
language: sv
title: {quoted}
pages:
  - id: sida
    title: {quoted}
    text: {quoted}
    questions:
      - {{id: upplysning, type: info, text: {quoted}, label: {quoted}}}
      - {{id: tal, type: integer, label: {quoted}, unit: {quoted}, help: {quoted}}}
      - {{id: fritext, type: text, label: {quoted}, multiline: true, visible_if: tal > 1}}
      - id: val
        type: choices
        label: {quoted}
        options:
          - {{id: a, label: {quoted}, specify: {{label: {quoted}}}}}
          - {{id: b, label: B, visible_if: tal > 1, exclusive: true}}
      - {{id: intyg, type: confirm, label: {quoted}, statement: {quoted}}}
      - id: grupp
        type: group
        label: {quoted}
        fields: [{{id: namn, type: text, label: {quoted}}}]
      - id: tabell
        type: matrix
        label: {quoted}
        rows: [{{id: rad, label: {quoted}, help: {quoted}}}]
        columns: [{{id: kolumn, type: text, label: {quoted}, help: {quoted}}}]
      - {{id: skala, type: scale, label: {quoted}, from: 1, to: 2, low: {quoted}, high: {quoted}}}
"""
    )


def hostile_answers(text: str) -> dict[str, object]:
    return {
        "tal": 2,
        "fritext": f"{text}\n{text}\n\n{text}",
        "val": ["a"],
        "val.a": text,
        "grupp.namn": text,
        "tabell.rad.kolumn": text,
    }
