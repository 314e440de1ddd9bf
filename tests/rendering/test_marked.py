"""The form's Markdown, parsed."""

from __future__ import annotations

import sys

import pytest

from survey_engine.rendering.marked import address, is_bare, parser, tree, words


def test_html_is_text_and_only_harmless_links_are_links() -> None:
    (paragraph,) = tree("<b>a</b> [b](https://example.se) [c](javascript:c) [d](data:d) [e](/e)").children
    (inline,) = paragraph.children
    assert [(node.type, words(node)) for node in inline.children] == [
        ("text", "<b>a</b> "),
        ("link", "b"),
        ("text", " [c](javascript:c) [d](data:d) [e](/e)"),
    ]


@pytest.mark.parametrize(
    ("text", "leads_to", "bare"),
    [
        ("[a](https://example.se/å)", "https://example.se/%C3%A5", False),
        ("<https://example.se>", "https://example.se", True),
        ("[https://example.se](https://example.se)", "https://example.se", True),
        ("[a@example.se](mailto:a@example.se)", "mailto:a@example.se", True),
        ("![a](https://example.se/b.png)", "https://example.se/b.png", False),
    ],
)
def test_links(text: str, leads_to: str, bare: bool) -> None:
    link = tree(text).children[0].children[0].children[0]
    assert (address(link), is_bare(link)) == (leads_to, bare)


def test_without_its_package_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "markdown_it", None)
    parser.cache_clear()
    with pytest.raises(ModuleNotFoundError, match=r'pip install "survey-engine\[html\]"'):
        parser()
