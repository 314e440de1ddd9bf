"""Has a document the shape of a form? What the author is told where it has not."""

from __future__ import annotations

import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

import survey_engine as se
from survey_engine.diagnostics import Diagnostic
from survey_engine.parsing.document import Mapping, Node, Scalar, Sequence, plain
from survey_engine.parsing.reader import read
from survey_engine.parsing.scalars import resolve
from survey_engine.parsing.schema import schema
from survey_engine.parsing.shape import MOST, check_shape
from survey_engine.parsing.shape_ids import RESERVED, is_id, proposed
from survey_engine.source import START, Source
from tests.forms import with_page

BROKEN = sorted((Path(__file__).parent.parent / "broken" / "shape").glob("*.yaml"))
HEAD = 'survey: blankett\nversion: "2025"\nlanguage: sv\ntitle: Blankett\n'
EXAMPLE = Path(__file__).parent / "example.yaml"
DESIGNED = HEAD + (Path(__file__).parent / "every_key.yaml").read_text(encoding="utf-8")


def told(text: str) -> tuple[Diagnostic, ...]:
    source = Source("form.yaml", text)
    document, diagnostics = read(source)
    assert document is not None, diagnostics
    return check_shape(document, source)


def of_question(lines: str) -> tuple[Diagnostic, ...]:
    return told(HEAD + "pages:\n  - id: sida\n    questions:\n      - {" + lines + "}\n")


def codes(diagnostics: tuple[Diagnostic, ...]) -> list[str]:
    return [diagnostic.code for diagnostic in diagnostics]


def test_a_form_with_every_key_is_in_shape() -> None:
    assert told(DESIGNED) == ()


def test_the_example_of_the_language_is_in_shape() -> None:
    assert told(EXAMPLE.read_text(encoding="utf-8")) == ()


@pytest.mark.parametrize("path", BROKEN, ids=[path.stem for path in BROKEN])
def test_the_published_schema_refuses_the_same_files(path: Path) -> None:
    document, _ = read(Source("form.yaml", path.read_text(encoding="utf-8")))
    assert document is not None
    assert not agreed().is_valid(plain(document))


def agreed() -> Draft202012Validator:
    """jsonschema's own reading of the published schema."""
    return Draft202012Validator(schema(), format_checker=FormatChecker(formats=("date",)))


def test_the_published_schema_accepts_the_same_form() -> None:
    document, _ = read(Source("form.yaml", DESIGNED))
    assert document is not None
    assert agreed().is_valid(plain(document))


def as_node(value: Any) -> Node:
    if isinstance(value, dict):
        return Mapping({k: as_node(v) for k, v in value.items()}, {k: as_key(k) for k in value}, START)
    if isinstance(value, list):
        return Sequence(tuple(as_node(item) for item in value), START)
    return Scalar(value, START, "x", "", 0, 1, Source("x", ""))


def as_key(key: str) -> Scalar:
    return Scalar(key, START, key, "", 0, 1, Source("x", ""))


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(each for key, part in inner for each in places(part, (*path, key)))]


def replaced(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    if isinstance(value, dict):
        return {key: replaced(part, path[1:], new) if key == path[0] else part for key, part in value.items()}
    return [replaced(part, path[1:], new) if index == path[0] else part for index, part in enumerate(value)]


_DESIGNED = plain(read(Source("form.yaml", DESIGNED))[0] or as_node(None))
_PLACES = [path for path in places(_DESIGNED) if path]
_VALUES = st.sampled_from(
    [None, True, 0, 1, 7, -3, Decimal("1.5"), 10**5000, "", " ", "ja", "del", "Å", "a-b", "a.b", "2026-02-30", "text\n"]
) | st.sampled_from([[], {}, [1], ["a"], {"sv": "a"}, {"set": "a"}, {"id": "a", "label": "b"}, {"visas_om": "a"}])


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(_PLACES), _VALUES)
def test_our_reading_and_the_published_schema_agree(path: tuple[Any, ...], value: Any) -> None:
    form = replaced(_DESIGNED, path, value)
    try:
        theirs = agreed().is_valid(form)
    except ValueError:  # jsonschema prints the number, Python refuses to
        theirs = False
    if value == "text\n" and theirs:  # Python's `$` lets a line break pass
        return
    assert (check_shape(as_node(form), Source("x", "")) == ()) == theirs


@settings(deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.decimals() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(st.sampled_from(["pages", "id", "type", "questions", "label", "meta", "x"]), inner)
        ),
    )
)
def test_nothing_raises(value: Any) -> None:
    for diagnostic in check_shape(as_node(value), Source("x", "")):
        assert diagnostic.message
        assert diagnostic.in_language("en").help


