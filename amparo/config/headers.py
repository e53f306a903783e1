"""What every page says to the browser beside its content policy, and what a proxy says to us."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from amparo.config.errors import not_that_way

Answer = Callable[[HttpRequest], HttpResponse]

NO_SENSORS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"
LONGEST_ADDRESS = 45


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
    """Take the address of whoever asks from the proxy, where settings say that there is one.

    Else everybody has the proxy's, and whoever guesses at an account's passphrase would slow its
    owner down. It is used for that alone, and written nowhere.
    """

    def with_address(request: HttpRequest) -> HttpResponse:
        if settings.AMPARO.is_behind_proxy:
            request.META["REMOTE_ADDR"] = request.headers.get("X-Real-IP", "")[:LONGEST_ADDRESS]
        return answer(request)

    return with_address


def told_in_words(answer: Answer) -> Answer:
    """Give a page to whoever asks in a way that an address does not know (405)."""

    def with_words(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        is_bare = isinstance(response, HttpResponseNotAllowed) and not response.content
        return not_that_way(request, response) if is_bare else response

    return with_words
