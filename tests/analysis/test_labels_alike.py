"""Labels that tell nothing apart."""

from __future__ import annotations

from tests.forms import codes, with_page


def test_questions_of_one_page() -> None:
    assert codes(with_page("- {id: a, type: text, label: Resor}\n- {id: b, type: text, label: ' resor: '}")) == [
        "label-twice"
    ]


def test_what_is_shown_by_turns_may_be_called_the_same() -> None:
    ask = "- {id: val, type: integer, label: Val}\n- {id: a, type: text, label: Vad, visible_if: val > 1}\n"
    assert codes(with_page(ask + "- {id: b, type: text, label: Vad, visible_if: val < 1}")) == []
    assert codes(with_page(ask + "- {id: b, type: text, label: Vad, visible_if: val > 1}")) == ["label-twice"]
    assert codes(with_page(ask + "- {id: b, type: text, label: Vad}")) == ["label-twice"]


def test_a_sum_may_repeat_what_was_supplied() -> None:
    supplied = "- {id: a, type: integer, label: Mottaget, prefill: true}\n"
    assert codes(with_page(supplied + "- {id: b, type: computed, label: Mottaget, value: a}")) == []
    assert codes(with_page(supplied + "- {id: b, type: integer, label: Mottaget}")) == ["label-twice"]


def test_a_heading_is_no_question() -> None:
    assert codes(with_page("- {id: a, type: info, label: Mer, text: Mer}\n- {id: b, type: text, label: Mer}")) == []


def test_fields_of_two_groups_may_be_called_the_same() -> None:
    groups = (
        f"- {{id: {group}, type: group, label: {group}, fields: [{{id: a, type: text, label: Namn}}]}}"
        for group in "xy"
    )
    assert codes(with_page("\n".join(groups))) == []


def test_two_with_the_same_id_are_told_of_for_that() -> None:
    assert codes(with_page("- {id: a, type: text, label: Namn}\n- {id: a, type: text, label: Namn}")) == [
        "duplicate-id"
    ]


def test_many_of_one_label_are_read_in_time() -> None:
    ask = "- {id: val, type: integer, label: Val}\n"
    many = "\n".join(f"- {{id: a{n}, type: text, label: Vad, visible_if: val > {n}}}" for n in range(2_000))
    assert codes(with_page(ask + many)) == []
