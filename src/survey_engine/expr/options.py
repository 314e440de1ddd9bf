"""Comparisons of a choice or of choices with their options, which are written as bare ids."""

from __future__ import annotations

from collections.abc import Sequence

from survey_engine.diagnostics import Rule
from survey_engine.expr import nodes, syntax
from survey_engine.expr.lookup import GROUP_WITHOUT_FUNCTION, Lookup
from survey_engine.expr.mistakes import listed
from survey_engine.expr.nodes import At
from survey_engine.expr.types import BrokenType, ChoicesType, ChoiceType, ManyType
from survey_engine.spelling import nearest, same_word

QUOTED_OPTION = Rule(
    "quoted-option",
    {"sv": "alternativet {option} står inom citattecken", "en": "the option {option} stands in quotes"},
    {"sv": "ett alternativ skrivs utan citattecken: {option}", "en": "an option is written without quotes: {option}"},
)
OPTION_FIRST = Rule(
    "option-first",
    {"sv": "frågan ska stå till vänster om alternativet", "en": "the question belongs left of its option"},
    {"sv": "skriv {right}", "en": "write {right}"},
)
UNKNOWN_OPTION = Rule(
    "unknown-option",
    {"sv": "{name} har inget alternativ {written}", "en": "{name} has no option {written}"},
    {"sv": "alternativen är {options}", "en": "its options are {options}"},
)
MISSPELT_OPTION = Rule(
    "unknown-option",
    UNKNOWN_OPTION.message,
    {"sv": "menar du {right}? alternativen är {options}", "en": "did you mean {right}? its options are {options}"},
)
LABEL_FOR_OPTION = Rule(
    "unknown-option",
    UNKNOWN_OPTION.message,
    {
        "sv": "det är alternativets text; skriv dess id: {right}",
        "en": "that is the text of the option; write its id: {right}",
    },
)
TWO_QUESTIONS = Rule(
    "two-choices",
    {"sv": "två frågors alternativ kan inte jämföras", "en": "two questions' options cannot be compared"},
    {
        "sv": "jämför {name} med ett av dess egna alternativ: {options}",
        "en": "compare {name} with one of its own options: {options}",
    },
)
CHOICES_EQUAL = Rule(
    "choices-equality",
    {
        "sv": "{name} kan ha flera valda alternativ och jämförs inte med {operator}",
        "en": "{name} can have several options chosen and is not compared by {operator}",
    },
    {"sv": "skriv {right}", "en": "write {right}"},
)
LIST_NEEDS_IN = Rule(
    "list-needs-in",
    {"sv": "{operator} kan inte stå framför en lista", "en": "{operator} cannot stand before a list"},
    {"sv": "skriv {right} i stället för {operator}", "en": "write {right} instead of {operator}"},
)
IN_CHOICE = Rule(
    "in-choice",
    {"sv": "{name} har bara ett valt alternativ", "en": "{name} has only one option chosen"},
    {"sv": "skriv {right}", "en": "write {right}"},
)
LIST_BRACKETS = Rule(
    "list-brackets",
    {"sv": "listan efter ”in” saknar sina hakparenteser", "en": "the list after “in” lacks its square brackets"},
    {"sv": "skriv {right}", "en": "write {right}"},
)
OPTION_AFTER_IN = Rule(
    "option-after-in",
    {"sv": "alternativet ska stå till vänster om ”in”", "en": "the option belongs left of “in”"},
    OPTION_FIRST.help,
)
CHOICES_IN_LIST = Rule(
    "choices-in-list",
    {
        "sv": "{name} kan ha flera valda alternativ och söks inte i en lista",
        "en": "{name} can have several options chosen and is not looked for in a list",
    },
    {"sv": "skriv {right}", "en": "write {right}"},
)
IN_MANY = Rule(
    GROUP_WITHOUT_FUNCTION.code,
    GROUP_WITHOUT_FUNCTION.message,
    {
        "sv": "skriv ett av dem i taget, till exempel {right}",
        "en": "write one of them at a time, for instance {right}",
    },
)
EMPTY_LIST = Rule(
    "in-empty-list",
    {"sv": "listan är tom", "en": "the list is empty"},
    {"sv": "skriv vad som ska finnas i den, som [lag, hog]", "en": "write what belongs in it, like [lag, hog]"},
)

