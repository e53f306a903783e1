"""Draw every page of every role, each in every way: `make gallery`.

It serves the demo in AMPARO_HOME meanwhile; as it opens files like anybody who works there, that
is a throw-away one.
"""

import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page

from tests.gallery.finding import FIRST, STRANGERS, Found, pages_of
from tests.gallery.sheet import sheet
from tests.gallery.views import LANGUAGES, WIDTHS, View, look, views
from tests.served import DEMO, SITE, chromium, profile, read_in, served, sign_in

STRANGER = "stranger"
PEOPLE = (STRANGER, *(door["who"] for door in DEMO["door"]))


def main() -> None:
    """Draw what was asked for, and say how far it is."""
    asked = _asked()
    rooms: dict[str, list[Found]] = {}
    drawn: set[tuple[str, str]] = set()
    began = time.monotonic()
    ways = views(tuple(asked.language or LANGUAGES), tuple(asked.width or WIDTHS))
    with served(), chromium() as browser:
        for who in asked.who or PEOPLE:
            rooms[who] = _draw_for(browser, who, ways, asked, drawn)
    _write_sheet(asked.into, rooms, ways)
    count = sum(len(found) for found in rooms.values())
    minutes = (time.monotonic() - began) / 60
    _say(f"{count} pages, {count * len(ways)} pictures, {minutes:.0f} min: {asked.into}/index.html")


def _asked() -> Namespace:
    reading = ArgumentParser(prog="make gallery", description=__doc__)
    reading.add_argument("--who", action="append", choices=PEOPLE, help="only these people's pages")
    reading.add_argument("--width", action="append", type=int, choices=WIDTHS, help="794 is paper")
    reading.add_argument("--language", action="append", choices=LANGUAGES)
    reading.add_argument("--page", default="", help="only pages whose address holds this")
    reading.add_argument("--into", type=Path, default=Path("var/gallery"), help="folder")
    return reading.parse_args()


def _draw_for(
    browser: Browser, who: str, ways: list[View], asked: Namespace, drawn: set[tuple[str, str]]
) -> list[Found]:
    """Draw what one person sees and nobody of the same role before: `drawn` grows."""
    context = profile(browser, "en")
    role = _comes_in(context.new_page(), who)
    _say(f"{who}: {role}, looking for pages …")
    first = STRANGERS if who == STRANGER else FIRST
    found = [
        page
        for page in pages_of(context.request, first)
        if asked.page in page.shape and (role, page.shape) not in drawn
    ]
    drawn.update((role, page.shape) for page in found)
    for count, page in enumerate(found, start=1):
        _draw(context, page, ways, asked.into / who / page.name)
        _say(f"{who} {count}/{len(found)} {page.shape}")
    context.close()
    return found


def _comes_in(page: Page, who: str) -> str:
    """Let somebody come in, and return in which role."""
    if who == STRANGER:
        return STRANGER
    sign_in(page, who)
    role = page.locator(".hat-role").first.inner_text().partition("·")[0].strip()
    page.close()
    return role


def _draw(context: BrowserContext, found: Found, ways: list[View], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    page = context.new_page()
    for language in dict.fromkeys(view.language for view in ways):
        read_in(context, language)
        page.goto(SITE + found.address)
        for view in ways:
            if view.language == language:
                (folder / f"{view.name}.png").write_bytes(look(page, view))
    page.close()


def _write_sheet(into: Path, rooms: Mapping[str, list[Found]], ways: list[View]) -> None:
    named = {who: [page.name for page in found] for who, found in rooms.items()}
    broken = [
        f"{who}: {page.address} answers {page.status}"
        for who, found in rooms.items()
        for page in found
        if page.status >= 400 and page.address not in STRANGERS
    ]
    html = sheet(named, [view.name for view in ways], broken)
    (into / "index.html").write_text(html, encoding="utf-8")
    for line in broken:
        _say(line)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
