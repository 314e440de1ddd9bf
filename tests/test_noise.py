"""One mistake gives one message, at its place, and many mistakes are told in one go: nothing echoes, nothing hides."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

import survey_engine as se

REAL = (Path(__file__).parent.parent / "surveys" / "forebygga-brottslighet-2025.yaml").read_text("utf-8")
LINES = REAL.split("\n")
HEAD = 'survey: blankett\nversion: "2025"\nlanguage: sv\ntitle: Blankett\npages:\n  - id: sida\n    questions:\n'

Found = list[tuple[str, int]]


def told(text: str) -> Found:
    return [(each.code, each.span.line) for each in se.check_text(text)]


def codes(questions: str, after: str = "") -> list[str]:
    """The codes of a form with these questions, each on a line."""
    return [
        each.code for each in se.check_text(HEAD + "".join(f"      - {q}\n" for q in questions.splitlines()) + after)
    ]


# ------------------------------------------------------------------------------------- many faults in one file

MANY = """\
survey: Min blankett                                             # bad-id
version: 2025                                                    # number-as-version
language: sv
titel: Blankett                                                  # unknown-key
submission: {receipt_to: namn2}                                  # unknown-path
option_sets:
  ja_nej: [{id: ja, label: Ja}, {id: nej, label: Nej}]
pages:
  - id: forst
    visible_if: senare > 1                                       # looks-ahead
    questions:
      - {id: namn, type: txt, label: Namn}                       # unknown-type
      - {id: antal, type: integer, lable: Antal}                 # unknown-key
      - {id: andel, type: decimal, label: Andel}                 # missing-key
      - {id: val, type: choice, label: Val, options: janej}      # unknown-option-set
      - {id: svar, type: choice, label: Svar, options: ja_nej}
      - {id: del, type: text, label: En del}                     # reserved-id
      - {id: antal, type: text, label: Igen}                     # duplicate-id
      - {id: a, type: text, label: A, visible_if: svar == "ja"}  # quoted-option
      - {id: b, type: text, label: B, visible_if: antal = 1}     # single-equals
      - {id: c, type: text, label: C, visible_if: anta > 1}      # unknown-name
      - id: d
        type: text
        label: Ange antal #1                                     # comment-cuts-text
      - {id: e, type: text, label: E, label: F}                  # duplicate-key
      - {id: f, type: text, label: F, max_chars: 0}              # out-of-bounds
      - {id: g, type: integer, label: G, min: 9, max: 1}         # no-room
      - {id: h, type: integer, label: H, visible_if: h > 1}      # cycle
      - {id: i, type: text, label: null}                         # text-is-special-word
      - {id: j, type: text, label: Resor, kost och logi}         # comma-in-text
      - {id: k, type: confirm, label: K, required: answered(d) == true}  # condition-compared
  - id: sen
    questions:
      - {id: senare, type: integer, label: Senare}
never:
  - antal > val                                                  # nothing: val is itself broken
scenarios:
  - {name: Ett, answers: {andel: 1, val: x, okant: 1}}           # unknown-path
