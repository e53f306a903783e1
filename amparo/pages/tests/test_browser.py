"""The look in a real browser: reachable by all, no wider than the screen, easily pressed."""

from collections.abc import Iterable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from amparo.forms.answers import accept
from amparo.pages.tests.garden import GARDEN, ODD, ComeIn, frame, shown_in_parts
from amparo.pages.tests.reading import Preview, Show

pytestmark = pytest.mark.browser

PHONE, DESK = 360, 1280
RAW = {"went": ["yes"], "rows_dug": ["twelve"], "tools": ["none"], "story": [ODD * 9]}
# Links inside a sentence may be as small as the sentence (WCAG 2.5.8).
SMALL = """() => [...document.querySelectorAll(
    'button, select, textarea, .field, .choice, summary, nav a, a.button, .call a, .faults a,'
    + '.brand, th a'
  )].filter((part) => {
    const box = part.getBoundingClientRect();
    return box.width > 0 && (box.height < 44 || box.width < 44);
  }).map((part) => part.outerHTML.slice(0, 120))"""
TOO_WIDE = """() => [...document.querySelectorAll('main p, main li')].filter((part) => {
    const range = document.createRange();
    range.selectNodeContents(part);
    const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
    return part.textContent.trim().length / lines.size > 72;
  }).map((part) => part.textContent)"""
RULES_READ = """() => {
  const inside = (rule) => [rule.cssText, ...[...(rule.cssRules ?? [])].flatMap(inside)];
  return [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).flatMap(inside).join();
}"""


def pages(preview: Preview, language: str = "en") -> Iterable[str]:
    faults = accept(GARDEN, {**RAW, "went": []}).faults
    yield preview("parts", language, **shown_in_parts())
    yield preview("questions", language, form=GARDEN, raw=RAW, faults={}, frame=frame())
    yield preview("questions", language, form=GARDEN, raw=RAW, faults=faults, frame=frame())
    yield preview("fields", language, plain=ComeIn({"name": ""}), faults=True)
    yield preview("bare", language)


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(preview: Preview, show: Show, scheme: str, width: int) -> None:
    for html in pages(preview):
        page = show(html, color_scheme=scheme, viewport={"width": width, "height": 740})
        options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}
        found = Axe().run(page, options=options)
        assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("language", ["en", "es"])
def test_nothing_scrolls_sideways_and_all_can_be_pressed(
    preview: Preview, show: Show, language: str
) -> None:
    for html in pages(preview, language):
        page = show(html, viewport={"width": PHONE, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE
        assert page.evaluate(SMALL) == []


def test_lines_stay_readable_on_a_wide_screen(preview: Preview, show: Show) -> None:
    long = "Words that go on for a while, as they do when somebody tells a thing. " * 6
    shown = {**shown_in_parts(), "odd": long}
    page = show(preview("parts", **shown), viewport={"width": 2000, "height": 900})
    assert page.evaluate(TOO_WIDE) == []


def test_text_has_the_size_asked_for(preview: Preview, show: Show) -> None:
    page = show(preview("bare"), viewport={"width": PHONE, "height": 740})
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "18px"


def test_right_to_left_turns_the_page_around(preview: Preview, show: Show) -> None:
    html = preview("parts", **shown_in_parts()).replace('dir="ltr"', 'dir="rtl"')
    page = show(html, viewport={"width": PHONE, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE
    edges = page.locator(".notice").first.evaluate(
        "(box) => [getComputedStyle(box).borderLeftWidth, getComputedStyle(box).borderRightWidth]"
    )
    assert edges == ["1px", "5px"]


def test_the_focus_is_always_seen(preview: Preview, show: Show) -> None:
    page = show(preview("fields", plain=ComeIn()))
    seen = []
    for _ in range(8):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
    assert set(seen) == {"solid"}


def test_the_first_press_of_tab_offers_to_skip(preview: Preview, show: Show) -> None:
    page = show(preview("parts", **shown_in_parts()))
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "Go to what this page is about"
    box = skip.bounding_box()
    assert box is not None
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_what_must_be_mended_is_where_reading_begins(preview: Preview, show: Show) -> None:
    faults = accept(GARDEN, RAW).faults
    page = show(preview("questions", form=GARDEN, raw=RAW, faults=faults))
    assert page.evaluate("document.activeElement.className") == "faults"
    page.locator(".faults a").first.click()
    assert page.evaluate("document.activeElement.id") == "id_rows_dug"


def test_who_wants_no_movement_gets_none(preview: Preview, show: Show) -> None:
    page = show(preview("parts", **shown_in_parts()), reduced_motion="reduce")
    assert durations(page) == {"0s"}


def durations(page: Page) -> set[str]:
    found = page.evaluate(
        "[...document.querySelectorAll('a, .button')]"
        ".map((part) => getComputedStyle(part).transitionDuration)"
    )
    return set(found)


def test_paper_shows_what_is_said_and_nothing_to_press(preview: Preview, show: Show) -> None:
    page = show(preview("parts", **shown_in_parts()), color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    for pressed in (".places", ".languages", ".button", ".crumbs", ".skip"):
        assert not page.locator(pressed).first.is_visible(), pressed
    assert page.get_by_text("Because the pump is shared.").is_visible()
    assert page.get_by_text("Garden of the hill, Upper Village").is_visible()
    colours = page.evaluate(
        "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"
    )
    assert colours == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]


def test_each_printed_page_has_its_number(preview: Preview, show: Show) -> None:
    page = show(preview("bare"))
    # A browser that does not know the margin of a page leaves the rule out of what it read.
    assert 'counter(page) " / " counter(pages)' in page.evaluate(RULES_READ)
