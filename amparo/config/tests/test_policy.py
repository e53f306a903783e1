"""In a real browser: our own look passes our own policy, and nothing else does."""

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

INJECT = """() => {
  const script = document.createElement("script");
  script.textContent = "document.title = 'injected'";
  document.body.append(script);
  return document.title;
}"""


def test_the_look_is_loaded(live_server: LiveServer, screen: Page) -> None:
    screen.goto(f"{live_server.url}/nothing/here/")
    sheets = screen.evaluate("[...document.styleSheets].map((sheet) => sheet.cssRules.length)")
    assert len(sheets) > 3
    assert all(sheets)


def test_an_injected_script_does_not_run(live_server: LiveServer, chromium: Browser) -> None:
    page = chromium.new_page()
    page.goto(f"{live_server.url}/nothing/here/")
    with pytest.raises(Exception, match=r"TrustedScript|Content Security"):
        page.evaluate(INJECT)
    assert page.title() != "injected"
    page.close()
