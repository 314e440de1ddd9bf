"""The reference of the form language, made from its schema, in every language: `python -m docs.language_pages`.

The keys come from the JSON Schema, the functions from their table, the limits from where they are held. The pages are
kept, so that a code host shows them; a test holds that they say what those say.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from docs.language_words import EXPLAINED, FORMATS, LIMITS, OPERATORS, VALUES, WORDS
from docs.schema_in_swedish import IN_SWEDISH
from survey_engine.expr.functions import FUNCTIONS
from survey_engine.parsing.schema import schema

Part = dict[str, Any]

FOLDER = Path(__file__).parent / "reference"
PAGES = {"en": FOLDER / "language.md", "sv": FOLDER / "language.sv.md"}
FORM: Part = schema()
DEFINITIONS: dict[str, Part] = FORM["$defs"]
PARTS = ("row", "full_option", "set_reference", "specify", "check", "scenario")
"""The things with keys that are parts of questions, and scenarios, as the page has them."""


def language_page(language: str) -> str:
    """The page in one language, as Markdown."""
    words = WORDS[language]
    parts = [words["top"], *_thing("form", FORM, language)]
    for name in ("submission", "page"):
        parts += _thing(name, DEFINITIONS[name], language)
    parts += _questions(language)
    for family in ("field", "column"):
        parts += _family(family, language)
    for name in PARTS:
        parts += _thing(name, DEFINITIONS[name], language)
    parts += _values(language)
    operators = [(f"`{each}`", meanings[language]) for each, meanings in OPERATORS.items()]
    parts += [f"## {words['expressions']}\n", _table((words["written"], words["means"]), operators)]
    parts += _functions(language)
    parts += [f"## {words['limits']}\n", _table(("", ""), LIMITS[language])]
    return "\n".join(parts)


def described(part: Part, language: str) -> str:
    """What the schema says of a part, in that language."""
    text: str = followed(part)["description"]
    return IN_SWEDISH[text] if language == "sv" else text


def followed(part: Part) -> Part:
    """A part with what its references lead to; what stands nearer goes first."""
    while "$ref" in part:
        beside = {key: value for key, value in part.items() if key != "$ref"}
        part = DEFINITIONS[_name(part)] | beside
    return part


def _name(part: Part) -> str:
    return str(part["$ref"]).removeprefix("#/$defs/")


def _thing(name: str, thing: Part, language: str) -> Iterator[str]:
    words = WORDS[language]
    yield f"## {words[name]}\n"
    yield described(thing, language) + "\n"
    yield _keys(thing, thing["properties"], language)
    if name == "row":
        yield words["row_otherwise"] + "\n"
    if "else" in thing:
        keys = (*thing["if"]["required"], *thing["else"]["required"])
        yield words["one_of_two"].format(keys=_listed(sorted(keys))) + "\n"


def _keys(thing: Part, names: Iterable[str], language: str) -> str:
    words = WORDS[language]
    head = (words["key"], words["takes"], words["default"], words["meaning"])
    must = thing.get("required", ())
    return _table(head, [_key(name, thing["properties"][name], name in must, language) for name in names])


def _key(name: str, part: Part, must: bool, language: str) -> tuple[str, ...]:
    default = followed(part).get("default")
    otherwise = WORDS[language]["must"] if must else "–" if default is None else f"`{json.dumps(default)}`"
    return (f"`{name}`", _takes(part, language), otherwise, described(part, language))


def _takes(part: Part, language: str) -> str:
    """What may stand after a key, by the nearest definition that has words of its own."""
    part = part.get("else", part)  # where null may stand too, the description says what for
    while "$ref" in part:
        name = _name(part)
        if name in VALUES:
            takes = VALUES[name][language].format(**DEFINITIONS[name])
            heading = WORDS[language].get(name)
            return f"{takes}: [{heading}](#{anchor(heading)})" if heading else takes
        part = DEFINITIONS[name]
    if "enum" in part:
        return _listed(part["enum"])
    kinds = part["type"]
    takes = VALUES[kinds if isinstance(kinds, str) else " or ".join(kinds)][language]
    return takes + _each(part, language)


def _each(part: Part, language: str) -> str:
    """What a list has, or what stands after each path or name."""
    item = part.get("items") or part.get("additionalProperties")
    name = _name(item) if item and "$ref" in item else ""
    if name in ("option", "column_option"):
        name = "full_option"
    if name in WORDS[language]:
        heading = WORDS[language][name]
        return f": [{heading}](#{anchor(heading)})"
    if "propertyNames" in part:
        keys = VALUES[_name(part["propertyNames"])][language]
        return f" ({keys}: {_takes(item, language) if item else '…'})"
    return f": {_takes(item, language)}" if item else ""


def anchor(heading: str) -> str:
    """What a link calls a heading, as code hosts do."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _questions(language: str) -> Iterator[str]:
    words = WORDS[language]
    types = _types("question")
    question = DEFINITIONS["question"]
    shared = _shared(types)
    yield f"## {words['question']}\n"
    yield described(question, language) + "\n"
    yield _keys(question, question["properties"], language)
    yield words["shared"] + "\n"
    head = (words["key"], words["on"], words["takes"], words["default"], words["meaning"])
    yield _table(head, [_shared_key(key, types, language) for key in shared])
    yield words["and_by_type"] + "\n"
    for name, thing in types.items():
        yield f"### {name}\n"
        yield described(thing, language) + "\n"
        own = [key for key in _told(thing) if key not in shared]
        yield _keys(thing, own, language) if own else words["no_own"] + "\n"


