"""The demo in AMPARO_HOME, served on this machine while a block runs, and a Chromium to see it."""

import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from os import environ
from pathlib import Path
from shutil import which
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

PORT = environ.get("AMPARO_PORT", "8000")
SITE = f"http://localhost:{PORT}"
DEMO = tomllib.loads(
    (Path(__file__).parents[1] / "packs" / "pe" / "demo" / "demo.toml").read_text(encoding="utf-8")
)
PASSPHRASE = DEMO["passphrase"]
LOCALES = {"en": "en-GB", "es": "es-PE"}
"""How the browser itself writes a day."""


@contextmanager
def served() -> Iterator[None]:
    """Serve the demo until the block ends."""
    command = [str(Path(sys.executable).with_name("amparo")), "serve"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603  # this program
    try:
        _wait(server)
        yield
    finally:
        server.terminate()
        server.wait()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run the system's Chromium, unseen, until the block ends."""
    path = environ.get("AMPARO_CHROMIUM") or which("chromium") or which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


def profile(browser: Browser, language: str) -> BrowserContext:
    """Open a fresh profile of somebody who reads this language."""
    context = browser.new_context(locale=LOCALES[language], reduced_motion="reduce")
    read_in(context, language)
    return context


def read_in(context: BrowserContext, language: str) -> None:
    """Let the next pages be written in a language."""
    context.add_cookies([{"name": "amparo_language", "value": language, "url": SITE}])


def sign_in(page: Page, who: str) -> None:
    """Let one of the demo's people come in."""
    page.goto(f"{SITE}/sign-in/")
    page.fill("input[name=username]", who)
    page.fill("input[name=passphrase]", PASSPHRASE)
    page.click("main button")
    page.wait_for_load_state()


def _wait(server: "subprocess.Popen[bytes]") -> None:
    for _ in range(180):
        if server.poll() is not None:
            sys.exit(f"Nothing is served: is port {PORT} taken? Set AMPARO_PORT.")
        try:
            urlopen(f"{SITE}/sign-in/").close()  # noqa: S310  # this machine
        except URLError:
            time.sleep(1)
        else:
            return
    sys.exit("Nothing is served after three minutes.")
