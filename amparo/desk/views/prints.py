"""The file on paper: numbered pages, numbered prints, and in the log who printed what."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now

from amparo.desk.copying import RESTRICT, restriction_of
from amparo.desk.diary import diary_of, service_of
from amparo.desk.hats import author_in
from amparo.desk.views.dossiers import case_in_full
from amparo.dossiers.actions.prints import print_file as print_it
from amparo.dossiers.actions.projections import standing_of
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import SERVICE, Author, Can
from amparo.system.packs import pack_by_hash
from amparo.trust.doors import account_in, keyring_in, needs, reader_in

FILE = "file"
WHAT = (FILE, RESTRICT)


@needs(Can.PRINT_FILE)
def print_file(request: HttpRequest, id: UUID) -> HttpResponse:
    """Say what a print is; once asked for, number and record it, and show it for the printer."""
    at = now()
    case = case_in_full(request, id)
    by = printing_author(request, case, Can.PRINT_FILE)
    told = {"at": at, "case": case, "has_restriction": _has_restriction(case)}
    if request.method != "POST":
        return render(request, "desk/prints/about.html", told)
    what = request.POST.get("what", FILE)
    if what not in WHAT or (what == RESTRICT and not told["has_restriction"]):
        raise Http404
    printed = print_it(case, keyring_in(request), what, by=by, at=at)
    told |= {"number": printed.number, "office": service_of(case).body, "by": account_in(request)}
    if what == RESTRICT:
        step = pack_by_hash(case.pack_id).protocols[case.protocol].steps[RESTRICT]
        told |= {"restriction": restriction_of(case, printed.opened), "source": step.source}
        return render(request, "desk/prints/restriction.html", told)
    own = [each for each in printed.opened if each.entry.dossier_id == case.pk]
    told["diary"] = diary_of(case, own, standing_of(case, at))
    return render(request, "desk/prints/file.html", told)


def printing_author(request: HttpRequest, case: Dossier, can: Can) -> Author:
    """Return who prints, in the office that the case belongs to.

    Raises:
        Http404: there the reader prints nothing.
    """
    body = service_of(case).body
    if body is None or body.id not in reader_in(request).bodies_where(can):
        raise Http404
    return author_in(request, SERVICE, body.id, can)


def _has_restriction(case: Dossier) -> bool:
    return case.entries.filter(step=RESTRICT).exists()
