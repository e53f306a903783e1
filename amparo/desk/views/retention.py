"""What reached its date: a supervisor decides, with a reason; nothing is erased by time alone."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from amparo.desk.expired import expired, waiting_in
from amparo.desk.hats import author_in
from amparo.desk.kept import done_with, form_page, typed_in
from amparo.desk.views.office import supervising
from amparo.dossiers.actions.erasing import decide_retention, may_be_decided
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import SERVICE, Can
from amparo.forms.answers import accept
from amparo.forms.narrowing import with_choices
from amparo.protocols.retention import DECIDED, SAYS
from amparo.system.packs import local, pack_by_hash
from amparo.trust.doors import needs, reader_in


@needs(Can.SUPERVISE)
def retention(request: HttpRequest) -> HttpResponse:
    """List what reached its date in the office."""
    at = now()
    hat = supervising(request)
    found = waiting_in(Dossier.objects.under_supervision_of(reader_in(request)), hat, at)
    return render(request, "desk/retention/waiting.html", {"rows": expired(found), "at": at})


@form_page
@needs(Can.SUPERVISE)
def decide(request: HttpRequest, id: UUID) -> HttpResponse:
    """Decide on the first of what a case has reached: kept once more, or erased for ever."""
    at = now()
    hat = supervising(request)
    supervised = Dossier.objects.under_supervision_of(reader_in(request)).filter(pk=id)
    waiting = [each for each in waiting_in(supervised, hat, at) if not each.reached.decided]
    if not waiting:
        raise Http404
    due = waiting[0]
    pack = pack_by_hash(due.dossier.pack_id)
    asked = pack.forms[pack.protocols[due.dossier.protocol].steps[DECIDED].form]
    form = with_choices(asked, SAYS, may_be_decided(due))
    typed = typed_in(request, at=at)
    faults = {}
    if request.method == "POST":
        filled = accept(form, typed.raw, now=local(at))
        faults = dict(filled.faults)
        if not faults:
            by = author_in(request, SERVICE, hat.body, Can.SUPERVISE)
            decide_retention(due, filled.values, entry_id=typed.token.entry, by=by, at=at)
            done_with(request, at=at)
            messages.success(request, _("Your decision is written down, with its reason."))
            return redirect("desk:retention")
    (row,) = expired([due])
    told = {"row": row, "form": form, "typed": typed, "faults": faults, "local": local(at)}
    return render(request, "desk/retention/decide.html", {**told, "at": at})
