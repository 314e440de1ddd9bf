"""What is said of keys: unknown, misspelt, missing, or in the wrong place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from survey_engine.diagnostics import Diagnostic, Fix, Rule
from survey_engine.parsing.document import Mapping, Scalar
from survey_engine.parsing.schema import KIND, Schema, resolved
from survey_engine.parsing.shape_words import SYNONYMS, THINGS, TYPED, listed, shown, united
from survey_engine.source import Span
from survey_engine.spelling import folded, nearest

UNKNOWN_KEY = Rule(
    "unknown-key",
    {"sv": "nyckeln {key} finns inte", "en": "there is no key {key}"},
    {"sv": "här kan stå: {allowed}", "en": "what can stand here: {allowed}"},
)
MISSPELT_KEY = Rule(
    "unknown-key",
    UNKNOWN_KEY.message,
    {"sv": "skriv {meant}", "en": "write {meant}"},
)
KEY_ALREADY_THERE = Rule(
    "unknown-key",
    UNKNOWN_KEY.message,
    {"sv": "menar du {meant}? den finns redan här", "en": "did you mean {meant}? it is already here"},
)
KEY_NOT_FOR_TYPE = Rule(
    "key-not-for-type",
    {"sv": "{key} hör inte till typen {type}", "en": "{key} does not belong to the type {type}"},
    {
        "sv": "{key} hör till {types}; ta bort den eller byt typ",
        "en": "{key} belongs to {types}; remove it or change the type",
    },
)
KEY_NOT_HERE = Rule(
    "key-not-here",
    {"sv": "{key} kan inte stå här", "en": "{key} cannot stand here"},
    {
        "sv": "{key} hör till {things}; här kan stå: {allowed}",
        "en": "{key} belongs to {things}; what can stand here: {allowed}",
    },
)
MISSING_KEY = Rule(
    "missing-key",
    {"sv": "nyckeln {key} saknas", "en": "the key {key} is missing"},
    {"sv": "lägg till {key}, {what}", "en": "add {key}, {what}"},
)
BOTH_VISIBLE_IF = Rule(
    "both-visible-if",
    {"sv": "både visible_if och visas_om", "en": "both visible_if and visas_om"},
    {
        "sv": "de är samma nyckel: behåll den ena, eller skriv båda villkoren i den med and emellan",
        "en": "they are the same key: keep one of them, or write both conditions in it with and between",
    },
)
BOTH_SEVERITIES = Rule(
    "both-error-and-warning",
    {"sv": "både error_if och warn_if", "en": "both error_if and warn_if"},
    {
        "sv": "en kontroll är antingen fel eller varning: dela den i två",
        "en": "a check is either an error or a warning: split it in two",
    },
)
_MOST_KEYS = 50
_EITHER = {"error_if", "warn_if"}
_WHAT: dict[str, dict[str, str]] = {
    "survey": {"sv": "formulärets id, till exempel min-blankett", "en": "the form's id, such as my-form"},
    "version": {"sv": 'utgåvan, till exempel "2026"', "en": 'the edition, such as "2026"'},
    "language": {"sv": "textens språk, till exempel sv", "en": "the language of the texts, such as sv"},
    "title": {"sv": "formulärets rubrik", "en": "the heading of the form"},
    "pages": {"sv": "en lista med sidor", "en": "a list of pages"},
    "id": {"sv": "ett kort namn, till exempel kostnader", "en": "a short name, such as costs"},
    "type": {"sv": "till exempel text eller integer", "en": "such as text or integer"},
    "label": {"sv": "texten som visas", "en": "the text that is shown"},
    "text": {"sv": "texten att läsa", "en": "the text to read"},
    "places": {"sv": "antal decimaler, 1–6", "en": "the number of decimal places, 1–6"},
    "options": {
        "sv": "en lista med alternativ, eller namnet på en alternativlista",
        "en": "a list of options, or the name of an option set",
    },
    "from": {"sv": "skalans lägsta steg, till exempel 1", "en": "the lowest step, such as 1"},
    "to": {"sv": "skalans högsta steg, till exempel 5", "en": "the highest step, such as 5"},
    "fields": {"sv": "en lista med fält", "en": "a list of fields"},
    "rows": {"sv": "en lista med rader", "en": "a list of rows"},
    "columns": {"sv": "en lista med kolumner", "en": "a list of columns"},
    "value": {"sv": "beräkningen som ger värdet", "en": "the calculation that gives the value"},
    "error_if": {
        "sv": "villkoret som är ett fel; eller warn_if: för en varning",
        "en": "the condition that is an error; or warn_if: for a warning",
    },
    "message": {"sv": "vad den som svarar får läsa", "en": "what the respondent is told"},
    "name": {"sv": "vad exemplet visar", "en": "what the example shows"},
    "answers": {"sv": "svaren, sökväg för sökväg", "en": "the answers, path by path"},
    "set": {"sv": "alternativlistans namn", "en": "the name of the option set"},
}


def unknown_keys(node: Mapping, schema: Schema) -> Iterator[Diagnostic]:
    """A diagnostic for each key of the thing that its schema does not know."""
    known = _known(schema, node)
    return (_unknown(key, node, schema, known) for key in node.values if key not in known)


def missing_keys(node: Mapping, schema: Schema) -> Iterator[Diagnostic]:
    """A diagnostic for each obligatory key that is not there, unless another key was meant for it: then for that."""
    known = _known(schema, node)
    for key in schema["required"]:
        if key in node.values:
            continue
        wanted = _EITHER if key in _EITHER else {key}
        instead = [
            other for other in _some(node) if other not in known and _meant(other, node, schema, known)[0] in wanted
        ]
        if instead:
            yield from (_unknown(other, node, schema, known) for other in instead)
        else:
            yield Diagnostic(MISSING_KEY, _place(node), {"key": key, "what": _WHAT[key]})


def two_keys(node: Mapping, schema: Schema) -> Diagnostic:
    """Of two keys that exclude each other both are there; told at the later one."""
    conditions = schema.get(KIND) == "one_condition"
    rule = BOTH_VISIBLE_IF if conditions else BOTH_SEVERITIES
    others = ("visible_if", "visas_om") if conditions else _EITHER
    return Diagnostic(rule, max(node.keys[other].span for other in others))


def _unknown(key: str, node: Mapping, schema: Schema, known: tuple[str, ...]) -> Diagnostic:
    place = node.keys[key]
    meant, certain = _meant(key, node, schema, known)
    params: dict[str, Any] = {"key": shown(key), "allowed": _free(known, node)}
    if meant:
        if meant in node.values:
            return Diagnostic(KEY_ALREADY_THERE, place.span, params | {"meant": meant})
        fixes = (Fix(place.span, meant),) if certain else ()
        return Diagnostic(MISSPELT_KEY, place.span, params | {"meant": meant}, fixes=fixes)
    owners = _owners().get(key, ())
    if not owners:
        return Diagnostic(UNKNOWN_KEY, place.span, params)
    family, _, kind = str(schema.get(KIND, "")).partition("_")
    types = [owner.partition("_")[2] for owner in owners if owner.startswith(f"{family}_")]
    if family in TYPED and kind and types:
        return Diagnostic(KEY_NOT_FOR_TYPE, place.span, {"key": key, "type": kind, "types": listed(types)})
    return Diagnostic(KEY_NOT_HERE, place.span, params | {"things": _things(owners)})


def _free(known: tuple[str, ...], node: Mapping) -> str:
    """The keys that may still be added; of one that has two names the first."""
    return ", ".join(key for key in known if key not in node.values and key != "visas_om") or "–"


def _meant(key: str, node: Mapping, schema: Schema, known: tuple[str, ...]) -> tuple[str | None, bool]:
    """The key that was meant, if that can be told, and whether it is certain enough to be put there."""
    free = [other for other in known if other not in node.values]
    needed = [other for other in schema.get("required", ()) if other in free]
    synonyms = [word for word in SYNONYMS.get(folded(key), ()) if word in free]
    if synonyms:
        return synonyms[0], len(synonyms) == 1
    if key in _owners():
        return None, False
    near = nearest(key, needed) or nearest(key, free)
    if near:
        return near, near != "visas_om" or key.startswith("v")
    return nearest(key, known), False


def meant_type(thing: dict[str, object], types: Sequence[str]) -> str | None:
    """The type that a thing has, or was certainly meant to have: it is misspelt, or stands under another key."""
    written = thing.get("type")
    if "type" not in thing:
        written = next((thing[key] for key in list(thing)[:_MOST_KEYS] if means(key, "type")), None)
    if not isinstance(written, str) or written in types:
        return written if isinstance(written, str) else None
    return None if f"question_{written}" in _closed() else nearest(written, types)


def means(key: str, *ours: str) -> bool:
    """Whether a key is one of these of ours, another word for it, or a misspelling of it."""
    return key in ours or any(word in ours for word in SYNONYMS.get(folded(key), ())) or nearest(key, ours) is not None


def _known(schema: Schema, node: Mapping) -> tuple[str, ...]:
    """The keys that may stand in a thing; in one with a type those of its type, and where that is none those of any."""
    if "properties" not in schema:
        schema = _definition("check")
    keys = dict.fromkeys(schema["properties"])
    kind = node.values.get("type")
    of = kind.value if isinstance(kind, Scalar) and isinstance(kind.value, str) else ""
    branches = [branch["then"] for branch in schema.get("allOf", ())]
    applying = [branch for branch in branches if branch[KIND].partition("_")[2] == of]
    if branches and not applying:
        applying = [*branches, _closed().get(f"question_{of}", branches[0])]
    for branch in applying:
        keys |= dict.fromkeys(branch["properties"])
    return tuple(keys)


def _some(node: Mapping) -> Iterable[str]:
    """The keys of a thing; of a very long one the first, for nobody means a label by the thousandth key."""
    return list(node.values)[:_MOST_KEYS]


def _place(node: Mapping) -> Span:
    """Where a thing is pointed out: its id, or its first key."""
    own = node.values.get("id")
    if isinstance(own, Scalar) and own.text:
        return own.span
    return next(iter(node.keys.values())).span if node.keys else node.span


def _things(owners: Iterable[str]) -> dict[str, str]:
    names = {owner.partition("_")[0] if owner.partition("_")[0] in TYPED else owner for owner in owners}
    if "plain_option" in names:
        names.discard("full_option")
    return united([words for name, words in THINGS.items() if name in names])


def known_keys() -> Collection[str]:
    """Every key that any thing has."""
    return _owners().keys()


@cache
def _owners() -> dict[str, tuple[str, ...]]:
    """Which things have a key: key → names of definitions, `form` for the form itself."""
    found: dict[str, dict[str, None]] = {}
    for name, thing in _closed().items():
        for key in thing["properties"]:
            found.setdefault(key, {})[name] = None
    return {key: tuple(names) for key, names in found.items()}


@cache
def _closed() -> dict[str, Schema]:
    """Every thing with a fixed set of keys, by the name of its definition."""
    found: dict[str, Schema] = {}

    def look(part: Any) -> None:
        if isinstance(part, dict):
            if "properties" in part and part.get("additionalProperties") is False:
                found.setdefault(part.get(KIND, "form"), part)
            for value in part.values():
                look(value)
        elif isinstance(part, list):
            for value in part:
                look(value)

    look(resolved())
    return found


def _definition(name: str) -> Schema:
    return _closed()[name]
