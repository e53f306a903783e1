"""The identity of whoever raised a concern: asked for, decided by two people, shown once."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from amparo.desk.asking import asked
from amparo.desk.diary import service_of
from amparo.desk.identified import decided, form_for, form_of, requested, to_second
from amparo.desk.kept import Typed, done_with, form_page, typed_in
from amparo.desk.views.dossiers import author_of, case_in_full
from amparo.desk.wording import in_words
from amparo.dossiers.actions.identities import (
    AGREE,
    ASK,
    RAISER,
    SECOND,
    ask_identity,
    asked_of,
    decide_identity,
    has_left,
    keeper_of,
    read_request,
    show_identity,
)
from amparo.dossiers.models import IdentityRequest
from amparo.dossiers.rules import SERVICE, Author, Can
from amparo.forms.answers import accept
from amparo.forms.form import ALLEGED
from amparo.protocols.terms import KEEPER
from amparo.system import directory
from amparo.system.models import Body
from amparo.system.packs import local, pack_by_hash
from amparo.system.rules import CUSTODIAN, OFFICER, SUPERVISOR
from amparo.trust.doors import account_in, keyring_in, needs, reader_in, signed_in

SHOW = "show"
"""What the button asks for that shows an identity."""


@form_page
@needs(Can.WRITE_ENTRY)
def ask(request: HttpRequest, id: UUID, of: str = RAISER) -> HttpResponse:
    """Ask those who keep a name for it: by whoever works on the case."""
    at = now()
    case = case_in_full(request, id)
    by = author_of(request, case)
    if by.role != OFFICER or (of == ALLEGED and not has_left(case)):
        raise Http404
    form = form_for(case, ASK, of)
    wish = asked(request, form, at=at)
    if wish.values is not None:
        ask_identity(case, wish.values, of, entry_id=wish.entry, by=by, at=at)
        done_with(request, at=at)
        messages.success(request, _("It is asked. Two people decide; you are told nothing else."))
        return redirect("desk:dossier", id=id)
    told = {
        **wish.told,
        "case": case,
        "is_alleged": of == ALLEGED,
        "keepers": _keepers(request, keeper_of(case, at, of), at),
        "requests": requested(case.identity_requests.select_related("entry__author_body")),
    }
    return render(request, "desk/identities/ask.html", told)


@signed_in
def waiting(request: HttpRequest) -> HttpResponse:
    """List what custodians were asked for, without any name, and who the custodians are."""
    at, reader = now(), reader_in(request)
    kept = reader.bodies_where(Can.RELEASE_IDENTITY)
    if not kept | reader.bodies_where(Can.SUPERVISE):
        raise Http404
    asked = IdentityRequest.objects.kept_by(reader).select_related("entry__author_body")
    bodies = Body.objects.visible_to(reader).filter(
        pk__in=kept | reader.bodies_where(Can.SUPERVISE)
    )
    told = {
        "at": at,
        "is_keeper": bool(kept),
        "asked": requested(asked),
        "seconding": to_second(reader, at),
        "keepers": [
            (body.name, [each.display_name for each in directory.custodians_of(body.id, at)])
            for body in bodies.order_by("name")
        ],
    }
    return render(request, "desk/identities/waiting.html", told)


@form_page
@signed_in
def decide(request: HttpRequest, id: UUID) -> HttpResponse:
    """Show why it is asked for, which is recorded; decide; and show the identity once."""
    at = now()
    asked, by = _asked(request, id, at)
    typed = typed_in(request, at=at)
    if request.POST.get("do") == SHOW:
        return _shown(request, asked, by, typed, at)
    step = AGREE if by.role == CUSTODIAN else SECOND
    is_theirs = asked.state == ("asked" if step == AGREE else "agreed")
    form = form_of(asked, step) if is_theirs else None
    faults = {}
    if request.method == "POST" and form is not None:
        filled = accept(form, typed.raw, now=local(at))
        faults = dict(filled.faults)
        if not faults:
            decide_identity(asked, filled.values, entry_id=typed.token.entry, by=by, at=at)
            done_with(request, at=at)
            messages.success(request, _("Your decision is written down."))
            return redirect("desk:identities")
    opened = read_request(asked, keyring_in(request), by=account_in(request).id, at=at)
    told = {"at": at, "typed": typed, "form": form, "faults": faults, "local": local(at)}
    (row,) = requested([asked])
    may_show = row.show_until is not None and by.role == CUSTODIAN and at <= row.show_until
    about = {"row": row, "said": decided(asked, opened), "may_show": may_show}
    return render(request, "desk/identities/decide.html", {**told, **about})


def _shown(
    request: HttpRequest, asked: IdentityRequest, by: Author, typed: Typed, at: datetime
) -> HttpResponse:
    """Show the identity in this one answer: no link and no reload repeats it."""
    if by.role != CUSTODIAN:
        raise Http404
    ring = keyring_in(request)
    identity = show_identity(asked, ring, entry_id=typed.token.entry, by=by, at=at)
    pack = pack_by_hash(asked.dossier.pack_id)
    is_alleged = asked_of(asked) == ALLEGED
    forms = pack.forms.values() if is_alleged else [pack.forms[pack.routes.form]]
    said = [each for form in forms for each in in_words(form, identity.answers)]
    told = {"at": at, "name": identity.name, "said": said, "number": asked.dossier.number}
    told["is_alleged"] = is_alleged
    return render(request, "desk/identities/shown.html", told)


def _asked(request: HttpRequest, id: UUID, at: datetime) -> tuple[IdentityRequest, Author]:
    """Find a request as its custodian or its second person; for everybody else there is none."""
    reader, account = reader_in(request), account_in(request).id
    kept = IdentityRequest.objects.kept_by(reader).filter(entry=id).first()
    if kept is not None:
        body = Body.objects.visible_to(reader).get(custodians=kept.keeper_id)
        return kept, Author(KEEPER, CUSTODIAN, account, body.id)
    mine = {each.id for each in to_second(reader, at)}
    near = IdentityRequest.objects.near(reader).filter(entry=id, entry__in=mine).first()
    if near is None:
        raise Http404
    office = service_of(near.dossier).body
    if office and office.id in reader.bodies_where(Can.SUPERVISE):
        return near, Author(SERVICE, SUPERVISOR, account, office.id)
    body = Body.objects.visible_to(reader).get(custodians=near.keeper_id)
    return near, Author(KEEPER, SUPERVISOR, account, body.id)


def _keepers(request: HttpRequest, circle: UUID, at: datetime) -> str:
    """Say which body keeps the name, and who there."""
    body = Body.objects.visible_to(reader_in(request)).get(custodians=circle)
    names = ", ".join(each.display_name for each in directory.custodians_of(body.id, at))
    return f"{body.name}: {names}"
