"""Every screen at 320 px, in both languages: axe finds nothing, thumbs hit, keys are enough."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.accessible import RULES
from tests.phone.pocket import SOON, WORDS, Pocket
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SMALL = """() => [...document.querySelectorAll('button, a, textarea, .choice, input.field')]
  .filter((part) => {
    const { width, height } = part.getBoundingClientRect();
    return width > 1 && (width < 43.5 || height < 43.5);
  }).map((part) => part.outerHTML.slice(0, 100))"""
RAW = re.compile(r"\b(?:phone|kind|step|hotline|message|picture|guidance|topic)\.[a-z_0-9.]+")
"""A word that nobody wrote: its key stands there instead."""

SHOTS = os.environ.get("AMPARO_PHONE_SHOTS", "")
"""A folder for a picture of each screen, to be looked at by a person."""

HERE = "() => document.activeElement.matches(%r)"


def stumbles(page: Page) -> Iterator[str]:
    title = page.inner_text("h1")
    for fault in Axe().run(page, options=RULES).response["violations"]:
        yield f"{title}: {fault['id']} {fault['nodes'][0]['html'][:120]}"
    if page.evaluate("document.documentElement.scrollWidth") > 320:
        yield f"{title}: scrolls sideways"
    yield from (f"{title}: small {part}" for part in page.evaluate(SMALL))
    yield from (f"{title}: {key}" for key in RAW.findall(page.inner_text("body")))


def looks(pocket: Pocket, found: list[str]) -> None:
    pocket.page.wait_for_timeout(60)
    if SHOTS:
        name = f"{len(list(Path(SHOTS).glob('*.png'))):02}.png"
        pocket.page.screenshot(path=Path(SHOTS) / name, full_page=True)
    found.extend(stumbles(pocket.page))


def test_no_screen_makes_anybody_stumble(pockets: Callable[[], Pocket], world: World) -> None:
    found: list[str] = []
    pocket = pockets()
    looks(pocket, found)
    pocket.enrols(world, "rosa")
    for language in ("English", "español"):
        page = pocket.page
        page.click("nav button >> nth=-1")
        page.click(f".choice:has-text('{language}')")
        looks(pocket, found)
        page.go_back()
        page.wait_for_selector(".door-danger")
        looks(pocket, found)
        for place in (".door >> nth=0", "nav button >> nth=0", "nav button >> nth=1"):
            page.click(place)
            looks(pocket, found)
            page.go_back()
            page.wait_for_selector(".door-danger")
        page.click(".door >> nth=1")
        looks(pocket, found)
        page.click("#begin")
        looks(pocket, found)
        pocket.answers(SOON)
        looks(pocket, found)
        pocket.sends()
        looks(pocket, found)
        page.click("#done")
        walks_inside(pocket, found)
    assert found == []


def walks_inside(pocket: Pocket, found: list[str]) -> None:
    page = pocket.page
    page.click(".door >> nth=2")
    looks(pocket, found)
    page.fill("#words", WORDS)
    page.keyboard.press("Enter")
    page.wait_for_selector(".door >> nth=4")
    looks(pocket, found)
    for place in range(4):
        page.click(f".door >> nth={place}")
        looks(pocket, found)
        page.go_back()
        page.wait_for_selector(".door >> nth=4")
    page.click("nav button >> nth=2")
    looks(pocket, found)
    page.go_back()
    page.wait_for_selector(".door >> nth=4")
    page.click("nav button >> nth=-1")
    page.wait_for_selector(".door-danger")


def tabs_to(pocket: Pocket, wanted: str) -> None:
    for _ in range(40):
        pocket.page.keyboard.press("Tab")
        if pocket.page.evaluate(HERE % wanted):
            return
    raise AssertionError(f"the keyboard does not come to {wanted}")


def picks(pocket: Pocket, code: str) -> None:
    """Choose an answer as the keyboard does: arrows among radio buttons, tabs among boxes."""
    keys = pocket.page.keyboard
    tabs_to(pocket, "fieldset input")
    onward = "ArrowDown" if pocket.page.evaluate(HERE % "[type=radio]") else "Tab"
    while not pocket.page.evaluate(HERE % f"[value={code}]"):
        keys.press(onward)
    if not pocket.page.evaluate(HERE % ":checked"):
        keys.press("Space")


def passes(pocket: Pocket) -> None:
    title = pocket.page.inner_text("h1")
    tabs_to(pocket, "#on, #no-more")
    pocket.page.keyboard.press("Enter")
    pocket.page.wait_for_function("t => document.querySelector('h1').innerText !== t", arg=title)


def test_a_notice_is_given_by_keys_alone(pocket: Pocket) -> None:
    page = pocket.page
    tabs_to(pocket, ".door:not(.door-danger)")
    page.keyboard.press("Enter")
    tabs_to(pocket, "#begin")
    page.keyboard.press("Enter")
    page.wait_for_selector("#on")
    for code in SOON.values():
        wanted = code if isinstance(code, str) else code[0]
        while not page.locator(f"input[value={wanted}]").count():
            passes(pocket)
        picks(pocket, wanted)
        passes(pocket)
    tabs_to(pocket, "main form ~ div button")
    page.keyboard.press("Enter")
    tabs_to(pocket, "#send")
    page.keyboard.press("Enter")
    page.wait_for_selector("#word")
