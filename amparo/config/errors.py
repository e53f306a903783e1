"""What a person is told when a request can't be answered: what happened, and what to do now.

None of these says more than that: not whether something is there, not what was typed.
"""

import sys

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.timezone import now
from django.utils.translation import gettext as _

from amparo.config.outage import Outage, outage_in
from amparo.desk.kept import keep_for_author
from amparo.phone.doors import error


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what could not be read; a text that is too large gets its own sentence."""
    if isinstance(exception, RequestDataTooBig):
        if request.resolver_match and request.resolver_match.app_name == "phone":
            return error(413, "large")
        return _page(
            request,
            413,
            _("This is too much text at once"),
            _("Nothing was saved. Go back, make it shorter and send it again."),
        )
    return _page(request, 400, *_unread())


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
    """Answer what failed, without asking anything that may be what failed.

    A database that is away or full is no mistake of ours, and passes: it is told as such.
    """
    del request
    problem = sys.exception()
    if isinstance(problem, UnreadablePostError):
        return _bare(400, *_unread())  # the line broke while something was sent
    outage = outage_in(problem)
    if outage is None:
        return _bare(
            500,
            _("Something went wrong on our side"),
            _("If you were sending something, look whether it is there before sending again."),
        )
    answer = _bare(*_told(outage), _("What was saved before is all there."))
    answer.headers["Retry-After"] = "60"
    return answer


def not_that_way(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Answer a way of asking that a page does not know; whoever types an address meets it."""
    page = _page(
        request,
        answer.status_code,
        _("This page is not opened like that"),
        _("Nothing was saved. Go to the first page and look from there."),
    )
    page["Allow"] = answer["Allow"]
    return page


def _unread() -> tuple[str, str]:
    return (
        _("This could not be read"),
        _("Nothing was saved. Go back, load the page again and send it once more."),
    )


def _told(outage: Outage) -> tuple[int, str, str]:
    """Return the status, what happened, and what to do now."""
    if outage is Outage.FULL:
        return (
            507,
            _("There is no room to save anything just now"),
            _(
                "Tell whoever looks after this system. If you were sending something, keep the"
                " page and send it again later: what is sent twice is saved once."
            ),
        )
    return (
        503,
        _("What is saved here can't be reached just now"),
        _(
            "Wait a minute and load this page again. If you were sending something, send it once"
            " more: what is sent twice is saved once."
        ),
    )


def _bare(status: int, title: str, says: str, also: str = "") -> HttpResponse:
    """Return a page whose frame asks nothing."""
    told = {"title": title, "says": says, "also": also, "no_frame": True}
    return HttpResponse(render_to_string("config/error.html", told), status=status)


def _page(request: HttpRequest, status: int, title: str, says: str) -> HttpResponse:
    if not hasattr(request, "user"):
        return _bare(status, title, says)  # refused before anybody asked who it is
    told = {"title": title, "says": says}
    return render(request, "config/error.html", told, status=status)
