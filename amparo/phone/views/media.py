"""Recordings and photos, in pieces: what has come, and the next one."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.timezone import now

from amparo.base.problems import IdTaken, NotThere
from amparo.dossiers.actions.media import Come, come_of, drop_broken, take_piece
from amparo.phone.doors import Came, device_signed, error


@device_signed("GET")
def come(_request: HttpRequest, _came: Came, id: UUID) -> HttpResponse:
    """Tell what has come of a recording; nothing where no letter has named it."""
    try:
        return _told(come_of(id))
    except NotThere:
        return error(404, "nothing")


@device_signed("PUT")
def piece(request: HttpRequest, came: Came, id: UUID, number: int) -> HttpResponse:
    """Take a piece, from whoever brings it."""
    at, by = now(), came.device.account_id
    try:
        taken = take_piece(id, number, request.body, by=by, at=at)
    except NotThere:
        return error(404, "nothing")
    except IdTaken:
        return error(409, "taken")
    if not taken.is_whole and drop_broken(id, by=by, at=at):
        return error(409, "garbage")
    return _told(taken)


def _told(come: Come) -> HttpResponse:
    told: dict[str, object] = {"v": 1, "have": list(come.have)}
    return JsonResponse({**told, "whole": True} if come.is_whole else told)
