"""Public bytes, as small as the phone that asks can read: words, packs and scripts name nobody."""

from functools import lru_cache

import brotli
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

BROTLI = "br"


def compressed(request: HttpRequest, said: bytes, kind: str) -> HttpResponse:
    """Answer with brotli where it is read; else Django's middleware does it with gzip."""
    if BROTLI not in request.headers.get("Accept-Encoding", ""):
        answer = HttpResponse(said, content_type=kind)
    else:
        answer = HttpResponse(_small(said), content_type=kind)
        answer["Content-Encoding"] = BROTLI
    patch_vary_headers(answer, ["Accept-Encoding"])
    return answer


@lru_cache(maxsize=64)
def _small(said: bytes) -> bytes:
    small: bytes = brotli.compress(said)
    return small
