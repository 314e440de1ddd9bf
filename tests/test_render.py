"""A form as a document, in every format."""

from __future__ import annotations

import subprocess
import sys
from typing import assert_type

import pytest

import survey_engine as se
from tests.rendering.readings import ANSWERS, small


def test_every_format() -> None:
    assert se.render(small()).startswith("<!doctype html>")
    assert se.render(small(), "markdown").startswith("# Ett litet formulär\n")
    assert se.render(small(), "text").startswith("Ett litet formulär\n====")
    assert se.render(small(), format="pdf").startswith(b"%PDF-")


def test_what_comes_out_is_known_to_a_type_checker() -> None:
    assert_type(se.render(small()), str)
    assert_type(se.render(small(), "text", ANSWERS), str)
    assert_type(se.render(small(), "pdf"), bytes)


def test_a_response() -> None:
    told = se.render(small(), "text", ANSWERS)
    assert "Löner: 1\u00a0234\u00a0567\u00a0kr" in told
    assert "Varför blev något kvar?" not in told
    assert "Löner" in se.render(small(), "text", {})


def test_the_language_is_the_survey_s() -> None:
    assert "The question is shown if" in se.render(small().in_language("en"), "text")


def test_the_same_every_time() -> None:
    assert se.render(small(), "text") == se.render(small(), "text")


def test_a_format_that_there_is_not() -> None:
    with pytest.raises(ValueError, match=r"^format must be 'html', 'markdown', 'text' or 'pdf', not 'docx'$"):
        se.render(small(), "docx")  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("format", "package", "extra"),
    [
        ("html", "markdown_it", "html"),
        ("markdown", "markdown_it", "html"),
        ("text", "markdown_it", "html"),
        ("pdf", "typst", "pdf"),
    ],
)
def test_a_package_that_is_missing_is_named_by_its_extra(format: str, package: str, extra: str) -> None:
    program = (
        "import sys\n"
        f"sys.modules[{package!r}] = None\n"
        "import survey_engine as se\n"
        "text = 'survey: a\\nversion: \"1\"\\nlanguage: sv\\ntitle: T\\npages: [{id: p, text: Hej}]'\n"
        f"try: se.render(se.load_text(text), {format!r})\n"
        "except ImportError as error: print(error)"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert f'pip install "survey-engine[{extra}]"' in told
    assert told.count("\n") == 1


def test_rendering_is_loaded_when_it_is_used() -> None:
    program = (
        "import sys, survey_engine as se; print([name for name in sys.modules if '.rendering' in name]); se.render"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert told.strip() == "[]"
