"""Why something is shown or not: reasons from the page inwards, their parts, and what would flip them."""

from __future__ import annotations

import pytest

from survey_engine import Journey
from survey_engine.why import Reason
from tests.forms import form, page

SURVEY = """
    pages:
      - id: forst
        questions:
          - {id: antal, type: integer, label: A}
          - {id: vill, type: confirm, label: V}
          - {id: namn, type: text, label: N}
      - id: sedan
        visible_if: antal > 3
        questions:
          - id: val
            type: choices
            label: V
            visible_if: vill
            options:
              - {id: a, label: A, specify: true}
              - {id: b, label: B, visible_if: antal > 10}
          - id: tabell
            type: matrix
            label: T
            rows: [{id: rad, label: R, visible_if: answered(namn)}]
            columns: [{id: k, type: integer, label: K}]
"""


def journey(**answers: object) -> Journey:
    return form(SURVEY).evaluate({path.replace("__", "."): answer for path, answer in answers.items()})


def told(reasons: tuple[Reason, ...]) -> list[tuple[str, str, bool]]:
    return [(reason.level, reason.source, reason.holds) for reason in reasons]


def test_what_has_no_condition_is_always_shown() -> None:
    why = journey().why("antal")
    assert (why.path, why.shown, why.reasons) == ("antal", True, ())


def test_the_reasons_go_from_the_page_inwards() -> None:
    why = journey(antal=4).why("tabell.rad.k")
    assert not why.shown
    assert told(why.reasons) == [("page", "antal > 3", True), ("row", "answered(namn)", False)]


@pytest.mark.parametrize(
    ("path", "shown", "levels"),
    [
        ("sedan", True, ["page"]), ("val", True, ["page", "question"]),
        ("val.a", True, ["page", "question", "companion"]),
        ("val.b", False, ["page", "question", "option"]), ("tabell", True, ["page"]),
        ("tabell.rad", True, ["page", "row"]),
        ("forst", True, []), ("antal", True, []),
    ],
)  # fmt: skip
def test_a_page_question_row_option_and_companion_text(path: str, shown: bool, levels: list[str]) -> None:
    why = journey(antal=4, vill=True, namn="x", val=["a"]).why(path)
    assert why.shown is shown
    assert [reason.level for reason in why.reasons] == levels


def test_a_companion_text_hangs_on_its_option_in_words_that_could_have_been_written() -> None:
    assert told(journey(antal=4, vill=True, val=["b"]).why("val.a").reasons)[-1] == ("companion", "a in val", False)


def test_a_path_that_there_is_none_of() -> None:
    with pytest.raises(KeyError):
        journey().why("finns.inte")


def reason(condition: str, **answers: object) -> Reason:
    survey = page(f"""
- {{id: a, type: integer, label: A}}
- {{id: b, type: integer, label: B}}
- {{id: c, type: confirm, label: C}}
- {{id: d, type: text, label: D, visible_if: "{condition}"}}
""")
    return survey.evaluate(answers).why("d").reasons[0]


def test_the_parts_are_told_as_written_with_the_values_they_read() -> None:
    found = reason("a + b > 3 and not c", a=1)
    assert [(part.source, part.holds, part.values) for part in found.parts] == [
        ("a + b > 3", False, (("a", 1), ("b", None))),
        ("c", False, (("c", None),)),
    ]


@pytest.mark.parametrize(
    ("condition", "answers", "flips"),
    [
        ("a > 1 and b > 1", {"a": 2}, ["b > 1"]),
        ("a > 1 and b > 1", {}, ["a > 1", "b > 1"]),
        ("a > 1 and b > 1", {"a": 2, "b": 2}, ["a > 1"]),
        ("a > 1 or b > 1", {}, ["a > 1"]),
        ("a > 1 or b > 1", {"a": 2, "b": 2}, ["a > 1", "b > 1"]),
        ("not (a > 1 and b > 1)", {"a": 2, "b": 2}, ["a > 1"]),
        ("(a > 1 and b > 1) or c", {}, ["c"]),
        ("a != 1", {"a": 1}, ["a != 1"]),
    ],
)
def test_what_would_flip_a_condition(condition: str, answers: dict[str, object], flips: list[str]) -> None:
    assert [part.source for part in reason(condition, **answers).flips] == flips


def test_the_parts_of_a_chain_are_its_links() -> None:
    assert [(part.source, part.holds) for part in reason("1 < a <= b", a=2).parts] == [
        ("1 < a", True),
        ("a <= b", False),
    ]


def test_a_reason_shows_no_answer_in_its_repr() -> None:
    assert "4711" not in repr(reason("a > 1", a=4711))
