"""The traps of pasted labels: what the author is told, and the text that was meant."""

from __future__ import annotations

import pytest

from survey_engine.diagnostics import Diagnostic
from survey_engine.parsing.document import plain
from survey_engine.parsing.reader import read
from survey_engine.source import Source


def read_text(text: str) -> tuple[object, list[Diagnostic]]:
    document, diagnostics = read(Source("form.yaml", text))
    return (None if document is None else plain(document)), list(diagnostics)


def the_fault(text: str) -> Diagnostic:
    (diagnostic,) = read_text(text)[1]
    return diagnostic


def mended(text: str, diagnostic: Diagnostic) -> str:
    """The text after the diagnostic's fix."""
    (fix,) = diagnostic.fixes
    lines = text.split("\n")
    before = "\n".join([*lines[: fix.span.line - 1], lines[fix.span.line - 1][: fix.span.column - 1]])
    after = "\n".join([lines[fix.span.end_line - 1][fix.span.end_column - 1 :], *lines[fix.span.end_line :]])
    return before + fix.text + after


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "meant"),
    [
        ("label: Namn kontaktperson:\n", "trailing-colon", 1, 26, {"label": "Namn kontaktperson:"}),
        ("label: Namn:  # frågan\n", "trailing-colon", 1, 12, {"label": "Namn:"}),
        ("- Namn:\n- Adress\n", "trailing-colon", 1, 3, ["Namn:", "Adress"]),
        ("label:\n  Ange namn:\n", "trailing-colon", 2, 3, {"label": "Ange namn:"}),
        ("{id: a, label: Namn:}\n", "trailing-colon", 1, 20, {"id": "a", "label": "Namn:"}),
        ('label: "Resultat" av insatsen\n', "text-after-quote", 1, 8, {"label": '"Resultat" av insatsen'}),
        ("label: 'Resultat' av insatsen\n", "text-after-quote", 1, 8, {"label": "'Resultat' av insatsen"}),
        ('{label: "Resultat" av det, id: a}\n', "text-after-quote", 1, 9, {"label": '"Resultat" av det', "id": "a"}),
        ('- "Resultat" av\n- b\n', "text-after-quote", 1, 3, ['"Resultat" av', "b"]),
        ('label: "A": b\n', "text-after-quote", 1, 8, {"label": '"A": b'}),
        ("label: Bidrag nr #3\n", "comment-cuts-text", 1, 18, {"label": "Bidrag nr #3"}),
        ("label: #3\n", "comment-cuts-text", 1, 8, {"label": "#3"}),
        ("- #metoo\n", "comment-cuts-text", 1, 3, ["#metoo"]),
        ("{id: a, label: Nr #3\n}\n", "comment-cuts-text", 1, 19, {"id": "a", "label": "Nr #3"}),
        (
            "{id: a, label: Resor, kost och logi}\n",
            "comma-in-text",
            1,
            16,
            {"id": "a", "label": "Resor, kost och logi"},
        ),
        ("{label: Resor, kost, logi, id: a}\n", "comma-in-text", 1, 9, {"label": "Resor, kost, logi", "id": "a"}),
        ("{label: 10,5}\n", "comma-in-text", 1, 9, {"label": "10,5"}),
        ("{label: Svara, null}\n", "comma-in-text", 1, 9, {"label": "Svara, null"}),
        ("{label: Svara, label}\n", "comma-in-text", 1, 9, {"label": "Svara, label"}),
        ("label: Obs: skriv noga\n", "colon-in-text", 1, 11, {"label": "Obs: skriv noga"}),
        ("{label: Obs: skriv, id: a}\n", "colon-in-text", 1, 12, {"label": "Obs: skriv", "id": "a"}),
        ("label: @kommunen\n", "reserved-start", 1, 8, {"label": "@kommunen"}),
        ("label: `kod` här\n", "reserved-start", 1, 8, {"label": "`kod` här"}),
        ("label: % av budget\n", "reserved-start", 1, 8, {"label": "% av budget"}),
        ("text: **Viktigt** att veta\n", "reserved-start", 1, 7, {"text": "**Viktigt** att veta"}),
        ("text: *Viktigt att veta\n", "reserved-start", 1, 7, {"text": "*Viktigt att veta"}),
        ("label: & co\n", "reserved-start", 1, 8, {"label": "& co"}),
        ("label: - ingen\n", "reserved-start", 1, 8, {"label": "- ingen"}),
        ("label: > 5 anställda\n", "reserved-start", 1, 8, {"label": "> 5 anställda"}),
        ("label: [obs] skriv\n", "reserved-start", 1, 8, {"label": "[obs] skriv"}),
        ("{label: @kommunen, id: a}\n", "reserved-start", 1, 9, {"label": "@kommunen", "id": "a"}),
    ],
)
def test_a_certain_trap_is_mended_by_its_fix(text: str, code: str, line: int, column: int, meant: object) -> None:
    fault = the_fault(text)

    assert (fault.code, fault.span.line, fault.span.column) == (code, line, column)
    assert read_text(mended(text, fault)) == (meant, [])


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("- Namn:\n- Adress\n", ["Namn:", "Adress"]),
        ("label: Bidrag nr #3\ntype: text\n", {"label": "Bidrag nr #3", "type": "text"}),
        ("label: #3\n", {"label": "#3"}),
        ("label: # 3\n", {"label": "# 3"}),
        ("type: integer # hela kronor\n", {"type": "integer"}),
        ("type: integer  #hela kronor\n", {"type": "integer"}),
        ("{label: Resor, kost, id: a}\n", {"label": "Resor, kost", "id": "a"}),
    ],
)
def test_the_form_goes_on_as_it_was_meant(text: str, meant: object) -> None:
    document, diagnostics = read_text(text)

    assert document == meant
    assert len(diagnostics) == 1