def test_deep_and_huge_values_do_not_raise() -> None:
    deep: Node = as_node(1)
    for _ in range(5000):
        deep = Sequence((deep,), START)
    form = as_node({"meta": {}, "pages": 10**5000, "version": Decimal("NaN")})
    assert isinstance(form, Mapping)
    form.values["meta"] = deep
    assert "missing-key" in codes(check_shape(form, Source("x", "")))


def test_what_aliases_share_is_looked_at_once_at_each_depth() -> None:
    shared: Node = as_node([])
    for _ in range(60):
        shared = Sequence((shared, shared), START)
    form = as_node({"survey": "a"})
    assert isinstance(form, Mapping)
    form.values["meta"] = shared
    assert "wrong-type" in codes(check_shape(form, Source("x", "")))


@pytest.mark.parametrize(
    "body",
    [
        "pages:\n" + "".join(f"- nonsens {i}\n" for i in range(20_000)),
        "".join(f"nyckel{i}: 1\n" for i in range(20_000)),
        "pages:\n- id: a\n  questions:\n" + "".join(f"  - {{id: B{i}, type: inte}}\n" for i in range(10_000)),
    ],
    ids=["items", "keys", "questions"],
)
def test_a_file_of_nonsense_ends_soon(body: str) -> None:
    source = Source("form.yaml", HEAD + body)
    document, _ = read(source)
    assert document is not None
    check_shape(document, source)
    start = time.process_time()
    found = check_shape(document, source)
    assert time.process_time() - start < 1
    assert 0 < len(found) <= MOST


@pytest.mark.parametrize("type_", ["type: map, ", ""])
def test_of_an_unknown_or_missing_type_only_keys_that_no_type_has_are_told_too(type_: str) -> None:
    faults = of_question(f"id: karta, {type_}rows: fel, zoom: 3, labl: Karta")
    assert codes(faults) == ["unknown-type" if type_ else "missing-key", "unknown-key", "unknown-key"]


def test_a_type_that_does_not_stand_here_has_its_keys_all_the_same() -> None:
    (fault,) = of_question("id: g, type: group, fields: [{id: s, type: scale, label: S, from: 1, to: 5}]")
    assert fault.code == "type-not-here"


@pytest.mark.parametrize("type_", ["type: integr", "typ: integer", "typ: integr"])
def test_where_it_is_certain_which_type_was_meant_all_is_held_against_it(type_: str) -> None:
    faults = of_question(f"id: antal, {type_}, lable: Antal, options: ja_nej, min: två")
    assert codes(faults)[1:] == ["unknown-key", "key-not-for-type", "wrong-type"]


def test_where_faults_are_cut_off_the_last_one_says_so() -> None:
    body = "pages:\n- id: a\n  questions:\n"
    few, many = (told(HEAD + body + "".join(f"  - {{id: a{i}}}\n" for i in range(n))) for n in (MOST, MOST + 1))
    assert [len(faults) for faults in (few, many)] == [MOST, MOST]
    assert [fault.notes for fault in many[:-1]] == [() for _ in many[:-1]]
    assert few[-1].notes == ()
    assert many[-1].notes[0].message.startswith("det kan finnas fler fel")


@pytest.mark.parametrize("option", ["ja", "Ja", "vet ej", "ja, delvis"])
def test_a_word_as_option_is_shown_as_an_option(option: str) -> None:
    (fault,) = of_question(f'id: v, type: choice, label: V, options: ["{option}"]')
    assert fault.code == "wrong-type"
    proposal = fault.help.removeprefix("skriv ")
    assert of_question(f"id: v, type: choice, label: V, options: [{proposal}]") == ()


@pytest.mark.parametrize("key", ["min", "max", "cannot_say"])
def test_a_decimal_comma_is_told_once(key: str) -> None:
    for written in ("1,5", '"1,5"'):
        text = with_page(f"- {{id: a, type: decimal, places: 1, label: A, {key}: {written}}}")
        (fault,) = se.check_text(text)
        assert (fault.code, fault.help, [fix.text for fix in fault.fixes]) == (
            "decimal-comma", "skriv decimalpunkt: 1.5", ["1.5"],
        )  # fmt: skip


def test_a_decimal_comma_where_a_whole_number_belongs_is_told_once() -> None:
    assert codes(se.check_text(with_page("- {id: a, type: integer, label: A, max: 1,5}"))) == ["wrong-type"]


