"""Edits that are applied: what is mended, what is left to people, and that all else stays as it was written."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

import survey_engine as se
from survey_engine import fixing
from survey_engine.fixing import Edit, Fixed
from survey_engine.parsing.reader import read
from survey_engine.source import Source
from tests.fuzz_forms import mutant
from tests.test_broken import FILES, NAMES

HEAD = 'survey: blankett\nversion: "1"\nlanguage: sv\ntitle: Blankett   # behåll mig\n'
PAGE = HEAD + "pages:\n  - id: sida\n    questions:\n"
ENDS = {"LF": "\n", "CR LF": "\r\n", "CR": "\r"}


def fixed(text: str) -> Fixed:
    return fixing.fixed(text, se.check_text(text))


def questions(lines: str) -> str:
    """The questions as they are after their edits."""
    return fixed(PAGE + lines).text.removeprefix(PAGE)


def codes(found: Iterable[se.Diagnostic]) -> list[str]:
    return [diagnostic.code for diagnostic in found]


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits, found by their lines and columns alone."""
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)

    def index(line: int, column: int) -> int:
        return sum(map(len, lines[: line - 1])) + column - 1

    pieces, taken = [], 0
    for edit in edits:
        start = index(edit.span.line, edit.span.column)
        end = index(edit.span.end_line, edit.span.end_column)
        assert start >= taken, "edits are in order and do not overlap"
        assert text[start:end] == edit.old != edit.new
        pieces += [text[taken:start], edit.new]
        taken = end
    return "".join((*pieces, text[taken:]))


def assert_is_right(text: str, result: Fixed) -> None:
    """Nothing but the edits is changed, the result checks better or is the same, and there is no more to mend."""
    body = text.lstrip("\ufeff")
    mark = text[: len(text) - len(body)]
    before, after = se.check_text(text), se.check_text(result.text)
    assert result.text == mark + applied(body, result.edits)
    assert codes(result.diagnostics) == codes(after)
    assert (result.text != text) == bool(result.edits)
    if result.edits and len(after) >= len(before):
        assert codes(before) != codes(after)
        assert read(Source("", text))[0] is None
        assert read(Source("", result.text))[0] is not None
    assert fixing.fixed(result.text, after).edits == ()


def test_what_is_certain_is_mended_and_the_rest_is_told() -> None:
    result = fixed(
        PAGE
        + "      - {id: a, type: text, lable: A, max_chars: '3'}  # ett\n"
        + "      - {id: b, type: text, label: B, visible_if: nowhere > 3}\n"
        + "      - {id: c, type: text, label: C, requird: 'ja'}\n"
    )

    assert "{id: a, type: text, label: A, max_chars: 3}  # ett\n" in result.text
    assert "{id: c, type: text, label: C, required: true}\n" in result.text
    assert codes(result.diagnostics) == ["unknown-name"]
    assert [(edit.span.line, edit.old, edit.new, edit.codes) for edit in result.edits[:2]] == [
        (8, "lable", "label", ("unknown-key",)),
        (8, "'3'", "3", ("wrong-type",)),
    ]


def test_a_form_that_is_well_is_left_alone() -> None:
    text = PAGE + "      - {id: a, type: text, label: A}\n"
    assert fixed(text) == Fixed(text, (), ())


def test_a_fix_that_brings_another_fault_to_light_is_kept_when_that_can_be_mended_too() -> None:
    question = "      - {id: a, type: integer, label: A}\n      - {id: b, type: text, label: B, "
    assert questions(question + "visibel_if: a = 3}\n") == question + "visible_if: a == 3}\n"
    assert questions(question + "visibel_if: nowhere = 3}\n") == question + "visibel_if: nowhere = 3}\n"


def test_a_text_that_could_not_be_read_may_have_more_faults_when_it_can() -> None:
    text = PAGE + "      - id: a\n        type: text\n        label:Namn\n      - {id: b, type: text}\n"
    result = fixed(text)

    assert codes(se.check_text(text)) == ["missing-colon"]
    assert result.text == text.replace("label:Namn", "label: Namn")
    assert codes(result.diagnostics) == ["missing-key"]


def test_a_mending_that_only_moves_the_fault_along_its_line_is_left_out() -> None:
    text = PAGE + "      - id: a\n        type: ?x, label: A}\n"
    assert fixed(text.replace("?x", "*a")).edits == ()


def test_several_syntax_faults_one_after_the_other() -> None:
    lines = "      - id: a\n        type:text\n        label:Namn\n"
    assert questions(lines) == "      - id: a\n        type: text\n        label: Namn\n"


