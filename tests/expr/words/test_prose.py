"""Conditions in words: as a careful civil servant would write them, in Swedish and English."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import survey_engine as se
from survey_engine.expr import nodes
from survey_engine.expr.words.prose import amount, facts
from survey_engine.testing.yaml_text import quoted
from tests.forms import form

QUESTIONS = """
pages:
  - id: ekonomi
    title: Ekonomi
    questions:
      - {id: oanvant, type: integer, unit: kr, label: {sv: Oanvänt statsbidrag, en: Unused grant}}
      - {id: andel, type: decimal, places: 1, unit: "%", label: Andel}
      - {id: antal, type: integer, label: Hur många anställdes?, cannot_say: 999}
      - {id: dag, type: date, label: Första dagen}
      - {id: namn, type: text, label: Namn}
      - id: kostnader
        type: group
        label: Kostnader
        fields:
          - {id: loner, type: integer, unit: kr, label: Löner}
          - {id: resor, type: integer, unit: kr, label: "Resor, kost och logi"}
      - {id: egna, type: choice, label: Har ni egna medel?, options: [{id: ja, label: Ja}, {id: nej, label: Nej}]}
      - id: insatser
        type: choices
        label: Insatser
        options: [{id: a, label: Personal}, {id: b, label: Program och annat, specify: {}}, {id: c, label: Övrigt}]
      - {id: intyg, type: confirm, label: Uppgifterna stämmer}
      - id: tjanster
        type: matrix
        label: Tjänster
        rows: [{id: lotsar, label: Lotsar}, {id: andra, label: Andra}]
        columns: [{id: personer, type: integer, label: Personer}, {id: nya, type: integer, label: Nya}]
      - {id: skala, type: scale, label: Ange i vilken grad, from: 1, to: 5, rows: [{id: mal, label: målen nåddes}]}
      - {id: namn2, type: text, label: Namn}
      - {id: sista, type: date, label: Sista dagen}
      - {id: summa, type: computed, unit: kr, label: Summa, value: sum(kostnader)}
  - id: mer
    title: Mer
    questions:
      - {id: namn3, type: text, label: Namn}
      - id: orsaker
        type: choices
        label: Vilka orsaker fanns till att medlen inte användes?
        options: [{id: a, label: Säg ”ja”}, {id: b, label: Annat}, {id: c, label: Annat}]
