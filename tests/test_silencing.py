"""An author's answer to a warning, in a comment: what it silences, and what is said of one that silences nothing."""

from __future__ import annotations

import pytest

import survey_engine as se
from tests.forms import HEAD, codes

CODE = "text-in-typographic-quotes"
REASON = f"# survey: allow {CODE} because så står det i blanketten"
PAGE = HEAD + "pages:\n  - id: sidan\n    questions:\n"


def form(before: str = "", after: str = "", label: str = "”A”") -> str:
    """A form with one warning, with a comment on the line above its label or on the label's own line."""
    above = f"        {before}\n" if before else ""
    beside = f"  {after}" if after else ""
    return f"{PAGE}      - id: a\n        type: text\n{above}        label: {label}{beside}\n"


def test_a_form_without_comments_keeps_its_warning() -> None:
    assert codes(form()) == [CODE]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("form", [form(REASON), form(after=REASON)])
def test_a_comment_silences_on_its_line_or_alone_above_it(form: str, bom: str, end: str) -> None:
    text = bom + form.replace("\n", end)
    assert codes(text) == []
    assert se.load_text(text).diagnostics == ()


def test_other_comments_may_stand_between() -> None:
    assert codes(form(f"{REASON}\n        # så är det bara")) == []


def test_the_reason_may_be_in_swedish() -> None:
    assert codes(form(REASON.replace("because", "eftersom"))) == []


def test_one_comment_may_name_several_codes() -> None:
    text = form().replace("label: ”A”", f"label: ”A”  # survey: allow unopened-quote, {CODE} because blanketten")
    assert codes(text) == ["silencing-nothing"]


def test_a_comment_elsewhere_silences_nothing() -> None:
    assert codes(form().replace("title: Prov", f"title: Prov  {REASON}")) == ["silencing-nothing", CODE]
    assert codes(form(f"{REASON}\n")) == ["silencing-nothing", CODE]


def test_a_comment_about_nothing_is_told_of_and_can_be_removed() -> None:
    for text in (form(REASON, label="A"), form(after=REASON, label="A")):
        (found,) = se.check_text(text)
        (fix,) = found.fixes
        lines = text.splitlines(keepends=True)
        first, last = fix.span.line - 1, fix.span.end_line - 1
        mended = [*lines[:first], lines[first][: fix.span.column - 1] + lines[last][fix.span.end_column - 1 :]]
        assert "".join([*mended, *lines[last + 1 :]]) == form(label="A")


def test_what_is_not_there_is_not_told_of_while_the_form_has_errors() -> None:
    text = form(REASON, label="A").replace("type: text", "type: integer\n        visible_if: b == 1")
    assert codes(text) == ["unknown-name"]


@pytest.mark.parametrize("rest", ["", " because", " because …", " för att det är så", " eftersomså"])
def test_a_reason_is_required(rest: str) -> None:
    assert codes(form(f"# survey: allow {CODE}{rest}")) == ["silencing-without-reason"]


@pytest.mark.parametrize(
    "comment",
    [
        f"# survey: ignore {CODE} because det är så",
        f"# survey allow {CODE} because det är så",
        f"# Survey: allow {CODE} because det är så",
        f"# survey: alow {CODE} because det är så",
        "# survey: allow because det är så",
        "# survey: allow",
    ],
)
def test_a_comment_that_nearly_silences_is_told_of(comment: str) -> None:
    assert codes(form(comment)) == ["silencing-unreadable", CODE]


@pytest.mark.parametrize(
    "comment", ["# survey: bidrag", "# survey: bidrag-2025", "# survey: så heter det", "# surveys"]
)
def test_a_comment_may_say_anything_else(comment: str) -> None:
    assert codes(form(comment)) == [CODE]


def test_a_code_that_is_not_there_is_guessed_at() -> None:
    (found, _) = se.check_text(form("# survey: allow text-in-typografic-quotes because blanketten"))
    assert (found.code, found.help) == ("silencing-unknown-code", f"menar du {CODE}?")
    assert [fix.text for fix in found.fixes] == [CODE]
    (found,) = se.check_text(form("# survey: allow unopened-qoute because blanketten", label="A"))
    assert (found.help, found.fixes) == ("menar du unopened-quote?", ())
    (found,) = se.check_text(form("# survey: allow alltsammans because blanketten", label="A"))
    assert (found.code, found.fixes) == ("silencing-unknown-code", ())


def test_an_error_cannot_be_silenced() -> None:
    text = form().replace("type: text", "type: texts  # survey: allow unknown-type because det är så")
    assert "silencing-an-error" in codes(text)
    assert codes(form("# survey: allow unknown-name because det är så", label="A")) == ["silencing-an-error"]


@pytest.mark.parametrize(
    "text",
    [
        f"        help: |\n          {REASON}\n          ett\n",
        f"        help: >-\n          ett\n          {REASON}\n",
        f'        help: "ett\n          {REASON}"\n',
        f"        help: 'ett\n          {REASON}'\n",
    ],
)
def test_a_text_that_looks_like_a_comment_is_a_text(text: str) -> None:
    assert codes(form(label="A") + text) == []
    assert REASON in se.load_text(form(label="A") + text).questions[0].help


def test_a_comment_in_a_comment_is_nothing() -> None:
    assert codes(form(f"# label: A  {REASON}")) == [CODE]


def test_a_comment_after_a_block_of_text_or_beside_its_mark_is_one() -> None:
    after = form(label="A") + f"        help: |\n          ett\n        {REASON}\n"
    beside = form(label="A") + f"        help: |  {REASON}\n          ett\n"
    assert [codes(after), codes(beside)] == [["silencing-nothing"]] * 2


def test_a_comment_is_about_all_of_a_text_over_several_lines() -> None:
    label = "”A\n          B”"
    assert codes(form(REASON, label=label)) == []
    assert codes(form(after=REASON, label=label)) == []
