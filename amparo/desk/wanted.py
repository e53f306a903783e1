"""Where somebody wanted to go before signing in, and the language in which they are answered."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

from amparo.trust.models import Account


def wanted_in(request: HttpRequest) -> str:
    """Return the page that was asked for before, if it is one of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    # What is no path would be taken for the name of a page, and there may be none of that name.
    return wanted if is_ours and wanted.startswith("/") else "/"


def in_own_language(request: HttpRequest, account: Account, response: HttpResponse) -> HttpResponse:
    """Answer in the person's language, unless another was chosen in this browser."""
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            account.language,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite="Strict",
        )
    return response
