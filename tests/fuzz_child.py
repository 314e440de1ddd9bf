"""Broken forms by the dozen, read in a process of its own, which the parent (`test_fuzz.py`) watches.

    python tests/fuzz_child.py mutants 0 100     the mutants 0–99
    python tests/fuzz_child.py shapes 7 8        one large nonsense

Each case follows from its number alone. Its name goes out before it is read, so the last name is the culprit's.
A case that uses more than its seconds of processor time is killed by the kernel; so is one that takes too much memory.
"""

from __future__ import annotations

import re
import resource
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import survey_engine as se

SECONDS = 2.0
MEGABYTES = 256
LARGEST = 1_000_000
QUESTIONS_IN_A_FILE = (2_900, 5_400, 10_500)  # well within what a form may hold, just within, and too many

ROOT = Path(__file__).parent.parent
HEAD = 'survey: blankett\nversion: "2025"\nlanguage: sv\ntitle: Blankett\n'
WORDS = tuple("kostnad insats antal metod grupp syfte andel person resurs period stöd område åtgärd övrigt".split())  # noqa: SIM905 shorter

# ---------------------------------------------------------------------------------------------------- mutants

VALUES = (
    "", "null", "true", "0", "-1", "1.5", "1e999999999", "9" * 400, "012", "0x1F", ".inf", "[]", "{}", "[[]]", "{a: {b: [c]}}",
    '""', "'", '"', '" "', "|", ">-", "*a", "&a b", "*a *a", "!!str x", "!python/object:os.system x", "---", "...", "%YAML 1.1",
    "text", "choice", "matrix", "group", "computed", "info", "row.a > 1", "a = 1", "a && b", "a == 'b'", "sum(", "(" * 60, "2026-02-30",
    "Ålder: 3", "a #b", "a # b", "{a: b, c}", "[a, b", "a: b: c", "? x", "- x", "\u00a0x", "x\u2028y", "\ufeff", "\x00", "\x07",
    '"\\ud800"', '"\\x41\\u00e5"', "\U0001f600 == 1", "n\u0308", "x" * 3000, "not " * 60 + "a", "a" + " + a" * 700, "kostnader", "tjanster",
    "<<: *a", "@x", "`x`", "%x", "ja", "no", "~", "sum", "in", "é",
)  # fmt: skip


def mutant(number: int) -> bytes:
    """A form that somebody's cat has walked over."""
    rng = Random(f"mutant {number}")
    text = rng.choice(_forms())
    for _ in range(rng.choice((1, 1, 2, 3, 6, 20))):
        text = rng.choice(_MUTATIONS)(text, rng)
    raw = text.encode("utf-8", "surrogatepass")
    return _flipped(raw, rng) if rng.random() < 0.2 else raw


def _forms() -> list[str]:
    files = [
        ROOT / "surveys" / "forebygga-brottslighet-2025.yaml",
        *sorted((ROOT / "tests" / "broken").glob("[!y]*/*.yaml")),
    ]
    every_key = HEAD + (ROOT / "tests" / "parsing" / "every_key.yaml").read_text("utf-8")
    example = (ROOT / "tests" / "parsing" / "example.yaml").read_text("utf-8")
    return [files[0].read_text("utf-8"), every_key, example, *(file.read_text("utf-8") for file in files[1::5])]


def _flipped(raw: bytes, rng: Random) -> bytes:
    flipped = bytearray(raw)
    for _ in range(rng.randint(1, 5)):
        if flipped:
            flipped[rng.randrange(len(flipped))] ^= 1 << rng.randrange(8)
    return bytes(flipped)


def _value_swapped(text: str, rng: Random) -> str:
    places = [found.span(1) for found in re.finditer(r": +([^\s,}\]][^\n,}]*)", text)]
    if not places:
        return text
    start, end = rng.choice(places)
    return text[:start] + rng.choice(VALUES) + text[end:]


def _values_exchanged(text: str, rng: Random) -> str:
    places = [found.span(1) for found in re.finditer(r": +([^\s,}\]][^\n,}]*)", text)]
    if len(places) < 2:
        return text
    (one, end), (other, stop) = sorted(rng.sample(places, 2))
    return text[:one] + text[other:stop] + text[end:other] + text[one:end] + text[stop:]


def _key_swapped(text: str, rng: Random) -> str:
    places = [found.span(1) for found in re.finditer(r"\b([a-z_]+):", text)]
    if not places:
        return text
    (start, end), (one, other) = rng.choice(places), rng.choice(places)
    return text[:start] + text[one:other] + text[end:]


