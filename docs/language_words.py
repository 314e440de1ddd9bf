"""The words of the language reference that no other place has: headings, kinds of values, formats and limits."""

from __future__ import annotations

from survey_engine.expr.numbers import MAX_VALUE_DIGITS
from survey_engine.expr.parser import MAX_CHARACTERS, MAX_DEPTH
from survey_engine.expr.types import MAX_DIGITS
from survey_engine.figures import figure
from survey_engine.parsing.decoding import MOST_BYTES
from survey_engine.parsing.draft import LIMITS as FORM_LIMITS
from survey_engine.parsing.reader import DEEPEST, MOST_VALUES

Words = dict[str, str]

WORDS: dict[str, Words] = {
    "en": {
        "top": """\
# The language of forms, key by key

Every key, type and function of the language, for looking up. It is made from the language's own schema, the one that
text editors complete and explain the keys by. How they are used is told, with examples, in
[The form language](../language.md), [Conditions by example](../authors/conditions.md) and
[What missing answers do](../authors/missing-answers.md). This page is also in [Swedish](language.sv.md).
""",
        "key": "key",
        "takes": "takes",
        "default": "otherwise",
        "on": "on",
        "meaning": "what it is for",
        "type": "type",
        "own": "its own keys",
        "must": "must be there",
        "may": "may be there",
        "must_but": "must be there, but on {types}",
        "all": "all",
        "all_but": "all but {types}",
        "form": "The form",
        "submission": "Submission",
        "page": "Page",
        "question": "Question",
        "field": "Field of a group",
        "column": "Column of a matrix",
        "row": "Row of a matrix or a scale",
        "full_option": "Option",
        "set_reference": "Reference to an option set",
        "specify": "Companion text (specify)",
        "check": "Check",
        "scenario": "Scenario",
        "values": "What keys take",
        "formats": "Formats",
        "expressions": "Expressions",
        "written": "written",
        "means": "means",
        "functions": "Functions",
        "limits": "How large a form can be",
        "shared": "These keys may stand on most types:",
        "and_by_type": "Each type has keys of its own besides:",
        "no_own": "No keys of its own besides those above.",
        "as_question": "Each key means what it means on a [question](#question).",
        "but": "An option of `options` has no {keys} here.",
        "field_otherwise": "`required` and `prefill` are as the group says where a field does not say.",
        "column_otherwise": "`required` and `prefill` are as the matrix says where a column does not say.",
        "row_otherwise": "Where a row says `required` or `prefill`, it is right; otherwise its column or question is.",
        "one_of_two": "One of {keys} must be there, and not both.",
        "kind": "what",
        "looks": "how it is written",
        "format": "format",
        "function": "function",
        "gives": "gives",
        "missing": "with missing values",
        "sum": (
            "`sum`, `min`, `max` and `count` of a group take its numbers, computed ones left out. `sum`, `min` and"
            " `max` take numbers of one unit only. A whole matrix is not taken: name a row or a column."
        ),
    },
    "sv": {
        "top": """\
# Formulärspråket, nyckel för nyckel

Alla nycklar, typer och funktioner i språket, att slå upp i. Sidan är gjord av språkets eget schema, samma schema som
texteditorer fyller i och förklarar nycklarna efter. Hur de används står, med exempel, i
[Villkor genom exempel](../forfattare/villkor.md) och [Vad som händer när svar saknas](../forfattare/saknade-svar.md).
Sidan finns också på [engelska](language.md).
""",
        "key": "nyckel",
        "takes": "tar",
        "default": "annars",
        "on": "på",
        "meaning": "vad den är till för",
        "type": "typ",
        "own": "egna nycklar",
        "must": "måste finnas",
        "may": "får finnas",
        "must_but": "måste finnas, utom på {types}",
        "all": "alla",
        "all_but": "alla utom {types}",
        "form": "Formuläret",
        "submission": "Inlämning (submission)",
        "page": "Sida",
        "question": "Fråga",
        "field": "Fält i en grupp",
        "column": "Kolumn i en matris",
        "row": "Rad i en matris eller en skala",
        "full_option": "Alternativ",
        "set_reference": "Hänvisning till en alternativlista",
        "specify": "Följdtext (specify)",
        "check": "Kontroll (checks)",
        "scenario": "Exempel (scenarios)",
        "values": "Vad nycklar tar",
        "formats": "Format",
        "expressions": "Uttryck",
        "written": "skrivs",
        "means": "betyder",
        "functions": "Funktioner",
        "limits": "Hur stort ett formulär kan vara",
        "shared": "De här nycklarna får stå på de flesta typer:",
        "and_by_type": "Varje typ har dessutom egna nycklar:",
        "no_own": "Inga egna nycklar utöver dem ovan.",
        "as_question": "Varje nyckel betyder det den betyder på en [fråga](#fråga).",
        "but": "Ett alternativ i `options` har inget {keys} här.",
        "field_otherwise": "`required` och `prefill` är som gruppen säger när fältet inte säger något.",
        "column_otherwise": "`required` och `prefill` är som matrisen säger när kolumnen inte säger något.",
        "row_otherwise": "Det en rad säger om `required` och `prefill` gäller, annars det kolumnen eller frågan säger.",
        "one_of_two": "En av {keys} måste finnas, och inte båda.",
        "kind": "vad",
        "looks": "hur det skrivs",
        "format": "format",
        "function": "funktion",
        "gives": "ger",
        "missing": "när värden saknas",
        "sum": (
            "`sum`, `min`, `max` och `count` av en grupp tar dess tal, men inte de beräknade. `sum`, `min` och `max`"
            " tar bara tal med samma enhet. En hel matris går inte: nämn en rad eller en kolumn."
        ),
    },
}

