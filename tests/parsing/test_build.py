"""From data to a form: names, defaults at every level, numbering, option sets, checks of rows, languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

import survey_engine as se
from survey_engine import Condition
from survey_engine.model import SubmissionTerms, in_language
from survey_engine.parsing.draft import MOST_DIAGNOSTICS
from tests.forms import codes, form, page, with_head, with_page

# Names.


def test_every_value_has_one_flat_path() -> None:
    survey = page("""
- {id: oanvant, type: integer, label: O}
- {id: kostnader, type: group, fields: [{id: resor, type: integer, label: R}]}
- {id: tjanster, type: matrix, label: T, rows: [{id: lotsar, label: L}, {id: andra, label: A}],
   columns: [{id: k, type: integer, label: K}, {id: f, type: text, label: F}]}
- {id: bedomning, type: scale, label: B, from: 1, to: 5, rows: [{id: syfte, label: S}]}
- {id: skala, type: scale, label: S, from: 1, to: 5}
- {id: orsak, type: choices, label: O, options: [{id: annan, label: A, specify: true}, {id: ingen, label: I}]}
- {id: g, type: group, fields: [{id: f, type: choice, label: F, options: [{id: o, label: O, specify: true}]}]}
- {id: lasruta, type: info, text: Läs}
""")
    assert [part.path for part in survey.fields] == [
        "oanvant", "kostnader.resor",
        "tjanster.lotsar.k", "tjanster.lotsar.f", "tjanster.andra.k", "tjanster.andra.f",
        "bedomning.syfte", "skala", "orsak", "orsak.annan", "g.f", "g.f.o",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "pages",
    [
        "[{id: a, questions: [{id: a, type: text, label: A}]}]",
        "[{id: a, questions: [{id: b, type: text, label: A}]}, {id: b, questions: []}]",
        "[{id: p, questions: [{id: a, type: text, label: A}, {id: a, type: info, text: A}]}]",
        """[{id: p, questions: [{id: g, type: group,
              fields: [{id: a, type: text, label: A}, {id: a, type: date, label: A}]}]}]""",
        """[{id: p, questions: [{id: m, type: matrix, label: M, rows: [{id: a, label: A}],
              columns: [{id: a, type: text, label: A}]}]}]""",
        """[{id: p, questions: [{id: s, type: scale, label: S, from: 1, to: 2,
              rows: [{id: a, label: A}, {id: a, label: A}]}]}]""",
    ],
)
def test_an_id_that_is_taken(pages: str) -> None:
    assert codes(with_head(f"pages: {pages}")) == ["duplicate-id"]


def test_ids_in_different_questions_do_not_meet() -> None:
    survey = page("""
- {id: g, type: group, fields: [{id: a, type: text, label: A}]}
- {id: a, type: choice, label: A, options: [{id: a, label: A}, {id: g, label: G}]}
- {id: b, type: confirm, label: B, visible_if: 'a == a and a in [a, g]'}
""")
    assert survey.evaluate({"a": "a"}).visible == ("g.a", "a", "b")


def test_a_bare_name_is_never_a_sibling() -> None:
    (found,) = se.check_text(
        with_page("""
- {id: g, type: group, fields: [{id: a, type: integer, label: A}, {id: b, type: text, label: B, visible_if: a > 0}]}
""")
    )
    assert found.code == "sibling-name"
    assert [fix.text for fix in found.fixes] == ["g.a"]


# Defaults of required and prefill.


@pytest.mark.parametrize(
    ("question", "field", "required"),
    [
        ("", "", False), ("required: true", "", True), ("required: true", "required: false", False),
        ("required: false", "required: true", True), ("prefill: true", "", True),
        ("prefill: true", "prefill: false", False),
        ("", "prefill: true", True), ("prefill: true, required: false", "", False),
        ("prefill: true", "required: false", False),
        ("required: false", "prefill: true", False), ("required: true", "prefill: false", True),
    ],
)  # fmt: skip
def test_what_a_group_says_is_a_default_for_its_fields(question: str, field: str, required: bool) -> None:
    said = [f", {each}" if each else "" for each in (question, field)]
    survey = page(f"- {{id: g, type: group{said[0]}, fields: [{{id: f, type: text, label: F{said[1]}}}]}}")
    assert survey.field("g.f").required is required


@pytest.mark.parametrize(
    ("question", "column", "row", "required"),
    [
        ("true", None, None, True), ("true", "false", None, False), ("true", "false", "true", True),
        ("false", "true", "false", False), (None, None, "true", True), (None, "true", None, True),
    ],
)  # fmt: skip
def test_the_row_of_a_matrix_has_the_last_word(
    question: str | None, column: str | None, row: str | None, required: bool
) -> None:
    said = [f", required: {each}" if each else "" for each in (question, column, row)]
    survey = page(
        f"- {{id: m, type: matrix, label: M{said[0]}, rows: [{{id: r, label: R{said[2]}}}],"
        f" columns: [{{id: k, type: integer, label: K{said[1]}}}]}}"
    )
    assert survey.field("m.r.k").required is required


def test_a_row_may_prefill_and_a_row_of_a_scale_may_require() -> None:
    survey = page("""
