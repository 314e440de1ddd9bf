"""A form becomes one function: nothing of the author's stands in its source, and nothing is too deep or long for it."""

from __future__ import annotations

import ast
import builtins
import re
from itertools import product

import pytest
from hypothesis import given

import survey_engine as se
from survey_engine import Survey
from survey_engine.engine.compile import sources_of
from survey_engine.testing.surveys import survey_texts
from survey_engine.testing.yaml_text import quoted
from tests.forms import codes, form, page, with_page


def source_of(survey: Survey) -> str:
    return "\n".join(sources_of(survey.form))


def _texts(source: str) -> set[str]:
    """Every text in a piece of Python, as it is written there."""
    nodes = ast.walk(ast.parse(source))
    return {
        repr(node.value) for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes)
    }


def names_in(source: str) -> set[str]:
    """Every name and attribute in a piece of Python."""
    nodes = list(ast.walk(ast.parse(source)))
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    return names | {node.attr for node in nodes if isinstance(node, ast.Attribute)}


@given(survey_texts())
def test_nothing_that_an_author_wrote_stands_in_the_source(text: str) -> None:
    survey = se.load_text(text)
    source = source_of(survey)
    assert source.isascii()
    words = {part.path for part in survey.fields} | {question.id for question in survey.questions}
    words |= {page.id for page in survey.pages} | {option.id for part in survey.fields for option in part.options}
    assert not words & set(re.findall(r"[\w.]+", source))
    assert all(re.fullmatch(r"'(k\d+)?'", text) for text in _texts(source))
    assert not re.search(r"\bimport\b|__", source)


@pytest.mark.parametrize(
    "hostile",
    ['"); import os; ("', "'''", '"""', "\\", "{0.__class__}", "%s", "\n__import__('os')", "${x}", "{{ 7 * 7 }}", "#"],
)
def test_a_label_with_quotes_is_only_a_label(hostile: str) -> None:
    label = quoted(hostile)
    survey = page(f"""
- id: fraga
  type: choices
  label: {label}
  options: [{{id: a, label: {label}, exclusive: true, specify: {{label: {label}}}}}, {{id: b, label: {label}}}]
  checks: [{{error_if: a in fraga, message: {label}}}]
- {{id: namn, type: text, label: {label}, max_chars: 3, visible_if: 'namn2 != "x{{0}}%s"'}}
- {{id: namn2, type: text, label: {label}}}
""")
    assert hostile not in source_of(survey) or hostile in ("%s", "#")
    assert "%s" not in source_of(survey)
    journey = survey.evaluate({"fraga": ["a", "b"], "fraga.a": hostile, "namn": hostile * 3})
    assert hostile in journey.problems[-1].message
    assert any(hostile in problem.message for problem in journey.problems if problem.code == "exclusive")


@pytest.mark.parametrize(
    "hostile", ["a;b", "a b", "a'b", 'a"b', "import", "__class__", "a.b", "A", "1a", "a-b", "e\u0301", "ﬁ", "", "min"]
)
def test_a_hostile_id_is_no_id(hostile: str) -> None:
    assert codes(with_page(f"- {{id: {quoted(hostile)}, type: text, label: L}}"))


def test_the_source_calls_nothing_but_what_it_is_given() -> None:
    survey = page("""
- {id: a, type: decimal, places: 2, cannot_say: 9, label: A, required: b > 1}
- {id: b, type: integer, cannot_say: 9, label: B, visible_if: 'round(a / b2, 2) > 1 or abs(min(a, b2)) in [1, 2]'}
- {id: b2, type: integer, label: B}
- {id: c, type: computed, label: C, value: "max(a, b) + sum(a, b) - count(a, b)"}
""")
    reachable = names_in(source_of(survey)) & set(dir(builtins))
    assert reachable <= {"type", "int", "str", "list", "len", "tuple", "abs", "map", "sorted", "sum"}
    assert not any(name.startswith("_") and name != "_" for name in names_in(source_of(survey)))


