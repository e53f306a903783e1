"""A worker's weekly sessions: for whoever leads them, and for the worker alone."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from amparo.desk.asking import asked
from amparo.desk.diary import Told, diary_of
from amparo.desk.hats import Hat, author_in
from amparo.desk.kept import done_with, form_page
from amparo.desk.sessions import most_cases, with_weeks
from amparo.desk.staff import Officer, officers_of
from amparo.desk.supervised import cases_of
from amparo.desk.views.office import supervising
from amparo.desk.wording import say
from amparo.dossiers.actions.projections import standing_of
from amparo.dossiers.actions.readings import read_sessions
from amparo.dossiers.actions.sessions import SUPERVISION, hold_session
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import OFFICE, WORKED_ON, Can, Letter
from amparo.system.packs import current_pack
from amparo.trust.doors import account_in, keyring_in, needs, reader_in


@needs(Can.HOLD_SESSION)
def worker(request: HttpRequest, id: UUID) -> HttpResponse:
    """Show one worker's load and sessions to whoever leads them."""
    at = now()
    hat = supervising(request, Can.HOLD_SESSION)
    officer = _officer(request, hat, id, at)
    led = Dossier.objects.sessions_led_by(reader_in(request))
    sessions = led.filter(parties__key="worker", parties__account=id).first()
    told = {
        "officer": officer,
        "most": most_cases(),
        "diary": _diary(request, sessions, at),
        "has_begun": sessions is not None,
    }
    return render(request, "desk/sessions/worker.html", told)


@form_page
@needs(Can.HOLD_SESSION)
def note(request: HttpRequest, id: UUID, key: str) -> HttpResponse:
    """Note a session with a worker, the support that was given, or why there was none."""
    at = now()
    hat = supervising(request, Can.HOLD_SESSION)
    officer = _officer(request, hat, id, at)
    by = author_in(request, OFFICE, hat.body, Can.HOLD_SESSION)
    step = current_pack().protocols[SUPERVISION].steps.get(key)
    if step is None or by.by not in step.by:
        raise Http404
    said = asked(request, current_pack().forms[step.form], at=at)
    if said.values is not None:
        letter = Letter(said.entry, key, said.values, said_at=at)
        hold_session(id, letter, by=by, at=at)
        done_with(request, at=at)
        messages.success(request, _("Written down. Only the two of you can open it."))
        return redirect("desk:sessions", id=id)
    told = {
        **said.told,
        "officer": officer,
        "most": most_cases(),
        "title": say(f"step.{SUPERVISION}.{key}"),
    }
    return render(request, "desk/sessions/note.html", told)


@needs(Can.SEE_DUTIES)
def mine(request: HttpRequest) -> HttpResponse:
    """Show a worker their own sessions and their own load, and nobody else's."""
    at, reader = now(), reader_in(request)
    own = Dossier.objects.sessions_of(reader).order_by("-opened_at")
    cases = Dossier.objects.in_full(reader).filter(protocol__in=WORKED_ON)
    told = {
        "diary": [told for each in own for told in _diary(request, each, at)],
        "cases": cases.filter(assigned_to=account_in(request), next_due__isnull=False).count(),
        "most": most_cases(),
    }
    return render(request, "desk/sessions/mine.html", told)


def _officer(request: HttpRequest, hat: Hat, id: UUID, at: datetime) -> Officer:
    """Return another officer of one's own office, with their load; else there is none."""
    supervised = Dossier.objects.under_supervision_of(reader_in(request))
    officers = officers_of(hat.body, list(cases_of(supervised, hat)), at)
    others = [each for each in officers if each.id == id != account_in(request).id]
    if not others:
        raise Http404
    return with_weeks(others, hat.body, at)[0]


def _diary(request: HttpRequest, sessions: Dossier | None, at: datetime) -> list[Told]:
    """Open what was said, the newest first; the reading is committed to the log before."""
    if sessions is None:
        return []
    opened = read_sessions(sessions, keyring_in(request), by=account_in(request).id, at=at)
    told = diary_of(sessions, opened, standing_of(sessions, at))
    return list(reversed(told))
