"""Forms that nobody would write: mutants of real ones, and a megabyte of one kind of nonsense.

Each follows from its number alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import chain, count, product
from pathlib import Path
from random import Random

ROOT = Path(__file__).parent.parent
HEAD = 'survey: blankett\nversion: "2025"\nlanguage: sv\ntitle: Blankett\n'
LARGEST = 1_000_000
QUESTIONS = (2_900, 5_400, 10_500)
"""Well within what a form may hold, just within, and too many."""

# ---------------------------------------------------------------------------------------------------- mutants

VALUES = (
    *("", "null", "true", "0", "-1", "1.5", "1e999999999", "9" * 400, "012", "0x1F", ".inf", "2026-02-30", "ja", "~"),
    *("[]", "{}", "[[]]", "{a: {b: [c]}}", "[a, b", "{a: b, c}", '""', "'", '"', '" "', "|", ">-", "? x", "- x"),
    *("*a", "&a b", "*a *a", "!!str x", "!python/object:os.system x", "---", "...", "%YAML 1.1", "<<: *a", "@x", "`x`"),
    *("text", "choice", "matrix", "group", "computed", "info", "kostnader", "tjanster", "sum", "in", "é", "Ålder: 3"),
    *("row.a > 1", "a = 1", "a && b", "a == 'b'", "sum(", "(" * 60, "not " * 60 + "a", "a" + " + a" * 700, "a #b"),
    *("\u00a0x", "x\u2028y", "\ufeff", "\x00", "\x07", '"\\ud800"', '"\\x41\\u00e5"', "\U0001f600 == 1", "n\u0308"),
    *("x" * 3000, "a # b", "%x", "no", "a: b: c"),
)  # fmt: skip
MARKS = ("\n", " ", "\t", ":", ",", "#", "{", "}", "[", "]", "'", '"', "\r", "\\")
_VALUE = re.compile(r": +([^\s,}\]][^\n,}]*)")
_KEY = re.compile(r"\b([a-z_]+):")

Mutation = Callable[[str, Random], str]


def mutant(number: int) -> bytes:
    """A form that somebody's cat has walked over."""
    rng = Random(f"mutant {number}")
    text = rng.choice(_forms())
    for _ in range(rng.choice((1, 1, 2, 3, 6, 20))):
        text = rng.choice(_MUTATIONS)(text, rng)
    raw = bytearray(text.encode("utf-8", "surrogatepass"))
    for _ in range(rng.choice((0, 0, 0, 0, 1, 5)) if raw else 0):
        raw[rng.randrange(len(raw))] ^= 1 << rng.randrange(8)
    return bytes(raw)


@cache
def _forms() -> tuple[str, ...]:
    tests = ROOT / "tests"
    real = (ROOT / "surveys" / "forebygga-brottslighet-2025.yaml").read_text("utf-8")
    every_key = HEAD + (tests / "parsing" / "every_key.yaml").read_text("utf-8")
    example = (tests / "parsing" / "example.yaml").read_text("utf-8")
    broken = sorted(file for file in (tests / "broken").glob("*/*.yaml") if file.parent.name != "yaml")
    return (real, every_key, example, *(file.read_text("utf-8") for file in broken[::5]))


def _spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [found.span(1) for found in pattern.finditer(text)] or [(0, 0)]


def _value_changed(text: str, rng: Random) -> str:
    start, end = rng.choice(_spans(_VALUE, text))
    return text[:start] + rng.choice(VALUES) + text[end:]


def _values_exchanged(text: str, rng: Random) -> str:
    (one, end), (other, stop) = sorted(rng.choices(_spans(_VALUE, text), k=2))
    return text[:one] + text[other:stop] + text[end:other] + text[one:end] + text[stop:]


def _key_changed(text: str, rng: Random) -> str:
    (start, end), (one, other) = rng.choices(_spans(_KEY, text), k=2)
    return text[:start] + text[one:other] + text[end:]


def _inserted(text: str, rng: Random) -> str:
    at = rng.randint(0, len(text))
    return text[:at] + rng.choice((*VALUES, *MARKS)) + text[at:]


def _deleted(text: str, rng: Random) -> str:
    at = rng.randint(0, len(text))
    return text[:at] + text[at + rng.choice((1, 1, 1, 5, 50)) :]


def _truncated(text: str, rng: Random) -> str:
    return text[: rng.randint(0, len(text))] if rng.random() < 0.3 else text


def _lines_dropped(text: str, rng: Random) -> str:
    lines, at = _lines(text, rng)
    return "\n".join(lines[:at] + lines[at + rng.choice((1, 1, 1, 4)) :])