"""


def test_each_of_many_faults_is_told_once_in_the_order_of_the_file() -> None:
    planted = [
        (found[1], line)
        for line, text in enumerate(MANY.splitlines(), 1)
        if (found := re.search(r"  # ([a-z-]+)$", text))
    ]
    assert len(planted) > 20
    assert told(MANY) == planted


# ------------------------------------------------------------------------------------------ one fault, one word


@pytest.mark.parametrize(
    ("questions", "wanted"),
    [
        ("{id: a, type: text, lable: A}", ["unknown-key"]),
        ("{id: a, typ: text, label: A}", ["unknown-key"]),
        ("{ID: a, type: text, label: A}", ["unknown-key"]),
        ("{id: a, type: choice, label: A, optons: [{id: x, label: X}]}", ["unknown-key"]),
        ("{id: a, type: group, feilds: [{id: x, type: text, label: X}]}", ["unknown-key"]),
        ("{id: a, type: decimal, label: A, place: 2}", ["unknown-key"]),
        ("{id: a, type: computed, label: A, valu: 1 + 1}", ["unknown-key"]),
        ("{id: a, type: matrix, label: A, rows: [], colums: [{id: k, label: K}]}", ["empty-list", "unknown-key"]),
        ("{id: a, type: intger, label: A, min: 3, unit: kr}", ["unknown-type"]),
        ("{id: a, type: map, label: A, rows: 3}", ["unknown-type"]),
        ("{id: a, label: A, min: 3}", ["missing-key"]),
    ],
)  # fmt: skip
def test_one_fault_is_told_once(questions: str, wanted: list[str]) -> None:
    assert codes(questions) == wanted


ROW, COLUMN = "{id: x, label: X}", "{id: y, type: integer, label: Y}"
BROKEN_QUESTIONS = {
    "a type there is not": "type: intger, label: A",
    "no type": "label: A",
    "no places": "type: decimal, label: A",
    "places that cannot be": "type: decimal, label: A, places: 9",
    "a key of another type": "type: text, label: A, min: 1",
    "an unknown option set": "type: choice, label: A, options: kommuner",
    "no options": "type: choices, label: A",
    "options that are none": "type: choice, label: A, options: [ja]",
    "an option without an id": "type: choice, label: A, options: [{label: Ja}]",
    "an option with a bad id": "type: choices, label: A, options: [{id: Ja, label: Ja}]",
    "an option twice": "type: choice, label: A, options: [{id: x, label: X}, {id: x, label: Y}]",
    "a misspelt fields": f"type: group, feilds: [{COLUMN}]",
    "fields that are none": "type: group, fields: x",
    "a field without a type": f"type: group, fields: [{ROW}, {COLUMN}]",
    "a field with a bad id": "type: group, fields: [{id: X, type: integer, label: X}]",
    "a misspelt columns": f"type: matrix, label: A, rows: [{ROW}], colunms: [{COLUMN}]",
    "a misspelt rows": f"type: matrix, label: A, rosw: [{ROW}], columns: [{COLUMN}]",
    "a row without an id": f"type: matrix, label: A, rows: [{{label: X}}], columns: [{COLUMN}]",
    "a column with a bad id": f"type: matrix, label: A, rows: [{ROW}], columns: [{{id: Y, type: text, label: Y}}]",
    "a scale's row with a bad id": "type: scale, label: A, from: 1, to: 5, rows: [{id: X, label: X}]",
    "a scale's rows under another key": "type: scale, label: A, from: 1, to: 5, row: [{id: x, label: X}]",
    "a value that cannot be read": "type: computed, label: A, value: 1 +",
    "a misspelt value": "type: computed, label: A, vlue: b + 1",
}
USES = (
    *("a > 1", "a == ja", "ja in a", "not a", "answered(a)", "a.x > 1", "a.x.y > 1", "a.x == ja", "sum(a) > 1"),
    *("a.x in a", 'a in ["x"]', "a in [ja]", "a.y + b > sum(a)", "a == a.x", "max(a.x, b) > 1", "round(a / b, 1) > 1"),
)


@pytest.mark.parametrize("broken", BROKEN_QUESTIONS.values(), ids=BROKEN_QUESTIONS)
def test_what_speaks_of_a_broken_question_does_not_echo_it(broken: str) -> None:
    question = f"{{id: a, {broken}}}"
    alone = codes(question)
    users = "\n".join(f"{{id: u{i}, type: text, label: U{i}, visible_if: '{use}'}}" for i, use in enumerate(USES))
    after = "never: [a > 1]\nscenarios:\n  - {name: S, answers: {a: 1, a.x: 1, a.x.y: 2}, shown: [a]}\n"
    assert len(alone) == 1
    assert codes("{id: b, type: integer, label: B}\n" + question + "\n" + users, after) == alone


@pytest.mark.parametrize("written", ["Antal", "antal-bilar", "2025", "del"])
def test_a_bad_id_is_not_told_again_where_it_is_used(written: str) -> None:
    use = "{id: b, type: text, label: B, visible_if: antal > 1}"
    found = codes(f"{{id: {written}, type: integer, label: A}}\n{use}")
    assert len(found) <= 2
    assert found[0] in ("bad-id", "reserved-id")


@pytest.mark.parametrize("head", ["", "id: , "], ids=["no id", "an empty id"])
@pytest.mark.parametrize(
    "question",
    [
        "type: integer, label: A",
        "type: group, label: A, fields: [{id: x, type: integer, label: X}]",
        "type: choices, label: A, options: [{id: x, label: X}]",
    ],
)
def test_a_question_without_an_id_is_told_of_and_not_its_uses(head: str, question: str) -> None:
    users = "\n".join(f"{{id: u{i}, type: text, label: U{i}, visible_if: '{use}'}}" for i, use in enumerate(USES))
    after = "never: [a > 1]\nscenarios:\n  - {name: S, answers: {a: 1, a.x: 1}, shown: [a]}\n"
    found = codes(f"{{id: b, type: integer, label: B}}\n{{{head}{question}}}\n{users}", after)
    assert found == ["no-value" if head else "missing-key"]


def test_a_page_without_an_id_is_told_of_and_not_its_uses() -> None:
    text = HEAD.replace("id: sida", "title: Sida") + "      - {id: a, type: text, label: A}\n"
    found = told(text + "scenarios:\n  - {name: S, answers: {a: x}, shown: [sida]}\n")
    assert [code for code, _ in found] == ["missing-key"]


def test_a_part_without_an_id_is_told_of_and_not_its_uses() -> None:
    for part in ("type: group, fields: [{type: integer, label: X}]",
                 f"type: matrix, label: A, rows: [{ROW}], columns: [{{type: integer, label: Y}}]",
                 f"type: matrix, label: A, rows: [{{label: X}}], columns: [{COLUMN}]"):  # fmt: skip
        users = "\n".join(f"{{id: u{i}, type: text, label: U{i}, visible_if: '{use}'}}" for i, use in enumerate(USES))
        question = f"{{id: a, {part}}}"
        assert codes(f"{{id: b, type: integer, label: B}}\n{question}\n{users}") == ["missing-key"]


def test_nothing_follows_an_error_of_yaml() -> None:
    text = MANY.replace("      - {id: a,", "      - {id: [a,")
    assert len(told(text)) == 1


# ----------------------------------------------------------------------- one mistake in the real form

Planted = tuple[str, int]
"""A text, and the line on which something is wrong in it."""


def replaced(pattern: str, instead: str) -> Callable[[Random], Planted]:
    """A mistake that turns what a pattern finds (its first group, if it has one) into something else."""

    def plant(rng: Random) -> Planted:
        match = rng.choice(list(re.finditer(pattern, REAL, re.MULTILINE)))
        start, end = match.span(match.lastindex or 0)
        return REAL[:start] + match.expand(instead) + REAL[end:], REAL.count("\n", 0, start) + 1

    return plant


def line_moved(pattern: str, by: int) -> Callable[[Random], Planted]:
    """A mistake that indents or outdents a line."""

    def plant(rng: Random) -> Planted:
        at = rng.choice([i for i, line in enumerate(LINES) if re.match(pattern, line)])
        moved = " " * by + LINES[at] if by > 0 else LINES[at][-by:]
        return "\n".join([*LINES[:at], moved, *LINES[at + 1 :]]), at + 1

    return plant


def question_moved_after_its_use(_: Random) -> Planted:
    """What shows a question is asked only on the last page."""
    start = LINES.index("      - id: program_omraden")
    end = next(i for i in range(start + 1, len(LINES)) if re.match(" {0,6}[^ ]", LINES[i]))
    target = LINES.index("      - id: godkannande")
    lines = LINES[:start] + LINES[end:target] + LINES[start:end] + LINES[target:]
    return "\n".join(lines), next(
        i for i, line in enumerate(lines, 1) if "visible_if: annan in program_omraden" in line
    )


def pages_swapped(_: Random) -> Planted:
    """The page of the economy comes after the one that asks what its answers say."""
    first = LINES.index("  - id: ekonomi")
    start, end = (
        next(i for i in range(first, len(LINES)) if f"  - id: {page}" == LINES[i]) for page in ("ovrigt", "resultat")
    )
    before = LINES.index("  - id: anvandning")
    lines = LINES[:before] + LINES[start:end] + LINES[before:start] + LINES[end:]
    return "\n".join(lines), next(i for i, line in enumerate(lines, 1) if "visible_if: ovrigt in insatser" in line)


CONDITION = r"^ +visible_if: .*"
MISTAKES: dict[str, Callable[[Random], Planted]] = {
    "visible_if misspelt": replaced(r"^ +(visible_if): ", "visibel_if"),
    "label misspelt": replaced(r"^ +(label): \S", "lable"),
    "required misspelt": replaced(r"^ +(required): true", "requred"),
    "options misspelt": replaced(r"^ +(options): \w", "option"),
    "options of a list misspelt": replaced(r"^ +(options):$", "opitons"),
    "fields misspelt": replaced(r"^ +(fields):$", "feilds"),
    "rows misspelt": replaced(r"^ +(rows):$", "row"),
    "questions misspelt": replaced(r"^ +(questions):$", "question"),
    "pages misspelt": replaced(r"^(pages):", "page"),
    "type misspelt": replaced(r"^ +type: (\w+)$", r"\1s"),
    "type in Swedish": replaced(r"^ +(type): \w+$", "typ"),
    "a key of another language": replaced(r"^ +(required): true", "obligatorisk"),
    "a key of another type": replaced(r"^ +(max_chars): ", "places"),
    "a misspelt name": replaced(r"visible_if: (kostnader)\.", "kostander"),
    "a misspelt field": replaced(r"visible_if: kostnader\.(\w+)", r"\1r"),
    "a name in capitals": replaced(r"visible_if: (oanvant)", "Oanvant"),
    "a bare field": replaced(r"visible_if: (kostnader\.kopta)", "kopta"),
    "a wrong option": replaced(r"visible_if: (\w+) in insatser", "fordon"),
    "a misspelt option": replaced(r"visible_if: (\w+) in insatser", r"\1a"),
    "an option in quotes": replaced(r"visible_if: (\w+) in insatser", r'"\1"'),
    "an option in single quotes": replaced(r"visible_if: \w+ == (\w+)$", r"'\1'"),
    "an option with a capital": replaced(r"visible_if: \w+ == (ja)$", "Ja"),
    "= for ==": replaced(r"visible_if: \w+ (==) \w+$", "="),
    "=== for ==": replaced(r"visible_if: \w+ (==) \w+$", "==="),
    "är for ==": replaced(r"visible_if: \w+ (==) \w+$", "är"),
    "== for in": replaced(r"visible_if: \w+ (in) insatser", "=="),
    "contains for in": replaced(r"visible_if: (\w+ in insatser)", "insatser contains personal"),
    "&& for and": replaced(r"^  - .* (and) ", "&&"),
    "AND for and": replaced(r"^  - .* (and) ", "AND"),
    "och for and": replaced(r"^  - .* (and) ", "och"),
    "|| for or": replaced(r"visible_if: .* (or) .*$", "||"),
    "! for not": replaced(r"^  - .* (not) answered", "!"),
    "a comma in a number": replaced(r"^  - min\(.*<= (2) ", "2,5"),
    "a thousands space": replaced(r"(?:count\(\w+\)|oanvant) > ([01])", "1 000"),
    "a unit behind a number": replaced(r"visible_if: kostnader\.\w+ > (0)", "0 kr"),
    "a number in quotes": replaced(r"visible_if: kostnader\.\w+ > (0)", '"0"'),
    "an arrow for >=": replaced(r"^  - min\(.*(<=) 2 ", "=<"),
    "a function misspelt": replaced(r"value: (sum)\(", "summa"),
    "a function without brackets": replaced(r"(count\(insatser\)) == 0", "count insatser"),
    "an unclosed bracket": replaced(r"count\(insatser(\)) == 0", ""),
    "a bracket too many": replaced(r"count\(insatser(\)) == 0", "))"),
    "round without places": replaced(r"value: round\(.*(, 1)\)", ""),
    "a division without round": replaced(
        r"value: (round\(100 \* oanvant / mottaget\.totalt, 1\))", "100 * oanvant / mottaget.totalt"
    ),
    "a group without a function": replaced(r"error_if: (sum\(kostnader\))", "kostnader"),
    "id removed": replaced(r"^      - (id: \w+\n        )type: text", ""),
    "type removed": replaced(r"^(        type: \w+\n)", ""),
    "label removed": replaced(r", label: (Postort)\}", ""),
    "an id twice": replaced(r"^      - id: (synpunkter)$", "lardomar"),
    "a field's id twice": replaced(r"\{id: (postort), type: text, label: Postort\}", "postnummer"),
    "an option's id twice": replaced(r"\{id: (nej), label: Nej\}", "ja"),
    "an id with a hyphen": replaced(r"^      - id: (lag_bedomning)$", "lag-bedomning"),
    "an id with a capital": replaced(r"^      - id: (lardomar)$", "Lardomar"),
    "a reserved id": replaced(r"^      - id: (lardomar)$", "del"),
    "a type changed": replaced(r"id: kopta, type: (integer)", "text"),
    "a list for a text": replaced(r"^ +label: ([A-ZÅÄÖ][^:#\n]+)$", r"[\1]"),
    "Ja for true": replaced(r"^ +required: (true)", "ja"),
    "True in quotes": replaced(r"^ +multiline: (true)", '"true"'),
    "a limit with a space": replaced(r"^ +max_chars: (1000)", "1 000"),
    "a limit in words": replaced(r"^ +max_chars: (1000)", "tusen"),
    "an unknown option set": replaced(r"^ +options: (andelar)$", "andel"),
    "an unknown format": replaced(r"format: (email)", "mail"),
    "a year as version": replaced(r'^version: ("2025")', "2025"),
    "a date in Swedish": replaced(r"closes: (2026-03-02)", "2 mars 2026"),
    "a day there is not": replaced(r"closes: (2026-03-02)", "2026-02-30"),
    "a receipt to nobody": replaced(r"receipt_to: (kontakt\.epost)", "kontakt.mail"),
    "a path in a scenario": replaced(r"^      kostnader\.(loner): 1200000", "lon"),
    "a page in a scenario": replaced(r"shown: \[(inledning),", "inleding"),
    "a problem in a scenario": replaced(r"problems: \{orsak\.personalbrist: (required)\}", "missing"),
    "a question asked too late": question_moved_after_its_use,
    "a page too early": pages_swapped,
    "a line too far in": line_moved(r"        type: text$", 1),
    "a line too far out": line_moved(r"        type: text$", -1),
    "a list item too far in": line_moved(r"      - \{id: dnr", 2),
    "a tab": replaced(r"^(        )type: text$", "\t\t"),
    "a no-break space in front": replaced(r"^( {8})type: text$", "\u00a0" * 8),
    "a no-break space in an expression": replaced(r"visible_if: oanvant( )> 0", "\u00a0"),
    "a quote that is not closed": replaced(r'label: "Resor, kost och logi(")', ""),
    "typographic quotes": replaced(r'label: ("Resor, kost och logi")', "”Resor, kost och logi”"),
    "a text that begins with a quote": replaced(r"^ +label: (Vilka lärdomar) tar", r'"\1"'),
    "a # in a text": replaced(r"^ +label: Vilka lärdomar (tar)", "#tar"),
    "a comma in braces": replaced(r"label: (Postort)\}", "Postort, ort"),
    "a colon in a text": replaced(r"^ +label: Vilka (lärdomar) tar", "lärdomar: vad"),
    "a colon at the end": replaced(r"^ +label: Vilka lärdomar tar ni med er(\?)$", ":"),
    "a text that begins with @": replaced(r"^ +label: (Vilka) lärdomar tar", "@Vilka"),
    "no space after a colon": replaced(r"^ +max_chars(: )1000$", ":"),
    "a brace that is not closed": replaced(r"label: Postort(\})", ""),
    "a brace too many": replaced(r"label: Postort(\})", "}}"),
    "a comma left out": replaced(r"id: postort(,) type: text, label: Postort\}", ""),
    "a dash left out": replaced(r"^      (- )id: lardomar$", "  "),
    "the same key twice": replaced(r"^( {8}required: true\n)", r"\1\1"),
    "both names of the condition": replaced(r"^( {8}visible_if: oanvant > 0\n)", r"\1        visas_om: oanvant > 0\n"),
    "a control character": replaced(r"Vilka (lärdomar) tar", "lär\u0008domar"),
    "a tag": replaced(r"^ +multiline: (true)", "!!bool true"),
    "an unknown alias": replaced(r"^ +label: (Vilka) lärdomar", "*Vilka"),
}


NEIGHBOURS = {
    "bad-indentation": (0, 1),  # YAML sees it where the next line does not fit
    "duplicate-key": (0, 1),
    "both-visible-if": (0, 1),
    "missing-key": (-1, 0),  # a thing without a key is pointed out at its id
}
"""Codes that may be told one line before or after what was changed, and how far."""


@pytest.mark.parametrize("mistake", MISTAKES)
def test_one_mistake_in_the_real_form_is_told_on_its_line(mistake: str) -> None:
    text, line = MISTAKES[mistake](Random(mistake))
    assert text != REAL
    found = told(text)
    assert 1 <= len(found) <= 2, found
    assert any(at - line in NEIGHBOURS.get(code, (0,)) for code, at in found), (line, found)
