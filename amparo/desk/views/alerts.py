"""Openings that somebody is told of: the reason asked before one, and looking at it afterwards."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from amparo.desk.alerted import alerted, together_with
from amparo.desk.asking import asked, form_of_step
from amparo.desk.kept import done_with, form_page
from amparo.desk.office_forms import LookForm
from amparo.desk.views.dossiers import author_of, dossier_in_full
from amparo.dossiers.actions.alerting import (
    REASON,
    look_at_alerts,
    needs_reason,
    opened_today,
    say_why,
)
from amparo.dossiers.actions.readings import read_alerts
from amparo.dossiers.models import Alert
from amparo.dossiers.rules import Can
from amparo.trust.doors import account_in, keyring_in, needs, reader_in, signed_in


@form_page
@needs(Can.READ_DOSSIER)
def opening(request: HttpRequest, id: UUID) -> HttpResponse:
    """Ask why one more file is opened today; then open it."""
    at = now()
    case = dossier_in_full(request, id)
    by = author_of(request, case)
    if not needs_reason(case, by=by, at=at):
        return redirect("desk:file", id=id)
    reason = asked(request, form_of_step(case, REASON), at=at)
    if reason.values is not None:
        say_why(case, reason.values, entry_id=reason.entry, by=by, at=at)
        done_with(request, at=at)
        return redirect("desk:file", id=id)
    today = opened_today(account_in(request).id, at)
    told = {**reason.told, "case": case, "today": today}
    return render(request, "desk/alerts/opening.html", told)


@signed_in
def alert(request: HttpRequest, id: UUID) -> HttpResponse:
    """Show what somebody opened, with the reasons, and write down that it was looked at."""
    at, reader = now(), reader_in(request)
    waiting = Alert.objects.visible_to(reader).waiting()
    first = waiting.filter(pk=id).first()
    if first is None:
        raise Http404
    rows = together_with(first, waiting)
    by = account_in(request).id
    form = LookForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        seen = set(request.POST.getlist("seen"))
        shown = [each for each in rows if str(each.pk) in seen]
        look_at_alerts(shown, form.cleaned_data["found"], by=by, at=at)
        messages.success(request, _("It is written down that you looked at it."))
        return redirect("desk:home")
    (row,) = alerted(rows, read_alerts(rows, keyring_in(request), by=by, at=at))
    told = {"row": row, "form": form, "faults": form.is_bound and form.errors}
    is_own = first.told_id == first.body_id
    seen_now = [each.pk for each in rows]
    return render(request, "desk/alerts/alert.html", {**told, "is_own": is_own, "seen": seen_now})
