"""Values as people write them, each language in its own way."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from decimal import Context, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey_engine.expr.types import EXACT
from survey_engine.figures import figure
from survey_engine.journey import Value
from survey_engine.model import Field
from survey_engine.rendering.answers import written
from tests.forms import page


def field(kind: str) -> Field:
    return page(f"- {{id: q, label: Q, type: {kind}}}").field("q")


OPTIONS = "options: [{id: a, label: Alfa}, {id: b, label: 'Beta, delta'}, {id: c, label: Gamma}]"


@pytest.mark.parametrize(
    ("language", "size", "day"),
    [
        ("sv", "−1\u00a0234\u00a0567,5", "2 mars 2026"),
        ("sv-FI", "−1\u00a0234\u00a0567,5", "2 mars 2026"),
        ("sv_FI", "−1\u00a0234\u00a0567,5", "2 mars 2026"),
        ("en", "-1,234,567.5", "2 March 2026"),
        ("en-US", "-1,234,567.5", "March 2, 2026"),
        ("fi", "−1\u00a0234\u00a0567,5", "2. maaliskuuta 2026"),
        ("de", "-1.234.567,5", "2. März 2026"),
        ("de-CH", "-1’234’567.5", "2. März 2026"),
        ("zh-Hant", "-1,234,567.5", "2026年3月2日"),
        ("he", "-1,234,567.5", "2 במרץ 2026"),
        ("smj", "-1,234,567.5", "2 March 2026"),  # of its dates the locale data knows nothing
        ("sv-x-latt", "−1\u00a0234\u00a0567,5", "2 mars 2026"),
        ("xx", "-1,234,567.5", "2 March 2026"),
    ],
)
def test_each_language_has_its_customs_and_an_unknown_one_those_of_its_notes(
    language: str, size: str, day: str
) -> None:
    assert written(field("decimal, places: 2"), Decimal("-1234567.50"), language) == size
    assert written(field("date"), date(2026, 3, 2), language) == day


@pytest.mark.parametrize(
    ("day", "swedish", "english"),
    [
        (date.min, "1 januari 1", "1 January 1"),
        (date(999, 12, 31), "31 december 999", "31 December 999"),
        (date.max, "31 december 9999", "31 December 9999"),
    ],
)
def test_a_far_date(day: date, swedish: str, english: str) -> None:
    assert (written(field("date"), day, "sv"), written(field("date"), day, "en")) == (swedish, english)


@pytest.mark.parametrize("language", ["sv", "en"])
@given(number=st.integers() | st.builds(lambda n, p: Decimal(n).scaleb(-p, EXACT), st.integers(), st.integers(0, 30)))
def test_a_summary_and_the_notes_write_a_figure_alike_whatever_the_host_reckons_with(
    language: str, number: int | Decimal
) -> None:
    with localcontext(Context(prec=2)):
        assert written(field("decimal, places: 6"), number, language) == figure(number, language)


def test_a_number_of_a_hundred_digits_is_whole() -> None:
    assert written(field("integer"), 10**99 + 1, "en").replace(",", "") == str(10**99 + 1)


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("text", None, ""),
        ("confirm, statement: Ja", True, ""),
        ("text", "1234 – 2026-03-02", "1234 – 2026-03-02"),
        ("integer", 0, "0"),
        ("decimal, places: 2", Decimal("11.30"), "11,3"),
        (f"choice, {OPTIONS}", "c", "Gamma"),
        (f"choices, {OPTIONS}", ("a", "b"), "Alfa, Beta, delta"),
    ],
)
def test_values(kind: str, value: Value | None, shown: str) -> None:
    assert written(field(kind), value, "sv") == shown


@pytest.mark.parametrize(("kind", "value"), [("integer", "5"), ("date", "'2026-03-02'")])
def test_a_missing_package_is_named_by_its_extra(kind: str, value: str) -> None:
    program = (
        "import sys\n"
        "sys.modules['babel'] = None\n"
        "import survey_engine as se\n"
        "text = 'survey: a\\nversion: \"1\"\\nlanguage: sv\\ntitle: T\\n'\n"
        f"text += 'pages: [{{id: p, questions: [{{id: q, type: {kind}, label: Q}}]}}]'\n"
        f"try: se.render(se.load_text(text), 'html', answers={{'q': {value}}})\n"
        "except ImportError as error: print(error)"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert told.endswith(' pip install "survey-engine[html]"\n')
    assert told.count("\n") == 1