def _inserted(text: str, rng: Random) -> str:
    at = rng.randint(0, len(text))
    return (
        text[:at]
        + rng.choice((*VALUES, "\n", " ", "\t", ":", ",", "#", "{", "}", "[", "]", "'", '"', "\r", "\\"))
        + text[at:]
    )


def _deleted(text: str, rng: Random) -> str:
    at = rng.randint(0, len(text))
    return text[:at] + text[at + rng.choice((1, 1, 1, 5, 50)) :]


def _truncated(text: str, rng: Random) -> str:
    return text[: rng.randint(0, len(text))] if rng.random() < 0.3 else text


def _of_lines(change: Callable[[list[str], int, Random], None]) -> Callable[[str, Random], str]:
    def changed(text: str, rng: Random) -> str:
        lines = text.split("\n")
        change(lines, rng.randrange(len(lines)), rng)
        return "\n".join(lines)

    return changed


def _dropped(lines: list[str], at: int, rng: Random) -> None:
    del lines[at : at + rng.choice((1, 1, 1, 4))]


def _duplicated(lines: list[str], at: int, rng: Random) -> None:
    some = lines[at : at + rng.choice((1, 1, 4, 30))]
    lines[at:at] = some * rng.choice((1, 1, 1, 20))


def _lines_exchanged(lines: list[str], at: int, rng: Random) -> None:
    other = rng.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]


def _indented(lines: list[str], at: int, rng: Random) -> None:
    lines[at] = rng.choice((" ", "  ", "\t", "\u00a0", "- ")) + lines[at] if rng.random() < 0.6 else lines[at][1:]


def _moved(lines: list[str], at: int, rng: Random) -> None:
    some = lines[at : at + 12]
    del lines[at : at + 12]
    other = rng.randint(0, len(lines))
    lines[other:other] = some


_MUTATIONS: tuple[Callable[[str, Random], str], ...] = (
    _value_swapped, _value_swapped, _values_exchanged, _key_swapped, _inserted, _deleted, _truncated,
    _of_lines(_dropped), _of_lines(_duplicated), _of_lines(_lines_exchanged), _of_lines(_indented), _of_lines(_moved),
)  # fmt: skip

# ----------------------------------------------------------------------------------------- large nonsense


def shape(number: int) -> bytes:
    """A megabyte, or nearly, of one kind of nonsense; every kind comes round."""
    make = SHAPES[number % len(SHAPES)]
    rng = Random(f"shape {number}")
    return make(rng).encode("utf-8", "surrogatepass")[:LARGEST]


def _filled(head: str, lines: Iterator[str], tail: str = "") -> str:
    """Lines until the file is full."""
    pieces, length = [head], len((head + tail).encode())
    for line in lines:
        length += len(line.encode())
        if length > LARGEST:
            break
        pieces.append(line)
    return "".join(pieces) + tail


def _numbers() -> Iterator[int]:
    return iter(range(10**9))


PAGE = "pages:\n- id: sida\n  questions:\n"
QUESTIONS = HEAD + PAGE


def _question(*parts: str) -> str:
    return "  - {" + ", ".join(parts) + "}\n"


def _questions(each: Callable[[int, Random], str], first: str = "", head: str = "") -> Callable[[Random], str]:
    """As many questions as a form may hold, or rather more; `first` is the first of them."""
    return lambda rng: _filled(
        HEAD + head + PAGE + first, (each(i, rng) for i in range(rng.choice(QUESTIONS_IN_A_FILE)))
    )


def _word(rng: Random) -> str:
    return "".join(rng.choice("abcdefgåäö_") for _ in range(rng.randint(3, 12)))


def _near(rng: Random) -> str:
    """A name that is nearly one of a great many."""
    return rng.choice(WORDS) + str(rng.randrange(100_000)) + rng.choice("xyz")


def _matrix(rows: int, columns: int, more: str = "") -> str:
    return (
        QUESTIONS + "  - id: m\n    type: matrix\n    label: M\n    rows:\n"
        + "".join(f"    - {{id: r{i}, label: R}}\n" for i in range(rows)) + "    columns:\n"
        + "".join(f"    - {{id: k{i}, type: integer, label: K}}\n" for i in range(columns)) + more
    )  # fmt: skip


