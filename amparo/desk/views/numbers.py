"""The numbers to call from here, with what is known of each; supervisors note a test call."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from amparo.desk.hats import hat_in
from amparo.desk.lines import Line, country_lines, near_lines
from amparo.system.actions.gaps import record_hotline_test
from amparo.system.packs import current_pack
from amparo.system.rules import Can
from amparo.trust.doors import account_in, needs, reader_in, signed_in


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
        "may_test": hat is not None and Can.TEST_HOTLINE in hat.can,
    }
    return render(request, "desk/numbers/show.html", told)


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


def _numbers(request: HttpRequest) -> set[str]:
    at, hat, pack = now(), hat_in(request), current_pack()
    area = hat.area if hat else ""
    lines: list[Line] = [*country_lines(pack, area, at)]
    lines += near_lines(pack, reader_in(request), area, at)
    return {line.number for line in lines}
