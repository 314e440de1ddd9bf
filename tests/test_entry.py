"""What people type, and what is made of it."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey_engine.engine.answers import Wrong, read
from survey_engine.entry import parse_answer
from survey_engine.model import Field, Option
from survey_engine.refused import Refused

CLEARLY = 10**15 - 1
SPACES = (" ", "\u00a0", "\u202f", "\u2009", "\u2007", "\u2002", "\u3000")
INSATSER = (
    Option(id="utbildning", label="Utbildning"),
    Option(id="personal", label="Personal, egen eller inhyrd"),
    Option(id="annan", label="Annan  insats"),
    Option(id="a", label="Övrigt; beskriv"),
    Option(id="tva_a", label="Samma namn"),
    Option(id="tva_b", label="samma namn"),
)

KRONOR = Field(path="kostnader.loner", type="integer", label="Lönekostnader", unit="kr")
ANTAL = Field(path="antal", type="integer", label="Antal personer")
ANDEL = Field(path="andel", type="decimal", label="Andel", unit="%", places=2)
ARSARBETARE = Field(path="arsarbetare", type="decimal", label="Årsarbetare", places=4)
DATUM = Field(path="datum", type="date", label="Startdatum")
FRITEXT = Field(path="fritext", type="text", label="Beskriv", multiline=True)
EPOST = Field(path="epost", type="text", label="E-post", format="email")
INSATS = Field(path="insats", type="choice", label="Insats", options=INSATSER)
ALLA_INSATSER = Field(path="insatser", type="choices", label="Insatser", options=INSATSER)
INTYGAR = Field(path="intygar", type="confirm", label="Intyg", statement="Uppgifterna är riktiga")
EVERY_KIND = (KRONOR, ANTAL, ANDEL, ARSARBETARE, DATUM, FRITEXT, EPOST, INSATS, ALLA_INSATSER, INTYGAR)


def refusal(field: Field, text: str, language: str = "sv") -> Refused:
    with pytest.raises(Refused) as caught:
        parse_answer(field, text, language)
    return caught.value


@pytest.mark.parametrize(
    ("field", "typed", "answer"),
    [
        (ANTAL, "0", 0),
        (ANTAL, "1234", 1234),
        (ANTAL, " 1 234 ", 1234),
        (ANTAL, "1\u00a0234", 1234),
        (ANTAL, "1\u202f234\u202f567", 1234567),
        (ANTAL, "1\u2009234", 1234),
        (ANTAL, "12 345 678", 12345678),
        (ANTAL, "1.234.567", 1234567),
        (ANTAL, "1,234,567", 1234567),
        (ANTAL, "1.234,00", 1234),
        (ANTAL, "1,234.00", 1234),
        (ANTAL, "3,0", 3),
        (ANTAL, "3,00", 3),
        (ANTAL, "3,0000", 3),
        (ANTAL, "007", 7),
        (ANTAL, "+5", 5),
        (ANTAL, "-5", -5),
        (ANTAL, "−5", -5),
        (ANTAL, "–5", -5),
        (ANTAL, "−1 234", -1234),
        (ANTAL, "-0", 0),
        (ANTAL, "999 999", 999999),
        (ANTAL, "999999999999999", CLEARLY),
        (ANTAL, "000999999999999999", CLEARLY),
        (ANTAL, "\u202d1234\u202c", 1234),
        (ANTAL, "\ufeff12", 12),
        (ANTAL, "12\r\n", 12),
        (KRONOR, "500 kr", 500),
        (KRONOR, "500kr", 500),
        (KRONOR, "500\u00a0KR", 500),
        (KRONOR, "kr 500", 500),
        (KRONOR, "kr −500", -500),
        (KRONOR, "1 500:-", 1500),
        (KRONOR, "1 500,-", 1500),
        (KRONOR, "1 500 :–", 1500),
        (KRONOR, "500,00 kr", 500),
        (ANDEL, "12,5 %", 12.5),
        (ANDEL, "12.5%", 12.5),
        (ANDEL, "50", 50),
        (ANDEL, "50,00", 50),
        (ARSARBETARE, "1 234,50", 1234.5),
        (ARSARBETARE, "1234.5", 1234.5),
        (ARSARBETARE, "1.234.567,8", 1234567.8),
        (ARSARBETARE, "1,234,567.8", 1234567.8),
        (ARSARBETARE, "1.234,567", 1234.567),
        (ARSARBETARE, "1 234,567", 1234.567),
        (ARSARBETARE, "1234,567", 1234.567),
        (ARSARBETARE, "0,125", 0.125),
        (ARSARBETARE, "-0.125", -0.125),
        (ARSARBETARE, "1,2340", 1.234),
        (ARSARBETARE, ",5", 0.5),
        (ARSARBETARE, "-,5", -0.5),
        (ARSARBETARE, "–,5", -0.5),
        (ARSARBETARE, "0,0000001", 1e-07),
        (ARSARBETARE, "-0,0", 0),
        (ARSARBETARE, "12345678901234,5", 12345678901234.5),
    ],
)
def test_a_number_is_read_in_swedish_and_plain_notation(field: Field, typed: str, answer: float) -> None:
    found = parse_answer(field, typed)
    assert found == answer
    assert type(found) is type(answer)


@pytest.mark.parametrize(
    ("field", "typed", "code"),
    [
        (ANTAL, "1,234", "ambiguous-number"),
        (ANTAL, "1.234", "ambiguous-number"),
        (ANTAL, "1.000", "ambiguous-number"),
        (ANTAL, "-12,345", "ambiguous-number"),
        (ANTAL, "012,345", "ambiguous-number"),
        (KRONOR, "1.234 kr", "ambiguous-number"),
        (KRONOR, "1.234:-", "ambiguous-number"),
        (ARSARBETARE, "1.234", "ambiguous-number"),
        (ARSARBETARE, "123,456", "ambiguous-number"),
        (ANTAL, "1 23", "uneven-groups"),
        (ANTAL, "1234 567", "uneven-groups"),
        (ANTAL, "1  234", "uneven-groups"),
        (ANTAL, "08 123 456", "uneven-groups"),
        (ARSARBETARE, "1 23,5", "uneven-groups"),
        (ANTAL, "3,5", "not-whole"),
        (ANTAL, "0,125", "not-whole"),
        (ANTAL, "1234567890123456", "too-many-digits"),
        (ANTAL, "9" * 10_000, "too-many-digits"),
        (ARSARBETARE, "0,123456789012345", "too-many-digits"),
        (ARSARBETARE, "12345678901234,56", "too-many-digits"),
        (ANTAL, "1e5", "not-a-number"),
        (ANTAL, "1/2", "not-a-number"),
        (ANTAL, "½", "not-a-number"),
        (ANTAL, "tio", "not-a-number"),
        (ANTAL, "ca 10", "not-a-number"),
        (ANTAL, "5-10", "not-a-number"),
        (ANTAL, "10 st", "not-a-number"),
        (ANTAL, "500 kr", "not-a-number"),
        (ANTAL, "500:-", "not-a-number"),
        (KRONOR, "5 tkr", "not-a-number"),
        (KRONOR, "kr", "not-a-number"),
        (KRONOR, "kr 500 kr", "not-a-number"),
        (ANTAL, "１２", "not-a-number"),
        (ANTAL, "١٢", "not-a-number"),
        (ANTAL, "²", "not-a-number"),
        (ANTAL, "0x10", "not-a-number"),
        (ANTAL, "1_000", "not-a-number"),
        (ANTAL, "NaN", "not-a-number"),
        (ANTAL, "inf", "not-a-number"),
        (ANTAL, "-", "not-a-number"),
        (ANTAL, ",", "not-a-number"),
        (ANTAL, "5,", "not-a-number"),
        (ANTAL, "--5", "not-a-number"),
        (ANTAL, "- 5", "not-a-number"),
        (ANTAL, "(5)", "not-a-number"),
        (ANTAL, "1\t234", "not-a-number"),
        (ANTAL, "1\n234", "not-a-number"),
        (ANTAL, "1\u200b234", "not-a-number"),
        (ANTAL, "1.23.456", "not-a-number"),
        (ANTAL, "1.234.56", "not-a-number"),
        (ANTAL, "1,234,567,8", "not-a-number"),
        (ANTAL, "1.234 567", "not-a-number"),
        (ARSARBETARE, "1,5,5", "not-a-number"),
        (ARSARBETARE, "0,123 456", "not-a-number"),
    ],
)
def test_a_number_that_is_none_or_could_be_two_is_refused(field: Field, typed: str, code: str) -> None:
    refused = refusal(field, typed)
    assert (refused.code, refused.path) == (code, field.path)


def test_a_unit_that_runs_into_the_number_is_left_where_it_is() -> None:
    thousands = Field(path="belopp", type="integer", label="Belopp", unit="1000 kr")
    square = Field(path="yta", type="integer", label="Yta", unit="m2")
    assert refusal(thousands, "51000 kr").code == "not-a-number"
    assert refusal(square, "m25").code == "not-a-number"
    assert parse_answer(square, "25 m2") == 25


def test_a_refused_number_says_how_to_write_it() -> None:
    assert refusal(ARSARBETARE, "1.234").message == (
        "Tecknet mellan siffrorna kan läsas på två sätt. Skriv 1234 eller 1 234 om det skiljer tusental, "
        "och 1,2340 om det skiljer decimaler."
    )
    assert refusal(KRONOR, "5 tkr").message == "Skriv ett heltal i kr med bara siffror, till exempel 1 234."
    assert refusal(KRONOR, "5 tkr", "en").message == "Write a whole number in kr, digits only, such as 1234."


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-03-02", "2026-03-02"),
        ("2026-3-2", "2026-03-02"),
        ("2026–03–02", "2026-03-02"),
        ("2026/03/02", "2026-03-02"),
        ("20260302", "2026-03-02"),
        (" 2 mars 2026 ", "2026-03-02"),
        ("den 2 mars 2026", "2026-03-02"),
        ("2:a mars 2026", "2026-03-02"),
        ("2\u00a0Mars\u00a02026", "2026-03-02"),
        ("1 MAJ 2026", "2026-05-01"),
        ("2 okt. 2026", "2026-10-02"),
        ("2nd of March 2026", "2026-03-02"),
        ("March 2, 2026", "2026-03-02"),
        ("31/12 2025", "2025-12-31"),
        ("31/12-2025", "2025-12-31"),
        ("31.12.2025", "2025-12-31"),
        ("12/31/2025", "2025-12-31"),
        ("3/3 2026", "2026-03-03"),
        ("29 februari 2024", "2024-02-29"),
    ],
)
def test_a_date_is_read_in_the_ways_it_can_be_read_in_one_way(typed: str, day: str) -> None:
    assert parse_answer(DATUM, typed) == day


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("2/3 2026", "ambiguous-date"),
        ("2/3/2026", "ambiguous-date"),
        ("2.3.2026", "ambiguous-date"),
        ("02-03-2026", "ambiguous-date"),
        ("26-03-02", "ambiguous-date"),
        ("260302", "ambiguous-date"),
        ("31/12 25", "ambiguous-date"),
        ("2026-02-30", "no-such-date"),
        ("20261301", "no-such-date"),
        ("30 februari 2026", "no-such-date"),
        ("31/31 2026", "no-such-date"),
        ("0000-01-01", "no-such-date"),
        ("2 mars", "not-a-date"),
        ("mars 2026", "not-a-date"),
        ("2/3", "not-a-date"),
        ("2026", "not-a-date"),
        ("2 marsch 2026", "not-a-date"),
        ("2026-03/02", "not-a-date"),
        ("２０２６-03-02", "not-a-date"),
        ("2026-03-02T00:00", "not-a-date"),
        ("i dag", "not-a-date"),
    ],
)
def test_any_other_date_is_refused(typed: str, code: str) -> None:
    assert refusal(DATUM, typed).code == code


def test_a_text_is_kept_as_typed_but_for_its_line_breaks() -> None:
    assert parse_answer(FRITEXT, " en\r\ntvå\rtre\t\n") == " en\ntvå\ntre\t\n"
    assert parse_answer(EPOST, " anna@kommun.se\n") == "anna@kommun.se"


@pytest.mark.parametrize("typed", ["a\x00b", "\x0b a", "a\x7f", "a\x85", "a\ud800"])
def test_a_text_with_control_characters_is_refused(typed: str) -> None:
    assert refusal(FRITEXT, typed).code == "control-character"


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        ("utbildning", "utbildning"),
        (" UTBILDNING ", "utbildning"),
        ("personal, egen  eller\u00a0inhyrd", "personal"),
        ("Annan insats", "annan"),
        ("O\u0308vrigt; beskriv", "a"),
        ("tva_b", "tva_b"),
    ],
)
def test_an_option_is_chosen_by_id_or_label(typed: str, chosen: str) -> None:
    assert parse_answer(INSATS, typed) == chosen
    assert parse_answer(ALLA_INSATSER, typed) == [chosen]


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        ("annan; utbildning", ["utbildning", "annan"]),
        ("annan\r\nutbildning\n", ["utbildning", "annan"]),
        ("annan, utbildning", ["utbildning", "annan"]),
        ("annan,annan;annan", ["annan"]),
        ("Utbildning; Personal, egen eller inhyrd", ["utbildning", "personal"]),
    ],
)
def test_several_options_are_separated_by_semicolons_lines_or_clear_commas(typed: str, chosen: list[str]) -> None:
    assert parse_answer(ALLA_INSATSER, typed) == chosen


@pytest.mark.parametrize(
    ("field", "typed", "code"),
    [
        (INSATS, "resor", "unknown-option"),
        (INSATS, "utbildning; annan", "unknown-option"),
        (INSATS, "samma namn", "ambiguous-option"),
        (ALLA_INSATSER, "utbildning; resor", "unknown-option"),
        (ALLA_INSATSER, "utbildning, resor", "unknown-option"),
        (ALLA_INSATSER, "utbildning Annan", "unknown-option"),
        (ALLA_INSATSER, " ; ", "unknown-option"),
        (ALLA_INSATSER, "Samma namn", "ambiguous-option"),
    ],
)
def test_an_option_that_is_none_or_could_be_two_is_refused(field: Field, typed: str, code: str) -> None:
    assert refusal(field, typed).code == code


@pytest.mark.parametrize("typed", ["ja", "Ja", "yes", "x", "X", "true", "1", " uppgifterna är  riktiga"])
def test_a_confirmation_is_given(typed: str) -> None:
    assert parse_answer(INTYGAR, typed) is True


@pytest.mark.parametrize("typed", ["nej", "No", "false", "0"])
def test_a_confirmation_is_withheld(typed: str) -> None:
    assert parse_answer(INTYGAR, typed) is False


def test_another_word_is_no_confirmation() -> None:
    assert refusal(INTYGAR, "kanske").code == "not-yes-or-no"


@pytest.mark.parametrize("field", EVERY_KIND, ids=lambda field: field.path)
@pytest.mark.parametrize("blank", ["", " ", "\t\r\n", "\u00a0\u2003"])
def test_blank_is_no_answer(field: Field, blank: str) -> None:
    assert parse_answer(field, blank) is None


@pytest.mark.parametrize("language", ["sv", "en", "fi"])
def test_a_refusal_never_repeats_what_was_typed(language: str) -> None:
    for field in EVERY_KIND:
        if field.type != "text":
            refused = refusal(field, "hemligt 4711", language)
            assert "4711" not in f"{refused} {refused!r} {refused.message}"
            assert refused.__context__ is None


def _grouped(whole: str, separator: str) -> str:
    return f"{int(whole):,}".replace(",", separator)


@st.composite
def typed_numbers(draw: st.DrawFn) -> tuple[str, Decimal]:
    """A number in Swedish or plain notation, and the number; with a point or comma it has not just three decimals."""
    whole = str(draw(st.integers(0, 10**11 - 1)))
    decimals = draw(st.from_regex(r"[0-9]{0,4}", fullmatch=True).filter(lambda d: len(d) != 3))
    separator = draw(st.sampled_from((*SPACES, "")))
    mark = draw(st.sampled_from(".,"))
    sign = draw(st.sampled_from(("", "+", "-", "−", "–")))
    typed = sign + (_grouped(whole, separator) if separator else whole) + (mark + decimals if decimals else "")
    number = Decimal(f"{whole}.{decimals or 0}")
    return typed, -number if sign in ("-", "−", "–") else number


@given(typed_numbers(), st.sampled_from(("", " kr", "kr", "\u00a0kr")))
def test_every_number_comes_back(typed: tuple[str, Decimal], unit: str) -> None:
    text, number = typed
    field = Field(path="belopp", type="decimal", label="Belopp", unit="kr", places=4)
    found = parse_answer(field, text + unit)
    assert isinstance(found, int | float)
    assert Decimal(repr(found)) == number
    assert isinstance(found, int) == (number == number.to_integral_value())


@given(st.integers(1, 999), st.integers(0, 999), st.sampled_from(".,"))
def test_three_digits_after_a_single_mark_are_always_ambiguous(before: int, after: int, mark: str) -> None:
    assert refusal(ARSARBETARE, f"{before}{mark}{after:03}").code == "ambiguous-number"


@given(st.dates())
def test_every_date_comes_back(day: Any) -> None:
    iso = day.isoformat()
    assert parse_answer(DATUM, iso) == iso
    assert parse_answer(DATUM, iso.replace("-", "")) == iso
    assert parse_answer(DATUM, iso.replace("-", "/")) == iso


@given(
    st.sampled_from(EVERY_KIND),
    st.one_of(
        st.text(st.characters(exclude_categories=())),
        st.text("0123456789 \u00a0.,:;-–−+krmjan/e%"),
        st.lists(st.sampled_from([o.id for o in INSATSER] + [o.label for o in INSATSER])).map(";".join),
    ),
)
def test_any_text_is_refused_or_an_answer_of_the_right_type(field: Field, typed: str) -> None:
    try:
        answer = parse_answer(field, typed)
    except Refused:
        return
    assert json.loads(json.dumps(answer)) == answer
    value = read(field, answer)
    assert not isinstance(value, Wrong) or answer is False
    assert (value is None) == (answer is None or answer is False)
