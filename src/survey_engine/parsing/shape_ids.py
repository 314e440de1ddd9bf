"""What is said of ids: written in a way they cannot be, reserved, or decomposed; and which id to take instead."""

from __future__ import annotations

import re
import unicodedata

from survey_engine.diagnostics import Diagnostic, Fix, Rule
from survey_engine.expr.functions import reserved_words
from survey_engine.parsing.document import Scalar
from survey_engine.parsing.scalars import resolve
from survey_engine.parsing.shape_words import shown
from survey_engine.source import Source

BAD_ID = Rule(
    "bad-id",
    {"sv": "{id} kan inte vara ett id", "en": "{id} cannot be an id"},
    {
        "sv": "ett id börjar med a–z, å, ä eller ö och fortsätter med sådana, siffror och _; ta till exempel {other}",
        "en": "an id begins with a–z, å, ä or ö and goes on with those, digits and _; take {other}, for example",
    },
)
BAD_FORM_ID = Rule(
    "bad-id",
    BAD_ID.message,
    {
        "sv": "formulärets id börjar med a–z, å, ä eller ö och fortsätter med sådana, siffror, _ och -; "
        "ta till exempel {other}",
        "en": "the form's id begins with a–z, å, ä or ö and goes on with those, digits, _ and -; "
        "take {other}, for example",
    },
)
RESERVED_ID = Rule(
    "reserved-id",
    {
        "sv": "{id} är ett ord i villkor och beräkningar och kan inte vara ett id",
        "en": "{id} is a word of conditions and calculations and cannot be an id",
    },
    {"sv": "ta till exempel {other}", "en": "take {other}, for example"},
)
DECOMPOSED_ID = Rule(
    "decomposed-id",
    {"sv": "{id} är skrivet med lösa prickar eller ringar", "en": "{id} is written with loose diacritics"},
    {
        "sv": "det ser rätt ut men är andra tecken: skriv om {other} för hand, här och där det används",
        "en": "it looks right but is made of other characters: type {other} anew, here and where it is used",
    },
)

RESERVED = reserved_words()

_INSTEAD = {
    "abs": "belopp difference", "and": "samt also", "answered": "besvarad has_answered", "as": "som like",
    "assert": "intyg claim", "async": "senare later", "await": "vantan wait", "break": "avbrott pause",
    "class": "klass category", "continue": "fortsattning next_step", "count": "antal number", "def": "definition term",
    "del": "andel part", "elif": "eller_om or_if", "else": "annat other", "except": "undantag exception",
    "false": "nej no", "finally": "slutligen final", "for": "avser purpose", "from": "fran_datum from_date",
    "global": "hela_landet worldwide", "if": "om whether", "import": "inforsel imports", "in": "inom within",
    "is": "isbana equals", "lambda": "lamm lambs", "max": "hogst maximum", "min": "minst minimum",
    "nonlocal": "utom_orten elsewhere", "not": "notering note", "null": "ingen none",
    "or": "eller either", "pass": "tillfalle session", "raise": "hojning increase", "return": "retur returned",
    "round": "omgang turn", "row": "rad line", "sum": "summa total", "true": "ja yes", "try": "forsok attempt",
    "while": "medan during", "with": "tillsammans together", "yield": "utfall outcome",
}  # fmt: skip
"""For each word that no id may be, an id that one would choose: in Swedish and in English."""

_LONGEST = 60
_HEAD = 2_000
_ENGLISH = re.compile(r"^language:[ \t]*[\"']?en\b", re.MULTILINE)
_ID = re.compile(r"[a-zåäö][a-zåäö0-9_]*")


def is_id(word: str) -> bool:
    """Whether that may be an id."""
    return _ID.fullmatch(word) is not None and word not in RESERVED


def bad_id(value: Scalar, source: Source, *, of_form: bool = False) -> Diagnostic:
    """The diagnostic for what stands where an id should; its fix only where the id is used nowhere else."""
    written = value.value if isinstance(value.value, str) else value.text
    other = proposed(written, of_form=of_form, english=bool(_ENGLISH.search(source.text, 0, _HEAD)))
    rule = BAD_FORM_ID if of_form else BAD_ID
    composed = unicodedata.normalize("NFC", written[:_LONGEST])
    if written in RESERVED:
        rule = RESERVED_ID
    elif composed == other and len(written) <= _LONGEST and composed != written:
        rule = DECOMPOSED_ID
    alone = of_form or (_occurrences(written, source) < 2 and not _occurrences(other, source))
    fixes = (Fix(value.span, other),) if alone else ()
    return Diagnostic(rule, value.span, {"id": shown(written) or '""', "other": other}, fixes=fixes)


def proposed(written: str, *, of_form: bool = False, english: bool = False) -> str:
    """An id that is allowed and near to what was written, in a form in Swedish or in English."""
    letters = "".join(_letter(c) for c in unicodedata.normalize("NFC", written[:_LONGEST]).lower())
    word = re.sub(r"[^a-zåäö0-9_-]+" if of_form else r"[^a-zåäö0-9_]+", "-" if of_form else "_", letters).strip("_-")
    if not word:
        return "formular" if of_form else "id_1"
    if word[0].isdigit():
        word = f"ar_{word}" if re.fullmatch(r"(19|20)\d\d", word) else f"nr_{word}"
    taken = not isinstance(resolve(word), str) or (word in RESERVED and not of_form)
    return _INSTEAD[word].split()[english] if taken else word


def _letter(character: str) -> str:
    """The letter without its diacritics, but å, ä and ö as they are."""
    return character if character in "åäö" else unicodedata.normalize("NFD", character)[0]


def _occurrences(word: str, source: Source) -> int:
    """How often the word stands in the file, as far as two."""
    count, at = 0, source.text.find(word) if word else -1
    while at >= 0 and count < 2:
        around = source.text[max(at - 1, 0) : at] + source.text[at + len(word) : at + len(word) + 1]
        if not any(c.isalnum() or c == "_" for c in around):
            count += 1
        at = source.text.find(word, at + len(word))
    return count