def _many_choices_of_one_set(options: int, choices: int) -> str:
    listed = "".join(f"  - {{id: a{i}, label: A}}\n" for i in range(options))
    return (
        HEAD + "option_sets:\n  alla:\n" + listed + "pages:\n- id: sida\n  questions:\n"
        + "".join(_question(f"id: q{i}", "type: choice", "label: Q", "options: alla") for i in range(choices))
    )  # fmt: skip


def _group(fields: int, expression: str, times: int, kind: str = "visible_if") -> str:
    parts = ", ".join(f"{{id: f{i}, type: integer, label: F}}" for i in range(fields))
    return (
        QUESTIONS + f"  - {{id: g, type: group, fields: [{parts}]}}\n"
        + "".join(_question(f"id: q{i}", "type: text", "label: Q", f'{kind}: "{expression}"') for i in range(times))
    )  # fmt: skip


def _laughs(_: Random) -> str:
    return HEAD + "meta:\n  a0: &a0 [x, x]\n" + "".join(f"  a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n" for i in range(1, 60))


def _aliases_of_questions(_: Random) -> str:
    first = "  - &q {id: q, type: choice, label: Q, options: &o [{id: a, label: A}, {id: b, label: B}]}\n"
    return _filled(QUESTIONS + first, ("  - *q\n" for _ in _numbers()))


def _languages(rng: Random) -> str:
    words = (
        f"{a}{b}{c}" for a in "abcdefghijklmnopqrstuvwxyz" for b in "abcdefghijklmnopqrstuvwxyz" for c in "abcdefghij"
    )
    texts = ", ".join(f"{word}: x" for word, _ in zip(words, range(3000), strict=False))
    return _matrix(75, 75).replace("label: R", f"label: {{sv: R, {texts}}}", 1)[:LARGEST]


A = "  - {id: a, type: integer, label: A}\n"
ENDS = "".join(f"  - {{id: q{i}, type: integer, label: Q}}\n" for i in QUESTIONS_IN_A_FILE)
SETS = "option_sets:\n  alla: [" + ", ".join(f"{{id: {a}, label: A}}" for a in "abcdefghijklmnop") + "]\n"
V = "  - {id: v, type: choices, label: V, options: alla}\n"
LONG = "a" + " + a" * 490

