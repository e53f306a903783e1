"""What every page says to the browser beside its content policy, and what a proxy says to us."""

import re
from collections.abc import Callable, Iterable
from ipaddress import ip_address

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseForbidden,
    HttpResponseNotAllowed,
)

from amparo.config.environment import HERE, Network
from amparo.config.errors import not_that_way

Answer = Callable[[HttpRequest], HttpResponse]

NO_SENSORS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"
LONGEST_ADDRESS = 45
CLAIMS = ("HTTP_X_REAL_IP", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED")
"""What only a proxy may say of a request."""


def kept_nowhere(answer: Answer) -> Answer:
    """Tell browsers and proxies to keep no page: the next person on this computer is a stranger.

    Static files are answered before this and are kept for good; so is what says so of itself.
    """

    def with_headers(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Permissions-Policy", NO_SENSORS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return with_headers


def from_proxy(answer: Answer) -> Answer:
    """Believe a proxy, and nobody else, who asks and whether it came by https.

    Without a proxy that was named, everybody has its address, and whoever guesses at an account's
    passphrase would slow its owner down. The address is used for that alone, and written nowhere.
    """

    def with_address(request: HttpRequest) -> HttpResponse:
        proxies = settings.AMPARO.proxies
        if not comes_from(proxies or HERE, request.META["REMOTE_ADDR"]):
            for claim in CLAIMS:
                request.META.pop(claim, None)
        elif proxies:
            request.META["REMOTE_ADDR"] = request.headers.get("X-Real-IP", "")[:LONGEST_ADDRESS]
        return answer(request)

    return with_address


def programs_by_https(answer: Answer) -> Answer:
    """Refuse a program that asks without https; sent on silently, it would never be mended."""

    def with_refusal(request: HttpRequest) -> HttpResponse:
        is_bare = settings.SECURE_SSL_REDIRECT and not request.is_secure()
        if is_bare and re.match(settings.FOR_PROGRAMS, request.path.lstrip("/")):
            return HttpResponseForbidden("https only\n", content_type="text/plain; charset=utf-8")
        return answer(request)

    return with_refusal


def comes_from(networks: Iterable[Network], address: str) -> bool:
    """Tell whether an address lies in one of the networks; what is no address lies in none."""
    try:
        asked_from = ip_address(address)
    except ValueError:
        return False
    return any(asked_from in network for network in networks)


def told_in_words(answer: Answer) -> Answer:
    """Give a page to whoever asks in a way that an address does not know (405)."""

    def with_words(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        is_bare = isinstance(response, HttpResponseNotAllowed) and not response.content
        return not_that_way(request, response) if is_bare else response

    return with_words
