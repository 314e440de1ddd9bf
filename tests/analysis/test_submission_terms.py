"""What a form says of its submission."""

from __future__ import annotations

import pytest

from tests.forms import codes, with_head


def found(terms: str, keys: str = "format: email, required: true") -> list[str]:
    question = f"{{id: epost, type: text, label: E-post, {keys}}}"
    return codes(with_head(f"submission: {{{terms}}}\npages:\n  - {{id: sidan, questions: [{question}]}}\n"))


@pytest.mark.parametrize(
    ("terms", "wrong"),
    [
        ("opens: 2026-03-02, closes: 2026-03-01", ["closes-before-opens"]),
        ("opens: 2026-03-02, closes: 2026-03-02", []),
        ("opens: 2026-03-02", []),
        ("closes: 2026-03-02", []),
    ],
)
def test_the_last_day_is_not_before_the_first(terms: str, wrong: list[str]) -> None:
    assert found(terms) == wrong


@pytest.mark.parametrize(
    ("keys", "wrong"),
    [
        ("format: email, required: true", []),
        ("format: email", ["receipt-optional"]),
        ("format: email, prefill: true", []),
        ("format: phone, required: true", ["receipt-not-an-email"]),
        ("multiline: false", ["receipt-not-an-email"]),
        ("format: mail", ["unknown-word"]),
        ("format: email, required: ja", ["required-in-words"]),
    ],
)
def test_a_receipt_needs_an_address(keys: str, wrong: list[str]) -> None:
    assert found("receipt_to: epost", keys) == wrong


def test_who_wants_no_receipt_may_say_so() -> None:
    form = """
        submission: {receipt_to: epost}
        pages:
          - id: sidan
            questions:
              - {id: vill, type: confirm, label: Kvitto, statement: Jag vill ha ett kvitto}
              - {id: epost, type: text, format: email, label: E-post, visible_if: vill}
    """
    assert codes(with_head(form)) == []