VALUES: dict[str, Words] = {
    "id": {"en": "an id", "sv": "ett id"},
    "form_id": {"en": "a form's id", "sv": "ett formulärs id"},
    "version": {"en": "text", "sv": "text"},
    "text": {"en": "text", "sv": "text"},
    "language_code": {"en": "a language", "sv": "ett språk"},
    "expression": {"en": "an expression", "sv": "ett uttryck"},
    "flag": {"en": "`true` or `false`", "sv": "`true` eller `false`"},
    "required": {"en": "`true`, `false` or an expression", "sv": "`true`, `false` eller ett uttryck"},
    "count": {"en": "a whole number, 1 or more", "sv": "ett heltal, minst 1"},
    "integer": {"en": "a whole number", "sv": "ett heltal"},
    "number": {"en": "a number", "sv": "ett tal"},
    "places": {"en": "a whole number, {minimum} to {maximum}", "sv": "ett heltal, {minimum} till {maximum}"},
    "date": {"en": "a date", "sv": "ett datum"},
    "path": {"en": "a path", "sv": "en sökväg"},
    "set_name": {"en": "an option set's name", "sv": "en alternativlistas namn"},
    "options": {"en": "an option set's name, or a list", "sv": "en alternativlistas namn, eller en lista"},
    "column_options": {"en": "an option set's name, or a list", "sv": "en alternativlistas namn, eller en lista"},
    "submission": {"en": "keys", "sv": "nycklar"},
    "specify": {"en": "`true`, `false` or keys", "sv": "`true`, `false` eller nycklar"},
    "meta": {"en": "any keys", "sv": "vilka nycklar som helst"},
    "array": {"en": "a list", "sv": "en lista"},
    "object": {"en": "keys", "sv": "nycklar"},
    "boolean or integer": {
        "en": "`true`, `false` or a whole number, 1 or more",
        "sv": "`true`, `false` eller ett heltal, minst 1",
    },
}
"""What a key takes, by the definition of the schema that says so, or else by its JSON type."""

EXPLAINED = ("text", "id", "form_id", "path", "expression", "date", "language_code")
"""The definitions whose values are written in a way worth telling once."""

FORMATS: dict[str, Words] = {
    "email": {
        "en": "`name@example.org`: one `@`, no white space, a dot within what follows",
        "sv": "`namn@example.se`: ett `@`, inga blanktecken, en punkt inne i det som följer",
    },
    "phone": {
        "en": "5–15 digits, with spaces, `(`, `)`, `-` and `/` between; a `+` may stand first",
        "sv": "5–15 siffror, med mellanslag, `(`, `)`, `-` och `/` emellan; ett `+` får stå först",
    },
    "postcode": {
        "en": "five digits, a space allowed after the third",
        "sv": "fem siffror, mellanslag tillåtet efter den tredje",
    },
    "orgnr": {
        "en": "a Swedish organisation number: ten digits with a valid check digit, a hyphen allowed after the sixth",
        "sv": "ett organisationsnummer: tio siffror med rätt kontrollsiffra, bindestreck tillåtet efter den sjätte",
    },
    "url": {"en": "`http://` or `https://` and an address", "sv": "`http://` eller `https://` och en adress"},
}

