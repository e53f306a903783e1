"""Sync, and what it points to: packs, places."""

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now
from django.views.decorators.http import require_GET

from amparo.base.problems import Malformed, NotThere
from amparo.phone.actions.syncing import Asking, sync
from amparo.phone.compressed import compressed
from amparo.phone.doors import OCTETS, Came, device_signed, error
from amparo.phone.packs import delta_between, first_load, part_with
from amparo.phone.places import places_of
from amparo.phone.rules import read_asked
from amparo.sealing.frames import inflated, read_frame, write_frame
from amparo.system.care import group_of

FOR_GOOD = "public, max-age=31536000, immutable"


@device_signed("POST", even_lost=True)
def synchronise(request: HttpRequest, came: Came) -> HttpResponse:
    """Take what a phone brings, and tell it what is new."""
    try:
        asked = read_asked(read_frame(inflated(request.body)))
    except Malformed:
        return error(400, "garbage")
    asking = Asking(came.device, came.is_author, asked)
    frame = sync(asking, by=came.device.account_id, at=now()).as_frame()
    return HttpResponse(write_frame(frame.said, frame.blobs), content_type=OCTETS)


@require_GET
def pack(request: HttpRequest, digest: str) -> HttpResponse:
    """Hand over the phone's part of a pack: law and forms, for everybody."""
    try:
        return _for_good(request, part_with(digest))
    except NotThere:
        return error(404, "nothing")


@require_GET
def pack_in(request: HttpRequest, digest: str, language: str) -> HttpResponse:
    """Hand over what a first load waits for: the same in one language."""
    try:
        return _for_good(request, first_load(digest, language))
    except NotThere:
        return error(404, "nothing")


@require_GET
def delta(request: HttpRequest, digest: str, old: str) -> HttpResponse:
    """Hand over what makes an older part into this one."""
    try:
        return _for_good(request, delta_between(old, digest))
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


def _for_good(request: HttpRequest, text: bytes) -> HttpResponse:
    answer = compressed(request, text, "application/json")
    answer["Cache-Control"] = FOR_GOOD
    return answer
