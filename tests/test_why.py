"""Why something is shown or not: reasons from the page inwards, their parts, and what would flip them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import survey_engine as se
from survey_engine import Journey
from survey_engine.testing.surveys import descriptions
from survey_engine.testing.values import values
from survey_engine.testing.yaml_text import Description, written
from survey_engine.why import Reason
from tests.forms import form, page

SURVEY = """
    pages:
      - id: forst
        questions:
          - {id: antal, type: integer, label: A}
          - {id: vill, type: confirm, label: V}
          - {id: namn, type: text, label: N}
      - id: sedan
        visible_if: antal > 3
        questions:
          - id: val
            type: choices
            label: V
            visible_if: vill
            options:
              - {id: a, label: A, specify: true}
              - {id: b, label: B, visible_if: antal > 10}
          - id: tabell
            type: matrix
            label: T
            rows: [{id: rad, label: R, visible_if: answered(namn)}]
            columns: [{id: k, type: integer, label: K}]
"""


def journey(**answers: object) -> Journey:
    return form(SURVEY).evaluate({path.replace("__", "."): answer for path, answer in answers.items()})


def told(reasons: tuple[Reason, ...]) -> list[tuple[str, str, bool]]:
    return [(reason.level, reason.source, reason.holds) for reason in reasons]


def test_what_has_no_condition_is_always_shown() -> None:
    why = journey().why("antal")
    assert (why.path, why.shown, why.reasons) == ("antal", True, ())


def test_the_reasons_go_from_the_page_inwards() -> None:
    why = journey(antal=4).why("tabell.rad.k")
    assert not why.shown
    assert told(why.reasons) == [("page", "antal > 3", True), ("row", "answered(namn)", False)]


@pytest.mark.parametrize(
    ("path", "shown", "levels"),
    [
        ("sedan", True, ["page"]), ("val", True, ["page", "question"]),
        ("val.a", True, ["page", "question", "companion"]),
        ("val.b", False, ["page", "question", "option"]), ("tabell", True, ["page"]),
        ("tabell.rad", True, ["page", "row"]),
        ("forst", True, []), ("antal", True, []),
    ],
)  # fmt: skip
def test_a_page_question_row_option_and_companion_text(path: str, shown: bool, levels: list[str]) -> None:
    why = journey(antal=4, vill=True, namn="x", val=["a"]).why(path)
    assert why.shown is shown
    assert [reason.level for reason in why.reasons] == levels


def test_a_companion_text_hangs_on_its_option_in_words_that_could_have_been_written() -> None:
    assert told(journey(antal=4, vill=True, val=["b"]).why("val.a").reasons)[-1] == ("companion", "a in val", False)


def test_a_path_that_there_is_none_of() -> None:
    with pytest.raises(KeyError):
        journey().why("finns.inte")


def reason(condition: str, **answers: object) -> Reason:
    survey = page(f"""
- {{id: a, type: integer, label: A}}
- {{id: b, type: integer, label: B}}
- {{id: c, type: confirm, label: C}}
- {{id: d, type: text, label: D, visible_if: "{condition}"}}
""")
    return survey.evaluate(answers).why("d").reasons[0]


def test_the_parts_are_told_as_written_with_the_values_they_read() -> None:
    found = reason("a + b > 3 and not c", a=1)
    assert [(part.source, part.holds, part.values) for part in found.parts] == [
        ("a + b > 3", False, (("a", 1), ("b", None))),
        ("c", False, (("c", None),)),
    ]


@pytest.mark.parametrize(
    ("condition", "answers", "flips"),
    [
        ("a > 1 and b > 1", {"a": 2}, ["b > 1"]),
        ("a > 1 and b > 1", {}, ["a > 1", "b > 1"]),
        ("a > 1 and b > 1", {"a": 2, "b": 2}, ["a > 1"]),
        ("a > 1 or b > 1", {}, ["a > 1"]),
        ("a > 1 or b > 1", {"a": 2, "b": 2}, ["a > 1", "b > 1"]),
        ("not (a > 1 and b > 1)", {"a": 2, "b": 2}, ["a > 1"]),
        ("(a > 1 and b > 1) or c", {}, ["c"]),
        ("a != 1", {"a": 1}, ["a != 1"]),
    ],
)
def test_what_would_flip_a_condition(condition: str, answers: dict[str, object], flips: list[str]) -> None:
    assert [part.source for part in reason(condition, **answers).flips] == flips


def test_the_parts_of_a_chain_are_its_links() -> None:
    assert [(part.source, part.holds) for part in reason("1 < a <= b", a=2).parts] == [
        ("1 < a", True),
        ("a <= b", False),
    ]


def test_a_reason_shows_no_answer_in_its_repr() -> None:
    assert "4711" not in repr(reason("a > 1", a=4711))


WORDED = """
- {id: oanvant, type: integer, unit: kr, label: {sv: Oanvänt statsbidrag, en: Unused grant}}
- {id: andel, type: decimal, places: 1, unit: "%", label: Andel}
- {id: dag, type: date, label: Första dagen}
- {id: namn, type: text, label: Ort}
- {id: egna, type: choice, label: Har ni egna medel?, options: [{id: ja, label: Ja}, {id: nej, label: Nej}]}
- id: insatser
  type: choices
  label: Insatser
  options: [{id: a, label: Personal}, {id: b, label: Program, specify: {}}, {id: c, label: Övrigt}]