- {id: m, type: matrix, label: M, rows: [{id: r, label: R, prefill: true}, {id: s, label: S}],
   columns: [{id: k, type: integer, label: K}]}
- {id: n, type: scale, label: N, from: 1, to: 3, required: true,
   rows: [{id: r, label: R, required: m.s.k > 1}, {id: s, label: S}]}
""")
    assert [(part.prefill, part.required) for part in survey.fields[:2]] == [(True, True), (False, False)]
    required = survey.field("n.r").required
    assert isinstance(required, Condition)
    assert required.source == "m.s.k > 1"
    assert survey.field("n.s").required is True


def test_a_companion_text_is_required_unless_it_says_otherwise_whatever_its_question_says() -> None:
    survey = page("""
- id: v
  type: choices
  label: V
  required: false
  options:
    - {id: a, label: A, specify: true}
    - {id: b, label: B, specify: {required: false, max_chars: 9, label: Vad}}
    - {id: c, label: C, specify: {required: a in v}}
    - {id: d, label: D, specify: false}
""")
    texts = {part.path: part for part in survey.fields[1:]}
    assert {path: part.required for path, part in texts.items() if isinstance(part.required, bool)} == {
        "v.a": True,
        "v.b": False,
    }
    assert isinstance(texts["v.c"].required, Condition)
    assert {path: (part.label, part.max_chars) for path, part in texts.items()} == {
        "v.a": ("A", None), "v.b": ("Vad", 9), "v.c": ("C", None),
    }  # fmt: skip


@pytest.mark.parametrize(
    "question",
    [
        "{id: a, type: text, label: A, prefill: true, required: answered(b)}",
        "{id: a, type: group, required: answered(b), fields: [{id: f, type: text, label: F, prefill: true}]}",
        "{id: a, type: group, prefill: true, fields: [{id: f, type: text, label: F, required: answered(b)}]}",
    ],
)
def test_a_prefilled_field_is_not_required_by_a_condition(question: str) -> None:
    assert codes(with_page(f"- {question}\n- {{id: b, type: text, label: B}}")) == ["prefill-required-by-condition"]


# Numbering.

NUMBERED = """
    numbering: FIRST
    pages:
      - id: forst
        questions:
          - {id: las, type: info, label: Läs, text: Läs}
          - {id: a, type: text, label: A}
          - {id: namnlos, type: group, fields: [{id: f, type: text, label: F}]}
          - {id: namngiven, type: group, label: G, fields: [{id: f, type: text, label: F}]}
      - id: sedan
        questions:
          - {id: dold, type: text, label: D, visible_if: answered(a)}
          - {id: summa, type: computed, label: S, value: count(skala)}
          - {id: skala, type: scale, label: S, from: 1, to: 3, rows: [{id: r, label: R}]}
