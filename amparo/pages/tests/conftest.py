"""Previews: pages that are no part of the product, rendered for tests and shown to a browser."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from csp.middleware import CSPMiddleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.template import engines
from django.test import RequestFactory
from django.utils import timezone
from django.utils.translation import override
from playwright.sync_api import Browser, Page, Route

from amparo.pages.tests.reading import Preview, Show

PREVIEWS = Path(__file__).parent / "previews"
SITE = "http://garden.test"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


@pytest.fixture
def preview() -> Preview:
    """Return what renders a preview, as someone in Lima would see it."""

    def render(name: str, language: str = "en", **context: object) -> str:
        request = RequestFactory().get(f"/{name}/?bed=1")
        request.user = AnonymousUser()
        source = (PREVIEWS / f"{name}.html").read_text()
        with override(language), timezone.override("America/Lima"):
            return str(engines["django"].from_string(source).render(context, request))

    return render


@pytest.fixture
def show(chromium: Browser) -> Iterator[Show]:
    """Return what opens HTML in the browser under the deployment's own content policy.

    Whatever the browser complains of fails the test.
    """
    contexts = []
    complaints: list[str] = []

    def open_page(html: str, **options: Any) -> Page:  # noqa: ANN401 - Playwright's own options
        context = chromium.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.route("**/*", lambda route: answer(route, html))
        page.on("console", lambda said: complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{SITE}/")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def answer(route: Route, html: str) -> None:
    address = route.request.url.removeprefix(SITE)
    if address.startswith("/static/"):
        found = finders.find(address.removeprefix("/static/"))
        assert found, f"{address} is not there"
        route.fulfill(path=found, content_type=TYPES[Path(found).suffix])
        return
    response = CSPMiddleware(lambda _: HttpResponse(html))(RequestFactory().get("/"))
    assert isinstance(response, HttpResponse)
    assert "script-src 'self'" in response.headers["Content-Security-Policy"]
    route.fulfill(body=html, headers=dict(response.headers))