"""


def in_words(condition: str, language: str = "sv") -> str:
    survey = form(f"{QUESTIONS}      - {{id: sist, type: text, label: Sist, visible_if: {quoted(condition)}}}\n")
    visible_if = survey.field("sist").visible_if or survey.field("sist").question.visible_if
    assert isinstance(visible_if, se.Condition)
    return visible_if.in_words(language)


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("oanvant > 0", "Oanvänt statsbidrag är större än 0\u00a0kr"),
        ("0 < oanvant <= 1000000", "Oanvänt statsbidrag är större än 0\u00a0kr och högst 1\u00a0000\u00a0000\u00a0kr"),
        ("oanvant != 5", "Oanvänt statsbidrag inte är 5\u00a0kr"),
        ("not (oanvant < 5)", "Oanvänt statsbidrag inte är mindre än 5\u00a0kr"),
        ("andel >= 11.5", "Andel är minst 11,5\u00a0%"),
        ("antal in [1, 2, 3]", "svaret på frågan ”Hur många anställdes?” är 1, 2 eller 3"),
        ("antal not in [1, 2]", "svaret på frågan ”Hur många anställdes?” varken är 1 eller 2"),
        ("antal == 999", "ni har svarat 999 (kan inte svara) på frågan ”Hur många anställdes?”"),
        ("answered(antal)", "ni har besvarat frågan ”Hur många anställdes?”"),
        ("not answered(namn)", "ni inte har besvarat frågan ”Namn” (nummer 1 av 3 med det namnet)"),
        ('dag >= "2026-03-02"', "Första dagen är tidigast den 2 mars 2026"),
        ('dag < "2026-03-02"', "Första dagen är före den 2 mars 2026"),
        (
            "kostnader.resor > kostnader.loner",
            "”Resor, kost och logi” under Kostnader är större än Löner under Kostnader",
        ),
        ("sum(kostnader) > oanvant", "summan av Kostnader är större än Oanvänt statsbidrag"),
        ("sum(tjanster.personer) > 3", "summan av Personer under Tjänster är större än 3"),
        ("min(tjanster.lotsar) == 0", "det lägsta av Lotsar under Tjänster är 0"),
        ("tjanster.lotsar.nya > 1", "Nya för Lotsar under Tjänster är större än 1"),
        ("skala.mal <= 2", "svaret på ”målen nåddes” under ”Ange i vilken grad” är högst 2"),
        ("oanvant - kostnader.loner * 2 > 0",
         "Oanvänt statsbidrag minus (Löner under Kostnader gånger 2) är större än 0\u00a0kr"),
        ("round(100 * oanvant / kostnader.loner, 1) > 5",
         "(100 gånger Oanvänt statsbidrag) delat med Löner under Kostnader avrundat till en decimal är större än 5"),
        ("count(insatser) > 1", "ni har valt fler än ett alternativ på frågan ”Insatser”"),
        ("1 <= count(insatser) <= 13", "ni har valt minst ett och högst 13 alternativ på frågan ”Insatser”"),
        ("not (count(insatser) > 1)", "ni har valt högst ett alternativ på frågan ”Insatser”"),
        ("count(insatser) == 0", "ni inte har valt något alternativ på frågan ”Insatser”"),
        ("count(insatser) != 0", "ni har valt minst ett alternativ på frågan ”Insatser”"),
        ("count(insatser) > 0.5", "antalet valda alternativ på frågan ”Insatser” är större än 0,5"),
        ("count(kostnader) < 2", "antalet ifyllda uppgifter bland Kostnader är mindre än 2"),
        ("oanvant == summa", "Oanvänt statsbidrag är lika med Summa"),
        ("dag == sista", "Första dagen är samma dag som Sista dagen"),
        ('dag in ["2026-03-02", "2026-04-01"]', "Första dagen är den 2 mars 2026 eller den 1 april 2026"),
        ('namn3 == namn', "Namn i avsnittet Mer är detsamma som Namn (nummer 1 av 3 med det namnet)"),
        ('namn3 == "säg ja"', "Namn i avsnittet Mer är ”säg ja”"),
        ("answered(kostnader.loner)", "ni har fyllt i Löner under Kostnader"),
        ("answered(summa)", "det finns ett värde för Summa"),
        ("not answered(summa)", "det inte finns något värde för Summa"),
        ("a in orsaker", "ni har svarat »Säg ”ja”« på frågan ”Vilka orsaker fanns till att medlen inte användes?”"),
        ("c in orsaker and count(orsaker) > 1", ("ni har svarat ”Annat” (alternativ nummer 3) på frågan ”Vilka orsaker "
         "fanns till att medlen inte användes?”, och om ni har valt fler än ett alternativ på samma fråga")),
        ("not (a in insatser and c in insatser)",
         "ni inte har svarat både ”Personal” och ”Övrigt” på frågan ”Insatser”"),
        ("(oanvant > 0 and (intyg or andel > 1)) or antal > 2", ("både Oanvänt statsbidrag är större än 0\u00a0kr och "
         "antingen ni har kryssat i ”Uppgifterna stämmer” eller Andel är större än 1\u00a0%, eller om svaret på frågan "
         "”Hur många anställdes?” är större än 2")),
        ("(oanvant > 0 and (intyg or andel > 1) and answered(summa)) or antal > 2", ("både Oanvänt statsbidrag är "
         "större än 0\u00a0kr, det finns ett värde för Summa och antingen ni har kryssat i ”Uppgifterna stämmer” eller "
         "Andel är större än 1\u00a0%, eller om svaret på frågan ”Hur många anställdes?” är större än 2")),
        ("count(insatser) == 2", "ni har valt exakt två alternativ på frågan ”Insatser”"),
        ("egna == ja", "ni har svarat ”Ja” på frågan ”Har ni egna medel?”"),
        ("egna != ja", "ni inte har svarat ”Ja” på frågan ”Har ni egna medel?”"),
        ("a in insatser", "ni har svarat ”Personal” på frågan ”Insatser”"),
        ("a in insatser or b in insatser", "ni har svarat ”Personal” eller ”Program och annat” på frågan ”Insatser”"),
        ("a in insatser and b in insatser",
         "ni har svarat både ”Personal” och ”Program och annat” på frågan ”Insatser”"),
        ("not (a in insatser or c in insatser)", "ni varken har svarat ”Personal” eller ”Övrigt” på frågan ”Insatser”"),
        ("intyg", "ni har kryssat i ”Uppgifterna stämmer”"),
        ("not intyg", "ni inte har kryssat i ”Uppgifterna stämmer”"),
        ("oanvant > 0 and intyg", ("Oanvänt statsbidrag är större än 0\u00a0kr, och om ni har kryssat i "
         "”Uppgifterna stämmer”")),
        ("oanvant > 0 or andel > 1 or antal > 2", ("Oanvänt statsbidrag är större än 0\u00a0kr, om Andel är större än "
         "1\u00a0%, eller om svaret på frågan ”Hur många anställdes?” är större än 2")),
        ("(oanvant > 0 or andel > 1) and antal > 2", ("antingen Oanvänt statsbidrag är större än 0\u00a0kr eller Andel "
         "är större än 1\u00a0%, och om svaret på frågan ”Hur många anställdes?” är större än 2")),
        ("not (oanvant > 0 and intyg)", ("Oanvänt statsbidrag inte är större än 0\u00a0kr, eller om ni inte har "
         "kryssat i ”Uppgifterna stämmer”")),
        ('answered(insatser.b)', "ni har fyllt i beskrivningen av ”Program och annat” på frågan ”Insatser”"),
    ],
)  # fmt: skip
def test_in_swedish(condition: str, words: str) -> None:
    assert in_words(condition) == words


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("count(insatser) > 1", "you have chosen more than one option at the question “Insatser”"),
        ("count(insatser) <= 1", "you have chosen at most one option at the question “Insatser”"),
        ("oanvant >= 1000", "Unused grant is at least 1,000\u00a0kr"),
        ("egna == ja", "you have answered “Ja” to the question “Har ni egna medel?”"),
        ("a not in insatser and c not in insatser",
         "you have answered neither “Personal” nor “Övrigt” to the question “Insatser”"),
        ("antal not in [1, 2]", "the answer to the question “Hur många anställdes?” is neither 1 nor 2"),
        ('dag > "2026-03-02" or intyg', ("Första dagen is after 2 March 2026, or if you have ticked "
         "“Uppgifterna stämmer”")),
    ],
)  # fmt: skip
def test_in_english(condition: str, words: str) -> None:
    assert in_words(condition, "en") == words


def test_a_numbered_question_is_called_by_its_number() -> None:
    survey = form("""
