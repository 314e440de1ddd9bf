"""Texts as they are handed to the typesetter."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey_engine.rendering.prose_pdf import BREAK, UNSEEN, blocks, clusters, heading, plain


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Åsa säger “hej” – för 1\xa0000 kr", "Åsa säger “hej” – för 1\xa0000 kr"),
        ("rad\r\nrad\rrad\u2028rad", "rad\nrad\nrad\nrad"),
        ("a\tb", "a    b"),
        ("a\x00b\x1bc\x7f", f"a{UNSEEN}b{UNSEEN}c{UNSEEN}"),
        ("\ud800", UNSEEN),
        ("\u202eabc", f"{UNSEEN}abc"),
        ("\ue000\ufdd0", UNSEEN * 2),
        ("e\u0301", "é"),
        ("en\u00adhet\ufeff", "enhet"),
        ("a\u200db می\u200cخواهم", "ab می\u200cخواهم"),
        ("x" + "\u0301" * 50, "x" + "\u0301" * 8),
    ],
)
def test_what_a_pdf_cannot_hold_is_a_mark(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_long_words_can_be_broken() -> None:
    assert plain("a" * 40) == "a" * 40
    assert plain("a" * 50) == BREAK.join(["a" * 10] * 5)
    assert plain("ا" * 50) == f"{'ا' * 30} {'ا' * 20}"


def test_headings_are_short_and_on_one_line() -> None:
    assert heading("En\n  rad", 300) == "En rad"
    assert heading("ett två tre fyra", 12) == "ett två…"
    assert heading("a" * 20, 12) == "a" * 11 + "…"
    assert heading(" \n\u200b", 300) == ""


def test_clusters_are_letters_with_their_marks() -> None:
    assert list(clusters("ae\u0301\u20d7b")) == ["a", "e\u0301\u20d7", "b"]
    assert "".join(clusters("")) == ""


def test_markdown_is_runs_in_blocks() -> None:
    (paragraph,) = blocks("ett **två *tre***")
    assert [(run["text"], run["strong"], run["emphasis"]) for run in paragraph["runs"]] == [
        ("ett ", False, False),
        ("två ", True, False),
        ("tre", True, True),
    ]


def test_lists_and_quotations_are_of_bounded_depth() -> None:
    def depth(block: dict[str, object]) -> int:
        inner = block.get("items", block.get("blocks", []))
        assert isinstance(inner, list)
        return 1 + max(map(depth, inner), default=0)

    assert max(map(depth, blocks("\n".join("  " * level + "- x" for level in range(50))))) <= 9
    assert [block["kind"] for block in blocks("3. x\n\n> q\n\n---\n\n    kod")] == ["list", "quote", "rule", "code"]
    assert blocks("3. x")[0]["start"] == 3


def test_a_link_tells_its_address_once() -> None:
    def told(text: str) -> str:
        return "".join(run["text"] for block in blocks(text) for run in block["runs"])

    assert told("[mer](https://a.se)") == "mer (https://a.se)"
    assert told("<https://a.se> [a@b.se](mailto:a@b.se)") == "https://a.se a@b.se"


@given(st.text())
def test_every_text_can_be_encoded_and_every_word_broken(text: str) -> None:
    shown = plain(text)
    shown.encode()
    assert all(len(piece) <= 400 for piece in shown.replace(BREAK, " ").replace("\n", " ").split(" "))


@given(st.text(alphabet="*_[]()`>-#!\\ \n<&a1.", max_size=200))
def test_every_markdown_is_blocks(text: str) -> None:
    blocks(text)


def test_a_huge_text_takes_no_time() -> None:
    start = time.perf_counter()
    for text in ("x" * 100_000, "e\u0301" * 50_000, "*" * 20_000):
        blocks(text)
    assert time.perf_counter() - start < 5