_Options = ChoiceType | ChoicesType


def equals(
    name: syntax.Name, type: ChoiceType, operator: str, right: syntax.Node, at: At, lookup: Lookup
) -> nodes.Condition | None:
    """`choice == option` and `choice != option`."""
    path = lookup.read(name)
    if isinstance(right, syntax.List):
        instead = "in" if operator == "==" else "not in"
        between = (name.at[1], right.at[0])
        replacement = (between, f" {instead} ") if lookup.text[slice(*between)].strip() == operator else None
        lookup.report(LIST_NEEDS_IN, at, replacement, operator=operator, right=instead)
        return None
    option = _option(right, name, type, lookup)
    if option is None:
        return None
    found = nodes.OneOf(path, (option,), at)
    return nodes.Not(found, at) if operator == "!=" else found


def option_first(left: syntax.Node, operator: str, name: syntax.Name, type: ChoiceType, at: At, lookup: Lookup) -> None:
    """Reports `option == choice`."""
    lookup.read(name)
    option = _option_written(left, type)
    if option is None:
        _option(left, name, type, lookup)
        return
    right = f"{name.path} {operator} {option}"
    lookup.report(OPTION_FIRST, at, (at, right), right=right)


def choices_equal(left: syntax.Node, operator: str, right: syntax.Node, at: At, lookup: Lookup) -> None:
    """Reports `choices == option`, which is written with `in`."""
    for name, other in ((left, right), (right, left)):
        type = lookup.type_of(name)
        if isinstance(name, syntax.Name) and isinstance(type, ChoicesType):
            lookup.read(name)
            right_way, certain = _has_chosen(name, type, operator == "==", other)
            replacement = (at, right_way) if certain else None
            lookup.report(CHOICES_EQUAL, at, replacement, name=name.path, operator=operator, right=right_way)
            return


def _has_chosen(name: syntax.Name, type: ChoicesType, holds: bool, other: syntax.Node) -> tuple[str, bool]:
    """What `choices == …` says, or probably says, and whether that is certain."""
    items = other.items if isinstance(other, syntax.List) else (other,)
    if not items:
        return f"not answered({name.path})" if holds else f"answered({name.path})", True
    options = [_nearest_option(item, type) for item in items]
    if len(options) == 1:
        return f"{options[0]} {'in' if holds else 'not in'} {name.path}", _option_written(items[0], type) is not None
    all_of_them = " and ".join(f"{option} in {name.path}" for option in options)
    return f"({all_of_them})" if holds else f"not ({all_of_them})", False


def _nearest_option(node: syntax.Node, type: _Options) -> str:
    """The option that a node means or most likely means; the first, where it is like none."""
    word = node.path if isinstance(node, syntax.Name) else node.value if isinstance(node, syntax.String) else ""
    meant = word if word in type.options else nearest(word, type.options)
    return meant or (type.options[0] if type.options else "a")


def one_of(
    name: syntax.Name, type: ChoiceType, items: Sequence[syntax.Node], at: At, lookup: Lookup
) -> nodes.Condition | None:
    """`choice in [option, option]`."""
    path = lookup.read(name)
    read = [_option(item, name, type, lookup) for item in items]
    options = tuple(option for option in read if option is not None)
    return nodes.OneOf(path, options, at) if len(options) == len(read) else None


def chosen(option: syntax.Node, name: syntax.Name, type: ChoicesType, at: At, lookup: Lookup) -> nodes.Condition | None:
    """`option in choices`."""
    path = lookup.read(name)
    found = _option(option, name, type, lookup)
    return None if found is None else nodes.Chosen(path, found, at)


def in_choice(left: syntax.Node, negated: bool, name: syntax.Name, type: ChoiceType, at: At, lookup: Lookup) -> None:
    """Reports `option in choice` and `choice in option`."""
    lookup.read(name)
    option = _option_written(left, type)
    operator = "!=" if negated else "=="
    right = f"{name.path} {operator} {option or '…'}"
    lookup.report(IN_CHOICE, at, (at, right) if option else None, name=name.path, right=right)


