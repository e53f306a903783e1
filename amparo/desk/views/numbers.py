"""The numbers to call from here, with what is known of each; supervisors note a test call."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from amparo.desk.contact_forms import ContactForm, typed_hours
from amparo.desk.hats import hat_in
from amparo.desk.lines import Line, country_lines, near_lines
from amparo.system.actions.bodies import Contact, change_contact
from amparo.system.actions.gaps import record_hotline_test
from amparo.system.directory import area_chain
from amparo.system.hours import WeeklyHours
from amparo.system.models import Body
from amparo.system.packs import current_pack
from amparo.system.rules import Can
from amparo.trust.doors import account_in, needs, reader_in, signed_in
from amparo.trust.keyring import keyed_circles


@signed_in
def show(request: HttpRequest) -> HttpResponse:
    """List the numbers of the country and of the offices nearby."""
    at, hat = now(), hat_in(request)
    area = hat.area if hat else ""
    pack = current_pack()
    country = country_lines(pack, area, at)
    numbers = {line.number for line in country}
    near = near_lines(pack, reader_in(request), area, at)
    told = {
        "country": country,
        "near": [line for line in near if line.number not in numbers],
        "kept_here": _kept_here(request),
        "may_test": hat is not None and Can.TEST_HOTLINE in hat.can,
    }
    return render(request, "desk/numbers/show.html", told)


def _kept_here(request: HttpRequest) -> list[Body]:
    """Return the services nearby whose numbers the reader keeps, those without a number too."""
    hat = hat_in(request)
    if hat is None or Can.CHANGE_BODY not in hat.can:
        return []
    known = Body.objects.visible_to(reader_in(request)).at_work(now()).filter(listed=True)
    near = list(known.in_reach(area_chain(hat.area)).order_by("kind", "name"))
    keyed = keyed_circles([body.id for body in near])
    return [body for body in near if body.id == hat.body or body.id not in keyed]


@require_POST
@needs(Can.TEST_HOTLINE)
def tested(request: HttpRequest) -> HttpResponse:
    """Note that a number was tried from here, and whether a person answered."""
    at, hat = now(), hat_in(request)
    number = request.POST.get("number", "")
    answered = {"yes": True, "no": False}.get(request.POST.get("answered", ""))
    if hat is None or answered is None or number not in _numbers(request):
        raise Http404
    record_hotline_test(
        number=number, area=hat.area, answered=answered, by=account_in(request).id, at=at
    )
    messages.success(request, _("Noted. The number was tried today."))
    return redirect("desk:numbers")


@needs(Can.CHANGE_BODY)
def change(request: HttpRequest, id: UUID) -> HttpResponse:
    """Keep the number and hours of one's own office, or of a service nearby without access."""
    at = now()
    body = next((each for each in _kept_here(request) if each.id == id), None)
    if body is None:
        raise Http404
    week = WeeklyHours.from_json(body.weekly_hours)
    kept = {"phone": body.phone, "opening_hours": body.opening_hours, **typed_hours(week)}
    form = ContactForm(request.POST or None, initial=kept)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        contact = Contact(typed["phone"], typed["opening_hours"], typed["week"])
        change_contact(body, contact, by=account_in(request).id, at=at)
        messages.success(request, _("Kept. Everybody nearby sees it from now on."))
        return redirect("desk:numbers")
    return render(request, "desk/numbers/change.html", {"form": form, "body": body})


def _numbers(request: HttpRequest) -> set[str]:
    at, hat, pack = now(), hat_in(request), current_pack()
    area = hat.area if hat else ""
    lines: list[Line] = [*country_lines(pack, area, at)]
    lines += near_lines(pack, reader_in(request), area, at)
    return {line.number for line in lines}
