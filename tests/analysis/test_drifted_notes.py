"""Hand-written notes on when something is shown, against what the form calls its things."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

import survey_engine as se
from survey_engine.model import Condition
from tests.forms import with_page

SURVEYS = Path(__file__).parents[2] / "surveys"
FORMS = sorted(SURVEYS.glob("*.yaml"))
INSATSER = "Avsnittet visas om Vilka typer av insatser har ni använt statsbidraget till att genomföra? = "
FRISTAENDE = "Frågan visas om Har ni utbetalt någon del av statsbidraget till fristående aktör?= ja"
TJANSTER = "Frågan visas om  Har statsbidraget finansierat andra tjänster än ovan? = Ja"

# The notes of the published documents, as they stand there.
BROTTSLIGHET = {
    "orsak": "Frågan visas om: Oanvänt statsbidrag är större än 0 kr.",
    "kopta_beskrivning": "Frågan visas om kostnadspost Köpta tjänster och hyrd utrustning är större än 0 kr",
    "resor_beskrivning": "Frågan visas om kostnadspost Resor, kost och logi är större än 0 kr",
    "ovriga_beskrivning": "Frågan visas om kostnadspost övrigt är större än 0 kr",
    "fristaende_andel": FRISTAENDE,
    "fristaende_uppfoljning": FRISTAENDE,
    "personal_behalla": "Frågan visas om vilken typ av personalförstärkning har ni använt statsbidraget till  = "
    "Behålla befintlig personal",
    "personal": INSATSER + "Personalförstärkningar",
    "andra_tjanster_antal": TJANSTER,
    "andra_tjanster_beskrivning": TJANSTER,
    "utbildning": INSATSER + "utbildning och handledningar",
    "utbildning_andra": "Frågan visas om Vilka sorts utbildningar och handledningar har ni använt statsbidraget till = "
    "Annan utbildning eller \nhandledning",
    "behandling": INSATSER + "behandlingar och individinsatser",
    "behandling_andra": "Frågan visas om Vilken sorts behandlingar och individinsatser har ni använt statsbidraget "
    "till? = Annat",
    "program": INSATSER + "program och samverkansarbete",
    "program_andra": 'Frågan visas om "Vilka program och samverkansområden har ni använt statsbidraget till?" = Annan',
    "ovrigt": INSATSER + "övriga insatser",
    "lag_bedomning": 'Frågan visas om "ni har uppnått de resultat ni förväntade er under 2025" eller ...ni har uppnått '
    "syftet med statsbidraget under 2025, dvs \natt stärka och utveckla socialtjänstens arbete för att förebygga och "
    "motverka brottslighet = 1 eller 2",
}
OMSTALLNING = {
    "ovriga_beskrivning": "Fråga 9 visas om man fyllt i att man haft ”Övriga kostnader” på fråga 8  ",
    "personal_beskrivning": "Fråga 15 visas om man svarat alternativ 1: ” Personalkostnader i form av egen anställd "
    "personal eller genom att upphandla en tjänst som \n\narbetar med införandet av den nya socialtjänstlagen” på "
    "fråga 14: ",
    "samverkan_beskrivning": "Fråga 16 visas om man svarat alternativ 2: ” Stödja samverkan mellan kommuner i länet "
    "och andra aktörer” på fråga 14. ",
    "gemensamma_beskrivning": "Fråga 17 visas om man svarat alternativ 3: ”Stötta kommunerna med gemensamma "
    "utbildningsinsatser eller utvecklingsarbeten där flera \n\nkommuner har gått ihop kunskap och stöd i processer "
    "för implementering av ny kunskap” på fråga 14. ",
    "kompetens_beskrivning": "Fråga 18 visas om man svarat alternativ 4: ”Andra typer av kompetenshöjande insatser” "
    "på fråga 14. ",
    "kommunikation_beskrivning": "Fråga 19 visas om man svarat alternativ 5: ”Kommunikationsinsatser för uppdragets "
    "genomförande” på fråga 14. ",
    "andra_beskrivning": "Fråga 20 visas om man svarat alternativ 6: ”Andra aktiviteter/åtgärder” på fråga 14.  ",
    "lag_orsak": "Fråga 23 visas om man svarat i låg utsträckning (ruta 1 eller 2) i fråga 22. ",
}


def with_notes(file: Path, notes: dict[str, str]) -> str:
    """A form with these notes beside the conditions of the pages and questions with those ids."""
    lines = file.read_text("utf-8").split("\n")
    for id_, note in notes.items():
        own = next(n for n, line in enumerate(lines) if re.match(rf" +- id: {id_}\b", line))
        condition = next(n for n in range(own, len(lines)) if lines[n].lstrip().startswith("visible_if:"))
        indent = lines[condition][: -len(lines[condition].lstrip())]
        lines.insert(condition + 1, f"{indent}shown_when_text: {written(note)}")
    return "\n".join(lines)


def written(note: str) -> str:
    """A note as a quoted scalar on one line."""
    return yaml.safe_dump(note, allow_unicode=True, width=10_000, default_style='"').strip()


SHOWN = re.compile(r"(visible_if|visas_om): ([^}\n]+?)(\}?)$", re.MULTILINE)


def with_words(text: str, survey: se.Survey, language: str) -> str:
    """A form with the words of each of its conditions beside it, as if they had been written by hand."""
    words = {condition.source: condition.in_words(language) for condition in conditions(survey)}

    def noted(found: re.Match[str]) -> str:
        key, source, brace = found.groups()
        note = written("Det här visas om " + words[source] + ".")
        start = text.rfind("\n", 0, found.start()) + 1
        between = ", " if brace else "\n" + " " * (found.start() - start)
        return f"{key}: {source}{between}shown_when_text: {note}{brace}"

    return SHOWN.sub(noted, text)


def conditions(survey: se.Survey) -> Iterator[Condition]:
    """Every condition that shows something."""
    shown = [page.visible_if for page in survey.pages]
    shown += [question.visible_if for question in survey.questions]
    shown += [part.visible_if for part in survey.fields]
    shown += [row.visible_if for question in survey.questions for row in question.rows]
    shown += [option.visible_if for part in survey.fields for option in part.options]
    return (condition for condition in shown if condition is not None)


def told(text: str, language: str = "sv") -> list[str]:
    """What is said of the notes of a form, each with its line."""
    return [f"{each.span.line} {each.code}: {each.message}" for each in se.check_text(text, language)]


def stretches(text: str) -> dict[str, str]:
    """The stretches of the notes that something is said of, with the label where there is one."""
    lines = text.split("\n")
    found = se.check_text(text)
    return {
        lines[each.span.line - 1][each.span.column - 1 : each.span.end_column - 1]: str(each.params.get("label"))
        for each in found
    }


def test_the_notes_of_the_report_on_preventing_crime() -> None:
    """One more is not told: “kostnadspost övrigt” is too unlike “Övriga kostnader”."""
    assert stretches(with_notes(SURVEYS / "forebygga-brottslighet-2025.yaml", BROTTSLIGHET)) == {
        "Köpta tjänster och hyrd utrustning": "Köpta tjänster, material, hyrd utrustning",
        "vilken typ av personalförstärkning har ni använt statsbidraget till": "Vilken typ av personalförstärkningar "
        "har ni använt statsbidraget till?",
        "utbildning och handledningar": "Utbildning och handledning",
        "behandlingar och individinsatser": "Behandling och individinsatser",
        "övriga insatser": "Övrigt",
    }


def test_the_notes_of_the_report_on_the_regional_support() -> None:
    text = with_notes(SURVEYS / "rss-omstallning-2025.yaml", OMSTALLNING)
    (diagnostic,) = se.check_text(text)
    assert diagnostic.code == "note-differs-from-label"
    assert diagnostic.message == (
        "här står ”…utvecklingsarbeten där flera kommuner har gått ihop kunskap och stöd i process…”, "
        "men etiketten är ”…utvecklingsarbeten där flera kommuner har gått ihop”"
    )
    assert text.split("\n")[diagnostic.span.line - 1].endswith('fråga 14. "')


@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.stem)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_words_that_are_made_from_a_condition_are_never_doubted(file: Path, language: str) -> None:
    survey = se.load(file)
    noted = with_words(file.read_text("utf-8"), survey, language)
    assert noted.count("shown_when_text") >= len(SHOWN.findall(file.read_text("utf-8")))
    assert told(noted) == []


KONTOR = """
- id: bidrag
  type: choice
  label: Har ni fått bidrag?
  options: [{id: ja, label: Ja}, {id: delvis, label: "Ja, delvis"}, {id: annat, label: "Annat, beskriv vad"}]
