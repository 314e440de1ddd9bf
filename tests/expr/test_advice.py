"""What an author is told to write instead: with the form's own names, and mended only where that is certain."""

from __future__ import annotations

import pytest

from survey_engine.diagnostics import Diagnostic
from survey_engine.expr.check import check_condition, check_value
from survey_engine.expr.types import ChoiceType
from survey_engine.source import START
from tests.expr.scopes import FORM, DictScope


def told(text: str, language: str = "sv") -> tuple[str, str, str, str | None]:
    """The code, message and help of the one mistake in a text, and the text as it is mended, if it is."""
    (found,) = check_condition(text, FORM).mistakes
    diagnostic = Diagnostic(found.rule, START, found.params, language=language)
    mended = None
    if found.replacement:
        (start, end), right = found.replacement
        mended = text[:start] + right + text[end:]
        assert check_condition(mended, FORM).mistakes == ()
    return diagnostic.code, diagnostic.message, diagnostic.help, mended


CERTAIN = [
    ("intygar != 1", "confirm-compared", "not intygar"),
    ("intygar == 1", "confirm-compared", "intygar"),
    ("intygar == 0", "confirm-compared", "not intygar"),
    ("0 != intygar", "confirm-compared", "intygar"),
    ("intygar == Nej", "confirm-compared", "not intygar"),
    ('intygar == "ja"', "confirm-compared", "intygar"),
    ("intygar != true", "confirm-compared", "not intygar"),
    ("intygar in [ja]", "confirm-compared", "intygar"),
    ("intygar not in [ja]", "confirm-compared", "not intygar"),
    ("answered(antal) == Nej", "condition-compared", "not answered(antal)"),
    ("answered(antal) == 0", "condition-compared", "not answered(antal)"),
    ("answered(antal) != 1", "condition-compared", "not answered(antal)"),
    ("(antal > 1) == 1", "condition-compared", "(antal > 1)"),
    ("orsak == [annan]", "choices-equality", "annan in orsak"),
    ('orsak != ["annan"]', "choices-equality", "annan not in orsak"),
    ("orsak == []", "choices-equality", "not answered(orsak)"),
    ("orsak in [annan]", "choices-in-list", "annan in orsak"),
    ("orsak not in [annan]", "choices-in-list", "annan not in orsak"),
    ("not orsak not in [annan, tidsbrist]", "choices-in-list", "not not (annan in orsak or tidsbrist in orsak)"),
    ("annan in orsak == true", "in-chain", "annan in orsak"),
    ("annan in orsak == false", "in-chain", "not (annan in orsak)"),
    ("annan in orsak != true", "in-chain", "not (annan in orsak)"),
    ("not antal > 1 == true", "not-chainable", "not antal > 1"),
    ("antal > 1 == false or intygar", "not-chainable", "not (antal > 1) or intygar"),
    ("fristaende == ja == sant", "not-chainable", "fristaende == ja"),
    ("syfte in lag, hog", "stray-comma", "syfte in [lag, hog]"),
    ("intygar and syfte not in lag, hog or intygar", "stray-comma", "intygar and syfte not in [lag, hog] or intygar"),
    ("(antal in 1, 2, 3) and intygar", "stray-comma", "(antal in [1, 2, 3]) and intygar"),
    ("if antal > 1", "leading-if", "antal > 1"),
    ("om   antal > 1", "leading-if", "antal > 1"),
    ("fristaende not ja", "misplaced-not", "fristaende != ja"),
    ("antal not 5 and intygar", "misplaced-not", "antal != 5 and intygar"),
    ("answered('antal')", "answered-path", "answered(antal)"),
    ("answered([antal])", "answered-path", "answered(antal)"),
    ("antal > 100 kr", "number-with-unit", "antal > 100"),
    ("andel > 1,05", "number-format", "andel > 1.05"),
    ("oanvant > 100 kronor", "number-with-unit", "oanvant > 100"),
    ("antal > 100 KR and intygar", "number-with-unit", "antal > 100 and intygar"),
    ("round(antal / 3, digits= 2) > 1", "keyword-argument", "round(antal / 3, 2) > 1"),
    ("kontakt.namn == ”Anna”", "typographic-quotes", 'kontakt.namn == "Anna"'),
    ("fristaende == ”ja”", "typographic-quotes", "fristaende == ja"),
    ("antal > 1.000.000", "number-format", "antal > 1000000"),
    ("antal > 1.000,50", "number-format", "antal > 1000.50"),
    ("antal > 1,000.50", "number-format", "antal > 1000.50"),
    ("antal > 1,000,000", "number-format", "antal > 1000000"),
    ("antal större än 1", "word-comparison", "antal > 1"),
    ("antal är mer än 1 and intygar", "word-comparison", "antal > 1 and intygar"),
    ("antal lika med 1", "word-comparison", "antal == 1"),
    ("antal är inte lika med 1", "word-comparison", "antal != 1"),
    ("antal mindre än eller lika med (andel)", "word-comparison", "antal <= (andel)"),
    ("antal minst 3", "word-comparison", "antal >= 3"),
    ("antal högst -3", "word-comparison", "antal <= -3"),
    ("antal is greater than or equal to 3", "word-comparison", "antal >= 3"),
    ("antal equals 3", "word-comparison", "antal == 3"),
    ("antal at least 3", "word-comparison", "antal >= 3"),
    ('start efter "2026-03-01"', "word-comparison", 'start > "2026-03-01"'),
    ("antal is none", "word-comparison", "not answered(antal)"),
    ("antal är inte none", "word-comparison", "answered(antal)"),
    ("orsak contains annan", "word-comparison", "annan in orsak"),
    ("syfte contains lag", "word-comparison", "syfte == lag"),
    ("procentsats > 50 %", "number-with-unit", "procentsats > 50"),
    ("procentsats > 50% and intygar", "number-with-unit", "procentsats > 50 and intygar"),
    ("50 % < procentsats", "number-with-unit", "50 < procentsats"),
    ("kostnader[resor] > 1", "subscript", "kostnader.resor > 1"),
    ('kostnader["resor"] > 1', "subscript", "kostnader.resor > 1"),
    ("tjanster[lotsar][personer] > 1", "subscript", "tjanster.lotsar.personer > 1"),
    ('start > "2026-3-1"', "bad-date", 'start > "2026-03-01"'),
    ('start > "20260301"', "bad-date", 'start > "2026-03-01"'),
]


