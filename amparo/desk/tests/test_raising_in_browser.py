"""The raiser's pages in a real browser: axe finds nothing, thumbs hit, nothing runs sideways."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.world import PASSPHRASE, World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SMALL = """() => [...document.querySelectorAll('a, button, summary, .choice')].filter((each) => {
  const box = each.getBoundingClientRect();
  return box.width > 0 && box.height < 43.5 && !each.classList.contains('skip');
}).map((each) => each.outerHTML.slice(0, 120))"""


def faults_of(page: Page) -> list[str]:
    """Return what a person with poor sight, big thumbs or a small screen would stumble over."""
    found = Axe().run(page).response["violations"]
    faults = [f"{fault['id']}: {fault['nodes'][0]['html'][:120]}" for fault in found]
    faults += [f"small: {html}" for html in page.evaluate(SMALL)]
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return [f"{page.url} {fault}" for fault in faults + ["sideways"] * wide]


def sign_in(page: Page, server: LiveServer, who: str) -> None:
    page.goto(f"{server.url}/sign-in/")
    page.fill("[name=username]", who)
    page.fill("[name=passphrase]", PASSPHRASE)
    page.click("main .button-main")


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_of_the_raisers_side_is_in_anybodys_way(
    world: World, live_server: LiveServer, chromium: Browser, width: int
) -> None:
    world.raise_concern()
    context = chromium.new_context(viewport={"width": width, "height": 740})
    page = context.new_page()
    sign_in(page, live_server, "rosa")
    page.goto(f"{live_server.url}/concerns/raise/")
    page.click("main .button-main")
    start = re.sub(r"\w+/$", "", page.url)
    page.click("main .button-main")
    faults = faults_of(page)
    pages = ["who_not/", "seen/", "children/", "where/", "words/", "about_me/", ""]
    for address in [start + name for name in pages]:
        page.goto(address)
        faults += faults_of(page)
    for address in ("/", "/danger/", "/numbers/", "/concerns/"):
        page.goto(live_server.url + address)
        faults += faults_of(page)
    page.click(".code-word")
    faults += faults_of(page)
    context.close()
    assert faults == []


def test_in_danger_without_scripts_three_pages_are_enough(
    world: World,  # noqa: ARG001  # its people sign in
    live_server: LiveServer,
    chromium: Browser,
) -> None:
    context = chromium.new_context(
        java_script_enabled=False, viewport={"width": 360, "height": 740}
    )
    page = context.new_page()
    sign_in(page, live_server, "rosa")
    page.click(".door-danger")
    assert page.locator("a[href='tel:105']").bounding_box()["y"] < 740  # type: ignore[index]
    page.check("[name=health_now][value=yes]")
    page.click("main .button-main")
    page.click("[name=nobody] >> nth=0")
    page.click("[name=answered] >> nth=0")
    page.click("[name=do][value=next]")
    page.check("[name=keep_from][value=none]")
    page.click("[name=do][value=next]")
    page.check("[name=home_district][value=ours]")
    page.click("[name=do][value=next]")
    page.click("main .button-main")
    assert page.locator(".code-word").is_visible()
    context.close()