- id: kostnader
  type: group
  label: Kostnader
  fields: [{id: resor, type: integer, label: Resor och logi}, {id: ovrigt, type: integer, label: Övrigt}]
- id: foljd
  type: text
  label: Berätta mer
  visible_if: CONDITION
  shown_when_text: NOTE
"""


def of_note(note: str, condition: str = "bidrag == annat", head: str = "") -> list[str]:
    text = with_page(KONTOR.replace("CONDITION", condition).replace("NOTE", written(note)))
    return [f"{each.code}: {each.message}" for each in se.check_text(text.replace("pages:", f"{head}pages:", 1))]


@pytest.mark.parametrize(
    "note",
    [
        "Visas för den som har mer att berätta.",
        "Visas om ni svarat ”Annat, beskriv vad” på frågan ”Har ni fått bidrag?”.",
        "Visas om ni svarat “Annat” på frågan «har ni  fått bidrag».",
        "Visas om ni svarat 'Annat' på frågan \"Har ni fått …\"",
        "Visas om ni svarat ’Ja’ eller »Annat» under ”Kostnader”; det är EU:s och FN's ord.",
        "Har ni fått bidrag? = annat",
        "1. Har ni fått bidrag? = Annat, om summan = 0.",
        "Visas vid alternativ 3, eller ruta 1 och 2.",
        "Fråga 99 nämns, men formuläret är inte numrerat.",
    ],
)
def test_what_is_said_by_its_name_is_right(note: str) -> None:
    assert of_note(note) == []


@pytest.mark.parametrize(
    ("note", "message"),
    [
        ("Visas om ni svarat ”Anat” på frågan.", "här står ”Anat”, men etiketten är ”Annat, beskriv vad”"),
        ("Visas om ni svarat ”Nej tack” på frågan.", "inget i formuläret heter ”Nej tack”"),
        ("Har ni fått bidrag? = Annan sak", "här står ”Annan sak”, men etiketten är ”Annat, beskriv vad”"),
        ("Har ni fått ett bidrag = Annat", "här står ”Har ni fått ett bidrag”, men etiketten är ”Har ni fått bidrag?”"),
        ("Visas för alternativ 4.", "det finns inget alternativ 4"),
        ("Visas för ruta 1 eller 5.", "det finns inget alternativ 5"),
    ],
)  # fmt: skip
def test_what_is_said_otherwise_is_told(note: str, message: str) -> None:
    assert [each.partition(": ")[2] for each in of_note(note)] == [message]


def test_a_note_may_quote_what_its_condition_compares_with() -> None:
    assert of_note("Visas om svaret är ”hemligt”.", 'answered(bidrag) and foljd != "hemligt"') != []
    text = with_page("""
    - {id: ord, type: text, label: Ordet}
    - {id: mer, type: text, label: Mer, visible_if: 'ord == "hemligt"', shown_when_text: Visas om svaret är ”hemligt”.}
    """)
    assert told(text) == []


@pytest.mark.parametrize(
    ("note", "codes"),
    [
        ("Fråga 7 visas om ni svarat ja på fråga 5.", []),
        ("Visas om ni svarat ja på fråga 6.", ["note-wrong-number"]),
        ("Visas efter frågorna 5 och 8.", ["note-wrong-number"]),
        ("The question follows question 5, and question 6.", ["note-wrong-number"]),
    ],
)
def test_a_question_is_meant_by_the_number_that_it_has(note: str, codes: list[str]) -> None:
    assert [each.partition(":")[0] for each in of_note(note, head="numbering: 5\n")] == codes


def test_the_numbers_behind_a_computed_value_may_be_named() -> None:
    text = with_page("""
    - {id: fatt, type: integer, label: Fått}
    - {id: anvant, type: integer, label: Använt}
    - {id: kvar, type: computed, label: Kvar, value: fatt - anvant}
    - id: orsak
      type: text
      label: Orsak
      visible_if: kvar > 0
      shown_when_text: Fråga 4 visas om det är skillnad mellan fråga 1 och fråga 2.
    """).replace("pages:", "numbering: true\npages:")
    assert told(text) == []


def test_each_language_is_judged_by_its_own_labels_at_its_own_place() -> None:
    text = with_page("""
    - id: bidrag
      type: choice
      label: {sv: Har ni fått bidrag?, en: Did you get a grant?}
      options: [{id: ja, label: {sv: Ja, en: "Yes"}}, {id: nej, label: {sv: Nej, en: "No"}}]
    - id: foljd
      type: text
      label: {sv: Berätta mer, en: Tell us more}
      visible_if: bidrag == ja
      shown_when_text:
        sv: Visas vid ”Ja”.
        en: Shown for “Ja”, not “No”.
    """)
    (diagnostic,) = se.check_text(text, "en")
    assert (diagnostic.code, diagnostic.span.line) == ("note-unknown-label", 18)
    assert diagnostic.message == "nothing in the form is called “Ja”"


def test_a_set_and_the_reference_to_it_have_notes_of_their_own() -> None:
    option = "{id: a, label: A, visible_if: katter > 0, shown_when_text: Vid ”Fiskar”}, {id: b, label: B}"
    text = with_page("""
    - {id: antal, type: integer, label: Antal hundar}
    - {id: katter, type: integer, label: Antal katter}
    - id: val
      type: choice
      label: Val
      options:
        - {set: djur, visible_if: antal > 0, shown_when_text: Vid ”Antal hundr” över noll}
        - {id: fler, label: Fler, visible_if: katter > 0, shown_when_text: Vid ”Antal katter” över noll}
    """).replace("pages:", f"option_sets:\n  djur: [{option}]\npages:", 1)
    assert [each.partition(":")[0] for each in told(text)] == ["6 note-unknown-label", "16 note-differs-from-label"]