OPERATORS: dict[str, Words] = {
    "a and b": {"en": "Both hold.", "sv": "Båda gäller."},
    "a or b": {
        "en": "At least one holds. Use brackets when you mix `and` and `or`.",
        "sv": "Minst ett gäller. Skriv parenteser när du blandar `and` och `or`.",
    },
    "not a": {"en": "The opposite.", "sv": "Motsatsen."},
    "oanvant > 0": {
        "en": "Numbers and dates are compared with `<`, `<=`, `>`, `>=`, `==` and `!=`.",
        "sv": "Tal och datum jämförs med `<`, `<=`, `>`, `>=`, `==` och `!=`.",
    },
    "0 < oanvant <= 100": {
        "en": "A chain: it holds when each of its links does.",
        "sv": "En kedja: den gäller när varje led gäller.",
    },
    'start >= "2025-07-01"': {"en": "A date is written in quotes.", "sv": "Ett datum skrivs inom citattecken."},
    'namn == "Anna"': {
        "en": "A text is written in quotes. Texts are equal or not; they have no order and cannot be searched.",
        "sv": "En text står inom citattecken. Texter är lika eller inte: de har ingen ordning och går inte att söka i.",
    },
    "samverkan == ja": {
        "en": "The chosen option of a `choice`, written without quotes. The question stands first.",
        "sv": "Det valda alternativet i en `choice`, utan citattecken. Frågan står först.",
    },
    "samverkan in [ja, delvis]": {
        "en": "The chosen option is one of these.",
        "sv": "Det valda alternativet är ett av dessa.",
    },
    "personal in insatser": {
        "en": "The option is among those chosen of a `choices`. `not in` is the opposite.",
        "sv": "Alternativet är ett av de valda i en `choices`. `not in` är motsatsen.",
    },
    "antal in [1, 2, 3]": {
        "en": "The number is one of these. Dates and texts can stand in a list too.",
        "sv": "Talet är ett av dessa. Datum och texter kan också stå i en lista.",
    },
    "intygat": {
        "en": "The box is ticked. A `confirm` stands by itself.",
        "sv": "Rutan är ikryssad. En `confirm` står för sig själv.",
    },
    "a + b - c * d": {"en": "Arithmetic with numbers; `-a` too.", "sv": "Räkning med tal; också `-a`."},
    "round(a / b, 2)": {
        "en": "A division is always rounded, and is the last thing done within `round`.",
        "sv": "En division avrundas alltid, och är det sista som görs inom `round`.",
    },
}
"""What may be written in an expression besides functions, each by an example."""

_LIMITS: dict[str, Words] = {
    "bytes": {"en": "A file, in bytes (UTF-8)", "sv": "En fil, i byte (UTF-8)"},
    "values": {"en": "Values in a file", "sv": "Värden i en fil"},
    "levels": {"en": "Levels in a file", "sv": "Nivåer i en fil"},
    "fields": {
        "en": "Fields of a form; every cell of a matrix and every companion text is one",
        "sv": "Fält i ett formulär; varje ruta i en matris och varje följdtext är ett",
    },
    "options": {
        "en": "Options of a form, counted each time a set is used",
        "sv": "Alternativ i ett formulär, räknade varje gång en lista används",
    },
    "expressions": {"en": "Expressions of a form", "sv": "Uttryck i ett formulär"},
    "characters": {"en": "Characters in all its expressions", "sv": "Tecken i alla dess uttryck"},
    "readings": {"en": "Values that its expressions read", "sv": "Värden som dess uttryck läser av"},
    "expression": {"en": "Characters in one expression", "sv": "Tecken i ett uttryck"},
    "brackets": {"en": "Levels of brackets in one expression", "sv": "Nivåer av parenteser i ett uttryck"},
    "digits": {"en": "Digits in a number", "sv": "Siffror i ett tal"},
    "computed_digits": {"en": "Digits that a computation may come to", "sv": "Siffror som en beräkning kan ge"},
}
_FIGURES: dict[str, int] = {
    "bytes": MOST_BYTES,
    "values": MOST_VALUES,
    "levels": DEEPEST,
    **{counted: limit for counted, (limit, _) in FORM_LIMITS.items()},
    "expression": MAX_CHARACTERS,
    "brackets": MAX_DEPTH,
    "digits": MAX_DIGITS,
    "computed_digits": MAX_VALUE_DIGITS,
}
LIMITS: dict[str, list[tuple[str, str]]] = {
    language: [(_LIMITS[what][language], figure(most, language)) for what, most in _FIGURES.items()]
    for language in WORDS
}
"""What is limited, and the most that there may be of it, by language."""