"""


@pytest.mark.parametrize(("first", "one"), [("true", 1), ("5", 5)])
def test_all_questions_are_numbered_but_info_and_groups_without_a_label(first: str, one: int) -> None:
    numbers = [question.number for question in form(NUMBERED.replace("FIRST", first)).questions]
    assert numbers == [None, one, None, one + 1, one + 2, one + 3, one + 4]


def test_a_form_that_says_nothing_is_not_numbered() -> None:
    for text in (NUMBERED.replace("numbering: FIRST", ""), NUMBERED.replace("FIRST", "false")):
        assert {question.number for question in form(text).questions} == {None}


# Options.

SETS = """
    option_sets:
      ja_nej: [{id: ja, label: Ja}, {id: nej, label: Nej, visible_if: vill}]
      fler: [{id: vet_ej, label: Vet ej}]
    pages:
      - id: sidan
        questions:
          - {id: vill, type: confirm, label: V}
          - {id: a, type: choice, label: A, options: ja_nej}
          - id: b
            type: choices
            label: B
            options: [{set: ja_nej, visible_if: answered(a)}, {id: egen, label: E}, {set: fler}]
"""


def test_options_come_from_sets_and_in_the_order_they_are_written() -> None:
    survey = form(SETS)
    assert [option.id for option in survey.field("a").options] == ["ja", "nej"]
    assert [option.id for option in survey.field("b").options] == ["ja", "nej", "egen", "vet_ej"]


def test_an_option_is_there_when_both_its_own_condition_and_its_sets_hold() -> None:
    survey = form(SETS)

    def offered(**answers: object) -> list[str]:
        return [option.id for option in survey.evaluate(answers).pages[0].questions[2].options]

    assert offered() == ["egen", "vet_ej"]
    assert offered(a="ja") == ["ja", "egen", "vet_ej"]
    assert offered(a="ja", vill=True) == ["ja", "nej", "egen", "vet_ej"]
    assert offered(vill=True) == ["egen", "vet_ej"]


def test_two_long_conditions_of_an_option_both_count() -> None:
    one, other = (" or ".join(f"antal == {n}" for n in (*range(100, 220), wanted)) for wanted in (1, 2))
    survey = form(f"""
        option_sets: {{lista: [{{id: x, label: X, visible_if: {one}}}]}}
        pages:
          - id: sidan
            questions:
              - {{id: antal, type: integer, label: A}}
              - {{id: v, type: choice, label: V, options: [{{set: lista, visible_if: {other}}}, {{id: y, label: Y}}]}}
    """)
    for antal, there in ((1, False), (2, False), (100, True)):
        options = survey.evaluate({"antal": antal}).pages[0].questions[1].options
        assert ("x" in [option.id for option in options]) is there


def test_why_tells_the_parts_of_both_as_they_are_written() -> None:
    (reason,) = form(SETS).evaluate({"a": "ja"}).why("b.nej").reasons
    assert [(part.source, part.holds) for part in reason.parts] == [("answered(a)", True), ("vill", False)]
    assert reason.source == "(answered(a)) and (vill)"


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ("ja_nejj", "unknown-option-set"), ("[{set: ja_nejj}]", "unknown-option-set"),
        ("[{set: ja_nej}, {id: ja, label: J}]", "duplicate-option"),
        ("[{id: a, label: A}, {id: a, label: B}]", "duplicate-option"),
    ],
)  # fmt: skip
def test_options_that_are_wrong(options: str, code: str) -> None:
    text = f"""
        option_sets: {{ja_nej: [{{id: ja, label: Ja}}]}}
        pages: [{{id: p, questions: [{{id: a, type: choice, label: A, options: {options}}}]}}]
    """
    assert codes(with_head(text)) == [code]


def test_a_matrix_takes_no_companion_text_by_way_of_a_set() -> None:
    text = """
        option_sets: {lista: [{id: annan, label: Annan, specify: true}]}
        pages:
          - id: sidan
            questions:
              - {id: m, type: matrix, label: M, rows: [{id: r, label: R}],
                 columns: [{id: k, type: choice, label: K, options: lista}]}
    """
    assert codes(with_head(text)) == ["companion-in-matrix"]
    assert codes(with_head(text.replace("specify: true", "specify: false"))) == []


# Words on when things are shown.


def test_the_authors_words_stand_beside_every_condition() -> None:
    survey = form("""
        option_sets:
          lista: [{id: a, label: A, visible_if: ok, shown_when_text: A om ok}, {id: b, label: B}]
        pages:
          - id: sidan
            questions:
              - {id: ok, type: confirm, label: O}
              - id: g
                type: group
                fields:
                  - {id: f, type: text, label: F, visible_if: ok, shown_when_text: Fältet}
                  - {id: c, type: computed, label: C, value: 2 * m.r.k, visible_if: ok, shown_when_text: Värdet}
              - id: m
                type: matrix
                label: M
                rows: [{id: r, label: R, visible_if: ok, shown_when_text: Raden}]
                columns: [{id: k, type: integer, label: K}]
              - id: v
                type: choice
                label: V
                options:
                  - {set: lista, visible_if: answered(g.f), shown_when_text: {sv: Listan, en: The set}}
                  - {id: c, label: C, visas_om: ok, shown_when_text: C}
              - {id: w, type: choice, label: W, options: [{set: lista, visible_if: answered(g.f)}]}
    """)
    assert [survey.field(path).shown_when_text for path in ("g.f", "g.c")] == ["Fältet", "Värdet"]
    assert [row.shown_when_text for row in survey.questions[2].rows] == ["Raden"]
    assert [option.shown_when_text for option in survey.field("v").options] == ["Listan; A om ok", "Listan", "C"]
    assert [option.shown_when_text for option in survey.field("w").options] == ["", ""]
    english = survey.in_language("en").field("v").options
    assert [option.shown_when_text for option in english] == ["The set; A om ok", "The set", "C"]


@pytest.mark.parametrize("key", ["visible_if: answered(b)", "visas_om: answered(b)"])
def test_words_on_when_without_a_condition(key: str) -> None:
    question = f"- {{id: a, type: text, label: A, shown_when_text: Ibland, {key}}}\n- {{id: b, type: text, label: B}}"
    assert codes(with_page(question)) == []
    assert codes(with_page(question.replace(f", {key}", ""))) == ["words-without-condition"]


# What is wrong, and what only follows from it.


def test_a_name_that_nothing_has_may_be_of_the_question_without_an_id() -> None:
    pages = """
        pages:
          - title: Utan id
            questions:
              - {type: text, label: Utan id}
              - {id: a, type: text, label: A, visible_if: okand > 1}
    """
    assert codes(with_head(pages)) == ["missing-key", "missing-key"]


@pytest.mark.parametrize("id_", ["Id: antal", "identifier: antal", "id: Antal"])
def test_an_id_that_is_written_otherwise_is_still_the_name_of_its_question(id_: str) -> None:
    found = codes(
        with_page(f"- {{{id_}, type: text, label: A}}\n- {{id: b, type: text, label: B, visible_if: antal > 1}}")
    )
    assert "unknown-name" not in found
    assert len(found) == 1


def test_what_uses_an_id_that_is_there_twice_is_not_wrong_for_that() -> None:
    text = with_page("""
