"""A fingerprint tells whether two forms say the same: equal however the file is laid out, else different."""

from __future__ import annotations

import copy
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import survey_engine as se
from survey_engine.diagnostics import has_errors
from survey_engine.testing.surveys import descriptions
from survey_engine.testing.yaml_text import Description, written
from tests.forms import with_page

FORM = Path(__file__).parents[1] / "surveys" / "forebygga-brottslighet-2025.yaml"


def fingerprint(text: str) -> str:
    return se.load_text(text).fingerprint


# The same.


@pytest.mark.parametrize("seed", ["0", "1", "random"])
def test_it_is_the_same_in_every_process(seed: str) -> None:
    program = "import sys, survey_engine as se; print(se.load(sys.argv[1]).fingerprint)"
    environment = os.environ | {"PYTHONHASHSEED": seed}
    told = subprocess.run(
        [sys.executable, "-c", program, FORM], capture_output=True, env=environment, check=True
    ).stdout
    assert told.decode().strip() == se.load(FORM).fingerprint


def reordered(part: Any) -> Any:
    """The same with the keys of each mapping the other way round."""
    if isinstance(part, dict):
        return {key: reordered(part[key]) for key in reversed(part)}
    return [reordered(item) for item in part] if isinstance(part, list) else part


def commented(text: str) -> str:
    lines = (
        f"{line}  # kommentar" if number % 2 else f"# och\n\n{line}" for number, line in enumerate(text.splitlines())
    )
    return "\n".join(lines) + "\n# sist"


