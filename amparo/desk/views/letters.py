"""The letter to a service without access, printed by the one that stands in for it."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now

from amparo.desk.diary import service_of
from amparo.desk.hats import author_in
from amparo.desk.letter import letter_of
from amparo.desk.views.dossiers import case_in_full
from amparo.dossiers.actions.prints import print_letter
from amparo.dossiers.rules import SERVICE, Can
from amparo.trust.doors import keyring_in, needs, reader_in


@needs(Can.PRINT_LETTER)
def letter(request: HttpRequest, id: UUID) -> HttpResponse:
    """Say what the letter holds; once asked for, record it and show it ready for the printer."""
    at = now()
    case = case_in_full(request, id)
    service = service_of(case)
    if service.for_body is None or service.body_id not in reader_in(request).bodies_where(
        Can.PRINT_LETTER
    ):
        raise Http404
    told = {"at": at, "case": case, "for_body": service.for_body}
    if request.method != "POST":
        return render(request, "desk/letters/about.html", told)
    by = author_in(request, SERVICE, service.body_id, Can.PRINT_LETTER)
    printed = print_letter(case, keyring_in(request), by=by, at=at)
    told["letter"] = letter_of(case, service, printed, at)
    return render(request, "desk/letters/letter.html", told)
