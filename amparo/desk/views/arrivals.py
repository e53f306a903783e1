"""Register a concern that came on paper, in person or by phone."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from amparo.desk.arrival import RECEIVED_BY, Arrival, arrival_in, begun_receipt, raising_for
from amparo.desk.hats import Hat, author_in, hat_for
from amparo.desk.kept import Typed, done_with, form_page, typed_in
from amparo.desk.twins import twins_of
from amparo.desk.writing import Writing
from amparo.dossiers.actions.arrivals import Registered, register_arrival
from amparo.dossiers.actions.concerns import situation_of
from amparo.dossiers.actions.drafts import keep_draft
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import Can
from amparo.forms.values import to_text
from amparo.system.packs import current_pack
from amparo.trust.doors import account_in, needs, reader_in

RECEIVER = "receiver"
"""The party under which a concern knows the office that it came to."""


ANOTHER = "another"
"""What is pressed to say that this is another paper than the one with the same stamp."""


@form_page
@needs(Can.REGISTER_PAPER)
def register(request: HttpRequest) -> HttpResponse:
    """Ask how it came and what the person said; then open the office's own case."""
    at = now()
    typed = typed_in(request, at=at)
    office = _office(request)
    arrival = arrival_in(_writing(request, office, typed), office, at)
    twins = _twins(request, arrival, at)
    if request.method == "POST" and not arrival.faults and not twins:
        return _registered(request, arrival, at)
    told = {
        "typed": typed,
        "form": arrival.form,
        "faults": arrival.faults if request.method == "POST" else {},
        "beside": arrival.beside,
        "local": at.astimezone(arrival.writing.pack.tzinfo),
        "office": office,
        "twins": twins,
    }
    return render(request, "desk/arrivals/register.html", told)


def _twins(request: HttpRequest, arrival: Arrival, at: datetime) -> tuple[Dossier, ...]:
    """Return what was typed already from a paper with this stamp, until that is said not to be."""
    if request.method != "POST" or arrival.faults or request.POST.get("do") == ANOTHER:
        return ()
    raising = raising_for(arrival, at)
    situation = situation_of(raising.id)
    reader = reader_in(request)
    return twins_of(reader, arrival.office.body, raising.district, raising.stamped, situation)


def _office(request: HttpRequest) -> Hat:
    office = hat_for(request, Can.REGISTER_PAPER)
    if office is None:
        raise Http404
    return office


def _writing(request: HttpRequest, office: Hat, typed: Typed) -> Writing:
    return Writing(typed.token.entry, current_pack(), account_in(request), office, typed.raw)


def _registered(request: HttpRequest, arrival: Arrival, at: datetime) -> HttpResponse:
    by = author_in(request, RECEIVER, arrival.office.body, Can.REGISTER_PAPER)
    received_by = to_text(arrival.values.get(RECEIVED_BY, ""))
    registered = register_arrival(raising_for(arrival, at), received_by, by=by, at=at)
    done_with(request, at=at)
    case = registered.case
    mine = Dossier.objects.in_full(reader_in(request))
    if not mine.filter(pk=case.pk).exists():
        says = _("It is registered under %(number)s. Whoever is on duty opens it.")
        messages.success(request, says % {"number": case.number})
        return redirect("desk:duties")
    _begin_receipt(request, arrival, registered, at)
    messages.success(request, _("It is registered, and locked for your office. Its clocks run."))
    return redirect("desk:dossier", id=case.pk)


def _begin_receipt(
    request: HttpRequest, arrival: Arrival, registered: Registered, at: datetime
) -> None:
    """Let nobody type twice how it came: it stands in the receipt's page already."""
    if registered.is_new:
        page = reverse("desk:step", args=[registered.case.pk, "receipt"])
        keep_draft(page, begun_receipt(arrival), by=account_in(request), at=at)