- {id: a, type: text, label: A}
- {id: a, type: integer, label: A}
- {id: g, type: group, fields: [{id: x, type: text, label: X}]}
- {id: g, type: group, fields: [{id: x, type: integer, label: X}, {id: x, type: integer, label: X}]}
- {id: c, type: computed, label: C, value: a + sum(g)}
- {id: c, type: date, label: C}
- {id: b, type: text, label: B, visible_if: a > 1 and g.x > 1 and g.y > 1 and c > "2026-01-01"}
""")
    assert codes(text) == ["duplicate-id"] * 3


def test_what_no_question_uses_is_read_too() -> None:
    text = with_head("""
        option_sets: {lista: [{id: a, label: A, visible_if: okand}, {id: a, label: B, specify: {required: okand}}]}
        pages:
          - id: p
            questions:
              - {id: v, type: choice, label: V,
                 options: [{set: fel, visible_if: okand}, {id: x, label: X, visas_om: okand}]}
              - {id: m, type: matrix, label: M, rows: [{id: r, label: R, required: true}],
                 columns: [{id: k, type: integer, label: K, required: okand}]}
    """)
    assert sorted(codes(text)) == ["duplicate-option", *["unknown-name"] * 5, "unknown-option-set"]


def test_where_faults_are_cut_off_the_last_one_says_so() -> None:
    first, *_, last = se.check_text(with_page(
        "".join(f"- {{id: a{i}, type: text, label: A, visible_if: okand}}\n" for i in range(MOST_DIAGNOSTICS + 1))
    ))  # fmt: skip
    assert first.notes == ()
    assert [note.message for note in last.in_language("en").notes] == [
        "there may be more faults than are shown: mend these and check again"
    ]


def test_a_fault_in_a_set_that_many_questions_use_is_one_fault() -> None:
    questions = "\n".join(
        f"              - {{id: a{i}, type: choice, label: A {i}, options: lista}}" for i in range(MOST_DIAGNOSTICS + 1)
    )
    text = f"""
        option_sets: {{lista: [{{id: a, label: A}}, {{id: a, label: A}}]}}
        pages:
          - id: p
            questions:
              - {{id: b, type: text, label: B, visible_if: okand}}
{questions}
    """
    assert codes(with_head(text)) == ["duplicate-option", "unknown-name"]


# Checks.


def test_a_check_that_speaks_of_rows_is_tried_at_each_and_another_once() -> None:
    survey = page("""
