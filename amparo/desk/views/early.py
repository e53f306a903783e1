"""Deletion before its time: a supervisor asks with a reason, a person of the body above answers."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from amparo.desk.early import early_requests
from amparo.desk.hats import author_in
from amparo.desk.kept import done_with, form_page, typed_in
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
from amparo.forms.answers import accept
from amparo.forms.form import Form
from amparo.protocols.protocol import OVERSIGHT
from amparo.system.packs import local, pack_by_hash
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
    form, typed = _form_of(case, ASKED), typed_in(request, at=at)
    faults = {}
    if request.method == "POST":
        filled = accept(form, typed.raw, now=local(at))
        faults = dict(filled.faults)
        if not faults:
            by = author_in(request, SERVICE, hat.body, Can.SUPERVISE)
            ask_early(case, filled.values, entry_id=typed.token.entry, by=by, at=at)
            done_with(request, at=at)
            messages.success(request, _("It was asked for. Nothing is deleted before they agree."))
            return redirect("desk:early_ask", id=id)
    told = {"case": case, "form": form, "typed": typed, "faults": faults, "local": local(at)}
    standing = {"newest": newest_of(case), "may_be_asked": may_be_asked(case)}
    return render(request, "desk/early/ask.html", {**told, **standing, "asked_step": ASKED})


@form_page
@needs(Can.OVERSEE)
def answer(request: HttpRequest, id: UUID) -> HttpResponse:
    """Show why a deletion is asked for, which is recorded, and agree or not."""
    at = now()
    asked = next((each for each in early_requests(reader_in(request)) if each.pk == id), None)
    if asked is None:
        raise Http404
    by = Author(OVERSIGHT, "oversight", account_in(request).id, UUID(asked.addressed[0]))
    form, typed = _form_of(asked.dossier, ANSWERED), typed_in(request, at=at)
    faults = {}
    if request.method == "POST":
        filled = accept(form, typed.raw, now=local(at))
        faults = dict(filled.faults)
        if not faults:
            answer_early(asked, filled.values, entry_id=typed.token.entry, by=by, at=at)
            done_with(request, at=at)
            messages.success(request, _("Your answer is written down, with its reason."))
            return redirect("desk:oversight")
    told = {"asked": asked, "form": form, "typed": typed, "faults": faults, "local": local(at)}
    said = _said(request, asked, by, at)
    return render(request, "desk/early/answer.html", {**told, "said": said})


def _said(request: HttpRequest, asked: Entry, by: Author, at: datetime) -> object:
    (opened,) = read_request(asked, keyring_in(request), by=by, at=at)
    return in_words(_form_of(asked.dossier, ASKED), {**from_json(asked.coded), **opened.answers})


def _form_of(case: Dossier, step: str) -> Form:
    pack = pack_by_hash(case.pack_id)
    return pack.forms[pack.protocols[case.protocol].steps[step].form]
