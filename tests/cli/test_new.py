"""`survey-engine new`."""

from __future__ import annotations

import json
import re
import stat
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

import survey_engine as se
from survey_engine.cli import new
from survey_engine.scenarios import failures
from tests.cli.command_line import process, run

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="permissions and links as POSIX has them")
SAID = {"form_language": "sv", "title": "Titel", "id": "titel", "edition": "2026", "closes": "", "back": "yes"}
NO_CONTROL = st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")
IDS = st.from_regex(r"[a-zåäö][a-zåäö0-9_-]*", fullmatch=True) | st.sampled_from(("true", "null", "no", "row", "min"))
STEPS = ("check", "test", "show", "render")
YEAR = str(datetime.now(UTC).astimezone().year)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def answering(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if both ends were a terminal."""
    monkeypatch.setattr(new, "is_terminal", lambda _: True)


# What is written.


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("closes", ["", "2027-03-01"])
@pytest.mark.parametrize("back", ["yes", "no"])
def test_the_form_is_well_and_its_scenarios_hold(language: str, closes: str, back: str) -> None:
    text = new.new_form(SAID | {"form_language": language, "closes": closes, "back": back})

    assert se.check_text(text) == ()
    survey = se.load_text(text)
    assert survey.language == language
    assert survey.back is (back == "yes")
    assert str(survey.submission.closes or "") == closes
    assert len(survey.form.scenarios) == 3
    assert survey.form.never
    for scenario in survey.form.scenarios:
        assert failures(survey, scenario, engine="compiled") == ()
        assert failures(survey, scenario, engine="reference") == ()


@pytest.mark.parametrize("language", ["sv", "en"])
def test_it_shows_what_most_forms_have(language: str) -> None:
    survey = se.load_text(new.new_form(SAID | {"form_language": language}))

    assert 2 <= len(survey.pages) <= 3
    assert any(page.visible_if for page in survey.pages)
    assert any(question.prefill and question.type == "group" for question in survey.questions)
    assert any(question.type == "computed" for question in survey.questions)
    assert any(check.source.startswith("sum(") for question in survey.questions for check in question.checks)
    assert any(question.visible_if and any(o.companion for o in question.options) for question in survey.questions)
    assert any(option.visible_if for question in survey.questions for option in question.options)
    receipt = survey.submission.receipt_to
    assert receipt
    assert survey.field(receipt).format == "email"


def test_both_languages_have_the_same_form() -> None:
    swedish, english = (se.load_text(new.new_form(SAID | {"form_language": each})) for each in ("sv", "en"))

    def outline(survey: se.Survey) -> list[object]:
        return [
            (question.type, bool(question.visible_if), len(question.checks), [part.type for part in question.fields])
            for question in survey.questions
        ]

    assert outline(swedish) == outline(english)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_line_is_explained(language: str) -> None:
    lines = new.new_form(SAID | {"form_language": language}).splitlines()

    assert lines[0] == "# yaml-language-server: $schema=survey.schema.json"
    assert [line for line in lines if line and "#" not in line] == ["title: Titel"]  # explained on the line above
    assert max(map(len, lines)) <= 120


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_scenarios_see_each_condition_both_ways(language: str) -> None:
    survey = se.load_text(new.new_form(SAID | {"form_language": language}))
    seen: dict[str, set[bool]] = {}
    for scenario in survey.form.scenarios:
        journey = survey.evaluate(scenario.answers)
        for path in [*(page.id for page in survey.pages), *(part.path for part in survey.fields)]:
            for reason in journey.why(path).reasons:
                if reason.level != "companion":
                    seen.setdefault(reason.source, set()).add(reason.holds)
    assert seen
    assert all(ways == {True, False} for ways in seen.values()), seen


# What a person types.


@given(
    st.text(NO_CONTROL, max_size=60), st.text(NO_CONTROL, min_size=1, max_size=8), IDS, st.sampled_from(["sv", "en"])
)
@example("Rubrik: med kolon", "2026", "a", "sv")
@example("Rubrik #1", "2026:1", "a-1", "en")
@example(" # bara en kommentar", "1", "a", "sv")
@example("- punkt", "-", "a", "sv")
@example("{a: 1}", "{", "a", "en")
@example("[a, b", "]", "a", "en")
@example("'enkla' och \"dubbla\" \\ bakstreck\\n", "'", "a", "sv")
@example("ja", "null", "true", "sv")
@example("12", "1e3", "a", "sv")
@example("2026-01-01", "2026-01-01", "a", "sv")
@example("@kommunen & co * %", "`", "a", "sv")
@example("{{ title }} {% raw %} {# x #}", "{{ id }}", "a", "sv")
@example("\U0001f600 glad \u202e bakåt \ufeff \u2028 rad", "\u200b", "a", "sv")
@example("två\u00a0000 kr", "1", "a", "sv")
@example("en\nrad\r\ntill\tx", "1", "a", "sv")
@example("<a href='x'>&amp;</a>", "1", "a", "sv")
@example("# survey: allow unknown-name because", "1", "a", "sv")
def test_whatever_is_typed_stands_in_the_form(title: str, edition: str, id_: str, language: str) -> None:
    assume(title.strip() and edition.strip())
    typed = {"title": new._one_line(title), "edition": new._one_line(edition), "id": new._id(id_)}
    said = SAID | {"form_language": language} | typed
    text = new.new_form(said)

    assert [(d.code, d.span.line) for d in se.check_text(text)] == []
    survey = se.load_text(text)
    assert (survey.title, survey.version, survey.id) == (said["title"], said["edition"], id_)


@given(st.text(NO_CONTROL, min_size=1, max_size=80))
@example("min")
@example("true")
@example("Återrapportering av 2025 års statsbidrag")
@example("A\u030aterrapportering")
@example("2026")
@example("🙂")
def test_an_id_that_can_be_used_is_proposed_for_any_title(title: str) -> None:
    proposed = new._id_of_title("sv", {"title": title})
    assert new._id(proposed) == proposed
    assert len(proposed) <= 70


def test_the_id_keeps_its_letters_and_outlives_the_year() -> None:
    def id_of(title: str) -> str:
        return new._id_of_title("sv", {"title": title})

    assert id_of("Återrapportering av bidraget") == "återrapportering-av-bidraget"
    assert id_of("Återrapportering av bidraget 2026") == "återrapportering-av-bidraget"
    assert id_of("2026") == "ar_2026"


def test_a_long_title() -> None:
    title = "Återrapportering: " + "mycket " * 1500 + "långt"
    text = new.new_form(SAID | {"title": title})
    assert se.check_text(text) == ()
    assert se.load_text(text).title == title
    assert len(new._id_of_title("sv", {"title": title})) <= 60


@pytest.mark.parametrize("title", ["med \x07", "nolla \x00", "\x1b[31mröd", "\ud800", "\x85"])
def test_control_characters_are_refused(title: str) -> None:
    told = run("new", "-", "--yes", "--title", title)
    assert (told.exit_code, told.stdout) == (2, "")
    assert "styrtecken" in told.stderr
    assert title not in told.stderr


@pytest.mark.parametrize(
    ("option", "value", "says"),
    [
        ("--title", "  ", "det behövs en text"),
        ("--edition", "", "det behövs en text"),
        ("--id", "Min enkät", "Till exempel: min-enkät"),
        ("--id", "2026", "Till exempel: ar_2026"),
        ("--id", "a\n", "skrivet"),
        ("--closes", "2026-02-30", "2026-02-30 är ingen dag"),
        ("--closes", "1/3 2026", "1/3 2026 är ingen dag"),
        ("--closes", "20260301", "är ingen dag"),
        ("--form-language", "de", "--form-language kan vara sv eller en"),
    ],
)
def test_what_will_not_do_is_said(folder: Path, option: str, value: str, says: str) -> None:
    told = run("new", "a.yaml", option, value)
    if says == "skrivet":  # blanks around an id are nobody's mistake
        assert told.exit_code == 0
        return
    assert (told.exit_code, told.stdout) == (2, "")
    assert says in told.stderr
    assert list(folder.iterdir()) == []


# Where it is written.


def test_it_is_written_and_says_what_to_do_next(folder: Path) -> None:
    told = run("new", "formular.yaml", "--title", "Återrapportering: resor", "--no-back", "--closes", "2027-03-01")

    assert (told.exit_code, told.stderr) == (0, "")
    assert told.stdout.startswith("formular.yaml är skriven.")
    for step in (*(f"{step} formular.yaml" for step in STEPS), "schema > survey.schema.json"):
        assert f"survey-engine {step}" in told.stdout
    survey = se.load(folder / "formular.yaml")
    assert (survey.title, survey.id) == ("Återrapportering: resor", "återrapportering-resor")
    assert (survey.version, survey.back, str(survey.submission.closes)) == (YEAR, False, "2027-03-01")
    assert [path.name for path in folder.iterdir()] == ["formular.yaml"]


def test_the_steps_that_it_names_work(folder: Path) -> None:
    told = run("new", "mitt formulär.yaml", "--language", "en")
    steps = re.findall(r"^  survey-engine (\w+) 'mitt formulär.yaml'( --language en)?  ", told.stdout, re.MULTILINE)
    assert [step for step, _ in steps] == [*STEPS]
    for step, language in steps:
        assert run(step, "mitt formulär.yaml", *language.split()).exit_code == 0
    assert (folder / "mitt formulär.yaml").read_bytes().startswith(b"# yaml-language-server")


def test_a_file_that_is_there_is_left_alone(folder: Path) -> None:
    (folder / "a.yaml").write_text("mitt arbete", encoding="utf-8")
    told = run("new", "a.yaml")
    assert (told.exit_code, told.stdout) == (2, "")
    assert "--force" in told.stderr
    assert (folder / "a.yaml").read_text(encoding="utf-8") == "mitt arbete"

    assert run("new", "a.yaml", "--force").exit_code == 0
    assert se.check(folder / "a.yaml") == ()


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("finns/inte/a.yaml", "katalogen finns inte"),
        (".", "det är en katalog, inte en fil"),
        ("a\x00b", "går inte att"),
        ("x" * 300, "går inte att"),
    ],
)
@pytest.mark.parametrize("force", [(), ("--force",)])
@pytest.mark.usefixtures("folder")
def test_where_nothing_can_be_written(name: str, says: str, force: tuple[str, ...]) -> None:
    told = run("new", name, *force)
    assert (told.exit_code, told.stdout) == (2, "")
    assert says in told.stderr
    assert told.stderr.count("\n") == 1


@POSIX
def test_a_folder_that_may_not_be_written_in(folder: Path) -> None:
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        told = run("new", "a.yaml")
        written = (folder / "a.yaml").exists()
    finally:
        folder.chmod(stat.S_IRWXU)
    assert written or (told.exit_code, "behörighet" in told.stderr) == (2, True)  # root may write anywhere


def test_standard_output_holds_the_form_and_nothing_else() -> None:
    told = process("new", "-", "--title", "Två: 🙂", "--language", "en")
    assert (told.returncode, told.stderr) == (0, "")
    assert se.check_text(told.stdout) == ()
    assert (se.load_text(told.stdout).title, se.load_text(told.stdout).language) == ("Två: 🙂", "en")
    assert told.stdout.endswith("\n")
    assert not told.stdout.endswith("\n\n")


@pytest.mark.usefixtures("folder")
def test_another_ending_is_allowed_and_a_better_one_suggested() -> None:
    assert ".yaml" in run("new", "formular.txt").stdout.splitlines()[-1]
    assert "Kalla" not in run("new", "formular.YML").stdout


# Questions on a terminal.


@pytest.mark.usefixtures("folder")
def test_a_pipe_is_asked_nothing() -> None:
    told = process("new", "a.yaml")
    assert told.returncode == 0
    assert "[" not in told.stderr + told.stdout
    assert se.load("a.yaml").title == "Återrapportering av statsbidraget"


@pytest.mark.usefixtures("folder")
def test_enter_takes_what_is_proposed(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch)
    told = run("new", "a.yaml", text="\n" * 6)

    assert told.exit_code == 0
    assert told.stderr.count("]:") == 6
    assert "Formulärets id, detsamma år efter år [återrapportering-av-statsbidraget]:" in told.stderr
    assert f"Upplaga [{YEAR}]:" in told.stderr
    assert "ÅÅÅÅ-MM-DD [ingen]:" in told.stderr
    survey = se.load("a.yaml")
    assert (survey.language, survey.version, survey.back) == ("sv", YEAR, True)
    assert survey.submission.closes is None


@pytest.mark.usefixtures("folder")
def test_answers_are_used_and_asked_again_when_they_will_not_do(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch)
    typed = ["de", "en", 'Report: "travel" 2027', "Not An Id", "travel", "2027", "1 March", "2027-03-01", "maybe", "no"]
    told = run("new", "a.yaml", "--language", "en", text="\n".join(typed) + "\n")

    assert told.exit_code == 0
    assert "Id of the form, the same year after year [report-travel]:" in told.stderr
    for wrong in ("the language can be sv or en", "For example: not-an-id", "1 March is no day", "answer yes or no"):
        assert told.stderr.count(f"error: {wrong}") + told.stderr.count(wrong) >= 1
    survey = se.load("a.yaml")
    assert (survey.title, survey.id, survey.version) == ('Report: "travel" 2027', "travel", "2027")
    assert (survey.back, str(survey.submission.closes)) == (False, "2027-03-01")


@pytest.mark.usefixtures("folder")
def test_what_is_given_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch)
    told = run("new", "a.yaml", "--title", "T", "--id", "t", "--edition", "1", "--form-language", "en", text="\n\n")
    assert told.exit_code == 0
    assert told.stderr.count("]:") == 2  # the last day, and the way back

    assert run("new", "b.yaml", "--yes").stderr == ""


def test_nothing_is_written_when_nobody_answers_to_the_end(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch)
    assert run("new", "a.yaml", text="sv\nTitel\n").exit_code == 130
    assert list(folder.iterdir()) == []


@pytest.mark.usefixtures("folder")
def test_a_file_in_the_way_is_told_of_before_anything_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch)
    Path("a.yaml").touch()
    told = run("new", "a.yaml", text="")
    assert told.exit_code == 2
    assert "]:" not in told.stderr


def test_the_help_tells_every_option() -> None:
    for language in ("sv", "en"):
        text = run("new", "--help", "--language", language).stdout
        for parameter in new.command.params:
            assert all(option in text for option in parameter.opts if option.startswith("--")), parameter.opts
        assert json.dumps(text)
    assert "ange en formulärfil" in run("new").stderr
