"""One page of every address: axe finds nothing, in light and in dark, and all goes by keyboard.

Each page is asked for once, by somebody who may see it, and shown in Chromium as it came.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from tests.accessible import RULES
from tests.attacks.door import Door
from tests.attacks.doors import DOORS
from tests.attacks.people import READERS
from tests.attacks.scene import Scene, scene_of
from tests.filling import text_of
from tests.journeys.browser import PHONE
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

COLOURS = {"runOnly": ["color-contrast"]}
"""Of what axe asks, all that the dark can change."""
NO_PAGE = frozenset({"desk:report_csv", "desk:access_remove"})
"""A table to take along; and what only somebody with a second factor comes to."""
APP = "phone:"
"""The phone's app, whose screens are walked by tests/phone."""
IN_ORDER = """() => {
  const seen = [];
  const open = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]';
  const whole = [...document.querySelectorAll(open)];
  document.addEventListener('focusin', ({ target }) => {
    if (target === document.body) { return; }
    const style = getComputedStyle(target);
    const box = target.getBoundingClientRect();
    const isSeen = style.outlineStyle !== 'none' && box.height > 0 && box.bottom > 0;
    seen.push([whole.indexOf(target), isSeen, target.outerHTML.slice(0, 80)]);
  });
  globalThis.walked = () => seen;
}"""
STOPS = """() => [...document.querySelectorAll(
  'a[href], button, input:not([type=hidden]), select, textarea, summary'
)].filter((part) => part.tabIndex >= 0 && !part.disabled && part.checkVisibility()).length"""
MAIN_ACTION = """() => {
  const main = document.querySelector('main .button-main');
  return main ? main.outerHTML.slice(0, 80) : '';
}"""


@dataclass(frozen=True)
class Shown:
    """One page as the server gave it."""

    address: str
    html: str


def test_every_page_can_be_read_and_walked_by_everybody(
    world: World, browsing: BrowserContext, live_server: LiveServer
) -> None:
    pages = list(_pages(scene_of(world)))
    assert len(pages) > 60
    page = browsing.new_page()
    wrong = [
        f"{shown.address}: {fault}"
        for shown in pages
        for fault in _faults(page, live_server.url, shown)
    ]
    assert not wrong, "\n".join(wrong)


def _pages(scene: Scene) -> Iterator[Shown]:
    """Yield a page of each address: the first door of it that leads somebody to one."""
    clients = {who: scene.world.signed_in(who) for who in READERS if who}
    for name, doors in DOORS.items():
        for address, who in _ways(scene, name, doors):
            answer = clients[who].get(address)
            if answer.status_code == 200 and name not in NO_PAGE and not name.startswith(APP):
                yield Shown(address, text_of(answer))
                break


def _ways(scene: Scene, name: str, doors: tuple[Door, ...]) -> Iterator[tuple[str, str]]:
    for door in doors:
        if "GET" not in door.methods:
            continue
        for thing in door.things.split() or [""]:
            ids = {"id": scene.things[thing]} if thing in scene.things else {}
            if bool(thing) == bool(ids):
                address = reverse(name, kwargs={**ids, **door.rest})
                yield from ((address, who) for who in READERS if who and door.lets_in(who, thing))


def _faults(page: Page, site: str, shown: Shown) -> Iterator[str]:
    address = site + shown.address
    page.route(address, lambda route: route.fulfill(body=shown.html, content_type=HTML))
    # A colour on its way to another is neither.
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.goto(address)
    yield from _axe(page, RULES)
    page.emulate_media(color_scheme="dark")
    yield from (f"dark: {fault}" for fault in _axe(page, COLOURS))
    yield from _by_keyboard(page)
    page.unroute(address)


HTML = "text/html; charset=utf-8"


def _axe(page: Page, asked: Mapping[str, object]) -> Iterator[str]:
    for fault in Axe().run(page, options=asked).response["violations"]:
        yield f"{fault['id']} {fault['nodes'][0]['html'][:120]}"


def _by_keyboard(page: Page) -> Iterator[str]:
    """Walk through a page with one key, and yield where one is lost, led astray or caught."""
    page.evaluate(IN_ORDER)
    for _ in range(page.evaluate(STOPS) + 2):
        page.keyboard.press("Tab")
    walked = page.evaluate("walked()")
    places = [place for place, _seen, _part in walked]
    once = places[: places.index(places[0], 1)] if places[0] in places[1:] else places
    yield from (f"the focus is not seen on {part}" for _, seen, part in walked if not seen)
    if once != sorted(once):
        yield f"the focus jumps: {once}"
    main = page.evaluate(MAIN_ACTION)
    if main and main not in [part for _, _, part in walked]:
        yield f"the keyboard does not come to {main} at {PHONE} px"
