"""A respondent meets a form: pages, answers, the way there and back, and the submission."""

from __future__ import annotations

import json
import pickle
from dataclasses import FrozenInstanceError
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import survey_engine as se
from survey_engine import Interview, Progress, Submission
from survey_engine.model import Form

BIDRAG = """
survey: bidrag
version: "2025"
language: sv
title: Återrapportering
pages:
  - id: ekonomi
    questions:
      - id: mottaget
        type: group
        label: Mottaget
        prefill: true
        fields:
          - {id: totalt, type: integer, unit: kr, min: 0, max: 1000000, label: Totalt}
          - {id: tidigare, type: integer, unit: kr, required: false, label: Från tidigare år}
      - {id: loner, type: integer, unit: kr, min: 0, required: true, label: Löner}
      - {id: oanvant, type: computed, unit: kr, label: Oanvänt, value: mottaget.totalt - loner}
  - id: oanvant_sida
    title: Oanvända medel
    visible_if: oanvant > 0
    questions:
      - id: orsak
        type: choices
        label: Orsak
        required: true
        options:
          - {id: tidsbrist, label: Tidsbrist}
          - {id: annan, label: Annan orsak, specify: {max_chars: 10}}
  - id: personal
    questions:
      - {id: anstallda, type: integer, min: 0, label: Antal anställda, required: true}
      - id: nya
        type: integer
        label: Varav nya
        checks:
          - {warn_if: nya > anstallda, message: Fler nya än anställda.}
  - id: slut
    text: Tack.
"""
PREFILL = {"mottaget.totalt": 1000}
ANSWERS = {"loner": 400, "orsak": ["tidsbrist"], "anstallda": 3}


@cache
def form(back: bool = True) -> se.Survey:
    return se.load_text(BIDRAG if back else BIDRAG.replace("pages:", "back: false\npages:"))


def begun(answers: dict[str, Any] | None = None, page: str | None = None, back: bool = True) -> Interview:
    return Interview(form(back), PREFILL, answers or {}, page)


def at(interview: Interview | Submission) -> str:
    """Where a respondent stands."""
    assert isinstance(interview, Interview)
    assert interview.page is not None
    return interview.page.id


def code_of(refused: pytest.ExceptionInfo[se.Refused]) -> tuple[str, str]:
    return refused.value.code, refused.value.path


def test_a_respondent_walks_from_the_first_page_to_a_submission() -> None:
    interview = begun()
    assert at(interview) == "ekonomi"
    interview = interview.answer("loner", 400).next()
    assert at(interview) == "oanvant_sida"
    interview = interview.answer("orsak", ["tidsbrist"]).next().answer("anstallda", 3).next()
    assert at(interview) == "slut"
    submission = interview.submit()
    assert isinstance(submission, Submission)
    assert submission.values == {
        "mottaget.totalt": 1000,
        "loner": 400,
        "oanvant": 600,
        "orsak": ("tidsbrist",),
        "anstallda": 3,
    }
    assert submission.dropped == ()
    assert (submission.survey, submission.version) == ("bidrag", "2025")
    assert submission.fingerprint == form().fingerprint
    assert json.loads(json.dumps(submission.as_json()))["values"]["orsak"] == ["tidsbrist"]


def test_an_interview_never_changes() -> None:
    interview = begun()
    interview.answer("loner", 400)
    assert interview.answers == {}
    with pytest.raises(FrozenInstanceError):
        interview.survey = form(back=False)  # type: ignore[misc]  # what must not be possible
    with pytest.raises(TypeError):
        interview.answers["loner"] = 1  # type: ignore[index]  # what must not be possible


def test_what_the_host_passed_in_may_change_afterwards() -> None:
    prefill, answers, chosen = dict(PREFILL), {"loner": 400}, ["tidsbrist"]
    interview = Interview(form(), prefill, answers).answer("orsak", chosen)
    prefill.clear()
    answers.clear()
    chosen.append("annan")
    assert interview.journey.values["oanvant"] == 600
    assert interview.journey.values["orsak"] == ("tidsbrist",)


