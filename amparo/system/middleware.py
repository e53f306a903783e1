"""Gives each request its reader."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from django.utils.timezone import now

from amparo.system.once import one_page
from amparo.system.readers import reader_for
from amparo.trust.models import Account


class ReaderMiddleware:
    """Fills `request.reader` when a page first asks for it; None where nobody is signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        account = request.user
        if isinstance(account, Account):
            request.reader = SimpleLazyObject(lambda: reader_for(account, now()))  # type: ignore[attr-defined]
        else:
            request.reader = None  # type: ignore[attr-defined]
        with one_page():
            return self.get_response(request)
