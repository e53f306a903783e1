"""The concern's form on a sheet of paper, to print and hand out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now

from amparo.desk.hats import hat_in
from amparo.desk.sheet import sheet_for
from amparo.desk.views.protocols import need_a_body
from amparo.system.packs import current_pack
from amparo.trust.doors import reader_in, signed_in


@signed_in
def sheet(request: HttpRequest) -> HttpResponse:
    """Show the empty sheet, ready for the printer; it holds nothing of anybody."""
    need_a_body(request)
    hat = hat_in(request)
    told = {"sheet": sheet_for(current_pack(), reader_in(request), hat.area if hat else "", now())}
    return render(request, "desk/sheets/sheet.html", told)
