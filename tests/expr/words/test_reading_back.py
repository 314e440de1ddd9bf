"""A condition in words says that condition and no other: read back from the sentence, it is the same again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import survey_engine as se
from survey_engine import Condition, Survey
from survey_engine.expr import nodes
from survey_engine.expr.words.prose import clause
from survey_engine.expr.words.tongues import phrases
from survey_engine.testing.expressions import expressions
from survey_engine.testing.scope import scope_of
from survey_engine.testing.surveys import descriptions
from survey_engine.testing.yaml_text import Description, written
from tests.expr.words.grammar import GRAMMARS
from tests.expr.words.reader import readings

SURVEYS = sorted((Path(__file__).parents[3] / "surveys").glob("*.yaml"))
LANGUAGES = ("sv", "en")

HOSTILE = (
    "Namn", "Antal personer", "Hur många?", "Ange antal", "är 1", "Namn är 1", "och", "A och B", "A eller B", "”", "»",
    "”Namn”", "Säg ”ja”", "»Namn«", "”a” »b«", "”a” »b« ’c’", 'Säg "ja"', "  Namn", "Namn\n", "Namn\nAntal", "1",
    "1, 2", "Namn, om Antal", "a under b", "Namn under Antal", "Namn för Antal under Namn", "fråga 5", "question 5",
    "frågan ”Namn”", "Namn (nummer 1 av 2 med det namnet)", "Namn i avsnittet Namn", "samma fråga", "svaret på Namn",
    "Name", "Is it?", "“Name”", "‘Name’ “a” «b»", "the same question", "and", "Name is 1", "minus Namn", "(Namn",
    "Namn)", "e\u0301", "é", "Na\u200bmn", "\u202eNamn", "En lång etikett som är tröttsam att läsa två gånger",
    "Heltal", "Whole number", "Namn, eller om ni har svarat ”A” på frågan ”Namn”",
)  # fmt: skip
UNITS = ("kr", "kr och högst 5", "100-tal", "kr, om Namn är 1", "”st”", "%", "kr per år", "st.", "om", "5")
TEXTS = ("label", "title")


@st.composite
def hostile_forms(draw: st.DrawFn) -> Description:
    """Forms whose labels and units could be misread in every way that came to mind."""
    form = draw(descriptions(max_pages=2, max_questions=3, max_depth=2))
    few = draw(st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=4))
    units = dict(zip(("kr", "st", "%"), draw(st.permutations(UNITS)), strict=False))
    return {key: _relabelled(draw, few, units, value) for key, value in form.items()}


def _relabelled(draw: st.DrawFn, labels: list[str], units: dict[str, str], thing: Any) -> Any:
    if isinstance(thing, list):
        return [_relabelled(draw, labels, units, item) for item in thing]
    if not isinstance(thing, dict):
        return thing
    changed = {key: _relabelled(draw, labels, units, value) for key, value in thing.items() if key != "meta"}
    for key in thing.keys() & set(TEXTS):
        changed[key] = draw(st.sampled_from(labels))
    if isinstance(thing.get("unit"), str):
        changed["unit"] = units[thing["unit"]]
    return changed


@st.composite
def with_conditions(draw: st.DrawFn, forms: st.SearchStrategy[Description]) -> str:
    """A form, as YAML, with conditions about all of it."""
    form = draw(forms)
    scope = scope_of(se.load_text(written(form)))
    if not scope:
        return written(form)
    never = draw(st.lists(expressions(scope, max_depth=3), min_size=1, max_size=3))
    if any(known.is_number for known in scope.fields):
        never.append(draw(expressions(scope, gives="number", max_depth=3)) + draw(st.sampled_from((" > 1", " == -1"))))
    return written(form | {"never": never})


def conditions(survey: Survey) -> Iterator[nodes.Condition]:
    """Every condition of a form, checks too."""
    things: list[Any] = [*survey.pages, *survey.questions, *survey.fields]
    things += [row for question in survey.questions for row in question.rows]
    things += [option for part in survey.fields for option in part.options]
    written = [(thing.visible_if, getattr(thing, "required", None)) for thing in things]
    for condition in [each for pair in written for each in pair] + list(survey.form.never):
        if isinstance(condition, Condition):
            yield condition.tree
    for question in survey.questions:
        yield from (case.tree for check in question.checks for case in check.cases)


def assert_reads_back(survey: Survey, language: str) -> None:
    translated = survey.in_language(language)
    for tree in conditions(survey):
        sentence = clause(tree, survey.form.callings(language))
        read = {canonical(each) for each in readings(sentence, translated, language)}
        assert read == {canonical(tree)}, sentence


@settings(deadline=None)
@given(text=with_conditions(descriptions(max_depth=2)), language=st.sampled_from(LANGUAGES))
def test_a_sentence_says_its_condition_and_no_other(text: str, language: str) -> None:
    assert_reads_back(se.load_text(text), language)


@settings(deadline=None)
@given(text=with_conditions(hostile_forms()), language=st.sampled_from(LANGUAGES))
def test_no_label_makes_a_sentence_say_something_else(text: str, language: str) -> None:
    assert_reads_back(se.load_text(text), language)


@settings(deadline=None)
@given(form=hostile_forms(), language=st.sampled_from(LANGUAGES))
def test_no_two_things_are_called_the_same(form: Description, language: str) -> None:
    survey = se.load_text(written(form))
    callings = survey.form.callings(language)
    for calling in (callings.value, callings.place, callings.box, callings.supplied):
        names = Counter(calling(part.path) for part in survey.fields)
        assert not [name for name, times in names.items() if times > 1]
    for part in survey.fields:
        assert len({callings.option(part.path, option.id) for option in part.options}) == len(part.options)


@pytest.mark.parametrize(
    "condition",
    [
        "p in ett and r in tva and q in ett",
        "p in ett and (r in tva or q in ett) and count(ett) > 0",
        "(a + b) * c > 0 and a + b * c > 0",
        "a - (b - c) > 0 and a - b - c > 0 and -(a + b) * c > 0 and -a + b > 0",
        "sum(a, b) - c > 0 and sum(a, b - c) > 0 and a - sum(b, c) > 0",
        "round((a + b) / c, 1) * 2 > 0 and round(a + round(b / c, 2), 0) > 0",
        "(a > 1 and (b in [1, 2] or c > 2 or (a > 3 and b > 4))) or (a > 5 and 0 < c < 6 and (b > 7 or c in [8, 9]))",
        "((a > 1 or b > 1) and (a > 2 or c > 2)) or ((b > 3 or c > 3) and (a > 4 or c > 4))",
        "not (p in ett and q in ett) and not (r in tva or s in tva)",
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_awkward_condition_reads_back(condition: str, language: str) -> None:
    numbers = [{"id": name, "type": "integer", "label": name.upper()} for name in "abc"]
    choices = [
        {"id": name, "type": "choices", "label": f"Vilka av alla tänkbara saker avses, del {name}?", "options": options}
        for name, ids in (("ett", "pq"), ("tva", "rs"))
        for options in ([{"id": id_, "label": id_} for id_ in ids],)
    ]
    page = {"id": "s", "questions": [*numbers, *choices]}
    form = {"survey": "x", "version": "1", "language": "sv", "title": "X", "pages": [page], "never": [condition]}
    assert_reads_back(se.load_text(written(form)), language)


def test_no_unit_makes_a_sentence_say_something_else() -> None:
    units = ("kr", "kr och högst 5 kr", "kr, om Antal är 1 kr", "0 kr", "”kr")
    fields = [{"id": f"a{n}", "type": "integer", "label": f"Antal {n}", "unit": unit} for n, unit in enumerate(units)]
    questions = [*fields, {"id": "antal", "type": "integer", "label": "Antal", "unit": "kr"}]
    form = {
        "survey": "x",
        "version": "1",
        "language": "sv",
        "title": "X",
        "pages": [{"id": "s", "questions": questions}],
    }
    never = [f"{part['id']} > 3" for part in fields] + ["a0 in [1, 2]", "a1 > 3 and antal > 4 or a2 > 4"]
    assert_reads_back(se.load_text(written(form | {"never": never})), "sv")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_label_with_a_word_of_the_sentences_stands_in_quotation_marks(language: str) -> None:
    assert GRAMMARS[language].words <= phrases(language).own_words


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", SURVEYS, ids=lambda path: path.stem)
def test_every_condition_of_the_real_forms_reads_back(path: Path, language: str) -> None:
    assert_reads_back(_real(path), language)


@cache
def _real(path: Path) -> Survey:
    return se.load(path)


# One form for all conditions that are the same.


def canonical(node: nodes.Condition, *, denied: bool = False) -> Any:
    """A condition without what is only a way of writing it: order, repetition, where a negation stands."""
    match node:
        case nodes.Not():
            return canonical(node.part, denied=not denied)
        case nodes.And() | nodes.Or():
            return _joint(isinstance(node, nodes.And) is not denied, [canonical(p, denied=denied) for p in node.parts])
        case nodes.OneOf():
            return _joint(denied, [_atom(("picked", node.path, option), denied) for option in node.options])
        case nodes.Chosen():
            return _atom(("picked", node.path, node.option), denied)
        case nodes.Among():
            return canonical(
                nodes.Or(tuple(nodes.Compare("==", node.value, each) for each in node.literals)), denied=denied
            )
        case nodes.Compare():
            return _comparison(node, denied)
        case nodes.CannotSay():
            return _atom(("cannot say", node.path, node.sentinel), denied)
        case nodes.Confirmed() | nodes.Answered():
            return _atom((type(node).__name__, node.path), denied)


def _atom(atom: Any, denied: bool) -> Any:
    return ("not", atom) if denied else atom


def _joint(all_of: bool, parts: list[Any]) -> Any:
    kind = "and" if all_of else "or"
    flat = {part for each in parts for part in (each[1] if each[0] == kind else (each,))}
    return next(iter(flat)) if len(flat) == 1 else (kind, frozenset(flat))


def _comparison(node: nodes.Compare, denied: bool) -> Any:
    left, right, operator = node.left, node.right, node.operator
    if operator in (">", ">="):
        left, right, operator = right, left, "<" if operator == ">" else "<="
    for chosen, number, least in ((left, right, False), (right, left, True)):
        if isinstance(chosen, nodes.CountChosen) and isinstance(number, nodes.Number) and _is_whole(number.value):
            return _how_many(chosen.path, operator, int(number.value), least, denied)
    sides = (_value(left), _value(right))
    return _atom((operator, *(sorted(sides, key=repr) if operator == "==" else sides)), denied)


def _is_whole(number: Decimal) -> bool:
    return number == int(number) and number >= 0


def _how_many(path: str, operator: str, number: int, least: bool, denied: bool) -> Any:
    """A number of chosen options is whole and never missing: more than one is at least two, not so is fewer."""
    if operator == "==":
        parts = [("at least", path, number), ("not", ("at least", path, number + 1))]
        if number == 0:
            return _atom(("at least", path, 1), not denied)
        return _joint(
            not denied, [_atom(part, denied) if part[0] != "not" else (part[1] if denied else part) for part in parts]
        )
    if least:
        return _atom(("at least", path, number + (operator == "<")), denied)
    return _atom(("at least", path, number + (operator == "<=")), not denied)


def _value(node: nodes.Value) -> Any:
    match node:
        case nodes.Ref() | nodes.CountChosen():
            return type(node).__name__, node.path
        case nodes.Number() | nodes.Text():
            return type(node).__name__, node.value
        case nodes.Day():
            return "Day", date.isoformat(node.value)
        case nodes.Arithmetic():
            return node.operator, _value(node.left), _value(node.right)
        case nodes.Negative() | nodes.Absolute():
            return type(node).__name__, _value(node.value)
        case nodes.Round():
            return "round", _value(node.dividend), node.divisor and _value(node.divisor), node.places
        case nodes.Aggregate():
            return node.function, tuple(sorted(map(_value, node.items), key=repr))
        case nodes.Count():
            return "count", tuple(sorted(map(_value, node.items), key=repr))
