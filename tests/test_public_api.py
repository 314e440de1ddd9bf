"""What is public and typed how, so that no change of it goes unnoticed.

After a change that is meant: `python -m tests.test_public_api` writes the list anew.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import survey_engine as se
from docs.public_api import Member, Public, public, written

GOLDEN = Path(__file__).with_suffix("").with_name("public_api.txt")

WHAT_TO_DO = """\
The public API is not what it was. If that is meant:

1. Say it in CHANGELOG.md, in the words of those who use the library.
2. Look up in docs/promise.md which number of the version it raises. What goes away is deprecated first.
3. Write the list anew, and read how it differs: .venv/bin/python -m tests.test_public_api

"""


def listing() -> str:
    return "".join(f"{line}\n" for each in public() for line in (*lines(each), ""))


def lines(each: Public) -> Iterator[str]:
    takes = "" if each.takes is None else f"({written(each.takes)})"
    gives = f" -> {written(each.gives)}" if each.gives else ""
    yield f"{each.kind} {each.name}{takes}{gives}"
    yield from (f"    {line(member)}" for member in each.members)


def line(member: Member) -> str:
    gives = written(member.gives)
    return f"{member.name}: {gives}" if member.takes is None else f"{member.name}({written(member.takes)}) -> {gives}"


def test_the_public_api_is_as_listed() -> None:
    before, now = GOLDEN.read_text(encoding="utf-8").splitlines(), listing().splitlines()
    changes = "\n".join(difflib.unified_diff(before, now, "public_api.txt", "now", lineterm="", n=2))
    assert before == now, f"{WHAT_TO_DO}{changes}"


def test_the_listed_names_are_the_public_ones() -> None:
    assert sorted(each.name for each in public() if each.kind != "type") == sorted(se.__all__)


def test_what_is_listed_is_there_when_the_library_runs() -> None:
    """The list is read from the source, and nothing of the library is run for it."""
    for each in public():
        if each.kind == "class":  # what an exception has is set when it is raised
            thing = getattr(se, each.name)
            there = {*dir(thing), *thing.__annotations__} if "__annotations__" in vars(thing) else {*dir(thing)}
            assert not {member.name for member in each.members} - there, each.name


def test_the_types_are_for_others_too() -> None:
    assert (files(se) / "py.typed").is_file()


if __name__ == "__main__":
    GOLDEN.write_text(listing(), encoding="utf-8")
