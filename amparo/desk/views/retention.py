"""What reached its date: a supervisor decides, with a reason; nothing is erased by time alone."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from amparo.desk.asking import asked, form_of_step
from amparo.desk.expired import expired, waiting_in
from amparo.desk.hats import author_in
from amparo.desk.kept import done_with, form_page
from amparo.desk.views.office import supervising
from amparo.dossiers.actions.erasing import decide_retention, may_be_decided
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import SERVICE, Can
from amparo.forms.narrowing import with_choices
from amparo.protocols.retention import DECIDED, SAYS
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
    form = with_choices(form_of_step(due.dossier, DECIDED), SAYS, may_be_decided(due))
    decision = asked(request, form, at=at)
    if decision.values is not None:
        by = author_in(request, SERVICE, hat.body, Can.SUPERVISE)
        decide_retention(due, decision.values, entry_id=decision.entry, by=by, at=at)
        done_with(request, at=at)
        messages.success(request, _("Your decision is written down, with its reason."))
        return redirect("desk:retention")
    (row,) = expired([due])
    return render(request, "desk/retention/decide.html", {**decision.told, "row": row, "at": at})
