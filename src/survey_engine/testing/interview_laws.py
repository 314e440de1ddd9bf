"""The laws of a respondent's way through a form, wherever they stand."""

from __future__ import annotations

from survey_engine.interview import Interview, Submission
from survey_engine.model import Field
from survey_engine.refused import Refused
from survey_engine.testing.edges import edges
from survey_engine.testing.law import law, must
from survey_engine.testing.seen import everything, some, unlike


def _here(interview: Interview) -> str | None:
    return interview.page.id if interview.page is not None else None


def _pages(interview: Interview) -> list[str]:
    return [page.id for page in interview.journey.pages]


def _supplied(interview: Interview) -> dict[str, object]:
    """The prefilled values that count: those in effect, and the others as an interview was given them."""
    return dict(interview._prefill)


@law
def the_respondent_stands_on_a_shown_page(interview: Interview) -> None:
    """A respondent stands on a page that is shown, and their progress counts the pages before it."""
    pages, here = _pages(interview), _here(interview)
    must((here in pages) if pages else here is None, here or "", pages=pages)
    progress = interview.progress
    must(progress.total == len(pages), progress=progress)
    must(progress.done == (pages.index(here) if here in pages else 0), progress=progress)


@law
def the_journey_is_that_of_the_answers(interview: Interview) -> None:
    """The journey is that of the respondent's answers and the prefilled values, and nothing else."""
    alone = interview.survey.evaluate({**interview.answers, **_supplied(interview)})
    differing = unlike(everything(interview.journey), everything(alone))
    must(not differing, differing=differing)


@law
def next_goes_one_page_on_unless_it_has_an_error(interview: Interview) -> None:
    """`next` goes to the page after, and stays where an error is or at the last; `back` goes where `next` came from."""
    pages, here = _pages(interview), _here(interview)
    if here is None:
        return
    questions = {question.id for question in interview.page.questions} if interview.page is not None else set()
    errors = [p for p in interview.journey.problems if p.severity == "error" and p.path.split(".")[0] in questions]
    following = pages[pages.index(here) + 1 :]
    expected = here if errors or not following else following[0]
    went = interview.next()
    must(_here(went) == expected, here, went_to=_here(went), expected=expected, errors=errors)
    must(dict(went.answers) == dict(interview.answers), here)
    if interview.survey.back and _here(went) != here:
        must(_here(went.back()) == here, here, back_at=_here(went.back()))


@law
def back_goes_one_page_back(interview: Interview) -> None:
    """`back` goes to the page before, stays at the first, and is refused in a form without a way back."""
    pages, here = _pages(interview), _here(interview)
    try:
        went = interview.back()
    except Refused as refused:
        must(not interview.survey.back and refused.code == "no-way-back", here or "", refused=refused)
        return
    must(interview.survey.back, here or "")
    if here is not None:
        must(_here(went) == pages[max(0, pages.index(here) - 1)], here, went_to=_here(went))


@law
def submitting_is_for_complete_responses(interview: Interview) -> None:
    """`submit` gives exactly what is in effect and what was left out, or goes to the first page with an error."""
    outcome = interview.submit()
    must(isinstance(outcome, Submission) is interview.journey.is_complete, problems=interview.journey.problems)
    if isinstance(outcome, Submission):
        must(list(outcome.values.items()) == list(interview.journey.values.items()), values=outcome.values)
        must(outcome.dropped[: len(interview.journey.dropped)] == interview.journey.dropped, dropped=outcome.dropped)
        must(interview.survey.evaluate(outcome.values).is_complete, values=outcome.values)
        return
    wrong = {p.path.split(".")[0] for p in interview.journey.problems if p.severity == "error"}
    first = [page.id for page in interview.journey.pages if wrong & {question.id for question in page.questions}]
    must(first and _here(outcome) == first[0], _here(outcome) or "", expected=first)


@law
def resuming_is_standing_where_one_stood(interview: Interview) -> None:
    """Stored answers and a page's id, taken up again, give the same interview."""
    again = type(interview)(interview.survey, _supplied(interview), interview.answers, _here(interview))
    differing = unlike(everything(interview.journey), everything(again.journey))
    must(not differing, differing=differing)
    must(_here(again) == _here(interview), _here(interview) or "", resumed_at=_here(again))


@law
def a_mind_changed_back_is_as_before(interview: Interview) -> None:
    """An answer that is changed and changed back leaves everything as it was, what it hid in between too."""
    for part in some(_open(interview), interview.journey):
        own = interview.answers.get(part.path)
        for edge in list(edges(part, [option.id for option in part.options]))[:8]:
            other = interview.answer(part.path, edge.answer)
            kept = {path: answer for path, answer in other.answers.items() if path != part.path}
            must(kept == {p: a for p, a in interview.answers.items() if p != part.path}, part.path, kept=kept)
            back = other.answer(part.path, own)
            differing = unlike(everything(interview.journey), everything(back.journey))
            must(not differing, part.path, answer=edge.answer, differing=differing)
            must(dict(back.answers) == dict(interview.answers), part.path, answers=dict(back.answers))


@law
def only_open_questions_take_answers(interview: Interview) -> None:
    """Unknown, computed and prefilled paths are refused, earlier pages in a form without a way back; others never."""
    taken = {part.path for part in _open(interview)}
    for path in [*some([part.path for part in interview.survey.fields], interview.journey), "finns.inte"]:
        try:
            interview.answer(path, None)
        except Refused as refused:
            must(path not in taken, path, refused=refused.code)
        else:
            must(path in taken, path)


def _open(interview: Interview) -> list[Field]:
    """The fields that a respondent who stands there may answer."""
    order = [page.id for page in interview.survey.pages]
    here = _here(interview)
    closed = order[: order.index(here)] if here is not None and not interview.survey.back else []
    return [part for part in interview.survey.fields if part.answerable and part.page.id not in closed]


@law
def only_right_values_are_prefilled(interview: Interview) -> None:
    """Nobody begins on prefilled values of which one is missing (unless it need not be there) or breaks a limit."""
    supplied = _supplied(interview)
    prefilled = [p for p in interview.survey.fields if p.prefill and p.computed is None and p.chosen_with is None]
    for part in some(prefilled, interview.journey):
        for edge in edges(part, [option.id for option in part.options]):
            right = edge.code is None if edge.value is not None else edge.code is None and part.required is False
            code = edge.code or ("required" if edge.value is None else "")
            companions = {o.companion.path for o in part.options if o.companion is not None}
            others = {path: value for path, value in supplied.items() if path not in (part.path, *companions)}
            try:
                type(interview)(interview.survey, {**others, part.path: edge.answer})
            except Refused as refused:
                of_text = refused.path in companions
                expected = f"prefill-{code}".replace("_", "-")
                must(of_text or not right, part.path, value=edge.answer, refused=refused.code)
                must(of_text or refused.code == expected, part.path, value=edge.answer, refused=refused.code)
            else:
                must(right, part.path, value=edge.answer)


INTERVIEW_LAWS = (
    the_respondent_stands_on_a_shown_page,
    the_journey_is_that_of_the_answers,
    next_goes_one_page_on_unless_it_has_an_error,
    back_goes_one_page_back,
    submitting_is_for_complete_responses,
    resuming_is_standing_where_one_stood,
    a_mind_changed_back_is_as_before,
    only_open_questions_take_answers,
    only_right_values_are_prefilled,
)
