"""Who is on duty, who is away and who stands in for them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from amparo.base.problems import Problem
from amparo.desk.hats import Hat
from amparo.desk.office_forms import AwayForm, DeputyForm, DutyForm, UntilForm
from amparo.desk.staff import officers_of, periods_of
from amparo.desk.views.office import supervising
from amparo.pages.problems import said
from amparo.system import directory
from amparo.system.actions.duty import come_back, end_deputy, go_absent, set_deputy, set_duty
from amparo.system.models import Body
from amparo.system.rules import OFFICER, Can
from amparo.trust.doors import account_in, needs, reader_in

FORMS: dict[str, type[UntilForm]] = {"duty": DutyForm, "deputy": DeputyForm, "away": AwayForm}
NEEDS = {
    "duty": Can.SET_DUTY,
    "deputy": Can.SET_DEPUTY,
    "away": Can.GO_ABSENT,
    "end_deputy": Can.END_DEPUTY,
    "come_back": Can.COME_BACK,
}
"""What the page's buttons ask for, and the permission for each."""


@dataclass(frozen=True)
class Asking:
    """In which body something is to change, who asks for it, and when."""

    body: Body
    by: UUID
    at: datetime


@needs(Can.SET_DEPUTY)
def deputies(request: HttpRequest) -> HttpResponse:
    """Show who is on duty, away and standing in; name others, and end what was named."""
    at = now()
    hat = supervising(request, Can.SET_DEPUTY)
    body = Body.objects.visible_to(reader_in(request)).get(pk=hat.body)
    asked, _dot, which = request.POST.get("do", "").partition(".")
    forms = _forms(request, hat, asked, at)
    if request.method == "POST":
        _need(hat, asked)
        asking = Asking(body, account_in(request).id, at)
        if _ended(request, asking, asked, which) or _named(request, asking, asked, forms):
            return redirect("desk:deputies")
    told = {
        "at": at,
        "hat": hat,
        "forms": forms,
        "faults": any(form.errors for form in forms.values()),
        "officers": officers_of(hat.body, (), at),
        "periods": periods_of(hat.body, at),
        "can": hat.can,
    }
    return render(request, "desk/office/deputies.html", told)


def _forms(request: HttpRequest, hat: Hat, asked: str, at: datetime) -> dict[str, UntilForm]:
    """Return the forms that this hat may use; the one that was sent holds what was said."""
    officers = directory.members_of(hat.body, OFFICER, at)
    people = [(str(each.id), each.display_name) for each in officers]
    return {
        name: form(request.POST if asked == name else None, prefix=name, people=people, at=at)
        for name, form in FORMS.items()
        if NEEDS[name] in hat.can
    }


def _need(hat: Hat, asked: str) -> None:
    if asked not in NEEDS or NEEDS[asked] not in hat.can:
        raise Http404


def _ended(request: HttpRequest, asking: Asking, asked: str, which: str) -> bool:
    """End a deputy's time or an absence, if that is what was asked."""
    if asked not in ENDINGS:
        return False
    ENDINGS[asked](asking, which)
    messages.success(request, _("It has ended."))
    return True


def _named(
    request: HttpRequest, asking: Asking, asked: str, forms: Mapping[str, UntilForm]
) -> bool:
    """Name whoever was chosen; tell whether the page is done with it."""
    form = forms[asked]
    if not form.is_valid():
        return False
    try:
        _name(asking, asked, form)
    except Problem as problem:
        form.add_error(None, said(problem))
        return False
    messages.success(request, _("It is written down, and holds from now on."))
    return True


def _name(asking: Asking, asked: str, form: UntilForm) -> None:
    """Name who is on duty, away or standing in, from now on."""
    body, by, at = asking.body, asking.by, asking.at
    person, until = form.cleaned_data["person"], form.cleaned_data["until"]
    deputy = form.cleaned_data.get("deputy")
    if asked == "duty":
        set_duty(body, account=person, until=until, by=by, at=at)
    elif asked == "away":
        go_absent(body, account=person, deputy=deputy, until=until, by=by, at=at)
    elif deputy is not None:
        set_deputy(body, account=person, deputy=deputy, since=at, until=until, by=by, at=at)


def _end_deputy(asking: Asking, which: str) -> None:
    """End a deputy's time; one that has ended meanwhile stays as it is."""
    for row in periods_of(asking.body.id, asking.at).deputies:
        if str(row.account_id) == which:
            end_deputy(row, by=asking.by, at=asking.at)


def _come_back(asking: Asking, which: str) -> None:
    for row in periods_of(asking.body.id, asking.at).absences:
        if str(row.account_id) == which:
            come_back(asking.body, account=row.account_id, by=asking.by, at=asking.at)


ENDINGS: dict[str, Callable[[Asking, str], None]] = {
    "end_deputy": _end_deputy,
    "come_back": _come_back,
}
