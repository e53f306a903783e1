"""A passkey and an app in a real browser: added, asked for, and in nobody's way."""

import base64
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from amparo.sealing.one_time import code_at, step_of
from amparo.trust.models import Factor
from tests.world import PASSPHRASE, World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADDRESSES = (
    "/sign-in/first/",
    "/access/",
    "/access/passkey/",
    "/access/passphrase/",
    "/people/",
    "/people/invite/",
)
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def site(world: World, live_server: LiveServer) -> str:
    """The site under the name that passkeys are made for."""
    assert world.people
    return live_server.url.replace("127.0.0.1", "localhost")


def with_authenticator(context: BrowserContext) -> Page:
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return page


def signs_in(page: Page, site: str, who: str) -> None:
    page.goto(f"{site}/sign-in/")
    page.fill("[name=username]", who)
    page.fill("[name=passphrase]", PASSPHRASE)
    page.click("main .button-main")


def faults_of(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    faults = [f"{fault['id']}: {fault['nodes'][0]['html'][:120]}" for fault in found]
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        faults.append("sideways")
    return [f"{page.url} {fault}" for fault in faults]


def test_a_passkey_is_made_and_opens_the_next_sign_in(site: str, browsing: BrowserContext) -> None:
    page = with_authenticator(browsing)
    signs_in(page, site, "rosa")
    page.goto(f"{site}/access/passkey/")
    page.fill("[name=name]", "this computer")
    page.fill("[name=passphrase]", PASSPHRASE)
    page.click("main .button-main")
    page.wait_for_selector(".codes")
    assert Factor.objects.get().kind == "passkey"
    page.context.clear_cookies()
    signs_in(page, site, "rosa")
    assert "/sign-in/second/" in page.url
    page.goto(f"{site}/concerns/")
    assert "/sign-in/?next=" in page.url, "nothing is shown before the passkey"
    signs_in(page, site, "rosa")
    page.click("form[data-passkey] button")
    page.wait_for_url(f"{site}/")
    assert page.goto(f"{site}/concerns/")
    assert "/concerns/" in page.url
    assert Factor.objects.get().counter > 0


def test_a_passkey_of_nobody_known_is_refused(site: str, browsing: BrowserContext) -> None:
    page = with_authenticator(browsing)
    signs_in(page, site, "rosa")
    page.goto(f"{site}/access/passkey/")
    page.fill("[name=name]", "this computer")
    page.fill("[name=passphrase]", PASSPHRASE)
    page.click("main .button-main")
    page.wait_for_selector(".codes")
    page.context.clear_cookies()
    other = with_authenticator(browsing)
    signs_in(other, site, "rosa")
    other.click("form[data-passkey] button")
    other.wait_for_selector("form[data-passkey] [role=alert]:visible")
    assert "/sign-in/second/" in other.url


@pytest.mark.parametrize("width", [360, 1280])
def test_an_app_is_added_and_asked_for_and_the_pages_are_in_nobodys_way(
    site: str, chromium: Browser, world: World, width: int, settings: Settings
) -> None:
    assert settings.AMPARO.is_demo
    context = chromium.new_context(viewport={"width": width, "height": 740}, locale="en-GB")
    page = context.new_page()
    signs_in(page, site, "carmen")
    faults = []
    for address in (
        "/access/",
        "/access/passkey/",
        "/access/passphrase/",
        "/people/",
        "/people/invite/",
    ):
        page.goto(site + address)
        faults += faults_of(page)
    page.goto(f"{site}/people/{world.people['ana'].id}/")
    faults += faults_of(page)
    page.goto(f"{site}/access/app/")
    faults += faults_of(page)
    seed = base64.b32decode(re.sub(r"\s", "", page.inner_text(".secret-text code")))
    page.fill("[name=code]", code_at(seed, step_of(world.clock.at)))
    page.fill("[name=name]", "my phone")
    page.fill("[name=passphrase]", PASSPHRASE)
    page.click("main .button-main")
    page.wait_for_selector(".codes")
    faults += faults_of(page)
    page.context.clear_cookies()
    world.clock.move(minutes=1)
    signs_in(page, site, "carmen")
    faults += faults_of(page)
    page.fill("[name=code]", code_at(seed, step_of(world.clock.at)))
    page.click("main .button-main")
    page.wait_for_url(f"{site}/office/")
    context.close()
    assert faults == []
