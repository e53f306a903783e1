"""In which ways each page is looked at: screen, light, language, size of text, and on paper."""

from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import Page

PHONE, DESK, A4 = 360, 1280, 794
LANGUAGES = ("es", "en")
TALLEST = 16_000
"""What a browser can draw in one piece; what lies below is cut off."""
TEXT_SIZE = "size => document.documentElement.style.fontSize = size"


@dataclass(frozen=True)
class View:
    """One way to look at a page."""

    language: str
    width: int
    is_dark: bool = False
    is_large: bool = False
    is_paper: bool = False

    @property
    def name(self) -> str:
        kinds = {"dark": self.is_dark, "large": self.is_large, "paper": self.is_paper}
        said = [kind for kind, holds in kinds.items() if holds]
        return "-".join([self.language, str(self.width), *said])


def _views(language: str) -> Iterator[View]:
    """Yield all ways in one language: text of 200 % on the narrow screen, paper in light."""
    for width in (PHONE, DESK):
        yield View(language, width)
        yield View(language, width, is_dark=True)
    yield View(language, PHONE, is_large=True)
    yield View(language, A4, is_paper=True)


VIEWS = [view for language in LANGUAGES for view in _views(language)]


def look(page: Page, view: View) -> bytes:
    """Return what lies in the browser as a picture, from its head to its foot."""
    page.set_viewport_size({"width": view.width, "height": 900})
    page.emulate_media(
        media="print" if view.is_paper else "screen",
        color_scheme="dark" if view.is_dark else "light",
    )
    # The reader's own setting, of which the page's size is 112.5 %.
    page.evaluate(TEXT_SIZE, "225%" if view.is_large else "")
    height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
    page.set_viewport_size({"width": view.width, "height": max(height, 300)})
    return page.screenshot()