def _types(family: str) -> dict[str, Part]:
    """The keys by type of a question, field or column."""
    return {name: DEFINITIONS[f"{family}_{name}"] for name in DEFINITIONS[family]["properties"]["type"]["enum"]}


def _told(thing: Part) -> list[str]:
    """The keys of a type but `id` and `type`, which stand with what has the type."""
    return [key for key, part in thing["properties"].items() if part is not True]


def _shared(types: dict[str, Part]) -> list[str]:
    """The keys that most types have, in the schema's order."""
    every = dict.fromkeys(key for thing in types.values() for key in _told(thing))
    return [key for key in every if sum(key in thing["properties"] for thing in types.values()) > len(types) / 2]


def _shared_key(key: str, types: dict[str, Part], language: str) -> tuple[str, ...]:
    words = WORDS[language]
    having = {name: thing for name, thing in types.items() if key in thing["properties"]}
    lacking = [name for name in types if name not in having]
    name, takes, otherwise, meaning = _key(key, next(iter(having.values()))["properties"][key], False, language)
    on = words["all_but"].format(types=_listed(lacking)) if lacking else words["all"]
    free = [name for name, thing in having.items() if key not in thing["required"]]
    if len(free) < len(having):
        otherwise = words["must_but"].format(types=_listed(free)) if free else words["must"]
    return (name, on, takes, otherwise, meaning)


def _family(family: str, language: str) -> Iterator[str]:
    """The fields of a group or the columns of a matrix: which keys each type has, for they mean what they mean."""
    words = WORDS[language]
    thing = DEFINITIONS[family]
    yield f"## {words[family]}\n"
    yield f"{described(thing, language)} {words['as_question']}\n"
    yield _keys(thing, thing["properties"], language)
    rows = []
    for name, each in _types(family).items():
        may = [key for key in _told(each) if key not in each["required"]]
        rows.append((f"`{name}`", _listed(each["required"]), _listed(may)))
    yield _table((words["type"], words["must"], words["may"]), rows)
    if family == "column":
        fewer = DEFINITIONS["full_option"]["properties"].keys() - DEFINITIONS["plain_option"]["properties"].keys()
        yield words["but"].format(keys=_listed(sorted(fewer))) + "\n"
    yield words[f"{family}_otherwise"] + "\n"


def _values(language: str) -> Iterator[str]:
    words = WORDS[language]
    yield f"## {words['values']}\n"
    kinds = [(VALUES[name][language], described(DEFINITIONS[name], language)) for name in EXPLAINED]
    yield _table((words["kind"], words["looks"]), kinds)
    yield f"### {words['formats']}\n"
    formats = [(f"`{name}`", FORMATS[name][language]) for name in DEFINITIONS["format_name"]["enum"]]
    yield _table((words["format"], words["looks"]), formats)


def _functions(language: str) -> Iterator[str]:
    words = WORDS[language]
    yield f"## {words['functions']}\n"
    rows = [
        (f"`{each.usage}`", each.takes[language], each.gives[language], each.missing[language])
        for each in FUNCTIONS.values()
    ]
    yield _table((words["function"], words["takes"], words["gives"], words["missing"]), rows)
    yield words["sum"] + "\n"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [f"| {' | '.join(cells)} |" for cells in (head, *rows)]
    return "\n".join((lines[0], "|---" * len(head) + "|", *lines[1:])) + "\n"


def _listed(keys: Collection[str]) -> str:
    return ", ".join(f"`{key}`" for key in keys)


if __name__ == "__main__":
    for tongue, page in PAGES.items():
        page.write_text(language_page(tongue), encoding="utf-8")
