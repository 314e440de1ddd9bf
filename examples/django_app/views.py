"""One view for each page of the form, one to look everything over and submit, and the receipt."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

import survey_engine as se

from . import host, layout
from .draft import Draft
from .overview import answered_pages, left_out
from .survey_forms import PageForm

_NOTICES = {
    "sparat": "Det du har skrivit är sparat. Du kan stänga sidan och fortsätta senare i samma webbläsare.",
    "passerad": "Den sidan är passerad. Där gäller det du hade svarat när du lämnade den. Här är du nu.",
    "dold": "Det du skrev är sparat, men dina andra svar gör att den sidan inte visas nu. Här är du nu.",
    "tidigare": "Det du skrev är sparat. Du har gått tillbaka till en tidigare sida, den här, och fortsätter härifrån.",
    "nytt": "Dina förra svar är inskickade, och det du skrev nu ändrar dem inte. Det är sparat i ett nytt svar, som "
    "börjar här och inte är inskickat.",
    "borttagen": "Formuläret har ändrats, och den sidan finns inte längre. Det du skrev där är inte sparat.",
}
_RECEIPT = "survey-receipt"


@require_safe
@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """To where the respondent was."""
    return _to(Draft.of(request.session).interview())


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def page(request: HttpRequest, page_id: str) -> HttpResponse:
    """A page: drawn, or filled in. Whatever was typed is kept before anything is said about it."""
    draft = Draft.of(request.session)
    if request.method == "POST":
        return _filled_in(request, draft, page_id)
    interview = _standing_at(draft.interview(), page_id)
    if interview is None:
        return _to(draft.interview())
    return _drawn(request, PageForm(interview, draft.typed, ask="kontroll" in request.GET))


def _filled_in(request: HttpRequest, draft: Draft, page_id: str) -> HttpResponse:
    """Keeps what was typed at a page, even if the respondent is elsewhere by now: they may have several windows."""
    interview = draft.interview()
    pages = {page.id: page for page in interview.survey.pages}
    if page_id not in pages:
        return _to(interview, "borttagen")
    if _is_passed(interview, page_id):
        return _to(interview, "passerad")
    begun = bool(draft.typed) or _RECEIPT not in request.session
    draft = draft.filled_in(interview.journey, pages[page_id], request.POST)
    here = _standing_at(interview, page_id)
    if here is not None:
        draft = draft.at(here.page)
    draft.keep(request.session)
    if here is not None:
        return _step(request, draft)
    interview = draft.interview()
    shown = page_id in (page.id for page in interview.journey.pages)
    return _to(interview, "nytt" if not begun else "tidigare" if shown else "dold")


def _is_passed(interview: se.Interview, page_id: str) -> bool:
    """Whether a page is an earlier one that the form has no way back to."""
    if interview.survey.back or interview.page is None:
        return False
    order = [page.id for page in interview.survey.pages]
    return order.index(page_id) < order.index(interview.page.id)


def _step(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Where the button that was pressed leads."""
    interview = draft.interview()
    if "_save" in request.POST:
        return _to(interview, "sparat")
    if "_back" in request.POST and interview.survey.back:
        return _onwards(request, draft, interview.back())
    form = PageForm(interview, draft.typed)
    unseen = _unseen(request, form)
    if not form.is_valid() or unseen:
        return _drawn(request, form, unseen)
    if interview.page is None or interview.page.id == interview.journey.pages[-1].id:
        return redirect("review")
    return _onwards(request, draft, interview.next())


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def review(request: HttpRequest) -> HttpResponse:
    """All that has been answered, to be looked over and submitted."""
    draft = Draft.of(request.session)
    if not draft.typed and _RECEIPT in request.session:  # the button was pressed twice
        return redirect("receipt")
    interview = draft.interview()
    pages = interview.journey.pages
    if pages and interview.page != pages[-1]:
        return _to(interview)
    submission = interview.submit()
    if not isinstance(submission, se.Submission):
        return _onwards(request, draft, submission, "kontroll")
    if request.method != "POST":
        context = {"pages": answered_pages(interview.journey), "left_out": left_out(interview.survey, submission)}
        return render(request, "survey/review.html", _context(interview) | context)
    host.receive(draft.number, submission)
    request.session[_RECEIPT] = {"number": draft.number, "fingerprint": submission.fingerprint}
    Draft.forget(request.session)
    return redirect("receipt")


@require_safe
@never_cache
def receipt(request: HttpRequest) -> HttpResponse:
    """That it was submitted, with the form's fingerprint: which wording of which form was answered."""
    if _RECEIPT not in request.session:
        return redirect("start")
    return render(request, "survey/receipt.html", {"survey": host.survey(), "receipt": request.session[_RECEIPT]})


def _standing_at(interview: se.Interview, page_id: str) -> se.Interview | None:
    """The interview at a page where the respondent may be: their own or, where there is a way back, an earlier one."""
    while interview.page is not None and interview.page.id != page_id:
        if not interview.survey.back or interview.progress.done == 0:
            return None
        interview = interview.back()
    return interview if interview.page is not None else None


def _unseen(request: HttpRequest, form: PageForm) -> set[str]:
    """Paths of questions and warnings that the page had not shown when it was sent. Nobody leaves it before they have
    seen them, even where they stop nobody."""
    form.is_valid()
    seen = {*request.POST.get("_drawn", "").split(), *request.POST.get("_warned", "").split()}
    return {*form.fields, *form.warnings_at} - seen


def _drawn(request: HttpRequest, form: PageForm, unseen: Collection[str] = ()) -> HttpResponse:
    drawn = layout.questions(form)
    notice = next((text for name, text in _NOTICES.items() if name in request.GET), "")
    context = {
        "form": form,
        "questions": drawn,
        "faults": layout.faults(drawn),
        "doubts": layout.doubts(drawn),
        "revealed": layout.revealed(drawn, unseen),
        "notice": notice,
    }
    return render(request, "survey/page.html", _context(form.interview) | context)


def _context(interview: se.Interview) -> dict[str, object]:
    progress = interview.progress
    return {
        "survey": interview.survey,
        "page": interview.page,
        "progress": progress,
        "place": progress.done + 1,
        "back": interview.survey.back,
    }


def _onwards(request: HttpRequest, draft: Draft, interview: se.Interview, notice: str = "") -> HttpResponse:
    draft.at(interview.page).keep(request.session)
    return _to(interview, notice)


def _to(interview: se.Interview, notice: str = "") -> HttpResponse:
    """To the page where an interview stands; a form that shows no page can only be looked over."""
    if interview.page is None:
        return redirect("review")
    address = reverse("page", args=[interview.page.id])
    return redirect(f"{address}?{urlencode({notice: ''})}" if notice else address)