SHAPES: tuple[Callable[[Random], str], ...] = (
    lambda _: "[" * 50_000,
    lambda _: "{a: " * 50_000,
    lambda _: "- " * 50_000,
    lambda _: "? " * 50_000,
    lambda _: "a:\n" + "".join(" " * i + "a:\n" for i in range(1, 1400)),
    lambda _: HEAD + "meta: " + "[" * 15 + "]" * 15 + "\n" + "pages: " + "[[]," * 60_000,
    lambda _: _filled("", (f"nyckel{i}: 1\n" for i in _numbers())),
    lambda _: _filled(HEAD, ("title: Blankett\n" for _ in _numbers())),
    lambda _: _filled(HEAD + "meta:\n", (f"  k{i}: v\n" for i in range(49_000))),
    lambda rng: _filled(HEAD, (f"{_word(rng)}{i}: {rng.choice(VALUES[:12])}\n" for i in _numbers())),
    lambda rng: _filled(HEAD, (rng.choice(("labl", "titl", "versio", "pags")) + f"{i}: x\n" for i in _numbers())),
    lambda _: HEAD + "meta: {" + "a, " * 330_000,
    lambda _: HEAD + "meta: {" + ", ".join(f"a{i}: b, c" for i in range(60_000)) + "}\n",
    lambda _: HEAD + "text: " + "ord " * 240_000,
    lambda _: HEAD + 'meta: {a: "' + "ord\\n" * 190_000 + '"}\n',
    lambda _: HEAD + "pages: '" + "\n".join(["ord"] * 240_000) + "'\n",
    lambda _: HEAD + "meta:\n  a: >\n" + "    ord\n" * 110_000,
    lambda _: "x" * 999_000,
    lambda _: "\u00e5" * 490_000 + ": 1",
    lambda _: "\n" * 990_000,
    lambda _: "#" * 990_000,
    lambda _: "a: b #c\n" * 120_000,
    lambda _: "- a:\n" * 190_000,
    lambda _: "- 'a' b\n" * 100_000,
    lambda _: "&a " * 330_000,
    lambda _: "*a " * 330_000,
    lambda _: "- *a\n" * 190_000,
    lambda _: "- !a b\n" * 140_000,
    lambda _: "\x07" * 990_000,
    lambda _: "a: \u2028" * 150_000,
    lambda _: _filled("", (f"{i}: {i}\n" for i in _numbers())),
    lambda _: HEAD + "pages:\n" + "- [id, sida]\n" * 70_000,
    lambda _: HEAD + "pages:\n" + "- {id: sida}\n" * 45_000,
    lambda _: _filled(HEAD + "pages:\n", (f"- {{id: sida{i}, visible_if: fråga{i} > 1}}\n" for i in _numbers())),
    lambda _: HEAD + "never:\n" + "- a > 1\n" * 90_000,
    lambda rng: _filled(HEAD + "never:\n", (f"- {_near(rng)} > {_near(rng)}\n" for _ in _numbers())),
    lambda rng: _filled(HEAD + "scenarios:\n", (f"- {{name: a, answers: {{{_near(rng)}: 1}}}}\n" for _ in _numbers())),
    _laughs,
    _aliases_of_questions,
    _languages,
    lambda _: _matrix(6_000, 6_000),
    lambda _: _matrix(300, 300),
    lambda _: _matrix(2_000, 20, "    checks:\n" + "    - {error_if: row.k1 > row.k2, message: M}\n" * 2_000),
    lambda _: _matrix(2_000, 20, "    checks:\n" + f"    - {{error_if: {LONG.replace('a', 'row.k1')[:1900]} > 1, message: M}}\n" * 200),
    lambda _: _many_choices_of_one_set(6_000, 6_000),
    lambda _: _many_choices_of_one_set(300, 300),
    lambda _: _group(4_000, "sum(g) > 1", 4_000),
    lambda _: _group(300, "sum(g) > 1", 8_000),
    lambda _: _group(8_000, "sum(g) > 1" + " or sum(g) > 1" * 130, 100),
    lambda _: _group(8_000, "g.f1 > 1", 100, "required"),
    lambda _: _group(5_000, "summ(g) > 1 and f1 == 2 and g.x == 1", 4_000),
    _questions(lambda i, _: _question(f"id: q{i}", "type: text", "label: Q")),
    _questions(lambda i, _: _question(f"id: q{i}", "type: decimal", "places: 2", "label: Q", "min: 0", "max: 9", "required: a > 1", "visible_if: a > 2"), A),
    _questions(lambda i, _: _question(f"id: q{i}", "type: text", "label: Q", "format: email", "max_chars: 9", f"required: a > {i}", f"visible_if: a < {i}"), A),
    _questions(lambda i, _: _question(f"id: q{i}", "type: integer", "label: Q", "unit: kr", f"required: a > {i} and a == 2", f"visible_if: a != {i} or a > 9"), A),
    _questions(lambda i, _: _question(f"id: q{i}", "type: choices", "label: Q", "options: alla", "max_selected: 2", "required: true", "visible_if: a in v"), V, SETS),
    _questions(lambda i, _: _question(f"id: q{i}", "type: confirm", "label: Q", 'checks: [{error_if: "not a > 1", message: M}, {warn_if: "a == 2", message: M}]'), A),
    _questions(lambda i, _: _question(f"id: q{i}", "type: integer", "label: Q", f"visible_if: q{i - 1} > 1" if i else "min: 0")),
    _questions(lambda i, _: _question(f"id: q{i}", "type: integer", "label: Q", f"visible_if: q{i + 1} > 1"), ENDS),
    _questions(lambda i, _: _question(f"id: q{i}", "type: computed", "label: Q", f"value: q{i + 1} + 1"), ENDS),
    _questions(lambda i, _: _question(f"id: q{i}", "type: computed", "label: Q", f"value: q{i - 1} + 1" if i else "value: a + 1"), A),
    _questions(lambda i, _: _question(f"id: q{i}", "type: computed", "label: Q", "value: " + "1" * 95 + " + a"), A),
    _questions(lambda i, rng: _question(f"id: {rng.choice(WORDS)}{i}", "type: integer", "label: Q", f"visible_if: {_near(rng)} > 1")),
    _questions(lambda i, rng: _question(f"id: q{i}", "type: integer", "label: Q", f"visible_if: {_word(rng)} > 1")),
    _questions(lambda i, rng: _question(f"id: {_word(rng)}", f"tpe: {_word(rng)}", f"lable: {_word(rng)}")),
    _questions(lambda i, rng: _question(f"id: {_word(rng)}", f"type: {_word(rng)}", f"label: {i}")),
    _questions(lambda i, _: _question(f"id: Fråga {i}", "type: text", "label: Q")),
    _questions(lambda i, _: _question("id: q", "type: text", "label: Q")),
    _questions(lambda i, rng: _question(f"id: q{i}", "type: choice", "label: Q", f"options: {_near(rng)}")),
    _questions(lambda i, rng: _question(f"id: q{i}", "type: text", "label: Q", f'visible_if: "{LONG} > 1"'), A),
    _questions(lambda i, rng: _question(f"id: q{i}", "type: text", "label: Q", f'visible_if: "{"a && " * 390}a"')),
    _questions(lambda i, rng: _question(f"id: q{i}", "type: text", "label: Q", f'visible_if: "{"a > 1 or " * 200}a > 1"'), A),
    _questions(lambda i, rng: _question(f"id: q{i}", "type: text", "label: Q", f'visible_if: "{"abc > 1 or " * 180}a > 1"'), "  - {id: abd, type: integer, label: A}\n"),
    _questions(lambda i, rng: _question(f"id: q{i}", "type: text", "label: Q", "visible_if: " + "x" * rng.choice((10, 1_000, 100_000)))),
    _questions(lambda i, rng: _question(f"id: q{i}", "type: text", "label: Q", 'visible_if: "' + "\\u0061 " * 330 + '"')),
    lambda rng: _filled(QUESTIONS + "  - id: q\n    type: choice\n    label: Q\n    options:\n", (f"    - {{id: a{i}, label: A}}\n" for i in _numbers())),
    lambda rng: _filled(QUESTIONS + "  - id: q\n    type: choice\n    label: Q\n    options:\n", (f"    - {{id: a, label: A{i}}}\n" for i in _numbers())),
    lambda rng: _filled(QUESTIONS + "  - id: q\n    type: choice\n    label: Q\n    options:\n", (f"    - {{id: a{i}, label: A, specify: true, visible_if: q{i} == 1}}\n" for i in _numbers())),
    lambda rng: _filled(QUESTIONS + "  - id: v\n    type: choice\n    label: Q\n    options:\n", (f"    - {{id: {rng.choice(WORDS)}{i}, label: A}}\n" for i in range(10_000)),
                        "".join(_question(f"id: q{i}", "type: text", "label: Q", f"visible_if: v == {_near(rng)}") for i in range(5_000))),
    lambda rng: _filled(QUESTIONS + "  - id: v\n    type: choice\n    label: Q\n    options:\n", (f"    - {{id: a{i}, label: A}}\n" for i in range(10_000)),
                        "".join(_question(f"id: q{i}", "type: text", "label: Q", "visible_if: v in [a1, a2]") for i in range(5_000))),
    lambda rng: "".join(rng.choice(VALUES) + rng.choice(("\n", ": ", ", ", " ", "\n  ", "\n- ")) for _ in range(20_000)),
    lambda rng: "".join(chr(rng.choice((rng.randrange(32, 127), rng.randrange(0x110000)))) for _ in range(250_000)),
)  # fmt: skip