def _lines_doubled(text: str, rng: Random) -> str:
    lines, at = _lines(text, rng)
    some = lines[at : at + rng.choice((1, 1, 4, 30))]
    return "\n".join(lines[:at] + some * rng.choice((1, 1, 1, 20)) + lines[at:])


def _lines_exchanged(text: str, rng: Random) -> str:
    lines, at = _lines(text, rng)
    other = rng.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]
    return "\n".join(lines)


def _lines_moved(text: str, rng: Random) -> str:
    lines, at = _lines(text, rng)
    some, rest = lines[at : at + 12], lines[:at] + lines[at + 12 :]
    other = rng.randint(0, len(rest))
    return "\n".join(rest[:other] + some + rest[other:])


def _indented(text: str, rng: Random) -> str:
    lines, at = _lines(text, rng)
    lines[at] = rng.choice((" ", "  ", "\t", "\u00a0", "- ")) + lines[at] if rng.random() < 0.6 else lines[at][1:]
    return "\n".join(lines)


def _lines(text: str, rng: Random) -> tuple[list[str], int]:
    lines = text.split("\n")
    return lines, rng.randrange(len(lines))


_MUTATIONS: tuple[Mutation, ...] = (
    *(_value_changed, _value_changed, _values_exchanged, _key_changed, _inserted, _deleted, _truncated),
    *(_lines_dropped, _lines_doubled, _lines_exchanged, _lines_moved, _indented),
)

# --------------------------------------------------------------------------------------------- large nonsense

PAGE = "pages:\n- id: sida\n  questions:\n"
CHOICE = "  - id: v\n    type: choice\n    label: V\n    options:\n"
LONG = "a" + " + a" * 490
WORDS = ("kostnad", "insats", "antal", "metod", "grupp", "syfte", "andel", "person", "resurs", "period", "åtgärd")

Shape = Callable[[Random], str]


def shape(number: int) -> bytes:
    """A megabyte, or nearly, of one kind of nonsense; every kind comes round."""
    make = SHAPES[number % len(SHAPES)]
    return make(Random(f"shape {number}")).encode("utf-8", "surrogatepass")[:LARGEST]


def _filled(head: str, lines: Iterable[str], tail: str = "") -> str:
    """Lines until the file is full."""
    pieces, length = [head], len((head + tail).encode())
    for line in lines:
        length += len(line.encode())
        if length > LARGEST:
            break
        pieces.append(line)
    return "".join(pieces) + tail