- id: m
  type: matrix
  label: M
  rows: [{id: a, label: A}, {id: b, label: B}]
  columns: [{id: k, type: integer, label: K}, {id: n, type: text, label: N}]
  checks:
    - {error_if: row.k > 3, message: Rad}
    - {warn_if: sum(m.k) > 3, message: Alla}
    - {warn_if: 'm.a.n == "row.k"', message: Text}
""")
    checks = survey.questions[0].checks
    assert [(check.severity, check.message) for check in checks] == [
        ("error", "Rad"), ("warning", "Alla"), ("warning", "Text"),
    ]  # fmt: skip
    assert [[case.path for case in check.cases] for check in checks] == [["m.a", "m.b"], ["m"], ["m"]]


@pytest.mark.parametrize(
    "question",
    [
        "{id: a, type: integer, label: A, checks: [{error_if: row.a > 1, message: M}]}",
        "{id: a, type: integer, label: A, visible_if: row.k > 1}",
        """{id: a, type: matrix, label: A, rows: [{id: r, label: R}], columns: [{id: k, type: integer, label: K}],
  checks: [{error_if: row.finns_inte > 1, message: M}]}""",
    ],
)
def test_row_stands_only_in_the_checks_of_a_matrix_and_before_its_columns(question: str) -> None:
    assert codes(with_page(f"- {question}")) == ["row-outside-matrix"]


@pytest.mark.parametrize("check", ["sum(row) > 5", "row > 1", "count(row) > 1 and row.a > 1"])
def test_a_row_by_itself_is_told_of_with_its_columns(check: str) -> None:
    (fault,) = se.check_text(
        with_page(f"""
- id: m
  type: matrix
  label: M
  rows: [{{id: r, label: R}}]
  columns: [{{id: a, type: integer, label: A}}, {{id: b, type: integer, label: B}}]
  checks: [{{error_if: {check}, message: M}}]
""")
    )
    assert (fault.code, fault.help) == ("row-outside-matrix", "skriv row. och en av matrisens kolumner: row.a, row.b")


# Computed values.


def test_computed_values_are_typed_whatever_their_order() -> None:
    survey = page("""
- {id: c, type: computed, label: C, value: b * 2}
- {id: b, type: computed, label: B, unit: kr, value: a + 0.5}
- {id: a, type: decimal, places: 2, label: A}
- {id: d, type: computed, label: D, value: "count(a, a)"}
- {id: e, type: computed, label: E, value: "round(a, 0)"}
""")
    assert [(part.path, part.type, part.places, part.unit) for part in survey.fields] == [
        ("c", "decimal", 2, None), ("b", "decimal", 2, "kr"), ("a", "decimal", 2, None), ("d", "integer", None, None),
        ("e", "integer", None, None),
    ]  # fmt: skip


# Scenarios, never and submission.

KEPT = """
    submission: {opens: 2026-01-01, closes: 2026-03-02, max_submissions: 3, receipt_to: namn}
    back: false
    meta: {kod: [1, 2.5, {a: null}]}
    pages: [{id: sidan, questions: [{id: namn, type: text, label: N}, {id: tal, type: decimal, places: 2, label: T}]}]
    never: [tal < 0]
    scenarios:
      - {name: {sv: Ett, en: One}, answers: {namn: A, tal: 1.50}, shown: [namn], hidden: [sidan],
         values: {tal: null}, problems: {namn: required}}