# ------------------------------------------------------------------------------------------------- reading

CASES: dict[str, Callable[[int], bytes]] = {"mutants": mutant, "shapes": shape}


def read(file: Path) -> None:
    """Everything that a file may meet: loaded and evaluated, or told about in both languages."""
    try:
        survey = se.load(file)
    except se.SurveyError as error:
        assert error.diagnostics, "refused without a word"
        lines = file.read_bytes().count(b"\n") + file.read_bytes().count(b"\r") + 1
        for diagnostic in error.diagnostics:
            assert 1 <= diagnostic.span.line <= lines, diagnostic.span
            for language in ("sv", "en"):
                spoken = diagnostic.in_language(language)
                assert spoken.message, spoken.code
                assert [note.message for note in spoken.notes] is not None
                spoken.as_json()
        return
    survey.evaluate({})


def main(kind: str, first: int, last: int, seconds: float = SECONDS) -> None:
    """Reads the cases one after the other, and ends with the most memory that was used, in megabytes."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "form.yaml"
        for number in range(first, last):
            file.write_bytes(CASES[kind](number))
            print(f"{kind} {number}", flush=True)
            signal.setitimer(signal.ITIMER_PROF, seconds)
            read(file)
            signal.setitimer(signal.ITIMER_PROF, 0)
    print("megabytes", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
