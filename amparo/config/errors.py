"""What a person is told when a request can't be answered: what happened, and what to do now.

None of these says more than that: not whether something is there, not what was typed.
"""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.timezone import now
from django.utils.translation import gettext as _

from amparo.desk.kept import keep_for_author


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what could not be read; a text that is too large gets its own sentence."""
    if isinstance(exception, RequestDataTooBig):
        return _page(
            request,
            413,
            _("This is too much text at once"),
            _("Nothing was saved. Go back, make it shorter and send it again."),
        )
    return _page(
        request,
        400,
        _("This could not be read"),
        _("Nothing was saved. Go back, load the page again and send it once more."),
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer alike what is not there and what this person may not see."""
    del exception
    return _page(
        request,
        404,
        _("There is nothing here"),
        _("Check the address, or go back to the first page and look from there."),
    )


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token does not fit, most often because the page was open for long."""
    del reason
    title = _("This page was open for too long")
    if keep_for_author(request, at=now()):
        says = _("What you typed is kept. Load the page again to see it, and send it once more.")
    else:
        says = _("Nothing was saved. Go back, load the page again and send it once more.")
    return _page(request, 403, title, says)


def failed(request: HttpRequest) -> HttpResponse:
    """Answer our own mistake, without asking anything that may be what failed."""
    del request
    told = {
        "title": _("Something went wrong on our side"),
        "says": _("If you were sending something, look whether it is there before sending again."),
    }
    return _bare(told, 500)


def _page(request: HttpRequest, status: int, title: str, says: str) -> HttpResponse:
    told = {"title": title, "says": says}
    if not hasattr(request, "user"):
        # Refused before anybody was looked for, such as a site asked by another name.
        return _bare(told, status)
    return render(request, "config/error.html", told, status=status)


def _bare(told: dict[str, str], status: int) -> HttpResponse:
    page = render_to_string("config/error.html", {**told, "no_frame": True})
    return HttpResponse(page, status=status)
