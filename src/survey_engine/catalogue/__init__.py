"""The catalogue of diagnostics: what each code means and why it matters, with a form that has the fault and one mended.

One file a code, beside this one, read when it is asked for. How an entry is written stands in CONTRIBUTING.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, cast, get_args

import yaml

from survey_engine.diagnostics import Language, Severity, spoken

GROUPS = {
    "yaml": {"sv": "Filen", "en": "The file"},
    "shape": {"sv": "Nycklar och värden", "en": "Keys and values"},
    "names": {"sv": "Id:n, sökvägar och alternativ", "en": "Ids, paths and options"},
    "expr": {"sv": "Villkor och beräkningar", "en": "Conditions and calculations"},
    "analysis": {"sv": "Formuläret som helhet", "en": "The form as a whole"},
}
"""What a fault can be about, in the order in which a form is read, with its title."""

_REPEATED = re.compile(r"\[\[(?P<times>\d+) × (?P<piece>.*?)\]\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Example:
    """A form, whole and as small as it can be, that has the fault at a place and no other, and the same form mended.

    `[[300 × #]]` in either stands for a piece repeated so many times, with `#` as 1, 2, 3 …
    """

    bad: str
    good: str
    line: int
    column: int
    saved_as: str = "utf-8"
    """The encoding in which the bad form lies in its file."""

    @property
    def bad_file(self) -> bytes:
        """The bad form as a file has it."""
        return _written_out(self.bad).encode(self.saved_as)

    @property
    def good_file(self) -> bytes:
        """The good form as a file has it."""
        return _written_out(self.good).encode()

    @property
    def times(self) -> int:
        """How many times a piece in it is to be read; 0 where nothing is shortened."""
        found = _REPEATED.search(self.bad + self.good)
        return int(found["times"]) if found else 0

    @property
    def is_numbered(self) -> bool:
        """Whether such a piece has a `#` in it, for 1, 2, 3 …"""
        return any("#" in found["piece"] for found in _REPEATED.finditer(self.bad + self.good))


@dataclass(frozen=True, slots=True)
class Entry:
    """What there is to tell of one code, in one language; `means` and `why` are Markdown."""

    code: str
    group: str
    severity: Severity
    title: str
    means: str
    why: str
    example: Example | None
    no_example: str
    """Why no form can be shown, where there is no example."""


@cache
def codes() -> tuple[str, ...]:
    """Every code that has an entry, in alphabetical order."""
    files = (file.name for file in resources.files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in files if name.endswith(".yaml")))


def entry(code: str, language: Language) -> Entry:
    """The entry of a code. Raises KeyError for one that has none."""
    if code not in codes():
        raise KeyError(code)
    written, tongue = _read(code), spoken(language)
    return Entry(
        code=code,
        group=written["group"],
        severity=next(severity for severity in get_args(Severity) if severity == written["severity"]),
        title=written["title"][tongue],
        means=written["means"][tongue].strip(),
        why=written["why"][tongue].strip(),
        example=_example(written, tongue),
        no_example=written.get("no_example", {}).get(tongue, "").strip(),
    )


def _example(written: dict[str, Any], tongue: str) -> Example | None:
    if "example" not in written:
        return None
    example = written["example"][tongue]
    line, column = map(int, example["at"].split(":"))
    return Example(example["bad"], example["good"], line, column, written.get("saved_as", "utf-8"))


@cache
def _read(code: str) -> dict[str, Any]:
    text = resources.files(__name__).joinpath(f"{code}.yaml").read_text(encoding="utf-8")
    # The base loader makes nothing but texts: with YAML 1.1 the place 10:5 would be 605.
    return cast(dict[str, Any], yaml.load(text, Loader=yaml.CBaseLoader))


def _written_out(text: str) -> str:
    def repeat(found: re.Match[str]) -> str:
        return "".join(found["piece"].replace("#", str(number)) for number in range(1, int(found["times"]) + 1))

    return _REPEATED.sub(repeat, text)
