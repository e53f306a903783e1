"""What I was asked: say yes or no, tell how a visit was, say that it is worse, stop."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from amparo.base.ids import derived_id
from amparo.desk import asking
from amparo.desk.hats import hat_for
from amparo.desk.kept import Typed, done_with, form_page
from amparo.desk.looking_in import asked_anew, concern_of, look_in_of, told_in
from amparo.dossiers.actions.accompanying import (
    ACCOMPANIMENT,
    ASKED,
    VISIT,
    author_among,
    turn_worse,
)
from amparo.dossiers.actions.drafts import drop_draft, keep_draft, open_draft
from amparo.dossiers.actions.journal import append_entry
from amparo.dossiers.actions.readings import open_entries
from amparo.dossiers.actions.routing import Raising
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import Can, Letter, from_json
from amparo.forms.answers import accept
from amparo.forms.values import Value
from amparo.system.packs import current_pack, local, pack_by_hash
from amparo.trust.doors import account_in, keyring_in, needs, reader_in

if TYPE_CHECKING:
    from django.db.models import QuerySet

ANSWERS = ("accept", "accept_too", "say_no", "stop")
"""The steps that are one press of a button."""

SIGNS = "signs"
"""What of a visit goes along where it is worse: kept for its author until then."""


@needs(Can.LOOK_IN)
def mine(request: HttpRequest) -> HttpResponse:
    """List what I was asked, the newest first."""
    at, account = now(), account_in(request)
    found = _asked_of(request).order_by("-opened_at", "pk")
    rows = [look_in_of(each, account.id, at) for each in found.prefetch_related("parties__body")]
    told = {
        "at": at,
        "now_asked": [row for row in rows if not row.is_over],
        "over": [row for row in rows if row.is_over],
    }
    return render(request, "desk/looking_in/mine.html", told)


@needs(Can.LOOK_IN)
def show(request: HttpRequest, id: UUID) -> HttpResponse:
    """Show what was asked; opening what names the child is recorded."""
    at = now()
    asked = _own(request, id)
    row = look_in_of(asked, account_in(request).id, at)
    told = () if row.is_over else told_in(asked, _known(request, asked, at))
    return render(request, "desk/looking_in/show.html", {"row": row, "told": told, "at": at})


@require_POST
@needs(Can.LOOK_IN)
def answer(request: HttpRequest, id: UUID) -> HttpResponse:
    """Say yes, say no, or stop: one press, and no reason is asked."""
    at, account = now(), account_in(request)
    asked = _own(request, id)
    key = request.POST.get("do", "")
    if key not in look_in_of(asked, account.id, at).can.intersection(ANSWERS):
        messages.info(request, _("This was answered already."))
        return redirect("desk:look_in", id=id)
    letter = Letter(derived_id(asked.pk, account.id, key), key, {}, said_at=at)
    append_entry(asked, letter, by=author_among(asked, account.id), at=at)
    messages.success(request, _("Thank you. The office sees your answer."))
    return redirect("desk:look_in", id=id)


@form_page
@needs(Can.LOOK_IN)
def visit(request: HttpRequest, id: UUID) -> HttpResponse:
    """Ask how a visit was, in ticks; where it is worse, what follows is a concern."""
    at, account = now(), account_in(request)
    asked = _own(request, id)
    pack = pack_by_hash(asked.pack_id)
    form = pack.forms[pack.protocols[ACCOMPANIMENT].steps[VISIT].form]
    seen = asking.asked(request, form, at=at)
    if seen.values is not None:
        letter = Letter(seen.entry, VISIT, seen.values, said_at=at)
        append_entry(asked, letter, by=author_among(asked, account.id), at=at)
        done_with(request, at=at)
        if seen.values.get("got_worse") == "yes":
            keep_draft(_signs(asked), {SIGNS: seen.typed.raw.get(SIGNS, [])}, by=account, at=at)
            return redirect("desk:look_in_worse", id=id)
        messages.success(request, _("Thank you. Only the office reads it."))
        return redirect("desk:look_in", id=id)
    told = {**seen.told, "row": look_in_of(asked, account.id, at)}
    return render(request, "desk/looking_in/visit.html", told)


@form_page
@needs(Can.LOOK_IN)
def worse(request: HttpRequest, id: UUID) -> HttpResponse:
    """Ask what must be asked anew, and raise the concern that this becomes."""
    at, account = now(), account_in(request)
    asked = _own(request, id)
    anew = asking.asked(request, asked_anew(current_pack()), at=at)
    if anew.values is not None:
        raising = _raising(request, asked, anew.typed, at)
        raised = turn_worse(asked, raising, by=author_among(asked, account.id), at=at)
        drop_draft(_signs(asked), by=account, at=at)
        done_with(request, at=at)
        return redirect("desk:concern", id=raised.concerns[0].pk)
    told = {**anew.told, "row": look_in_of(asked, account.id, at)}
    return render(request, "desk/looking_in/worse.html", told)


def _raising(request: HttpRequest, asked: Dossier, typed: Typed, at: datetime) -> Raising:
    """Return the concern whole: two answers, and what goes along."""
    pack, account = current_pack(), account_in(request)
    kept = open_draft(_signs(asked), keyring_in(request).account_private, by=account)
    known: dict[str, Value] = {**_known(request, asked, at), SIGNS: tuple(kept.get(SIGNS, ()))}
    raw = concern_of(pack, known, typed.raw)
    filled = accept(pack.forms[pack.routes.form], raw, now=local(at))
    hat = hat_for(request, Can.LOOK_IN)
    return Raising(
        id=typed.token.entry,
        values=filled.values,
        district=asked.area_id or (hat.area if hat else ""),
        raised_by=account.id,
    )


def _known(request: HttpRequest, asked: Dossier, at: datetime) -> dict[str, Value]:
    """Open what was asked: for the two alone, while it goes on."""
    first = asked.entries.get(step=ASKED)
    by = author_among(asked, account_in(request).id)
    [opened] = open_entries(asked, [first.id], keyring_in(request), Can.LOOK_IN, by=by, at=at)
    return {**from_json(first.coded), **opened.answers}


def _signs(asked: Dossier) -> str:
    return f"look-in/{asked.pk}"


def _asked_of(request: HttpRequest) -> "QuerySet[Dossier]":
    return Dossier.objects.held_by(reader_in(request)).filter(protocol=ACCOMPANIMENT)


def _own(request: HttpRequest, id: UUID) -> Dossier:
    found = _asked_of(request).filter(pk=id).first()
    if found is None:
        raise Http404
    return found