def test_next_stays_while_the_page_has_an_error() -> None:
    interview = begun()
    assert at(interview.next()) == "ekonomi"
    assert at(interview.answer("loner", -1).next()) == "ekonomi"
    assert at(interview.answer("loner", "400").next()) == "ekonomi"
    assert at(interview.answer("loner", 1000).next()) == "personal"


def test_what_is_wrong_on_this_page_can_be_told_by_itself() -> None:
    interview = begun({"anstallda": -1})
    assert [problem.path for problem in interview.problems] == ["loner"]
    assert [problem.path for problem in interview.journey.problems] == ["loner", "anstallda"]


def test_an_error_on_another_page_stops_nobody() -> None:
    assert at(begun({"loner": 1000, "anstallda": -1}).next()) == "personal"


def test_an_error_in_a_row_stops_its_page() -> None:
    survey = se.load_text("""
survey: rader
version: "1"
language: sv
title: Rader
pages:
  - id: tjanster_sida
    questions:
      - id: tjanster
        type: matrix
        label: Tjänster
        rows: [{id: lotsar, label: Lotsar}]
        columns:
          - {id: personer, type: integer, label: Personer}
          - {id: nya, type: integer, label: Nya}
        checks:
          - {error_if: row.nya > row.personer, message: Fler nya än personer.}
  - id: slut
""")
    interview = Interview(survey, {}).answer("tjanster.lotsar.personer", 1).answer("tjanster.lotsar.nya", 2)
    assert at(interview.next()) == "tjanster_sida"
    assert at(interview.answer("tjanster.lotsar.nya", 1).next()) == "slut"


def test_a_warning_does_not_stop() -> None:
    interview = begun(ANSWERS | {"nya": 5}, "personal")
    assert [problem.severity for problem in interview.journey.problems] == ["warning"]
    assert at(interview.next()) == "slut"
    assert isinstance(interview.submit(), Submission)


def test_next_on_the_last_page_stays() -> None:
    assert at(begun(ANSWERS, "slut").next()) == "slut"


def test_back_goes_to_the_previous_shown_page_and_stays_at_the_first() -> None:
    assert at(begun({"loner": 400}, "personal").back()) == "oanvant_sida"
    assert at(begun({"loner": 1000}, "personal").back()) == "ekonomi"
    assert at(begun().back()) == "ekonomi"


def test_an_answer_may_be_given_on_any_page_where_there_is_a_way_back() -> None:
    interview = begun(ANSWERS, "personal").answer("loner", 500)
    assert interview.journey.values["oanvant"] == 500
    assert at(interview) == "personal"


def test_without_a_way_back_earlier_pages_take_no_answers() -> None:
    interview = begun({"loner": 400}, back=False).next()
    with pytest.raises(se.Refused) as refused:
        interview.answer("loner", 500)
    assert code_of(refused) == ("earlier-page", "loner")
    with pytest.raises(se.Refused) as refused:
        interview.back()
    assert code_of(refused) == ("no-way-back", "oanvant_sida")
    assert interview.answer("orsak", ["annan"]).answer("anstallda", 1).answers["anstallda"] == 1


def test_answers_to_what_is_hidden_are_kept_and_return() -> None:
    interview = begun(ANSWERS).answer("loner", 1000)
    assert "orsak" not in interview.journey.values
    assert interview.answers["orsak"] == ("tidsbrist",)
    interview = interview.answer("orsak.annan", "kanske")
    assert interview.answer("loner", 400).journey.values["orsak"] == ("tidsbrist",)
    submission = interview.submit()
    assert isinstance(submission, Submission)
    assert [(dropped.path, dropped.reason) for dropped in submission.dropped] == [
        ("orsak", "hidden"),
        ("orsak.annan", "hidden"),
    ]


