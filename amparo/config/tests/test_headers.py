"""What the browser is told about every page, and what settings leave no room for."""

from dataclasses import replace
from typing import cast

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.security import SecurityMiddleware
from django.test import Client, RequestFactory
from pytest_django.fixtures import Settings

from amparo.config.environment import proxies
from amparo.config.headers import Answer, from_proxy, programs_by_https
from amparo.config.tests.site import FAILURES

pytestmark = [pytest.mark.django_db, pytest.mark.urls("amparo.config.tests.site")]


@pytest.mark.parametrize("kind", ["", *FAILURES])
def test_no_page_is_kept_framed_or_scripted_from_outside(kind: str) -> None:
    response = Client(raise_request_exception=False).get("/tried/", {"kind": kind})
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert response["Cache-Control"] == "no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]


def test_an_upload_never_touches_the_disk() -> None:
    assert settings.FILE_UPLOAD_HANDLERS == [
        "django.core.files.uploadhandler.MemoryFileUploadHandler"
    ]


def test_there_is_no_debug_page() -> None:
    assert settings.DEBUG is False


@pytest.mark.parametrize(
    ("named", "asked_from", "address"),
    [
        ("1", "127.0.0.1", "192.0.2.7"),
        ("", "127.0.0.1", "127.0.0.1"),
        ("1", "198.51.100.9", "198.51.100.9"),
        ("198.51.100.0/24", "198.51.100.9", "192.0.2.7"),
    ],
)
def test_the_address_is_the_proxys_word_only_where_there_is_one(
    settings: Settings, named: str, asked_from: str, address: str
) -> None:
    settings.AMPARO = replace(settings.AMPARO, proxies=proxies(named))

    def answer(request: HttpRequest) -> HttpResponse:
        return HttpResponse(request.META["REMOTE_ADDR"])

    claims = {"x-real-ip": "192.0.2.7"}
    request = RequestFactory(REMOTE_ADDR=asked_from).get("/", headers=claims)
    assert from_proxy(answer)(request).content.decode() == address


@pytest.mark.parametrize(("asked_from", "is_secure"), [("127.0.0.1", True), ("192.0.2.7", False)])
def test_nobody_but_a_proxy_says_that_a_request_came_by_https(
    settings: Settings, asked_from: str, *, is_secure: bool
) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

    def answer(request: HttpRequest) -> HttpResponse:
        return HttpResponse(str(request.is_secure()))

    claims = {"x-forwarded-proto": "https"}
    request = RequestFactory(REMOTE_ADDR=asked_from).get("/", headers=claims)
    assert from_proxy(answer)(request).content.decode() == str(is_secure)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/witness/checkpoint/", 403),
        ("/phone/sync", 403),
        ("/phone/media/01890000-0000-7000-8000-00000000dead/0", 403),
        ("/phone/", 301),
        ("/sign-in/", 301),
        ("/health/", 200),
    ],
)
def test_a_program_that_asks_without_https_is_refused_and_a_person_sent_on(
    settings: Settings, path: str, status: int
) -> None:
    settings.SECURE_SSL_REDIRECT = True

    def answer(_request: HttpRequest) -> HttpResponse:
        return HttpResponse("here")

    asked = programs_by_https(cast("Answer", SecurityMiddleware(answer)))
    assert asked(RequestFactory().get(path)).status_code == status
    assert asked(RequestFactory().get(path, secure=True)).status_code == 200