LAYOUTS: dict[str, Callable[[Description], str]] = {
    "line ends of Windows": lambda form: written(form).replace("\n", "\r\n"),
    "line ends of old": lambda form: written(form).replace("\n", "\r"),
    "a byte order mark": lambda form: "\ufeff" + written(form),
    "no last line end": lambda form: written(form).rstrip("\n"),
    "comments and blank lines": lambda form: commented(written(form)),
    "the order of keys": lambda form: written(reordered(form)),
    "flow style, in quotes": lambda form: json.dumps(form, ensure_ascii=False, default=float),
    "flow style on many lines": lambda form: json.dumps(form, ensure_ascii=False, default=float, indent=3),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@given(form=descriptions(max_pages=2))
@settings(max_examples=20)
def test_it_is_the_same_in_every_layout(layout: str, form: Description) -> None:
    assert fingerprint(LAYOUTS[layout](form)) == fingerprint(written(form))


QUOTING = (
    "Hur många?",
    "'Hur många?'",
    '"Hur många?"',
    '"Hur m\\u00e5nga?"',
    ">-\n    Hur\n    många?",
    "|-\n    Hur många?",
)


def test_it_is_the_same_in_every_kind_of_quotes() -> None:
    block = "- id: a\n  type: integer\n  label: {label}"
    assert len({fingerprint(with_page(block.format(label=label))) for label in QUOTING}) == 1


@given(form=descriptions(max_pages=2))
@settings(max_examples=40)
def test_visas_om_says_what_visible_if_says(form: Description) -> None:
    assert fingerprint(written(renamed(form))) == fingerprint(written(form))


def renamed(part: Any) -> Any:
    """The same with each condition under the other of its two names."""
    names = {"visible_if": "visas_om", "visas_om": "visible_if"}
    if isinstance(part, dict):
        return {names.get(key, key): part[key] if key == "meta" else renamed(part[key]) for key in part}
    return [renamed(item) for item in part] if isinstance(part, list) else part


# Different.

Change = tuple[str, Callable[[], object]]
"""What a change of a form is called, and what makes it."""

TEXTS = ("title", "label", "text", "help", "message", "statement", "low", "high")
CONDITIONS = ("visible_if", "visas_om", "error_if", "warn_if")
FIGURES = ("max_chars", "max", "max_selected", "min", "to", "cannot_say", "places")
FLAGS = ("required", "prefill", "exclusive", "back", "multiline")
LISTS = ("pages", "questions", "fields", "rows", "columns", "options")


def changes(thing: Description) -> Iterator[Change]:
    """Every change of a form, or of a part of it, that makes it say something else."""
    for key, value in thing.items():
        if key in TEXTS:
            yield from text_changes(thing, key)
        elif key in CONDITIONS and isinstance(value, str):
            yield f"{key} negated", setter(thing, key, f"not ({value})")
        elif key in FIGURES and not isinstance(value, str):
            yield f"another {key}", setter(thing, key, value + 1)
        elif key in FLAGS and isinstance(value, bool):
            yield f"{key} the other way", setter(thing, key, not value)
        elif key == "value":
            yield "another computation", setter(thing, key, f"{value} + 1")
        elif key == "unit":
            yield "another unit", setter(thing, key, "m")
        elif key == "id":
            yield f"another id than {value}", setter(thing, key, f"{value}_ny")
        elif key == "meta":
            yield "more meta", setter(thing, key, value | {"ny": None})
        if key in LISTS and isinstance(value, list) and len(value) > 1:
            yield f"{key} in another order", value.reverse
            yield f"fewer {key}", value.pop
    for inner in thing.values():
        for part in inner if isinstance(inner, list) else [inner]:
            if isinstance(part, dict):
                yield from changes(part)


def text_changes(thing: Description, key: str) -> Iterator[Change]:
    if isinstance(thing[key], dict):  # in two languages
        yield from ((f"another {key} in {code}", setter(thing[key], code, "Ny")) for code in thing[key])
    else:
        yield f"another {key}", setter(thing, key, f"{thing[key]}!")


def setter(thing: Description, key: str, value: object) -> Callable[[], object]:
    return lambda: thing.__setitem__(key, value)


@given(data=st.data(), form=descriptions(max_pages=2))
@settings(max_examples=200)
def test_it_is_another_for_any_change_of_meaning(data: st.DataObject, form: Description) -> None:
    changed = copy.deepcopy(form)
    name, make = data.draw(
        st.sampled_from([*changes(changed), ("another version", setter(changed, "version", "2027"))])
    )
    make()
    text = written(changed)
    assume(changed != form)  # two equal options may change places
    assume(not has_errors(se.check_text(text)))  # an id that conditions name, a page that moved ahead of its condition
    assert fingerprint(text) != fingerprint(written(form)), name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("label: A", "label: a"),
        ("label: A", 'label: "A "'),
        ("label: A", "label: A, required: true"),
        ("label: A", "label: A, required: false"),  # said is not unsaid: a group may say otherwise
        ("label: A, meta: {visas_om: x}", "label: A, meta: {visible_if: x}"),  # the host's own words
        ("label: A, meta: {x: 1}", 'label: A, meta: {x: "1"}'),
    ],
)
def test_small_differences_count(one: str, other: str) -> None:
    first, second = (fingerprint(with_page(f"- {{id: a, type: text, {keys}}}")) for keys in (one, other))
    assert first != second


NAMES = """
- {{id: visas_om, type: integer, label: A}}
- {{id: visible_if, type: integer, label: B}}
scenarios: [{{name: S, answers: {{{name}: 1}}}}]
"""


def test_a_name_is_not_taken_for_a_key() -> None:
    forms = [with_page(NAMES.format(name=name)) for name in ("visas_om", "visible_if")]
    texts = [form.replace("      scenarios:", "scenarios:") for form in forms]
    assert len(set(map(fingerprint, texts))) == 2
    sets = with_page("- {id: a, type: choice, label: A, options: meta}\n- {id: b, type: confirm, label: B}")
    option = "option_sets: {{meta: [{{id: x, label: X, {key}: b}}]}}\npages:"
    both = [sets.replace("pages:", option.format(key=key)) for key in ("visas_om", "visible_if")]
    assert len(set(map(fingerprint, both))) == 1