def test_a_misspelt_key_is_not_also_a_missing_one() -> None:
    (fault,) = of_question("id: namn, type: text, lable: Namn")
    assert (fault.code, fault.fixes[0].text, fault.help) == ("unknown-key", "label", "skriv label")


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [("question", "label"), ("hint", "help"), ("relevant", "visible_if"), ("condition", "visible_if"),
     ("obligatorisk", "required"), ("visas_när", "visible_if"), ("Hjälptext", "help"), ("max_length", "max_chars"),
     ("titel", "label"), ("rubrik", "label")],
)  # fmt: skip
def test_the_words_of_others_are_known(theirs: str, ours: str) -> None:
    label = "" if ours == "label" else ", label: Namn"
    (fault,) = of_question(f"id: namn, type: text, {theirs}: a{label}")
    assert fault.help == f"skriv {ours}"


def test_a_key_of_another_type_says_which() -> None:
    (fault,) = of_question("id: antal, type: integer, label: Antal, options: ja_nej")
    assert (fault.code, fault.help) == (
        "key-not-for-type",
        "options hör till choice och choices; ta bort den eller byt typ",
    )


@pytest.mark.parametrize(
    ("written", "other"),
    [("del", "andel"), ("Ja", "ja"), ("fält-arbetare", "fält_arbetare"), ("2025", "ar_2025"), ("5", "nr_5"),
     ("é", "e"), ("  ", "id_1"), ("Vad heter ni?", "vad_heter_ni"), ("_a", "a"), ("a\u030ar", "år"),
     ("true", "ja"), ("null", "ingen")],
)  # fmt: skip
def test_another_id_is_proposed(written: str, other: str) -> None:
    assert proposed(written) == other


def test_an_id_that_is_used_elsewhere_has_no_fix() -> None:
    unused, used = "id: Antal, type: integer, label: Hur", "id: Antal, type: integer, label: Hur, visible_if: Antal > 1"
    assert of_question(unused)[0].fixes
    assert not of_question(used)[0].fixes


@pytest.mark.parametrize(
    ("word", "language", "other"),
    [("sum", "sv", "summa"), ("sum", "en", "total"), ("not", "sv", "notering"), ("true", "en-GB", "yes")],
)
def test_for_a_reserved_word_an_id_in_the_language_of_the_form_is_proposed(
    word: str, language: str, other: str
) -> None:
    head = HEAD.replace("language: sv", f"language: {language}")
    (fault,) = told(head + f"pages:\n  - id: sida\n    questions:\n      - {{id: {word}, type: text, label: A}}\n")
    assert other in fault.help
    assert fault.fixes[0].text == other


@pytest.mark.parametrize("english", [False, True])
def test_for_every_reserved_word_there_is_an_id_of_its_own(english: bool) -> None:
    instead = {word: proposed(word, english=english) for word in (*RESERVED, "true", "false", "null")}
    assert all(is_id(other) and resolve(other) == other for other in instead.values())
    assert all(not other.endswith("_") for other in instead.values())


@pytest.mark.parametrize(
    ("written", "code"), [("Svenska", "sv"), ("svenska", "sv"), ("English", "en"), ("Engelska", "en"), ("Suomi", "fi")]
)
def test_a_language_in_words_is_answered_with_its_code(written: str, code: str) -> None:
    (fault,) = told(HEAD.replace("language: sv", f"language: {written}") + "pages: [{id: a}]\n")
    assert (fault.code, fault.help, fault.fixes[0].text) == ("bad-language", f"skriv {code}", code)


def test_a_language_that_is_not_known_has_no_fix() -> None:
    (fault,) = told(HEAD.replace("language: sv", "language: Klingonska") + "pages: [{id: a}]\n")
    assert fault.fixes == ()


def test_a_label_as_path_is_answered_with_the_id() -> None:
    head = HEAD + "submission: {receipt_to: Din e-post}\n"
    page = "pages: [{id: p, questions: [{id: epost, type: text, label: Din e-post}]}]\n"
    (fault,) = told(head + page)
    assert (fault.code, fault.help, fault.fixes[0].text) == ("bad-path", "skriv id:t: epost", "epost")


@pytest.mark.parametrize(
    ("word", "meaning"), [("true", "ja"), ("False", "nej"), ("null", "inget värde"), ("~", "inget")]
)
def test_what_a_special_word_is_read_as_is_told(word: str, meaning: str) -> None:
    (fault,) = of_question(f"id: a, type: text, label: {word}")
    assert fault.code == "text-is-special-word"
    assert f"{word} läses som {meaning}" in fault.message


def test_a_condition_and_a_calculation_are_asked_for_each_by_its_name() -> None:
    condition, value = of_question("id: a, type: computed, label: A, visible_if: true, value: 3")
    assert [condition.message, value.message] == ["visible_if ska vara ett villkor", "value ska vara en beräkning"]


def test_the_second_name_of_a_key_is_not_offered() -> None:
    (fault,) = of_question("id: a, type: text, label: A, zoom: 3")
    assert "visible_if" in fault.help
    assert "visas_om" not in fault.help
