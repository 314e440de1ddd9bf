"""What a form's scenarios notice: killed, survived, undetermined or the same."""

from __future__ import annotations

import yaml

import survey_engine as se
from survey_engine.testing.mutation import Score, Verdict, verdicts
from tests.forms import with_page

FORM = with_page("""
    - {id: a, type: integer, label: A}
    - {id: b, type: text, label: B, visible_if: a > 3}
""")
ONE = "scenarios:\n  - {name: Mycket, answers: {a: 9}, shown: [b]}\n"


def found(text: str) -> dict[str, Verdict]:
    assert se.check_text(text) == ()
    return {verdict.mutant.after: verdict for verdict in verdicts(se.load_text(text), text)}


def test_a_scenario_kills_what_it_fails_on() -> None:
    killed = found(FORM + ONE)["not (a > 3)"]
    assert (killed.fate, killed.by, killed.survives) == ("killed", "Mycket", False)


def test_a_survivor_comes_with_a_scenario_to_paste() -> None:
    survivor = found(FORM + ONE)["a >= 3"]
    assert survivor.fate == "survived"
    (pasted,) = yaml.safe_load(survivor.as_yaml())
    assert pasted == {"name": "b: a > 3", "answers": {"a": 3}, "hidden": ["b"]}
    assert found(FORM + ONE + survivor.as_yaml() + "\n")["a >= 3"].fate == "killed"


def test_what_certainly_means_the_same_is_not_counted() -> None:
    text = with_page("""
    - {id: a, type: choice, label: A, options: [{id: x, label: X}, {id: y, label: Y}]}
    - id: g
      type: group
      label: G
      visible_if: a == x
      fields: [{id: b, type: integer, label: B}, {id: c, type: text, label: C, visible_if: a == x or answered(g.b)}]
    """)
    fates = {after: verdict.fate for after, verdict in found(text).items()}
    assert fates["a == x"] == "equivalent"
    assert fates["answered(g.b)"] == "survived"


def test_the_score_leaves_out_the_equivalent() -> None:
    score = Score(killed=3, survived=1, undetermined=0, equivalent=5)
    assert (score.counted, score.percent) == (4, 75)
    assert Score.of([]).percent == 100