def test_an_answer_is_taken_back_by_none() -> None:
    interview = begun(ANSWERS).answer("anstallda", None)
    assert "anstallda" not in interview.answers
    assert interview.answer("anstallda", None).answers == interview.answers


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("resor", "unknown-path"),
        ("mottaget", "unknown-path"),
        ("ekonomi", "unknown-path"),
        ("oanvant", "computed-path"),
        ("mottaget.totalt", "prefilled-path"),
        ("mottaget.tidigare", "prefilled-path"),
    ],
)
def test_what_is_not_the_respondents_to_answer_is_refused(path: str, code: str) -> None:
    with pytest.raises(se.Refused) as refused:
        begun().answer(path, 4711)
    assert code_of(refused) == (code, path)
    with pytest.raises(se.Refused) as refused:
        begun({path: 4711})
    assert code_of(refused) == (code, path)
    assert "4711" not in f"{refused.value!r} {refused.value}"


@pytest.mark.parametrize(
    ("path", "code"), [("resor", "unknown-path"), ("oanvant", "computed-path"), ("loner", "not-prefilled")]
)
def test_what_is_not_the_hosts_to_fill_in_is_refused(path: str, code: str) -> None:
    with pytest.raises(se.Refused) as refused:
        Interview(form(), PREFILL | {path: 4711})
    assert code_of(refused) == (code, path)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (None, "prefill-required"),
        ("", "prefill-required"),
        ("1000", "prefill-type"),
        (True, "prefill-type"),
        (1.5, "prefill-type"),
        (-1, "prefill-range"),
        (1000001, "prefill-range"),
    ],
)
def test_an_interview_does_not_start_on_prefilled_values_that_nobody_can_mend(value: object, code: str) -> None:
    with pytest.raises(se.Refused) as refused:
        Interview(form(), {"mottaget.totalt": value})
    assert code_of(refused) == (code, "mottaget.totalt")


def test_a_prefilled_value_may_be_missing_where_it_is_not_required_but_not_be_wrong() -> None:
    assert at(Interview(form(), PREFILL | {"mottaget.tidigare": None})) == "ekonomi"
    with pytest.raises(se.Refused) as refused:
        Interview(form(), PREFILL | {"mottaget.tidigare": "okänt"})
    assert code_of(refused) == ("prefill-type", "mottaget.tidigare")


PREFILLED_LATER = """
survey: senare
version: "1"
language: en
title: Later
pages:
  - id: first
    questions:
      - {id: more, type: choice, label: More?, options: [{id: ja, label: Yes}, {id: nej, label: No}]}
  - id: later
    visible_if: more == ja
    questions:
      - id: kind
        type: choices
        label: Kind
        prefill: true
        max_selected: 2
        options:
          - {id: school, label: School}
          - {id: home, label: Home, visible_if: more == ja}
          - {id: none_of_these, label: None of these, exclusive: true}
          - {id: other, label: Other, specify: {max_chars: 5}}
          - {id: free, label: Free, specify: {required: false}}
"""


@pytest.mark.parametrize(
    ("prefill", "code", "path"),
    [
        ({}, "prefill-required", "kind"),
        ({"kind": []}, "prefill-required", "kind"),
        ({"kind": ["office"]}, "prefill-required", "kind"),
        ({"kind": "school"}, "prefill-type", "kind"),
        ({"kind": ["school", "none_of_these"]}, "prefill-exclusive", "kind"),
        ({"kind": ["school", "home", "free"]}, "prefill-max-selected", "kind"),
        ({"kind": ["other"]}, "prefill-required", "kind.other"),
        ({"kind": ["other"], "kind.other": " "}, "prefill-required", "kind.other"),
        ({"kind": ["other"], "kind.other": "far too long"}, "prefill-max-chars", "kind.other"),
    ],
)
def test_prefilled_values_that_are_not_shown_yet_are_tried_too(prefill: dict[str, Any], code: str, path: str) -> None:
    with pytest.raises(se.Refused) as refused:
        Interview(se.load_text(PREFILLED_LATER), prefill)
    assert code_of(refused) == (code, path)


