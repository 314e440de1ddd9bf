"""The words of others for what the language has, and our words for its things."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Words = dict[str, str]

TYPED = ("question", "field", "column")
"""Things whose keys depend on their type."""

THINGS: dict[str, Words] = {
    "form": {"sv": "formuläret", "en": "the form"},
    "submission": {"sv": "inlämningen (submission)", "en": "the submission"},
    "page": {"sv": "sidor", "en": "pages"},
    "question": {"sv": "frågor", "en": "questions"},
    "field": {"sv": "fält i en grupp", "en": "fields of a group"},
    "column": {"sv": "kolumner i en matris", "en": "columns of a matrix"},
    "row": {"sv": "rader i en matris eller skala", "en": "rows of a matrix or scale"},
    "plain_option": {"sv": "alternativ", "en": "options"},
    "full_option": {"sv": "alternativ (inte i en matris)", "en": "options (not in a matrix)"},
    "set_reference": {"sv": "hänvisningar till en alternativlista", "en": "references to an option set"},
    "specify": {"sv": "följdtexter (specify)", "en": "companion texts (specify)"},
    "check": {"sv": "kontroller (checks)", "en": "checks"},
    "scenario": {"sv": "exempel (scenarios)", "en": "scenarios"},
}

_OURS = {
    "id survey": "id_ identifier key kod code nyckel",
    "id survey name label": "name namn",
    "survey": "form formular enkat blankett form_id survey_id",
    "type": "typ sort kind fragetyp question_type",
    "version": "utgava edition ar year",
    "language": "sprak lang locale default_language",
    "title label": "titel rubrik heading header title label etikett",
    "label": "question fraga fragetext caption prompt question_text statement_text",
    "title": "form_title survey_title",
    "help text": "hint hjalp hjalptext description beskrivning instruktion instruction instructions guidance note",
    "text": "innehall content body brodtext",
    "questions fields": "fragor items elements children",
    "pages": "sidor sections section sektioner steps",
    "fields": "falt delfragor subquestions questions fragor",
    "options": "choices alternativ alternatives svarsalternativ val answers_options responses",
    "option_sets": "alternativlistor choice_lists option_groups optionsets lists alternativmangder",
    "visible_if error_if": "relevant relevance condition villkor if when om",
    "visible_if": "show_if shown_if visas_nar visa_om visas visible display_if enabled_if visiblewhen visible_when",
    "shown_when_text": "villkorstext visas_text",
    "required": "obligatorisk obligatoriskt obligatory mandatory compulsory is_required kravs",
    "prefill": "forifylld forifyllt prefilled readonly read_only",
    "checks": "kontroller kontroll validation validations constraint constraints validators",
    "error_if": "error fel_om fel error_when",
    "warn_if": "warning warn varna_om varning warning_if",
    "message": "meddelande felmeddelande error_message text label",
    "value": "formula formel calculation calculate berakning varde expression uttryck",
    "unit": "enhet",
    "places": "decimals decimaler precision antal_decimaler",
    "max_chars": "max_length maxlength max_tecken antal_tecken limit",
    "min from": "minimum lagst minst min_value from",
    "max to": "maximum hogst mest max_value to",
    "max_selected": "max_choices max_val max_answers",
    "rows": "rader",
    "columns": "kolumner cols",
    "multiline": "flerradig multi_line textarea",
    "format": "validator regex pattern",
    "exclusive": "exklusiv ensam none_of_the_above",
    "specify": "specificera other open_text fritext annat",
    "set": "option_set lista",
    "low": "lag min_label low_label",
    "high": "hog max_label high_label",
    "statement": "pastaende intyg",
    "never": "aldrig invariants",
    "scenarios": "exempel examples tests testfall scenarier",
    "answers": "svar given",
    "shown": "visas visible synliga",
    "hidden": "dolda dold",
    "values": "varden",
    "problems": "problem errors fel",
    "back": "bakat tillbaka allow_back",
    "numbering": "numrering numrerad",
    "submission": "inlamning inskickning",
    "opens": "oppnar open start",
    "closes": "stanger deadline close end sista_dag",
    "receipt_to": "kvitto_till receipt kvitto",
    "cannot_say": "vet_ej vet_inte dont_know no_answer",
    "meta": "metadata",
}

WANTED: dict[str, Words] = {
    "string": {"sv": "text", "en": "text"},
    "integer": {"sv": "ett heltal", "en": "a whole number"},
    "number": {"sv": "ett tal", "en": "a number"},
    "boolean": {"sv": "true eller false", "en": "true or false"},
    "array": {"sv": "en lista", "en": "a list"},
    "object": {"sv": "nycklar med värden", "en": "keys with values"},
    "string object": {"sv": "text", "en": "text"},
    "string array": {
        "sv": "en lista med alternativ, eller namnet på en alternativlista",
        "en": "a list of options, or the name of an option set",
    },
    "word": {"sv": "ett enda ord", "en": "a single word"},
    "word or null": {"sv": "ett enda ord, eller null", "en": "a single word, or null"},
    "boolean string": {"sv": "true, false eller ett villkor", "en": "true, false or a condition"},
    "boolean integer": {"sv": "true, false eller ett heltal", "en": "true, false or a whole number"},
    "boolean object": {"sv": "true eller nycklar med värden", "en": "true or keys with values"},
}
CONDITION: dict[str, Words] = {
    "expression": {"sv": "ett villkor", "en": "a condition"},
    "required": WANTED["boolean string"],
}
MEANING: dict[object, Words] = {
    True: {"sv": "ja", "en": "yes"},
    False: {"sv": "nej", "en": "no"},
    None: {"sv": "inget värde", "en": "no value"},
}
A_TYPE = {"sv": "en typ, till exempel text eller integer,", "en": "a type, such as text or integer,"}
HOW: dict[str, Words] = {
    "string": {
        "sv": "skriv text efter kolonet; börjar den med [ eller {, sätt citattecken om den",
        "en": "write text after the colon; if it begins with [ or {, put quotes around it",
    },
    "integer": {
        "sv": "skriv bara siffror, utan mellanslag, citattecken och decimaler",
        "en": "write digits only, without spaces, quotes or decimals",
    },
    "number": {
        "sv": "skriv bara siffror, utan mellanslag och citattecken, med punkt före decimalerna",
        "en": "write digits only, without spaces or quotes, with a point before the decimals",
    },
    "boolean": {"sv": "skriv true eller false", "en": "write true or false"},
    "array": {
        "sv": "skriv varje post på en egen rad som börjar med - och ett blanksteg",
        "en": "write each item on a line of its own that begins with - and a space",
    },
    "object": {
        "sv": "skriv nycklarna under varandra, var och en med kolon och värde",
        "en": "write the keys below one another, each with a colon and a value",
    },
}
WRITE = {"sv": "skriv", "en": "write"}
HOW_TO_SAY: dict[bool, Words] = {
    False: {"sv": "skriv ett av orden {allowed}", "en": "write one of the words {allowed}"},
    True: {
        "sv": "skriv ett av orden {allowed}, eller null där det inte ska finnas något problem",
        "en": "write one of the words {allowed}, or null where there is to be no problem",
    },
}


def _by_word() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for ours, theirs in _OURS.items():
        for word in theirs.split():
            found[word] = (*found.get(word, ()), *ours.split())
    return found


SYNONYMS: dict[str, tuple[str, ...]] = _by_word()
"""What others call a key, in lower case without diacritics → ours, the likeliest first."""

TYPE_SYNONYMS: dict[str, str] = {
    word: ours
    for ours, theirs in {
        "text": "string str textarea fritext comment textfalt input",
        "integer": "int number numeric heltal tal numerisk siffra",
        "decimal": "float decimaltal real money belopp",
        "date": "datum datetime day",
        "choice": "select select_one radio radiogroup dropdown single enval single_choice boolean bool yesno ja_nej",
        "choices": "select_multiple checkbox checkboxes multi flerval multiple multiple_choice multiselect",
        "confirm": "kryssruta acknowledge consent intygande bekrafta bekraftelse",
        "scale": "likert rating slider skala range betyg",
        "group": "grupp section panel multipletext",
        "matrix": "matris table tabell grid matrixdynamic",
        "computed": "calculated calculate formula expression beraknad berakning",
        "info": "note html description information markdown infotext",
    }.items()
    for word in theirs.split()
}
"""What others call a type, in lower case without diacritics → ours."""


LANGUAGE_NAMES: dict[str, str] = {
    name: code
    for code, names in {
        "sv": "svenska swedish", "en": "engelska english", "fi": "finska finnish suomi", "da": "danska danish dansk",
        "nb": "norska norwegian norsk", "de": "tyska german deutsch", "fr": "franska french francais",
        "es": "spanska spanish espanol", "pl": "polska polish polski", "uk": "ukrainska ukrainian",
        "ar": "arabiska arabic", "so": "somaliska somali", "se": "nordsamiska northern_sami",
    }.items()
    for name in names.split()
}  # fmt: skip
"""What people call a language, in lower case without diacritics → its code."""


def shown(word: object) -> str:
    """The word as it is shown in a message: on one line and not too long."""
    text = " ".join(str(word)[:200].split())
    return text if len(text) <= 40 else text[:39] + "…"


def listed(words: Sequence[str]) -> Words:
    """Words that are the same in every language, as a list with "and"."""
    return united([{"sv": word, "en": word} for word in words])


def united(words: Iterable[Words]) -> Words:
    """Things in words, as a list with "and"."""
    every = list(words)
    return {tongue: _joined([word[tongue] for word in every], conjunction) for tongue, conjunction in _AND.items()}


_AND = {"sv": "och", "en": "and"}


def _joined(words: list[str], conjunction: str) -> str:
    return f"{', '.join(words[:-1])} {conjunction} {words[-1]}" if len(words) > 1 else "".join(words)