@pytest.mark.parametrize(("text", "code", "right"), CERTAIN)
def test_what_is_certain_is_mended(text: str, code: str, right: str) -> None:
    found, _, _, mended = told(text)
    assert (found, mended) == (code, right)


NOT_CERTAIN = [
    ("antal > 0 andel > 0", "missing-operator"),
    ("antal > 0 fordon > 0", "missing-operator"),
    ("antal > 0 andel and intygar", "missing-operator"),
    ("antal > 5 fordon", "number-with-unit"),
    ("blandat.timmar > 5 kr", "number-with-unit"),
    ("antal > 5 tkr", "number-with-unit"),
    ("antal > 5 procent", "number-with-unit"),
    ("antal > 5tkr", "number-format"),
    ("antal > 1,000", "number-format"),
    ("antal > 1,250", "decimal-comma"),
    ("(antal > 1) != intygar", "condition-compared"),
    ("answered(antal) == answered(andel)", "condition-compared"),
    ("answered(antal) == andel", "condition-compared"),
    ("intygar == antal", "confirm-compared"),
    ("orsak == [annan, tidsbrist]", "choices-equality"),
    ("1 < antal in [2]", "in-chain"),
    ("antal > 0, andel > 0", "stray-comma"),
    ("antal in 1,5", "stray-comma"),
    ("antal in 5", "in-needs-list"),
    ("antal > 1 not andel > 1", "misplaced-not"),
    ("intygar not fristaende", "misplaced-not"),
    ("sum(antal, andel=2) > 1", "keyword-argument"),
    ("belopp(antal) > 1", "unknown-function"),
    ("antal > 1.000", "number-format"),
    ("antal är inte större än 1", "word-comparison"),
    ("antal mellan 1 och 3", "word-comparison"),
    ("antal between 1 and 3", "word-comparison"),
    ("andel > 50 %", "number-with-unit"),
    ("antal % 2 == 0", "unknown-operator"),
    ("kontakt.namn contains Lund", "no-substring"),
    ('kontakt.namn innehåller "Lund"', "no-substring"),
    ("orsak contains anan", "word-comparison"),
    ("antal (andel > 1)", "missing-operator"),
    ("andel(antal) > 1", "missing-operator"),
    ("antal == false", "truth-value"),
    ("kostnader[0] > 1", "subscript"),
    ('start > "3/1 2026"', "bad-date"),
    ('start > "2026-2-30"', "bad-date"),
]


@pytest.mark.parametrize(("text", "code"), NOT_CERTAIN)
def test_what_may_have_been_meant_otherwise_is_left_to_the_author(text: str, code: str) -> None:
    found, _, _, mended = told(text)
    assert (found, mended) == (code, None)


def test_a_word_in_typographic_quotes_that_is_also_a_question_stays_a_text() -> None:
    (found,) = check_condition("kontakt.namn == ”antal”", FORM).mistakes
    assert found.replacement == ((16, 23), '"antal"')


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ekonomi", "sidan ekonomi har inget värde"),
        ("answered(inledning)", "informationen inledning har inget värde"),
        ("antal > 1 OCH intygar", "”OCH” skrivs här ”and”"),
        ("antal > 1 && intygar", "”&&” skrivs här ”and”"),
        ("antal är 1", "”är” skrivs här ”==”"),
        ("antal intygar", "något saknas mellan ”antal” och ”intygar”"),
        ("antal == not intygar", "villkoret går inte att läsa från ”not”"),
        ("antal > 1?", "villkoret slutar med tecknet ?"),
        ("class > 1", "ordet ”class” kan inte stå i villkoret"),
        ("1 < 2", "villkoret nämner ingen fråga"),
        ("antal > 1 # många", "en kommentar kan inte stå i villkoret"),
        ("1 <= antal != 10", "bara <, <=, > och >= kan stå i en jämförelse i flera led"),
        ("antal är inte null", "”är inte null” skrivs här ”answered(antal)”"),
        ("round(andel, 10) > 1", "antalet decimaler ska vara ett tal från 0 till 6"),
        ("antal (andel > 1)", "något saknas mellan ”antal” och ”(”"),
        ("answered('kostnad')", "answered tar en sökväg och inte 'kostnad'"),
        ("kontakt.namn == 'a\\b'", "omvänt snedstreck (\\) kan inte stå i en text"),
    ],
)
def test_what_is_said(text: str, message: str) -> None:
    assert told(text)[1] == message


