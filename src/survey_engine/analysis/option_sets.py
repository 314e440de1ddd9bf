"""Every option set is used, and there are no two of one content."""

from __future__ import annotations

from collections.abc import Iterator

from survey_engine.dependencies import Blueprint, OptionSet
from survey_engine.diagnostics import Diagnostic, Note, Rule

UNUSED_OPTION_SET = Rule(
    "unused-option-set",
    {"sv": "ingen fråga använder alternativlistan {name}", "en": "no question uses the option set {name}"},
    {
        "sv": "skriv options: {name} på en fråga, eller ta bort listan",
        "en": "write options: {name} on a question, or take the set out",
    },
    severity="warning",
)
SAME_OPTION_SET = Rule(
    "same-option-set",
    {"sv": "{name} är samma lista som {other}", "en": "{name} is the same set as {other}"},
    {
        "sv": "använd {other} på båda ställena och ta bort {name}: då räcker det att ändra på ett ställe",
        "en": "use {other} in both places and take {name} out: then there is one place to change",
    },
    severity="warning",
)
FIRST = {"sv": "{other} finns här", "en": "{other} is defined here"}

_KEYS = ("id", "label", "exclusive", "visible_if", "shown_when_text")
_KEYS_WITH_PARTS = ("specify", "meta")


def option_sets(blueprint: Blueprint) -> Iterator[Diagnostic]:
    sets = blueprint.option_sets
    if len(sets) > 1:
        first: dict[object, str] = {}
        for name, listed in sets.items():
            content = _content(listed)
            other = first.setdefault(content, name) if content else name
            if other != name and listed.used:
                note = Note(FIRST, {"other": other}, sets[other].place)
                yield Diagnostic(SAME_OPTION_SET, listed.place, {"name": name, "other": other}, (note,))
    if any(not listed.used for listed in sets.values()) and not _unread(blueprint):
        for name, listed in sets.items():
            if listed.options and not listed.used:
                yield Diagnostic(UNUSED_OPTION_SET, listed.place, {"name": name})


def _content(listed: OptionSet) -> object:
    """What a set says, whatever its layout; nothing of one whose options have parts of their own, or are not read."""
    if any(option.has(key) for option in listed.options for key in _KEYS_WITH_PARTS):
        return None
    return tuple(tuple(tuple(sorted(option.texts(key).items(), key=str)) for key in _KEYS) for option in listed.options)


def _unread(blueprint: Blueprint) -> bool:
    """Whether a fault elsewhere may hide that a set is used: a page that cannot be read, a choice without options."""
    if blueprint.incomplete:
        return True
    form = blueprint.form
    choices = (part for part in form.fields if part.type in ("choice", "choices"))
    without_fields = (question for question in form.questions if not question.fields and question.type != "info")
    return any(not part.options for part in choices) or any(without_fields)
