"""What a host may send to a worker or keep in a cache: all that is public can be pickled and copied."""

from __future__ import annotations

import copy
import pickle
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

import pytest

import survey_engine as se
from tests.forms import with_head
from tests.test_promises import ANSWERS, RESPONSES, ROOT, fruit_interview, real, whole


def submission() -> se.Submission:
    submitted = fruit_interview().answer("varfor", "Slut").submit()
    assert isinstance(submitted, se.Submission)
    return submitted


def refusal() -> se.Refused:
    with pytest.raises(se.Refused) as refused:
        fruit_interview().answer("unknown", 1)
    return refused.value


def mistakes() -> se.SurveyError:
    fix_and_note = with_head("""
        pages:
          - id: sidan
            questions:
              - {id: antal, type: integer, label: Antal}
              - {id: antal, type: choice, label: Val, options: [{id: ja, label: Ja}]}
              - {id: mer, type: text, label: Mer, visible_if: antl == 0}
              - {id: val, type: choice, label: Val, visible_if: ja == val, options: [{id: ja, label: Ja}]}
    """)
    with pytest.raises(se.SurveyError) as error:
        se.load_text(fix_and_note)
    return error.value


def samples() -> dict[str, Any]:
    """Something of each public type, by the type's name."""
    journey = real().evaluate(ANSWERS)
    wrong = real().evaluate(RESPONSES[2])
    error = mistakes()
    return {
        "Column": real().field("tjanster.lotsar.personer").column,
        "Condition": real().field("orsak").question.visible_if,
        "Diagnostic": error.diagnostics[0],
        "Dropped": wrong.dropped[0],
        "Field": real().field("orsak"),
        "Fix": next(fix for diagnostic in error.diagnostics for fix in diagnostic.fixes),
        "Interview": fruit_interview(),
        "Journey": journey,
        "Note": next(note for diagnostic in error.diagnostics for note in diagnostic.notes),
        "Option": real().field("orsak").options[0],
        "Page": real().pages[3],
        "Part": journey.why("orsak").reasons[0].parts[0],
        "Problem": wrong.problems[0],
        "Progress": fruit_interview().progress,
        "Question": real().field("orsak").question,
        "Reason": journey.why("orsak").reasons[0],
        "Refused": refusal(),
        "Row": real().field("tjanster.lotsar.personer").row,
        "ShownField": journey.pages[3].questions[1].fields[0],
        "ShownPage": journey.pages[3],
        "ShownQuestion": journey.pages[3].questions[1],
        "Span": error.diagnostics[0].span,
        "Submission": submission(),
        "SubmissionTerms": real().submission,
        "Survey": real(),
        "SurveyError": error,
        "Why": journey.why("orsak"),
    }


SAMPLES = samples()


def told(thing: Any) -> object:
    """What a host reads of a thing, as values that can be compared."""
    match thing:
        case se.Survey():
            other = thing.in_language("en")
            evaluated = [whole(thing.evaluate(answers)) for answers in RESPONSES]
            return thing.fingerprint, thing.title, other.title, list(map(told, thing.pages)), evaluated
        case se.Journey():
            return whole(thing)
        case se.Interview():
            return (
                dict(thing.answers),
                thing.progress,
                thing.journey.as_json(),
                told(thing.page),
                told(thing.next().page),
            )
        case se.Submission():
            return thing.as_json(), dict(thing.values), thing == SAMPLES["Submission"], repr(thing)
        case se.SurveyError():
            return str(thing), thing.name, list(map(told, thing.diagnostics))
        case se.Diagnostic():
            return thing.as_json(), thing.in_language("en").as_json(), hash(thing.span), repr(thing)
        case se.Refused():
            return thing.code, thing.path, thing.message, str(thing)
        case se.Page():
            return thing.id, thing.title, told(thing.visible_if), dict(thing.meta), list(map(told, thing.questions))
        case se.Question():
            return thing.id, thing.page.id, told(thing.visible_if), list(map(told, thing.fields)), thing.checks != ()
        case se.Field():
            limits = thing.min, thing.max, thing.places, thing.max_chars, thing.unit, thing.required is True
            return thing.path, thing.question.id, thing.page.id, limits, list(map(told, thing.options))
        case se.Row():
            return thing.id, thing.label, thing.help, told(thing.visible_if), dict(thing.meta)
        case se.Column():
            return thing.id, thing.label, thing.help, dict(thing.meta)
        case se.Option():
            return thing.id, thing.label, told(thing.visible_if), told(thing.companion)
        case se.Condition():
            return thing.source, thing.tree
        case se.ShownPage():
            return told(thing.page), list(map(told, thing.questions))
        case se.ShownQuestion():
            return told(thing.question), list(map(told, thing.fields))
        case se.ShownField():
            return told(thing.field), list(map(told, thing.options))
        case _:
            return thing, repr(thing)  # these are compared by what they hold


def test_there_is_a_sample_of_every_public_type() -> None:
    public = {name for name in se.__all__ if isinstance(getattr(se, name), type)}
    assert {name: type(sample).__name__ for name, sample in SAMPLES.items()} == {name: name for name in public}


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_everything_public_can_be_pickled(name: str, protocol: int) -> None:
    again = pickle.loads(pickle.dumps(SAMPLES[name], protocol))
    assert type(again) is type(SAMPLES[name])
    assert told(again) == told(SAMPLES[name])


@pytest.mark.parametrize("name", SAMPLES)
def test_everything_public_can_be_copied(name: str) -> None:
    for again in (copy.deepcopy(SAMPLES[name]), copy.copy(SAMPLES[name])):
        assert told(again) == told(SAMPLES[name])


def test_everything_public_is_the_same_in_a_spawned_process() -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as processes:
        for name, there in zip(SAMPLES, processes.map(told, SAMPLES.values()), strict=True):
            assert there == told(SAMPLES[name]), name


def test_every_kind_of_diagnostic_can_be_pickled_and_copied() -> None:
    found = [d for form in sorted((ROOT / "tests" / "broken").rglob("*.yaml")) for d in se.check(form)]
    assert len({diagnostic.code for diagnostic in found}) > 50
    for again in (pickle.loads(pickle.dumps(found)), copy.deepcopy(found)):
        assert again == found
        assert list(map(told, again)) == list(map(told, found))


def test_a_pickled_survey_is_no_code() -> None:
    assert b"def " not in pickle.dumps(real())  # the function is generated again, not carried along
