"""A site of three pages, to try the doors and sessions of trust without those above it."""

from enum import StrEnum
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from amparo.base.problems import WrongPassphrase
from amparo.trust.doors import keyring_in, needs, reader_in, signed_in
from amparo.trust.entrance import enter, leave
from amparo.trust.problems import TooManyTries
from amparo.trust.rules import Reader
from amparo.trust.tests.people import AT, PASSPHRASE

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

SESSION, UNLOCK = "amparo_session", "amparo_unlock"

MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "amparo.trust.middleware.unlocked",
    "amparo.trust.tests.site.with_reader",
]


class Can(StrEnum):
    OPEN_PAGE = "open_page"


GRANTS: dict[str, Reader] = {}
"""What a test lets somebody do, by user name."""


def with_reader(answer):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
    def filled(request: HttpRequest) -> HttpResponse:
        granted = GRANTS.get(request.user.get_username())
        if granted:
            request.reader = granted  # type: ignore[attr-defined]
        return answer(request)  # type: ignore[no-any-return]

    return filled


def come_in(request: HttpRequest) -> HttpResponse:
    request.session["before"] = "as a stranger"
    try:
        name, said = request.POST["username"], request.POST["passphrase"]
        account = enter(request, name, said, owes_factor=lambda _account: False, at=AT)
    except (WrongPassphrase, TooManyTries) as problem:
        return HttpResponse(str(problem), status=400)
    return HttpResponse(account.username)


def go_out(request: HttpRequest) -> HttpResponse:
    leave(request, at=AT)
    return HttpResponse("out")


@signed_in
def start(request: HttpRequest) -> HttpResponse:
    said = f"{request.user.get_username()} {keyring_in(request).account_private.hex()}"
    return HttpResponse(f"{said} {request.session.get('before', '')}")


@needs(Can.OPEN_PAGE)
def guarded(request: HttpRequest, id: str) -> HttpResponse:
    return HttpResponse(f"{id} {len(reader_in(request).memberships)}")


pages = [path("in/", come_in, name="sign_in"), path("out/", go_out, name="sign_out")]
urlpatterns = [
    path("", include((pages, "trust"))),
    path("start/", start),
    path("guarded/<str:id>/", guarded),
]


def sign_in(client: Client, username: str = "ana.demo", said: str = PASSPHRASE) -> "Answer":
    return client.post("/in/", {"username": username, "passphrase": said})


def is_out(client: Client) -> bool:
    answer = client.get("/start/")
    return answer.status_code == 302 and answer["Location"] == "/in/?next=/start/"
