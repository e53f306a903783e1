"""A phone comes with a code; and a phone that is lost is told of from any other."""

import json
from collections.abc import Callable, Mapping
from functools import wraps
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.timezone import now
from django.views.decorators.csrf import csrf_exempt

from amparo.base.problems import Malformed
from amparo.dossiers.actions.phones import lose_phone
from amparo.phone.doors import error
from amparo.sealing.envelope import KEY_BYTES
from amparo.trust.actions.devices import offer_keys
from amparo.trust.devices import KEYS, Offered, lost_code, phone_told_lost
from amparo.trust.key_files import KeyFor, server_key
from amparo.trust.models import Enrolment
from amparo.trust.problems import TooManyTries, WrongPhoneCode
from amparo.trust.tries import PHONE_TRIES

LARGEST = 4096
Json = Mapping[str, object]


def _json(view: Callable[[HttpRequest, Json], HttpResponse]) -> Callable[..., HttpResponse]:
    """Read what a phone without keys says; garbage is told as such, too many tries as slow."""

    @wraps(view)
    def with_json(request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return error(405, "garbage")
        try:
            said = json.loads(request.body[: LARGEST + 1])
            if not isinstance(said, dict):
                return error(400, "garbage")
            return view(request, said)
        except (ValueError, RecursionError, Malformed):
            return error(400, "garbage")
        except TooManyTries as slow:
            return error(429, "slow", wait=int(str(slow.values["seconds"])))

    # No cookie is read here: a code that was handed over is all there is.
    return csrf_exempt(with_json)  # nosemgrep: no-door-without-a-form-s-token


@_json
def enrol(request: HttpRequest, said: Json) -> HttpResponse:
    """Let a phone come with a code and keys of its own, and tell it how that stands."""
    offered, code, at = _offered(said), str(said.get("code", "")), now()
    address = request.META.get("REMOTE_ADDR", "")
    PHONE_TRIES.spend("enrol", address, at=at)
    try:
        enrolment = offer_keys(code, offered, at=at)
    except WrongPhoneCode:
        return error(404, "code")
    PHONE_TRIES.forgive("enrol", address)
    return JsonResponse(_standing(enrolment))


@_json
def lost(request: HttpRequest, said: Json) -> HttpResponse:
    """Trust a phone no more: whoever has its code says so, from any phone."""
    at = now()
    address = request.META.get("REMOTE_ADDR", "")
    PHONE_TRIES.spend("lost", address, at=at)
    device = phone_told_lost(str(said.get("code", "")))
    if device is None:
        return error(404, "nothing")
    PHONE_TRIES.forgive("lost", address)
    lose_phone(device, by=device.account_id, at=at)
    return JsonResponse({"v": 1, "state": "revoked"})


def _offered(said: Json) -> Offered:
    keys = [bytes.fromhex(str(said.get(name, ""))) for name in KEYS]
    if any(len(key) != KEY_BYTES for key in keys) or len(set(keys)) != len(keys):
        raise Malformed
    signing, author, account = keys
    sign = str(said.get("sign", ""))
    return Offered(UUID(str(said.get("handset", ""))), signing, author, account, sign)


def _standing(enrolment: Enrolment) -> Json:
    root = server_key(KeyFor.ROOT_PUBLIC).public.hex()
    if enrolment.device is None:
        return {"v": 1, "state": "waits", "root": root}
    account = enrolment.account
    return {
        "v": 1,
        "state": "ready",
        "root": root,
        "device": str(enrolment.device.id),
        "author": str(account.id),
        "name": account.display_name,
        "language": account.language,
        "label": settings.AMPARO.label,
        "lost": lost_code(enrolment.device.id),
    }
