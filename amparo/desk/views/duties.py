"""My duties: an officer's first page, and saying that one is not here today."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from amparo.desk.accessing import accessed
from amparo.desk.forms import AbsenceForm
from amparo.desk.grouped import by_group, page_of
from amparo.desk.hats import Hat, hat_in
from amparo.desk.paging import number_in
from amparo.desk.rules import Group
from amparo.desk.staff import is_left_alone
from amparo.dossiers.models import Access
from amparo.dossiers.rules import Can
from amparo.rows.prepared import prepared
from amparo.system import directory
from amparo.system.actions.duty import come_back, go_absent
from amparo.system.models import Body
from amparo.system.openings import next_reading, open_until
from amparo.system.rules import OFFICER
from amparo.trust.doors import account_in, needs, reader_in
from amparo.trust.rules import Reader

if TYPE_CHECKING:
    from django.db.models import QuerySet

GROUPS = {
    Group.DANGER: (
        later("Danger that no person has answered yet"),
        later("Nobody is waiting in danger without an answer."),
    ),
    Group.UNOPENED: (later("Not opened yet"), later("Everything that arrived has been opened.")),
    Group.TODAY: (later("Overdue or due today"), later("No clock of the law ends today.")),
    Group.ANSWERS: (later("People who are owed an answer"), later("Nobody waits for an answer.")),
    Group.SILENT: (
        later("Asked of other services, still silent"),
        later("No other service owes you an answer."),
    ),
    Group.LATER: (later("Later"), later("Nothing is due after today.")),
}


@needs(Can.SEE_DUTIES)
def duties(request: HttpRequest) -> HttpResponse:
    """Show what is owed, what can hurt somebody first; no names and no kinds of violence."""
    at = reader_in(request).at or now()  # who is on duty then was asked for the reader already
    hat = hat_in(request)
    groups = by_group(reader_in(request), hat.body, at) if hat else []
    told = {
        "at": at,
        "groups": [(*GROUPS[each.group], each) for each in groups],
        "is_clear": not any(each.count for each in groups),
        "can": hat.can if hat else (),
        "accesses": accessed(Access.objects.in_work_of(reader_in(request)), at),
        "office": _office(_own_body(request, hat), account_in(request).id, at) if hat else None,
    }
    return render(request, "desk/duties/duties.html", told)


@needs(Can.SEE_DUTIES)
def group(request: HttpRequest, group: str) -> HttpResponse:
    """Show all cases of one group of the first page, page by page."""
    at = now()
    hat = hat_in(request)
    if hat is None or group not in GROUPS:
        raise Http404
    page = page_of(reader_in(request), hat.body, Group(group), number_in(request), at)
    title, none = GROUPS[page.group]
    told = {"at": at, "title": title, "none": none, "page": page}
    return render(request, "desk/duties/group.html", told)


@needs(Can.SEE_DUTIES)
def absence(request: HttpRequest) -> HttpResponse:
    """Say "today I am not here" and who stands in; or that one is back."""
    at = now()
    hat = hat_in(request)
    if hat is None:
        raise Http404
    body = _own_body(request, hat)
    account = account_in(request)
    form = AbsenceForm(request.POST or None, people=_others(hat, account.id, at))
    if request.method == "POST" and request.POST.get("do") == "come_back":
        come_back(body, account=account.id, by=account.id, at=at)
        return redirect("desk:duties")
    if request.method == "POST" and form.is_valid():
        deputy = form.cleaned_data["deputy"]
        go_absent(body, account=account.id, deputy=deputy, by=account.id, at=at)
        _say_who_stands_in(request, body, deputy, at)
        return redirect("desk:duties")
    return render(request, "desk/duties/absence.html", {"form": form})


def _say_who_stands_in(request: HttpRequest, body: Body, deputy: UUID | None, at: datetime) -> None:
    """Say to whom the duties go; where it is nobody, who sees that."""
    if deputy:
        messages.success(request, _("Your duties go to your deputy until the end of today."))
        return
    says = _("Nobody stands in for you until the end of today. The clocks run on.")
    if body.second_holder and is_left_alone(body.id, at):
        says += " " + _("%(office)s sees that nobody is in your office.") % {
            "office": body.second_holder.name
        }
    messages.warning(request, says)


def _others(hat: Hat, account: UUID, at: datetime) -> list[tuple[str, str]]:
    officers = directory.members_of(hat.body, OFFICER, at)
    return [(str(each.id), each.display_name) for each in officers if each.id != account]


def _own_body(request: HttpRequest, hat: Hat) -> Body:
    [body] = _visible(reader_in(request), hat.body)
    return body


@prepared
def _visible(reader: Reader, body: UUID) -> "QuerySet[Body]":
    return Body.objects.visible_to(reader).filter(pk=body)


def _office(body: Body, account: UUID, at: datetime) -> dict[str, object]:
    """Return the page's headline: who is on duty, who stands in, until when the office is open."""
    named = directory.deputies_in(body.id, at).get(account)
    officers = directory.members_of(body.id, OFFICER, at) if named else ()
    deputy = next((each for each in officers if each.id == named), None)
    on_duty = directory.officers_on_duty(body.id, at)
    return {
        "on_duty": ", ".join(person.display_name for person in on_duty),
        "deputy": deputy.display_name if deputy else "",
        "open_until": open_until(body, at),
        "next_reading": next_reading(body, at),
    }
