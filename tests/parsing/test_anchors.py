"""Text that begins with an ampersand, and the marks of repetitions."""

from __future__ import annotations

import pytest

from survey_engine.parsing.anchors import repeated
from survey_engine.parsing.document import plain
from survey_engine.parsing.reader import read
from survey_engine.source import Source
from tests.parsing.test_traps import mended, read_text, the_fault


@pytest.mark.parametrize(
    ("text", "column", "meant"),
    [
        ("label: &Resor i kronor\n", 8, {"label": "&Resor i kronor"}),
        ("label: &Resor\nid: a\n", 8, {"label": "&Resor", "id": "a"}),
        ("{label: &Resor i kronor, id: a}\n", 9, {"label": "&Resor i kronor", "id": "a"}),
        ("- &Resor i kronor\n", 3, ["&Resor i kronor"]),
        ("label: &Resor i\n  kronor\n", 8, {"label": "&Resor i kronor"}),
        ("label: &påsar och säckar\n", 8, {"label": "&påsar och säckar"}),
        ("label: &påse\nid: a\n", 8, {"label": "&påse", "id": "a"}),
    ],
)
def test_text_that_begins_with_an_ampersand_is_told_and_put_in_quotes(text: str, column: int, meant: object) -> None:
    fault = the_fault(text)

    assert (fault.code, fault.span.line, fault.span.column) == ("reserved-start", 1, column)
    assert read_text(mended(text, fault)) == (meant, [])


def test_the_form_goes_on_with_the_text_as_it_was_meant() -> None:
    document, _ = read(Source("form.yaml", "label: &Resor i kronor\nid: a\n"))

    assert document is not None
    assert plain(document) == {"label": "&Resor i kronor", "id": "a"}


@pytest.mark.parametrize(
    "text",
    [
        "a: &x Text\nb: *x\n",
        "a: &x Text\nb: [*x]\n",
        "a: &x\n  - b\n",
        "a: &x [b]\n",
        "a: &x 3\n",
        "a: &x true\n",
        'a: &x "Text"\n',
        "a: &x |\n  Text\n",
        "&x a: b\n",
    ],
)
def test_a_mark_of_its_own_is_no_text(text: str) -> None:
    assert read_text(text)[1] == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("a: &påse [1, 2]\n", "&pase"),
        ("a: &påse {b: c}\n", "&pase"),
        ("a: &påse\n  - b\n", "&pase"),
        ("a: &påse\n- b\n", "&pase"),
        ("- &påse\n  b: c\n", "&pase"),
        ("a: &påse Text\nb: *påse\n", "&pase"),
        ("a: &ja.nej [b]\n", "&ja_nej"),
        ("a: &ж [b]\n", "&lista"),
    ],
)
def test_a_mark_with_other_letters_is_told_how_it_is_written(text: str, right: str) -> None:
    fault = the_fault(text)

    assert fault.code == "bad-anchor"
    assert f"skriv {right}, " in fault.help
    assert f"write {right}, " in fault.in_language("en").help


def test_what_is_repeated_is_what_yaml_reads_as_that() -> None:
    assert repeated("a: *b\nc: [*d,*e]\n- *f\ntext: **Obs** 3*g\n") == {"b", "d", "e", "f"}
