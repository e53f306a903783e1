"""Draw every page of every role, each in every way: `make gallery`.

It serves the demo in AMPARO_HOME meanwhile; as it opens files like anybody who works there, that
is a throw-away one. What a browser finds wrong with a page is told as it is drawn, and stands on
top of the gallery's own page.
"""

import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.gallery.finding import FIRST, FOR_ALL, STRANGERS, Found, pages_of
from tests.gallery.sheet import sheet
from tests.gallery.stumbling import stumbles
from tests.gallery.views import VIEWS, View, look
from tests.served import DEMO, SITE, chromium, profile, read_in, served, sign_in

STRANGER = "stranger"
PEOPLE = (STRANGER, *(door["who"] for door in DEMO["door"]))


@dataclass
class Gallery:
    """What was drawn so far: whose pages, in which ways, and what was found wrong with them."""

    into: Path
    views: list[View]
    rooms: dict[str, list[str]] = field(default_factory=dict)
    shown: set[tuple[str, str]] = field(default_factory=set)
    tells: list[str] = field(default_factory=list)

    def is_new(self, role: str, shape: str) -> bool:
        """Say whether nobody of this role has shown such a page yet."""
        one = ("" if shape.startswith(FOR_ALL) else role, shape)
        isnt_shown = one not in self.shown
        self.shown.add(one)
        return isnt_shown

    def tell(self, line: str) -> None:
        """Keep what was found wrong, and say it."""
        self.tells.append(line)
        _say(f"  {line}")

    def write(self) -> None:
        """Write the page to look through."""
        html = sheet(self.rooms, [view.name for view in self.views], self.tells)
        (self.into / "index.html").write_text(html, encoding="utf-8")


def main() -> None:
    """Draw what was asked for, and say how far it is."""
    asked = _asked()
    views = [view for view in VIEWS if view.name in (asked.view or [view.name])]
    gallery = Gallery(asked.into, views)
    began = time.monotonic()
    with served(), chromium() as browser:
        for who in asked.who or PEOPLE:
            _draw_for(browser, who, asked.page, gallery)
            gallery.write()
    count = sum(len(names) for names in gallery.rooms.values())
    minutes = (time.monotonic() - began) / 60
    _say(
        f"{count} pages, {count * len(views)} pictures, {minutes:.0f} min: {asked.into}/index.html"
    )


def _asked() -> Namespace:
    reading = ArgumentParser(prog="make gallery", description=__doc__)
    reading.add_argument("--who", action="append", choices=PEOPLE, help="only these people's pages")
    reading.add_argument("--view", action="append", choices=[view.name for view in VIEWS])
    reading.add_argument("--page", default="", help="only pages whose address holds this")
    reading.add_argument("--into", type=Path, default=Path("var/gallery"), help="folder")
    return reading.parse_args()


def _draw_for(browser: Browser, who: str, part: str, gallery: Gallery) -> None:
    """Draw what one person sees, in each role, and nobody of the same role before."""
    context = profile(browser, "en")
    screen = context.new_page()
    gallery.rooms[who] = []
    for role in _roles(screen, who):
        _say(f"{who}: {role}, looking for pages …")
        _draw_as(screen, who, role, part, gallery)
    context.close()


def _draw_as(screen: Page, who: str, role: str, part: str, gallery: Gallery) -> None:
    found = [
        page
        for page in pages_of(screen.context.request, STRANGERS if who == STRANGER else FIRST)
        if part in page.shape and gallery.is_new(role, page.shape)
    ]
    gallery.rooms[who] += [page.name for page in found]
    for count, page in enumerate(found, start=1):
        _say(f"{who} {count}/{len(found)} {page.shape}")
        if page.status >= 400 and page.address not in STRANGERS:
            gallery.tell(f"{who} {page.address}: answers {page.status}")
        _draw(screen, page, who, gallery)


def _roles(screen: Page, who: str) -> Iterator[str]:
    """Let somebody come in, and yield in which role: each in turn, of those who have several."""
    if who == STRANGER:
        yield STRANGER
        return
    sign_in(screen, who)
    hats = screen.locator("input[name=hat]").count()
    for place in range(hats or 1):
        if hats:
            screen.goto(f"{SITE}/hat/")
            screen.locator("input[name=hat]").nth(place).check()
            screen.click("main button")
            screen.wait_for_load_state()
        yield screen.locator(".hat-role").first.inner_text().partition("·")[0].strip()


def _draw(screen: Page, found: Found, who: str, gallery: Gallery) -> None:
    """Draw one page in every way, from the same visit in each language."""
    folder = gallery.into / who / found.name
    folder.mkdir(parents=True, exist_ok=True)
    language = ""
    for view in gallery.views:
        if view.language != language:
            language = view.language
            read_in(screen.context, language)
            screen.goto(SITE + found.address)
        (folder / f"{view.name}.png").write_bytes(look(screen, view))
        for line in stumbles(screen, view):
            gallery.tell(f"{who} {found.address} {view.name}: {line}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
