"""Previews: pages that are no part of the product, rendered for tests and shown to a browser."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from csp.middleware import CSPMiddleware
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.template import engines
from django.test import RequestFactory
from django.utils import timezone
from django.utils.translation import override
from playwright.sync_api import Browser, Page, Route, sync_playwright

PREVIEWS = Path(__file__).parent / "previews"
SITE = "http://garden.test"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}

Preview = Callable[..., str]


@pytest.fixture
def preview() -> Preview:
    """Return what renders a preview, as someone in Lima would see it."""

    def render(name: str, language: str = "en", **context: object) -> str:
        request = RequestFactory().get(f"/{name}/?bed=1")
        source = (PREVIEWS / f"{name}.html").read_text()
        with override(language), timezone.override("America/Lima"):
            return str(engines["django"].from_string(source).render(context, request))

    return render


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("chromium-browser"),
            args=["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"],
        )
        yield browser
        browser.close()


@pytest.fixture
def show(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Return what opens HTML in the browser under the deployment's own content policy."""
    pages = []

    def open_page(html: str, **options: object) -> Page:
        page = chromium.new_context(**options).new_page()  # type: ignore[arg-type] # Playwright's own
        page.route("**/*", lambda route: answer(route, html))
        page.complaints = []  # type: ignore[attr-defined] # read by the tests
        page.on("console", lambda said: page.complaints.append(said.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(f"{SITE}/")
        pages.append(page)
        return page

    yield open_page
    for page in pages:
        page.context.close()


def answer(route: Route, html: str) -> None:
    address = route.request.url.removeprefix(SITE)
    if address.startswith("/static/"):
        found = finders.find(address.removeprefix("/static/"))
        assert found, f"{address} is not there"
        kind = TYPES[Path(found).suffix]
        route.fulfill(path=found, content_type=kind)
        return
    response = CSPMiddleware(lambda _: HttpResponse(html))(RequestFactory().get("/"))
    headers = {name: str(value) for name, value in response.headers.items()}
    route.fulfill(body=html, headers=headers)