"""


def test_what_a_form_says_of_its_submission_and_examples_is_kept() -> None:
    kept = form(KEPT).form
    assert kept.submission == SubmissionTerms(date(2026, 1, 1), date(2026, 3, 2), 3, "namn")
    assert kept.back is False
    assert kept.meta == {"kod": (1, 2.5, {"a": None})}
    assert [condition.source for condition in kept.never] == ["tal < 0"]
    (scenario,) = kept.scenarios
    assert (scenario.name, in_language(kept, "en").scenarios[0].name) == ("Ett", "One")
    assert scenario.answers == {"namn": "A", "tal": Decimal("1.50")}
    assert (scenario.shown, scenario.hidden) == (("namn",), ("sidan",))
    assert (scenario.values, scenario.problems) == ({"tal": None}, {"namn": "required"})


@pytest.mark.parametrize(
    ("part", "code"),
    [
        ("{name: A, answers: {finns_inte: 1}}", "unknown-path"),
        ("{name: A, answers: {g: 1}}", "no-value-of-its-own"),
        ("{name: A, answers: {sidan: 1}}", "no-value-of-its-own"),
        ("{name: A, answers: {}, values: {finns_inte: 1}}", "unknown-path"),
        ("{name: A, answers: {}, shown: [finns_inte]}", "unknown-path"),
        ("{name: A, answers: {}, hidden: [g.x]}", "unknown-path"),
        ("{name: A, answers: {}, problems: {finns_inte: required}}", "unknown-path"),
        ("{name: A, answers: {}, shown: [sidan, g, g.f], problems: {g: check}}", None),
    ],
)
def test_the_paths_of_a_scenario_are_looked_up(part: str, code: str | None) -> None:
    text = f"""
        pages: [{{id: sidan, questions: [{{id: g, type: group, fields: [{{id: f, type: integer, label: F}}]}}]}}]
        scenarios: [{part}]
    """
    assert codes(with_head(text)) == ([code] if code else [])


@pytest.mark.parametrize(
    ("path", "code"), [("namn", None), ("val.x", None), ("tal", "receipt-not-text"), ("namm", "unknown-path")]
)
def test_the_receipt_goes_to_a_text(path: str, code: str | None) -> None:
    text = f"""
        submission: {{receipt_to: {path}}}
        pages:
          - id: sidan
            questions:
              - {{id: namn, type: text, label: N, format: email, required: true}}
              - {{id: tal, type: integer, label: T}}
              - {{id: val, type: choice, label: V, options: [{{id: x, label: X, specify: true}}]}}
    """
    assert codes(with_head(text)) == ([code] if code else [])


# Languages.


def test_a_text_must_be_there_in_the_forms_own_language() -> None:
    text = with_head("pages: [{id: sidan, title: {en: Page}, questions: [{id: a, type: text, label: {fi: A, en: B}}]}]")
    assert codes(text) == ["missing-language", "missing-language"]


def test_visas_om_is_visible_if() -> None:
    survey = page("- {id: a, type: confirm, label: A}\n- {id: b, type: text, label: B, visas_om: a}")
    assert survey.evaluate({"a": True}).visible == ("a", "b")
    assert survey.questions[1].visible_if is not None


def test_an_option_is_no_path() -> None:
    text = """
        pages: [{id: sidan, questions: [{id: val, type: choice, label: V, options: [{id: ja, label: Ja}]}]}]
        scenarios: [{name: A, answers: {}, shown: [val.ja]}]
    """
    (found,) = [each for each in se.check_text(with_head(text)) if each.code == "unknown-path"]
    assert found.help.startswith("det är ett alternativ: skriv frågan, val;")


def test_the_text_of_an_option_is_answered_with_its_id() -> None:
    text = with_page("""
        - {id: h, type: choice, label: H, options: [{id: enskild, label: Enskild huvudman}, {id: annan, label: Annan}]}
        - {id: v, type: text, label: V, visible_if: 'h == "Enskild huvudman."'}
        """)
    (found,) = se.check_text(text)
    assert (found.code, found.help) == ("unknown-option", "det är alternativets text; skriv dess id: enskild")
    (fix,) = found.fixes
    assert fix.text == "enskild"
