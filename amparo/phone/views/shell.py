"""The app's own files: one page, its worker, words, label and drawing. They name nobody."""

from collections.abc import Callable

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.views.decorators.http import require_safe

from amparo.phone import shell
from amparo.phone.compressed import compressed
from amparo.sealing.check_words import WORDS as CHECK_WORDS
from amparo.system.packs import current_pack

POLICY = {
    "default-src": ["'none'"],
    "script-src": ["'self'", "'wasm-unsafe-eval'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "blob:"],
    "media-src": ["'self'", "blob:"],
    "connect-src": ["'self'"],
    "worker-src": ["'self'"],
    "manifest-src": ["'self'"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
    "frame-ancestors": ["'none'"],
    "require-trusted-types-for": ["'script'"],
    "trusted-types": ["agenda"],
}
SENSORS = "camera=(self), microphone=(self), geolocation=(), payment=(), usb=(), browsing-topics=()"
"""The camera reads codes, the microphone takes a member's own voice; nothing else is asked for."""

View = Callable[..., HttpResponseBase]


def _open(view: View) -> View:
    """Give an address to whoever asks, under the app's policy; browsers ask anew each time."""
    return require_safe(csp_replace(POLICY)(view))


@_open
def page(request: HttpRequest) -> HttpResponse:
    """Show the app."""
    del request
    answer = HttpResponse(shell.page(), content_type="text/html; charset=utf-8")
    answer["Permissions-Policy"] = SENSORS
    return answer


@_open
def worker(request: HttpRequest) -> HttpResponse:
    """Give what keeps the app on a phone; it rules this address and below, nothing else."""
    del request
    return HttpResponse(shell.worker(), content_type="text/javascript; charset=utf-8")


@_open
def script(request: HttpRequest, name: str) -> HttpResponse:
    """Give a script that runs beside the page."""
    if name not in shell.SCRIPTS:
        raise Http404
    return compressed(request, shell.script(name), "text/javascript; charset=utf-8")


@_open
def words(request: HttpRequest, language: str) -> HttpResponse:
    """Give the app's words in one language."""
    if language not in shell.languages():
        raise Http404
    told = shell.words_in(current_pack().hash, language)
    return compressed(request, told, "application/json")


@_open
def check_words(request: HttpRequest) -> HttpResponse:
    """Give the 256 words that a phone and the desk read aloud from."""
    del request
    return HttpResponse("\n".join(CHECK_WORDS), content_type="text/plain; charset=utf-8")


@_open
def manifest(request: HttpRequest) -> HttpResponse:
    """Say how the app is called on a home screen."""
    del request
    return JsonResponse(shell.manifest(), content_type="application/manifest+json")


@_open
def icon(request: HttpRequest) -> HttpResponse:
    """Give its drawing."""
    del request
    return HttpResponse(shell.icon(), content_type="image/svg+xml")