@pytest.mark.parametrize(
    ("text", "help"),
    [
        ("intygar != antal", "den står ensam som villkor: intygar, eller not intygar när den inte är ikryssad"),
        (
            "(antal > 1) != intygar",
            "skriv ut båda fallen: (antal > 1) and not intygar or not (antal > 1) and intygar",
        ),
        (
            "answered(antal) == answered(andel)",
            "skriv ut båda fallen: answered(antal) and answered(andel) or not answered(antal) and not answered(andel)",
        ),
        ("orsak == [annan, tidsbrist]", "skriv (annan in orsak and tidsbrist in orsak)"),
        ("orsak == anan", "skriv annan in orsak"),
        ("1 < antal in [2]", "skriv två villkor med ”and” emellan: 1 < antal and antal in [2]"),
        ("antal > 1 not andel > 1", "skriv antal > 1 and not andel > 1"),
        ("antal in [1, oanvant]", "i en lista står bara utskrivna värden; skriv antal == 1 or antal == oanvant"),
        ("antal not in [1, oanvant]", "i en lista står bara utskrivna värden; skriv antal != 1 and antal != oanvant"),
        ("antal in 5", "skriv antal == 5, eller en lista inom hakparenteser: antal in [5]"),
        ("round(antal / oanvant * 100, 1) > 5", "skriv round(antal * 100 / oanvant, 1)"),
        ("sum(antal, andel=2) > 1", "ta bort ”andel=”, som i sum(kostnader)"),
        ("kontakt.namn + 1 > 2", "räkna bara med tal och med sökvägar till frågor som har ett tal till svar"),
        ("answered(antal > 1)", "skriv answered(antal)"),
        ("intygar > 1", "en bekräftelse står ensam: intygar eller not intygar"),
        ("orsak > 1", "skriv tidsbrist in orsak; bara tal och datum jämförs med < <= > >="),
        ("antal > 1?", "ta bort tecknet"),
        ("antal > 1.000", "skriv 1000 om det är ett tusental, annars 1"),
        ("antal > 5tkr", "ett tal är siffror, utan mellanslag och enhet, och högst en decimalpunkt, som 1000.5"),
        ("antal mellan 1 och 3", "skriv 1 <= antal <= 3 i stället för ”mellan 1 och 3”"),
        ("antal är inte större än 1", "skriv <= i stället för ”är inte större än”"),
        ("orsak contains anan", "skriv annan in orsak i stället för ”contains”"),
        ("andel > 50 %", "skriv talet ensamt: 50"),
        ("antal == true", "skriv answered(antal) om frågan ska vara besvarad"),
        ("antal != true", "skriv not answered(antal) om frågan inte ska vara besvarad"),
        ("antal == false", "skriv not answered(antal) om frågan inte ska vara besvarad"),
        ("antal > 1 and true", "ta bort true, eller skriv vilket svar det hänger på, till exempel mottaget.totalt > 0"),
        ("kostnader[0] > 1", "skriv sökvägen med punkt, som en av kostnader.loner, kostnader.resor"),
        ("syfte [lag, hog]", "en lista skrivs efter ”in”: syfte in […]"),
        ("tjanster > 1", "skriv sum(tjanster.personer), eller ett av fälten, som tjanster.lotsar.arsarbetare"),
        ("answered(tjanster)", "skriv ett fält i taget, som answered(tjanster.lotsar.arsarbetare)"),
        ('start > "igår"', 'skriv år, månad och dag så här: "2026-03-02"'),
        ('start > "2026-02-30"', "dagen finns inte i almanackan"),
        ('start > "3/1 2026"', 'skriv år, månad och dag så här: "2026-03-02"'),
    ],
)
def test_what_to_write_instead(text: str, help: str) -> None:
    assert told(text)[2] == help


def test_a_computation_is_called_one() -> None:
    (found,) = check_value("1 + 2", FORM).mistakes
    assert Diagnostic(found.rule, START, found.params).message == "beräkningen nämner ingen fråga"
    (found,) = check_value("antal + 2;", FORM).mistakes
    assert Diagnostic(found.rule, START, found.params).message == "beräkningen slutar med tecknet ;"


def test_an_option_called_none_is_an_option() -> None:
    scope = DictScope({"bidrag": ChoiceType(("none", "some"))})
    (found,) = check_condition("bidrag is none", scope).mistakes
    assert found.replacement == ((7, 9), "==")
    assert check_condition("bidrag == none", scope).mistakes == ()
