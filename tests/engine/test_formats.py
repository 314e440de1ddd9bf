"""The five formats, by example and against the reference's own reading of them."""

from __future__ import annotations

import time
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey_engine.engine.formats import FORMATS
from survey_engine.model import Format
from survey_engine.reference import has_format

RIGHT: dict[Format, list[str]] = {
    "email": ["namn@kommun.se", "å.ä@ö.se", "a@b.c", "a@b..c", "a@.b.c", "a@b.c."],
    "phone": ["08123", "08-123 45 67", "+46 (0)8 123 45 67", "(08) 12 34 56", "08/12345", "123456789012345"],
    "postcode": ["12345", "123 45"],
    "orgnr": ["212000-0142", "2120000142", "556036-0793"],
    "url": ["https://kommun.se", "http://a", "https://kommun.se/väg?x=1#y"],
}
WRONG: dict[Format, list[str]] = {
    "email": ["", "a", "a@b", "@b.c", "a@.c", "a@b.", "a b@c.d", "a@b@c.d", "a@b.c ", "a@b.c\n", "a@b\u00a0.c"],
    "phone": ["1234", "1234567890123456", "08-", "-08123", "++46812345", "08 123a45", "０８１２３４", "08123\n", ""],
    "postcode": ["1234", "123456", "12 345", "123  45", "123\u00a045", "12345 ", "１２３４５", "123 45\n"],
    "orgnr": ["212000-0143", "21200-00142", "2120000-142", "212000 0142", "2120000142 ", "٢١٢٠٠٠٠١٤٢"],
    "url": ["kommun.se", "ftp://a", "https://", "https:///a", "https:// a", "https://a b", "HTTPS://a", "https://a\n"],
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in RIGHT.items() for text in texts])
def test_written_as_it_should_be(name: Format, text: str) -> None:
    assert FORMATS[name](text)


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in WRONG.items() for text in texts])
def test_not_written_as_it_should_be(name: Format, text: str) -> None:
    assert not FORMATS[name](text)


@given(st.sampled_from(get_args(Format)), st.text("a1@. -+()/:hts٣\u00a0\n\x1c", max_size=12))
def test_the_formats_are_what_the_reference_says(name: Format, text: str) -> None:
    for written in (text, f"a@{text}", f"08123{text}", f"https://{text}"):
        assert bool(FORMATS[name](written)) is has_format(name, written)


@given(st.integers(0, 10**10 - 1))
def test_one_number_in_ten_is_an_organisation_number(number: int) -> None:
    tail = [FORMATS["orgnr"](f"{number // 10 * 10 + last:010}") for last in range(10)]
    assert sum(map(bool, tail)) == 1


@pytest.mark.parametrize("name", get_args(Format))
def test_long_texts_are_read_in_linear_time(name: Format) -> None:
    before = time.perf_counter()
    for text in ("a@" + "." * 200_000, "a@" + "a." * 100_000 + "@", "1 " * 100_000, "https://" + "a" * 200_000 + " "):
        FORMATS[name](text)
    assert time.perf_counter() - before < 1  # quadratic would be minutes