- {id: intyg, type: confirm, label: Uppgifterna stämmer}
- {id: dubbelt, type: computed, unit: kr, label: Det dubbla, value: oanvant + oanvant}
"""


def spaced(text: str) -> str:
    """The text with plain spaces where a figure has one that no line breaks at."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def asked(visible_if: str, given: dict[str, object]) -> Journey:
    return page(f"{WORDED}- {{id: sist, type: text, label: Sist, visible_if: '{visible_if}'}}\n").evaluate(given)


@pytest.mark.parametrize(
    ("condition", "given", "words"),
    [
        ("oanvant > 0", {"oanvant": 0},
         "Frågan visas inte, eftersom Oanvänt statsbidrag inte är större än 0 kr (nu: 0 kr)."),
        ("oanvant > 0", {},
         "Frågan visas inte, eftersom Oanvänt statsbidrag inte är större än 0 kr (inget svar)."),
        ("dubbelt > 0", {},
         "Frågan visas inte, eftersom ”Det dubbla” inte är större än 0 kr (inget värde)."),
        ("oanvant > 0", {"oanvant": 250000},
         "Frågans villkor är uppfyllt, eftersom Oanvänt statsbidrag är större än 0 kr (nu: 250 000 kr)."),
        ("oanvant == 5", {"oanvant": 5},
         "Frågans villkor är uppfyllt, eftersom Oanvänt statsbidrag är 5 kr."),
        ("egna == ja", {"egna": "nej"},
         "Frågan visas inte, eftersom ni inte har svarat ”Ja” på frågan ”Har ni egna medel?” (nu: ”Nej”)."),
        ("a in insatser", {"insatser": ["b", "c"], "insatser.b": "x"},
         ("Frågan visas inte, eftersom ni inte har svarat ”Personal” på frågan ”Insatser” "
          "(nu: ”Program” och ”Övrigt”).")),
        ("a in insatser or c in insatser", {"insatser": ["b"]},
         ("Frågan visas inte, eftersom ni varken har svarat ”Personal” eller ”Övrigt” på frågan ”Insatser” "
          "(nu: ”Program”). För att villkoret ska bli uppfyllt räcker det att ni har svarat ”Personal” på frågan "
          "”Insatser”.")),
        ("intyg and andel >= 11.5", {"andel": 11.0},
         ("Frågan visas inte, eftersom ni inte har kryssat i ”Uppgifterna stämmer”, och eftersom Andel inte är minst "
          "11,5 % (nu: 11 %).")),
        ("intyg and andel >= 11.5", {"andel": 11.5, "intyg": True},
         ("Frågans villkor är uppfyllt, eftersom ni har kryssat i ”Uppgifterna stämmer”, och eftersom Andel är minst "
          "11,5 % (nu: 11,5 %). För att villkoret inte längre ska vara uppfyllt räcker det att ni inte har kryssat i "
          "”Uppgifterna stämmer”.")),
        ("not (intyg and oanvant > 3)", {"intyg": True},
         "Frågans villkor är uppfyllt, eftersom Oanvänt statsbidrag inte är större än 3 kr (inget svar)."),
        ("oanvant > dubbelt", {"oanvant": 3},
         ("Frågan visas inte, eftersom Oanvänt statsbidrag inte är större än ”Det dubbla” "
          "(Oanvänt statsbidrag: 3 kr; ”Det dubbla”: 6 kr).")),
        ('dag > "2026-03-02"', {"dag": "2026-03-01"},
         "Frågan visas inte, eftersom Första dagen inte är efter den 2 mars 2026 (nu: den 1 mars 2026)."),
        ('namn == "Umeå"', {"namn": "Luleå"},
         "Frågan visas inte, eftersom Ort inte är ”Umeå” (nu: ”Luleå”)."),
        ("answered(namn)", {}, "Frågan visas inte, eftersom ni inte har besvarat frågan ”Ort”."),
        ("not answered(namn)", {"namn": "hemligt"}, "Frågan visas inte, eftersom ni har besvarat frågan ”Ort”."),
    ],
)  # fmt: skip
def test_a_reason_in_words_says_what_makes_it_so(condition: str, given: dict[str, object], words: str) -> None:
    assert spaced(asked(condition, given).why("sist").reasons[0].in_words("sv")) == words


def test_a_reason_in_english() -> None:
    found = asked("intyg or oanvant > 3", {"oanvant": 1}).why("sist").reasons[0]
    assert spaced(found.in_words("en")) == (
        "The question is not shown, because you have not ticked “Uppgifterna stämmer”, and because Unused grant is not "
        "greater than 3 kr (now: 1 kr). For the condition to be met, it is enough that you have ticked “Uppgifterna "
        "stämmer”."
    )