def test_things_with_the_same_condition_are_asked_about_once() -> None:
    survey = form("""
pages:
  - id: en
    questions:
      - {id: a, type: integer, label: A}
      - {id: b, type: text, label: B, visible_if: a > 0}
      - {id: c, type: integer, label: C, visible_if: a > 0}
      - {id: rad, type: info, text: Rad, visible_if: a > 0}
      - {id: d, type: integer, label: D, visible_if: a > 0 and c > 0}
      - {id: e, type: integer, label: E, visible_if: a > 0, required: d > 1}
      - id: val
        type: choices
        label: V
        options: [{id: x, label: X, visible_if: a > 0}, {id: y, label: Y, visible_if: a > 0, specify: {}}]
      - {id: f, type: text, label: F, visible_if: c > 0}
  - id: två
    visible_if: c > 0
    questions: [{id: g, type: text, label: G}]
  - id: tre
    visible_if: c > 0
    questions: [{id: h, type: text, label: H}, {id: i, type: text, label: I, visible_if: a > 0}]
""")
    values = (None, 0, 1, 2)
    for a, c, d in product(values, values, values):
        answers = {"a": a, "c": c, "d": d, "b": "b", "f": "f", "g": "g", "h": "h", "i": "i", "val": ["y"], "val.y": "y"}
        compiled, reference = survey.evaluate(answers), survey.evaluate(answers, engine="reference")
        assert compiled.as_json() == reference.as_json()
    assert source_of(survey).count("if (v0 is not None and v0 > ") < 7


def grown(expression: str, depth: int, inner: str) -> str:
    """An expression put inside itself so many times."""
    for _ in range(depth):
        inner = expression.replace("…", inner)
    return inner


@pytest.mark.parametrize(
    ("expression", "depth"), [("not (…)", 24), ("(… and a > 0)", 45), ("(a > 0 and (… or a > 5))", 22)]
)
def test_deep_conditions(expression: str, depth: int) -> None:
    survey = page(
        f"""
- {{id: a, type: integer, label: A}}
- {{id: b, type: text, label: B, visible_if: {grown(expression, depth, "a > 0")}}}
"""
    )
    for answers in ({"a": 1}, {"a": 0}, {}):
        assert survey.evaluate(answers).visible == survey.evaluate(answers, engine="reference").visible
    assert "b" in survey.evaluate({"a": 1}).visible


@pytest.mark.parametrize(
    ("expression", "depth"),
    [
        ("sum(a, …)", 47), ("max(a, …)", 47), ("count(a, …)", 47), ("sum(count(a, b), …)", 47), ("round(…, 2)", 47),
        ("abs(…)", 47), ("-(…)", 47), ("(a - …)", 45), ("abs(a - …)", 23), ("round(sum(a, …) / 1, 1)", 15),
        ("min(round(… / 3, 2), a)", 15),
    ],
)  # fmt: skip
def test_deep_values(expression: str, depth: int) -> None:
    value = grown(expression, depth, "a")
    survey = page(f"""
- {{id: a, type: integer, label: A}}
- {{id: b, type: integer, label: B}}
- {{id: svar, type: computed, label: S, value: "{value}"}}
- {{id: mer, type: text, label: M, visible_if: "{value if len(value) < 1900 else "svar"} > 7"}}
""")
    for answers in ({"a": 3}, {"a": 0, "b": 1}, {}):
        compiled, reference = survey.evaluate(answers), survey.evaluate(answers, engine="reference")
        assert compiled.values == reference.values
        assert compiled.visible == reference.visible
        assert compiled.why("mer") == reference.why("mer")


def test_a_long_sum_and_a_long_or() -> None:
    survey = page(f"""
- {{id: a, type: integer, label: A}}
- {{id: summa, type: computed, label: S, value: "{" + ".join(["a"] * 80)}"}}
- {{id: alla, type: computed, label: A, value: "sum({", ".join(["a"] * 600)})"}}
- {{id: mer, type: text, label: M, visible_if: {" or ".join(f"a=={n}" for n in range(200))}}}
- {{id: lista, type: text, label: L, visible_if: "a in [{", ".join(map(str, range(400)))}]"}}
""")
    journey = survey.evaluate({"a": 1})
    assert journey.values["summa"] == 80
    assert journey.values["alla"] == 600
    assert journey.visible == ("a", "summa", "alla", "mer", "lista")
    assert len(journey.why("mer").reasons[0].parts) == 200


def test_a_chain_of_a_thousand_computed_values() -> None:
    lines = ["- {id: v0, type: integer, label: V}"]
    lines += [f"- {{id: v{n}, type: computed, label: V, value: 'min(v{n - 1}, 5)'}}" for n in range(1, 1000)]
    assert page("\n".join(lines)).evaluate({"v0": 7}).values["v999"] == 5


def test_a_chain_of_conditions_that_looks_forward_all_the_way() -> None:
    lines = [f"- {{id: v{n}, type: integer, label: V, visible_if: v{n + 1} > 0}}" for n in range(500)]
    survey = page("\n".join([*lines, "- {id: v500, type: integer, label: V}"]))
    answers = {f"v{n}": 1 for n in range(501)}
    assert len(survey.evaluate(answers).visible) == 501
    assert survey.evaluate(answers | {"v500": 0}).visible == ("v500",)
