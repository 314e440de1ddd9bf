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
        ("{id: a, type: matrix, label: A, rows: [{id: r, label: R}], colums: [{id: k, type: text, label: K}]}", ["unknown-key"]),
        ("{id: a, type: intger, label: A, min: 3, unit: kr}", ["unknown-type"]),
        ("{id: a, type: map, label: A, zoom: 3, labl: B}", ["unknown-type"]),
        ("{id: a, label: A, min: 3}", ["missing-key"]),
        ("{type: text, label: A, visible_if: fordon > 1}", ["missing-key", "unknown-name"]),
    ],
)  # fmt: skip
def test_one_fault_is_told_once(questions: str, wanted: list[str]) -> None:
    assert codes(questions) == wanted


BROKEN_QUESTIONS = {
    "a type there is not": "{id: a, type: intger, label: A}",
    "no type": "{id: a, label: A}",
    "no places": "{id: a, type: decimal, label: A}",
    "places that cannot be": "{id: a, type: decimal, label: A, places: 9}",
    "an unknown option set": "{id: a, type: choice, label: A, options: kommuner}",
    "no options": "{id: a, type: choices, label: A}",
    "options that are none": "{id: a, type: choice, label: A, options: [ja]}",
    "a misspelt fields": "{id: a, type: group, feilds: [{id: x, type: integer, label: X}]}",
    "fields that are none": "{id: a, type: group, fields: x}",
    "a misspelt columns": "{id: a, type: matrix, label: A, rows: [{id: x, label: X}], colunms: [{id: y, type: integer, label: Y}]}",
    "a misspelt rows": "{id: a, type: matrix, label: A, rosw: [{id: x, label: X}], columns: [{id: y, type: integer, label: Y}]}",
    "a value that cannot be read": "{id: a, type: computed, label: A, value: 1 +}",
    "a misspelt value": "{id: a, type: computed, label: A, vlue: b + 1}",
    "a field without a type": "{id: a, type: group, fields: [{id: x, label: X}, {id: y, type: integer, label: Y}]}",
    "a text that begins with a quote": '{id: a, type: integer, label: "A" och B}',
}  # fmt: skip
USES = (
    "a > 1", "a == ja", "ja in a", "not a", "answered(a)", "a.x > 1", "a.x.y > 1", "a.x == ja", "sum(a) > 1", "count(a) > 1",
    'a in ["x", "y"]', "a in [ja, nej]", "a.y + b > sum(a)", "a == a.x", "max(a.x, b) > 1", "a.x in a", "round(a / b, 1) > 1",
)  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN_QUESTIONS.values(), ids=BROKEN_QUESTIONS)
def test_what_speaks_of_a_broken_question_does_not_echo_it(broken: str) -> None:
    alone = codes(broken)
    users = "\n".join(f"{{id: u{i}, type: text, label: U, visible_if: '{use}'}}" for i, use in enumerate(USES))
    after = "never: [a > 1]\nscenarios:\n  - {name: S, answers: {a: 1, a.x: 1, a.x.y: 2}, shown: [a]}\n"
    assert len(alone) == 1
    assert codes("{id: b, type: integer, label: B}\n" + broken + "\n" + users, after) == alone


@pytest.mark.parametrize("written", ["Antal", "antal-bilar", "2025", "del"])
def test_a_bad_id_is_not_told_again_where_it_is_used(written: str) -> None:
    use = "{id: b, type: text, label: B, visible_if: antal > 1}"
    found = codes(f"{{id: {written}, type: integer, label: A}}\n{use}")
    assert len(found) <= 2
    assert found[0] in ("bad-id", "reserved-id")


def test_nothing_follows_an_error_of_yaml() -> None:
    text = MANY.replace("      - {id: a,", "      - {id: [a,")
    assert len([code for code, line in told(text) if line > 19]) == 0