def _same(head: str, line: str) -> Shape:
    """One line, as often as there is room for it."""
    return lambda _: head + line * ((LARGEST - len(head.encode())) // len(line.encode()))


def _times(mark: str, times: int) -> Shape:
    return lambda _: mark * times


def _each(head: str, line: str, times: int = LARGEST) -> Shape:
    """One line with its number in it, and words that vary, as often as there is room for it."""
    return lambda rng: _filled(head, (_varied(line, i, rng) for i in range(times)))


def _varied(line: str, number: int, rng: Random) -> str:
    """`@` becomes the number, `<` the one before it, `>` the next, `~` nearly a name that there is, `$` nonsense."""
    line = line.replace("@", str(number)).replace("<", str(max(number - 1, 0))).replace(">", str(number + 1))
    while "~" in line:
        line = line.replace("~", f"{rng.choice(WORDS)}{rng.randrange(100_000)}{rng.choice('xyz')}", 1)
    while "$" in line:
        line = line.replace("$", "".join(rng.choices("abcdefgåäö_", k=rng.randint(3, 12))), 1)
    return line


def _questions(parts: str, first: str = "", before: str = "") -> Shape:
    """As many questions as a form may hold, or rather more."""

    def made(rng: Random) -> str:
        line = f"  - {{id: q@, label: Q, {parts}}}\n" if "id:" not in parts else f"  - {{{parts}}}\n"
        head = HEAD + before + PAGE + "".join(f"  - {{{question}}}\n" for question in first.split("\n") if question)
        return _filled(head, (_varied(line, i, rng) for i in range(1, rng.choice(QUESTIONS))))

    return made


def _matrix(rows: int, columns: int, checks: str = "") -> Shape:
    return lambda _: (
        f"{HEAD}{PAGE}  - id: m\n    type: matrix\n    label: M\n    rows:\n"
        + "".join(f"    - {{id: r{i}, label: R}}\n" for i in range(rows))
        + "    columns:\n"
        + "".join(f"    - {{id: k{i}, type: integer, label: K}}\n" for i in range(columns))
        + checks
    )


def _in_many_languages(rng: Random) -> str:
    words = ("".join(letters) for letters in product("abcdefghij", repeat=3))
    texts = ", ".join(f"{word}: x" for word in words)
    return _matrix(70, 70)(rng).replace("label: R", f"label: {{sv: R, {texts}}}")[:LARGEST]


def _shared_set(options: int, choices: int) -> Shape:
    listed = "".join(f"  - {{id: a{i}, label: A}}\n" for i in range(options))
    users = "".join(f"  - {{id: q{i}, type: choice, label: Q, options: alla}}\n" for i in range(choices))
    return lambda _: f"{HEAD}option_sets:\n  alla:\n{listed}{PAGE}{users}"


def _group(fields: int, condition: str, times: int) -> Shape:
    parts = ", ".join(f"{{id: f{i}, type: integer, label: F}}" for i in range(fields))
    users = "".join(f'  - {{id: q{i}, type: text, label: Q, visible_if: "{condition}"}}\n' for i in range(times))
    return lambda _: f"{HEAD}{PAGE}  - {{id: g, type: group, fields: [{parts}]}}\n{users}"


def _options_and_users(condition: str) -> Shape:
    options = (f"    - {{id: {WORDS[i % 11]}{i}, label: A}}\n" for i in range(9_000))
    head = HEAD + PAGE + CHOICE + "".join(options)
    return _each(head, f"  - {{id: q@, type: text, label: Q, visible_if: {condition}}}\n", 4_000)


def _of_values(rng: Random) -> str:
    between = ("\n", ": ", ", ", " ", "\n  ", "\n- ")
    return "".join(chain.from_iterable((rng.choice(VALUES), rng.choice(between)) for _ in range(20_000)))


def _of_characters(rng: Random) -> str:
    return "".join(chr(rng.choice((rng.randrange(32, 127), rng.randrange(0x110000)))) for _ in range(250_000))


def _staircase(_: Random) -> str:
    return "".join(" " * i + "a:\n" for i in range(1_400))


def _laughs(_: Random) -> str:
    doubled: Iterator[str] = (f"  a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n" for i in count(1))
    return f"{HEAD}meta:\n  a0: &a0 [x, x]\n" + "".join(line for line, _ in zip(doubled, range(60), strict=False))


A = "id: a, type: integer, label: A"
ENDS = "\n".join(f"id: q{i}, type: integer, label: Q" for i in QUESTIONS)
LETTERS = "option_sets:\n  alla: [" + ", ".join(f"{{id: {a}, label: A}}" for a in "abcdefghijklmnop") + "]\n"

_AS_YAML: tuple[Shape, ...] = (
    *(_same("", mark) for mark in ("[", "{a: ", "- ", "? ", "&a ", "*a ", "\n", "#", "x", "\x07", "a: \u2028", "åäö")),
    *(_same("", line) for line in ("a: b #c\n", "- a:\n", "- 'a' b\n", "- *a\n", "- !a b\n", "- &a b\n", '- "a\\n"\n')),
    *(_times(mark, 50_000) for mark in ("[", "{", "- ", "? ", "(", "[{a: ")),
    *(_staircase, _laughs, _of_values, _of_characters),
    *(_each("", line) for line in ("k@: 1\n", "@: @\n", "$@: {a: [$, $]}\n", "- {a: $, b, c: $ #$\n", '"$": "$\n')),
    *(_each(HEAD, line) for line in ("title: B\n", "labl@: x\n", "$: ~\n", "titel: {sv: B@, $: $}\n", "pages: $\n")),
    *(_same(HEAD + "meta: {", part) for part in ("a, ", "a: b, c, ", "a: [{", "a: b c: d, ")),
    *(_same(HEAD + start, "ord ") for start in ("text: ", 'text: "', "text: '", "text: >\n    ", "text: |\n  ", "- ")),
    *(
        _same(HEAD + start, "    ord ~ 'å' \"ä\" #ö\n")
        for start in ("text: >\n", "text: '", 'meta: {a: "', "text: a\n")
    ),
)

_PAGES: tuple[Shape, ...] = (
    *(
        _same(HEAD + "pages:\n", line)
        for line in ("- [id, sida]\n", "- {id: sida}\n", "- sida\n", "- {}\n", "- {id: {}}\n")
    ),
    *(_each(HEAD + "pages:\n", f"- {{id: s@, visible_if: {c}}}\n", 20_000) for c in ("q@ == 1", "$ == ~", "s< == s>")),
    *(_each(HEAD + "never:\n", line) for line in ("- a == 1\n", "- ~ == ~\n", f"- {LONG} == 1\n", "- $ $\n", "- ''\n")),
    _each(HEAD + "scenarios:\n", "- {name: a, answers: {~: 1}, shown: [~, $]}\n"),
    _same(HEAD + PAGE + "  - &q {id: q, type: choice, label: Q, options: [{id: a, label: A}]}\n", "  - *q\n"),
)

_ROW_CHECKS = (
    "    - {error_if: row.k0 > row.k1, message: M}\n" * 1_000,
    f"    - {{error_if: {LONG.replace('a', 'row.k1')[:1900]} > 1, message: M}}\n" * 99,
    "    - {error_if: sum(m.k1) > row.k0, message: M}\n" * 5,
)
_LAYOUTS: tuple[Shape, ...] = (
    *(_matrix(rows, columns) for rows, columns in ((6_000, 6_000), (70, 75), (300, 300), (5_000, 1))),
    *(_matrix(2_000, 2, "    checks:\n" + checks) for checks in _ROW_CHECKS),
    _in_many_languages,
    *(_shared_set(options, choices) for options, choices in ((6_000, 6_000), (170, 170), (5, 5_000), (9_000, 3))),
    *(_group(5_000, text, 3_000) for text in ("sum(g) > 1", "g.f1 > 1", "summ(g) > 1", "f1 == 2", "g.x == 1")),
    *(_group(50, text, 3_000) for text in ("sum(g) > 1", "max(g, g.f1) > 1", "g > 1", "f1 > count(g)")),
    _group(4_000, "sum(g) > 1" + " or sum(g) > 1" * 130, 100),
)

_GOOD_QUESTIONS: tuple[Shape, ...] = (
    _questions("type: text"),
    _questions("type: decimal, places: 2, min: 0, max: 9, required: a == 1, visible_if: a == 2", A),
    _questions("type: text, format: email, max_chars: 9, required: a == @, visible_if: a != @", A),
    _questions("type: integer, unit: kr, required: a == @ and a != 2, visible_if: a != @ or a == 9", A),
    _questions("type: choices, options: alla, max_selected: 2, required: true", before=LETTERS),
    _questions("type: choice, options: [{id: a, label: A, specify: true}], visible_if: 'a in [1, @]'", A),
    _questions("type: confirm, checks: [{error_if: not a == 1, message: M}, {warn_if: a == 2, message: M}]", A),
    _questions("type: integer, visible_if: q< == 1", "id: q0, type: integer, label: Q"),
    _questions("type: integer, visible_if: q> == 1", ENDS),
    _questions("type: computed, value: q< + 1", "id: q0, type: integer, label: Q"),
    _questions("type: computed, value: q> + 1", ENDS),
)

_PIECES = ("a && ", "a == 1 or ", "aa == 1 or ", "- ", "(")
_OPTIONS = (
    "id: a@, label: A",
    "id: a, label: A@",
    "id: a@, label: A, specify: true, visible_if: q@ == 1",
    "id: $, $: ~",
)
_BAD_QUESTIONS: tuple[Shape, ...] = (
    _questions("type: computed, value: q@ + 1"),
    _questions(f"type: computed, value: a + {'1' * 95}", A),
    _questions("id: grupp@, type: integer, label: Q, visible_if: ~ == 1"),
    _questions("type: integer, visible_if: $ == 1"),
    _questions("type: integer, visible_if: $ = ~ && $"),
    _questions("id: $, tpe: $, lable: $"),
    _questions("id: $, type: $, label: @"),
    _questions("id: Fråga @, type: text, label: Q"),
    _questions("id: q, type: text, label: Q"),
    _questions("type: choice, options: ~"),
    _questions("type: text, max_chars: '1 000', min: $, places: $"),
    *(_questions(f'type: text, visible_if: "{LONG} {rest}"', A) for rest in ("== 1", "== b", "= 1", "== 'x'", "and")),
    *(_questions(f'type: text, visible_if: "{piece * 190}a == 1"', A) for piece in _PIECES),
    _questions('type: text, visible_if: "' + "\\u0061 " * 330 + '"'),
    *(_questions(f"type: text, visible_if: {'x' * length}") for length in (10, 1_000, 100_000)),
    *(_each(HEAD + PAGE + CHOICE, f"    - {{{parts}}}\n") for parts in _OPTIONS),
    *(_options_and_users(text) for text in ("v == ~", "v == kostnad0", "'v in [kostnad0, ~]'", "~ == v", "v == '~'")),
)

SHAPES = (*_AS_YAML, *_PAGES, *_LAYOUTS, *_GOOD_QUESTIONS, *_BAD_QUESTIONS)
