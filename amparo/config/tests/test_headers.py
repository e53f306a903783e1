"""What the browser is told about every page, and what settings leave no room for."""

from dataclasses import replace

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django.fixtures import Settings

from amparo.config.headers import from_proxy
from amparo.config.tests.site import FAILURES

pytestmark = [pytest.mark.django_db, pytest.mark.urls("amparo.config.tests.site")]


@pytest.mark.parametrize("kind", ["", *FAILURES])
def test_no_page_is_kept_framed_or_scripted_from_outside(kind: str) -> None:
    response = Client(raise_request_exception=False).get("/asked/", {"kind": kind})
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
    ("is_behind_proxy", "address"), [(True, "192.0.2.7"), (False, "127.0.0.1")]
)
def test_the_address_is_the_proxys_word_only_where_there_is_one(
    settings: Settings, *, is_behind_proxy: bool, address: str
) -> None:
    settings.AMPARO = replace(settings.AMPARO, is_behind_proxy=is_behind_proxy)

    def answer(request: HttpRequest) -> HttpResponse:
        return HttpResponse(request.META["REMOTE_ADDR"])

    request = RequestFactory().get("/", headers={"x-real-ip": "192.0.2.7"})
    assert from_proxy(answer)(request).content.decode() == address
