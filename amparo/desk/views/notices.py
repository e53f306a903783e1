"""The notice that asks a caregiver to come, on paper: the day, the hour and the place, no more."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now

from amparo.desk.caregiver_notice import notice_of
from amparo.desk.diary import NOTICE
from amparo.desk.refusals import refusals
from amparo.desk.views.dossiers import author_of, case_in_full
from amparo.dossiers.actions.projections import standing_of
from amparo.dossiers.actions.readings import read_dossier
from amparo.dossiers.rules import Can
from amparo.system.packs import pack_by_hash
from amparo.trust.doors import keyring_in, needs


@needs(Can.READ_DOSSIER)
def notice(request: HttpRequest, id: UUID) -> HttpResponse:
    """Show the newest notice ready for the printer, unless it must not go out now."""
    at = now()
    case = case_in_full(request, id)
    by = author_of(request, case)
    step = pack_by_hash(case.pack_id).protocols[case.protocol].steps.get(NOTICE)
    if step is None:
        return redirect("desk:dossier", id=case.id)
    refused = refusals(case, step, standing_of(case, at), by)
    if refused:
        instead = dict.fromkeys(way for each in refused for way in each.instead)
        told = {"case": case, "refusals": refused, "instead": instead}
        return render(request, "desk/notices/refused.html", told)
    if not case.entries.filter(step=NOTICE).exists():
        return redirect("desk:step", id=case.id, key=NOTICE)
    opened = read_dossier(case, keyring_in(request), by=by, at=at)
    told = {"case": case, "notice": notice_of(case, opened)}
    return render(request, "desk/notices/notice.html", told)
