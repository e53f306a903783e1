"""What a browser itself can say of a page that somebody would stumble over.

Whether it is calm and plain only an eye says; but what scrolls sideways, is cut off, is too small
for a thumb, or is found by axe, is found on every page as it is drawn; axe asks of one language.
"""

from collections.abc import Iterator
from itertools import pairwise

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.accessible import RULES, SMALL
from tests.gallery.views import LANGUAGES, PHONE, View

CUT = """() => [...document.querySelectorAll('main *, header *, nav *, aside *')].filter((part) => {
    const style = getComputedStyle(part);
    const isHidden = part.closest('.visually-hidden, thead, svg, [hidden]');
    const isCut = part.scrollWidth > part.clientWidth + 1 && style.overflowX !== 'visible';
    return isCut && !isHidden && !['auto', 'scroll'].includes(style.overflowX)
      && part.clientWidth > 1 && !part.matches('input, select, textarea');
  }).map((part) => part.outerHTML.slice(0, 100))"""
HEADINGS = """() => [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]
  .map((part) => Number(part.tagName[1]))"""


def stumbles(page: Page, view: View) -> Iterator[str]:
    """Yield what is wrong with a page as it lies in the browser."""
    if view.is_paper:
        return
    if page.evaluate("document.documentElement.scrollWidth") > view.width:
        yield "scrolls sideways"
    yield from (f"is cut off: {part}" for part in page.evaluate(CUT))
    if view.is_large or view.language != LANGUAGES[0]:
        return
    if view.width == PHONE:
        yield from (f"is small to press: {part}" for part in page.evaluate(SMALL))
    for fault in Axe().run(page, options=RULES).response["violations"]:
        yield f"{fault['id']}: {fault['nodes'][0]['html'][:120]}"
    yield from _headings(page.evaluate(HEADINGS))


def _headings(ranks: list[int]) -> Iterator[str]:
    if ranks.count(1) != 1:
        yield f"has {ranks.count(1)} headings of the first rank"
    if any(below - above > 1 for above, below in pairwise(ranks)):
        yield f"leaves a rank of headings out: {ranks}"