numbering: 7
pages:
  - id: sida
    questions:
      - {id: a, type: integer, label: A}
      - {id: b, type: choices, label: B, options: [{id: x, label: X}], visible_if: a > 2}
      - {id: c, type: text, label: C, visible_if: x in b}
""")
    told = [question.visible_if.in_words("sv") for question in survey.questions if question.visible_if]
    assert told == ["svaret på fråga 7 är större än 2", "ni har svarat ”X” på fråga 8"]


def test_facts_on_one_question_are_one_and_name_the_values_that_they_do_not_tell() -> None:
    survey = form(QUESTIONS)
    chosen = [nodes.Not(nodes.Chosen("insatser", option)) for option in "ac"]
    bigger = nodes.Compare(">", nodes.Ref("oanvant", "integer"), nodes.Number(Decimal(0)))
    found = facts([*chosen, bigger, nodes.Confirmed("intyg")], survey.form.callings("sv"))
    assert [(fact.words.replace("\N{NO-BREAK SPACE}", " "), fact.paths) for fact in found] == [
        ("ni varken har svarat ”Personal” eller ”Övrigt” på frågan ”Insatser”", ("insatser",)),
        ("Oanvänt statsbidrag är större än 0 kr", ("oanvant",)),
        ("ni har kryssat i ”Uppgifterna stämmer”", ()),
    ]


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("oanvant", 250000, "250\u00a0000\u00a0kr"), ("andel", Decimal("11.5"), "11,5\u00a0%"),
        ("dag", date(2026, 3, 2), "den 2 mars 2026"), ("egna", "ja", "”Ja”"),
        ("insatser", ("a", "c"), "”Personal” och ”Övrigt”"), ("namn", "Säg\n”ja”", "»Säg ”ja”«"),
    ],
)  # fmt: skip
def test_a_value_in_words(path: str, value: Any, words: str) -> None:
    assert amount(path, value, form(QUESTIONS).form.callings("sv")) == words