def mended(monkeypatch: pytest.MonkeyPatch, text: str, *wanted: tuple[str, tuple[se.Fix, ...]]) -> Fixed:
    """The text after its edits, where a check finds each of these words, with its fixes."""
    from survey_engine.diagnostics import Diagnostic, Rule

    def check(text: str, language: str) -> tuple[Diagnostic, ...]:
        assert language == "sv"
        found = []
        for word, fixes in wanted:
            rule = Rule(word, {"sv": word, "en": word})
            found += [
                Diagnostic(rule, se.Span(1, at.start() + 1, 1, at.end() + 1), fixes=fixes)
                for at in re.finditer(rf"\b{word}\b", text)
            ]
        return tuple(found)

    monkeypatch.setattr(fixing, "check_whole", check)
    return fixing.fixed(text, check(text, "sv"))


def fix(start: int, end: int, text: str) -> se.Fix:
    return se.Fix(se.Span(1, start, 1, end), text)


def test_the_same_edit_twice_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    twice = [("ett", (fix(1, 4, "1"),))] * 2
    assert mended(monkeypatch, "ett två", *twice).text == "1 två"


def test_edits_that_overlap_wait_for_their_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    result = mended(monkeypatch, "ett två", ("två", (fix(1, 8, "1 två"),)), ("ett", (fix(1, 4, "1"),)))

    assert result.text == "1 två"
    assert [(edit.old, edit.new) for edit in result.edits] == [("ett", "1")]


def test_an_edit_that_mends_nothing_or_makes_things_worse_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    result = mended(
        monkeypatch,
        "ett två tre",
        ("ett", (fix(1, 4, "ETT"),)),
        ("två", (fix(4, 4, "!"),)),
        ("tre", (fix(9, 12, "fel"),)),
        ("fel", ()),
    )

    assert result.text == "ETT två tre"
    assert codes(result.diagnostics) == ["två", "tre"]


def test_a_place_that_the_text_does_not_have_is_no_edit(monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere = (fix(4, 90, ""), se.Fix(se.Span(7, 1, 7, 2), ""), fix(3, 2, ""), fix(0, 1, ""))
    for one in nowhere:
        assert mended(monkeypatch, "ett två", ("ett", (one,))).edits == ()


def test_what_reaches_over_several_lines_is_left_to_people() -> None:
    """Quoted as one text it would check well, and a key that was meant would be gone."""
    text = PAGE.replace("   # behåll mig\npages:", "").replace("    questions:\n", "")
    (found,) = se.check_text(text)
    assert (found.code, found.fixes) == ("colon-in-text", ())
    assert fixed(text).edits == ()

    text = "label: a\n  b"
    assert fixing.fixed(text, (replace(found, fixes=(se.Fix(se.Span(1, 8, 2, 4), '"a b"'),)),)).edits == ()


@pytest.mark.parametrize("count", [1, 20, 21, 45])
@pytest.mark.parametrize("alone", [False, True])
def test_comments_that_silence_nothing_are_taken_out_however_many(count: int, alone: bool) -> None:
    comment = "# survey: allow label-twice because x"
    line = "      - {{id: a{0}, type: text, label: A{0}}}"
    lines = [line.format(number) for number in range(1, count + 1)]
    text = "".join(f"      {comment}\n{one}\n" if alone else f"{one}  {comment}\n" for one in lines)
    text += f"      {comment}\n" * 3 * alone
    result = fixed(PAGE + text)

    assert result.text == PAGE + "".join(f"{one}\n" for one in lines)
    assert result.diagnostics == ()
    assert applied(PAGE + text, result.edits) == result.text


def test_thousands_of_comments_are_taken_out_in_seconds() -> None:
    line = "      - {{id: a{0}, type: text, label: A{0}}}  # survey: allow label-twice because x\n"
    text = PAGE + "".join(line.format(number) for number in range(1, 5_001))
    begun = time.perf_counter()

    assert "#" not in fixed(text).text.removeprefix(HEAD)
    assert time.perf_counter() - begun < 20


def test_a_comment_that_is_taken_out_with_many_others_is_told_of_when_they_must_stay() -> None:
    pair = "      - {{id: a{0}, type: text, label: Lika}}\n"
    text = PAGE + "".join(pair.format(number) for number in range(50))
    assert fixed(text).diagnostics == se.check_text(text)


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("label: Ange: belopp # sic", None),
        ("label: Ange: belopp  # sic", 'label: "Ange: belopp"  # sic'),
        ("label: Se #3 och #4  # sic", None),
        ("label: Se #3 och #4 # sic", None),
        ("label: Se #3 och #4", 'label: "Se #3 och #4"'),
        ("label: 'Sökande's namn'", 'label: "Sökande\'s namn"'),
        ("label: 'Ja' eller 'nej'", "label: \"'Ja' eller 'nej'\""),
    ],
)
def test_a_text_keeps_its_meaning(written: str, right: str | None) -> None:
    question = "      - id: a\n        type: text\n        "
    assert questions(f"{question}{written}\n") == f"{question}{right or written}\n"


