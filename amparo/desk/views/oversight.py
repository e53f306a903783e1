"""Oversight: offices that missed their clocks, and services that were missing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now

from amparo.desk.accessing import accessed
from amparo.desk.alerted import alerted
from amparo.desk.early import early_requests
from amparo.desk.gaps import missing_in
from amparo.desk.missed import overseen_by
from amparo.desk.paging import number_in
from amparo.desk.watched import watched_by
from amparo.dossiers.models import Access, Alert, Dossier
from amparo.dossiers.rules import Can
from amparo.system.models import Gap
from amparo.trust.doors import needs, reader_in


@needs(Can.OVERSEE)
def oversight(request: HttpRequest) -> HttpResponse:
    """Show what was told to the reader's bodies: by office and by district, no rows of children."""
    at = now()
    reader = reader_in(request)
    told = {
        "offices": overseen_by(Dossier.objects.under_supervision_of(reader), reader, at),
        "at": at,
        "accesses": accessed(Access.objects.to_review_by(reader), at),
        "alerts": alerted(Alert.objects.visible_to(reader).waiting()),
        "early": early_requests(reader),
        "watched": watched_by(reader, number_in(request), at),
        "missing": missing_in(Gap.objects.visible_to(reader)),
    }
    return render(request, "desk/oversight/oversight.html", told)
