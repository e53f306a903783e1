"""What outside witnesses of the log fetch and send. For everybody else there is no such page.

No personal data, and no count for whoever has no token: tree sizes go to witnesses only.
"""

import base64

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import now
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from amparo.base.problems import Problem
from amparo.trust.actions.witnesses import keep_cosignature
from amparo.trust.models import Witness
from amparo.trust.witnessed import newest_note, proof_between, witness_of

LONGEST_NOTE = 20_000
LONGEST_SIZE = 18


@require_GET
def checkpoint(request: HttpRequest) -> HttpResponse:
    """Give the newest checkpoint, with what witnesses signed under it."""
    _witness(request)
    note = newest_note()
    if not note:
        raise Http404
    return _text(note)


@require_GET
def consistency(request: HttpRequest) -> HttpResponse:
    """Give the proof that the log only grew from one size to another."""
    _witness(request)
    first, second = (_size(request.GET.get(name, "")) for name in ("first", "second"))
    try:
        proof = proof_between(first, second)
    except Problem:
        raise Http404 from None
    return _text("".join(f"{base64.b64encode(each).decode()}\n" for each in proof))


# No browser sends a token in a header, so no other site's form can either.
@csrf_exempt  # nosemgrep: no-door-without-a-form-s-token
@require_POST
def cosign(request: HttpRequest) -> HttpResponse:
    """Take what a witness signed."""
    witness = _witness(request)
    try:
        note = request.body[:LONGEST_NOTE].decode()
        keep_cosignature(witness, note, by=None, at=now())
    except (Problem, UnicodeDecodeError):
        return HttpResponse("This is not our checkpoint, or not your signature.\n", status=400)
    return _text("kept\n")


def _witness(request: HttpRequest) -> Witness:
    witness = witness_of(request.headers.get("Authorization", ""))
    if witness is None:
        raise Http404
    return witness


def _size(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > LONGEST_SIZE:
        raise Http404
    return int(text)


def _text(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