def test_a_part_and_its_values_in_words() -> None:
    part = asked("oanvant > andel * 100", {"oanvant": 0}).why("sist").reasons[0].parts[0]
    assert tuple(map(spaced, part.values_in_words("sv"))) == ("Oanvänt statsbidrag: 0 kr", "Andel: inget svar")
    words = "Unused grant is not greater than Andel times 100 (Unused grant: 0 kr; Andel: no answer)"
    assert spaced(part.in_words("en")) == words


@pytest.mark.parametrize(
    ("path", "given", "words"),
    [
        ("antal", {}, "Frågan visas utan villkor."),
        ("tabell.rad.k", {"antal": 4},
         "Uppgiften visas inte. Raden visas inte, eftersom ni inte har besvarat frågan ”N”."),
        ("tabell", {"antal": 4}, "Frågan visas inte, eftersom inget av innehållet visas."),
        ("sedan", {"antal": 4, "vill": True},
         "Avsnittet visas. Avsnittets villkor är uppfyllt, eftersom A är större än 3 (nu: 4)."),
        ("val.b", {"antal": 4, "vill": True},
         "Alternativet kan inte väljas, eftersom A inte är större än 10 (nu: 4)."),
        ("val.a", {"antal": 4, "vill": True, "val": ["b"]},
         ("Beskrivningen visas inte, eftersom ni inte har svarat ”A” på frågan ”V” (nummer 2 av 2 med det namnet) "
          "(inget svar).")),
    ],
)  # fmt: skip
def test_the_whole_explanation_in_words(path: str, given: dict[str, object], words: str) -> None:
    assert journey(**given).why(path).in_words("sv") == words


def test_a_choice_without_options_is_explained_by_them() -> None:
    survey = page("""
- {id: a, type: integer, label: Age}
- {id: b, type: choice, label: B, options: [{id: x, label: X, visible_if: a > 1}, {id: y, label: Y, visible_if: a > 2}]}
""")
    assert survey.evaluate({"a": 1}).why("b").in_words("en") == (
        "The question is not shown, because no option can be chosen. The option cannot be chosen, because Age is not "
        "greater than 1 (now: 1). The option cannot be chosen, because Age is not greater than 2 (now: 1)."
    )


def relabelled(thing: object) -> object:
    """The same form with labels that no id or operator could be part of."""
    if isinstance(thing, list):
        return [relabelled(item) for item in thing]
    if not isinstance(thing, dict):
        return thing
    changed = {key: relabelled(value) for key, value in thing.items()}
    return changed | {key: "Rubrik" for key in ("label", "title", "statement") if key in thing}


OPERATORS = re.compile(r"[=!<>*+_]|\b(?:in|not in|answered|sum|count|round|abs)\(|\bnot \(")


@settings(deadline=None)
@given(description=descriptions(max_depth=2), data=st.data(), language=st.sampled_from(("sv", "en")))
def test_every_reason_is_told_without_a_path_or_an_operator(
    description: Description, data: st.DataObject, language: str
) -> None:
    survey = se.load_text(written({key: relabelled(value) for key, value in description.items()}))
    found = survey.evaluate(data.draw(values(survey)))
    ids = [page.id for page in survey.pages] + [question.id for question in survey.questions]
    for path in (*ids, *(part.path for part in survey.fields)):
        why = found.why(path)
        read = [pair for reason in why.reasons for part in reason.parts for pair in part.values]
        typed = any(value and survey.field(at).type == "text" for at, value in read)  # a text may hold anything
        told = [why.in_words(language)]
        told += [reason.in_words(language) for reason in why.reasons]
        told += [part.in_words(language) for reason in why.reasons for part in reason.parts]
        for sentence in told:
            assert sentence
            assert typed or not OPERATORS.search(sentence), sentence


@pytest.mark.parametrize(("source", "holds"), [("a != 3", True), ("a == 3", False), ("not a == 3", False)])
def test_a_part_holds_as_it_is_written(source: str, holds: bool) -> None:
    survey = page(f"""
- {{id: a, type: integer, label: A}}
- {{id: b, type: text, label: B, visible_if: {source} and a > 0}}
""")
    reason = survey.evaluate({"a": 4}).why("b").reasons[0]
    assert [(part.source, part.holds) for part in reason.parts] == [
        (source.removeprefix("not "), holds),
        ("a > 0", True),
    ]


def test_a_part_with_not_in_holds_as_it_is_written() -> None:
    survey = page("""
- {id: k, type: choices, label: K, options: [{id: x, label: X}, {id: y, label: Y}]}
- {id: b, type: text, label: B, visible_if: x not in k}
""")
    (part,) = survey.evaluate({"k": ["x"]}).why("b").reasons[0].parts
    assert (part.source, part.holds) == ("x not in k", False)
    assert part.in_words("sv") == "ni har svarat ”X” på frågan ”K”"
