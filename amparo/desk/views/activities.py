"""Activities of a group: a member notes one, sees her own, and takes a wrong one back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from amparo.desk.activities import activity_of
from amparo.desk.asking import asked
from amparo.desk.dialogues import author_of
from amparo.desk.hats import hat_for
from amparo.desk.kept import done_with, form_page
from amparo.dossiers.actions.activities import ACTIVITY, NOTE, note_activity, take_back_activity
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import Can
from amparo.system.packs import current_pack
from amparo.trust.doors import account_in, needs, reader_in


@needs(Can.FOLLOW_CONCERN)
def mine(request: HttpRequest) -> HttpResponse:
    """List the activities that one noted oneself, the newest first."""
    held = Dossier.objects.held_by(reader_in(request)).filter(protocol=ACTIVITY)
    noted = held.order_by("-opened_at", "pk").prefetch_related("entries")
    told = {
        "activities": [activity_of(each) for each in noted],
        "can_note": hat_for(request, Can.RECORD_ACTIVITY) is not None,
    }
    return render(request, "desk/activities/mine.html", told)


@form_page
@needs(Can.RECORD_ACTIVITY)
def note(request: HttpRequest) -> HttpResponse:
    """Ask what the group did, and note it."""
    at, pack = now(), current_pack()
    form = pack.forms[pack.protocols[ACTIVITY].steps[NOTE].form]
    noted = asked(request, form, at=at)
    if noted.values is None:
        return render(request, "desk/activities/note.html", noted.told)
    hat, by = hat_for(request, Can.RECORD_ACTIVITY), author_of(account_in(request).id)
    note_activity(noted.entry, noted.values, hat.area if hat else "", by=by, at=at)
    done_with(request, at=at)
    messages.success(request, _("Written down. Thank you."))
    return redirect("desk:activities")


@needs(Can.FOLLOW_CONCERN)
def take_back(request: HttpRequest, id: UUID) -> HttpResponse:
    """Ask once whether an activity is to be taken back, and take it back."""
    held = Dossier.objects.held_by(reader_in(request))
    found = held.filter(pk=id, protocol=ACTIVITY).first()
    if found is None:
        raise Http404
    if request.method != "POST":
        told = {"activity": activity_of(found)}
        return render(request, "desk/activities/take_back.html", told)
    take_back_activity(found, by=author_of(account_in(request).id), at=now())
    messages.success(request, _("Taken back. It is not counted any more."))
    return redirect("desk:activities")