@pytest.mark.parametrize(
    "text",
    [
        "label: Bidrag  # en kommentar\n",
        "label: Bidrag  #\n",
        "label: 'Bidrag' # en kommentar\n",
        "pages: # sidorna\n  - a\n",
        "pages: #sidorna\n  a: b\n",
        "required: true # alltid\n",
        "min: 0 # kronor\n",
        "label:  # senare\n",
        "label: nr#3\n",
        "values:\n  kostnader.resor:\n",
        "- id:\n",
        "{id: a, label: }\n",
        '{id: "a", label}\n',
        "label: kl 10:30, http://a.se/#b\n",
    ],
)
def test_no_trap(text: str) -> None:
    assert read_text(text)[1] == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  - label: Namn:\n", '- label: "Namn:"'),
        ('label: "Resultat" av insatsen\n', "label: '\"Resultat\" av insatsen'"),
        ("- {id: a, label: Resor, kost}\n", '- {id: a, label: "Resor, kost"}'),
        ("label: Bidrag nr #3\n", 'label: "Bidrag nr #3"'),
        ("label: Obs: det är 'så'\n", "label: \"Obs: det är 'så'\""),
    ],
)
def test_the_help_shows_the_line_as_it_should_be(text: str, line: str) -> None:
    fault = the_fault(text)

    assert line in fault.help
    assert line in fault.in_language("en").help


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("label: Svara\n  på Frågan:\n", "trailing-colon"),
        ("label: Obs\n  Viktigt: skriv noga\n", "colon-in-text"),
        ("label: Namn help: Skriv hela namnet\n", "colon-in-text"),
        ('label: "Namn" help: Skriv hela namnet\n', "text-after-quote"),
        ("{id: a, label: Namn, required}\n", "comma-in-text"),
        ("options: [ja, nej] vet_ej\n", "reserved-start"),
        ("label: Bidrag #obligatorisk\n", "comment-cuts-text"),
        ('label: Skärm på minst 24"\n', "unopened-quote"),
    ],
)
def test_what_may_have_been_meant_otherwise_has_advice_and_no_fix(text: str, code: str) -> None:
    fault = the_fault(text)

    assert fault.code == code
    assert fault.help
    assert fault.fixes == ()


def test_a_doubtful_comment_has_no_fix() -> None:
    assert the_fault("type: integer # hela kronor\n").fixes == ()
    assert the_fault("type: integer  #hela kronor\n").fixes == ()


def test_a_text_that_a_comment_cut_is_the_only_fault_though_its_next_line_is_left_over() -> None:
    assert the_fault("label: Bidrag nr #3\n  och 4\nid: a\n").code == "comment-cuts-text"


def test_a_very_long_line_is_shortened() -> None:
    assert len(the_fault("label: A: " + "b" * 5_000 + "\n").help) < 250
