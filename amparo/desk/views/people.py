"""The people of an office: who is here, who comes, who leaves; and what takes two persons."""

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
from amparo.desk.people import Member, addable, member_in, members_in, roles_for
from amparo.desk.people_forms import InviteForm, RoleForm
from amparo.desk.views.proposals import waiting_for
from amparo.dossiers.actions.leaving import leave_office
from amparo.pages.problems import said
from amparo.system.actions.people import give_keys, give_role, invite_into, propose
from amparo.system.models import Body
from amparo.system.rules import BY_TWO_PERSONS, Asked, Can
from amparo.trust import rules as trust
from amparo.trust.actions.accounts import end_sessions
from amparo.trust.actions.invitations import Invited, renew
from amparo.trust.doors import account_in, keyring_in, needs, reader_in
from amparo.trust.keyring import Keyring


@dataclass(frozen=True)
class Office:
    """The office whose people one answers for, and as whom."""

    body: Body
    hat: Hat
    by: UUID
    keyring: Keyring
    at: datetime

    @classmethod
    def of(cls, request: HttpRequest) -> "Office":
        hat = hat_for(request, Can.SEE_PEOPLE)
        if hat is None:
            raise Http404
        body = Body.objects.visible_to(reader_in(request)).get(pk=hat.body)
        return cls(body, hat, account_in(request).id, keyring_in(request), now())


@needs(Can.SEE_PEOPLE)
def people(request: HttpRequest) -> HttpResponse:
    """Show who works here in which role, who holds the key, and what waits for a second person."""
    office = Office.of(request)
    told = {
        "office": office,
        "members": members_in(office.body, office.at),
        "waiting": waiting_for(request, office.at),
        "may_invite": trust.Can.INVITE_PERSON in office.hat.can,
    }
    return render(request, "desk/people/people.html", told)


@needs(trust.Can.INVITE_PERSON)
def invite(request: HttpRequest) -> HttpResponse:
    """Let somebody new in, by a code that is handed over; a role of trust is asked for first."""
    office = Office.of(request)
    form = InviteForm(request.POST or None, roles=roles_for(office.body))
    if request.method == "POST" and form.is_valid():
        name, role = form.cleaned_data["name"], form.cleaned_data["role"]
        try:
            return _invited(request, office, name, role)
        except Problem as problem:
            form.add_error(None, said(problem))
    told = {"office": office, "form": form, "faults": form.is_bound and form.errors}
    return render(request, "desk/people/invite.html", told)


@needs(Can.SEE_PEOPLE)
def person(request: HttpRequest, id: UUID) -> HttpResponse:
    """Show one person of the office; give or end a role, give the key, ask for a way back in."""
    office = Office.of(request)
    member = member_in(office.body, id, office.at)
    if member is None:
        raise Http404
    roles = addable(office.body, member)
    form = RoleForm(request.POST if "role" in request.POST else None, roles=roles)
    if request.method == "POST":
        act, which = _asked(request, office, member)
        if which != "role" or form.is_valid():
            return act(request, office, member)
    told = {
        "office": office,
        "member": member,
        "form": form if roles else None,
        "faults": form.is_bound and form.errors,
        "is_me": member.account.id == office.by,
        "can": office.hat.can,
    }
    return render(request, "desk/people/person.html", told)


Act = Callable[[HttpRequest, Office, Member], HttpResponse]


def _asked(request: HttpRequest, office: Office, member: Member) -> tuple[Act, str]:
    """Return what is to be done: nothing that this hat may not, and nothing to oneself."""
    which = request.POST.get("do", "").partition(".")[0]
    act, can = ACTS.get(which, (None, ""))
    if act is None or can not in office.hat.can or member.account.id == office.by:
        raise Http404
    return act, which


