"""What has been tried, beside the form's text: one page that asks for nothing, in which all text is text."""

from __future__ import annotations

import re

from survey_engine.load import load_with_blueprint
from survey_engine.source import Source
from survey_engine.testing.coverage import Coverage
from survey_engine.testing.coverage_page import coverage_page
from tests.forms import with_page

FORM = with_page("""
    - {id: a, type: confirm, label: "<script>alert(1)</script>"}
    - {id: b, type: text, label: "B & {{ 7 * 7 }}", visible_if: a}
""")


def page(*responses: dict[str, bool], language: str = "sv") -> str:
    survey, blueprint = load_with_blueprint(FORM)
    coverage = Coverage(survey, blueprint)
    for answers in responses:
        coverage.add(answers)
    return coverage_page(coverage.report(), Source("<b>form</b>.yaml", FORM), language)


def test_the_lines_with_conditions_say_what_was_tried() -> None:
    line = next(number for number, text in enumerate(FORM.splitlines(), 1) if "visible_if" in text)
    assert f'<tr id="r{line}" class="full">' in page({"a": True}, {})
    half = page({})
    assert f'<tr id="r{line}" class="part">' in half
    assert f'<a href="#r{line}">Rad {line}</a>: b – har aldrig varit sant' in half
    assert f'<tr id="r{line}" class="none">' in page()


def test_each_clause_says_what_was_seen_and_what_lacks() -> None:
    form = with_page("""
    - {id: n, type: integer, label: N}
    - {id: b, type: text, label: B, visible_if: n > 5 and n != 9}
    """)
    survey, blueprint = load_with_blueprint(form)
    coverage = Coverage(survey, blueprint)
    coverage.add({"n": 7})
    coverage.add({"n": 1})
    html = coverage_page(coverage.report(), Source("form.yaml", form), "en")
    assert "<b>b</b>: has been true, has been false" in html
    assert (
        "<code>n &gt; 5</code>: has been true, has been false, has decided alone, "
        "not tried with an answer missing (not counted)"
    ) in html
    assert "<code>n != 9</code>: <em>has never been false, has never decided</em>, has been true, " in html
    assert "<code>n != 9</code> – has never been false, has never decided</div>" in html
    assert "Not tried with an answer missing, which is not counted in the percentages" in html


def test_without_responses_the_list_is_short() -> None:
    assert "Allt, eftersom det inte finns några svar." in page()
    assert "<li>" not in page()
    assert "har aldrig" not in page()


def test_all_text_is_text() -> None:
    html = page({})
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "B &amp; {{ 7 * 7 }}" in html
    assert "<h1>&lt;b&gt;form&lt;/b&gt;.yaml</h1>" in html


def test_it_asks_for_nothing_from_outside() -> None:
    html = page({})
    assert "default-src &#39;none&#39;" in html or "default-src 'none'" in html
    assert not re.findall(r"(?:src|href)=\"(?!#)", html)


def test_it_speaks_both_languages() -> None:
    assert '<html lang="en">' in page(language="en")
    assert "has never been true" in page({}, language="en")
    assert '<html lang="sv">' in page()
