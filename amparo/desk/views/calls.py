"""How the person who raised it may be called: for one call, shown once, never on paper."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now

from amparo.desk.diary import service_of
from amparo.desk.hats import author_in
from amparo.desk.views.dossiers import case_in_full
from amparo.desk.wording import in_words
from amparo.dossiers.actions.readings import read_call_back
from amparo.dossiers.rules import SERVICE, Can
from amparo.system.packs import pack_by_hash
from amparo.trust.doors import keyring_in, needs, reader_in


@needs(Can.OPEN_CALL_BACK)
def call_back(request: HttpRequest, id: UUID) -> HttpResponse:
    """Open it after the log has it. Reached by a button only: no link and no reload repeats it."""
    at = now()
    case = case_in_full(request, id)
    body = service_of(case).body_id
    if body is None or body not in reader_in(request).bodies_where(Can.OPEN_CALL_BACK):
        raise Http404
    if request.method != "POST":
        return redirect("desk:dossier", id=id)
    by = author_in(request, SERVICE, body, Can.OPEN_CALL_BACK)
    answers = read_call_back(case, keyring_in(request), by=by, at=at)
    pack = pack_by_hash(case.pack_id)
    said = in_words(pack.forms[pack.routes.form], answers)
    return render(request, "desk/calls/call_back.html", {"case": case, "said": said, "at": at})