def _invited(request: HttpRequest, office: Office, name: str, role: str) -> HttpResponse:
    known = [each for each in members_in(office.body, office.at) if each.is_expected]
    for each in known:
        if each.account.display_name == name.strip():
            messages.info(request, _("This person is expected already. Make a new code here."))
            return redirect("desk:person", id=each.account.id)
    if role in BY_TWO_PERSONS:
        asked = propose(
            office.body, Asked.ROLE, None, name=name, role=role, by=office.by, at=office.at
        )
        messages.success(request, _("It is asked. A second person must agree within 7 days."))
        return redirect("desk:proposal", id=asked.id)
    invited = invite_into(
        office.body, name, role, keyring=office.keyring, by=office.by, at=office.at
    )
    return code_shown(request, invited)


def code_shown(request: HttpRequest, invited: Invited) -> HttpResponse:
    """Show a code, this once."""
    return render(request, "desk/people/code.html", {"invited": invited})


def _end(request: HttpRequest, office: Office, member: Member) -> HttpResponse:
    role = request.POST.get("do", "").partition(".")[2]
    released = leave_office(
        office.body, member.account, role, keyring=office.keyring, by=office.by, at=office.at
    )
    messages.success(request, _("The role has ended, and from now on the office has another key."))
    if released:
        messages.info(request, _("Cases in nobody's hands now: %(count)s.") % {"count": released})
    return redirect("desk:people")


def _end_sessions(request: HttpRequest, office: Office, member: Member) -> HttpResponse:
    """Sign somebody out everywhere: what they left open, or lost, is in nobody's hands any more."""
    end_sessions(member.account, by=office.by, at=office.at)
    messages.success(request, _("They are signed out everywhere, and can sign in again."))
    return redirect("desk:person", id=member.account.id)


def _give_key(request: HttpRequest, office: Office, member: Member) -> HttpResponse:
    give_keys(member.account, keyring=office.keyring, by=office.by, at=office.at)
    messages.success(request, _("The key is given."))
    return redirect("desk:person", id=member.account.id)


def _new_code(request: HttpRequest, office: Office, member: Member) -> HttpResponse:
    """Make another code for who never came; for who was here it takes two persons."""
    if not member.was_never_here:
        raise Http404
    invited = renew(member.account, by=office.by, at=office.at)
    give_keys(invited.account, keyring=office.keyring, by=office.by, at=office.at)
    return code_shown(request, invited)


def _role(request: HttpRequest, office: Office, member: Member) -> HttpResponse:
    role = request.POST.get("role", "")
    if role in BY_TWO_PERSONS:
        return _propose(request, office, member, Asked.ROLE, role)
    give_role(office.body, member.account, role, keyring=office.keyring, by=office.by, at=office.at)
    messages.success(request, _("The role is given, from the next sign-in on."))
    return redirect("desk:person", id=member.account.id)


def _lost_factor(request: HttpRequest, office: Office, member: Member) -> HttpResponse:
    return _propose(request, office, member, Asked.FACTOR, "")


def _lost_passphrase(request: HttpRequest, office: Office, member: Member) -> HttpResponse:
    return _propose(request, office, member, Asked.PASSPHRASE, "")


def _propose(
    request: HttpRequest, office: Office, member: Member, what: Asked, role: str
) -> HttpResponse:
    asked = propose(office.body, what, member.account, role=role, by=office.by, at=office.at)
    messages.success(request, _("It is asked. A second person must agree within 7 days."))
    return redirect("desk:proposal", id=asked.id)


ACTS: dict[str, tuple[Act, str]] = {
    "end": (_end, trust.Can.END_MEMBERSHIP),
    "sessions": (_end_sessions, trust.Can.END_MEMBERSHIP),
    "give_key": (_give_key, trust.Can.GIVE_KEY),
    "new_code": (_new_code, trust.Can.INVITE_PERSON),
    "role": (_role, trust.Can.INVITE_PERSON),
    "factor": (_lost_factor, Can.PROPOSE),
    "passphrase": (_lost_passphrase, Can.PROPOSE),
}
"""What the page's buttons ask for, and the permission for each."""
