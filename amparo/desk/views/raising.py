"""Raise a concern, a page at a time: nothing is sent before its author has seen it whole."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from amparo.base.ids import new_id
from amparo.desk.beside import beside, faults_beside
from amparo.desk.kept import done_with, form_page, typed_in
from amparo.desk.sending import parts_of, preview
from amparo.desk.wording import label_of
from amparo.desk.writing import (
    Writing,
    author_of,
    forget_writing,
    keep_writing,
    raising_of,
    with_page,
    writing_in,
)
from amparo.dossiers.actions.concerns import raise_concern, situation_of
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import Can
from amparo.forms.answers import Filled
from amparo.forms.form import Group
from amparo.forms.says import Says
from amparo.rows.asked import asked
from amparo.trust.doors import needs, reader_in
from amparo.trust.rules import Reader

FORGET, TO_CHECK = "forget", "check"


@needs(Can.RAISE_CONCERN)
def begin(request: HttpRequest) -> HttpResponse:
    """Show the card that is heard first."""
    writing = writing_in(request, new_id(now()))
    go_on = reverse("desk:raise_page", args=[writing.id, writing.pages[0].name])
    return render(request, "desk/raising/begin.html", {"go_on": go_on})


@form_page
@needs(Can.RAISE_CONCERN)
def page(request: HttpRequest, id: UUID, page: str) -> HttpResponse:
    """Ask the questions of one page."""
    at = now()
    writing = writing_in(request, id)
    asked = writing.page(page)
    if asked is None:
        raise Http404
    if sent := _sent(request, id):
        return redirect("desk:concern", id=sent.pk)
    typed = typed_in(request, at=at)
    if typed.raw:
        writing = replace(writing, raw=with_page(writing.raw, asked, typed.raw))
    faults = _faults(writing, asked, at) if request.method == "POST" else {}
    if request.method == "POST":
        keep_writing(writing, writing.raw, at=at)
        done_with(request, at=at)
        if not faults:
            # The button chooses between pages of this concern.
            way = _after(writing, asked, request.POST.get("do", ""))
            return redirect(way)  # nosemgrep: no-way-on-that-the-browser-chose
    told = {
        "typed": typed,
        "writing": writing,
        "heading": label_of(asked, writing.form),
        "only": [asked.name],
        "faults": faults,
        "beside": beside(writing, asked, at),
        "now": at.astimezone(writing.pack.tzinfo),
        **_progress(writing, asked),
    }
    return render(request, "desk/raising/page.html", told)


@form_page
@needs(Can.RAISE_CONCERN)
def check(request: HttpRequest, id: UUID) -> HttpResponse:
    """Show the concern whole and where it will go, and send it."""
    at = now()
    writing = writing_in(request, id)
    if sent := _sent(request, id):
        return redirect("desk:concern", id=sent.pk)
    if request.method == "POST" and request.POST.get("do") == FORGET:
        forget_writing(writing, at=at)
        messages.success(request, _("Thrown away. Nothing of it is kept."))
        return redirect("desk:home")
    filled = writing.filled(at)
    if request.method == "POST" and not filled.faults:
        return _send(writing, filled, at)
    parts = parts_of(writing, filled)
    told = {
        "typed": typed_in(request, at=at),
        "writing": writing,
        "parts": parts,
        "missing": [part for part in parts if part.missing],
        "preview": None if filled.faults else preview(writing, raising_of(writing, filled, at), at),
        **_progress(writing, None),
    }
    return render(request, "desk/raising/check.html", told)


def _faults(writing: Writing, asked: Group, at: datetime) -> dict[str, Says | str]:
    return {**writing.filled(at, [asked.name]).faults, **faults_beside(writing, asked)}


def _send(writing: Writing, filled: Filled, at: datetime) -> HttpResponse:
    raised = raise_concern(raising_of(writing, filled, at), by=author_of(writing), at=at)
    return redirect("desk:concern", id=raised.concerns[0].pk)


def _sent(request: HttpRequest, id: UUID) -> Dossier | None:
    """Return what a concern became, if it was sent already: a page sent twice leads there too."""
    return _raised_by.first(reader_in(request).account_id, situation_of(id))


@asked
def _raised_by(account: UUID, situation: UUID) -> QuerySet[Dossier]:
    return Dossier.objects.raised_in(situation, Reader(account)).order_by("pk")


def _after(writing: Writing, asked: Group, wanted: str) -> str:
    follows = None if wanted == TO_CHECK else writing.after(asked)
    if follows is None:
        return reverse("desk:raise_check", args=[writing.id])
    return reverse("desk:raise_page", args=[writing.id, follows.name])


def _progress(writing: Writing, asked: Group | None) -> dict[str, object]:
    """Say how far one is: nothing on a page that one came to from the end."""
    path = [*writing.path, None]
    if asked not in path:
        return {"steps": []}
    labels = [label_of(page, writing.form) for page in writing.path]
    return {"steps": [*labels, _("Check and send")], "current": path.index(asked) + 1}
