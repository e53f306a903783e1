"""Phones of the groups: a code for one, the three words that confirm it, and one that is lost."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from amparo.base.problems import Problem
from amparo.desk.hats import Hat, hat_for
from amparo.desk.phones import Owner, drawn_address, groups_near, owner_near
from amparo.dossiers.actions.phones import lose_phone
from amparo.pages.problems import said
from amparo.trust.actions.devices import begin_enrolment, confirm_enrolment, refuse_enrolment
from amparo.trust.devices import lost_code
from amparo.trust.doors import account_in, needs
from amparo.trust.rules import Can


@dataclass(frozen=True)
class _Asked:
    """What a supervisor asks for a member's phone."""

    request: HttpRequest
    owner: Owner
    by: UUID
    at: datetime


@needs(Can.ENROL_PHONE)
def phones(request: HttpRequest) -> HttpResponse:
    """List the members of the groups near, and how many phones each has."""
    told = {"groups": groups_near(_hat(request).body, now())}
    return render(request, "desk/phones/phones.html", told)


@needs(Can.ENROL_PHONE)
def phone(request: HttpRequest, id: UUID) -> HttpResponse:
    """Show one member's phones; make a code, confirm a phone, or trust one no more."""
    at = now()
    owner = owner_near(_hat(request).body, id, at)
    if owner is None:
        raise Http404
    if request.method == "POST":
        act = ACTS.get(request.POST.get("do", ""))
        if act is None:
            raise Http404
        try:
            return act(_Asked(request, owner, account_in(request).id, at))
        except Problem as problem:
            messages.error(request, said(problem))
            return redirect("desk:phone", id=id)
    return render(request, "desk/phones/phone.html", {"owner": owner})


def _hat(request: HttpRequest) -> Hat:
    hat = hat_for(request, Can.ENROL_PHONE)
    if hat is None:
        raise Http404
    return hat


def _code(asked: _Asked) -> HttpResponse:
    shown = begin_enrolment(asked.owner.account, by=asked.by, at=asked.at)
    site = asked.request.build_absolute_uri("/").rstrip("/")
    told = {
        "owner": asked.owner,
        "code": shown.code,
        "address": f"{site}/phone/",
        "drawn": drawn_address(site, shown.code),
    }
    return render(asked.request, "desk/phones/code.html", told)


def _confirm(asked: _Asked) -> HttpResponse:
    if asked.owner.waits is None:
        raise Http404
    device = confirm_enrolment(asked.owner.waits, by=asked.by, at=asked.at)
    told = {"owner": asked.owner, "lost": lost_code(device.id)}
    return render(asked.request, "desk/phones/confirmed.html", told)


def _refuse(asked: _Asked) -> HttpResponse:
    if asked.owner.waits is not None:
        refuse_enrolment(asked.owner.waits, by=asked.by, at=asked.at)
    messages.success(asked.request, _("The code is void. No phone was let in."))
    return redirect("desk:phone", id=asked.owner.account.id)


def _lost(asked: _Asked) -> HttpResponse:
    which = asked.request.POST.get("which", "")
    device = next((each for each in asked.owner.in_use if str(each.id) == which), None)
    if device is None:
        raise Http404
    lose_phone(device, by=asked.by, at=asked.at)
    messages.success(asked.request, _("From now on this phone is told nothing more."))
    return redirect("desk:phone", id=asked.owner.account.id)


ACTS: dict[str, Callable[[_Asked], HttpResponse]] = {
    "code": _code,
    "confirm": _confirm,
    "refuse": _refuse,
    "lost": _lost,
}
