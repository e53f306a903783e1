"""I need support: calls owed to a member, saying that one is threatened, and the right to stop."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from amparo.base.problems import NotThere
from amparo.desk.caring import calls_of, heard_of
from amparo.desk.hats import hat_for
from amparo.desk.kept import Typed, done_with, form_page, typed_in
from amparo.desk.lines import lines_in
from amparo.desk.writing import PEOPLE, Writing, companions, home_of
from amparo.dossiers.actions.care import DEBRIEF, THREAT, Threat, tell_of_threat
from amparo.dossiers.actions.journal import append_entry
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import MEMBER, Author, Can, Letter
from amparo.forms.answers import Filled, accept
from amparo.pages.problems import said
from amparo.system.packs import current_pack, local, pack_by_hash
from amparo.trust.doors import account_in, needs, reader_in

WISH = "wish"
"""The step by which a member says whether and how to be called."""

FIRST_NUMBERS = 3


@needs(Can.SEEK_SUPPORT)
def home(request: HttpRequest) -> HttpResponse:
    """Show what is owed to whoever helps, what was answered, and that they may stop."""
    reader = reader_in(request)
    calls = calls_of(reader)
    told = {
        "at": now(),
        "owed": [call for call in calls if not call.is_over],
        "over": [call for call in calls if call.is_over],
        "heard": heard_of(reader),
    }
    return render(request, "desk/support/home.html", told)


@form_page
@needs(Can.SEEK_SUPPORT)
def tell(request: HttpRequest) -> HttpResponse:
    """Let somebody say that they are threatened or afraid: first the numbers to call."""
    at = now()
    typed = typed_in(request, at=at)
    telling = _telling(request, typed)
    filled = accept(telling.pack.forms[THREAT], typed.raw, now=local(at))
    is_sent = request.method == "POST"
    if is_sent and not filled.faults:
        try:
            told = tell_of_threat(_threat(telling, filled, at), by=_by(request), at=at)
        except NotThere as problem:
            messages.error(request, said(problem))
        else:
            done_with(request, at=at)
            return redirect("desk:support_show", id=told.pk)
    page = {
        "form": telling.pack.forms[THREAT],
        "typed": typed,
        "faults": filled.faults if is_sent else {},
        "local": local(at),
        "people": companions(telling, at),
        "picked": typed.raw.get(PEOPLE, ()),
        "lines": lines_in(telling.pack, reader_in(request), home_of(telling), at)[:FIRST_NUMBERS],
    }
    return render(request, "desk/support/tell.html", page)


@form_page
@needs(Can.SEEK_SUPPORT)
def show(request: HttpRequest, id: UUID) -> HttpResponse:
    """Show one call or one answer; a call can be wished for otherwise, or not at all."""
    at, reader = now(), reader_in(request)
    mine = Dossier.objects.held_by(reader).filter(pk=id, protocol__in=(DEBRIEF, THREAT)).first()
    if mine is None:
        raise Http404
    typed = typed_in(request, at=at)
    pack = pack_by_hash(mine.pack_id)
    step = pack.protocols[mine.protocol].steps.get(WISH)
    form = pack.forms[step.form] if step else None
    filled = accept(form, typed.raw, now=local(at)) if form else None
    if request.method == "POST" and filled and not filled.faults:
        return _wished(request, mine, typed, filled, at)
    page = {
        "at": at,
        "call": next((each for each in calls_of(reader) if each.id == id), None),
        "heard": next((each for each in heard_of(reader) if each.id == id), None),
        "form": form,
        "typed": typed,
        "faults": filled.faults if filled and request.method == "POST" else {},
        "local": local(at),
    }
    return render(request, "desk/support/show.html", page)


def _wished(
    request: HttpRequest, call: Dossier, typed: Typed, filled: Filled, at: datetime
) -> HttpResponse:
    letter = Letter(typed.token.entry, WISH, filled.values, said_at=at)
    append_entry(call, letter, by=_by(request), at=at)
    done_with(request, at=at)
    messages.success(request, _("Thank you. Only whoever calls you sees this."))
    return redirect("desk:support")


def _telling(request: HttpRequest, typed: Typed) -> Writing:
    """Return what is being told, as a concern is written: by whom, in which role."""
    hat = hat_for(request, Can.SEEK_SUPPORT)
    return Writing(typed.token.entry, current_pack(), account_in(request), hat, typed.raw)


def _threat(telling: Writing, filled: Filled, at: datetime) -> Threat:
    others = {str(person.id): person.id for person in companions(telling, at)}
    kept = frozenset(others[each] for each in telling.raw.get(PEOPLE, ()) if each in others)
    return Threat(telling.id, filled.values, kept)


def _by(request: HttpRequest) -> Author:
    hat = hat_for(request, Can.SEEK_SUPPORT)
    return Author(MEMBER, "vetted", account_in(request).id, hat.body if hat else None)
