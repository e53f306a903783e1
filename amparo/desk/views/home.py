"""The first page: what somebody came for, by the hat they wear."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from amparo.desk.hats import hat_in
from amparo.desk.writing import begun_by
from amparo.dossiers.rules import Can
from amparo.insight.rules import Can as InsightCan
from amparo.trust.doors import account_in, keyring_in, reader_in, signed_in

FIRST_PAGES = (
    (Can.RAISE_CONCERN, ""),
    (Can.SUPERVISE, "desk:office"),
    (Can.SEE_DUTIES, "desk:duties"),
    (Can.OVERSEE, "desk:oversight"),
    (Can.RELEASE_IDENTITY, "desk:identities"),
    (InsightCan.PUBLISH_REPORT, "desk:reports"),
)
"""What a hat allows, and the page that its wearer begins with; the first that fits."""


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """Lead to where this hat's work is; for a member of a group that is here."""
    hat = hat_in(request)
    can = hat.can if hat else reader_in(request).own
    for allows, page in FIRST_PAGES:
        if allows in can and page:
            return redirect(page)
        if allows in can:
            told = {
                "begun": begun_by(account_in(request), keyring_in(request).account_private),
                "can_seek_support": Can.SEEK_SUPPORT in can,
                "can_look_in": Can.LOOK_IN in can,
                "can_note_activity": Can.RECORD_ACTIVITY in can,
            }
            return render(request, "desk/home/member.html", told)
    return render(request, "desk/home/other.html", {"hat": hat})