@pytest.mark.parametrize(
    ("written", "right"),
    [("1,5", "1.5"), ("1,000", None), ("-250,125", None), ("0,125", "0.125"), ("1000,125", "1000.125")],
)
def test_a_comma_that_may_stand_for_thousands_is_left_to_people(written: str, right: str | None) -> None:
    question = "      - id: a\n        type: decimal\n        places: 3\n        label: A\n        min: "
    assert questions(f"{question}{written}\n") == f"{question}{right or written}\n"


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("k &gt; 0", "k > 0"),
        ("k &gt;= 0 &amp;&amp; k &lt; 5", "k >= 0 and k < 5"),
        ("k &gt; 0 &amp; k &lt; 5", "k > 0 and k < 5"),
        ("t == &quot;x&quot;", 't == "x"'),
        ("k &gt;&nbsp;0", "k > 0"),
        ("k &sect; 0", None),
    ],
)
def test_a_condition_that_was_copied_from_html(written: str, right: str | None) -> None:
    question = (
        "      - {id: k, type: integer, label: K}\n      - {id: t, type: text, label: T}\n"
        "      - id: a\n        type: text\n        label: A\n        visible_if: "
    )
    assert questions(f"{question}{written}\n") == f"{question}{right or written}\n"


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["", "BOM"])
def test_line_ends_and_a_byte_order_mark_stay(end: str, mark: str) -> None:
    text = mark + (PAGE + "      - {id: å, type: text, lable: 👪 é, max_chars: '3'}").replace("\n", end)
    result = fixed(text)

    assert result.text == text.replace("lable", "label").replace("'3'", "3")
    assert_is_right(text, result)


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_the_forms_that_are_broken(file: Path) -> None:
    text = file.read_bytes().decode("utf-8", "replace")
    assert_is_right(text, fixed(text))


def check_mutants(numbers: Iterable[int]) -> None:
    for number in numbers:
        rng = Random(number)
        text = mutant(number).decode("utf-8", "replace").replace("\n", rng.choice(list(ENDS.values())))
        text = rng.choice(("", "\ufeff")) + text
        assert_is_right(text, fixed(text))


def test_forms_that_a_cat_has_walked_over() -> None:
    check_mutants(range(150))


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, 10_000, 500))
def test_very_many_forms_that_a_cat_has_walked_over(first: int) -> None:
    check_mutants(range(first, first + 500))


def long_form(faults: int, hopeless: int = 0) -> str:
    """Five thousand lines; so many faults that can be mended, and so many whose fix would bring another fault."""
    lines = []
    for number in range(1, 1_250):
        label = "lable" if number <= faults else "label"
        lines += [f"      - id: q{number}", "        type: integer", f"        {label}: Fråga {number}"]
        bad = faults < number <= faults + hopeless
        lines.append("        visibel_if: nowhere = 3" if bad else "        help: Hjälp")
    return PAGE + "\n".join(lines) + "\n"


def test_a_hundred_faults_in_a_long_form_take_a_few_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = []

    def counted(text: str, language: str) -> tuple[se.Diagnostic, ...]:
        texts.append(text)
        return se.check_text(text, language)

    monkeypatch.setattr(fixing, "check_whole", counted)
    result = fixed(long_form(100))
    assert (len(result.edits), result.diagnostics, len(texts)) == (100, (), 1)

    begun = time.perf_counter()
    result = fixed(long_form(100, hopeless=3))
    assert (len(result.edits), codes(result.diagnostics)) == (100, ["unknown-key"] * 3)
    assert len(texts) < 50
    assert time.perf_counter() - begun < 60


def test_it_ends_whatever_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fixing, "MOST_CHECKS", 4)
    text = long_form(20, hopeless=20)
    assert_same_but_edits(text, fixed(text))


def assert_same_but_edits(text: str, result: Fixed) -> None:
    assert result.text == applied(text, result.edits)
