"""The form's Markdown as plain lines."""

from __future__ import annotations

from textwrap import dedent

import pytest

from survey_engine.rendering.prose_text import lines


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("", ""),
        ("Ett *viktigt* och **viktigare** `ord`.", "Ett viktigt och viktigare ord."),
        ("Ett\nstycke\n\noch ett till", "Ett stycke\n\noch ett till"),
        ("en rad  \nen till", "en rad\nen till"),
        ("[mer](https://example.se/a)", "mer <https://example.se/a>"),
        ("[a@example.se](mailto:a@example.se)", "a@example.se"),
        ("<https://example.se>", "https://example.se"),
        ("[ont](javascript:alert(1))", "[ont](javascript:alert(1))"),
        ("![bild](https://example.se/b.png)", "bild <https://example.se/b.png>"),
        ("# Rubrik\ntext", "Rubrik\n\ntext"),
        ("- ett\n- två\n  - inre", "- ett\n- två\n\n  - inre"),
        ("3. tre\n\n   mer\n4. fyra", "3. tre\n\n   mer\n\n4. fyra"),
        ("> ett\n>\n> två", "> ett\n>\n> två"),
        ("```\na  b\n```", "    a  b"),
        ("a\n\n---\n\nb", "a\n\n--------------------\n\nb"),
        ("<b>fet</b> &amp; \\*", "<b>fet</b> & *"),
        ("<div>\nblock\n</div>", "<div> block </div>"),
    ],
)
def test_lines(markdown: str, text: str) -> None:
    assert "\n".join(lines(markdown, 76)) == text


def test_a_list_is_wrapped_under_its_own_text() -> None:
    assert "\n".join(lines("- en lång rad som bryts", 12)) == dedent("""\
        - en lång
          rad som
          bryts""")