def in_many(left: syntax.Node, negated: bool, name: syntax.Name, many: ManyType, lookup: Lookup) -> bool:
    """Reports an option beside a column or group whose choices have it; gives whether that is so."""
    for path in many.fields:
        type = lookup.member(path)
        option = _option_written(left, type) if isinstance(type, ChoiceType | ChoicesType) else None
        if isinstance(type, ChoiceType) and option:
            lookup.report(IN_MANY, name.at, name=name.path, right=f"{path} {'!=' if negated else '=='} {option}")
            return True
        if option:
            right = f"{option} {'not in' if negated else 'in'} {path}"
            lookup.report(IN_MANY, name.at, name=name.path, right=right)
            return True
    return False


def without_brackets(name: syntax.Name, type: ChoiceType, right: syntax.Node, lookup: Lookup) -> None:
    """Reports `choice in option`, where a list belongs."""
    lookup.read(name)
    option = _option(right, name, type, lookup)
    if option is not None:
        lookup.report(LIST_BRACKETS, right.at, (right.at, f"[{option}]"), right=f"[{option}]")


def option_after_in(left: syntax.Name, negated: bool, right: syntax.Node, at: At, lookup: Lookup) -> None:
    """Reports `choices in option`."""
    lookup.read(left)
    type = lookup.type_of(left)
    option = _option_written(right, type) if isinstance(type, ChoicesType) else None
    right_way = f"{option} {'not in' if negated else 'in'} {left.path}"
    lookup.report(OPTION_AFTER_IN, at, (at, right_way), right=right_way)


def choices_in_list(
    name: syntax.Name, type: ChoicesType, negated: bool, items: Sequence[syntax.Node], at: At, lookup: Lookup
) -> None:
    """Reports `choices in [option, option]`."""
    lookup.read(name)
    found = [_option_written(item, type) for item in items]
    options = [option for option in found if option]
    shown = options or type.options[:2]
    each = " or ".join(f"{option} in {name.path}" for option in shown)
    right = f"not ({each})" if negated else f"({each})"
    if len(shown) == 1:
        right = f"{shown[0]} {'not in' if negated else 'in'} {name.path}"
    replacement = (at, right) if options and len(options) == len(found) else None
    lookup.report(CHOICES_IN_LIST, at, replacement, name=name.path, right=right)


def _option_written(node: syntax.Node, type: _Options) -> str | None:
    """The option that a node certainly means, quoted or not."""
    match node:
        case syntax.Name(word) | syntax.String(word) if word in type.options:
            return word
        case _:
            return None


def _labelled(label: str, type: _Options) -> str | None:
    """The option that alone has that label, whatever its case and final punctuation."""
    meant = [id for id, known in zip(type.options, type.labels, strict=False) if _plain(known) == _plain(label)]
    return meant[0] if len(meant) == 1 else None


def _plain(label: str) -> str:
    return " ".join(label.split()).rstrip(".,:;!?").casefold()


def _option(node: syntax.Node, name: syntax.Name, type: _Options, lookup: Lookup) -> str | None:
    """The option that stands beside a question, or None when it is reported as wrong."""
    options = listed(type.options)
    match node:
        case syntax.Name(word) if word in type.options:
            return word
        case syntax.Name() if isinstance(lookup.type_of(node), BrokenType):
            return None
        case syntax.Name() if isinstance(lookup.type_of(node), ChoiceType | ChoicesType):
            lookup.report(TWO_QUESTIONS, node.at, name=name.path, options=options)
        case syntax.String(word) if word in type.options:
            lookup.report(QUOTED_OPTION, node.at, (node.at, word), option=word)
        case syntax.String(word) if labelled := _labelled(word, type):
            lookup.report(LABEL_FOR_OPTION, node.at, (node.at, labelled), name=name.path, written=word, right=labelled)
        case syntax.Name(word) | syntax.String(word):
            last = word.removeprefix(name.path + ".")
            meant = nearest(last, type.options) if last not in type.options else last
            if meant:
                only = same_word(last, meant) and sum(same_word(last, known) for known in type.options) == 1
                replacement = (node.at, meant) if only else None
                lookup.report(
                    MISSPELT_OPTION, node.at, replacement, name=name.path, written=word, right=meant, options=options
                )
            else:
                lookup.report(UNKNOWN_OPTION, node.at, name=name.path, written=word, options=options)
        case _:
            lookup.report(UNKNOWN_OPTION, node.at, name=name.path, written=lookup.written(node), options=options)
    return None
