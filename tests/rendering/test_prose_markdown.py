"""The form's Markdown written anew, and plain texts in which no Markdown acts."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from survey_engine.rendering.columns import clean
from survey_engine.rendering.prose_markdown import escaped, heading, plain, prose
from tests.rendering.readings import HOSTILE

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
"""A reader that lets more through than ours: what is text to it is text to all."""

TEXTS = st.one_of(st.text(), st.text(alphabet="*_`[]()<>#+-=|~!&;\\ \n\t1.:ab\"'"), st.sampled_from(HOSTILE))


def read(markdown: str) -> str:
    return str(READER.render(markdown)).strip()


def squeezed(text: str) -> str:
    return " ".join(text.split())


@given(TEXTS)
@example("a_b__c")
@example("&amp;&#65;&x")
def test_an_escaped_text_is_text(text: str) -> None:
    shown = read(f"a {escaped(text)} b")
    assert re.fullmatch(r"<p>[^<]*</p>", shown)
    assert squeezed(html.unescape(shown[3:-4])) == squeezed(f"a {clean(text)} b")


@given(TEXTS)
def test_a_plain_text_is_paragraphs_and_breaks(text: str) -> None:
    shown = read("\n".join(plain(text)))
    assert not re.findall(r"<(?!/?p>|br />)", shown)
    assert "".join(html.unescape(re.sub(r"<[^>]*>", "", shown)).split()) == "".join(clean(text).split())


@given(TEXTS)
@example("__0__")
def test_a_heading_is_one_heading(text: str) -> None:
    shown = read("\n".join(heading(3, escaped(text))))
    assert shown == "" or re.fullmatch(r"<h3>[^<]*</h3>", shown)
    assert squeezed(html.unescape(re.sub(r"<[^>]*>", "", shown))) == squeezed(clean(text))


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("", ""),
        ("Ett *viktigt* och **viktigare** `o*rd`.", "Ett *viktigt* och **viktigare** `o*rd`."),
        ("Ett\nstycke\n\noch ett till", "Ett stycke\n\noch ett till"),
        ("en rad  \nen till", "en rad  \nen till"),
        ("[mer](https://example.se/a)", "[mer](https://example.se/a)"),
        ("[mer](<https://example.se/(a)>)", "[mer](<https://example.se/(a)>)"),
        ("[a@example.se](mailto:a@example.se)", "<a@example.se>"),
        ("[ont](javascript:alert(1))", "\\[ont\\](javascript:alert(1))"),
        ("![bild](https://example.se/b.png)", "[bild](https://example.se/b.png)"),
        ("# Rubrik\ntext", "#### Rubrik\n\ntext"),
        ("* ett\n* två", "- ett\n- två"),
        ("3) tre\n\n   mer\n4) fyra", "3. tre\n\n   mer\n\n4. fyra"),
        ("> ett\n>\n> två", "> ett\n>\n> två"),
        ("~~~\na ``` b\n~~~", "````\na ``` b\n````"),
        ("a\n\n***\n\nb", "a\n\n---\n\nb"),
        ("`` a`b ``", "`` a`b ``"),
        ("<b>fet</b> &amp;lt; \\*", "\\<b\\>fet\\</b\\> \\&lt; \\*"),
    ],
)
def test_prose(markdown: str, shown: str) -> None:
    assert "\n".join(prose(markdown)) == shown


@given(TEXTS)
def test_no_html_of_a_form_acts(text: str) -> None:
    shown = read("\n".join(prose(text)))
    assert not re.findall(
        r"<(?!/?(?:p|em|strong|code|pre|ul|ol|li|blockquote|h[456])>|(?:br|hr) />|/a>|a href=\"|ol start=\")", shown
    )