@pytest.mark.parametrize(
    "prefill",
    [
        {"kind": ["school", "home"]},
        {"kind": ["free"]},
        {"kind": ["other"], "kind.other": "x"},
        {"kind": ["school"], "kind.other": "far too long"},
    ],
)
def test_the_companion_text_of_a_prefilled_choice_counts_when_its_option_is_chosen(prefill: dict[str, Any]) -> None:
    assert at(Interview(se.load_text(PREFILLED_LATER), prefill)) == "first"


def test_a_refusal_speaks_the_forms_language() -> None:
    with pytest.raises(se.Refused, match="The form has no answer of that name"):
        Interview(se.load_text(PREFILLED_LATER), {"kind": ["school"]}, {"nothing": 1})
    with pytest.raises(se.Refused, match="En uppgift som skulle vara ifylld i förväg saknas"):
        Interview(form(), {})


def test_an_interview_is_resumed_where_the_respondent_was() -> None:
    begun_before = begun().answer("loner", 400).next()
    resumed = begun(dict(begun_before.answers), at(begun_before))
    assert at(resumed) == "oanvant_sida"
    assert resumed.journey.as_json() == begun_before.journey.as_json()


def test_where_that_page_is_hidden_the_respondent_stands_on_the_one_before() -> None:
    assert at(begun({"loner": 1000}, "oanvant_sida")) == "ekonomi"
    interview = begun(ANSWERS, "oanvant_sida").answer("loner", 1000)
    assert at(interview) == "ekonomi"
    assert at(interview.next()) == "personal"
    assert at(interview.answer("loner", 400)) == "oanvant_sida"


def test_a_page_that_there_is_not_is_refused() -> None:
    with pytest.raises(se.Refused) as refused:
        begun(page="loner")
    assert code_of(refused) == ("unknown-page", "loner")


def test_submit_goes_to_the_first_page_with_an_error() -> None:
    interview = begun({"loner": 400, "anstallda": -1}, "slut")
    assert at(interview.submit()) == "oanvant_sida"
    assert at(interview.answer("orsak", ["tidsbrist"]).submit()) == "personal"


def test_without_a_way_back_submit_still_goes_to_an_error_and_it_can_be_mended() -> None:
    interview = begun({"loner": 400}, "slut", back=False).submit()
    assert isinstance(interview, Interview)
    assert at(interview) == "oanvant_sida"
    interview = interview.answer("orsak", ["tidsbrist"]).answer("anstallda", 3)
    assert isinstance(interview.submit(), Submission)


def test_progress_counts_the_pages_now_expected() -> None:
    interview = begun()
    assert interview.progress == Progress(done=0, total=3)
    interview = interview.answer("loner", 400)
    assert interview.progress == Progress(done=0, total=4)
    assert interview.next().progress == Progress(done=1, total=4)
    assert interview.next().progress.fraction == 0.25


def test_a_form_with_nothing_to_show_can_be_walked() -> None:
    interview = Interview(se.Survey(Form(id="tom", version="1", language="sv", title="Tom")), {})
    assert interview.page is None
    assert interview.progress == Progress(done=0, total=0)
    assert interview.progress.fraction == 1
    assert interview.next().page is None
    assert interview.back().page is None
    assert isinstance(interview.submit(), Submission)


def test_no_repr_shows_an_answer() -> None:
    interview = begun({"loner": 4711, "anstallda": 4711, "nya": 4711, "orsak.annan": "4711"})
    submission = interview.answer("loner", 1000).submit()
    assert isinstance(submission, Submission)
    assert "4711" not in f"{interview!r} {interview} {submission!r} {submission}"
    assert repr(interview) == "<Interview on 'bidrag' '2025' at page 'ekonomi'>"


