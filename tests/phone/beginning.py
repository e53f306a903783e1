"""Prints how the app begins in a slowed Chromium, as JSON lines:  python -m tests.phone.beginning

On an empty deployment (AMPARO_HOME), served by the real server process, which is then stopped.
"""

import os
import shutil
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

# Its import sets Django up; models load after that.
from tests.phone.asking import members, served  # isort: skip
from django.utils.timezone import now
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from amparo.config.bench.founding import world_here
from amparo.trust.actions.devices import begin_enrolment, confirm_enrolment
from amparo.trust.models import Account
from tests.phone.bench.line import Line
from tests.phone.pocket import DOOR, WORDS, Pocket

SLOW, SLOWER = 4, 6
TWO_G = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 50_000 / 8,
    "uploadThroughput": 50_000 / 8,
}
LONG = 180_000


@dataclass
class Weighed:
    """What came over the air to one page."""

    bytes: int = 0
    requests: int = 0

    def watch(self, devtools: CDPSession) -> None:
        devtools.on("Network.loadingFinished", self._came)
        devtools.send("Network.enable")

    def _came(self, event: dict[str, float]) -> None:
        self.bytes += int(event["encodedDataLength"])
        self.requests += 1


def slowed(page: Page, rate: int, *, two_g: bool) -> CDPSession:
    devtools = page.context.new_cdp_session(page)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": rate})
    if two_g:
        devtools.send("Network.enable")
        devtools.send("Network.emulateNetworkConditions", TWO_G)
    return devtools


def since(began: float) -> float:
    return (time.perf_counter() - began) * 1000


def cold(browser: Browser, site: str, account: Account) -> tuple[Line, Pocket]:
    """From an address typed on a phone that has nothing, to the first question of a notice.

    What people do in between is left out: typing the code and the words, reading the three words
    aloud, and stretching the passphrase, which has a figure of its own.
    """
    pocket = Pocket(
        browser.new_context(locale="en-GB", viewport={"width": 360, "height": 640}), site
    )
    pocket.context.set_default_timeout(LONG)
    weighed = Weighed()
    weighed.watch(slowed(pocket.page, SLOW, two_g=True))
    began = time.perf_counter()
    pocket.opens()
    app = since(began)
    typed = time.perf_counter()
    shown = begin_enrolment(account, by=None, at=now())
    pocket.comes_with(shown.code)
    enrolment = since(typed)
    confirm_enrolment(shown.enrolment, by=None, at=now())
    pocket.page.wait_for_selector("#noted")
    began = time.perf_counter()
    while pocket.kept("packs") < 2:
        pocket.page.wait_for_timeout(50)
    pocket.page.click("#noted")
    pocket.begins_notice().page.wait_for_selector("#on")
    pack = since(began)
    more = {
        "app_ms": round(app),
        "pack_ms": round(pack),
        "people_and_passphrase_ms": round(enrolment),
    }
    return Line("cold_2g", app + pack, weighed.bytes, weighed.requests, 0, more), pocket


def warm(pocket: Pocket) -> Line:
    """The server's process is stopped: from the address to three doors that can be pressed."""
    pocket.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    pocket.page.close()
    taken = []
    for _ in range(5):
        page = pocket.new_tab()
        slowed(page, SLOW, two_g=False)
        began = time.perf_counter()
        page.goto(f"{pocket.site}/phone/")
        page.wait_for_selector(DOOR)
        taken.append(since(began))
        page.close()
    return Line("warm_offline", sorted(taken)[2], 0, 0, 0, {"worst": round(max(taken))})


def entering(pocket: Pocket) -> Line:
    """The whole of entering, the app's own drawing of the screen included."""
    page = pocket.new_tab()
    slowed(page, SLOWER, two_g=False)
    pocket.opens().page.click(".door >> nth=2")
    page.fill("#words", WORDS)
    began = time.perf_counter()
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Inside')")
    return Line("unlock_whole", since(began), more={"cpu": SLOWER, "worker_is_slowed": False})


def lines() -> Iterator[Line]:
    world, _ = world_here()
    with sync_playwright() as playwright:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        options = {"executable_path": shutil.which("chromium"), "args": ["--no-sandbox"]}
        browser = playwright.chromium.launch(**options)  # type: ignore[arg-type]  # a path, or none
        with served() as server:
            (account,) = members(world, 1, now())
            line, pocket = cold(browser, server.site, account)
            yield line
            pocket.page.wait_for_timeout(3000)
        yield warm(pocket)
        yield entering(pocket)
        browser.close()


if __name__ == "__main__":
    for each in lines():
        sys.stdout.write(f"{each}\n")
        sys.stdout.flush()
