"""Deletion before its time: a supervisor asks with a reason, a person of the body above answers."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from amparo.desk.asking import asked, form_of_step
from amparo.desk.early import early_requests
from amparo.desk.hats import author_in
from amparo.desk.kept import done_with, form_page
from amparo.desk.supervised import cases_of
from amparo.desk.views.office import supervising
from amparo.desk.wording import in_words
from amparo.dossiers.actions.early import (
    ANSWERED,
    ASKED,
    answer_early,
    ask_early,
    may_be_asked,
    newest_of,
    read_request,
)
from amparo.dossiers.models import Dossier, Entry
from amparo.dossiers.rules import SERVICE, Author, Can, from_json
from amparo.protocols.terms import OVERSIGHT
from amparo.trust.doors import account_in, keyring_in, needs, reader_in


@form_page
@needs(Can.SUPERVISE)
def ask(request: HttpRequest, id: UUID) -> HttpResponse:
    """Ask that a case is deleted before its time; or say how it stands with that."""
    at, hat = now(), supervising(request)
    mine = cases_of(Dossier.objects.under_supervision_of(reader_in(request)), hat)
    case = mine.filter(pk=id, protocol="case").first()
    if case is None:
        raise Http404
    why = asked(request, form_of_step(case, ASKED), at=at)
    if why.values is not None:
        by = author_in(request, SERVICE, hat.body, Can.SUPERVISE)
        ask_early(case, why.values, entry_id=why.entry, by=by, at=at)
        done_with(request, at=at)
        messages.success(request, _("It was asked for. Nothing is deleted before they agree."))
        return redirect("desk:early_ask", id=id)
    standing = {"newest": newest_of(case), "may_be_asked": may_be_asked(case)}
    told = {**why.told, **standing, "case": case, "asked_step": ASKED}
    return render(request, "desk/early/ask.html", told)


@form_page
@needs(Can.OVERSEE)
def answer(request: HttpRequest, id: UUID) -> HttpResponse:
    """Show why a deletion is asked for, which is recorded, and agree or not."""
    at = now()
    wish = next((each for each in early_requests(reader_in(request)) if each.pk == id), None)
    if wish is None:
        raise Http404
    by = Author(OVERSIGHT, "oversight", account_in(request).id, UUID(wish.addressed[0]))
    reply = asked(request, form_of_step(wish.dossier, ANSWERED), at=at)
    if reply.values is not None:
        answer_early(wish, reply.values, entry_id=reply.entry, by=by, at=at)
        done_with(request, at=at)
        messages.success(request, _("Your answer is written down, with its reason."))
        return redirect("desk:oversight")
    told = {**reply.told, "asked": wish, "said": _said(request, wish, by, at)}
    return render(request, "desk/early/answer.html", told)


def _said(request: HttpRequest, wish: Entry, by: Author, at: datetime) -> object:
    (opened,) = read_request(wish, keyring_in(request), by=by, at=at)
    return in_words(form_of_step(wish.dossier, ASKED), {**from_json(wish.coded), **opened.answers})
