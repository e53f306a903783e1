"""Offices and groups of an area: accredited, recognised or not any more, and how one ends."""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from amparo.base.problems import Problem
from amparo.desk.bodies import Standing, bodies_named, left_behind, standing_of
from amparo.desk.body_forms import DocumentForm
from amparo.desk.paging import number_in
from amparo.desk.problems import said
from amparo.dossiers.actions.ending import ask_to_end, end_accreditation
from amparo.system.actions.standing import accredit, recognise, withdraw_recognition
from amparo.system.rules import Can
from amparo.trust.doors import account_in, needs, reader_in

LONGEST = 160


@needs(Can.SEE_BODIES)
def bodies(request: HttpRequest) -> HttpResponse:
    """List the offices and groups that the reader answers for, narrowed by a part of the name."""
    typed = request.GET.get("name", "").strip()[:LONGEST]
    name = typed if typed.isprintable() else ""
    found = bodies_named(reader_in(request), name, number_in(request))
    return render(request, "desk/bodies/bodies.html", {"found": found, "name": name})


@needs(Can.SEE_BODIES)
def body(request: HttpRequest, id: UUID) -> HttpResponse:
    """Show what a body is; note a document that says so, or that it holds no more."""
    at = now()
    shown = _standing(request, id, at)
    asked = request.POST.get("do", "")
    forms = {
        can: DocumentForm(request.POST if asked == can else None, prefix=can, at=at)
        for can in GRANTS
        if can in shown.may
    }
    if request.method == "POST":
        if asked not in shown.may:
            raise Http404
        act = _granted if asked in GRANTS else _withdrawn
        if act(request, shown, asked, forms, at):
            return redirect("desk:body", id=id)
    told = {"shown": shown, "forms": forms, "faults": any(form.errors for form in forms.values())}
    return render(request, "desk/bodies/body.html", told)


@needs(Can.END_BODY)
def end(request: HttpRequest, id: UUID) -> HttpResponse:
    """Show what the end of a body leaves behind; ask for it, where nothing stands against it."""
    at = now()
    shown = _standing(request, id, at)
    if Can.END_BODY not in shown.may:
        raise Http404
    if request.method == "POST":
        reader = reader_in(request)
        also = reader.bodies_where(Can.END_BODY)
        asked = ask_to_end(shown.body, also=also, by=reader.account_id, at=at)
        messages.success(request, _("It is asked. A second person must agree within 7 days."))
        return redirect("desk:proposal", id=asked.id)
    told = {"shown": shown, "left": left_behind(shown.body, at)}
    return render(request, "desk/bodies/end.html", told)


def _standing(request: HttpRequest, id: UUID, at: datetime) -> Standing:
    shown = standing_of(reader_in(request), id, at)
    if shown is None:
        raise Http404
    return shown


Forms = Mapping[str, DocumentForm]


def _granted(request: HttpRequest, shown: Standing, asked: str, forms: Forms, at: datetime) -> bool:
    """Note what a document grants; a form that can't be is shown again, with why."""
    form, by = forms[asked], account_in(request).id
    if not form.is_valid():
        return False
    document, since = form.cleaned_data["document"], form.cleaned_data["since"]
    try:
        GRANTS[asked](shown.body, document=document, since=since, by=by, at=at)
    except Problem as problem:
        form.add_error(None, said(problem))
        return False
    messages.success(request, _("It is noted."))
    return True


def _withdrawn(
    request: HttpRequest, shown: Standing, asked: str, _forms: Forms, at: datetime
) -> bool:
    """Note that something holds no more; an end is no matter of this page."""
    if asked not in WITHDRAWALS:
        raise Http404
    WITHDRAWALS[asked](shown.body, by=account_in(request).id, at=at)
    messages.success(request, _("It is noted: it holds no more."))
    return True


GRANTS: dict[str, Callable[..., object]] = {Can.ACCREDIT: accredit, Can.RECOGNISE: recognise}
WITHDRAWALS: dict[str, Callable[..., None]] = {
    Can.WITHDRAW_ACCREDITATION: end_accreditation,
    Can.WITHDRAW_RECOGNITION: withdraw_recognition,
}
"""What the page's buttons ask for, by the permission for each."""
