"""The doors of phones: no cookie and no session, a signature of the device instead."""

import base64
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from amparo.base.problems import BadSignature
from amparo.trust.devices import signed_as_author
from amparo.trust.models import Device

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, "Came", P], HttpResponseBase]
OCTETS = "application/octet-stream"


class Came:
    """The device that asks, and whether its member has unlocked it."""

    def __init__(self, device: Device, *, is_author: bool) -> None:
        self.device = device
        self.is_author = is_author


def error(status: int, why: str, *, wait: int = 0) -> HttpResponse:
    """Answer in the one way in which a phone is told that something could not be."""
    answer = JsonResponse({"v": 1, "error": why}, status=status)
    if wait:
        answer["Retry-After"] = str(wait)
    return answer


def device_signed(
    *methods: str, even_lost: bool = False
) -> Callable[[View[P]], Callable[..., HttpResponseBase]]:
    """Open an address to devices that sign their request; to lost ones only where it says so."""

    def guard(view: View[P]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def if_signed(
            request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponseBase:
            if request.method not in methods:
                return error(405, "garbage")
            came = _came(request)
            if came is None:
                return error(401, "stranger")
            request.asked_by = came.device.account_id  # type: ignore[attr-defined]
            if came.device.revoked_at and not even_lost:
                return error(410, "revoked")
            return view(request, came, *args, **kwargs)

        # No cookie is read here: what came is signed by a device's own key.
        return csrf_exempt(if_signed)  # nosemgrep: no-door-without-a-form-s-token

    return guard


def _came(request: HttpRequest) -> Came | None:
    """Return who asks; None for a device that nobody knows, and for a signature that is not its."""
    try:
        named = UUID(request.headers.get("Amparo-Device", ""))
        said = request.headers.get("Amparo-Signature", "")
        signature = base64.b64decode(said + "=" * (-len(said) % 4), altchars=b"-_", validate=True)
    except ValueError:
        return None
    device = Device.objects.select_related("account").filter(pk=named).first()
    if device is None:
        return None
    try:
        asked = (request.method or "", request.path, request.body)
        return Came(device, is_author=signed_as_author(device, asked, signature))
    except BadSignature:
        return None
