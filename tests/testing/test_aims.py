"""A condition followed back to the answers that it would take."""

from __future__ import annotations

from survey_engine.testing.aims import Aims
from survey_engine.testing.plan import plan_of
from tests import forms

SURVEY = forms.page("""
- {id: a, type: choice, label: A, options: [{id: ja, label: Ja}, {id: nej, label: Nej}]}
- {id: b, type: integer, label: B, visible_if: a == ja}
- {id: c, type: integer, label: C}
- {id: summa, type: computed, label: S, value: b + c}
- {id: d, type: text, label: D, visible_if: summa > 10 and c != 3}
- {id: e, type: text, label: E, visible_if: "not (c < 5 or a == nej)"}
""")


def aimed(path: str) -> Aims:
    aims = Aims(plan_of(SURVEY.form), lambda _: 0)
    aims.show(SURVEY.field(path))
    return aims


def test_what_is_shown_by_another_wants_that_one_shown_first() -> None:
    aims = aimed("d")
    assert {path: [holds for _, holds in wished] for path, wished in aims.of_field.items()} == {
        "a": [True],
        "c": [False],
    }
    assert [holds for _, holds in aims.of_page[0]] == [True]


def test_what_must_not_be_is_wished_not_to_be() -> None:
    aims = aimed("e")
    assert {path: [holds for _, holds in wished] for path, wished in aims.of_field.items()} == {
        "c": [False],
        "a": [False],
    }
    assert not aims.of_page


def test_what_holds_without_an_answer_need_not_be_shown() -> None:
    survey = forms.page("""
- {id: a, type: integer, label: A}
- {id: b, type: choices, label: B, visible_if: a > 5, options: [{id: x, label: X}, {id: y, label: Y}]}
- {id: c, type: text, label: C, visible_if: count(b) == 0}
""")
    aims = Aims(plan_of(survey.form), lambda _: 0)
    aims.show(survey.field("c"))
    assert list(aims.of_field) == ["b"]
