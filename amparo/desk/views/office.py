"""A supervisor's pages: what can hurt somebody today, who takes a case on, who must not know."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.base.ids import derived_id
from amparo.desk.accessing import Accessed, accessed
from amparo.desk.alerted import alerted
from amparo.desk.hats import Hat, author_in, hat_for
from amparo.desk.identified import to_second
from amparo.desk.kept import Typed, done_with, form_page, typed_in
from amparo.desk.offers import offered
from amparo.desk.office_forms import AssignForm, ConflictForm
from amparo.desk.owed import duties_of, owed
from amparo.desk.paging import number_in, place_among
from amparo.desk.sessions import late_sessions, most_cases, with_weeks
from amparo.desk.staff import officers_of, offices_left_alone
from amparo.desk.supervised import (
    bodies_to_keep_out,
    cases_of,
    keep_out,
    officers_for,
    open_cases_of,
    people_to_keep_out,
)
from amparo.desk.worries import Worry, Worrying, worries_of
from amparo.dossiers.actions.projections import standing_of
from amparo.dossiers.actions.supervision import assign as assign_case
from amparo.dossiers.models import Access, Alert, Dossier
from amparo.dossiers.rules import SERVICE, Author, Can
from amparo.trust.doors import account_in, needs, reader_in

A_PAGE = 25
"""How many cases of a group stand on a page; of those in danger, all stand on the first."""

WORRIES = {
    Worry.DANGER: gettext_lazy("Danger that no person has answered yet"),
    Worry.MISSED: gettext_lazy("Clocks that were missed"),
    Worry.TIE: gettext_lazy("A tie was declared, and nobody has acted on it"),
    Worry.THIRD: gettext_lazy("Third concern about one child in six months"),
    Worry.HOLD: gettext_lazy("Answers that wait"),
    Worry.CAREGIVER: gettext_lazy("The family is to be told: is it safe for the child?"),
    Worry.APPROVAL: gettext_lazy("Waits for your decision"),
    Worry.EMERGENCY: gettext_lazy("Emergency access that nobody has looked at yet"),
    Worry.TRANSFER: gettext_lazy("Passed on, and not accepted yet"),
    Worry.RECORD: gettext_lazy("Accredited or not: the answer and the record differ"),
    Worry.ADULT: gettext_lazy("Turns 18 within six months"),
    Worry.PRESSED: gettext_lazy("A consent was withdrawn, perhaps under pressure"),
    Worry.UNASSIGNED: gettext_lazy("Not assigned"),
}


@needs(Can.SUPERVISE)
def office(request: HttpRequest) -> HttpResponse:
    """Show what can hurt somebody today, and how the work lies on people."""
    at = now()
    hat = supervising(request)
    cases = open_cases_of(Dossier.objects.under_supervision_of(reader_in(request)), hat)
    worries = worries_of(cases, at)
    accesses = accessed(Access.objects.to_review_by(reader_in(request)), at)
    worries[Worry.EMERGENCY] = _not_to_review(worries[Worry.EMERGENCY], accesses)
    officers = with_weeks(officers_of(hat.body, cases, at), hat.body, at)
    told = {
        "at": at,
        "hat": hat,
        "groups": [
            (WORRIES[worry], worry, rows) for worry, rows in worries.items() if worry in WORRIES
        ],
        "a_page": A_PAGE,
        "is_clear": not any(worries.values()),
        "identities": to_second(reader_in(request), at),
        "accesses": accesses,
        "alerts": alerted(Alert.objects.visible_to(reader_in(request)).waiting()),
        "officers": officers,
        "alone": offices_left_alone(hat.body, at),
        "late": late_sessions(officers),
        "most": most_cases(),
        "me": account_in(request).id,
    }
    return render(request, "desk/office/office.html", told)


def _not_to_review(rows: list[Worrying], accesses: Sequence[Accessed]) -> list[Worrying]:
    """Leave out what the page asks its reader to review anyway, with who opened it and why."""
    shown = {each.dossier for each in accesses}
    return [row for row in rows if row.dossier not in shown]


@needs(Can.SUPERVISE)
def group(request: HttpRequest, group: str) -> HttpResponse:
    """Show all cases of one group of the first page, page by page."""
    at = now()
    hat = supervising(request)
    if group not in WORRIES:
        raise Http404
    cases = open_cases_of(Dossier.objects.under_supervision_of(reader_in(request)), hat)
    found = worries_of(cases, at)[Worry(group)]
    place = place_among(number_in(request), len(found), A_PAGE)
    told = {
        "at": at,
        "title": WORRIES[Worry(group)],
        "count": len(found),
        "rows": found[place.before * A_PAGE : place.number * A_PAGE],
        "place": place,
    }
    return render(request, "desk/office/group.html", told)


@form_page
@needs(Can.SUPERVISE)
def assign(request: HttpRequest, id: UUID) -> HttpResponse:
    """Give a case to one officer, with a deputy."""
    at = now()
    hat = supervising(request)
    case = _case(request, hat, id)
    typed = typed_in(request, at=at)
    officers = officers_for(case, hat.body, at)
    begun = {**_assigned(case), **_said(typed)}
    form = AssignForm(_posted(request, typed), initial=begun, officers=officers)
    by = author_in(request, SERVICE, hat.body, Can.SUPERVISE)
    if request.method == "POST" and form.is_valid():
        worker, deputy = form.cleaned_data["worker"], form.cleaned_data["deputy"]
        # Another choice sent from the same page is another letter.
        entry = derived_id(typed.token.entry, worker, deputy or "")
        assign_case(case, worker, deputy, entry_id=entry, by=by, at=at)
        done_with(request, at=at)
        messages.success(request, _("%(number)s is assigned.") % {"number": case.number})
        return redirect("desk:office")
    told = {"form": form, "faults": form.is_bound and form.errors, "has_officers": bool(officers)}
    return render(request, "desk/office/assign.html", {**_around(case, typed, by, at), **told})


@form_page
@needs(Can.DECLARE_CONFLICT)
def conflict(request: HttpRequest, id: UUID) -> HttpResponse:
    """Keep a person or a body out of a case from now on."""
    at = now()
    hat = supervising(request)
    case = _case(request, hat, id)
    typed = typed_in(request, at=at)
    people, bodies = people_to_keep_out(hat.body, at), bodies_to_keep_out(case, hat.body, at)
    form = ConflictForm(_posted(request, typed), initial=_said(typed), people=people, bodies=bodies)
    by = author_in(request, SERVICE, hat.body, Can.DECLARE_CONFLICT)
    if request.method == "POST" and form.is_valid():
        keep_out(case, form.cleaned_data["who"], form.cleaned_data["reason"], by=by, at=at)
        done_with(request, at=at)
        messages.success(
            request, _("From now on they do not see %(number)s.") % {"number": case.number}
        )
        return _after_conflict(request, hat, id)
    told = {"form": form, "faults": form.is_bound and form.errors}
    return render(request, "desk/office/conflict.html", {**_around(case, typed, by, at), **told})


def supervising(request: HttpRequest, can: str = Can.SUPERVISE) -> Hat:
    """Return the hat in which somebody supervises.

    Raises:
        Http404: they do so in none.
    """
    hat = hat_for(request, can)
    if hat is None:
        raise Http404
    return hat


def _case(request: HttpRequest, hat: Hat, id: UUID) -> Dossier:
    mine = cases_of(Dossier.objects.under_supervision_of(reader_in(request)), hat)
    case = mine.filter(pk=id).first()
    if case is None:
        raise Http404
    return case


def _around(case: Dossier, typed: Typed, by: Author, at: datetime) -> dict[str, object]:
    """Return what stands around both forms: the case's number, what is owed, what else to do."""
    return {
        "at": at,
        "case": case,
        "typed": typed,
        "rows": owed(duties_of([case]), at),
        "offered": offered(case, standing_of(case, at), by),
    }


def _posted(request: HttpRequest, typed: Typed) -> dict[str, str] | None:
    """Return what a form is bound to: what was sent now; what was kept before only stands in it."""
    return _said(typed) if request.method == "POST" else None


def _said(typed: Typed) -> dict[str, str]:
    return {name: texts[0] for name, texts in typed.raw.items() if texts}


def _assigned(case: Dossier) -> dict[str, str]:
    held = (("worker", case.assigned_to_id), ("deputy", case.deputy_id))
    return {name: str(account or "") for name, account in held}


def _after_conflict(request: HttpRequest, hat: Hat, id: UUID) -> HttpResponse:
    """Lead on to assigning, where it is in nobody's hands now and still in sight."""
    mine = cases_of(Dossier.objects.under_supervision_of(reader_in(request)), hat)
    if mine.filter(pk=id, assigned_to__isnull=True).exists():
        return redirect("desk:assign", id=id)
    return redirect("desk:office")
