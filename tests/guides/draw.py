"""Make the guides' pictures anew: `make guides`. It serves the demo in AMPARO_HOME meanwhile."""

import re
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.guides.phone import screens
from tests.guides.pictures import (
    LANGUAGES,
    OF_THE_APP,
    PHONE,
    PICTURES,
    README,
    README_PATH,
    Picture,
    path_of,
)
from tests.served import SITE, chromium, profile, served, sign_in

LISTS = {"assign": "/office/", "session": "/office/"}
"""Where a case is looked for; else among one's own duties."""
LINKS = {
    "assign": re.compile(r"/office/([0-9a-f-]{36})/assign/"),
    "session": re.compile(r"/office/sessions/([0-9a-f-]{36})/"),
}
CASE = re.compile(r'href="/dossiers/([0-9a-f-]{36})/"')
MARGIN, TALL = 16, 640


class NothingFound(LookupError):
    """The demo has no case that leads to this step for this person."""


def main() -> None:
    """Draw every picture in every language."""
    with served(), chromium() as browser:
        for language in LANGUAGES:
            for who in dict.fromkeys(picture.who for picture in PICTURES):
                _draw_for(browser, who, language)
            _draw_app(browser, language)


def _draw_for(browser: Browser, who: str, language: str) -> None:
    context = profile(browser, language)
    page = context.new_page()
    sign_in(page, who)
    for picture in PICTURES:
        if picture.who == who:
            _draw(page, picture, path_of(picture.name, language))
    if (who, language) == (README.who, "en"):
        page.set_viewport_size({"width": README.width, "height": README.height})
        page.goto(SITE + README.address)
        page.screenshot(path=README_PATH)
    context.close()


def _draw_app(browser: Browser, language: str) -> None:
    for screen, page in screens(browser, language):
        if name := OF_THE_APP.get(screen):
            page.set_viewport_size({"width": PHONE, "height": TALL})
            page.screenshot(path=path_of(name, language))
            print(name)  # noqa: T201  # a command's own words


def _draw(page: Page, picture: Picture, path: Path) -> None:
    page.set_viewport_size({"width": picture.width, "height": 900})
    found = _find(page, picture.first) if picture.first else ""
    answer = page.goto(SITE + picture.address.format(first=found))
    if answer is None or not answer.ok:
        sys.exit(f"{picture.name}: {page.url} answers {answer.status if answer else 'nothing'}")
    box = page.locator("main").bounding_box()
    if box is None:
        sys.exit(f"{picture.name}: nothing is shown")
    path.parent.mkdir(parents=True, exist_ok=True)
    height = min(picture.height, box["height"] + 2 * MARGIN)
    clip = {"x": 0, "y": box["y"] - MARGIN, "width": picture.width, "height": height}
    page.screenshot(path=path, clip=clip, full_page=True)  # type: ignore[arg-type]  # a TypedDict
    print(path.name)  # noqa: T201  # a command's own words


def _find(page: Page, step: str) -> str:
    """Return the first case on the list that leads to a step."""
    page.goto(SITE + LISTS.get(step, "/duties/"))
    if step in LINKS:
        return str(LINKS[step].findall(page.content())[0])
    for case in dict.fromkeys(CASE.findall(page.content())):
        page.goto(f"{SITE}/dossiers/{case}/")
        if f"/dossiers/{case}/steps/{step}/" in page.content():
            return str(case)
    raise NothingFound(step)


if __name__ == "__main__":
    main()
