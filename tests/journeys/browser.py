"""The same people at a real Chromium, with scripts or without; each page is looked at once.

A page that somebody with poor sight, big thumbs, a small screen or a keyboard would stumble over
is noted in `stumbles`; so is whatever the browser complains of.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import BrowserContext, Locator, Page, Route

from tests.accessible import RULES, SMALL
from tests.journeys.desk import Visit
from tests.journeys.reading import Typed
from tests.world import PASSPHRASE

PHONE, DESK = 360, 1280
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
FOCUS = """() => {
  const here = document.activeElement;
  const label = here.labels?.[0]?.innerText ?? here.innerText;
  const isSeen = here === document.body || getComputedStyle(here).outlineStyle !== 'none';
  return [label.trim().split('\\n')[0], isSeen];
}"""


@dataclass
class Screen(Visit):
    """A visit through Chromium; `context` is a fresh profile, and `client` is not used.

    Axe is a script: where the profile runs none, it looks at each page, as it came, in another
    profile (`glass_context`) that runs none of the page's own.
    """

    client: Any = None
    context: BrowserContext = field(kw_only=True)
    site: str = field(kw_only=True)
    glass_context: BrowserContext | None = field(kw_only=True, default=None)
    stumbles: list[str] = field(default_factory=list)
    looked_at: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.page: Page = self.context.new_page()
        self.glass = self._looking_glass() if self.glass_context else self.page
        self.page.on("console", lambda said: self._notes(f"console: {said.text}"))
        self.page.on("pageerror", lambda error: self._notes(f"error: {error}"))

    def signs_in(self, who: str) -> Self:
        """Let somebody sit down at it: what the one before left in the browser is gone."""
        self.context.clear_cookies()
        language = {"name": settings.LANGUAGE_COOKIE_NAME, "value": "en", "url": self.site}
        self.context.add_cookies([language])  # type: ignore[list-item]  # a TypedDict is wanted
        self.goes("/")
        self.presses("Sign in", username=who, passphrase=PASSPHRASE)
        return self

    def goes(self, address: str) -> Self:
        self.page.goto(self.site + address)
        return self._looks()

    def follows(self, label: str) -> Self:
        link = self.page.get_by_role("link", name=label, include_hidden=True).first
        folded = link.locator("xpath=ancestor::details[not(@open)]").first
        if folded.count():
            folded.locator("summary").first.click()
        with self.page.expect_navigation():
            link.click()
        return self._looks()

    def presses(self, label: str, answers: Typed | None = None, /, **more: Any) -> Self:  # noqa: ANN401  # as Visit
        button = self.page.get_by_role("button", name=label, exact=True).first
        form = self.page.locator("form", has=button).first
        for name, value in {**(answers or {}), **more}.items():
            _answer(form, name, [value] if isinstance(value, str) else value)
        with self.page.expect_navigation():
            button.click()
        return self._looks()

    def tabs_to(self, label: str) -> Self:
        """Go with the keyboard to what says this, and see where one is all the way."""
        for _ in range(100):
            self.page.keyboard.press("Tab")
            says, is_seen = self.page.evaluate(FOCUS)
            assert is_seen, f"the focus on “{says}” is not seen on {self.address}"
            if says == label:
                return self
        raise AssertionError(f"the keyboard does not come to “{label}” on {self.address}")

    def enters(self, key: str = "Enter") -> Self:
        """Press a key that leads to another page."""
        with self.page.expect_navigation():
            self.page.keyboard.press(key)
        return self._looks()

    def _looks(self) -> Self:
        self.address = urlsplit(self.page.url).path
        self.html = self.page.content()
        kind = f"{UUID.sub('(id)', self.address)} {self.page.title()[:8]}"
        if kind not in self.looked_at:
            self.looked_at.add(kind)
            self._looks_closely()
        return self

    def _looks_closely(self) -> None:
        if self.glass is not self.page:
            if "<script" not in self.html:
                return  # it is the same page with scripts, and was looked at there
            self.glass.goto(self.page.url)
        for width in (DESK, PHONE):
            self._looks_at(width)

    def _looks_at(self, width: int) -> None:
        self.glass.set_viewport_size({"width": width, "height": 740})
        for fault in Axe().run(self.glass, options=RULES).response["violations"]:
            self._notes(f"{width} px: {fault['id']} {fault['nodes'][0]['html'][:120]}")
        if self.glass.evaluate("document.documentElement.scrollWidth") > width:
            self._notes(f"{width} px: scrolls sideways")
        if width == PHONE:
            for part in self.glass.evaluate(SMALL):
                self._notes(f"{width} px: small {part}")

    def _looking_glass(self) -> Page:
        assert self.glass_context
        glass = self.glass_context.new_page()
        glass.route("**/*", self._as_it_came)
        return glass

    def _as_it_came(self, route: Route) -> None:
        if route.request.resource_type == "document":
            route.fulfill(body=self.html, content_type="text/html; charset=utf-8")
        elif route.request.resource_type == "script":
            route.fulfill(body="", content_type="text/javascript")
        else:
            route.continue_()

    def _notes(self, fault: str) -> None:
        self.stumbles.append(f"{self.address}: {fault}")


def _answer(form: Locator, name: str, given: Sequence[str]) -> None:
    asked = form.locator(f'[name="{name}"]')
    if form.locator(f'select[name="{name}"]').count():
        asked.select_option(list(given))
    elif asked.first.get_attribute("type") in {"radio", "checkbox"}:
        for one in given:
            form.locator(f'[name="{name}"][value="{one}"]').check()
    else:
        asked.fill(given[0])
