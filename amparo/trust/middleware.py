"""Puts the two halves of an unlocked key together for the time of one request."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from amparo.trust.entrance import picked_up, picked_up_halfway

Answer = Callable[[HttpRequest], HttpResponse]


def unlocked(answer: Answer) -> Answer:
    """Give each request `unlocked`: the account's private key, or None while it is locked.

    `halfway` is who has yet to show a second factor; for them `unlocked` is None.

    The key is in this request's memory only. `enter` and `leave` say through `unlock_cookie` what
    the browser is to keep; a cookie that fits nothing any more is taken back.
    """

    def with_key(request: HttpRequest) -> HttpResponse:
        cookie = request.COOKIES.get(settings.UNLOCK_COOKIE_NAME)
        # Whose it is, for a line of the log that tells of a refusal; a phone's door says it too.
        request.asked_by = request.user.pk  # type: ignore[attr-defined]
        request.unlocked = picked_up(request, cookie)  # type: ignore[attr-defined]
        halfway = None
        if request.unlocked is None:  # type: ignore[attr-defined]
            halfway = picked_up_halfway(request, cookie, at=timezone.now())
        request.halfway = halfway  # type: ignore[attr-defined]
        is_stale = bool(cookie) and request.unlocked is None and halfway is None  # type: ignore[attr-defined]
        request.unlock_cookie = "" if is_stale else None  # type: ignore[attr-defined]
        response = answer(request)
        _hand_over(response, request.unlock_cookie)  # type: ignore[attr-defined]
        return response

    return with_key


def _hand_over(response: HttpResponse, cookie: str | None) -> None:
    if cookie:
        response.set_cookie(
            settings.UNLOCK_COOKIE_NAME,
            cookie,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Strict",
        )
    elif cookie == "":
        response.delete_cookie(settings.UNLOCK_COOKIE_NAME, samesite="Strict")
