"""What every page says to the browser beside its content policy."""

from collections.abc import Callable
from wsgiref.headers import Headers

from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]

NO_SENSORS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


def kept_nowhere(answer: Answer) -> Answer:
    """Tell browsers and proxies to keep no page: the next person on this computer is a stranger.

    Static files are answered before this and are kept for good.
    """

    def with_headers(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers["Cache-Control"] = "no-store"
        response.headers.setdefault("Permissions-Policy", NO_SENSORS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return with_headers


def static_headers(headers: Headers, path: str, url: str) -> None:
    """Let our own pages alone use a script, a style or a picture; by itself it is nothing."""
    del path, url
    headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
