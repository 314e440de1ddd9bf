"""`survey-engine check --fix` and `--diff`: what is mended, written to the file or shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from survey_engine.cli.files import FormFile
from survey_engine.cli.output import counted, is_coloured, say
from survey_engine.cli.writing import replace
from survey_engine.fixing import Edit, fixed
from survey_engine.rendering.cells import cut, safe_line
from survey_engine.rendering.terminal import Paint, Role, ansi, plain
from survey_engine.source import LINE_BREAK, Source

_ROOM = 60
_BLANK = re.compile(r"\s")

_WORDS = {
    "sv": {
        "mended": "rättat",
        "nothing": "ingenting",
        "edits": ("rättelse", "rättelser"),
        "would": ("rättelse att göra", "rättelser att göra"),
        "after": "rättad",
    },
    "en": {
        "mended": "mended",
        "nothing": "nothing",
        "edits": ("edit", "edits"),
        "would": ("edit to make", "edits to make"),
        "after": "mended",
    },
}


@dataclass(frozen=True, slots=True)
class Mended:
    """A form file before and after its certain edits."""

    before: FormFile
    after: FormFile
    edits: tuple[Edit, ...]


def mended(form: FormFile) -> Mended:
    """The file as it should be; what is no text is left as it is."""
    written = form.source.text.encode("utf-8", "surrogatepass")
    if not form.raw.endswith(written):  # what is shown of it is not what it holds
        return Mended(form, form, ())
    result = fixed(form.source.text, form.diagnostics)
    mark = form.raw[: len(form.raw) - len(written)]
    raw = mark + result.text.encode("utf-8", "surrogatepass")
    return Mended(form, FormFile(Source(form.source.name, result.text), result.diagnostics, raw), result.edits)


def write(one: Mended, name: str) -> None:
    """Replaces the file, if anything was mended. Raises OSError where that cannot be done."""
    if one.edits:
        replace(Path(name), one.after.raw, was=one.before.raw)


def say_edits(one: Mended, language: str, stream: IO[str]) -> None:
    """A line for each edit: where, for what, and from what to what."""
    paint = ansi if is_coloured(stream) else plain
    name = safe_line(one.before.source.name)
    for edit in one.edits:
        old, new = (_piece(text) or _WORDS[language]["nothing"] for text in _words(edit, one.before.source))
        word = paint(f"{_WORDS[language]['mended']}[{', '.join(edit.codes)}]", "fix")
        say(f"{word} {name}:{edit.span.line}:{edit.span.column}: {old} → {new}", stream)
    if one.edits:
        say("", stream)


def say_diff(one: Mended, language: str, stream: IO[str]) -> None:
    """What would change, as a unified diff for people: nothing in it acts on a terminal.

    Of line ends it says only that the last line has none, for no edit changes another.
    """
    from difflib import unified_diff

    paint = ansi if is_coloured(stream) else plain
    name = safe_line(one.before.source.name)
    before, after = (_diffed(form.source.text) for form in (one.before, one.after))
    after_name = f"{name} ({_WORDS[language]['after']})"
    for line in unified_diff(before, after, name, after_name, lineterm=""):
        shown, *unended = line.split("\n")
        say(_painted(shown, paint), stream)
        if unended:
            say("\\ No newline at end of file", stream)


def _diffed(text: str) -> list[str]:
    """The lines of a text without their ends; one that has none ends with a mark of its own."""
    lines = LINE_BREAK.split(text)
    return lines[:-1] if not lines[-1] else [*lines[:-1], lines[-1] + "\n"]


def figure(number: int, language: str, *, made: bool) -> str:
    """`2 rättelser` that were made, or that would be."""
    one, many = _WORDS[language]["edits" if made else "would"]
    return counted(number, one, many, language)


def edits_json(edits: Sequence[Edit]) -> list[dict[str, Any]]:
    return [
        {
            "codes": list(edit.codes),
            "old": edit.old,
            "new": edit.new,
            "span": {
                "line": edit.span.line,
                "column": edit.span.column,
                "end_line": edit.span.end_line,
                "end_column": edit.span.end_column,
            },
        }
        for edit in edits
    ]


def _painted(line: str, paint: Paint) -> str:
    roles: dict[str, Role] = {"+": "fix", "-": "error", "@": "frame"}
    heading = line.startswith(("+++ ", "--- "))
    return paint(safe_line(line), "strong" if heading else roles[line[0]]) if line[:1] in roles else safe_line(line)


def _words(edit: Edit, source: Source) -> Iterator[str]:
    """The old and the new text; with the words around them where one of the two would not be seen."""
    before = after = ""
    if not edit.old.strip() or not edit.new.strip():
        before = _BLANK.split(source.line(edit.span.line)[: edit.span.column - 1])[-1]
        after = _BLANK.split(source.line(edit.span.end_line)[edit.span.end_column - 1 :])[0]
    yield before + edit.old + after
    yield before + edit.new + after


def _piece(text: str) -> str:
    """A text on one line, its end left out when it is long."""
    line = safe_line(text.replace("\r\n", "\n"))
    return cut(line, 0, 1, _ROOM).text
