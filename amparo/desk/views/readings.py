"""Who opened what: for the supervisor of an office."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now

from amparo.desk.readings import readings_in
from amparo.desk.supervised import cases_of
from amparo.desk.views.office import supervising
from amparo.dossiers.actions.overseeing import look_at_readings
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import Can
from amparo.trust.doors import account_in, needs, reader_in

A_PAGE = 20


@needs(Can.SEE_READINGS)
def readings(request: HttpRequest) -> HttpResponse:
    """Show who opened what, the newest first; that somebody looked here is recorded too."""
    at = now()
    hat = supervising(request, Can.SEE_READINGS)
    cases = cases_of(Dossier.objects.under_supervision_of(reader_in(request)), hat)
    found = look_at_readings(cases, hat.body, by=account_in(request).id, at=at)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    told = {"page": page, "readings": readings_in(page, cases), "hat": hat}
    return render(request, "desk/office/readings.html", told)
