"""Sync, and what it points to: packs, places."""

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now
from django.views.decorators.http import require_GET

from amparo.base.problems import Malformed, NotThere
from amparo.phone.actions.syncing import Asking, sync
from amparo.phone.doors import OCTETS, Came, device_signed, error
from amparo.phone.packs import delta_between, part_with
from amparo.phone.places import places_of
from amparo.phone.rules import read_asked
from amparo.sealing.frames import read_frame, write_frame
from amparo.system.care import group_of

FOR_GOOD = "public, max-age=31536000, immutable"


@device_signed("POST", even_lost=True)
def synchronise(request: HttpRequest, came: Came) -> HttpResponse:
    """Take what a phone brings, and tell it what is new."""
    try:
        asked = read_asked(read_frame(request.body))
    except Malformed:
        return error(400, "garbage")
    asking = Asking(came.device, came.is_author, asked)
    frame = sync(asking, by=came.device.account_id, at=now()).as_frame()
    return HttpResponse(write_frame(frame.said, frame.blobs), content_type=OCTETS)


@require_GET
def pack(_request: HttpRequest, digest: str) -> HttpResponse:
    """Hand over the phone's part of a pack: law and forms, for everybody."""
    try:
        return _for_good(part_with(digest))
    except NotThere:
        return error(404, "nothing")


@require_GET
def delta(_request: HttpRequest, digest: str, old: str) -> HttpResponse:
    """Hand over what makes an older part into this one."""
    try:
        return _for_good(delta_between(old, digest))
    except NotThere:
        return error(404, "nothing")


@device_signed("GET")
def places(_request: HttpRequest, came: Came, digest: str) -> HttpResponse:
    """Hand over the offices around this member's group; only those in force now."""
    group = group_of(came.device.account_id)
    found = places_of(group, now()) if group else None
    # The name of what is handed over, and no secret.
    if found is None or found.hash != digest:  # nosemgrep: no-secret-compared-by-its-letters
        return error(404, "nothing")
    return HttpResponse(found.text, content_type="application/json")


def _for_good(text: bytes) -> HttpResponse:
    return HttpResponse(text, content_type="application/json", headers={"Cache-Control": FOR_GOOD})