def test_interviews_submissions_and_refusals_pickle() -> None:
    interview = begun(ANSWERS, "personal")
    again = pickle.loads(pickle.dumps(interview))
    assert (at(again), again.answers) == ("personal", interview.answers)
    submission = interview.submit()
    assert pickle.loads(pickle.dumps(submission)) == submission
    refused = se.Refused("range", "loner", "För högt.")
    assert str(pickle.loads(pickle.dumps(refused))) == "loner: För högt."


STEPS = st.lists(
    st.one_of(
        st.sampled_from(["next", "back", "submit"]),
        st.tuples(
            st.sampled_from(["loner", "orsak", "orsak.annan", "anstallda", "nya"]),
            st.sampled_from([None, 0, 5, 400, 1000, -1, "", "text", ["annan"], ["tidsbrist", "annan"], Decimal("1.5")]),
        ),
    ),
    max_size=12,
)


@given(steps=STEPS, back=st.booleans())
def test_wherever_a_respondent_goes_they_stand_on_a_shown_page_and_lose_nothing(steps: list[Any], back: bool) -> None:
    interview = Interview(form(back), PREFILL)
    given_answers: dict[str, Any] = {}
    for step in steps:
        before = dict(interview.answers)
        try:
            result = interview.answer(*step) if isinstance(step, tuple) else getattr(interview, step)()
        except se.Refused:
            assert not back
            assert interview.answers == before
            continue
        if isinstance(result, Submission):
            assert interview.journey.is_complete
            continue
        interview = result
        if isinstance(step, tuple):
            given_answers[step[0]] = tuple(step[1]) if isinstance(step[1], list) else step[1]
        assert interview.answers == {path: value for path, value in given_answers.items() if value is not None}
        assert interview.page in interview.journey.pages
        assert 0 <= interview.progress.done < interview.progress.total


def test_a_whole_page_is_answered_at_once_or_not_at_all() -> None:
    interview = begun()
    answered = interview.answer_all({"loner": 400, "orsak": ["tidsbrist"], "anstallda": None})
    assert dict(answered.answers) == {"loner": 400, "orsak": ("tidsbrist",)}
    with pytest.raises(se.Refused):
        interview.answer_all({"loner": 400, "oanvant": 1})
    assert not interview.answers


def test_a_respondent_goes_on_although_the_form_was_mended() -> None:
    stored = {"loner": 400, "borttagen": [1], "oanvant": 7, "mottaget.totalt": 9}
    with pytest.raises(se.Refused):
        Interview(form(), PREFILL, stored)
    interview = Interview.resumed(form(), PREFILL, stored, page="borttagen_sida")
    assert dict(interview.answers) == {"loner": 400}
    assert dict(interview.strays) == {"borttagen": (1,), "oanvant": 7, "mottaget.totalt": 9}
    assert at(interview) == "ekonomi"
    assert interview.answer("anstallda", 1).next().strays == interview.strays
    assert at(Interview.resumed(form(), PREFILL | {"borttaget": 1}, {"loner": 1000}, "personal")) == "personal"
    done = interview.answer_all({"loner": 1000, "anstallda": 1}).submit()
    assert isinstance(done, Submission)
    assert [(lost.path, lost.reason) for lost in done.dropped] == [
        ("borttagen", "unknown"), ("mottaget.totalt", "unknown"), ("oanvant", "computed")
    ]  # fmt: skip
    with pytest.raises(se.Refused, match="förväg"):
        Interview.resumed(form(), {}, stored)


def test_no_answer_can_be_changed_from_outside_however_deep() -> None:
    sent = {"k": ["v"]}
    interview = begun({"orsak": [["a"]]}).answer("loner", sent)
    sent["k"].append("x")
    assert dict(interview.answers) == {"orsak": (("a",),), "loner": {"k": ("v",)}}
