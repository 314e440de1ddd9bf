"""Option sets that are not needed."""

from __future__ import annotations

from tests.forms import codes, with_head

SETS = """
option_sets:
  forst: [{id: a, label: A}]
  sedan: [{id: a, label: %s}]
pages:
  - id: p
    questions:
      - {id: x, type: choice, label: X, options: forst}
      - {id: y, type: choice, label: Y, options: %s}
"""


def test_a_set_that_nothing_uses() -> None:
    assert codes(with_head(SETS % ("B", "sedan"))) == []
    assert codes(with_head(SETS % ("B", "forst"))) == ["unused-option-set"]


def test_a_misspelt_use_is_one_fault() -> None:
    assert codes(with_head(SETS % ("B", "sedann"))) == ["unknown-option-set"]


def test_two_sets_of_one_content() -> None:
    assert codes(with_head(SETS % ("A", "sedan"))) == ["same-option-set"]
    assert codes(with_head(SETS % ("A", "forst"))) == ["unused-option-set"]
    assert codes(with_head(SETS % ("A, specify: true", "sedan"))) == []


def test_a_set_is_not_called_unused_while_the_form_has_errors() -> None:
    form = SETS % ("B", "forst") + "      - {id: z, type: txt, label: Z}\n"
    assert "unused-option-set" not in codes(with_head(form))
